"""Tables as data: what a database for others to read is made of, before anything is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

Cell = str | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table.

    Attributes:
        about: what it holds, in a line.
    """

    name: str
    about: str
    kind: Literal["text", "integer"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Columns that name a row of another table, by its key."""

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its rows.

    Attributes:
        about: what a row of it is, in a sentence.
        key: columns that no two rows share.
        rows: values in the order of the columns.
        searched: columns whose words can be searched.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]] = ()
    links: tuple[Link, ...] = ()
    searched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A question that people ask of the tables, and its answer as SQL."""

    name: str
    about: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """All tables, each after those that it links to, and the views on them."""

    tables: tuple[Table, ...]
    views: tuple[View, ...] = ()


TablesWriter = Callable[[Tables], bytes]
"""Makes a database file of tables."""
