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


def offer(words: str, linked: float = 0.4, **fields: object) -> Draft:
    return text(words, linked=linked, **fields)


def test_a_line_that_is_no_sentence_and_ends_in_a_link_leads_on() -> None:
    assert rules(text(LEAD), offer("Would a template help? Request our pack"), text(MORE))[1] == "related"
    assert rules(text(LEAD), offer("The order was published in full here."), text(MORE))[1] is None
    assert rules(text(LEAD), offer("How well do you know your rules?", 0.8), text(MORE))[1] == "related"


def test_many_lines_with_links_are_a_list_of_things() -> None:
    things = [offer(f"{name} with all its parts: shop.example") for name in ("A tin drum", "A red kite", "A blue top")]
    assert rules(text(LEAD), *things, text(MORE)) == [None] * 5


def test_items_that_stand_again_below_are_a_table_of_contents() -> None:
    heads = ["What happened?", "What this means", "Final thoughts"]
    listed = [Draft(kind="list-item", text=head) for head in heads]
    below = [draft for head in heads for draft in (text(head), text(MORE))]
    assert rules(text(LEAD), *listed, *below)[1:4] == ["navigation"] * 3
    assert rules(text(LEAD), *listed, text(MORE)) == [None] * 5


def test_what_readers_said_goes_with_the_heading_that_counts_it() -> None:
    story = [text(LEAD, path=(1, 2)), text(MORE, path=(1, 3))]
    heading = Draft(kind="heading", text="2 readers replied", path=(1, 4, 5))
    said = [text(OTHER, path=(1, 4, 6)), text("typo in the table?", path=(1, 4, 7, 8))]
    assert rules(*story, heading, *said) == [None, None, *["navigation"] * 3]


def test_a_heading_for_comments_that_stands_beside_the_text_takes_nothing_with_it() -> None:
    heading = Draft(kind="heading", text="Comments", path=(1, 4))
    assert rules(text(LEAD, path=(1, 2)), heading, text(MORE, path=(1, 5)))[::2] == [None, None]


def test_what_a_publisher_is_not_liable_for_is_no_text_behind_the_text() -> None:
    notice = text("This briefing is general information and no substitute for advice on your circumstances.")
    assert rules(text(LEAD), text(MORE), notice) == [None, None, "copyright"]
    assert rules(text(LEAD), notice, text(MORE)) == [None] * 3


def test_author_and_day_stand_below_a_standfirst_as_well() -> None:
    deck = text(OTHER, marks="deck")
    assert rules(deck, text("Alex Roe, Partner · 2 March 2023", linked=0.4), text(LEAD), text(MORE)) == [
        None,
        "date-line",
        None,
        None,
    ]
