"""What an interface is asked: addresses, with all that comes from the configuration encoded."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from pipeline.model.source import Source
from pipeline.model.vocabulary import SourceKind

HN_HITS = 100
"""Hits of one answer that Hacker News is asked for."""

GDELT_RECORDS = 250
"""Articles of one answer that GDELT is asked for: the most that it gives."""

FR_FIELDS = ("abstract", "agencies", "document_number", "html_url", "publication_date", "title")
"""What the Federal Register is asked for of each document, whatever else a source asks for."""

# How far back each is asked at most, and by how much the last reading is overlapped: what happened shortly before it
# may not have been in the index yet.
_REACH = {"api:federal-register": 30, "api:gdelt": 3, "api:hn-algolia": 14}
_OVERLAP = {"api:federal-register": 24, "api:gdelt": 2, "api:hn-algolia": 24}

_Pairs = list[tuple[str, str]]


def questions(source: Source, *, since: datetime | None, now: datetime) -> tuple[str, ...]:
    """The addresses by which an interface is asked for what is new.

    Args:
        source: of the kind ``api:``; its parameters win over those that are usual.
        since: when it was last read well, aware; None if never.
        now: the time of the run, aware.

    Returns:
        One address for each query, in their order. None for another kind of source, and for one that asks for nothing:
        its own address may hold all that is to be asked.
    """
    ask = _ASKERS.get(source.kind)
    if ask is None or source.query is None:
        return ()
    earliest = now - timedelta(days=_REACH[source.kind])
    overlapped = min(since, now) - timedelta(hours=_OVERLAP[source.kind]) if since else earliest
    pairs = list(source.query.params)
    queries: tuple[str, ...] = source.query.queries or ("",)
    return tuple(_address(source.url, ask(query, pairs, max(earliest, overlapped), now)) for query in queries)


def _hacker_news(query: str, given: _Pairs, since: datetime, _now: datetime) -> _Pairs:
    """See hn.algolia.com/api: tags are joined by and, numeric filters by commas, which mean "and" too."""
    filters = [value for name, value in given if name == "numericFilters"]
    if not any("created_at_i" in value for value in filters):
        filters.append(f"created_at_i>{int(since.timestamp())}")
    others = [pair for pair in given if pair[0] != "numericFilters"]
    usual = {"tags": "story", "hitsPerPage": str(HN_HITS)}
    return [*_with(usual, others, query=("query", query)), ("numericFilters", ",".join(filters))]


def _gdelt(query: str, given: _Pairs, since: datetime, now: datetime) -> _Pairs:
    """See the GDELT DOC 2.0 API: times in UTC, one form of answer that can be read."""
    usual = {"maxrecords": str(GDELT_RECORDS), "sort": "datedesc"}
    if not any(name in ("timespan", "startdatetime", "enddatetime") for name, _ in given):
        usual |= {"startdatetime": _digits(since), "enddatetime": _digits(now)}
    others = [pair for pair in given if pair[0] not in ("mode", "format")]
    return [*_with(usual, others, query=("query", query)), ("mode", "artlist"), ("format", "json")]


def _federal_register(query: str, given: _Pairs, since: datetime, _now: datetime) -> _Pairs:
    """See federalregister.gov/developers: documents.json."""
    usual = {"order": "newest", "per_page": "100"}
    if not any(name.startswith("conditions[publication_date]") for name, _ in given):
        usual["conditions[publication_date][gte]"] = since.astimezone(UTC).date().isoformat()
    others = [pair for pair in given if pair[0] != "fields[]"]
    fields = dict.fromkeys([*(value for name, value in given if name == "fields[]"), *FR_FIELDS])
    asked = _with(usual, others, query=("conditions[term]", query))
    return [*asked, *(("fields[]", field) for field in fields)]


def _with(usual: Mapping[str, str], given: _Pairs, *, query: tuple[str, str]) -> _Pairs:
    """The query, what is given, and what is usual where nothing else is given."""
    asked = [query, *(pair for pair in given if pair[0] != query[0])] if query[1] else list(given)
    names = {name for name, _ in asked}
    return asked + [(name, value) for name, value in usual.items() if name not in names]


def _address(url: str, pairs: _Pairs) -> str:
    """The address with these parameters; of its own it keeps those with other names."""
    parts = urlsplit(url)
    names = {name for name, _ in pairs}
    own = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in names]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(own + pairs, quote_via=quote), ""))


def _digits(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%d%H%M%S")


_ASKERS: Mapping[SourceKind, Callable[[str, _Pairs, datetime, datetime], _Pairs]] = MappingProxyType(
    {"api:federal-register": _federal_register, "api:gdelt": _gdelt, "api:hn-algolia": _hacker_news}
)
