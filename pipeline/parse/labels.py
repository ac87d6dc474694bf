"""What labels an article and is none of its text: headline, teaser, byline, date, tags, captions, rights."""

import re

from pipeline.parse.authors import byline
from pipeline.parse.facts import bare
from pipeline.parse.lexicon import load, phrases
from pipeline.parse.spread import HALF_DAY, LONG, RUNNING, SHORT, Spread, plain
from pipeline.text.words import words

LABEL = 4  # words of a tag at most
DECK = 7  # words of a heading below the headline that tells the story; a shorter one heads a section
MOST_LABELS = 12  # in a row; more are a list, of countries for example

_CALENDAR = frozenset(load("calendar"))
_CREDITS = phrases("credits")
_DISCLAIMERS = phrases("disclaimers")
_PICTURES = phrases("pictures")
_AGENCY = re.compile(
    r"\((?:[^()]{0,60}\W)?(?:alamy|flickr|getty|istock|shutterstock|unsplash"
    r"|(?:afp|ap|epa|reuters) (?:photo|via)|via (?:afp|ap|epa|reuters))[^()]{0,40}\)$",
    re.IGNORECASE,
)
_BARRED = re.compile(
    r"^(?:[^.!?:]|\b\w\.){3,80}\s*[/|]\s*(?:afp|alamy|ap|epa|getty(?: images)?|reuters|shutterstock)\W*$", re.IGNORECASE
)
_LOGO = re.compile(r"^[^.!?]{0,80}\blogo\b[^.!?]{0,100}$", re.IGNORECASE)
_MONTHS = "|".join(sorted(_CALENDAR, key=len, reverse=True))
_ABROAD = "|".join(
    sorted(load("dates"), key=len, reverse=True)
)  # dates of other languages, and what stands beside them
_DATED = re.compile(
    r"\b(?:\d{1,2}:\d{2}|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    r"|\d+\s*(?:min(?:ute)?s?|hours?|days?|weeks?|months?)\s+(?:ago|read))\b|^\W*\d+ min(?:ute)?s?\W*$"
    rf"|^\W*(?:issue|no|nr|version|vol)\.? \d|\b(?:{_MONTHS})\b"
    rf"|\b\d{{1,2}}\.?\s(?:de\s)?(?:{_ABROAD})\s(?:de\s)?\d{{4}}\b|^\W*(?:{_ABROAD})(?:\s\w+)*\s*:?\s\d+\smin(?:uto?s?|uten|utes)?\W*$",
    re.IGNORECASE,
)
_STAMPED = re.compile(
    r"^\W*(?:published|updated|posted|(?:approved|maintained|reviewed) by"
    r"|last (?:changed|checked|modified|reviewed|updated))\b",
    re.IGNORECASE,
)
_DATE_WORD = re.compile(
    rf"\d[\w:.,/-]*|{_MONTHS}|{_ABROAD}|a|ago|am|approved|at|by|changed|checked|date|days?|est|edt|first|gmt|hours?|issue|last|m|maintained|minutes?|mins?|modified|no|on|p|pm"
    r"|posted|published|read(?:ing)?|reviewed|time|updated|utc|version|weeks?",
)
_BINDING = re.compile(
    r"\b(?:deadline|effect(?:ive)?|ends?|expires?|force|from|since|starts?|takes|until|valid)\b", re.IGNORECASE
)
_FIELDS = re.compile(
    r"(?:^|[-–—|•·/]\s*)(?:autor|author|categor\w+|filed (?:in|under)|posted (?:by|in|on)|published (?:by|in|on)"
    r"|publicado (?:em|por)|rubrik|schlagw\w+|tags?|topics?)\s*:"
)
_CREDITED = re.compile(
    r"\((?:(?:photo|image|picture|video|graphic)s? )?(?:by|credits?|courtesy|source):? [^()]{2,80}\)\W*$", re.IGNORECASE
)
_TOPICS = re.compile(r"^(?:tags?|tagged|topics?|categor(?:y|ies)|keywords|filed under|in this story)\b\s*[:|]")
_RIGHTS = re.compile(r"^(?:copyright|\(c\))\s*(?:[©ⓒ]|\(c\)|\d{4}|by\b)|^[©ⓒ]|[©ⓒ]\s*\d{4}|\ball rights reserved\b")
_BIO = re.compile(r"\W*(?:is|was|has|covers|writes|reports|works|lives|leads|specialises|specializes)\b")


def headline(page: Spread, i: int) -> str:
    """The headline, repeated; with the site's name behind it at most."""
    title, token = page.title, page.tokens[i]
    if not title or not token:
        return ""
    behind = token[len(title) :] if token[: len(title)] == title else None
    barred = "|" in page.drafts[i].text
    with_site = behind is not None and (
        (page.head(i) and set(behind) <= set(page.site)) or (not page.running(i) and barred)
    )
    alike = page.head(i) and page.drafts[i].kind == "heading" and _alike(token, title)
    whole = token == title and not (page.ended(i) and not page.head(i) and page.drafts[i].kind != "heading")
    return "the headline" if whole or with_site or alike else ""


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(set(one) & set(other)) >= 0.8 * max(len(set(one)), len(set(other)))


