"""HTML to a tree of bounded size."""

import time

import pytest

from pipeline.parse.blocks import cut
from pipeline.parse.decode import UnreadableError
from pipeline.parse.tree import MAX_CHARACTERS, MAX_DEPTH, MAX_ELEMENTS, grow


def seen(html: str) -> str:
    return " ".join(draft.text for draft in cut(grow(html)))


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<div>" * (MAX_DEPTH + 5) + "x", "too-deep"),
        ("<b>" * 100_000 + "x", "too-deep"),
        ("<table><tr><td>" * MAX_DEPTH + "x", "too-deep"),
        ("<p>x" * (MAX_ELEMENTS + 1), "too-large"),
        ("x" * (MAX_CHARACTERS + 1), "too-large"),
        ("<p " + " ".join(f"a{i}=1" for i in range(50_000)) + ">x", "too-large"),
        ("<p " + " ".join(f"a{i}='>'" for i in range(50_000)) + ">x", "too-large"),
        ("".join("<p " + " ".join(f"a{i}" for i in range(900)) + ">x" for _ in range(200)), "too-large"),
        ("<!-- nothing -->", "empty"),
        ("<?php ?>", "empty"),
    ],
    ids=["divs", "inline", "tables", "elements", "characters", "attributes", "quoted", "many tags", "comment", "pi"],
)
def test_hostile_markup_is_refused_at_once(html: str, reason: str) -> None:
    before = time.process_time()
    with pytest.raises(UnreadableError) as caught:
        grow(html)
    assert caught.value.reason == reason
    assert time.process_time() - before < 3


def test_a_page_within_the_bounds_is_parsed() -> None:
    html = "<div>" * (MAX_DEPTH - 10) + "deep down" + "</div>" * (MAX_DEPTH - 10)
    assert seen(html) == "deep down"


def test_a_script_with_comparisons_is_not_mistaken_for_a_tag_with_attributes() -> None:
    script = "if(a<b " + " ".join(f"&& x{i}" for i in range(2_000)) + "){}"
    assert seen(f"<script>{script}</script><p>Text</p>") == "Text"


def test_characters_that_no_document_may_hold_are_left_out() -> None:
    assert seen("<p>a\x00b\x0bc\ufffed</p>") == "abcd"


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>Hidden</script>",
        "<style>Hidden</style>",
        "<noscript>Hidden</noscript>",
        "<template>Hidden</template>",
        "<svg><text>Hidden</text></svg>",
        "<math><mi>Hidden</mi></math>",
        "<iframe>Hidden</iframe>",
        "<button>Hidden</button>",
        "<select><option>Hidden</option></select>",
        "<textarea>Hidden</textarea>",
        "<dialog>Hidden</dialog>",
        "<!-- Hidden -->",
        "<p hidden>Hidden</p>",
        '<p hidden="until-found">Hidden</p>',
        '<p aria-hidden="TRUE">Hidden</p>',
        '<p style="display:none">Hidden</p>',
        '<p style="color: red; DISPLAY : none !important">Hidden</p>',
        '<p style="visibility: hidden">Hidden</p>',
        '<p style="position:absolute; left: -9999px">Hidden</p>',
        '<p style="text-indent:-5000px">Hidden</p>',
    ],
)
def test_what_no_reader_sees_is_taken_away(hidden: str) -> None:
    assert seen(f"<p>Before</p>{hidden}<p>After</p>") == "Before After"


def test_text_behind_a_hidden_element_stays() -> None:
    assert seen("<p>Before <span hidden>hidden</span> after</p>") == "Before after"


@pytest.mark.parametrize(
    "shown",
    [
        '<p aria-hidden="false">Shown</p>',
        '<p style="left: 10px">Shown</p>',
        '<p style="displayed:none">Shown</p>',
        '<article style="display:none">Shown</article>',
        '<main aria-hidden="true">Shown</main>',
        "<details><summary>Shown</summary></details>",
        '<form><label>Shown</label><input value="hidden"></form>',
    ],
)
def test_what_a_reader_sees_stays(shown: str) -> None:
    assert seen(shown) == "Shown"


def test_a_body_that_a_script_reveals_is_not_hidden() -> None:
    assert seen('<html><body style="visibility:hidden"><p>Shown</p></body></html>') == "Shown"


def test_nested_hidden_elements_do_no_harm() -> None:
    assert seen("<div hidden><p hidden>a<script>b</script></p></div><p>c</p>") == "c"


def test_a_page_without_a_body_tag_has_a_body_all_the_same() -> None:
    """HTML needs no such tag, and libxml2 leaves in the head what it does not know."""
    root = grow("<!doctype html><title>T</title><article><h1>T</h1><p>Staff may not use Nimbus.</p></article><p>End.")
    body = root.find("body")
    assert body is not None
    head = root.find("head")
    assert head is not None
    assert [element.tag for element in head] == ["title"]
    assert "".join(body.itertext()) == "TStaff may not use Nimbus.End."
