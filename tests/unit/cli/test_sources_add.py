"""A source added to feeds.yaml: one line, tried first, and the file is never left broken."""

import os
from pathlib import Path

import pytest

from pipeline.cli.sources import _free
from tests.unit.cli.calls import Called, refused
from tests.unit.cli.houses import House, feed_link, feeds, furnish, json_feed, written
from tests.unit.fetch.feeds import atom, entry, item, rss
from tests.unit.fetch.lists import line, page, urlset
from tests.unit.nightly.webs import LoopbackWeb


def test_add_of_a_feed_writes_one_line_and_nothing_else(ours: House, web: LoopbackWeb) -> None:
    web.put("post.example/feed", rss(item()), "application/rss+xml")
    before = ours.config.read_text(encoding="utf-8")
    called = ours.call("sources", "add", "http://post.example/feed", "--grade", "B")
    assert (called.code, called.err) == (0, "")
    line_ = "{id: post, name: News, kind: rss, url: 'http://post.example/feed', grade: B}"
    assert called.out == f"added to {ours.config}: {line_}\n"
    after = ours.config.read_text(encoding="utf-8")
    (added,) = [number for number, line in enumerate(after.splitlines()) if line.strip() == f"- {line_}"]
    assert "".join(line for number, line in enumerate(after.splitlines(True)) if number != added) == before
    assert ours.call("config").code == 0
    assert "post" in ours.call("sources").out


def test_add_of_a_page_adds_the_first_feed_of_it_that_can_be_read(ours: House, web: LoopbackWeb) -> None:
    web.put("post.example/", page(head=feed_link("/gone") + feed_link("/feed") + feed_link("/other")))
    web.put("post.example/feed", atom(entry(""), attributes='xml:lang="nl"'), "application/atom+xml")
    called = ours.call("sources", "add", "http://post.example/", "--id", "de-post", "--name", "De Post", "--json")
    assert (called.code, called.err) == (0, "")
    assert called.json() == {
        "id": "de-post",
        "name": "De Post",
        "kind": "atom",
        "url": "http://post.example/feed",
        "grade": "F",
        "lang": "nl",
    }
    assert written(ours)[-1] == called.json()
    assert web.asked == ["post.example/", "post.example/gone", "post.example/feed"]


def test_add_of_a_page_whose_feeds_cannot_be_read_names_them(ours: House, web: LoopbackWeb) -> None:
    web.put("post.example/", page(head="".join(feed_link(f"/{number}") for number in range(6))))
    told = refused(ours.call("sources", "add", "http://post.example/"))
    assert told.startswith("not-a-feed: http://post.example/ ")
    assert told.endswith("; try http://post.example/0, which it names")
    assert len(web.asked) == 4


def test_add_of_a_page_without_feeds_suggests_the_sitemap_of_its_site(ours: House, web: LoopbackWeb) -> None:
    web.put("post.example/", page())
    web.put("post.example/robots.txt", "Sitemap: http://post.example/map.xml\n", "text/plain")
    told = refused(ours.call("sources", "add", "http://post.example/"))
    assert told.endswith("; it names no feed, but its site has a sitemap: try http://post.example/map.xml")
    web.put("post.example/map.xml", urlset(line("http://post.example/1")), "application/xml")
    assert ours.call("sources", "add", "http://post.example/map.xml", "-q") == Called(0, "", "")
    assert written(ours)[-1] == {
        "id": "post",
        "name": "post.example",
        "kind": "sitemap",
        "url": "http://post.example/map.xml",
        "grade": "F",
    }


def test_add_watches_a_page_if_it_is_told_to(ours: House, web: LoopbackWeb) -> None:
    terms = f"<main><h1>Terms</h1><p>{'Nobody may use Nimbus. ' * 9}</p></main>"
    web.put("post.example/terms", page(terms, head="<title>Terms of the Post</title>"))
    called = ours.call("sources", "add", "http://post.example/terms", "--kind", "page-watch")
    assert called.code == 0
    assert written(ours)[-1]["name"] == "Terms of the Post"
    assert ours.call("config").code == 0


def test_add_leaves_to_a_person_what_needs_more_than_an_address(ours: House, web: LoopbackWeb) -> None:
    before = ours.config.read_bytes()
    answer = '{"hits": [], "nbHits": 0, "page": 0, "nbPages": 0, "hitsPerPage": 20}'
    web.put("post.example/api", answer, "application/json")
    told = refused(ours.call("sources", "add", "http://post.example/api", "--kind", "api:hn-algolia"))
    assert "api:hn-algolia needs more keys; write it into feeds.yaml by hand" in told
    assert ours.config.read_bytes() == before


@pytest.mark.parametrize(
    "url",
    ["http://harbourpost.example/feed", "https://harbourpost.example/feed/", "http://www.harbourpost.example/feed"],
)
def test_add_of_what_is_there_is_refused_before_it_is_asked(ours: House, web: LoopbackWeb, url: str) -> None:
    assert refused(ours.call("sources", "add", url)) == f"{url}: is a source already, 'harbourpost'"
    assert web.asked == []


