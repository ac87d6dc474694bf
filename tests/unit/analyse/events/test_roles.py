"""Who acts: the subject of the verb, and nobody who only stands near by."""

import pytest

from tests.unit.analyse.events.reading import told


@pytest.mark.parametrize(
    "text",
    [
        "Bottlewood has banned its employees from using ChatGPT.",
        "Bottlewood has banned ChatGPT for its staff.",
        "The insurer Bottlewood has banned ChatGPT.",
        "Norhaven-based insurer Bottlewood has banned ChatGPT.",
        "Bottlewood, an insurer with 300 offices, has banned ChatGPT.",
        "Staff at Bottlewood are barred from using ChatGPT.",
        "Bottlewood has banned ChatGPT. The staff of Bottlewood learned it on Monday.",
    ],
)
def test_a_name_in_no_list_acts_where_the_text_tells_that_it_is_a_firms(text: str) -> None:
    assert told(text) == ["Bottlewood ban ChatGPT"]


@pytest.mark.parametrize(
    "text",
    [
        "Bottlewood has banned ChatGPT.",
        "Bottlewood has banned ChatGPT from his classroom.",
        "On Monday, Bottlewood banned ChatGPT, unlike the insurer.",
    ],
)
def test_a_bare_name_in_no_list_may_be_anybodys(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "Norhaven Bank, which counts Microsoft among its clients, has blocked ChatGPT.",
            "Norhaven Bank block ChatGPT",
        ),
        ("Norhaven Bank, a Microsoft customer since 2019, has blocked ChatGPT.", "Norhaven Bank block ChatGPT"),
        ("Norhaven Bank, whose parent is Teluna Electronics, has blocked ChatGPT.", "Norhaven Bank block ChatGPT"),
        ("Norhaven Bank, like Teluna Electronics before it, has blocked ChatGPT.", "Norhaven Bank block ChatGPT"),
        ("Like Teluna Electronics, Norhaven Bank has blocked ChatGPT.", "Norhaven Bank block ChatGPT"),
        ("Unlike Teluna Electronics, Norhaven Bank has blocked ChatGPT.", "Norhaven Bank block ChatGPT"),
        ("Norhaven Bank has followed Teluna Electronics and Samsung in banning ChatGPT.", "Norhaven Bank ban ChatGPT"),
        ("Norhaven Bank has joined Teluna Electronics in banning ChatGPT.", "Norhaven Bank ban ChatGPT"),
        ("After talks with Teluna Electronics, Norhaven Bank has blocked ChatGPT.", "Norhaven Bank block ChatGPT"),
        ("Norhaven Bank has, unlike Teluna Electronics, blocked ChatGPT.", "Norhaven Bank block ChatGPT"),
        ("Norhaven Bank, together with Teluna Electronics, has blocked ChatGPT.", "Norhaven Bank block ChatGPT"),
        ("Samsung rival Norhaven Bank has blocked ChatGPT.", "Norhaven Bank block ChatGPT"),
        (
            "ChatGPT has been blocked by Norhaven Bank, Teluna Electronics said on Monday.",
            "Norhaven Bank block ChatGPT",
        ),
        ("The news that Norhaven Bank has banned ChatGPT pleased Teluna Electronics.", "Norhaven Bank ban ChatGPT"),
        ("Norhaven Bank said that it has banned ChatGPT.", "Norhaven Bank ban ChatGPT"),
        ("Norhaven Bank has told its employees to stop using ChatGPT.", "Norhaven Bank ban ChatGPT"),
        ("Employees at Norhaven Bank were told to stop using ChatGPT.", "Norhaven Bank ban ChatGPT"),
        ("Staff at Norhaven Bank may no longer use ChatGPT.", "Norhaven Bank ban ChatGPT"),
        ("At Norhaven Bank, staff may no longer use ChatGPT.", "Norhaven Bank ban ChatGPT"),
        ("ChatGPT has been banned at Norhaven Bank.", "Norhaven Bank ban ChatGPT"),
        ("The Danish government bans DeepSeek from all state devices.", "Denmark government ban DeepSeek"),
        ("The bank, Norhaven Bank, has blocked ChatGPT.", "Norhaven Bank block ChatGPT"),
        ("The data protection authority, the Garante, has banned ChatGPT.", "Garante ban ChatGPT"),
        ("Norhaven Bank, like the Garante, has banned ChatGPT.", "Norhaven Bank ban ChatGPT"),
    ],
)
def test_the_subject_of_the_verb_acts(text: str, fact: str) -> None:
    assert told(text) == [fact]


