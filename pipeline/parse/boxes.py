"""What the elements around a text say that they are for, and what such elements hold."""

import re
from collections.abc import Mapping

from pipeline.parse.promotion import announces_others
from pipeline.parse.sheet import Fate
from pipeline.parse.spread import LINKED, SHORT, Spread, plain

SIDE = 0.25  # share of a body's running text up to which a mark can be that of something beside the article
FEW = 3  # paragraphs of running text to a line that leads on, at least
MOST_OFFERS = 4  # such lines on a page; more are a series, of names with their links for example
OFFER = 15  # words of a line that leads on at most
LISTED = 4  # words of a linked headline at least, on average: shorter links may be names in a list of them

_DISCUSSION = re.compile(
    r"(?:\d+|no|one)\b(?: \w+)? (?:comentarios|comentários|comments?|commentaires|kommentare|replies|reply|responses?"
    r"|thoughts)\b|(?:\d+|no|one) readers?\b|(?:leave|post|write) a (?:comment|reply)"
    r"|(?:comentarios|comentários|comments?|commentaires|kommentare)\W*$"
)
_BOXES = {
    "caption": ("chrome:caption", "in an element for captions"),
    "comments": ("chrome:navigation", "in an element for comments"),
    "newsletter": ("chrome:call-to-action", "in an element for subscribing"),
    "promo": ("chrome:call-to-action", "in an element for advertising"),
    "related": ("chrome:related", "in an element for other pages"),
    "share": ("chrome:navigation", "in an element for sharing"),
}
_WHOLLY = frozenset({"comments", "newsletter"})


def marked_boxes(page: Spread, fates: Mapping[int, Fate]) -> dict[int, Fate]:
    """Drafts of the body in elements that say that they are for something else.

    A mark says nothing where a good share of the body bears it: then it is that of the whole page ("has-sharing").
    A paragraph of running text goes only with comments, a newsletter, or the linked headline that it belongs to: an
    article may quote another one at length in what its makers call related.
    """
    trusted = {mark for mark in _BOXES if _beside(page, mark)}
    found: dict[int, Fate] = {}
    for i in sorted(page.inside - set(fates)):
        for mark in sorted(trusted & page.drafts[i].marks):
            if page.drafts[i].kind == "quote":
                break  # what somebody posted elsewhere, with the buttons of that place
            short = page.drafts[i].linked >= 0.3 or len(page.tokens[i]) <= SHORT
            if mark in _WHOLLY or (short and not page.running(i)) or _teaser(page, i, mark):
                found[i] = Fate(*_BOXES[mark])
                break
    return found


def _teaser(page: Spread, i: int, mark: str) -> bool:
    """Whether the linked headline of another page stands directly before or behind a draft, in the same box."""
    near = (j for j in (i - 1, i + 1) if 0 <= j < len(page.drafts))
    return any(
        mark in page.drafts[j].marks and page.drafts[j].linked >= LINKED and len(page.tokens[j]) >= LISTED for j in near
    )


def _beside(page: Spread, mark: str) -> bool:
    running = [i for i in page.inside if page.running(i)]
    marked = sum(len(page.tokens[i]) for i in running if mark in page.drafts[i].marks)
    return marked <= SIDE * sum(len(page.tokens[i]) for i in running)


def linked_lists(page: Spread, fates: Mapping[int, Fate]) -> dict[int, Fate]:
    """Lists of which every item is the linked headline of another page, unless the text announces them."""
    found: dict[int, Fate] = {}
    run: list[int] = []
    for i in range(len(page.drafts) + 1):
        if i in page.inside and _headline_in_list(page, i):
            run.append(i)
            continue
        if len(run) > 1 and not page.announced(run[0] - 1):
            length = sum(len(page.tokens[j]) for j in run) / len(run)
            if length >= LISTED:
                found.update(
                    (j, Fate("chrome:related", "one of several linked headlines")) for j in run if j not in fates
                )
        run = []
    return found


