"""What may be done with what was fetched: by the terms of its source, and by what the page itself reserves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.model.vocabulary import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """Four decisions.

    Attributes:
        fetch: it is read without being asked for by the operator (``enabled: true``).
        keep: the snapshot is kept once it has been parsed.
        quote: a short passage may be printed, with its source.
        model: its text may be passed to a language model.
    """

    fetch: bool
    keep: bool
    quote: bool
    model: bool


BY_TERMS: Mapping[Terms, Rights] = MappingProxyType(
    {
        "ok": Rights(fetch=True, keep=True, quote=True, model=True),
        "unknown": Rights(fetch=True, keep=True, quote=True, model=False),
        "ai-use-restricted": Rights(fetch=False, keep=False, quote=True, model=False),
        "personal-only": Rights(fetch=False, keep=False, quote=False, model=False),
        "no-automation": Rights(fetch=False, keep=False, quote=False, model=False),
    }
)
"""What each word under ``terms`` in feeds.yaml decides."""


WITHHELD = "…"
"""Stands in the place of words that may not be printed."""


def rights(terms: Terms, reserved: Iterable[str] = ()) -> Rights:
    """The decisions for one page.

    Args:
        terms: of its source.
        reserved: what the page reserves; any of "noarchive", "noindex" and "tdm" stops keeping and model use.
    """
    found = BY_TERMS[terms]
    if not set(reserved):
        return found
    return Rights(fetch=found.fetch, keep=False, quote=found.quote, model=False)
