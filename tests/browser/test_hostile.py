"""No string becomes more than text on any page, even in a browser that no policy of ours holds back."""

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.hostile import executions, look, pages, poisoned
from tests.browser.whole import WHOLE
from tests.quality.hostile_score import load_strings
from tests.quality.pages import FILLER
from tests.unit.render.readers import strings

pytestmark = pytest.mark.slow

# In our own words; larger sets of others: make quality.
OURS = (
    "<script>alert('a')</script>",
    "</title><script>alert('b')</script>",
    "\"><img src=nowhere onerror=alert('c')>",
    "' onmouseover='alert(1)' autofocus onfocus='alert(1)' x='",
    "<svg onload=alert('d')><animate onbegin=alert('e') attributeName=x>",
    "javascript:alert('f')",
    " \tjava\nscript:alert('g')",
    "data:text/html,<script>alert('h')</script>",
    "https://a.example/\" onclick=\"alert('i')",
    "https://user:word@a.example/<b>x</b>",
    "//tracker.example/pixel.png",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<base href='https://elsewhere.example/'><link rel=stylesheet href=x.css>",
    "<meta http-equiv=refresh content='0;url=https://elsewhere.example/'>",
    "<style>@import 'https://elsewhere.example/x.css';</style>",
    "<!-- <p> --> ]]> --!> <![CDATA[ <b>",
    "<a href=javascript:alert('j')>open</a><form action=https://elsewhere.example/><button>go",
    "&lt;script&gt;alert('k')&lt;/script&gt; &#60;b&#62; &amp;lt;",
    "{{ 7 * 7 }} {% raw %} ${7*7} <%= 7 %> #{7}",
    "<details open ontoggle=alert('l')><summary>x",
    "\u202e<b>\u2066\u0000\u0008</b>\ufeff",
    "[x](javascript:alert('m')) ![x](https://tracker.example/p.png)",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=alert(1)>'>",
    "x" * 300,
)
FILES = pages(WHOLE)
HOSTILE = [*OURS, *(text for texts in load_strings(FILLER.parent / "hostile").values() for text in texts)]


def test_no_string_becomes_more_than_text(chromium: Browser) -> None:
    assert list(executions(chromium, HOSTILE)) == []


def test_every_text_of_the_records_is_replaced() -> None:
    """What stays is a day, or of a vocabulary that nothing from outside reaches."""
    poisoned_ = poisoned(["☣"])
    kept = {text for text in strings(poisoned_) if "☣" not in text and text}
    words = {text for text in kept if not re.match(r"\d{4}-", text)}
    assert {text for text in words if not re.fullmatch(r"[a-z_-]+|[A-F]", text)} <= {"binds us"}
    assert len(words) < 80


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("</main>", "<script>alert(1)</script></main>"),
        ("</main>", "<img src=nowhere onerror=alert(1)></main>"),
        ("</main>", "<iframe srcdoc='x'></iframe></main>"),
        ("</main>", "<a href='javascript:alert(1)'>x</a></main>"),
        ("<h1", "<h1 onclick='x'"),
    ],
)
def test_what_is_more_than_text_is_seen(chromium: Browser, place: str, text: str) -> None:
    files = {path: made for path, made in FILES.items() if path == "index.html" or path.startswith("assets/")}
    plain = look(chromium, files)
    assert plain.wrong == []
    broken = look(chromium, {**files, "index.html": files["index.html"].replace(place.encode(), text.encode(), 1)})
    assert broken.wrong or broken.elements - plain.elements
