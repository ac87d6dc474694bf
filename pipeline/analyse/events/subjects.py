"""Who acts in the active voice: the subject of the trigger."""

import re
from collections.abc import Sequence

from pipeline.analyse.events.context import Context, Named
from pipeline.analyse.events.objects import is_object
from pipeline.analyse.events.sentence import Mention, Sentence
from pipeline.analyse.events.trigger import Trigger
from pipeline.model.vocabulary import ActorType

HELPERS = re.compile(r"\s+(?:(?:also|been|being|had|ha[sd]|have|is|now|to be|was|were|will be|\w+ly)\s+)*")
"""What may stand between a name and the verb that it belongs to: "has been"."""

_APPOSITION = re.compile(r",\s+$|\s*\($")  # "Brightwell Mutual, the" insurer
_RELATIVE = re.compile(r",?\s+(?:that|which|who)(?:\s+\w+ly|\s+also)?\s+(?:ha[sd]\s+|have\s+|will\s+|would\s+)?$")
_FIRST_TO = re.compile(  # "Texas has become the first US state to" ban
    r"\b(?:become|becomes|became|is|was)\s+(?:the|one of the)\s+(?:first|latest|second|third|only)\b[^.;]*\bto\s+$"
)
_ASIDE = re.compile(  # "Y, a client of X since 2019, has"
    r",\s+(?P<said>(?:an?|along|as|based|following|home|like|one of|owned|the|together|unlike|which|who|whose)\b"
    r"(?:[^,;:]|,(?=\d))*),\s*(?:and\s+)?(?:(?:\w+ly|also|been|had|ha[sd]|have|is|now|was|were|will|would)\s+)*$"
)
_THAT = re.compile(r"\b(?:that|whether|how|why)\s+")
_PRONOUN = re.compile(r"\b(?:it|they)\b")
_PUBLIC: frozenset[ActorType] = frozenset({"government-body", "regulator"})
_COORDINATED = re.compile(r",\s+and\s+(?:\w+ly\s+)?$")  # "said that …, and" withdrew: who said it withdrew it
_PERSON = re.compile(  # "because he" blocked: nobody who is named
    r"\b(?:he|she|we|i|you)\s+(?:(?:ha[sd]|have|\w+ly)\s+)*$"
)
_SUBORDINATE = re.compile(r"\b(?:after|although|as|because|before|since|though|unless|until|when|whereas|while)\b")
_CONJUNCTION = re.compile(rf"(?<!such )(?<!well ){_SUBORDINATE.pattern}\s+(?:the\s+)?$")  # "after" Italy banned


def find_subject(sentence: Sentence, trigger: Trigger, context: Context, targets: Sequence[Named] = ()) -> Named | None:
    """The nearest name in front of the trigger that can be its subject; None where that is somebody unnamed.

    Args:
        sentence: the sentence of the trigger.
        trigger: the words that restrict.
        context: of the article.
        targets: what is restricted; it does not act, even if the same name is its maker's.
    """
    acted = [target.mention for target in targets if target.sentence is sentence]
    left = sentence.low[: trigger.start]
    if _PERSON.search(left):
        return None
    first = _FIRST_TO.search(left)
    end = first.start() if first else trigger.start
    countries = (m for m in named_countries(sentence, context) if _acts(m, sentence, end, context))
    named = (*sentence.orgs, *sentence.references, *countries)
    clause = _THAT.search(left) if _COORDINATED.search(left) else None
    border = clause.start() if clause else end
    candidates = [m for m in named if m.end <= border and m.apart(acted)]
    relative = _RELATIVE.search(left)
    if relative:
        before = [m for m in candidates if m.end == relative.start()]
        return _party(before[-1], candidates, sentence, context) if before else None
    for mention in sorted(candidates, key=lambda m: (m.end, m.start), reverse=True):
        if _is_passed_over(mention, candidates, sentence, border, context):
            continue
        found = _party(mention, candidates, sentence, context)
        if found or _is_stranger(mention, sentence, context):
            return found
    return context.protagonist(sentence) if _PRONOUN.search(left) else None


