"""The change of a watched page to an article: what came is its text, what went stands there too, as dropped blocks.

::

    snapshot of a change ──▶ title of the page │ sentences that came (kept) │ sentences that went ("change:removed")
"""

import json
from collections.abc import Iterator, Mapping

from pipeline.model.article import Article, Block, Page
from pipeline.model.vocabulary import BlockKind
from pipeline.parse.decode import UnreadableError
from pipeline.text.dates import published
from pipeline.text.words import clean

REMOVED = "change:removed"
"""The rule that drops what is no longer on the page."""


def read_change(page: Page) -> Article:
    """The article of a change.

    Args:
        page: with the body of a snapshot whose content type is ``CHANGE_TYPE``.

    Returns:
        An article of the day on which the change was first seen. Its first block is the page's own title, if it has
        one, verbatim like all others.

    Raises:
        UnreadableError: "not-html" the body is no change; "empty" nothing changed in it.
    """
    said = _read(page.body)
    added, removed = _texts(said, "added"), _texts(said, "removed")
    if not added and not removed:
        raise UnreadableError("empty", "the change holds no sentence")
    kind: BlockKind = "list-item" if said.get("list") is True else "paragraph"
    blocks = _blocks(_text(said, "page"), added, removed, kind)
    return Article(
        article_id=page.article_id,
        snapshot_id=page.snapshot_id,
        source_id=page.source_id,
        outlet=page.outlet,
        url=page.url or _text(said, "url"),
        title=page.given.title or _text(said, "title"),
        author="",
        language=page.given.language or page.hints.language,
        published=page.given.published or published(_text(said, "seen_on")),
        blocks=tuple(blocks),
    )


def _read(body: bytes) -> Mapping[str, object]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise UnreadableError("not-html", "the body is not the record of a change")
    return said


def _text(said: Mapping[str, object], key: str) -> str:
    value = said.get(key)
    return clean(value) if isinstance(value, str) else ""


def _texts(said: Mapping[str, object], key: str) -> list[str]:
    values = said.get(key)
    listed = values if isinstance(values, list) else []
    return [text for value in listed if isinstance(value, str) and (text := clean(value))]


def _blocks(title: str, added: list[str], removed: list[str], kind: BlockKind) -> Iterator[Block]:
    order = 0
    if title:
        yield Block(order=0, para=0, kind="title", text=title)
        order = 1
    for text in added:
        yield Block(order=order, para=order, kind=kind, text=text)
        order += 1
    for text in removed:
        yield Block(order=order, para=order, kind=kind, text=text, rule=REMOVED, because="no longer on the page")
        order += 1
