"""JSON answers as they come, with nothing taken for granted about their shape."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.fetch.charset import feed_text
from pipeline.fetch.failures import FeedError
from pipeline.fetch.markup import plain_text
from pipeline.text.words import clean, shorten

Record = Mapping[str, object]

_MOST = 2_000  # records of one answer that are looked at; the interfaces here give at most 1,000


def answer(body: bytes, content_type: str, base_url: str) -> Record:
    """The object that an interface has sent.

    Raises:
        FeedError: "empty", or "bad-answer" for anything but a JSON object.
    """
    return parsed(feed_text(body, content_type), base_url)


def parsed(text: str, base_url: str) -> Record:
    """The object that a text of JSON holds; fails as ``answer`` does."""
    if not text.strip():
        raise FeedError("empty", f"{base_url} sent an empty body.")
    try:
        found: Any = json.loads(text, strict=False)  # raw control characters in texts are met, and do no harm
    except (ValueError, RecursionError):
        raise refused(base_url, text) from None
    if not isinstance(found, dict):
        raise refused(base_url, text)
    return found


def refused(base_url: str, text: str) -> FeedError:
    """The failure of an answer that is not what was asked for, with the beginning of what it says."""
    said = shorten(plain_text(text[:1000]), 120)
    return FeedError("bad-answer", f"{base_url} gave an answer that is not in its documented form: “{said}”.")


def records(found: Record, name: str) -> list[Record] | None:
    """The list of objects under a name; what is no object in it is an empty one. None where there is no list."""
    values = found.get(name)
    if not isinstance(values, list):
        return None
    return [value if isinstance(value, dict) else {} for value in values[:_MOST]]


def text(found: Record, name: str) -> str:
    """A text on one line; empty where there is none."""
    value = found.get(name)
    return clean(value) if isinstance(value, str) else ""


def number(found: Record, name: str) -> int | None:
    """A whole number, also where it is written as a text; None where there is none."""
    value = found.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19 else None


def texts(found: Record, list_name: str, *names: str) -> Iterator[str]:
    """Of each object in a list, the first of some texts that is not empty; each once."""
    values = (
        next((said for name in names if (said := text(one, name))), "") for one in records(found, list_name) or ()
    )
    yield from dict.fromkeys(value for value in values if value)
