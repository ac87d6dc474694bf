"""Which drafts belong to the article."""

import pytest
from lxml.etree import tostring
from lxml.html import HtmlElement

from pipeline.parse.blocks import cut
from pipeline.parse.body import find_body, inside
from pipeline.parse.draft import Draft
from pipeline.parse.extractor import SHORT, Found, extract
from pipeline.parse.tree import grow
from tests.unit.parse import mill
from tests.unit.parse.pages import page, parse

STORY = [
    "Fabrikam has told its engineers to remove Nimbus from all machines by Friday, according to a memo.",
    "The memo names a leak of source code in spring as the reason and does not say when the ban will end.",
    "Engineers who depend on the assistant can ask the head of security for an exception in writing.",
    "The maker of Nimbus said that it had not been told and that it would talk to the company next week.",
]


def body_of(html: str) -> tuple[list[Draft], list[str]]:
    """All drafts of a page, and the texts of those inside."""
    root = grow(html)
    drafts = cut(root)
    return drafts, [drafts[i].text for i in sorted(find_body(root, drafts))]


def page_with(middle: str) -> str:
    links = "".join(f'<li><a href="/{i}">Section {i}</a></li>' for i in range(8))
    nav, footer = f"<nav><ul>{links}</ul></nav>", "<footer><p>Imprint</p></footer>"
    return f"<html><body>{nav}<article>{middle}</article>{footer}</body></html>"


def test_the_story_is_inside_and_the_frame_is_not() -> None:
    drafts, texts = body_of(page_with("".join(f"<p>{text}</p>" for text in STORY)))
    assert texts == STORY
    assert len(drafts) == len(STORY) + 9


def test_the_tree_is_left_as_it_was() -> None:
    root = grow(mill.as_semantic())
    before = tostring(root)
    for fast in (True, False):
        extract(root, fast=fast)
        cut(root)
        assert tostring(root) == before


def test_the_same_page_gives_the_same_text_however_often_it_is_asked() -> None:
    html = page_with("".join(f"<p>{text}</p>" for text in STORY * 6))
    texts = [extract(grow(html), fast=fast).text for fast in (True, False, True, False, True)]
    assert len(set(texts)) == 1
    assert texts[0].count(STORY[0]) == 6


def test_a_page_without_an_article_gives_no_text() -> None:
    assert extract(grow("<html><body></body></html>"), fast=True).text == ""


def drafts_of(*texts: str, path: tuple[int, ...] = (1, 2)) -> list[Draft]:
    return [Draft(kind="paragraph", text=text, path=(*path, i)) for i, text in enumerate(texts, 10)]


def test_a_draft_is_inside_if_most_of_its_shingles_are() -> None:
    drafts = drafts_of(*STORY[:2], "Something else altogether stands in the column on the right of it.")
    assert inside(drafts, "\n".join(STORY)) == {0, 1}


def test_a_short_draft_is_inside_between_longer_ones_if_it_is_a_line() -> None:
    drafts = drafts_of("What happened", STORY[0], "What happened", "Share", STORY[1], "What happened")
    drafts[3] = Draft(kind="paragraph", text="Share", path=(1, 2, 3, 4))
    assert inside(drafts, f"{STORY[0]}\nWhat happened\n{STORY[1]}") == {1, 2, 4}


def test_a_heading_that_was_left_out_is_taken_with_what_stands_below_it() -> None:
    drafts = drafts_of(STORY[0], "4 May - Berlin", STORY[1], "Elsewhere on this site")
    drafts[1] = Draft(kind="heading", text=drafts[1].text, path=drafts[1].path)
    drafts[3] = Draft(kind="heading", text=drafts[3].text, path=drafts[3].path)
    assert inside(drafts, f"{STORY[0]}\n{STORY[1]}") == {0, 1, 2}


def test_a_paragraph_between_two_of_the_body_is_not_lost() -> None:
    drafts = drafts_of(*STORY)
    assert inside(drafts, "\n".join([STORY[0], STORY[1], STORY[3]])) == {0, 1, 2, 3}


def test_a_paragraph_in_another_element_is_no_gap() -> None:
    drafts = drafts_of(*STORY)
    drafts[2] = Draft(kind="paragraph", text=STORY[2], path=(1, 7, 8))
    assert inside(drafts, "\n".join([STORY[0], STORY[1], STORY[3]])) == {0, 1, 3}


