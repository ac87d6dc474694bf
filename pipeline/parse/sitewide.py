"""What an article has in common with others: text that stands in several stories is a template, not news.

What is counted is stories, never articles or sightings: ten outlets that print one report are one story, and so is an
article that was parsed ten times. So the same articles give the same fates, in whatever order they came.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from types import MappingProxyType
from typing import NamedTuple

from pipeline.model.article import Article
from pipeline.parse.advice import weigh
from pipeline.parse.generic import genericness, reports
from pipeline.parse.lexicon import phrases
from pipeline.parse.prints import Print, Prints, key_of, lot, own_names, same_story, similar
from pipeline.parse.sheet import PROSE, Fate, Fates, Sentence, Sheet, Spot

MOST_HOLDERS = 12  # articles that are looked at for one sentence: enough to tell three stories, however many hold it
MOST_STORIES = 3  # are counted and named; more say nothing more
MOST_SITE = 200  # articles of one site that are remembered, the newest

NEVER = 99.0
# How generic a template is at least (generic.py), by the number of other stories in which it stands. Standing formulae
# of reports ("did not respond to a request for comment") and clauses of terms lie below -3.5.
BARE = {1: -1.0, 2: -2.0, 3: -2.5}  # it asserts nothing that can be checked
UNREPORTED = {1: NEVER, 2: NEVER, 3: 0.0}  # the same in an article that tells of no event: a guide, a policy, a column
FILLED = {1: 0.5, 2: -1.0, 3: -1.5}  # it holds what the title names, or the site's own name; by its words alone
MANY = 4  # sentences found to be templates, from which the page is a templating site's, and less is needed
AMONG_MANY_BARE = {1: -3.5, 2: -3.8, 3: -3.9}  # there, by its words alone (advice.py)
AMONG_MANY_FILLED = {1: -2.8, 2: -3.7, 3: -3.8}
COMPLETING = -3.5  # the rest of a paragraph of which half are templates

_CLAUSES = phrases("clauses")  # words of contracts and policies, which say the same thing on every page on purpose


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
    holders: dict[int, list[tuple[Prints, Print]]] = {}
    for other in ordered:
        for sentence in other.sentences:
            for band in sentence.bands:
                holders.setdefault(band, []).append((other, sentence))
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
    found = _templates(sheet, memory, many=False)
    many = len(found) >= MANY and reports(sheet)
    if many:
        found = _templates(sheet, memory, many=True)
    for i in {spot.line for spot in found}:
        _complete(sheet, i, found, many=many)
    return found


def _templates(sheet: Sheet, memory: SiteMemory, *, many: bool) -> dict[Spot, Fate]:
    """The sentences that are templates; on a page with many of them less is needed."""
    found: dict[Spot, Fate] = {}
    for i, line in enumerate(sheet.lines):
        each = [_known_of(sentence, memory) for sentence in line.sentences] if line.prose else []
        whole = _score(sheet, line.sentences, many=many) if each and all(each) else -NEVER
        for s, known in enumerate(each):
            if known and max(whole, _score(sheet, [line.sentences[s]], many=many)) >= _needed(
                sheet, memory, Spot(i, s), known, many=many
            ):
                found[Spot(i, s)] = _fate(known)
    return found


def _known_of(sentence: Sentence, memory: SiteMemory) -> Known | None:
    return memory.known.get(key_of(sentence)) if len(sentence.words) >= PROSE else None


def _score(sheet: Sheet, sentences: Sequence[Sentence], *, many: bool) -> float:
    """How generic sentences are: in this article, or by their words alone, since what fills a slot is its subject."""
    filled = any(not sentence.facts.none for sentence in sentences)
    return fmean(map(_words_score, sentences)) if many or filled else genericness(sheet, sentences)


def _words_score(sentence: Sentence) -> float:
    return weigh(sentence.text, sentence.words, sentence.stems).score


def _needed(sheet: Sheet, memory: SiteMemory, spot: Spot, known: Known, *, many: bool) -> float:
    """How generic a sentence has to be to be a template; infinitely, where it asserts something beyond its slots."""
    facts = sheet.lines[spot.line].sentences[spot.sentence].facts
    if _CLAUSES.search(sheet.lines[spot.line].sentences[spot.sentence].text.casefold()):
        return NEVER
    if not reports(sheet):
        return UNREPORTED[known.stories] if facts.none else NEVER
    if facts.none:
        return (AMONG_MANY_BARE if many else BARE)[known.stories]
    own = known.stories > 1 and not facts.numbers and not facts.quotes and facts.names <= memory.own_names
    if own or (known.refilled and _only_slots(sheet, spot, told=many)):
        return (AMONG_MANY_FILLED if many else FILLED)[known.stories]
    return NEVER


def _only_slots(sheet: Sheet, spot: Spot, *, told: bool) -> bool:
    """Whether all that a sentence asserts are names and numbers of the title.

    Args:
        sheet: the article.
        spot: the sentence's place.
        told: numbers may also be those of an earlier paragraph.
    """
    facts = sheet.lines[spot.line].sentences[spot.sentence].facts
    numbers = set(sheet.title_names)
    for line in sheet.lines[: spot.line] if told else ():
        numbers |= line.facts.numbers
    return not facts.quotes and facts.names <= sheet.title_names and facts.numbers <= numbers


def _complete(sheet: Sheet, i: int, found: dict[Spot, Fate], *, many: bool) -> None:
    """The rest of a paragraph of which half are templates: what is too short to be remembered goes with them.

    On a page with many templates so does what asserts nothing, or only fills slots.
    """
    line = sheet.lines[i]
    taken = [s for s in range(len(line.sentences)) if Spot(i, s) in found]
    if 2 * sum(len(line.sentences[s].words) for s in taken) < sum(len(sentence.words) for sentence in line.sentences):
        return
    for s, sentence in enumerate(line.sentences):
        empty = sentence.facts.none or (many and _only_slots(sheet, Spot(i, s), told=True))
        short = len(sentence.words) < PROSE
        if s not in taken and empty and (short or (many and _words_score(sentence) >= COMPLETING)):
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
    return lot(article.article_id), article.article_id


def _first(article: Prints) -> tuple[str, str]:
    return article.published_on or "9999", article.article_id
