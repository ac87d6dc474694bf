"""The same fact told again: below question headings, in summaries and closings, and, where a page is a content mill by
other signs, anywhere. The first telling stays.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.parse.advice import says_little
from pipeline.parse.facts import Facts
from pipeline.parse.generic import MANY, is_mill, reports
from pipeline.parse.headings import below, question, summary
from pipeline.parse.lexicon import load, phrases, stems
from pipeline.parse.sheet import Fate, Fates, Line, Sentence, Sheet, Spot
from pipeline.text.stems import stem

COVERED = 0.75  # share of a sentence's subject words that were there before
CLOSING = 0.6  # the same in a section that sums up
ENDING = 0.3  # the same for a sentence that says it sums up, among the last paragraphs of a content mill
LAST = 3  # paragraphs
QUESTIONS = 3  # headings that ask from which a page is made of questions and answers
HABIT = 2  # lines that say something again from which a page does so by habit
OPENING = 2  # paragraphs that tell the story before anything can echo it
NEVER = 2.0  # where nothing announces a repetition
ECHO = 0.6  # share of the subject words of a sentence below a heading that announces it, on a content mill
ECHOED = 0.5  # share of them in one earlier sentence, where nothing announces it; less if it points back itself
POINTED = 0.3  # the same for a sentence that points back: "…, then, …", "in other words"
HEAVY = 1  # subject words that are new and say something; one more if the sentence points back
SOURCES = 2  # earlier sentences that one may be put together from; twice as many in a section that sums up
FEWEST = 3  # subject words; with fewer, there is nothing to compare
MOST_SENTENCES = 400  # earlier ones that each sentence is compared with

_CUT_OFF = ("…", "...")
_SUMS_UP = phrases("summing")
_ANSWERS = re.compile(r"^(?:yes|no|so|well|not yet)\b[,.]?\s*")
_ADDS = re.compile(
    r"\b(?:also|additionally|apart from|besides|too|except|exceptions?|only|unless|furthermore|moreover|in addition)\b"
)
_NEGATES = re.compile(r"\b(?:not|no|never|nor|without|cannot|neither|none|nobody|nothing)\b|n['’]t\b")
_POINTS = phrases("pointing")
_CONTRASTS = phrases("contrasts")
_GLUE = stems("glue")


def _classes() -> Mapping[str, str]:
    """Each word of data/synonyms.txt to the first word of its line; the first line that has it counts."""
    found: dict[str, str] = {}
    for line in load("synonyms"):
        first, *others = (stem(word) for word in line.split())
        for word in (first, *others):
            found.setdefault(word, first)
    return found


_CLASS = _classes()
_FORBIDDEN = frozenset({_CLASS[stem("ban")], _CLASS[stem("restrict")]})


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence that stood earlier."""

    draft: int
    subject: frozenset[str]
    negates: bool
    forbids: bool


class _Telling:
    """What was told so far by sentences that are kept.

    Args:
        names: of the title, which need no telling.
    """

    def __init__(self, names: frozenset[str]) -> None:
        self._told: list[_Told] = []
        self._subjects: frozenset[str] = frozenset()
        self._known = Facts(names=names)

    @property
    def begun(self) -> bool:
        """Whether anything was told."""
        return bool(self._told)

    def add(self, draft: int, sentences: Iterable[Sentence]) -> None:
        """Note kept sentences of a draft, as long as comparing with all of them costs little."""
        for sentence in sentences:
            if len(self._told) < MOST_SENTENCES:
                self._told.append(_Told(draft, _subject(sentence), _negates(sentence), _forbids(sentence)))
                self._known = self._known | sentence.facts
                self._subjects |= self._told[-1].subject

    def source(self, sentence: Sentence, asked: frozenset[str], threshold: float) -> int | None:
        """The draft that told a sentence before, or None if it brings anything new.

        Args:
            sentence: to look for.
            asked: subject words of the question above it.
            threshold: share of its subject words that have to be known.
        """
        subject, facts, text = _subject(sentence), sentence.facts, sentence.text.lower()
        if len(subject) < FEWEST or text.endswith("?") or _ADDS.search(text):
            return None
        if facts.quotes or facts.names - self._known.names or facts.numbers - self._known.numbers:
            return None
        best = sorted(self._told, key=lambda one: -len(one.subject & subject))
        best = best[: SOURCES if threshold >= COVERED else 2 * SOURCES]
        new = subject - asked.union(*(one.subject for one in best))
        if not best or len(subject) - len(new) < threshold * len(subject):
            return None
        if _negates(sentence) and (new or not any(_denies_too(sentence, one) for one in best)):
            return None
        return best[0].draft

    def echoes(self, sentence: Sentence, asked: frozenset[str], *, announced: bool) -> int | None:
        """The draft that a sentence echoes on a content mill, or None if it says anything of its own.

        Args:
            sentence: to look for.
            asked: subject words of the question above it.
            announced: whether the heading above it announces a repetition.
        """
        subject, text = _subject(sentence), sentence.text.lower()
        fresh = sentence.facts.beyond(self._known)
        if len(subject) < FEWEST or not self._told or not fresh.none or sentence.form.reported or _tells_more(text):
            return None
        if _negates(sentence) and not any(one.negates or one.forbids for one in self._told):
            return None
        points = _points_back(sentence)
        new = subject - asked - self._subjects
        if sum(1 for one in new if not says_little(one)) > HEAVY + points:
            return None
        best = max(self._told, key=lambda one: len(one.subject & subject))
        covered = len(best.subject & subject) >= (POINTED if points else ECHOED) * len(subject)
        known = announced and len(subject) - len(new) >= ECHO * len(subject)
        return best.draft if covered or known else None


