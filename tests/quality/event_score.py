"""How well articles are read: relevance, events, polarity, days, quotes and stories against labels.

An event is found if actor, class of action and a tool agree; each label is matched once. Relevance and events count
what a brief would tell: an old ban told as new is an error, and so is a new one told as old. What is told as background
and not labelled is no error, because labels do not list every old ban that an article mentions. Borderline articles
count for nothing but the check of their quotes.

The polarity is wrong where a lift, a denial, a proposal or an inquiry is told as a ban of the same tool in force, or a
ban as one of these. Stories are compared pair by pair, among the articles that are relevant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from pipeline.analyse.read import Read
from pipeline.model.event import Event, Evidence
from tests.quality.event_gold import GoldArticle, GoldSet, Label, Statement
from tests.quality.event_names import likeness, same_actor, same_product, same_tools, words

DAYS = ("announced", "effective")


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
class Count:
    """How many of some things are so."""

    so: int = 0
    of: int = 0

    def add(self, so: bool) -> None:
        """Count one more."""
        self.so += so
        self.of += 1

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None where there is nothing to count."""
        return self.so / self.of if self.of else None


@dataclass(slots=True)
class Scores:
    """Counts over a set; the lists name each error, for people.

    Attributes:
        negatives: of the articles on other subjects, those told as relevant.
        quiet: of the relevant articles without a word for a ban in title and lead, those told as relevant.
        soft: of lifts, denials, proposals and inquiries that are news, those told right; ``polarity`` those told as
            bans in force, and bans told as one of these.
        old: of the old bans that are told, those told as new. ``extra``: old bans told that no label lists.
        days: of all dated labels that are news, those whose day is told, by field.
        wrong_days: for ``effective``; ``wrong_announced``: for ``announced``.
        replacements: of those of events that are told, and ``all_replacements`` of all, those told.
        quoted: of events those with quotes; ``verbatim``, ``addressed``: of quotes those that stand in the text, and
            where they say; ``placed``: of labelled fields those quoted from the sentence that carries them.
    """

    relevance: Tally = field(default_factory=Tally)
    negatives: Count = field(default_factory=Count)
    quiet: Count = field(default_factory=Count)
    events: Tally = field(default_factory=Tally)
    soft: Count = field(default_factory=Count)
    old: Count = field(default_factory=Count)
    extra: int = 0
    articles: int = 0
    days: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in DAYS})
    replacements: Count = field(default_factory=Count)
    all_replacements: Count = field(default_factory=Count)
    quoted: Count = field(default_factory=Count)
    verbatim: Count = field(default_factory=Count)
    addressed: Count = field(default_factory=Count)
    placed: Count = field(default_factory=Count)
    pairs: Tally = field(default_factory=Tally)
    quotes: int = 0
    polarity: list[str] = field(default_factory=list)
    softened: list[str] = field(default_factory=list)
    wrong_days: list[str] = field(default_factory=list)
    wrong_announced: list[str] = field(default_factory=list)
    spurious: list[str] = field(default_factory=list)
    broken_quotes: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def score(gold: GoldSet, stories: Sequence[Sequence[Read]]) -> Scores:
    """Compare what was read, in its stories, with the labels; every article must have been read."""
    read = {item.article.article_id: item for story in stories for item in story}
    scores = Scores(articles=len(gold.articles))
    for article in gold.articles:
        item = read[article.article_id]
        _check_quotes(item, scores)
        if article.relevant != "borderline":
            _Marked(article, item.analysis.events, gold.aliases, scores).mark(relevant=item.analysis.relevant)
    relevant = {article.article_id: article.story for article in gold.articles if article.relevant == "yes"}
    told = {item.article.article_id: str(number) for number, story in enumerate(stories) for item in story}
    scores.pairs = _pairs(relevant, {article_id: told[article_id] for article_id in relevant})
    return scores


