"""From when a restriction holds, when it was announced, until when it holds. What the text does not say stays None."""

import re

from pipeline.analyse.events.calendar import Calendar, FoundDate
from pipeline.analyse.events.clauses import SEEN, is_beside, is_day_of_saying
from pipeline.analyse.events.place import PRONOUN
from pipeline.analyse.events.sentence import Mention, Sentence
from pipeline.analyse.events.trigger import Trigger
from pipeline.text.spoken_dates import DatePlace, Tense

_FIRM = ("day", "month", "quarter")  # precisions that a day beside the trigger may have
_AT_ONCE_REACH = 40
_SAID_REACH, _SUBJECT_REACH = 50, 90
_BEFORE_REACH, _BEHIND_REACH = 80, 110
_OTHER_CLAUSE = re.compile(r"[;:]|\b(?:that|which|who|after|before)\b")
_LATER_CLAUSE = re.compile(
    r"[;:]|, (?:which|who|where|after|when|a|an|the)\b"
    r"|\b(?:after|when|because|said|says|told|wrote|which|report(?:s|ed)?|according)\b"
)
_GIVEN = re.compile(r"\b(?:had|has|have|given|gave|got|runs?)\s+(?:until|till)\s+(?:the\s+)?$")  # "staff have until"
_BEGAN = re.compile(r"\b(?:applied|began|came|since|started|took|was|went)\b")  # no day to come, whichever is nearest
_HOLDS_DAY = re.compile(r"\b(?:on|from|in|since|this|last|next|late|early)\s+(?:the\s+)?$|(?:^|\s)$")


def effective_day(
    sentence: Sentence, trigger: Trigger, calendar: Calendar, *, coming: bool, bites: bool, ordered: bool
) -> FoundDate | None:
    """The day from which a restriction holds, if the sentence of its trigger says it.

    Args:
        sentence: the sentence of the trigger.
        trigger: the words that restrict.
        calendar: of the article.
        coming: the trigger is told as something to come.
        bites: the action works when it is done (a block, a cut-off), so that the day of doing is the day.
        ordered: the trigger is an order; a day behind it belongs to what is ordered ("told to uninstall it on …").
    """
    # "lifted the rule that had held since 12 June": the day is not the lift's
    said = _said_to_start(sentence, calendar, trigger)
    if said or not (coming or bites or ordered):
        return said
    tense: Tense = "future" if coming or ordered else "past"
    for place in calendar.places(sentence):
        if (ordered and not coming and place.start < trigger.body) or _of_something_else(sentence, place, calendar):
            continue
        if calendar.cues.deadline.search(sentence.low[: place.start]):
            continue
        if is_day_of_saying(sentence, place, calendar.cues) or not _belongs(sentence, place, trigger, calendar):
            continue
        found = calendar.read(place, sentence, tense)
        if found and found.date.precision in _FIRM:
            return found
    return None


def effective_later(
    sentence: Sentence, calendar: Calendar, *, follows: bool, withheld: bool = False
) -> FoundDate | None:
    """The same in one of the next sentences: "The ban takes effect on …", "The change was made on …".

    Args:
        sentence: one of the sentences behind the trigger's.
        calendar: of the article.
        follows: the sentence goes on about the restriction with a word of its own for it.
        withheld: a vendor takes its tool away; then it holds from the day on which "the keys expire".
    """
    cues = calendar.cues
    if follows and (cues.it_holds.match(sentence.low) or not PRONOUN.match(sentence.low)):
        return _said_to_start(sentence, calendar) or _told_on(sentence, calendar, cues.made)
    for place in calendar.places(sentence):
        if cues.starts_noun.search(sentence.low[: place.start]):
            return calendar.read(place, sentence, calendar.side(place, sentence))
    return _runs_out(sentence, calendar) if withheld else None


def _runs_out(sentence: Sentence, calendar: Calendar) -> FoundDate | None:
    """The day on which that runs out by which a tool is reached: "on 3 May the keys expire"."""
    cues = calendar.cues
    for place in calendar.places(sentence):
        if cues.expires.search(sentence.low[: place.start]) or cues.on_it_expire.match(sentence.low, place.end):
            return calendar.read(place, sentence, "future")
    return None


def immediate(sentence: Sentence, trigger: Trigger, calendar: Calendar) -> int | None:
    """Where the sentence says "with immediate effect" of its trigger."""
    match = calendar.cues.immediate.search(sentence.low, max(0, trigger.start - _AT_ONCE_REACH))
    return match.start() if match else None


