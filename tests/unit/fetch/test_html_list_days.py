"""The day of a listed article is its own, or unknown."""

from datetime import date

import pytest

from pipeline.model.source import ListRules, Published
from tests.unit.fetch.lists import of_page, page, read_page

RULES = ListRules(link="a", date="time, [class*=date]")
DAY = date(2026, 7, 9)
TITLE = "Fabrikam bans Nimbus"


def card(day: str, path: str = "/news/1") -> str:
    return f'<article><a href="{path}">{TITLE}</a>{day}</article>'


def days(*inner: str, rules: ListRules = RULES) -> list[date | None]:
    return [day for _, _, day in of_page(page(*inner), rules)]


def flags(inner: str) -> tuple[str, ...]:
    return read_page(page(card(inner)), RULES).entries[0].flags


@pytest.mark.parametrize(
    "day",
    [
        "<time datetime='2026-07-09'>yesterday</time>",
        "<time datetime='2026-07-09T10:00:00+02:00'>9 July</time>",
        "<time>9 July 2026</time>",
        "<time datetime='a while ago'>July 9, 2026</time>",
        "<time datetime=''>Jul 9, 2026</time>",
        "<span class='post-date'>Published: 9 July 2026</span>",
        "<span class='date'>Jul 9, 2026 · 5 min read</span>",
        "<span class='date'>2026-07-09</span>",
        "<span class='date'>9. Juli 2026</span>",
        "<span class='date'>2026年7月9日</span>",
        "<div class='date'><i></i><time datetime='2026-07-09'></time></div>",
        "<span class='update'>New features</span><time>9 July 2026</time>",
        "<meta class='date' content='2026-07-09'>",
    ],
)
def test_the_selector_finds_the_day(day: str) -> None:
    assert days(card(day)) == [DAY]


def test_a_time_keeps_its_zone() -> None:
    (entry,) = read_page(page(card("<time datetime='2026-07-09T10:00:00+02:00'></time>")), RULES).entries
    assert isinstance(entry.published, Published)
    assert entry.published.text == "2026-07-09T10:00:00+02:00"


@pytest.mark.parametrize(
    ("day", "flag"),
    [
        ("<time>9 July</time>", ("unread-date",)),
        ("<time>10/07/2026</time>", ("unread-date",)),
        ("<time datetime='x'>3 days ago</time>", ("unread-date",)),
        ("<time>9 July 2026 to 3 July 2026</time>", ("unread-date",)),
        ("<time datetime='2027-07-09'>9 July 2027</time>", ("future-date",)),
        ("<time datetime='1970-01-01'></time>", ("old-date",)),
        ("<time>last week</time>", ()),
        ("<span class='update'>News</span>", ()),
        ("", ()),
    ],
)
def test_a_day_that_cannot_be_believed_is_unknown_and_says_why(day: str, flag: tuple[str, ...]) -> None:
    assert (days(card(day)), flags(day)) == ([None], flag)


def test_without_a_selector_no_day_is_known() -> None:
    assert days(card("<time>9 July 2026</time>"), rules=ListRules(link="a")) == [None]


def test_each_article_has_the_day_of_its_own_card() -> None:
    cards = (card("<time>9 July 2026</time>"), card("", "/news/2"), card("<time>3 July 2026</time>", "/news/3"))
    assert days(*cards) == [DAY, None, date(2026, 7, 3)]


def test_the_nearest_day_counts() -> None:
    inner = f"<div><p><a href='/news/1'>{TITLE}</a><time>9 July 2026</time></p><time>1 July 2026</time></div>"
    assert days(inner, card("", "/news/2")) == [DAY, None]


def test_a_day_that_several_articles_share_is_nobodys() -> None:
    shared = f"<section><time>9 July 2026</time>{card('')}{card('', '/news/2')}</section>"
    assert days(shared) == [None, None]
    assert days("<header><time>9 July 2026</time></header>", card(""), card("", "/news/2")) == [None, None]


def test_a_day_of_the_page_is_not_that_of_its_only_article() -> None:
    assert days("<p class='updated-date'>9 July 2026</p>", card("")) == [None]


def test_an_item_is_the_limit_of_what_belongs_to_an_article() -> None:
    inner = f"<div><ul><li><a href='/news/1'>{TITLE}</a></li></ul><time>9 July 2026</time></div>"
    assert days(inner, rules=RULES) == [DAY]
    assert days(inner, rules=ListRules(link="a", item="li", date="time")) == [None]


def test_in_a_table_days_stand_in_the_same_row() -> None:
    rows = "".join(
        f"<tr><td class='date'>{day} July 2026</td><td><a href='/news/{day}'>{TITLE}</a></td></tr>" for day in (9, 8)
    )
    assert days(f"<table>{rows}</table>") == [DAY, date(2026, 7, 8)]


def test_in_a_flat_page_days_and_articles_take_turns() -> None:
    row = "<dt class=date>{} July 2026</dt><dd><a href='/{}'>Fabrikam bans</a></dd>"
    before = "".join(row.format(day, number) for number, day in enumerate((9, 8, 8)))
    behind = "".join(f"<h3><a href='/{day}'>{TITLE}</a></h3><p class=date>{day} July 2026</p>" for day in (9, 8, 7))
    assert days(f"<dl>{before}</dl>") == [DAY, date(2026, 7, 8), date(2026, 7, 8)]
    assert days(behind) == [DAY, date(2026, 7, 8), date(2026, 7, 7)]


@pytest.mark.parametrize("order", ["DAADA", "DADAD", "DDAA", "DA", "ADDA"])
def test_where_they_do_not_take_turns_no_day_is_known(order: str) -> None:
    made = {"D": "<p class=date>9 July 2026</p>", "A": "<h3><a href='/{}'>Fabrikam bans</a></h3>"}
    inner = "".join(made[kind].format(number) for number, kind in enumerate(order))
    assert set(days(inner)) == {None}


def test_the_same_day_before_and_behind_is_read_once() -> None:
    day = "<time>9 July 2026</time>"
    assert days(f"<article>{day}<a href='/news/1'>{TITLE}</a>{day}</article>") == [DAY]


def test_forms_that_the_source_names_are_read_first() -> None:
    rules = ListRules(link="a", date=".date", date_formats=("%d/%m/%Y",))
    assert days(card("<i class=date>Posted 09/07/2026 by us</i>"), rules=rules) == [DAY]
    american = ListRules(link="a", date=".date", date_formats=("%m/%d/%Y",))
    assert days(card("<i class=date>07/09/2026</i>"), rules=american) == [DAY]
