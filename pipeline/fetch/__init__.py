"""Bytes from outside to Snapshots and Entries: the one room that asks the web for anything.

::

    stage ──▶ listing ──▶ client ──▶ lines ──▶ the web
      │          └──▶ sandbox ──▶ a reader for each kind of source
      └── crew, budget, health, discover

``stage`` is its door: it reads sources and opens pages, hosts side by side (``crew``). ``budget`` chooses the pages of
a night, and ``health`` keeps how each source is doing and says when it is due; ``discover`` tells what an unknown
address may be. ``listing`` reads one source: the addresses that are asked, the reader, what is joined.

A request: ``client`` makes all of them. ``address`` and ``guard`` say what may be asked for, ``robots`` and ``polite``
whether and when, ``turns`` whose turn it is and when the run is over; ``trip`` follows redirects, ``exchange`` asks
once, ``answer`` says what came, with ``retry_after`` and ``reserved``; ``body`` undoes content codings; ``lines`` keeps
connections and ``wire`` dials; ``failures`` names what can go wrong.

A reader: bytes to ``listed`` in a process of its own (``sandbox``, ``confined``): ``feeds`` with ``mending`` and
``json_feed``, which share ``items``; ``sitemap`` with ``sitemap_xml``, ``languages`` and ``sites``; ``html_list``,
``api`` and ``watch`` are rooms of their own. ``charset`` and ``markup`` make text of bytes, ``identity`` says what an
item is known by, and ``challenge`` knows the pages that stand in front of the one that was asked for.
"""
