"""Pages of the sample world: every fact in order, every outlet in its own markup, and a notice on each of them."""

import json
from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup

from pipeline.model.source import Published
from pipeline.text.words import clean
from pipeline.world.content import load
from pipeline.world.pages import NOTICE, article_page, challenge_page
from pipeline.world.records import Marks, Outlet, Piece, World, WorldArticle

SHIPPED = load()
NAMES = [f"{article.outlet_id}/{article.slug}" for article in SHIPPED.articles]
READABLE = sorted({article.outlet_id for article in SHIPPED.articles})


@pytest.fixture(scope="module")
def world() -> World:
    return SHIPPED


def soup_of(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "lxml")


def newest(world: World, outlet_id: str) -> WorldArticle:
    return world.articles_of(world.outlet(outlet_id))[-1]


def page_of(world: World, article: WorldArticle) -> str:
    """The page of an article that takes the place of its outlet's others."""
    others = (one for one in world.articles if one.outlet_id != article.outlet_id)
    return article_page(replace(world, articles=(*others, article)), article)


@pytest.mark.parametrize("article", SHIPPED.articles, ids=NAMES)
def test_a_page_holds_every_piece_of_its_article_in_order(article: WorldArticle) -> None:
    text = clean(soup_of(article_page(SHIPPED, article)).get_text(" "))
    at = 0
    for piece in article.pieces:
        at = text.find(clean(piece.text), at)
        assert at >= 0, piece.text
        at += len(clean(piece.text))


@pytest.mark.parametrize("article", SHIPPED.articles, ids=NAMES)
def test_a_page_says_in_its_footer_that_it_is_a_sample(article: WorldArticle) -> None:
    page = article_page(SHIPPED, article)
    text = soup_of(page).get_text(" ")
    assert text.count(NOTICE) == 1
    assert text.index(NOTICE) > text.index(article.pieces[-1].text[:20])


@pytest.mark.parametrize("article", SHIPPED.articles, ids=NAMES)
def test_nothing_of_a_skeleton_is_left_open(article: WorldArticle) -> None:
    page = article_page(SHIPPED, article)
    assert "${" not in page
    assert "$title" not in page
    assert soup_of(page).find("h1") is not None


@pytest.mark.parametrize("outlet_id", READABLE)
def test_a_page_shows_its_title_as_the_only_headline(world: World, outlet_id: str) -> None:
    article = newest(world, outlet_id)
    headlines = soup_of(article_page(world, article)).find_all("h1")
    assert [headline.get_text() for headline in headlines] == [article.title]


@pytest.mark.parametrize("outlet_id", READABLE)
def test_a_page_gives_author_and_day(world: World, outlet_id: str) -> None:
    article = newest(world, outlet_id)
    day = article.published.published_on
    page = article_page(world, article)
    assert article.author in soup_of(page).get_text(" ")
    assert day.isoformat() in page or f"{day.day} {day:%B} {day.year}" in page or f"{day:%B} {day.day}," in page


def test_outlets_mark_up_the_same_text_in_different_ways(world: World) -> None:
    marks = [outlet.marks for outlet in world.outlets if outlet.marks]
    assert len(marks) == 11
    assert len({repr(mark) for mark in marks}) >= 9
    assert len({world.skeletons[f"{outlet_id}.html"] for outlet_id in READABLE}) == 11


@pytest.mark.parametrize("outlet_id", ["meridianwire", "quillhaven", "gadgetlantern"])
def test_structured_data_says_what_the_page_says(world: World, outlet_id: str) -> None:
    article = newest(world, outlet_id)
    script = soup_of(article_page(world, article)).find("script", type="application/ld+json")
    assert script is not None
    said = json.loads(script.get_text())
    assert said["headline"] == article.title
    assert said["datePublished"] == article.published.text
    assert said["mainEntityOfPage"] == world.url(article)


def test_some_outlets_give_a_day_and_no_time(world: World) -> None:
    for outlet_id in ("answerhive", "noticegazette"):
        page = article_page(world, newest(world, outlet_id))
        assert "T12:00" not in page
        assert "T00:00" not in page


