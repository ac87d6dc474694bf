"""A page that was taken back: of its text nothing is kept, and it is never opened, parsed or quoted again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction:
    """What is left of a page that was retracted.

    Attributes:
        retraction_id: of the first of its keys.
        place: the host on which it stood.
        reason: why, as it is printed.
        author: printed in the private build alone; empty where nobody was named.
        at: time of it, ISO.
        restriction_ids: rows that rested on it.
    """

    retraction_id: str
    place: str
    reason: str
    author: str
    at: str
    restriction_ids: tuple[str, ...] = ()
