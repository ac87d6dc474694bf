"""The site: complete without scripts, readable from a folder, and the same bytes for the same content.

``tree`` is the door: ``build`` makes every file. ``page`` is one page and how it is rendered, ``shelf`` what pages link
to. ``editions``, ``register``, ``names``, ``calendar_page`` and ``reports`` make the pages; ``quotes`` decides which
words of others they show.
"""

from pipeline.render.site.tree import build

__all__ = ["build"]
