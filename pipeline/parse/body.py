"""Which drafts belong to the article: the rest is the frame around it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import lxml.html

from pipeline.parse.draft import Draft
from pipeline.parse.extractor import extract
from pipeline.text.words import words

SHINGLE = 4  # words; four in a row are seldom the same by chance (the measure of the extraction benchmark too)
COVERED = 0.6  # share of a draft's shingles that the extractor kept
PROSE = 10  # words; a shorter draft is no proof that there is an article
NEXT_TO_NOTHING = 0.1  # share of the page's prose below which the extractor has missed the article
PARAGRAPHS = 3  # of running text that a piece of a body holds at least; a comment or a teaser has fewer
NEAR = 3  # levels up to the element that holds all pieces of a body
LONGEST_GAP = 6  # blocks; more are no gap
PLAIN = 0.8  # share of the page's prose that one element holds where its body is plain to see
PLAIN_PARAGRAPHS = 5  # of LONG words, that such an element holds at least
LONG = 20
COLUMN = 0.85  # share of the body's words that one cell of a layout holds where the others are its frame
DENSEST = 0.67  # share of the page's prose that the smallest element has to hold to be taken instead

ASIDE = frozenset({"bio", "caption", "comments", "date", "newsletter", "promo", "related", "share"})
_BESIDE = frozenset({"aside", "footer", "form", "nav"})
_FRAME = _BESIDE | {"header"}
_TEXT = frozenset({"heading", "list-item", "paragraph"})


def find_body(root: lxml.html.HtmlElement, drafts: Sequence[Draft]) -> frozenset[int]:
    """Positions of the drafts that are the article's body: plain to see, or as far as extractors tell."""
    plain = _plain_body(drafts)
    if plain:
        return _in_column(drafts, plain)
    found = extract(root, fast=True)
    body = inside(drafts, found.text)
    prose = _prose(drafts)
    if found.doubtful(_words(drafts, prose & body), _rival(drafts, prose - body)):
        slow = inside(drafts, extract(root, fast=False).text)
        body = slow | {i for i in body if min(slow, default=i) < i < max(slow, default=i)}
    return _in_column(drafts, body)


def _plain_body(drafts: Sequence[Draft]) -> frozenset[int]:
    """The body of a page that leaves no doubt, for which no extractor has to be asked; empty for any other.

    One element holds four fifths of the page's prose, in several paragraphs of its own, and no other prose stands
    between the headline and its end, where it might be a lead or the rest of a body in pieces. On the pages that it
    was measured on this finds what extractors find, and it takes a twentieth of their time.
    """
    prose = [i for i in sorted(_prose(drafts)) if not drafts[i].marks & ASIDE and not drafts[i].above & _BESIDE]
    held: dict[tuple[int, ...], list[int]] = {}
    for i in prose:
        if drafts[i].linked < 0.3:
            held.setdefault(drafts[i].path[:-1], []).append(i)
    main = max(held, key=lambda path: _words(drafts, held[path]), default=())
    group = held.get(main, [])
    long = sum(1 for i in group if drafts[i].kind == "paragraph" and len(drafts[i].words) >= LONG)
    if long < PLAIN_PARAGRAPHS or _words(drafts, group) < PLAIN * _words(drafts, _prose(drafts)):
        return frozenset()
    headline = max((i for i in range(group[0]) if "h1" in drafts[i].above), default=0)
    if any(headline < i < group[-1] and drafts[i].path[: len(main)] != main for i in prose):
        return frozenset()
    around = drafts[group[0]].above
    return frozenset(
        i for i in range(len(drafts)) if _belongs(drafts[i], main, around, within=group[0] < i < group[-1])
    )


def _belongs(draft: Draft, main: tuple[int, ...], around: frozenset[str], *, within: bool) -> bool:
    """Whether a draft is text of the element that holds a plain body."""
    if draft.path[: len(main)] != main or draft.marks & ASIDE or (draft.above - around) & _FRAME:
        return False
    told = draft.linked < 0.5 or (draft.kind == "quote" and within)
    listed = draft.kind in ("code", "heading", "list-item", "table-row")
    return told and draft.kind != "caption" and (within or listed or draft.path[:-1] == main)


def _words(drafts: Sequence[Draft], some: Iterable[int]) -> int:
    return sum(len(drafts[i].words) for i in some)


