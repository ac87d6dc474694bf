"""Families of wording beside the verbs that ban: withholding, labels, soft orders, lifts, denials, inquiries."""

import pytest

from tests.unit.analyse.events.reading import event, told


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Google is not rolling out Gemini in Switzerland.", "Google restrict Gemini"),
        ("Meta AI won't be offered in Norway this year, Meta told a newspaper.", "Meta restrict Meta AI"),
        ("Anthropic no longer accepts customers from Belarus. Claude answers with an error.", "Anthropic block Claude"),
        ("Perplexity has stopped accepting new users for Comet in Italy.", "Perplexity block Comet"),
        ("Moonshot AI suspended new sign-ups for Kimi on Friday.", "Moonshot AI suspend Kimi"),
        (
            "Meta has a licence for Llama. The rights are not granted to companies in the European Union.",
            "Meta restrict Llama",
        ),
        ("Character.AI will no longer let people under 18 chat with its characters.", "Character.AI ban Character.AI"),
    ],
)
def test_a_vendor_withholds_what_it_makes(text: str, fact: str) -> None:
    assert told(text) == [fact]


@pytest.mark.parametrize(
    "text",
    [
        "Brightwell Bank is not rolling out Claude this year.",
        "ChatGPT itself has never been offered in China.",
        "OpenAI does not offer ChatGPT in China.",
        "Existing customers can go on using Claude, Anthropic said.",
    ],
)
def test_what_nobody_takes_away_is_not_withheld(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Brightwell Bank has classified Claude as high-risk software.",
        "Brightwell Bank put Claude on its list of prohibited applications.",
        "Brightwell Bank added Claude to its register of banned software.",
        "Brightwell Bank has designated Claude a supply-chain risk.",
        "Claude was placed on the list of unapproved tools, Brightwell Bank said.",
        "Staff at Brightwell Bank must stop using Claude by the end of June.",
        "Staff at Brightwell Bank are to stop using Claude.",
        "Nobody at Brightwell Bank may use Claude without the approval of the security office.",
        "Brightwell Bank told its staff to keep their hands off Claude.",
        "Brightwell Bank has closed the door on Claude.",
        "Brightwell Bank told its lawyers to log out of Claude.",
    ],
)
def test_labels_and_soft_words_restrict(text: str) -> None:
    found = event(text)
    assert (found.actor, found.action_class, found.targets) == ("Brightwell Bank", "imposed", ("Claude",))


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Brightwell Bank has let its staff use Claude again.", "Brightwell Bank lift Claude"),
        ("Brightwell Bank has given its developers the green light for Claude again.", "Brightwell Bank lift Claude"),
        (
            "Aldermoor Council likes Grok. The Aldermoor District Court vacated the ban.",
            "Aldermoor District Court lift Grok",
        ),
        ("An appeals court has stayed the order against Grok.", "appeals court lift Grok"),
        (
            "The administrative court in Cologne struck down the city's ban on Grok.",
            "administrative court in Cologne lift Grok",
        ),
        (
            "Indonesia has lifted its block on Grok. In the country xAI can offer the chatbot again.",
            "Indonesia lift Grok",
        ),
    ],
)
def test_what_is_allowed_again_is_lifted(text: str, fact: str) -> None:
    assert told(text) == [fact]


@pytest.mark.parametrize(
    "text",
    [
        "Brightwell Bank has not banned Claude, a spokesman said, contradicting a newspaper report.",
        "It is not true that Brightwell Bank has banned Claude, the bank said.",
        "There is no truth in the report that Brightwell Bank has banned Claude, a spokesman said.",
        "Claude is not banned at Brightwell Bank, a spokesman for the bank said. Posts had claimed the opposite.",
        "Brightwell Bank has dismissed reports that it had banned Claude.",
        "Brightwell Bank has banned Claude. The bank said there was no ban.",
        "Brightwell Bank never banned Claude, it said on Monday. Rumours had claimed so.",
    ],
)
def test_who_says_that_it_is_not_so_denies_it(text: str) -> None:
    assert told(text) == ["Brightwell Bank deny Claude"]


