"""A tree to drafts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.parse.blocks import LONGEST_CELL, cut
from pipeline.parse.draft import Draft
from pipeline.parse.tree import grow
from pipeline.text.words import clean


def drafts(html: str) -> list[Draft]:
    return cut(grow(f"<html><body>{html}</body></html>"))


def pairs(html: str) -> list[tuple[str, str]]:
    return [(draft.kind, draft.text) for draft in drafts(html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p><p>Two</p>", [("paragraph", "One"), ("paragraph", "Two")]),
        ("<h1>Title</h1><h6>Small</h6>", [("heading", "Title"), ("heading", "Small")]),
        ("<ul><li>One</li><li>Two</li></ul>", [("list-item", "One"), ("list-item", "Two")]),
        ("<ol><li><p>One</p></li></ol>", [("list-item", "One")]),
        ("<dl><dt>Term</dt><dd>Meaning</dd></dl>", [("list-item", "Term"), ("list-item", "Meaning")]),
        ("<blockquote>Words</blockquote>", [("quote", "Words")]),
        ("<blockquote><p>Words</p></blockquote>", [("quote", "Words")]),
        ("<figure><img><figcaption>A pier</figcaption></figure>", [("caption", "A pier")]),
        ("<figure><figcaption><p>A pier</p></figcaption></figure>", [("caption", "A pier")]),
        ("<pre>x = 1</pre>", [("code", "x = 1")]),
        ("<div>Bare text</div>", [("paragraph", "Bare text")]),
        ("Text in the body", [("paragraph", "Text in the body")]),
        ("<td>Cell alone</td>", [("paragraph", "Cell alone")]),
    ],
)
def test_each_element_has_its_kind(html: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(html) == expected


def test_text_around_an_inner_block_is_two_paragraphs() -> None:
    assert pairs("<div>Before<p>Inside</p>After</div>") == [
        ("paragraph", "Before"),
        ("paragraph", "Inside"),
        ("paragraph", "After"),
    ]


def test_an_empty_block_ends_a_paragraph() -> None:
    assert pairs("<div>One<div></div>Two</div>") == [("paragraph", "One"), ("paragraph", "Two")]


def test_inline_markup_leaves_no_trace() -> None:
    html = "<p>Fabri<b>kam</b> <i>bans</i> <span>Nim</span>bus<sup>2</sup>.</p>"
    assert pairs(html) == [("paragraph", "Fabrikam bans Nimbus2.")]


def test_escaped_markup_stays_as_the_text_that_it_is() -> None:
    assert pairs("<p>Use &lt;b&gt; &amp; &quot;x&quot;</p>") == [("paragraph", 'Use <b> & "x"')]


def test_one_line_break_is_a_space_and_two_end_a_paragraph() -> None:
    assert pairs("<p>One<br>line<br> <br>Two<br/><br/><br/>Three</p>") == [
        ("paragraph", "One line"),
        ("paragraph", "Two"),
        ("paragraph", "Three"),
    ]


def test_links_and_labels_in_a_row_are_kept_apart() -> None:
    assert pairs("<div><a>Home</a><a>News</a></div><p><span>Planning</span><span>5 min</span></p>") == [
        ("paragraph", "Home News"),
        ("paragraph", "Planning 5 min"),
    ]


def test_a_drop_cap_is_not_kept_apart() -> None:
    assert pairs("<p><span>F</span>abrikam</p>") == [("paragraph", "Fabrikam")]


def test_a_row_of_short_cells_is_one_block() -> None:
    html = "<table><tr><th>Tool</th><th>Status</th></tr><tr><td>Nimbus</td><td>banned</td></tr></table>"
    assert pairs(html) == [("table-row", "Tool | Status"), ("table-row", "Nimbus | banned")]


def test_cells_of_a_layout_are_paragraphs() -> None:
    long = "word " * (LONGEST_CELL // 4)
    html = f"<table><tr><td>Menu</td><td>{long}</td></tr><tr><td>Menu</td><td><p>Text</p></td></tr></table>"
    assert pairs(html) == [
        ("paragraph", "Menu"),
        ("paragraph", clean(long)),
        ("paragraph", "Menu"),
        ("paragraph", "Text"),
    ]


def test_the_share_of_links_is_measured() -> None:
    html = '<p><a href="/">All of it</a></p><p>Half <a href="/">half</a></p><p>None</p><a href="/"><h3>Card</h3></a>'
    assert [draft.linked for draft in drafts(html)] == [1.0, pytest.approx(4 / 9), 0.0, 1.0]


def test_neighbours_share_their_way_down() -> None:
    one, two, three = drafts("<div><p>One</p><p>Two</p></div><p>Three</p>")
    assert one.path[:-1] == two.path[:-1] != three.path[:-1]
    assert one.path != two.path


def test_the_elements_above_are_known() -> None:
    (draft,) = drafts("<main><article><aside><p>Text</p></aside></article></main>")
    assert {"main", "article", "aside", "p"} <= draft.above


def test_unseen_characters_and_controls_are_cleaned() -> None:
    assert pairs("<p>a\u200bb\u202ec \u00a0 d</p>") == [("paragraph", "abc d")]


def test_unknown_elements_are_inline() -> None:
    assert pairs("<p>One <x-widget>two</x-widget> three</p>") == [("paragraph", "One two three")]


_INLINE = st.sampled_from(["b", "i", "span", "a", "em", "font"])
_BLOCK = st.sampled_from(["p", "div", "li", "h2", "td", "blockquote", "section", "pre", "figcaption"])
_TEXT = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=12)


@st.composite
def _markup(draw: st.DrawFn, depth: int = 3) -> str:
    if depth == 0:
        return draw(_TEXT).replace("<", "&lt;").replace("&", "&amp;")
    parts = []
    for _ in range(draw(st.integers(0, 3))):
        name = draw(st.one_of(_INLINE, _BLOCK))
        parts.append(f"<{name}>{draw(_markup(depth - 1))}</{name}>")
        parts.append(draw(st.sampled_from(["", " ", "<br>", "<br><br>"])))
    return "".join(parts)


@settings(max_examples=60, deadline=None)
@given(html=_markup())
def test_no_letter_is_lost_or_doubled_and_no_block_is_empty(html: str) -> None:
    root = grow(f"<html><body>{html}</body></html>")
    letters = [letter for letter in clean(root.text_content()) if letter.isalnum()]
    found = cut(root)
    assert all(
        draft.text and [clean(line) for line in draft.text.split("\n")] == draft.text.split("\n") for draft in found
    )
    assert [letter for draft in found for letter in draft.text if letter.isalnum()] == letters
    assert all(0 <= draft.linked <= 1 for draft in found)


def test_code_keeps_its_lines() -> None:
    assert pairs("<pre><code>if x:\n    y = 1\n\n</code></pre>") == [("code", "if x:\ny = 1")]
    assert pairs("<pre>one<br>two</pre>") == [("code", "one\ntwo")]


def test_a_letter_typed_into_a_pre_element_keeps_its_paragraphs() -> None:
    one = "The council has told all its schools to stop using the\nassistant by the end of the term."
    two = "Staff who need it for their work may ask the head of security for an exception in writing."
    assert pairs(f"<pre>{one}\n\n{two}</pre>") == [("paragraph", one.replace("\n", " ")), ("paragraph", two)]


def test_nested_lists_keep_the_line_that_heads_them() -> None:
    html = "<ul><li>Banned<ul><li>Nimbus</li><li>Quill</li></ul></li><li>Allowed</li></ul>"
    assert pairs(html) == [("list-item", text) for text in ("Banned", "Nimbus", "Quill", "Allowed")]


def test_text_without_a_size_is_not_seen_unless_it_has_one_again() -> None:
    html = '<div style="font-size:0">Hidden<p style="font-size:14px">Shown</p><p>Hidden</p></div><p>Shown</p>'
    assert [text for _, text in pairs(html)] == ["Shown", "Shown"]


def test_a_tooltip_is_not_glued_to_the_name_that_it_explains() -> None:
    tip = '<span class="person-tooltip-card">Jane Doe Head of security</span>'
    assert pairs(f"<p>The memo of <a href='/j'>Jane Doe</a>{tip} says so.</p>") == [
        ("paragraph", "The memo of Jane Doe says so.")
    ]


def test_the_goal_of_a_link_is_no_link() -> None:
    (draft,) = drafts('<h2><a name="ruling">Our ruling</a></h2>')
    assert draft.linked == 0


def test_what_elements_are_for_is_known_of_all_inside_them() -> None:
    inner, outer = drafts('<div class="newsletter"><p>Inside</p></div><p>Outside</p>')
    assert inner.marks == {"newsletter"}
    assert not outer.marks


@pytest.mark.parametrize(
    ("html", "pictured"),
    [
        ("<div><img><br><span>A pier</span></div>", [True]),
        ('<div><div><img alt="A pier"></div><span>A pier</span></div>', [True]),
        ("<div><img></div><p>A pier</p>", [False]),
        ("<div><img>A pier<br><br>A port</div>", [True, False]),
    ],
)
def test_a_text_that_shares_its_element_with_a_picture_is_marked(html: str, pictured: list[bool]) -> None:
    assert ["pictured" in draft.marks for draft in drafts(html)] == pictured


def test_the_nearest_article_element_is_known() -> None:
    one, two, three = drafts("<article><p>One</p><article><p>Two</p></article></article><p>Three</p>")
    assert 0 == three.part < one.part < two.part
