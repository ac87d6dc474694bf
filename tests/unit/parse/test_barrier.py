"""What stands in an article's place is told from an article that only carries the like."""

import pytest

from pipeline.model.article import Article
from pipeline.parse.barrier import NO_TEXT, PREVIEW
from tests.unit.parse.pages import LABELLED, page, parse, plain_page, said

TITLE = "Fabrikam bans Nimbus on all machines"
SUMMARY = "Fabrikam has told its staff to remove the assistant, which keeps drafts for ninety days."
LEAD = "<p>Fabrikam told its 4,000 staff in Larvik on Monday to stop using the assistant of Nimbus at once.</p>"
NEXT = "<p>The order follows a review by the works council, which found that the tool keeps drafts for long.</p>"
LONG = (
    "<p>The company has not said what is to be used instead, and the union asks for a list by the end of July.</p>" * 12
)
NAVIGATION = "<nav><ul><li><a href=/a>News</a></li><li><a href=/b>Business</a></li></ul></nav>"

BARRIERS = {
    path.stem: path.read_text(encoding="utf-8").splitlines() for path in sorted((LABELLED / "barriers").glob("*.txt"))
}
"""Pages by what stands on them, one a line."""
CASES = [(kind, html) for kind, pages in BARRIERS.items() for html in pages]


def read(html: str, **changes: object) -> Article:
    hints = said(title=TITLE, summary=SUMMARY, language="en")
    return parse(page(f"<html><body>{NAVIGATION}{html}</body></html>", hints=hints, **changes))


@pytest.mark.parametrize(("kind", "html"), CASES)
def test_a_barrier_is_recognised_and_leaves_title_and_teaser(kind: str, html: str) -> None:
    article = read(html)
    assert (article.barrier, article.partial, article.title) == (kind, True, TITLE)
    assert [(block.kind, block.text) for block in article.blocks[:2]] == [("title", TITLE), ("teaser", SUMMARY)]


@pytest.mark.parametrize(("kind", "html"), [case for case in CASES if case[0] != "paywall"])
def test_of_a_barrier_that_is_the_whole_page_nothing_else_is_kept(kind: str, html: str) -> None:
    article = read(html)
    assert [block.text for block in article.kept_blocks] == [TITLE, SUMMARY]
    assert {block.rule for block in article.blocks[2:]} <= {"chrome:barrier", "chrome:outside", "chrome:navigation"}


@pytest.mark.parametrize("html", BARRIERS["paywall"])
def test_what_a_paywall_shows_of_the_article_is_kept(html: str) -> None:
    assert any(block.text.startswith("Fabrikam told its 4,000 staff") and block.kept for block in read(html).blocks)


def test_the_words_of_a_paywall_are_dropped_as_such() -> None:
    rules = {block.text: block.rule for block in read(BARRIERS["paywall"][0]).blocks}
    assert rules["To continue reading, subscribe to Harbour Post."] == "chrome:barrier"


@pytest.mark.parametrize(("kind", "html"), CASES)
def test_an_article_that_holds_the_same_words_is_left_alone(kind: str, html: str) -> None:
    article = read(f"<article><h1>{TITLE}</h1>{LEAD}{NEXT}{LONG}</article><div>{html}</div>")
    assert (article.barrier, article.partial) == (None, False)
    assert not any(block.rule == "chrome:barrier" for block in article.blocks)


@pytest.mark.parametrize(
    "extra",
    [
        "<p>Subscribe to our newsletter.</p>",
        "<p>Already a subscriber? Log in</p>",
        "<p>Sign up to read more stories like this one.</p>",
        "<div class=banner><p>We use cookies. Accept all</p><p>Manage my settings</p></div>",
        '<form><input type="password"><p>Log in</p></form>',
        "<noscript>Please enable JavaScript.</noscript>",
        '<div class="g-recaptcha"></div>',
        "<p>Readers may subscribe for nine euros a month, the company said, and keep reading for free.</p>",
    ],
)
def test_a_short_article_beside_a_banner_or_an_offer_is_no_barrier(extra: str) -> None:
    article = read(f"<article><h1>{TITLE}</h1>{LEAD}{NEXT}</article>{extra}")
    assert article.barrier is None
    assert all(text in article.text for text in ("4,000 staff", "works council"))


@pytest.mark.parametrize(
    "text",
    [
        (
            "The shop removed the page on Monday. Visitors now read that the page could not be found, and the maker"
            " says that access denied by the state was the reason for it."
        ),
        (
            "The agency will ask every user to verify that you are a human, enable cookies and log in to continue, the"
            " memo says, and the chatbot stays blocked until then for all 300 staff."
        ),
    ],
)
def test_news_about_barriers_is_news(text: str) -> None:
    article = read(f"<title>{TITLE}</title><article><h1>{TITLE}</h1><p>{text}</p></article>")
    assert article.barrier is None
    assert text.split(".", maxsplit=1)[0] in article.text


def test_an_article_about_an_error_is_no_error_page() -> None:
    title = "Access denied: Fabrikam shuts Nimbus out of its network for good"
    assert read(f"<title>{title}</title><article><h1>{title}</h1>{LEAD}</article>").barrier is None


def test_a_locked_article_that_is_there_in_full_is_no_paywall() -> None:
    locked = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    article = read(f"{locked}<article><h1>{TITLE}</h1>{LEAD}{NEXT}{LONG}<p>Subscribe to read on.</p></article>")
    assert (article.barrier, article.partial) == (None, False)


def test_without_a_feed_the_barrier_does_not_give_the_article_its_title() -> None:
    html = "<title>Just a moment...</title><p>Checking your browser. Ray ID: 77</p>"
    article = parse(page(html))
    assert (article.barrier, article.title, article.kept_blocks) == ("challenge", "", ())


def test_plain_text_has_barriers_too() -> None:
    text = "Please enable JavaScript to view this site.\n\nUnsupported browser"
    assert parse(plain_page(text, hints=said(title=TITLE))).barrier == "script"


def test_the_thresholds_keep_apart_what_they_are_for() -> None:
    assert NO_TEXT < PREVIEW
