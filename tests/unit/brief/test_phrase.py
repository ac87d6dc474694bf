"""Every sentence comes from a pattern, and every pattern has a golden sentence here."""

from dataclasses import replace
from typing import Any, get_args

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


def dated(**changes: Any) -> Restriction:  # noqa: ANN401 - claims of any kind
    """A row of which no day and nothing but the claims named is known beside its headline."""
    claims = {name: value for name, value in changes.items() if isinstance(value, Claim)}
    others = {name: value for name, value in changes.items() if name not in claims}
    return claim_with(row(**{"announced": None, "first_reported": None, "who": "", **others}), **claims)


@pytest.mark.parametrize(
    ("restriction", "sentence"),
    [
        (dated(), ""),
        (dated(announced=known("2026-07-07", "day")), "Announced on 7 July 2026."),
        (dated(announced=known("2026-07", "month")), "Announced in July 2026."),
        (dated(first_reported="2026-07-06T23:00:00-07:00"), "First reported on 6 July 2026."),
        (dated(first_reported="2026-07-06", announced=known("2026-07-05", "day")), "Announced on 5 July 2026."),
        (dated(first_reported="2026-07-06", announced=disputed("2026-07-05", "2026-07-06")), ""),
        (dated(who="staff " * 15), f"It reportedly covers {('staff ' * 13).strip()}…."),
        (dated(who="drivers of heavy trucks", confirmed=True), "It covers drivers of heavy trucks."),
        (dated(who="pupils", status="proposed"), "It would cover pupils."),
        (dated(who="pupils", status="suspended", confirmed=True), "It covered pupils."),
        (dated(who="staff", title="Northwind Freight bans Quill for staff"), ""),
        (dated(tools=("A", "B", "C", "D")), "The tools: A, B, C and D."),
        (dated(tools=("A", "B", "C")), ""),
        (dated(replacement=known("Qoder")), "Qoder is named as the replacement."),
        (dated(exempt=known("contractors in Norway")), "Not covered: contractors in Norway."),
        (
            dated(exempt=known("one two three four five six seven eight")),
            "Not covered: one two three four five six seven eight.",
        ),
        (dated(exempt=known("one two three four five six seven eight nine")), ""),
        (dated(reasons=known(("security",))), "Reason given: security."),
        (
            dated(reasons=known(("data_leak", "ip", "surveillance_use"))),
            "Reasons given: data leaks, intellectual property and use for surveillance.",
        ),
        (dated(reasons=known(("not_stated",))), "No reason is given."),
        (
            dated(response=known("Quillhaven says that no data leaked.")),
            "Answer of the other side: Quillhaven says that no data leaked.",
        ),
        (dated(replacement=disputed("Qoder", "Quill"), exempt=disputed("a", "b"), reasons=UNKNOWN), ""),
        (
            dated(
                first_reported="2026-07-06",
                replacement=known("Qoder"),
                exempt=known("contractors"),
                reasons=known(("cost", "other")),
            ),
            (
                "First reported on 6 July 2026. Qoder is named as the replacement. Not covered: contractors."
                " Reasons given: cost and other reasons."
            ),
        ),
        (
            dated(status="denied", who="drivers", first_reported="2026-07-06"),
            "What was reported: a ban on Quill for drivers. First reported on 6 July 2026.",
        ),
        (dated(status="denied", who="Norway", regions=("NO",)), "What was reported: a ban on Quill in Norway."),
        (dated(status="denied", action=known("deny")), ""),
        (
            row(status="denied", announced="2026-07-05", first_reported=None, who=""),
            "What was reported: a ban on Quill.",
        ),
        (dated(status="lifted", announced=known("2026-06-26", "day")), "The ban was announced on 26 June 2026."),
        (dated(status="lifted", first_reported="2026-06-26"), "The ban was first reported on 26 June 2026."),
        (
            dated(status="lifted", who="foreign nationals", exempt=known("100 firms"), confirmed=True),
            "It covered foreign nationals, but not 100 firms.",
        ),
        (dated(status="lifted", who="drivers"), "It reportedly covered drivers."),
        (dated(status="lifted", exempt=known("100 firms")), "Not covered: 100 firms."),
        (dated(status="lifted", reasons=known(("security",)), replacement=known("Qoder")), ""),
    ],
)
def test_what_tells_what_stands_beside_the_headline(restriction: Restriction, sentence: str) -> None:
    assert phrase.what(restriction) == sentence


