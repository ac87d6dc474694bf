"""What vendors' own lists say of tools and countries, as JSON."""

from collections.abc import Sequence
from datetime import UTC

from pipeline.model.availability import Availability
from pipeline.render.register_json import QUOTE_CHARACTERS, SCHEMA_VERSION, Json, json_bytes
from pipeline.text.words import shorten


def availability_json(facts: Sequence[Availability], attribution: Sequence[str] = ()) -> bytes:
    """All facts as a document, in their order; the same facts give the same bytes.

    Args:
        facts: with the words that may be printed.
        attribution: whom to name for them, if anybody.

    When a list was last read is left out: it would change every night while the list stays as it is.
    """
    return json_bytes(
        {"schema_version": SCHEMA_VERSION, "count": len(facts)}
        | ({"attribution": list(attribution)} if attribution else {})
        | {"availability": [_fact(fact) for fact in facts]}
    )


def _fact(fact: Availability) -> Json:
    return {
        "tool": fact.tool,
        "country": fact.country,
        "listed": fact.listed,
        "since": since_day(fact),
        "source_id": fact.source_id,
        "url": fact.url,
        "quote": shorten(fact.quote, QUOTE_CHARACTERS),
    }


def since_day(fact: Availability) -> str:
    """ISO day in UTC since which the list is read so."""
    return fact.since_at.astimezone(UTC).date().isoformat()
