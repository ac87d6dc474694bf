"""Nouns that restrict: "issued a ban on Y", "suspended the city's ban on Y", "the ban on Y was lifted"."""

import re
from collections.abc import Iterator

from pipeline.analyse.events.sentence import Sentence
from pipeline.analyse.events.trigger import Trigger
from pipeline.analyse.events.verbs import is_passive, is_pluperfect
from pipeline.analyse.lexicon.restricting import Restricting

_AHEAD = 45  # letters in front of the noun in which its verb is looked for
_BEHIND = 60
_THING_BEFORE, _THING_BEHIND = 90, 220  # "a ban on applications that …, naming Y and Z"
_INDEFINITE = re.compile(r"\ban?\s+(?:[\w-]+\s+){0,2}$")
_OPEN = re.compile(r"\b(?:can|could|may|might|must|never|not|should|to|will|would)\b|n't")  # "should be" lifted
_NEVER = re.compile(r"\b(?:fail(?:s|ed)?|never|no longer|not|without)\b|n't\b")  # "never" came into force
_WORD = re.compile(r"([\w-]+)\s+$")
_GRANTS = re.compile(r"s?\s+(?:for\s+(?:[\d,.]+|(?:its|more|new|the)\b)|that\s+(?:allow|let|permit)\w*)")
_OWNED = re.compile(r"(?<!\bits)(?<!\btheir)\b\w+'s?\s")  # upheld "the ministry's" ban
_ARTICLE = re.compile(r"(?:\b(?:an?|any|its|that|the|their|this)|'s?)\s+(?:\w+ly\s+)?$")
_MATTER = re.compile(r"\b(?:about|against|for|into|of|over)\b")
_CARRYING = re.compile(r"\b(?:application|effects?|enforcement|execution|implementation|operation)\s+of\b")
_BORDER = re.compile(r"[;:,]| and | but ")


def find_nouns(sentence: Sentence, restricting: Restricting) -> Iterator[Trigger]:
    """Nouns for a restriction under a verb that imposes or lifts it; alone they tell no event."""
    for noun in restricting.nouns.finditer(sentence.low):
        if noun.group() in restricting.homographs and restricting.helpers.modal.search(sentence.low[: noun.start()]):
            continue  # "plans to ban": a verb
        if _is_amount(sentence.low, noun, restricting):
            continue
        governed = _ahead(sentence.low, noun, restricting) or _behind(sentence.low, noun, restricting)
        if governed is not None and (governed.action == "lift" or _near_thing(sentence, noun.end())):
            yield governed


def find_nothing(sentence: Sentence, restricting: Restricting) -> Iterator[Trigger]:
    """What somebody says there is not: "there is no such ban"."""
    for match in restricting.nothing.finditer(sentence.low):
        yield Trigger(start=match.start(), end=match.end(), body=match.end(), action="deny", voice="passive", noun=True)


def _is_amount(low: str, noun: re.Match[str], restricting: Restricting) -> bool:
    """Whether a noun is no restriction of access: "weekly limits", "an order for 500 seats", "a rule that allows"."""
    adjective = _WORD.search(low[: noun.start()])
    return bool(adjective and adjective.group(1) in restricting.amounts) or bool(_GRANTS.match(low[noun.end() :]))


def _near_thing(sentence: Sentence, place: int) -> bool:
    return any(-_THING_BEFORE <= thing.start - place <= _THING_BEHIND for thing in sentence.things)


def _ahead(low: str, noun: re.Match[str], restricting: Restricting) -> Trigger | None:
    """The verb in front of its noun: "lifted the ban"."""
    window = max(0, noun.start() - _AHEAD)
    before = low[window : noun.start()]
    for pattern, action in restricting.governing:
        verbs = list(pattern.finditer(before))
        if not verbs or _BORDER.search(before[verbs[-1].end() :]):
            continue
        if restricting.unreal.search(before, verbs[-1].end()) or _MATTER.search(
            _CARRYING.sub("", before[verbs[-1].end() :])
        ):
            return None  # "withdrew a proposed ban", "ended speculation about a ban"
        if verbs[-1].group() in restricting.confirming and _OWNED.search(before[verbs[-1].end() :]):
            return None
        # "blocked a ban" speaks of one that is not there yet; "suspended a ban", of one that is
        if not (verbs[-1].group() in restricting.preventing and _INDEFINITE.search(before)):
            start = window + verbs[-1].start()
            return Trigger(
                start=start,
                end=noun.end(),
                body=noun.end(),
                action=action,
                voice="passive" if is_passive(low[:start], restricting.helpers) else "active",
                pluperfect=is_pluperfect(low[:start], restricting.helpers),
                noun=True,
            )
    return _proposed(low, noun, window, restricting)


def _proposed(low: str, noun: re.Match[str], window: int, restricting: Restricting) -> Trigger | None:
    """A verb of proposing in front: "is considering a ban"; but "rejected a proposed ban" describes one."""
    verbs = list(restricting.proposing.finditer(low, window, noun.start()))
    if not verbs or _BORDER.search(low[verbs[-1].end() : noun.start()]) or _ARTICLE.search(low[: verbs[-1].start()]):
        return None
    passive = is_passive(low[: verbs[-1].start()], restricting.helpers) and not verbs[-1].group().endswith("ing")
    if passive or not _INDEFINITE.search(low[: noun.start()]):
        return None
    end = noun.end()
    return Trigger(start=verbs[-1].start(), end=end, body=end, action="ban", voice="active", asked=True, noun=True)


def _behind(low: str, noun: re.Match[str], restricting: Restricting) -> Trigger | None:
    """The verb behind its noun, in the passive: "the ban was lifted", or "the ban takes effect"."""
    effect = restricting.helpers.takes_effect.match(low, noun.end())
    if effect and not _NEVER.search(effect.group()):
        return Trigger(start=noun.start(), end=noun.end(), body=noun.end(), action="ban", voice="passive", noun=True)
    behind = low[noun.end() : noun.end() + _BEHIND]
    for pattern, action in restricting.governing:
        verb = pattern.search(behind)
        if (
            verb
            and is_passive(behind[: verb.start()], restricting.helpers)
            and not _OPEN.search(behind[: verb.start()])
        ):
            end = noun.end() + verb.end()
            return Trigger(start=noun.start(), end=end, body=noun.end(), action=action, voice="passive", noun=True)
    return None
