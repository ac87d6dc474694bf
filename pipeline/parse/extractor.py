"""Trafilatura's main text of a page: its fast extractor, and where that is in doubt all that it has."""

from dataclasses import dataclass

import lxml.html
from trafilatura import bare_extraction
from trafilatura.settings import Document, Extractor

SHORT = 500  # characters; twice what trafilatura itself takes for too little to be an article
PARAGRAPHS = 3  # of an article at least; a page poured into one is what is left where rules found none

_FAST = Extractor(output_format="python", comments=False, tables=True, fast=True)
_WHOLE = Extractor(output_format="python", comments=False, tables=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A main text, one block a line.

    Attributes:
        sound: whether it is made of paragraphs, as articles are, and not of tables or bare lines.
    """

    text: str = ""
    sound: bool = False

    def doubtful(self, kept: int, rival: int) -> bool:
        """Whether another extractor may find more, or less of what is no article.

        Trafilatura takes another one's text if that is twice as long as its own. Where no other element of the page
        holds as much prose as the main text there is no such text, and looking for it, which takes several times as
        long, can be left out.

        Args:
            kept: words of the page's prose that the main text has.
            rival: words of prose in the largest element that it has not.
        """
        return len(self.text) < SHORT or not self.sound or rival > kept


def extract(root: lxml.html.HtmlElement, *, fast: bool) -> Found:
    """The main text of a page; empty if none is found. The tree is left as it was.

    Nothing is deduplicated, and no language is looked for: what was extracted before has no part in it.

    Args:
        root: a tree as grown.
        fast: by rules alone, or with readability and jusText too, which the extractor compares with.
    """
    found = bare_extraction(root, options=_FAST if fast else _WHOLE)
    if not isinstance(found, Document) or found.body is None:
        return Found()
    paragraphs = sum(1 for _ in found.body.iter("p"))
    return Found(text=found.text or "", sound=paragraphs >= max(PARAGRAPHS, sum(1 for _ in found.body.iter("table"))))
