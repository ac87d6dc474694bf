"""All rules of filler together."""

from pipeline.parse.filler import find_filler
from pipeline.parse.sheet import Spot
from pipeline.parse.sitewide import SiteMemory
from tests.unit.parse.pages import sheet
from tests.unit.parse.stories import article, known

LEAD = "Fabrikam has told its engineers to remove Nimbus by 10 July, according to a memo seen by Harbour Post."
TRUISM = "Leaders should always remember that trust is the key to lasting success."
OTHER = "Organisations need a clear strategy and should review their priorities regularly."


def rules(*texts: str, memory: SiteMemory | None = None) -> list[str | None]:
    found = sheet(*texts)
    fates = find_filler(found, memory, memory.article_id) if memory else find_filler(found)
    return [fates[Spot(i, 0)].rule if Spot(i, 0) in fates else None for i in range(len(found.lines))]


def test_the_first_rule_that_drops_a_text_names_its_fate() -> None:
    memory = known(article(0, TRUISM), [article(1, TRUISM)])
    assert rules(LEAD, TRUISM) == [None, "filler:advice"]
    assert rules(LEAD, TRUISM, memory=memory) == [None, "filler:site"]
    assert rules(LEAD, TRUISM, TRUISM, memory=memory) == [None, "filler:repeat", "filler:repeat"]


def test_a_heading_goes_with_all_that_stood_below_it() -> None:
    assert rules(LEAD, "# Conclusion", TRUISM, OTHER) == [None, "filler:heading", "filler:advice", "filler:advice"]
    assert rules("# Remarks", TRUISM, "# News", LEAD) == ["filler:heading", "filler:advice", None, None]


def test_a_heading_stays_with_what_is_kept_below_it() -> None:
    assert rules(LEAD, "# Conclusion", TRUISM, "The ban starts on 10 July.")[1] is None
    half = f"The firm confirmed the step but gave no reason at all. {TRUISM}"
    assert rules(LEAD, "# Conclusion", half)[1] is None


def test_a_heading_with_nothing_below_it_stays() -> None:
    assert rules(LEAD, "# One", "# Two", TRUISM) == [None, None, "filler:heading", "filler:advice"]


def test_an_article_of_facts_is_left_alone() -> None:
    assert rules(LEAD, "The firm confirmed the step but gave no reason.", "# What now", "Staff wait.") == [None] * 4
    assert rules() == []
