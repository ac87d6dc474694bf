"""Plain text on a page of 72 columns: paragraphs, labels, lines with two ends."""

import textwrap

from pipeline.text.words import clean

WIDTH = 72
"""Columns of the text part: what RFC 3676 calls flowed text of a comfortable length, and what survives quoting."""


class Laid(str):
    """Text that was cleaned and laid out here; its line breaks are ours and stay."""

    __slots__ = ()


def fill(text: str, label: str = "", indent: int = 0, hang: int = 0) -> Laid:
    """One paragraph, broken at words; addresses and ids are never broken.

    Args:
        text: cleaned here, so that it brings no line break of its own.
        label: stands before the first line; cleaned too.
        indent: columns before the label.
        hang: columns, counted behind ``indent``, at which the text and all of its lines begin.
    """
    first = " " * indent + (f"{clean(label).ljust(hang - 1)} " if label else "")
    return Laid(
        textwrap.fill(
            clean(text),
            width=WIDTH,
            initial_indent=first,
            subsequent_indent=" " * (indent + hang),
            break_long_words=False,
            break_on_hyphens=False,
        )
    )


def apart(left: str, right: str) -> Laid:
    """A line with one text at each end, or two lines if both do not fit on one."""
    left, right = clean(left), clean(right)
    gap = WIDTH - len(left) - len(right)
    if gap < 2:
        return Laid(f"{fill(left)}\n{fill(right)}")
    return Laid((left + " " * gap + right).rstrip())


def heading(text: str) -> Laid:
    """A heading in capitals over a rule."""
    return Laid(f"{clean(text).upper()}\n{'-' * WIDTH}")
