"""What holds for every record: frozen, by keyword, comparable, and the same again after a way through JSON."""

import dataclasses
import importlib
import pkgutil
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

import pipeline.model
from pipeline.model.outcome import Outcome
from tests.unit.strategies import any_record

MODULES = sorted(module.name for module in pkgutil.iter_modules(pipeline.model.__path__, "pipeline.model."))
RECORDS = [
    record
    for name in MODULES
    for record in vars(importlib.import_module(name)).values()
    if dataclasses.is_dataclass(record) and isinstance(record, type) and record.__module__ == name
]
HOLDING = (
    "Outcome",
    "FetchOptions",
    "Inventory",
    "SiteFile",
    "Table",
    "Tables",
)  # any object, a mapping, or a function
DRAWN = [record for record in RECORDS if record.__name__ not in HOLDING]


def name_of(record: type) -> str:
    return record.__name__


def test_there_are_records() -> None:
    assert {"Source", "Article", "Event", "Restriction", "Edition", "Outcome", "SiteContent"} <= set(
        map(name_of, RECORDS)
    )


@pytest.mark.parametrize("record", RECORDS, ids=name_of)
def test_a_record_is_frozen_and_slotted(record: type[Any]) -> None:
    assert record.__dataclass_params__.frozen
    assert "__slots__" in vars(record)
    assert "__dict__" not in dir(record)


@pytest.mark.parametrize("record", RECORDS, ids=name_of)
def test_a_record_takes_keywords_only(record: type[Any]) -> None:
    assert all(field.kw_only for field in dataclasses.fields(record))


@pytest.mark.parametrize("record", RECORDS, ids=name_of)
def test_a_record_says_what_it_is(record: type[Any]) -> None:
    assert record.__doc__
    assert not record.__doc__.startswith(f"{record.__name__}(")


@pytest.mark.parametrize("record", RECORDS, ids=name_of)
def test_fields_are_named_by_what_they_hold(record: type[Any]) -> None:
    for field in dataclasses.fields(record):
        if field.name.endswith("_id"):
            assert field.type in (str, str | None), field.name
        if field.name.endswith("_at"):
            assert field.type in (datetime, datetime | None, str, str | None), field.name
        if field.name.endswith("_on"):
            assert field.type in (date, str, str | None), field.name


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_record_is_the_same_again_after_json(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(DRAWN))
    record = data.draw(any_record(kind))
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    if kind.__name__ in ("Snapshot", "Page"):  # their bytes are kept as bytes, never as JSON
        record = dataclasses.replace(record, body=b"plain")
    again = adapter.validate_json(adapter.dump_json(record))
    assert again == record
    assert hash(again) == hash(record)


@given(st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_field_of_a_record_can_be_changed(data: st.DataObject) -> None:
    record = data.draw(any_record(data.draw(st.sampled_from(DRAWN))))
    first = dataclasses.fields(record)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(record, first, None)


def test_an_outcome_holds_any_record() -> None:
    assert Outcome(input_id="a", state="done", output=3).output == 3
