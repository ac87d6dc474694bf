"""When two names of actors, tools or people affected mean the same."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

_NAME = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s\b|['’]")
_BRACKETS = re.compile(r"\(([^)]*)\)")
_PARTS = re.compile(r"\s/\s|;")
_PARTS_IN_BRACKETS = re.compile(r"[,;/]")


class Named(Protocol):
    """Anything that names tools and vendors."""

    @property
    def targets(self) -> Sequence[str]:
        """The tools."""
        ...

    @property
    def vendors(self) -> Sequence[str]:
        """Who makes them."""
        ...


# words that many names share, and by which none is known
BODIES = frozenset(
    re.findall(
        r"\w+",
        """
        a agency an and authorities authority bank city co commission commissioner company corp court department federal
        government group high holding holdings inc llc ltd ministry national new of office plc public service services
        state the us
        """,
    )
)
PRODUCTS = frozenset(
    re.findall(
        r"\w+",
        """
        a access ai all and api apis app application apps assistant assistants based chatbot chatbots cli cloud coding
        enterprise free generative its max model models of online other party pro product products service services
        subscription subscriptions the third tool tools web
        """,
    )
)


def same_actor(names: Iterable[str], other: str, aliases: Mapping[str, str]) -> bool:
    """Whether one of some names and another stand for the same organisation."""
    return any(_same_actor(name, other, aliases) for name in names)


def same_tools(one: Named, other: Named, aliases: Mapping[str, str] | None = None) -> bool:
    """Whether two events have a tool or a vendor in common, or name none but AI tools in general."""
    canonical = aliases or {}
    mine, theirs = _tools(one.targets), _tools(other.targets)
    vendors = {canonical.get(name, name) for name in map(folded, one.vendors)}
    named = {canonical.get(name, name) for name in map(folded, (*other.vendors, *other.targets))}
    return bool(mine & theirs) or bool(vendors & named) or not (mine or theirs)


def same_product(one: str | None, other: str | None) -> bool:
    """Whether two replacements share a word that is theirs, or neither is named."""
    if not one or not other:
        return not (one or other)
    return bool(words(one) & words(other) - BODIES - PRODUCTS)


def likeness(one: str | None, other: str | None) -> float:
    """F1 of the words of two descriptions, 0 to 1."""
    mine, theirs = words(one or "") - BODIES, words(other or "") - BODIES
    if not (mine and theirs):
        return float(mine == theirs)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


def words(text: str) -> set[str]:
    """The words of a text, in lower case."""
    return set(folded(text).split())


def folded(name: str) -> str:
    """A name in lower case, without punctuation and possessives."""
    return " ".join(_NAME.findall(_POSSESSIVE.sub("", name.lower())))


def _same_actor(one: str, other: str, aliases: Mapping[str, str]) -> bool:
    mine, theirs = _readings(one), _readings(other)
    mine_known, theirs_known = ({aliases.get(name, name) for name in names} for names in (mine, theirs))
    if mine_known & theirs_known:
        return True
    listed = set(aliases.values())
    if mine_known & listed and theirs_known & listed:
        return False
    return any(_one_in_the_other(set(a.split()), set(b.split())) for a in mine for b in theirs)


def _one_in_the_other(one: set[str], other: set[str]) -> bool:
    return (one <= other or other <= one) and bool((one & other) - BODIES)


def _readings(name: str) -> set[str]:
    """A name as a whole, without what stands in brackets, and what stands there, each cut into its parts."""
    outside, inside = _BRACKETS.sub(" ", name), _BRACKETS.findall(name)
    parts = [name, outside, *_PARTS.split(outside), *inside]
    parts += [piece for part in inside for piece in _PARTS_IN_BRACKETS.split(part)]
    return {folded(part).removeprefix("the ") for part in parts} - {""}


def _tools(names: Iterable[str]) -> set[str]:
    return {word for name in names for word in words(name) - PRODUCTS if not word.isdigit()}
