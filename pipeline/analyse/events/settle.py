"""The events of one article seen together: tellings of one event are joined, lifts and denials settle bans."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple, TypeVar

from pipeline.analyse.events.sentence import Sentence
from pipeline.model.event import Event, PartialDate
from pipeline.model.vocabulary import ActorType

_PUBLIC: frozenset[ActorType] = frozenset({"government-body", "regulator"})
_LIFTERS: frozenset[ActorType] = frozenset({"government-body", "regulator", "court"})
_EARLY = 3  # events told in the first sentences are the news of the article

MOST = 50
"""Events of one article that are kept, foreground first; what tells of more is a list, and no report."""

ItemT = TypeVar("ItemT")


class Telling(NamedTuple):
    """An event with the sentence that tells it.

    Attributes:
        past: told in the simple past.
    """

    sentence: Sentence
    event: Event
    past: bool = False

    @property
    def vague(self) -> bool:
        """Whether it may be news as well as history: told in the simple past and without a day."""
        return self.past and not (self.event.announced or self.event.effective)


def settle(
    found: Sequence[Telling], title: Sentence, read: Sequence[Sentence], general: AbstractSet[str]
) -> tuple[Event, ...]:
    """One event for each actor, class and overlapping tools, foreground first.

    Args:
        found: in the order of the text.
        title: the article's title.
        read: all sentences of the article.
        general: how AI tools in general are printed.
    """
    groups: list[Telling] = []
    for telling in found:
        for number, other in enumerate(groups):
            if _one_event(other.event, telling.event):
                groups[number] = _joined(other, telling)
                break
        else:
            groups.append(telling)
    named = [telling._replace(event=_without_general(telling.event, general)) for telling in groups]
    events = [telling.event for telling in named]
    kept = ((telling, _settled(telling.event, events)) for telling in named)
    settled = [telling._replace(event=event) for telling, event in kept if event is not None]
    ordered = sorted(_aside(settled, title, read), key=lambda event: event.background)
    return tuple(_without_inquiries(ordered, title))[:MOST]


def _one_event(one: Event, other: Event) -> bool:
    if one.actor != other.actor or one.action_class != other.action_class:
        return False
    if (one.action == "investigate") != (other.action == "investigate"):
        return False
    if set(one.targets) & set(other.targets) or not one.vendors or not other.vendors:
        return True
    # "cut off X from Claude. The company revoked its API keys": all that a vendor makes, beside one of it
    whole = {f"{one.actor} API", f"{one.actor} models"}
    return bool(whole & {*one.targets, *other.targets}) and one.vendors == other.vendors == (one.actor,)


def _joined(first: Telling, second: Telling) -> Telling:
    """Two tellings of one event: the foreground one leads, and the text before the title; the other fills the rest.

    A headline puts everything into the present: only the text says whether it is done or still to come.
    """
    one, two = first.event, second.event
    if one.background and second.vague:  # "Three years ago X banned Y. It blocked the tool within a week."
        two = replace(two, background=True)
    late = one.background if one.background != two.background else first.sentence.kind == "title"
    lead, other = (two, one) if late and not two.background else (one, two)
    event = replace(
        lead,
        targets=_both(lead.targets, other.targets),
        vendors=_both(lead.vendors, other.vendors),
        surfaces=_both(lead.surfaces, other.surfaces),
        affected=lead.affected or other.affected,
        exempt=lead.exempt or other.exempt,
        announced=lead.announced or other.announced,
        effective=lead.effective or _day_of(other, lead, past=second.past),
        ends=lead.ends or other.ends,
        replacement=lead.replacement or other.replacement,
        reasons=_both(lead.reasons, other.reasons),
        attribution=lead.attribution or other.attribution,
        evidence=_both(lead.evidence, other.evidence),
    )
    return Telling(first.sentence, event, first.past and second.past)


def _day_of(other: Event, lead: Event, *, past: bool) -> PartialDate | None:
    """The day that another telling gives; "was back in the stores on Tuesday" is no day of a lift made on Monday."""
    return None if past and lead.announced and other.action_class == "lifted" else other.effective


def _both(one: tuple[ItemT, ...], other: tuple[ItemT, ...]) -> tuple[ItemT, ...]:
    """The items of both, each once."""
    return tuple(dict.fromkeys((*one, *other)))


def _without_general(event: Event, general: AbstractSet[str]) -> Event:
    """Named tools stand for the "AI tools" beside them."""
    if not event.vendors:
        return event
    return replace(event, targets=tuple(name for name in event.targets if name not in general) or event.targets)


def _aside(tellings: Sequence[Telling], title: Sentence, read: Sequence[Sentence]) -> list[Event]:
    """What is told of somebody else, later on, without a day, in an article about one actor, is background."""
    foreground = [telling for telling in tellings if not telling.event.background]
    told_by = {telling.event.actor: telling.sentence.index for telling in foreground}
    if not foreground or (len(told_by) > 2 and len(set(told_by.values())) > 2):  # a round-up
        return [telling.event for telling in tellings]
    known = {mention.name for mention in title.orgs}
    lead = foreground[0]
    first = [m.name for sentence in read[:_EARLY] for m in (*sentence.orgs, *sentence.regions, *sentence.things)]
    early = any(name.startswith(tuple(first)) for name in (lead.event.actor, *lead.event.targets))  # "Claude 3.7"
    if early or not lead.vague or lead.sentence.index < _EARLY:
        known.add(lead.event.actor)
    return [
        replace(event, background=True)
        if event.actor not in known and sentence.index >= _EARLY and not (event.effective or event.announced)
        else event
        for sentence, event, _ in tellings
    ]


def _without_inquiries(events: Sequence[Event], title: Sentence) -> Iterator[Event]:
    """An inquiry is told where it is the news: beside a ban, a lift or a proposal it is only the surroundings."""
    news = any(event.action != "investigate" and not event.background for event in events)
    titled = {mention.name for mention in title.orgs}
    for event in events:
        if event.action != "investigate" or not news or event.actor in titled:
            yield event


def _settled(event: Event, groups: Sequence[Event]) -> Event | None:
    """A ban of which the same article tells the lift is history; one that is denied is none."""
    if event.action_class == "lifted" and _is_denied(event, groups):
        return None  # "X has not banned Y. It can be used as ever": nothing was lifted
    if event.action_class == "lifted" and event.actor_type == "vendor":
        return None if _is_of_state(event, groups) else event
    if event.action_class != "imposed":
        return event
    about = [other for other in groups if set(other.targets) & set(event.targets) and not other.background]
    if _is_denied(event, about):
        return None
    lifts = [other for other in about if other.action_class == "lifted"]
    if any(_can_lift(lift, event) for lift in lifts):
        return replace(event, background=True, status="lifted")
    # two public bodies: nobody can tell whether one lifts what the other imposed, so the ban is no news either
    return replace(event, background=True) if lifts and event.actor_type in _PUBLIC else event


def _is_of_state(lift: Event, groups: Sequence[Event]) -> bool:
    """Whether a vendor's lift is that of a state: "Indonesia lifted the block. X offers Y there again": one lift.

    A vendor that had switched its tool off itself ends that itself: those are two lifts of two restrictions.
    """
    about = [other for other in groups if set(other.targets) & set(lift.targets)]
    if any(other.action_class == "imposed" and other.actor == lift.actor for other in about):
        return False
    return any(other.action_class == "lifted" and other.actor_type in _LIFTERS for other in about)


def _is_denied(event: Event, groups: Sequence[Event]) -> bool:
    """Whether the one who acts denies, in the same article, that the tool was ever restricted."""
    denials = (other for other in groups if other.action_class == "denied" and other.actor == event.actor)
    return any(set(other.targets) & set(event.targets) for other in denials)


def _can_lift(lift: Event, ban: Event) -> bool:
    """Whether a lift can end a ban: by the same actor, by a court, or one of a state's and a vendor's of one tool."""
    if lift.actor == ban.actor or lift.actor_type == "court":
        return True
    return {lift.actor_type, ban.actor_type} in ({"vendor", "government-body"}, {"vendor", "regulator"})
