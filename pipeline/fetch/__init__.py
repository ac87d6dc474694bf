"""Bytes from outside to Snapshots and Entries: the one room that asks the web for anything.

``stage`` is its door: it reads sources and opens pages. ``client`` makes every request; ``address`` says what can be
asked for, ``polite`` whether and when it may be, ``wire`` where a connection goes and what broke on it, and ``body``
undoes content codings. ``feeds`` turns bytes into entries, with ``charset``, ``mending`` and ``markup``; ``challenge``
knows the pages that stand in front of the one that was asked for, and ``failures`` names what can go wrong.
"""
