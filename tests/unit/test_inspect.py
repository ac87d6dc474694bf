"""What would become of a page, without storing it: reading what is named, one answer for each line, cold and warm."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analyse.events.tools import Tools
from pipeline.analyse.reading import prepare
from pipeline.inspect import MOST_BYTES, Asked, inspect_batch, one_page, read_lines, read_target
from pipeline.model.errors import UsageError
from pipeline.model.options import FetchOptions
from tests.unit.nightly.towns import BAN, BAN_TITLE, NAMES, PICNIC, PICNIC_TITLE, page
from tests.unit.nightly.webs import LoopbackWeb
from tests.unit.records import NOW

HERE = Path()


@pytest.fixture(scope="module")
def tools() -> Tools:
    return prepare(NAMES)


def target(name: str, stdin: bytes = b"", hosts: dict[str, str] | None = None) -> tuple[bytes, str, str]:
    return read_target(name, stdin, options=FetchOptions(delay_seconds=0, hosts=hosts or {}), now=NOW)


def asked(*rows: object, folder: Path = HERE) -> list[Asked]:
    return list(read_lines((json.dumps(row) for row in rows), folder))


def answers(tools: Tools, *rows: object, warm: bool = False, folder: Path = HERE) -> list[dict[str, Any]]:
    return list(inspect_batch(asked(*rows, folder=folder), tools, warm=warm))


# -- what is named ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<!doctype html><p>Hello", "text/html"),
        (b"\n\n<HTML lang=en>", "text/html"),
        (b"<p>Hello</p>", "text/html"),
        (b"Hello, a < b and <someone@mail.example>", "text/plain; charset=utf-8"),
        (b"", "text/plain; charset=utf-8"),
        (b"\x00\x01\x02 <p>", "text/html"),
        (b"PK\x07\x08\x00\x00", "application/octet-stream"),
        ("\ufeff<p>Hello</p>".encode("utf-16-le"), "text/html"),
        ("\ufeffHello".encode("utf-16-be"), "text/html"),
        (b"x" * 4000 + b"\x00<p>", "text/plain; charset=utf-8"),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_beginning(tmp_path: Path, body: bytes, kind: str) -> None:
    (tmp_path / "file").write_bytes(body)
    assert target(str(tmp_path / "file")) == (body, kind, "")
    assert target("-", body) == (body, kind, "")


def test_an_address_is_fetched_and_told_where_it_led() -> None:
    with LoopbackWeb() as web:
        web.put("harbourpost.example/ban", page(BAN_TITLE, BAN))
        body, kind, url = target("HTTP://harbourpost.example/ban", hosts={"harbourpost.example": web.address})
    assert BAN_TITLE.encode() in body
    assert (kind, url) == ("text/html; charset=utf-8", "http://harbourpost.example/ban")


def test_an_address_that_gives_nothing_says_why_and_what_else_can_be_done() -> None:
    with LoopbackWeb() as web, pytest.raises(UsageError, match=r"404.*; look at the address, or save the page"):
        target("http://harbourpost.example/none", hosts={"harbourpost.example": web.address})


@pytest.mark.parametrize("name", ["ftp://harbourpost.example/a", "file:///etc/hostname", "https://", "http://[bad"])
def test_what_looks_like_an_address_is_never_taken_for_a_file(name: str) -> None:
    with pytest.raises(UsageError, match="look at the address"):
        target(name)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("none.html", r"none\.html: cannot be read \(No such file or directory\); name a file, an address or -"),
        (".", r"\.: cannot be read \(Is a directory\); name a file, an address or -"),
        ("a\x00b", r"'a\\x00b': is no name of a file; name a file, an address or -"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(name: str, told: str) -> None:
    with pytest.raises(UsageError, match=f"^{told}$"):
        target(name)


def test_what_is_larger_than_any_page_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    for name, stdin in ((str(tmp_path / "large"), b""), ("-", bytes(MOST_BYTES + 1))):
        with pytest.raises(UsageError, match=r"larger than 50,000,000 bytes; this is no page$"):
            target(name, stdin)


def test_a_page_takes_what_is_given() -> None:
    given = {"url": "https://www.harbourpost.example/a", "title": "Mine", "published": "2026-07-06"}
    made = one_page(b"x", "text/plain", given)
    assert (made.url, made.outlet, made.given.title) == (given["url"], "harbourpost.example", "Mine")
    assert made.given.published is not None
    assert made.given.published.text == "2026-07-06"
    bare = one_page(b"x", "text/plain", {"published": ""})
    assert (bare.url, bare.outlet, bare.given.title, bare.given.published) == ("", "", "", None)
    assert bare.article_id != made.article_id


# -- lines of a batch ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 2: no JSON ("),
        ("[" * 100_000, "line 2: no JSON ("),
        ("NULL", "line 2: no JSON ("),
        ("[]", 'line 2: no object with an "id"; write {"id": "…", …}'),
        ("{}", 'line 2: no object with an "id"'),
        ('{"id": null}', 'line 2: no object with an "id"'),
        ('{"id": true, "text": "x"}', 'line 2: no object with an "id"'),
        ('{"id": ["a"], "text": "x"}', 'line 2: no object with an "id"'),
    ],
)
def test_a_line_without_an_id_is_answered_without_one(line: str, told: str) -> None:
    first, found = read_lines(['{"id": "a", "text": "x"}', line], HERE)
    assert (first.name, first.error) == ("a", "")
    assert (found.name, found.page) == (None, None)
    assert found.error.startswith(told)


@pytest.mark.parametrize("published", ["2026", "2026-07"])
def test_a_month_or_a_year_tells_no_day_of_publication(published: str) -> None:
    (found,) = asked({"id": "a", "text": "x", "published": published})
    assert found.page is not None
    assert found.page.given.published is None


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({}, 'neither "html", "html_path" nor "text"; give one of them'),
        ({"html": None, "text": 5}, 'neither "html", "html_path" nor "text"; give one of them'),
        ({"html_path": "none.html"}, "html_path none.html: cannot be read (No such file or directory)"),
        ({"html_path": "a\u0000b"}, r"'html_path a\x00b': is no name of a file"),
        ({"html_path": "a\ud800b"}, r"'html_path a\ud800b': is no name of a file"),
        (
            {"text": "x", "published": "soon"},
            "published 'soon': no date; write 2026-07-06 or 2026-07-06T09:00:00+08:00",
        ),
        ({"text": "x", "published": 2026}, "published is no text; write it in quotes, or leave it out"),
        ({"text": "x", "title": ["a"]}, "title is no text; write it in quotes, or leave it out"),
        ({"text": "x", "url": {}}, "url is no text; write it in quotes, or leave it out"),
    ],
)
def test_a_line_that_cannot_be_used_is_told_under_its_id(row: dict[str, Any], told: str) -> None:
    (found,) = asked({"id": "a", **row})
    assert (found.name, found.page) == ("a", None)
    assert found.error == f"line 1: {told}"


def test_an_id_may_be_a_number(tools: Tools) -> None:
    (found,) = answers(tools, {"id": 7, "text": "Xyzzy."})
    assert (found["id"], found["error"]) == (7, None)


def test_empty_lines_are_passed_over_and_still_counted(tools: Tools) -> None:
    found = list(read_lines(["\n", '{"id": "a", "text": "x"}\n', " \n", "{\n"], HERE))
    assert [item.name for item in found] == ["a", None]
    assert found[1].error.startswith("line 4: ")


def test_html_wins_over_a_path_and_a_path_over_text(tools: Tools, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page("From the file", PICNIC), encoding="utf-8")
    every: dict[str, object] = {"html": page("From the line", PICNIC), "html_path": "a.html", "text": "Xyzzy."}
    rows: list[dict[str, object]] = [every, {**every, "html": None}, {"text": "Xyzzy."}]
    found = answers(tools, *({"id": str(n), **row} for n, row in enumerate(rows)), folder=tmp_path)
    assert [answer["title"] for answer in found] == ["From the line", "From the file", ""]


def test_a_path_counts_from_the_folder_of_the_input(tools: Tools, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_text(page(PICNIC_TITLE, PICNIC), encoding="utf-8")
    (found,) = answers(tools, {"id": "a", "html_path": "pages/a.html"}, folder=tmp_path)
    assert found["title"] == PICNIC_TITLE


def test_what_a_line_gives_wins_over_the_page(tools: Tools) -> None:
    body = page(PICNIC_TITLE, PICNIC, published="2026-07-01")
    row = {"id": "a", "html": body, "title": "Mine", "published": "2026-07-06T09:00:00+08:00"}
    (found,) = answers(tools, row)
    assert (found["title"], found["published"]) == ("Mine", "2026-07-06T09:00:00+08:00")


@pytest.mark.parametrize("fetched_at", ["2026-07-08T05:00:00Z", "never", None, 5])
def test_a_time_of_fetching_is_taken_if_it_is_one(fetched_at: object) -> None:
    (found,) = asked({"id": "a", "text": "x", "fetched_at": fetched_at})
    assert found.page is not None
    known = datetime(2026, 7, 8, 5, tzinfo=UTC) if fetched_at == "2026-07-08T05:00:00Z" else None
    assert found.page.fetched_at == known


def test_equal_pages_under_equal_ids_are_two_articles(tools: Tools) -> None:
    row = {"id": "a", "html": page(BAN_TITLE, BAN, published="2026-07-08")}
    first, second = answers(tools, row, row)
    assert (first["copy_of"], second["copy_of"]) == (None, "a")
    assert first["story"] == second["story"]


def test_text_is_cut_at_blank_lines(tools: Tools) -> None:
    (found,) = answers(tools, {"id": "a", "text": f"{PICNIC[0]}\n\n{PICNIC[1]}"})
    assert [block["text"] for block in found["blocks"]] == list(PICNIC)
    assert found["text"] == "\n\n".join(PICNIC)


def test_a_page_that_cannot_be_parsed_has_an_error_and_no_story(tools: Tools) -> None:
    found = answers(tools, {"id": "a", "html": ""}, {"id": "b", "text": "Xyzzy."})
    assert (found[0]["error"], found[0]["story"]) == ("the page has no bytes", None)
    assert (found[1]["error"], found[1]["story"]) == (None, "s1")


def test_an_article_in_a_language_that_is_not_read_says_so(tools: Tools) -> None:
    german = ("Die Reederei verbietet ihren Angestellten das Werkzeug Scribbler, teilte sie am Montag mit.",)
    (found,) = answers(tools, {"id": "a", "html": page("Reederei verbietet Scribbler", german, language="de")})
    assert (found["language"], found["relevant"], found["events"]) == ("de", False, [])
    assert found["why"] == ["not read: language:de"]


def test_nothing_asked_nothing_answered(tools: Tools) -> None:
    assert answers(tools) == []
    assert answers(tools, warm=True) == []


def test_the_answers_do_not_depend_on_the_other_lines(tools: Tools) -> None:
    """Cold, only the number of a story and what an article is a copy of may differ."""
    row = {"id": "ban", "html": page(BAN_TITLE, BAN, published="2026-07-08")}
    (alone,) = answers(tools, row)
    among = answers(tools, {"id": "p", "html": page(PICNIC_TITLE, PICNIC)}, row, {"id": "none"})[1]
    assert {**alone, "story": ""} == {**among, "story": ""}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)
KEYS = st.sampled_from(["id", "url", "html", "html_path", "text", "title", "published", "fetched_at", "other"])


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.dictionaries(KEYS, JSON, max_size=6) | JSON, max_size=4))
def test_every_line_has_one_answer_whatever_it_holds(tools: Tools, rows: list[object]) -> None:
    for warm in (False, True):
        found = answers(tools, *rows, warm=warm)
        assert len(found) == len(rows)
        assert all(answer["error"] is None or answer["error"] for answer in found)
        json.dumps(found)


# -- warm: a page also knows the earlier pages of its site -----------------------------------------------------------

BOILER = "Companies that look at such things early have less to do when it counts."
TOWNS = (("Fabrikam", "Nimbus", "Tartu"), ("Contoso", "Parrot", "Bergen"), ("Litware", "Quill", "Porto"))


def pages(host: str, count: int, *, day: int = 1) -> Iterator[dict[str, str]]:
    """Articles of a site on different stories, one a day, all with the same sentence at their end."""
    for number, (firm, tool, town) in enumerate(TOWNS[:count]):
        text = f"{firm} told its staff in {town} that {tool} has to be gone by {13 + number} August, a memo says."
        yield {
            "id": f"{host}-{number}",
            "url": f"https://{host}/{number}",
            "html": page(f"{firm} parts with {tool}", (text, BOILER), published=f"2026-07-{day + number:02}"),
        }


def dropped(found: list[dict[str, Any]]) -> list[str]:
    """Ids of the pages on which the sentence was dropped as the site's."""
    return [
        answer["id"]
        for answer in found
        for block in answer["blocks"]
        if block["text"] == BOILER and block["rule"] == "filler:site"
    ]


