"""The register of restrictions: which events are one row, what its sources say together, and what became of it.

``rows`` is the door: new reports and the rows that may be meant go in, changed rows come out. Events are cut into
restrictions (``grouping``), which go on the rows that there are (``plan``) and are tied to
each other (``links``). A row is built anew from all its events each time (``entry``): its ``claims`` with their
``days`` and the quotes of the ``ledger``, its ``provenance`` by the ``origins`` of its reports, its ``status``, its
``titles`` and its ``history``. ``founding`` is the gate before an id for life.
"""
