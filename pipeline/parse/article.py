"""The stage: a page becomes an article, with every block of its text and the fate of each.

::

    bytes ──decode──▶ text ──tree──▶ tree ──blocks──▶ drafts ──frame──▶ body ──sheet──▶ sentences ──filler──▶ fates
                                      ├──metadata──▶ title, author, day, language
                                      └──body (extractor)──▶ which drafts are inside
"""

from collections.abc import Iterable, Iterator

from pipeline.model.article import Article, Page
from pipeline.model.outcome import Outcome, done, failed
from pipeline.model.watch import CHANGE_TYPE
from pipeline.parse.blocks import cut
from pipeline.parse.body import find_body
from pipeline.parse.change import read_change
from pipeline.parse.decode import UnreadableError, read
from pipeline.parse.draft import Draft
from pipeline.parse.filler import find_filler
from pipeline.parse.frame import find_frame
from pipeline.parse.metadata import Metadata, completed, read_metadata, read_said
from pipeline.parse.pieces import blocks_of, lines_of
from pipeline.parse.plain import cut_plain
from pipeline.parse.sheet import lay_out
from pipeline.parse.sitewide import NOTHING_SEEN, SiteMemory
from pipeline.parse.tree import grow

VERSION = 1


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
            article = read_change(page) if page.content_type == CHANGE_TYPE else _parse(page, memory)
        except UnreadableError as error:
            yield failed(page.article_id, error.reason, error.detail)
        else:
            yield done(page.article_id, article)


def parse_one(page: Page) -> Outcome[Article]:
    """One page alone; the whole of ``run`` for a process that gets its pages one by one."""
    return next(run([page]))


def _parse(page: Page, memory: SiteMemory) -> Article:
    text, plain = read(page.body, page.content_type)
    drafts, within, meta = _plain(page, text) if plain else _marked_up(page, text)
    if not drafts:
        raise UnreadableError("empty", "the page shows no text")
    meta = completed(page, meta, drafts, within)
    frame = find_frame(drafts, within, meta)
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
        blocks=tuple(blocks_of(drafts, frame, sheet, fates)),
        modified=meta.modified,
        canonical=meta.canonical,
        site=meta.site_name,
        tags=meta.tags,
    )


def _plain(page: Page, text: str) -> tuple[list[Draft], frozenset[int], Metadata]:
    drafts = cut_plain(text)
    return drafts, frozenset(range(len(drafts))), read_said(page)


def _marked_up(page: Page, text: str) -> tuple[list[Draft], frozenset[int], Metadata]:
    root = grow(text)
    meta = read_metadata(page, root)
    drafts = cut(root)
    return drafts, find_body(root, drafts), meta
