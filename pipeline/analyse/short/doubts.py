"""What speaks against telling an event of a short text: it is about another thing, or who is named does not act.

Words weigh for a ban wherever words for banning stand. What they are about is a matter of grammar, and is asked here:
"School bans phones, keeps Y" bans no Y, and "X loses its Y key" is not told of X.
"""

import re

from pipeline.analyse.events.context import Named
from pipeline.analyse.events.sentence import Mention, Sentence
from pipeline.analyse.events.stance import stance
from pipeline.analyse.events.triggers import find_triggers
from pipeline.analyse.lexicon.short import Short
from pipeline.analyse.short.features import class_of
from pipeline.analyse.short.frames import Frame
from pipeline.analyse.short.parties import Scene
from pipeline.analyse.short.slots import is_filled

_OF_PERSON = re.compile(r"\b(?:he|she|his|her|him|himself|herself)\b")
_PAPER = re.compile(
    r"[’']s?\s+(?:[\w-]+\s+)?(?:e-?mail|interview|letter|memo|message|note|op-ed|post|speech|tweet|visit|words)\b"
)
_TITLES = frozenset(
    ("co-founder", "dr", "founder", "general", "lord", "mr", "mrs", "ms", "priest", "prof", "professor", "sir")
)
_HELPED = re.compile(r"\s+(?:(?:has|have|had|is|are|was|were|been|be|now|\w+ly)\s+)*")
_FROM_DOING = re.compile(r"\s+from\s+\w+ing\b")
_COMPARED = re.compile(r"\b(?:like|than|unlike)\s+(?:the\s+)?$")


def is_doubted(told: str, frames: tuple[Frame, ...], scene: Scene) -> bool:
    """Whether a class is not to be told by weight alone, whatever the words weigh.

    Args:
        told: of ``features.CLASSES``.
        frames: all words that restrict in the text, with what its clauses tell.
        scene: the text.
    """
    short = scene.short
    if any(s.text.rstrip(" \"'”’").endswith("?") for s in scene.title) or is_column(scene):
        return True
    if told == "imposed" and any(short.outages.search(s.low) for s in scene.sentences):
        return True
    if told == "lifted" and any(short.upheld.search(s.low) for s in scene.sentences):
        return True
    classes = {class_of(frame) for frame in frames}
    if told == "imposed" and classes and all(f.trigger.pluperfect for f in frames if class_of(f) == told):
        return True  # "had briefly blocked": an old one
    if told == "proposed" and "denied" in classes:
        return True
    if told in ("denied", "proposed") and "imposed" in classes and told not in classes:
        return True  # a clause says outright that it was done
    return told == "imposed" and (_is_about_another_thing(frames, scene) or _is_undone(frames, scene))


def is_about_another(frame: Frame, scene: Scene) -> bool:
    """Whether words that restrict have nothing to do with a tool, though one is named near by.

    Who is barred from doing something is a party of it: "X barred from using the name". In a text about a fault only
    a clause that names the tool tells of more than the fault.
    """
    sentence, trigger = frame.sentence, frame.trigger
    if class_of(frame) != "imposed":
        return False
    things = any(m.start >= trigger.end for m in sentence.things)
    parties = (*sentence.orgs, *sentence.tools)
    held = any(_HELPED.fullmatch(sentence.low, m.end, trigger.start) for m in parties if m.end <= trigger.start)
    if held and not things and _FROM_DOING.match(sentence.low, trigger.end):
        return True
    outage = any(scene.short.outages.search(s.low) for s in scene.sentences)
    return outage and not sentence.things


def is_column(scene: Scene) -> bool:
    """Whether somebody gives an opinion."""
    return any(scene.short.columns.match(s.low) for s in scene.title[:1]) or any(
        scene.short.columns.search(s.low) for s in scene.body
    )


def _is_undone(frames: tuple[Frame, ...], scene: Scene) -> bool:
    """Whether words that restrict stand only where the grammar does not take them for a fact: "will not prohibit"."""
    language = scene.tools.language
    found = [(s, trigger) for s in scene.sentences for trigger in find_triggers(s, language.restricting)]
    return bool(found) and not frames and all(stance(s, trigger, language) == "none" for s, trigger in found)


def _is_about_another_thing(frames: tuple[Frame, ...], scene: Scene) -> bool:
    """Whether all words that restrict have an object of their own, which is no tool."""
    about = [is_filled(frame, scene.short) and not scene.near(frame) for frame in frames if not frame.noun]
    return bool(about) and all(about)


def can_decide(named: Named, told: str, scene: Scene) -> bool:
    """Whether one who is named can be told of by weight: a known name or one that is an organisation's.

    Not one to whom it is done, not the country whose product it is, and no court for what others ban.
    """
    mention = named.mention
    if mention.kind == "org" and not (scene.context.acceptable(mention) or _is_name(mention, scene)):
        return False
    if told == "imposed" and (mention.name == "court" or scene.context.type_of(mention) == "court"):
        return False
    places = [(m, s) for s in scene.sentences for m in _parties(s) if m.name == mention.name]
    if any(_loses(m, s, scene.short) for m, s in places) and told in ("imposed", "denied"):
        return False
    return not places or not all(scene.is_maker_country(m, s) or _is_compared(m, s) for m, s in places)


def _is_name(mention: Mention, scene: Scene) -> bool:
    """Whether an unknown name can be an organisation's: not the word that opens a title, and no person's.

    "Recipe leak: …" begins with a capital as every title does.
    """
    places = [(m, s) for s in scene.sentences for m in s.orgs if m.name == mention.name]
    if " " not in mention.text:
        return any(m.start > 0 for m, _ in places)
    person = any(_is_person(m, s, scene) for m, s in places)
    return not person and not any(_OF_PERSON.search(s.low) for s in scene.sentences)


def _is_person(mention: Mention, sentence: Sentence, scene: Scene) -> bool:
    roles = scene.context.language.parties.roles
    first = mention.text.split()[0].lower()
    return bool(
        roles.search(sentence.low[: mention.start])
        or roles.search(first)
        or first in _TITLES
        or _PAPER.match(sentence.low, mention.end)
    )


def _parties(sentence: Sentence) -> tuple[Mention, ...]:
    return (*sentence.orgs, *sentence.regions, *sentence.references)


def _loses(mention: Mention, sentence: Sentence, short: Short) -> bool:
    words = sentence.low[mention.end :]
    return words.startswith(" ") and short.loses.match(words.lstrip()) is not None


def _is_compared(mention: Mention, sentence: Sentence) -> bool:
    return bool(_COMPARED.search(sentence.low[: mention.start]))