def _in_column(drafts: Sequence[Draft], body: frozenset[int]) -> frozenset[int]:
    """The body without what stands in other cells, where a table lays out the page and one cell holds the text."""
    held: Counter[tuple[int, ...]] = Counter()
    running = [i for i in body if len(drafts[i].words) >= PROSE and drafts[i].kind != "table-row"]
    if not running or not all("td" in drafts[i].above for i in running):
        return body
    for i in running:
        path = drafts[i].path
        held.update(dict.fromkeys((path[:depth] for depth in range(1, len(path))), len(drafts[i].words)))
    needed = COLUMN * sum(len(drafts[i].words) for i in running)
    column = max((path for path, words in held.items() if words >= needed), key=len, default=())
    return frozenset(i for i in body if drafts[i].path[: len(column)] == column)


def _rival(drafts: Sequence[Draft], left: set[int]) -> int:
    """Words of the largest element of prose that the extractor left, other than what frames a page."""
    held: Counter[tuple[int, ...]] = Counter()
    for i in left:
        if not drafts[i].marks & ASIDE and not drafts[i].above & _FRAME:
            held.update(dict.fromkeys((drafts[i].path[:-1], drafts[i].path[:-2]), len(drafts[i].words)))
    return max(held.values(), default=0)


def inside(drafts: Sequence[Draft], main_text: str) -> frozenset[int]:
    """Positions of the drafts that are the article's body.

    A draft of four words or more is inside if the extractor kept most of its 4-word shingles; a shorter one if it is
    a line of the main text and stands between two longer ones that are inside. If the extractor kept next to nothing
    of the prose that the page visibly holds, the smallest element with two thirds of it is taken instead.
    """
    tokens = [draft.words for draft in drafts]
    lines = [words(line) for line in main_text.splitlines()]
    kept = _matched(tokens, lines)
    kept -= {i for i in kept if drafts[i].kind == "list-item" and drafts[i].linked >= 0.9 and len(tokens[i]) < SHINGLE}
    prose = _prose(drafts)
    visible = sum(len(tokens[i]) for i in prose)
    if sum(len(tokens[i]) for i in prose & kept) < NEXT_TO_NOTHING * visible:
        return _densest(drafts, prose, tokens)
    kept |= _pieces(drafts, prose, kept, tokens)
    kept |= _gaps(drafts, prose, kept)
    return frozenset(kept | _headings(drafts, kept))


def _prose(drafts: Sequence[Draft]) -> set[int]:
    return {i for i, draft in enumerate(drafts) if len(draft.words) >= PROSE and draft.linked < 0.5}


def _pieces(drafts: Sequence[Draft], prose: set[int], kept: set[int], tokens: Sequence[Sequence[str]]) -> set[int]:
    """The rest of a body that an inset or an advertisement cuts in pieces, of which the extractor took one.

    A piece is an element that stands behind the body, as deep as that and close to it, holds paragraphs of running
    text, and has no headline of its own.
    """
    held: dict[tuple[int, ...], list[int]] = {}
    for i in sorted(prose):
        draft = drafts[i]
        if draft.kind == "paragraph" and draft.linked < 0.3 and not draft.marks & ASIDE:
            held.setdefault(draft.path[:-1], []).append(i)
    mine = {path: [i for i in group if i in kept] for path, group in held.items()}
    main = max(mine, key=lambda path: sum(len(tokens[i]) for i in mine[path]), default=())
    if len(mine.get(main, ())) < PARAGRAPHS:
        return set()
    found: set[int] = set()
    end = max(mine[main])
    for path, group in held.items():
        close = len(path) == len(main) and path[: max(1, len(path) - NEAR)] == main[: max(1, len(main) - NEAR)]
        like = drafts[group[0]].above == drafts[end].above and drafts[group[0]].part == drafts[end].part
        if path != main and group[0] > end and close and like and len(group) >= PARAGRAPHS:
            if any(drafts[i].above & {"h1", "h2"} for i in range(end, group[0])):
                break
            found.update(group)
            end = group[-1]
    return found