@pytest.mark.parametrize(
    "text",
    [
        "Brightwell Bank has not banned Claude outright, a spokesman said, contradicting a newspaper report.",
        "Brightwell Bank has not banned Claude, a spokesman said.",
        "It is not true that Brightwell Bank has banned Claude.",
    ],
)
def test_a_negation_that_answers_nothing_is_no_denial(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Brightwell Bank is mulling whether to block Claude.", "Brightwell Bank propose Claude"),
        ("Brightwell Bank is weighing a ban on Claude.", "Brightwell Bank propose Claude"),
        ("Brightwell Bank considers blocking Claude.", "Brightwell Bank propose Claude"),
        ("Aldermoor Council moved that Grok be blocked.", "Aldermoor Council propose Grok"),
        (
            "A bill introduced in the US House of Representatives would ban DeepSeek.",
            "US House of Representatives propose DeepSeek",
        ),
        ("Senator Ann Aldermoor wants to make it a crime to download DeepSeek.", "US Congress propose DeepSeek"),
        (
            "Aldermoor Council has published a draft order under which Grok would be blocked.",
            "Aldermoor Council propose Grok",
        ),
        (
            "Aldermoor Council opened a consultation on whether Grok should be closed to minors.",
            "Aldermoor Council propose Grok",
        ),
        ("Aldermoor Council recommends that schools stop using Grok.", "Aldermoor Council propose Grok"),
    ],
)
def test_what_is_weighed_is_proposed(text: str, fact: str) -> None:
    assert told(text) == [fact]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The CNIL has opened an inquiry into Grok.", "CNIL investigate Grok"),
        ("The CNIL has asked DeepSeek for answers by Friday.", "CNIL investigate DeepSeek"),
        ("The CNIL is looking into Replika.", "CNIL investigate Replika"),
        ("Garante has opened an inquiry that may end in a ban on ChatGPT.", "Garante investigate ChatGPT"),
        ("The CNIL has launched an investigation into X Corp over Grok.", "CNIL investigate Grok"),
        ("Texas attorney general Ann Aldermoor launched a probe into Grok.", "Texas investigate Grok"),
    ],
)
def test_an_authority_inquires(text: str, fact: str) -> None:
    assert told(text) == [fact]


def test_nobody_else_inquires() -> None:
    assert told("Brightwell Bank is looking into Grok.") == []


def test_an_inquiry_beside_a_ban_is_not_told() -> None:
    assert told("Texas has banned Grok. The CNIL has opened an inquiry into Grok.") == ["Texas ban Grok"]


def test_a_heading_names_nobody_for_the_next_section() -> None:
    entries = {
        "Samsung": "Samsung banned ChatGPT.",
        "Apple": "Apple restricted ChatGPT.",
        "Verizon": "It blocked ChatGPT.",
    }
    text = "\n\n".join(f"# {name}\n\n{told_there}" for name, told_there in entries.items())
    assert told(text) == ["Samsung ban ChatGPT", "Apple restrict ChatGPT", "Verizon block ChatGPT"]


def test_a_request_to_others_is_no_order() -> None:
    assert event("Brightwell Bank asked Apple to remove Claude.").status == "proposed"
    assert event("Brightwell Bank asked its employees to refrain from using Claude.").status == "in_force"


def test_only_so_many_events_of_one_article_are_kept() -> None:
    many = " ".join(f"Norhaven Bank {n}th Group banned ChatGPT." for n in range(70))
    one = " ".join(f"{name} banned ChatGPT." for name in _BANKS)
    assert len(told(one)) == 50
    assert len(told(many)) <= 50


