"""The ids, days, numbers and addresses that an output tells, in a form in which outputs can be compared."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from pipeline.text.days import MONTHS

ID = re.compile(r"\bAIR-\d{4}-\d{4,}\b")
_SHORT = {month[:3]: place for place, month in enumerate(MONTHS, start=1)}
_MONTH = "|".join(f"{month}|{month[:3]}" for month in MONTHS)
_SPOKEN = re.compile(rf"\b(\d{{1,2}}) ({_MONTH})\b(?: (\d{{4}}))?")
_SPAN = re.compile(rf"\b(\d{{1,2}})( to [A-Z][a-z]+day \d{{1,2}}) ({_MONTH})\b")
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)(?!\d)(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?")
_WEB = re.compile(r"https?://[^\s\"<>)\]]+")
_NUMBER = re.compile(r"(?<![\w.-])\d[\d,]*\b(?!\.\d)")
_NOTE = re.compile(r"\[\d+\]")


@dataclass(frozen=True)
class Told:
    """What an output tells.

    Attributes:
        days: month and day as "07-10", since a line of dates may leave its year to the reader.
        numbers: all others, years too.
    """

    ids: frozenset[str]
    days: frozenset[str]
    numbers: frozenset[int]
    links: frozenset[str]


def told(text: str, hrefs: tuple[str, ...] = (), *, at: str = "") -> Told:
    """What a text tells, with the addresses of its links.

    Args:
        text: of any form; the numbers of its notes ("[1]") are none of its facts.
        hrefs: addresses beside those in the text.
        at: address that relative ones start from.
    """
    links = {urljoin(at, href).removesuffix("index.html") for href in (*_WEB.findall(text), *hrefs)}
    rest = _WEB.sub(" ", _NOTE.sub(" ", " ".join(text.split())))
    ids = set(ID.findall(rest))
    rest = ID.sub(" ", rest)
    days = {f"{month}-{day}" for _, month, day in _ISO.findall(rest)}
    years = {int(year) for year, _, _ in _ISO.findall(rest)}
    rest = _ISO.sub(" ", rest)
    rest = _SPAN.sub(r"\1 \3\2 \3", rest)
    for day, month, year in _SPOKEN.findall(rest):
        days.add(f"{_SHORT[month[:3]]:02}-{int(day):02}")
        years |= {int(year)} if year else set()
    rest = _SPOKEN.sub(" ", rest)
    numbers = {int(number.replace(",", "")) for number in _NUMBER.findall(rest)}
    return Told(frozenset(ids), frozenset(days), frozenset(numbers | years), frozenset(links))


def values(document: object) -> str:
    """Every value of a JSON document, each on a line of its own."""
    if isinstance(document, dict):
        return "\n".join(values(value) for value in document.values())
    if isinstance(document, list):
        return "\n".join(values(value) for value in document)
    return "" if document is None or isinstance(document, bool) else str(document)
