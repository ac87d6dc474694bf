"""Near-duplicates, made from full-length articles: what becomes of a text on its way through other papers.

Each article is told again in four ways: as a wire copy with a few words edited, cut to 45 % of its length, with filler
between its paragraphs, and with 15 % of its sentences dropped and words edited. Beside them stand other texts with the
same filler in between, which are no copies. The draw has a fixed seed.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SEED = 5
KEPT = 0.45
DROPPED = 0.15
EDITED = 0.04
FILLER = (
    "Sign up for our morning letter and never miss a story that matters to your desk.",
    "This article was prepared by our newsroom; we may earn a commission from links on this page.",
    "Readers support our work, and every contribution, however small, helps us to go on reporting.",
    "Download our app for alerts, live coverage and the podcasts that our editors recommend this week.",
    "Comments are moderated between nine and five, and those that break the rules of the house are removed.",
    "Follow us on your favourite network, and share this page with colleagues who would like to read it.",
    "Get unlimited access to all of our reporting for a special price in the first three months.",
    "Our events team brings leaders together four times a year; seats for the next dinner are still free.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A text of the set.

    Attributes:
        name: unique. ``origin``: name of the text that it repeats, or "".
        way: how it was made.
    """

    name: str
    origin: str
    way: str
    title: str
    published: str
    text: str


def make_copies(articles: Sequence[tuple[str, str, str]], others: Sequence[tuple[str, str]]) -> Iterator[Made]:
    """Make a set.

    Args:
        articles: id, title and text of articles that are repeated, paragraphs apart by blank lines.
        others: title and text of articles that are not.

    Yields:
        The articles, their copies, all a day later, and the others with filler.
    """
    draw = random.Random(SEED)
    for name, title, text in articles:
        yield Made(name=name, origin="", way="", title=title, published="2026-07-01", text=text)
        for way, changed in _ways(text, draw):
            yield Made(name=f"{name}/{way}", origin=name, way=way, title=title, published="2026-07-02", text=changed)
    for number, (title, text) in enumerate(others):
        yield Made(
            name=f"other/{number}",
            origin="",
            way="other",
            title=title,
            published="2026-07-02",
            text=_with_filler(text, draw),
        )


def _ways(text: str, draw: random.Random) -> Iterator[tuple[str, str]]:
    yield "wire", f"(Wire) {_edited(text, draw, EDITED / 2)}"
    words = text.split(" ")
    yield "cut", " ".join(words[: int(KEPT * len(words))])
    yield "filler", _with_filler(text, draw)
    yield "filler, cut", _with_filler(" ".join(words[: int(KEPT * len(words))]), draw)
    yield "dropped", _edited(_dropped(text, draw), draw, EDITED)


def _with_filler(text: str, draw: random.Random) -> str:
    lines = draw.sample(FILLER, len(FILLER))
    paragraphs = text.split("\n\n")
    made = []
    for number, paragraph in enumerate(paragraphs):
        made += [paragraph, *lines[number :: len(paragraphs)]]
    return "\n\n".join(made)


def _dropped(text: str, draw: random.Random) -> str:
    """Without some of its sentences."""
    paragraphs = [
        [one for one in paragraph.split(". ") if draw.random() >= DROPPED] for paragraph in text.split("\n\n")
    ]
    return "\n\n".join(". ".join(sentences) for sentences in paragraphs if sentences)


def _edited(text: str, draw: random.Random, share: float) -> str:
    """With some of its longer words in lower case written anew."""
    return " ".join(
        f"re{word}" if word.isalpha() and word.islower() and len(word) > 4 and draw.random() < share else word
        for word in text.split(" ")
    )
