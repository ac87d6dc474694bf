"""Article files: what is read from them, and what is refused."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.world.article_file import read_article
from pipeline.world.records import Feed, Outlet, Piece

OUTLET = Outlet(id="wire", name="Wire", about="", grade="A", feed=Feed(kind="rss", path="/feed"), zone="Europe/London")
DAILY = Outlet(id="gazette", name="Gazette", about="", grade="A", feed=Feed(kind="rss", path="/feed"), dates="day")
NAME = "2026-07-03-a-title.txt"
HEAD = {
    "title": "A title: with a colon",
    "published": "2026-07-03T14:05:00+01:00",
    "author": "Desk",
    "summary": "What happened.",
    "section": "tech",
    "kind": "noise",
    "event": "",
}
PLAIN = st.text("abcdefghijklmnop XYZ.,", min_size=1).map(str.strip).filter(bool)


def file_of(body: str = "A paragraph.", **head: str) -> str:
    lines = [f"{key}: {value}".rstrip() for key, value in (HEAD | head).items()]
    return "\n".join(lines) + f"\n---\n{body}\n"


def test_the_head_becomes_the_fields() -> None:
    article = read_article(NAME, file_of(event="A1"), OUTLET)
    assert article.outlet_id == "wire"
    assert article.slug == "a-title"
    assert article.title == "A title: with a colon"
    assert article.author == "Desk"
    assert article.summary == "What happened."
    assert article.section == "tech"
    assert article.kind == "noise"
    assert article.event == "A1"


def test_a_time_is_kept_as_given_and_known_in_utc() -> None:
    article = read_article(NAME, file_of(), OUTLET)
    assert article.published.text == "2026-07-03T14:05:00+01:00"
    assert article.published.published_on == date(2026, 7, 3)
    assert article.released_at == datetime(2026, 7, 3, 13, 5, tzinfo=UTC)


def test_an_article_with_a_day_alone_is_out_at_noon() -> None:
    article = read_article(NAME, file_of(published="2026-07-03"), DAILY)
    assert article.published.published_at is None
    assert article.released_at == datetime(2026, 7, 3, 12, tzinfo=UTC)


def test_blocks_become_pieces_in_order() -> None:
    body = "First\nline and second.\n\n## A heading\n\n- one\n- two\n\n> Said\n> by somebody.\n\nLast."
    assert read_article(NAME, file_of(body), OUTLET).pieces == (
        Piece("paragraph", "First line and second."),
        Piece("heading", "A heading"),
        Piece("list-item", "one"),
        Piece("list-item", "two"),
        Piece("quote", "Said by somebody."),
        Piece("paragraph", "Last."),
    )


def test_the_lead_is_the_first_paragraph() -> None:
    assert read_article(NAME, file_of("One.\n\nTwo."), OUTLET).lead == "One."


@settings(max_examples=50, deadline=None)
@given(st.lists(PLAIN, min_size=1, max_size=8))
def test_paragraphs_are_neither_lost_nor_reordered(paragraphs: list[str]) -> None:
    article = read_article(NAME, file_of("\n\n".join(paragraphs)), OUTLET)
    assert [piece.text for piece in article.pieces] == paragraphs


@pytest.mark.parametrize(
    "name",
    [
        *("a-title.txt", "2026-7-3-a-title.txt", "2026-07-03-A-title.txt", "2026-07-03-a--title.txt"),
        *("2026-07-03-.txt", "2026-07-03-a-title.md", "2026-07-03-../x.txt"),
    ],
)
def test_a_file_name_without_day_and_slug_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="yyyy-mm-dd-slug"):
        read_article(name, file_of(), OUTLET)


def test_a_head_that_does_not_end_is_refused() -> None:
    with pytest.raises(ValueError, match="three hyphens"):
        read_article(NAME, "title: A title\n\nA paragraph.", OUTLET)


@pytest.mark.parametrize("key", ["title", "published", "author", "summary", "section", "kind"])
def test_an_empty_value_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=f"{key}: missing"):
        read_article(NAME, file_of(**{key: ""}), OUTLET)


def test_a_missing_key_is_refused_even_if_it_may_be_empty() -> None:
    with pytest.raises(ValueError, match="event: missing"):
        read_article(NAME, file_of().replace("event:\n", ""), OUTLET)


@pytest.mark.parametrize("line", ["colour: red", "no colon here", "title: again"])
def test_a_line_that_is_no_known_key_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="write each of"):
        read_article(NAME, f"{line}\n{file_of()}" if "again" not in line else f"title: once\n{file_of()}", OUTLET)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="kind: 'rumour' is none of fictional, news, noise, restriction"):
        read_article(NAME, file_of(kind="rumour"), OUTLET)


@pytest.mark.parametrize("published", ["3 July 2026", "2026-07-03T14:05:00", "2026-02-30", "yesterday"])
def test_a_date_that_is_not_iso_is_refused(published: str) -> None:
    with pytest.raises(ValueError, match="neither a day nor a time with offset"):
        read_article(NAME, file_of(published=published), OUTLET)


def test_a_day_other_than_that_of_the_file_is_refused() -> None:
    with pytest.raises(ValueError, match="not the day in the file's name"):
        read_article(NAME, file_of(published="2026-07-04T09:00:00+01:00"), OUTLET)


def test_a_time_in_another_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="not in the zone Europe/London"):
        read_article(NAME, file_of(published="2026-07-03T14:05:00+00:00"), OUTLET)


def test_winter_and_summer_have_their_own_offsets() -> None:
    winter = read_article("2026-01-03-a-title.txt", file_of(published="2026-01-03T14:05:00+00:00"), OUTLET)
    assert winter.released_at.hour == 14


def test_a_day_from_an_outlet_that_gives_times_is_refused() -> None:
    with pytest.raises(ValueError, match="Wire gives a time"):
        read_article(NAME, file_of(published="2026-07-03"), OUTLET)


def test_a_time_from_an_outlet_that_gives_days_is_refused() -> None:
    with pytest.raises(ValueError, match="Gazette gives a day"):
        read_article(NAME, file_of(), DAILY)


@pytest.mark.parametrize("body", ["", "## A heading first\n\nText.", "- item"])
def test_a_body_has_to_begin_with_a_paragraph(body: str) -> None:
    with pytest.raises(ValueError, match="begin with a paragraph"):
        read_article(NAME, file_of(body), OUTLET)


def test_text_inside_a_list_is_refused() -> None:
    with pytest.raises(ValueError, match="each line of a list"):
        read_article(NAME, file_of("Text.\n\n- one\ntwo"), OUTLET)
