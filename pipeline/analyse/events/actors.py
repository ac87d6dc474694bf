"""Who acts in a sentence with a trigger."""

import re
from collections.abc import Sequence

from pipeline.analyse.events.agents import find_agent
from pipeline.analyse.events.context import Context, Named
from pipeline.analyse.events.sentence import Mention, Sentence
from pipeline.analyse.events.subjects import find_subject
from pipeline.analyse.events.trigger import Trigger

_CONJUNCTION = re.compile(r"\s*(?:,|and|or|,\s*and|as well as|&)\s+(?:the\s+)?(?:[\w-]+'s\s+)?$")  # Kakao ", and" Naver


def find_actors(sentence: Sentence, trigger: Trigger, context: Context, targets: Sequence[Named] = ()) -> list[Named]:
    """Who acts, in the order of the text; several where names are joined by "and". Empty if the text does not say.

    Args:
        sentence: the sentence of the trigger.
        trigger: the words that restrict.
        context: of the article.
        targets: what is restricted.
    """
    if trigger.voice in ("passive", "order-passive", "user"):
        agent = find_agent(sentence, trigger, context, targets)
        return [agent] if agent else []
    subject = find_subject(sentence, trigger, context, targets)
    if subject is None:
        return []
    if subject.sentence is not sentence:
        return [subject]
    return [Named(mention, sentence) for mention in _joined_to(subject.mention, sentence)]


def _joined_to(subject: Mention, sentence: Sentence) -> list[Mention]:
    """The names joined to a subject by commas and "and": "Kakao, Naver and Karrot"."""
    group = [subject]
    if subject.kind not in ("org", "region"):
        return group
    others = sentence.orgs if subject.kind == "org" else (*sentence.regions, *sentence.orgs)
    for mention in sorted((m for m in others if m.end <= subject.start), key=lambda m: -m.end):
        if not mention.known or not _CONJUNCTION.match(sentence.low[mention.end : group[0].start]):
            break
        group.insert(0, mention)
    return group
