"""What stands in front of an article in its place: a paywall, a consent wall, a check for robots, an error page.

A barrier is told by two things together: it has words or machinery of its own, and the text of an article is missing.
An article that only mentions a subscription, or carries a banner, has its text and is left alone. No rule names a site.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import lxml.html

from pipeline.model.article import Page
from pipeline.model.vocabulary import BARRIERS, Barrier
from pipeline.parse.draft import Draft
from pipeline.parse.lexicon import phrases
from pipeline.parse.metadata import Metadata
from pipeline.text.walls import FEW_WORDS, wall_sign
from pipeline.text.words import words

PROSE = 8  # words; a shorter draft is a label or a button
NO_TEXT = 25  # words of prose that are no barrier's, below which there is no article; a paragraph of news has more
PREVIEW = 150  # words of prose that a paywall shows at most; free samples of more are read as articles
NOTICE = 60  # words of one draft of a barrier at most; running text of an article may be longer
ALONE = 20  # words of the only notice on a page without any other text
BEHIND = 6  # drafts behind the last paragraph in which a paywall says what it is

_ORDER: tuple[Barrier, ...] = ("challenge", "consent", "script", "error", "login")
_WORDS: Mapping[Barrier, re.Pattern[str]] = MappingProxyType(
    {kind: phrases(f"barrier-{kind}") for kind in (*_ORDER, "paywall")}
)
_MEMBERS = re.compile(r"\b(?:account|log ?in|member\w*|premium|register\w*|sign ?in|subscri\w+)\b")
_CUT_OFF = re.compile(r"(?:…|\.\.\.)\W*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A barrier on a page.

    Attributes:
        drafts: positions of its own words.
    """

    kind: Barrier
    drafts: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What a barrier shows of itself beside the visible text.

    Attributes:
        markup: of the page; empty for plain text.
        titles: its title element and headings.
        unseen: text for readers without scripts.
    """

    markup: str = ""
    titles: tuple[str, ...] = ()
    unseen: str = ""


def face_of(markup: str, root: lxml.html.HtmlElement) -> Face:
    """The face of a page, from its markup and its tree, before that is pruned."""
    titles = [_text_of(element) for element in root.iter("title", "h1")][:3]
    unseen = " ".join(_text_of(element) for element in root.iter("noscript"))
    return Face(markup=markup, titles=tuple(filter(None, titles)), unseen=unseen[:2_000])


def find_barrier(drafts: Sequence[Draft], inside: frozenset[int], face: Face, *, locked: bool) -> Standing | None:
    """The barrier that stands in an article's place, or None.

    Args:
        drafts: the visible text of the page.
        inside: positions of what was taken for the article's body.
        face: see there.
        locked: the page says that its text is not free to read.
    """
    prose = [i for i, draft in enumerate(drafts) if _is_prose(draft)]
    if sum(len(drafts[i].text.split()) for i in prose if i in inside) >= PREVIEW:
        return None
    for kind in _ORDER:
        rest = [i for i in prose if len(words(drafts[i].text)) > NOTICE or not speaks_of(drafts[i].text, kind)]
        if sum(len(words(drafts[i].text)) for i in rest) < NO_TEXT and _stands(kind, drafts, face):
            own = (i for i, draft in enumerate(drafts) if speaks_of(draft.text, kind) or i in inside)
            return Standing(kind=kind, drafts=frozenset(own) - frozenset(rest))
    return _paywall(drafts, [i for i in prose if i in inside] or prose, locked=locked)


def barrier_of_entry(body: bytes) -> Standing | None:
    """What kept a page from being opened, as the snapshot says that stands in for it; None for what is no barrier."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        said = None
    reason = said.get("reason") if isinstance(said, dict) else None
    return next((Standing(kind=kind, drafts=frozenset()) for kind in BARRIERS if kind == reason), None)


def without_barrier(meta: Metadata, page: Page, barrier: Standing | None) -> Metadata:
    """What is known of a page whose barrier named itself where the article's title should stand: the feed's title."""
    if barrier is None or barrier.kind == "paywall":
        return meta
    own = "" if speaks_of(meta.title, barrier.kind) else meta.title
    return replace(meta, title=page.given.title or page.hints.title or own)


def speaks_of(text: str, kind: Barrier) -> bool:
    """Whether a short text holds words of a barrier of this kind."""
    return bool(_WORDS[kind].search(_plain(text)))


def _stands(kind: Barrier, drafts: Sequence[Draft], face: Face) -> bool:
    """Whether a page without the text of an article is a barrier of this kind."""
    if kind == "error":  # an error page often shows what else there is to read
        return any(_is_error(title) for title in face.titles[:2])
    length = sum(len(draft.text.split()) for draft in drafts)
    said = [draft for draft in drafts if len(draft.text.split()) <= NOTICE and speaks_of(draft.text, kind)]
    if kind == "consent" and len(said) >= 2:
        return length <= 4 * FEW_WORDS  # the purposes and partners of a question of consent take room
    if length > FEW_WORDS:
        return False
    if kind == "script":
        return bool(said) or speaks_of(face.unseen, kind)
    titled = any(speaks_of(title, kind) for title in face.titles)
    return titled or len(said) >= 2 or wall_sign(face.markup.encode("utf-8", "replace")) == kind


def _is_error(title: str) -> bool:
    """Whether a title is that of an error page: it holds hardly anything but the error."""
    plain = _plain(title)
    found = _WORDS["error"].search(plain)
    return bool(found) and len(words(plain)) - len(words(found.group() if found else "")) <= 4


def _paywall(drafts: Sequence[Draft], prose: Sequence[int], *, locked: bool) -> Standing | None:
    """A paywall: the page says that it is locked, or asks for a subscription right behind the last paragraph."""
    own = [i for i, draft in enumerate(drafts) if _asks_to_pay(draft)]
    text = [i for i in prose if i not in own]
    last = text[-1] if text else -1
    behind = [i for i in own if last - 1 <= i <= last + BEHIND]
    asked = any(_MEMBERS.search(_plain(drafts[j].text)) for i in behind for j in range(i, min(i + 3, len(drafts))))
    cut_off = bool(text) and bool(_CUT_OFF.search(drafts[last].text))
    plain = cut_off or len(behind) >= 2 or (not text and all(len(drafts[i].text.split()) <= ALONE for i in behind))
    if not locked and not (asked and plain):
        return None
    return Standing(kind="paywall", drafts=frozenset(own))


def _asks_to_pay(draft: Draft) -> bool:
    return len(draft.text.split()) <= NOTICE and speaks_of(draft.text, "paywall")


def _is_prose(draft: Draft) -> bool:
    return draft.linked < 0.5 and draft.kind != "heading" and len(draft.text.split()) >= PROSE


def _plain(text: str) -> str:
    return text.lower().replace("’", "'")


def _text_of(element: lxml.html.HtmlElement) -> str:
    return " ".join("".join(str(piece) for piece in element.itertext()).split())