class _Marked:
    """One article while it is marked."""

    def __init__(
        self, article: GoldArticle, events: Sequence[Event], aliases: Mapping[str, str], scores: Scores
    ) -> None:
        self.article = article
        self.labels = article.labels
        self.events = events
        self.told = [_statement(event) for event in events]
        self.aliases = aliases
        self.scores = scores

    def mark(self, *, relevant: bool) -> None:
        wanted = self.article.relevant == "yes"
        self._note(self.scores.relevance, wanted=wanted, told=relevant, what="relevant")
        if not wanted:
            self.scores.negatives.add(relevant)
        if self.article.quiet:
            self.scores.quiet.add(relevant)
        pairs = self._matched()
        self._check_events(pairs)
        self._check_polarity([label for label, _ in pairs])
        for label, number in pairs:
            if not (label.optional or label.told.background):
                self._check_fields(label, number)
        self._count_wanted()

    def _note(self, tally: Tally, *, wanted: bool, told: bool, what: str) -> None:
        tally.found += wanted and told
        tally.false += told and not wanted
        tally.missed += wanted and not told
        if wanted != told:
            self.scores.errors.append(f"{'missed' if wanted else 'false'}: {self.article.article_id}: {what}")

    def _matched(self) -> list[tuple[Label, int]]:
        """Pairs (label, number of the event), those that agree most first."""
        fitting = sorted(
            (-_agreement(label, told), i, j)
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
        return same_actor(label.actors, told.actor, self.aliases) and self._same_tools(label, told)

    def _same_tools(self, label: Label, told: Statement) -> bool:
        return same_tools(label.told, told, self.aliases)

    def _check_events(self, pairs: Sequence[tuple[Label, int]]) -> None:
        for label, number in pairs:
            if label.optional:
                continue
            old, told_old = label.told.background, self.told[number].background and label.marked
            self._note(self.scores.events, wanted=not old, told=not told_old, what=_words(label.told))
            if old:
                self.scores.old.add(not self.told[number].background)
        found = [id(label) for label, _ in pairs]
        for label in self.labels:
            if not (id(label) in found or label.optional or label.told.background):
                self._note(self.scores.events, wanted=True, told=False, what=_words(label.told))
        matched = {number for _, number in pairs}
        for number, told in enumerate(self.told):
            if number not in matched:
                self.scores.extra += told.background
                self._note(self.scores.events, wanted=False, told=not told.background, what=_words(told))

    def _check_fields(self, label: Label, number: int) -> None:
        told = self.told[number]
        for name, wrong in (("announced", self.scores.wrong_announced), ("effective", self.scores.wrong_days)):
            value = getattr(told, name)
            self.scores.days[name].so += bool(getattr(label.told, name) and value and label.right(name, value))
            if value and name not in label.silent and not label.right(name, value):
                wanted = f"{value}, not {getattr(label.told, name)}"
                wrong.append(f"{self.article.article_id}: {_words(label.told)}: {wanted}")
        self._check_replacement(label, told)
        for name, sentence in label.evidence.items():
            quotes = [q for q in self.events[number].evidence if name in ("action", q.field)]
            self.scores.placed.add(any(_stands_in(quote, sentence) for quote in quotes))

    def _check_replacement(self, label: Label, told: Statement) -> None:
        hit = same_product(label.told.replacement, told.replacement)
        if label.told.replacement:
            self.scores.replacements.add(hit)
            self.scores.all_replacements.so += hit
        elif told.replacement and "replacement" not in label.silent:
            self.scores.spurious.append(f"{self.article.article_id}: {_words(label.told)}: {told.replacement}")

    def _count_wanted(self) -> None:
        """Count what dated labels and replacements there are."""
        for label in self.labels:
            if not (label.told.background or label.optional):
                self.scores.days["announced"].of += bool(label.told.announced)
                self.scores.days["effective"].of += bool(label.told.effective)
                self.scores.all_replacements.of += bool(label.told.replacement)

    def _check_polarity(self, found: Sequence[Label]) -> None:
        in_force = [label for label in self.labels if label.told.binding]
        news = [told for told in self.told if not told.background]
        for label in self.labels:
            if label.told.background or label.optional:
                continue
            if label.told.kind == "imposed":
                turned = [told for told in news if told.kind != "imposed" and self._turned(label, told)]
                self._name(self.scores.softened, label, turned)
                continue
            bans = [told for told in news if told.binding and self._same_tools(label, told)]
            bans = [told for told in bans if not any(self._same(ban, told) for ban in in_force)]
            self._name(self.scores.polarity, label, bans)
            self.scores.soft.add(any(label is other for other in found))

    def _turned(self, ban: Label, told: Statement) -> bool:
        """Whether a ban is told as something else by the same actor, of which there is no such label."""
        same = [x for x in self.labels if x.told.kind == told.kind and same_actor(x.actors, told.actor, self.aliases)]
        return self._same(ban, told) and not same

    def _name(self, errors: list[str], label: Label, told: Sequence[Statement]) -> None:
        if told:
            errors.append(f"{self.article.article_id}: {_words(label.told)} told as {_words(told[0])}")


def _agreement(label: Label, told: Statement) -> float:
    alike = [label.right(name, getattr(told, name)) for name in ("announced", "effective", "status", "action")]
    news = 2 * (label.told.background == told.background) + (not label.told.background)
    return sum(alike) + likeness(label.told.affected, told.affected) + news


def _statement(event: Event) -> Statement:
    return Statement(
        actor=event.actor,
        action=event.action,
        status=event.status,
        targets=event.targets,
        vendors=event.vendors,
        announced=event.announced.day if event.announced else None,
        effective=event.effective.day if event.effective else None,
        affected=event.affected,
        replacement=event.replacement,
        background=event.background,
    )


def _words(told: Statement) -> str:
    return f"{'old: ' if told.background else ''}{told.actor}, {told.action}, {', '.join(told.targets)}"


def _check_quotes(item: Read, scores: Scores) -> None:
    text = _squashed(" ".join([item.article.title, *(block.text for block in item.article.blocks)]))
    for event in item.analysis.events:
        scores.quoted.add(bool(event.evidence))
        fields = {quote.field for quote in event.evidence}
        if not {"actor", "action", "targets"} <= fields:
            scores.broken_quotes.append(f"{item.article.article_id}: {event.actor}: no quote for one of {fields}")
        for quote in event.evidence:
            scores.quotes += 1
            scores.verbatim.add(bool(quote.text) and _squashed(quote.text) in text)
            block = item.article.blocks[quote.block]
            right = block.kept and block.text[quote.start : quote.end] == quote.text
            scores.addressed.add(right)
            if not quote.text or not right:
                scores.broken_quotes.append(f"{item.article.article_id}: {quote.text}")


def _stands_in(quote: Evidence, sentence: str) -> bool:
    """Whether a quote and a sentence contain one another, or share half of the words of the sentence."""
    mine, theirs = _squashed(quote.text), _squashed(sentence)
    wanted = words(sentence)
    return bool(mine) and (mine in theirs or theirs in mine or len(wanted & words(mine)) >= len(wanted) / 2)


def _squashed(text: str) -> str:
    return " ".join(text.split())


def _pairs(gold: Mapping[str, str], told: Mapping[str, str]) -> Tally:
    tally = Tally()
    for one, other in combinations(gold, 2):
        wanted, found = gold[one] == gold[other], told[one] == told[other]
        tally.found += wanted and found
        tally.false += found and not wanted
        tally.missed += wanted and not found
    return tally
