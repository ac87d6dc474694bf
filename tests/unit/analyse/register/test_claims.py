from dataclasses import replace
from typing import Any

import pytest

from pipeline.analyse.register.claims import gather
from pipeline.analyse.register.support import Support
from pipeline.model.restriction import UNKNOWN, Affected, Claim, Claims, Party, Target
from tests.unit.analyse.telling import DENIED, LEXICON, LIFTED, PROPOSED, TODAY, day, together, told


def claims_of(*supports: Support) -> Claims:
    return gather(together(*supports), LEXICON, TODAY)[0]


def values(claim: Claim) -> list[object]:
    assert claim.status == "disputed"
    return [alternative.value for alternative in claim.alternatives]


def tools(claim: Claim) -> list[str]:
    assert isinstance(claim.value, tuple)
    return [target.tool for target in claim.value if isinstance(target, Target)]


def test_what_nobody_tells_is_unknown() -> None:
    claims = claims_of(told())
    silent = (claims.affected, claims.exempt, claims.announced, claims.effective, claims.ends, claims.replacement)
    assert silent == (UNKNOWN,) * 6
    assert (claims.reasons, claims.response) == (UNKNOWN, UNKNOWN)


def test_every_evidence_id_of_a_claim_is_in_the_proofs() -> None:
    claims, proofs = gather(
        [told(effective=day("2026-07-10")), told("Beta", effective=day("2026-07-11"), replacement="Bollard")],
        LEXICON,
        TODAY,
    )
    cited = {one for claim in (claims.actor, claims.action, claims.replacement) for one in claim.evidence}
    cited |= {one for other in claims.effective.alternatives for one in other.evidence}
    assert cited < {proof.evidence_id for proof in proofs}
    assert all(cited)


def test_the_actor_is_known_with_country_and_a_name_for_addresses() -> None:
    claim = claims_of(told()).actor
    assert claim.value == Party(party_id="northwind-freight", name="Northwind Freight", type="company", country="NO")


def test_a_vendor_that_acts_has_its_country_and_a_stranger_has_none() -> None:
    vendor = claims_of(told(actor="Quillhaven", actor_type="vendor", mechanism="vendor-region")).actor.value
    stranger = claims_of(told(actor="Bottlewood Ltd")).actor.value
    assert isinstance(vendor, Party)
    assert isinstance(stranger, Party)
    assert (vendor.country, stranger.country) == ("DK", None)


class TestAction:
    def test_the_action_told_most_often_is_the_value_and_the_first_where_two_are_told_as_often(self) -> None:
        limits = [told(name, action="limit") for name in ("Beta", "Gamma")]
        assert claims_of(told("Alpha"), *limits).action.value == "limit"
        assert claims_of(told("Alpha"), limits[0]).action.value == "ban"

    def test_proposed_first_and_imposed_then_is_no_conflict(self) -> None:
        claim = claims_of(told("Alpha", "2026-07-01", **PROPOSED), told("Beta", "2026-07-08")).action
        assert (claim.status, claim.value) == ("known", "ban")

    @pytest.mark.parametrize("later", ["2026-07-08", "2026-07-09", None])
    def test_proposed_at_the_same_time_or_later_is_disputed(self, later: str | None) -> None:
        claim = claims_of(told("Alpha", "2026-07-08"), told("Beta", later, **PROPOSED)).action
        assert values(claim) == ["ban", "propose"]

    def test_a_standing_denial_is_disputed_in_the_order_of_publication(self) -> None:
        assert values(claims_of(told("Alpha"), told("Beta", "2026-07-09", **DENIED)).action) == ["ban", "deny"]
        assert values(claims_of(told("Alpha", "2026-07-07", **DENIED), told("Beta")).action) == ["deny", "ban"]

    def test_a_denial_that_two_outlets_outweighed_is_no_conflict(self) -> None:
        later = [told(name, "2026-07-10") for name in ("Beta", "Gamma")]
        assert claims_of(told("Alpha", "2026-07-09", **DENIED), *later).action.value == "ban"

    def test_a_lift_does_not_dispute_the_ban(self) -> None:
        assert claims_of(told("Alpha"), told("Beta", "2026-07-09", **LIFTED)).action.value == "ban"

    @pytest.mark.parametrize(("told_as", "value"), [(PROPOSED, "propose"), (DENIED, "deny"), (LIFTED, "lift")])
    def test_without_a_ban_it_is_what_was_told(self, told_as: dict[str, Any], value: str) -> None:
        assert claims_of(told(**told_as)).action.value == value


class TestTargets:
    def test_all_tools_are_united_with_their_surfaces_and_vendors(self) -> None:
        claim = claims_of(
            told("Alpha", surfaces=("web",)), told("Beta", targets=("Quill", "ChatGPT"), surfaces=("web", "api"))
        ).targets
        assert claim.value == (
            Target(tool="Quill", vendor="Quillhaven", surfaces=("web", "api")),
            Target(tool="ChatGPT", vendor="OpenAI", surfaces=("web", "api")),
        )

    def test_a_tool_that_bears_its_vendors_name_is_that_vendors(self) -> None:
        claim = claims_of(told(targets=("Tessera API", "Notable"), vendors=("Tessera",))).targets
        assert claim.value == (Target(tool="Tessera API", vendor="Tessera"), Target(tool="Notable"))

    def test_the_first_vendor_that_is_known_stays(self) -> None:
        first = told("Alpha", targets=("Tessera API",), vendors=("Tessera",))
        claim = claims_of(first, told("Beta", targets=("Tessera API",), vendors=())).targets
        assert claim.value == (Target(tool="Tessera API", vendor="Tessera"),)

    def test_a_partial_lift_leaves_the_rest(self) -> None:
        both = told("Alpha", targets=("Quill", "ChatGPT"))
        assert tools(claims_of(both, told("Beta", "2026-07-09", **LIFTED)).targets) == ["ChatGPT"]

    def test_a_lift_of_everything_leaves_the_row_its_tools(self) -> None:
        assert tools(claims_of(told("Alpha"), told("Beta", "2026-07-09", **LIFTED)).targets) == ["Quill"]


