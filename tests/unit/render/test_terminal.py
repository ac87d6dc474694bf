"""An edition on a terminal: all of it, in its width, and nothing from outside gets hold of the terminal."""

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from pipeline.model.edition import Edition, Erratum, Notice
from pipeline.model.options import SiteOptions
from pipeline.render.terminal import WIDTH, TerminalWriter
from tests.examples import BASELINE, QUIET, RICH, SITE
from tests.unit.render.readers import ID, strings

EDITIONS = {"rich": RICH, "quiet": QUIET, "baseline": BASELINE}
UNTOLD = ("2026-W", "2026-0", "2026-Q", "mark", "ok", "wait", "day", "month", "quarter", "UTC")
NOTICED = replace(
    RICH,
    notices=(Notice(restriction_id="AIR-2026-0004", sent_on="2026-07-09"),),
    errata=(Erratum(restriction_id="AIR-2026-0002", edition_ids=("2026-W27",), text="The day was wrong."),),
    written_by="a model",
    items=(replace(RICH.items[0], summary="A model wrote this.", since_last=("A second outlet tells it.",)),),
)


def shown(edition: Edition, site: SiteOptions = SITE, *, width: int = WIDTH, colours: bool = False) -> str:
    out = io.StringIO()
    console = Console(
        file=out, width=width, highlight=False, force_terminal=colours, no_color=not colours, _environ={"TERM": "xterm"}
    )
    console.print(TerminalWriter(site).edition(edition))
    return out.getvalue()


def flat(text: str) -> str:
    return " ".join(text.split()).casefold()


@pytest.mark.parametrize("name", EDITIONS)
def test_it_says_every_fact_of_the_edition(name: str) -> None:
    edition = EDITIONS[name]
    told = re.sub(r"\s", "", shown(edition)).casefold()
    public = {edition.subject, edition.public_subject, edition.public_bottom_line}
    quiet = {e.reason for e in edition.exposures or () if e.bearing in ("signal", "unknown")} | {"Engineering"}
    for said in strings(edition):
        if said in public | quiet or said.startswith(UNTOLD) or not re.search(r"[a-zA-Z]{2}", said):
            continue
        if re.fullmatch(r"[\d-]{7,10}.*|[A-Z]{2}|[a-z]+", said):
            continue
        assert re.sub(r"\s", "", said).casefold() in told, said


@pytest.mark.parametrize("name", EDITIONS)
def test_it_names_every_id(name: str) -> None:
    assert set(ID.findall(shown(EDITIONS[name]))) == set(ID.findall(repr(EDITIONS[name])))


def test_what_is_rare_is_shown_too() -> None:
    told = flat(shown(NOTICED))
    for said in (
        "An urgent notice went out on 9 July 2026.",
        "Correction: The day was wrong. (AIR-2026-0002, told in 2026-W27)",
        "A model wrote this. (written by a model)",
        "A second outlet tells it.",
    ):
        assert said.casefold() in told


@pytest.mark.parametrize("width", [40, 72, WIDTH, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(len(line) for line in shown(RICH, width=width).splitlines()) <= width


def test_ids_lead_to_their_pages_where_the_site_is_on_the_web() -> None:
    linked = shown(RICH, colours=True)
    assert f"{SITE.base_url.rstrip('/')}/restrictions/AIR-2026-0004/" in linked
    assert "restrictions/" not in shown(RICH, SiteOptions(), colours=True)


@pytest.mark.parametrize(
    "said",
    ["\x1b]0;owned\x07", "\x1b[2J", "[red]red[/red]", "[link=https://evil.example]x[/link]", "a\nb\rc", "\u202eabc"],
)
def test_text_from_outside_gets_no_hold_of_the_terminal(said: str) -> None:
    hostile = replace(RICH, bottom_line=said, items=(replace(RICH.items[0], headline=said, what=said),))
    told = shown(hostile)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", told)
    if said.startswith("["):
        assert said in told


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_text_can_be_shown(said: str) -> None:
    hostile = replace(RICH, bottom_line=said, items=(replace(RICH.items[0], headline=said),))
    assert "\x1b" not in shown(hostile)
