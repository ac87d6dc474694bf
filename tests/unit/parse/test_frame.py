"""The frame inside the body, with markup and without."""

from collections.abc import Sequence

import pytest

from pipeline.parse.draft import Draft
from pipeline.parse.frame import find_frame
from pipeline.parse.metadata import Metadata
from pipeline.parse.plain import cut_plain

META = Metadata(title="Fabrikam bans Nimbus", author="Jane Doe", site="Harbour Post", language="en")
LEAD = "Fabrikam has told its engineers to remove Nimbus from all machines by 10 July, a memo says."
MORE = "The maker of Nimbus said on Tuesday that it had not been told and would talk to the company."


def rules(drafts: Sequence[Draft], meta: Metadata = META) -> list[str | None]:
    """The rule of each draft, without "chrome:"; all of them are inside the body."""
    fates = find_frame(drafts, frozenset(range(len(drafts))), meta)
    return [fates[i].rule.removeprefix("chrome:") if i in fates else None for i in range(len(drafts))]


def line(text: str, where: str = "head", meta: Metadata = META, **fields: object) -> str | None:
    """The rule of one line that stands in the head, the middle or the tail of an article."""
    draft = _draft(text, **fields)
    running = [Draft(kind="paragraph", text=LEAD), Draft(kind="paragraph", text=MORE)]
    place = {"head": 0, "middle": 1, "tail": 2}[where]
    return rules([*running[:place], draft, *running[place:]], meta)[place]


def _draft(text: str, **fields: object) -> Draft:
    kind = fields.get("kind", "paragraph")
    assert kind in ("paragraph", "heading", "list-item", "caption", "quote")
    linked = fields.get("linked", 0.0)
    assert isinstance(linked, float)
    return Draft(kind=kind, text=text, linked=linked)


def test_what_is_not_in_the_body_is_outside() -> None:
    fates = find_frame([_draft(LEAD), _draft("Imprint")], frozenset({0}), META)
    assert {i: fate.rule for i, fate in fates.items()} == {1: "chrome:outside"}


@pytest.mark.parametrize("where", ["head", "middle", "tail"])
@pytest.mark.parametrize(
    "text",
    [
        "He banned it on 10 July.",
        "Background and context",
        "The regulator declined to comment.",
        "By July only Quill may be used.",
        "More than 40 firms have followed.",
        "Similar bans: Italy, Taiwan and Australia.",
        "Contact with the vendor has ended.",
        "Copyright lawsuits are pending against the vendor.",
        "Following the order, staff handed in their keys.",
        "“We had no choice,” she said.",
        "Share prices fell.",
        "Related companies are covered too.",
        "Photo apps are not affected.",
        "The logo of the tool was taken down.",
        "Download of the app has stopped.",
        "Apply for an exemption in writing.",
        "Effective 10 July 2026",
        "In force until 31 December 2026",
        "人工智能工具被禁止使用。",
    ],
)
def test_short_facts_are_no_frame(text: str, where: str) -> None:
    assert line(text, where) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Fabrikam bans Nimbus", "heading"),
        ("Fabrikam bans Nimbus", "paragraph"),
        ("FABRIKAM BANS NIMBUS!", "heading"),
        ("Fabrikam bans Nimbus | Harbour Post", "paragraph"),
        ("Fabrikam bans Nimbus | Security", "paragraph"),
    ],
)
def test_the_headline_is_no_text(text: str, kind: str) -> None:
    assert line(text, kind=kind) == "title"


def test_a_heading_of_other_words_is_no_headline() -> None:
    assert line("Fabrikam and Nimbus", kind="heading") is None
    assert line("Fabrikam bans Nimbus", meta=Metadata()) is None