def announced_day(
    sentence: Sentence, trigger: Trigger, calendar: Calendar, actor: Mention | None, *, decided: bool
) -> FoundDate | None:
    """The day on which the actor decided or told, if the sentence of the trigger says it.

    Args:
        sentence: the sentence of the trigger.
        trigger: the words that restrict.
        calendar: of the article.
        actor: the actor's name, if it stands in this sentence.
        decided: the trigger tells a decision ("banned on Friday"), not the carrying out of one.
    """
    cues = calendar.cues
    for place in calendar.places(sentence):
        left = sentence.low[: place.start]
        if cues.starts.search(left) or cues.deadline.search(left) or _of_something_else(sentence, place, calendar):
            continue
        found = calendar.read(place, sentence, "past")
        if found is None or found.date.precision != "day" or calendar.is_ahead(found):
            continue
        said = place.end <= trigger.start and is_day_of_saying(sentence, place, cues)
        if decided and not said and _belongs(sentence, place, trigger, calendar):
            return found
        if actor is not None and _spoke(sentence, place, actor, calendar):
            return found
    return None


def announced_later(sentence: Sentence, calendar: Calendar, *, follows: bool, own: bool = False) -> FoundDate | None:
    """The day of the announcement in one of the next sentences: "Employees were informed on Monday".

    Args:
        sentence: near that of the trigger.
        calendar: of the article.
        follows: it goes on about the restriction.
        own: it is about the one who acts: "In a statement on Friday the company named …".
    """
    anywhere = _told_on(sentence, calendar, calendar.cues.announced_anywhere) or _delivered_on(sentence, calendar)
    stated = _told_on(sentence, calendar, calendar.cues.stated) if own and not anywhere else None
    return anywhere or stated or (_told_on(sentence, calendar, calendar.cues.announced) if follows else None)


def ends_day(sentence: Sentence, calendar: Calendar) -> FoundDate | None:
    """The day until which a restriction holds."""
    for place in calendar.places(sentence):
        left = sentence.low[: place.start]
        if calendar.cues.ends.search(left) and not _GIVEN.search(left):
            found = calendar.read(place, sentence, "future")
            if found:
                return found
    return None


def _said_to_start(sentence: Sentence, calendar: Calendar, trigger: Trigger | None = None) -> FoundDate | None:
    """A day right behind words such as "takes effect on", in the clause of the trigger if it has one here."""
    for place in calendar.places(sentence):
        said = calendar.cues.starts.search(sentence.low[: place.start])
        if said is None or _of_something_else(sentence, place, calendar):
            continue
        if trigger is not None and is_beside(sentence, place, trigger, calendar.cues):
            continue
        if trigger is not None and trigger.action == "lift" and "since" in said.group():
            continue
        found = calendar.read(place, sentence, calendar.side(place, sentence))
        if found and not (_BEGAN.search(said.group()) and calendar.is_ahead(found)):
            return found
    return None


def _told_on(sentence: Sentence, calendar: Calendar, verbs: re.Pattern[str]) -> FoundDate | None:
    """A day right behind one of these verbs."""
    for place in calendar.places(sentence):
        if verbs.search(sentence.low[: place.start]):
            found = calendar.read(place, sentence, "past")
            if found and found.date.precision == "day" and not calendar.is_ahead(found):
                return found
    return None


def _delivered_on(sentence: Sentence, calendar: Calendar) -> FoundDate | None:
    """A day of which the words behind it say that the notice was delivered then."""
    for place in calendar.places(sentence):
        if calendar.cues.delivered.match(sentence.low, place.end):
            found = calendar.read(place, sentence, "past")
            if found and found.date.precision == "day" and not calendar.is_ahead(found):
                return found
    return None


def _of_something_else(sentence: Sentence, place: DatePlace, calendar: Calendar) -> bool:
    """Whether a day belongs to something that is only mentioned: "founded on 1 May 1901"."""
    return bool(calendar.cues.origins.search(sentence.low[: place.start]))


def _spoke(sentence: Sentence, place: DatePlace, actor: Mention, calendar: Calendar) -> bool:
    """Whether the day belongs to a verb of saying whose subject is the actor or one of its people."""
    spoken = [m for m in calendar.cues.spoke.finditer(sentence.low) if 0 <= place.start - m.end() <= _SAID_REACH]
    if not spoken or spoken[-1].start() < actor.start or SEEN.search(sentence.low, spoken[-1].end(), place.start):
        return False
    subject = sentence.low[max(actor.start, spoken[-1].start() - _SUBJECT_REACH) : spoken[-1].start()]
    return not calendar.cues.anonymous.search(subject)


def _belongs(sentence: Sentence, place: DatePlace, trigger: Trigger, calendar: Calendar) -> bool:
    """Whether a day stands close enough to the trigger to be its own, with no other verb of saying between them."""
    if place.end <= trigger.start:
        between = sentence.low[place.end : trigger.start]
        if len(between) > _BEFORE_REACH or _OTHER_CLAUSE.search(between):
            return False
        return not (calendar.cues.spoke.search(between) or is_beside(sentence, place, trigger, calendar.cues))
    between = sentence.low[trigger.end : place.start]
    if len(between) > _BEHIND_REACH or _LATER_CLAUSE.search(between):
        return False
    return bool(_HOLDS_DAY.search(between))