def test_cold_a_page_knows_no_other(tools: Tools) -> None:
    assert dropped(answers(tools, *pages("harbourpost.example", 3))) == []


def test_warm_what_stood_in_another_story_of_the_site_before_is_dropped(tools: Tools) -> None:
    found = answers(tools, *pages("harbourpost.example", 3), warm=True)
    assert dropped(found) == ["harbourpost.example-1", "harbourpost.example-2"]
    assert all(BOILER not in answer["text"] for answer in found[1:])


def test_warm_a_site_knows_nothing_of_another(tools: Tools) -> None:
    one, other = list(pages("harbourpost.example", 2)), list(pages("mergequeue.example", 3))
    assert dropped(answers(tools, one[0], other[1], warm=True)) == []


def test_warm_sites_that_are_mixed_in_the_input_are_told_apart(tools: Tools) -> None:
    one, other = list(pages("harbourpost.example", 2)), list(pages("mergequeue.example", 2))
    mixed = [row for pair in zip(one, other, strict=True) for row in pair]
    assert dropped(answers(tools, *mixed, warm=True)) == ["harbourpost.example-1", "mergequeue.example-1"]


def test_warm_www_is_the_same_site(tools: Tools) -> None:
    rows = list(pages("harbourpost.example", 2))
    rows[1]["url"] = rows[1]["url"].replace("://", "://www.")
    assert dropped(answers(tools, *rows, warm=True)) == ["harbourpost.example-1"]


