"""An item has one id under all spellings of its address, and two items have two."""

import pytest

from pipeline.fetch.identity import anchor, entry_id, item_name
from pipeline.text.urls import page_key

PAGE = "https://news.example/a"


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        "http://www.news.example/a/",
        f"{PAGE}?utm_source=rss",
        f"{PAGE}/amp",
        f"{PAGE}#xtor=RSS-1",
        f"{PAGE}#comments",
    ],
)
def test_an_address_in_any_spelling_gives_one_id_whatever_else_is_said(url: str) -> None:
    assert entry_id("press", url, "7", "text") == entry_id("press", PAGE, "", "")


def test_ids_differ_by_source_page_and_place() -> None:
    urls = (PAGE, "https://news.example/b", f"{PAGE}#2026-07-10", f"{PAGE}#2026-07-11")
    ids = {entry_id(source, url, "7", "text") for source in ("press", "trade") for url in urls}
    assert len(ids) == 8
    assert {len(one) for one in ids} == {20}


def test_without_an_address_the_guid_counts_and_without_it_the_text() -> None:
    assert entry_id("press", "", "7", "one") == entry_id("press", "", "7", "other")
    assert entry_id("press", "", "", "one") != entry_id("press", "", "", "other")
    assert entry_id("press", "", "7", "") != entry_id("press", "", "", "7")
    assert entry_id("press", "no address", "7", "") == entry_id("press", "", "7", "")


@pytest.mark.parametrize(
    ("fragment", "place"),
    [
        ("v1.2", "v1.2"),
        ("!/a/1", "!/a/1"),
        ("%C3%BCber", "über"),
        ("", ""),
        ("Top", ""),
        ("respond", ""),
        ("ftag=RSS", ""),
        (":~:text=a", ""),
        ("a b", ""),
        ("x" * 201, ""),
    ],
)
def test_a_fragment_counts_where_it_names_a_place(fragment: str, place: str) -> None:
    assert anchor(f"{PAGE}#{fragment}") == place


def test_the_sites_own_address_names_no_item_but_a_place_on_it_does() -> None:
    home = {page_key("https://news.example/")}
    assert item_name("https://www.news.example", home) == ""
    assert item_name("https://news.example/#july", home) == "https://news.example/#july"
    assert item_name(PAGE, home) == PAGE
