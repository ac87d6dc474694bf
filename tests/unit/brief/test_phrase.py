"""Every sentence comes from a pattern, and every pattern has a golden sentence here."""

from dataclasses import replace
from typing import get_args

import pytest

from pipeline.brief import phrase
from pipeline.model.restriction import UNKNOWN, Affected, Claim, Restriction
from pipeline.model.vocabulary import MECHANISMS, Mechanism, Reason, RestrictionStatus
from tests.examples import DISPUTED, KNOWN, LIFTED, SCHEDULED
from tests.unit.brief.rows import LAST_ON, claim_with, disputed, known, row


@pytest.mark.parametrize(
    ("mechanism", "words"),
    [
        ("employer-ban", "employer ban"),
        ("vendor-region", "vendor region"),
        ("product-retirement", "product retirement"),
    ],
)
def test_a_mechanism_is_printed_in_words(mechanism: Mechanism, words: str) -> None:
    assert phrase.mechanism_words(mechanism) == words


def test_no_mechanism_keeps_its_hyphen() -> None:
    assert not any("-" in phrase.mechanism_words(mechanism) for mechanism in MECHANISMS)


@pytest.mark.parametrize(
    ("status", "tone"),
    [
        ("rumoured", "wait"),
        ("reported", "mark"),
        ("proposed", "wait"),
        ("announced", "wait"),
        ("scheduled", "mark"),
        ("in-force", "mark"),
        ("suspended", "wait"),
        ("lifted", "ok"),
        ("denied", "ok"),
        ("superseded", "ok"),
    ],
)
def test_every_state_has_its_tone(status: RestrictionStatus, tone: str) -> None:
    assert phrase.tone(status) == tone


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({}, ""),
        ({"replacement": known("Qoder")}, "Replacement: Qoder."),
        ({"exempt": known("contractors in Norway")}, "Exempt: contractors in Norway."),
        (
            {"exempt": known("one two three four five six seven eight")},
            "Exempt: one two three four five six seven eight.",
        ),
        ({"exempt": known("one two three four five six seven eight nine")}, ""),
        ({"reasons": known(("security",))}, "Reasons given: security."),
        (
            {"reasons": known(("data_leak", "ip", "surveillance_use"))},
            "Reasons given: data leaks, intellectual property and use for surveillance.",
        ),
        ({"reasons": known(("not_stated",))}, "Reasons given: not stated."),
        ({"replacement": disputed("Qoder", "Quill"), "exempt": disputed("a", "b"), "reasons": UNKNOWN}, ""),
        (
            {"replacement": known("Qoder"), "exempt": known("contractors"), "reasons": known(("cost", "other"))},
            "Replacement: Qoder. Exempt: contractors. Reasons given: cost and other reasons.",
        ),
    ],
)
def test_what_tells_replacement_exemption_and_reasons(claims: dict[str, Claim], sentence: str) -> None:
    assert phrase.what(claim_with(row(), **claims)) == sentence


def test_nothing_is_told_of_what_is_lifted() -> None:
    claims = {"reasons": known(("security",)), "replacement": known("Qoder"), "exempt": known("contractors")}
    assert phrase.what(claim_with(row(status="lifted"), **claims)) == ""


@pytest.mark.parametrize("reason", get_args(Reason))
def test_every_reason_can_be_told(reason: Reason) -> None:
    sentence = phrase.what(claim_with(row(), reasons=known((reason,))))
    assert sentence == f"Reasons given: {phrase.REASON_WORDS[reason]}."


BACK = row(
    "AIR-2025-0009",
    mechanism="vendor-ownership",
    actor="Quillhaven",
    tools=("Quill",),
    regions=("CN",),
    first_reported="2025-09-05",
)
CHINESE = row("AIR-2026-0001", actor="Northwind Freight", country="CN")


def so_what(restriction: Restriction, *others: Restriction) -> str:
    return phrase.so_what(restriction, others, LAST_ON)


@pytest.mark.parametrize(
    ("claims", "title", "shorter"),
    [
        (
            {"affected": known(Affected(who="pupils")), "effective": known("2026-07-10", "day")},
            "Department for Education bans Quill for pupils from 10 July 2026",
            ("Department for Education bans Quill from 10 July 2026", "Department for Education bans Quill"),
        ),
        ({"effective": known("2026-07", "month")}, "Aldermoor bans Quill from July 2026", ("Aldermoor bans Quill",)),
        ({}, "Department for Education bans Quill", ()),
    ],
)
def test_a_title_is_shortened_by_its_claims_alone(
    claims: dict[str, Claim], title: str, shorter: tuple[str, ...]
) -> None:
    told = phrase.shorter_titles(claim_with(row(title=title), **claims))
    assert tuple(wording for wording in told if wording != title) == shorter


