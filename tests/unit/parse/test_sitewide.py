"""What articles have in common is counted by stories, and only what is a template by its words is dropped."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest

from pipeline.parse import sitewide
from pipeline.parse.filler import find_filler
from pipeline.parse.generic import genericness
from pipeline.parse.prints import key_of
from pipeline.parse.sheet import Sentence, Sheet
from pipeline.parse.sitewide import BARE, MOST_HOLDERS, MOST_STORIES, NOTHING_SEEN, Known, SiteMemory, find_known
from tests.unit.parse.pages import rule_of, sheet
from tests.unit.parse.stories import FIRMS, TOOLS, TOWNS, article, fate, known, lead, named, title, warm

ABOUT = "Companies that look at such things early have less to do when it counts."
REWORDED = "Companies that look at such things early have little to do when it counts."
REORDERED = "When it counts, those companies have less to do that look early at such things."
SLOT = "After {} the question is who will be next in line."
SOMEWHAT = "A tool is soon brought in, but it may be hard to take out again."
PLAIN = "A tool is soon brought in and seldom taken out of a house again."
FORMULA = "The company did not immediately respond to a request for comment on the matter."
BACKGROUND = "DeepSeek, based in Hangzhou, released its model in January and shook the markets."
CLAUSE = "You may not resell or sublicense the service to anybody else."


def key(text: str) -> str:
    """Of a text of one sentence."""
    return key_of(sheet(text).lines[0].sentences[0])


def _judged(*texts: str) -> tuple[Sheet, Sequence[Sentence]]:
    """A page of the first story, and the sentences of its second paragraph."""
    found = sheet(*texts, title=title(0))
    return found, found.lines[1].sentences


def test_what_stands_in_one_other_story_is_a_template_if_it_is_generic() -> None:
    assert fate(article(0, ABOUT), [], ABOUT) is None
    assert fate(article(0, ABOUT), [article(1, ABOUT)], ABOUT) == "filler:site"


def test_what_is_less_generic_has_to_stand_in_more_stories(monkeypatch: pytest.MonkeyPatch) -> None:
    """The thresholds are moved to where the sentence stands: they are close to each other, and scores are learned."""
    score = genericness(*_judged(lead(0), SOMEWHAT, PLAIN))
    monkeypatch.setattr(sitewide, "BARE", {1: score + 0.2, 2: score + 0.1, 3: score - 0.1})
    assert BARE[1] > BARE[2] > BARE[3]
    others = [article(n, SOMEWHAT, PLAIN) for n in range(1, 4)]
    found = [warm(article(0, SOMEWHAT, PLAIN), others[:n]) for n in range(4)]
    assert [rule_of(one, SOMEWHAT) for one in found] == [None, None, None, "filler:site"]
    assert [rule_of(one, PLAIN) for one in found] == [None] * 4


def test_the_reason_names_how_many_stories_and_three_articles() -> None:
    others = [article(n, ABOUT) for n in range(1, 6)]
    block = warm(article(0, ABOUT), others).blocks[-1]
    assert block.because == "a template: it stands in at least 3 other stories"
    assert block.articles == ("a1", "a2", "a3")
    one = warm(article(0, ABOUT), others[:1]).blocks[-1]
    assert (one.because, one.articles) == ("a template: it stands in 1 other story", ("a1",))
    assert all(kept.articles == () for kept in warm(article(0, ABOUT), others).kept_blocks)


def test_a_report_that_ten_outlets_print_is_one_story() -> None:
    printed = [article(1, ABOUT, article_id=f"w{n}", site=f"outlet{n}") for n in range(10)]
    assert known(printed[0], printed).known == {}
    assert all(warm(one, printed) == one for one in printed)


def test_a_report_with_another_headline_and_a_new_beginning_is_the_same_story() -> None:
    facts = [lead(n) for n in (2, 3, 4)]
    one = article(1, *facts, ABOUT)
    other = replace(article(5, *facts, ABOUT), title="A quiet week")
    assert known(one, [other]).known == {}


def test_a_text_on_ten_stories_of_ten_sites_is_a_template() -> None:
    others = [article(n, ABOUT, site=f"outlet{n}") for n in range(10)]
    assert all(fate(one, others, ABOUT) == "filler:site" for one in others)


def test_a_reworded_text_is_the_same_template() -> None:
    assert fate(article(0, REWORDED), [article(1, ABOUT)], REWORDED) == "filler:site"


def test_the_order_of_its_words_makes_no_other_template_of_it() -> None:
    """A mill that says the same thing the other way round has not said another thing."""
    assert key(REORDERED) != key(ABOUT)
    assert fate(article(0, REORDERED), [], REORDERED) is None
    assert fate(article(0, REORDERED), [article(1, ABOUT)], REORDERED) == "filler:site"


def test_a_sentence_is_found_in_another_paragraph_and_in_another_order() -> None:
    mixed = f"{lead(5)} {ABOUT}"
    found = warm(article(0, mixed), [article(1, f"{ABOUT} {lead(6)}")])
    assert [(block.text, block.rule) for block in found.blocks[1:]] == [(lead(5), None), (ABOUT, "filler:site")]
    assert found.blocks[1].para == found.blocks[2].para


def test_a_slot_that_was_filled_with_the_headlines_names_makes_no_fact() -> None:
    others = [article(n, SLOT.format(FIRMS[n])) for n in range(1, 4)]
    text = SLOT.format(FIRMS[0])
    assert fate(article(0, text), others, text) == "filler:site"


@pytest.mark.parametrize("filled", ["Brightwater", "Fabrikam and Brightwater", "Fabrikam on 3 June"])
def test_a_slot_with_anything_else_in_it_is_a_fact(filled: str) -> None:
    others = [article(n, SLOT.format(FIRMS[n])) for n in range(1, 4)]
    text = SLOT.format(filled)
    assert fate(article(0, text), others, text) is None


def test_a_name_that_is_the_same_everywhere_fills_no_slot() -> None:
    text = SLOT.format(FIRMS[0])
    assert fate(article(0, text), [article(n, text) for n in range(1, 4)], text) is None


def test_what_a_site_says_of_itself_is_no_fact_of_the_story() -> None:
    praise = "Harbour Advisory helps companies of every size to make the most of their software."
    own = [article(n, praise, site="www.harbour-advisory") for n in range(4)]
    others = [article(n, praise) for n in range(4)]
    assert fate(own[0], own, praise) == "filler:site"
    assert fate(others[0], others, praise) is None


@pytest.mark.parametrize(
    "text",
    [
        FORMULA,
        BACKGROUND,
        CLAUSE,
        lead(7),
        "She said: “this is what our readers always want to know”.",
        "The app was removed from the stores of the country.",
        "The court did not give reasons for its decision on that day.",
    ],
)
def test_what_reports_say_may_stand_in_every_story(text: str) -> None:
    others = [article(n, text) for n in range(1, 7)]
    assert fate(article(0, text), others, text) is None


MILL = (
    "Whether in the workshop or in the office, the tool had found its way into the working day of the people there.",
    "Between two appointments a colleague opened the drawer with the old manuals, which were thick and smelt of dust.",
    "A choice made far away had its echo in the smallest cupboard of the house, where the old manuals were kept.",
    "On the shelf beside the window stand the boxes in which the programs of former years were delivered to the house.",
)


def test_on_a_page_of_templates_less_is_needed() -> None:
    """Four long sentences show what the page is, though none of them would be dropped by itself, nor would a fifth."""
    mills = [article(n, *MILL, PLAIN) for n in range(2)]
    assert fate(article(0, MILL[0]), [article(1, MILL[0])], MILL[0]) is None
    assert all(fate(mills[0], mills[1:], text) == "filler:site" for text in (*MILL, PLAIN))
    assert fate(mills[0], mills[1:], lead(0)) is None


def test_among_templates_what_is_short_has_to_be_the_more_generic() -> None:
    """Formulae of reports are short, what a mill writes is long."""
    formulae = ("The sitting was suspended for an hour.", "The court did not give reasons for its decision.")
    generic = "Such things are worth a look."
    mills = [article(n, *MILL, *formulae, generic) for n in range(4)]
    marked = warm(mills[0], mills[1:])
    assert [rule_of(marked, text) for text in (*formulae, generic)] == [None, None, "filler:site"]


def test_among_templates_a_name_that_was_told_before_fills_a_slot_and_a_new_one_does_not() -> None:
    slot = (
        "At the counter our technicians were asked about {}, and since the beginning of {} they were asked on the phone"
        " as well."
    )
    others = [article(n, *MILL, slot.format(TOOLS[n], "June")) for n in range(1, 3)]
    for filled, rule in (("Nimbus", "filler:site"), ("Starling", None)):
        text = slot.format(filled, "July")
        assert fate(article(0, *MILL, text), others, text) == rule


def test_among_templates_a_formula_a_fact_and_a_quotation_stay() -> None:
    kept = (
        FORMULA,
        CLAUSE,
        BACKGROUND,
        "“We have always told our clients that a tool like this one is borrowed”, she said.",
    )
    mills = [article(n, lead(n + 4), lead(n + 7), *MILL, *kept) for n in range(3)]
    marked = warm(mills[0], mills[1:])
    assert [rule_of(marked, text) for text in (*kept, MILL[0])] == [None] * 4 + ["filler:site"]


def test_a_page_that_shares_facts_as_well_is_a_follow_up() -> None:
    """It tells again what was told before, and that is no template, though some of it names nobody."""
    told = (
        *(
            f"{FIRMS[n]} had told its people in {TOWNS[n]} on {n + 1} May that {TOOLS[n]} would have to go."
            for n in (6, 7, 8)
        ),
        *MILL,
    )
    stories = [article(n, *told) for n in range(2)]
    assert all(fate(stories[0], stories[1:], text) is None for text in MILL)


FORMATS = {
    "incidents": (
        "We are investigating an elevated rate of errors.",
        "We are continuing to investigate this issue.",
        "A fix is in place and we are monitoring the results.",
        "The issue has been identified and a fix is being implemented.",
        "Customers may see slow responses while the queue is worked off.",
        "Some users may be unable to log in for a short time.",
        "We will publish a report on what happened within a week.",
    ),
    "minutes": (
        "The Speaker thanked the member and called the next speaker.",
        "The motion was agreed to without a vote.",
        "The minister said that he would reply in writing.",
        "The sitting was suspended for an hour.",
        "The committee took note of the report.",
        "The minutes of the last meeting were approved.",
    ),
    "court": (
        "The court did not give reasons for its decision.",
        "The defendant denies all charges.",
        "The parties have one month to lodge an appeal.",
        "The presumption of innocence applies until a final verdict.",
        "No date has been set for the next hearing.",
    ),
    "live": (
        "This is a developing story and will be updated.",
        "That is all from our live coverage for today.",
        "Here is a summary of the main points so far.",
        "We will bring you the latest as it happens.",
    ),
    "changes": (
        "Existing keys go on working until the end of the period of notice.",
        "Nothing changes for customers on older plans.",
        "Requests to the old endpoint return an error.",
        "Admins find the setting in the console.",
    ),
    "terms": (
        "We may change these terms from time to time and will post the new version on this page.",
        "If any part of these terms is found to be invalid, the rest stays in force.",
        "The service is provided as is, without warranty of any kind.",
        "Customers must give notice in writing before the end of the term.",
        "You may not use the service to build a competing product or to train a model of your own.",
        "Neither of the parties is liable for what lies outside of its reasonable control.",
    ),
    "background": (
        "The start-up shook markets when it released its model at a fraction of the cost of rivals.",
        "The company says that it stores the data of its users in its home country.",
        "Several governments have restricted the app over concerns about data protection.",
        "The app can still be used in a browser.",
    ),
    "round-up": (
        "Every week we list what has been restricted, by whom and from when.",
        "Corrections go to the foot of the page.",
        "Entries in bold are new since last week.",
    ),
}


@pytest.mark.parametrize("name", FORMATS)
def test_what_comes_back_on_a_clean_site_stays(name: str) -> None:
    """Its formulae stand on every page, and they are what it has to say."""
    stories = [article(n, *FORMATS[name]) for n in range(6)]
    for n in (1, 2, 5):
        assert warm(stories[0], stories[1 : n + 1]).text == stories[0].text


def test_policies_and_guides_keep_what_they_have_in_common() -> None:
    """Nothing happened there, so what reads like advice is what they are about."""
    texts = [CLAUSE, "Customers should review these terms regularly.", ABOUT]
    policy = sheet(*texts, title="Terms of service")
    memory = known(article(0, *texts), [article(n, *texts) for n in range(1, 4)])
    assert memory.known
    assert find_known(policy, memory, memory.article_id) == {}


def test_another_language_is_left_alone() -> None:
    memory = SiteMemory(article_id="new", known=known(article(0, ABOUT), [article(1, ABOUT)]).known)
    assert find_known(sheet(lead(0), ABOUT, title=title(0), english=False), memory, "new") == {}
    assert find_known(sheet(lead(0), ABOUT, title=title(0)), memory, "new")


def test_a_memory_of_one_article_says_nothing_of_another() -> None:
    memory = known(article(0, ABOUT), [article(1, ABOUT)])
    text = sheet(lead(0), ABOUT, title=title(0))
    assert memory.article_id == "a0"
    assert find_known(text, memory, "a0")
    assert find_known(text, memory, "a2") == {}
    assert find_filler(text, NOTHING_SEEN, "a0") == find_filler(text)


def test_an_article_is_not_its_own_predecessor() -> None:
    one = article(0, ABOUT)
    assert known(one, [one, one]).known == {}


def test_the_order_of_the_others_does_not_matter() -> None:
    others = [article(n, ABOUT, PLAIN) for n in range(1, 5)]
    found = {repr(known(article(0, ABOUT, PLAIN), order)) for order in permutations(others)}
    assert len(found) == 1


def test_an_article_between_two_stories_makes_them_one() -> None:
    """What counts as one story does not hang on which of its articles came first."""
    first, last = article(1, ABOUT), article(2, ABOUT)
    between = replace(article(1, lead(2), ABOUT, article_id="b"), title=f"{title(1)}, {title(2)}")
    for order in permutations([first, between, last]):
        one = known(article(0, ABOUT), order).known[key(ABOUT)]
        assert one.stories == 1


def test_however_many_hold_a_text_a_few_are_looked_at_and_three_are_counted() -> None:
    copies = [named(article(n % 10, ABOUT), f"{n:03}") for n in range(60)]
    one = known(article(0, ABOUT, article_id="new"), copies).known[key(ABOUT)]
    assert one.stories == len(one.articles) == MOST_STORIES
    assert len(copies) > MOST_HOLDERS


def test_a_short_sentence_goes_with_its_paragraph() -> None:
    text = f"{ABOUT} Come back soon."
    assert rule_of(warm(article(0, text), [article(1, text)]), text) == "filler:site"
    fact = f"{ABOUT} The tool Magpie stays."
    found = warm(article(0, fact), [article(1, fact)])
    assert [block.rule for block in found.blocks] == [None, "filler:site", None]


def test_nothing_is_known_of_what_stands_nowhere_else() -> None:
    assert key(ABOUT) not in known(article(0, ABOUT), [article(1, PLAIN)]).known
    assert known(article(0, ABOUT), [article(1, ABOUT)]).known[key(ABOUT)] == Known(1, ("a1",), refilled=False)
