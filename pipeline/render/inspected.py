"""One page as it was taken apart: a document that holds all it needs, and loads and runs nothing.

The article stands there in the order of its page, with what was kept, what was stripped and why, and the words that
events rest on. Its style sheet is the site's, with a few lines of its own behind it.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from markupsafe import Markup

from pipeline.model.article import Article, Block
from pipeline.model.event import Analysis, Event, Evidence
from pipeline.model.source import Published
from pipeline.model.vocabulary import BARRIERS
from pipeline.render.days import long_day
from pipeline.render.environment import environment, template_dir
from pipeline.render.fates import (
    FAMILIES,
    Family,
    Tally,
    event_lines,
    event_quotes,
    event_title,
    evidence_in,
    family_of,
    grounds,
    percent,
    tally,
    tally_words,
)
from pipeline.render.spoken import spoken
from pipeline.text.spans import stretches

LABEL = 60
"""Characters; dropped blocks that are no longer, as the links of a menu are, share one line with their neighbours."""
_LANGUAGE = re.compile(r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")
_BAR = 100.0  # width of the bar of shares, in its own units


class Part(NamedTuple):
    """A piece of a text.

    Attributes:
        spaced: whether white space stands in front of it.
        to: what it links to, in this document; empty if nothing.
    """

    text: str
    spaced: bool
    events: tuple[int, ...] = ()
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One block: its text cut where evidence begins and ends, and its reason cut where it names other blocks."""

    block: Block
    parts: tuple[Part, ...]
    reason: tuple[Part, ...]
    family: Family


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What stands together: one paragraph with its pieces, or a row of short blocks dropped for one reason."""

    form: Literal["paragraph", "row"]
    shown: tuple[Shown, ...]


class Bar(NamedTuple):
    """One part of the bar of shares."""

    family: str
    x: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One event, with each quote and the fields that it carries."""

    number: int
    title: str
    event: Event
    lines: tuple[tuple[str, str], ...]
    quotes: tuple[tuple[Evidence, str], ...]


def inspected_html(article: Article, analysis: Analysis, *, reader: str) -> bytes:
    """Render one page with the fates of its blocks.

    Args:
        article: the page.
        analysis: what was understood of it.
        reader: name and version of what has read it.

    Returns:
        UTF-8; the same article gives the same bytes.
    """
    style, policy = _style()
    told = tally(article)
    return (
        environment("html")
        .get_template("inspect/page.html.j2")
        .render(
            article=article,
            analysis=analysis,
            barrier=BARRIERS[article.barrier] if article.barrier else "",
            bars=_bars(told),
            cards=[_card(number, event) for number, event in enumerate(analysis.events, start=1)],
            family_of=family_of,
            first=_first_blocks(article),
            lang=article.language if _LANGUAGE.match(article.language) else "",
            modified=_day(article.modified),
            passages=list(_passages(article, analysis.events)),
            percent=percent,
            policy=policy,
            published=_day(article.published),
            reader=reader,
            style=style,
            summary=tally_words(told),
            tally=told,
        )
        .encode()
    )


@cache  # the files do not change while a process runs
def _style() -> tuple[Markup, str]:
    """The style sheet, and the policy that allows it and nothing else."""
    folder = template_dir()
    sheet = "".join((folder / path).read_text(encoding="utf-8") for path in ("site/site.css", "inspect/page.css"))
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return Markup(sheet), policy  # noqa: S704 - files of ours, without a mark that could end the element


def _passages(article: Article, events: Sequence[Event]) -> Iterator[Passage]:
    row: list[Shown] = []
    pieces: list[Shown] = []
    for block in article.blocks:
        one = _shown(block, events, len(article.blocks))
        if pieces and pieces[0].block.para != block.para:
            yield from _settled(pieces, row)
            pieces = []
        pieces.append(one)
    if pieces:
        yield from _settled(pieces, row)
    if row:
        yield Passage(form="row", shown=tuple(row))


def _settled(pieces: list[Shown], row: list[Shown]) -> Iterator[Passage]:
    """Put a paragraph into the row that is open, or close the row and give the paragraph."""
    block = pieces[0].block
    short = len(pieces) == 1 and not block.kept and len(block.text) <= LABEL
    if row and not (short and (row[0].block.rule, row[0].block.because) == (block.rule, block.because)):
        yield Passage(form="row", shown=tuple(row))
        row.clear()
    if short:
        row.append(pieces[0])
    else:
        yield Passage(form="paragraph", shown=tuple(pieces))


def _shown(block: Block, events: Sequence[Event], blocks: int) -> Shown:
    cut = [
        (block.text[start:end], numbers, "")
        for start, end, numbers in stretches(len(block.text), evidence_in(block, events))
    ]
    named = [
        (text, (), "" if number in (None, block.order) else f"#b{number}")
        for text, number in grounds(block.because, blocks)
    ]
    return Shown(
        block=block,
        parts=tuple(_spaced(cut)),
        reason=tuple(_spaced(named)),
        family=family_of(block.rule or ""),
    )


def _spaced(pieces: Sequence[tuple[str, tuple[int, ...], str]]) -> Iterator[Part]:
    """Note the spaces between pieces, because each piece is trimmed when it is printed."""
    ends_open = False
    for text, events, to in pieces:
        if text.strip():
            yield Part(text, ends_open or text[:1].isspace(), events, to)
            ends_open = text[-1:].isspace()
        else:
            ends_open = True


def _bars(told: Tally) -> tuple[Bar, ...]:
    """Kept words, then those of each family of rules, as one bar; nothing for a page without words."""
    sizes: list[tuple[str, int]] = [("kept", told.kept_words), *((f, told.family_words(f)) for f in FAMILIES)]
    made: list[Bar] = []
    x = 0.0
    for family, size in sizes:
        width = round(_BAR * size / told.words, 2) if told.words else 0.0
        if width:
            made.append(Bar(family, round(x, 2), width))
        x += width
    return tuple(made)


def _first_blocks(article: Article) -> dict[str, int]:
    """The first block that each rule dropped."""
    return {block.rule: block.order for block in reversed(article.blocks) if block.rule is not None}


def _card(number: int, event: Event) -> Card:
    quotes = tuple((quote, ", ".join(spoken(name) for name in fields)) for quote, fields in event_quotes(event))
    return Card(number=number, title=event_title(event), event=event, lines=tuple(event_lines(event)), quotes=quotes)


def _day(said: Published | None) -> str:
    if said is None:
        return "not known"
    day = long_day(said.text)
    return day if len(said.text) <= 10 else f"{day} ({said.text})"