_BANKS = [
    f"{first}{second} Bank"
    for first in ("Nor", "Sud", "West", "Ost", "Alder", "Birken", "Eichen")
    for second in ("haven", "moor", "dale", "wick", "field", "ford", "ham", "stead")
]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Brightwell Bank has switched Claude off on its laptops.", "Brightwell Bank block Claude"),
        ("Brightwell Bank likes Claude. It has taken the assistant out of use.", "Brightwell Bank block Claude"),
        (
            "Brightwell Bank had the AI editors Cursor and Windsurf. Such software must be taken off all machines.",
            "Brightwell Bank ban Cursor, Windsurf",
        ),
        ("Claude is to come off every laptop of Brightwell Bank.", "Brightwell Bank ban Claude"),
        ("At Brightwell Bank neither Claude nor Cursor will start on a laptop.", "Brightwell Bank ban Claude, Cursor"),
        ("Nothing from Anthropic may be used, Brightwell Bank decided. Claude was popular.", ""),
        (
            "Maine's chief information officer has imposed a pause on generative AI. ChatGPT is named as an example.",
            "Maine ban ChatGPT",
        ),
        (
            "The Aldermoor Health Authority said that xAI had kept its word, and withdrew the restriction on Grok.",
            "Aldermoor Health Authority lift Grok",
        ),
        (
            "The 7th chamber of the Aldermoor Court stayed the order against Grok.",
            "Aldermoor Court lift Grok",
        ),
        (
            "Aldermoor Council reopened the chatbot on Monday. Grok had been shut for a week.",
            "Aldermoor Council lift Grok",
        ),
        ("OpenAI has given the toymaker its access back. GPT-5.1 speaks again.", "OpenAI lift GPT-5.1"),
        (
            "We sell Claude in many countries. Groups that belong to a firm in China may no longer be supplied.",
            "Anthropic restrict Claude",
        ),
        ("Meta has suspended its generative AI features in Brazil.", "Meta suspend Meta AI tools"),
        ('"There is no such ban on Claude," Brightwell Bank said.', "Brightwell Bank deny Claude"),
        (
            "Aldermoor Council votes on a bill. Schools could not use Grok. It would be banned in offices too.",
            "Aldermoor Council propose Grok",
        ),
    ],
)
def test_things_are_called_by_many_names(text: str, fact: str) -> None:
    assert told(text) == ([fact] if fact else [])


@pytest.mark.parametrize(
    "text",
    [
        "The memory of the assistant is switched off in rooms. ChatGPT is made by OpenAI.",
        "OpenAI opened ChatGPT to everyone. The app remains available in both stores.",
        "Brightwell Bank ended a dispute over access to Claude.",
        "A judge frees Grok: the court lets it back in. Grok was outlawed in September.",
    ],
)
def test_words_alone_restrict_nothing(text: str) -> None:
    assert not [fact for fact in told(text) if " lift " not in fact]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Staff at Brightwell Bank may once more use Claude.", "Brightwell Bank lift Claude"),
        ("A court in Hamburg has suspended the enforcement of the order against Grok.", "court in Hamburg lift Grok"),
        (
            "A judge granted xAI an injunction that bars the Pentagon from carrying out its ban on Grok.",
            "judge lift Grok",
        ),
        ("Turkey's regulator reopened Grok.", "Turkey regulator lift Grok"),
        ("Grok was blocked in Turkey. Brightwell Bank allows it.", "Turkey block Grok"),
        (
            "No, Brightwell Bank has not taken Claude away from its staff. The report was false.",
            "Brightwell Bank deny Claude",
        ),
        (
            "Claims that Brightwell Bank had forbidden Claude on its laptops are false, the bank said.",
            "Brightwell Bank deny Claude",
        ),
        ("Australia is preparing rules that would keep children away from Grok.", "Australia propose Grok"),
        ("A motion before Aldermoor Council calls for Grok to be banned.", "Aldermoor Council propose Grok"),
        (
            "Brightwell Bank is looking at whether Claude should be shut out of its network.",
            "Brightwell Bank propose Claude",
        ),
        ("Nurses at Brannoc Hospital need permission before they open Claude.", "Brannoc Hospital restrict Claude"),
        ("The organisers of ICML have outlawed ChatGPT for reviewers.", "ICML ban ChatGPT"),
        ("Hogan & Birch LLP has blocked Claude.", "Hogan & Birch LLP block Claude"),
        ("Texas has banned Grok. Virginia did the same.", "Texas ban Grok; Virginia ban Grok"),
    ],
)
def test_parties_stand_in_many_places(text: str, fact: str) -> None:
    assert told(text) == fact.split("; ")


def test_what_held_until_now_is_old() -> None:
    assert told("Until now Claude had been off limits at Brightwell Bank.") == ["Brightwell Bank ban Claude (old)"]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "GitHub Copilot is popular at Brightwell Bank. The bank blocked Copilot.",
            "Brightwell Bank block GitHub Copilot",
        ),
        ("Brightwell Bank has AI. The bank blocked Copilot.", "Brightwell Bank block Microsoft Copilot"),
        ("The city of Harborough has banned ChatGPT.", "city of Harborough ban ChatGPT"),
    ],
)
def test_a_short_name_is_the_tool_that_the_text_names(text: str, fact: str) -> None:
    assert told(text) == [fact]
