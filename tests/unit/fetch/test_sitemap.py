"""Sitemaps become entries: those of news with title and day, plain ones with an address alone."""

from dataclasses import replace
from datetime import UTC, date, datetime
from time import process_time

import pytest

from pipeline.fetch.failures import FeedError
from pipeline.fetch.identity import entry_id
from pipeline.fetch.sitemap import read_news_sitemap, read_sitemap
from pipeline.model.source import Entry, Published
from tests.unit.fetch.clocks import NOW
from tests.unit.fetch.lists import (
    HEAD,
    MAP_URL,
    SITE,
    line,
    news,
    paths,
    read_map,
    read_news,
    source,
    titles,
    urlset,
)


def test_a_line_of_a_news_sitemap_becomes_an_entry() -> None:
    body = urlset(news(day="2026-07-09T09:00:00+08:00").replace("</loc>", "</loc><lastmod>2026-07-09</lastmod>"))
    assert read_news(body).entries == (
        Entry(
            entry_id=entry_id("trade-press", f"{SITE}/1", "", "Fabrikam bans Nimbus"),
            source_id="trade-press",
            url=f"{SITE}/1",
            title="Fabrikam bans Nimbus",
            summary="",
            author="",
            language="en",
            published=Published(
                text="2026-07-09T09:00:00+08:00",
                published_on=date(2026, 7, 9),
                published_at=datetime(2026, 7, 9, 1, tzinfo=UTC),
            ),
            first_seen_at=NOW,
            updated=Published(text="2026-07-09", published_on=date(2026, 7, 9)),
            publisher="Trade Press",
        ),
    )


def test_a_day_alone_is_a_day_of_publication() -> None:
    (entry,) = read_news(urlset(news(day="2026-07-09"))).entries
    assert entry.published == Published(text="2026-07-09", published_on=date(2026, 7, 9))


@pytest.mark.parametrize(
    ("day", "flag"), [("2026-07-19", "future-date"), ("soon", "unread-date"), ("1970-01-01", "old-date")]
)
def test_a_day_that_cannot_be_believed_is_unknown_and_says_why(day: str, flag: str) -> None:
    (entry,) = read_news(urlset(news(day=day))).entries
    assert (entry.published, entry.flags) == (None, (flag,))


def test_no_day_is_unknown_without_a_flag() -> None:
    (entry,) = read_news(urlset(news(day=""))).entries
    assert (entry.published, entry.flags) == (None, ())


@pytest.mark.parametrize(("given", "language"), [("en-GB", "en"), ("zh-cn", "zh"), ("fil", "fil"), ("", "en")])
def test_the_language_is_that_of_the_line_or_of_the_source(given: str, language: str) -> None:
    (entry,) = read_news(urlset(news(language=given))).entries
    assert entry.language == language


@pytest.mark.parametrize(
    "title",
    ["Fabrikam &amp; Contoso", "Fabrikam & Contoso", "<![CDATA[Fabrikam & Contoso]]>", "Fabrikam &amp;amp; Contoso"],
)
def test_a_title_is_plain_text_however_it_is_escaped(title: str) -> None:
    assert titles(read_news(urlset(news(title=title)))) == ["Fabrikam & Contoso"]


def test_the_news_namespace_may_have_any_prefix_or_none_that_is_bound() -> None:
    renamed = urlset(news()).replace("news:", "n:").replace(":news=", ":n=")
    unbound = urlset(news()).replace('xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"', "")
    assert titles(read_news(renamed)) == titles(read_news(unbound)) == ["Fabrikam bans Nimbus"]


def test_titles_of_pictures_and_films_are_not_those_of_the_article() -> None:
    film = '<v:video xmlns:v="http://www.google.com/schemas/sitemap-video/1.1"><v:title>Film</v:title></v:video>'
    picture = '<i:image xmlns:i="http://x.example/"><i:loc>https://news.example/1.png</i:loc></i:image>'
    found = read_news(urlset(news().replace("<loc>", film + picture + "<loc>")))
    assert (titles(found), paths(found)) == (["Fabrikam bans Nimbus"], ["/1"])


def test_a_news_sitemap_without_entries_is_valid() -> None:
    found = read_news(urlset())
    assert (found.entries, found.flags) == ((), ("empty",))


def test_a_news_sitemap_may_be_read_for_one_part_of_its_site() -> None:
    body = urlset(news("/tech/1"), news("/sport/2"), news("/tech/"))
    assert paths(read_map(body, ("/tech/",), reader=read_news_sitemap)) == ["/tech/1"]
    nothing = read_map(body, ("/law/",), reader=read_news_sitemap)
    assert (nothing.entries, nothing.flags) == ((), ("empty",))


def test_a_plain_sitemap_is_no_news_sitemap() -> None:
    with pytest.raises(FeedError, match="its kind may be") as caught:
        read_news(urlset(line()))
    assert caught.value.reason == "not-a-feed"


def test_lines_without_news_in_a_news_sitemap_do_not_count() -> None:
    assert paths(read_news(urlset(line("/about"), news("/1")))) == ["/1"]


def test_a_line_of_a_plain_sitemap_becomes_an_entry_without_title_and_day() -> None:
    (entry,) = read_map(urlset(line("/news/1", "2026-07-08T10:00:00Z"))).entries
    assert (entry.url, entry.title, entry.published) == (f"{SITE}/news/1", "", None)
    assert entry.updated is not None
    assert entry.updated.published_on == date(2026, 7, 8)


