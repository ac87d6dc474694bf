from dataclasses import replace

import pytest

from pipeline.analyse.register.founding import is_founded
from pipeline.analyse.register.provenance import judge, origin, origins_of
from pipeline.analyse.register.support import Support
from pipeline.model.restriction import Provenance
from pipeline.model.vocabulary import Grade
from tests.unit.analyse.telling import LEXICON, together, told

ACTOR = "Northwind Freight"


def judged(*supports: Support) -> Provenance:
    return judge(together(*supports), LEXICON)


class TestOrigin:
    def test_a_report_of_its_own_is_the_outlets(self) -> None:
        assert origin(told("Harbour Post"), LEXICON) == origin(told("Harbour Post", "2026-07-09"), LEXICON)
        assert origin(told("Harbour Post"), LEXICON) != origin(told("Merge Queue"), LEXICON)

    def test_a_copy_is_the_outlets_that_it_copies(self) -> None:
        assert origin(told("Merge Queue", copy_of="Harbour Post"), LEXICON) == origin(told("Harbour Post"), LEXICON)

    @pytest.mark.parametrize("told_by", ["Reuters", "the Reuters news agency", "Reuters, citing three people"])
    def test_a_relayed_report_is_the_named_outlets(self, told_by: str) -> None:
        assert origin(told("Merge Queue", attribution=told_by), LEXICON) == origin(told("Reuters"), LEXICON)

    @pytest.mark.parametrize("outlet", ["The Meridian", "Meridian"])
    @pytest.mark.parametrize("told_by", ["The Meridian", "the Meridian", "Meridian"])
    def test_an_article_before_a_name_makes_no_second_origin(self, outlet: str, told_by: str) -> None:
        supports = together(told(outlet), told("Merge Queue", attribution=told_by))
        assert len(origins_of(supports, LEXICON)) == 1

    @pytest.mark.parametrize("told_by", ["an internal memo", "Internal memo", "people with knowledge", ACTOR])
    def test_a_paper_unnamed_people_or_the_actor_leave_it_the_outlets(self, told_by: str) -> None:
        assert origin(told("Merge Queue", attribution=told_by), LEXICON) == origin(told("Merge Queue"), LEXICON)


class TestOrigins:
    def test_two_outlets_that_relay_one_wire_count_once(self) -> None:
        relays = [told(name, attribution="Reuters") for name in ("Alpha", "Beta")]
        assert judged(*relays).independent == 1
        assert judged(*relays, told("Reuters")).independent == 1
        assert judged(*relays, told("Gamma")).independent == 2

    def test_syndicated_copies_count_once(self) -> None:
        copies = [told(name, copy_of="Alpha") for name in ("Beta", "Gamma")]
        provenance = judged(told("Alpha"), *copies)
        assert (provenance.reports, provenance.independent) == (3, 1)

    def test_a_weak_source_that_does_not_say_whence_is_not_counted_beside_others(self) -> None:
        weak = told("Rumour Mill", grade="F")
        assert judged(told("Alpha"), weak).independent == 1
        assert judged(told("Alpha"), told("Rumour Mill", grade="F", attribution="a memo")).independent == 2
        assert judged(told("Alpha"), told("Own", grade="F", speaks_for=(ACTOR,))).independent == 2

    def test_weak_sources_alone_are_one_origin(self) -> None:
        assert judged(told("Rumour Mill", grade="F"), told("Gossip", grade="E")).independent == 1

    def test_two_events_of_one_article_are_one_report(self) -> None:
        one = told("Alpha")
        assert judged(one, Support(report=one.report, event=told("Alpha", action="limit").event)).reports == 1


class TestConfirmed:
    def test_the_actors_own_voice_confirms(self) -> None:
        provenance = judged(told("Northwind press office", speaks_for=(ACTOR,), grade="F"))
        assert provenance.confirmed_by_actor
        assert (provenance.information_grade, provenance.phrase) == (1, "told by the actor itself")

    def test_a_report_of_the_actors_word_confirms(self) -> None:
        provenance = judged(told(attribution=ACTOR))
        assert (provenance.confirmed_by_actor, provenance.phrase) == (True, "confirmed by the actor")

    def test_who_denies_has_not_confirmed_what_others_tell(self) -> None:
        denial = told("Beta", "2026-07-09", action="deny", status="denied", attribution=ACTOR, speaks_for=(ACTOR,))
        assert not judged(told(), denial).confirmed_by_actor

    def test_a_vendor_does_not_speak_for_its_customer(self) -> None:
        assert not judged(told("Quillhaven", speaks_for=("Quillhaven",))).confirmed_by_actor


class TestGradeAndPhrase:
    @pytest.mark.parametrize(("grade", "information"), [("A", 3), ("B", 3), ("C", 4), ("F", 4)])
    def test_one_report_is_as_good_as_its_source(self, grade: Grade, information: int) -> None:
        provenance = judged(told(grade=grade))
        assert (provenance.information_grade, provenance.phrase) == (information, "one report")

    def test_two_origins_are_probably_true(self) -> None:
        provenance = judged(told("Alpha", grade="C"), told("Beta", grade="C"))
        assert provenance.information_grade == 2
        assert provenance.phrase == "reported by two outlets independently"

    @pytest.mark.parametrize(
        ("outlets", "phrase"),
        [
            (("Alpha",), "notice seen by one outlet, unconfirmed"),
            (("Alpha", "Beta"), "notice seen by two outlets, unconfirmed"),
        ],
    )
    def test_a_paper_that_was_seen_is_told(self, outlets: tuple[str, ...], phrase: str) -> None:
        assert judged(*(told(name, attribution="an internal memo") for name in outlets)).phrase == phrase

    def test_from_ten_on_figures_are_printed(self) -> None:
        supports = [told(f"{letter}-outlet") for letter in "ABCDEFGHIJ"]
        assert judged(*supports).phrase == "reported by 10 outlets independently"


class TestFounding:
    @pytest.mark.parametrize(("grade", "founded"), [("A", True), ("B", True), ("C", False), ("D", False), ("F", False)])
    def test_one_good_source_founds_a_row(self, grade: Grade, founded: bool) -> None:
        assert is_founded([told(grade=grade)], LEXICON) is founded

    def test_the_actor_itself_founds_a_row(self) -> None:
        assert is_founded([told(grade="F", speaks_for=(ACTOR,))], LEXICON)

    def test_two_independent_fair_sources_found_a_row(self) -> None:
        assert is_founded(together(told("Alpha", grade="C"), told("Beta", grade="C")), LEXICON)

    def test_a_source_and_its_copy_do_not(self) -> None:
        assert not is_founded(together(told("Alpha", grade="C"), told("Beta", grade="C", copy_of="Alpha")), LEXICON)

    def test_actor_action_and_tool_must_be_said_close_together(self) -> None:
        assert is_founded([_apart(actor=0, targets=2)], LEXICON)
        assert not is_founded([_apart(actor=3, targets=1)], LEXICON)
        assert not is_founded([_apart(actor=1, targets=3)], LEXICON)

    def test_a_field_without_a_quote_is_never_close(self) -> None:
        assert not is_founded([told(unquoted=("targets",))], LEXICON)


def _apart(*, actor: int, targets: int) -> Support:
    """A report whose action is told in block 1, actor and tool in others."""
    support = told()
    blocks = {"actor": actor, "action": 1, "targets": targets}
    moved = tuple(replace(quote, block=blocks[quote.field]) for quote in support.event.evidence)
    return Support(report=support.report, event=replace(support.event, evidence=moved))
