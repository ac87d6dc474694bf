"""From sentences to events, by the grammar of English news.

``reader`` finds who and what a ``sentence`` names. ``triggers`` finds the words that restrict (``verbs``, ``orders``,
``nouns``), ``stance`` says how far they state a fact, ``actors`` and ``targets`` who does it to what, with ``context``
for what only the whole article tells. ``draft`` makes an event of it and asks ``days`` (with ``clauses``), ``asides``,
``mechanism`` and ``age`` for the rest; ``settle`` looks at all events of an article together, and ``find`` is the door.
What the grammar cannot tell apart is no event.
"""
