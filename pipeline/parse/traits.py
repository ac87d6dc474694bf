"""What an element says of itself: whether its text is seen, and what it is for."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.parse.lexicon import load

NO_MARKS: frozenset[str] = frozenset()
PICTURED = "pictured"  # the mark of a text that shares its element with a picture, or says what a picture says
LONGEST = 500  # characters of an attribute that are looked at

_NO_TEXT = frozenset(
    (
        *("button", "canvas", "datalist", "dialog", "embed", "head", "iframe", "input", "link", "math", "meta"),
        *("noscript", "object", "option", "progress", "script", "select", "style", "svg", "template", "textarea"),
        *("video", "audio"),
    )
)
# Scripts often show these once the page has loaded, so a style that hides them does not mean that nobody sees them.
_WHOLE = frozenset({"article", "body", "html", "main"})
_UNSEEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]"
    r"|(?:margin-left|left|right|top|text-indent)\s*:\s*-\d{3,}|clip-path\s*:\s*inset\(\s*(?:50|100)%)",
    re.IGNORECASE,
)
_TRANSPARENT = re.compile(r"(?:^|;)\s*opacity\s*:\s*0*(?:\.0+)?\s*(?:!important\s*)?(?:;|$)", re.IGNORECASE)
# What is transparent and about to move or fade is shown by a script as soon as the page has loaded.
_MOVING = re.compile(r"\b(?:animation|transform|transition)", re.IGNORECASE)
_FONT_SIZE = re.compile(r"(?:^|;)\s*font(?:-size)?\s*:\s*([^;]*)", re.IGNORECASE)
_NO_SIZE = re.compile(r"(?:^|\s)0+(?:\.0+)?(?:px|pt|r?em|%)?(?:/\S+)?(?:\s|$)", re.IGNORECASE)
# What style sheets commonly call texts for screen readers alone, and the text of a tooltip beside what it explains.
_OUT_OF_SIGHT = re.compile(
    r"(?:^|\s)(?:sr-only|screen-?reader(?:-only|-text)?|visually-?hidden|a11y-hidden|u-hidden-visually|element-invisible"
    r"|[\w-]{0,40}(?:tooltip|rollover|popover|hovercard)[\w-]{0,40}(?:block|body|box|card|content|inner|panel|text))"
    r"(?:\s|$)",
    re.IGNORECASE,
)
_UNSHOWN = {"aria-hidden": "true", "hidden": "", "role": "tooltip"}  # attributes that hide; "hidden" whatever it says
_HINT = re.compile("tooltip|rollover|popover|hovercard|sr-only|reader|hidden|invisible", re.IGNORECASE)
_SAYING = frozenset({"aria-label", "class", "data-testid", "id", "itemprop", "role"})
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_APART = re.compile(r"[^a-z]+")
_ENTRIES = tuple(tuple(entry.split(": ", maxsplit=1)) for entry in load("marks"))
_MARKS = {
    mark: re.compile("|".join(f"-(?:{words})s?-" for name, words in _ENTRIES if name == mark)) for mark, _ in _ENTRIES
}
_MARKED = re.compile("-(?:" + "|".join(f"(?:{words})" for _, words in _ENTRIES) + ")s?-")


class Traits(NamedTuple):
    """What an element says of itself.

    Attributes:
        unseen: no reader sees it as text: a script, a form control, a hidden element.
        marks: what it is for: "related", "newsletter" and so on, the first words of the lines of data/marks.txt.
        sized: whether its text has a size that can be seen; None where it does not say. Size is inherited: what has
            none may hold what has one again, as the cells of mails do.
    """

    unseen: bool = False
    marks: frozenset[str] = NO_MARKS
    sized: bool | None = None


_NOTHING = Traits()
_NOT_SEEN = Traits(unseen=True)


def traits(tag: object, attributes: Sequence[tuple[str, str]]) -> Traits:
    """Read an element's name and attributes; what stands above it is asked for itself.

    Classes, ids, roles and the like are read word by word, whatever stands between their words.
    """
    if tag in _NO_TEXT or not isinstance(tag, str):  # what has no name is an entity or the like
        return _NOT_SEEN
    said, style = "", ""
    for name, value in attributes:
        if name in _SAYING:
            said += f" {value[:LONGEST]}"
        elif name == "style":
            style = value[:LONGEST]
        if name in _UNSHOWN and _UNSHOWN[name] in ("", value.lower()) and tag not in _WHOLE:
            return _NOT_SEEN
    return _read(said, style, tag in _WHOLE) if said or style else _NOTHING


@lru_cache(maxsize=4096)  # a site repeats its names; what is asked decides the answer, so that it is no memory
def _read(said: str, style: str, whole: bool) -> Traits:  # noqa: FBT001  # a part of the key of the cache
    if not whole and (_hiding(style) or (_HINT.search(said) and _OUT_OF_SIGHT.search(said))):
        return _NOT_SEEN
    names = "-" + _APART.sub("-", _HUMP.sub("-", said).lower()) + "-"
    found = NO_MARKS
    if _MARKED.search(names):
        found = frozenset(mark for mark, pattern in _MARKS.items() if pattern.search(names))
    size = _FONT_SIZE.search(style) if style else None
    return Traits(marks=found, sized=not _NO_SIZE.search(size[1]) if size else None)


def _hiding(style: str) -> bool:
    if not style:
        return False
    return bool(_UNSEEN.search(style)) or bool(_TRANSPARENT.search(style) and not _MOVING.search(style))
