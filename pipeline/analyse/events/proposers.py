"""Who proposes, where the words that restrict have no subject: the parliament of a bill, who published a draft."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.analyse.events.context import Context, Named
from pipeline.analyse.events.sentence import Mention, Sentence
from pipeline.analyse.events.stance import governor
from pipeline.analyse.events.subjects import find_subject, named_countries
from pipeline.analyse.events.trigger import Trigger
from pipeline.analyse.lexicon.moods import Moods
from pipeline.model.vocabulary import ActorType

_INTRODUCED = re.compile(r"\b(?:before|by|from|in|of|to)\s+(?:the\s+)?$")  # a bill introduced "in the" US Senate
_PUBLIC: frozenset[ActorType] = frozenset({"government-body", "regulator"})
_CONGRESS = "US Congress"


def find_proposers(sentence: Sentence, trigger: Trigger, context: Context, moods: Moods) -> list[Named]:
    """The one who published the draft or holds the vote, or the public body in which a bill was brought in."""
    begin = governor(sentence, trigger, moods)
    if begin is not None:
        subject = find_subject(sentence, replace(trigger, start=begin, end=max(begin, trigger.end)), context)
        if subject is not None:
            return [subject]
    for subject in _public_subjects(sentence, context):
        return [subject]
    for mention in sentence.orgs if moods.bills.search(sentence.low) else ():
        public = context.acceptable(mention) and context.type_of(mention) in _PUBLIC
        if public and is_brought_in(sentence, mention):
            return [Named(mention, sentence)]
    return _legislators(sentence, context) or context.legislature()


def is_brought_in(sentence: Sentence, mention: Mention) -> bool:
    """Whether a body stands behind a word for where or by whom a bill was brought in: "in the US Senate"."""
    return bool(_INTRODUCED.search(sentence.low[: mention.start]))


def courts_in(sentence: Sentence, context: Context) -> list[Named]:
    """The court or judge of a sentence: "a judge granted X an injunction that bars the ministry from …"."""
    for mention in (*sentence.orgs, *sentence.references):
        named = context.resolve(mention, sentence) if mention.kind == "reference" else Named(mention, sentence)
        if named is not None and context.type_of(named.mention) == "court":
            return [named]
    return []


def _public_subjects(sentence: Sentence, context: Context) -> Iterator[Named]:
    """Public bodies that begin a sentence: "Australia is preparing rules that would keep children away from Y"."""
    for mention in (*named_countries(sentence, context), *sentence.orgs, *sentence.references):
        if sentence.low[: mention.start].strip(" \"“'("):
            continue
        named = context.resolve(mention, sentence) if mention.kind == "reference" else Named(mention, sentence)
        if named is not None and context.type_of(named.mention) in _PUBLIC:
            yield named


def _legislators(sentence: Sentence, context: Context) -> list[Named]:
    """The US Congress, where a senator or representative brings in a bill."""
    found = context.language.parties.legislators.search(sentence.text)
    if found is None:
        return []
    mention = Mention("org", found.start(), found.end(), found.group(), _CONGRESS)
    return [Named(mention, sentence)]
