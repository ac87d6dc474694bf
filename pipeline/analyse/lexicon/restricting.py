"""Words that restrict, and what they stand for: ``data/restricting.yaml``, compiled."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Annotated, Literal

from pydantic import AfterValidator
from pydantic.dataclasses import dataclass as checked

from pipeline.analyse.lexicon.inflection import Form, Inflection
from pipeline.analyse.lexicon.initials import initials
from pipeline.analyse.lexicon.packs import STRICT, Says, Words, read_pack, sorted_by
from pipeline.analyse.lexicon.patterns import Pattern, Said, ahead, any_of, either, says, words
from pipeline.model.vocabulary import Action

_ADVERBS = r"(?:\s+(?:{adverbs}))*"
_VERB = re.compile(r"[a-z][a-z-]*(?: [a-z]+)*")
_PHRASE = r"(?<![\w-])(?:{})(?!\w)"
_NAMED = (  # in front of a genitive: "Tidewater" Freight's ban, but not "Y under" the ministry's order
    r"(?!(?:after|against|and|as|at|because|before|but|by|despite|for|from|in|on|or|over|since|to|under|until|when|while"
    r"|with|within|[\w-]+ing)\b)[\w.&-]+"
)


def _base_form(verb: str) -> str:
    if not _VERB.fullmatch(verb):
        raise ValueError(f"{verb!r} is no verb; write its base form in small letters, such as wall off")
    return verb


@checked(config=STRICT, frozen=True)
class Verb:
    """A verb that restricts, or lifts, what it has for its object.

    Attributes:
        verb: in its base form, with a particle if it needs one ("wall off").
        near: it has other uses, so that a tool, or access to one, must stand within a few words of it.
    """

    verb: Annotated[str, AfterValidator(_base_form)]
    action: Action
    near: bool = False


@checked(config=STRICT, frozen=True)
class Phrase:
    """A regular expression and what it stands for.

    Attributes:
        noun: the thing is not named beside it, and is the one that the text is about ("reversed course").
        withholds: a vendor keeps its own product from somebody; nobody else can.
    """

    says: Says
    action: Action
    voice: Literal["active", "passive", "user", "open", "label"] = "active"
    noun: bool = False
    withholds: bool = False


@checked(config=STRICT, frozen=True)
class Helpers:
    """Words beside a verb that restricts, as patterns.

    Attributes:
        access: what verbs of access have for their object.
        meant: what everyday verbs have for their object where no tool is named: "the chatbot".
        bound: people whom even a request binds: "asked its employees to avoid".
        auxiliary: in front of a participle: "had" as ``perfect``, "now been" as ``passive``; always matches.
        determined: in front of a word that is a noun there: "a new"; but not "the company will".
        modal: in front of a word that is a verb there: "to".
        places: behind a participle without "was": "downloads blocked in".
        takes_effect: behind a noun: "the ban takes effect".
    """

    access: Said
    bound: Said
    meant: Annotated[Pattern, says(r"\b(?:the|this|that|both|its)\s+(?:[\w-]+\s+){0,2}?(?:{})\b(?!'s)")]
    auxiliary: Annotated[
        Pattern,
        says(rf"(?:\b(?P<perfect>had|has|have){_ADVERBS}\s*)?(?:\b(?P<passive>{{passive}}){_ADVERBS})?\s*$"),
    ]
    determined: Annotated[Pattern, ahead(r"\s+(?:(?!(?:to|will|would|may|could|must)\b)[\w-]+\s+){0,2}")]
    modal: Annotated[Pattern, ahead(r"(?:\s+\w+ly)?\s*")]
    places: Annotated[Pattern, says(r"\s*(?:(?:{})|[.,;:)]|$)")]
    takes_effect: Annotated[Pattern, says(r"[^.;:]{0,90}?\b(?:{})\b")]


_Verbs = Annotated[tuple[Verb, ...], sorted_by("verb")]
_Phrases = Annotated[tuple[Phrase, ...], sorted_by("says")]


@checked(config=STRICT, frozen=True)
class _Pack:
    verbs: _Verbs
    access: _Verbs
    orders: Words
    asking: Words
    binding: Words
    ordered: _Phrases
    permission: _Phrases
    lifted: _Phrases
    withheld: _Phrases
    likewise: _Phrases
    inquiries: _Phrases
    nothing: Said
    nouns: Words
    imposing: Words
    lifting: Words
    flipping: Words
    proposing: Words
    preventing: Words
    confirming: Words
    amounts: Words
    unreal: Words
    noun_or_verb: Words
    helpers: Helpers


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One inflected form of a verb.

    Attributes:
        forms: what the word can be: "cut" is base, past and participle.
        near: it restricts only with a tool, or access to one, close by.
        access: it restricts only with access, supply or service for its object.
    """

    action: Action
    forms: frozenset[Form]
    near: bool
    access: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # equal to itself alone, so that it can be a key
