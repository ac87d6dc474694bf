"""One event while its fields are found, with the evidence of each."""

import re
from collections.abc import Sequence

from pipeline.analyse.events.age import is_old
from pipeline.analyse.events.asides import (
    Restricted,
    find_exemption,
    find_own_key,
    find_reasons,
    find_replacement,
    whose_word,
)
from pipeline.analyse.events.calendar import Calendar, FoundDate
from pipeline.analyse.events.clauses import aside
from pipeline.analyse.events.context import Context, Named
from pipeline.analyse.events.days import (
    announced_day,
    announced_later,
    effective_day,
    effective_later,
    ends_day,
    immediate,
)
from pipeline.analyse.events.mechanism import Told, mechanism_of
from pipeline.analyse.events.place import Place
from pipeline.analyse.events.quotes import Quotes
from pipeline.analyse.events.sentence import Mention, Sentence
from pipeline.analyse.events.stance import plans
from pipeline.analyse.events.targets import find_audience, find_place
from pipeline.analyse.events.tools import Tools
from pipeline.model.event import Event, PartialDate
from pipeline.model.vocabulary import Action, ActorType, EventStatus, Reason

_BY = re.compile(r"\b(?:after|by|of|when|with)\s+(?:the\s+)?$")  # cut off "by", "after" X: X is not the one cut off
_DATED = re.compile(r",\s+(?:on|in)\s+")
_OVER_PLACES: frozenset[ActorType] = frozenset({"court", "government-body", "regulator", "vendor"})
_BITING: frozenset[Action] = frozenset({"block", "cut_off", "lift"})  # doing it is putting it into force


