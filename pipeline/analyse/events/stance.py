"""How far a trigger is a fact: told as done, as coming, as proposed, as denied, or as nothing of the kind.

Polarity is the trap of this subject: "judge blocks ban", "denies banning", "would ban", "if you ban" all hold the words
of a ban. A finite verb states a fact unless something in front of it takes that back; an infinitive or an -ing form
states nothing unless something in front of it says that it was, or will be, done. Whatever cannot be told apart is no
event.
"""

import re
from typing import Literal

from pipeline.analyse.events.sentence import Sentence
from pipeline.analyse.events.trigger import Trigger
from pipeline.analyse.events.verbs import is_passive
from pipeline.analyse.lexicon.language import Language
from pipeline.analyse.lexicon.moods import Moods

Stance = Literal["fact", "coming", "proposed", "denied", "none"]

_QUESTION = re.compile(r"\?[\"”’']?\s*$")
_CONDITION = re.compile(r"^[^;:]*?(?<!even )\b(?:if|provided|unless)\b")
_NOBODY = re.compile(r"\W*(?:neither|no(?! longer\b)|no one|nobody|none)\b[^,.;]*$")  # "Nobody at X was told to"
_ONCE = re.compile(r"\W*(?:as soon as|once|the moment|whenever)\s")  # "Once X bans Y, others will follow"
_NOT_ONLY = re.compile(r"\bnot (?:only|just|merely)\b")
_INVERTED = re.compile(r"[\"“(]?(?:had|should|were)\s")  # "Had the bank banned it, …"
_SUBJUNCTIVE = re.compile(  # "moved that Y be blocked"; but not "to be", "will be", "can no longer be"
    r"(?<!\bto )(?<!\bor )(?<!\band )\b(?P<bare>be)(?:\s+\w+ly)?\s*$"
)
_GOVERNED_BE = re.compile(r"\b(?:can(?:not)?|could|may|might|must|shall|should|to|will|wo|would)\b[^,;]{0,40}$|'ll\b")
_CLAIMED = re.compile(r"\W*(?:the |these |such )?(?:allegations|claims|reports|rumou?rs|stories|suggestions)\s+that\b")
_AS_IF = re.compile(r"\bas (?:if|though)\b")  # "It reads as though X, a rival, had thrown Y out": not so
_MODAL_PERFECT = re.compile(  # "might have", "was to have been"
    r"\b(?:can|could|may|might|must|ought to|should|was to|were to|would)(?:\s+\w+)?\s+have(?:\s+been)?\s*$"
)
_INFINITIVE = re.compile(r"\bto(?:\s+\w+ly)?(?:\s+(?:be|have|have been))?\s*$")  # "to", "to quietly", "to be"
_LOWER = re.compile(r"(?<![\w-])(?!and\b)[a-z]")  # a word that is no name; "Apple and Google to block …" has none
_TO = re.compile(r"\s+to(?:\s+\w+ly)?\s*$")
_PROGRESSIVE = re.compile(r"\b(?:is|are|'s|'re)(?:\s+(?:also|already|now|\w+ly))*\s*$")  # "is now" phasing out
_PAST_PROGRESSIVE = re.compile(r"\b(?:was|were|been)(?:\s+(?:also|already|\w+ly))*\s*$")
_BY = re.compile(r"(?:,|\b(?:by|in))\s*$")  # "replied by", "tightened its rules," barring …
_MODAL = re.compile(r"\b(?:can|could|may|might|must|shall|should|to|would)\b")
_WILL = re.compile(r"\b(?:will|'ll)\b")
_CLAUSE = re.compile(r"[;:]\s|\s[–—-]\s|,\s(?:and|but|or|while|though|although)\s|\sbut\s")
_BORDER = re.compile(r"[,;:]")
_OTHER = re.compile(r"[;:]|\b(?:and|but)\b")
_DENIAL_REACH = 90  # letters in front of a trigger in which a denial still reaches it
_REFUTED_REACH = 120
_WINDOW = 70
_WOULD = ("could", "should", "would")
_GOVERNED_WORDS = 5  # between a proposing word and what it governs


def stance(sentence: Sentence, trigger: Trigger, language: Language) -> Stance:
    """The stance of a trigger, from the words around it in its sentence."""
    low, moods = sentence.low, language.moods
    if trigger.action == "deny":
        return "denied" if _somebody_says(sentence, language) and not sentence.heading else "none"
    if _QUESTION.search(low) or sentence.heading or sentence.in_quotes(trigger.start, trigger.end):
        return "none"
    left = _clause(low, trigger.start)
    if moods.open.search(left) and trigger.action != "lift":
        return "none" if moods.drops.search(left) or moods.negates.search(left) else "proposed"
    if _CLAIMED.match(low) and moods.refuted.search(low, trigger.end):  # "claims that X banned Y are false, X said"
        return "denied" if _somebody_says(sentence, language) and trigger.action != "lift" else "none"
    if _is_no_statement(left, sentence, trigger, moods):
        return "none"
    return _denied(left, sentence, trigger, language) or _told(left, sentence, trigger, language)


