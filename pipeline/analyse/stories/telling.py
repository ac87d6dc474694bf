"""Which restrictions two articles tell: the same one, different ones, or nothing that speaks either way."""

from collections.abc import Sequence
from datetime import date

from pipeline.model.sketch import Sketch, Told
from pipeline.text.words import words

DISPUTED_DAYS = 14
"""Effective days that differ by more make two restrictions; closer ones are one, and its day is disputed."""
_MANY_ACTORS = 2  # beyond that an article is a round-up


def same_restriction(one: Told, other: Told) -> bool:
    """Whether two events can be the same restriction: same actor, class and tools, and no days far apart."""
    return (
        one.actor == other.actor
        and bool(set(one.families) & set(other.families))
        and one.action_class == other.action_class
        and _days_agree(one, other)
    )


def tell_the_same(one: Sequence[Told], other: Sequence[Told]) -> bool:
    """Whether two articles tell the same restriction; a round-up of many is like only its like."""
    return _many(one) == _many(other) and any(same_restriction(a, b) for a in one for b in other)


def opposed(one: Sketch, other: Sketch) -> bool:
    """Whether two articles can never be one story: they tell different restrictions, or one alone is about any."""
    if not one.told or not other.told:
        return bool(one.told and not other.relevant) or bool(other.told and not one.relevant)
    if tell_the_same(one.told, other.told):
        return False
    return _many(one.told) != _many(other.told) or not any(_compatible(a, b) for a in one.told for b in other.told)


def _compatible(one: Told, other: Told) -> bool:
    """As ``same_restriction``, but for what two articles call differently.

    A country and its authority may be one actor, so a name may be part of the other; and "OpenAI's tools" may be
    ChatGPT, so that one vendor is enough, or a kind of tools.
    """
    names = [set(words(event.actor)) for event in (one, other)]
    tools = one.broad or other.broad or {*one.families, *one.vendors} & {*other.families, *other.vendors}
    return (
        bool(tools)
        and (names[0] <= names[1] or names[1] <= names[0])
        and one.action_class == other.action_class
        and _days_agree(one, other)
    )


def _days_agree(one: Told, other: Told) -> bool:
    if not one.effective_on or not other.effective_on:
        return True
    gap = date.fromisoformat(one.effective_on) - date.fromisoformat(other.effective_on)
    return abs(gap.days) <= DISPUTED_DAYS


def _many(events: Sequence[Told]) -> bool:
    return len({event.actor for event in events}) > _MANY_ACTORS
