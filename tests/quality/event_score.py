"""How well articles are read: relevance, events, polarity, days, quotes and stories against labels.

An event is found if actor, class of action and a tool agree; each label is matched once. Relevance and events count
what a brief would tell: an old ban told as new is an error, and so is a new one told as old. What is told as background
and not labelled is no error, because labels do not list every old ban that an article mentions. Borderline articles
count for nothing but the check of their quotes.

The polarity is wrong where a lift, a denial or a proposal is told as a ban of the same tool, or a ban as one of these.
Stories are compared pair by pair, among the articles that are relevant.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from pipeline.analyse.likeness import Read
from pipeline.model.event import Event
from tests.quality.event_gold import GoldArticle, GoldSet, Label, Statement

_NAME = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s?\b")
_BRACKETS = re.compile(r"\(([^)]*)\)")
# words that many names share, and by which none is known
_BODIES = """
    agency and authority bank commission commissioner company corp court department federal for government group high
    inc ministry national new of office public service state the us
"""
_PRODUCTS = """
    access ai and api apis app application apps assistant assistants chatbot chatbots cli cloud code coding enterprise
    features free generative model models of online party pro product products service services subscription
    subscriptions the third tool tools web
"""


@dataclass(slots=True)
class Tally:
    """What was found, told falsely, and missed."""

    found: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what is told that is right; 1 where nothing is told."""
        return self.found / (self.found + self.false) if self.found + self.false else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that is told; 1 where nothing is there."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Scores:
    """Counts over a set; the lists name each error, for people."""

    relevance: Tally = field(default_factory=Tally)
    events: Tally = field(default_factory=Tally)
    pairs: Tally = field(default_factory=Tally)
    quotes: int = 0
    polarity: list[str] = field(default_factory=list)
    wrong_days: list[str] = field(default_factory=list)
    broken_quotes: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def score(gold: GoldSet, stories: Sequence[Sequence[Read]]) -> Scores:
    """Compare what was read, in its stories, with the labels; every article must have been read."""
    read = {item.article.article_id: item for story in stories for item in story}
    scores = Scores()
    for article in gold.articles:
        item = read[article.article_id]
        _check_quotes(item, scores)
        if article.relevant != "borderline":
            _Marked(article, item.analysis.events, gold.aliases, scores).mark(relevant=item.analysis.relevant)
    relevant = {article.article_id: article.story for article in gold.articles if article.relevant == "yes"}
    told = {item.article.article_id: str(number) for number, story in enumerate(stories) for item in story}
    scores.pairs = _pairs(relevant, {article_id: told[article_id] for article_id in relevant})
    return scores


def same_actor(names: Iterable[str], other: str, aliases: Mapping[str, str]) -> bool:
    """Whether one of some names and another stand for the same organisation."""
    theirs = _readings(other)
    for name in names:
        for mine in _readings(name):
            for its in theirs:
                if aliases.get(mine, mine) == aliases.get(its, its):
                    return True
                one, two = set(mine.split()), set(its.split())
                if (one <= two or two <= one) and (one & two).difference(_BODIES.split()):
                    return True
    return False


def same_tools(one: Statement, other: Statement) -> bool:
    """Whether two events have a tool or a vendor in common, or name none but AI tools in general."""
    mine, theirs = _tools(one.targets), _tools(other.targets)
    vendors = {_folded(name) for name in one.vendors}
    return (
        bool(mine & theirs)
        or bool(vendors & {_folded(name) for name in (*other.vendors, *other.targets)})
        or not (mine or theirs)
    )