def teaser(page: Spread, i: int) -> str:
    """A text that breaks off and stands elsewhere in full; a heading below the headline that the text says again."""
    if page.head(i) and page.drafts[i].kind == "heading" and len(page.tokens[i]) >= DECK and page.said_again(i):
        return "the text says it again"
    if not page.truncated(i) or len(page.tokens[i]) < 5:
        return ""
    beginning = page.tokens[i][:-1]  # the last word may be cut, too
    full = any(
        len(token) > len(beginning) and token[: len(beginning)] == beginning and j != i
        for j, token in enumerate(page.tokens)
    )
    return "breaks off, and stands in full elsewhere" if full else ""


def author(page: Spread, i: int) -> str:
    """Who wrote it, and who they are."""
    text, token, names = page.drafts[i].text, page.tokens[i], page.author
    if len(token) <= LONG and _CREDITS.match(plain(text).lstrip("([")):
        return "credits"
    if not (page.head(i) or page.tail(i + 1)):
        return ""
    whole = page.ended(i) and not HALF_DAY.search(text)
    if len(token) <= SHORT and not whole and byline(text) and bare(byline(text).split()[0]) not in _CALENDAR:
        return "begins like a byline"
    if page.head(i) and not whole and _names_site(page, i):
        return "names before the site's name"
    if not names:
        return ""
    if token[: len(names)] == names and page.tail(i + 1) and _BIO.match(text[len(" ".join(names)) :]):
        return "about the author"
    rest = [word for word in token if word not in names and not word.isdigit()]
    bracketed = text[:1] in "([" and text[-1:] in ")]" and len(token) <= SHORT
    named = set(names) <= set(token) and (bracketed or (len(rest) <= 3 and not page.ended(i)))
    return "the author's name" if named else ""


def _names_site(page: Spread, i: int) -> bool:
    """As in "Jane Doe and Alex Roe, The Paper": a few words with capitals, and the site's name behind them."""
    before, comma, behind = page.drafts[i].text.rpartition(",")
    if not (comma and page.site) or len(page.tokens[i]) > RUNNING or "".join(words(behind)) != "".join(page.site):
        return False
    small = [word for word in before.split() if not word[0].isupper()]
    return len(before.split()) >= 2 and all(word in ("and", "&", "und", "et", "y", "e") for word in small)


def date_line(page: Spread, i: int) -> str:
    """A day, a time, "5 min read"; but not the day on which something takes effect, nor one that heads a section."""
    if not (page.head(i) or page.tail(i)) or page.drafts[i].kind == "quote" or not _dated(page, i):
        return ""
    if page.drafts[i].kind == "heading":
        sections = [j for j, draft in enumerate(page.drafts) if draft.kind == "heading" and _dated(page, j)]
        return "a date" if page.head(i) and sections == [i] else ""
    return "a date"


def _dated(page: Spread, i: int) -> bool:
    """Whether a line holds a date and hardly anything else."""
    text, token = page.drafts[i].text, page.tokens[i]
    stamped = _STAMPED.match(text)
    if (
        len(token) > RUNNING
        or not (stamped or (_DATED.search(text) and not (page.ended(i) and not HALF_DAY.search(text))))
        or _BINDING.search(text)
    ):
        return False
    rest = [word for word in token if not _DATE_WORD.fullmatch(word) and word not in page.author + page.site]
    return len(rest) <= (1 if page.ended(i) else 3)


def topics(page: Spread, i: int) -> str:
    """A list of tags behind a word for them."""
    if not (page.head(i) or page.tail(i)) or len(page.tokens[i]) > LONG:
        return ""
    text = plain(page.drafts[i].text)
    return "names topics" if _TOPICS.match(text) or len(_FIELDS.findall(text)) >= 2 else ""


def label(page: Spread, i: int) -> bool:
    """Whether a draft could be a tag: a word or a few before the text, or behind it if they are a link."""
    draft, token = page.drafts[i], page.tokens[i]
    if not 0 < len(token) <= LABEL or draft.kind not in ("list-item", "paragraph") or draft.text[-1] in ".!?:;":
        return False
    return page.head(i) or (page.tail(i) and draft.linked >= 0.9)


def caption(page: Spread, i: int) -> str:
    """What a picture shows, and whose it is."""
    draft, length = page.drafts[i], len(page.tokens[i])
    if draft.kind == "caption":
        return "marked as a caption"
    if length > LONG or draft.kind == "heading":
        return ""
    text = plain(draft.text)
    if page.pictured(i):
        return "stands in one element with a picture"
    if (
        _PICTURES.match(text)
        or _AGENCY.search(text)
        or _CREDITED.search(text)
        or _BARRED.match(text)
        or (length <= RUNNING and _PICTURES.search(text))
        or _LOGO.match(text)
    ):
        return "describes a picture"
    return ""


def rights(page: Spread, i: int) -> str:
    """A notice of copyright, or behind the text what a publisher is not liable for."""
    text = plain(page.drafts[i].text)
    if page.tail(i + 1) and _DISCLAIMERS.match(text):
        return "a disclaimer"
    return "a notice of rights" if len(page.tokens[i]) <= LONG and _RIGHTS.search(text) else ""
