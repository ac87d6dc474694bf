"""JSON-LD: what a page says of itself, and what it cannot do to us."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.parse.jsonld import LONGEST, MAX_NODES, Linked, read_jsonld
from pipeline.parse.loose_json import MAX_CHARACTERS
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
    authors=("Jane Doe",),
    published=("2026-07-06T09:00:00+08:00",),
    language="en-GB",
    site="Harbour Post",
)


def linked(*scripts: object, urls: Sequence[str] = (), titles: Sequence[str] = ()) -> Linked:
    texts = [script if isinstance(script, str) else json.dumps(script) for script in scripts]
    return read_jsonld(texts, urls=urls, titles=titles)


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
    assert linked({**ARTICLE, "author": authors}).authors == ("Jane Doe", "John Roe")


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


def test_an_article_behind_too_many_nodes_is_not_looked_for() -> None:
    assert linked([{"n": i} for i in range(MAX_NODES)] + [ARTICLE]) == Linked()


OTHER = {**ARTICLE, "headline": "Harbour opens a museum", "datePublished": "2026-07-01", "url": "https://n.example/b"}
THIS = {**ARTICLE, "url": "https://n.example/a"}


@pytest.mark.parametrize("key", ["itemListElement", "mentions", "relatedLink", "hasPart", "comment", "citation"])
def test_a_work_that_is_only_mentioned_is_not_this_article(key: str) -> None:
    assert linked({"@type": "WebPage", key: [OTHER]}, ARTICLE).headline == READ.headline
    assert linked({"@type": "WebPage", "name": "Page", key: [OTHER]}).published == ()


@pytest.mark.parametrize("same", ["url", "@id", "mainEntityOfPage"])
def test_of_several_articles_the_one_at_the_address_counts(same: str) -> None:
    this = {
        **ARTICLE,
        same: {"@id": "https://www.n.example/a/#x"} if same == "mainEntityOfPage" else "https://n.example/a",
    }
    assert linked([OTHER, this], urls=["https://n.example/a?utm_source=x"]).published == READ.published


def test_of_several_articles_the_one_with_the_headline_counts() -> None:
    assert linked([OTHER, ARTICLE], titles=["Fabrikam bans Nimbus | Harbour Post"]).published == READ.published


def test_of_several_articles_that_nothing_tells_apart_none_counts() -> None:
    assert linked([OTHER, ARTICLE]) == Linked()
    page = {"@type": "WebPage", "datePublished": "2026-07-05"}
    assert linked([OTHER, ARTICLE, page]).published == ("2026-07-05",)


def test_a_single_article_counts_whatever_its_headline() -> None:
    assert linked(OTHER, titles=["Fabrikam bans Nimbus"]).published == ("2026-07-01",)


def test_a_single_article_of_which_no_title_of_the_page_has_a_word_is_another_one() -> None:
    football = {"@type": "NewsArticle", "headline": "Striker signs", "datePublished": "2020-01-01"}
    assert linked(football, titles=["Fabrikam bans Nimbus", "Fabrikam bans Nimbus | Harbour Post"]) == Linked()


def test_updates_of_a_live_report_are_not_the_report() -> None:
    report = {**THIS, "@type": "LiveBlogPosting", "liveBlogUpdate": [{**THIS, "datePublished": "2026-07-09"}]}
    assert linked(report, urls=["https://n.example/a"]).published == READ.published


def test_people_are_found_by_their_id_and_before_organisations() -> None:
    jane = {"@type": "Person", "@id": "#jane", "name": "Jane Doe"}
    graph = {"@graph": [{**ARTICLE, "author": {"@id": "#jane"}}, jane]}
    assert linked(graph).authors == ("Jane Doe",)
    house = {"@type": "Organization", "name": "Harbour Post"}
    assert linked({**ARTICLE, "author": [house, jane]}).authors == ("Jane Doe",)
    assert linked({**ARTICLE, "author": house}).authors == ("Harbour Post",)
    assert linked({**ARTICLE, "author": {"@list": [jane]}}).authors == ("Jane Doe",)
    assert linked({**ARTICLE, "author": {"@id": "#nobody"}}).authors == ()


def test_a_change_topics_and_a_lock_are_read() -> None:
    read = linked(
        {**ARTICLE, "dateModified": "2026-07-07", "keywords": ["a", {"name": "b"}], "isAccessibleForFree": "False"}
    )
    assert (read.modified, read.tags, read.locked) == (("2026-07-07",), ("a", "b"), True)
    free = linked({**ARTICLE, "keywords": "a, b", "isAccessibleForFree": True})
    assert (free.tags, free.locked) == (("a, b",), False)


def test_the_web_site_names_itself_where_there_is_no_publisher() -> None:
    assert linked({"@type": "WebSite", "name": "Harbour Post"}).site == "Harbour Post"


def test_the_days_of_a_script_that_cannot_be_mended_are_read_if_there_is_one_of_each() -> None:
    broken = '{"@type": "NewsArticle", "headline": "He said "no"", "datePublished": "2026-07-06"}'
    assert linked(broken).published == ("2026-07-06",)
    assert linked(broken + broken.replace("07-06", "07-01")).published == ()


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
    read = linked(value)
    assert all(text == clean(text) and len(text) <= 10 * LONGEST for text in (read.headline, *read.authors, read.site))
