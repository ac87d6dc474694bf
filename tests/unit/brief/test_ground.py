"""The grounding gate lets nothing pass that the sources or the register do not bear."""

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
    "Alibaba reportedly bans Claude Code, the coding tool made by Anthropic.",
    "Reportedly, Alibaba bans Claude Code.",
    "Alibaba, according to reports, bans Claude Code.",
    f"{TITLE}. Alibaba reportedly bans Claude Code, the coding tool made by Anthropic.",
)


@pytest.mark.parametrize("text", GOOD)
def test_what_the_reports_say_passes(text: str, tools: Tools) -> None:
    assert judged(text, tools) == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (f"{TITLE}.", "headline"),
        ("Alibaba bans Claude Code, the coding tool made by Anthropic.", "hedge"),
        (f"{TITLE}. Alibaba bans Claude Code, the coding tool made by Anthropic.", "hedge"),
        (f"{TITLE.replace('reportedly ', '')}. Alibaba reportedly bans Claude Code.", "hedge"),
        (f"{TITLE}. Anthropic reportedly did not answer questions on Friday.", "negation"),
        ("Alibaba reportedly denies that it bans Claude Code.", "negation"),
        ("Alibaba reportedly lifts its ban on Claude Code.", "reading"),
        ("Anthropic reportedly bans Alibaba employees from using Claude Code.", "reading"),
        ("Alibaba reportedly bans Claude Code, so you should switch to Qoder.", "advice"),
        ("Alibaba reportedly bans Claude Code: “The tool is now high-risk software,” the notice says.", "form"),
        ("Alibaba reportedly bans Claude Code; see https://evil.example for more.", "form"),
        ("Alibaba reportedly bans Claude Code; see evil.com for more.", "form"),
        ("Alibaba reportedly bans <b>Claude Code</b>.", "form"),
        ("Alibaba reportedly bans [Claude Code](x).", "form"),
        ("Alibaba reportedly bans\nClaude Code.", "form"),
        ("Alibaba reportedly bans Claude\u200b Code.", "form"),
        ("Alibaba reportedly bans Claude Code", "length"),
        ("Yes.", "length"),
        (f"{TITLE}, " + "its developers and " * 20 + "its company.", "length"),
        ("", "length"),
        (FIRST.partition(" The company")[0].replace("will", "will reportedly"), "copied"),
    ],
)
def test_what_they_do_not_say_is_refused(text: str, fault: str, tools: Tools) -> None:
    assert fault in judged(text, tools)


SAID = (
    "Alibaba reportedly bans Claude Code from 11 July 2026.",
    "Alibaba reportedly bans Claude Code before 10 July 2026.",
    "Alibaba reportedly bans Claude Code until 10 July 2026.",
    "Alibaba reportedly bans Claude Code up to 10 July 2026.",
    "Alibaba reportedly bans Claude Code for more than its employees.",
    "Alibaba reportedly bans Claude Code for its 40,000 developers.",
    "Alibaba reportedly bans Claude Code for Anthropic employees.",
    "Alibaba reportedly bans Claude Code for all its employees.",
    "Alibaba reportedly bans Claude Code, its own tool.",
    "Alibaba reportedly bans Claude Code, as did Tencent.",
    "Alibaba reportedly bans Claude Code, and so does Anthropic.",
    "Alibaba reportedly bans Claude Code and allows staff to use it.",
    "Alibaba reportedly bans Claude Code for users, and suspends employees.",
    "Alibaba reportedly bans Claude Code with Anthropic.",
    "Alibaba reportedly bans Claude Code for employees (阿里巴巴).",
    "Alibaba, made by Anthropic, reportedly bans Claude Code.",
    "Alibaba reportedly bans Claude Code from Friday.",
    "Alibaba reportedly bans claude code.",
    "Tencent reportedly bans Claude Code.",
)
BEHIND = (
    "So has Tencent, reportedly.",
    "Reportedly, the company told its 30,000 developers to switch to Qoder.",  # which company?
    "Reportedly, it is made by Anthropic.",
    "The tool is now high-risk software, according to reports.",  # said by a notice, in its own words
    "The tool is reportedly now Qoder.",
    "Anthropic reportedly did answer questions on Friday.",
    "Anthropic reportedly answers questions on Friday.",
    "Employees are reportedly exempt.",
    "Alibaba reportedly is high-risk software.",
)


@pytest.mark.parametrize("text", [*SAID, *(f"{TITLE}. {one}" for one in BEHIND)])
def test_words_of_the_reports_put_together_anew_are_refused(text: str, tools: Tools) -> None:
    assert "words" in judged(text, tools)


@pytest.mark.parametrize(
    "report",
    [
        "Alibaba bans Claude Code, unless a court steps in.",
        "Alibaba bans Claude Code, the notice said, but lifted that a day later.",
        "Alibaba bans Claude Code, a claim that Tencent calls false.",
        "Alibaba bans Claude Code, which it does not confirm.",
        "Alibaba bans Claude Code for contractors.",
        "Alibaba bans Claude Code, for contractors.",
        "Does Alibaba ban Claude Code? Alibaba bans Claude Code?",
        "It is a rumour that Alibaba bans Claude Code.",
        "“Alibaba bans Claude Code,” Tencent said.",
        "Alibaba bans Claude Code, Qoder and Cursor.",
    ],
)
def test_a_sentence_is_not_told_without_what_takes_it_back(report: str, tools: Tools) -> None:
    text = "Alibaba reportedly bans Claude Code."
    assert "words" in faults(text, Ground(row=ban(), sources=(report,)), read(text, tools))
    whole = Ground(row=ban(), sources=("Alibaba bans Claude Code.",))
    assert faults(text, whole, read(text, tools)) == ()


def test_a_lift_is_told_of_a_row_that_is_lifted_and_a_ban_is_not(tools: Tools) -> None:
    lifted = ban("lifted", "Alibaba reportedly lifts its ban on Claude Code for employees")
    ground = Ground(row=lifted, sources=("Alibaba lifts its ban on Claude Code.", *SOURCES))
    text = "Alibaba reportedly lifts its ban on Claude Code."
    assert faults(text, ground, read(text, tools)) == ()
    assert "reading" in faults(GOOD[0], ground, read(GOOD[0], tools))


def test_a_headline_that_is_confirmed_needs_no_hedge_and_a_report_does(tools: Tools) -> None:
    title = TITLE.replace("reportedly ", "")
    confirmed = ban("in-force", title)
    assert judged(f"{title}. {GOOD[0]}", tools, confirmed) == ()
    assert "hedge" in judged(f"{title}. Alibaba bans Claude Code.", tools, confirmed)


@given(st.sampled_from(GOOD), st.data())
def test_a_text_in_which_any_word_is_another_is_refused(text: str, data: st.DataObject) -> None:
    told = text.split()
    at = data.draw(st.integers(0, len(told) - 1))
    other = data.draw(st.sampled_from([one for source in (*SOURCES, TITLE) for one in source.split()] + ["soon", "12"]))
    changed = " ".join((*told[:at], other, *told[at + 1 :]))
    if changed.strip(".,").casefold() == text.strip(".,").casefold() or other.strip(".,“”") == told[at].strip(".,"):
        return
    if {"reportedly", "according", "reports"} & {told[at].strip(",").casefold()}:
        return  # words of caution may stand elsewhere
    assert set(faults(changed, Ground(row=ban(), sources=SOURCES), ())) - {"reading"}


@given(st.text(max_size=200))
def test_any_text_is_judged_and_none_passes_unread(text: str) -> None:
    assert faults(text, Ground(row=ban(), sources=SOURCES), ())