def _is_no_statement(left: str, sentence: Sentence, trigger: Trigger, moods: Moods) -> bool:
    """Whether a sentence only supposes, quotes a draft, awaits or refutes what the trigger says."""
    low = sentence.low
    to_come = _ONCE.match(left) and low[trigger.start : trigger.end].split(maxsplit=1)[0].endswith("s")
    if to_come or _says_nothing(left, moods) or moods.unsent.search(low[: trigger.start]):
        return True
    return bool(moods.refuted.search(low[trigger.end : trigger.end + _REFUTED_REACH]))


def _denied(left: str, sentence: Sentence, trigger: Trigger, language: Language) -> Stance | None:
    """What a denial or a negation makes of a trigger; None where there is neither."""
    moods = language.moods
    denial = _denial(sentence.low, trigger, moods)
    if denial:
        said = not denial["impersonal"] or _somebody_says(sentence, language)
        return "denied" if said and trigger.action != "lift" else "none"
    if _NOBODY.match(left) or (moods.negates.search(left) and not _NOT_ONLY.search(left)):
        return "denied" if _is_plain_denial(left, sentence, trigger, language) else "none"
    if _is_subjunctive(left):
        wished = moods.wishes.search(sentence.low[: trigger.start]) and trigger.action != "lift"
        return "proposed" if wished else "none"
    return None


def _told(left: str, sentence: Sentence, trigger: Trigger, language: Language) -> Stance:
    """Whether what is not denied is done, coming, proposed or none of these."""
    low, moods = sentence.low, language.moods
    told: Stance = "coming" if moods.told.search(low[: trigger.start]) else _mood(left, sentence, trigger, language)
    if told == "coming" and _CONDITION.search(low[trigger.end :]):
        told = "proposed"  # "said it would block Y if the vendor does not sign": a threat
    if told == "fact" and language.days.ahead.search(low[trigger.end :]) and not trigger.pluperfect:
        told = "coming"
    return "none" if told == "proposed" and trigger.action == "lift" else told


def would_be(sentence: Sentence, trigger: Trigger, moods: Moods) -> bool:
    """Whether it is what somebody or something "would", "could" or "should" do: of a bill that is no guess."""
    left = _clause(sentence.low, trigger.start)
    proposal = _proposal(sentence.low, trigger.start, moods)
    guessed = proposal is not None and proposal["guessed"] in _WOULD
    guessed = guessed or sentence.low[trigger.start : trigger.end].startswith(_WOULD)
    if not guessed or trigger.action in ("deny", "lift") or sentence.in_quotes(trigger.start, trigger.end):
        return False
    return not (_QUESTION.search(sentence.low) or sentence.heading or moods.drops.search(left))


def denies(sentence: Sentence, trigger: Trigger, moods: Moods) -> bool:
    """Whether a verb of denying governs the trigger, or a report of it is refuted, and it is not only negated."""
    return bool(_CLAIMED.match(sentence.low)) or _denial(sentence.low, trigger, moods) is not None


def _somebody_says(sentence: Sentence, language: Language) -> bool:
    return bool(language.days.spoke.search(sentence.low))


def _is_plain_denial(left: str, sentence: Sentence, trigger: Trigger, language: Language) -> bool:
    """Whether somebody says that it was not done: "has not banned Y, a spokesman said"; but "not outright" is none."""
    moods = language.moods
    if trigger.action in ("lift", "investigate") or not moods.plainly.search(left):
        return False
    said = _somebody_says(sentence, language) or left.startswith("no, ")
    return said and not moods.entirely.search(sentence.low)


def _is_subjunctive(left: str) -> bool:
    """Whether a passive has a bare "be", as what is moved, demanded or proposed has."""
    bare = _SUBJUNCTIVE.search(left)
    return bool(bare) and not _GOVERNED_BE.search(left[: bare.start("bare")] if bare else "")


