"""An index of sitemaps names the maps that are worth reading."""

from collections.abc import Callable

import pytest

from pipeline.fetch.failures import FeedError
from pipeline.fetch.listed import Listed
from tests.unit.fetch.lists import HEAD, SITE, a_map, index, read_map, read_news


def further(found: Listed) -> list[str]:
    assert found.entries == ()
    return [url.removeprefix(SITE) for url in found.more]


def test_the_last_changed_maps_are_named_newest_first() -> None:
    maps = [a_map(f"/sitemap-{day}.xml", f"2026-07-0{day}T00:00:00Z") for day in (3, 9, 5)]
    assert further(read_map(index(*maps))) == ["/sitemap-9.xml", "/sitemap-5.xml", "/sitemap-3.xml"]


@pytest.mark.parametrize(("read", "most"), [(read_map, 10), (read_news, 5)])
def test_so_many_maps_are_named_and_no_more(read: Callable[[str], Listed], most: int) -> None:
    maps = [a_map(f"/map-{number}.xml", f"2026-07-{number:02}") for number in range(1, 10)] * 1
    maps += [a_map(f"/more-{number}.xml", "2026-07-08") for number in range(9)]
    found = further(read(index(*maps)))
    assert len(found) == most
    assert found[0] == "/map-9.xml"


def test_maps_that_have_not_changed_for_long_are_left_out() -> None:
    maps = index(a_map("/new.xml", "2026-07-09"), a_map("/old.xml", "2026-06-20"), a_map("/undated.xml"))
    assert further(read_news(maps)) == ["/new.xml", "/undated.xml"]
    assert further(read_map(maps)) == ["/new.xml", "/old.xml", "/undated.xml"]


def test_the_last_changed_map_is_named_however_old_it_is() -> None:
    maps = index(a_map("/a.xml", "2020-01-01"), a_map("/b.xml", "2021-01-01"), a_map("/c.xml", "2019-01-01"))
    assert further(read_map(maps)) == ["/b.xml"]


def test_where_no_change_is_told_the_day_in_the_name_of_a_map_counts() -> None:
    names = ("/posts-2025-12.xml", "/posts-2026-07.xml", "/map?yyyy=2026&mm=07&dd=09", "/map-2026.xml", "/x-20260.xml")
    found = further(read_map(index(*(a_map(name.replace("&", "&amp;")) for name in names))))
    assert found == ["/map-2026.xml", "/posts-2026-07.xml", "/map?yyyy=2026&mm=07&dd=09", "/x-20260.xml"]


def test_where_all_maps_changed_on_one_day_the_day_in_their_names_counts() -> None:
    maps = [a_map(f"/posts-2026-0{month}.xml", "2026-07-09") for month in (1, 6, 7, 3)]
    assert further(read_map(index(*maps)))[0] == "/posts-2026-07.xml"


def test_maps_that_name_the_wanted_path_come_first() -> None:
    maps = [a_map(f"/pages-{number}.xml", "2026-07-09") for number in range(12)]
    wanted = [a_map("/sitemap-news.xml", "2026-07-01"), a_map("/newsletter.xml", "2026-07-08")]
    found = further(read_map(index(*maps, *wanted), ("/news/",)))
    assert found[0] == "/sitemap-news.xml"
    assert "/newsletter.xml" not in found
    assert len(found) == 10


def test_of_many_maps_without_any_day_some_are_taken_from_both_ends() -> None:
    maps = [a_map(f"/part-{letter}.xml") for letter in "abcdefghijklmnopqrst"]
    found = further(read_map(index(*maps)))
    assert found == [f"/part-{letter}.xml" for letter in "abcdetsrqp"]


def test_maps_of_other_sites_and_the_index_itself_are_not_named() -> None:
    maps = index(
        a_map("https://evil.example.net/a.xml"), a_map("/sitemap.xml"), a_map("https://cdn.news.example/b.xml")
    )
    assert further(read_map(maps)) == ["https://cdn.news.example/b.xml"]


def test_each_map_is_named_once() -> None:
    assert further(read_map(index(a_map("/a.xml"), a_map("/a.xml"), a_map("/b.xml")))) == ["/a.xml", "/b.xml"]


def test_an_empty_index_is_no_news_but_a_failure_where_pages_are_looked_for() -> None:
    assert read_news(index()).flags == ("empty",)
    with pytest.raises(FeedError) as caught:
        read_map(index())
    assert caught.value.reason == "no-matches"


def test_what_is_odd_about_an_index_is_told() -> None:
    broken = index(a_map("/a.xml"), "<sitemap><lastmod>2026-07-09</lastmod></sitemap>").replace("</sitemapindex>", "")
    assert read_map(broken).flags == ("bad-records", "cut-off")


def test_an_index_may_use_a_prefix_for_its_elements() -> None:
    body = f'{HEAD}<s:sitemapindex xmlns:s="http://x.example/"><s:sitemap><s:loc>{SITE}/a.xml</s:loc></s:sitemap>'
    assert further(read_map(body + "</s:sitemapindex>")) == ["/a.xml"]


def test_of_an_index_of_thousands_the_last_changed_maps_are_found() -> None:
    days = [f"20{year}-{month:02}-{day:02}" for year in range(18, 26) for month in range(1, 13) for day in range(1, 28)]
    maps = [a_map(f"/{number}.xml", day) for number, day in enumerate([*days, "2026-07-08", "2026-07-09"])]
    assert further(read_map(index(*maps))) == [f"/{len(days) + 1}.xml", f"/{len(days)}.xml"]


def test_of_an_index_of_thousands_without_days_both_ends_are_taken() -> None:
    found = further(read_news(index(*(a_map(f"/{number}.xml") for number in range(3_000)))))
    assert found == ["/0.xml", "/1.xml", "/2.xml", "/2999.xml", "/2998.xml"]
