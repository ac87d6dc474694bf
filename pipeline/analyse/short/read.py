"""From a short text to its events."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.analyse.events.age import in_simple_past
from pipeline.analyse.events.calendar import Calendar
from pipeline.analyse.events.context import Context, Named
from pipeline.analyse.events.draft import Draft
from pipeline.analyse.events.place import Place, surroundings
from pipeline.analyse.events.sentence import Sentence
from pipeline.analyse.events.settle import Telling, settle
from pipeline.analyse.events.tools import Tools
from pipeline.analyse.short.frames import Frame, find_frames
from pipeline.analyse.short.parties import Scene
from pipeline.analyse.short.pieces import pieces
from pipeline.analyse.short.slots import is_open
from pipeline.model.article import Article
from pipeline.model.event import Event

MOST_WORDS = 120
"""Words of title and text up to which a text is read as a short one."""
_FEWEST = 4  # words of text below which there is hardly more than a headline
_SOFT = ("proposed", "denied")


def is_short(article: Article, read: Sequence[Sentence]) -> bool:
    """Whether an article is a title with a few lines of text."""
    text = sum(len(s.text.split()) for s in read if s.kind != "title")
    return article.partial and any(s.kind == "title" for s in read) and _FEWEST <= text <= MOST_WORDS


def find_short_events(article: Article, title: Sentence, read: Sequence[Sentence], tools: Tools) -> tuple[Event, ...]:
    """All events of a short text, foreground first."""
    if tools.language.subjects.fiction.search(title.low):
        return ()
    sentences = pieces(read)
    context = Context(tools.lexicon, tools.language, title, sentences)
    scene = Scene(sentences, context, tools)
    published_on = article.published.published_on if article.published else None
    calendar = Calendar(published_on, tools.language.days)
    found = list(
        _tellings(_settled(find_frames(sentences, tools.language), scene), scene, calendar, article.article_id)
    )
    return settle(_united(found), title, sentences, tools.language.things.general_names)


def _united(found: Sequence[Telling]) -> list[Telling]:
    """Tellings of one actor and class with the targets of all: a few lines tell of one decision."""
    targets: dict[tuple[str, str], dict[str, None]] = {}
    vendors: dict[tuple[str, str], dict[str, None]] = {}
    for _, event, _ in found:
        key = (event.actor, event.action_class)
        targets.setdefault(key, {}).update(dict.fromkeys(event.targets))
        vendors.setdefault(key, {}).update(dict.fromkeys(event.vendors))
    return [
        telling._replace(
            event=replace(
                telling.event,
                targets=tuple(targets[telling.event.actor, telling.event.action_class]),
                vendors=tuple(vendors[telling.event.actor, telling.event.action_class]),
            )
        )
        for telling in found
    ]


def _settled(frames: list[Frame], scene: Scene) -> list[Frame]:
    """Without what the rest of the text takes back: the title's ban over a text that only asks, or the other way.

    Of whom the title tells more than its text, nothing is told.
    """
    about_title = [s for s in scene.body if scene.short.doubted.search(s.low)]
    frames = [frame for frame in frames if frame.sentence not in about_title]
    body = [frame for frame in frames if not frame.in_title]
    strong = [frame for frame in frames if not frame.noun]
    soft_text = any(f.told in _SOFT for f in body) and not any(_is_fact(f) for f in body if not f.noun)
    softened = any(f.trigger.action == "lift" or f.told in _SOFT for f in strong)
    kept: list[Frame] = []
    barred: set[str] = set()
    for frame in frames:
        if frame.in_title and _is_fact(frame) and frame.trigger.action != "lift" and (about_title or soft_text):
            barred.update(actor.name for actor in scene.actors(frame) if actor.sentence is frame.sentence)
        elif not (frame.noun and softened):
            kept.append(frame)
    told = {
        actor.name
        for frame in kept
        if not frame.passive
        for actor in scene.actors(frame)
        if actor.sentence is frame.sentence
    }
    scene.barred = frozenset(barred - told)
    return kept


def _is_fact(frame: Frame) -> bool:
    return frame.told in ("fact", "coming")


def _tellings(frames: Sequence[Frame], scene: Scene, calendar: Calendar, article_id: str) -> Iterator[Telling]:
    for frame in frames:
        place = _place(frame, scene)
        for actor, targets in _roles(frame, frames, scene):
            event = Draft(place, actor, targets, scene.context, calendar, scene.tools).event(article_id)
            if event is not None:
                if frame.trigger.pluperfect and not frame.in_title and not event.announced and not event.effective:
                    event = replace(event, background=True)
                past = in_simple_past(place, scene.tools.language.restricting.helpers)
                # in a text of a few lines nothing stands late
                yield Telling(replace(frame.sentence, index=0), event, past)


def _roles(frame: Frame, frames: Sequence[Frame], scene: Scene) -> Iterator[tuple[Named, list[Named]]]:
    """Who acts in a frame, with its targets: by its own clause, by another frame of its class, by the whole text."""
    actors = scene.here(frame)
    if not actors and scene.roundup and frame.in_title and _is_fact(frame):
        actors = scene.listed()
    others = [other for other in frames if other is not frame and _class(other) == _class(frame)]
    for other in others:
        actors = actors or scene.here(other)
    for actor in actors or scene.actors(frame):
        targets = scene.targets(frame, actor)
        for other in others:
            targets = targets or (scene.targets(other, actor) if frame.loose or is_open(frame, scene.short) else [])
        if targets:
            yield actor, targets


def _class(frame: Frame) -> str:
    if frame.told in _SOFT:
        return frame.told
    return "lifted" if frame.trigger.action == "lift" else "imposed"


def _place(frame: Frame, scene: Scene) -> Place:
    number = scene.sentences.index(frame.sentence)
    after, window, rest = surroundings(scene.sentences, number, scene.tools.language.days)
    return Place(
        sentence=frame.sentence,
        trigger=frame.trigger,
        stance=frame.told,
        before=scene.sentences[number - 1] if number else None,
        after=after,
        window=window,
        rest=rest,
    )