class Draft:
    """One event while its fields are found, with the evidence of each."""

    def __init__(
        self, place: Place, actor: Named, targets: Sequence[Named], context: Context, calendar: Calendar, tools: Tools
    ) -> None:
        self._place = place
        self._actor = actor = context.in_full(actor)
        self._targets = targets
        self._context = context
        self._calendar = calendar
        self._tools = tools
        self._near = (place.sentence, *place.after)
        self._names = tuple(dict.fromkeys(target.name for target in targets))
        self._vendors = self._find_vendors()
        self._own = actor.name in self._vendors

    def event(self, article_id: str) -> Event | None:
        """Find all fields; None for a lift that is still to come on an unknown day: nothing has changed yet."""
        sentence, trigger = self._place.sentence, self._place.trigger
        quotes = Quotes(article_id)
        quotes.add("action", sentence, trigger.start)
        quotes.add("actor", self._actor.sentence, self._actor.mention.start)
        for target in self._targets:
            quotes.add("targets", target.sentence, target.mention.start)
        effective, announced, ends = (None, None, None) if self._in_passing else self._days(quotes)
        if trigger.action == "lift" and self._place.stance == "coming" and not (effective and effective.day):
            return None
        kind = self._context.type_of(self._actor.mention)
        if kind == "vendor" and not self._own:
            kind = "company"
        customer = self._customer() if kind == "vendor" else None
        audience = customer or find_audience(sentence, trigger, self._tools.language.things)
        bound = self._bound(audience, kind, quotes)
        status = self._status(effective)
        told = Told(
            actor_type=kind,
            action=trigger.action,
            sentence=sentence.low,
            region=bool(sentence.regions),
            customer=customer is not None,
            audience=audience.text.lower() if audience else "",
        )
        return Event(
            article_id=article_id,
            actor=self._actor.name,
            actor_type=kind,
            mechanism=mechanism_of(told, self._tools.language.levers),
            action=_action(trigger.action, status),
            status=status,
            targets=self._names,
            vendors=self._vendors,
            surfaces=tuple(
                row.surface for row in self._tools.language.things.surfaces if row.says.search(sentence.low)
            ),
            affected=_affected(bound, self._actor, self._tools.language.parties.audiences),
            exempt=self._exempt(quotes),
            announced=announced,
            effective=effective,
            ends=ends,
            replacement=self._replacement(quotes),
            reasons=self._reasons(quotes),
            attribution=self._attribution(),
            background=self._is_old(announced, effective),
            evidence=quotes.all,
        )

    def _days(self, quotes: Quotes) -> tuple[PartialDate | None, PartialDate | None, PartialDate | None]:
        """Effective, announced and last day."""
        trigger, sentence, calendar = self._place.trigger, self._place.sentence, self._calendar
        coming = self._place.stance == "coming" or plans(sentence, trigger, self._tools.language.moods)
        ordered = trigger.voice in ("order", "order-passive")  # "told to uninstall it later this month"
        done = self._own and trigger.action in _BITING
        given_back = trigger.action == "lift" and (trigger.voice in ("passive", "user") or not trigger.noun)
        actor = self._actor.mention if self._actor.sentence is sentence else None
        effective = effective_day(sentence, trigger, calendar, coming=coming, bites=done or given_back, ordered=ordered)
        announced = announced_day(sentence, trigger, calendar, actor, decided=not done)
        for near in self._place.window:
            follows = near in self._place.after
            withheld = trigger.action == "cut_off" and not any(org.name != self._actor.name for org in near.orgs)
            effective = effective or effective_later(near, calendar, follows=follows, withheld=withheld)
            announced = announced or self._announced_in(near, follows=follows)
        before = self._place.before
        if announced is None and before is not None and not before.heading:
            announced = self._announced_in(before, follows=False)
        ends = next((found for near in self._near if (found := ends_day(near, calendar))), None)
        for field, found in (("effective", effective), ("announced", announced), ("ends", ends)):
            if found:
                quotes.add(field, found.sentence, found.start)
        at_once = immediate(sentence, trigger, calendar)
        begins = effective.date if effective else None
        same = announced is not None and calendar.cues.same_day.search(announced.sentence.low)
        if effective is None and announced and same:
            quotes.add("effective", announced.sentence, same.start())
            begins = announced.date
        elif effective is None and announced and at_once is not None:
            quotes.add("effective", sentence, at_once)
            begins = PartialDate(value=announced.date.value, precision="immediate")
        return begins, announced.date if announced else None, ends.date if ends else None

    def _announced_in(self, near: Sentence, *, follows: bool) -> FoundDate | None:
        """The day of the announcement in another sentence; that of an authority's order is not the vendor's day."""
        if self._own and self._calendar.cues.decreed.search(near.low):
            return None
        return announced_later(near, self._calendar, follows=follows, own=self._is_own(near))

    def _is_own(self, sentence: Sentence) -> bool:
        """Whether a sentence is about the one who acts: it names it, or says "the company"."""
        return any(org.name == self._actor.name for org in sentence.orgs) or bool(sentence.references)

    def _status(self, effective: PartialDate | None) -> EventStatus:
        told, trigger, published_on = self._place.stance, self._place.trigger, self._calendar.published_on
        day = effective.day if effective else None
        planned = told == "proposed" and plans(self._place.sentence, trigger, self._tools.language.moods)
        if told == "denied":
            return "denied"
        if told == "proposed" and not (day and planned):
            return "proposed"
        if trigger.action == "lift":
            return "lifted"
        if day and published_on:
            return "upcoming" if day > published_on.isoformat() else "in_force"
        return "upcoming" if told in ("coming", "proposed") else "in_force"

    def _find_vendors(self) -> tuple[str, ...]:
        mine = {target.name for target in self._targets if target.printed}
        vendor_of = self._tools.lexicon.vendor_of
        found = (self._maker(name) if name in mine else vendor_of(name) for name in self._names)
        return tuple(dict.fromkeys(vendor for vendor in found if vendor))

    def _maker(self, printed: str) -> str:
        """Whose it is that has no name of its own ("Tessera API"): a vendor's, by its first words, or the actor's."""
        vendors = (name for name in self._tools.lexicon.vendors if printed.startswith(f"{name} "))
        return max(vendors, key=len, default=self._actor.name)

    def _bound(self, audience: Mention | None, kind: ActorType, quotes: Quotes) -> Mention | None:
        """Whom it binds, or else the place in which it holds; with evidence."""
        sentence, trigger = self._place.sentence, self._place.trigger
        over_place = audience is None and kind in _OVER_PLACES
        bound = find_place(sentence, trigger, self._actor.name) if over_place else audience
        if bound:
            quotes.add("affected", sentence, bound.start)
        return bound

    def _customer(self) -> Mention | None:
        """A named firm behind the trigger: the one that is cut off."""
        sentence, trigger = self._place.sentence, self._place.trigger
        for mention in sentence.orgs:
            part = any(not mention.apart((tool,)) and mention.text != tool.text for tool in sentence.tools)
            if part or mention.start < trigger.start or mention.name in (self._actor.name, *self._names):
                continue
            actor = self._tools.lexicon.actors.get(mention.name)
            firm = mention.name in self._tools.lexicon.vendors or (actor is not None and actor.type == "company")
            if firm and not _BY.search(sentence.low[: mention.start]):
                return mention
        return None

    def _replacement(self, quotes: Quotes) -> str | None:
        own = frozenset(tool.name for tool in self._tools.lexicon.tools.values() if tool.vendor == self._actor.name)
        told = (self._place.sentence, *self._place.rest)
        orgs = {org.name for sentence in told for org in sentence.orgs if self._context.acceptable(org)}
        what = Restricted(
            targets=frozenset(self._names),
            actor=self._actor.name,
            own=own,
            strangers=orgs - {self._actor.name, *self._vendors},
        )
        found = find_replacement(told, what, self._tools.language.details)
        if found is None and self._own and self._place.trigger.action == "cut_off":
            found = find_own_key(told, self._tools.language.details)
        if found:
            quotes.add("replacement", found.sentence, found.start)
        return found.value if found else None

    def _exempt(self, quotes: Quotes) -> str | None:
        found = find_exemption(self._near, self._tools.language.details)
        if found:
            quotes.add("exempt", found.sentence, found.start)
        return found.value if found else None

    def _reasons(self, quotes: Quotes) -> tuple[Reason, ...]:
        mine = {self._actor.name, *self._vendors}
        rest = [s for s in self._place.rest if not any(org.known and org.name not in mine for org in s.orgs)]
        found = find_reasons(self._place.sentence, self._place.window, rest, self._tools.language.details)
        for _, words in found:
            quotes.add("reasons", words.sentence, words.start)
        return tuple(reason for reason, _ in found)

    def _attribution(self) -> str | None:
        """The press that first told it, whose word is passed on near by, or None."""
        told = " ".join(s.text for s in (*self._near, *self._place.window, *self._place.rest))
        return self._tools.reader.press_in(told) or whose_word(self._near, self._tools.language.details)

    @property
    def _in_passing(self) -> bool:
        """Whether it is told in a relative clause that gives no day of its own: "X, which banned Y, said on Monday"."""
        sentence, calendar = self._place.sentence, self._calendar
        span = aside(sentence, self._place.trigger)
        if span is None:
            return False
        end = sentence.low.find(",", span[1] + 1)  # "which was the first to block Y, on 10 January, says"
        reach = end if _DATED.match(sentence.low, span[1]) and end >= 0 else span[1]
        inside = [place for place in calendar.places(sentence) if span[0] <= place.start and place.end <= reach]
        found = [calendar.read(place, sentence, calendar.side(place, sentence)) for place in inside]
        return not any(day is not None and day.date.precision == "day" for day in found)

    def _is_old(self, announced: PartialDate | None, effective: PartialDate | None) -> bool:
        return self._in_passing or is_old(self._place, self._calendar, [day for day in (announced, effective) if day])


def _action(action: Action, status: EventStatus) -> Action:
    if status == "proposed":
        return action if action == "investigate" else "propose"
    return "deny" if status == "denied" else action


def _affected(audience: Mention | None, actor: Named, audiences: re.Pattern[str]) -> str | None:
    """Whom it binds, without the owner's name: "its employees" and "Alibaba's employees" are "employees"."""
    if audience is None:
        return None
    owner = re.escape(actor.mention.text)
    who = re.sub(rf"^(?:its|their|his|her|the|all|(?:{owner})[’']s?)\s+", "", audience.text, flags=re.IGNORECASE)
    who = re.sub(rf"\s+(?:at|of)\s+(?:the\s+)?{owner}$", "", who)
    lower = who[0].lower() + who[1:]
    return lower if audience.start == 0 and audiences.match(lower) else who  # a capital that only begins a sentence
