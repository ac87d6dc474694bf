"""An article to its sketch: hashes of its words, names and runs of words, and what it tells."""

import re
import struct
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

from pipeline.analyse.read import Read
from pipeline.model.article import Article
from pipeline.model.event import Event
from pipeline.model.sketch import Sketch, Told
from pipeline.text.sentences import sentences
from pipeline.text.smallest import smallest
from pipeline.text.stems import stem
from pipeline.text.words import words

RUN = 5
"""Words in a run."""
_LEAD_WORDS = 300
_TITLE_COUNTS = 2
_CAPITAL = re.compile(r"\b[A-Z][\w’'-]*")
_NUMBER = re.compile(r"\b\d[\d.,]*\d\b|\b\d\b")
_OPENING = re.compile(r"(?:^|[.!?:\n“\"(])\s*$")  # what stands before a word that is capitalised anyway
_KIND = re.compile(r"\b(?:agents|apps|assistants|chatbots|features|models|products|services|systems|tools)$")
_VERSION = re.compile(r"[ -]v?\d")


def sketch(read: Read) -> Sketch:
    """What is remembered of an article. Only kept blocks count: filler makes unrelated pages look alike."""
    article = read.article
    lead = " ".join(article.text.split()[:_LEAD_WORDS])
    title = terms(article.title)
    counts = Counter(terms(lead))
    for term in title:
        counts[term] += _TITLE_COUNTS
    return Sketch(
        article_id=article.article_id,
        url=article.url,
        published_on=article.published.published_on.isoformat() if article.published else "",
        words=tuple(sorted(counts.items())),
        title=tuple(sorted(set(title))),
        names=tuple(sorted(names(article.title, lead))),
        runs=pack(runs(article.text)),
        relevant=read.analysis.relevant,
        told=tuple(told(event, article) for event in read.analysis.events if not event.background),
    )


def terms(text: str) -> list[int]:
    """Hashes of the stems of a text's words, without the smallest words of the language, in order."""
    return [key for key in map(_term, words(text)) if key]


def names(title: str, lead: str) -> set[int]:
    """Hashes of names and numbers: capitalised words of the lead that open no sentence, and such words of the title as
    the lead has nowhere in lower case (headlines are capitalised by some), and all numbers.
    """
    named = (at for at in _CAPITAL.finditer(lead) if not _OPENING.search(lead[max(0, at.start() - 4) : at.start()]))
    found = {key for at in named for key in terms(at[0])}
    plain = {key for word in lead.split() if word[:1].islower() for key in terms(word)}
    found |= {key for at in _CAPITAL.finditer(title) for key in terms(at[0])} - plain
    return found | {crc32(at[0].encode()) for at in _NUMBER.finditer(f"{title}\n{lead}")}


def runs(text: str) -> frozenset[int]:
    """Hashes of the runs of five words of a text; none goes over the end of a sentence: filler may begin there."""
    cut = [words(one.text) for line in text.split("\n") for one in sentences(line)]
    return frozenset(
        crc32(" ".join(listed[i : i + RUN]).encode()) for listed in cut for i in range(len(listed) - RUN + 1)
    )


def pack(hashes: Iterable[int]) -> str:
    """Hashes as text, eight digits each, in their order by size."""
    listed = sorted(hashes)
    return struct.pack(f"<{len(listed)}I", *listed).hex()


def unpack(packed: str) -> tuple[int, ...]:
    """The hashes back from ``pack``."""
    return struct.unpack(f"<{len(packed) // 8}I", bytes.fromhex(packed))


def told(event: Event, article: Article) -> Told:
    """What stories care for of an event that an article tells."""
    families = {_VERSION.split(target, maxsplit=1)[0] for target in event.targets}
    return Told(
        actor=event.actor,
        action_class=event.action_class,
        families=tuple(sorted(families)),
        vendors=tuple(sorted(event.vendors)),
        broad=any(_KIND.search(target) for target in event.targets),
        effective_on=(event.effective.day if event.effective else None) or "",
        said=pack(runs(_sentence_of(event, article))),
    )


def _sentence_of(event: Event, article: Article) -> str:
    """The sentence that carries the action; empty where none does."""
    quotes = (quote for quote in event.evidence if quote.field == "action" and quote.block < len(article.blocks))
    for quote in quotes:
        for sentence in sentences(article.blocks[quote.block].text):
            if sentence.start <= quote.start < sentence.end:
                return sentence.text
    return ""


@lru_cache(maxsize=65_536)  # a word's hash depends on the word alone
def _term(word: str) -> int:
    return 0 if word in smallest() else crc32(stem(word).encode())
