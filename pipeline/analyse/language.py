"""Restriction language, read from ``data/language.yaml`` and compiled into patterns."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as checked

from pipeline.analyse.lexicon import read_pack
from pipeline.model.vocabulary import Action

Form = Literal["base", "third", "past", "participle", "ing"]
Voice = Literal["active", "passive", "open", "active-subject", "loser", "label"]

_STRICT = ConfigDict(extra="forbid")
_FORMS: tuple[Form, ...] = ("base", "third", "past", "participle", "ing")


@checked(config=_STRICT, frozen=True)
class Verb:
    """A verb and what it does to its object."""

    verb: str
    action: Action
    forms: tuple[str, str, str, str, str] | None = None
    near: bool = False


@checked(config=_STRICT, frozen=True)
class Phrase:
    """A regular expression and what it does."""

    says: str
    action: Action
    voice: Voice = "active"


@checked(config=_STRICT, frozen=True)
class _Pack:
    verbs: tuple[Verb, ...]
    access: tuple[Verb, ...]
    orders: tuple[str, ...]
    asking: tuple[str, ...]
    ordered: tuple[Phrase, ...]
    permission: tuple[Phrase, ...]
    nouns: tuple[str, ...]
    nouns_imposed: tuple[str, ...]
    nouns_lifted: tuple[str, ...]
    nouns_flipped: tuple[str, ...]
    lifted: tuple[Phrase, ...]
    withheld: tuple[Phrase, ...]
    proposes: tuple[str, ...]
    announces: tuple[str, ...]
    denies: tuple[str, ...]
    supposes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One inflected form."""

    verb: Verb
    form: frozenset[Form]
    access: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """Compiled restriction language. Patterns are case-insensitive."""

    verb_forms: dict[str, tuple[VerbForm, ...]]
    verbs: re.Pattern[str]
    orders: re.Pattern[str]
    asking: re.Pattern[str]
    ordered: tuple[tuple[re.Pattern[str], Phrase], ...]
    phrases: tuple[tuple[re.Pattern[str], Phrase], ...]
    withheld: tuple[tuple[re.Pattern[str], Phrase], ...]
    nouns: re.Pattern[str]
    imposing: re.Pattern[str]
    lifting: re.Pattern[str]
    flipping: re.Pattern[str]
    proposes: re.Pattern[str]
    announces: re.Pattern[str]
    denies: re.Pattern[str]
    supposes: re.Pattern[str]


def load() -> Language:
    """The language that ships with the package.

    Raises:
        ValueError: the data file is malformed.
    """
    pack = TypeAdapter(_Pack).validate_python(read_pack("language.yaml"))
    forms: dict[str, list[VerbForm]] = {}
    for access, verbs in ((False, pack.verbs), (True, pack.access)):
        for verb in verbs:
            for word, names in _by_word(verb.forms or inflect(verb.verb)).items():
                forms.setdefault(word, []).append(VerbForm(verb, names, access))
    return Language(
        verb_forms={word: tuple(entries) for word, entries in forms.items()},
        verbs=_words(forms),
        orders=_words(word for verb in pack.orders for word in inflect(verb)),
        asking=_words(word for verb in pack.asking for word in inflect(verb)),
        ordered=_compiled(pack.ordered),
        phrases=_compiled((*pack.permission, *pack.lifted)),
        withheld=_compiled(pack.withheld),
        nouns=_words(word for noun in pack.nouns for word in (noun, f"{noun}s")),
        imposing=_words(word for verb in pack.nouns_imposed for word in inflect(verb)),
        lifting=_words(word for verb in pack.nouns_lifted for word in inflect(verb)),
        flipping=_words(word for verb in pack.nouns_flipped for word in inflect(verb)),
        proposes=_words(pack.proposes),
        announces=_words(pack.announces),
        denies=_words(pack.denies),
        supposes=_words(pack.supposes),
    )


_IRREGULAR: dict[str, tuple[str, str, str, str, str]] = {
    "freeze": ("freeze", "freezes", "froze", "frozen", "freezing"),
    "forbid": ("forbid", "forbids", "forbade", "forbidden", "forbidding"),
    "overturn": ("overturn", "overturns", "overturned", "overturned", "overturning"),
    "put": ("put", "puts", "put", "put", "putting"),
    "set": ("set", "sets", "set", "set", "setting"),
    "strike": ("strike", "strikes", "struck", "struck", "striking"),
    "tell": ("tell", "tells", "told", "told", "telling"),
    "uphold": ("uphold", "upholds", "upheld", "upheld", "upholding"),
    "withdraw": ("withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"),
}
_DOUBLING = re.compile(r"(?:^|[^aeiou])[aeiou][bdgmnprt]$")
_SHORT_OR_STRESSED = frozenset({"ban", "bar", "cut", "drop", "permit", "quit", "scrap", "slap", "stop"})


def inflect(verb: str) -> tuple[str, str, str, str, str]:
    """Base, third person, past, participle and -ing form of an English verb, a particle behind it included."""
    head, _, particle = verb.partition(" ")
    tail = f" {particle}" if particle else ""
    made = _IRREGULAR.get(head) or _regular(head)
    base, third, past, participle, ing = (form + tail for form in made)
    return base, third, past, participle, ing


def _regular(head: str) -> tuple[str, str, str, str, str]:
    doubled = head + head[-1] if head in _SHORT_OR_STRESSED and _DOUBLING.search(head) else head
    if head.endswith("e"):
        return head, f"{head}s", f"{head}d", f"{head}d", f"{head[:-1]}ing"
    if re.search(r"[^aeiou]y$", head):
        return head, f"{head[:-1]}ies", f"{head[:-1]}ied", f"{head[:-1]}ied", f"{head}ing"
    third = f"{head}es" if re.search(r"(?:s|x|ch|sh)$", head) else f"{head}s"
    return head, third, f"{doubled}ed", f"{doubled}ed", f"{doubled}ing"


def _by_word(forms: tuple[str, str, str, str, str]) -> dict[str, frozenset[Form]]:
    words: dict[str, set[Form]] = {}
    for name, word in zip(_FORMS, forms, strict=True):
        words.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in words.items()}


def _words(items: Iterable[str]) -> re.Pattern[str]:
    listed = sorted(set(items), key=lambda word: (-len(word), word))
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(word) for word in listed) + r")(?![\w-])", re.IGNORECASE)


def _compiled(phrases: tuple[Phrase, ...]) -> tuple[tuple[re.Pattern[str], Phrase], ...]:
    return tuple((re.compile(rf"(?<![\w-])(?:{phrase.says})(?!\w)", re.IGNORECASE), phrase) for phrase in phrases)