def test_only_paths_that_go_on_behind_a_prefix_count() -> None:
    body = urlset(*(line(path) for path in ("/news/", "/news", "/news/1", "/about", "/de/news/2", "/legal/3")))
    assert paths(read_map(body, ("/news/",))) == ["/news/1"]
    assert paths(read_map(body, ("/news/", "/legal/"))) == ["/news/1", "/legal/3"]
    assert paths(read_map(urlset(line("/"), line("/about")))) == ["/about"]


def test_a_prefix_is_that_of_the_path_and_not_of_the_host() -> None:
    assert paths(read_map(urlset(line("/x?y=/news/1"), line("/news/2")), ("/news/",))) == ["/news/2"]


@pytest.mark.parametrize("body", [urlset(line("/about")), urlset()])
def test_no_page_under_the_prefix_is_a_failure(body: str) -> None:
    with pytest.raises(FeedError, match=f"{MAP_URL} lists no page under /news/") as caught:
        read_map(body, ("/news/",))
    assert caught.value.reason == "no-matches"


def test_the_last_changed_pages_come_first_and_the_others_in_their_order() -> None:
    body = urlset(line("/a"), line("/b", "2026-07-01"), line("/c", "soon"), line("/d", "2026-07-02T01:00:00Z"))
    assert paths(read_map(body)) == ["/d", "/b", "/a", "/c"]


def test_pages_of_other_sites_do_not_count_and_are_told() -> None:
    body = urlset(line("https://evil.example.net/1"), line("https://blog.news.example/2"), line("/3"))
    found = read_map(body)
    assert (paths(found), found.flags) == (["https://blog.news.example/2", "/3"], ("other-site",))


def test_a_map_on_a_host_for_files_may_list_pages_of_the_sources_own_site() -> None:
    found = read_map(urlset(line("/1")), base_url="https://files.example.net/sitemap.xml")
    assert (paths(found), found.flags) == (["/1"], ())


def test_a_map_of_other_sites_alone_is_a_failure() -> None:
    for reader, body in ((read_map, line("https://x.example.net/1")), (read_news, news("https://x.example.net/1"))):
        with pytest.raises(FeedError) as caught:
            reader(urlset(body))
        assert caught.value.reason == "no-matches"


def test_a_map_that_names_hundreds_of_hosts_is_not_believed_beyond_the_first() -> None:
    foreign = [line(f"https://h{number}.example.net/1") for number in range(150)]
    found = read_map(urlset(line("/1"), *foreign, line("/2"), line("https://www.news.example/3")))
    assert (paths(found), found.flags) == (["/1", "/2"], ("other-site",))


def test_one_page_is_one_entry_however_often_it_is_listed() -> None:
    body = urlset(line("/1"), line("/1?utm_source=map"), line("http://news.example/1"), line("/2"))
    assert paths(read_map(body)) == ["/1", "/2"]


def test_what_is_no_web_address_is_left_out() -> None:
    assert paths(
        read_map(urlset(line("mailto://x"), line("/1"), line("https://[/2"), "<url><loc>//[/3</loc></url>"))
    ) == ["/1"]
    assert paths(read_news(urlset(news("ftp://news.example/1"), news("/2")))) == ["/2"]


def test_a_relative_address_counts_from_the_map() -> None:
    assert paths(read_map(urlset(line("/x").replace(SITE + "/x", "/news/1")))) == ["/news/1"]


def test_spaces_and_sections_around_an_address_do_not_matter() -> None:
    body = urlset("<url><loc>\n <![CDATA[ https://news.example/1?a=1&b=2 ]]>\n</loc></url>")
    assert paths(read_map(body)) == ["/1?a=1&b=2"]


def test_a_raw_ampersand_stays_in_an_address() -> None:
    assert paths(read_map(urlset(line("/1?a=1&b=2&copy=3")))) == ["/1?a=1&b=2&copy=3"]


def test_lines_without_an_address_are_left_out_and_told() -> None:
    found = read_map(urlset("<url><lastmod>2026-07-01</lastmod></url>", line("/1")))
    assert (paths(found), found.flags) == (["/1"], ("bad-records",))


def test_of_a_huge_map_the_last_changed_pages_are_taken() -> None:
    lines = (line(f"/news/{number}", f"2026-07-0{number % 9 + 1}") for number in range(5_100))
    found = read_map(urlset(*lines))
    assert (len(found.entries), found.flags) == (5_000, ("cut-off",))
    assert found.entries[0].updated is not None
    assert found.entries[0].updated.published_on == date(2026, 7, 9)
    assert min(entry.updated.text for entry in found.entries if entry.updated) == "2026-07-01"


@pytest.mark.slow
def test_two_hundred_thousand_lines_are_read_in_seconds() -> None:
    body = urlset(*(line(f"/news/{number}", f"2026-06-{number % 28 + 1:02}T08:10:00Z") for number in range(200_000)))
    begun = process_time()
    found = read_map(body, ("/news/",))
    assert process_time() - begun < 8  # 2 s of this process's own time
    assert len(found.entries) == 5_000


def test_one_address_a_line_is_a_sitemap_too() -> None:
    found = read_map("https://news.example/news/1\r\n\r\nhttps://news.example/news/2\n# old\n", ("/news/",))
    assert (paths(found), found.flags) == (["/news/1", "/news/2"], ("bad-records",))


def test_the_kind_of_a_source_does_not_matter_to_its_reader() -> None:
    found = read_sitemap(
        (HEAD + "<urlset>" + line() + "</urlset>").encode(),
        source=replace(source("rss"), language="de"),
        base_url=MAP_URL,
        content_type="",
        now=NOW,
    )
    assert [entry.language for entry in found.entries] == ["de"]
