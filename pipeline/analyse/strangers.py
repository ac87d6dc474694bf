"""Names that stand where a tool stands in a sentence about a restriction, and are in no list.

They make no event: what the lexicon does not know may be anything. They are counted, so that an operator sees which
tool the press writes about before anybody has listed it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.analyse.events.sentence import Mention, Sentence
from pipeline.analyse.events.tools import Tools
from pipeline.analyse.events.trigger import Trigger
from pipeline.analyse.events.triggers import find_triggers
from pipeline.analyse.lexicon import strangers

MOST = 5  # names of one article
_LONGEST = 40  # letters of a name
_OBJECT = re.compile(r"\s+(?:(?:the|an?|its|all|new|popular|controversial)\s+|(?:use of|access to)\s+)*")
_INTRODUCED = re.compile(r"[\w\s'-]{1,60}")  # banned "the companion chatbot" Lumi: the text says what it is
_SUBJECT = re.compile(r"(?:,[^,;.]{1,60},)?\s+(?:(?:can|cannot|ha[ds]|have|is|may|must|was|were|will)\s+)+[\w\s]{0,20}")
_PEOPLE = re.compile(r"\s+from\b")  # "bars Jane Roe from using it": a name of people
_AI = " AI"  # no name ends with it, for any word may stand before it; but that of a tool does


def find_strangers(read: Sequence[Sentence], tools: Tools) -> tuple[str, ...]:
    """The first few of them, each once, in the order of the text.

    Args:
        read: the sentences of an article; headlines are left out by the caller, whose capitals mark no names.
        tools: names, words and reader.
    """
    found: dict[str, None] = {}
    new = [(sentence, _new(sentence, tools)) for sentence in read]
    inside = {mention.name for _, mentions in new for mention in mentions if mention.start > 0}
    for sentence, mentions in new:
        for mention in _restricted(sentence, mentions, tools):
            if mention.start > 0 or " " in mention.name or mention.name in inside:  # any word may begin a sentence
                found.setdefault(mention.name)
        if len(found) >= MOST:
            break
    return tuple(found)[:MOST]


def _restricted(sentence: Sentence, new: Sequence[Mention], tools: Tools) -> Iterator[Mention]:
    triggers = find_triggers(sentence, tools.language.restricting) if new and not sentence.heading else ()
    return (mention for mention in new if any(_is_restricted(mention, trigger, sentence) for trigger in triggers))


def _new(sentence: Sentence, tools: Tools) -> list[Mention]:
    """Names in no list that may be tools, in order."""
    unknown = [mention for mention in (*sentence.tools, *sentence.orgs) if not mention.known]
    found = [_with_ai(mention, sentence) for mention in unknown if _can_be(mention, tools)]
    return sorted(found, key=lambda mention: mention.start)


def _with_ai(mention: Mention, sentence: Sentence) -> Mention:
    """A name with the "AI" behind it."""
    if not sentence.text.startswith(_AI, mention.end):
        return mention
    return replace(mention, end=mention.end + len(_AI), name=mention.name + _AI)


def _can_be(mention: Mention, tools: Tools) -> bool:
    """Whether a name may be that of a tool: no word of it makes it an organisation."""
    if mention.name in strangers.load().never or len(mention.name) > _LONGEST:
        return False
    return mention.kind == "tool" or tools.language.parties.kind_of(mention.name) is None


def _is_restricted(mention: Mention, trigger: Trigger, sentence: Sentence) -> bool:
    """Whether a name stands where a tool stands: what is used, what is banned, or what "was banned"."""
    low = sentence.low
    if mention.start >= trigger.end and strangers.load().used.search(low[: mention.start]):
        return True
    if trigger.voice in ("passive", "user", "label") and mention.end <= trigger.start:
        between = low[mention.end : trigger.start]
        return not between.strip() or bool(_SUBJECT.fullmatch(between))
    follows = mention.start >= trigger.body and trigger.voice in ("active", "order")
    words = _INTRODUCED if mention.kind == "tool" else _OBJECT
    direct = follows and bool(words.fullmatch(low[trigger.body : mention.start]))
    return direct and not _PEOPLE.match(low[mention.end :])