@pytest.mark.parametrize("mechanism", ["vendor-ownership", "vendor-region"])
def test_so_what_tells_that_the_vendor_shuts_out_the_actor_in_turn(mechanism: Mechanism) -> None:
    back = replace(BACK, mechanism=mechanism)
    assert so_what(CHINESE, back) == "Quillhaven for its part shuts out customers (AIR-2025-0009)."


@pytest.mark.parametrize(
    ("restriction", "other"),
    [
        (replace(CHINESE, claims=replace(CHINESE.claims, actor=UNKNOWN)), BACK),
        (CHINESE, replace(BACK, claims=replace(BACK.claims, actor=UNKNOWN))),
        (row(country=None), BACK),
        (row(country="NO"), BACK),
        (CHINESE, replace(BACK, mechanism="employer-ban")),
        (CHINESE, replace(BACK, status="lifted")),
        (CHINESE, replace(BACK, status="denied")),
        (CHINESE, claim_with(BACK, affected=UNKNOWN)),
        (row(country="CN", vendor="Anthropic"), BACK),
        (claim_with(CHINESE, targets=UNKNOWN), BACK),
    ],
)
def test_so_what_does_not_tell_of_a_turn_that_is_none(restriction: Restriction, other: Restriction) -> None:
    assert so_what(restriction, other) == ""


def reported(number: int, day: str | None, *tools: str) -> Restriction:
    return row(f"AIR-2026-{number:04}", first_reported=day, tools=tools or ("Quill",))


@pytest.mark.parametrize(
    ("others", "sentence"),
    [
        ([], ""),
        ([reported(2, "2026-07-01")], "The second restriction of Quill in 90 days."),
        (
            [reported(2, "2026-07-01"), reported(3, "2026-04-13T23:00:00+08:00")],
            "The third restriction of Quill in 90 days.",
        ),
        ([reported(2, "2026-04-12")], ""),
        ([reported(2, "2026-07-13")], ""),
        ([reported(2, None)], ""),
        ([reported(2, "2026-07-01", "Claude Code")], ""),
    ],
)
def test_so_what_counts_the_restrictions_of_the_last_90_days(others: list[Restriction], sentence: str) -> None:
    assert so_what(reported(1, "2026-07-07"), *others) == sentence


@pytest.mark.parametrize("day", [None, "2026-04-12", "2025-01-01"])
def test_so_what_does_not_count_for_a_row_that_is_older_itself(day: str | None) -> None:
    assert so_what(reported(1, day), reported(2, "2026-07-01")) == ""


def test_so_what_counts_for_the_tool_that_is_restricted_most_often() -> None:
    both = reported(1, "2026-07-07", "Alpha", "Quill")
    others = [reported(2, "2026-07-01", "Alpha"), reported(3, "2026-07-01"), reported(4, "2026-07-01")]
    assert so_what(both, *others) == "The third restriction of Quill in 90 days."
    assert so_what(both, *others[:2]) == "The second restriction of Alpha in 90 days."


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (2, "second"),
        (3, "third"),
        (4, "fourth"),
        (5, "fifth"),
        (6, "sixth"),
        (7, "seventh"),
        (8, "eighth"),
        (9, "ninth"),
        (10, "tenth"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (14, "14th"),
        (21, "21st"),
        (22, "22nd"),
        (23, "23rd"),
        (24, "24th"),
        (101, "101st"),
        (111, "111th"),
        (112, "112th"),
    ],
)
def test_any_number_of_restrictions_can_be_told(count: int, words: str) -> None:
    others = [reported(number, "2026-07-01") for number in range(2, count + 1)]
    assert so_what(reported(1, "2026-07-07"), *others) == f"The {words} restriction of Quill in 90 days."


def test_a_turn_is_told_before_a_count() -> None:
    assert so_what(CHINESE, reported(2, "2026-07-01"), BACK).startswith("Quillhaven for its part")


@pytest.mark.parametrize("status", ["lifted", "denied"])
def test_so_what_is_not_told_of_what_is_over(status: RestrictionStatus) -> None:
    assert so_what(replace(CHINESE, status=status), BACK) == ""
    assert so_what(replace(reported(1, "2026-07-07"), status=status), reported(2, "2026-07-01")) == ""


