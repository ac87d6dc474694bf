"""The bytes of a sitemap: packed, broken off, in any encoding, or built to do harm."""

import gzip

import pytest

from pipeline.fetch.failures import FeedError
from pipeline.fetch.sitemap_xml import MAX_BYTES, parse_sitemap, root_name, unpacked
from tests.unit.fetch.lists import HEAD, MAP_SPACE, MAP_URL, a_map, index, line, news, urlset


def locs(body: str | bytes, content_type: str = "") -> list[str]:
    raw = body if isinstance(body, bytes) else body.encode()
    found = parse_sitemap(raw, base_url=MAP_URL, content_type=content_type)
    return [place.loc.removeprefix("https://news.example") for place in found.places]


def cut_off(body: str | bytes) -> bool:
    raw = body if isinstance(body, bytes) else body.encode()
    return parse_sitemap(raw, base_url=MAP_URL, content_type="").cut_off


def reason(body: str | bytes) -> str:
    raw = body if isinstance(body, bytes) else body.encode()
    with pytest.raises(FeedError) as caught:
        parse_sitemap(raw, base_url=MAP_URL, content_type="")
    assert MAP_URL in caught.value.detail
    return caught.value.reason


def test_a_packed_map_is_unpacked() -> None:
    assert locs(gzip.compress(urlset(line("/1")).encode())) == ["/1"]


