"""The composition root: one night, from sources to inboxes.

    feeds.yaml -> sources --fetch--> snapshots, entries --parse--> articles --analyse--> stories, events
                                                                                             |
                                                                       restrictions <--register
                                                                             |
        data/site   <--publish-- site, feeds <--render-- edition <--compose--+
        data/outbox <--send----- mail        <--render---+

Each step takes what is pending, that is, inputs that have no outcome of its stage's version, hands them to a pure
stage, and stores the outcomes, one transaction for each batch. So a first run, the next night, a run after a kill and
a run after an improvement of the code are all the same.
"""
