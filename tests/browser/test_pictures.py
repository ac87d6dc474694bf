"""Every mail looks as in the picture that somebody looked at, and the comparison sees what a reader would see."""

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import SCHEMES, WIDTHS, Scheme, picture
from tests.browser.pages import EDITIONS, mails
from tests.browser.pictures import COMMAND, KEPT, bands_apart, heights_apart, opened

pytestmark = pytest.mark.slow

# Another way of drawing letters moves these by 0.001, 0.003 and 0; a section less, by 0.01, 0.06 and 0.03 at the least.
MEAN = 0.01
BAND = 0.02
HEIGHT = 0.03
MAILS = mails()


def differs(chromium: Browser, name: str, html: str, *, width: int, scheme: Scheme) -> str:
    """How a mail differs from its picture, or nothing."""
    kept = opened((KEPT / f"{name}-{width}-{scheme}.png").read_bytes())
    drawn = opened(picture(chromium, html, width=width, scheme=scheme))
    height = heights_apart(kept, drawn)
    mean, band = bands_apart(kept, drawn)
    if height <= HEIGHT and mean <= MEAN and band <= BAND:
        return ""
    return f"height {height:.3f} (at most {HEIGHT}), mean {mean:.4f} ({MEAN}), worst band {band:.4f} ({BAND})"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", sorted(EDITIONS))
def test_a_mail_looks_as_it_was_looked_at(chromium: Browser, name: str, width: int, scheme: Scheme) -> None:
    found = differs(chromium, name, MAILS[name], width=width, scheme=scheme)
    assert not found, f"{name} at {width} px, {scheme}: {found}. If this is meant: {COMMAND}, and look at the pictures"


def test_no_other_picture_is_kept() -> None:
    expected = {f"{name}-{width}-{scheme}.png" for name in EDITIONS for width in WIDTHS for scheme in SCHEMES}
    assert {path.name for path in KEPT.iterdir()} == expected, f"pictures come and go with: {COMMAND}"


BROKEN = {
    "without its styles": (r' style="[^"]*"', ""),
    "without its padding": (r"padding: [^;]*;", ""),
    "in other fonts": (r"font-family: [^;]*;", ""),
    "with headlines in normal weight": (r"font-weight: 600", "font-weight: 400"),
    "wider than its window": (r"max-width: 600px", "min-width: 700px"),
    "in another colour": (r"#fbfaf7", "#e8e0d0"),
}


@pytest.mark.parametrize("how", sorted(BROKEN))
def test_a_broken_mail_is_seen(chromium: Browser, how: str) -> None:
    html = re.sub(*BROKEN[how], MAILS["rich"])
    assert html != MAILS["rich"]
    assert differs(chromium, "rich", html, width=600, scheme="light")


def test_a_mail_that_is_light_by_night_is_seen(chromium: Browser) -> None:
    html = re.sub(r"<style.*?</style>", "", MAILS["rich"], flags=re.DOTALL)
    assert differs(chromium, "rich", html, width=375, scheme="dark")


@pytest.mark.parametrize("name", ["rich", "quiet"])
@pytest.mark.parametrize("width", WIDTHS)
def test_each_missing_section_is_seen(chromium: Browser, name: str, width: int) -> None:
    *sections, _ = re.split(r'(?=<tr><td class="(?:section|foot)")', MAILS[name])[1:]
    assert sections
    for section in sections:
        html = MAILS[name].replace(section, "")
        assert differs(chromium, name, html, width=width, scheme="light"), section[:200]