def test_warm_the_order_is_that_of_publication_and_the_answers_keep_that_of_the_input(tools: Tools) -> None:
    rows = list(pages("harbourpost.example", 3))
    found = answers(tools, *reversed(rows), warm=True)
    assert [answer["id"] for answer in found] == [row["id"] for row in reversed(rows)]
    assert dropped(found) == ["harbourpost.example-2", "harbourpost.example-1"]


def test_warm_a_page_without_a_day_comes_last(tools: Tools) -> None:
    rows = list(pages("harbourpost.example", 2))
    rows[0]["html"] = re.sub(r"<meta[^>]*published_time[^>]*>", "", rows[0]["html"])
    assert dropped(answers(tools, *rows, warm=True)) == ["harbourpost.example-0"]


def test_warm_the_site_may_be_what_the_page_says(tools: Tools) -> None:
    rows = list(pages("harbourpost.example", 2))
    for row in rows:
        link = f'<link rel="canonical" href="{row.pop("url")}"></head>'
        row["html"] = row["html"].replace("</head>", link)
    assert dropped(answers(tools, *rows, warm=True)) == ["harbourpost.example-1"]


def test_warm_pages_without_an_address_share_nothing(tools: Tools) -> None:
    rows = [{"id": row["id"], "html": row["html"]} for row in pages("harbourpost.example", 3)]
    assert dropped(answers(tools, *rows, warm=True)) == []


def test_warm_an_address_that_comes_again_is_one_article(tools: Tools) -> None:
    (row,) = pages("harbourpost.example", 1)
    found = answers(tools, *({**row, "id": str(number)} for number in range(4)), warm=True)
    assert dropped(found) == []
    assert [answer["copy_of"] for answer in found] == [None, "0", "0", "0"]


def test_warm_a_page_that_cannot_be_read_is_no_hindrance(tools: Tools) -> None:
    rows = [*pages("harbourpost.example", 2), {"id": "empty", "url": "https://harbourpost.example/e", "html": ""}]
    found = answers(tools, *rows, warm=True)
    assert dropped(found) == ["harbourpost.example-1"]
    assert found[-1]["error"]


def test_of_a_line_with_a_title_and_no_text_the_title_is_read(tools: Tools) -> None:
    rows = [{"id": number, "title": BAN_TITLE, "text": text} for number, text in enumerate((" ", " ".join(BAN)))]
    bare, full = answers(tools, *rows)
    assert (bare["error"], bare["title"]) == (None, BAN_TITLE)
    assert bare["story"] == full["story"]
