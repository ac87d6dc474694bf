"""What leads away from an article: calls to action, links to other pages, navigation, praise of the publisher."""

import re

from pipeline.parse.lexicon import phrases
from pipeline.parse.spread import LINKED, LONG, RUNNING, SHORT, Spread, plain
from pipeline.text.words import words

_DISCUSSION = phrases("discussion")
_NAVIGATION = phrases("navigation")
_RELATED = phrases("related")
_STATES = phrases("states")
_ADDRESSED = re.compile(r"\b(?:you(?:r|'ve|'re)?|please|again|thanks?)\b")
_ADDRESS = re.compile(r"\bhttps?://\S+")
_ARROW = re.compile(r"^[←→⟵⟶▲▼↑↓]|[←→⟵⟶]$")
_LINKED_ARROW = re.compile(r"^[«»‹›<>]|[«»‹›<>]$")
_OWN = re.compile(r"\b(?:our|us|we|newsletter|inbox|subscrib\w+|sign up)\b", re.IGNORECASE)
_PROMISES = re.compile(
    r"\b(?:builds?|delivers?|helps?|is an? |makes?|offers?|provides?|specialises?|specializes?|supports?)\b"
)


def call_to_action(page: Spread, i: int) -> str:
    """Asks the reader to subscribe, call, follow; inside the text only if it speaks of the publisher or is a link."""
    draft = page.drafts[i]
    if _form_state(page, i):
        return "what a form says when it was sent"
    if page.offers(i):
        inviting = not page.ended(i) or draft.text.endswith("?") or bool(_OWN.search(draft.text))
        short = inviting and len(page.tokens[i]) <= SHORT
        if page.tail(i) or draft.linked >= 0.3 or short:
            return "asks the reader to do something"
    return "praises the publisher" if page.tail(i + 1) and _praises(page, i) else ""


def _form_state(page: Spread, i: int) -> bool:
    """What a form says once it was sent; an article may say that an error occurred, but not to the reader."""
    draft, text = page.drafts[i], plain(page.drafts[i].text)
    addressed = draft.kind == "heading" or "newsletter" in draft.marks or bool(_ADDRESSED.search(text))
    return addressed and len(page.tokens[i]) <= RUNNING and bool(_STATES.match(text))


def _praises(page: Spread, i: int) -> bool:
    """What the site says about itself beside an offer: "Example Ltd builds software for small firms."."""
    token = page.tokens[i]
    if not token or token[0] not in page.site + page.author or len(token) > LONG:
        return False
    beside = [j for j in (i - 1, i + 1) if 0 <= j < len(page.drafts)]
    offered = any(page.offers(j) or page.drafts[j].linked >= LINKED for j in beside)
    return offered and bool(_PROMISES.search(page.drafts[i].text))


def related(page: Spread, i: int) -> str:
    """A heading above links to other pages, a labelled link ("Read more: …"), or a link that is a block of its own."""
    draft, token = page.drafts[i], page.tokens[i]
    text = plain(draft.text)
    named = _RELATED.match(text)
    if draft.linked >= 0.6 and draft.kind == "paragraph" and (named or (page.tail(i) and draft.linked >= LINKED)):
        return "leads to other pages"
    if not 0 < len(token) <= SHORT:
        return ""
    if page.tail(i) and _ADDRESS.search(text) and len(words(_ADDRESS.sub(" ", text))) <= 5 and not draft.linked:
        return "the address of another page"
    behind = text[named.end() :].strip() if named else ""
    alone = behind.strip(":….>") == ""
    if named and (alone or (not page.ended(i) and (draft.kind == "heading" or behind.startswith(":")))):
        return "announces other pages"
    if draft.linked < LINKED:
        return ""
    if page.tail(i):
        return "a link behind the text"
    cell = "td" in draft.above or "th" in draft.above  # of a table of things with their links
    between = draft.kind == "paragraph" and len(token) > 4 and not page.ended(i) and not cell
    return "a link between paragraphs" if between else ""


def announces_others(page: Spread, i: int) -> bool:
    """Whether a line is nothing but a heading for other pages: "You may also like"."""
    text = plain(page.drafts[i].text)
    named = _RELATED.match(text)
    return bool(named and not text[named.end() :].strip(" :….>"))


def navigation(page: Spread, i: int) -> str:
    """Leads through the site or through the page."""
    draft, token = page.drafts[i], page.tokens[i]
    if page.tail(i) and len(token) <= LONG and _DISCUSSION.match(plain(draft.text)):
        return "about comments"
    if len(token) > SHORT:
        return ""
    text = plain(draft.text).strip(" >|:…")
    if _NAVIGATION.fullmatch(text) or _ARROW.search(draft.text):
        return "leads through the site"
    if draft.linked >= 0.5 and _LINKED_ARROW.search(draft.text):
        return "leads through the site"
    if draft.linked >= LINKED and draft.kind != "heading":
        listed = any(other.kind == "heading" and page.tokens[j] == token for j, other in enumerate(page.drafts))
        return "an entry of a table of contents" if listed else ""
    return ""
