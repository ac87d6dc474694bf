"""Mails and the pages of the site are valid HTML, so that no reader has to guess what was meant."""

import pytest

from pipeline.model.site import SiteContent
from pipeline.render.inspected import inspected_html
from pipeline.render.site import build
from tests.browser.pages import mails
from tests.examples import CONTENT, EMPTY, INSPECTED, SITE, UNDERSTOOD
from tests.unit.render.markup import faults

MAILS = mails()
RIGHT = """<!doctype html><html lang="en"><head><title>A</title></head><body><h1 id="a">A</h1>
<table><tr><th scope="row">a</th><td>b</td></tr></table></body></html>"""


@pytest.mark.parametrize("name", sorted(MAILS))
def test_a_mail_is_valid(name: str) -> None:
    assert faults(MAILS[name]) == []


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize("content", [CONTENT, EMPTY], ids=["full", "empty"])
def test_every_page_of_the_site_is_valid(content: SiteContent, private: bool) -> None:
    files = build(content, SITE, private=private)
    pages = {path: data.decode() for path, data in files.items() if path.endswith(".html")}
    assert pages
    assert {path: found for path, page in pages.items() if (found := faults(page))} == {}


def test_the_page_about_an_article_is_valid() -> None:
    assert faults(inspected_html(INSPECTED, UNDERSTOOD, reader="a test").decode()) == []


def test_a_valid_document_has_no_fault() -> None:
    assert faults(RIGHT) == []


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("<!doctype html>", "", "expected-doctype-but-got-start-tag"),
        ("</h1>", "</h2>", "end-tag-too-early"),
        ("<table>", "<table><p>lost</p>", "unexpected-start-tag-implies-table-voodoo"),
        ("</body>", '<p id="a">b</p></body>', "id 'a' stands 2 times"),
        ("</body>", '<a href="#b">b</a></body>', "nothing has the id 'b' that is linked"),
        ("</body>", "<h1>B</h1></body>", "body//h1 stands 2 times"),
        ("<title>A</title>", "", "head/title stands 0 times"),
        (' lang="en"', "", "the document names no language"),
        ("<td>b</td>", "<td>b</td></tr><tr><td>c</td>", "a table whose rows have [1, 2] cells"),
        ("<table>", '<table role="presentation">', "a table for the layout has heads"),
        (' scope="row"', "", "a head names no scope"),
        ('<th scope="row">a</th>', "<td>a</td>", "a table of data has no heads"),
        ("</body>", '<img src="a.png"></body>', "an image without alt"),
        ("</body>", "<div><li>a</li></div></body>", "<li> outside of <ul>"),
        (
            "</body>",
            "<figure><b>a</b><figcaption>b</figcaption><b>c</b></figure></body>",
            "a caption neither first nor last in its figure",
        ),
    ],
)
def test_each_fault_is_found(before: str, after: str, fault: str) -> None:
    assert before in RIGHT
    assert any(fault in found for found in faults(RIGHT.replace(before, after, 1)))
