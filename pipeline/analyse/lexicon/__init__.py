"""What the reader knows: names and words, as data files in ``data``, checked and compiled once by ``load``.

``names`` holds vendors, tools, actors and regions, and what an operator adds to them. ``language`` puts the words
together, one record for each subject: ``restricting``, ``moods``, ``parties``, ``things``, ``days``, ``details`` and
``levers``. ``packs`` reads a data file, ``patterns`` and ``inflection`` make patterns of its words.
"""