@pytest.mark.parametrize("end", ["…", "...", " […]", "n..."])
def test_a_text_that_breaks_off_and_stands_in_full_is_a_teaser(end: str) -> None:
    assert line(LEAD[:60] + end) == "teaser"
    assert line("Something quite different is told in this" + end) is None


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("By Jane Doe", "head"),
        ("Written by Somebody Else | Staff writer", "head"),
        ("By Somebody Else on Monday, July 6th, 2026 at 11:04 a.m.", "head"),
        ("Somebody Else and Alex Roe, HARBOUR POST", "head"),
        ("Jane Doe", "head"),
        ("Jane Doe, 2026", "tail"),
        ("Jane Doe is a reporter who has covered harbours for ten years.", "tail"),
        ("About the author: Jane covers harbours.", "tail"),
        ("(Reporting by A. Roe; editing by B. Moe)", "tail"),
        ("Additional reporting by the Berlin bureau", "middle"),
        ("(Bericht von Jane Doe; redigiert von A. Roe)", "tail"),
        ("The Associated Press contributed to this report.", "tail"),
        ("Our colleague Alex Roe contributed reporting.", "tail"),
    ],
)
def test_names_of_authors_are_no_text(text: str, where: str) -> None:
    assert line(text, where) == "byline"


def test_an_author_who_is_unknown_has_no_line_of_their_own() -> None:
    assert line("Jane Doe", meta=Metadata(title="T")) is None


@pytest.mark.parametrize("where", ["head", "tail"])
@pytest.mark.parametrize(
    "text",
    [
        "6 July 2026",
        "Published July 6, 2026 at 9:05 am",
        "Last updated: 2026-07-06",
        "Planning · 5 min read",
        "2 minutes",
        "3 hours ago",
        "No. 41",
        "Harbour Post, 6 July 2026",
        "6 July 2026 at 9.05 a.m.",
        "Montag, 6. Juli 2026 um 9:05 Uhr",
        "segunda-feira, 6 de julho de 2026 às 9:05",
        "Temps de lecture : 5 minutes",
    ],
)
def test_dates_around_the_text_are_no_text(text: str, where: str) -> None:
    assert line(text, where) == "date-line"


def test_dates_in_the_text_are_text() -> None:
    assert line("6 July 2026", "middle") is None
    assert line("6 July 2026", "middle", kind="heading") is None


def test_days_that_head_sections_are_text() -> None:
    days = [_draft("20 November 2025", kind="heading"), _draft("3 March 2025", kind="heading")]
    assert rules([days[0], _draft(LEAD), days[1], _draft(MORE)]) == [None] * 4
    assert rules([days[0], _draft(LEAD), _draft(MORE)]) == ["date-line", None, None]


@pytest.mark.parametrize("text", ["Tags: AI, bans, tools", "Filed under: Security", "Topics | AI"])
def test_a_line_of_tags_is_no_text(text: str) -> None:
    assert line(text) == "tags"
    assert line(text, "tail") == "tags"
    assert line(text, "middle") is None


def items(*texts: str, linked: float = 0.0) -> list[Draft]:
    return [Draft(kind="list-item", text=text, linked=linked) for text in texts]


def test_labels_in_a_row_before_the_text_are_tags() -> None:
    found = rules([*items("AI", "Security", "Fabrikam"), _draft(LEAD), _draft(MORE)])
    assert found == ["tags"] * 3 + [None] * 2


def test_one_label_is_no_row() -> None:
    assert rules([*items("AI"), _draft(LEAD)])[0] is None


def test_a_list_that_is_announced_is_text() -> None:
    announced = _draft("The tool is sold in these countries:")
    headed = _draft("Countries", kind="heading")
    for before in (announced, headed):
        assert rules([before, *items("Norway", "Japan", "Canada"), _draft(LEAD)]) == [None] * 5


def test_a_long_list_is_text() -> None:
    countries = [f"Country {letter}" for letter in "ABCDEFGHIJKLMNOP"]
    assert set(rules([*items(*countries), _draft(LEAD)])) == {None}


def test_a_list_behind_the_text_is_text_unless_it_is_made_of_links() -> None:
    assert rules([_draft(LEAD), *items("Norway", "Japan")]) == [None] * 3
    assert set(rules([_draft(LEAD), *items("Norway", "Japan", linked=1.0)])[1:]) <= {"tags", "related"}


