"""What a person decided, laid over what the sources give: each act, its undoing, and the same result in any order."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from pipeline.analyse.register.entry import Desk
from pipeline.analyse.register.hand import Replayed, Table, replay
from pipeline.analyse.register.plan import Row
from pipeline.analyse.register.rows import merge
from pipeline.analyse.register.support import Support
from pipeline.model.override import Laid, Override
from pipeline.model.restriction import Affected, Party, Restriction, Target
from tests.unit.analyse.telling import LEXICON, NOW, day, told

ALPHA, BETA, DELTA = told("Alpha"), told("Beta", "2026-07-09"), told("Delta", "2026-07-10")
OTHER = told("Gamma", "2026-07-10", actor="Bottlewood Ltd")
WEAK = told("Weak", "2026-07-11", grade="D", actor="Somebody Else")


def rows(*reports: Support) -> list[Row]:
    merged = merge([support.report for support in reports], (), serials={}, now=NOW, lexicon=LEXICON)
    found = [Row(row_id=row.restriction_id, held=row, supports=supports) for row, supports in merged.rows]
    return found + [Row(row_id=c.candidate_id, held=None, supports=supports) for c, supports in merged.candidates]


def act(kind: str, row: str, **changes: object) -> Override:
    return Override(act=kind, row=row, reason=f"Because of {kind}.", author="J. Doe", **changes)  # type: ignore[arg-type]


def laid(
    base: Sequence[Row],
    *acts: Override,
    before: Replayed | None = None,
    now: datetime = NOW,
    serials: Mapping[int, int] | None = None,
) -> Replayed:
    desk = Desk(now=now, today=now.date(), lexicon=LEXICON)
    given = before.given if before else {}
    highest = serials or {2026: sum(row.row_id.startswith("AIR") for row in base) + len(given)}
    return replay(Table(base, given, highest, desk), acts, before.laid if before else {}, desk)


def shown(found: Replayed, row_id: str) -> Restriction:
    one = found.laid[row_id]
    assert one.record is not None
    assert one.stone is None
    return one.record


def why(found: Replayed) -> list[str]:
    return [words for _, words in found.idle]


def test_without_overrides_nothing_is_laid_over_the_register() -> None:
    assert laid(rows(ALPHA, OTHER)) == Replayed(laid={}, given={})


class TestMerge:
    def test_one_row_has_the_reports_of_both_and_the_other_a_tombstone(self) -> None:
        base = rows(ALPHA, OTHER)
        found = laid(base, act("merge", "AIR-2026-0002", into="AIR-2026-0001"))
        row = shown(found, "AIR-2026-0001")
        assert row.provenance.reports == 2
        assert row.history[-1].trigger == "override"
        assert row.history[-1].note == "Because of merge."
        stone = found.laid["AIR-2026-0002"].stone
        assert stone is not None
        assert (stone.reason, stone.merged_into, stone.note) == ("merged", "AIR-2026-0001", "Because of merge.")

    def test_a_chain_ends_in_the_last_row_whatever_the_order(self) -> None:
        base = rows(ALPHA, OTHER, told("Weak", "2026-07-11", actor="Somebody Else"))
        acts = [
            act("merge", "AIR-2026-0003", into="AIR-2026-0002"),
            act("merge", "AIR-2026-0002", into="AIR-2026-0001"),
        ]
        one, other = laid(base, *acts), laid(base, *reversed(acts))
        assert one.laid == other.laid
        assert shown(one, "AIR-2026-0001").provenance.reports == 3
        stones = [one.laid[f"AIR-2026-000{n}"].stone for n in (2, 3)]
        assert [stone.merged_into for stone in stones if stone] == ["AIR-2026-0001", "AIR-2026-0001"]

    def test_rows_of_different_actors_go_together_with_a_word_of_it_unless_the_actor_is_set(self) -> None:
        base = rows(ALPHA, OTHER)
        merging = act("merge", "AIR-2026-0002", into="AIR-2026-0001")
        found = laid(base, merging)
        told_of_it = (
            "counts, but puts rows of different actors together (Bottlewood Ltd, Northwind Freight); "
            "set 'actor' to say who acts"
        )
        assert why(found) == [told_of_it]
        assert shown(found, "AIR-2026-0001").provenance.reports == 2
        assert why(laid(base, merging, act("set", "AIR-2026-0001", field="actor", value="Northwind Freight"))) == []

    def test_a_claim_that_is_set_twice_under_two_names_of_its_row_is_told(self) -> None:
        first = act("set", "AIR-2026-0001", field="affected", value="All", place="overrides.yaml:2")
        second = act("set", ALPHA.report.url, field="affected", value="Staff", place="overrides.yaml:5")
        assert why(laid(rows(ALPHA), second, first)) == [
            "sets 'affected', which overrides.yaml:2 sets already; remove one of the two"
        ]

    def test_two_rows_cannot_each_go_into_the_other(self) -> None:
        base = rows(ALPHA, OTHER)
        acts = [
            act("merge", "AIR-2026-0001", into="AIR-2026-0002"),
            act("merge", "AIR-2026-0002", into="AIR-2026-0001"),
        ]
        first, second = why(laid(base, *acts))
        assert first.startswith("counts, but puts rows of different actors together")
        assert second == "is in that row already"

    def test_a_candidate_goes_into_a_row_and_is_watched_no_longer(self) -> None:
        base = rows(ALPHA, WEAK)
        found = laid(base, act("merge", WEAK.report.url, into="AIR-2026-0001"))
        assert shown(found, "AIR-2026-0001").provenance.reports == 2
        assert found.laid[base[1].row_id] == Laid(row_id=base[1].row_id)

    def test_a_row_cannot_go_into_a_candidate(self) -> None:
        base = rows(ALPHA, WEAK)
        found = laid(base, act("merge", "AIR-2026-0001", into=base[1].row_id))
        assert why(found) == [f"cannot go into {base[1].row_id}, which is a candidate; promote that first"]
        assert found.laid == {}

    def test_undone_it_leaves_both_rows_with_a_word_in_their_history(self) -> None:
        base = rows(ALPHA, OTHER)
        before = laid(base, act("merge", "AIR-2026-0002", into="AIR-2026-0001"))
        after = laid(base, before=before, now=NOW + timedelta(days=1))
        for row in base:
            back = shown(after, row.row_id)
            assert row.held is not None
            assert (back.claims, back.status, back.provenance) == (
                row.held.claims,
                row.held.status,
                row.held.provenance,
            )
            assert back.by_hand == ()
            assert back.history[-1].note == "No longer set by hand: Because of merge."


class TestSplit:
    def test_named_articles_get_a_row_of_their_own(self) -> None:
        base = rows(ALPHA, BETA, DELTA)
        found = laid(base, act("split", "AIR-2026-0001", articles=(DELTA.report.url,)))
        assert shown(found, "AIR-2026-0001").provenance.reports == 2
        made = shown(found, "AIR-2026-0002")
        assert made.provenance.reports == 1
        assert made.history[0].trigger == "override"
        assert {proof.url for proof in made.evidence} == {DELTA.report.url}

    def test_it_keeps_its_id_and_its_record_on_the_next_night(self) -> None:
        base = rows(ALPHA, BETA, DELTA)
        one = laid(base, act("split", "AIR-2026-0001", articles=(DELTA.report.url,)))
        again = laid(
            base, act("split", "AIR-2026-0001", articles=(DELTA.report.url,)), before=one, now=NOW + timedelta(days=1)
        )
        assert again == replace(one, idle=again.idle, told=again.told)

    def test_undone_its_id_keeps_a_tombstone_and_is_not_given_again(self) -> None:
        base = rows(ALPHA, BETA, DELTA)
        one = laid(base, act("split", "AIR-2026-0001", articles=(DELTA.report.url,)))
        gone = laid(base, before=one, now=NOW + timedelta(days=1))
        stone = gone.laid["AIR-2026-0002"].stone
        assert stone is not None
        assert (stone.reason, stone.removed_on) == ("not_an_event", "2026-07-14")
        assert shown(gone, "AIR-2026-0001").provenance.reports == 3
        other = laid(
            base,
            act("split", "AIR-2026-0001", articles=(BETA.report.url,)),
            before=gone,
            now=NOW + timedelta(days=2),
            serials={2026: 2},
        )
        assert shown(other, "AIR-2026-0003").provenance.reports == 1
        assert laid(base, before=gone, now=NOW + timedelta(days=3)).laid == gone.laid

    def test_articles_on_which_it_does_not_rest_change_nothing(self) -> None:
        base = rows(ALPHA, BETA)
        assert why(laid(base, act("split", "AIR-2026-0001", articles=("https://nowhere.example/1",)))) == [
            "rests on none of these articles"
        ]
        everything = (ALPHA.report.url, BETA.report.url)
        assert why(laid(base, act("split", "AIR-2026-0001", articles=everything))) == [
            "rests on these articles alone, so that nothing would be left of it"
        ]


class TestReject:
    def test_a_restriction_leaves_a_tombstone_that_stays_as_it_is(self) -> None:
        base = rows(ALPHA)
        one = laid(base, act("reject", "AIR-2026-0001", removal="out_of_scope"))
        stone = one.laid["AIR-2026-0001"].stone
        assert stone is not None
        assert (stone.reason, stone.removed_on, stone.note) == ("out_of_scope", "2026-07-13", "Because of reject.")
        again = laid(
            base, act("reject", "AIR-2026-0001", removal="out_of_scope"), before=one, now=NOW + timedelta(days=3)
        )
        assert again.laid == one.laid

    def test_a_candidate_is_watched_no_longer(self) -> None:
        base = rows(WEAK)
        assert laid(base, act("reject", base[0].row_id)).laid == {base[0].row_id: Laid(row_id=base[0].row_id)}

    def test_nothing_else_can_be_decided_about_it(self) -> None:
        found = laid(
            rows(ALPHA), act("reject", "AIR-2026-0001", place="overrides.yaml:2"), act("confirm", "AIR-2026-0001")
        )
        assert why(found) == ["was rejected by overrides.yaml:2"]


class TestPromote:
    def test_a_candidate_gets_an_id_for_life(self) -> None:
        base = rows(ALPHA, WEAK)
        found = laid(base, act("promote", base[1].row_id))
        row = shown(found, "AIR-2026-0002")
        assert row.history[0].note == "Because of promote."
        assert found.laid[base[1].row_id] == Laid(row_id=base[1].row_id)
        assert found.given == {f"promote:{base[1].row_id}": "AIR-2026-0002"}

    def test_founded_by_its_sources_later_it_keeps_that_id(self) -> None:
        base = rows(ALPHA, WEAK)
        before = laid(base, act("promote", base[1].row_id))
        second = told("Good", "2026-07-12", actor="Somebody Else")
        ids = {base[1].row_id: "AIR-2026-0002"}
        merged = merge([second.report], [base[1]], serials={2026: 2}, now=NOW, lexicon=LEXICON, given=ids)
        assert [row.restriction_id for row, _ in merged.rows] == ["AIR-2026-0002"]
        founded = [Row(row_id=row.restriction_id, held=row, supports=supports) for row, supports in merged.rows]
        found = laid([base[0], *founded], act("promote", base[1].row_id), before=before)
        row = shown(found, "AIR-2026-0002")
        assert why(found) == []
        assert row.provenance.reports == 2
        assert [revision.number for revision in row.history] == [1, 2]

    def test_what_is_a_restriction_already_is_not_promoted(self) -> None:
        assert why(laid(rows(ALPHA), act("promote", "AIR-2026-0001"))) == ["is a restriction already"]

    def test_other_acts_need_it_first(self) -> None:
        base = rows(WEAK)
        confirm = act("confirm", base[0].row_id)
        assert why(laid(base, confirm)) == ["is a candidate; promote it first"]
        row = shown(laid(base, confirm, act("promote", base[0].row_id)), "AIR-2026-0001")
        assert row.provenance.phrase == "confirmed by hand"


class TestSet:
    def test_the_claim_has_the_value_and_says_who_set_it(self) -> None:
        base = rows(told("Alpha", effective=day("2026-07-11")))
        found = laid(base, act("set", "AIR-2026-0001", field="effective", value="2026-07-10", precision="day"))
        row = shown(found, "AIR-2026-0001")
        assert (row.claims.effective.value, row.claims.effective.set_by) == ("2026-07-10", "override")
        assert row.claims.effective.evidence
        (change,) = (c for c in row.history[-1].changes if c.field == "effective")
        assert (change.before, change.after) == ("2026-07-11", "2026-07-10")
        assert row.by_hand[0].sources == "2026-07-11"

    def test_a_disputed_claim_is_settled_and_keeps_the_evidence_of_both_sides(self) -> None:
        base = rows(told("Alpha", effective=day("2026-07-11")), told("Beta", "2026-07-09", effective=day("2026-08-01")))
        assert base[0].held is not None
        assert base[0].held.claims.effective.status == "disputed"
        found = laid(base, act("set", "AIR-2026-0001", field="effective", value="2026-08-01", precision="day"))
        claim = shown(found, "AIR-2026-0001").claims.effective
        assert (claim.status, len(claim.evidence), claim.alternatives) == ("known", 2, ())

    def test_what_the_sources_do_not_say_rests_on_their_words_about_the_action(self) -> None:
        base = rows(ALPHA)
        row = shown(laid(base, act("set", "AIR-2026-0001", field="replacement", value="Penstroke")), "AIR-2026-0001")
        assert row.claims.replacement.evidence == row.claims.action.evidence
        assert row.by_hand[0].sources is None

    def test_a_claim_can_be_made_unknown(self) -> None:
        base = rows(told("Alpha", effective=day("2026-07-11")))
        claim = shown(laid(base, act("set", "AIR-2026-0001", field="effective")), "AIR-2026-0001").claims.effective
        assert (claim.status, claim.value, claim.evidence, claim.set_by) == ("unknown", None, (), "override")

    def test_a_day_that_is_still_to_come_makes_it_scheduled(self) -> None:
        row = shown(
            laid(
                rows(ALPHA, BETA), act("set", "AIR-2026-0001", field="effective", value="2026-09-01", precision="day")
            ),
            "AIR-2026-0001",
        )
        assert row.status == "scheduled"

    @pytest.mark.parametrize(
        ("action", "status"), [("propose", "proposed"), ("deny", "denied"), ("lift", "lifted"), ("block", "in-force")]
    )
    def test_an_action_decides_the_status(self, action: str, status: str) -> None:
        found = laid(rows(ALPHA, BETA), act("set", "AIR-2026-0001", field="action", value=action))
        assert shown(found, "AIR-2026-0001").status == status

    @pytest.mark.parametrize(
        ("start", "status"),
        [(None, "reported"), ("2026-09-01", "scheduled"), ("2026-Q4", "announced"), ("2026-06", "reported")],
    )
    def test_a_proposal_that_a_person_knows_to_be_decided_stands_by_its_days(
        self, start: str | None, status: str
    ) -> None:
        base = rows(told("Alpha", action="propose", status="proposed"))
        acts = [act("set", "AIR-2026-0001", field="action", value="ban")]
        if start:
            acts.append(act("set", "AIR-2026-0001", field="effective", value=start, precision="day"))
        assert shown(laid(base, *acts), "AIR-2026-0001").status == status

    def test_names_become_what_the_lexicon_knows_of_them(self) -> None:
        base = rows(ALPHA)
        found = laid(
            base,
            act("set", "AIR-2026-0001", field="actor", value="Quillhaven"),
            act("set", "AIR-2026-0001", field="targets", value=("Quill", "ChatGPT")),
            act("set", "AIR-2026-0001", field="affected", value="staff in Serbia"),
        )
        claims = shown(found, "AIR-2026-0001").claims
        assert claims.actor.value == Party(party_id="quillhaven", name="Quillhaven", type="vendor", country="DK")
        assert claims.targets.value == (
            Target(tool="Quill", vendor="Quillhaven"),
            Target(tool="ChatGPT", vendor="OpenAI"),
        )
        assert claims.affected.value == Affected(who="staff in Serbia", regions=("RS",))

    def test_a_later_report_changes_what_the_sources_say_and_not_what_was_set(self) -> None:
        acts = [act("set", "AIR-2026-0001", field="effective", value="2026-07-10", precision="day")]
        before = laid(rows(told("Alpha", effective=day("2026-07-11"))), *acts)
        more = rows(told("Alpha", effective=day("2026-07-11")), told("Beta", "2026-07-09", effective=day("2026-08-01")))
        row = shown(laid(more, *acts, before=before, now=NOW + timedelta(days=1)), "AIR-2026-0001")
        assert row.claims.effective.value == "2026-07-10"
        assert row.by_hand[0].sources == "disputed: 2026-07-11 or 2026-08-01"
        assert row.history[-1].trigger == "new_source"

    def test_undone_the_sources_have_their_say_again(self) -> None:
        base = rows(told("Alpha", effective=day("2026-07-11")))
        before = laid(base, act("set", "AIR-2026-0001", field="effective", value="2026-07-10", precision="day"))
        row = shown(laid(base, before=before, now=NOW + timedelta(days=1)), "AIR-2026-0001")
        assert row.claims.effective.value == "2026-07-11"
        assert (row.history[-1].trigger, row.revision) == ("override", 3)


class TestConfirm:
    def test_what_was_reported_is_in_force_and_no_report_is_invented(self) -> None:
        base = rows(ALPHA)
        assert base[0].held is not None
        assert base[0].held.status == "reported"
        row = shown(laid(base, act("confirm", "AIR-2026-0001")), "AIR-2026-0001")
        assert (row.status, row.provenance.phrase) == ("in-force", "confirmed by hand")
        assert "reportedly" not in row.title
        assert (row.provenance.reports, row.provenance.independent) == (1, 1)
        assert row.provenance.confirmed_by_actor is False
        assert row.provenance.information_grade == base[0].held.provenance.information_grade

    def test_a_row_that_stands_already_still_tells_who_vouches_for_it(self) -> None:
        base = rows(told("Own", speaks_for=("Northwind Freight",)))
        row = shown(laid(base, act("confirm", "AIR-2026-0001")), "AIR-2026-0001")
        assert row.history[-1].trigger == "override"
        assert row.history[-1].changes


class TestImported:
    """A row that another register told, and no report of ours."""

    def row(self) -> Row:
        (told_by_us,) = rows(OTHER)
        assert told_by_us.held is not None
        held = replace(told_by_us.held, restriction_id="AIR-2026-0007", imported_from="https://other.example/register")
        return Row(row_id="AIR-2026-0007", held=held, supports=())

    @pytest.mark.parametrize("kind", ["set", "confirm"])
    def test_it_cannot_be_corrected(self, kind: str) -> None:
        changes = {"field": "replacement", "value": "Pencil"} if kind == "set" else {}
        found = laid([self.row()], act(kind, "AIR-2026-0007", **changes))
        assert found.laid == {}
        assert why(found)[0].startswith("rests on no report of ours")

    def test_nothing_goes_into_it(self) -> None:
        found = laid([*rows(ALPHA), self.row()], act("merge", "AIR-2026-0001", into="AIR-2026-0007"))
        assert found.laid == {}
        assert why(found)[0].startswith("cannot go into AIR-2026-0007, which rests on no report of ours")

    def test_it_can_go_into_one_of_ours_and_be_rejected(self) -> None:
        base = [*rows(ALPHA), self.row()]
        merged = laid(base, act("merge", "AIR-2026-0007", into="AIR-2026-0001"))
        assert merged.laid["AIR-2026-0007"].stone is not None
        rejected = laid(base, act("reject", "AIR-2026-0007"))
        assert rejected.laid["AIR-2026-0007"].stone is not None
        assert laid(base, before=rejected).laid == {}


class TestNames:
    def test_an_article_stands_for_its_row_however_its_address_is_spelt(self) -> None:
        found = laid(rows(ALPHA), act("confirm", ALPHA.report.url + "?utm_source=x#top"))
        assert set(found.laid) == {"AIR-2026-0001"}

    def test_an_article_goes_before_an_id_that_is_another_rows_now(self) -> None:
        base = rows(ALPHA, OTHER)
        found = laid(base, act("confirm", "AIR-2026-0002", article=ALPHA.report.url))
        assert set(found.laid) == {"AIR-2026-0001"}

    def test_an_article_that_tells_of_two_rows_needs_an_id(self) -> None:
        both = replace(ALPHA.report, events=(ALPHA.event, replace(ALPHA.event, actor="Bottlewood Ltd")))
        base = rows(Support(report=both, event=ALPHA.event))
        found = laid(base, act("confirm", both.url))
        assert why(found) == ["may mean AIR-2026-0001 or AIR-2026-0002; name one by its id"]
        assert set(laid(base, act("confirm", "AIR-2026-0002", article=both.url)).laid) == {"AIR-2026-0002"}

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"row": "AIR-2026-0009"}, "is not in the register"),
            ({"row": "https://nowhere.example/1"}, "is not in the register, nor is https://nowhere.example/1"),
            (
                {"row": "AIR-2026-0001", "article": "https://nowhere.example/1"},
                "rests on no article at https://nowhere",
            ),
        ],
    )
    def test_what_names_no_row_changes_nothing_and_says_so(self, changes: dict[str, str], words: str) -> None:
        found = laid(rows(ALPHA), replace(act("confirm", "x"), **changes))  # type: ignore[arg-type]
        assert found.laid == {}
        assert why(found)[0].startswith(words)


def test_the_same_reports_and_overrides_give_the_same_rows_in_any_order() -> None:
    reports = [ALPHA, BETA, DELTA, OTHER, WEAK, told("Zeta", "2026-07-12", actor="Bottlewood Ltd")]
    acts = [
        act("promote", WEAK.report.url),
        act("split", ALPHA.report.url, articles=(DELTA.report.url,)),
        act("merge", OTHER.report.url, into=ALPHA.report.url),
        act("set", DELTA.report.url, field="replacement", value="Penstroke"),
        act("confirm", WEAK.report.url),
    ]
    first = None
    for seed in range(20):
        shuffled = random.Random(seed)
        shuffled.shuffle(reports)
        shuffled.shuffle(acts)
        found = laid(rows(*reports), *acts)
        assert [words for words in why(found) if not words.startswith("counts, but")] == []
        first = first or found.laid
        assert found.laid == first
