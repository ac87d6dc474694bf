"""It is known how mail programs take all that a mail asks of them, and they fail at no more of it than now."""

import re

import pytest

from tests.browser.pages import mails
from tests.unit.render.clients import ANSWERS, CLIENTS, TABLE, features, shortfalls, table

# Features of a mail that each client takes in part or not at all. These go down; up only with a reason in the commit.
FLOORS = {"outlook": 14, "gmail": 13, "apple": 2}
USED: set[str] = set().union(*(features(html) for html in mails().values()))


def test_everything_that_a_mail_uses_has_been_looked_up() -> None:
    assert sorted(USED - set(table())) == [], f"look it up and write it into {TABLE.name}, or do without"


@pytest.mark.parametrize("client", CLIENTS)
def test_no_client_fails_at_more_than_is_known(client: str) -> None:
    found = shortfalls(USED)[client]
    assert len(found) <= FLOORS[client], found


def test_the_table_is_sorted_and_whole() -> None:
    rows = table().values()
    names = [row.feature for row in rows]
    assert names == sorted(set(names))
    for row in rows:
        assert len(row.answers) == len(CLIENTS), row
        assert set(row.answers) <= set(ANSWERS), row
        assert re.fullmatch(r"-|20\d\d-[01]\d", row.tested), row
        assert row.so or set(row.answers) == {"yes"}, row


def test_a_mail_says_all_in_what_every_client_can_do() -> None:
    """What carries the words and their order may fail nowhere."""
    failing = {each for found in shortfalls(USED).values() for each in found}
    assert not failing & {"<table>", "<td>", "<p>", "<h1>", "<h2>", "<h3>", "<li>", "[href]", "color", "font-size"}


@pytest.mark.parametrize(
    ("markup", "feature"),
    [
        ('<p style="display: flex">a</p>', "display: flex"),
        ('<p style="position: absolute">a</p>', "position"),
        ('<p style="padding: 1px">a</p>', "padding elsewhere"),
        ('<p style="padding-left: 1px">a</p>', "padding-left elsewhere"),
        ('<table style="width: 1px"></table>', "width on a table or cell"),
        ("<video></video>", "<video>"),
        ('<p hidden="">a</p>', "[hidden]"),
        ("<style>a > b { gap: 1px }</style>", "selector a > b"),
        ("<style>a > b { gap: 1px }</style>", "gap"),
        ("<style>@media (hover: hover) { a { color: red } }</style>", "@media (hover: hover)"),
        ("<style>h2.plain { color: red }</style>", "selectors in a chain"),
    ],
)
def test_each_use_has_a_name(markup: str, feature: str) -> None:
    assert feature in features(f"<!doctype html><html><body>{markup}</body></html>")
