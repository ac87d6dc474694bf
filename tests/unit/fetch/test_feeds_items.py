"""Items of a feed become entries that are told apart, stay the same over the nights, and say what is odd about them."""

import json
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest

from tests.unit.fetch.feeds import atom, item, listing, only, read, rss

# The same items, over three fetches


class Story(NamedTuple):
    link: str
    title: str
    guid: str


STORIES = tuple(
    Story(f"https://www.news.example/2026/07/story-{n}/", f"Fabrikam bans tool {n}", f"urn:story:{n}") for n in range(4)
)


def as_rss(stories: Sequence[Story]) -> str:
    return rss(
        *(item(story.link, story.title, f'<guid isPermaLink="false">{story.guid}</guid>') for story in stories),
        channel="<link>https://www.news.example/</link>",
    )


def as_atom(stories: Sequence[Story]) -> str:
    return atom(
        *(
            f'<entry><id>{story.guid}</id><title>{story.title}</title><link href="{story.link}"/></entry>'
            for story in stories
        )
    )


def as_json(stories: Sequence[Story]) -> str:
    items = [{"id": story.guid, "url": story.link, "title": story.title} for story in stories]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": items})


def changed(change: Callable[[Story], Story]) -> tuple[Story, ...]:
    return tuple(change(story) for story in STORIES)


SECOND_FETCHES = {
    "again": as_rss(STORIES),
    "changed guids": as_rss(changed(lambda story: story._replace(guid=f"new:{story.guid}"))),
    "no guids": as_rss(changed(lambda story: story._replace(guid=""))),
    "one guid for all": as_rss(changed(lambda story: story._replace(guid="1"))),
    "tracking": as_rss(changed(lambda story: story._replace(link=f"{story.link}?utm_source=rss&amp;xtor=RSS-1"))),
    "tracking in the fragment": as_rss(changed(lambda story: story._replace(link=f"{story.link}#xtor=RSS-1"))),
    "http": as_rss(changed(lambda story: story._replace(link=story.link.replace("https:", "http:")))),
    "no www": as_rss(changed(lambda story: story._replace(link=story.link.replace("www.", "")))),
    "AMP": as_rss(changed(lambda story: story._replace(link=f"{story.link}amp/"))),
    "a host for phones": as_rss(changed(lambda story: story._replace(link=story.link.replace("www.", "m.")))),
    "relative links": as_rss(
        changed(lambda story: story._replace(link=story.link.removeprefix("https://www.news.example")))
    ),
    "another order": as_rss(tuple(reversed(STORIES))),
    "edited": as_rss(changed(lambda story: story._replace(title=f"{story.title} (updated)"))),
    "Atom": as_atom(STORIES),
    "JSON Feed": as_json(STORIES),
}


@pytest.mark.parametrize("second", SECOND_FETCHES.values(), ids=SECOND_FETCHES)
def test_items_keep_their_ids_whatever_becomes_of_the_feed(second: str) -> None:
    first = {entry.entry_id for entry in read(as_rss(STORIES))}
    assert len(first) == len(STORIES)
    assert {entry.entry_id for entry in read(second)} == first
    assert {entry.entry_id for entry in read(as_rss(STORIES))} == first


def test_a_moved_window_keeps_the_ids_of_what_stays() -> None:
    before = {entry.title: entry.entry_id for entry in read(as_rss(STORIES[:3]))}
    after = {entry.title: entry.entry_id for entry in read(as_rss(STORIES[1:]))}
    assert [after[title] == before[title] for title in list(after)[:2]] == [True, True]
    assert after[STORIES[3].title] not in before.values()


@pytest.mark.parametrize("feed", [as_rss, as_atom, as_json])
def test_without_addresses_the_guid_tells_items_apart_in_every_format(feed: Callable[[Sequence[Story]], str]) -> None:
    stories = changed(lambda story: story._replace(link=""))
    assert [entry.entry_id for entry in read(feed(stories))] == [entry.entry_id for entry in read(as_rss(stories))]


def test_without_address_and_guid_the_text_tells_items_apart() -> None:
    items = [f"<item><title>Notice {n}</title><description>Text.</description></item>" for n in range(3)]
    first, second = read(rss(*items)), read(rss(*reversed(items)))
    assert len({entry.entry_id for entry in first}) == 3
    assert {entry.entry_id for entry in first} == {entry.entry_id for entry in second}


def test_a_guid_that_all_items_share_is_none() -> None:
    found = read(rss(*(f"<item><title>Notice {n}</title><guid isPermaLink='false'>1</guid></item>" for n in range(3))))
    assert len({entry.entry_id for entry in found}) == 3
    assert {entry.guid for entry in found} == {""}


def test_the_guid_is_kept_beside_the_address() -> None:
    assert [entry.guid for entry in read(as_rss(STORIES))] == [story.guid for story in STORIES]


