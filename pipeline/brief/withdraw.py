"""An edition of the past without what a retracted page told: the one reason for which an edition is ever changed."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from pipeline.brief import phrase
from pipeline.brief.exposure import effective_words
from pipeline.model.edition import Edition, Exposure, Item
from pipeline.model.restriction import Restriction

NOTICE = "This edition was changed: what it told of a page that was retracted is left out."
SUBJECT = "Changed: a page was retracted"
WITHDRAWN = "withdrawn"
"""What stands for a sentence that was taken out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """What was retracted, as far as editions told it.

    Attributes:
        rows: restrictions that rested on the page, as they are now; None for one that is gone.
        titles: of candidates that are gone.
        urls: addresses of the page.
        is_told: whether a text is in the words of the page.
    """

    rows: Mapping[str, Restriction | None]
    titles: Collection[str]
    urls: Collection[str]
    is_told: Callable[[str], bool]


def without(edition: Edition, gone: Withdrawal) -> Edition:
    """The edition without it; the very same if it told nothing of it."""
    old = {item.restriction_id: item.headline for item in edition.items}
    items = tuple(_item(item, gone) for item in edition.items)
    exposures = tuple(
        _exposure(one, gone.rows.get(one.restriction_id))
        for one in edition.exposures or ()
        if gone.rows.get(one.restriction_id, True) is not None
    )
    changed = replace(
        edition,
        items=items,
        exposures=None if edition.exposures is None else exposures,
        steps=tuple(step for step in edition.steps if step.restriction_id not in gone.rows),
        dates=tuple(
            replace(one, text=_text(one.restriction_id, one.text, old, gone))
            for one in edition.dates
            if gone.rows.get(one.restriction_id, True) is not None
        ),
        changes=tuple(replace(one, text=_text(one.restriction_id, one.text, old, gone)) for one in edition.changes),
        errata=tuple(replace(one, text=_text(one.restriction_id, one.text, old, gone)) for one in edition.errata),
        watching=tuple(
            one
            for one in edition.watching
            if one.text not in gone.titles and gone.rows.get(one.restriction_id or "", True) is not None
        ),
    )
    clean: Edition = _swept(changed, gone.is_told)
    if clean == edition:
        return edition
    return replace(clean, subject=SUBJECT, bottom_line=NOTICE, public_subject=SUBJECT, public_bottom_line=NOTICE)


def _exposure(exposure: Exposure, row: Restriction | None) -> Exposure:
    """What a row means for us, as far as it does not rest on what the page said: its reason and its steps may."""
    if row is None:
        return exposure
    day = effective_words(row)
    left = exposure.days_left if day == exposure.effective else None
    return replace(exposure, headline=row.title, effective=day, days_left=left, reason="", next="")


def _item(item: Item, gone: Withdrawal) -> Item:
    if item.quote and item.quote.url in gone.urls:
        item = replace(item, quote=None)
    if item.source and item.source.url in gone.urls:
        item = replace(item, source=None)
    if item.restriction_id not in gone.rows:
        return item
    row = gone.rows[item.restriction_id]
    if row is None:
        return replace(
            item,
            state="Withdrawn",
            tone="ok",
            provenance="retracted",
            headline=WITHDRAWN,
            what="",
            so_what="",
            next="",
            quote=None,
            source=None,
            disagreements=(),
            corrections=(),
            since_last=(),
            summary="",
        )
    return replace(
        item,
        summary="",
        headline=row.title,
        what=phrase.what(row),
        since_last=(),
        disagreements=phrase.disagreements(row),
    )


def _text(restriction_id: str, text: str, old: Mapping[str, str], gone: Withdrawal) -> str:
    """A line about a row: of one that is gone nothing, of one that stands what it says now."""
    if restriction_id not in gone.rows:
        return text
    row = gone.rows[restriction_id]
    headline = old.get(restriction_id, "")
    if row is None:
        return WITHDRAWN
    return text.replace(headline, row.title) if headline and headline in text else text


def _swept(value: Any, is_told: Callable[[str], bool]) -> Any:  # noqa: ANN401 - any record of an edition
    """A record in which no text is in the words of the page."""
    if isinstance(value, str):
        return WITHDRAWN if is_told(value) else value
    if isinstance(value, tuple):
        return tuple(_swept(one, is_told) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{item.name: _swept(getattr(value, item.name), is_told) for item in fields(value)})
    return value
