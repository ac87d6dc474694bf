"""Drafts and fates to blocks, and back: what an article keeps of a page is enough to find its filler again."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from pipeline.model.article import Article, Block
from pipeline.parse.draft import Draft
from pipeline.parse.sheet import Fate, Fates, Sheet, Spot, lay_out

# What is longer than any article is kept as it is, without a look for filler: that would cost time and find nothing.
MOST_LINES = 1_500
LONGEST_LINE = 20_000  # characters

_FILLER = "filler:"
_HEAD = frozenset({"teaser", "title"})  # kinds of blocks that are none of the page's own
_UNSPACED = re.compile(r"[。！？][」』”]*$")  # the stops behind which the next sentence begins without a space
_BLOCK = re.compile(r" (\d+)$")  # a block that a reason names, at its end


class Rebuilt(NamedTuple):
    """An article as the rules for filler see it.

    Attributes:
        head: title and teaser that stand ahead of the page's own text in a partial article.
        drafts: all paragraphs of the page.
        frame: what became of those that are none of its text, as it was found when the page was parsed.
    """

    head: Sequence[Block]
    drafts: Sequence[Draft]
    frame: Mapping[int, Fate]
    sheet: Sheet


def lines_of(drafts: Sequence[Draft], frame: Mapping[int, Fate]) -> list[int]:
    """The drafts in which filler is looked for: those that the frame's rules left, within the limits."""
    return [i for i in range(len(drafts)) if i not in frame and len(drafts[i].text) <= LONGEST_LINE][:MOST_LINES]


def blocks_of(
    drafts: Sequence[Draft], frame: Mapping[int, Fate], sheet: Sheet, fates: Fates, *, start: int = 0
) -> Iterator[Block]:
    """Drafts in page order; one whose sentences have different fates gives one block a sentence.

    Args:
        drafts: of the page.
        frame: fates of those that are none of the article's text.
        sheet: the others.
        fates: of its sentences.
        start: from which orders and paragraphs count; so many blocks stand ahead of them.
    """
    line_of = {line.draft: i for i, line in enumerate(sheet.lines)}
    pieces: list[tuple[int, str, Fate | None]] = []
    for para, draft in enumerate(drafts):
        if para in line_of:
            pieces += [(para, *piece) for piece in _pieces(sheet, line_of[para], fates)]
        else:
            pieces.append((para, draft.text, frame.get(para)))
    first = {para: order for order, (para, _, _) in reversed(list(enumerate(pieces, start)))}
    for order, (para, text, fate) in enumerate(pieces, start):
        at = f" {first[fate.draft]}" if fate and fate.draft is not None else ""
        yield Block(
            order=order,
            para=para + start,
            kind=drafts[para].kind,
            text=text,
            rule=fate.rule if fate else None,
            because=fate.because + at if fate else "",
            articles=fate.articles if fate else (),
        )


def _pieces(sheet: Sheet, line: int, fates: Fates) -> list[tuple[str, Fate | None]]:
    """A line whole, or sentence by sentence where some are kept and some are not.

    A line that its sentences do not give back stays whole, and is kept unless all of it is dropped.
    """
    text, sentences = sheet.lines[line].text, sheet.lines[line].sentences
    each = [fates.get(Spot(line, s)) for s in range(len(sentences))]
    if all(each) or not any(each):
        return [(text, each[0])]
    if _joined([sentence.text for sentence in sentences]) != text:
        return [(text, None)]
    return [(sentence.text, fate) for sentence, fate in zip(sentences, each, strict=True)]


def _joined(sentences: Sequence[str]) -> str:
    """A paragraph out of its sentences."""
    text = sentences[0]
    for sentence in sentences[1:]:
        text += sentence if _UNSPACED.search(text) else f" {sentence}"
    return text


def of_page(article: Article) -> bool:
    """Whether an article was made of a page, so that filler is looked for in it.

    It was not if it is the change of a watched page, or nothing but what a feed says of a page that could not be had.
    """
    changed = any((block.rule or "").startswith("change:") for block in article.blocks)
    return not changed and any(block.kind not in _HEAD for block in article.blocks)


def rebuild(article: Article) -> Rebuilt:
    """The sheet of an article out of its blocks: what was found to be filler is undone, and nothing else is."""
    head = tuple(takewhile(lambda block: block.kind in _HEAD, article.blocks))
    paragraphs: dict[int, list[Block]] = {}
    for block in article.blocks[len(head) :]:
        paragraphs.setdefault(block.para, []).append(block)
    place = {para: i for i, para in enumerate(paragraphs)}
    para_of = {block.order: place[block.para] for block in article.blocks[len(head) :]}
    drafts = [Draft(kind=each[0].kind, text=_joined([block.text for block in each])) for each in paragraphs.values()]
    frame = {
        place[para]: _fate(each[0], para_of)
        for para, each in paragraphs.items()
        if any(block.rule and not block.rule.startswith(_FILLER) for block in each)
    }
    sheet = lay_out(drafts, lines_of(drafts, frame), title=article.title, english=article.language == "en")
    return Rebuilt(head, drafts, frame, sheet)


def _fate(block: Block, para_of: Mapping[int, int]) -> Fate:
    """The fate of a whole paragraph; a block that its reason names is named by its paragraph, since numbers change."""
    rule, because = block.rule or "", block.because
    named = _BLOCK.search(because)
    if named and int(named[1]) in para_of:
        return Fate(rule, because[: named.start()], para_of[int(named[1])])
    return Fate(rule, because)
