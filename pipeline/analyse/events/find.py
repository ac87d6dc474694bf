"""From sentences to events: each trigger with its stance, its actors and its targets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.analyse.events.actors import find_actors
from pipeline.analyse.events.age import in_simple_past
from pipeline.analyse.events.calendar import Calendar
from pipeline.analyse.events.context import Context, Named
from pipeline.analyse.events.draft import Draft
from pipeline.analyse.events.headlines import contradicted, told_by
from pipeline.analyse.events.offices import in_office, is_freed_by
from pipeline.analyse.events.place import Place, surroundings
from pipeline.analyse.events.proposers import courts_in, find_proposers, is_brought_in
from pipeline.analyse.events.sentence import Mention, Sentence
from pipeline.analyse.events.settle import Telling, settle
from pipeline.analyse.events.stance import denies, governor, stance, would_be
from pipeline.analyse.events.targets import find_audience, find_targets, own_target
from pipeline.analyse.events.tools import Tools
from pipeline.analyse.events.trigger import Trigger
from pipeline.analyse.events.triggers import find_triggers
from pipeline.analyse.lexicon.language import Language
from pipeline.model.article import Article
from pipeline.model.event import Event
from pipeline.model.vocabulary import Action, ActorType

_MAKERS: frozenset[ActorType] = frozenset({"company", "vendor"})
_CLOSE = 30  # letters between who did likewise and the words for it
_SOFT: frozenset[Action] = frozenset({"deny", "investigate", "lift"})
_LEAD = 3  # sentences in which a text says that it is about a bill
_EXAMPLES = 6  # sentences behind a ban on AI tools in general in which some are named
_ITS = re.compile(r"\b(?:its|their)\s+(?:own\s+)?$")
_THERE = re.compile(r"\b(?:here|there)\b")
_TALK = 3  # sentences around a denial in which the report that it denies is spoken of
_NEAR = 60  # letters behind a trigger within which "access" is its object
_INQUIRERS: frozenset[ActorType] = frozenset({"regulator", "court", "government-body"})


def find_events(article: Article, title: Sentence, read: Sequence[Sentence], tools: Tools) -> tuple[Event, ...]:
    """All events that an article tells, foreground first as the text has them, one for each actor, class and tools."""
    if tools.language.subjects.fiction.search(title.low) or not any(s.things or s.orgs for s in (title, *read)):
        return ()
    context = Context(tools.lexicon, tools.language, title, read)
    published_on = article.published.published_on if article.published else None
    calendar = Calendar(published_on, tools.language.days, whole=article.partial)
    doubted = article.partial and contradicted(read, tools)
    found: list[Telling] = []
    for place in _places(title, read, tools):
        in_headline = article.partial and place.sentence.kind == "title"
        if in_headline and doubted:
            continue
        for actor, targets in _roles(place, context, tools):
            event = Draft(place, actor, targets, context, calendar, tools).event(article.article_id)
            if event is not None and in_headline:
                event = told_by(place, event, actor, targets, context)
            if event is not None:
                past = in_simple_past(place, tools.language.restricting.helpers)
                found.append(Telling(place.sentence, event, past))
    return settle(found, title, read, tools.language.things.general_names)


def _places(title: Sentence, read: Sequence[Sentence], tools: Tools) -> Iterator[Place]:
    """All triggers that state something, in the order of the text."""
    language = tools.language
    of_bill = any(language.moods.bill.search(sentence.low) for sentence in (title, *read[:_LEAD]))
    imposed = False
    for number, sentence in enumerate(read):
        for trigger in find_triggers(sentence, language.restricting):
            told = stance(sentence, trigger, language)
            if told in ("fact", "none") and of_bill and would_be(sentence, trigger, language.moods):
                told = "proposed"
            after, window, rest = surroundings(read, number, language.days)
            place = Place(
                sentence=sentence,
                trigger=trigger,
                stance=told,
                before=read[number - 1] if number else None,
                after=after,
                window=window,
                rest=rest,
            )
            again = language.restricting.likewise.match(sentence.low, trigger.start)
            if told == "none" or (again and not imposed) or _is_taken_back(place, language):
                continue
            if told == "denied" and not _is_talked_of(title, read, number, trigger, language):
                continue
            imposed = imposed or trigger.action not in _SOFT
            yield place


def _is_taken_back(place: Place, language: Language) -> bool:
    """Whether one of the next sentences says that it is not so ("The picture is a forgery"), or not so any more.

    "The block was lifted on Monday": what is left of it, the text tells elsewhere.
    """
    near = (place.sentence, *place.window)
    if place.stance != "denied" and any(language.moods.undone.search(sentence.low) for sentence in near):
        return True
    ended = place.trigger.action != "lift" and any(language.moods.reversed.search(sentence.low) for sentence in near)
    return ended and place.stance != "denied"


def _is_talked_of(title: Sentence, read: Sequence[Sentence], number: int, trigger: Trigger, language: Language) -> bool:
    """Whether a plain "has not banned" answers something: a report or a rumour is spoken of near by."""
    if trigger.action == "deny" or denies(read[number], trigger, language.moods):
        return True
    near = (title, *read[max(0, number - _TALK) : number + _TALK + 1])
    return any(language.moods.talk.search(sentence.low) for sentence in near)


def _roles(place: Place, context: Context, tools: Tools) -> Iterator[tuple[Named, list[Named]]]:
    """Each actor of a trigger with the targets that it can be acting on."""
    targets = find_targets(place.sentence, place.trigger, context)
    begin = (
        governor(place.sentence, place.trigger, tools.language.moods)
        if place.stance in ("denied", "proposed")
        else None
    )
    for found in _actors(place, targets, context, tools):
        actor = in_office(found, place.sentence, context)
        if actor is None or is_freed_by(actor, place.sentence, place.trigger, context):
            continue
        behind = begin is not None and actor.sentence is place.sentence and actor.mention.start > begin
        if behind and not _is_its_bill(place, actor, begin or 0, tools):
            continue  # "X denied that Y banned it", "X urged Y to ban it": Y neither denies nor proposes
        fitting = _fitting(place, actor, targets, context, tools)
        if fitting:
            yield actor, [*fitting, *_examples(place, fitting, tools)]


def _is_its_bill(place: Place, actor: Named, begin: int, tools: Tools) -> bool:
    """Whether a public body stands behind what proposes as the one that has it: "a bill to ban Y, introduced in X"."""
    bill = tools.language.moods.bills.match(place.sentence.low, begin)
    told = tools.language.moods.brought_in.search(place.sentence.low, place.trigger.body, actor.mention.start)
    return bill is not None and told is not None and is_brought_in(place.sentence, actor.mention)


def _examples(place: Place, targets: Sequence[Named], tools: Tools) -> Iterator[Named]:
    """Tools that one of the next sentences gives as examples, where only AI tools in general are restricted."""
    general = tools.language.things.general_names
    if place.stance == "proposed" or any(target.name not in general for target in targets):
        return
    for sentence in place.rest[:_EXAMPLES]:
        if sentence.tools and tools.language.things.examples.search(sentence.low):
            yield from (Named(mention, sentence) for mention in sentence.tools)
            return


def _actors(place: Place, targets: Sequence[Named], context: Context, tools: Tools) -> list[Named]:
    """Who acts; an inquiry is held by a public body, and what is withheld is withheld by its maker."""
    found = find_actors(place.sentence, place.trigger, context, targets)
    if context.language.restricting.likewise.match(place.sentence.low, place.trigger.start):
        return [actor for actor in found if _stands_before(actor, place)]  # "they have done so" says not who
    if place.stance == "proposed" and not found:
        return find_proposers(place.sentence, place.trigger, context, tools.language.moods)
    if place.trigger.action == "lift" and not found:
        return courts_in(place.sentence, context)
    if place.trigger.action == "investigate":
        return [actor for actor in found if context.type_of(actor.mention) in _INQUIRERS]
    if not place.trigger.withholds:
        return found
    makers = [actor for actor in found if context.type_of(actor.mention) == "vendor"]
    if makers or place.trigger.voice == "active":
        return makers
    vendors = {vendor for target in targets if (vendor := tools.lexicon.vendor_of(target.name))}
    if vendors:
        return context.named(vendors)
    lead = context.protagonist(place.sentence) or context.maker()
    return [lead] if lead else []


def _stands_before(actor: Named, place: Place) -> bool:
    return actor.sentence is place.sentence and 0 <= place.trigger.start - actor.mention.end <= _CLOSE


def _fitting(place: Place, actor: Named, targets: Sequence[Named], context: Context, tools: Tools) -> list[Named]:
    """The targets that this actor can be acting on; a vendor's own ones first."""
    apart = [target for target in targets if not _same_words(target, actor)]
    if place.trigger.withholds:
        return _withheld(place, actor, apart, context, tools)
    if context.type_of(actor.mention) == "vendor":
        own = _made_by(place, actor, apart, tools)
        if own and not _binds_staff(place, tools):
            return own
        features = [target for target in apart if _is_its_own(target, tools)]
        if features and features == apart:
            return [replace(target, printed=f"{actor.name} {target.name}") for target in features]
    if not apart and place.trigger.voice == "active" and context.type_of(actor.mention) in _MAKERS:
        withheld = own_target(place.sentence, place.trigger, actor, tools.language.things)
        own_one = withheld or _kept_from_minors(place, actor, context, tools) or _served(place, actor, context, tools)
        return [own_one] if own_one else []
    return apart