@pytest.mark.parametrize("outlet_id", READABLE)
def test_a_page_links_to_earlier_articles_alone(world: World, outlet_id: str) -> None:
    articles = world.articles_of(world.outlet(outlet_id))
    paths = [world.path(article) for article in articles]
    for number, article in enumerate(articles):
        links = {link.get("href") for link in soup_of(article_page(world, article)).find_all("a")}
        assert links & set(paths[number:]) == set()
        assert links & set(paths[:number]) == set(paths[max(0, number - 3) : number])


def test_pages_carry_the_furniture_that_a_reader_has_to_strip(world: World) -> None:
    page = {outlet_id: article_page(world, newest(world, outlet_id)) for outlet_id in READABLE}
    assert "cookies" in page["harbourpost"]
    assert "newsletter-box" in page["ledgerdaily"]
    assert "Read also:" in page["answerhive"]
    assert "Share this:" in page["perimeterweekly"]
    assert "Book a demo" in page["brightstack"]
    assert "<table" in page["noticegazette"]


def test_lists_are_wrapped_once(world: World) -> None:
    article = next(one for one in world.articles if one.slug == "claude-sonnet-4-and-opus-4-retired")
    content = soup_of(article_page(world, article)).find("div", class_="post-content")
    assert content is not None
    lists = content.find_all("ul")
    assert len(lists) == 1
    assert [item.get_text() for item in lists[0].find_all("li")] == [
        "claude-sonnet-4-20250514",
        "claude-opus-4-20250514",
    ]


def test_quotes_and_headings_have_their_own_marks(world: World) -> None:
    article = newest(world, "quillhaven")
    assert soup_of(article_page(world, article)).find("blockquote", class_="statement") is not None
    article = next(one for one in world.articles if one.slug == "gemini-cli-ends-for-free-and-individual-users")
    heading = soup_of(article_page(world, article)).find("h2")
    assert heading is not None
    assert heading.get_text() == "Why people are cross"


def test_text_never_becomes_markup(world: World) -> None:
    text = "<script>alert('x')</script> & \"more\" $title </script>"
    for outlet_id in READABLE:
        pieces = (Piece("paragraph", text),)
        article = replace(newest(world, outlet_id), title=text, summary=text, author=text, pieces=pieces)
        page = page_of(world, article)
        assert "alert('x')" not in page.replace("alert('x')\\u003c", "").replace("\\u003cscript>alert('x')", "")
        assert text in soup_of(page).get_text()


def test_addresses_follow_the_pattern_of_their_outlet(world: World) -> None:
    lead = {article.outlet_id: world.url(article) for article in world.articles if article.event == "A1"}
    assert lead["meridianwire"] == (
        "http://meridianwire.example/technology/2026/07/alibaba-to-bar-staff-from-claude-code"
    )
    assert lead["ledgerdaily"] == (
        "http://ledgerdaily.example/companies/2026-07-09-alibaba-ban-on-claude-code-takes-effect-on-friday.html"
    )


def test_a_section_of_several_words_is_safe_in_an_address(world: World) -> None:
    article = replace(newest(world, "meridianwire"), section="Arts & Letters/..")
    assert world.path(article).startswith("/arts-letters/2026/07/")


def test_both_ways_of_writing_a_day_are_english(world: World) -> None:
    day = Published(text="2024-02-29", published_on=date(2024, 2, 29))
    american = replace(newest(world, "answerhive"), published=day)
    assert "Last updated: February 29, 2024" in page_of(world, american)
    british = replace(newest(world, "noticegazette"), published=day)
    assert "<td>29 February 2024</td>" in page_of(world, british)


def test_a_challenge_page_has_a_notice_and_no_news(world: World) -> None:
    page = challenge_page(world, world.outlet("barristerbeat"))
    assert NOTICE in page
    assert "barristerbeat.example" in page
    assert "JavaScript" in page


def test_an_outlet_without_marks_has_no_pages(world: World) -> None:
    mute = [replace_marks(outlet) if outlet.id == "mergequeue" else outlet for outlet in world.outlets]
    with pytest.raises(ValueError, match="mergequeue: an outlet without marks"):
        article_page(replace(world, outlets=tuple(mute)), newest(world, "mergequeue"))


def replace_marks(outlet: Outlet) -> Outlet:
    marks: Marks | None = None
    return Outlet(**{name: getattr(outlet, name) for name in outlet.__dataclass_fields__} | {"marks": marks})
