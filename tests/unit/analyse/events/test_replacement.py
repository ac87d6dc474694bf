"""What takes the place of the restricted tool, for those who may no longer use it."""

import pytest

from tests.unit.analyse.events.reading import event


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("Norhaven Bank has banned ChatGPT. Staff are to use Claude instead.", "Claude"),
        ("Norhaven Bank has banned ChatGPT in favour of Claude.", "Claude"),
        ("Norhaven Bank has banned ChatGPT and told staff to switch to Claude.", "Claude"),
        ("Norhaven Bank has banned ChatGPT. The bank has replaced it with Claude.", "Claude"),
        ("Norhaven Bank has banned ChatGPT. Teluna Electronics told its staff to use Claude.", None),
        ("Norhaven Bank has banned ChatGPT. Anthropic offers clerks a discount on Claude.", None),
        ("Norhaven Bank has banned ChatGPT. Anthropic saw its chance. It urged clerks to switch to Claude.", None),
        ("Norhaven Bank has banned ChatGPT. Some simply switched to Claude on their own phones.", None),
        ("Norhaven Bank has banned ChatGPT. Staff must not switch to Claude either.", None),
        ("Norhaven Bank has banned ChatGPT. So far only Claude has been examined.", None),
        ("Norhaven Bank has banned ChatGPT. Analysts recommend Claude instead.", None),
        ("Norhaven Bank has banned ChatGPT. It has not said whether staff may use Claude instead.", None),
        ("Norhaven Bank has banned ChatGPT. Claude, a competitor, remains popular.", None),
        ("Norhaven Bank has banned ChatGPT. Many users have moved to Claude.", None),
        ("Corvane Bank has banned Grok. Ostler Bank staff are to use Claude instead.", None),
        ("Corvane Bank has banned Grok. A test of Claude as a replacement failed.", None),
        ("Corvane Bank has banned Grok. No replacement such as Claude is planned.", None),
        ("Corvane Bank has banned Grok. It is not to be replaced by Claude.", None),
    ],
)
def test_a_replacement_is_what_the_actor_names_for_its_own_people(text: str, tool: str | None) -> None:
    assert event(text).replacement == tool


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Anthropic has cut off Windsurf from Claude. Users can enter a key of their own.", "bring your own key"),
        ("Anthropic has cut off Windsurf from Claude. Those who use their own API keys go on.", "bring your own key"),
        ("Anthropic has cut off Windsurf from Claude. Users lost the keys that they had.", None),
        ("Norhaven Bank has banned ChatGPT. Visitors use their own keys at the gate.", None),
    ],
)
def test_users_of_what_is_cut_off_may_bring_a_key_of_their_own(text: str, printed: str | None) -> None:
    assert event(text).replacement == printed
