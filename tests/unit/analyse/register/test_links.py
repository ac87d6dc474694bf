"""Each relation has one rule, and there is no link where it is not met."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from pipeline.analyse.register.entry import Desk, build
from pipeline.analyse.register.links import Ties, ties
from pipeline.analyse.register.status import next_day
from pipeline.analyse.register.support import Support
from pipeline.model.restriction import Ending, Related, Restriction
from pipeline.model.vocabulary import Relation
from tests.unit.analyse.telling import LEXICON, LIFTED, NOW, TODAY, day, event, on, together, told

OLD, NEW = "AIR-2025-0001", "AIR-2026-0001"


def tied(old: Sequence[Support], new: Sequence[Support]) -> dict[str, Ties]:
    return ties({OLD: together(*old), NEW: together(*new)}, LEXICON)


def relation(old: Sequence[Support], new: Sequence[Support]) -> Relation | None:
    found = tied(old, new)
    assert not found[OLD].related
    links = found[NEW].related
    assert [link.restriction_id for link in links] == [OLD] * len(links)
    return links[0].relation if links else None


def row(supports: Sequence[Support], found: Ties, *, today: str = "2026-07-13") -> Restriction:
    return build(OLD, None, together(*supports), Desk(now=NOW, today=on(today), lexicon=LEXICON), found)


class TestLifts:
    BAN = told("Alpha", "2026-05-01")

    def court(self, published: str | None = "2026-06-01", *, tells: bool = True, **changes: object) -> Support:
        lift = told("Beta", published, actor="Harbour Court", actor_type="court", mechanism="court-order", **LIFTED)
        lift = replace(lift, event=replace(lift.event, **changes))  # type: ignore[arg-type]
        history = event("beta", background=True)
        return replace(lift, report=replace(lift.report, events=(lift.event, history) if tells else (lift.event,)))

    def test_a_court_that_lifts_what_its_reports_name_ends_the_row(self) -> None:
        found = tied([self.BAN], [self.court()])
        assert found[NEW].related == (Related(restriction_id=OLD, relation="lifts"),)
        assert found[OLD].ending == Ending(restriction_id=NEW, relation="lifts", on="2026-06-01")
        assert row([self.BAN], found[OLD]).status == "lifted"

    def test_without_a_word_of_who_imposed_it_there_is_no_link(self) -> None:
        assert relation([self.BAN], [self.court(tells=False)]) is None

    @pytest.mark.parametrize(
        ("quote", "meant"),
        [
            ("Harbour Court on Monday blocked {}'s ban on Quill.", True),
            ("{}’s citywide ban on Quill was suspended by Harbour Court.", True),
            ("Harbour Court unblocked Quill after {}'s ban.", False),
            ("Harbour Court lifted the ban on Quill; {}'s ban stays.", False),
            ("Harbour Court blocked New{}'s ban on Quill.", False),
            ("Harbour Court lifted {}'s fine and let Quill be used.", False),
        ],
    )
    def test_the_genitive_of_what_is_lifted_says_who_imposed_it(self, quote: str, *, meant: bool) -> None:
        actor = self.BAN.event.actor
        lift = self.court(tells=False)
        proofs = tuple(replace(proof, text=quote.format(actor)) for proof in lift.event.evidence)
        found = tied([self.BAN], [replace(lift, event=replace(lift.event, evidence=proofs))])
        assert [link.relation for link in found[NEW].related] == ["lifts"] * meant
        assert (found[OLD].ending is not None) == meant
        assert row([self.BAN], found[OLD]).status == ("lifted" if meant else "reported")

    def test_another_tool_is_not_meant(self) -> None:
        assert relation([self.BAN], [self.court(targets=("ChatGPT",))]) is None

    def test_what_was_imposed_after_it_is_not_meant(self) -> None:
        assert relation([told("Alpha", "2026-06-02")], [self.court()]) is None

    def test_the_actors_own_lift_is_no_row_of_another(self) -> None:
        assert relation([self.BAN], [told("Beta", "2026-06-01", **LIFTED)]) is None

    def test_a_lift_of_one_of_two_tools_ends_nothing(self) -> None:
        both = told("Alpha", "2026-05-01", targets=("Quill", "ChatGPT"))
        found = tied([both], [self.court()])
        assert (len(found[NEW].related), found[OLD].ending) == (1, None)

    def test_a_ban_that_is_told_again_since_is_not_over(self) -> None:
        again = told("Gamma", "2026-06-20")
        found = tied([self.BAN, again], [self.court()])
        assert (len(found[NEW].related), found[OLD].ending) == (1, None)

    def test_a_lift_without_a_day_of_its_own_ends_nothing(self) -> None:
        assert tied([told("Alpha", None)], [self.court(None)])[OLD].ending is None

    def test_a_lift_that_names_its_own_last_day_suspends(self) -> None:
        found = tied([self.BAN], [self.court(ends=day("2026-09-30"))])
        assert found[OLD].ending == Ending(restriction_id=NEW, relation="lifts", on="2026-06-01", for_a_time=True)
        assert row([self.BAN], found[OLD]).status == "suspended"

    def test_a_lift_to_come_waits_for_its_day(self) -> None:
        found = tied([self.BAN], [self.court(effective=day("2026-08-01"))])
        waiting = row([self.BAN], found[OLD])
        assert (waiting.status, next_day(waiting)) == ("reported", "2026-08-01")
        assert row([self.BAN], found[OLD], today="2026-08-01").status == "lifted"


class TestGoesOn:
    FIRST = told("Alpha", "2025-03-01", announced=day("2025-03-01"), affected="staff in Norway")

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"targets": ("Quill", "ChatGPT"), "affected": "staff in Norway"}, "supersedes"),
            ({"affected": "staff in Norway and Japan"}, "supersedes"),
            ({"targets": ("Quill", "ChatGPT"), "affected": "staff in Japan"}, "extends"),
            ({"targets": ("Quill", "ChatGPT"), "affected": "developers"}, "extends"),
            ({"affected": "staff in Norway"}, None),
            ({"targets": ("ChatGPT",), "affected": "staff in Japan"}, None),
            ({"targets": ("Quill", "ChatGPT"), "actor": "Bottlewood Ltd"}, None),
            ({"targets": ("Quill", "ChatGPT"), "mechanism": "court-order"}, None),
            ({"targets": ("Quill", "ChatGPT"), "announced": None}, None),
            ({"targets": ("Quill", "ChatGPT"), **LIFTED}, None),
        ],
    )
    def test_a_later_decision_that_goes_further(self, changes: dict[str, Any], expected: Relation | None) -> None:
        told_of = {"announced": day("2026-05-01")} | changes
        assert relation([self.FIRST], [told("Beta", "2026-05-01", **told_of)]) == expected

    def test_what_covers_all_of_it_takes_its_place_on_its_day(self) -> None:
        wider = told(
            "Beta",
            "2026-07-01",
            announced=day("2026-07-01"),
            effective=day("2026-08-01"),
            affected="staff in Norway and Japan",
        )
        found = tied([self.FIRST], [wider])
        assert found[OLD].ending == Ending(restriction_id=NEW, relation="supersedes", on="2026-08-01")
        before = row([self.FIRST], found[OLD])
        assert (before.status, next_day(before)) == ("reported", "2026-08-01")
        assert row([self.FIRST], found[OLD], today="2026-08-01").status == "superseded"

    def test_what_was_lifted_before_is_not_extended(self) -> None:
        lift = told("Gamma", "2025-06-01", **LIFTED)
        wider = told("Beta", "2026-05-01", announced=day("2026-05-01"), targets=("Quill", "ChatGPT"))
        assert relation([self.FIRST, lift], [wider]) is None


class TestRetaliates:
    FIRST = told("Alpha", "2025-03-01", actor="Quillhaven", actor_type="vendor", mechanism="vendor-region")

    def answer(self, text: str, **changes: object) -> Support:
        ban = told("Beta", "2026-05-01", **changes)  # type: ignore[arg-type]
        quotes = tuple(replace(q, text=text) if q.field == "action" else q for q in ban.event.evidence)
        return replace(ban, event=replace(ban.event, evidence=quotes))

    def test_a_quote_that_says_so_and_names_whom_it_answers(self) -> None:
        text = "In retaliation for Quillhaven's cut-off, Northwind Freight has banned Quill."
        assert relation([self.FIRST], [self.answer(text)]) == "retaliates"
        assert tied([self.FIRST], [self.answer(text)])[OLD].ending is None

    @pytest.mark.parametrize(
        "text",
        [
            "Northwind Freight has banned Quill, weeks after Quillhaven's cut-off.",
            "In retaliation, Northwind Freight has banned Quill.",
        ],
        ids=["no word of it", "nobody named"],
    )
    def test_without_the_words_there_is_no_link(self, text: str) -> None:
        assert relation([self.FIRST], [self.answer(text)]) is None

    def test_a_tool_of_somebody_else_answers_nobody(self) -> None:
        text = "In retaliation for Quillhaven's cut-off, Northwind Freight has banned ChatGPT."
        assert relation([self.FIRST], [self.answer(text, targets=("ChatGPT",), vendors=("OpenAI",))]) is None


class TestTies:
    def test_links_lead_to_the_last_row_of_an_actor_before_it(self) -> None:
        first = told("Alpha", "2025-01-01", announced=day("2025-01-01"))
        second = told("Beta", "2025-06-01", announced=day("2025-06-01"), targets=("Quill", "ChatGPT"))
        third = told("Gamma", "2026-01-01", announced=day("2026-01-01"), targets=("Quill", "ChatGPT", "Claude"))
        found = ties({"AIR-2025-0001": [first], "AIR-2025-0002": [second], "AIR-2026-0001": [third]}, LEXICON)
        assert [link.restriction_id for link in found["AIR-2026-0001"].related] == ["AIR-2025-0002"]
        assert [link.restriction_id for link in found["AIR-2025-0002"].related] == ["AIR-2025-0001"]

    def test_a_link_is_part_of_the_history(self) -> None:
        linked = row([told()], Ties(related=(Related(restriction_id=NEW, relation="extends"),)))
        assert ("related", None, f"extends {NEW}") in [(c.field, c.before, c.after) for c in linked.history[0].changes]

    def test_a_stay_of_the_actor_itself_suspends_its_row(self) -> None:
        ban = told("Alpha", "2026-05-01")
        stay = told("Beta", "2026-06-01", **LIFTED, ends=day("2026-09-30"))
        suspended = row([ban, stay], Ties())
        assert (suspended.status, suspended.claims.ends.status) == ("suspended", "unknown")

    def test_a_last_day_that_is_the_restrictions_own_is_no_stay(self) -> None:
        ban = told("Alpha", "2026-05-01", ends=day("2026-09-30"))
        assert row([ban, told("Beta", "2026-06-01", **LIFTED, ends=day("2026-09-30"))], Ties()).status == "lifted"
        assert on("2026-07-13") == TODAY
