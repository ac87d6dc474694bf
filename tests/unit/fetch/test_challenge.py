"""A page that stands in the way is told from one that is short, and from one that only carries its tools."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.challenge import announced, wall

ARTICLE = "<p>" + "Fabrikam told its staff on Monday to stop using the assistant of Nimbus. " * 12 + "</p>"

WALLS = {
    "challenge": [
        '<title>Wait</title><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/v1"></script>',
        '<script>var o={src:"https://geo.captcha-delivery.com/captcha/?x=1"}</script>',
        '<iframe src="/_Incapsula_Resource?CWUDNSAI=9"></iframe>',
        '<script src="https://token.awswaf.com/token/challenge.js"></script>',
        '<div id="px-captcha"></div>',
        '<form><div class="g-recaptcha" data-sitekey="x"></div></form>',
        '<div class="cf-turnstile"></div>',
        '<script src="/_sec/cp_challenge/ak-challenge-4-3.htm"></script>',
    ],
    "consent": [
        '<h1>Wait</h1><form action="https://consent.portal.example/save" method="post"><button>Yes</button>',
        "<FORM METHOD=post ACTION=/consent><input type=hidden name=x></FORM>",
    ],
    "login": [
        '<form action="/session"><input name="user"><input type="password" name="word"></form>',
        "<form><input name=word type=password></form>",
    ],
}


@pytest.mark.parametrize(("kind", "page"), [(kind, page) for kind, pages in WALLS.items() for page in pages])
def test_a_wall_is_recognised_by_its_build(kind: str, page: str) -> None:
    assert wall(f"<!doctype html><html><body>{page}</body></html>".encode()) == kind


@pytest.mark.parametrize("page", [page for pages in WALLS.values() for page in pages])
def test_an_article_that_carries_the_same_tools_is_no_wall(page: str) -> None:
    assert wall(f"<!doctype html><html><body>{page}{ARTICLE}</body></html>".encode()) is None


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<p>A short note: Nimbus is closed for maintenance.</p>",
        '<form action="/search"><input name="q"></form>',
        '<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script><p>Short.</p>',
        '<script src="/cdn-cgi/challenge-platform/h/b/scripts/jsd/x/main.js"></script><p>Short.</p>',
        "<p>We ask for consent. The password is not the point.</p>",
    ],
)
def test_a_short_page_without_such_tools_is_no_wall(page: str) -> None:
    assert wall(page.encode()) is None


def test_scripts_do_not_count_as_text() -> None:
    page = WALLS["challenge"][0] + "<script>" + "let word = 1; " * 500 + "</script>"
    assert wall(page.encode()) == "challenge"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"cf-mitigated": ["challenge"]}, True),
        ({"cf-mitigated": [" Challenge "]}, True),
        ({"sg-captcha": ["challenge"]}, True),
        ({"x-amzn-waf-action": ["captcha"]}, True),
        ({"x-amzn-waf-action": ["count", "challenge"]}, True),
        ({"x-amzn-waf-action": ["count"]}, False),
        ({"x-vercel-mitigated": ["challenge"]}, True),
        ({"server": ["cloudflare"]}, False),
        ({}, False),
    ],
)
def test_a_guard_may_announce_itself_in_the_headers(headers: dict[str, list[str]], expected: bool) -> None:
    assert announced(headers) is expected


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_judged(body: bytes) -> None:
    assert wall(body) in (None, "challenge", "consent", "login")
