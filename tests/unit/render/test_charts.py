"""The pictures of the site: drawn where there is something to see, in words as in marks, and never anybody's markup."""

import re
from dataclasses import replace
from time import perf_counter
from xml.etree import ElementTree as ET

import pytest

from pipeline.model.restriction import Affected, Register, Restriction, Target
from pipeline.model.site import SiteContent, SourceYield
from pipeline.render.drawing import Picture
from pipeline.render.site import build
from pipeline.render.site.charts import REGIONS, SOURCES, TOOLS, by_month, flow, grid, timeline, yields
from tests.examples import CONTENT, EMPTY, KNOWN, RICH, SITE
from tests.unit.render.site_pages import PUBLIC, page_of

HOSTILE = "<script>alert(1)</script>\" onload='x' \x00&amp;"
YIELD = SourceYield(source_id="a", name=HOSTILE, weeks=(("2026-06-29", 0), ("2026-07-06", 1_200), ("2026-07-13", 3)))


def row(at: int, **claims: object) -> Restriction:
    """A copy of a restriction with another id and other claims."""
    changed = {name: replace(getattr(KNOWN.claims, name), value=value) for name, value in claims.items()}
    return replace(KNOWN, restriction_id=f"AIR-2026-{at:04}", claims=replace(KNOWN.claims, **changed))


def content(*rows: Restriction) -> SiteContent:
    return replace(EMPTY, register=Register(restrictions=rows, changed_at="2026-07-10T01:00:00Z"))


def of_days(*days: str) -> SiteContent:
    return content(*(row(at, effective=day) for at, day in enumerate(days, 1)))


def many(count: int) -> SiteContent:
    """Of so many restrictions each about a tool and a region of its own, on days of seventeen years."""
    return content(
        *(
            row(
                at,
                effective=f"{2010 + at % 17}-{at % 12 + 1:02}-05",
                targets=(Target(tool=f"{HOSTILE} {at}", vendor="", surfaces=()),),
                affected=Affected(who="all", regions=(f"{chr(65 + at % 26)}{chr(65 + at // 26 % 26)}",)),
            )
            for at in range(count)
        )
    )


def drawn() -> list[Picture]:
    """One picture of each kind, of names that are markup."""
    found = [by_month(RICH.in_force_by_month), timeline(many(40)), grid(many(40)), flow(RICH), *yields([YIELD])]
    return [one for one in found if one]


@pytest.mark.parametrize("picture", drawn(), ids=lambda picture: picture.key)
def test_a_picture_is_one_image_with_title_and_description_and_no_style_or_script(picture: Picture) -> None:
    svg = ET.fromstring(picture.drawing)
    assert {part.tag for part in svg.iter()} <= {"svg", "title", "desc", "g", "line", "text", "rect", "circle"}
    assert svg.get("role") == "img"
    named = [part.get("id") for part in svg.iter() if part.get("id")]
    assert named == (svg.get("aria-labelledby") or "").split()
    assert svg.findtext("desc") == picture.description
    assert svg.findtext("title")
    attributes = {name for part in svg.iter() for name in part.attrib}
    assert not attributes & {"style", "fill", "stroke", "font-family", "font-size", "href", "onload"}
    assert all(part.get("class") for part in svg.iter() if part.tag in ("rect", "circle"))


@pytest.mark.parametrize("picture", drawn(), ids=lambda picture: picture.key)
def test_numbers_are_short_and_the_marks_stay_inside(picture: Picture) -> None:
    assert not re.search(r"\d\.\d\d", picture.drawing.replace(' dy="0.32em"', ""))
    assert not re.search(r'="-0[" ]|="[^"]*\d[eE][-+]\d', picture.drawing)
    svg = ET.fromstring(picture.drawing)
    width = float(svg.attrib["viewBox"].split()[2])
    for rect in svg.iter("rect"):
        assert 0 <= float(rect.attrib["x"]) <= float(rect.attrib["x"]) + float(rect.attrib["width"]) <= width
        assert float(rect.attrib["height"]) >= 0


def test_the_columns_of_a_month_are_as_high_as_their_numbers_and_only_a_year_is_drawn() -> None:
    picture = by_month(RICH.in_force_by_month)
    assert picture.description == "8 in January 2026, 21 in July 2026."
    assert picture.rows[0] == ("January 2026", "8")
    heights = [float(rect.attrib["height"]) for rect in ET.fromstring(picture.drawing).iter("rect")]
    assert heights == sorted(heights)
    assert abs(heights[0] / heights[-1] - 8 / 21) < 0.02
    long = by_month([(f"{2024 + at // 12}-{at % 12 + 1:02}", at) for at in range(30)])
    assert [cells[1] for cells in long.rows] == [str(at) for at in range(18, 30)]
    assert "now" in long.drawing


