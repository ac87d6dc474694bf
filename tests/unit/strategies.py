"""Any record of a type, for property tests: the fields are drawn by their annotations.

Texts are as the pipeline may hold them: every character but lone surrogates and NUL, which ``text.words.clean`` takes
out, and which SQLite would not give back.
"""

import dataclasses
import functools
import types
from collections.abc import Hashable
from datetime import UTC, date, datetime
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from pipeline.model.source import Published

RecordT = TypeVar("RecordT")

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
DAYS = st.dates(min_value=date(1993, 1, 1), max_value=date(2099, 12, 31))
MOMENTS = st.datetimes(
    min_value=datetime(1993, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2099, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: st.integers(0, 10_000),
    float: st.floats(0, 1),
    bool: st.booleans(),
    bytes: st.binary(max_size=50),
    date: DAYS,
    datetime: MOMENTS,
    type(None): st.none(),
}


def any_record(kind: type[RecordT]) -> st.SearchStrategy[RecordT]:
    """Any record of a type, with any records that it may hold."""
    found: st.SearchStrategy[RecordT] = _record(cast("Hashable", kind))
    return found


@functools.cache
def _record(kind: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - any record type
    hints = get_type_hints(kind)
    fields = {field.name: _any(hints[field.name]) for field in dataclasses.fields(kind)}
    if kind is Published:
        fields["text"] = TEXTS.filter(bool)
    return st.builds(kind, **fields)


@functools.cache
def _any(hint: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - any annotation
    if hint in PLAIN:
        return PLAIN[hint]
    if dataclasses.is_dataclass(hint):
        return _record(cast("Hashable", hint))
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return st.sampled_from(inner)
    if origin in (Union, types.UnionType):
        return st.one_of([_any(option) for option in inner])
    if origin is frozenset:
        return st.frozensets(_any(inner[0]), max_size=2)
    assert origin is tuple, f"{hint} is no type that a record may hold"
    if inner[-1] is Ellipsis:
        return st.lists(_any(inner[0]), max_size=2).map(tuple)
    return st.tuples(*(_any(option) for option in inner))
