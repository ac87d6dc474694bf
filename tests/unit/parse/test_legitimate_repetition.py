"""What may come back, or may advise, because it is what the page is there for. Each page is our own and stays whole.

A page is given as its lines; those that begin with "> " are copies that may go, because the first telling stays.
"""

import pytest

from pipeline.parse.filler import find_filler
from pipeline.parse.sheet import Spot
from tests.unit.parse.pages import sheet

PAGES = {
    "court report": (
        "Court lets the library keep its recorder",
        "SELMOUTH, May 3 (Harbour Post) - The court of Selmouth let the town library keep its recorder Parrot.",
        "The parties should first talk to each other, Judge Anneke Roe told the lawyers on Tuesday.",
        "Whoever records others must ask them, she said in her reasons.",
        "The library had not asked.",
        "Both sides can appeal within a month.",
        "The reader who sued was not in court.",
    ),
    "column with a refrain": (
        "The drawer",
        "In our office in Selmouth there is a drawer with forbidden machines, and nobody opens it.",
        "I opened it in May, and my editor saw me.",
        "But the drawer is closed again now, and that is all.",
        "My mother had a drawer like it, and I was not allowed to ask.",
        "But the drawer is closed again now, and that is all.",
        "A good rule explains itself, and a bad one needs a lock.",
        "I believe that trust is the better lock, and I said so on Monday.",
    ),
    "interview": (
        "We ask the judge",
        "Anneke Roe has been a judge in Selmouth since 2011. We met her on 3 May at the court.",
        "# Should judges use such tools?",
        "I do not think so. A judge who asks a machine should also ask why.",
        "# Why are you so strict?",
        "Because people trust us. I want them to know who decided.",
        "# Should other courts follow?",
        "I would be careful. Every court has to find its own way, and my court took a year.",
    ),
    "live blog": (
        "As it happened: the storm",
        "# 09:10",
        "The ferry to Norland stays in port, the operator says. The next report is due at noon.",
        "# 10:30",
        "The bridge is closed to lorries.",
        "# 12:00",
        "The ferry to Norland stays in port. The next report is due in the evening.",
        "# 14:20",
        "The bridge is open again. Drivers should go slowly, the police say.",
    ),
    "weekly log": (
        "Week 12",
        "This log notes each week what changed in the rules for assistants in Norland and Freedonia.",
        "# Norland",
        "The board of schools has banned Nimbus since 3 March. Open: who checks it.",
        "# Freedonia",
        "None this week.",
        "# Corrections",
        "None this week.",
    ),
    "legal text": (
        "Terms of the partner programme of Lantern Loop",
        "These terms bind every partner of Lantern Loop of Tallinn since 1 March 2026.",
        "# 1. Duties of a partner",
        "A partner must tell its customers which data it passes on, and must keep a record of it for two years.",
        "A partner must ensure that its staff know these terms.",
        "# 2. Breach",
        "If a partner breaks a term, we may end the agreement after a warning.",
        "# 3. Breach by staff",
        "If a partner breaks a term, we may end the agreement without a warning.",
    ),
    "how-to guide": (
        "How to move your notes out of Nimbus",
        "Lantern Loop of Tallinn closes Nimbus on 1 June 2026. This is how your notes get out.",
        "Open the settings and choose the export.",
        "Make sure that every notebook is ticked, because the export leaves out what is not.",
        "Check the file before you delete your account.",
        "Keep the file in a safe place, and never send it by e-mail.",
    ),
    "statement of an official": (
        "Norland bans Nimbus",
        "Norland has banned Nimbus from its schools, the minister Ines Roe said on 3 May.",
        "“We must protect our children and we must protect their data,” Roe said.",
        "Teachers' associations in Selmouth and Tallinn welcomed the step.",
        "“We must protect our children and we must protect their data,” the ministry wrote on its website on Tuesday.",
    ),
    "pull quotes": (
        "Norland bans Nimbus",
        "Norland has banned Nimbus from its schools, the minister Ines Roe said on 3 May.",
        "“Nobody asked us, and nobody will ask the pupils either,” said Tom Alder, who teaches in Selmouth.",
        "> “Nobody asked us, and nobody will ask the pupils either”",
        "The ministry did not answer.",
    ),
    "news that quotes advice": (
        "Water in Selmouth is dirty",
        "The water works of Selmouth found germs in two wells on Monday, its head Tom Alder said.",
        "Residents should boil water until further notice, the works said.",
        "People with small children can get bottles at the town hall.",
        "It is not known how the germs came into the wells.",
        "Everyone should be careful, Alder said, and nobody should panic.",
    ),
}


REMARKS = (
    "In today's fast-moving world, companies of all sizes should embrace change and stay vigilant.",
    "Staying informed is more important than ever, and good communication is the key to lasting trust.",
)
MORE_REMARKS = (
    *REMARKS,
    "Organisations need a clear strategy and should review their priorities regularly.",
    "In the end, good preparation makes all the difference for every team.",
)


ADVISING = "news that quotes advice"  # on a mill it is not told from advice of the page's own


@pytest.mark.parametrize("name", PAGES)
def test_a_page_whose_repetition_is_meant_stays_whole(name: str) -> None:
    title, *texts = PAGES[name]
    found = sheet(*(text.removeprefix("> ") for text in texts), title=title)
    dropped = {spot.line for spot in find_filler(found)}
    assert dropped == {i for i, text in enumerate(texts) if text.startswith("> ")}


@pytest.mark.parametrize("remarks", [REMARKS[:1], REMARKS], ids=["one", "two"])
@pytest.mark.parametrize("name", PAGES)
def test_a_remark_or_two_on_such_a_page_cost_nothing_of_it(name: str, remarks: tuple[str, ...]) -> None:
    """Remarks that are filler anywhere else must not make a mill of the page around them, and stay themselves."""
    title, *texts = PAGES[name]
    found = sheet(*(text.removeprefix("> ") for text in texts), *remarks, title=title)
    dropped = {spot.line for spot in find_filler(found)}
    assert dropped == {i for i, text in enumerate(texts) if text.startswith("> ")}


@pytest.mark.parametrize("name", [name for name in PAGES if name != ADVISING])
def test_even_enough_remarks_for_a_mill_cost_such_a_page_nothing(name: str) -> None:
    """Where the page reports, they go; what it says itself stays."""
    title, *texts = PAGES[name]
    found = sheet(*(text.removeprefix("> ") for text in texts), *MORE_REMARKS, title=title)
    dropped = {spot.line for spot in find_filler(found) if spot.line < len(texts)}
    assert dropped == {i for i, text in enumerate(texts) if text.startswith("> ")}


def test_the_fates_of_a_page_do_not_depend_on_earlier_calls() -> None:
    title, *texts = PAGES["interview"]
    found = sheet(*texts, title=title)
    first = find_filler(found)
    find_filler(sheet(*PAGES["live blog"]))
    assert find_filler(found) == first
    assert all(isinstance(spot, Spot) for spot in first)
