"""The frame inside the body: which drafts are no text of the article, though the extractor kept them.

Each rule looks at one draft, at where it stands (before the first paragraph of running text, after the last one, or
between them) and, where there is markup, at how much of it is a link. No rule needs markup, so plain text works too.
"""

from collections.abc import Callable, Mapping, Sequence

from pipeline.parse.boxes import contents, discussion, leading_on, linked_lists, marked_boxes, other_articles
from pipeline.parse.draft import Draft
from pipeline.parse.labels import MOST_LABELS, author, caption, date_line, headline, label, rights, teaser, topics
from pipeline.parse.metadata import Metadata
from pipeline.parse.promotion import call_to_action, navigation, related
from pipeline.parse.sheet import Fate
from pipeline.parse.spread import SHORT, Spread, spread

MOST_WORDS = 4  # of a line with a stop that is no sentence
BOX = 6  # blocks that a box with a call to action holds at most

_RULES: tuple[tuple[str, Callable[[Spread, int], str]], ...] = (
    ("chrome:title", headline),
    ("chrome:teaser", teaser),
    ("chrome:copyright", rights),
    ("chrome:caption", caption),
    ("chrome:byline", author),
    ("chrome:date-line", date_line),
    ("chrome:tags", topics),
    ("chrome:navigation", navigation),
    ("chrome:related", related),
    ("chrome:call-to-action", call_to_action),
)
_ENDS = frozenset({"chrome:byline", "chrome:call-to-action", "chrome:copyright", "chrome:related"})


def find_frame(drafts: Sequence[Draft], inside: frozenset[int], meta: Metadata) -> dict[int, Fate]:
    """The drafts that are no text of the article, each with its rule.

    Args:
        drafts: all of the page.
        inside: positions of the article's body; the others get ``chrome:outside``.
        meta: title, author and site, which the page often repeats.
    """
    page = spread(drafts, inside, meta)
    fates = {i: Fate("chrome:outside", "not in the main text") for i in range(len(drafts)) if i not in inside}
    for i in sorted(inside):
        for rule, test in _RULES:
            because = test(page, i)
            if because:
                fates[i] = Fate(rule, because)
                break
    for group in _GROUPS:
        fates = {**group(page, fates), **fates}
    return fates


def _below_related(page: Spread, fates: Mapping[int, Fate]) -> dict[int, Fate]:
    """Blocks that follow a heading for other pages, up to the next running text."""
    found: dict[int, Fate] = {}
    inside = False
    for i, draft in enumerate(page.drafts):
        if i in fates:
            inside = inside or fates[i].rule == "chrome:related"
        elif page.running(i) or (draft.kind == "heading" and not page.tail(i)):
            inside = False
        elif inside and (draft.linked >= 0.5 or (page.tail(i) and not _sentence(page, i))):
            found[i] = Fate("chrome:related", "below other pages")
    return found


def _sentence(page: Spread, i: int) -> bool:
    return page.drafts[i].kind == "paragraph" and page.ended(i) and len(page.tokens[i]) > MOST_WORDS


def _runs_of_labels(page: Spread, fates: Mapping[int, Fate]) -> dict[int, Fate]:
    """Several labels in a row, unless something announces them as a list of the article."""
    found: dict[int, Fate] = {}
    run: list[int] = []
    for i in range(len(page.drafts) + 1):
        if i < len(page.drafts) and i not in fates and label(page, i) and not (page.head(i) and _told(page, fates, i)):
            run.append(i)
            continue
        if 1 < len(run) <= MOST_LABELS and not (run[0] - 1 not in fates and page.announced(run[0] - 1)):
            found.update((j, Fate("chrome:tags", "one of several labels in a row")) for j in run)
        run = []
    return found


def _told(page: Spread, fates: Mapping[int, Fate], i: int) -> bool:
    """Whether text of the article stands before a draft, other than labels like itself."""
    return any(j in page.inside and j not in fates and not label(page, j) for j in range(i))


def _boxes(page: Spread, fates: Mapping[int, Fate]) -> dict[int, Fate]:
    """Short lines that stand in one element with a call to action, where nothing else does."""
    found: dict[int, Fate] = {}
    for i in [i for i, fate in fates.items() if fate.rule == "chrome:call-to-action"]:
        for depth in range(len(page.drafts[i].path), max(0, len(page.drafts[i].path) - 2), -1):
            box = page.drafts[i].path[:depth]
            near = range(max(0, i - BOX), min(len(page.drafts), i + BOX + 1))
            held = [j for j in near if page.drafts[j].path[:depth] == box]
            if 1 < len(held) <= BOX and not any(page.running(j) or len(page.tokens[j]) > SHORT for j in held):
                found.update((j, Fate("chrome:call-to-action", "in a box with block", i)) for j in held)
                break
    return found


def _behind_the_end(page: Spread, fates: Mapping[int, Fate]) -> dict[int, Fate]:
    """Short lines about the publisher, or that are no sentence, once credits, rights or offers have ended the text."""
    found: dict[int, Fate] = {}
    ended = False
    for i in range(page.last + 1, len(page.drafts)):
        if i in fates:
            ended = ended or fates[i].rule in _ENDS
        elif ended and len(page.tokens[i]) <= SHORT:
            own = bool(page.site) and set(page.site) <= set(page.tokens[i])
            if own or not page.ended(i):
                found[i] = Fate("chrome:call-to-action", "behind the end of the article")
    return found


_GROUPS = (
    *(other_articles, discussion, marked_boxes, linked_lists, leading_on, contents),
    *(_below_related, _runs_of_labels, _boxes, _behind_the_end),
)
