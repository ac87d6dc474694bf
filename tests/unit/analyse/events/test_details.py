"""What is said beside the restriction: whom it binds, who is left out, why, until when, and whose word it is."""

import pytest

from tests.unit.analyse.events.reading import event

BAN = "Brightwell Bank has banned ChatGPT."
FAR = " Shares were flat." * 5


@pytest.mark.parametrize(
    ("text", "affected"),
    [
        ("Brightwell Bank has told its employees to stop using ChatGPT.", "employees"),
        ("Brightwell Bank has banned ChatGPT for all staff.", "staff"),
        ("Brightwell Bank's employees may no longer use ChatGPT.", "employees"),
        ("All employees have been barred from using ChatGPT at Brightwell Bank.", "employees"),
        ("Brightwell Bank has blocked ChatGPT on company laptops.", "company laptops"),
        ("OpenAI has blocked ChatGPT for users in China.", "users in China"),
        ("Anthropic has cut off Windsurf from Claude.", "Windsurf"),
        ("OpenAI has blocked access to ChatGPT from Italy.", "Italy"),
        ("Brightwell Bank has banned DeepSeek from China.", None),
        ("The British government wants to bar under-18s from AI chatbots that are made for role-play.", "under-18s"),
        ("The British government will ban AI chatbots for children under 16.", "children under 16"),
        ("Character.AI has blocked Character.AI for teenagers.", "teenagers"),
        ("Norhaven Council has disabled the AI features that come built into the laptops.", "laptops"),
        (
            "The European Parliament has disabled AI features that are built into devices of its members and staff.",
            "devices of its members and staff",
        ),
        (
            "The European Parliament has blocked ChatGPT on members' and staff devices.",
            "members' and staff devices",
        ),
        ("OpenAI has blocked ChatGPT for users in mainland China and Macau.", "users in mainland China and Macau"),
        ("Brightwell Bank has banned ChatGPT for staff and students.", "staff and students"),
        ("Brightwell Bank banned ChatGPT from company devices in February.", "company devices"),
        (
            "Brightwell Bank has blocked ChatGPT on the laptops of its 2,100 employees.",
            "laptops of its 2,100 employees",
        ),
        ("OpenAI has blocked ChatGPT in Malaysia.", "Malaysia"),
        ("Brightwell Bank has banned ChatGPT in Malaysia.", None),
        ("Brightwell Bank has banned ChatGPT after staff complained.", None),
        ("Brightwell Bank has banned ChatGPT.", None),
        ("Since July 2, employees of Brightwell Bank may no longer use ChatGPT.", "employees"),
        ("Since 2 July employees of Brightwell Bank may no longer use ChatGPT.", "employees"),
        ("Since July 2 employees of Brightwell Bank may no longer use ChatGPT.", "employees"),
        (
            "Brightwell Bank has banned ChatGPT for employees of the Private Wealth (PW) division.",
            "employees of the Private Wealth (PW) division",
        ),
        ("OpenAI has blocked ChatGPT for 1,200 users.", "1,200 users"),
    ],
)
def test_whom_it_binds_is_said_in_the_words_of_the_text(text: str, affected: str | None) -> None:
    assert event(text).affected == affected


@pytest.mark.parametrize(
    ("text", "exempt"),
    [
        (f"{BAN} The ban does not apply to the research department.", "the research department"),
        (f"{BAN} It does not cover teachers, the bank says.", "teachers, the bank says"),
        ("Brightwell Bank has banned ChatGPT except for lawyers.", "lawyers"),
        (BAN, None),
    ],
)
def test_who_is_left_out(text: str, exempt: str | None) -> None:
    assert event(text).exempt == exempt


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("Brightwell Bank has banned ChatGPT because of security.", ("security",)),
        ("Brightwell Bank has banned ChatGPT over fears of leaks.", ("data_leak",)),
        ("Brightwell Bank has banned ChatGPT, citing privacy.", ("privacy",)),
        ("Brightwell Bank has banned ChatGPT because of the costs.", ("cost",)),
        ("Brightwell Bank has banned ChatGPT because answers were unreliable.", ("quality",)),
        ("Brightwell Bank has banned ChatGPT because of copyright.", ("ip",)),
        ("Brightwell Bank has banned ChatGPT because of sanctions.", ("geopolitics",)),
        (f"{BAN} The bank accuses the vendor of a breach of contract.", ("compliance",)),
        (f"{BAN}{FAR} The bank argues that its answers are biased.", ("quality",)),
        (f"{BAN}{FAR} The main reason is privacy.", ("privacy",)),
        (f"{BAN}{FAR} The main reason was not privacy.", ()),
        (f"{BAN}{FAR} Another fair is about privacy.", ()),
        (f"{BAN}{FAR} At Google the main reason is privacy.", ()),
        ("Brightwell Bank has banned ChatGPT because of disinformation.", ("propaganda",)),
        ("Brightwell Bank has banned ChatGPT to protect its terms of service.", ("compliance",)),
        ("OpenAI has suspended Sora because of capacity.", ("capacity",)),
        ("OpenAI has blocked ChatGPT because of surveillance.", ("surveillance_use",)),
        ("OpenAI has cut off its API because of distillation.", ("distillation",)),
        ("OpenAI has cut off its API because of rivals.", ("competition",)),
        ("OpenAI has suspended ChatGPT because of harmful answers.", ("safety",)),
        (f"{BAN} The reason is security.", ("security",)),
        (f"{BAN} It was not because of security.", ()),
        ("Brightwell Bank, a security firm, has banned ChatGPT.", ()),
        (BAN, ()),
    ],
)
def test_a_reason_counts_where_the_sentence_says_why(text: str, reasons: tuple[str, ...]) -> None:
    assert event(text).reasons == reasons


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"{BAN} Reuters first reported the move.", "Reuters"),
        ("Brightwell Bank has banned ChatGPT, according to an internal memo.", "internal memo"),
        (f"{BAN} The Aldermoor Ledger first reported the ban.", "The Aldermoor Ledger"),
        (BAN, None),
    ],
)
def test_whose_word_it_is(text: str, source: str | None) -> None:
    assert event(text).attribution == source


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Brightwell Bank has banned ChatGPT until 1 September.", "2026-09-01"),
        (f"{BAN} The ban lasts until 1 September 2026.", "2026-09-01"),
        (f"{BAN} Staff have until 1 September to delete it.", None),
        (BAN, None),
    ],
)
def test_the_last_day(text: str, ends: str | None) -> None:
    told = event(text)
    assert (told.ends.value if told.ends else None) == ends


def test_a_vendor_that_keeps_everybody_else_out_limits_its_tool() -> None:
    found = event("OpenAI on Monday began a preview of its GPT-5.6 models for 20 partners and kept everybody else out.")
    assert (found.actor, found.action, found.targets) == ("OpenAI", "limit", ("GPT-5.6",))