def test_the_actor_s_own_page_is_told_as_its_own_word() -> None:
    proof = replace(KNOWN.evidence[0], role="primary", published="2026-07-06")
    made = dated(first_reported="2026-07-06", actor="Quillhaven", vendor="Quillhaven")
    own = replace(made, evidence=(proof,), provenance=replace(made.provenance, phrase="told by the actor itself"))
    assert phrase.what(own) == "Quillhaven itself said so on 6 July 2026."
    changed = replace(proof, url="https://quillhaven.example/countries#changed-2026-07-06")
    assert phrase.what(replace(own, evidence=(changed,))) == "Seen on a page of Quillhaven on 6 July 2026."
    assert phrase.what(replace(own, evidence=(replace(proof, role="independent"),))).startswith("First reported")
    assert phrase.what(replace(own, first_reported="2026-07-05")).startswith("First reported")
    assert phrase.what(replace(own, provenance=made.provenance)).startswith("First reported")


def test_the_word_of_a_vendor_is_not_that_of_who_restricts_its_tool() -> None:
    proof = replace(KNOWN.evidence[0], role="primary", published="2026-07-06")
    made = dated(first_reported="2026-07-06", actor="Northwind Freight", vendor="Quillhaven")
    for said in ("told by the vendor of the tool, not by the actor", "told by the actor itself"):
        told = replace(made, evidence=(proof,), provenance=replace(made.provenance, phrase=said))
        assert phrase.what(told) == "First reported on 6 July 2026."


@pytest.mark.parametrize("reason", [reason for reason in get_args(Reason) if reason != "not_stated"])
def test_every_reason_can_be_told(reason: Reason) -> None:
    assert phrase.what(dated(reasons=known((reason,)))) == f"Reason given: {phrase.REASON_WORDS[reason]}."


def following(restriction: Restriction) -> str:
    return phrase.following(restriction, LAST_ON)


CONFIRM = "A second source, or word from Northwind Freight itself, would confirm it."


@pytest.mark.parametrize(
    ("restriction", "sentence"),
    [
        (row(status="scheduled", effective="2026-08-15", confirmed=True), "It takes effect on 15 August 2026."),
        (row(status="scheduled", effective="2026-08-15"), "By the reports, it takes effect on 15 August 2026."),
        (
            row(status="announced", effective="2026-Q4", confirmed=True),
            "It takes effect in the fourth quarter of 2026.",
        ),
        (row(status="announced", effective="2026-09", confirmed=True), "It takes effect in September 2026."),
        (row(status="in-force", effective="2026-07-10"), ""),
        (
            claim_with(row(status="announced"), effective=disputed("2026-08-15", "2026-08-01")),
            "The earliest day named on which it takes effect is 1 August 2026.",
        ),
        (
            claim_with(row(status="announced"), effective=disputed("2026-07-01", "2026-08-01")),
            "Of the days named on which it takes effect, 1 August 2026 is to come.",
        ),
        (row(status="proposed", ends="2026-09-01"), "It binds nobody yet."),
        (row(status="lifted", ends="2026-07-09"), ""),
        (row(status="denied"), ""),
        (row(status="superseded"), ""),
        (row(status="suspended", effective="2026-08-15", independent=1), ""),
        (row(status="in-force", ends="2026-09-01", confirmed=True), "It ends on 1 September 2026."),
        (row(status="in-force", ends="2026-09"), "By the reports, it ends in September 2026."),
        (row(status="in-force", ends="2026-07-01"), ""),
        (row(status="in-force", independent=2), ""),
        (row(status="reported", independent=1), CONFIRM),
        (row(status="rumoured", independent=1), CONFIRM),
        (row(status="in-force", independent=1, confirmed=True), ""),
        (row(status="reported", independent=1, first_reported="2026-01-05"), ""),
        (row(status="reported", independent=1, first_reported=None), ""),
        (
            replace(
                row(independent=2),
                provenance=replace(row(independent=2).provenance, phrase="notice seen by two outlets, unconfirmed"),
            ),
            "Word from Northwind Freight itself would confirm it.",
        ),
        (
            claim_with(row(status="reported", independent=1), actor=UNKNOWN),
            "A second source, or word from the actor itself, would confirm it.",
        ),
    ],
)
def test_next_is_a_day_or_what_would_confirm_what_is_weakly_founded(restriction: Restriction, sentence: str) -> None:
    assert following(restriction) == sentence


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
