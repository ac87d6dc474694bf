"""Only web and mail addresses become links, and no name leaves the tree or takes another's place."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.render.links import edition_path, href, on_web, restriction_path, segment, slugs, story_path

STEP = re.compile(r"^[A-Za-z0-9][A-Za-z0-9-]*$")


@pytest.mark.parametrize(
    "url",
    [
        "https://mergequeue.example/a?b=c&d=e#f",
        "http://mergequeue.example/",
        "HTTPS://mergequeue.example/",
        "mailto:brief@offlimits.example",
        "mailto:brief@offlimits.example?subject=unsubscribe",
        "https://mergequeue.example/禁止",
    ],
)
def test_web_and_mail_addresses_may_be_linked(url: str) -> None:
    assert href(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "java\u0000script:alert(1)",
        "\u200bjavascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "feed:https://a.example",
        "file:///etc/passwd",
        "//a.example/x",
        "/x",
        "x",
        "https://",
        "https:a",
        "http://[::1",
        "mailto:",
        "mailto:a",
        "ftp://a.example/",
        "blob:https://a.example/1",
    ],
)
def test_nothing_else_may(url: str) -> None:
    assert href(url) == ""


def test_an_address_cannot_end_the_attribute_or_the_brackets_it_stands_in() -> None:
    assert href('https://a.example/"><script>') == "https://a.example/%22%3E%3Cscript%3E"
    assert href("https://a.example/a b|c") == "https://a.example/a%20b%7Cc"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_what_is_linked_has_one_of_three_schemes_and_no_way_out(url: str) -> None:
    for made in (href(url), href(f"https://a.example/{url}"), href(f"mailto:{url}")):
        assert made == "" or re.match(r"(?i)(https?://|mailto:)", made)
        assert not set(made) & set(' "<>\\^`{|}\n\r\t\u0000')


@pytest.mark.parametrize(
    ("base", "made"),
    [
        ("https://offlimits.example", "https://offlimits.example/calendar/"),
        ("https://offlimits.example/", "https://offlimits.example/calendar/"),
        ("https://offlimits.example/ai/", "https://offlimits.example/ai/calendar/"),
        ("", ""),
        ("javascript:alert(1)", ""),
        ("mailto:a@b.example", ""),
    ],
)
def test_addresses_on_the_web_need_a_place_on_the_web(base: str, made: str) -> None:
    assert on_web(base, "calendar/") == made


def test_ids_are_their_own_folders() -> None:
    assert restriction_path("AIR-2026-0042") == "restrictions/AIR-2026-0042/"
    assert edition_path("2026-W28") == "briefs/2026-W28/"
    assert story_path("2026-0001") == "stories/2026-0001/"


@pytest.mark.parametrize(
    "name", ["..", ".", "", "a/b", "../x", "a\\b", "%2e%2e", "-", "a" * 300, "禁止", "\ud800", "a b"]
)
def test_what_is_no_safe_step_becomes_one(name: str) -> None:
    made = segment(name)
    assert STEP.match(made)
    assert len(made) < 100
    assert made != segment(name + "x")


def test_names_get_slugs_in_the_order_in_which_they_became_known() -> None:
    made = slugs(["C++ AI", "Claude Code", "C AI", "Claude Code", "豆包", "通义"])
    assert made["C++ AI"] == "c-ai"
    assert made["Claude Code"] == "claude-code"
    assert re.fullmatch(r"c-ai-[0-9a-f]{8}", made["C AI"])
    assert re.fullmatch(r"name-[0-9a-f]{8}", made["豆包"])
    assert len(set(made.values())) == 5


def test_a_new_name_moves_no_old_one() -> None:
    before = slugs(["Quill", "Qui ll"])
    after = slugs(["Quill", "Qui ll", "QUILL", "Aquill"])
    assert {name: after[name] for name in before} == before
    assert after["QUILL"] != after["Quill"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=12))
def test_slugs_are_safe_and_all_different(names: list[str]) -> None:
    made = slugs(names)
    assert set(made) == set(names)
    assert len({slug.casefold() for slug in made.values()}) == len(made)
    assert all(STEP.match(slug) for slug in made.values())
