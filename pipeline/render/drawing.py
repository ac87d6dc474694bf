"""Charts as inline SVG, drawn by leather: what it draws is kept, its colours and fonts are the style sheet's.

Pages forbid styles within them, so a mark says what it is by a class, and ``site.css`` says how that looks in light, in
dark and on paper. Numbers are rounded, so that no machine draws otherwise than another.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import leather
from leather import theme
from markupsafe import Markup

from pipeline.text.words import clean

theme.margin = 0.02
theme.tick_font_char_width = 6
theme.tick_font_char_height = 11
theme.tick_size = 3

Mark = tuple[int, int, str, int]
"""A dot: column, row, class, radius."""
_LOOKS = ("fill", "stroke", "stroke-width", "stroke-dasharray", "font-family", "font-size")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
_PLACES = frozenset({"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "transform"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing, what it says in words, and all of its numbers as a table.

    Attributes:
        key: begins the ids of its parts; once on a page.
        drawing: the SVG, with its title and description.
        note: how to read it, for those who see it; empty if it needs no explanation.
        broad: it is scrolled in its own box where the page is narrower than it can be read.
    """

    key: str
    title: str
    description: str
    drawing: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    broad: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a drawing is called and what it says; ``key`` begins the ids of its parts."""

    key: str
    title: str
    description: str


def columns(values: Sequence[tuple[str, int]], labels: Sequence[str], said: Said, size: tuple[int, int]) -> Markup:
    """Upright columns over time, the last of which is marked.

    Args:
        values: pairs (name, number), each name once, at least one.
        labels: what stands below each; empty for nothing.
        said: title and description.
        size: width and height, in units of which letters are 11 high.
    """
    last = values[-1][0]
    chart = leather.Chart()
    highest = max(1, *(count for _, count in values))
    chart.add_y_scale(0, highest)
    chart.add_y_axis(ticks=[0, highest], tick_formatter=_plain)
    chart.add_x_axis(tick_formatter=_named(labels))
    chart.add_columns(list(values), fill_color=lambda datum: "now" if datum.x == last else "bar")
    return _svg(chart, said, size)


def bars(values: Sequence[tuple[str, int]], said: Said, size: tuple[int, int]) -> Markup:
    """Bars that lie, the first on top; arguments as for ``columns``."""
    chart = leather.Chart()
    highest = max(1, *(count for _, count in values))
    chart.add_x_scale(0, highest)
    chart.add_x_axis(ticks=[0], tick_formatter=lambda *_: "")
    chart.add_bars([(count, name) for name, count in values], fill_color="bar")
    return _svg(chart, said, size)


def dots(
    marks: Sequence[Mark], below: Sequence[str], beside: Sequence[str], said: Said, size: tuple[int, int]
) -> Markup:
    """Dots in a grid.

    Args:
        marks: at least one; where two share a place, the later lies on top.
        below: names of the columns; empty for nothing.
        beside: names of the rows, the first on top.
        said: title and description.
        size: as for ``columns``.
    """
    chart = leather.Chart()
    chart.add_x_scale(-0.5, len(below) - 0.5)
    chart.add_y_scale(-0.5, len(beside) - 0.5)
    chart.add_x_axis(ticks=list(range(len(below))), tick_formatter=_named(below))
    chart.add_y_axis(ticks=list(range(len(beside))), tick_formatter=_named(beside[::-1]))
    chart.add_dots(
        [(column, len(beside) - 1 - row, kind, radius) for column, row, kind, radius in marks],
        fill_color=lambda datum: datum.row[2],
        radius=lambda datum: datum.row[3],
    )
    return _svg(chart, said, size)


def _plain(value: object, _place: int, _count: int) -> str:
    return f"{value:,}"


def _named(labels: Sequence[str]) -> Callable[[object, int, int], str]:
    return lambda _value, place, _count: labels[place]


def _svg(chart: leather.Chart, said: Said, size: tuple[int, int]) -> Markup:
    width, height = size
    root = ET.Element("svg", {"class": "chart", "viewBox": f"0 -8 {width} {height + 8}", "role": "img"})
    root.set("aria-labelledby", f"{said.key}-title {said.key}-description")
    for name, text in (("title", said.title), ("description", said.description)):
        part = ET.SubElement(root, "title" if name == "title" else "desc", {"id": f"{said.key}-{name}"})
        part.text = clean(text)
    drawn = chart.to_svg_group(width, height)
    drawn.remove(drawn[0])  # the background, which is the page's
    _undress(drawn)
    root.append(drawn)
    return Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704 - ElementTree has escaped every text in it


def _undress(element: ET.Element) -> None:
    """Take colours and fonts away; of a mark, its colour was the name of its class."""
    kind = element.get("fill", "")
    if element.tag in ("rect", "circle"):
        element.set("class", kind)
    for name in _LOOKS:
        element.attrib.pop(name, None)
    for name in _PLACES & set(element.attrib):
        element.set(name, _NUMBER.sub(_rounded, element.attrib[name]))
    for child in list(element):
        if child.tag == "text" and not (child.text or "").strip():
            element.remove(child)
            continue
        if child.tag == "text":
            child.text = clean(child.text or "")
        _undress(child)


def _rounded(found: re.Match[str]) -> str:
    rounded = f"{float(found[0]):.1f}".removesuffix(".0")
    return "0" if rounded == "-0" else rounded
