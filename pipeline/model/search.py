"""What can be searched for on the site: one record for each page that is found by its words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRecord:
    """A page as the search knows it.

    Attributes:
        path: of the page, from the root of the site.
        words: what it is found by, and from which the passage beside a result is taken.
        meta: pairs (name, text) that a result shows: "title", "kind", and where they are known "id" and "day".
        filters: pairs (name, values) by which results can be narrowed, in words.
    """

    path: str
    words: str
    meta: tuple[tuple[str, str], ...]
    filters: tuple[tuple[str, tuple[str, ...]], ...]
