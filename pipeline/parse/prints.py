"""Fingerprints of an article: one for each of its sentences with names and numbers masked, and one for its story.

They are short, and hold no word: a sentence is a few hashes of its words and pairs of words, from which the likeness of
two sentences can be told (MinHash: A. Broder, "On the resemblance and containment of documents", 1997), though a word
or two were changed. All of it is a function of the article alone.
"""

from collections.abc import Iterable, Sequence
from hashlib import blake2b

from pipeline.model.article import Article
from pipeline.model.fingerprint import Print, Prints
from pipeline.parse.advice import content
from pipeline.parse.facts import names_in_title
from pipeline.parse.lexicon import load
from pipeline.parse.pieces import of_page, rebuild
from pipeline.parse.sheet import PROSE, Line, Sentence, Sheet
from pipeline.text.stems import stem
from pipeline.text.urls import host
from pipeline.text.words import words

MOST_SENTENCES = 200  # of one article are remembered, the first ones; no template is longer
BANDS = 8
ROWS = 2  # two sentences of likeness 0.5 share a band nine times in ten, of 0.2 three times in ten
SKETCH = 64  # hashes of a sentence that are kept at most, the smallest: its likeness to others is told by them
SAME = 0.5  # likeness from which two sentences are of one template: one or two words in a dozen were changed
OPENING = 4  # paragraphs in which a report names its facts
STORY = 0.4  # share of the smaller key that articles of one story have in common; of one .4 to .7, of two seldom .4
RETOLD = 0.5  # share of the sentences with facts that an outlet takes over from a report that it prints
FEWEST = 4  # parts of a key; with fewer it cannot be told from others

_CALENDAR = frozenset(load("calendar"))
_MASK = (1 << 64) - 1
_ODD = tuple(
    (int.from_bytes(blake2b(f"offlimits {i}".encode(), digest_size=8).digest()) | 1) for i in range(BANDS * ROWS)
)


def fingerprint(article: Article) -> Prints:
    """The fingerprints of an article; the same whatever was found to be filler in it.

    Sentences are remembered of pages in English alone: in other languages a template cannot be told from a formula.
    """
    sheet = rebuild(article).sheet
    found: dict[str, Print] = {}
    for line in sheet.lines if sheet.english and of_page(article) else ():
        for sentence in line.sentences if line.prose else ():
            if len(sentence.words) >= PROSE and len(found) < MOST_SENTENCES:
                made = print_of(sentence)
                found.setdefault(made.key, made)
    return Prints(
        article_id=article.article_id,
        lot=_signed(article.article_id),
        site=host(article.url),
        published_on=article.published.published_on.isoformat() if article.published else "",
        story=tuple(sorted(map(_short, _story(sheet, own_names(article))))),
        sentences=tuple(found.values()),
    )


def print_of(sentence: Sentence) -> Print:
    """The fingerprint of a sentence."""
    hashes = sorted(_hash(one) for one in {*_telling(sentence)})
    fills = sorted(sentence.facts.names | sentence.facts.numbers)
    if sentence.slotted:
        fills.append(sentence.text.casefold())  # the words of the title, among others
    return Print(
        key=key_of(sentence),
        bands=tuple(_bands(hashes)),
        sketch=tuple(sorted({one & 0xFFFF for one in hashes[:SKETCH]})),
        fills=_digest(" ".join(fills)) if fills else "",
    )


def key_of(sentence: Sentence) -> str:
    """The key of a sentence: equal for copies, and for copies in which other names and numbers stand."""
    return _digest(" ".join(_masked(sentence)))


def similar(one: Print, other: Print) -> bool:
    """Whether two sentences are copies of one, a word or two apart (Jaccard similarity of their sketches)."""
    if one.key == other.key:
        return True
    shared = len({*one.sketch}.intersection(other.sketch))
    return shared > 0 and shared >= SAME * (len(one.sketch) + len(other.sketch) - shared)


def same_story(one: Prints, other: Prints) -> bool:
    """Whether two articles report the same happening, as far as their keys tell; in doubt they do.

    They do, too, where half of what one of them asserts stands in the other, word for word.
    """
    least = min(len(one.story), len(other.story))
    if least < FEWEST or len({*one.story}.intersection(other.story)) >= STORY * least:
        return True
    told, again = ({(held.key, held.fills) for held in article.sentences if held.fills} for article in (one, other))
    return len(told & again) >= max(2, RETOLD * min(len(told), len(again)))


def own_names(article: Article) -> frozenset[str]:
    """Words of the names under which a site goes: of its outlet, and of its host without the last part."""
    labels = host(article.url).split(".")[:-1]
    parts = [part for label in labels for part in (label, *label.split("-"))]
    return names_in_title(article.outlet) | frozenset(parts)


def _masked(sentence: Sentence) -> list[str]:
    """Its stems without names, numbers and months, of which a template may hold one or several words."""
    dated = {word for word in sentence.words if word in _CALENDAR and word[:3] in sentence.facts.numbers}
    masked = zip(sentence.words, sentence.masked, strict=True)
    return [one for word, one in masked if one != "*" and word not in dated]


def _telling(sentence: Sentence) -> list[str]:
    """Its masked stems without function words: what stays of a sentence that is built another way round."""
    masked = _masked(sentence)
    return [one for one in masked if one in sentence.topic] or masked


def _story(sheet: Sheet, own: frozenset[str]) -> Iterable[str]:
    """What the title is about, and what the first paragraphs name, the site itself left out."""
    titled = words(sheet.title)
    telling: list[Line] = [line for line in sheet.lines if line.prose and not line.facts.none][:OPENING]
    named = {word for line in telling for word in line.facts.names | line.facts.numbers}
    months = {word[:3] for word in _CALENDAR}  # any story may have them
    return {*content(titled, [stem(word) for word in titled]), *(named - months - own)}


def _bands(hashes: Sequence[int]) -> Iterable[int]:
    """One number for each band: of the least hash under each of its orders (multiplication by an odd number)."""
    if not hashes:
        return
    least = [min((one * odd & _MASK) >> 16 for one in hashes) for odd in _ODD]
    for band in range(BANDS):
        yield _signed(f"{band} {' '.join(map(str, least[band * ROWS : band * ROWS + ROWS]))}")


def _signed(text: str) -> int:
    """A hash of 64 bits as SQLite holds whole numbers."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())


def _short(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest())


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()