def test_so_what_of_a_row_without_tools_is_empty() -> None:
    assert so_what(claim_with(row(), targets=UNKNOWN), reported(2, "2026-07-01")) == ""


@pytest.mark.parametrize(
    ("restriction", "sentence"),
    [
        (row(status="scheduled", effective="2026-08-15"), "It takes effect on 15 August 2026."),
        (row(status="scheduled", effective="2026-Q4"), "It takes effect in the fourth quarter of 2026."),
        (row(status="scheduled", effective="2026-09"), "It takes effect in September 2026."),
        (row(status="scheduled"), "Word from Northwind Freight itself would confirm it."),
        (row(status="proposed", ends="2026-09-01"), "It binds nobody yet."),
        (row(status="lifted", ends="2026-07-09"), ""),
        (row(status="denied"), ""),
        (row(status="in-force", ends="2026-09-01"), "It ends on 1 September 2026."),
        (row(status="in-force", ends="2026-09"), "It ends in September 2026."),
        (row(status="in-force"), "Word from Northwind Freight itself would confirm it."),
        (row(status="in-force", confirmed=True), ""),
        (row(status="rumoured"), "Word from Northwind Freight itself would confirm it."),
        (claim_with(row(), actor=UNKNOWN), "Word from the actor itself would confirm it."),
        (claim_with(row(confirmed=True), ends=disputed("2026-09-01", "2026-10-01")), ""),
    ],
)
def test_what_comes_next_or_what_would_confirm_it(restriction: Restriction, sentence: str) -> None:
    assert phrase.following(restriction) == sentence


def cited(**claims: Claim) -> Restriction:
    """The disputed example, whose proofs come from two articles, with other claims."""
    return claim_with(replace(DISPUTED, claims=replace(DISPUTED.claims, effective=UNKNOWN)), **claims)


BAN, AUGUST, MID = (proof.evidence_id for proof in DISPUTED.evidence)


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        (
            {"effective": disputed("2026-08-01", "2026-08-15", evidence=[(BAN, AUGUST), (MID,)])},
            "Sources disagree on the day it takes effect: 1 August 2026 (1 report) or 15 August 2026 (1 report).",
        ),
        (
            {"effective": disputed("2026-08-01", "2026-Q4", "2027", evidence=[(AUGUST, MID), (MID,)])},
            (
                "Sources disagree on the day it takes effect: 1 August 2026 (2 reports),"
                " the fourth quarter of 2026 (1 report) or 2027 (0 reports)."
            ),
        ),
        (
            {"announced": disputed("2026-07-01", "2026-07-02", evidence=[(BAN,), (MID,)])},
            "Sources disagree on the day of the announcement: 1 July 2026 (1 report) or 2 July 2026 (1 report).",
        ),
        (
            {"ends": disputed("2026-09", "2026-10", evidence=[(BAN,), (MID,)])},
            "Sources disagree on the day it ends: September 2026 (1 report) or October 2026 (1 report).",
        ),
        (
            {"replacement": disputed("Qoder", "our_tool", evidence=[(BAN,), (MID,)])},
            "Sources disagree on the replacement: Qoder (1 report) or our_tool (1 report).",
        ),
        (
            {"action": disputed("ban", "cut_off", evidence=[(BAN,), (MID,)])},
            "Sources disagree on what was decided: ban (1 report) or cut off (1 report).",
        ),
        (
            {"affected": disputed(Affected(who="all staff"), Affected(who="drivers"), evidence=[(BAN,), (MID,)])},
            "Sources disagree on whom it binds: all staff (1 report) or drivers (1 report).",
        ),
    ],
)
def test_each_disagreement_is_told_with_the_reports_behind_each_value(claims: dict[str, Claim], sentence: str) -> None:
    assert phrase.disagreements(cited(**claims)) == (sentence,)


def test_all_disagreements_are_told_in_a_fixed_order() -> None:
    told = phrase.disagreements(cited(ends=disputed("2026-09", "2026-10"), announced=disputed("2026-07", "2026-08")))
    assert [sentence.split(":")[0] for sentence in told] == [
        "Sources disagree on the day of the announcement",
        "Sources disagree on the day it ends",
    ]


@pytest.mark.parametrize("restriction", [KNOWN, SCHEDULED, LIFTED])
def test_where_sources_agree_nothing_is_told(restriction: Restriction) -> None:
    assert phrase.disagreements(restriction) == ()
