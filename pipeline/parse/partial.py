"""Articles of which hardly more is known than their headline: title and feed summary become blocks that can be cited.

::

    title ─▶ block 0, kind "title" │ summary of the feed ─▶ kind "teaser" │ the page's own blocks, as they were marked
"""

import re
from collections.abc import Mapping, Sequence

from pipeline.model.article import Block
from pipeline.model.vocabulary import BlockKind
from pipeline.parse.barrier import Standing
from pipeline.parse.sheet import Fate
from pipeline.text.sentences import sentences
from pipeline.text.words import clean, words

FEW = 56
"""Words of kept text below which an article is partial: a headline and a sentence or two.

The shortest of 50 full-length articles has 127 words; digests of one to three sentences have fewer.
"""
LONG_SUMMARY = 100
"""Words of a summary from which it is no yardstick: some feeds carry the whole page in it, filler included."""
LONGEST_TEASER = 2_000  # characters

_TAIL = re.compile(r"^(?:the post .+ (?:appeared first|first appeared) on\b|(?:continue reading|read more|more)\b\W*$)")
_CUT = re.compile(
    r"\s*(?:\[(?:…|\.\.\.|&hellip;)\]|…|\.\.\.)\s*(?:(?:continue reading|read more|more)\W*)?$", re.IGNORECASE
)


def is_partial(body: Sequence[str], summary: str, barrier: Standing | None) -> bool:
    """Whether an article is partial.

    Args:
        body: texts of the page's body without its frame. Filler counts among them: what is learnt of a site later on
            makes no article partial that was none.
        summary: of the feed; empty where there is none.
        barrier: what stands in front of the text, if anything does.

    Returns:
        True where a barrier stands there, where the body has fewer than ``FEW`` words, or fewer than the feed's own
        summary has, provided that this is one.
    """
    told = len(words(teaser_of(summary)))
    length = 0
    for text in body:
        length += len(words(text))
        if length > LONG_SUMMARY:  # and so than any yardstick
            break
    return barrier is not None or length < FEW or (length < told <= LONG_SUMMARY)


def head_of(title: str, summary: str, body: Sequence[str]) -> tuple[Block, ...]:
    """Title and teaser as the first blocks of a partial article.

    Args:
        title: of the article; empty where it is not known.
        summary: of the feed, plain text.
        body: texts of the page's body. A teaser that they hold is left out: nothing is told twice.
    """
    teaser = teaser_of(summary)
    own = _run(_whole_words(teaser))
    if not own.strip() or own in _run(title) or own in _run(" ".join(body)):
        teaser = ""
    told: tuple[tuple[BlockKind, str], ...] = (("title", title), ("teaser", teaser))
    said = [(kind, text) for kind, text in told if text]
    return tuple(Block(order=i, para=i, kind=kind, text=text) for i, (kind, text) in enumerate(said))


def held_by(head: Sequence[Block], texts: Mapping[int, str]) -> dict[int, Fate]:
    """Fates of those of a page's texts, by their positions, that its teaser holds: nothing is told twice."""
    teaser = next((block for block in head if block.kind == "teaser"), None)
    if teaser is None:
        return {}
    whole = _run(teaser.text)
    fate = Fate("chrome:teaser", f"block {teaser.order}")
    return {i: fate for i, text in texts.items() if _run(_whole_words(text)) in whole}


def teaser_of(summary: str) -> str:
    """A feed's summary without what its software adds: "The post … appeared first on …", "Continue reading".

    What is cut off ends in "…", whatever mark the feed has for it.
    """
    text = clean(summary)[:LONGEST_TEASER]
    told = [span.text for span in sentences(text) if not _TAIL.match(span.text.lower())]
    return _CUT.sub("…", " ".join(told))


def _whole_words(text: str) -> str:
    """A text without its last word where it breaks off: that may be cut, too."""
    return _CUT.sub("", text).rpartition(" ")[0] if _CUT.search(text) else text


def _run(text: str) -> str:
    """The words of a text between spaces, so that one run can be looked for in another."""
    return f" {' '.join(words(text))} "
