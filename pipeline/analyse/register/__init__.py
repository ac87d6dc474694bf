"""The register of restrictions: which events are one row, what its sources say together, and what became of it.

``rows`` is the door: new reports and the rows that may be meant go in, changed rows come out. A row is built anew from
all its events each time (``entry``): its ``claims`` with their ``days`` and the quotes of the ``ledger``, its
``provenance``, its ``status``, its ``titles`` and its ``history``. ``founding`` is the gate before an id for life.
"""
