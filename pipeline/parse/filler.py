"""Filler inside one article: which sentences carry no fact of the story, by which rule, on what ground."""

from collections.abc import Callable

from pipeline.parse.generic import find_advice, find_runs, find_slotted
from pipeline.parse.repeats import find_repeats
from pipeline.parse.restate import find_echoes, find_restatements
from pipeline.parse.sheet import Fate, Fates, Sheet, Spot
from pipeline.parse.sitewide import NOTHING_SEEN, SiteMemory, find_known

# Each rule sees what the ones before it dropped; the first rule that drops a sentence names its fate. Advice is looked
# for again after restatements, which are a sign of a content mill.
_RULES: tuple[Callable[[Sheet, Fates], Fates], ...] = (
    find_slotted,
    find_advice,
    find_restatements,
    find_echoes,
    find_advice,
    find_echoes,
    find_runs,
)


def find_filler(sheet: Sheet, memory: SiteMemory = NOTHING_SEEN, article_id: str = "") -> Fates:
    """The fates of all sentences that are filler.

    Args:
        sheet: the article.
        memory: what earlier articles of its site said.
        article_id: so that an article which is parsed again does not count as its own predecessor.

    Returns:
        What is filler by itself, and what is filler once templates are known: more knowledge never keeps more.
    """
    copies = find_repeats(sheet)
    alone = _found(sheet, copies)
    known = find_known(sheet, memory, article_id)
    fates = {**alone, **_found(sheet, {**known, **copies})} if known else alone
    return {**_hollow(sheet, fates), **fates}


def _found(sheet: Sheet, fates: Fates) -> Fates:
    """Some fates, and those that the other rules find in their light."""
    for rule in _RULES:
        fates = {**rule(sheet, fates), **fates}
    return fates


def _hollow(sheet: Sheet, fates: Fates) -> Fates:
    """Headings below which everything was dropped."""
    found: dict[Spot, Fate] = {}
    heading: int | None = None
    dropped = 0
    for i in range(len(sheet.lines) + 1):
        line = sheet.lines[i] if i < len(sheet.lines) else None
        if line is None or line.kind == "heading":
            if heading is not None and dropped:
                found[Spot(heading, 0)] = Fate("filler:heading", f"all {dropped} blocks below it are dropped")
            heading, dropped = i, 0
        elif all(Spot(i, s) in fates for s in range(len(line.sentences))):
            dropped += 1
        else:
            heading = None
    return found
