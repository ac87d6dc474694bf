"""The events of one article seen together: tellings of one event are joined, lifts and denials settle bans."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.analyse.mentions import generic_names
from pipeline.analyse.sentence import Sentence
from pipeline.model.event import Event

_EARLY = 3  # events told in the first sentences are the news of the article


def settle(found: Sequence[tuple[int, Event]], title: Sentence) -> tuple[Event, ...]:
    """One event for each actor, class and overlapping tools, foreground first.

    Args:
        found: pairs (number of the sentence, event), in the order of the text.
        title: the article's title.
    """
    groups: list[tuple[int, Event]] = []
    for place, event in found:
        for number, (first, other) in enumerate(groups):
            if _one_event(other, event):
                groups[number] = (first, _joined(other, event))
                break
        else:
            groups.append((place, event))
    named = [(place, _without_generic(event)) for place, event in groups]
    settled = [(place, _settled(event, [e for _, e in named])) for place, event in named]
    kept = _aside([(place, event) for place, event in settled if event is not None], title)
    return tuple(sorted(kept, key=lambda event: event.background))


def _one_event(one: Event, other: Event) -> bool:
    if one.actor != other.actor or one.action_class != other.action_class:
        return False
    return bool(set(one.targets) & set(other.targets)) or not one.vendors or not other.vendors


def _joined(first: Event, second: Event) -> Event:
    """Two tellings of one event: the foreground one leads, the other fills what it leaves open."""
    lead, other = (second, first) if first.background and not second.background else (first, second)
    evidence = (*lead.evidence, *(quote for quote in other.evidence if quote not in lead.evidence))
    return replace(
        lead,
        targets=tuple(dict.fromkeys((*lead.targets, *other.targets))),
        vendors=tuple(dict.fromkeys((*lead.vendors, *other.vendors))),
        surfaces=tuple(dict.fromkeys((*lead.surfaces, *other.surfaces))),
        affected=lead.affected or other.affected,
        exempt=lead.exempt or other.exempt,
        announced=lead.announced or other.announced,
        effective=lead.effective or other.effective,
        ends=lead.ends or other.ends,
        replacement=lead.replacement or other.replacement,
        reasons=tuple(dict.fromkeys((*lead.reasons, *other.reasons))),
        attribution=lead.attribution or other.attribution,
        evidence=evidence,
    )


def _without_generic(event: Event) -> Event:
    """Named tools stand for the "AI tools" beside them."""
    if not event.vendors:
        return event
    general = generic_names()
    return replace(event, targets=tuple(name for name in event.targets if name not in general) or event.targets)


def _aside(events: Sequence[tuple[int, Event]], title: Sentence) -> list[Event]:
    """What is told of somebody else, later on, without a day, in an article about one actor, is background."""
    foreground = [(place, event) for place, event in events if not event.background]
    actors = {event.actor for _, event in foreground}
    if not foreground or len(actors) > 2:
        return [event for _, event in events]
    leading = foreground[0][1].actor
    in_title = {mention.name for mention in title.orgs}
    return [
        replace(event, background=True)
        if event.actor != leading and place >= _EARLY and event.actor not in in_title and not event.effective
        else event
        for place, event in events
    ]


def _settled(event: Event, groups: Sequence[Event]) -> Event | None:
    """A ban of which the same article tells the lift is history; one that is denied is none."""
    if event.action_class != "imposed":
        return event
    about = [other for other in groups if set(other.targets) & set(event.targets) and not other.background]
    if any(other.action_class == "denied" and other.actor == event.actor for other in about):
        return None
    if any(other.action_class == "lifted" for other in about):
        return replace(event, background=True, status="lifted")
    return event
