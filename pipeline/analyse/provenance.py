"""How well a restriction is founded: how many reports, how many of them independent, and the same in words."""

import re
from collections.abc import Sequence

from pipeline.analyse.claims import Support, role_of
from pipeline.model.restriction import Provenance

_DOCUMENT = re.compile(
    r"\b(?:memo|notice|e-?mails?|letter|document|message|directive|order|policy|filing|guidance|circular)\b",
    re.IGNORECASE,
)
_TRUSTED = ("A", "B", "C")
_NAMED = re.compile(r"^(?:the )?(?P<name>[A-Z][\w’'&.-]*(?: [A-Z][\w’'&.-]*){0,3})")


def judge(supports: Sequence[Support]) -> Provenance:
    """Count reports and origins, and put the result into words.

    Args:
        supports: events of one restriction, in the order (published, url).
    """
    origins = origins_of(supports)
    confirmed = any(is_primary(support) or support.event.attribution == support.event.actor for support in supports)
    return Provenance(
        reports=len({support.report.article_id for support in supports}),
        independent=len(origins),
        information_grade=_grade(supports, len(origins), confirmed=confirmed),
        confirmed_by_actor=confirmed,
        phrase=_phrase(supports, len(origins), confirmed=confirmed),
    )


def origins_of(supports: Sequence[Support]) -> frozenset[str]:
    """Whose knowledge the reports rest on. What a weak source tells without saying whence is not counted beside others."""
    good = {origin(s) for s in supports if s.report.grade in _TRUSTED or s.event.attribution or is_primary(s)}
    return frozenset(good or {origin(supports[0])})


def is_primary(support: Support) -> bool:
    """Whether the actor itself speaks through this source."""
    return role_of(support) == "primary"


def origin(support: Support) -> str:
    """Whose knowledge a report is: the outlet it relays by name, the article it copies, or its own outlet's."""
    if support.report.copy_of:
        return support.report.copy_of
    told_by = support.event.attribution or ""
    named = _NAMED.match(told_by)
    if named and named["name"] != support.event.actor and not _DOCUMENT.search(told_by):
        return named["name"]
    return support.report.outlet


def _grade(supports: Sequence[Support], independent: int, *, confirmed: bool) -> int:
    """1 confirmed, 2 probably true, 3 possibly true, 4 doubtful (the information scale of the Admiralty code)."""
    if confirmed:
        return 1
    if independent >= 2:
        return 2
    return 3 if any(support.report.grade in ("A", "B") for support in supports) else 4


def _phrase(supports: Sequence[Support], independent: int, *, confirmed: bool) -> str:
    """One of a closed set; docs/reference/phrases.md lists them."""
    if any(is_primary(support) for support in supports):
        return "told by the actor itself"
    if confirmed:
        return "confirmed by the actor"
    seen = len({origin(s) for s in supports if _DOCUMENT.search(s.event.attribution or "")})
    if seen >= 2:
        return f"notice seen by {_number(seen)} outlets, unconfirmed"
    if seen == 1:
        return "notice seen by one outlet, unconfirmed"
    if independent >= 2:
        return f"reported by {_number(independent)} outlets independently"
    return "one report"


def _number(count: int) -> str:
    names = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return names[count] if count < len(names) else str(count)