def test_links_between_paragraphs_are_no_gap() -> None:
    drafts = drafts_of(*STORY)
    drafts[2] = Draft(kind="paragraph", text=STORY[2], path=drafts[2].path, linked=0.9)
    assert inside(drafts, "\n".join([STORY[0], STORY[1], STORY[3]])) == {0, 1, 3}


def test_a_quotation_a_short_line_and_a_separator_between_paragraphs_are_not_lost() -> None:
    drafts = drafts_of(STORY[0], "___", STORY[1], "Our ruling", STORY[2])
    drafts.insert(3, Draft(kind="quote", text="We had no choice.", path=(1, 2, 40, 41), linked=0.2))
    assert inside(drafts, "\n".join(STORY[:3])) == set(range(6))


def test_what_says_that_it_is_for_something_else_is_no_gap() -> None:
    drafts = drafts_of(STORY[0], "Our weekly mail", STORY[1])
    drafts[1] = Draft(kind="paragraph", text="Our weekly mail", path=drafts[1].path, marks=frozenset({"newsletter"}))
    assert inside(drafts, "\n".join(STORY[:2])) == {0, 2}


def test_a_closing_line_in_the_same_element_belongs_to_the_body() -> None:
    assert inside(drafts_of(*STORY[:2], "Thanks, Jane!"), "\n".join(STORY[:2])) == {0, 1, 2}
    assert inside(drafts_of(*STORY[:2], "Jane Doe"), "\n".join(STORY[:2])) == {0, 1}


def pieces(*, headline: bool = False, marks: str = "") -> list[Draft]:
    above = frozenset({"div", "p"})
    found = [Draft(kind="paragraph", text=text, path=(1, 2, 3, i), above=above) for i, text in enumerate(STORY, 10)]
    if headline:
        found.append(Draft(kind="heading", text="A new pier", path=(1, 4, 5, 20), above=frozenset({"div", "h2"})))
    return found + [
        Draft(
            kind="paragraph", text=f"And then, {text}", path=(1, 4, 5, i), above=above, marks=frozenset(marks.split())
        )
        for i, text in enumerate(reversed(STORY), 21)
    ]


def test_a_body_that_an_inset_cuts_in_pieces_is_found_whole() -> None:
    assert inside(pieces(), "\n".join(STORY)) == set(range(8))


def test_a_piece_with_a_headline_or_for_comments_is_another_text() -> None:
    assert inside(pieces(headline=True), "\n".join(STORY)) == set(range(4))
    assert inside(pieces(marks="comments"), "\n".join(STORY)) == set(range(4))


def test_a_line_counts_for_the_paragraph_that_it_is_and_not_for_a_teaser_of_it() -> None:
    teaser = "Fabrikam has told its engineers to remove Nimbus from all machines, we hear."
    drafts = drafts_of(*STORY)
    drafts.insert(0, Draft(kind="list-item", text=teaser, path=(1, 9, 9)))
    assert inside(drafts, "\n".join(STORY)) == {1, 2, 3, 4}


def test_the_rest_of_a_list_that_is_begun_belongs_to_the_body() -> None:
    drafts = [
        *drafts_of(STORY[0]),
        *(Draft(kind="list-item", text=text, path=(1, 2, 20, i)) for i, text in enumerate(STORY[1:])),
    ]
    drafts.append(Draft(kind="list-item", text="Chat: operational", path=(1, 2, 20, 9)))
    assert inside(drafts, "\n".join(STORY)) == {0, 1, 2, 3, 4}


LONG_STORY = [f"{text} That is what {name} said when the council met." for name in ("Jane", "Alex") for text in STORY]


def plain_page(lead: str = "", inset: str = "", behind: str = "") -> str:
    text = [f"<p>{one}</p>" for one in LONG_STORY]
    body = "".join((text[0], inset, *text[1:], behind))
    return f"<body><h1>Fabrikam bans Nimbus</h1>{lead}<article>{body}</article></body>"


