"""The events of one article seen together."""

import pytest

from tests.unit.analyse.events.reading import event, events, facts, told

BAN = "Brightwell Bank has banned ChatGPT."
FILLER = "Rain fell. Trade was slow. Prices rose."


def test_two_tellings_of_one_event_are_one() -> None:
    found = event(f"{BAN} Brightwell Bank banned ChatGPT because of security, with effect from 1 August.")
    assert found.reasons == ("security",)
    assert found.effective is not None
    assert found.effective.value == "2026-08-01"


def test_named_tools_stand_for_the_tools_in_general() -> None:
    assert told(f"Brightwell Bank has banned AI tools. {BAN}") == ["Brightwell Bank ban ChatGPT"]


def test_a_ban_whose_lift_is_told_is_history() -> None:
    found = events(f"{BAN}\n\nBrightwell Bank has now lifted its ban on ChatGPT.")
    assert facts(found) == ["Brightwell Bank lift ChatGPT", "Brightwell Bank ban ChatGPT (old)"]
    assert found[1].status == "lifted"


def test_a_court_lifts_what_others_imposed() -> None:
    text = "Aldermoor Council has blocked ChatGPT. The Aldermoor District Court has suspended its ban on ChatGPT."
    assert told(text) == ["Aldermoor District Court lift ChatGPT", "Aldermoor Council block ChatGPT (old)"]


def test_two_public_bodies_leave_it_open_who_lifts_what() -> None:
    text = "Aldermoor Council has blocked ChatGPT.\n\nItaly has lifted its ban on ChatGPT."
    assert told(text) == ["Italy lift ChatGPT", "Aldermoor Council block ChatGPT (old)"]


def test_a_ban_that_its_actor_denies_is_none() -> None:
    text = "Brightwell Bank denied that it had banned ChatGPT.\n\nBrightwell Bank has banned ChatGPT, a blog says."
    assert told(text) == ["Brightwell Bank deny ChatGPT"]


def test_a_report_that_is_taken_back_near_by_is_none() -> None:
    assert told(f"{BAN} The picture is a forgery.") == []
    assert told(f"{BAN} None of it happened.") == []
    assert told(f"A draft memo was ready: {BAN}") == []


@pytest.mark.parametrize(
    "title",
    [
        "Fact check: no ban at Brightwell",
        "Satire about a bank's ban",
        "Ministries rehearse a day without ChatGPT",
        "How a hoax spread",
    ],
)
def test_an_article_about_a_fiction_tells_nothing(title: str) -> None:
    assert told(BAN, title=title) == []


def test_what_follows_an_old_ban_in_the_simple_past_is_old_too() -> None:
    text = "Three years ago Brightwell Bank banned ChatGPT. The bank blocked the tool within a week."
    assert told(text) == [
        "Brightwell Bank ban ChatGPT (old)",
    ]


def test_what_is_told_of_somebody_else_later_on_is_background() -> None:
    text = f"{BAN} {FILLER}\n\nCorvane Bank has banned Claude."
    assert told(text) == ["Brightwell Bank ban ChatGPT", "Corvane Bank ban Claude (old)"]


def test_a_lone_event_in_the_simple_past_of_one_who_comes_late_is_background() -> None:
    text = f"Brightwell Bank is careful. {FILLER}\n\nCorvane Bank banned Claude when letters went astray."
    assert told(text) == ["Corvane Bank ban Claude (old)"]


def test_a_list_of_many_actors_is_news_of_them_all() -> None:
    text = f"{BAN} Corvane Bank has banned Claude. Aldermoor University has banned Grok. {FILLER}"
    assert told(text) == ["Brightwell Bank ban ChatGPT", "Corvane Bank ban Claude", "Aldermoor University ban Grok"]


def test_the_day_of_a_lift_is_not_the_day_of_its_consequence() -> None:
    text = "Brightwell Bank on Monday lifted its ban on ChatGPT.\n\nThe app was back in the stores on Tuesday."
    found = event(text)
    assert found.announced is not None
    assert found.announced.value == "2026-07-06"
    assert found.effective is None


def test_a_lift_may_take_effect_later() -> None:
    text = "Brightwell Bank on Monday lifted its ban on ChatGPT.\n\nFrom 1 August staff may again use ChatGPT."
    found = event(text)
    assert found.effective is not None
    assert found.effective.value == "2026-08-01"


def test_the_foreground_comes_first() -> None:
    text = "In 2023 Corvane Bank banned Claude. Brightwell Bank has banned ChatGPT."
    assert told(text) == ["Brightwell Bank ban ChatGPT", "Corvane Bank ban Claude (old)"]


LIFTED = "The US Department of Commerce has lifted its export controls on Claude Fable 5."
RESTORED = "Anthropic restored access to Claude Fable 5 on 1 July."


def test_a_vendor_that_had_switched_its_tool_off_ends_that_itself_beside_the_state() -> None:
    text = f"{LIFTED} {RESTORED} In June Anthropic had turned off Claude Fable 5 and Claude Mythos 5 for everyone."
    lifts = [found for found in events(text) if found.action == "lift"]
    assert [(found.actor, found.targets) for found in lifts] == [
        ("US Department of Commerce", ("Claude Fable 5",)),
        ("Anthropic", ("Claude Fable 5",)),
    ]
    assert lifts[1].effective is not None
    assert lifts[1].effective.value == "2026-07-01"


def test_what_a_vendor_offers_again_after_a_state_gave_it_free_is_the_lift_of_the_state() -> None:
    assert told(f"{LIFTED} {RESTORED}") == ["US Department of Commerce lift Claude Fable 5"]