class TestAffected:
    def test_the_description_with_most_regions_then_most_words_is_kept(self) -> None:
        claim = claims_of(
            told("Alpha", affected="office staff and drivers in Norway"),
            told("Beta", affected="staff in Norway and Sweden"),
            told("Gamma", affected="staff"),
        ).affected
        assert claim.value == Affected(who="staff in Norway and Sweden", regions=("NO", "SE"))
        assert len(claim.evidence) == 3

    def test_regions_that_have_nothing_in_common_are_disputed(self) -> None:
        claim = claims_of(told("Alpha", affected="staff in Norway"), told("Beta", affected="staff in Japan")).affected
        assert values(claim) == [
            Affected(who="staff in Norway", regions=("NO",)),
            Affected(who="staff in Japan", regions=("JP",)),
        ]

    def test_what_is_not_quoted_does_not_count(self) -> None:
        assert claims_of(told(affected="staff", unquoted=("affected",))).affected == UNKNOWN


class TestExempt:
    def test_the_first_report_that_tells_it_counts(self) -> None:
        claim = claims_of(
            told("Alpha", exempt="drivers", unquoted=("exempt",)),
            told("Beta", exempt="dispatchers"),
            told("Gamma", exempt="cleaners"),
        ).exempt
        assert claim.value == "dispatchers"


def test_for_whom_it_was_lifted_since_is_exempt_and_it_does_not_end() -> None:
    claims = claims_of(
        told("Alpha", affected="employees"),
        told("Beta", "2026-07-09", **LIFTED, affected="staff of one division", effective=day("2026-07-09")),
    )
    assert (claims.exempt.value, claims.ends) == ("staff of one division", UNKNOWN)


class TestDays:
    def test_announced_and_effective_come_from_the_ban_and_not_from_its_lift(self) -> None:
        claims = claims_of(
            told("Alpha", announced=day("2026-07-01"), effective=day("2026-07-05")),
            told("Beta", "2026-07-09", **LIFTED, announced=day("2026-07-08"), effective=day("2026-07-09")),
        )
        assert (claims.announced.value, claims.effective.value) == ("2026-07-01", "2026-07-05")

    def test_a_ban_ends_on_the_day_of_its_lift(self) -> None:
        claims = claims_of(
            told("Alpha", ends=day("2026-12-31")), told("Beta", "2026-07-09", **LIFTED, effective=day("2026-07-09"))
        )
        assert claims.ends.value == "2026-07-09"

    def test_a_lift_that_gives_no_other_day_was_made_when_it_was_announced(self) -> None:
        lift = told("Beta", "2026-07-09", **LIFTED, announced=day("2026-07-08"))
        assert claims_of(told("Alpha", "2026-07-01"), lift).ends.value == "2026-07-08"
        again = told("Gamma", "2026-07-10", effective=day("2026-07-10"))
        assert claims_of(told("Alpha", "2026-07-01"), lift, again).ends.status == "unknown"

    def test_a_partial_lift_is_no_end(self) -> None:
        claims = claims_of(
            told("Alpha", targets=("Quill", "ChatGPT"), ends=day("2026-12-31")),
            told("Beta", "2026-07-09", **LIFTED, effective=day("2026-07-09")),
        )
        assert claims.ends.value == "2026-12-31"

    def test_an_announced_end_is_kept_where_the_lift_gives_no_day(self) -> None:
        claims = claims_of(told("Alpha", ends=day("2026-12-31")), told("Beta", "2026-07-09", **LIFTED))
        assert claims.ends.value == "2026-12-31"


class TestReplacement:
    def test_a_fuller_name_is_no_other_tool(self) -> None:
        claim = claims_of(told("Alpha", replacement="Bollard"), told("Beta", replacement="Bollard Office")).replacement
        assert (claim.status, len(claim.evidence)) == ("known", 2)

    def test_two_tools_are_disputed_the_one_told_more_often_first(self) -> None:
        claim = claims_of(
            told("Alpha", replacement="Anchor"),
            told("Beta", replacement="Bollard"),
            told("Gamma", replacement="Bollard"),
        ).replacement
        assert values(claim) == ["Bollard", "Anchor"]

    def test_what_is_not_quoted_does_not_count(self) -> None:
        assert claims_of(told(replacement="Bollard", unquoted=("replacement",))).replacement == UNKNOWN


class TestReasons:
    def test_reasons_are_united(self) -> None:
        claim = claims_of(told("Alpha", reasons=("privacy",)), told("Beta", reasons=("security", "privacy"))).reasons
        assert claim.value == ("privacy", "security")

    def test_a_reason_without_a_quote_does_not_count(self) -> None:
        assert claims_of(told(reasons=("privacy",), unquoted=("reasons",))).reasons == UNKNOWN


def test_upcoming_then_in_force_is_no_conflict() -> None:
    claims = claims_of(told("Alpha", status="upcoming", effective=day("2026-07-10")), told("Beta", "2026-07-11"))
    assert (claims.action.status, claims.effective.value) == ("known", "2026-07-10")


def test_an_event_without_any_quote_still_makes_claims_that_cite_nothing() -> None:
    bare = told()
    claims, proofs = gather([Support(report=bare.report, event=replace(bare.event, evidence=()))], LEXICON, TODAY)
    assert (claims.actor.status, claims.actor.evidence, proofs) == ("known", (), ())
