"""The composition root: one night, from sources to inboxes.

::

    feeds.yaml -> sources --prefilter--> pages that wait --opening--> snapshots --parse--> articles --analyse--> events
                     |                                                                                             |
               availability                                                              restrictions <--registering
                                                                                               |
                                  data/site   <--publishing-- site, feeds <--render-- edition <-compose
                                  data/outbox <--sending----- mail        <--render-----+

Each step takes what is pending, that is, inputs that have no outcome of its stage's version, hands them to a pure
stage, and stores the outcomes, one transaction for each batch. So a first run, the next night, a run after a kill and
a run after an improvement of the code are all the same.

``night`` calls the steps under the ``lock``: ``fetching`` (``sources``, then ``opening``), ``reading`` (with
``availability``: what vendors' lists say), ``registering`` (with ``anew`` and ``reports``), ``publishing``,
``sending``. ``house`` is what they share, ``views`` what they show beside the register.
"""