def test_places_on_one_page_are_items_of_their_own() -> None:
    links = [f"https://news.example/changelog#2026-07-0{n}" for n in (1, 2)]
    found = read(rss(*(item(link, "Change") for link in links)))
    assert len({entry.entry_id for entry in found}) == 2
    assert {entry.url for entry in found} == {"https://news.example/changelog"}


@pytest.mark.parametrize("home", ["https://news.example/", "https://news.example/status", "https://news.example/feed"])
def test_an_address_that_is_the_sites_own_does_not_merge_its_items(home: str) -> None:
    items = [item(home, f"Notice {n}", f"<guid isPermaLink='false'>urn:{n}</guid>") for n in range(3)]
    found = read(rss(*items, channel=f"<link>{home}</link>"))
    assert len({entry.entry_id for entry in found}) == 3
    assert {entry.url for entry in found} == {home}


# Aggregators


def test_an_item_of_a_search_names_its_publisher_and_its_link_is_opaque() -> None:
    link = "https://news.google.com/rss/articles/CBMiXkFVX3?oc=5"
    source = '<source url="https://post.example">Example Post</source>'
    found = only(rss(item(link, "Fabrikam bans Nimbus - Example Post", source)))
    assert (found.title, found.publisher, found.flags) == ("Fabrikam bans Nimbus", "Example Post", ("opaque-link",))


@pytest.mark.parametrize(
    ("title", "source", "kept", "publisher"),
    [
        ("A ban | Example Post", "Example Post", "A ban", "Example Post"),
        ("A ban - Other Post", "Example Post", "A ban - Other Post", "Example Post"),
        ("A ban - Example Post", "", "A ban - Example Post", ""),
        (" - Example Post", "Example Post", "- Example Post", "Example Post"),
    ],
)
def test_a_title_loses_the_name_of_its_publisher_alone(title: str, source: str, kept: str, publisher: str) -> None:
    more = f"<source url='https://post.example'>{source}</source>" if source else ""
    found = only(rss(item(title=title, more=more)))
    assert (found.title, found.publisher) == (kept, publisher)


def test_the_publisher_stands_where_other_searches_put_it() -> None:
    feed = rss(item(more="<News:Source>Example Post</News:Source>")).replace(
        "<rss ", '<rss xmlns:News="https://search.example/?format=rss" '
    )
    assert only(feed).publisher == "Example Post"
    origin = "<source><id>urn:x</id><title>Example Post</title></source>"
    assert only(atom(f"<entry><title>T</title><link href='/1'/>{origin}</entry>")).publisher == "Example Post"


# Dates that are not believed


def dated(*dates: str) -> str:
    return rss(*(item(f"/{n}", more=f"<pubDate>{date}</pubDate>") for n, date in enumerate(dates)))


@pytest.mark.parametrize(
    ("date", "flags"),
    [
        ("", ()),
        ("soon", ("unread-date",)),
        ("10/07/2026", ("unread-date",)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", ("old-date",)),
        ("0001-01-01T00:00:00Z", ("old-date",)),
        ("Fri, 10 Jul 2099 09:00:00 GMT", ("future-date",)),
    ],
)
def test_a_date_that_is_not_believed_says_why(date: str, flags: tuple[str, ...]) -> None:
    found = only(dated(date))
    assert (found.published, found.flags) == (None, flags)


def test_one_time_for_all_items_is_that_of_the_feeds_making() -> None:
    found = listing(dated(*["Thu, 09 Jul 2026 09:00:00 GMT"] * 5))
    assert found.flags == ("shared-date",)
    assert [(entry.published, entry.flags) for entry in found.entries] == [(None, ("shared-date",))] * 5


@pytest.mark.parametrize(
    "dates",
    [
        ["Thu, 09 Jul 2026 09:00:00 GMT"] * 4,
        [*["Thu, 09 Jul 2026 09:00:00 GMT"] * 5, "Thu, 09 Jul 2026 09:00:01 GMT"],
        ["2026-07-09"] * 6,
    ],
)
def test_a_few_items_of_one_time_or_many_of_one_day_are_believed(dates: list[str]) -> None:
    found = listing(dated(*dates))
    assert found.flags == ()
    assert all(entry.published for entry in found.entries)


def test_one_time_of_change_for_all_items_is_no_change() -> None:
    entries = [
        f"<entry><title>T</title><link href='/{n}'/><published>2026-07-0{n}T09:00:00Z</published>"
        "<updated>2026-07-09T12:00:00Z</updated></entry>"
        for n in range(1, 7)
    ]
    found = listing(atom(*entries))
    assert found.flags == ()
    assert [entry.updated for entry in found.entries] == [None] * 6
    assert all(entry.published for entry in found.entries)
