"""Words of texts of a few lines: ``data/short.yaml``, compiled."""

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic.dataclasses import dataclass as checked

from pipeline.analyse.lexicon.inflection import Form, Inflection
from pipeline.analyse.lexicon.packs import STRICT, Says, Words, read_pack, sorted_by
from pipeline.analyse.lexicon.patterns import WORDS, AnyWord, Pattern, words, written
from pipeline.model.vocabulary import Action


@checked(config=STRICT, frozen=True)
class _Verb:
    verb: str
    action: Action


@checked(config=STRICT, frozen=True)
class Row:
    """A regular expression and the action that it stands for."""

    says: Says
    action: Action


@checked(config=STRICT, frozen=True)
class _Capital:
    city: str
    code: str


_Rows = Annotated[tuple[Row, ...], sorted_by("says")]


@checked(config=STRICT, frozen=True)
class _Pack:
    verbs: Annotated[tuple[_Verb, ...], sorted_by("verb")]
    imposed: _Rows
    limited: AnyWord
    lifted: AnyWord
    withheld: AnyWord
    proposed: AnyWord
    inquiry: AnyWord
    denied: AnyWord
    nouns: _Rows
    noun_heads: Words
    roundup: AnyWord
    own: AnyWord
    papers: AnyWord
    doubted: AnyWord
    access: AnyWord
    objects: Words
    bodies: AnyWord
    nobody: Annotated[Pattern, written(r"\b(?:{})\b")]
    others: AnyWord
    outages: AnyWord
    upheld: AnyWord
    loses: AnyWord
    columns: AnyWord
    capitals: Annotated[tuple[_Capital, ...], sorted_by("city")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """Words of short texts, as patterns over small letters.

    Attributes:
        verbs: any form of a verb of headlines; ``verb_forms`` says what it does, and which forms it can be.
        imposed, limited, lifted, withheld, proposed, inquiry, denied: phrases of each stance.
        nouns: a restriction by its name; ``noun_heads``: what may stand right in front of one.
        roundup: titles of lists. ``own``: people and things of an employer. ``papers``: what an organisation issues.
        doubted: takes the title back. ``access``: what a vendor takes away.
        objects: words that leave open what is restricted.
        bodies: public bodies named by their kind. ``nobody``: in a name that is nobody's, as it is written.
        others: what is banned in the news and is no AI tool. ``outages``: it fails, and nobody forbade it.
        upheld: what was imposed stands. ``loses``: behind a name to whom it is done. ``columns``: an opinion.
        capitals: codes of regions by cities that stand for their governments; ``capital_places`` finds them.
    """

    verbs: Pattern
    verb_forms: dict[str, tuple[Action, frozenset[Form]]]
    imposed: tuple[tuple[Pattern, Action], ...]
    limited: Pattern
    lifted: Pattern
    withheld: Pattern
    proposed: Pattern
    inquiry: Pattern
    denied: Pattern
    nouns: tuple[tuple[Pattern, Action], ...]
    noun_heads: frozenset[str]
    roundup: Pattern
    own: Pattern
    papers: Pattern
    doubted: Pattern
    access: Pattern
    objects: frozenset[str]
    bodies: Pattern
    nobody: Pattern
    others: Pattern
    outages: Pattern
    upheld: Pattern
    loses: Pattern
    columns: Pattern
    capitals: dict[str, str]
    capital_places: Pattern


def load(inflection: Inflection) -> Short:
    """The words of short texts that ship with the package.

    Raises:
        ValueError: the data file is malformed.
    """
    pack = read_pack("short.yaml", _Pack)
    forms: dict[str, tuple[Action, frozenset[Form]]] = {}
    for row in pack.verbs:
        by_word: dict[str, set[Form]] = {}
        for form, word in inflection.forms(row.verb).items():
            by_word.setdefault(word, set()).add(form)
        forms |= {word: (row.action, frozenset(found)) for word, found in by_word.items()}
    return Short(
        verbs=words(forms),
        verb_forms=forms,
        imposed=_compiled(pack.imposed),
        limited=pack.limited,
        lifted=pack.lifted,
        withheld=pack.withheld,
        proposed=pack.proposed,
        inquiry=pack.inquiry,
        denied=pack.denied,
        nouns=_compiled(pack.nouns),
        noun_heads=frozenset(pack.noun_heads),
        roundup=pack.roundup,
        own=pack.own,
        papers=pack.papers,
        doubted=pack.doubted,
        access=pack.access,
        objects=frozenset(pack.objects),
        bodies=pack.bodies,
        nobody=pack.nobody,
        others=pack.others,
        outages=pack.outages,
        upheld=pack.upheld,
        loses=pack.loses,
        columns=pack.columns,
        capitals={row.city: row.code for row in pack.capitals},
        capital_places=words(row.city for row in pack.capitals),
    )


def _compiled(rows: tuple[Row, ...]) -> tuple[tuple[Pattern, Action], ...]:
    return tuple((re.compile(WORDS.replace("{}", row.says)), row.action) for row in rows)
