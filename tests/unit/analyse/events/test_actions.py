"""By which lever it works, and how far it has come."""

import pytest

from tests.unit.analyse.events.reading import event, events, facts, told


@pytest.mark.parametrize(
    ("text", "mechanism"),
    [
        ("Brightwell Bank has banned ChatGPT.", "employer-ban"),
        ("Brightwell Bank has restricted the use of ChatGPT.", "employer-limit"),
        ("Aldermoor University has banned ChatGPT.", "employer-ban"),
        ("Brightwell Bank has removed ChatGPT from its app store.", "vendor-use"),
        ("Brightwell Bank has removed ChatGPT from its app store in China.", "vendor-region"),
        ("Aldermoor Council has blocked ChatGPT on staff laptops.", "agency-ban"),
        ("Italy has blocked ChatGPT.", "state-block"),
        ("The Aldermoor Privacy Authority has blocked ChatGPT.", "regulator-order"),
        ("The Aldermoor District Court has banned ChatGPT from one file.", "court-order"),
        ("The US Department of Commerce has suspended access to Claude under its export controls.", "export-control"),
        ("OpenAI has blocked ChatGPT in China.", "vendor-region"),
        ("OpenAI has blocked access to ChatGPT for companies owned by Chinese groups.", "vendor-ownership"),
        ("Anthropic has cut off Windsurf from Claude.", "vendor-customer"),
        ("OpenAI will retire Sora on 1 August.", "product-retirement"),
        ("OpenAI has blocked ChatGPT for abuse.", "vendor-use"),
        ("OpenAI has suspended ChatGPT.", "vendor-use"),
    ],
)
def test_who_holds_which_lever(text: str, mechanism: str) -> None:
    assert event(text).mechanism == mechanism


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Brightwell Bank has banned ChatGPT.", "in_force"),
        ("Brightwell Bank will ban ChatGPT.", "upcoming"),
        ("Brightwell Bank will ban ChatGPT from 1 August.", "upcoming"),
        ("Brightwell Bank is phasing out ChatGPT.", "upcoming"),
        ("Brightwell Bank bans ChatGPT from next week.", "upcoming"),
        ("Brightwell Bank has decided to ban ChatGPT.", "upcoming"),
        ("Brightwell Bank plans to ban ChatGPT from 1 August.", "upcoming"),
        ("Brightwell Bank to ban ChatGPT", "upcoming"),
        ("Brightwell Bank plans to ban ChatGPT.", "proposed"),
        ("Brightwell Bank has proposed to ban ChatGPT.", "proposed"),
        ("Brightwell Bank is considering a ban on ChatGPT.", "proposed"),
        ("Brightwell Bank has called for a ban on ChatGPT.", "proposed"),
        ("Brightwell Bank asked its staff to avoid ChatGPT.", "in_force"),
        ("Brightwell Bank denied that it had banned ChatGPT.", "denied"),
        ("Brightwell Bank has lifted its ban on ChatGPT.", "lifted"),
        ("Brightwell Bank began blocking ChatGPT on Monday.", "in_force"),
        ("Brightwell Bank sent a memo banning ChatGPT.", "in_force"),
        ("Texas became the first state to ban ChatGPT.", "in_force"),
        ("Brightwell Bank said on Monday that it would soon ban ChatGPT.", "upcoming"),
        ("Brightwell Bank has not only banned ChatGPT but also Claude.", "in_force"),
    ],
)
def test_how_far_it_has_come(text: str, status: str) -> None:
    assert event(text).status == status


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Staff at Brightwell Bank may not use Claude.", "Brightwell Bank ban Claude"),
        ("Staff at Brightwell Bank cannot open Claude.", "Brightwell Bank ban Claude"),
        ("Claude is off limits at Brightwell Bank.", "Brightwell Bank ban Claude"),
        ("Claude is no longer allowed at Brightwell Bank.", "Brightwell Bank ban Claude"),
        ("Claude must not be used at Brightwell Bank.", "Brightwell Bank ban Claude"),
        ("Brightwell Bank no longer lets its staff use Claude.", "Brightwell Bank ban Claude"),
        ("Brightwell Bank does not allow Claude.", "Brightwell Bank ban Claude"),
        ("Brightwell Bank took Claude off its network.", "Brightwell Bank block Claude"),
        ("Brightwell Bank told its teams to keep Claude off their laptops.", "Brightwell Bank ban Claude"),
        ("Staff at Brightwell Bank were told to stop using Claude.", "Brightwell Bank ban Claude"),
        ("Brightwell Bank warned staff against using Claude.", "Brightwell Bank ban Claude"),
        ("Brightwell Bank withdrew access to Claude.", "Brightwell Bank cut_off Claude"),
        ("Brightwell Bank put Claude on a list of prohibited software.", "Brightwell Bank ban Claude"),
        ("OpenAI will not release Sora in Europe.", "OpenAI restrict Sora"),
        ("OpenAI no longer supports Sora in Brazil.", "OpenAI block Sora"),
        ("OpenAI no longer serves customers in China.", "OpenAI block ChatGPT"),
        ("Anthropic blocked API traffic from China.", "Anthropic block Anthropic API"),
        ("Anthropic has restricted its models in China.", "Anthropic restrict Anthropic models"),
        ("Claude can be used again at Brightwell Bank.", "Brightwell Bank lift Claude"),
        ("Claude is no longer banned at Brightwell Bank.", "Brightwell Bank lift Claude"),
        ("The ban on Claude at Brightwell Bank was lifted.", "Brightwell Bank lift Claude"),
        ("The ban on Claude at Brightwell Bank took effect.", "Brightwell Bank ban Claude"),
    ],
)
def test_restrictions_have_many_words(text: str, fact: str) -> None:
    assert told("OpenAI makes ChatGPT.\n\n" + text if "customers in China" in text else text) == [fact]


