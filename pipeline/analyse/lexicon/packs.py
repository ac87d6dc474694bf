"""Reading the data files: the shape of each is checked, and every list of it for its order."""

import re
from importlib import resources
from typing import Annotated, TypeVar

import yaml
from pydantic import AfterValidator, BeforeValidator, ConfigDict, TypeAdapter, ValidationError

STRICT = ConfigDict(extra="forbid")
"""Configuration of every shape: a key that nobody reads is a mistake."""


def in_order(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The same entries.

    Raises:
        ValueError: they are not in the order of the alphabet, or one stands twice.
    """
    right = sorted(set(keys), key=lambda key: (key.casefold(), key))
    if list(keys) != right:
        wrong = next((key for key, due in zip(keys, right, strict=False) if key != due), keys[-1])
        raise ValueError(f"entries must be sorted and unique; look at {wrong!r}")
    return keys


def _compiles(says: str) -> str:
    try:
        re.compile(says)
    except re.error as error:
        raise ValueError(f"{says!r} is no regular expression: {error}") from error
    return says


def _small(says: str) -> str:
    if says != says.lower() or "’" in says:
        raise ValueError(f"{says!r} must be in small letters, with straight apostrophes")
    return says


Words = Annotated[tuple[str, ...], AfterValidator(in_order)]
"""Plain words, sorted."""
Says = Annotated[str, AfterValidator(_compiles), AfterValidator(_small)]
"""A regular expression over a sentence in small letters."""
Cues = Annotated[tuple[Says, ...], AfterValidator(in_order)]
"""Regular expressions over a sentence in small letters, sorted."""
Written = Annotated[tuple[Annotated[str, AfterValidator(_compiles)], ...], AfterValidator(in_order)]
"""Regular expressions over a text as it is written, sorted."""

WrittenSet = Annotated[frozenset[str], BeforeValidator(lambda value: frozenset(_WRITTEN.validate_python(value)))]
"""The same, to look a word up in."""
_WRITTEN = TypeAdapter(Written)

ShapeT = TypeVar("ShapeT")
RowT = TypeVar("RowT")


def sorted_by(field: str) -> AfterValidator:
    """Rows that stand in the order of one of their fields."""

    def check(rows: tuple[RowT, ...]) -> tuple[RowT, ...]:
        in_order(tuple(str(getattr(row, field)) for row in rows))
        return rows

    return AfterValidator(check)


def read_pack(name: str, shape: type[ShapeT]) -> ShapeT:
    """One of the data files.

    Args:
        name: of the file in ``data``.
        shape: what it must hold.

    Raises:
        ValueError: it holds something else; the message names the file and the place.
    """
    text = (resources.files("pipeline.analyse.lexicon") / "data" / name).read_text(encoding="utf-8")
    return check_pack(name, text, shape)


def check_pack(name: str, text: str, shape: type[ShapeT]) -> ShapeT:
    """The content of a data file, checked.

    Raises:
        ValueError: it is no YAML, or of another shape; the message names the file and the place.
    """
    try:
        return TypeAdapter(shape).validate_python(yaml.load(text, Loader=_Loader))  # noqa: S506 - a safe loader, see below
    except (yaml.YAMLError, ValidationError) as error:
        raise ValueError(f"{name}: {error}") from error


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # the fast one where it was built
    """YAML in which a plain word is always a word: "no" and "on" are not taken for truth values."""


_Loader.yaml_implicit_resolvers = {}
