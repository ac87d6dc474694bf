"""Mail, text, page, Markdown, terminal and JSON of one edition tell the same ids, days, numbers and addresses."""

import io
import json
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import asdict, replace

import pytest
from rich.console import Console

from pipeline.model.edition import DateAhead, Edition, Erratum, Notice, RegisterChange, Summaries
from pipeline.render import links
from pipeline.render.email import html, markdown, text
from pipeline.render.phrases import HOW_TO_READ
from pipeline.render.register_json import json_bytes
from pipeline.render.shorten import complete
from pipeline.render.site import build
from pipeline.render.terminal import TerminalWriter
from pipeline.render.writer import Writer
from tests.examples import BASELINE, CONTENT, QUIET, RICH, SITE
from tests.unit.render.readers import read_html
from tests.unit.render.told import Told, told, values

FULL = replace(
    RICH,
    dates=tuple(
        DateAhead(
            when=f"2026-08-{day:02}",
            label=f"Day {day} Aug",
            text="Quill ends",
            restriction_id="AIR-2026-0004",
            precision="day",
        )
        for day in range(1, 21)
    ),
    changes=tuple(
        RegisterChange(kind="new", restriction_id=f"AIR-2026-{1 + row % 4:04}", text=f"Firm {row} bans Quill")
        for row in range(1, 31)
    ),
    items=(
        replace(RICH.items[0], summary="Quill reportedly ends on 17 September 2026 for 4,321 users."),
        *RICH.items[1:],
    ),
    written_by="model 77",
    coverage=replace(RICH.coverage, summaries=Summaries(model="model 77", asked=61, answered=61, passed=1)),
    errata=(Erratum(restriction_id="AIR-2026-0002", edition_ids=("2026-W27",), text="The day is 11 July 2026."),),
    notices=(
        Notice(restriction_id="AIR-2026-0004", sent_on="2026-07-09"),
        Notice(restriction_id="AIR-2026-0001", sent_on="2026-07-08"),
    ),
    steps=tuple(
        replace(step, unchanged="What is stored stays.", escalate="Tell legal of AIR-2026-0003.", owner="Ana Kovač")
        for step in RICH.steps
    ),
    exposures=tuple(
        replace(one, criticality="high", next=f"Ask by {place} June.")
        for place, one in enumerate(RICH.exposures or (), start=1)
    ),
)
EDITIONS = {"rich": RICH, "quiet": QUIET, "baseline": BASELINE, "full": FULL}


def of_page(edition: Edition) -> Told:
    content = replace(CONTENT, editions=(edition,))
    path = f"{links.edition_path(edition.edition_id)}index.html"
    page = read_html(build(content, SITE, private=True)[path])
    itself = links.on_web(SITE.base_url, path)
    return told(page.words, (*page.hrefs, itself), at=itself)


def of_json(edition: Edition) -> Told:
    """What stands in the JSON, the numbers that are counted or rounded from it, and those of the fixed words."""
    plain = json.loads(json_bytes(asdict(edition)))
    week = int(edition.edition_id[-2:])
    kinds = [change.kind for change in edition.changes]
    share = edition.coverage.filler_share
    counted = [week, *(kinds.count(kind) for kind in kinds), *([round(100 * share)] if share else [])]
    found = told("\n".join([values(plain), *map(str, counted), *HOW_TO_READ]))
    on_site = {
        links.on_web(SITE.base_url, path)
        for path in (
            links.edition_path(edition.edition_id),
            "calendar/",
            "methodology/",
            *(links.restriction_path(restriction_id) for restriction_id in found.ids),
        )
    }
    return replace(found, links=found.links | on_site)


def of_html(source: str) -> Told:
    page = read_html(source)
    return told(page.words, tuple(page.hrefs))


