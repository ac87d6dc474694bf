"""The command that looks at pages."""

import json
import re
from contextlib import chdir
from pathlib import Path

import pytest

from tests.unit.cli.calls import Called, call, refused
from tests.unit.cli.houses import House
from tests.unit.nightly.towns import BAN, BAN_TITLE, PICNIC, PICNIC_TITLE, page
from tests.unit.nightly.webs import LoopbackWeb
from tests.unit.render.readers import read_html

PAGE = page(BAN_TITLE, BAN, published="2026-07-08")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ban.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_file_is_shown_with_the_fate_of_its_blocks_and_what_was_understood(filled: House, file: Path) -> None:
    called = filled.call("inspect", file)
    assert (called.code, called.err) == (0, "")
    assert called.lines[:2] == [BAN_TITLE, "2026-07-08, en"]
    for told in (BAN[0][:60], "relevant, score ", "actor  Tidewater Freight", "targets  Scribbler"):
        assert told in called.out
    assert "“Tidewater Freight has banned its developers" in called.out
    assert "no event" not in called.lines


def test_a_page_is_said_in_short_by_sentences_of_its_kept_blocks(filled: House, file: Path) -> None:
    lines = filled.call("inspect", file).lines
    said = " ".join(
        line.strip() for line in lines[lines.index("in short") + 1 : lines.index("", lines.index("in short"))]
    )
    quotes = re.findall(r"“(.*?)”\s+\(block (\d+), (\d+) to (\d+)\)", said)
    blocks = filled.call("inspect", file, "--json").json()["blocks"]
    assert quotes
    for quote, number, start, end in quotes:
        block = blocks[int(number)]
        assert block["kept"]
        assert block["kind"] == "paragraph"
        assert block["text"][int(start) : int(end)] == quote


def test_a_dropped_block_is_marked_with_its_rule(filled: House, tmp_path: Path) -> None:
    body = page(BAN_TITLE, BAN).replace("</article>", "</article><nav><p>Home</p></nav>")
    (tmp_path / "ban.html").write_text(body, encoding="utf-8")
    (line,) = [line for line in filled.call("inspect", tmp_path / "ban.html").lines if "Home" in line]
    assert line.startswith("× ")
    assert line.rstrip().endswith("]")
    assert "[chrome:" in line


def test_a_page_without_a_restriction_says_so(filled: House, tmp_path: Path) -> None:
    (tmp_path / "picnic.html").write_text(page(PICNIC_TITLE, PICNIC), encoding="utf-8")
    called = filled.call("inspect", tmp_path / "picnic.html")
    assert called.code == 0
    assert called.lines[1].startswith("no day of publication, ")
    assert any(line.startswith("not relevant, score ") for line in called.lines)
    assert "no event" in called.lines
    assert called.lines[-1] == "3 of 4 blocks are kept. 6 of 48 words are stripped (12 %)."


def test_what_is_given_wins_over_what_the_page_says(filled: House, file: Path) -> None:
    given = ("--title", "A title of mine", "--published", "2026-07-01", "--url", "https://elsewhere.example/a")
    plain = filled.call("inspect", file, *given, "--json").json()
    assert (plain["title"], plain["published"]) == ("A title of mine", "2026-07-01")


def test_standard_input_is_read(filled: House) -> None:
    assert call("--config", filled.config, "inspect", "-", stdin=PAGE.encode()).lines[0] == BAN_TITLE


def test_a_page_without_a_title_or_a_language_says_so(filled: House) -> None:
    called = call("--config", filled.config, "inspect", "-", stdin=b"Xyzzy.")
    assert called.lines[:2] == ["(no title)", "no day of publication, language unknown"]


def test_what_a_page_says_of_itself_stands_below_its_title(filled: House, tmp_path: Path) -> None:
    head = (
        "<title>A story</title><meta name=author content='Jane Doe'><meta property=og:site_name content='Harbour Post'>"
        "<meta property=article:published_time content=2026-07-06>"
        "<meta property=article:modified_time content=2026-07-08><meta property=article:tag content=ports>"
    )
    (tmp_path / "said.html").write_text(
        f"<!doctype html><html lang=en>{head}<p>{'Text of the story. ' * 9}</p>", encoding="utf-8"
    )
    lines = filled.call("inspect", tmp_path / "said.html").lines
    assert lines[1:5] == ["2026-07-06, changed 2026-07-08, en", "author Jane Doe", "site Harbour Post", "tags ports"]