@pytest.mark.parametrize(
    "text",
    [
        "Photo: A. Roe / Stock Agency",
        "Symbolic image. Photo: stock library",
        "Image credit: Harbour Post",
        'Illustrated cover image for the article "Fabrikam bans Nimbus"',
        "The pier at night (Getty Images)",
        "A crane in the harbour (A. Roe/AP Photo)",
        "Harbour Post company logo — news from the quay",
        "The pier in the evening. (credit: A. Roe)",
        "A. Roe/Getty Images",
        "Image 1 of 4",
    ],
)
def test_captions_are_no_text(text: str) -> None:
    assert line(text) == "caption"
    assert line("A pier in the evening", kind="caption") == "caption"


@pytest.mark.parametrize(
    "text",
    ["© 2026 Harbour Post", "ⓒ Harbour Post", "Copyright 2026 Harbour Post", "Harbour Post. All rights reserved."],
)
def test_notices_of_rights_are_no_text(text: str) -> None:
    assert line(text, "tail") == "copyright"


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("Advertisement", 0.0),
        ("Scroll to continue", 0.0),
        ("Share", 0.0),
        ("← All posts", 0.0),
        ("Next page →", 0.0),
        ("3 comments", 0.0),
        ("« Back", 1.0),
        ("Table of contents", 0.0),
    ],
)
def test_ways_through_the_site_are_no_text(text: str, linked: float) -> None:
    assert line(text, "middle", linked=linked) == "navigation"


def test_a_quotation_in_french_marks_is_no_arrow() -> None:
    assert line("« Nous avons décidé »", "middle") is None


def test_a_link_to_a_heading_of_the_page_is_an_entry_of_its_contents() -> None:
    drafts = [_draft(LEAD), *items("What happened", linked=1.0), _draft("What happened", kind="heading"), _draft(MORE)]
    assert rules(drafts) == [None, "navigation", None, None]


@pytest.mark.parametrize(
    ("text", "kind", "linked"),
    [
        ("Related articles", "heading", 0.0),
        ("You may also like", "heading", 0.0),
        ("READ MORE: Contoso drops Parrot", "paragraph", 0.0),
        ("See also: Contoso drops Parrot", "paragraph", 0.7),
        ("Recommended", "paragraph", 0.0),
        ("You may also like...", "paragraph", 0.0),
        ("Das könnte Sie auch interessieren", "heading", 0.0),
        ("CONTOSO DROPS PARROT AND SAYS WHY", "paragraph", 1.0),
    ],
)
def test_other_pages_are_announced(text: str, kind: str, linked: float) -> None:
    assert line(text, "middle", kind=kind, linked=linked) == "related"


def test_short_links_stay_inside_the_text_and_go_behind_it() -> None:
    assert line("Nimbus 2", "middle", linked=1.0) is None
    assert line("Nimbus 2", "tail", linked=1.0) == "related"


def test_what_stands_below_other_pages_goes_with_them() -> None:
    drafts = [_draft(LEAD), _draft("Related articles", kind="heading"), _draft("Contoso drops Parrot"), _draft("Tools")]
    assert rules(drafts) == [None, "related", "related", "related"]


def test_running_text_below_other_pages_stays() -> None:
    drafts = [_draft(LEAD), _draft("Read also: Contoso"), _draft(MORE), _draft("The end")]
    assert rules(drafts) == [None, "related", None, None]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Subscribe to our newsletter", "middle"),
        ("Sign up for our weekly mail and never miss a story.", "middle"),
        ("Want help putting this into practice?", "tail"),
        ("Ready to talk?", "tail"),
        ("Start a conversation", "tail"),
        ("Follow us on the usual networks", "tail"),
        ("Get the log by e-mail every Sunday.", "tail"),
        ("Contact our team today.", "tail"),
        ("Join 12,000 readers and get our best stories every Friday: sign up.", "tail"),
        ("Was this page helpful?", "tail"),
    ],
)
def test_calls_to_action_are_no_text(text: str, where: str) -> None:
    assert line(text, where) == "call-to-action"


@pytest.mark.parametrize(
    "text", ["Thanks for signing up!", "You have been subscribed.", "An error has occurred. Please try again later."]
)
def test_what_a_form_says_is_no_text(text: str) -> None:
    assert line(text, "middle") == "call-to-action"


