"""What the articles of one site have in common: text that stood in earlier articles is its template, not news."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from types import MappingProxyType

from pipeline.model.article import Article, Block
from pipeline.parse.draft import Draft
from pipeline.parse.sheet import Fate, Fates, Line, Sheet, Spot, lay_out

EARLIER = 2  # articles that have to hold a text before it counts as the site's; background returns once by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMemory:
    """How many earlier articles of one site held each text.

    Attributes:
        counts: fingerprint to number of distinct articles.
        article_ids: the articles that were counted.
    """

    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    article_ids: frozenset[str] = frozenset()


NOTHING_SEEN = SiteMemory()


def fingerprints(article: Article) -> frozenset[str]:
    """One for each paragraph of the body, kept or dropped; title, names and numbers are masked."""
    paragraphs: dict[int, list[Block]] = {}
    for block in article.blocks:
        if not (block.rule or "").startswith("chrome:"):
            paragraphs.setdefault(block.para, []).append(block)
    drafts = [
        Draft(kind=blocks[0].kind, text=" ".join(block.text for block in blocks)) for blocks in paragraphs.values()
    ]
    sheet = lay_out(drafts, range(len(drafts)), title=article.title, english=False)
    return frozenset(_fingerprint(line) for line in sheet.lines if line.prose)


def remember(articles: Iterable[Article], memory: SiteMemory = NOTHING_SEEN) -> SiteMemory:
    """A memory that also knows these articles; an article that it knows already is not counted again."""
    counts = Counter(memory.counts)
    known = set(memory.article_ids)
    for article in articles:
        if article.article_id not in known:
            known.add(article.article_id)
            counts.update(fingerprints(article))
    return SiteMemory(counts=MappingProxyType(dict(counts)), article_ids=frozenset(known))


def find_known(sheet: Sheet, memory: SiteMemory, article_id: str) -> Fates:
    """Drop paragraphs that stood in two earlier articles of the site and assert nothing that can be checked."""
    own = 1 if article_id in memory.article_ids else 0
    found: dict[Spot, Fate] = {}
    for i, line in enumerate(sheet.lines):
        if not line.prose or not line.facts.none:
            continue
        seen = memory.counts.get(_fingerprint(line), 0) - own
        if seen >= EARLIER:
            fate = Fate("filler:site", f"stood in {seen} earlier articles of the site")
            found.update((Spot(i, s), fate) for s in range(len(line.sentences)))
    return found


def _fingerprint(line: Line) -> str:
    """A hash of the words of a line, with names, numbers and slots masked."""
    masked = [word for sentence in line.sentences for word in sentence.masked]
    return blake2b(" ".join(masked).encode(), digest_size=12).hexdigest()
