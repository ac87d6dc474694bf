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
    r"mainland|majority|majority-owned|of|on|or|organi[sz]ations?|owned|parents?|people|persons?|residents?|subscribers?|"
    r"subsidiar(?:y|ies)|territory|that|the|there|to|use|users?|using|which|whose|with|within"
)
"""Words of whom a restriction covers that leave nobody out who is in the place."""
_EXCEPT = re.compile(
    r"\b(?:all but|anywhere but|apart from|beyond|but not|except(?:ing)?|excluding|not in|other than|outside|save for|"
    r"unsupported|without)\b"
)


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
    """Places as they are printed: "Germany and Serbia"."""
    return join_words([inventory.places.get(code, code) for code in codes])


def leaves_out(who: str) -> bool:
    """Whether words say whom a restriction does not cover, so that its regions may be the wrong way round."""
    return bool(_EXCEPT.search(who.casefold()))


def is_whole(who: str) -> bool:
    """Whether words mean everybody of a place: "customers in Serbia", but not "minors in Serbia".

    Words with a capital are taken for names of places: where regions are known, they are those.
    """
    plain = [word.strip(".,;:()'’\"“”") for word in who.split()]
    return all(not word or word[0].isupper() or _ALL.fullmatch(word.casefold()) for word in plain)


def _says(text: str, names: Iterable[str]) -> bool:
    told = words(text)
    spelt = [words(name) for name in names]
    return any(told[at : at + len(one)] == one for one in spelt for at in range(len(told)))