@pytest.mark.parametrize("counts", [(0,), (0, 0), (0, 5), (10**6,)])
def test_nothing_and_very_much_can_be_drawn(counts: tuple[int, ...]) -> None:
    picture = by_month([(f"2026-{at:02}", count) for at, count in enumerate(counts, 1)])
    assert picture.drawing.count("<rect") == len(counts)


def test_the_timeline_counts_by_mechanism_and_says_what_it_leaves_out() -> None:
    picture = timeline(of_days("2026-05-01", "2026-07-01", "2026-07-20", "9999-01-01", "soon"))
    assert picture
    assert picture.title == "When restrictions begin, by month"
    assert picture.rows == (("May 2026", "employer ban", "1"), ("July 2026", "employer ban", "2"))
    assert picture.description == (
        "3 restrictions from May 2026 to July 2026: employer ban 3. Of 2 no such day is known, or one too far off."
    )
    assert picture.drawing.count("<circle") == 2


@pytest.mark.parametrize(
    ("last", "unit", "when"),
    [
        ("2024-12-31", "month", "December 2024"),
        ("2025-01-01", "quarter", "the first quarter of 2025"),
        ("2030-01-01", "year", "2030"),
    ],
)
def test_the_timeline_goes_by_longer_spans_where_months_are_too_many(last: str, unit: str, when: str) -> None:
    picture = timeline(of_days("2023-01-01", "2023-01-02", last))
    assert picture
    assert picture.columns[0] == unit.capitalize()
    assert picture.rows[-1][0] == when


def test_the_grid_tells_signs_apart_by_shape() -> None:
    picture = grid(CONTENT) or grid(many(5))
    assert picture
    kinds = {(dot.get("class"), dot.get("r")) for dot in ET.fromstring(picture.drawing).iter("circle")}
    assert len({radius for _, radius in kinds}) == len({kind for kind, _ in kinds})
    assert "Large dot" in picture.note


def test_the_table_of_the_grid_says_as_much_as_its_dots() -> None:
    picture = grid(many(300))
    assert picture
    assert picture.drawing.count("<circle") == sum(len(re.split(r", | and ", cells[2])) for cells in picture.rows)
    assert f"{300 - TOOLS} tools" in picture.description
    assert f"{300 - REGIONS} regions more are not drawn" in picture.description


def test_sources_share_their_weeks_and_are_bounded() -> None:
    found = yields([YIELD, *(replace(YIELD, source_id=str(at), name=f"S{at}") for at in range(SOURCES * 2))])
    assert len(found) == SOURCES
    assert len({one.key for one in found}) == SOURCES
    assert yields([YIELD])[0].description == "1,203 in 3 weeks, at most 1,200 in one, 3 in the last."
    assert yields([replace(YIELD, weeks=YIELD.weeks[:2])]) == []
    several = replace(CONTENT, yields=tuple(replace(YIELD, source_id=str(at)) for at in range(SOURCES + 2)))
    assert "And 2 sources more" in page_of(several, "sources/").words
    silent = replace(YIELD, weeks=tuple((week, 0) for week, _ in YIELD.weeks))
    assert yields([silent])[0].description == "none in 3 weeks."


def test_the_flow_tells_the_numbers_of_the_brief() -> None:
    picture = flow(RICH)
    assert picture
    told = [int(cells[1].replace(",", "")) for cells in picture.rows]
    coverage = RICH.coverage
    assert told == [coverage.entries, coverage.articles, coverage.stories, coverage.restrictions]


def test_where_there_is_nothing_to_see_nothing_is_drawn() -> None:
    assert timeline(EMPTY) is None
    assert timeline(of_days("2026-07-01", "2026-07-01", "2026-07-02")) is None
    assert grid(EMPTY) is None
    assert flow(None) is None
    assert yields([]) == []
    assert not [
        path for path, made in build(EMPTY, SITE, private=False).items() if b"<svg" in made and path.endswith("html")
    ]


def test_ids_are_unique_on_every_page() -> None:
    pages = build(replace(CONTENT, yields=(YIELD,)), SITE, private=False)
    for path in (path for path in pages if path.endswith(".html")):
        ids = re.findall(rb' id="([^"]+)"', pages[path])
        assert len(ids) == len(set(ids)), path
    assert HOSTILE.encode()[:8] not in pages["sources/index.html"]
    assert b"&lt;script&gt;" in pages["sources/index.html"]
    assert PUBLIC["index.html"].count(b"<svg") == 1


def test_a_register_of_two_thousand_is_drawn_at_once_and_stays_small() -> None:
    register = many(2_000)
    begin = perf_counter()
    found = [timeline(register), grid(register)]
    assert perf_counter() - begin < 2
    assert all(one and len(one.drawing) < 60_000 for one in found)
    assert found == [timeline(register), grid(register)]
