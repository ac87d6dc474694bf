"""Edition and register to bytes: mail, text, Markdown, site, feeds, calendar, tables; and a page that was inspected.

``email`` is the door for mail, ``site`` the one for pages, and ``inspected`` the one for a single article with its
``fates``, which a terminal shows in the same words; ``register_json``, ``register_csv``, ``feeds`` and
``calendar`` make the files for machines, and all of them can be called alone. ``writer`` puts editions into words, and
``shorten`` decides what a mail leaves to the web. ``environment`` is the one place that knows Jinja; ``days``,
``links``, ``layout``, ``phrases``, ``spoken`` and ``drawing`` are what templates say things with. Nothing here reads a
clock: the same content gives the same bytes.
"""
