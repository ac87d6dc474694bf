"""From when it holds and when it was announced, on a Wednesday, 8 July 2026; what is not said stays unknown."""

import pytest

from tests.unit.analyse.events.reading import event, events, told


@pytest.mark.parametrize(
    ("text", "effective", "announced"),
    [
        ("Norhaven Bank will ban ChatGPT from 1 August.", "2026-08-01", None),
        ("From 1 August, Norhaven Bank will ban ChatGPT.", "2026-08-01", None),
        ("Norhaven Bank has banned ChatGPT with effect from 1 August.", "2026-08-01", None),
        ("Norhaven Bank has banned ChatGPT. The ban takes effect on 1 August.", "2026-08-01", None),
        ("Norhaven Bank has banned ChatGPT, it said on Monday.", None, "2026-07-06"),
        ("On Monday Norhaven Bank banned ChatGPT.", None, "2026-07-06"),
        ("Norhaven Bank said on Monday that it will ban ChatGPT from 1 August.", "2026-08-01", "2026-07-06"),
        ("Norhaven Bank said on Tuesday it will ban ChatGPT.", None, "2026-07-07"),
        ("Norhaven Bank announced on Monday that it is banning ChatGPT.", None, "2026-07-06"),
        ("Norhaven Bank, which was founded on 3 May 1901, has blocked ChatGPT.", None, None),
        ("Norhaven Bank, whose meeting is set for 20 August, has blocked ChatGPT.", None, None),
        ("Speaking at a fair that runs from 3 August, Norhaven Bank said it had blocked ChatGPT.", None, None),
        ("Because of rules that apply from 2 August, Norhaven Bank has blocked ChatGPT.", None, None),
        ("Norhaven Bank has blocked ChatGPT and will offer Claude from 1 October.", None, None),
        ("Norhaven Bank has blocked ChatGPT, and its new office opens on 1 October.", None, None),
        ("Norhaven Bank has blocked ChatGPT; a hearing begins on 22 July.", None, None),
        ("Norhaven Bank has blocked ChatGPT for accounts opened since 1 June.", None, None),
        ("Norhaven Bank has blocked ChatGPT after a leak on 3 June.", None, None),
        ("Norhaven Bank has blocked ChatGPT, which was launched on 30 November 2022.", None, None),
        ("Norhaven Bank has blocked ChatGPT. The next meeting is on 20 July.", None, None),
        ("Norhaven Bank has blocked ChatGPT, said a memo seen by this newspaper on Monday.", None, None),
        ("In a memo seen by Reuters on Monday, Norhaven Bank has blocked ChatGPT.", None, None),
        ("Norhaven Bank has blocked ChatGPT. Its new chief, who joined on 1 July, wants it so.", None, None),
        ("Norhaven Bank has blocked ChatGPT, people familiar with the matter said on Tuesday.", None, None),
        ("Norhaven Bank on Monday lifted a block on ChatGPT that took effect on 5 March.", None, "2026-07-06"),
        ("Norhaven Bank on Monday lifted a block on ChatGPT that had been in force since 5 March.", None, "2026-07-06"),
        ("Norhaven Bank will ban ChatGPT from Monday week.", "2026-07-20", None),
        ("Norhaven Bank has banned ChatGPT. Staff have until 30 September to remove it.", None, None),
        ("Corvane Bank has banned Grok. It opened a branch on 3 July.", None, None),
        ("Corvane Bank has banned Grok ahead of a hearing on 20 July.", None, None),
        ("Corvane Bank has banned Grok, days before its fair starts on 20 July.", None, None),
        ("Corvane Bank has banned Grok. Its contract with xAI runs until 31 December.", None, None),
        ("Corvane Bank has banned Grok, it emerged, in a step that mirrors a law in force since 2 August.", None, None),
        ("Corvane Bank has banned Grok. Ostler Bank will follow from 1 August.", None, None),
    ],
)
def test_a_day_belongs_to_the_clause_of_its_verb(text: str, effective: str | None, announced: str | None) -> None:
    told = event(text)
    assert (told.effective and told.effective.value, told.announced and told.announced.value) == (effective, announced)


BAN = "Norhaven Bank has banned ChatGPT."


