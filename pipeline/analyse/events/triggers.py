"""All triggers of a sentence. Who acts on what is for ``actors`` and ``targets``; whether it is so, for ``stance``."""

from functools import lru_cache

from pipeline.analyse.events.nouns import find_nothing, find_nouns
from pipeline.analyse.events.orders import find_inquiries, find_orders, find_phrases
from pipeline.analyse.events.sentence import Sentence
from pipeline.analyse.events.trigger import Trigger
from pipeline.analyse.events.verbs import find_verbs
from pipeline.analyse.lexicon.restricting import Restricting


@lru_cache(maxsize=2048)  # several steps ask for those of one sentence; the answer depends on it alone
def find_triggers(sentence: Sentence, restricting: Restricting) -> tuple[Trigger, ...]:
    """All triggers of a sentence, in order; of two that overlap the longer one."""
    found = [
        *find_orders(sentence, restricting),
        *find_phrases(sentence, restricting),
        *find_nouns(sentence, restricting),
        *find_verbs(sentence, restricting),
        *find_inquiries(sentence, restricting),
        *find_nothing(sentence, restricting),
    ]
    kept: list[Trigger] = []
    for trigger in sorted(found, key=lambda t: (t.start - t.end, t.start)):
        if all(trigger.end <= other.start or other.end <= trigger.start for other in kept):
            kept.append(trigger)
    return tuple(sorted(kept, key=lambda t: t.start))
