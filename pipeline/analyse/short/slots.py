"""Whether a clause leaves open what is restricted, so that the rest of the text may say it."""

import re

from pipeline.analyse.lexicon.short import Short
from pipeline.analyse.short.frames import Frame

_END = re.compile(
    r"[,.;:]|\b(?:after|amid|as|at|because|before|citing|due|during|following|if|in|over|that|since|until|when|while|with)\b"
)
_FROM = re.compile(  # "barred from the exam"; not "from using it", "from work laptops"
    r"\s+from\s+(?!(?:access|connect|download|enter|install|launch|load|log|open|operat|run|shar|upload|us|utili[sz])ing\b)"
    r"(?:\w+ing\b|(?:the\s+|an?\s+|\w+\s+)?(?:exams?|finals|contest|market|tender|bidding)\b)"
)
_HELPERS = frozenset(
    (
        "also",
        "are",
        "be",
        "been",
        "being",
        "had",
        "has",
        "have",
        "is",
        "longer",
        "no",
        "not",
        "now",
        "to",
        "was",
        "were",
    )
)


def is_open(frame: Frame, short: Short) -> bool:
    """Whether the clause leaves open what is restricted: nothing else stands where its object or subject stands."""
    return (frame.loose and not frame.noun) or not _other_words(frame, short)


def is_filled(frame: Frame, short: Short) -> bool:
    """Whether the clause names something else as what is restricted, or what somebody is barred from."""
    barred = frame.passive and _FROM.match(frame.sentence.low, frame.trigger.end)
    return bool(barred or _other_words(frame, short))


def _other_words(frame: Frame, short: Short) -> list[str]:
    """The words where a frame's object or subject stands that say what it is, and are no names."""
    sentence, trigger, low = frame.sentence, frame.trigger, frame.sentence.low
    text = low[trigger.body :] if not frame.passive else low[: trigger.start]
    phrase = _phrase(text, behind=not frame.passive)
    offset = trigger.body if not frame.passive else trigger.start - len(phrase)
    others = [match.span() for match in short.others.finditer(phrase)]
    if others:
        return [phrase[start:end] for start, end in others]
    mentions = (*sentence.things, *sentence.orgs, *sentence.regions, *sentence.audiences)
    rest = "".join(
        " " if any(m.start <= offset + n < m.end for m in mentions) else letter for n, letter in enumerate(phrase)
    )
    words = re.findall(r"[a-z][\w-]*", rest.replace("'s", " "))
    return [word for word in words if not (word in short.objects or word in _HELPERS or word.endswith("ly"))]


def _phrase(text: str, *, behind: bool) -> str:
    """The words behind a verb to the next border, or those in front of it from the last one."""
    if behind:
        end = _END.search(text)
        return text[: end.start()] if end else text
    borders = list(_END.finditer(text))
    return text[borders[-1].end() :] if borders else text