def of_terminal(edition: Edition) -> Told:
    out = io.StringIO()
    Console(file=out, width=400, force_terminal=True, _environ={"TERM": "xterm"}).print(
        TerminalWriter(SITE).edition(edition)
    )
    shown = Console(file=io.StringIO(), width=400, record=True)
    shown.print(TerminalWriter(SITE).edition(edition))
    return replace(told(shown.export_text()), links=told(out.getvalue().replace("\x1b", " ").replace(";", " ")).links)


def left(edition: Edition) -> set[int]:
    """The numbers with which a mail says how much it leaves to the web."""
    writer = Writer(SITE)
    shortened = writer.shortened(edition)
    return {shortened.more(section) for section in ("items", "dates", "changes", "steps", "exposures", "watching")}


def assert_within(part: Told, whole: Told, *, but: AbstractSet[int] = frozenset()) -> None:
    assert part.ids <= whole.ids
    assert part.days <= whole.days
    assert part.numbers - but <= whole.numbers
    assert {link for link in part.links if not link.startswith("mailto:")} <= whole.links


@pytest.mark.parametrize("name", EDITIONS)
def test_both_parts_of_a_mail_tell_the_same(name: str) -> None:
    assert told(text(EDITIONS[name], SITE)) == of_html(html(EDITIONS[name], SITE))


@pytest.mark.parametrize("name", EDITIONS)
def test_what_a_mail_tells_is_on_the_page_and_in_the_json(name: str) -> None:
    edition = EDITIONS[name]
    mail = told(text(edition, SITE))
    assert_within(mail, of_page(edition), but=left(edition))
    assert_within(mail, of_json(edition), but=left(edition))


@pytest.mark.parametrize("name", EDITIONS)
def test_the_text_of_the_site_and_markdown_tell_the_same_as_the_page(name: str) -> None:
    edition = EDITIONS[name]
    whole = told(Writer(SITE).text(complete(edition), mailed=False))
    assert_within(whole, of_page(edition))
    assert_within(whole, of_json(edition))
    noted = told(markdown(edition, SITE).replace("\\", ""))
    assert (noted.ids, noted.days, noted.numbers) == (whole.ids, whole.days, whole.numbers)


@pytest.mark.parametrize("name", EDITIONS)
def test_the_terminal_tells_the_same_as_the_page(name: str) -> None:
    edition = EDITIONS[name]
    shown = of_terminal(edition)
    assert_within(shown, of_page(edition))
    assert shown.ids == told(Writer(SITE).text(complete(edition), mailed=False)).ids


@pytest.mark.parametrize("name", EDITIONS)
def test_every_id_of_the_json_is_on_the_page(name: str) -> None:
    assert of_json(EDITIONS[name]).ids <= of_page(EDITIONS[name]).ids


def test_a_fact_that_differs_is_found() -> None:
    """The check itself: a day, a number, an id or an address that only one output tells."""
    plain = told("On 10 July 2026 14 of 1,240 seats (AIR-2026-0001), see https://a.example/x")
    assert plain == Told(
        frozenset({"AIR-2026-0001"}),
        frozenset({"07-10"}),
        frozenset({14, 1240, 2026}),
        frozenset({"https://a.example/x"}),
    )
    for other in (
        "On 11 July 2026 14 of 1,240 seats (AIR-2026-0001), see https://a.example/x",
        "On 10 July 2026 15 of 1,240 seats (AIR-2026-0001), see https://a.example/x",
        "On 10 July 2026 14 of 1,240 seats (AIR-2026-0002), see https://a.example/x",
        "On 10 July 2026 14 of 1,240 seats (AIR-2026-0001), see https://a.example/y",
    ):
        assert told(other) != plain
    assert told("Fri 10 Jul").days == told("2026-07-10T10:00:00+08:00").days == {"07-10"}


@pytest.mark.parametrize("tells", [of_page, of_json, of_terminal, lambda edition: told(text(edition, SITE))])
def test_what_a_text_model_wrote_is_told_with_its_author(tells: Callable[[Edition], Told]) -> None:
    found = tells(EDITIONS["full"])
    assert "09-17" in found.days
    assert {4321, 77, 61} <= found.numbers
