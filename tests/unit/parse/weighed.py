"""A report, filler and what stands between the two, each as generic as a test needs it, whatever words weigh today."""

from collections.abc import Mapping
from dataclasses import replace

from pipeline.parse.generic import genericness
from pipeline.parse.sheet import Fates, Line, Sheet
from tests.unit.parse.pages import sheet

TITLE = "Fabrikam bans Nimbus"
LEAD = "Fabrikam has told its engineers to remove Nimbus by 10 July, according to a memo seen by Harbour Post."
MORE = "Nimbus had sent drafts to a server in Tallinn, the memo says."
PLAIN = "A spokesperson for the company confirmed the step but gave no reason."
STORY = (
    LEAD,
    MORE,
    PLAIN,
    "The firm of Selmouth had bought 1,200 seats in March, and 900 of them were in use.",
    "Ines Roe, who leads its security team, found the server by chance on 2 June.",
    "She wrote to the maker of Nimbus the same day and got no answer for a week.",
    "Lantern Loop, which makes Nimbus, later blamed a wrong setting and switched it off.",
    "Two engineers lost their access at once, and 14 were warned.",
    "The works council was not asked before the step.",
)
TRUISM = "Leaders should always remember that trust is the key to lasting success."
ADVICE = "Organisations need a clear strategy and should review their priorities regularly."
FILLER = (
    TRUISM,
    ADVICE,
    "In the end, good preparation makes all the difference for every team.",
    "Staying informed is more important than ever.",
)
VAGUE = (
    "Whoever writes drafts knows how long a page is.",
    "Offices differ, and so do the tools in them.",
    "The length of the ban depends on many things.",
    "Some drafts are longer and better than others.",
    "Teams plan ahead and keep their tools in order.",
)
TELLS = -5.0
GENERAL = 3.0
USUAL: Mapping[str, float] = {**dict.fromkeys(STORY, TELLS), **dict.fromkeys(FILLER, GENERAL)}


def weighed(*texts: str, scores: Mapping[int, float]) -> Sheet:
    """A page whose lines are as generic as they usually are here, and others as is said.

    Args:
        texts: its lines.
        scores: how generic the lines at some places are, on the scale of ``pipeline.parse.generic``.
    """
    found = replace(sheet(*texts, title=TITLE), topic={})  # which words tell the story depends on the weights, too
    wanted = {i: USUAL[text] for i, text in enumerate(texts) if text in USUAL}
    wanted |= scores
    lines = [_set(found, line, wanted[i]) if i in wanted else line for i, line in enumerate(found.lines)]
    return replace(found, lines=tuple(lines))


def _set(found: Sheet, line: Line, wanted: float) -> Line:
    moved = [
        replace(one, form=one.form._replace(score=one.form.score + wanted - genericness(found, [one])))
        for one in line.sentences
    ]
    return replace(line, sentences=tuple(moved))


def dropped(found: Fates) -> dict[int, list[int]]:
    """Numbers of the sentences that were dropped, by line."""
    lines: dict[int, list[int]] = {}
    for spot in sorted(found):
        lines.setdefault(spot.line, []).append(spot.sentence)
    return lines
