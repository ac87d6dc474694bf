"""Verbs that restrict: "has banned Y", "Y was blocked", "cut off access to Y"."""

import re
from collections.abc import Iterator

from pipeline.analyse.events.sentence import Sentence
from pipeline.analyse.events.trigger import Trigger, Voice
from pipeline.analyse.lexicon.restricting import Helpers, Restricting, VerbForm

_NEAR = 70  # letters within which the object of an everyday verb must stand
_TOUCHING = 12  # letters between a thing and a participle that describes it ("downloads of Y blocked in …")
_MATTER = re.compile(r"\b(?:about|against|into|of|on|over)\s+(?:\w+\s+)?$")  # "months of doubt about" access
_OF_IT = re.compile(r"\b(?:about|by|for|from|in|of|on|to|with)\s+$")  # "the memory of" the assistant is switched off
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?$")
_OF = re.compile(r"\s*(?:on|of)\b")  # "block on", "limits of": a noun


def find_verbs(sentence: Sentence, restricting: Restricting) -> Iterator[Trigger]:
    """Triggers that are a single verb."""
    for match in restricting.verbs.finditer(sentence.low):
        left, right = sentence.low[: match.start()], sentence.low[match.end() :]
        noun = _is_noun(match.group(), left, right, restricting) and not _follows_a_subject(sentence, match)
        if noun or restricting.noun_object.match(right):
            continue  # "the block on", "blocked a ban"
        for entry in restricting.verb_forms[match.group()]:
            voice = _voice(sentence, match.span(), entry, restricting)
            if voice is not None and _object_fits(sentence, match.span(), entry, voice, restricting):
                yield Trigger(
                    start=match.start(),
                    end=match.end(),
                    body=match.end(),
                    action=entry.action,
                    voice=voice,
                    pluperfect=is_pluperfect(left, restricting.helpers),
                )
                break


def is_passive(left: str, helpers: Helpers) -> bool:
    """Whether a participle behind this text is passive: "has now been"."""
    auxiliary = helpers.auxiliary.search(left)
    return bool(auxiliary and auxiliary["passive"])


def is_pluperfect(left: str, helpers: Helpers) -> bool:
    """Whether a participle behind this text is older than what is told: "had", "had been"."""
    auxiliary = helpers.auxiliary.search(left)
    return bool(auxiliary and auxiliary["perfect"] == "had")


def _follows_a_subject(sentence: Sentence, verb: re.Match[str]) -> bool:
    """Whether a word between somebody and a thing is a verb: "the Italian government bans Y"."""
    subject = any(mention.end + 1 == verb.start() for mention in (*sentence.orgs, *sentence.references))
    return subject and any(mention.start == verb.end() + 1 for mention in sentence.things)


def _voice(sentence: Sentence, span: tuple[int, int], entry: VerbForm, restricting: Restricting) -> Voice | None:
    left, right = sentence.low[: span[0]], sentence.low[span[1] :]
    if entry.forms & {"past", "participle"}:
        auxiliary = restricting.helpers.auxiliary.search(left)
        if auxiliary and auxiliary["passive"]:
            return "passive"
        if auxiliary and auxiliary["perfect"]:
            return "active" if "participle" in entry.forms else "passive"
        if "past" not in entry.forms:
            return "passive"
        reduced = restricting.helpers.places.match(right) and _thing_ends_near(sentence, span[0])
        return "passive" if reduced else "active"
    if "base" in entry.forms and not left.strip(" \"“'("):
        return None  # an imperative: "Block the address in the router"
    return "active"


def _thing_ends_near(sentence: Sentence, place: int) -> bool:
    return any(0 <= place - mention.end <= _TOUCHING for mention in (*sentence.things, *sentence.audiences))


def _object_fits(
    sentence: Sentence, span: tuple[int, int], entry: VerbForm, voice: Voice, restricting: Restricting
) -> bool:
    """Whether verbs with other uses have a tool, or access to one, for their object."""
    if not (entry.access or entry.near):
        return True
    start, end = (span[1], span[1] + _NEAR) if voice == "active" else (max(0, span[0] - _NEAR), span[0])
    access = restricting.helpers.access.search(sentence.low[start:end])
    if access and not _MATTER.search(sentence.low[start : start + access.start()]):
        return True
    if entry.access:
        return False
    meant = restricting.helpers.meant.search(sentence.low[start:end])
    if meant and not _OF_IT.search(sentence.low[: start + meant.start()]):
        return True
    near = (mention for mention in sentence.things if start <= mention.start < end)
    # "removed the voice mode from Y": Y stays
    return any(voice != "active" or not _FROM.search(sentence.low[: mention.start]) for mention in near)


def _is_noun(word: str, left: str, right: str, restricting: Restricting) -> bool:
    """Whether a word that can be a noun is one here: "its ban", "the block on"."""
    if word not in restricting.homographs or restricting.helpers.modal.search(left):
        return False
    return bool(restricting.helpers.determined.search(left) or _OF.match(right))