def _tells_more(text: str) -> bool:
    """Whether a sentence, in lower case, is a question, adds something or sets it against what was told."""
    return text.endswith("?") or bool(_ADDS.search(text) or _CONTRASTS.search(text))


def find_restatements(sheet: Sheet, fates: Fates) -> Fates:
    """Drop sentences that say again what earlier ones said, where the page announces that it does so.

    A sentence is dropped if it stands below a question or a summary's heading, or begins by summing up, and brings no
    name, number or date that was not there before, hardly a new word, and no negation that its source lacks. Where
    nothing else marks a content mill, it takes several such lines: a report may say a thing twice.
    """
    found: dict[Spot, Fate] = {}
    telling = _Telling(sheet.title_names)
    mill = is_mill(sheet, fates)
    prose = [i for i, line in enumerate(sheet.lines) if line.prose]
    last = frozenset(prose[-LAST:] if mill else ())
    for i, line, heading in below(sheet) if sheet.english else ():
        dropped = {s: fates[Spot(i, s)] for s in range(len(line.sentences)) if Spot(i, s) in fates}
        again = _told_again(line, heading, telling, closing=i in last, dropped=dropped)
        found.update((Spot(i, s), fate) for s, fate in again.items())
        if telling.begun or not (heading and summary(heading)):
            telling.add(
                line.draft, (one for s, one in enumerate(line.sentences) if s not in dropped and s not in again)
            )
    return found if mill or len({spot.line for spot in found}) >= HABIT else {}


def find_echoes(sheet: Sheet, fates: Fates) -> Fates:
    """Drop sentences of a content mill that bring nothing but other words for what was told.

    On other pages everything stays: a report may say a thing twice. On a mill, a sentence is dropped that asserts
    nothing new, shares most of its subject with one earlier sentence and has hardly a word of its own that is not
    general. The first paragraphs stay, because what stands above them is often their own beginning, cut off; and a
    paragraph in which something new is told stays whole, unless its sentence points back itself. Echoes that do so
    are a sign of a mill, too. Where a page is cut into questions, and some answers repeat, others may be echoes as
    well.
    """
    if not sheet.english:
        return {}
    if not is_mill(sheet, fates) and _answers_again(sheet, fates):
        return _search(sheet, fates, announced=True)
    signs = sum(1 for line in sheet.lines if line.prose for one in line.sentences if _points_back(one))
    if signs < MANY and not is_mill(sheet, fates):
        return {}
    found = _search(sheet, fates)
    pointing = {
        spot: fate for spot, fate in found.items() if _points_back(sheet.lines[spot.line].sentences[spot.sentence])
    }
    return found if is_mill(sheet, {**fates, **pointing}) else {}


