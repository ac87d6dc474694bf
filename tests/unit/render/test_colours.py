"""Mail and site share their colours, and all of them can be read on their ground, by day and by night."""

import re

import pytest

from pipeline.render.environment import template_dir

LIGHT, DARK = "light", "dark"
READABLE = 4.5  # WCAG 2.2, 1.4.3, for text of normal size
TEXT = ("ink", "soft", "mark", "ok", "wait")


def source(path: str) -> str:
    return (template_dir() / path).read_text(encoding="utf-8")


def palette(scheme: str) -> dict[str, str]:
    """The custom properties of the site's style sheet."""
    blocks = re.findall(r":root \{(.+?)\}", source("site/site.css"), re.DOTALL)
    light = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", blocks[0]))
    return light if scheme == LIGHT else light | dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", blocks[1]))


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize("ground", ["paper", "tint"])
@pytest.mark.parametrize("name", TEXT)
def test_text_can_be_read_on_its_ground(scheme: str, ground: str, name: str) -> None:
    colours = palette(scheme)
    assert contrast(colours[name], colours[ground]) >= READABLE


def test_both_schemes_name_the_same_colours() -> None:
    assert set(palette(LIGHT)) == set(palette(DARK))
    assert all(palette(LIGHT)[name] != palette(DARK)[name] for name in palette(LIGHT))


@pytest.mark.parametrize(("path", "scheme"), [("email/brief.css", LIGHT), ("email/dark.css", DARK)])
def test_a_mail_has_no_colour_of_its_own(path: str, scheme: str) -> None:
    used = set(re.findall(r"#[0-9a-f]{6}", source(path)))
    assert used
    assert used <= set(palette(scheme).values())


def test_every_class_of_a_mail_that_has_a_colour_has_one_for_the_night() -> None:
    light, dark = source("email/brief.css"), source("email/dark.css")
    for rule, body in re.findall(r"([^{}]+)\{([^}]+)\}", light):
        if re.search(r"(?:^|[; ])(?:background-)?color:|border(?:-\w+)?: [^;]*#", body):
            for selector in rule.split(","):
                assert selector.strip() in dark, selector
