"""Inflecting English verbs by rule; what follows no rule is data."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic.dataclasses import dataclass as checked

from pipeline.analyse.lexicon.packs import STRICT, Words, read_pack, sorted_by

Form = Literal["base", "third", "past", "participle", "ing"]


@checked(config=STRICT, frozen=True)
class _Irregular:
    verb: str
    past: str
    participle: str


@checked(config=STRICT, frozen=True)
class _Pack:
    doubling: Words
    irregular: Annotated[tuple[_Irregular, ...], sorted_by("verb")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inflection:
    """What is known of verbs that do not follow the rule.

    Attributes:
        irregular: past and participle by verb.
        doubling: verbs that double their last letter ("banned").
    """

    irregular: Mapping[str, tuple[str, str]]
    doubling: frozenset[str]

    def forms(self, verb: str) -> Mapping[Form, str]:
        """All forms of a verb; a particle behind it stays where it is ("cuts off")."""
        head, _, particle = verb.partition(" ")
        tail = f" {particle}" if particle else ""
        stem = head + head[-1] if head in self.doubling else head
        if head.endswith("e"):
            third, past, ing = f"{head}s", f"{head}d", f"{head[:-1]}ing"
        elif re.search(r"[^aeiou]y$", head):
            third, past, ing = f"{head[:-1]}ies", f"{head[:-1]}ied", f"{head}ing"
        else:
            third = f"{head}es" if re.search(r"(?:s|x|ch|sh)$", head) else f"{head}s"
            past, ing = f"{stem}ed", f"{stem}ing"
        past, participle = self.irregular.get(head, (past, past))
        made: dict[Form, str] = {"base": head, "third": third, "past": past, "participle": participle, "ing": ing}
        return {form: word + tail for form, word in made.items()}

    def words(self, verbs: Iterable[str]) -> frozenset[str]:
        """Every form of several verbs."""
        return frozenset(word for verb in verbs for word in self.forms(verb).values())


def load() -> Inflection:
    """The inflection that ships with the package.

    Raises:
        ValueError: the data file is malformed.
    """
    pack = read_pack("inflection.yaml", _Pack)
    irregular = {row.verb: (row.past, row.participle) for row in pack.irregular}
    return Inflection(irregular=irregular, doubling=frozenset(pack.doubling))