@pytest.mark.parametrize(
    ("text", "effective", "precision"),
    [
        (f"{BAN} It takes effect on 1 August.", "2026-08-01", "day"),
        (f"{BAN} The order was signed on Monday and takes effect on Friday.", "2026-07-10", "day"),
        (f"{BAN} It has been in force since Monday.", "2026-07-06", "day"),
        (f"{BAN} The change was made on Sunday night.", "2026-07-05", "day"),
        (f"{BAN} Staff grumble. Under the plan the ban starts on 1 August.", "2026-08-01", "day"),
        ("Norhaven Bank will ban ChatGPT next month.", "2026-08", "month"),
        ("Norhaven Bank will ban ChatGPT from the first day of next month.", "2026-08-01", "day"),
        ("Norhaven Bank will ban ChatGPT by 1 August.", None, None),
        ("On Monday Norhaven Bank banned ChatGPT with immediate effect.", "2026-07-06", "immediate"),
        (f"{BAN} The tool is blocked from today.", "2026-07-08", "day"),
        (f"{BAN} In the note, sent on Friday, the head writes that it applies from today.", None, None),
        (f"{BAN} The memo says it applies from tomorrow.", None, None),
        ("OpenAI suspended ChatGPT in Italy on Monday.", None, None),
        ("OpenAI blocked ChatGPT in Italy on Monday.", "2026-07-06", "day"),
        ("OpenAI blocked ChatGPT in Italy in June.", "2026-06", "month"),
        ("OpenAI blocked ChatGPT, founded on 30 November 2022, in Italy.", None, None),
        ("Norhaven Bank told staff to stop using ChatGPT on 1 August.", "2026-08-01", "day"),
        ("Norhaven Bank on Monday told staff to stop using ChatGPT.", None, None),
        (f"{BAN} It takes effect on 05/06/2026.", None, None),
        (f"{BAN} The ban came into force on 5 March.", "2026-03-05", "day"),
        ("Norhaven Bank said on Monday that it will ban ChatGPT on 1 August.", "2026-08-01", "day"),
        ("LONDON, July 1 - Norhaven Bank will ban ChatGPT.", None, None),
    ],
)
def test_the_day_from_which_it_holds(text: str, effective: str | None, precision: str | None) -> None:
    day = event(text).effective
    assert (day and day.value, day and day.precision) == (effective, precision)


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        (f"{BAN} Employees were informed by e-mail on Monday.", "2026-07-06"),
        (f"{BAN} The notice was sent to all offices of the bank on Monday.", "2026-07-06"),
        (f"{BAN} Copies of the letter, sent on Monday, speak of leaks.", "2026-07-06"),
        (f"{BAN} The decision was published on Monday.", "2026-07-06"),
        (f"{BAN} The decision was announced on Friday.", "2026-07-03"),
        (f"{BAN} The decision will be published on 1 August.", None),
        (f"{BAN} The bank made it public on Monday.", "2026-07-06"),
        (f"{BAN} An e-mail that explains it went out on Monday.", "2026-07-06"),
        (f"{BAN} The term began on Monday, when the notice was delivered.", "2026-07-06"),
        (f"{BAN} The term began on Monday, when the fair was opened.", None),
        (f"In a statement on Monday the bank spoke of leaks. {BAN}", "2026-07-06"),
        ("Norhaven Bank banned ChatGPT yesterday.", "2026-07-07"),
        ("Norhaven Bank banned ChatGPT this year.", None),
        ("Norhaven Bank banned ChatGPT since Monday.", None),
        (f"{BAN} Analysts said on Monday that others will follow.", None),
        ("Norhaven Bank, critics said on Monday, has banned ChatGPT.", None),
        ("After a leak on Monday Norhaven Bank has banned ChatGPT.", None),
        ("A clerk said on Monday that Norhaven Bank has banned ChatGPT.", None),
    ],
)
def test_the_day_on_which_it_was_announced(text: str, announced: str | None) -> None:
    day = event(text).announced
    assert (day and day.value) == announced


@pytest.mark.parametrize(
    ("text", "effective"),
    [
        ("Anthropic has cut off Windsurf from Claude. On 16 July the keys expire.", "2026-07-16"),
        ("Anthropic has cut off Windsurf from Claude. All accounts will lapse on 16 July.", "2026-07-16"),
        ("Anthropic has cut off Windsurf from Claude. Until 16 July the keys can be renewed.", None),
        ("Anthropic has cut off Windsurf from Claude. At Ostler Bank the keys expire on 16 July.", None),
        (f"{BAN} The keys to the old office expire on 16 July.", None),
    ],
)
def test_what_is_cut_off_holds_from_the_day_on_which_the_keys_expire(text: str, effective: str | None) -> None:
    day = event(text).effective
    assert (day and day.value) == effective


def test_without_a_day_of_publication_only_a_full_date_is_known() -> None:
    assert event("Norhaven Bank will ban ChatGPT from 1 August.", on=None).effective is None
    known = event("Norhaven Bank will ban ChatGPT from 1 August 2026.", on=None).effective
    assert known is not None
    assert known.value == "2026-08-01"


def test_a_lift_to_come_on_an_unknown_day_is_no_event() -> None:
    assert told("Norhaven Bank will lift its ban on ChatGPT.") == []
    assert told("Norhaven Bank will lift its ban on ChatGPT on 1 August.") == ["Norhaven Bank lift ChatGPT"]


def test_the_day_of_an_order_is_not_that_of_what_a_vendor_does_upon_it() -> None:
    text = (
        "The Garante has ordered OpenAI to suspend ChatGPT in Italy. The order is dated 30 June 2026. "
        "OpenAI has thereupon blocked access to ChatGPT from Italy."
    )
    announced = {event.actor: event.announced and event.announced.value for event in events(text)}
    assert announced == {"Garante": "2026-06-30", "OpenAI": None}
