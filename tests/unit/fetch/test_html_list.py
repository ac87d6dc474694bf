"""A page that lists articles becomes entries: which links are articles, and which page is no list at all."""

from dataclasses import replace

import pytest

from pipeline.fetch.failures import FeedError
from pipeline.fetch.html_list.items import MOST_LINKS
from pipeline.fetch.html_list.read import read_html_list
from pipeline.fetch.identity import entry_id
from pipeline.model.source import Entry, ListRules
from tests.unit.fetch.clocks import NOW
from tests.unit.fetch.lists import LIST_URL, SITE, page, paths, read_page, source, titles

NEWS = ListRules(link="a[href^='/news/']")


def link(path: str = "/news/1", text: str = "Fabrikam bans Nimbus") -> str:
    return f'<a href="{path}">{text}</a>'


def reason(body: str | bytes, rules: ListRules = NEWS) -> str:
    with pytest.raises(FeedError) as caught:
        read_page(body, rules)
    assert LIST_URL in caught.value.detail
    return caught.value.reason


def test_a_link_becomes_an_entry() -> None:
    found = read_page(page(link(), head="<title>News from Fabrikam</title>"))
    assert found.title == "News from Fabrikam"
    assert found.entries == (
        Entry(
            entry_id=entry_id("trade-press", f"{SITE}/news/1", "", ""),
            source_id="trade-press",
            url=f"{SITE}/news/1",
            title="Fabrikam bans Nimbus",
            summary="",
            author="",
            language="en",
            published=None,
            first_seen_at=NOW,
        ),
    )


def test_entries_keep_the_order_of_the_page() -> None:
    assert paths(read_page(page(*(link(f"/news/{name}") for name in "cab")))) == ["/news/c", "/news/a", "/news/b"]


def test_a_selector_that_finds_nothing_is_a_failure_and_never_no_news() -> None:
    body = page(link("/blog/1"), '<a name="/news/x">anchor</a>', "<p>Much text.</p>" * 50)
    assert reason(body) == "no-matches"
    assert reason(body, ListRules(link="a", item="article")) == "no-matches"
    assert reason(page("<ul class=news></ul>"), ListRules(link=".news a")) == "no-matches"


@pytest.mark.parametrize(
    "href", ["", "#top", "/news", "/news/", "?utm_source=x", "mailto:a@b.example", "javascript:x()"]
)
def test_links_to_the_list_itself_and_to_no_page_are_no_articles(href: str) -> None:
    assert paths(read_page(page(link(href), link("/news/1")), ListRules(link="a"))) == ["/news/1"]
    assert reason(page(link(href)), ListRules(link="a")) == "no-matches"


def test_relative_links_count_from_the_base_that_the_page_names() -> None:
    body = page(link("one"), link("//other.example/2"), head='<base href="/archive/">')
    assert paths(read_page(body, ListRules(link="a"))) == ["/archive/one", "https://other.example/2"]


def test_links_to_other_hosts_count_where_the_selector_has_chosen_them() -> None:
    body = page(link("https://other.example/1"), link("https://more.example/2"))
    assert paths(read_page(body, ListRules(link="a[href*='other']"))) == ["https://other.example/1"]


def test_several_links_to_one_article_are_one_entry() -> None:
    image, more = '<a href="/news/1"><img src="1.png"></a>', link("/news/1/?utm_source=list", "Read more")
    found = read_page(
        page(f"<article>{image}<h3>{link()}</h3>{more}</article>", link("/news/2", "Contoso lifts a ban"))
    )
    assert (paths(found), titles(found)) == (
        ["/news/1", "/news/2"],
        ["Fabrikam bans Nimbus", "Contoso lifts a ban"],
    )


def test_what_matches_may_hold_the_link_or_stand_in_it() -> None:
    body = page(
        f"<h3 class=t>{link()}</h3>", '<a href="/news/2"><b class=t>Contoso lifts a ban</b></a>', "<i class=t>x</i>"
    )
    assert paths(read_page(body, ListRules(link=".t"))) == ["/news/1", "/news/2"]


