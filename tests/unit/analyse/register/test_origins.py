"""Copies and relays are folded, chains are followed, and nobody is two voices."""

import pytest

from pipeline.analyse.register.origins import Origins, Voice, is_unnamed
from pipeline.analyse.register.provenance import judge
from pipeline.analyse.register.support import Support
from tests.unit.analyse.telling import LEXICON, together, told

ACTOR = "Northwind Freight"


def count(*supports: Support) -> int:
    return Origins(together(*supports), LEXICON).count(together(*supports))


def voice(support: Support, *others: Support) -> Voice:
    return Origins(together(support, *others), LEXICON).voice(support)


class TestVoice:
    def test_a_report_of_its_own_is_the_outlets(self) -> None:
        assert voice(told("Harbour Post")).name == "Harbour Post"
        assert count(told("Harbour Post"), told("Harbour Post", "2025-09-09")) == 1
        assert count(told("Harbour Post"), told("Merge Queue")) == 2

    def test_two_names_on_one_domain_are_one_voice(self) -> None:
        one = told("Meridian", url="https://news.meridian.example/a")
        other = told("Meridian Technology", url="https://tech.meridian.example/b")
        assert count(one, other) == 1
        assert count(told("A", url="https://a.co.uk/x"), told("B", url="https://b.co.uk/x")) == 2

    def test_a_copy_is_the_outlets_that_it_copies(self) -> None:
        assert voice(told("Merge Queue", copy_of="Harbour Post")).name == "Harbour Post"
        assert count(told("Merge Queue", copy_of="Harbour Post"), told("Harbour Post")) == 1

    @pytest.mark.parametrize("told_by", ["Reuters", "the Reuters news agency", "Reuters, citing three people"])
    def test_a_relayed_report_is_the_named_outlets(self, told_by: str) -> None:
        assert voice(told("Merge Queue", attribution=told_by)).name == "Reuters"
        assert count(told("Merge Queue", attribution=told_by), told("Reuters")) == 1

    @pytest.mark.parametrize("outlet", ["The Meridian", "Meridian"])
    @pytest.mark.parametrize("told_by", ["The Meridian", "the Meridian", "Meridian"])
    def test_an_article_before_a_name_makes_no_second_origin(self, outlet: str, told_by: str) -> None:
        assert count(told(outlet), told("Merge Queue", attribution=told_by)) == 1

    @pytest.mark.parametrize("told_by", ["an internal memo", "Internal memo", "people with knowledge"])
    def test_a_paper_or_unnamed_people_leave_it_the_outlets(self, told_by: str) -> None:
        assert voice(told("Merge Queue", attribution=told_by)).name == "Merge Queue"


class TestChains:
    def test_who_relays_a_relay_relays_the_origin(self) -> None:
        first, second = told("Alpha", attribution="Beta"), told("Beta", attribution="Reuters")
        assert voice(first, second).name == "Reuters"
        assert count(first, second, told("Gamma", attribution="Reuters")) == 1

    def test_a_copy_of_a_relay_is_the_origins(self) -> None:
        assert count(told("Alpha", attribution="Reuters"), told("Beta", copy_of="Alpha"), told("Reuters")) == 1

    def test_a_copy_that_names_its_source_is_the_sources(self) -> None:
        assert voice(told("Beta", copy_of="Alpha", attribution="Reuters")).name == "Reuters"

    def test_outlets_that_name_each_other_are_one_voice(self) -> None:
        assert count(told("Alpha", attribution="Beta"), told("Beta", attribution="Alpha")) == 1

    def test_an_outlet_that_names_itself_is_its_own_voice(self) -> None:
        assert voice(told("The Ledger", attribution="the Ledger")).name == "The Ledger"

    def test_an_outlet_with_a_report_of_its_own_is_not_the_one_that_it_relayed_elsewhere(self) -> None:
        relays, own = told("Beta", attribution="Reuters"), told("Beta", "2026-07-10")
        assert voice(told("Alpha", attribution="Beta"), relays, own).name == "Beta"


class TestCount:
    def test_two_outlets_that_relay_one_wire_count_once(self) -> None:
        relays = [told(name, attribution="Reuters") for name in ("Alpha", "Beta")]
        assert count(*relays) == 1
        assert count(*relays, told("Reuters")) == 1
        assert count(*relays, told("Gamma")) == 2

    def test_two_outlets_that_name_one_person_count_once(self) -> None:
        assert count(*(told(name, attribution="Jo Doe") for name in ("Alpha", "Beta"))) == 1

    def test_syndicated_copies_count_once(self) -> None:
        copies = [told(name, copy_of="Alpha") for name in ("Beta", "Gamma")]
        provenance = judge(together(told("Alpha"), *copies), LEXICON)
        assert (provenance.reports, provenance.independent) == (3, 1)

    def test_a_newsroom_is_no_independent_outlet(self) -> None:
        for party in (ACTOR, "Quillhaven", "Somebody Else"):
            assert count(told("Alpha"), told("Own", grade="A", speaks_for=(party,))) == 1

    def test_who_passes_on_the_actors_word_is_not_independent_of_it(self) -> None:
        assert count(told("Alpha"), told("Beta", attribution=ACTOR)) == 1

    def test_a_weak_source_that_does_not_say_whence_is_not_counted_beside_others(self) -> None:
        assert count(told("Alpha"), told("Rumour Mill", grade="F")) == 1
        assert count(told("Alpha"), told("Rumour Mill", grade="F", attribution="a memo")) == 2

    def test_weak_sources_alone_are_one_voice(self) -> None:
        assert count(told("Rumour Mill", grade="F"), told("Gossip", grade="E")) == 1

    def test_two_events_of_one_article_are_one_report(self) -> None:
        one = told("Alpha")
        two = [one, Support(report=one.report, event=told("Alpha", action="limit").event)]
        assert judge(two, LEXICON).reports == 1


@pytest.mark.parametrize(
    ("told_by", "unnamed"),
    [
        ("people familiar with the matter", True),
        ("three employees", True),
        ("Reuters, citing three people", False),
        ("an internal memo to staff", False),
        (None, False),
    ],
)
def test_unnamed_people(told_by: str | None, unnamed: bool) -> None:
    assert is_unnamed(told(attribution=told_by), LEXICON) is unnamed
