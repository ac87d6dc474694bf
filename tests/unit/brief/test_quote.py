"""A quote is a publisher's own words, whole clauses of them, and never more than the limit."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.brief.quoting import clip, quote
from pipeline.model.edition import Quote
from pipeline.model.restriction import UNKNOWN, Proof, Restriction, Target
from tests.examples import DISPUTED, KNOWN
from tests.unit.brief.rows import claim_with, disputed, known


def test_words_that_begin_the_sentence_go_before_more_words_from_its_middle() -> None:
    text = "The firm has banned Quill, " + "word " * 25 + "which is a longer run of Quill words in its middle"
    assert clip(text, 25, ["Quill"]) == "The firm has banned Quill"


@pytest.mark.parametrize(
    "dateline", ["LONDON, July 3 - ", "SAN FRANCISCO, July 10 – ", "PARIS (Agency) — ", "ST. GALLEN, 4 May - "]
)
def test_a_dateline_is_not_quoted(dateline: str) -> None:
    assert clip(f"{dateline}The firm has banned Quill for all of its staff", 25, ["Quill"]).startswith("The firm")


@pytest.mark.parametrize(
    "text",
    [
        "Northwind Freight took a similar function out of its Quill app in June.",
        "It has banned the tool Quill for all of its staff.",
        "They have banned the tool Quill for all of their staff.",
        "The firm gave the same reason for its ban of Quill.",
        "Such a ban of Quill is known from other firms.",
    ],
)
def test_words_that_only_the_text_before_them_explains_are_not_quoted(text: str) -> None:
    assert clip(text, 25, ["Quill"]) == ""


@pytest.mark.parametrize(
    ("text", "limit", "clipped"),
    [
        ("Northwind Freight has banned Quill.", 25, "Northwind Freight has banned Quill."),
        ("Northwind Freight has banned Quill.", 5, "Northwind Freight has banned Quill."),
        ("Northwind Freight has banned Quill.", 4, ""),
        ("It banned Quill.", 25, ""),
        ("Northwind Freight has banned Scribe.", 25, ""),
        ("", 25, ""),
        (
            "Northwind Freight has banned Quill for its staff, and the drivers of its trucks have to write by hand.",
            10,
            "Northwind Freight has banned Quill for its staff",
        ),
        (
            "The firm had waited long, but Northwind Freight has banned Quill after all.",
            9,
            "but Northwind Freight has banned Quill after all.",
        ),
        (
            "Northwind Freight banned the tool Quill because leaks were feared by it when drivers wrote.",
            12,
            "Northwind Freight banned the tool Quill because leaks were feared by it",
        ),
        (
            "Northwind Freight banned the tool Quill because leaks were feared by it when drivers wrote.",
            11,
            "Northwind Freight banned the tool Quill",
        ),
        ("A memo says: Northwind Freight has banned Quill – for now.", 6, "Northwind Freight has banned Quill"),
        (
            "Quill is gone; the tool Quill is banned by Northwind Freight.",
            8,
            "the tool Quill is banned by Northwind Freight.",
        ),
    ],
)
def test_the_longest_run_of_whole_clauses_with_the_name_in_it_is_taken(text: str, limit: int, clipped: str) -> None:
    assert clip(text, limit, ["Quill"]) == clipped


def test_any_of_several_names_will_do() -> None:
    assert clip("The firm has now banned Scribe.", 25, ["Quill", "Scribe"]) == "The firm has now banned Scribe."
    assert clip("The firm has now banned Scribe.", 25, []) == ""


CLAUSES = st.lists(
    st.sampled_from(
        [
            "Quill",
            "Northwind",
            "has banned",
            "the tool",
            ",",
            ", and",
            ";",
            "–",
            "and",
            "but",
            "because",
            "which",
            "when",
            "it",
            "“so”",
            ".",
        ]
    ),
    max_size=24,
).map(" ".join)


@given(
    CLAUSES | st.text(max_size=80), st.integers(0, 25), st.lists(st.sampled_from(["Quill", "tool", "it"]), max_size=2)
)
@settings(max_examples=60, deadline=None)
def test_a_clip_is_a_piece_of_the_text_within_the_limit_and_holds_a_name(
    text: str, limit: int, names: list[str]
) -> None:
    clipped = clip(text, limit, names)
    assert clipped in text
    assert len(clipped.split()) <= limit
    assert not clipped or any(name in clipped for name in names)
    assert clipped == clipped.strip()


BASE = DISPUTED.evidence[0]
WORDS = "Northwind Freight has banned Quill for its staff"


def told(name: str, **changes: object) -> Proof:
    plain: dict[str, object] = {
        "evidence_id": name,
        "quote": f"{WORDS} ({name})",
        "role": "independent",
        "source_grade": "B",
    }
    return replace(BASE, **{**plain, **changes})  # type: ignore[arg-type]


def resting_on(*proofs: Proof) -> Restriction:
    action = known("ban", evidence=tuple(proof.evidence_id for proof in proofs))
    return claim_with(replace(DISPUTED, evidence=proofs), action=action)


def words_of(restriction: Restriction, limit: int = 25) -> str:
    found = quote(restriction, limit)
    return found.text.removeprefix(f"{WORDS} (").removesuffix(")") if found else ""


def test_a_quote_says_where_it_stands() -> None:
    assert quote(KNOWN, 25) == Quote(
        text="Alibaba's employees may no longer use Claude Code at work from Friday.",
        outlet="Harbour Post",
        published="2026-07-06T10:05:00+08:00",
        url="https://harbourpost.example/tech/alibaba-staff-to-give-up-claude-code",
    )


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"role": "primary", "source_grade": "E"}, {"source_grade": "A"}),
        ({"source_grade": "A"}, {"source_grade": "B"}),
        ({"published": "2026-07-01"}, {"published": "2026-07-02"}),
        ({"published": "2026-07-01"}, {"published": None}),
        ({"url": "https://a.example/"}, {"url": "https://b.example/"}),
    ],
)
def test_the_best_source_is_quoted(better: dict[str, object], worse: dict[str, object]) -> None:
    good, bad = told("good", **better), told("bad", **worse)
    assert words_of(resting_on(good, bad)) == words_of(resting_on(bad, good)) == "good"


def test_a_source_whose_words_do_not_fit_gives_way_to_the_next() -> None:
    long = told("long", role="primary", quote="Quill " * 30)
    short = told("short", role="primary", quote="Quill is banned")
    nameless = told("nameless", source_grade="A", quote="The firm has banned the writing tool")
    assert words_of(resting_on(long, short, nameless, told("fits"))) == "fits"
    assert quote(resting_on(long, short, nameless), 25) is None


def test_no_quote_is_longer_than_the_limit() -> None:
    assert quote(resting_on(told("one")), 0) is None
    assert quote(resting_on(told("one")), 8) is None
    assert words_of(resting_on(told("one")), 9) == "one"


def test_of_a_lift_its_own_words_are_quoted() -> None:
    ban, lift = told("ban", source_grade="A"), told("lift", source_grade="C")
    row = claim_with(resting_on(ban), actor=replace(DISPUTED.claims.actor, evidence=("ban", "lift")))
    row = replace(row, evidence=(ban, lift))
    alone = claim_with(replace(resting_on(ban), status="lifted"), actor=row.claims.action)
    assert words_of(row) == "ban"
    assert words_of(replace(row, status="lifted")) == "lift"
    assert words_of(alone) == "ban"


def test_where_the_text_says_its_own_tool_the_name_of_the_actor_will_do() -> None:
    row = resting_on(told("one", quote="Northwind Freight will block access to its API for everybody"))
    found = quote(row, 25)
    assert found is not None
    assert found.text == "Northwind Freight will block access to its API for everybody"


def test_only_what_carries_the_action_is_quoted() -> None:
    other = told("other", role="primary")
    restriction = resting_on(told("action"))
    assert words_of(replace(restriction, evidence=(other, *restriction.evidence))) == "action"


def test_a_disputed_action_is_quoted_from_its_alternatives() -> None:
    one, two = told("one"), told("two", source_grade="A")
    restriction = replace(resting_on(one, two), evidence=(one, two))
    action = disputed("ban", "limit", evidence=[("one",), ("two",)])
    assert words_of(claim_with(restriction, action=action)) == "two"


def test_without_evidence_nothing_is_quoted() -> None:
    assert quote(claim_with(DISPUTED, action=UNKNOWN), 25) is None
    assert quote(claim_with(resting_on(told("one")), targets=UNKNOWN), 25) is None


def test_a_name_is_looked_for_without_its_brackets() -> None:
    restriction = resting_on(told("one"))
    assert quote(claim_with(restriction, targets=known(())), 25) is None
    targets = (Target(tool="Quill (browser extension)", vendor="Quillhaven"),)
    assert words_of(claim_with(restriction, targets=known(targets))) == "one"
