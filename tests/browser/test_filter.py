"""The table of restrictions in a browser: narrowed, linked, cleared, and complete without scripts."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.model.restriction import Affected, Claim, Restriction, Target
from pipeline.render.site.tree import site_files
from tests.browser.served import opened, write
from tests.examples import CONTENT, KNOWN, REGISTER, SITE

pytestmark = pytest.mark.slow

HOSTILE = '"><img src=x onerror=alert(1)>'
MANY = 2_000
COUNTRIES = ("CN", "IT", "NO")


def row(number: int) -> Restriction:
    tool = Target(tool=HOSTILE if number == 1 else f"Tool {number % 7}", vendor=f"Vendor {number % 3}")
    claims = replace(
        KNOWN.claims,
        targets=replace(KNOWN.claims.targets, value=(tool, Target(tool="Quill"))),
        affected=Claim(status="known", value=Affected(who="staff", regions=(COUNTRIES[number % 3],))),
        effective=Claim(status="known", value="2026-Q4" if number == 2 else f"2025-{number % 12 + 1:02}-15"),
    )
    return replace(
        KNOWN,
        restriction_id=f"AIR-2025-{number:04}",
        title=f"Northwind bans tool number {number}",
        status=("in-force", "lifted")[number % 2],
        claims=claims,
    )


ROWS = tuple(row(number) for number in range(1, MANY + 1))


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the table on a disk: it has to work there too."""
    folder = tmp_path_factory.mktemp("site")
    content = replace(CONTENT, register=replace(REGISTER, restrictions=ROWS), stories=())
    kept = ("restrictions/index.html", "assets/filter.js", "assets/site.css", "assets/icon.svg")
    files = site_files(content, SITE, private=False)
    write({file.path: file.make() for file in files if file.path in kept}, folder)
    return Path(folder / "restrictions/index.html").as_uri()


@pytest.fixture
def page(chromium: Browser, table: str) -> Iterator[Page]:
    with opened(chromium, table) as (page, heard):
        expect(page.locator("#told")).to_have_text("All 2,000 are shown.")
        yield page
        assert heard.complaints == []


def shown(page: Page) -> int:
    return int(page.evaluate("[...document.querySelectorAll('#register tbody tr')].filter(r => r.offsetParent).length"))


def told(page: Page, text: str) -> None:
    expect(page.locator("#told")).to_have_text(text)


def test_each_list_narrows_the_table_and_they_add_up(page: Page) -> None:
    page.get_by_label("Status").select_option("Lifted")
    told(page, "1,000 of 2,000 are shown.")
    page.get_by_label("Vendor").select_option("Vendor 1")
    told(page, "334 of 2,000 are shown.")
    assert shown(page) == 334
    page.get_by_label("Region").select_option("Norway")
    told(page, "0 of 2,000 are shown.")
    page.get_by_label("Region").select_option("Italy")
    told(page, "334 of 2,000 are shown.")


def test_a_list_of_one_value_is_not_offered(page: Page) -> None:
    assert page.locator("#narrow select").count() == 4
    assert page.get_by_label("Mechanism").count() == 0


def test_a_row_is_found_by_each_of_its_tools(page: Page) -> None:
    page.get_by_label("Tool").select_option("Quill")
    told(page, "All 2,000 are shown.")
    page.get_by_label("Tool").select_option(HOSTILE)
    told(page, "1 of 2,000 are shown.")
    assert page.locator("img").count() == 0


def test_days_are_compared_with_all_that_a_day_may_mean(page: Page) -> None:
    page.get_by_label("Begins on or after").fill("2026-11-30")
    told(page, "1 of 2,000 are shown.")
    page.get_by_label("Begins on or before").fill("2026-10-01")
    told(page, "1 of 2,000 are shown.")
    page.get_by_label("Begins on or after").fill("")
    page.get_by_label("Begins on or before").fill("2025-01-15")
    told(page, "166 of 2,000 are shown.")


def test_words_are_sought_in_what_a_row_says_and_in_its_names(page: Page) -> None:
    page.get_by_label("Words in the row").fill("NUMBER 17")
    expect(page.locator("#told")).to_contain_text(" of 2,000 are shown.")
    assert shown(page) == sum("17" in f"{one.title} {one.restriction_id}" for one in ROWS)
    page.get_by_label("Words in the row").fill("norway air-2025-0017")
    told(page, "1 of 2,000 are shown.")
    page.get_by_label("Words in the row").fill("<img")
    told(page, "1 of 2,000 are shown.")


def test_a_view_can_be_linked_and_cleared(chromium: Browser, page: Page, table: str) -> None:
    page.get_by_label("Status").select_option("Lifted")
    page.get_by_label("Begins on or before").fill("2025-01-15")
    page.get_by_label("Words in the row").fill("number 1")
    expect(page.locator("#told")).to_contain_text("of 2,000")
    page.wait_for_url("**#q=number+1&status=Lifted&to=2025-01-15")
    count = page.locator("#told").inner_text()
    with opened(chromium, page.url) as (other, _):
        told(other, count)
        assert other.get_by_label("Status").input_value() == "Lifted"
    page.get_by_role("button", name="Clear").click()
    told(page, "All 2,000 are shown.")
    assert page.url == table
    expect(page.get_by_label("Words in the row")).to_be_focused()


def test_an_address_that_names_what_is_not_there_shows_everything(chromium: Browser, table: str) -> None:
    with opened(chromium, f"{table}#vendor=Nobody&from=yesterday&x=<img src=x>&status") as (page, heard):
        told(page, "All 2,000 are shown.")
        page.evaluate("location.hash = 'vendor=Vendor+2'")
        expect(page.locator("#told")).to_have_text("667 of 2,000 are shown.")
        assert heard.complaints == []


def test_controls_are_reached_by_the_keyboard_in_their_order(page: Page) -> None:
    page.get_by_label("Words in the row").focus()
    reached = []
    for _ in range(5):
        reached.append(page.evaluate("document.activeElement.id"))
        page.keyboard.press("Tab")
    assert reached == ["narrow-q", "narrow-vendor", "narrow-tool", "narrow-status", "narrow-region"]


@pytest.mark.parametrize("width", [320, 1280])
def test_hidden_rows_are_hidden_at_every_width_and_nothing_is_scrolled_sideways(
    chromium: Browser, table: str, width: int
) -> None:
    with opened(chromium, f"{table}#q=AIR-2025-0017", width=width) as (page, _):
        told(page, "1 of 2,000 are shown.")
        assert shown(page) == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_two_thousand_rows_are_narrowed_in_a_moment(page: Page) -> None:
    began = time.perf_counter()
    page.get_by_label("Words in the row").fill("AIR-2025-0017")
    told(page, "1 of 2,000 are shown.")
    assert time.perf_counter() - began < 3


def test_without_scripts_the_table_is_complete(chromium: Browser, table: str) -> None:
    with opened(chromium, table, scripts=False) as (page, _):
        assert page.locator("#register tbody tr").count() == MANY
        assert not page.locator("#narrow").is_visible()
        assert not page.locator("#told").is_visible()
