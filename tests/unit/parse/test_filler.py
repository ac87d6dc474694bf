"""All rules of filler together."""

from pipeline.parse.filler import find_filler
from pipeline.parse.sheet import Spot
from pipeline.parse.sitewide import SiteMemory
from tests.unit.parse.pages import sheet
from tests.unit.parse.stories import article, known

LEAD = "Fabrikam has told its engineers to remove Nimbus by 10 July, according to a memo seen by Harbour Post."
TRUISM = "Leaders should always remember that trust is the key to lasting success."
OTHER = "Organisations need a clear strategy and should review their priorities regularly."
MORE = (
    "In the end, good preparation makes all the difference for every team.",
    "Staying informed is more important than ever.",
)
MILL = (TRUISM, OTHER, *MORE)  # just enough filler
ADVICE = ["filler:advice"] * len(MILL)


def rules(*texts: str, memory: SiteMemory | None = None) -> list[str | None]:
    found = sheet(*texts)
    fates = find_filler(found, memory, memory.article_id) if memory else find_filler(found)
    return [fates[Spot(i, 0)].rule if Spot(i, 0) in fates else None for i in range(len(found.lines))]


def test_the_first_rule_that_drops_a_text_names_its_fate() -> None:
    memory = known(article(0, TRUISM), [article(1, TRUISM)])
    assert rules(LEAD, *MILL) == [None, *ADVICE]
    assert rules(LEAD, *MILL, memory=memory) == [None, "filler:site", *ADVICE[1:]]
    assert rules(LEAD, TRUISM, memory=memory) == [None, "filler:site"]
    assert rules(LEAD, TRUISM, OTHER, TRUISM, OTHER, memory=memory) == [None, *["filler:repeat"] * 4]


def test_a_heading_goes_with_all_that_stood_below_it() -> None:
    assert rules(LEAD, "# Conclusion", *MILL) == [None, "filler:heading", *ADVICE]
    assert rules("# Remarks", *MORE, "# News", LEAD, TRUISM, OTHER) == [
        "filler:heading",
        *ADVICE[:2],
        None,
        None,
        *ADVICE[:2],
    ]


def test_a_heading_stays_with_what_is_kept_below_it() -> None:
    assert rules(LEAD, "# Conclusion", *MILL, "Ines Roe lifted the ban on 3 August.") == [None, None, *ADVICE, None]
    half = "The firm confirmed the step but gave no reason at all. Firms that adapt early tend to be more resilient."
    assert rules(LEAD, *MILL, "# Conclusion", half) == [None, *ADVICE, None, None]


def test_a_heading_with_nothing_below_it_stays() -> None:
    assert rules(LEAD, "# One", "# Two", *MILL) == [None, None, "filler:heading", *ADVICE]


def test_a_remark_or_two_in_a_report_stay_with_their_heading() -> None:
    """They are style; only a page with much of it is a content mill."""
    assert rules(LEAD, TRUISM) == [None] * 2
    assert rules(LEAD, "# Conclusion", TRUISM, OTHER) == [None] * 4


def test_filler_by_other_rules_counts_towards_a_mill() -> None:
    memory = known(article(0, TRUISM), [article(1, TRUISM)])
    assert rules(LEAD, *MILL[1:], memory=memory) == [None] * 4
    assert rules(LEAD, *MILL, memory=memory).count("filler:advice") == 3
    assert rules(LEAD, TRUISM, *MILL[:3], TRUISM)[3:5] == [None, None]
    assert rules(LEAD, *MILL, TRUISM, OTHER) == [None, *["filler:repeat"] * 2, *ADVICE[2:], *["filler:repeat"] * 2]


def test_an_article_of_facts_is_left_alone() -> None:
    assert rules(LEAD, "The firm confirmed the step but gave no reason.", "# What now", "Staff wait.") == [None] * 4
    assert rules() == []


def test_who_knows_more_of_a_site_keeps_no_more_of_a_page() -> None:
    """A sentence that falls with its paragraph falls, too, where the other half of it is known as a template."""
    pair = f"{TRUISM} Our advisers see it again and again in the offices of small firms."
    memory = known(article(0, TRUISM), [article(1, TRUISM)])
    found = sheet(LEAD, pair, OTHER, *MORE, "Good habits are the key to lasting success for every team.")
    cold, warm = find_filler(found), find_filler(found, memory, memory.article_id)
    assert cold.keys() <= warm.keys()
    assert {fate.rule for fate in warm.values()} >= {"filler:site"}