def test_a_partial_article_says_what_stands_in_front_of_its_text(filled: House, tmp_path: Path) -> None:
    wall = (
        "<title>Wait</title><p>To continue reading, subscribe to Harbour Post.</p><p>Already a subscriber? Log in</p>"
    )
    (tmp_path / "wall.html").write_text(wall, encoding="utf-8")
    lines = filled.call("inspect", tmp_path / "wall.html").lines
    assert "partial: a paywall stands in front of the text; title and summary are read as text" in lines


def test_an_address_is_fetched_under_the_settings(filled: House) -> None:
    plain = filled.call("inspect", "http://harbourpost.example/ban", "--json").json()
    assert plain["title"] == BAN_TITLE
    assert plain["events"][0]["actor"] == "Tidewater Freight"


def test_nothing_is_stored(fresh: House, file: Path) -> None:
    before = sorted(fresh.folder.rglob("*"))
    assert fresh.call("inspect", file).code == 0
    assert fresh.call("inspect", "http://harbourpost.example/ban").code == 0
    assert sorted(fresh.folder.rglob("*")) == before


def test_without_a_configuration_it_works_too(tmp_path: Path, file: Path) -> None:
    with chdir(tmp_path):
        called = call("inspect", file, "--json")
    assert called.code == 0
    assert called.json()["title"] == BAN_TITLE


def test_a_configuration_that_was_named_has_to_be_there(tmp_path: Path, file: Path) -> None:
    assert call("--config", tmp_path / "none.yaml", "inspect", file).code == 78


def test_what_a_page_says_cannot_control_the_terminal(filled: House, tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text(page("Ban \x1b[2J\u202eof [red]x[/red]", BAN), encoding="utf-8")
    for arguments in ((), ("--json",)):
        out = filled.call("inspect", tmp_path / "bad.html", *arguments).out
        assert "\x1b" not in out
        assert "\u202e" not in out
        assert "[red]x[/red]" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "name one: an address, a file, or - for standard input; or --jsonl FILE"),
        (("",), "name one: an address, a file, or - for standard input; or --jsonl FILE"),
        (("a.html", "--jsonl", "b.jsonl"), "name one: an address, a file, or - for standard input; or --jsonl FILE"),
        (
            ("-", "--url", "elsewhere"),
            "--url elsewhere: no web address; write it in full, with http:// or https://",
        ),
        (
            ("-", "--published", "soon"),
            "published 'soon': no date; write 2026-07-06 or 2026-07-06T09:00:00+08:00",
        ),
        (("-",), "-: the page has no bytes; name another page"),
        (("--jsonl", "b.jsonl", "--html", "a.html"), "--html shows one page; name it in place of --jsonl FILE"),
        (
            ("-", "--json", "--html", "-"),
            "--html - and --json both print; name a file for the HTML, or leave one of them out",
        ),
        (("-", "--html", "none/a.html"), "--html none/a.html: there is no folder none; make it, or name another place"),
        (("-", "--html", "."), "--html .: is no file; name a file, or - for standard output"),
        (("-", "--html", "/dev/null"), "--html /dev/null: is no file; name a file, or - for standard output"),
    ],
)
def test_wrong_usage_is_one_line_and_ends_with_2(filled: House, arguments: tuple[str, ...], told: str) -> None:
    assert filled.call("inspect", *arguments) == Called(2, "", f"offlimits: {told}\n")


def test_a_page_is_written_as_one_html_file(filled: House, file: Path) -> None:
    place = file.parent / "seen.html"
    called = filled.call("inspect", file, "--html", place)
    assert called == Called(0, f"written: {place}\n", "")
    seen = read_html(place.read_bytes())
    assert seen.title == f"{BAN_TITLE} · Offlimits inspect"
    assert BAN[0][:20] in seen.words
    assert not seen.broken


def test_what_is_given_stands_in_the_html_too(filled: House, file: Path) -> None:
    given = ("--title", "A title of mine", "--published", "2026-07-01", "--url", "https://elsewhere.example/a")
    seen = read_html(filled.call("inspect", file, *given, "--html", "-").out)
    assert seen.title.startswith("A title of mine")
    assert "1 July 2026" in seen.words
    assert "https://elsewhere.example/a" in seen.hrefs


def test_a_dash_prints_the_page_and_the_same_bytes_each_time(filled: House, file: Path) -> None:
    place = file.parent / "seen.html"
    filled.call("inspect", file, "--html", place, "-q")
    printed = filled.call("inspect", file, "--html", "-")
    assert (printed.code, printed.err) == (0, "")
    assert printed.out.encode() == place.read_bytes()


