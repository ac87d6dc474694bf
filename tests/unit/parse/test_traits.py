"""What an element says of itself."""

import pytest

from pipeline.parse.traits import LONGEST, traits


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "visibility:collapse",
        "position:absolute;left:-9999px",
        "margin-left:-10000px",
        "clip:rect(0 0 0 0)",
        "clip: rect(1px, 1px, 1px, 1px)",
        "clip-path: inset(50%)",
        "opacity:0",
        "color:red;opacity: 0.0 !important",
    ],
)
def test_styles_that_hide(style: str) -> None:
    assert traits("p", [("style", style)]).unseen
    assert not traits("main", [("style", style)]).unseen


@pytest.mark.parametrize(
    "style",
    [
        "opacity:0.5",
        "opacity:0;transition:opacity 1s",  # a script fades it in
        "opacity:0;transform:translateY(20px)",
        "left:-10px",
        "clip:auto",
        "height:0;padding-bottom:56%",
        "border-left:-100px",
    ],
)
def test_styles_that_do_not_hide(style: str) -> None:
    assert not traits("p", [("style", style)]).unseen


@pytest.mark.parametrize("name", ["sr-only", "btn screen-reader-text", "visually-hidden", "visuallyhidden"])
def test_texts_for_screen_readers_alone_are_not_seen(name: str) -> None:
    assert traits("span", [("class", name)]).unseen


def test_the_text_of_a_tooltip_is_not_seen_but_what_it_explains_is() -> None:
    assert traits("span", [("role", "tooltip")]).unseen
    assert traits("span", [("class", "tooltip-content")]).unseen
    assert traits("span", [("class", "name-popover-body")]).unseen
    assert not traits("span", [("class", "tooltip")]).unseen
    assert not traits("span", [("class", "has-tooltip")]).unseen


@pytest.mark.parametrize(
    ("style", "sized"),
    [
        ("font-size:0", False),
        ("font-size: 0px; line-height:0", False),
        ("font:0/0 a", False),
        ("font-size:10px", True),
        ("font-size:0.8em", True),
        ("font: bold 12px/30px serif", True),
        ("color:red", None),
    ],
)
def test_a_size_may_be_none(style: str, sized: bool | None) -> None:
    assert traits("td", [("style", style)]).sized is sized


@pytest.mark.parametrize(
    ("name", "value", "marks"),
    [
        ("class", "newsletter-signup", {"newsletter"}),
        ("class", "articleRelatedLinks", {"related"}),
        ("id", "comments", {"comments"}),
        ("class", "author-bio", {"bio"}),
        ("class", "wp-caption-text", {"caption"}),
        ("role", "main", set()),
        ("class", "correlated", set()),
        ("class", "story-body", set()),
        ("href", "/newsletter", set()),
        ("class", "x" * LONGEST + " newsletter", set()),
    ],
)
def test_names_say_what_an_element_is_for(name: str, value: str, marks: set[str]) -> None:
    assert traits("div", [(name, value)]).marks == marks
