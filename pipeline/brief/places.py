"""Whether a restriction's regions are ours: countries, groups of them, and what a text leaves open."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model.options import Inventory, RegionGroup
from pipeline.model.restriction import Affected
from pipeline.text.words import join_words, words

_NOTHING = RegionGroup()
_ALL = re.compile(
    r"accounts?|all|and|are|at|based|business(?:es)?|clients?|compan(?:y|ies)|controlled|country|customers?|developers?|"
    r"entit(?:y|ies)|everybody|everyone|firms?|for|from|groups?|having|headquartered|held|in|incorporated|its|located|"
    r"majority|of|on|or|organi[sz]ations?|owned|parents?|people|persons?|residents?|subscribers?|subsidiar(?:y|ies)|"
    r"territory|that|the|there|to|use|users?|using|which|whose|with|within"
)
"""Words of whom a restriction covers that leave nobody out who is in the place."""
_EXCEPT = re.compile(
    r"\b(?:abroad|all but|anywhere but|apart from|beyond|but not|elsewhere|except(?:ing)?|excluding|foreign|non|not|"
    r"other|outside|overseas|save for|unlicen[sc]ed|unsupported|without)\b"
)
_LONGEST = 6  # words of the longest name of a place: "the Democratic Republic of the Congo"
_WITH_ARTICLE = ("Czech Republic", "Dominican ", "European ", "Netherlands", "Philippines", "United ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Which of our places a restriction covers.

    Attributes:
        covered: codes of ours that it covers.
        possible: codes of ours that it may cover.
    """

    covered: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()


def overlap(ours: Iterable[str], affected: Affected, inventory: Inventory) -> Overlap:
    """Compare our places with those of a restriction.

    Args:
        ours: codes of countries and groups.
        affected: whom the restriction covers.
        inventory: knows the groups.
    """
    covered, possible = set(), set()
    for code in ours:
        for region in affected.regions:
            group, own = (inventory.groups.get(name, _NOTHING) for name in (region, code))
            if code == region or code in group.members or (own.members and own.members <= group.members):
                covered.add(code)
            elif region in own.members or own.members & group.members:
                possible.add(code)  # we are somewhere in a group, and the restriction covers a part of it
            elif code in group.may_mean and not _says(affected.who, group.exact):
                possible.add(code)
    return Overlap(covered=tuple(sorted(covered)), possible=tuple(sorted(possible - covered)))


def named(codes: Iterable[str], inventory: Inventory) -> str:
    """Places as they are printed: "Germany and the United States"."""
    names = [inventory.places.get(code, code) for code in codes]
    return join_words([f"the {name}" if name.startswith(_WITH_ARTICLE) else name for name in names])


def leaves_out(who: str) -> bool:
    """Whether words say whom a restriction does not cover, so that its regions may be the wrong way round."""
    return bool(_EXCEPT.search(who.casefold()))


def is_whole(who: str, place_names: frozenset[tuple[str, ...]] = frozenset()) -> bool:
    """Whether words mean everybody of a place: "customers in Serbia", but not "minors in Serbia".

    Args:
        who: whom a restriction covers.
        place_names: names of places, which say nothing of who is meant there.
    """
    told = words(who)
    at = 0
    while at < len(told):
        named = next((n for n in range(_LONGEST, 0, -1) if tuple(told[at : at + n]) in place_names), 0)
        if not named and not _ALL.fullmatch(told[at]):
            return False
        at += named or 1
    return True


def _says(text: str, names: Iterable[str]) -> bool:
    told = words(text)
    spelt = [words(name) for name in names]
    return any(told[at : at + len(one)] == one for one in spelt for at in range(len(told)))
