"""What became of a page's text, counted and put into words; a terminal and a page show the same."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pipeline.model.article import Article, Block
from pipeline.model.event import Event, Evidence, PartialDate
from pipeline.render.days import long_day
from pipeline.render.phrases import counted, number
from pipeline.render.spoken import spoken
from pipeline.text.words import words

Family = Literal["chrome", "filler", "change", "other"]
FAMILIES: tuple[Family, ...] = ("filler", "chrome", "change", "other")
"""Kinds of rules, by the word before the colon; in the order in which they are counted up."""

_BLOCKS = re.compile(r"\bblocks \d+(?:(?:, | and |, and )\d+)+|\bblock \d+")
_NUMBER = re.compile(r"\d+")


class Count(NamedTuple):
    """How many blocks and words one rule dropped. Words are those of ``text.words``: a Chinese character is one."""

    rule: str
    blocks: int
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was kept and dropped of one article.

    Attributes:
        rules: one count for each rule that dropped something, most words first.
    """

    blocks: int
    kept_blocks: int
    words: int
    kept_words: int
    rules: tuple[Count, ...]

    @property
    def stripped_words(self) -> int:
        """Words in dropped blocks."""
        return self.words - self.kept_words

    def family_words(self, family: Family) -> int:
        """Words that the rules of a family dropped."""
        return sum(count.words for count in self.rules if family_of(count.rule) == family)


class Ground(NamedTuple):
    """A piece of the reason for a fate; ``block`` is the number of the block that it names, if it names one."""

    text: str
    block: int | None = None


def tally(article: Article) -> Tally:
    """Count what was kept and dropped."""
    sizes = [len(words(block.text)) for block in article.blocks]
    kept = [size for block, size in zip(article.blocks, sizes, strict=True) if block.kept]
    blocks: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for block, size in zip(article.blocks, sizes, strict=True):
        if block.rule is not None:
            blocks[block.rule] += 1
            said[block.rule] += size
    rules = sorted((Count(rule, blocks[rule], said[rule]) for rule in blocks), key=lambda one: (-one.words, one.rule))
    return Tally(blocks=len(sizes), kept_blocks=len(kept), words=sum(sizes), kept_words=sum(kept), rules=tuple(rules))


def tally_words(told: Tally) -> str:
    """The figures in a sentence or two: "14 of 60 blocks are kept. 892 of 1,204 words are stripped (74 %)."."""
    if not told.blocks:
        return "The page has no text."
    blocks, said = counted(told.blocks, "block"), counted(told.words, "word")
    if told.kept_blocks == told.blocks:
        return f"Nothing was stripped: {blocks}, {said}."
    kept = number(told.kept_blocks) if told.kept_blocks else "None"
    share = percent(told.stripped_words, told.words)
    return (
        f"{kept} of {blocks} {_be(told.kept_blocks, told.blocks)} kept."
        f" {number(told.stripped_words)} of {said} {_be(told.stripped_words, told.words)} stripped ({share})."
    )


def _be(count: int, whole: int) -> str:
    return "is" if 1 in (count, whole) else "are"


def percent(part: int, whole: int) -> str:
    """A share in words: "74 %"; neither nothing nor everything unless it is."""
    if not part or not whole:
        return "0 %"
    if part == whole:
        return "100 %"
    rounded = round(100 * part / whole)
    return "less than 1 %" if rounded == 0 else "more than 99 %" if rounded == 100 else f"{rounded} %"


def family_of(rule: str) -> Family:
    """The family of a rule: "chrome:byline" is chrome."""
    name = rule.partition(":")[0]
    return next((family for family in FAMILIES if family == name), "other")


def grounds(because: str, blocks: int) -> Iterator[Ground]:
    """Cut a reason where it names blocks: "block 14", "blocks 3, 4 and 9".

    Args:
        because: of a block.
        blocks: number of the article's blocks; what is named beyond them is left as text.
    """
    at = 0
    for found in _BLOCKS.finditer(because):
        for one in [found] if found[0].startswith("block ") else _NUMBER.finditer(because, found.start(), found.end()):
            named = int(_NUMBER.findall(one[0])[0])
            if named < blocks:
                if at < one.start():
                    yield Ground(because[at : one.start()])
                yield Ground(one[0], named)
                at = one.end()
    if at < len(because):
        yield Ground(because[at:])


def evidence_in(block: Block, events: Iterable[Event]) -> Iterator[tuple[int, int, int]]:
    """Where a block is evidence: start, end, and the number of the event, from 1."""
    for count, event in enumerate(events, start=1):
        yield from ((quote.start, quote.end, count) for quote in event.evidence if quote.block == block.order)


def event_title(event: Event) -> str:
    """An event in one line: "Alibaba: ban, Claude Code"."""
    return f"{event.actor}: {spoken(event.action)}, {', '.join(event.targets)}"


def event_lines(event: Event) -> Iterator[tuple[str, str]]:
    """What an event says, field by field with its name; what the article does not say is left out."""
    dates = {name: _date(getattr(event, name)) for name in ("announced", "effective", "ends")}
    told: tuple[tuple[str, str], ...] = (
        ("actor", f"{event.actor} ({spoken(event.actor_type)})"),
        ("mechanism", spoken(event.mechanism)),
        ("action", spoken(event.action)),
        ("status", spoken(event.status)),
        ("targets", ", ".join(event.targets)),
        ("vendors", ", ".join(event.vendors)),
        ("surfaces", ", ".join(spoken(surface) for surface in event.surfaces)),
        ("affected", event.affected or ""),
        ("exempt", event.exempt or ""),
        *dates.items(),
        ("replacement", event.replacement or ""),
        ("reasons", ", ".join(spoken(reason) for reason in event.reasons)),
        ("attribution", event.attribution or ""),
        ("background", "told as history, not as the news" if event.background else ""),
    )
    return ((name, value) for name, value in told if value)


def event_quotes(event: Event) -> Iterator[tuple[Evidence, tuple[str, ...]]]:
    """Each quote once, with all fields that it carries, in the order of the page."""
    fields: dict[tuple[int, int, int], tuple[Evidence, list[str]]] = {}
    for quote in sorted(event.evidence, key=lambda one: (one.block, one.start, one.end)):
        fields.setdefault((quote.block, quote.start, quote.end), (quote, []))[1].append(quote.field)
    return ((quote, tuple(dict.fromkeys(named))) for quote, named in fields.values())


def _date(date: PartialDate | None) -> str:
    if date is None:
        return ""
    vague = {"immediate": ", with immediate effect", "day": ""}.get(date.precision, ", day not given")
    return long_day(date.value) + vague
