"""Validators are sent as long as they are worth something; a server that says "not modified" for ever is found out."""

from dataclasses import replace

import pytest

from pipeline.fetch.health import conditional
from pipeline.model.health import SourceReading, SourceRecord
from pipeline.model.source import Validators
from tests.unit.fetch.histories import NEWS, SAME, TAGGED, UNREAD, URL, failing, night, read_nights


def test_validators_go_along_until_the_eighth_reading_that_finds_nothing() -> None:
    record = read_nights([(0, NEWS)])
    assert conditional(record) == TAGGED
    for number in range(1, 8):
        assert conditional(record) == TAGGED
        record = read_nights([(number, SAME)], record)
    assert conditional(record) is None


@pytest.mark.parametrize("given", [None, Validators(url=URL)])
def test_nothing_goes_along_where_nothing_was_given(given: Validators | None) -> None:
    assert conditional(UNREAD) is None
    assert conditional(read_nights([(0, replace(NEWS, validators=given))])) is None


def looked(found: SourceReading, record: SourceRecord | None = None) -> SourceRecord:
    """A source that said "not modified" seven times, and was then read without validators."""
    begun = record or read_nights([(0, NEWS)])
    return read_nights([(9, found)], read_nights([(number, SAME) for number in range(1, 8)], begun))


def test_a_server_that_told_the_truth_is_believed_for_the_next_seven() -> None:
    record = looked(NEWS)
    assert (record.distrusted, record.suspected, record.unchanged) == (False, False, 0)
    assert conditional(record) == TAGGED


@pytest.mark.parametrize(
    "given", [TAGGED, replace(TAGGED, last_modified="Mon, 06 Jul 2026 03:00:00 GMT"), replace(TAGGED, url="https://n/")]
)
def test_another_body_under_the_same_validators_is_a_lie(given: Validators) -> None:
    record = looked(replace(NEWS, validators=given, body_sha256="two"))
    assert record.distrusted
    assert conditional(record) is None
    later = read_nights([(10, SAME), (11, replace(NEWS, validators=Validators(url=URL, etag='"z"')))], record)
    assert later.distrusted
    assert conditional(later) is None


def test_another_body_under_other_validators_may_be_chance_once() -> None:
    other = replace(NEWS, validators=Validators(url=URL, etag='"b"'), body_sha256="two")
    record = looked(other)
    assert (record.distrusted, record.suspected) == (False, True)
    assert conditional(record) == other.validators
    third = replace(NEWS, validators=Validators(url=URL, etag='"c"'), body_sha256="three")
    assert looked(third, record).distrusted


def test_an_honest_answer_in_between_clears_a_suspect() -> None:
    other = replace(NEWS, validators=Validators(url=URL, etag='"b"'), body_sha256="two")
    honest = read_nights([(10, SAME), (11, replace(NEWS, body_sha256="three"))], looked(other))
    assert not honest.suspected
    assert not looked(replace(other, body_sha256="four"), honest).distrusted


def test_a_last_change_can_lie_too() -> None:
    dated = replace(NEWS, validators=Validators(url=URL, last_modified="Mon, 06 Jul 2026 03:00:00 GMT"))
    record = looked(replace(dated, body_sha256="two"), read_nights([(0, dated)]))
    assert record.distrusted


def test_a_failure_in_between_does_not_put_the_look_off() -> None:
    record = read_nights([(number, SAME) for number in range(1, 8)], read_nights([(0, NEWS)]))
    assert conditional(failing(record, "timeout", night(8))) is None
