"""Which drafts belong to the article."""

from lxml.etree import tostring

from pipeline.parse.blocks import cut
from pipeline.parse.body import find_body, inside
from pipeline.parse.draft import Draft
from pipeline.parse.extractor import extract
from pipeline.parse.tree import grow
from tests.unit.parse import mill

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
