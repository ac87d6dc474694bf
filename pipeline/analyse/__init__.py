"""Articles to what they say about restrictions: events, stories, and the rows of the register.

``reading`` is the stage: it reads one article after the other with the words of ``lexicon`` and the grammar of
``events``, and asks ``relevance`` for a verdict. ``cluster`` groups what was read into stories, with ``likeness``;
``register`` keeps the restrictions. Nothing here holds a state between two calls: the same articles give the same
analyses, stories and rows, in whatever order they come.
"""
