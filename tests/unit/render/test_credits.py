"""Whom to name: only those whose data are used, each once."""

from dataclasses import replace

from pipeline.model.site import SiteContent
from pipeline.render.credits import credits_of
from tests.examples import CONTENT, SOURCES
from tests.unit.render.test_availability_json import FACT

CREDIT = "the Example Archive, under ODC-BY 1.0"
USED = replace(SOURCES[1], attribution=CREDIT)


def content(*sources: object) -> SiteContent:
    return replace(CONTENT, sources=sources)  # type: ignore[arg-type]


def test_a_source_that_asks_for_it_is_named_once() -> None:
    other = replace(USED, source_id="other", attribution=f" {CREDIT}\u202e ")
    assert credits_of(content(USED, other, SOURCES[0])) == (CREDIT,)


def test_several_stand_in_the_order_of_the_alphabet() -> None:
    other = replace(USED, source_id="other", attribution="Another Archive")
    assert credits_of(content(USED, other)) == ("Another Archive", CREDIT)


def test_a_source_that_gave_nothing_or_is_not_read_is_not_named() -> None:
    assert credits_of(content(replace(USED, entries=0), replace(USED, state="disabled"))) == ()
    assert credits_of(content(SOURCES[1])) == ()


def test_a_list_gives_facts_and_no_entries() -> None:
    told = replace(content(replace(USED, source_id=FACT.source_id, entries=0)), availability=(FACT,))
    assert credits_of(told) == (CREDIT,)