def test_of_a_packed_map_that_breaks_off_the_whole_lines_are_kept() -> None:
    lines = [line(f"/{number}-{number * 7919 % 1000}") for number in range(2_000)]
    packed = gzip.compress(urlset(*lines).encode())
    found = parse_sitemap(packed[: len(packed) // 2], base_url=MAP_URL, content_type="")
    assert found.cut_off
    assert 0 < len(found.places) < 2_000
    assert all(place.loc + "</loc>" in "".join(lines) for place in found.places)


def test_of_packed_lines_that_break_off_the_last_one_is_not_believed() -> None:
    packed = gzip.compress(b"https://news.example/1\nhttps://news.example/2", mtime=0)
    found = parse_sitemap(packed[:-8], base_url=MAP_URL, content_type="")
    assert ([place.loc for place in found.places], found.cut_off) == (["https://news.example/1"], True)


def test_what_cannot_be_unpacked_is_a_failure() -> None:
    packed = gzip.compress(urlset(line()).encode())
    assert reason(packed[:12] + b"\xff\xff\xff" + packed[15:]) == "bad-encoding"


def test_a_bomb_is_stopped_at_the_limit() -> None:
    assert reason(gzip.compress(b"<a>" * MAX_BYTES)) == "too-large"


def test_plain_bytes_are_left_as_they_are() -> None:
    assert unpacked(b"<urlset/>", MAP_URL) == (b"<urlset/>", True)


@pytest.mark.parametrize(
    "start",
    [
        "\ufeff" + HEAD,
        "\n\n" + HEAD,
        HEAD + '<?xml-stylesheet type="text/xsl" href="/map.xsl"?>',
        HEAD + "<!-- made by hand -->",
        HEAD + "<!DOCTYPE urlset>",
        "",
    ],
)
def test_what_stands_before_the_first_element_does_not_matter(start: str) -> None:
    assert locs(urlset(line("/1")).replace(HEAD, start)) == ["/1"]


def test_encodings_are_those_of_feeds() -> None:
    body = urlset(line("/é"))
    assert locs(body.encode("utf-16")) == ["/é"]
    assert locs(body.replace("UTF-8", "iso-8859-1").encode("latin-1")) == ["/é"]
    assert locs(body.encode("latin-1"), "application/xml; charset=latin1") == ["/é"]


def test_elements_count_by_their_local_names() -> None:
    assert locs(urlset(line("/1")).replace(MAP_SPACE, 'xmlns="https://wrong.example/"')) == ["/1"]
    assert locs(urlset(line("/1")).replace(MAP_SPACE, "")) == ["/1"]


def test_comments_and_characters_that_xml_forbids_do_not_matter() -> None:
    assert locs(urlset(line("/1<!-- x -->"), line("/\x012\x00"))) == ["/1", "/2"]


def test_an_index_is_told_from_a_map() -> None:
    assert parse_sitemap(index(a_map()).encode(), base_url=MAP_URL, content_type="").is_index
    assert not parse_sitemap(urlset(line()).encode(), base_url=MAP_URL, content_type="").is_index


@pytest.mark.parametrize("end", ["</urlset>", "</urlset >", "</urlset>\n<!-- cached -->", "</urlset> junk"])
def test_a_map_that_ends_is_whole(end: str) -> None:
    assert not cut_off(urlset(line()).replace("</urlset>", end))


@pytest.mark.parametrize("body", [f"<urlset {MAP_SPACE}/>", "<urlset></urlset>", HEAD + "<urlset />"])
def test_an_empty_map_is_whole(body: str) -> None:
    assert (locs(body), cut_off(body)) == ([], False)


@pytest.mark.parametrize(
    "rest", ["", "<url>", "<url><loc>https://news.example/2", "<url><loc>/2</loc", "<url><loc>/2</loc>"]
)
def test_of_a_map_that_breaks_off_the_whole_lines_are_kept(rest: str) -> None:
    body = urlset(line("/1")).replace("</urlset>", rest)
    assert (locs(body), cut_off(body)) == (["/1"], True)


def test_a_line_that_is_broken_takes_no_other_with_it() -> None:
    assert "/2" in locs(urlset("<url><loc>https://news.example/1</lo></url>", line("/2")))


def test_a_map_that_breaks_off_before_its_first_line_is_broken() -> None:
    assert reason(f"<urlset {MAP_SPACE}><url><loc>https://news.exam") == "broken"
    assert reason(urlset("<url/>", "<url></url>")) == "broken"


def test_a_parser_that_gives_up_is_noticed() -> None:
    deep = urlset(line("/1"), "<a>" * 1_000 + "</a>" * 1_000, line("/2"))
    assert (locs(deep), cut_off(deep)) == (["/1"], True)


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE urlset [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE urlset [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!doctype urlset SYSTEM "x.dtd" [<!ATTLIST url a CDATA "aaaa">]>',
    ],
)
def test_a_map_that_declares_entities_is_refused(declared: str) -> None:
    assert reason(declared + urlset(line("/&a;"))) == "too-complex"


def test_an_external_definition_is_not_looked_at() -> None:
    assert locs('<!DOCTYPE urlset SYSTEM "http://127.0.0.1:9/x.dtd">' + urlset(line("/1"))) == ["/1"]


def test_an_entity_that_nobody_declared_is_text() -> None:
    (place,) = parse_sitemap(urlset(news(title="A &nbsp; &b;")).encode(), base_url=MAP_URL, content_type="").places
    assert place.title == "A &nbsp; &b;"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("<html><body>Not found</body></html>", "not-a-feed"),
        ("<rss><channel/></rss>", "not-a-feed"),
        ('{"a": 1}', "not-a-feed"),
        ("a line of words\n", "not-a-feed"),
        ("<!-- nothing -->", "not-a-feed"),
        ("<!--" * 1_000, "not-a-feed"),
        ('<html><input type="password"></html>', "login"),
    ],
)
def test_what_is_no_sitemap_is_refused_by_its_name(body: str, expected: str) -> None:
    assert reason(body) == expected


def test_the_first_element_is_found_behind_anything_that_may_stand_there() -> None:
    assert root_name('<?xml version="1.0"?><!-- <a> --><!DOCTYPE html>\n<HTML lang="en">') == "html"
    assert root_name("<rdf:RDF>") == "rdf"
    assert root_name("words") == root_name("<!-- open") == ""
