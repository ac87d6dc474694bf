"""What a browser can tell of reading: nothing to scroll sideways, nothing too pale, nothing asked of anybody."""

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import SCHEMES, Scheme, shown
from tests.browser.pages import EDITIONS, mails
from tests.unit.render.test_colours import READABLE, contrast

pytestmark = pytest.mark.slow

MAILS = mails()
NARROW = (320, 375)

# For each element with text of its own that is shown: the text, its colour, and the first ground below it.
TEXTS = """() => [...document.body.querySelectorAll('*')].filter(
  each => each.offsetParent !== null && [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim())
).map(each => {
  let below = each;
  const ground = node => getComputedStyle(node).backgroundColor;
  while (below.parentElement && ground(below) === 'rgba(0, 0, 0, 0)') below = below.parentElement;
  return [each.innerText.slice(0, 60), getComputedStyle(each).color, ground(below)];
})"""


def coloured(told: str) -> str:
    """``rgb(1, 2, 3)`` as ``#010203``."""
    return "#" + "".join(f"{int(part):02x}" for part in told.removeprefix("rgb(").removesuffix(")").split(","))


def too_pale(texts: list[tuple[str, str, str]]) -> list[str]:
    """The texts whose contrast is below the limit."""
    measured = [(text, contrast(coloured(colour), coloured(ground))) for text, colour, ground in texts]
    return [f"{text!r}: {ratio:.2f}" for text, ratio in measured if ratio < READABLE]


@pytest.mark.parametrize("width", NARROW)
@pytest.mark.parametrize("name", sorted(EDITIONS))
def test_nothing_is_scrolled_sideways(chromium: Browser, name: str, width: int) -> None:
    with shown(chromium, MAILS[name], width=width, scheme="light") as (page, _):
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_mail_that_is_too_wide_is_seen(chromium: Browser) -> None:
    html = MAILS["rich"].replace("max-width: 600px", "min-width: 600px")
    with shown(chromium, html, width=375, scheme="light") as (page, _):
        assert page.evaluate("document.documentElement.scrollWidth") > 375


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", sorted(EDITIONS))
def test_every_text_stands_out_from_its_ground(chromium: Browser, name: str, scheme: Scheme) -> None:
    with shown(chromium, MAILS[name], width=375, scheme=scheme) as (page, _):
        texts = page.evaluate(TEXTS)
    assert len(texts) > 5
    assert not too_pale(texts)


def test_a_pale_text_is_seen(chromium: Browser) -> None:
    html = MAILS["rich"].replace("color: #5f5b54", "color: #aaa59a")
    with shown(chromium, html, width=375, scheme="light") as (page, _):
        assert too_pale(page.evaluate(TEXTS))


@pytest.mark.parametrize("name", sorted(EDITIONS))
def test_a_mail_asks_for_nothing(chromium: Browser, name: str) -> None:
    with shown(chromium, MAILS[name], width=600, scheme="light") as (_, asked):
        assert asked == []


def test_a_picture_from_elsewhere_is_seen(chromium: Browser) -> None:
    html = MAILS["rich"].replace("</body>", '<img src="http://tracker.example/pixel.png" alt=""></body>')
    with shown(chromium, html, width=600, scheme="light") as (_, asked):
        assert asked == ["http://tracker.example/pixel.png"]
