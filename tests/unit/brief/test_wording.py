"""A restriction in short: no certainty is added, no name is cut."""

from dataclasses import replace

import pytest

from pipeline.brief.wording import is_hedged, short, shorter_titles
from pipeline.model.restriction import UNKNOWN, Affected, ByHand, Claim, Party, Restriction
from pipeline.model.vocabulary import ActorType, RestrictionStatus
from tests.unit.brief.rows import claim_with, disputed, known, row

OURS = replace(row(), by_hand=(ByHand(act="confirm", reason="I saw the notice.", author="Ana"),))


def body(actor_type: ActorType, independent: int) -> Restriction:
    party = Party(party_id="b", name="Bank of England", type=actor_type)
    return claim_with(row(independent=independent), actor=known(party))


@pytest.mark.parametrize(
    ("restriction", "hedged"),
    [
        (row(), True),
        (row(independent=9), True),
        (row(confirmed=True), False),
        (OURS, False),
        (body("government-body", 1), True),
        (body("government-body", 2), False),
        (body("regulator", 2), False),
        (body("court", 2), False),
        (body("company", 2), True),
        (claim_with(row(independent=9), actor=UNKNOWN), True),
    ],
)
def test_only_what_is_vouched_for_may_be_said_outright(restriction: Restriction, *, hedged: bool) -> None:
    assert is_hedged(restriction) is hedged


@pytest.mark.parametrize(
    ("restriction", "words"),
    [
        (row(), "reported ban on Quill by Northwind Freight"),
        (row(confirmed=True), "ban on Quill by Northwind Freight"),
        (body("regulator", 2), "ban on Quill by the Bank of England"),
        (row(status="denied"), "denied ban on Quill by Northwind Freight"),
        (row(status="suspended", confirmed=True), "ban on Quill by Northwind Freight"),
        (row(status="proposed", confirmed=True), "plan by Northwind Freight to restrict Quill"),
        (
            claim_with(row(status="proposed"), action=disputed("ban", "propose")),
            "reported plan by Northwind Freight to restrict Quill",
        ),
        (
            claim_with(row(status="proposed", confirmed=True), action=known("investigate")),
            "inquiry into Quill by Northwind Freight",
        ),
        (row(tools=("A", "B", "C", "D"), confirmed=True), "ban on A, B, C and 1 more by Northwind Freight"),
        (claim_with(row(confirmed=True), actor=UNKNOWN), "ban on Quill by the actor"),
        (claim_with(row(), action=known("propose")), "reported plan by Northwind Freight to restrict Quill"),
        (claim_with(row(), action=known("investigate")), "reported inquiry into Quill by Northwind Freight"),
        (claim_with(row(), action=known("suspend")), "reported suspension of Quill by Northwind Freight"),
        (claim_with(row(), action=disputed("propose", "limit")), "reported limit on Quill by Northwind Freight"),
        (
            claim_with(row(mechanism="product-retirement"), action=known("cut_off")),
            "reported retirement of Quill by Northwind Freight",
        ),
        (claim_with(row(confirmed=True), action=known("cut_off")), "cut-off of Quill by Northwind Freight"),
    ],
)
def test_a_restriction_is_told_as_a_noun(restriction: Restriction, words: str) -> None:
    assert short(restriction) == words


@pytest.mark.parametrize(
    ("claims", "title", "shorter"),
    [
        (
            {"affected": known(Affected(who="pupils")), "effective": known("2026-07-10", "day")},
            "Northwind Freight reportedly bans Quill for pupils from 10 July 2026",
            (
                "Northwind Freight reportedly bans Quill from 10 July 2026",
                "Reported ban on Quill by Northwind Freight",
                "Northwind Freight reportedly bans Quill",
                "Reported ban on Quill",
            ),
        ),
        (
            {"affected": known(Affected(who="Norway", regions=("NO",)))},
            "Northwind Freight reportedly bans Quill in Norway",
            (
                "Reported ban on Quill by Northwind Freight",
                "Northwind Freight reportedly bans Quill",
                "Reported ban on Quill",
            ),
        ),
        ({"targets": UNKNOWN}, "Northwind Freight reportedly bans something", ()),
    ],
)
def test_a_title_is_shortened_by_its_claims_alone(
    claims: dict[str, Claim], title: str, shorter: tuple[str, ...]
) -> None:
    assert shorter_titles(claim_with(row(title=title), **claims)) == shorter


def test_what_is_lifted_is_short_without_its_actor() -> None:
    title = "Northwind Freight reportedly lifts its ban on Quill and Scribe on 10 July 2026"
    lifted = row(status="lifted", tools=("Quill", "Scribe"), ends="2026-07-10", title=title)
    assert shorter_titles(lifted) == (
        "Northwind Freight reportedly lifts its ban on Quill and Scribe",
        "Reportedly lifted: ban on Quill and Scribe",
        "Reportedly lifted: ban on Quill and 1 more",
    )


@pytest.mark.parametrize("restriction", [row(), row(status="lifted"), row(status="proposed"), row(confirmed=True)])
def test_no_shorter_wording_is_more_certain(restriction: Restriction) -> None:
    hedged = replace(
        restriction, title="Northwind Freight reportedly does something or other about the tool named Quill"
    )
    for wording in shorter_titles(hedged):
        assert not is_hedged(hedged) or "report" in wording.lower()


@pytest.mark.parametrize(
    ("status", "shortest"),
    [
        ("denied", "Denied ban on Quill"),
        ("suspended", "Suspended ban on Quill"),
        ("proposed", "Plan to restrict Quill"),
        ("in-force", "Ban on Quill"),
    ],
)
def test_the_shortest_wording_still_says_how_it_stands(status: RestrictionStatus, shortest: str) -> None:
    long = row(
        status=status, confirmed=True, title="A headline that is longer than every one of its shorter wordings, so"
    )
    assert shorter_titles(long)[-1] == shortest
