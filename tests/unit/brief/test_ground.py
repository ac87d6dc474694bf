"""The grounding gate lets nothing pass that the sources or the register do not bear."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.analyse.events.tools import Tools
from pipeline.analyse.reading import analyse, prepare
from pipeline.brief.ground import Ground, faults
from pipeline.model.article import Page, Said
from pipeline.model.event import Event
from pipeline.model.restriction import Restriction
from pipeline.model.vocabulary import RestrictionStatus
from pipeline.nightly.batch import parse_cold
from tests.unit.brief.rows import row

FIRST = (
    "Alibaba will bar its employees from using Claude Code from 10 July 2026, three outlets reported. The company told"
    " its 30,000 developers to switch to Qoder. “The tool is now high-risk software,” an internal notice says."
)
SECOND = "Alibaba bans Claude Code, the coding tool made by Anthropic. Anthropic did not answer questions on Friday."
SOURCES = (FIRST, SECOND)
TITLE = "Alibaba reportedly bans Claude Code for employees from 10 July 2026"


@pytest.fixture(scope="module")
def tools() -> Tools:
    return prepare()


def ban(status: RestrictionStatus = "reported", title: str = TITLE) -> Restriction:
    return row(
        actor="Alibaba", tools=("Claude Code",), vendor="Anthropic", effective="2026-07-10", status=status, title=title
    )


def read(text: str, tools: Tools) -> tuple[Event, ...]:
    """What our own reading finds in a text."""
    page = Page(
        article_id="a",
        snapshot_id="a",
        source_id="",
        outlet="",
        url="",
        body=text.encode("utf-8", "replace"),
        content_type="text/plain; charset=utf-8",
        given=Said(language="en"),
    )
    (outcome,) = parse_cold([page])
    return analyse(outcome.output, tools).events if outcome.output else ()


def judged(text: str, tools: Tools, one: Restriction | None = None) -> tuple[str, ...]:
    return faults(text, Ground(row=one or ban(), sources=SOURCES), read(text, tools))


GOOD = (
    "Alibaba reportedly bans Claude Code for its employees from 10 July 2026.",
    "Alibaba will reportedly bar its employees from using Claude Code from 10 July 2026.",
    "Alibaba reportedly bans Claude Code, the coding tool made by Anthropic.",
)


@pytest.mark.parametrize("text", GOOD)
def test_what_the_sources_bear_passes(text: str, tools: Tools) -> None:
    assert judged(text, tools) == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Alibaba reportedly bans Claude Code for its employees from 11 July 2026.", "day"),
        ("Alibaba reportedly bans Claude Code for its employees from 10 August 2026.", "day"),
        ("Alibaba reportedly bans Claude Code for its employees from 10 July 2027.", "day"),
        ("Alibaba reportedly bans Claude Code for its employees in August.", "day"),
        ("Alibaba reportedly bans Claude Code for its employees on Monday.", "day"),
        ("Alibaba reportedly bans Claude Code for its 40,000 developers.", "number"),
        ("Alibaba reportedly bans Claude Code for all its employees.", "number"),
        ("Alibaba reportedly bans Claude Code, seven outlets reported.", "number"),
        ("Alibaba reportedly bans Claude Code, said Sundar Pichai.", "name"),
        ("Tencent reportedly bans Claude Code for its employees.", "name"),
        ("Alibaba reportedly bans Claude Code and Gemini for its employees.", "name"),
        ("Alibaba reportedly bans Claude Code for its employees (阿里巴巴).", "name"),
        ("Alibaba reportedly did not ban Claude Code for its employees.", "negation"),
        ("Alibaba reportedly denies that it bans Claude Code for its employees.", "negation"),
        ("Alibaba reportedly lifts its ban on Claude Code for employees.", "reading"),
        ("Anthropic reportedly bans Alibaba employees from using Claude Code.", "reading"),
        ("Alibaba reportedly told its developers to switch to Qoder.", "reading"),
        ("Alibaba bans Claude Code for its employees from 10 July 2026.", "hedge"),
        ("Alibaba reportedly bans Claude Code: “The tool is a spy,” the notice says.", "quote"),
        ("Alibaba reportedly bans Claude Code: “The tool is now high-risk software.", "quote"),
        ("Alibaba reportedly bans Claude Code, so you should switch to Qoder.", "advice"),
        ("Alibaba reportedly bans Claude Code; see https://evil.example for more.", "form"),
        ("Alibaba reportedly bans Claude Code; see evil.com for more.", "form"),
        ("Alibaba reportedly bans <b>Claude Code</b>.", "form"),
        ("Alibaba reportedly bans [Claude Code](x).", "form"),
        ("Alibaba reportedly bans\nClaude Code.", "form"),
        ("Alibaba reportedly bans Claude\u200b Code.", "form"),
        ("Alibaba reportedly bans Claude Code", "length"),
        ("Yes.", "length"),
        (
            "Alibaba reportedly bans Claude Code for its employees, " + "its developers and " * 20 + "its company.",
            "length",
        ),
        (
            "Alibaba reportedly bans Claude Code because wild storms shook quiet harbour towns.",
            "words",
        ),
        ("", "length"),
    ],
)
def test_what_they_do_not_bear_is_refused(text: str, fault: str, tools: Tools) -> None:
    assert fault in judged(text, tools)


def test_a_lift_is_told_of_a_row_that_is_lifted_and_a_ban_is_not(tools: Tools) -> None:
    lifted = ban("lifted", "Alibaba reportedly lifts its ban on Claude Code")
    assert judged("Alibaba reportedly lifts its ban on Claude Code.", tools, lifted) == ()
    assert "reading" in judged(GOOD[0], tools, lifted)


def test_what_is_confirmed_needs_no_hedge(tools: Tools) -> None:
    confirmed = ban("in-force", TITLE.replace("reportedly ", ""))
    assert judged("Alibaba bans Claude Code for its employees from 10 July 2026.", tools, confirmed) == ()


@given(st.sampled_from(GOOD), st.integers(1, 99_999))
def test_any_other_number_is_refused(text: str, number: int) -> None:
    longer = f"{text[:-1]} for {number} days."
    told = re.sub(r"\d+", str(number), text, count=1) if re.search(r"\d", text) else longer
    if str(number) in ("10", "2026", "30000"):
        return
    assert {"day", "number", "order"} & set(faults(told, Ground(row=ban(), sources=SOURCES), ()))


@given(st.sampled_from(GOOD), st.from_regex(r"[A-Z][a-z]{3,9}", fullmatch=True))
def test_any_other_name_is_refused(text: str, name: str) -> None:
    if any(name in one for one in (*SOURCES, TITLE)) or name.casefold() in " ".join(SOURCES).casefold():
        return
    found = faults(text.replace("Alibaba", name, 1), Ground(row=ban(), sources=SOURCES), ())
    assert found


@given(st.text(max_size=200))
def test_any_text_is_judged_and_none_passes_unread(text: str) -> None:
    assert faults(text, Ground(row=ban(), sources=SOURCES), ())


@pytest.mark.parametrize(
    "text",
    [
        "Alibaba reportedly bans Claude Code for Anthropic employees.",
        "Alibaba reportedly bans Claude Code from Friday.",
        "Alibaba reportedly bans Claude Code for three employees.",
        "Alibaba, made by Anthropic, reportedly bans Claude Code for its employees.",
        "Alibaba reportedly bans Claude Code; Anthropic told its 30,000 developers to switch from 10 July 2026.",
        "Alibaba reportedly bans Claude Code, and its employees answer on Friday.",
    ],
)
def test_words_of_the_sources_put_together_anew_are_refused(text: str, tools: Tools) -> None:
    assert judged(text, tools) == ("order",)
