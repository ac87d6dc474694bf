"""Every kind of page in a real browser: nothing that keeps anybody out, nothing cut off, nothing asked of anybody."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from pipeline.deliver.search_index import search_files
from pipeline.render.site import build
from pipeline.render.site.records import search_records
from tests.browser.chromium import SCHEMES, Scheme
from tests.browser.kinds import kinds
from tests.browser.served import WITHIN, opened, served, write
from tests.browser.whole import WHOLE
from tests.examples import EMPTY, SITE

pytestmark = pytest.mark.slow

WIDTHS = (320, 390, 1280)
LARGEST = 100_000
"""Bytes of a page with its style and its scripts as they are sent, without the index of the search."""
KINDS = kinds(WHOLE, SITE)
BARE = kinds(EMPTY, SITE)
STATES = {
    "search, with results": "search/index.html#q=Quill",
    "search, with nothing found": "search/index.html#q=zzzzz",
    "restrictions, narrowed": "restrictions/index.html#q=Quill",
}
_AXE = Axe().axe_script
_RULES = {"resultTypes": ["violations"], "preload": False, "rules": {"target-size": {"enabled": True}}}
# What sticks out of the window, the innermost first; empty if nothing is scrolled sideways.
_SIDEWAYS = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
  [...document.body.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > innerWidth).reverse()
    .slice(0, 3).map(one => one.outerHTML.slice(0, 120))"""


@dataclass(frozen=True, slots=True)
class Web:
    """Two sites on loopback, each in a folder, and where they are on the disk."""

    address: str
    folder: Path

    def url(self, path: str) -> str:
        """The address of a page of the full site."""
        return f"{self.address}{WITHIN}/{path}"


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    folder = tmp_path_factory.mktemp("web")
    with served(folder) as address:
        write(build(WHOLE, replace(SITE, base_url=f"{address}{WITHIN}"), private=True), folder / WITHIN)
        index = search_files(search_records(WHOLE), folder / "none")
        write({file.path: file.make() for file in index}, folder / WITHIN)
        write(build(EMPTY, replace(SITE, base_url=f"{address}bare"), private=False), folder / "bare")
        index = search_files(search_records(EMPTY), folder / "none")
        write({file.path: file.make() for file in index}, folder / "bare")
        yield Web(address, folder)


def faults(page: Page, widths: tuple[int, ...] = WIDTHS) -> list[str]:
    """What sticks out of the window at each width, and what axe finds: the rule, and the first that breaks it."""
    found = []
    page.evaluate(_AXE)
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{width} px, sticks out: {one}" for one in page.evaluate(_SIDEWAYS)]
        for one in page.evaluate("rules => axe.run(rules).then(found => found.violations)", _RULES):
            found.append(f"{width} px, {one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}")
    return found


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_keeps_nobody_out_and_asks_nobody(chromium: Browser, web: Web, kind: str, scheme: Scheme) -> None:
    with opened(chromium, web.url(KINDS[kind]), scheme=scheme) as (page, heard):
        assert page.locator("h1").count() == 1
        assert faults(page) == []
        assert heard.complaints == []
        assert heard.strangers == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("state", STATES)
def test_what_scripts_show_keeps_nobody_out(chromium: Browser, web: Web, state: str, scheme: Scheme) -> None:
    with opened(chromium, web.url(STATES[state]), scheme=scheme) as (page, heard):
        expect(page.locator("#told")).to_contain_text("Nothing" if "nothing" in state else "")
        page.wait_for_load_state("networkidle")
        assert faults(page) == []
        assert heard.complaints == []


@pytest.mark.parametrize("kind", BARE)
def test_a_page_with_nothing_to_tell_is_sound_too(chromium: Browser, web: Web, kind: str) -> None:
    with opened(chromium, f"{web.address}bare/{BARE[kind]}", width=320) as (page, heard):
        assert faults(page, WIDTHS[:1]) == []
        assert heard.complaints == []
        assert heard.strangers == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind] != "404.html"])
def test_a_page_works_from_a_disk(chromium: Browser, web: Web, kind: str) -> None:
    with opened(chromium, (web.folder / WITHIN / KINDS[kind]).as_uri()) as (page, heard):
        assert page.evaluate("getComputedStyle(document.querySelector('main')).display") == "block"
        assert page.evaluate("document.styleSheets.length") == 1
        assert heard.complaints == []
        assert heard.strangers == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_light(web: Web, kind: str) -> None:
    folder = web.folder / WITHIN
    parts = (KINDS[kind], "assets/site.css", "assets/search.js", "assets/filter.js")
    assert sum(len(gzip.compress((folder / part).read_bytes(), 6)) for part in parts) <= LARGEST


def test_what_is_wrong_is_seen(chromium: Browser, web: Web) -> None:
    """The checks themselves: each has to find what it is there for."""
    broken = (web.folder / WITHIN / "index.html").read_text(encoding="utf-8")
    broken = broken.replace("</main>", '<img src="http://tracker.example/a.png"><p class="wide">x</p></main>')
    broken = broken.replace("</head>", "<style>.wide { width: 1400px }</style></head>")
    write({"broken.html": broken.encode()}, web.folder / WITHIN)
    with opened(chromium, web.url("broken.html")) as (page, heard):
        found = json.dumps(faults(page))
        assert "image-alt" in found
        assert heard.strangers or "tracker.example" in json.dumps(heard.complaints)
        assert any("Content Security Policy" in one for one in heard.complaints)