@pytest.mark.parametrize("text", ["Something went wrong.", "An error occurred when the file was copied, he said."])
def test_what_an_article_says_of_errors_is_text(text: str) -> None:
    assert line(text, "middle") is None


def test_notices_about_comments_are_no_text_behind_the_text() -> None:
    assert line("All comments are moderated before they appear.", "tail") == "navigation"
    assert line("All comments are moderated before they appear.", "middle") is None


def test_several_fields_of_an_entry_are_no_text() -> None:
    assert line("6/7/2026 - Posted by: Jane Doe - Category: Health - Tags: ban, tool", "tail") == "tags"


def test_the_address_of_another_page_behind_the_text_is_no_text() -> None:
    assert line("More on bans: https://news.example/bans", "tail") == "related"
    assert line("More on bans: https://news.example/bans", "middle") is None


def test_a_linked_cell_of_a_table_is_text() -> None:
    cell = Draft(kind="paragraph", text="The Girl Who Left The Harbour", linked=1.0, above=frozenset({"table", "td"}))
    assert rules([_draft(LEAD), cell, _draft(MORE)]) == [None] * 3


def test_a_list_that_stands_behind_text_of_the_article_is_no_row_of_tags() -> None:
    assert (
        rules([_draft("What changes for staff, in short"), *items("Nimbus", "Quill"), _draft(LEAD)])[1:3] == [None] * 2
    )


def test_a_step_of_instructions_is_no_call() -> None:
    assert line("Get in touch with the help desk before 1 March.", "middle") is None


def test_praise_of_the_publisher_beside_a_call_is_no_text() -> None:
    praise = _draft("Harbour Post delivers the news of the quay to firms and families along the coast every day.")
    assert rules([_draft(LEAD), _draft("Want to know more?"), praise])[1:] == ["call-to-action"] * 2
    assert rules([_draft(LEAD), praise, _draft(MORE)]) == [None] * 3
    assert rules([_draft(LEAD), praise]) == [None] * 2


def test_lines_in_a_box_with_a_call_go_with_it() -> None:
    box = [
        Draft(kind="paragraph", text=text, path=(1, 5, i))
        for i, text in enumerate(["The Post by mail", "Subscribe"], 6)
    ]
    text = [Draft(kind="paragraph", text=text, path=(1, i)) for i, text in enumerate([LEAD, MORE], 2)]
    assert rules([text[0], *box, text[1]]) == [None, "call-to-action", "call-to-action", None]


def test_a_box_with_running_text_is_no_box() -> None:
    texts = [LEAD, "Staff were told.", "Subscribe", MORE]
    drafts = [Draft(kind="paragraph", text=text, path=(1, 2, i)) for i, text in enumerate(texts)]
    assert rules(drafts) == [None, None, "call-to-action", None]


def test_behind_the_end_nothing_short_is_text() -> None:
    texts = [LEAD, "(Reporting by A. Roe)", "Our standards: the Harbour Post rules.", "Licence", "It is over."]
    assert rules([_draft(text) for text in texts]) == [None, "byline", "call-to-action", "call-to-action", None]


def test_without_an_end_short_lines_stay() -> None:
    assert rules([_draft(LEAD), _draft("Norway"), _draft("Japan")]) == [None] * 3


def test_a_page_without_running_text_has_neither_head_nor_tail() -> None:
    assert rules([*items("Norway", "Japan", "Canada"), _draft("6 July 2026")]) == [None] * 4


def test_plain_text_needs_no_markup() -> None:
    head = "Fabrikam bans Nimbus\n\nBy Jane Doe\n\n6 July 2026\n\n• AI\n• Security"
    tail = "Subscribe to our newsletter\n\nRelated articles\n\nContoso drops Parrot\n\n© 2026 Harbour Post"
    assert rules(cut_plain(f"{head}\n\n{LEAD}\n\n{MORE}\n\n{tail}")) == [
        "title",
        "byline",
        "date-line",
        "tags",
        "tags",
        None,
        None,
        "call-to-action",
        "related",
        "related",
        "copyright",
    ]
