"""One page on a terminal: every block with its fate, then what was understood, then the figures.

Nothing hangs on colour: what was dropped has a × before it and its rule in brackets behind it.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from rich.console import Console
from rich.text import Text

from pipeline.analyse.read import Read
from pipeline.brief.summary.texts import Sentence
from pipeline.model.article import Article, Block
from pipeline.model.event import Analysis, Event
from pipeline.model.vocabulary import BARRIERS
from pipeline.render.fates import (
    Family,
    Tally,
    event_lines,
    event_quotes,
    event_title,
    evidence_in,
    family_of,
    percent,
    tally,
    tally_words,
)
from pipeline.render.spoken import spoken
from pipeline.text.spans import stretches
from pipeline.text.words import counted, visible

# The eight colours that every terminal has, and of them those that can be read on a light ground and on a dark one.
_COLOURS: dict[Family, str] = {"chrome": "dim", "filler": "red", "change": "magenta", "other": "cyan"}
_LEAST = 20  # columns for text, however narrow the terminal
_LABEL = 12  # columns for the name of an event's field
_ALONE, _FIRST, _INNER, _LAST = " ", "┌", "│", "└"  # what joins the pieces of one paragraph
_FOLLOWS = {_ALONE: " ", _FIRST: "│", _INNER: "│", _LAST: " "}  # beside the further lines of a piece


def show(out: Console, read: Read, summary: Sequence[Sentence] = ()) -> None:
    """Print one page.

    Args:
        out: decides on colours and width.
        read: the page and what was understood of it.
        summary: sentences of it that say it in short.
    """
    article, analysis = read.article, read.analysis
    for line in (
        *_head(out, article),
        *_blocks(out, article, analysis.events),
        *_verdict(out, analysis),
        *_short(out, summary),
    ):
        out.print(line, soft_wrap=True)
    out.print()
    for line in _figures(out, tally(article)):
        out.print(line, soft_wrap=True)


def _head(out: Console, article: Article) -> Iterator[Text]:
    nothing = Text()
    yield from _hung(out, nothing, nothing, Text(visible(article.title) or "(no title)", style="bold"))
    for line in _said(article):
        yield from _hung(out, nothing, nothing, Text(visible(line)))


def _said(article: Article) -> Iterator[str]:
    """What the page says of itself, a line each; what it does not say is left out."""
    dated = article.published.text if article.published else "no day of publication"
    changed = f", changed {article.modified.text}" if article.modified else ""
    yield f"{dated}{changed}, {article.language or 'language unknown'}"
    named = (("author", article.author), ("site", article.site), ("canonical", article.canonical))
    yield from (f"{name} {value}" for name, value in (*named, ("tags", ", ".join(article.tags))) if value)
    if article.partial:
        front = f": {BARRIERS[article.barrier]} stands in front of the text" if article.barrier else ""
        yield f"partial{front}; title and summary are read as text"


def _blocks(out: Console, article: Article, events: Sequence[Event]) -> Iterator[Text]:
    digits = max((len(str(block.order)) for block in article.blocks), default=0)
    kept = {block.para for block in article.kept_blocks}
    above: Block | None = None
    for block, tie in zip(article.blocks, _ties(article.blocks), strict=True):
        if above is None or (tie in (_ALONE, _FIRST) and _apart(above, block, kept)):
            yield Text()
        above = block
        mark = " " if block.kept else "×"
        yield from _hung(
            out,
            Text(f"{mark} {tie} {block.order:>{digits}}  ", style="dim"),
            Text(f"  {_FOLLOWS[tie]} {' ' * digits}  ", style="dim"),
            _told(block, events),
        )
    yield Text()


def _ties(blocks: Sequence[Block]) -> list[str]:
    """What stands beside each block: nothing, or a bracket around the pieces of one paragraph."""
    paras = [block.para for block in blocks]
    ties = []
    for i, para in enumerate(paras):
        before, after = i > 0 and paras[i - 1] == para, i + 1 < len(paras) and paras[i + 1] == para
        ties.append(_INNER if before and after else _LAST if before else _FIRST if after else _ALONE)
    return ties


def _apart(above: Block, below: Block, kept: AbstractSet[int]) -> bool:
    """Whether an empty line helps the eye: where fates change, above a heading, between kept paragraphs."""
    if (above.para in kept) != (below.para in kept):
        return True
    return below.para in kept and (below.kind == "heading" or below.kind == above.kind == "paragraph")


def _told(block: Block, events: Sequence[Event]) -> Text:
    """A block's text, underlined where an event rests on it; of a dropped one the rule and the reason, too."""
    told = Text(style="dim" if not block.kept else "bold" if block.kind in ("heading", "title") else "")
    for start, end, numbers in stretches(len(block.text), evidence_in(block, events)):
        told.append(visible(block.text[start:end]), style="underline" if numbers else None)
    if block.rule is None:
        return told
    whole = Text()
    whole.append_text(told)
    whole.append("  [", style="dim")
    whole.append(block.rule, style=_COLOURS[family_of(block.rule)])
    whole.append(f", {visible(block.because)}]" if block.because else "]", style="dim")
    return whole


def _verdict(out: Console, analysis: Analysis) -> Iterator[Text]:
    verdict = "relevant" if analysis.relevant else "not relevant"
    yield Text(f"{verdict}, score {analysis.score}", style="bold")
    for reason in (*analysis.why, *([f"not read: {analysis.unread}"] if analysis.unread else [])):
        yield from _hung(out, Text("  "), Text("    "), Text(visible(reason)))
    for number, event in enumerate(analysis.events, start=1):
        yield Text()
        yield from _event(out, number, event)
    if not analysis.events:
        yield Text("no event")


def _event(out: Console, number: int, event: Event) -> Iterator[Text]:
    yield from _hung(out, Text(), Text("  "), Text(f"event {number}  {visible(event_title(event))}", style="bold"))
    gap = Text(" " * (_LABEL + 2))
    for name, value in event_lines(event):
        yield from _hung(out, Text(f"{name:>{_LABEL}}  ", style="dim"), gap, Text(visible(value)))
    for quote, fields in event_quotes(event):
        said = Text(f"“{visible(quote.text)}”", style="italic")
        said.append(f"  ({', '.join(spoken(field) for field in fields)})", style="dim not italic")
        yield from _hung(out, Text(f"{f'block {quote.block}':>{_LABEL}}  ", style="dim"), gap, said)


def _short(out: Console, summary: Sequence[Sentence]) -> Iterator[Text]:
    if summary:
        yield Text()
        yield Text("in short", style="bold")
    for one in summary:
        place = Text(f"  (block {one.block}, {one.start} to {one.end})", style="dim")
        yield from _hung(out, Text("  "), Text("    "), Text(f"“{visible(one.text)}”").append_text(place))


def _figures(out: Console, told: Tally) -> Iterator[Text]:
    for count in told.rules:
        rule = Text("× ", style="dim").append(count.rule, style=_COLOURS[family_of(count.rule)])
        size = f"  {counted(count.blocks, 'block')}, {counted(count.words, 'word')}, {percent(count.words, told.words)}"
        yield from _hung(out, Text(), Text("  "), rule.append(size, style="dim"))
    yield from _hung(out, Text(), Text(), Text(tally_words(told), style="bold"))


def _hung(out: Console, first: Text, later: Text, told: Text) -> Iterator[Text]:
    """Wrap a text behind its mark; the lines after the first begin where the first one's text does."""
    for number, line in enumerate(told.wrap(out, max(out.width - first.cell_len, _LEAST)) or [Text()]):
        line.rstrip()
        yield Text.assemble(later if number else first, line)  # each with its own style