def _is_its_own(target: Named, tools: Tools) -> bool:
    """Whether a vendor speaks of AI tools in general as its own: "suspends its generative AI features"."""
    general = target.name in tools.language.things.general_names
    return general and bool(_ITS.search(target.sentence.low[: target.mention.start]))


def _made_by(place: Place, actor: Named, targets: Sequence[Named], tools: Tools) -> list[Named]:
    """The vendor's own tools among the targets, or behind a customer that is also read as a tool."""
    vendor_of = tools.lexicon.vendor_of
    mine = [target for target in targets if vendor_of(target.name) == actor.name]
    customers = place.trigger.voice == "active" and any(
        target.name == org.name for target in targets for org in place.sentence.orgs
    )
    if mine or not customers:
        return mine
    behind = (mention for mention in place.sentence.tools if mention.start >= place.trigger.body)
    return [Named(mention, place.sentence) for mention in behind if vendor_of(mention.name) == actor.name]


def _served(place: Place, actor: Named, context: Context, tools: Tools) -> Named | None:
    """A vendor that "no longer serves" somebody withholds the tool that the text names as its own."""
    low, trigger = place.sentence.low, place.trigger
    access = tools.language.things.lifeline.search(low, trigger.start, trigger.body + _NEAR)
    if not (access or tools.language.things.serving.search(low[trigger.start : trigger.end])):
        return None
    return context.own_tool(actor.name, tools.lexicon.vendor_of, place.sentence)


