"""The rest of an event: days, replacement, reasons, exemptions, and who says so. What the text does not say stays None."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as checked

from pipeline.analyse.lexicon import read_pack
from pipeline.analyse.mentions import Mention
from pipeline.analyse.sentence import Sentence
from pipeline.analyse.triggers import Trigger, things
from pipeline.model.event import PartialDate
from pipeline.model.vocabulary import Reason
from pipeline.text.spoken_dates import SpokenDate, Tense, find_dates

_EFFECTIVE_LEFT = re.compile(
    r"(?:\b(?:from|starting|beginning|effective|as of|with effect from|in effect (?:from|on|since)|since"
    r"|(?:take|takes|took|taking|come|comes|came|coming|go|goes|went|going|be|is|was) (?:into |in )?(?:effect|force)(?: on| from| in)?"
    r"|in force (?:from|since|on)|appl(?:y|ies|ied)(?: only)? from|start(?:s|ed|ing)?(?: on| in)?|begin(?:s|ning)?(?: on| in)?"
    r"|(?:is|are|be) (?:due|set|scheduled) (?:for|on))\s*,?\s*(?:on\s+|the\s+|late\s+|early\s+|mid-?)?)$",
    re.IGNORECASE,
)
_ASIDE_LEFT = re.compile(r"\b(?:that|which|who|introduced|launched|released|founded)\b[^,;]*$", re.IGNORECASE)
_STARTS_LEFT = re.compile(
    r"\b(?:bans?|blocks?|changes?|cut-?offs?|limits?|measures?|orders?|prohibitions?|restrictions?|rules?|steps?|suspensions?)\b"
    r"[^.;:,]{0,40}?\b(?:starts?|begins?|appl(?:y|ies)|takes? effect|is due to take effect|will take effect|comes? into force)"
    r"\s+(?:on|from)?\s*$",
    re.IGNORECASE,
)
_DEADLINE_LEFT = re.compile(r"\b(?:by|before|until|till|no later than|within)\s+(?:the\s+)?$", re.IGNORECASE)
_ENDS_LEFT = re.compile(r"\b(?:until|till|through|expires? on|ends? on|lasts? until)\s+(?:the\s+)?$", re.IGNORECASE)
_ON_LEFT = re.compile(r"(?:\bon\s+|\blate\s+|^|\s)$", re.IGNORECASE)
_MADE = re.compile(
    r"\b(?:change|block|update|switch|cut|filter)\w* (?:was|were) (?:made|switched|turned|put in place|introduced|carried out|activated)(?: live)?\s+(?:on\s+)?$",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:announced|circulated|published|issued|sent|made|made public|dated|distributed|communicated|posted|adopted"
    r"|signed|came)\s+(?:out\s+)?(?:on\s+)?$",
    re.IGNORECASE,
)
_TOLD_STAFF = re.compile(
    r"\b(?:were|was) (?:informed|told|notified)(?: of (?:it|this|the \w+))?(?: by (?:e-?mail|letter|memo))?\s+(?:on\s+)?$"
    r"|\b(?:announcement|decision|notice|statement) (?:was made|was published|came|was sent|went out)(?: \w+){0,5}?"
    r"\s+(?:on\s+)?$",
    re.IGNORECASE,
)
_ANONYMOUS = re.compile(
    r"\b(?:person|people|persons|sources?|familiar|insiders?|analysts?|experts?|users?|critics)\b", re.IGNORECASE
)
_DATELINE = re.compile(
    r"^[A-Z][A-Z .,/’'-]{2,40}?,?\s*(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})?\s*(?:\([^)]{2,20}\)\s*)?[-–—:]\s"
)
_IMMEDIATE = re.compile(
    r"\b(?:with immediate effect|takes? immediate effect|effective immediately|immediately|at once|as of now|with effect from today)\b",
    re.IGNORECASE,
)
_PAST_LEFT = re.compile(
    r"\b(?:since|took|came|went|started|began|was|were|has been|have been|had been|applied)\b[^.;]*$", re.IGNORECASE
)
_SPOKE = re.compile(
    r"\b(?:said|says|told|announced|confirmed|wrote|disclosed|revealed|posted|informed|notified)\b", re.IGNORECASE
)
_ITS_NOUN = re.compile(
    r"\b(?:the|this|that|new|its) (?:ban|block|change|cut-?off|decision|measures?|move|order|policy|prohibition|restrictions?|rules?|step)\b",
    re.IGNORECASE,
)
_ANAPHOR = re.compile(
    r"^(?:(?:The|This|That|Its|Their|Both|These)\s+(?:[\w-]+\s+){0,2}?(?:announcement|ban|bans|block|circular|e-?mail|guidance|letter|memo|statement|change|changes|curb|cutoff|decision|decree|directive|instruction"
    r"|limit|limits|measure|measures|move|notice|order|policy|prohibition|restriction|restrictions|rule|rules|ruling|step|suspension|switch|withdrawal)"
    r"|It|This|They|That|Until then|From then)\b"
)

_DIRECTED = (
    r"(?:told|ordered|instructed|directed|asked|advised|urged|steered|steers?|steering|moved|moves?|moving|shifted|switch(?:ed|es|ing)?"
    r"|pointed|points|referred|encouraged|recommended|recommends?|required|expected|migrat(?:e|ed|es|ing))"
)
_REPLACEMENT_AHEAD = re.compile(
    rf"(?:\b{_DIRECTED}\b[^.;]{{0,60}}?\b(?:to (?:use|adopt|work with|switch to|move to|turn to)|toward|towards|to|over to|use of)"
    r"|\breplac(?:e|es|ed|ing) (?:it|them|both|[^.;]{0,40}?) (?:by|with)|\bin favou?r of|\bswitch(?:ed|es|ing)? to|\bas (?:an|the|its) (?:\w+ )?(?:alternative|replacement) is"
    r"|\b(?:is|are) to use|\binstead is|\bare to work with|\b(?:to|must|should) (?:code|work) with|\bmust (?:now )?use|\b(?:alternative|replacement|substitute|successor)(?:,| is| named)|\bonly)\s*"
    r"(?:(?:the|its|their|an?|own|company[’']s|in-house|internal|approved|homegrown|home-grown|coding|assistant|tool|to|use|platform|product|called|,|group[’']s|firm[’']s"
    r"|bank[’']s|domestic|AI|[A-Z][\w-]+[’']s)\s+)*$",
    re.IGNORECASE,
)
_REPLACEMENT_BEHIND = re.compile(
    r"^(?:\s+(?:tool|tools|assistant|app|editor|platform|model))?,?[^.;]{0,80}?(?:\binstead\b|\btakes? (?:its|their) place|\bin its place|\bas (?:an? |the |its )?(?:\w+ )?(?:alternative|replacement|substitute)"
    r"|\b(?:is|are) the (?:approved|only|sanctioned|recommended)|\b(?:is|are) (?:recommended|approved) (?:as|for|instead)|\bremains? (?:allowed|permitted|available|approved))",
    re.IGNORECASE,
)
_OFFERED = re.compile(
    r"\b(?:offers?|offered|offering|discounts?|free tokens|migration kit|promis(?:e|es|ed)|advertis\w+|courted|woo\w*|rival|competitors?)\b",
    re.IGNORECASE,
)
_ONLY_IS = re.compile(
    r"\b(?:the (?:only|one|sole)|instead|alternative|replacement|substitute)\b[^.;]{0,60}\bis\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_EXEMPT = re.compile(
    r"\b(?:except(?:ion)?(?: for| to)?|exempt(?:s|ed|ing)?(?: are)?|does not (?:apply to|affect|cover|extend to)|do not apply to|is not affected"
    r"|are not affected|not affected(?: are)?|unless)\s+(?P<who>[^.;]{3,90})",
    re.IGNORECASE,
)
_RELAYED = re.compile(
    r"\b(?:according to|citing|cited by|reported by|as reported by|seen by|obtained by)\s+(?:an?\s+|the\s+)?(?P<who>[^.,;]{3,60})|"
    r"\b(?P<outlet>[A-Z][\w’'&]*(?: [A-Z][\w’'&]*){0,3})\s+(?:first\s+)?reported\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A value with the words that carry it."""

    value: str
    sentence: Sentence
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date with the words that carry it."""

    date: PartialDate
    sentence: Sentence
    start: int
    end: int


@checked(config=ConfigDict(extra="forbid"), frozen=True)
class _ReasonRow:
    reason: Reason
    says: str


@checked(config=ConfigDict(extra="forbid"), frozen=True)
class _ReasonPack:
    reasons: tuple[_ReasonRow, ...]
    because: str


_TENSES: tuple[Tense, ...] = ("past", "future", "open")


class Reasons:
    """Reason words, compiled."""

    def __init__(self) -> None:
        pack = TypeAdapter(_ReasonPack).validate_python(read_pack("reasons.yaml"))
        self._rows = tuple((row.reason, re.compile(rf"\b(?:{row.says})\b", re.IGNORECASE)) for row in pack.reasons)
        self._because = re.compile(rf"\b(?:{pack.because})\b", re.IGNORECASE)

    def find(self, told: Sentence, window: Sequence[Sentence]) -> list[tuple[Reason, Found]]:
        """Reasons that the trigger's sentence gives, or else the first of the next ones that gives any.

        Args:
            told: the sentence of the trigger.
            window: the sentences behind it.
        """
        for sentence in (told, *window):
            found = list(self._in(sentence))
            if found:
                return found
        return []

    def _in(self, sentence: Sentence) -> Iterator[tuple[Reason, Found]]:
        if not self._because.search(sentence.text):
            return
        for reason, pattern in self._rows:
            match = pattern.search(sentence.text)
            if match:
                yield reason, Found(value=reason, sentence=sentence, start=match.start(), end=match.end())


def follows(sentence: Sentence) -> bool:
    """Whether a sentence goes on about the restriction of the one before: "The ban takes effect …"."""
    return bool(_ANAPHOR.match(sentence.text))


def goes_on(sentence: Sentence) -> bool:
    """Whether a sentence speaks of the restriction by a noun somewhere: "E-mails announce the step …"."""
    return bool(_ITS_NOUN.search(sentence.text)) and not sentence.tools


def effective_day(
    sentence: Sentence, published_on: date | None, trigger: Trigger, *, coming: bool, bites: bool, ordered: bool
) -> FoundDate | None:
    """The day from which a restriction holds, if the sentence of its trigger says it.

    Args:
        sentence: the sentence of the trigger.
        published_on: day of publication.
        trigger: the words that restrict.
        coming: the trigger is told as something to come.
        bites: the action works when it is done (a block, a cut-off), so that the day of doing is the day.
        ordered: the trigger is an order; a day behind it belongs to what is ordered ("told to uninstall it on …").
    """
    # "lifted the rule that had held since 12 June": the day is not the lift's
    said = _said_to_start(sentence, published_on, but="since" if trigger.action == "lift" else "")
    if said or not (coming or bites or ordered):
        return said
    tense: Tense = "future" if coming or ordered else "past"
    for found in _dates(sentence, published_on):
        if ordered and not coming and found.start < trigger.body:
            continue
        if _DEADLINE_LEFT.search(sentence.text[: found.start]) or not _belongs(sentence, found, trigger):
            continue
        known = _again(sentence, found, published_on, tense)
        if known and known.date.precision in ("day", "month", "quarter"):
            return _at(known, sentence)
    return None


def effective_later(sentence: Sentence, published_on: date | None, *, follows: bool) -> FoundDate | None:
    """The same in one of the next sentences: "The ban takes effect on …", "The change was made on …".

    Args:
        sentence: one of the sentences behind the trigger's.
        published_on: day of publication.
        follows: the sentence goes on about the restriction with a word of its own for it.
    """
    if follows:
        return _said_to_start(sentence, published_on) or _said_to(sentence, published_on, _MADE)
    for found in _dates(sentence, published_on):
        if _STARTS_LEFT.search(sentence.text[: found.start]):
            known = _again(sentence, found, published_on, _side(sentence, found))
            return _at(known, sentence) if known else None
    return None


def announced_later(sentence: Sentence, published_on: date | None, *, follows: bool) -> FoundDate | None:
    """The day of the announcement in one of the next sentences: "Employees were informed on Monday"."""
    return _said_to(sentence, published_on, _TOLD if follows else _TOLD_STAFF)


def _said_to_start(sentence: Sentence, published_on: date | None, *, but: str = "") -> FoundDate | None:
    for found in _dates(sentence, published_on):
        said = _EFFECTIVE_LEFT.search(sentence.text[: found.start])
        if said and not (but and but in said.group().lower()):
            known = _again(sentence, found, published_on, _side(sentence, found))
            if known:
                return _at(known, sentence)
    return None


def _said_to(sentence: Sentence, published_on: date | None, verbs: re.Pattern[str]) -> FoundDate | None:
    """A day right behind one of these verbs."""
    for found in _dates(sentence, published_on):
        if verbs.search(sentence.text[: found.start]):
            known = _again(sentence, found, published_on, "past")
            if known and known.date.precision == "day":
                return _at(known, sentence)
    return None


def _at(known: SpokenDate, sentence: Sentence) -> FoundDate:
    return FoundDate(date=known.date, sentence=sentence, start=known.start, end=known.end)


def immediate(sentence: Sentence, trigger: Trigger) -> tuple[int, int] | None:
    """Where the sentence says "with immediate effect" of its trigger."""
    match = _IMMEDIATE.search(sentence.text, max(0, trigger.start - 40))
    return match.span() if match else None


def announced_day(
    sentence: Sentence, published_on: date | None, trigger: Trigger, actor: Mention | None, *, decided: bool
) -> FoundDate | None:
    """The day on which the actor decided or told, if the sentence of the trigger says it.

    Args:
        sentence: the sentence of the trigger.
        published_on: day of publication.
        trigger: the words that restrict.
        actor: the actor's name, if it stands in this sentence.
        decided: the trigger tells a decision ("banned on Friday"), not the carrying out of one.
    """
    for found in _dates(sentence, published_on):
        left = sentence.text[: found.start]
        if _EFFECTIVE_LEFT.search(left) or _DEADLINE_LEFT.search(left):
            continue
        known = _again(sentence, found, published_on, "past")
        if known is None or known.date.precision != "day":
            continue
        if (decided and _belongs(sentence, found, trigger)) or (actor is not None and _spoke(sentence, found, actor)):
            return _at(known, sentence)
    return None


def _spoke(sentence: Sentence, found: SpokenDate, actor: Mention) -> bool:
    """Whether the day belongs to a verb of saying whose subject is the actor or one of its people."""
    spoken = [match for match in _SPOKE.finditer(sentence.text) if 0 <= found.start - match.end() <= 50]
    if not spoken or spoken[-1].start() < actor.start:
        return False
    subject = sentence.text[max(actor.start, spoken[-1].start() - 90) : spoken[-1].start()]
    return not _ANONYMOUS.search(subject)


def ends_day(sentence: Sentence, published_on: date | None) -> FoundDate | None:
    """The day until which a restriction holds."""
    for found in _dates(sentence, published_on):
        if _ENDS_LEFT.search(sentence.text[: found.start]):
            known = _again(sentence, found, published_on, "future")
            if known:
                return FoundDate(date=known.date, sentence=sentence, start=known.start, end=known.end)
    return None


def replacement(
    sentences: Sequence[Sentence], targets: frozenset[str], actor: str, own: frozenset[str]
) -> Found | None:
    """The tool that takes the place of the restricted ones; a competitor's offer is none.

    Args:
        targets: names of the restricted tools.
        actor: who restricts.
        own: tools that the actor makes itself.
    """
    for sentence in sentences:
        for mention in things(sentence):
            if mention.kind != "tool" or mention.name in targets:
                continue
            left, right = sentence.text[: mention.start], sentence.text[mention.end :]
            says = _REPLACEMENT_AHEAD.search(left) or _ONLY_IS.search(left) or _REPLACEMENT_BEHIND.match(right)
            if not says or sentence.in_quotes(mention.start, mention.end):
                continue
            if _OFFERED.search(sentence.text) and mention.name not in own and actor not in sentence.text:
                continue
            return Found(value=mention.name, sentence=sentence, start=mention.start, end=mention.end)
    return None


def exemption(sentences: Sequence[Sentence]) -> Found | None:
    """Who or what is left out, in the words of the text."""
    for sentence in sentences:
        match = _EXEMPT.search(sentence.text)
        if match:
            return Found(
                value=match["who"].strip(" ,"), sentence=sentence, start=match.start("who"), end=match.end("who")
            )
    return None


def relayed(sentences: Sequence[Sentence], outlets: frozenset[str] = frozenset()) -> str | None:
    """Whose word the article passes on: "Reuters", "an internal notice"; None where it says nothing."""
    for sentence in sentences:
        match = _RELAYED.search(sentence.text)
        if match and not sentence.in_quotes(*match.span()):
            return (match["who"] or match["outlet"]).strip()
    return None


def _dates(sentence: Sentence, published_on: date | None) -> Iterator[SpokenDate]:
    """Every place that may be a date, whatever the tense; each is read again with the tense of its verb."""
    places: dict[int, SpokenDate] = {}
    dateline = _DATELINE.match(sentence.text)  # "LONDON, June 25 - ": where and when it was written
    begin = dateline.end() if dateline else 0
    for tense in _TENSES:
        for found in find_dates(sentence.text, published_on, tense):
            if found.start >= begin:
                places.setdefault(found.start, found)
    yield from (places[start] for start in sorted(places))


def _again(sentence: Sentence, found: SpokenDate, published_on: date | None, tense: Tense) -> SpokenDate | None:
    for known in find_dates(sentence.text, published_on, tense):
        if known.start == found.start:
            return known
    return None


def _side(sentence: Sentence, found: SpokenDate) -> Tense:
    """Before or after publication: "from Friday" lies ahead even in a report of what was decided."""
    left = sentence.text[: found.start][-60:]
    return "past" if _PAST_LEFT.search(left) else "future"


def _belongs(sentence: Sentence, found: SpokenDate, trigger: Trigger) -> bool:
    """Whether a day stands close enough to the trigger to be its own, with no other verb of saying between them."""
    text = sentence.text
    if found.end <= trigger.start:
        between = text[found.end : trigger.start]
        return (
            len(between) <= 80
            and not re.search(r"[;:]|\b(?:that|which|who|after|before)\b", between)
            and not _SPOKE.search(between)
        )
    between = text[trigger.end : found.start]
    if len(between) > 110 or re.search(
        r"[;:]|, (?:which|who|where|after|when|a|an|the)\b|\b(?:after|when|because|said|says|told|wrote|which|report(?:s|ed))\b",
        between,
    ):
        return False
    return bool(
        re.search(r"\b(?:on|from|in|since|this|last|next|late|early)\s+(?:the\s+)?$|(?:^|\s)$", between, re.IGNORECASE)
    )


def is_dated_before(sentence: Sentence, published_on: date, border: int) -> bool:
    """Whether the sentence dates what it tells before a day (an ordinal) and nothing later."""
    starts = [
        found.date.value
        for found in _dates(sentence, published_on)
        if not _ASIDE_LEFT.search(sentence.text[: found.start])
    ]
    return bool(starts) and all(first_day(value).toordinal() < border for value in starts)


def is_dated_after(sentence: Sentence, published_on: date, border: int) -> bool:
    """Whether the sentence gives a date from this day (an ordinal) on."""
    return any(first_day(found.date.value).toordinal() >= border for found in _dates(sentence, published_on))


def first_day(value: str) -> date:
    """The first day of ``2026-07-10``, ``2026-07``, ``2026-Q3`` or ``2026``."""
    if "-Q" in value:
        return date(int(value[:4]), 3 * int(value[-1]) - 2, 1)
    return date.fromisoformat(value) if len(value) == 10 else date(int(value[:4]), int(value[5:7] or 1), 1)