def governor(sentence: Sentence, trigger: Trigger, moods: Moods) -> int | None:
    """Where the word begins that denies or proposes what the trigger says, or None; who acts stands in front of it."""
    found = (
        _denial(sentence.low, trigger, moods)
        or moods.open.search(_clause(sentence.low, trigger.start))
        or _proposal(sentence.low, trigger.start, moods)
    )
    if found is None or ("impersonal" in found.groupdict() and found["impersonal"]):
        return None  # "it is not true that X banned Y": X stands behind it
    return found.start()


def _denial(low: str, trigger: Trigger, moods: Moods) -> re.Match[str] | None:
    """A word that denies what the trigger says; "denied it, and banned" denies something else."""
    denials = list(moods.denies.finditer(low, max(0, trigger.start - _DENIAL_REACH), trigger.start))
    return denials[-1] if denials and not _OTHER.search(low[denials[-1].end() : trigger.start]) else None


def _proposal(low: str, end: int, moods: Moods) -> re.Match[str] | None:
    """The last proposing word of the clause, if it reaches the trigger: at most a few words, and no clause, between."""
    begin = max(end - _WINDOW, end - len(_clause(low, end)))
    found = list(moods.proposes.finditer(low, begin, end))
    if not found or len(low[found[-1].end() : end].split()) > _GOVERNED_WORDS:
        return None
    return None if _BORDER.search(low[found[-1].end() : end]) else found[-1]


def plans(sentence: Sentence, trigger: Trigger, moods: Moods) -> bool:
    """Whether the proposing word is one of intention ("plans to ban"), which a definite day makes a decision."""
    return bool(moods.intends.search(_clause(sentence.low, trigger.start)[-_WINDOW:]))


def _mood(left: str, sentence: Sentence, trigger: Trigger, language: Language) -> Stance:
    """What the form of the verb, and the words that govern it, leave of the statement."""
    moods = language.moods
    words = sentence.low[trigger.start : trigger.end]
    proposal = _proposal(sentence.low, trigger.start, moods)
    if proposal:
        return "proposed" if _is_proposed(left, sentence.low, proposal, language) else "none"
    if trigger.asked:
        return "none" if _INFINITIVE.search(left) else "proposed"
    if moods.awaits.search(left):
        return "coming"
    if _INFINITIVE.search(left):
        return _of_infinitive(left, sentence, trigger, moods)
    head = words.split(maxsplit=1)[0]
    if head.endswith("ing") and head != "nothing":
        return _of_ing(left, moods)
    if head in language.restricting.bases and _MODAL.search(left):
        return "none"
    return "coming" if head in language.restricting.bases and _WILL.search(left) else "fact"


def _of_infinitive(left: str, sentence: Sentence, trigger: Trigger, moods: Moods) -> Stance:
    """What "to ban" says: a decision, a thing done, or the future of a headline; else that nothing happened."""
    if moods.decides.search(left):
        return "coming"
    if moods.done.search(left):
        return "fact"
    return "coming" if _headline(sentence, trigger) else "none"


def _headline(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the sentence begins with "Y to ban"."""
    to = _TO.search(sentence.low[: trigger.start])
    named = (*sentence.orgs, *sentence.regions)
    return bool(to) and any(m.end == to.start() and not _LOWER.search(sentence.text[: m.start]) for m in named if to)


def _of_ing(left: str, moods: Moods) -> Stance:
    """What "banning" says in the progressive, behind a verb of beginning, or as what a paper does."""
    if _PROGRESSIVE.search(left):
        return "coming"
    begun = _PAST_PROGRESSIVE.search(left) or moods.begins.search(left) or _BY.search(left)
    return "fact" if begun or moods.papers.search(left) else "none"


def _is_proposed(left: str, low: str, proposal: re.Match[str], language: Language) -> bool:
    """Whether somebody proposes it: it is no guess, was not dropped, and nobody "was urged to"."""
    moods = language.moods
    if moods.drops.search(left):
        return False
    if proposal["guessed"]:
        return proposal.group() == "would" and bool(moods.bills.search(left))
    return not (proposal["asked"] and is_passive(low[: proposal.start()], language.restricting.helpers))


def _says_nothing(left: str, moods: Moods) -> bool:
    """Suppositions, questions in reported speech, what might have been, what is said of the reader or in general."""
    supposing = list(moods.supposes.finditer(left))
    if supposing and not _BORDER.search(left[supposing[-1].end() :]):
        return True
    return bool(
        _INVERTED.match(left) or _AS_IF.search(left) or _MODAL_PERFECT.search(left) or moods.generally.search(left)
    )


def _clause(low: str, end: int) -> str:
    """The text in front of a place, from the last border of a clause."""
    borders = [match.end() for match in _CLAUSE.finditer(low, 0, end)]
    return low[borders[-1] if borders else 0 : end]
