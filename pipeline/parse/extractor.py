"""Trafilatura's main text of a page: its fast extractor, and where that is in doubt all that it has."""

from dataclasses import dataclass

import lxml.html
from trafilatura import bare_extraction
from trafilatura.settings import Document

SHORT = 500  # characters; twice what trafilatura itself takes for too little to be an article
PARAGRAPHS = 3  # of an article at least; a page poured into one is what is left where rules found none
JUNK = 1.5  # words of the main text to those of its prose, from which most of it is menus and labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A main text, one block a line.

    Attributes:
        sound: whether it is made of paragraphs, as articles are, and not of tables or bare lines.
    """

    text: str = ""
    sound: bool = False

    def doubtful(self, kept: int, visible: int) -> bool:
        """Whether another extractor may find more, or less of what is no article.

        Trafilatura takes another one's text if that is twice as long as its own. Where the main text has half of the
        page's prose there is no such text, so that looking for it, which takes as long again, can be left out.

        Args:
            kept: words of the page's prose that the main text has.
            visible: words of all prose of the page.
        """
        little = len(self.text) < SHORT or 2 * kept < visible
        return little or not self.sound or len(self.text.split()) > JUNK * kept


def extract(root: lxml.html.HtmlElement, *, fast: bool) -> Found:
    """The main text of a page; empty if none is found. The tree is left as it was.

    Nothing is deduplicated, and no language is looked for: what was extracted before has no part in it.

    Args:
        root: a tree as grown.
        fast: by rules alone, or with readability and jusText too, which the extractor compares with.
    """
    found = bare_extraction(root, include_comments=False, include_tables=True, with_metadata=False, fast=fast)
    if not isinstance(found, Document) or found.body is None:
        return Found()
    paragraphs = sum(1 for _ in found.body.iter("p"))
    return Found(text=found.text or "", sound=paragraphs >= max(PARAGRAPHS, sum(1 for _ in found.body.iter("table"))))
