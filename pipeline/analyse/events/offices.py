"""For whom somebody in an office acts: a governor for the state, whose name stands near by."""

import re

from pipeline.analyse.events.context import Context, Named
from pipeline.analyse.events.sentence import Sentence

_HEAD = re.compile(r"(?:Gov\.|Governor|Premier|President|Prime Minister)\s+(?=[A-Z])")
_OTHER = re.compile(
    r"(?:Alderman|Attorney General|Chancellor|Chief|Co-founder|Councill?or|Dr|Founder|General|Judge|Lord|Mayor|Minister"
    r"|Mr|Mrs|Ms|Priest|Prof|Professor|Rep\.|Secretary|Sen\.|Senator|Sheriff|Sir|Superintendent)\s+"
    r"(?=[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,2}$)"
)


def in_office(actor: Named, sentence: Sentence, context: Context) -> Named | None:
    """The one who acts, or the country or state for which a governor does; None for a person of whom that is unknown.

    Args:
        actor: who acts by the sentence.
        sentence: that tells of it.
        context: of the article.
    """
    mention = actor.mention
    if mention.kind != "org" or mention.known or context.type_of(mention) == "court":
        return actor
    if not _HEAD.match(mention.text):
        return None if _OTHER.match(mention.text) and "of" not in mention.text.split() else actor
    found = {r.name: Named(r, s, context.lexicon.regions[r.name].name) for s in (sentence,) for r in s.regions}
    found = found or context.regions()
    return next(iter(found.values())) if len(found) == 1 else None
