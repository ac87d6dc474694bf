"""The stage: a page becomes an article, with every block of its text and the fate of each.

::

    bytes ──decode──▶ text ──tree──▶ tree ──blocks──▶ drafts ──frame──▶ body ──sheet──▶ sentences ──filler──▶ fates
                                      │                 └──barrier──▶ what stands in front of the text
                                      ├──metadata──▶ title, author, days, language …
                                      └──body (extractor)──▶ which drafts are inside
    barrier, body, summary ──partial──▶ title and teaser as first blocks, where hardly more is known
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.model.article import Article, Page
from pipeline.model.outcome import Outcome, done, failed
from pipeline.model.source import ENTRY_TYPE
from pipeline.model.watch import CHANGE_TYPE
from pipeline.parse.barrier import Face, Standing, barrier_of_entry, face_of, find_barrier, without_barrier
from pipeline.parse.blocks import cut
from pipeline.parse.body import find_body
from pipeline.parse.change import read_change
from pipeline.parse.decode import UnreadableError, read
from pipeline.parse.draft import Draft
from pipeline.parse.filler import find_filler
from pipeline.parse.frame import find_frame
from pipeline.parse.metadata import Metadata, completed, read_metadata, read_said
from pipeline.parse.partial import head_of, held_by, is_partial
from pipeline.parse.pieces import blocks_of, lines_of
from pipeline.parse.plain import cut_plain
from pipeline.parse.sheet import Fate, lay_out
from pipeline.parse.sitewide import NOTHING_SEEN, SiteMemory
from pipeline.parse.tree import grow

VERSION = 2


def run(pages: Iterable[Page], *, memory: SiteMemory = NOTHING_SEEN) -> Iterator[Outcome[Article]]:
    """Parse pages, one outcome each, in the same order.

    Args:
        pages: whatever was fetched or handed over; any bytes end in an outcome.
        memory: what earlier articles of the pages' site said. All pages of one call are of one site, or the memory is
            empty. Nothing is remembered from one page to the next.

    Returns:
        Done with the article; or failed with ``not-html``, ``empty``, ``too-large`` or ``too-deep``, which trying
        again does not mend.
    """
    for page in pages:
        try:
            article = _read_page(page, memory)
        except UnreadableError as error:
            yield failed(page.article_id, error.reason, error.detail)
        else:
            yield done(page.article_id, article)


def parse_one(page: Page) -> Outcome[Article]:
    """One page alone; the whole of ``run`` for a process that gets its pages one by one."""
    return next(run([page]))


def _read_page(page: Page, memory: SiteMemory) -> Article:
    if page.content_type == CHANGE_TYPE:
        return read_change(page)
    if page.content_type == ENTRY_TYPE:
        return _parse(page, _View([], frozenset(), read_said(page), Face()), barrier_of_entry(page.body), memory)
    text, plain = read(page.body, page.content_type)
    view = _plain(page, text) if plain else _marked_up(page, text)
    if not view.drafts and not (page.given.title or page.hints.title):
        raise UnreadableError("empty", "the page shows no text")
    barrier = find_barrier(view.drafts, view.within, view.face, locked=view.meta.locked)
    return _parse(page, view, barrier, memory)


def _parse(page: Page, view: "_View", barrier: Standing | None, memory: SiteMemory) -> Article:
    drafts = view.drafts
    meta = completed(page, without_barrier(view.meta, page, barrier), drafts, view.within)
    frame = find_frame(drafts, view.within, meta)
    if barrier:
        frame |= dict.fromkeys(barrier.drafts, Fate("chrome:barrier", f"words of a barrier: {barrier.kind}"))
    texts = {i: draft.text for i, draft in enumerate(drafts) if i not in frame}
    partial = is_partial(list(texts.values()), page.hints.summary, barrier)
    head = head_of(meta.title, page.hints.summary, list(texts.values())) if partial else ()
    frame |= held_by(head, texts)
    sheet = lay_out(drafts, lines_of(drafts, frame), title=meta.title, english=meta.language == "en")
    fates = find_filler(sheet, memory, page.article_id)
    return Article(
        article_id=page.article_id,
        snapshot_id=page.snapshot_id,
        source_id=page.source_id,
        outlet=meta.site,
        url=page.url or meta.canonical,
        title=meta.title,
        author=meta.author,
        language=meta.language,
        published=meta.published,
        blocks=(*head, *blocks_of(drafts, frame, sheet, fates, start=len(head))),
        partial=partial,
        barrier=barrier.kind if barrier else None,
        modified=meta.modified,
        canonical=meta.canonical,
        site=meta.site_name,
        tags=meta.tags,
    )


class _View(NamedTuple):
    """A page as it is seen: its text, what of it is the article's body, and what it says of itself."""

    drafts: list[Draft]
    within: frozenset[int]
    meta: Metadata
    face: Face


def _plain(page: Page, text: str) -> _View:
    drafts = cut_plain(text)
    return _View(drafts, frozenset(range(len(drafts))), read_said(page), Face())


def _marked_up(page: Page, text: str) -> _View:
    root = grow(text)
    meta, face = read_metadata(page, root), face_of(text, root)
    drafts = cut(root)
    return _View(drafts, find_body(root, drafts), meta, face)
