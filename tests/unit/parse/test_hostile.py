"""Hostile HTML ends as an outcome, in bounded time, whatever was parsed before it."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.parse.article import run
from pipeline.parse.tree import MAX_DEPTH, MAX_ELEMENTS
from tests.unit.parse.pages import outcome, page, parse

FACT = "Fabrikam has told its engineers to remove Nimbus from all machines by 10 July, a memo says."
DEEP = MAX_DEPTH - 20

MONSTERS: dict[str, Callable[[], str | bytes]] = {
    "an attribute of megabytes": lambda: f'<p title="{"x" * 3_000_000}">{FACT}</p>',
    "a class of megabytes": lambda: f'<p class="{"related " * 300_000}">{FACT}</p>',
    "a style of megabytes": lambda: f'<p style="{"opacity:1;" * 200_000}">{FACT}</p>',
    "attributes by the thousand": lambda: f"<p {' '.join(f'a{i}=1' for i in range(5_000))}>{FACT}</p>",
    "breaks": lambda: f"<p>{FACT}{'<br>' * (MAX_ELEMENTS - 100)}</p>",
    "broken encoding": lambda: b"\xff\xfe\x00<p>" + FACT.encode("utf-16-le") + b"\x80\x81\xfe",
    "cells": lambda: "<table><tr>" + "<td>x</td>" * 8_000 + f"</tr></table><p>{FACT}</p>",
    "classes that all differ": lambda: "".join(f'<p class="c{i} x{i}">{FACT}</p>' for i in range(1_000)),
    "comments never closed": lambda: f"<p>{FACT}</p>" + "<!-- " * 200_000,
    "deep blocks": lambda: "<div>" * DEEP + FACT,
    "deep inline": lambda: "<b>" * DEEP + FACT,
    "deep lists": lambda: "<ul><li>" * (DEEP // 2) + FACT,
    "deep quotes": lambda: "<blockquote><p>x</p>" * DEEP + f"<p>{FACT}</p>",
    "deep tables": lambda: "<table><tr><td>" * (DEEP // 4) + FACT,
    "entities": lambda: "<p>" + "&amp;lt;&#x202e;&nbsp;&bogus;" * 40_000 + f"</p><p>{FACT}</p>",
    "forms": lambda: "<form><input><select><option>x" * 3_000 + f"<p>{FACT}</p>",
    "images": lambda: "".join(f'<img alt="{FACT}"><p>{FACT}</p>' for _ in range(800)),
    "links": lambda: "".join(f'<a href="/{i}">{i}</a>' for i in range(20_000)) + f"<p>{FACT}</p>",
    "nothing but tags": lambda: "<" * 1_000_000,
    "one text": lambda: "<p>" + "word " * 200_000 + "</p>",
    "one word": lambda: "<p>" + "x" * 3_000_000 + f"</p><p>{FACT}</p>",
    "paragraphs": lambda: f"<p>{FACT}" * 2_000,
    "quotes never closed": lambda: f'<p>{FACT}</p><p title="{"<p>x" * 100_000}',
    "rows of cells": lambda: "<table>" + "<tr><td>a</td><td>b</td></tr>" * 5_000 + f"</table><p>{FACT}</p>",
    "styles by the thousand": lambda: "".join(f'<p style="left:{i}px;opacity:.5">x</p>' for i in range(10_000)),
    "tiny elements": lambda: "<i>a</i>" * (MAX_ELEMENTS - 100),
    "titles": lambda: f"<h1>{FACT}</h1>" * 3_000,
    "unclosed": lambda: "<p><b><i><u><s><em><strong>x" * 3_000,
}


@pytest.mark.parametrize("name", sorted(MONSTERS))
def test_a_monster_ends_as_an_outcome_in_seconds(name: str) -> None:
    body = MONSTERS[name]()
    before = time.process_time()
    result = outcome(page(body))
    assert result.state == "done" or result.reason in ("empty", "too-deep", "too-large")
    assert time.process_time() - before < 10


@pytest.mark.parametrize("name", ["deep blocks", "deep inline", "deep lists", "deep tables"])
def test_what_is_nested_within_the_bounds_keeps_its_text(name: str) -> None:
    assert FACT in [block.text for block in parse(page(MONSTERS[name]())).blocks]


def test_no_unseen_character_survives() -> None:
    article = parse(page("<p>Nim\u202ebus\u200b is\x00 ban\u00adned\u2066 by\u034f the\u3164 firm.</p>"))
    assert [block.text for block in article.blocks] == ["Nimbus is banned by the firm."]


_MARKUP = st.lists(
    st.sampled_from(
        [
            *(
                "<p>",
                "</p>",
                "<div>",
                "</div>",
                "<a href=x>",
                "<a>",
                "</a>",
                "<ul>",
                "<li>",
                "</ul>",
                "<table>",
                "<tr>",
            ),
            *(
                "<td>",
                "</table>",
                "<br>",
                "<pre>",
                "</pre>",
                "<h2>",
                "</h2>",
                "<blockquote>",
                "<article>",
                "</article>",
            ),
            *(
                '<p class="related">',
                '<div id="newsletter">',
                '<i style="font-size:0">',
                "<img alt='Words'>",
                "<!--",
                "-->",
            ),
            *(
                "<script>",
                "</script>",
                "<p hidden>",
                "&nbsp;",
                "&#0;",
                "\x00",
                "\u202e",
                "\n\n",
                "Words",
                FACT,
                "> <",
                '"',
                "'",
            ),
        ]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=80, deadline=None)
@given(pages=st.lists(_MARKUP, min_size=2, max_size=3))
def test_what_was_parsed_before_changes_nothing(pages: list[str]) -> None:
    first, *others = [page(markup, article_id=f"a{i}") for i, markup in enumerate(pages)]
    alone = outcome(first)
    assert list(run([first, *others, first]))[0 :: len(pages)] == [alone, alone]
