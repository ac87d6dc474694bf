"""Pages for tests, in the least of words, and what becomes of them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import lxml.html
from lxml.etree import _Element, tostring

from pipeline.model.article import Article, Page, Said
from pipeline.model.outcome import Outcome
from pipeline.model.source import Published
from pipeline.parse.article import run
from pipeline.parse.draft import Draft
from pipeline.parse.sheet import Sheet, lay_out
from pipeline.parse.sitewide import NOTHING_SEEN, SiteMemory

FETCHED_AT = datetime(2026, 7, 10, 2, 0, tzinfo=UTC)
LABELLED = Path(__file__).parent / "pages"

_PAGE = Page(
    article_id="a1",
    snapshot_id="s1",
    source_id="trade-press",
    outlet="",
    url="https://news.example/story",
    body=b"",
    content_type="text/html; charset=utf-8",
    fetched_at=FETCHED_AT,
)


def page(body: str | bytes, **changes: object) -> Page:
    """A page of HTML, with some of its fields changed."""
    raw = body.encode() if isinstance(body, str) else body
    return replace(_PAGE, body=raw, **changes)  # type: ignore[arg-type]  # the names of the fields are checked at run time


def plain_page(text: str, **changes: object) -> Page:
    """A page of plain text."""
    return page(text, content_type="text/plain; charset=utf-8", **changes)


def outcome(one: Page, memory: SiteMemory = NOTHING_SEEN) -> Outcome[Article]:
    """What becomes of one page."""
    return next(run([one], memory=memory))


def parse(one: Page, memory: SiteMemory = NOTHING_SEEN) -> Article:
    """The article of a page that has to become one."""
    result = outcome(one, memory)
    assert result.output is not None, f"{result.reason}: {result.detail}"
    return result.output


def rule_of(article: Article, beginning: str) -> str | None:
    """The rule that dropped the block which begins like this; None if it is kept."""
    found = [block for block in article.blocks if block.text.startswith(beginning)]
    assert found, f"no block begins with {beginning!r}"
    return found[0].rule


def sheet(*texts: str, title: str = "Fabrikam bans Nimbus", english: bool = True) -> Sheet:
    """A sheet of paragraphs; "# " begins a heading, "- " an item of a list, "> " a quote."""
    drafts = [_draft(text) for text in texts]
    return lay_out(drafts, range(len(drafts)), title=title, english=english)


def _draft(text: str) -> Draft:
    if text.startswith("# "):
        return Draft(kind="heading", text=text[2:])
    if text.startswith("- "):
        return Draft(kind="list-item", text=text[2:])
    return Draft(kind="quote", text=text[2:]) if text.startswith("> ") else Draft(kind="paragraph", text=text)


def day(text: str) -> Published:
    """A day of publication."""
    return Published(text=text, published_on=date.fromisoformat(text))


def said(**fields: object) -> Said:
    """What somebody says about a page."""
    return replace(Said(), **fields)  # type: ignore[arg-type]  # the names of the fields are checked at run time


def labelled(name: str) -> tuple[str, list[tuple[str, str]]]:
    """A page of ``pages/`` without its labels, and label and text of each labelled element."""
    source = (LABELLED / f"{name}.html").read_text(encoding="utf-8")
    root = lxml.html.document_fromstring(source)
    marked = [element for element in root.iter() if element.get("data-label")]
    labels = [(element.get("data-label", ""), _text(element)) for element in marked]
    for element in marked:
        del element.attrib["data-label"]
    return tostring(root, encoding="unicode"), labels


def _text(element: _Element) -> str:
    return " ".join("".join(str(piece) for piece in element.itertext()).split())