def test_html_and_json_are_both_given_and_quiet_tells_nothing(filled: House, file: Path) -> None:
    place = file.parent / "seen.html"
    assert filled.call("inspect", file, "--html", place, "--json").json()["title"] == BAN_TITLE
    assert place.exists()
    place.unlink()
    assert filled.call("inspect", file, "--html", place, "-q") == Called(0, "", "")
    assert place.exists()


def test_a_page_that_cannot_be_read_leaves_the_file_as_it_was(filled: House, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7 ...")
    (tmp_path / "seen.html").write_text("before", encoding="utf-8")
    for more in ((), ("--json",)):
        filled.call("inspect", tmp_path / "scan.pdf", "--html", tmp_path / "seen.html", *more)
        assert (tmp_path / "seen.html").read_text(encoding="utf-8") == "before"


def test_a_bad_place_is_refused_before_anything_is_fetched(tmp_path: Path) -> None:
    with LoopbackWeb() as web, chdir(tmp_path):
        called = call("inspect", f"http://{web.address}/ban", "--html", "none/a.html")
        assert refused(called).startswith("--html none/a.html: there is no folder none; ")
        assert web.asked == []


def test_a_terminal_gets_colours_and_no_color_is_honoured(
    filled: House, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    body = PAGE.replace("</article>", "</article><nav><p>Home</p></nav>")
    file.write_text(body.replace("</p>", "</p><p>Subscribe to our newsletter today.</p>", 1), encoding="utf-8")
    coloured = call("--config", filled.config, "inspect", file, terminal=True).out
    assert "\x1b[4m" in coloured
    assert "\x1b[2m" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    plain = call("--config", filled.config, "inspect", file, terminal=True).out
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", plain)
    assert "\x1b" not in filled.call("inspect", file).out


def test_for_programs_a_page_that_cannot_be_read_is_an_answer(filled: House, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7 ...")
    called = filled.call("inspect", tmp_path / "scan.pdf", "--json")
    assert (called.code, called.err) == (0, "")
    assert called.json()["error"] == "the page is binary data, not HTML or plain text"


def lines(path: Path, *rows: object) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def test_a_batch_is_answered_line_by_line(filled: House, file: Path) -> None:
    batch = lines(
        file.parent / "in.jsonl",
        {"id": "ban", "html_path": "ban.html"},
        {"id": "text", "text": "Xyzzy.\n\nPlugh."},
        {"id": "none"},
    )
    called = filled.call("inspect", "--jsonl", batch)
    assert (called.code, called.err) == (0, "")
    answers = [json.loads(line) for line in called.lines]
    assert [answer["id"] for answer in answers] == ["ban", "text", "none"]
    assert [bool(answer["error"]) for answer in answers] == [False, False, True]
    assert {answer["mode"] for answer in answers} == {"cold"}
    assert answers[0]["events"][0]["actor"] == "Tidewater Freight"


def test_a_warm_batch_says_so(filled: House, file: Path) -> None:
    batch = lines(file.parent / "in.jsonl", {"id": "ban", "html_path": "ban.html"})
    assert filled.call("inspect", "--jsonl", batch, "--warm").json()["mode"] == "warm"


def test_a_batch_may_begin_with_a_byte_order_mark(filled: House, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('\ufeff{"id": "a", "text": "Xyzzy."}', encoding="utf-8")
    assert filled.call("inspect", "--jsonl", tmp_path / "in.jsonl").json()["error"] is None


def test_an_empty_batch_has_no_answers(filled: House, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("\n\n", encoding="utf-8")
    assert filled.call("inspect", "--jsonl", tmp_path / "in.jsonl") == Called(0, "", "")


@pytest.mark.parametrize(("name", "why"), [("none.jsonl", "No such file or directory"), (".", "Is a directory")])
def test_a_batch_that_cannot_be_read_ends_with_2(filled: House, tmp_path: Path, name: str, why: str) -> None:
    with chdir(tmp_path):
        called = filled.call("inspect", "--jsonl", name)
    assert called == Called(2, "", f"offlimits: {name}: cannot be read ({why}); name a file of JSON lines\n")


def test_an_address_that_does_not_answer_is_told_with_a_mend(tmp_path: Path) -> None:
    with LoopbackWeb() as web, chdir(tmp_path):
        called = call("inspect", f"http://{web.address}/ban")
    assert (called.code, called.out) == (2, "")
    assert called.err.count("\n") == 1
    assert called.err.rstrip().endswith("; look at the address, or save the page and name the file")


def test_warm_without_a_batch_is_refused_and_says_why(filled: House, file: Path) -> None:
    called = filled.call("inspect", "--warm", file)
    assert called.code == 2
    assert "--jsonl" in called.err
