"""What a section's heading announces."""

import re
from collections.abc import Iterator

from pipeline.parse.lexicon import phrases
from pipeline.parse.sheet import Line, Sheet

_REMARKS = phrases("remarks")
_SUMMARIES = phrases("summaries")
_NUMBERING = re.compile(r"^(?:\d+|[ivx]+)[.):]\s+")
LONGEST = 14  # words; a longer heading is a sentence of its own


def remarks(heading: Line) -> bool:
    """A section of general remarks: "Conclusion", "What this means for your team", "Lessons learned"."""
    return bool(_REMARKS.match(_plain(heading)))


def summary(heading: Line) -> bool:
    """A section that says again what was said: "Key takeaways", "The bottom line", "Frequently asked questions"."""
    return bool(_SUMMARIES.match(_plain(heading)))


def question(heading: Line) -> bool:
    """A heading that asks: "When does the rule start?"."""
    return heading.text.rstrip().endswith(("?", "？"))


def below(sheet: Sheet) -> Iterator[tuple[int, Line, Line | None]]:
    """Position and line of each line that is no heading, with the heading above it."""
    above: Line | None = None
    for i, line in enumerate(sheet.lines):
        if line.kind == "heading":
            above = line
        else:
            yield i, line, above


def _plain(heading: Line) -> str:
    text = _NUMBERING.sub("", heading.text.lower().replace("’", "'").strip())
    return text if len(heading.words) <= LONGEST else ""
