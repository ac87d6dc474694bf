"""Boxes, lists of links and other articles inside the body."""

from pipeline.parse.draft import Draft
from pipeline.parse.frame import find_frame
from pipeline.parse.metadata import Metadata

META = Metadata(title="Fabrikam bans Nimbus", author="Jane Doe", site="Harbour Post", language="en")
LEAD = "Fabrikam has told its engineers to remove Nimbus from all machines by 10 July, a memo says."
MORE = "The maker of Nimbus said on Tuesday that it had not been told and would talk to the company."
OTHER = "The council of the town has decided to build a new pier for the ferries at the end of the harbour."


def text(words: str, **fields: object) -> Draft:
    marks = fields.pop("marks", "")
    assert isinstance(marks, str)
    return Draft(kind="paragraph", text=words, marks=frozenset(marks.split()), **fields)  # type: ignore[arg-type]


def rules(*drafts: Draft, meta: Metadata = META) -> list[str | None]:
    fates = find_frame(drafts, frozenset(range(len(drafts))), meta)
    return [fates[i].rule.removeprefix("chrome:") if i in fates else None for i in range(len(drafts))]


def test_a_box_for_subscribing_goes_whole() -> None:
    box = [text("The Post by mail", marks="newsletter"), text("Get the best of the week.", marks="newsletter")]
    assert rules(text(LEAD), *box, text(MORE)) == [None, "call-to-action", "call-to-action", None]


def test_a_mark_of_the_whole_page_says_nothing() -> None:
    drafts = [text(LEAD, marks="newsletter"), text("It is over.", marks="newsletter"), text(MORE, marks="newsletter")]
    assert rules(*drafts) == [None] * 3


def test_running_text_in_a_box_for_other_pages_stays_unless_a_headline_stands_beside_it() -> None:
    long = [text(LEAD), text(MORE), text(LEAD), text(MORE)]
    assert rules(*long, text(OTHER, marks="related"), text(MORE))[4] is None
    card = text("A new pier for the ferries", marks="related", linked=1.0)
    assert rules(*long, card, text(OTHER, marks="related"), text(MORE))[4:6] == ["related", "related"]


def test_a_quoted_post_keeps_its_text_among_the_buttons_of_its_place() -> None:
    post = Draft(kind="quote", text="We had no choice.", marks=frozenset({"share"}))
    assert rules(text(LEAD), post, text(MORE)) == [None] * 3


def items(*texts: str) -> list[Draft]:
    return [Draft(kind="list-item", text=one, linked=1.0) for one in texts]


def test_a_list_of_linked_headlines_leads_to_other_pages() -> None:
    links = items("A new pier for the ferries", "Town council votes on the budget")
    assert rules(text(LEAD), *links, text(MORE)) == [None, "related", "related", None]


def test_a_list_that_the_text_announces_and_a_list_of_names_stay() -> None:
    links = items("A new pier for the ferries", "Town council votes on the budget")
    assert rules(text(LEAD), text("The decisions are these:"), *links, text(MORE)) == [None] * 5
    assert rules(text(LEAD), *items("Nimbus", "Quill"), text(MORE)) == [None] * 4


def test_another_article_of_the_page_goes_with_its_linked_headline() -> None:
    drafts = [
        Draft(kind="heading", text="Fabrikam bans Nimbus", part=1),
        text(LEAD, part=1),
        Draft(kind="heading", text="A new pier", linked=1.0, part=2),
        text(OTHER, part=2),
    ]
    assert rules(*drafts) == ["title", None, "related", "related"]


def test_articles_behind_a_heading_for_other_pages_go_and_those_of_the_same_one_stay() -> None:
    title = Draft(kind="heading", text="Fabrikam bans Nimbus", part=1)
    announced = Draft(kind="heading", text="You may also like", part=1)
    assert rules(title, text(LEAD, part=1), announced, text(OTHER, part=3)) == ["title", None, "related", "related"]
    assert rules(title, text(LEAD, part=1), text(MORE, part=3)) == ["title", None, None]


def test_a_standfirst_that_the_text_says_again_goes_and_one_with_a_figure_of_its_own_stays() -> None:
    again = Draft(kind="heading", text="Fabrikam told engineers to remove Nimbus from machines by 10 July")
    new = Draft(kind="heading", text="Fabrikam told 400 engineers to remove Nimbus from machines by July")
    assert rules(again, text(LEAD), text(MORE))[0] == "teaser"
    assert rules(new, text(LEAD), text(MORE))[0] is None


def test_lines_below_pictures_are_captions_but_a_list_of_things_with_pictures_is_text() -> None:
    line = text("A pier in the evening light", marks="pictured")
    assert rules(text(LEAD), line, text(MORE)) == [None, "caption", None]
    assert rules(text(LEAD), *[line] * 3, text(MORE)) == [None] * 5
    assert rules(text(LEAD), text("It was banned in the evening.", marks="pictured"), text(MORE)) == [None] * 3
