"""For whom somebody in an office acts: a governor for the state, whose name stands near by."""

import re

from pipeline.analyse.events.context import Context, Named
from pipeline.analyse.events.sentence import Sentence
from pipeline.analyse.events.trigger import Trigger

_HEAD = re.compile(r"(?:Gov\.|Governor|Premier|President|Prime Minister)\s+(?=[A-Z])")
_OTHER = re.compile(
    r"(?:Alderman|Attorney General|Chancellor|Chief|Co-founder|Councill?or|Dr|Founder|General|Judge|Lord|Mayor|Minister"
    r"|Mr|Mrs|Ms|Priest|Prof|Professor|Rep\.|Secretary|Sen\.|Senator|Sheriff|Sir|Superintendent)\s+"
    r"(?=[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,2}$)"
)

_FREES = re.compile(
    r"\b(?:annull?|block|enjoin|froze|freez|halt|lift|overturn|paus|quash|set aside|stay|struck|suspend|toss|void)\w*\b"
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
    states = {m.name: Named(m, sentence) for m in sentence.orgs if m.known and context.type_of(m) == "government-body"}
    if len(states) == 1:
        return next(iter(states.values()))
    found = {r.name: Named(r, s, context.lexicon.regions[r.name].name) for s in (sentence,) for r in s.regions}
    found = {code: named for code, named in found.items() if not _is_adjective(named, context)}
    found = found or {c: one for c, one in context.regions().items() if not _is_adjective(one, context)}
    return next(iter(found.values())) if len(found) == 1 else None


def is_freed_by(actor: Named, sentence: Sentence, trigger: Trigger, context: Context) -> bool:
    """Whether a court only sets aside what the words that restrict tell: "stayed the order to block"."""
    if actor.sentence is not sentence or trigger.action == "lift" or context.type_of(actor.mention) != "court":
        return False
    return bool(_FREES.search(sentence.low, actor.mention.end, max(actor.mention.end, trigger.start)))


def _is_adjective(named: Named, context: Context) -> bool:
    return named.mention.text == context.lexicon.regions[named.mention.name].adjective
