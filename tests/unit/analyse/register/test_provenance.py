from dataclasses import replace

import pytest

from pipeline.analyse.register.founding import is_close, is_founded, needs
from pipeline.analyse.register.provenance import judge
from pipeline.analyse.register.support import Support
from pipeline.model.event import Place
from pipeline.model.restriction import Provenance
from pipeline.model.vocabulary import Grade
from tests.unit.analyse.telling import LEXICON, together, told

ACTOR = "Northwind Freight"


def judged(*supports: Support) -> Provenance:
    return judge(together(*supports), LEXICON)


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

    def test_a_lift_of_one_tool_says_nothing_of_the_other(self) -> None:
        ban = told("Alpha", "2026-07-01", targets=("Quill", "Quire"))
        lift = told("Beta", "2026-07-09", action="lift", status="lifted", targets=("Quill",))
        assert judged(ban, lift).phrase == judged(ban).phrase
        whole = told("Beta", "2026-07-09", action="lift", status="lifted", targets=("Quill", "Quire"))
        assert judged(ban, whole).phrase == judged(whole).phrase != judged(ban).phrase

    def test_a_vendor_does_not_speak_for_its_customer(self) -> None:
        assert not judged(told("Quillhaven", speaks_for=("Quillhaven",))).confirmed_by_actor


class TestGradeAndPhrase:
    @pytest.mark.parametrize(("grade", "information"), [("A", 3), ("B", 3), ("C", 4), ("F", 4)])
    def test_one_report_is_as_good_as_its_source(self, grade: Grade, information: int) -> None:
        provenance = judged(told(grade=grade))
        assert (provenance.information_grade, provenance.phrase) == (information, "one report, by Harbour Post")

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

    def test_papers_seen_by_one_outlet_in_two_reports_are_seen_by_one(self) -> None:
        twice = [told("Alpha", day, attribution="an internal memo") for day in ("2026-07-08", "2026-07-09")]
        assert judged(*twice).phrase == "notice seen by one outlet, unconfirmed"

    def test_unnamed_people_make_any_report_doubtful(self) -> None:
        provenance = judged(told(grade="A", attribution="two people familiar with the matter"))
        assert (provenance.information_grade, provenance.phrase) == (4, "one report, source unnamed")

    def test_the_origin_is_named_where_it_is_an_outlet_and_no_person_ever(self) -> None:
        assert judged(told(attribution="Reuters")).phrase == "one report, by Reuters"
        assert (
            judged(told(attribution="Reuters"), told("Beta", attribution="Reuters")).phrase == "one report, by Reuters"
        )
        assert judged(told(attribution="Jo Doe")).phrase == "one report"

    def test_a_copy_changes_no_word(self) -> None:
        assert judged(told("Alpha"), told("Beta", copy_of="Alpha")).phrase == judged(told("Alpha")).phrase

    def test_the_vendor_of_the_tool_is_first_hand_and_confirms_nothing(self) -> None:
        provenance = judged(told(speaks_for=("Quillhaven",), grade="F"))
        assert provenance.phrase == "told by the vendor of the tool, not by the actor"
        assert (provenance.information_grade, provenance.confirmed_by_actor) == (2, False)

    def test_what_the_actor_denies_is_improbable(self) -> None:
        denial = told("Beta", "2026-07-09", action="deny", status="denied", attribution=ACTOR)
        provenance = judged(told(), denial)
        assert (provenance.information_grade, provenance.phrase) == (5, "denied by the actor")

    def test_a_denial_by_others_leaves_the_words_of_the_report(self) -> None:
        denial = told("Beta", "2026-07-09", action="deny", status="denied")
        provenance = judged(told(), denial)
        assert (provenance.information_grade, provenance.phrase) == (5, "one report, by Harbour Post")

    def test_headlines_cannot_be_judged(self) -> None:
        assert judged(told(partial=True)).information_grade == 6

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

    def test_two_reports_of_one_outlet_do_not_however_far_apart(self) -> None:
        months_apart = [told("Alpha", day, grade="C") for day in ("2025-09-08", "2026-07-08")]
        assert not is_founded(together(*months_apart), LEXICON)

    def test_the_vendor_of_the_tool_founds_a_row_and_the_newsroom_of_a_stranger_does_not(self) -> None:
        assert is_founded([told(grade="F", speaks_for=("Quillhaven",))], LEXICON)
        assert not is_founded([told(grade="F", speaks_for=("Somebody Else",))], LEXICON)

    def test_what_was_found_on_an_unlisted_host_never_founds_a_row_alone(self) -> None:
        found = told("Alpha", grade="A", unlisted=True, attribution="a memo")
        assert not is_founded([found], LEXICON)
        assert not is_founded(together(found, told("Beta", unlisted=True, attribution="a memo")), LEXICON)
        assert is_founded(together(found, told("Beta", grade="C")), LEXICON)

    @pytest.mark.parametrize(
        ("actor", "action", "targets", "close"),
        [(1, 1, 1, True), (0, 1, 1, True), (1, 1, 2, True), (2, 1, 2, True), (0, 1, 2, False), (3, 1, 1, False)],
    )
    def test_actor_action_and_tool_stand_in_one_sentence_or_in_two_that_follow_each_other(
        self, actor: int, action: int, targets: int, close: bool
    ) -> None:
        support = _placed(actor=actor, action=action, targets=targets)
        assert is_close(support) is close
        assert is_founded([support], LEXICON) is close

    def test_sentences_of_one_paragraph_are_told_apart(self) -> None:
        in_one_block = tuple(Place(block=1, start=start, end=start + 10) for start in (0, 11, 22, 33))
        assert is_close(_placed(actor=1, action=1, targets=1, sentences=in_one_block))
        far = _placed(actor=1, action=1, targets=1, sentences=in_one_block)
        moved = tuple(replace(q, start=33, end=38) if q.field == "targets" else q for q in far.event.evidence)
        assert not is_close(Support(report=far.report, event=replace(far.event, evidence=moved)))

    def test_what_was_stripped_parts_nothing_and_proves_nothing(self) -> None:
        kept = (Place(block=1, start=0, end=50), Place(block=4, start=0, end=50))
        assert is_close(_placed(actor=1, action=1, targets=4, sentences=kept))
        assert not is_close(_placed(actor=1, action=1, targets=2, sentences=kept))

    def test_what_is_told_as_history_is_never_close(self) -> None:
        assert not is_close(told(background=True))

    def test_a_field_without_a_quote_is_never_close(self) -> None:
        assert not is_founded([told(unquoted=("targets",))], LEXICON)

    def test_a_candidate_says_what_it_lacks(self) -> None:
        assert needs([told(grade="F")]) == "a second independent report, or word from the actor itself"
        assert needs([told(grade="F", unlisted=True)]) == "a report of a listed source"
        assert needs([told(unquoted=("actor",))]) == "a report that says in one place who restricts what"


def _placed(*, sentences: tuple[Place, ...] | None = None, **blocks: int) -> Support:
    """A report whose actor, action and tool are quoted from blocks of their own."""
    support = told() if sentences is None else told(sentences=sentences)
    moved = tuple(replace(quote, block=blocks[quote.field]) for quote in support.event.evidence)
    return Support(report=support.report, event=replace(support.event, evidence=moved))