@pytest.mark.parametrize(
    "text",
    [
        "Teluna Electronics welcomed the decision of Norhaven Bank to ban ChatGPT.",
        "Teluna Electronics praised Norhaven Bank for banning ChatGPT.",
        "Teluna Electronics criticised the ban on ChatGPT.",
        "Teluna Electronics has been cut off from Claude.",
        "Teluna Electronics counts eleven lenders that have banned ChatGPT.",
        "Teluna Electronics found that most insurers have banned ChatGPT.",
        "Teluna Electronics has learned that several clients have blocked ChatGPT.",
        "Teluna Electronics reports that banks have blocked ChatGPT.",
        "Teluna Electronics complained that ChatGPT had been blocked in its market.",
        "Teluna Electronics makes a filter that blocks ChatGPT.",
        "Teluna Electronics sells a tool to firms that have banned ChatGPT.",
        "Teluna Electronics advises companies that block ChatGPT.",
        "Norhaven Bank's largest rival has blocked ChatGPT.",
        "Norhaven Bank's customers have blocked ChatGPT.",
        "The clerks' union of Norhaven Bank says that managers have banned ChatGPT.",
        "Two thirds of the firms asked by Norhaven Bank have banned ChatGPT.",
        "According to Norhaven Bank, three rivals have banned ChatGPT.",
        "A person who works for Norhaven Bank has banned ChatGPT from his own phone.",
        "Staff at Corvane Bank had hoped for a ban on Grok; none came.",
        "The union at Corvane Bank wants Grok banned.",
        "Corvane Bank's board voted down a ban on Grok.",
        "Corvane Bank keeps Grok but trains its clerks.",
        "Corvane Bank says it has never blocked Grok and never will.",
        "A leaked draft says Corvane Bank will ban Grok.",
        "A hacker sent staff a notice that Corvane Bank had banned Grok.",
        "Corvane Bank was wrongly reported to have banned Grok.",
        "Corvane Bank has overturned a manager's decision to ban Grok.",
        "Corvane Bank would rather pay for training than ban Grok.",
        "Corvane Bank has been told by the regulator to explain how it uses Grok.",
        "Corvane Bank received a letter that demanded a ban on Grok.",
        "Corvane Bank invests in a firm that helps schools block Grok.",
        "Corvane Bank has removed a poster about Grok.",
        "Corvane Bank blocked its own app by mistake while testing Grok.",
        "Corvane Bank has restricted travel and bought Grok for all.",
        "Corvane Bank barred a contractor who had used Grok from its offices.",
        "Corvane Bank suspended its clerk after he used Grok.",
        "Corvane Bank has suspended a pilot with Grok users in mind.",
        "Corvane Bank ended its contract with a reseller of Grok.",
        "Corvane Bank has halted plans for Grok.",
        "Corvane Bank will decide in May whether Grok is banned.",
        "Corvane Bank denied a request to unblock Grok.",
        "The minister, who had banned Grok at Corvane Bank, resigned.",
        "Corvane Bank competes with a lender that blocked Grok.",
        "Corvane Bank's neighbour has banned Grok.",
        "Corvane Bank sued after Grok was banned.",
        "Corvane Bank has been criticised for banning Grok too late.",
        "Teachers told Corvane Bank that schools have banned Grok.",
    ],
)
def test_who_only_tells_suffers_or_stands_near_by_does_not_act(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The House has banned ChatGPT for staff. Aides in Congress grumble.", "US House of Representatives"),
        ("Members of Parliament in Brussels are calm. Parliament has banned ChatGPT.", "European Parliament"),
        ("Members are calm. Parliament has banned ChatGPT.", "Parliament"),
        ("The White House has banned ChatGPT. Aides in Congress grumble.", "White House"),
    ],
)
def test_a_short_name_is_that_of_the_body_whose_words_stand_beside_it(text: str, actor: str) -> None:
    assert told(text, title="House, Parliament and a ban") == [f"{actor} ban ChatGPT"]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("A bill to ban DeepSeek was introduced in the US Senate.", ["US Senate propose DeepSeek"]),
        ("In Washington a bill to keep DeepSeek off federal devices was introduced.", ["US Congress propose DeepSeek"]),
        ("A bill to ban DeepSeek was criticised by the US Senate.", []),
        ("A bill to ban DeepSeek failed in the US Senate.", []),
        ("Bureaus of the Commerce Department told staff that Grok is banned.", ["US Department of Commerce ban Grok"]),
        ("Meta postponed the start of its assistant in Malaysia.", ["Meta restrict Meta assistant"]),
        ("Meta postponed the start of its assistant.", []),
        ("Norhaven Bank postponed the start of its assistant in Malaysia.", []),
    ],
)
def test_a_bill_is_its_parliaments_and_a_bureau_acts_for_its_department(text: str, facts: list[str]) -> None:
    assert told(text) == facts
