"""The search in a browser: words, beginnings, lists, Chinese, nothing found, hostile text, and where it cannot run."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.deliver.search_index import search_files
from pipeline.model.restriction import Restriction, Target
from pipeline.model.site import SiteContent
from pipeline.render.site import build
from pipeline.render.site.records import search_records
from tests.browser.served import WITHIN, opened, served, write
from tests.examples import CONTENT, KNOWN, REGISTER, SITE

pytestmark = pytest.mark.slow

HOSTILE = "<img src=x onerror=alert(1)><mark>&lt;b&gt;\"'</mark> {{ 7*7 }}"
WIDTHS = (320, 1280)


def row(number: int, title: str, tool: str, vendor: str) -> Restriction:
    targets = replace(KNOWN.claims.targets, value=(Target(tool=tool, vendor=vendor),))
    return replace(
        KNOWN,
        restriction_id=f"AIR-2026-{number:04}",
        title=title,
        claims=replace(KNOWN.claims, targets=targets),
        story_ids=(),
    )


ROWS = (
    row(1001, "工信部要求企业停用阿里巴巴集团旗下的通义千问", "通义千问", "阿里巴巴"),
    row(1002, f"Somebody bans {HOSTILE}", HOSTILE, HOSTILE),
    *(
        row(number, f"Fjord Bank bans Gadget {number}", f"Gadget {number}", "Fjord Works")
        for number in range(1100, 1145)
    ),
)
SEARCHABLE: SiteContent = replace(CONTENT, register=replace(REGISTER, restrictions=(*REGISTER.restrictions, *ROWS)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("web")
    write(build(SEARCHABLE, SITE, private=False), made / WITHIN)
    index = search_files(search_records(SEARCHABLE), made / "none")
    write({file.path: file.make() for file in index}, made / WITHIN)
    return made


@pytest.fixture(scope="module")
def web(folder: Path) -> Iterator[str]:
    with served(folder) as address:
        yield f"{address}{WITHIN}/"


@pytest.fixture
def page(chromium: Browser, web: str) -> Iterator[Page]:
    with opened(chromium, f"{web}search/index.html") as (page, heard):
        expect(page.locator("#search.ready")).to_be_visible()
        yield page
        assert heard.complaints == []
        assert heard.strangers == []


def titles(page: Page) -> list[str]:
    return page.locator("#results .title").all_inner_texts()


def told(page: Page, count: str) -> None:
    """Wait until the page tells how much was found."""
    expect(page.locator("#told")).to_have_text(count)


def test_a_word_is_found_and_the_result_leads_to_its_page(page: Page) -> None:
    page.get_by_role("searchbox").fill("Serbia")
    expect(page.locator("#results li").first).to_be_visible()
    first, second = page.locator("#results li").nth(0), page.locator("#results li").nth(1)
    assert first.locator(".title").inner_text() == "Serbia"  # the page of the region
    assert (
        second.locator(".title").inner_text() == "Quillhaven cuts off Quill for customers in Serbia from 15 August 2026"
    )
    assert "Restriction" in second.locator(".state").inner_text()
    assert "AIR-2026-0004" in second.locator(".state").inner_text()
    assert page.url.endswith("#q=Serbia")
    second.locator(".title").click()
    expect(page.locator("h1")).to_have_text("Quillhaven cuts off Quill for customers in Serbia from 15 August 2026")


def test_the_beginning_of_a_word_is_enough(page: Page) -> None:
    page.get_by_role("searchbox").fill("Northw")
    expect(page.locator("#results .title").first).to_be_visible()
    assert any("Northwind Freight" in title for title in titles(page))


def test_an_id_finds_its_restriction_first(page: Page) -> None:
    page.get_by_role("searchbox").fill("AIR-2026-0002")
    expect(page.locator("#results .id, #results .state").first).to_contain_text("AIR-2026-0002")


@pytest.mark.parametrize("asked", ["阿里巴巴", "阿里巴巴集团", "通义", " 停用 ", "千问 阿里"])
def test_chinese_is_found_inside_a_longer_run(page: Page, asked: str) -> None:
    page.get_by_role("searchbox").fill(asked)
    expect(page.locator("#results .title").first).to_be_visible()
    assert "工信部要求企业停用阿里巴巴集团旗下的通义千问" in titles(page)
    assert "工 信 部" not in page.locator("main").inner_text()


@pytest.mark.parametrize("asked", ["巴阿", "里阿巴巴", "zzzzz", '"', "<b>", "\\", "%", "("])
def test_what_is_not_there_is_told_and_nothing_breaks(page: Page, asked: str) -> None:
    page.get_by_role("searchbox").fill(asked)
    expect(page.locator("#told")).to_contain_text("Nothing was found")
    assert titles(page) == []


def test_lists_narrow_the_results_alone_and_together(page: Page) -> None:
    page.get_by_label("Vendor").select_option("Fjord Works")
    told(page, "45 results.")
    page.get_by_label("Kind").select_option("Restriction")
    page.get_by_role("searchbox").fill("1101")
    expect(page.locator("#results li")).to_have_count(1)
    assert titles(page) == ["Fjord Bank bans Gadget 1101"]
    page.get_by_label("Vendor").select_option("all")
    page.get_by_label("Kind").select_option("Tool")
    expect(page.locator("#results .title").first).to_have_text("Gadget 1101")
    page.get_by_label("Kind").select_option("all")
    page.get_by_role("searchbox").fill("")
    told(page, "Type a word, or choose from a list.")
    assert titles(page) == []
    assert "#" not in page.url


def test_many_results_come_in_parts_and_the_keyboard_goes_on_with_the_first_new_one(page: Page) -> None:
    page.get_by_label("Vendor").select_option("Fjord Works")
    expect(page.locator("#results li")).to_have_count(20)
    page.get_by_role("button", name="Show more").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#results li")).to_have_count(40)
    assert page.evaluate("[...document.querySelectorAll('#results a')].indexOf(document.activeElement)") == 20
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("#results li")).to_have_count(45)
    expect(page.get_by_role("button", name="Show more")).to_be_hidden()


def test_what_was_asked_can_be_linked_and_changed_in_the_address(page: Page, web: str) -> None:
    page.goto(f"{web}search/index.html#q=gadget&vendor=Fjord+Works&kind=nonsense")
    told(page, "45 results for “gadget”.")
    assert page.get_by_label("Vendor").input_value() == "Fjord Works"
    page.evaluate("location.hash = 'q=serbia'")
    expect(page.locator("#results .title").first).to_contain_text("Serbia")
    assert page.get_by_role("searchbox").input_value() == "serbia"
    page.goto(f"{web}search/index.html?q=gadget")
    told(page, "93 results for “gadget”.")


def test_everything_is_reached_by_the_keyboard(page: Page) -> None:
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("serbia")
    expect(page.locator("#results li").first).to_be_visible()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#results') !== null"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Serbia")


def test_hostile_text_is_printed_as_it_stands(page: Page) -> None:
    page.get_by_role("searchbox").fill("onerror")
    expect(page.locator("#results .title").first).to_be_visible()
    assert f"Somebody bans {HOSTILE}" in titles(page)
    assert page.locator("main img, main b").count() == 0
    assert all("onerror" in mark.casefold() for mark in page.locator("#results mark").all_inner_texts())
    page.get_by_role("searchbox").fill(HOSTILE)
    expect(page.locator("#told")).to_contain_text(HOSTILE)
    assert page.locator("main img, main b").count() == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_scrolled_sideways(chromium: Browser, web: str, width: int) -> None:
    with opened(chromium, f"{web}search/index.html#q=a&kind=Restriction", width=width) as (page, _):
        expect(page.locator("#results li").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_from_a_disk_the_page_says_what_it_needs(chromium: Browser, folder: Path) -> None:
    with opened(chromium, (folder / WITHIN / "search/index.html").as_uri()) as (page, heard):
        told(page, "Search needs a web server: run “offlimits site --serve” and open the address it names.")
        expect(page.get_by_role("searchbox")).to_be_hidden()
        page.get_by_role("main").get_by_role("link", name="restrictions").click()
        expect(page.locator("h1")).to_have_text("Restrictions")
        assert heard.complaints == []


def test_without_scripts_the_page_says_so_and_leads_to_the_tables(chromium: Browser, web: str) -> None:
    with opened(chromium, f"{web}search/index.html", scripts=False) as (page, _):
        assert "needs JavaScript" in page.locator("main").inner_text()
        assert "being loaded" not in page.locator("main").inner_text()
        assert not page.locator("#search").is_visible()
        assert page.get_by_role("main").get_by_role("link").count() >= 7


def test_without_an_index_the_page_says_so(chromium: Browser, tmp_path: Path) -> None:
    write(build(CONTENT, SITE, private=False), tmp_path)
    index = search_files(search_records(CONTENT), tmp_path / "none", find=lambda: tmp_path / "none")
    write({file.path: file.make() for file in index}, tmp_path)
    with served(tmp_path) as address, opened(chromium, f"{address}search/index.html") as (page, heard):
        told(page, "Search is not available in this build, or its index could not be loaded.")
        expect(page.get_by_role("searchbox")).to_be_hidden()
        assert heard.complaints == []
