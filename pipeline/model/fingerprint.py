"""What is remembered of an article's text so that it is known again elsewhere: hashes, and no word of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """One sentence.

    Attributes:
        key: of the words that a template has in common; equal for copies.
        bands: numbers of which similar sentences are likely to share one.
        sketch: hashes of its words and pairs of words, in order.
        fills: of the names and numbers in it; empty if there are none.
    """

    key: str
    bands: tuple[int, ...]
    sketch: tuple[int, ...]
    fills: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prints:
    """One article.

    Attributes:
        lot: its place in a draw: where many hold a sentence, those with the least lots are looked at.
        site: host of its address, without "www.".
        published_on: ISO day, empty if unknown.
        story: hashes of what its title and its first paragraphs name, in order.
        sentences: in the order of the article, each key once.
    """

    article_id: str
    lot: int
    site: str
    published_on: str
    story: tuple[int, ...]
    sentences: tuple[Print, ...]