def _search(sheet: Sheet, fates: Fates, *, announced: bool = False) -> Fates:
    """All sentences that would be echoes on a content mill; or only those below headings that announce them."""
    found: dict[Spot, Fate] = {}
    telling = _Telling(sheet.title_names)
    told = 0
    for i, line, heading in below(sheet):
        left = [s for s in range(len(line.sentences)) if Spot(i, s) not in fates]
        due = line.prose and told >= _opening(heading) and (not announced or _announces(heading))
        echoed = _echoed(line, heading, telling, left) if due else {}
        found.update((Spot(i, s), Fate("filler:restate", "block", source)) for s, source in echoed.items())
        kept = [line.sentences[s] for s in left if s not in echoed]
        if kept and line.prose and (telling.begun or not (heading and summary(heading))):
            telling.add(line.draft, kept)
            told += line.kind == "paragraph" and not line.text.endswith(_CUT_OFF)
    return found


def _points_back(sentence: Sentence) -> bool:
    """Whether a sentence says itself that it repeats or concludes: "…, then, …", "in other words"."""
    return bool(_POINTS.search(sentence.text.lower()))


def _answers_again(sheet: Sheet, fates: Fates) -> bool:
    """Whether a report is cut into questions, and some of the answers were found to be told before."""
    asked = sum(line.kind == "heading" and question(line) for line in sheet.lines)
    again = {spot.line for spot, fate in fates.items() if fate.rule == "filler:restate"}
    return asked >= QUESTIONS and len(again) >= HABIT and reports(sheet)


def _announces(heading: Line | None) -> bool:
    return heading is not None and (question(heading) or summary(heading))


def _opening(heading: Line | None) -> int:
    """How many paragraphs have told the story before anything below a heading can echo it."""
    return 1 if _announces(heading) else OPENING


def _echoed(line: Line, heading: Line | None, telling: _Telling, left: Iterable[int]) -> dict[int, int]:
    """Which of the sentences that are left of a line echo another draft, and which draft."""
    announced = _announces(heading)
    asked = _subject(heading.sentences[0]) if heading and question(heading) else frozenset()
    alone = all(one.fresh.none and not one.facts.quotes for one in line.sentences)
    found: dict[int, int] = {}
    for s in left:
        if announced or alone or _points_back(line.sentences[s]):
            source = telling.echoes(line.sentences[s], asked, announced=announced)
            found.update({s: source} if source is not None else {})
    return found


def _told_again(
    line: Line, heading: Line | None, telling: _Telling, *, closing: bool, dropped: Mapping[int, Fate]
) -> dict[int, Fate]:
    """The sentences of a line that say what was said before, and what little is left of the line without them."""
    asked = _subject(heading.sentences[0]) if heading and question(heading) else frozenset()
    found: dict[int, Fate] = {}
    for s, sentence in enumerate(line.sentences if line.kind != "table-row" else ()):
        needed = _needed(sentence, heading, closing=closing)
        source = telling.source(sentence, asked, needed) if needed < NEVER and s not in dropped else None
        if source is not None:
            found[s] = Fate("filler:restate", "block", source)
    left = [s for s in range(len(line.sentences)) if s not in found and s not in dropped]
    empty = all(len(_subject(line.sentences[s])) < 2 and line.sentences[s].facts.none for s in left)
    if found and empty:  # a bare "Yes." says nothing without what followed it
        found.update(dict.fromkeys(left, next(iter(found.values()))))
    return found


def _needed(sentence: Sentence, heading: Line | None, *, closing: bool) -> float:
    """The share of a sentence's subject words that have to be known before it is taken for a repetition."""
    needed = NEVER
    if heading and summary(heading):
        needed = CLOSING
    elif heading and question(heading):
        needed = COVERED
    if _SUMS_UP.match(sentence.text.lower().replace("’", "'")):
        needed = min(needed, ENDING if closing else COVERED)
    return needed


def _denies_too(sentence: Sentence, source: _Told) -> bool:
    """Whether a source denies as well: "may not be used" says what "is banned" said, but "is not banned" does not."""
    return source.negates or (source.forbids and not _forbids(sentence))


def _subject(sentence: Sentence) -> frozenset[str]:
    return frozenset(_CLASS.get(one, one) for one in sentence.topic if one not in _GLUE)


def _negates(sentence: Sentence) -> bool:
    return bool(_NEGATES.search(_ANSWERS.sub("", sentence.text.lower())))


def _forbids(sentence: Sentence) -> bool:
    return bool(_subject(sentence) & _FORBIDDEN)
