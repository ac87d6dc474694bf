"""From sentences to events: each trigger with its stance, its actors and its targets."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.analyse import details
from pipeline.analyse.actors import find_actors
from pipeline.analyse.context import Context, Named
from pipeline.analyse.draft import Draft, Place, Tools
from pipeline.analyse.sentence import Sentence
from pipeline.analyse.settle import settle
from pipeline.analyse.stance import stance
from pipeline.analyse.targets import find_audience, find_targets, own_target
from pipeline.analyse.triggers import find_triggers
from pipeline.model.article import Article
from pipeline.model.event import Event


def find_events(article: Article, read: Sequence[Sentence], title: Sentence, tools: Tools) -> tuple[Event, ...]:
    """All events that an article tells, foreground first as the text has them, one for each actor, class and tools."""
    context = Context(tools.lexicon, title, read)
    published_on = article.published.published_on if article.published else None
    found: list[tuple[int, Event]] = []
    for number, sentence in enumerate(read):
        context.reach(sentence)
        after = _following(read, number)
        for trigger in find_triggers(sentence, tools.language):
            place = Place(
                sentence=sentence,
                trigger=trigger,
                stance=stance(sentence, trigger, tools.language),
                before=read[number - 1] if number else None,
                after=after,
                window=_window(read, number),
                rest=tuple(s for s in read[number + 1 : number + 13] if not s.heading),
            )
            found.extend((number, event) for event in _told(article, place, context, published_on, tools))
    return settle(found, title)


def _following(read: Sequence[Sentence], number: int) -> tuple[Sentence, ...]:
    """The sentences behind one that go on about its restriction: at most three, while they refer back to it."""
    found: list[Sentence] = []
    for sentence in read[number + 1 : number + 4]:
        if sentence.heading or not (details.follows(sentence) or details.goes_on(sentence)):
            break
        found.append(sentence)
    return tuple(found)


def _window(read: Sequence[Sentence], number: int) -> tuple[Sentence, ...]:
    """The next four sentences, up to a heading: reasons, days and replacements stand there in words of their own."""
    found: list[Sentence] = []
    for sentence in read[number + 1 : number + 5]:
        if sentence.heading:
            break
        found.append(sentence)
    return tuple(found)


def _told(article: Article, place: Place, context: Context, published_on: date | None, tools: Tools) -> Iterator[Event]:
    if place.stance == "none":
        return
    targets = find_targets(place.sentence, place.trigger, context)
    for actor in find_actors(place.sentence, place.trigger, context):
        fitting = _fitting(place, actor, targets, context, tools)
        if fitting:
            yield Draft(article, place, actor, fitting, published_on, tools).event(context)


def _fitting(place: Place, actor: Named, targets: Sequence[Named], context: Context, tools: Tools) -> list[Named]:
    """The targets that this actor can be acting on; a vendor's own ones first."""
    apart = [target for target in targets if not _same_words(target, actor)]
    if context.type_of(actor.mention) == "vendor":
        mine = [target for target in apart if tools.reader.vendor_of(target.name) == actor.name]
        behind = [
            Named(mention, place.sentence)
            for mention in place.sentence.tools
            if mention.start >= place.trigger.body and tools.reader.vendor_of(mention.name) == actor.name
        ]
        through = any(target.name == org.name for target in apart for org in place.sentence.orgs)
        own = mine or (behind if through else [])
        if own and not _binds_staff(place):
            return own
    if not apart and place.trigger.voice == "active":
        own_one = own_target(place.sentence, place.trigger, actor) or _served(place, actor, context, tools)
        return [own_one] if own_one else []
    return apart


def _served(place: Place, actor: Named, context: Context, tools: Tools) -> Named | None:
    """A vendor that "no longer serves" somebody withholds the tool that the text names as its own."""
    if not re.search(
        r"\b(?:serv|sell|suppl|support|offer)", place.sentence.text[place.trigger.start : place.trigger.end]
    ):
        return None
    return context.own_tool(actor.name, tools.reader.vendor_of)


def _binds_staff(place: Place) -> bool:
    audience = find_audience(place.sentence, place.trigger)
    return bool(audience and re.search(r"\b(?:employees|staff|workers|engineers|personnel)\b", audience.text))


def _same_words(target: Named, actor: Named) -> bool:
    """Whether one word would be both who acts and what is acted upon ("DeepSeek blocked")."""
    here, there = target.mention, actor.mention
    return target.sentence is actor.sentence and (here.start, here.end) == (there.start, there.end)