def _headline_in_list(page: Spread, i: int) -> bool:
    draft = page.drafts[i]
    return draft.kind == "list-item" and draft.linked >= LINKED and not page.ended(i)


def leading_on(page: Spread, fates: Mapping[int, Fate]) -> dict[int, Fate]:
    """Short lines of their own that are no sentences and end in a link, as offers between paragraphs do.

    Only a few among running text: many are a list of things with their links.
    """
    running = [i for i in page.inside if page.running(i)]
    beside = {page.drafts[i].path[:-1] for i in running}
    lines = [i for i in sorted(page.inside) if _leads_on(page, i, beside)]
    few = len(lines) <= max(1, min(MOST_OFFERS, len(running) // FEW))
    return {i: Fate("chrome:related", "a line that ends in a link") for i in lines if few and i not in fates}


def _leads_on(page: Spread, i: int, beside: set[tuple[int, ...]]) -> bool:
    draft = page.drafts[i]
    if draft.kind != "paragraph" or not 0.2 <= draft.linked < LINKED or page.head(i):
        return False
    if page.ended(i) and not (draft.linked >= 0.5 and draft.text.endswith("?")):
        return False
    return 3 <= len(page.tokens[i]) <= OFFER and ("td" not in draft.above or draft.path[:-1] in beside)


def contents(page: Spread, fates: Mapping[int, Fate]) -> dict[int, Fate]:
    """Tables of contents: items of a list, three at least, each of which stands again below as a line of its own."""
    later: dict[tuple[str, ...], int] = {token: i for i, token in enumerate(page.tokens)}
    found: dict[int, Fate] = {}
    run: list[int] = []
    for i in range(len(page.drafts) + 1):
        if i in page.inside and page.drafts[i].kind == "list-item" and later[page.tokens[i]] in page.inside - {i}:
            run.append(i)
            continue
        if len(run) >= 3 and not any(page.drafts[later[page.tokens[j]]].kind == "list-item" for j in run):
            found.update((j, Fate("chrome:navigation", "an entry of a table of contents")) for j in run)
        run = []
    return {j: fate for j, fate in found.items() if j not in fates}


def other_articles(page: Spread, fates: Mapping[int, Fate]) -> dict[int, Fate]:
    """Whole articles beside the one that the page is about: each is an element of its own, with its own headline.

    Only where the page's title stands in one of them. The others have a heading that is a link, as headlines of other
    pages are, or a heading has announced other pages before them.
    """
    titles = [i for i, token in enumerate(page.tokens) if token and token == page.title and page.drafts[i].part]
    main = {page.drafts[i].part for i in titles}
    if len(main) != 1:
        return {}
    headings = [i for i, draft in enumerate(page.drafts) if draft.kind == "heading" and draft.part]
    others = {page.drafts[i].part for i in headings if page.drafts[i].linked >= LINKED}
    announced = next((i for i in headings if i > titles[0] and announces_others(page, i)), None)
    if announced is not None:
        others |= {draft.part for draft in page.drafts[announced:]} - {0}
    return {
        i: Fate("chrome:related", "in another article of the page")
        for i in page.inside - set(fates)
        if page.drafts[i].part in others - main
    }


def discussion(page: Spread, fates: Mapping[int, Fate]) -> dict[int, Fate]:
    """What readers said: all that stands in one element with a heading that counts or invites their comments."""
    found: dict[int, Fate] = {}
    for i in range(page.first, len(page.drafts)):
        if page.drafts[i].kind != "heading" or not _DISCUSSION.match(plain(page.drafts[i].text)):
            continue
        box = page.drafts[i].path[:-1]
        held = [j for j, draft in enumerate(page.drafts) if draft.path[: len(box)] == box]
        if held[0] == i:
            found.update((j, Fate("chrome:navigation", "below a heading for comments")) for j in held)
    return {j: fate for j, fate in found.items() if j in page.inside and j not in fates}
