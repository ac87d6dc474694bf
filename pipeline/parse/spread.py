"""A page's drafts laid side by side, with what the rules of the frame ask about all of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.parse.authors import byline
from pipeline.parse.draft import Draft
from pipeline.parse.lexicon import phrases
from pipeline.parse.metadata import Metadata
from pipeline.parse.traits import PICTURED
from pipeline.text.stems import stem
from pipeline.text.words import words

RUNNING = 12  # words; a shorter block is no paragraph of running text
SHORT = 20  # words of a byline or a link at most
LONG = 40  # words of a notice or a call to action at most
LINKED = 0.9  # share of link text from which a block is nothing but a link

HALF_DAY = re.compile(r"\b[ap]\.m\.$", re.IGNORECASE)  # a stop that ends no sentence where nothing but a time is said
_OFFERS = phrases("offers")
_END = re.compile(r"[.!?。！？]['\"”’)\]]*$")
_TRUNCATED = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.)\])\s*$")


@dataclass(frozen=True, kw_only=True)
class Spread:
    """The drafts of a page and what is known of them.

    Attributes:
        inside: positions of the article's body.
        tokens: the words of each draft.
        title: words of the title; author and site likewise.
        first: position of the first paragraph of running text in the body.
        last: position of the last one.
    """

    drafts: Sequence[Draft]
    inside: frozenset[int]
    tokens: Sequence[tuple[str, ...]]
    title: tuple[str, ...]
    author: tuple[str, ...]
    site: tuple[str, ...]
    first: int
    last: int

    def head(self, i: int) -> bool:
        """Whether a draft stands before the running text."""
        return i < self.first

    def tail(self, i: int) -> bool:
        """Whether a draft stands behind the running text."""
        return i > self.last

    def running(self, i: int) -> bool:
        """Whether a draft is a paragraph of running text: whole sentences, not cut off, and no call to action."""
        return i in self._running

    @cached_property
    def _running(self) -> frozenset[int]:
        return frozenset(i for i in range(len(self.drafts)) if self._runs(i))

    def _runs(self, i: int) -> bool:
        draft = self.drafts[i]
        if draft.kind not in ("paragraph", "list-item", "quote") or draft.linked >= 0.5:
            return False
        if len(self.tokens[i]) <= SHORT and HALF_DAY.search(draft.text) and byline(draft.text):
            return False
        return len(self.tokens[i]) >= RUNNING and not self.truncated(i) and self.ended(i) and not self.offers(i)

    def ended(self, i: int) -> bool:
        """Whether a draft ends like a sentence."""
        return bool(_END.search(self.drafts[i].text))

    def truncated(self, i: int) -> bool:
        """Whether a draft breaks off."""
        return bool(_TRUNCATED.search(self.drafts[i].text))

    def announced(self, before: int) -> bool:
        """Whether a draft announces what follows it as a list of the article: a heading, or a text with a colon."""
        if before < 0 or before not in self.inside:
            return False
        return self.drafts[before].kind == "heading" or self.drafts[before].text.endswith((":", "："))

    def pictured(self, i: int) -> bool:
        """Whether a draft stands below a picture: no sentence, and no entry of a list of things with pictures."""
        return i in self._pictured if 2 * len(self._pictured) <= self._paragraphs else False

    @cached_property
    def _pictured(self) -> frozenset[int]:
        return frozenset(
            i
            for i in self.inside
            if PICTURED in self.drafts[i].marks
            and self.drafts[i].kind == "paragraph"
            and not self.drafts[i].linked
            and 3 <= len(self.tokens[i]) <= SHORT
            and not self.ended(i)
        )

    @cached_property
    def _paragraphs(self) -> int:
        return sum(1 for i in self.inside if self.running(i))

    def said_again(self, i: int) -> bool:
        """Whether the running text says nearly all that a draft says, figures included."""
        own = {word for word in self.tokens[i] if len(word) > 3 or word.isdigit()}
        missing = {stem(word) for word in own} - self.vocabulary
        figures = any(letter.isdigit() for word in missing for letter in word)
        return len(own) >= 4 and not figures and len(missing) <= 0.3 * len(own)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Stems of the words of the running text."""
        return frozenset(stem(word) for i in self.inside if self.running(i) for word in self.tokens[i])

    def offers(self, i: int) -> bool:
        """Whether a draft begins by asking the reader to subscribe, call, follow or the like."""
        return len(self.tokens[i]) <= LONG and bool(_OFFERS.match(plain(self.drafts[i].text)))


def spread(drafts: Sequence[Draft], inside: frozenset[int], meta: Metadata) -> Spread:
    """Lay out a page; ``inside`` are the positions of the article's body."""
    whole = Spread(
        drafts=drafts,
        inside=inside,
        tokens=[draft.words for draft in drafts],
        title=tuple(words(meta.title)),
        author=tuple(words(meta.author.lower().removeprefix("by "))),
        site=tuple(words(meta.site)),
        first=0,
        last=len(drafts),
    )
    running = [i for i in sorted(inside) if whole.running(i)]
    text = [i for i in running if "deck" not in drafts[i].marks and "header" not in drafts[i].above]
    running = text or running  # a standfirst does not begin the text: author and date stand below it
    return replace(whole, first=running[0], last=running[-1]) if running else whole


def plain(text: str) -> str:
    """A text in lower case, without the bullets and arrows before it."""
    return text.lower().replace("’", "'").lstrip(" >»-–—•*|")
