"""Whose knowledge reports rest on: copies and relays are folded, and two reports of one outlet are one voice."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.analyse.lexicon.names import Lexicon
from pipeline.analyse.register.support import Support
from pipeline.text.urls import domain

_TRUSTED = ("A", "B", "C")
_NAMED = re.compile(r"^(?:the )?(?P<name>[A-Z][\w’'&.-]*(?: [A-Z][\w’'&.-]*){0,3})")  # "the Harbour Post, citing …"
_ARTICLE = re.compile(r"^the ", re.IGNORECASE)


class Voice(NamedTuple):
    """Who knows: the name that is printed, and the keys by which two voices are found to be one.

    A key is the name of an outlet in small letters, or ``@`` with the domain that it writes on.
    """

    name: str
    keys: frozenset[str]


class Origins:
    """The voices behind the reports of one restriction.

    Two reports are one voice if they share the name of the outlet or its domain. A report that names another as its
    source is that one's, a copy is the one's that it copies, and the chain is followed: who relays an outlet that
    relays Reuters relays Reuters.

    Args:
        supports: events of one restriction, in the order (published, url).
        lexicon: for the words by which a text names a paper as its source.
    """

    def __init__(self, supports: Sequence[Support], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._by_outlet: dict[str, list[Support]] = {}
        for support in supports:
            self._by_outlet.setdefault(plain_name(support.report.outlet), []).append(support)

    def count(self, supports: Iterable[Support]) -> int:
        """How many voices told it that are independent of each other and of the parties to the matter.

        The own voice of a party is a primary source and no outlet's. What a weak source tells without saying whence is
        not counted beside others; weak sources alone are one voice.
        """
        told = [support for support in supports if not support.is_newsroom]
        weighed = [support for support in told if support.report.grade in _TRUSTED or support.event.attribution]
        voices = [(plain_name(support.event.actor), self.voice(support).keys) for support in weighed or told[:1]]
        return len(_apart(keys for actor, keys in voices if actor not in keys))

    def voice(self, support: Support, seen: frozenset[str] = frozenset()) -> Voice:
        """Whose knowledge a report is.

        Args:
            support: the report with what it tells.
            seen: names that led here; a circle of outlets that name each other is one voice.
        """
        outlet = support.report.outlet
        own = plain_name(outlet)
        behind = relayed(support, self._lexicon) or support.report.copy_of or outlet
        name = plain_name(behind)
        if name == own or name in seen:
            return Voice(outlet, frozenset({own, name, f"@{domain(support.report.url)}"}))
        known = [self.voice(other, seen | {own}) for other in self._by_outlet.get(name, ())]
        return min(known, key=lambda v: (name not in v.keys, sorted(v.keys)), default=Voice(behind, frozenset({name})))


def relayed(support: Support, lexicon: Lexicon) -> str | None:
    """The outlet or person that a report names as its source; papers and unnamed people are none."""
    told_by = support.event.attribution or ""
    named = _NAMED.match(told_by)
    return None if named is None or lexicon.names_document(told_by) else named["name"]


def is_unnamed(support: Support, lexicon: Lexicon) -> bool:
    """Whether a report says that it rests on people whom it does not name."""
    told_by = support.event.attribution or ""
    return lexicon.names_nobody(told_by) and relayed(support, lexicon) is None and not lexicon.names_document(told_by)


def plain_name(name: str) -> str:
    """A name to compare: "the Meridian" is the outlet that prints itself as "The Meridian"."""
    return _ARTICLE.sub("", name).casefold()


def _apart(voices: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Voices of which none shares a key with another."""
    apart: list[frozenset[str]] = []
    for voice in voices:
        same = [other for other in apart if other & voice]
        apart = [other for other in apart if not other & voice]
        apart.append(voice.union(*same))
    return apart