def test_only_links_in_an_item_count_where_items_are_named() -> None:
    body = page(link("/news/0"), f"<li>{link()}</li>", '<li><div><a href="/news/2">Two of them</a></div></li>')
    assert paths(read_page(body, ListRules(link="a", item="li"))) == ["/news/1", "/news/2"]


def test_the_item_may_be_the_link_itself() -> None:
    body = page('<a class=card href="/news/1"><h2>Fabrikam bans Nimbus</h2></a>', link("/about"))
    assert titles(read_page(body, ListRules(link="a", item="a.card"))) == ["Fabrikam bans Nimbus"]


def test_items_may_be_nested() -> None:
    body = page(f"<li>{link()}<ul><li>{link('/news/2', 'Contoso follows suit soon')}</li></ul></li>")
    found = read_page(body, ListRules(link="a", item="li"))
    assert titles(found) == ["Fabrikam bans Nimbus", "Contoso follows suit soon"]


def test_links_in_a_menu_do_not_count_where_there_are_others() -> None:
    menu = f"<nav>{link('/news/topics', 'Topics')}</nav>"
    assert paths(read_page(page(menu, link()))) == ["/news/1"]
    assert paths(read_page(page(menu))) == ["/news/topics"]


def test_of_a_page_with_thousands_of_links_the_first_are_taken() -> None:
    found = read_page(page(*(link(f"/news/{number}") for number in range(MOST_LINKS + 50))))
    assert (len(found.entries), found.flags) == (MOST_LINKS, ("cut-off",))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", "empty"),
        ("  \n", "empty"),
        ('{"posts": []}', "not-a-feed"),
        ("[1]", "not-a-feed"),
        ("only words", "not-a-feed"),
        ('<?xml version="1.0"?><rss><channel/></rss>', "not-a-feed"),
        ("<urlset/>", "not-a-feed"),
        (page('<form action="/consent"><button>Accept</button></form>'), "consent"),
        (page('<input type="password">'), "login"),
        (page('<script src="/cdn-cgi/challenge-platform/h/b/orchestrate"></script>'), "challenge"),
        (page("<p>" * 150_001), "too-complex"),
        (page("<!-- -->" * 150_001), "too-complex"),
    ],
)
def test_what_is_no_list_is_refused_by_its_name(body: str, expected: str) -> None:
    assert reason(body) == expected


def test_a_wall_is_told_before_its_links_are_missed() -> None:
    assert reason(page('<form action="/consent">', link(), "</form>")) == "consent"


def test_a_source_without_rules_has_no_entries() -> None:
    with pytest.raises(FeedError) as caught:
        read_html_list(page(link()).encode(), source=source(), base_url=LIST_URL, content_type="", now=NOW)
    assert caught.value.reason == "no-matches"


@pytest.mark.parametrize(
    ("encoding", "title"),
    [("utf-8", "会社、利用"), ("shift_jis", "会社、利用"), ("euc_kr", "사용 금지"), ("gb18030", "公司禁止")],
)
def test_the_encoding_may_stand_in_the_head_of_the_page(encoding: str, title: str) -> None:
    body = page(link("/news/1", title), head=f'<meta charset="{encoding}">')
    assert titles(read_page(body.encode(encoding))) == [title]


def test_the_encoding_of_the_header_wins() -> None:
    body = page(link("/news/1", "会社、利用"), head='<meta charset="latin-1">')
    assert titles(read_page(body.encode("shift_jis"), content_type="text/html; charset=shift_jis")) == ["会社、利用"]


@pytest.mark.parametrize(
    "start", ['<?xml version="1.0" encoding="utf-8"?>', "\ufeff", "<!-- cached -->", "text before "]
)
def test_what_stands_before_the_page_does_not_matter(start: str) -> None:
    assert titles(read_page(start + page(link()))) == ["Fabrikam bans Nimbus"]
    assert titles(read_page(start + '<div><?php echo "x"; ?>' + link())) == ["Fabrikam bans Nimbus"]


def test_entries_have_the_language_of_their_source() -> None:
    of = replace(source("html-list", LIST_URL), listing=NEWS, language="fr")
    found = read_html_list(page(link()).encode(), source=of, base_url=LIST_URL, content_type="", now=NOW)
    assert [entry.language for entry in found.entries] == ["fr"]