def named_countries(sentence: Sentence, context: Context) -> list[Mention]:
    """Countries named by name ("Italy blocked …"), not by adjective or in front of a noun ("a US agency")."""
    by_region, described = context.lexicon.regions, context.language.parties.described
    return [
        mention
        for mention in sentence.regions
        if not any(org.start <= mention.start and mention.end <= org.end for org in sentence.orgs)
        and mention.text != by_region[mention.name].adjective
        and not described.match(sentence.low[mention.end :])
    ]


def _is_passed_over(
    mention: Mention, candidates: Sequence[Mention], sentence: Sentence, end: int, context: Context
) -> bool:
    """Whether a name cannot be the subject: it is the object of something, or stands in another clause.

    "Sued X after Italy" banned: Italy acts, though it stands behind a word that can be a preposition, and X does not.
    """
    low = sentence.low
    between = low[mention.end : end]
    if mention.kind == "org" and context.language.parties.attributed.match(low[mention.end :]):
        return True
    if HELPERS.fullmatch(between) and _CONJUNCTION.search(low[: mention.start]):
        return False
    decides = context.type_of(mention) in _PUBLIC and context.language.parties.office.match(low, mention.end)
    if decides and not _has_own_subject(between):
        return False
    if is_object(sentence, mention, context.language.parties) or _in_aside(mention, candidates, low, end):
        return True
    if _has_own_subject(between):
        return True
    clause = _SUBORDINATE.search(between)
    return clause is not None and any(other.start >= mention.end + clause.end() for other in candidates)


def _in_aside(mention: Mention, candidates: Sequence[Mention], low: str, end: int) -> bool:
    """Whether a name stands in what is put between a subject and its verb: "Y, which counts X as a client, has"."""
    for subject in candidates:
        if subject.end < mention.start:
            aside = _ASIDE.match(low, subject.end, end)
            if aside is not None and aside.start() < mention.start and mention.end <= aside.end("said"):
                return not (subject.kind == "reference" and _is_whole(mention, aside))
    return False


def _is_whole(mention: Mention, aside: re.Match[str]) -> bool:
    """Whether an aside is a name and no more: "the regulator, the Garante, has" names whom it speaks of."""
    return mention.end == aside.end("said") and aside.string[aside.start("said") : mention.start] in ("", "the ")


def _has_own_subject(between: str) -> bool:
    """Whether a "that" behind a name begins a clause of somebody else: "X found that most insurers have banned"."""
    clauses = list(_THAT.finditer(between))
    return bool(clauses) and not _PRONOUN.search(between, clauses[-1].end())


def _party(mention: Mention, candidates: Sequence[Mention], sentence: Sentence, context: Context) -> Named | None:
    """Whom a subject stands for."""
    if mention.kind == "org":
        return Named(mention, sentence) if context.acceptable(mention) else None
    if mention.kind == "region":
        return Named(mention, sentence)
    if any(other.kind == "org" and _APPOSITION.match(sentence.text[other.end : mention.start]) for other in candidates):
        return None  # "Brightwell Mutual, the insurer, …": the name is the subject
    return context.resolve(mention, sentence)


def _is_stranger(mention: Mention, sentence: Sentence, context: Context) -> bool:
    """Whether a subject is somebody who cannot be named: then nobody further away is the subject."""
    if mention.kind == "reference":
        return context.is_indefinite(mention)
    if context.language.parties.roles.search(sentence.low[: mention.start]):
        return False  # "Texas attorney general Ken Paxton": the person speaks for the one in front
    return mention.kind == "org" and not context.acceptable(mention)


def _acts(country: Mention, sentence: Sentence, end: int, context: Context) -> bool:
    """Whether a country can be the subject of a trigger that begins at a place: "EU rules ban" says it of the rules."""
    return bool(context.language.parties.country_acts.match(sentence.low[country.end : end]))