class _Marked:
    """One article while it is marked."""

    def __init__(
        self, article: GoldArticle, events: Sequence[Event], aliases: Mapping[str, str], scores: Scores
    ) -> None:
        self.article = article
        self.labels = article.labels
        self.told = [_statement(event) for event in events]
        self.aliases = aliases
        self.scores = scores

    def mark(self, *, relevant: bool) -> None:
        wanted = self.article.relevant == "yes"
        self._note(self.scores.relevance, wanted=wanted, told=relevant, what="relevant")
        pairs = self._matched()
        matched = {number for _, number in pairs}
        for label, number in pairs:
            if not label.optional:
                old, told_old = label.told.background, self.told[number].background
                self._note(self.scores.events, wanted=not old, told=not told_old, what=_words(label.told))
                self._check_day(label, self.told[number])
        found = [label for label, _ in pairs]
        for label in self.labels:
            if not (label in found or label.optional or label.told.background):
                self._note(self.scores.events, wanted=True, told=False, what=_words(label.told))
        for number, told in enumerate(self.told):
            if not (number in matched or told.background):
                self._note(self.scores.events, wanted=False, told=True, what=_words(told))
        self._check_polarity()

    def _note(self, tally: Tally, *, wanted: bool, told: bool, what: str) -> None:
        tally.found += wanted and told
        tally.false += told and not wanted
        tally.missed += wanted and not told
        if wanted != told:
            self.scores.errors.append(f"{'missed' if wanted else 'false'}: {self.article.article_id}: {what}")

    def _matched(self) -> list[tuple[Label, int]]:
        """Pairs (label, number of the event), those that agree most first."""
        fitting = sorted(
            (-self._agreement(label.told, told), i, j)
            for i, label in enumerate(self.labels)
            for j, told in enumerate(self.told)
            if label.told.kind == told.kind and self._same(label, told)
        )
        pairs: dict[int, int] = {}
        for _, i, j in fitting:
            if i not in pairs and j not in pairs.values():
                pairs[i] = j
        return [(self.labels[i], j) for i, j in pairs.items()]

    def _same(self, label: Label, told: Statement) -> bool:
        return same_actor(label.actors, told.actor, self.aliases) and same_tools(label.told, told)

    @staticmethod
    def _agreement(one: Statement, other: Statement) -> int:
        alike = (one.action == other.action, one.status == other.status, one.effective == other.effective)
        return sum(alike) + 2 * (one.background == other.background)

    def _check_day(self, label: Label, told: Statement) -> None:
        if told.effective and not label.told.background and told.effective not in label.days:
            self.scores.wrong_days.append(
                f"{self.article.article_id}: {_words(label.told)}: {told.effective}, not {label.told.effective}"
            )

    def _check_polarity(self) -> None:
        in_force = [label for label in self.labels if label.told.kind == "imposed"]
        for label in self.labels:
            if label.told.background or label.optional:
                continue
            for told in self.told:
                if told.background or not same_tools(label.told, told) or (told.kind == label.told.kind):
                    continue
                if told.kind == "imposed":
                    wrong = not any(self._same(ban, told) for ban in in_force)
                else:
                    wrong = label.told.kind == "imposed" and self._turned(label, told)
                if wrong:
                    self.scores.polarity.append(
                        f"{self.article.article_id}: {_words(label.told)} told as {_words(told)}"
                    )

    def _turned(self, ban: Label, told: Statement) -> bool:
        """Whether a ban is told as something else by the same actor, of which there is no such label."""
        if not self._same(ban, told):
            return False
        return not any(other.told.kind == told.kind and self._same(other, told) for other in self.labels)


def _statement(event: Event) -> Statement:
    return Statement(
        actor=event.actor,
        action=event.action,
        status=event.status,
        targets=event.targets,
        vendors=event.vendors,
        effective=event.effective.day if event.effective else None,
        background=event.background,
    )


def _words(told: Statement) -> str:
    return f"{'old: ' if told.background else ''}{told.actor}, {told.action}, {', '.join(told.targets)}"


def _check_quotes(item: Read, scores: Scores) -> None:
    for event in item.analysis.events:
        fields = {quote.field for quote in event.evidence}
        if not {"actor", "action", "targets"} <= fields:
            scores.broken_quotes.append(f"{item.article.article_id}: {event.actor}: no quote for one of {fields}")
        for quote in event.evidence:
            scores.quotes += 1
            block = item.article.blocks[quote.block]
            if not quote.text or not block.kept or block.text[quote.start : quote.end] != quote.text:
                scores.broken_quotes.append(f"{item.article.article_id}: {quote.text}")


def _pairs(gold: Mapping[str, str], told: Mapping[str, str]) -> Tally:
    tally = Tally()
    for one, other in combinations(gold, 2):
        wanted, found = gold[one] == gold[other], told[one] == told[other]
        tally.found += wanted and found
        tally.false += found and not wanted
        tally.missed += wanted and not found
    return tally


def _readings(name: str) -> set[str]:
    """A name as a whole, without what stands in brackets, and what stands there."""
    parts = [name, _BRACKETS.sub(" ", name), *_BRACKETS.findall(name)]
    return {_folded(part).removeprefix("the ") for part in parts} - {""}


def _tools(names: Iterable[str]) -> set[str]:
    words = {word for name in names for word in _folded(name).split()}
    return {word for word in words.difference(_PRODUCTS.split()) if not word.isdigit()}


def _folded(name: str) -> str:
    return " ".join(_NAME.findall(_POSSESSIVE.sub("", name.lower())))
