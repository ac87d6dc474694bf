"""Availability: what a vendor's own list says of a tool and a country on a day."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """One fact: tool times country, listed or not.

    Attributes:
        tool: name of the lexicon.
        country: ISO 3166-1 code of two letters.
        listed: whether the list names the country.
        as_of_at: when the page was first read that says so in these words.
        since_at: when it was first seen to say so; the first reading for what the baseline held.
        source_id: the ``page-watch`` source.
        url: of the page.
        sha256: of the snapshot that says so.
        quote: the line of the page that names the country, verbatim; for a country that is listed no more, the line
            that named it last.
    """

    tool: str
    country: str
    listed: bool
    as_of_at: datetime
    since_at: datetime
    source_id: str
    url: str
    sha256: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityChange:
    """A country that a vendor's list names no more, or names anew.

    Attributes:
        tool: name of the lexicon.
        country: ISO 3166-1 code of two letters.
        before: whether it was listed, as of the reading before.
        after: whether it is listed now.
        quote: the line of the page that named the country last, or names it now, verbatim.
    """

    tool: str
    country: str
    before: bool
    after: bool
    quote: str
