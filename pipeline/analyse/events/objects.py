"""Whether a name stands where it cannot be the one who acts."""

import re

from pipeline.analyse.events.sentence import Mention, Sentence
from pipeline.analyse.lexicon.parties import Parties

# "sold to Brightwell Motors and", in a text as it is written: the next name is an object too
_JOINED = re.compile(
    r"\b(?:of|at|by|in|with|from|for|to|on|against)\s+(?:the\s+)?"
    r"[A-Z][\w.’'-]+(?: [A-Z][\w.]+)?(?:,\s[A-Z][\w.]+)*,?\s+(?:and|or)\s+$"
)
_AND = re.compile(r",?\s+and\s+(?:the\s+)?")
_CLEFT = re.compile(r"\bit (?:is|was) (?:the\s+)?$")  # "It was Anthropic that ended …"


def is_object(sentence: Sentence, mention: Mention, parties: Parties) -> bool:
    """Whether a name stands where it does not act: behind a preposition, in brackets, as owner of a person or thing."""
    left, right = sentence.low[: mention.start], sentence.low[mention.end :]
    if parties.owned.match(right) or is_attribute(sentence, mention, parties):
        return True
    if left.count("(") > left.count(")"):
        return True
    if _JOINED.search(sentence.text[: mention.start]):
        return True
    if _CLEFT.search(left) or parties.parts.search(left):
        return False
    return bool(parties.before_objects.search(left)) or _follows_object(sentence, mention, parties)


def is_attribute(sentence: Sentence, mention: Mention, parties: Parties) -> bool:
    """Whether a name only says what another one is: "Samsung rival Corvane"."""
    related = parties.related.match(sentence.low, mention.end)
    return bool(related) and any(other.start == related.end() for other in sentence.orgs if related)


def _follows_object(sentence: Sentence, mention: Mention, parties: Parties) -> bool:
    """Whether a name is joined by "and" to one that is an object of a verb: "followed Samsung and Verizon in"."""
    for other in sentence.orgs:
        if other.end < mention.start and _AND.fullmatch(sentence.low, other.end, mention.start):
            return bool(parties.followed.search(sentence.low[: other.start]))
    return bool(parties.followed.search(sentence.low[: mention.start]))
