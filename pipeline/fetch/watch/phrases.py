"""The words that the filter knows: ``data/*.txt``, one entry a line, in small letters, sorted, each once.

anchors: what a line that is only a stamp is about ("last updated"). banner: what a cookie banner speaks of, and
buttons: what is to be pressed in it. errors: how a page says that it is not the page. fillers: words beside an anchor.
All are words of a language; none names a site or a page.
"""

import re
from importlib.resources import files


def load(name: str) -> tuple[str, ...]:
    """The entries of ``data/<name>.txt``.

    Raises:
        ValueError: an entry is empty, not in small letters, or stands twice or out of order: a mistake in the package.
    """
    text = files("pipeline.fetch.watch").joinpath(f"data/{name}.txt").read_text(encoding="utf-8")
    return checked(name, tuple(text.splitlines()))


def checked(name: str, entries: tuple[str, ...]) -> tuple[str, ...]:
    """The same entries, if they are fit to be used; errors as for ``load``."""
    if not entries or "" in entries or list(entries) != sorted({entry.casefold() for entry in entries}):
        raise ValueError(f"fetch/watch/data/{name}.txt: entries have to be sorted, in small letters, each once")
    return entries


def any_of(name: str) -> str:
    """A regular expression for any entry of a list, longer ones first; whole words where letters are spaced."""
    longest_first = sorted(load(name), key=len, reverse=True)
    return "(?:" + "|".join(rf"(?<![a-z]){re.escape(entry)}(?![a-z])" for entry in longest_first) + ")"
