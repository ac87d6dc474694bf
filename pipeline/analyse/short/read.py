"""From a short text to its events."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from pipeline.analyse.events.age import in_simple_past
from pipeline.analyse.events.calendar import Calendar
from pipeline.analyse.events.context import Context, Named
from pipeline.analyse.events.draft import Draft
from pipeline.analyse.events.offices import in_office, is_freed_by
from pipeline.analyse.events.place import Place, surroundings
from pipeline.analyse.events.sentence import Sentence
from pipeline.analyse.events.settle import Telling, settle
from pipeline.analyse.events.tools import Tools
from pipeline.analyse.short.days import ShortCalendar, with_days
from pipeline.analyse.short.doubts import is_about_another, is_column
from pipeline.analyse.short.frames import Frame, find_frames
from pipeline.analyse.short.parties import Scene
from pipeline.analyse.short.pieces import pieces
from pipeline.analyse.short.slots import is_open
from pipeline.analyse.short.weighed import Weighed
from pipeline.model.article import Article
from pipeline.model.event import Event

MOST_WORDS = 120
"""Words of title and text up to which a text is read as a short one."""
UNLIKELY = 0.1
"""Below this chance of its class a clause is not believed."""
LITTLE, SHARE = 0.7, 0.9
"""Below this share of the likeliest actor's chance an actor is not: one of the same clause, one of another."""
_FEWEST = 4  # words of text below which there is hardly more than a headline
_SOFT = ("proposed", "denied")


def is_short(article: Article, read: Sequence[Sentence]) -> bool:
    """Whether an article is a title with a few lines of text."""
    text = sum(len(s.text.split()) for s in read if s.kind != "title")
    return article.partial and any(s.kind == "title" for s in read) and _FEWEST <= text <= MOST_WORDS


class ShortText:
    """A short text that is asked for what it tells outright, and then for what it tells by weight.

    What is asked for is worked out once, and nothing before: most short texts are about something else.

    Args:
        article: of which ``is_short`` holds.
        title: the article's title.
        read: all its sentences.
        tools: names and words.
    """

    def __init__(self, article: Article, title: Sentence, read: Sequence[Sentence], tools: Tools) -> None:
        self._article_id = article.article_id
        self._title = title
        self._tools = tools
        self.sentences = pieces(read)
        published_on = article.published.published_on if article.published else None
        self._calendar = ShortCalendar(published_on, tools.language.days)

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """The words that restrict in its clauses, in order."""
        if self._tools.language.subjects.fiction.search(self._title.low):
            return ()
        found = find_frames(self.sentences, self._tools.language)
        if not found or is_column(self._scene):
            return ()
        return tuple(frame for frame in found if not is_about_another(frame, self._scene))

    @cached_property
    def _scene(self) -> Scene:
        context = Context(self._tools.lexicon, self._tools.language, self._title, self.sentences)
        return Scene(self.sentences, context, self._tools)

    @cached_property
    def _weighed(self) -> Weighed:
        return Weighed(self._scene, self.frames)

    @cached_property
    def _outright(self) -> tuple[Telling, ...]:
        return tuple(one for one in self._told if self._scene.roundup or _is_likely(one, self._weighed))

    @cached_property
    def _told(self) -> tuple[Telling, ...]:
        if not self._names_target():
            return ()
        return tuple(_tellings(_settled(self.frames, self._scene), self._scene, self._calendar, self._article_id))

    def _names_target(self) -> bool:
        """Whether it names what can be restricted: a tool, or a vendor, whose services may be meant."""
        vendors = self._tools.lexicon.vendors
        told = (self._title, *self.sentences)
        return any(sentence.things or any(org.name in vendors for org in sentence.orgs) for sentence in told)

    def outright(self) -> tuple[Event, ...]:
        """What its clauses tell, foreground first."""
        return self._events(self._outright)

    def in_all(self) -> tuple[Event, ...]:
        """What it tells, by weight where no clause does; only of a text that is known to be about a restriction."""
        if any(not one.event.background for one in self._outright):
            return self.outright()
        if self._outright and self._weighed.told == "imposed":
            return self.outright()  # it is an old one
        told = {one.event.actor for one in self._told}
        by_weight = [
            telling._replace(event=replace(telling.event, inferred=True))
            for frame, actor, targets in self._weighed.frames()
            if not told or actor.name in told  # else clause and weight say two things
            for telling in _telling(frame, actor, targets, self._scene, self._calendar, self._article_id)
        ]
        return self._events([*self._outright, *by_weight])

    def _events(self, tellings: Sequence[Telling]) -> tuple[Event, ...]:
        general = self._tools.language.things.general_names
        settled = settle(_united(tellings), self._title, self.sentences, general)
        return tuple(with_days(event, self.sentences, self._calendar) for event in settled)


def _is_likely(telling: Telling, weighed: Weighed) -> bool:
    """Whether the whole text leaves an event of a clause standing, with its actor if that is named elsewhere."""
    event = telling.event
    told = "investigate" if event.action == "investigate" else event.action_class
    if weighed.chances[told] < UNLIKELY:
        return False
    court = weighed.court() if told == "lifted" else None
    if court is not None and event.actor_type != "court":
        return False  # a judge lifts it, and not the one whose ban it was
    chances = weighed.actor_chances()
    best = max(chances.values(), default=0.0)
    quotes = {quote.field: (quote.block, quote.start) for quote in reversed(event.evidence)}
    share = LITTLE if quotes.get("actor") == quotes.get("action") else SHARE
    return chances.get(event.actor, best) >= share * best


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


def _settled(frames: Sequence[Frame], scene: Scene) -> list[Frame]:
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
        for actor, targets in _roles(frame, frames, scene):
            yield from _telling(frame, actor, targets, scene, calendar, article_id)


def _telling(
    frame: Frame, actor: Named, targets: Sequence[Named], scene: Scene, calendar: Calendar, article_id: str
) -> Iterator[Telling]:
    place = _place(frame, scene)
    decides = in_office(actor, frame.sentence, scene.context)
    if decides is None or is_freed_by(decides, frame.sentence, frame.trigger, scene.context):
        return
    event = Draft(place, decides, targets, scene.context, calendar, scene.tools).event(article_id)
    if event is None:
        return
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
