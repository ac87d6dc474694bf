"""Plain text to drafts: blank lines end a paragraph, bullets begin an item."""

import re
from collections.abc import Iterator

from pipeline.model.vocabulary import BlockKind
from pipeline.parse.draft import Draft
from pipeline.text.words import clean

LONGEST_HEADING = 14  # words

_BLANK = re.compile(r"\n[ \t\f\v\u00a0\u3000]*\n\s*")
_BULLET = re.compile(r"^\s*[•‣◦▪●∙·*–-]\s+(?=\S)")
_ENDS = re.compile(r"[.!;:,…。！；：，]['\"”’)\]]*$")
_LETTER = re.compile(r"[^\W\d_]")
_MARKED = re.compile(r"^#{1,6}\s+")


def cut_plain(text: str) -> list[Draft]:
    """The blocks of a plain text, in order.

    The lines of a block are joined by a space. A block of which every line begins with a bullet is a list, one draft
    an item. One short line without a stop at its end is a heading.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return [draft for block in _BLANK.split(unified) for draft in _drafts(block) if draft.text]


def _drafts(block: str) -> Iterator[Draft]:
    lines = [line for line in block.split("\n") if line.strip()]
    if lines and all(_BULLET.match(line) for line in lines):
        for line in lines:
            yield Draft(kind="list-item", text=clean(_BULLET.sub("", line)))
        return
    marked = len(lines) == 1 and bool(_MARKED.match(lines[0]))
    whole = clean(_MARKED.sub("", lines[0])) if marked else clean(" ".join(lines))
    kind: BlockKind = "heading" if marked or (len(lines) == 1 and _like_heading(whole)) else "paragraph"
    yield Draft(kind=kind, text=whole)


def _like_heading(line: str) -> bool:
    return len(line.split()) <= LONGEST_HEADING and bool(_LETTER.search(line)) and not _ENDS.search(line)