def _gaps(drafts: Sequence[Draft], prose: set[int], kept: set[int]) -> set[int]:
    """What the extractor left out between two blocks of the body in the same element, and the closing line of it.

    That is a paragraph, a line of a few words, or a quotation; links and what says that it is for something else are no
    gap, and neither is a long run of blocks.
    """
    order = sorted(kept)
    found: set[int] = set()
    for before, after in pairwise(order):
        run = range(before + 1, after)
        beside = drafts[before].path[:-1], drafts[after].path[:-1]
        paragraphs = sum(1 for i in run if i in prose and drafts[i].kind == "paragraph")
        if len(run) <= LONGEST_GAP and paragraphs <= 1:
            found.update(i for i in run if _fits(drafts[i], beside))
    last = order[-1] if order else len(drafts)
    closing = last + 1
    while closing < len(drafts) and drafts[closing].kind == drafts[last].kind == "list-item":
        if not _fits(drafts[closing], (drafts[last].path[:-1],) * 2):
            break
        found.add(closing)  # the rest of a list that is begun
        closing += 1
    while closing < len(drafts) and drafts[closing].text.endswith((".", "!", "?")):
        short = len(drafts[closing].text.split()) < PROSE and drafts[closing].linked == 0
        if not short or not _fits(drafts[closing], (drafts[last].path[:-1],) * 2):
            break
        found.add(closing)  # a text that ends in short sentences
        closing += 1
    return found


def _fits(draft: Draft, beside: tuple[tuple[int, ...], tuple[int, ...]]) -> bool:
    """Whether a draft stands in the same element as what is before or after it, as text of the same kind."""
    before, after = beside
    if draft.kind == "quote":
        return before == after and draft.path[: len(before)] == before and not draft.marks & (ASIDE - {"share"})
    return draft.path[:-1] in beside and draft.linked < 0.3 and draft.kind in _TEXT and not draft.marks & ASIDE


def _headings(drafts: Sequence[Draft], kept: set[int]) -> set[int]:
    """Headings of the body that the extractor left out: the next block is inside, and so is something above."""
    found: set[int] = set()
    first = min(kept, default=len(drafts))
    for i in range(len(drafts) - 2, first, -1):
        if drafts[i].kind == "heading" and drafts[i].linked < 0.5 and (i + 1 in kept or i + 1 in found):
            found.add(i)
    return found


def _matched(tokens: Sequence[Sequence[str]], lines: Sequence[list[str]]) -> set[int]:
    held = Counter(_run([word for line in lines for word in line]))
    own = {i: frozenset(_run(token)) for i, token in enumerate(tokens) if len(token) >= SHINGLE}
    shares = {i: len(mine & held.keys()) / len(mine) for i, mine in own.items()}
    long: set[int] = set()
    for group in _best_first({i: share for i, share in shares.items() if share >= COVERED}, tokens):
        found = [i for i in group if sum(1 for one in own[i] if held[one] > 0) >= COVERED * len(own[i])]
        long.update(found)
        for i in found:
            held.subtract(own[i])
    if not long:
        return set()
    whole = {tuple(line) for line in lines}
    short = {i for i in range(min(long), max(long)) if 0 < len(tokens[i]) < SHINGLE and tuple(tokens[i]) in whole}
    return long | short


def _best_first(shares: Mapping[int, float], tokens: Sequence[Sequence[str]]) -> Iterator[list[int]]:
    """Drafts in groups of the same cover and length, those that the extractor kept best and longest first.

    A line of the main text counts for the draft that it is, and not again for a teaser of it.
    """
    groups: dict[tuple[float, int], list[int]] = {}
    for i, share in shares.items():
        groups.setdefault((share, len(tokens[i])), []).append(i)
    yield from (groups[key] for key in sorted(groups, reverse=True))


def _run(token: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(token[i:] for i in range(SHINGLE)), strict=False)


def _densest(drafts: Sequence[Draft], prose: set[int], tokens: Sequence[Sequence[str]]) -> frozenset[int]:
    """The drafts of the smallest element that holds most of the prose."""
    weight: dict[tuple[int, ...], int] = {}
    for i in prose:
        for depth in range(len(drafts[i].path) + 1):
            above = drafts[i].path[:depth]
            weight[above] = weight.get(above, 0) + len(tokens[i])
    needed = DENSEST * sum(len(tokens[i]) for i in prose)
    path = max((path for path, held in weight.items() if held >= needed), key=len, default=())
    return frozenset(i for i, draft in enumerate(drafts) if draft.path[: len(path)] == path and draft.linked < 0.5)