class Restricting:
    """Restriction language, as patterns over sentences in small letters.

    Attributes:
        verbs: any form of a verb that restricts; ``verb_forms`` says what it can be.
        ordered: what is ordered, behind a verb of ``orders``; ``asking`` are those that only ask,
            ``binding`` those of them that order where people of one's own are asked.
        phrase: where any of ``phrases`` begins; ``phrase_letters`` are those with which each can begin.
        likewise: another one did the same.
        inquiries: an authority looks into something; ``inquiry``: where any of them begins.
        nothing: "there is no such ban".
        governing: verbs that a noun of ``nouns`` needs, and what they make of it.
        proposing: verbs that make a proposal of it.
        preventing: those that keep one that is not there yet from coming. ``confirming``: that leave one in force.
        amounts: in front of a noun for what is no restriction of access: "weekly limits".
        unreal: in front of a noun for what is not there: "a proposed ban".
        noun_object: behind a verb: "the city's ban".
        homographs: words that can be a noun as well as a verb.
        bases: words that can only be the base form of a verb: "ban", but not "cut".
    """

    verb_forms: Mapping[str, tuple[VerbForm, ...]]
    verbs: Pattern
    orders: Pattern
    asking: frozenset[str]
    binding: frozenset[str]
    ordered: tuple[tuple[Pattern, Phrase], ...]
    phrase: Pattern
    phrases: tuple[tuple[Pattern, Phrase], ...]
    phrase_letters: tuple[frozenset[str] | None, ...]
    likewise: Pattern
    inquiry: Pattern
    inquiries: tuple[tuple[Pattern, Phrase], ...]
    nothing: Pattern
    nouns: Pattern
    noun_object: Pattern
    governing: tuple[tuple[Pattern, Action], ...]
    proposing: Pattern
    preventing: frozenset[str]
    confirming: frozenset[str]
    amounts: frozenset[str]
    unreal: Pattern
    homographs: frozenset[str]
    bases: frozenset[str]
    helpers: Helpers


def load(inflection: Inflection, more: tuple[Verb, ...] = ()) -> Restricting:
    """The restriction language that ships with the package.

    Args:
        inflection: how verbs are inflected.
        more: an operator's verbs; one that ships already is replaced.

    Raises:
        ValueError: the data file is malformed.
    """
    pack = read_pack("restricting.yaml", _Pack)
    added = {row.verb for row in more}
    verbs = (*(row for row in pack.verbs if row.verb not in added), *more)
    forms = _verb_forms(verbs, pack.access, inflection)
    withheld = (replace(phrase, withholds=True) for phrase in pack.withheld)
    phrases = (*pack.permission, *pack.lifted, *withheld, *pack.likewise)
    return Restricting(
        verb_forms=forms,
        verbs=words(forms),
        orders=words(inflection.words(pack.orders)),
        asking=inflection.words(pack.asking),
        binding=inflection.words(pack.binding),
        ordered=_compiled(pack.ordered),
        phrase=_begins(phrases),
        phrase_letters=tuple(initials(row.says) for row in phrases),
        phrases=_compiled(phrases),
        likewise=re.compile(_PHRASE.replace("{}", any_of(row.says for row in pack.likewise))),
        inquiry=_begins(pack.inquiries),
        inquiries=_compiled(pack.inquiries),
        nothing=pack.nothing,
        nouns=words(form for noun in pack.nouns for form in (noun, f"{noun}s")),
        noun_object=re.compile(
            rf"\s+(?:an?|any|her|his|its|that|the|their|this|(?:{_NAMED}\s+){{0,4}}?[\w-]+'s?)\s+(?:[\w-]+\s+){{0,2}}"
            rf"(?:{either(pack.nouns)})s?(?![\w-])"
        ),
        governing=(
            (words(inflection.words(pack.flipping)), "lift"),
            (words(inflection.words(pack.lifting)), "lift"),
            (words(inflection.words(pack.imposing)), "ban"),
        ),
        proposing=words(inflection.words(pack.proposing)),
        preventing=inflection.words(pack.preventing),
        confirming=inflection.words(pack.confirming),
        amounts=frozenset(pack.amounts),
        unreal=words(pack.unreal),
        homographs=frozenset(pack.noun_or_verb),
        bases=_bases(pack, verbs, inflection),
        helpers=pack.helpers,
    )


def _verb_forms(
    plain: Iterable[Verb], access: Iterable[Verb], inflection: Inflection
) -> dict[str, tuple[VerbForm, ...]]:
    found: dict[str, list[VerbForm]] = {}
    for of_access, verbs in ((False, plain), (True, access)):
        for row in verbs:
            by_word: dict[str, set[Form]] = {}
            for form, word in inflection.forms(row.verb).items():
                by_word.setdefault(word, set()).add(form)
            for word, forms in by_word.items():
                found.setdefault(word, []).append(VerbForm(row.action, frozenset(forms), row.near, of_access))
    return {word: tuple(entries) for word, entries in found.items()}


def _bases(pack: _Pack, plain: Iterable[Verb], inflection: Inflection) -> frozenset[str]:
    verbs = chain((row.verb for row in (*plain, *pack.access)), pack.orders, pack.imposing, pack.lifting, pack.flipping)
    forms = (inflection.forms(verb) for verb in verbs)
    return frozenset(f["base"].split(maxsplit=1)[0] for f in forms if f["base"] not in (f["past"], f["participle"]))


def _begins(phrases: Iterable[Phrase]) -> Pattern:
    """Every place at which any of these begins."""
    return re.compile(rf"(?<![\w-])(?=(?:{any_of(row.says for row in phrases)})(?!\w))")


def _compiled(phrases: Iterable[Phrase]) -> tuple[tuple[Pattern, Phrase], ...]:
    return tuple((re.compile(_PHRASE.replace("{}", phrase.says)), phrase) for phrase in phrases)
