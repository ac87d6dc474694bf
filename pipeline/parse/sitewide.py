"""What an article has in common with others: text that stands in several stories is a template, not news.

What is counted is stories, never articles or sightings: ten outlets that print one report are one story, and so is an
article that was parsed ten times. So the same articles give the same fates, in whatever order they came.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple

from pipeline.model.article import Article
from pipeline.model.fingerprint import Print, Prints
from pipeline.parse.generic import genericness, reports
from pipeline.parse.lexicon import load, phrases
from pipeline.parse.prints import key_of, own_names, same_story, similar
from pipeline.parse.sheet import PROSE, Fate, Fates, Sentence, Sheet, Spot

MOST_HOLDERS = 12  # articles that are looked at for one sentence: enough to tell three stories, however many hold it
MOST_STORIES = 3  # are counted and named; more say nothing more
MOST_SITE = 200  # articles of one site that are remembered, the newest

LONG = 12  # words; the formulae of reports, minutes and incidents are shorter, what a mill writes is longer
MANY = 4  # long templates from which a page is a templating site's
SHARE = 0.25  # of the page's long sentences that they have to be

NEVER = 99.0
# How generic a sentence is at least to be a template wherever it stands, by the number of other stories that hold it.
# So are one to three in a hundred of the sentences of clean pages that assert as little, and half of a mill's or more.
BARE = {1: 1.4, 2: 1.2, 3: 1.0}  # it asserts nothing that can be checked; on the scale of generic.py
UNREPORTED = {1: NEVER, 2: NEVER, 3: 3.5}  # the same where no event is told: in a guide, a policy, a column
# By its words alone (advice.py), because what fills its slots is the subject of the story:
OWN = {1: NEVER, 2: 2.5, 3: 2.0}  # it names nobody but the site itself
TITLED = {1: NEVER, 2: 2.5, 3: 2.0}  # it names what the title names, and elsewhere somebody else
# On a templating page it is enough that it is no narrative; what is short has to be the more generic.
AMONG_MANY = -4.0
AMONG_MANY_SHORT = {1: -1.2, 2: -1.4, 3: -1.5}

# Words of contracts and of reports, which say the same thing on every page on purpose.
_CLAUSES = phrases("clauses")
_FORMULAE = phrases("formulae")
_OURS = frozenset({"our", "ours", "us", "we"})
_DAYS = frozenset(word[:3] for word in load("calendar"))


class Known(NamedTuple):
    """Where else a sentence stands.

    Attributes:
        stories: other than the article's own, at most ``MOST_STORIES``.
        articles: one of each of these stories.
        refilled: whether other names or numbers stand in it there.
    """

    stories: int
    articles: tuple[str, ...]
    refilled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMemory:
    """What is known of the sentences of one article.

    Attributes:
        article_id: of the article; what is known of it says nothing of others.
        known: by the key of a sentence; those that stand in no other story are not here.
        own_names: words of the name of its site, in lower case.
    """

    article_id: str = ""
    known: Mapping[str, Known] = field(default_factory=lambda: MappingProxyType({}))
    own_names: frozenset[str] = frozenset()


NOTHING_SEEN = SiteMemory()


def recall(article: Article, own: Prints, others: Sequence[Prints]) -> SiteMemory:
    """What others hold of an article's sentences.

    Args:
        article: the article.
        own: its fingerprints.
        others: fingerprints of articles that may hold some of its sentences; itself does not count.
    """
    ordered = sorted((other for other in others if other.article_id != own.article_id), key=_drawn)
    holders: dict[int, list[tuple[Prints, Print]]] = {band: [] for held in own.sentences for band in held.bands}
    for other in ordered:
        for sentence in other.sentences:
            for band in holders.keys() & sentence.bands:
                holders[band].append((other, sentence))
    stories = _Stories(own)
    known = {sentence.key: _known(sentence, _holders(sentence, holders), stories) for sentence in own.sentences}
    return SiteMemory(
        article_id=own.article_id,
        known=MappingProxyType({key: found for key, found in known.items() if found.stories}),
        own_names=own_names(article),
    )


def find_known(sheet: Sheet, memory: SiteMemory, article_id: str) -> Fates:
    """Drop sentences that stand in other stories and are templates by what they say.

    Args:
        sheet: the article.
        memory: what is known of its sentences.
        article_id: of the article; a memory of another one drops nothing.
    """
    if not memory.known or memory.article_id != article_id or not sheet.english:
        return {}
    reading = _Reading(sheet, memory)
    many = reading.templating
    found = {spot: _fate(known) for spot, known in reading.known.items() if reading.condemned(spot, many=many)}
    for i in {spot.line for spot in found}:
        _complete(reading, i, found, many=many)
    return found


class _Reading:
    """An article whose sentences are compared with what is known of them."""

    def __init__(self, sheet: Sheet, memory: SiteMemory) -> None:
        self._sheet = sheet
        self._own = memory.own_names
        self._reports = reports(sheet)
        self.known: dict[Spot, Known] = {}
        for i, line in enumerate(sheet.lines):
            for s, sentence in enumerate(line.sentences if line.prose else ()):
                held = memory.known.get(key_of(sentence)) if len(sentence.words) >= PROSE else None
                if held:
                    self.known[Spot(i, s)] = held

    def sentences(self, line: int) -> Sequence[Sentence]:
        """The sentences of a line."""
        return self._sheet.lines[line].sentences

    @property
    def templating(self) -> bool:
        """Whether it is a page of a templating site: it tells of an event, and many of its sentences are templates.

        A page that shares facts with others as well, word for word, is a follow-up, and so is all that it shares.
        """
        long = {s.words for line in self._sheet.lines if line.prose for s in line.sentences if len(s.words) >= LONG}
        kinds = {
            (self._at(spot).words, self._kind(spot, many=True), held.refilled) for spot, held in self.known.items()
        }
        templates = sum(kind in ("bare", "filled") for words, kind, _ in kinds if words in long)
        facts = sum(kind == "fact" and not refilled for _, kind, refilled in kinds)
        return self._reports and templates >= max(MANY, SHARE * len(long), 2 * facts)

    def condemned(self, spot: Spot, *, many: bool) -> bool:
        """Whether a known sentence is a template."""
        sentence, stories = self._at(spot), self.known[spot].stories
        kind = self._kind(spot, many=many)
        if kind in ("fact", "fixed"):
            return False
        if many:
            needed = AMONG_MANY if len(sentence.words) >= LONG else AMONG_MANY_SHORT[stories]
            return sentence.form.score >= needed
        if kind == "bare":
            return genericness(self._sheet, [sentence]) >= (BARE if self._reports else UNREPORTED)[stories]
        return sentence.form.score >= (OWN if kind == "own" else TITLED)[stories]

    def fills_slots(self, spot: Spot) -> bool:
        """Whether a sentence asserts nothing, or nothing but what was told before it."""
        return self._at(spot).facts.none or self._only_slots(spot, many=True)

    def _at(self, spot: Spot) -> Sentence:
        return self._sheet.lines[spot.line].sentences[spot.sentence]

    def _kind(self, spot: Spot, *, many: bool) -> Literal["bare", "own", "filled", "fact", "fixed"]:
        """What a known sentence asserts: nothing; its site; what fills a slot; a fact; or what is always said so."""
        sentence = self._at(spot)
        text, facts = sentence.text.casefold(), sentence.facts
        if _CLAUSES.search(text) or _FORMULAE.search(text):
            return "fixed"
        if facts.none:
            return "bare"
        if not facts.numbers and not facts.quotes and facts.names <= self._own:
            return "own"
        return "filled" if self.known[spot].refilled and self._only_slots(spot, many=many) else "fact"

    def _only_slots(self, spot: Spot, *, many: bool) -> bool:
        """Whether all that a sentence asserts are names and numbers of the title.

        On a page of many templates they may also come from an earlier paragraph; a month or a day of the week is no
        fact there, and no number in what a site says of itself. What stands in quotation marks may be the title.
        """
        sentence = self._at(spot)
        names, numbers = set(self._sheet.title_names), set(self._sheet.title_names)
        if many:
            for line in self._sheet.lines[: spot.line]:
                names |= line.facts.names
                numbers |= line.facts.numbers
            numbers |= _DAYS
            if _OURS.intersection(sentence.words):
                numbers |= {number for number in sentence.facts.numbers if number.isdigit()}
        quoted = sentence.facts.quotes and not sentence.slotted
        return not quoted and sentence.facts.names <= names and sentence.facts.numbers <= numbers


def _complete(reading: _Reading, i: int, found: dict[Spot, Fate], *, many: bool) -> None:
    """The rest of a paragraph of which half are templates: what is too short to be remembered goes with them.

    On a page with many templates so does what asserts nothing, or only fills slots.
    """
    sentences = reading.sentences(i)
    taken = [s for s in range(len(sentences)) if Spot(i, s) in found]
    if 2 * sum(len(sentences[s].words) for s in taken) < sum(len(sentence.words) for sentence in sentences):
        return
    for s, sentence in enumerate(sentences):
        empty = reading.fills_slots(Spot(i, s)) if many else sentence.facts.none
        short = len(sentence.words) < PROSE
        if s not in taken and empty and (short or (many and sentence.form.score >= AMONG_MANY_SHORT[1])):
            found[Spot(i, s)] = found[Spot(i, taken[0])]


def _fate(known: Known) -> Fate:
    more = known.stories == MOST_STORIES
    told = f"{'at least ' if more else ''}{known.stories} other {'story' if known.stories == 1 else 'stories'}"
    return Fate("filler:site", f"a template: it stands in {told}", articles=known.articles)


def _holders(sentence: Print, by_band: Mapping[int, Sequence[tuple[Prints, Print]]]) -> list[tuple[Prints, Print]]:
    """The other articles that hold a sentence, in the order of their lots; of each band only the first ones."""
    found: dict[str, tuple[Prints, Print]] = {}
    for band in sentence.bands:
        for other, held in by_band.get(band, ())[:MOST_HOLDERS]:
            if other.article_id not in found and similar(sentence, held):
                found[other.article_id] = (other, held)
    return sorted(found.values(), key=lambda pair: _drawn(pair[0]))[:MOST_HOLDERS]


def _known(sentence: Print, holders: Sequence[tuple[Prints, Print]], stories: "_Stories") -> Known:
    groups = stories.others([other for other, _ in holders])
    firsts = sorted((min(group, key=_first) for group in groups), key=_first)[:MOST_STORIES]
    elsewhere = {other.article_id for group in groups for other in group}
    return Known(
        stories=min(len(groups), MOST_STORIES),
        articles=tuple(other.article_id for other in firsts),
        refilled=any(held.fills != sentence.fills for other, held in holders if other.article_id in elsewhere),
    )


class _Stories:
    """Tells which articles report another story than one does; each pair is compared once."""

    def __init__(self, own: Prints) -> None:
        self._own = own
        self._same: dict[tuple[str, str], bool] = {}

    def others(self, holders: Sequence[Prints]) -> list[list[Prints]]:
        """The stories of some articles, without the own one: articles of which each is like another one."""
        groups: list[list[Prints]] = []
        for article in (self._own, *holders):
            near = [group for group in groups if any(self._alike(article, other) for other in group)]
            groups = [group for group in groups if group not in near]
            groups.append([article, *(other for group in near for other in group)])
        return [group for group in groups if self._own not in group]

    def _alike(self, one: Prints, other: Prints) -> bool:
        pair = (one.article_id, other.article_id)
        if pair not in self._same:
            self._same[pair] = same_story(one, other)
        return self._same[pair]


def _drawn(article: Prints) -> tuple[int, str]:
    return article.lot, article.article_id


def _first(article: Prints) -> tuple[str, str]:
    return article.published_on or "9999", article.article_id