def test_generic_tools_are_named_in_general() -> None:
    assert told("Brightwell Bank has banned AI chatbots.") == ["Brightwell Bank ban AI chatbots"]


def test_a_tool_that_the_text_introduces_is_a_tool() -> None:
    text = "The companion chatbot Lumi is popular.\n\nAldermoor Council has banned Lumi."
    assert told(text) == ["Aldermoor Council ban Lumi"]


def test_a_name_that_is_also_a_word_needs_a_second_signal() -> None:
    assert told("Brightwell Bank has banned Gemini.") == []
    assert told("Brightwell Bank has banned Gemini, the AI model.") == ["Brightwell Bank ban Gemini"]
    assert told("Brightwell Bank has banned Gemini. Google is sorry.") == ["Brightwell Bank ban Gemini"]


def test_versions_and_models_belong_to_the_name() -> None:
    assert event("Anthropic will retire Claude 3.7 Sonnet.").targets == ("Claude 3.7 Sonnet",)


def test_tools_joined_by_and_are_all_restricted() -> None:
    assert event("Brightwell Bank has banned ChatGPT, Claude and Grok.").targets == ("ChatGPT", "Claude", "Grok")


def test_actors_joined_by_and_all_act() -> None:
    found = facts(events("Kakao, Naver and Karrot have banned ChatGPT."))
    assert found == ["Kakao ban ChatGPT", "Naver ban ChatGPT", "Karrot ban ChatGPT"]


def test_a_surface_is_read_from_the_sentence() -> None:
    assert event("Brightwell Bank has blocked the ChatGPT app.").surfaces == ("app",)
    assert event("Brightwell Bank has blocked ChatGPT.").surfaces == ()


def test_the_maker_of_a_tool_is_its_vendor() -> None:
    assert event("Brightwell Bank has banned ChatGPT and Claude.").vendors == ("OpenAI", "Anthropic")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Aldermoor University", "university"),
        ("The Aldermoor District Court", "court"),
        ("The Aldermoor Privacy Authority", "regulator"),
        ("Aldermoor County Council", "government-body"),
        ("Brightwell Insurance", "company"),
        ("Saint Orla Hospitals", "other"),
        ("Microsoft", "company"),
        ("Italy", "government-body"),
    ],
)
def test_an_actor_is_of_the_kind_that_its_name_says(name: str, kind: str) -> None:
    assert event(f"{name} has banned ChatGPT.").actor_type == kind


def test_who_restricts_a_tool_of_its_own_is_a_vendor() -> None:
    assert event("OpenAI has suspended ChatGPT in Italy.").actor_type == "vendor"
