"""JSON-LD: what a page says of itself, and what it cannot do to us."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.parse.jsonld import LONGEST, MAX_CHARACTERS, MAX_NODES, Linked, read_jsonld
from pipeline.parse.tree import grow
from pipeline.text.words import clean

ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Fabrikam bans Nimbus",
    "datePublished": "2026-07-06T09:00:00+08:00",
    "inLanguage": "en-GB",
    "author": {"@type": "Person", "name": "Jane Doe"},
    "publisher": {"@type": "Organization", "name": "Harbour Post"},
}
READ = Linked(
    headline="Fabrikam bans Nimbus",
    author="Jane Doe",
    published="2026-07-06T09:00:00+08:00",
    language="en-GB",
    site="Harbour Post",
)


def linked(*scripts: object, kind: str = "application/ld+json") -> Linked:
    texts = [script if isinstance(script, str) else json.dumps(script) for script in scripts]
    blocks = "".join(f'<script type="{kind}">{text}</script>' for text in texts)
    return read_jsonld(grow(f"<html><head>{blocks}</head><body><p>x</p></body></html>"))


@pytest.mark.parametrize(
    "script",
    [
        ARTICLE,
        [ARTICLE],
        {"@graph": [{"@type": "WebSite", "name": "Site"}, ARTICLE]},
        {"@type": "WebPage", "name": "Page", "mainEntity": ARTICLE},
        {**ARTICLE, "@type": ["Thing", "BlogPosting"]},
        {**ARTICLE, "author": [{"name": "Jane Doe"}, {"name": "Jane Doe"}]},
        {**ARTICLE, "author": "Jane Doe"},
        {**ARTICLE, "inLanguage": {"@type": "Language", "alternateName": "en-GB"}},
    ],
    ids=["bare", "list", "graph", "nested", "types", "authors", "name", "language"],
)
def test_an_article_is_found_in_every_usual_shape(script: object) -> None:
    assert linked(script) == READ


def test_an_article_counts_before_the_web_page_around_it() -> None:
    assert linked({"@type": "WebPage", "name": "All stories", "author": "Site"}, ARTICLE) == READ


def test_a_web_page_counts_where_there_is_no_article() -> None:
    assert linked({"@type": "WebPage", "name": "Terms of use"}).headline == "Terms of use"


def test_later_nodes_fill_what_the_first_leaves_open() -> None:
    first = {"@type": "Article", "headline": "Fabrikam bans Nimbus"}
    assert linked(first, ARTICLE) == READ


def test_several_authors_are_joined_and_addresses_are_no_names() -> None:
    authors = [{"name": "Jane Doe"}, "https://news.example/jane", {"name": "John Roe"}, {"url": "x"}, 7, None]
    assert linked({**ARTICLE, "author": authors}).author == "Jane Doe, John Roe"


def test_entities_are_read_once_and_long_names_are_cut() -> None:
    read = linked({"@type": "Article", "headline": "R&amp;D &lt;b&gt;ban&lt;/b&gt; " + "long " * 200})
    assert read.headline.startswith("R&D <b>ban</b> long")
    assert len(read.headline) <= LONGEST


@pytest.mark.parametrize(
    "script",
    [
        "",
        "not json",
        "{" * 10_000,
        "[" * 100_000,
        "null",
        "7",
        '"text"',
        '{"@type": 7}',
        '{"@type": ["Article", 7], "headline": 7, "author": {"name": {"name": "x"}}, "datePublished": []}',
        '{"@type": "Article", "headline": null, "author": [[["x"]]], "publisher": false}',
        '{"@type": "Article", "headline": "x", "n": 1' + "0" * 5000 + "}",
        '{"@type": "Person", "name": "Jane Doe"}',
        " " * (MAX_CHARACTERS + 1) + json.dumps(ARTICLE),
    ],
)
def test_anything_else_says_nothing(script: str) -> None:
    assert linked(script) == Linked()


def test_only_scripts_of_the_type_are_read() -> None:
    assert linked(ARTICLE, kind="application/json") == Linked()


def test_an_article_behind_too_many_nodes_is_not_looked_for() -> None:
    assert linked([{"n": i} for i in range(MAX_NODES)] + [ARTICLE]) == Linked()


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["@type", "@graph", "headline", "author", "name", "datePublished"]), inner)
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(value=_JSON)
def test_any_shape_gives_clean_text_or_nothing(value: object) -> None:
    read = linked(json.dumps(value).replace("<", "\\u003c"))
    assert all(text == clean(text) and len(text) <= 10 * LONGEST for text in (read.headline, read.author, read.site))
