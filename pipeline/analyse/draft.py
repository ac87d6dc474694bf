"""One event while its fields are found, with the evidence of each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.analyse import details
from pipeline.analyse.context import Context, Named
from pipeline.analyse.language import Language
from pipeline.analyse.lexicon import Lexicon
from pipeline.analyse.mechanism import mechanism_of
from pipeline.analyse.mentions import Mention, Reader
from pipeline.analyse.sentence import Sentence
from pipeline.analyse.stance import Stance, plans
from pipeline.analyse.targets import find_audience
from pipeline.analyse.triggers import Trigger
from pipeline.model.article import Article
from pipeline.model.event import Event, Evidence, PartialDate
from pipeline.model.vocabulary import Action, EventStatus, Reason, Surface

_OLD_DAYS = 45  # what a text dates further back than this is told as history
_QUOTE_LIMIT = 400
_BY = re.compile(r"\b(?:after|by|of|when|with)\s+(?:the\s+)?$", re.IGNORECASE)
_BITING: frozenset[Action] = frozenset({"block", "cut_off", "lift"})  # doing it is putting it into force


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What reading needs, built once: names, patterns, reason words."""

    lexicon: Lexicon
    reader: Reader
    language: Language
    reasons: details.Reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A trigger in its sentence.

    Attributes:
        before: the sentence in front of it.
        after: the next sentences that go on about its restriction ("The ban takes effect …").
        window: the next four sentences, whatever they are about, up to a heading.
        rest: the next twelve, headings passed over.
    """

    sentence: Sentence
    trigger: Trigger
    stance: Stance
    before: Sentence | None
    after: tuple[Sentence, ...]
    window: tuple[Sentence, ...]
    rest: tuple[Sentence, ...]


class Draft:
    """One event while its fields are found, with the evidence of each."""

    def __init__(
        self,
        article: Article,
        place: Place,
        actor: Named,
        targets: Sequence[Named],
        published_on: date | None,
        tools: Tools,
    ) -> None:
        self._article = article
        self._place = place
        self._actor = actor
        self._targets = targets
        self._published_on = published_on
        self._tools = tools
        self._near = (place.sentence, *place.after)
        self._evidence: list[Evidence] = []

    def event(self, context: Context) -> Event:
        """Find all fields."""
        sentence, trigger = self._place.sentence, self._place.trigger
        self._quote("action", sentence, trigger.start)
        self._quote("actor", self._actor.sentence, self._actor.mention.start)
        for target in self._targets:
            self._quote("targets", target.sentence, target.mention.start)
        effective, announced, ends = self._days()
        names = tuple(dict.fromkeys(target.name for target in self._targets))
        vendors = self._vendors(names)
        kind = context.type_of(self._actor.mention)
        if kind == "vendor" and self._actor.name not in vendors:
            kind = "company"
        customer = self._customer(names) if kind == "vendor" else None
        audience = customer or find_audience(sentence, trigger)
        if audience:
            self._quote("affected", sentence, audience.start)
        status = self._status(effective)
        return Event(
            article_id=self._article.article_id,
            actor=self._actor.name,
            actor_type=kind,
            mechanism=mechanism_of(
                kind,
                trigger.action,
                sentence.text,
                region=bool(sentence.regions),
                customer=customer is not None,
                audience=audience.text if audience else "",
            ),
            action=_action(trigger.action, status),
            status=status,
            targets=names,
            vendors=vendors,
            surfaces=_surfaces(sentence.text),
            affected=_affected(audience, self._actor),
            exempt=self._exempt(),
            announced=announced,
            effective=effective,
            ends=ends,
            replacement=self._replacement(names),
            reasons=self._reasons(),
            attribution=self._attribution(),
            background=self._is_old(announced, effective),
            evidence=tuple(self._evidence),
        )

    def _quote(self, field: str, sentence: Sentence, at: int) -> None:
        start, end = _within_limit(sentence.text, at)
        quote = Evidence(
            field=field,
            article_id=self._article.article_id,
            block=sentence.block,
            start=sentence.start + start,
            end=sentence.start + end,
            text=sentence.text[start:end],
        )
        if quote not in self._evidence:
            self._evidence.append(quote)

    def _days(self) -> tuple[PartialDate | None, PartialDate | None, PartialDate | None]:
        trigger, sentence = self._place.trigger, self._place.sentence
        coming = self._place.stance == "coming" or plans(sentence, trigger)
        own = self._actor.name in self._vendors(tuple(target.name for target in self._targets))
        ordered = trigger.voice in ("order", "order-passive")  # "told to uninstall it later this month"
        bites = (own and trigger.action in _BITING) or (
            trigger.action == "lift" and trigger.voice in ("passive", "loser")
        )
        actor = self._actor.mention if self._actor.sentence is sentence else None
        effective = details.effective_day(
            sentence, self._published_on, trigger, coming=coming, bites=bites, ordered=ordered
        )
        announced = details.announced_day(
            sentence, self._published_on, trigger, actor, decided=not (own and trigger.action in _BITING)
        )
        for near in self._place.window:
            follows = near in self._place.after
            effective = effective or details.effective_later(near, self._published_on, follows=follows)
            announced = announced or details.announced_later(near, self._published_on, follows=follows)
        ends = next((found for near in self._near if (found := details.ends_day(near, self._published_on))), None)
        for field, found in (("effective", effective), ("announced", announced), ("ends", ends)):
            if found:
                self._quote(field, found.sentence, found.start)
        at_once = details.immediate(sentence, trigger)
        if effective is None and announced and at_once:
            self._quote("effective", sentence, at_once[0])
            return PartialDate(value=announced.date.value, precision="immediate"), announced.date, None
        return (
            effective.date if effective else None,
            announced.date if announced else None,
            ends.date if ends else None,
        )

    def _status(self, effective: PartialDate | None) -> EventStatus:
        told = self._place.stance
        if told == "denied":
            return "denied"
        if told == "proposed" and not (
            effective and effective.day and plans(self._place.sentence, self._place.trigger)
        ):
            return "proposed"
        if self._place.trigger.action == "lift":
            return "lifted"
        if self._place.trigger.action == "investigate":
            return "proposed"
        if effective and effective.day and self._published_on:
            return "upcoming" if effective.day > self._published_on.isoformat() else "in_force"
        return "upcoming" if told in ("coming", "proposed") else "in_force"

    def _vendors(self, names: tuple[str, ...]) -> tuple[str, ...]:
        mine = {target.name for target in self._targets if target.printed}
        found = (self._actor.name if name in mine else self._tools.reader.vendor_of(name) for name in names)
        return tuple(dict.fromkeys(vendor for vendor in found if vendor))

    def _customer(self, names: tuple[str, ...]) -> Mention | None:
        """A named firm behind the trigger: the one that is cut off."""
        sentence, trigger = self._place.sentence, self._place.trigger
        for mention in sentence.orgs:
            actor = self._tools.lexicon.by_actor.get(mention.name)
            firm = mention.name in self._tools.lexicon.by_vendor or (actor is not None and actor.type == "company")
            behind = mention.start >= trigger.start and firm
            if (
                behind
                and mention.name not in (self._actor.name, *names)
                and not _BY.search(sentence.text[: mention.start])
            ):
                return mention
        return None

    def _replacement(self, names: tuple[str, ...]) -> str | None:
        own = frozenset(tool.name for tool in self._tools.lexicon.tools if tool.vendor == self._actor.name)
        told = (self._place.sentence, *self._place.rest)
        found = details.replacement(told, frozenset(names), self._actor.name, own)
        if found:
            self._quote("replacement", found.sentence, found.start)
        return found.value if found else None

    def _attribution(self) -> str | None:
        """The press that first told it, whose word is passed on near by, or None."""
        press = self._tools.reader.press_in(
            " ".join(s.text for s in (*self._near, *self._place.window, *self._place.rest))
        )
        return press or details.relayed(self._near)

    def _exempt(self) -> str | None:
        found = details.exemption(self._near)
        if found:
            self._quote("exempt", found.sentence, found.start)
        return found.value if found else None

    def _reasons(self) -> tuple[Reason, ...]:
        found = self._tools.reasons.find(self._place.sentence, self._place.window)
        for _, words in found:
            self._quote("reasons", words.sentence, words.start)
        return tuple(reason for reason, _ in found)

    def _is_old(self, announced: PartialDate | None, effective: PartialDate | None) -> bool:
        """Told as history: "had banned", or dated well before the article."""
        if self._published_on is None:
            return self._place.trigger.perfect_past
        border = self._published_on.toordinal() - _OLD_DAYS
        days = [day for day in (announced, effective) if day]
        if any(details.first_day(day.value).toordinal() >= border for day in days):
            return False
        if self._place.trigger.perfect_past:
            told = [near for near in (self._place.before, self._place.sentence) if near]
            return not any(details.is_dated_after(near, self._published_on, border) for near in told)
        return details.is_dated_before(self._place.sentence, self._published_on, border) or bool(days)


def _within_limit(text: str, at: int) -> tuple[int, int]:
    """A span of at most 400 code points around a place, the whole text where it is short enough, cut at spaces."""
    if len(text) <= _QUOTE_LIMIT:
        return 0, len(text)
    start = max(0, min(at - 120, len(text) - _QUOTE_LIMIT))
    start = text.index(" ", start) + 1 if start else 0
    end = min(len(text), start + _QUOTE_LIMIT)
    return start, end if end == len(text) else text.rindex(" ", start, end)


def _action(action: Action, status: EventStatus) -> Action:
    if status == "proposed" and action != "investigate":
        return "propose"
    return "deny" if status == "denied" else action


_SURFACES: tuple[tuple[Surface, re.Pattern[str]], ...] = (
    ("api", re.compile(r"\b(?:APIs?|programming[- ]interface)\b")),
    ("app", re.compile(r"\b(?:apps?|applications?|app stores?)\b", re.IGNORECASE)),
    ("cli", re.compile(r"\b(?:CLI|command[- ]line)\b")),
    ("model", re.compile(r"\bmodels?\b", re.IGNORECASE)),
    ("web", re.compile(r"\b(?:websites?|web version|browser)\b", re.IGNORECASE)),
)


def _surfaces(text: str) -> tuple[Surface, ...]:
    return tuple(surface for surface, pattern in _SURFACES if pattern.search(text))


def _affected(audience: Mention | None, actor: Named) -> str | None:
    """Whom it binds, without the owner's name: "its employees" and "Alibaba's employees" are "employees"."""
    if audience is None:
        return None
    owner = re.escape(actor.mention.text)
    return re.sub(rf"^(?:its|their|his|her|the|all|(?:{owner})[’']s?)\s+", "", audience.text)
