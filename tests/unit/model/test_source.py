"""A snapshot is known by its address and its bytes, and by nothing else."""

import hashlib
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.source import Source
from tests.unit.records import later, snapshot


def test_the_hash_is_that_of_the_body() -> None:
    assert snapshot(body=b"abc").sha256 == hashlib.sha256(b"abc").hexdigest()


def test_the_same_bytes_from_the_same_address_are_the_same_snapshot_whenever_they_came() -> None:
    first = snapshot()
    assert replace(first, fetched_at=later(days=9)).snapshot_id == first.snapshot_id
    assert replace(first, status=203, content_type="text/plain").snapshot_id == first.snapshot_id


def test_another_address_or_other_bytes_are_another_snapshot() -> None:
    first = snapshot()
    assert replace(first, url="https://harbourpost.example/other").snapshot_id != first.snapshot_id
    assert replace(first, body=b"other").snapshot_id != first.snapshot_id


@given(st.binary(max_size=40), st.text(alphabet="abc/0", max_size=10))
@settings(max_examples=60, deadline=None)
def test_an_id_is_thirty_two_hexadecimal_digits(body: bytes, name: str) -> None:
    made = snapshot(name, body=body).snapshot_id
    assert len(made) == 32
    assert set(made) <= set("0123456789abcdef")


def test_a_source_that_nobody_judged_cannot_be_judged() -> None:
    source = Source(source_id="a", name="A", kind="rss", url="https://a.example/feed")
    assert source.grade == "F"
    assert source.language == "en"
    assert source.speaks_for == ()
