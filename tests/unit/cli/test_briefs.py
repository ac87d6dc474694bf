"""The brief at the desk: in a pipe as mailed, on a terminal in colours, in a browser."""

import re
from pathlib import Path

import pytest

from pipeline.render.terminal import WIDTH
from tests.unit.cli.calls import call
from tests.unit.cli.houses import BAN, EDITION, House


def test_brief_is_the_newest_edition_as_text(filled: House) -> None:
    called = filled.call("brief")
    assert (called.code, called.err) == (0, "")
    assert called.lines[0].startswith("OFFLIMITS")
    assert BAN in called.out
    assert called == filled.call("brief", "--week", EDITION, "--format", "text")


def test_brief_takes_the_week_in_small_letters(filled: House) -> None:
    assert filled.call("brief", "--week", "2026-w28") == filled.call("brief")


@pytest.mark.parametrize(("form", "start"), [("html", "<!doctype html>"), ("md", "# ")])
def test_brief_in_other_forms(filled: House, form: str, start: str) -> None:
    called = filled.call("brief", "--format", form)
    assert called.code == 0
    assert called.out.lower().startswith(start)
    assert BAN in called.out


def test_brief_as_json_is_the_edition(filled: House) -> None:
    edition = filled.call("brief", "--format", "json").json()
    assert edition["edition_id"] == EDITION
    assert filled.call("brief", "--json").json() == edition
    assert filled.call("brief", "--json", "--format", "html").json() == edition


def test_brief_of_a_week_that_has_none_lists_those_that_are_there(filled: House) -> None:
    called = filled.call("brief", "--week", "2026-W01")
    assert (called.code, called.out) == (2, "")
    assert called.err == f"offlimits: --week 2026-W01: no such edition; there are {EDITION}\n"


@pytest.mark.parametrize("form", ["text", "html", "md", "json"])
def test_brief_as_of_a_day_gives_the_bytes_that_went_out(filled: House, form: str) -> None:
    plain = filled.call("brief", "--week", EDITION, "--format", form)
    for moment in ("2026-12-31", "2026-12-31T05:00:00+01:00"):
        assert filled.call("brief", "--week", EDITION, "--as-of", moment, "--format", form) == plain
    assert filled.call("brief", "--as-of", "2026-12-31", "--format", form) == plain


@pytest.mark.parametrize(
    ("moment", "message"),
    [
        ("yesterday", "is no day and no time; write a day as 2026-07-13, or a time as"),
        ("2026-02-30", "is no day and no time"),
        ("2026-07-13T05:00:00", "has no zone"),
        ("1999-07-13", "lies outside the years 2000 to 2099"),
        ("9999-12-31", "lies outside the years 2000 to 2099"),
        ("2020-01-01", "there was no edition yet; the first, 2026-W28, was composed at"),
    ],
)
def test_brief_as_of_what_is_no_day_with_an_edition_is_one_line(filled: House, moment: str, message: str) -> None:
    called = filled.call("brief", "--as-of", moment)
    assert (called.code, called.out) == (2, "")
    assert message in called.err
    assert called.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [("brief",), ("brief", "--as-of", "2026-07-13"), ("send", "--dry-run")], ids=" ".join
)
def test_before_a_week_has_closed_there_is_no_edition(fresh: House, arguments: tuple[str, ...]) -> None:
    assert fresh.call("site").code == 0  # makes the database
    called = fresh.call(*arguments)
    assert (called.code, called.out) == (2, "")
    assert called.err.startswith("offlimits: there is no edition yet; the first one is composed when a week has closed")
    assert call("--config", fresh.config, "register").lines[-1].startswith("0 restrictions")


def test_on_a_terminal_the_brief_is_in_colours_and_never_too_wide(
    filled: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    called = filled.call("brief", terminal=True)
    assert (called.code, called.err) == (0, "")
    assert "\x1b[" in called.out
    assert BAN in called.out
    assert all(len(line) <= WIDTH for line in plain_lines(called.out))


def test_on_a_terminal_a_form_that_was_asked_for_is_given(filled: House) -> None:
    assert filled.call("brief", "--format", "text", terminal=True).out == filled.call("brief").out


def browser(folder: Path) -> Path:
    """A browser that notes the address it is given."""
    program = folder / "browser"
    program.write_text(f'#!/bin/sh\necho "$1" > {folder}/seen\n', encoding="utf-8")
    program.chmod(0o755)
    return program


@pytest.fixture
def browsers(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The list of browsers as if nobody had asked for one yet: the library looks them up once in a process."""
    monkeypatch.setattr("webbrowser._tryorder", None)
    monkeypatch.setattr("webbrowser._browsers", {})
    return monkeypatch


def test_open_shows_the_html_of_the_mail_in_a_browser(
    house: House, tmp_path: Path, browsers: pytest.MonkeyPatch
) -> None:
    browsers.setenv("BROWSER", f"{browser(tmp_path)} %s")
    called = house.call("brief", "--open")
    page = house.data / "outbox" / EDITION / "brief.html"
    assert (called.code, called.out, called.err) == (0, f"{page}\n", "")
    assert page.read_text(encoding="utf-8") == house.call("brief", "--format", "html").out
    assert (tmp_path / "seen").read_text(encoding="utf-8").strip() == page.resolve().as_uri()
    assert house.call("brief", "--open", "--json").json() == {"html": str(page)}


def test_open_without_a_browser_says_where_the_page_is(house: House, browsers: pytest.MonkeyPatch) -> None:
    browsers.setattr("webbrowser._tryorder", [])
    called = house.call("brief", "--open")
    page = house.data / "outbox" / EDITION / "brief.html"
    assert (called.code, called.out) == (0, f"no browser was found; open {page} in one\n")
    assert page.exists()


def plain_lines(out: str) -> list[str]:
    """What is seen of the output of a terminal: without its colours and the addresses behind links."""
    return re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", out).splitlines()