def test_add_of_a_page_whose_feed_is_there_is_refused(ours: House, web: LoopbackWeb) -> None:
    web.put("harbourpost.example/", page(head=feed_link("/feed")))
    told = refused(ours.call("sources", "add", "http://harbourpost.example/"))
    assert told == "http://harbourpost.example/feed: is a source already, 'harbourpost'"


def test_add_of_what_is_there_but_not_read_says_why_it_is_not(ours: House, web: LoopbackWeb) -> None:
    told = feeds(web.address)
    told["sources"][0] |= {"enabled": False, "reason": "its terms forbid it"}
    house = furnish(ours.folder, told)
    line_ = refused(house.call("sources", "add", "http://harbourpost.example/feed"))
    assert line_.endswith("already, 'harbourpost', but it is not read (its terms forbid it)")


def test_add_under_an_id_that_is_taken_is_refused_before_anything_is_asked(ours: House, web: LoopbackWeb) -> None:
    told = refused(ours.call("sources", "add", "http://post.example/feed", "--id", "harbourpost"))
    assert told == "--id harbourpost: is the id of another source; name another"
    assert web.asked == []


def test_add_of_what_would_be_wrong_in_the_file_leaves_it_as_it_is(ours: House, web: LoopbackWeb) -> None:
    web.put("post.example/feed", rss(item()))
    before = ours.config.read_bytes()
    told = refused(ours.call("sources", "add", "http://post.example/feed", "--id", "Not An Id"))
    assert told.startswith("http://post.example/feed: cannot be added: feeds.yaml:")
    assert "'Not An Id' is no id; write small letters" in told
    assert ours.config.read_bytes() == before


@pytest.mark.parametrize("url", ["post.example/feed", "feed.xml", "ftp://post.example/feed", ""])
def test_add_takes_nothing_but_a_web_address(ours: House, url: str) -> None:
    assert refused(ours.call("sources", "add", url)).startswith(f"{url}: no web address; write it in full")


def test_add_to_a_file_that_reads_the_sources_that_ship(web: LoopbackWeb, tmp_path: Path) -> None:
    told = feeds(web.address) | {"use": "defaults"}
    del told["sources"]
    house = furnish(tmp_path, told)
    web.put("post.example/feed", rss(item()))
    assert house.call("sources", "add", "http://post.example/feed", "-q") == Called(0, "", "")
    assert [source["id"] for source in written(house)] == ["post"]
    assert house.call("config").code == 0


def test_add_keeps_the_ends_of_lines_the_mark_the_rights_and_the_link_of_the_file(
    ours: House, web: LoopbackWeb, tmp_path: Path
) -> None:
    web.put("post.example/feed", rss(item()))
    real = tmp_path / "real.yaml"
    real.write_bytes(b"\xef\xbb\xbf" + ours.config.read_bytes().replace(b"\n", b"\r\n"))
    real.chmod(0o640)
    ours.config.unlink()
    ours.config.symlink_to(real)
    assert ours.call("sources", "add", "http://post.example/feed").code == 0
    assert ours.config.is_symlink()
    body = real.read_bytes()
    assert body.startswith(b"\xef\xbb\xbfsources:\r\n")
    assert body.count(b"\n") == body.count(b"\r\n")
    assert real.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["real.yaml"]


def test_add_where_its_new_file_cannot_stand_gives_the_line_to_write(ours: House, web: LoopbackWeb) -> None:
    web.put("post.example/feed", rss(item()))
    before = ours.config.read_bytes()
    (ours.folder / f".feeds.yaml.{os.getpid()}").mkdir()
    told = refused(ours.call("sources", "add", "http://post.example/feed"))
    assert told.startswith(f"{ours.config}: cannot be written (Is a directory); mend its rights, or add under sources:")
    assert told.endswith("- {id: post, name: News, kind: rss, url: 'http://post.example/feed', grade: F}")
    assert ours.config.read_bytes() == before


def test_hostile_words_of_a_feed_stay_words_in_the_file(ours: House, web: LoopbackWeb) -> None:
    web.put("post.example/feed", json_feed("News}, enabled: false # \x1b[2J\n- {id: x"), "application/json")
    called = ours.call("sources", "add", "http://post.example/feed")
    assert called.code == 0
    assert "\x1b" not in called.out
    assert written(ours)[-1]["name"] == "News}, enabled: false # [2J - {id: x"
    assert len(written(ours)) == 3


def test_an_id_is_made_from_the_host_and_is_free() -> None:
    assert [_free("post", set()), _free("post", {"post"}), _free("post", {"post", "post-2"})] == [
        "post",
        "post-2",
        "post-3",
    ]


@pytest.mark.parametrize(("host", "made"), [("feeds.post.example", "feeds-post"), ("127.0.0.1", "127-0-0")])
def test_hosts_make_ids_that_feeds_yaml_takes(ours: House, web: LoopbackWeb, host: str, made: str) -> None:
    told = feeds(web.address)
    told["fetch"]["private_hosts"] = ["127.0.0.1"]
    house = furnish(ours.folder, told)
    web.put(f"{host}/feed", rss(item()))
    port = f":{web.address.rpartition(':')[2]}" if host == "127.0.0.1" else ""
    assert house.call("sources", "add", f"http://{host}{port}/feed").code == 0
    assert written(house)[-1]["id"] == made