def asked(monkeypatch: pytest.MonkeyPatch, html: str) -> tuple[int, list[str]]:
    """How often an extractor is asked, and what is found."""
    calls: list[bool] = []

    def counting(root: HtmlElement, *, fast: bool) -> Found:
        calls.append(fast)
        return extract(root, fast=fast)

    monkeypatch.setattr("pipeline.parse.body.extract", counting)
    found = body_of(html)[1]
    return len(calls), found


def test_a_body_that_is_plain_to_see_needs_no_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = "<h3>Countries</h3><ul><li>Norway</li><li>Japan</li></ul><div class='newsletter'><p>Subscribe</p></div>"
    calls, found = asked(monkeypatch, plain_page(behind=listed))
    assert calls == 0
    assert found == [*LONG_STORY, "Countries", "Norway", "Japan"]


@pytest.mark.parametrize("where", ["lead", "inset"])
def test_prose_elsewhere_below_the_headline_is_a_doubt(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    other = f"<div><p>{STORY[0]}</p></div>"
    calls, _ = asked(
        monkeypatch, plain_page(**{where: other if where == "lead" else f"<div>{other}</div></article><article>"})
    )
    assert calls > 0


def test_of_a_layout_made_of_a_table_only_the_column_with_the_text_is_body() -> None:
    cell = "".join(f"<p>{text}</p>" for text in LONG_STORY)
    offer = "New batteries fitted while you wait, from 49 pounds and up this month"
    head = "Fabrikam Repairs, computers, networks and tea since the year 1994 in town."
    foot = "Prices include tax, and we use one cookie for the counter."
    rows = f"<tr><td>{head}</td></tr><tr><td>{cell}</td><td>{offer}</td></tr><tr><td>{foot}</td></tr>"
    _, found = body_of(f"<table>{rows}</table>")
    assert found == LONG_STORY


def test_where_the_extractor_finds_nothing_the_densest_element_is_taken() -> None:
    frame = drafts_of("A sentence of ten words that stands in the footer.", "Home", path=(1, 9))
    found = inside([*drafts_of(*STORY), *frame], "")
    assert found == {0, 1, 2, 3}


def test_where_the_extractor_finds_next_to_nothing_the_densest_element_is_taken() -> None:
    frame = drafts_of("We use cookies to make this site work for you and others.", path=(1, 9))
    found = inside([*drafts_of(*STORY, *STORY), *frame], frame[0].text)
    assert found == set(range(8))


def test_a_page_of_links_has_no_body_to_fall_back_on() -> None:
    drafts = [Draft(kind="list-item", text=text, linked=1.0, path=(1, 2)) for text in STORY]
    assert inside(drafts, "") == frozenset()


def test_an_empty_page_has_no_body() -> None:
    assert inside([], "") == frozenset()


@pytest.mark.parametrize(
    ("text", "sound", "kept", "rival", "doubtful"),
    [
        ("x" * SHORT, True, 100, 90, False),
        ("x" * (SHORT - 1), True, 100, 0, True),
        ("x" * SHORT, False, 100, 0, True),
        ("x" * SHORT, True, 100, 101, True),
    ],
)
def test_slow_extractors_are_asked_where_there_is_doubt(
    text: str, *, sound: bool, kept: int, rival: int, doubtful: bool
) -> None:
    assert Found(text=text, sound=sound).doubtful(kept, rival) is doubtful


def test_no_fallback_brings_back_what_a_rule_dropped() -> None:
    """Without paragraphs extractors are in doubt; what frames the page and its filler are found all the same."""
    advice = "Organisations should stay informed and adapt their strategies as the technology continues to evolve."
    more = "Leaders should always remember that trust is the key to lasting success in a changing world."
    lines = [*STORY, advice, more, "Subscribe to our newsletter", *STORY[:2], advice, more]
    markup = "".join(f"<div>{line}<br><br></div>" for line in lines)
    article = parse(
        page(f'<html lang="en"><title>Fabrikam bans Nimbus</title><body><h1>Fabrikam bans Nimbus</h1>{markup}')
    )
    fates = {block.text: block.rule for block in article.blocks}
    assert fates["Subscribe to our newsletter"] == "chrome:call-to-action"
    assert all(str(fates[text]).startswith("filler:") for text in (advice, more))
    assert article.text == "\n\n".join(STORY)