def _kept_from_minors(place: Place, actor: Named, context: Context, tools: Tools) -> Named | None:
    """A vendor that no longer lets minors in keeps its own tool from them, named or not."""
    if not tools.language.things.minors.search(place.sentence.low, place.trigger.start):
        return None
    return context.own_tool(actor.name, tools.lexicon.vendor_of, place.sentence)


def _withheld(place: Place, actor: Named, targets: Sequence[Named], context: Context, tools: Tools) -> list[Named]:
    """Which of its own tools a vendor withholds: one that is named here, else the one that the text is about."""
    vendor_of = tools.lexicon.vendor_of
    here = [Named(mention, place.sentence) for mention in place.sentence.tools]
    for named in (targets, here, context.tools(place.sentence)):
        mine = [target for target in named if vendor_of(target.name) == actor.name and not _same_words(target, actor)]
        if mine:
            return mine
    own = context.own_tool(actor.name, vendor_of, place.sentence) or _unnamed(place, actor, context, tools)
    return [own] if own else []


def _unnamed(place: Place, actor: Named, context: Context, tools: Tools) -> Named | None:
    """A vendor's tool without a name that it keeps from a place: "postponed the start of its assistant there"."""
    sentence, trigger = place.sentence, place.trigger
    found = tools.language.things.back.search(sentence.low, trigger.body, trigger.body + _NEAR)
    if found is None or found["which"] != "its" or context.type_of(actor.mention) != "vendor":
        return None
    if not (sentence.regions or _THERE.search(sentence.low, found.end())):
        return None
    words = sentence.text[found.start() : found.end()]
    printed = f"{actor.name} {words.split()[-1]}"
    return Named(Mention("tool", found.start(), found.end(), words, printed, known=False), sentence, printed)


def _binds_staff(place: Place, tools: Tools) -> bool:
    audience = find_audience(place.sentence, place.trigger, tools.language.things)
    return bool(audience and tools.language.parties.own_people.search(audience.text))


def _same_words(target: Named, actor: Named) -> bool:
    """Whether one word would be both who acts and what is acted upon ("DeepSeek blocked")."""
    here, there = target.mention, actor.mention
    return target.sentence is actor.sentence and (here.start, here.end) == (there.start, there.end)
