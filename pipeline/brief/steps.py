"""Next steps: the patterns of the playbook, filled in with what is known of each case.

A step names the tool, the restriction and its day. One of which something is not known is left out: what would be left
is advice for everybody. Values come from the register and the inventory; they are text, put in once and never read
again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from pipeline.brief.exposure import effective_days
from pipeline.brief.places import named
from pipeline.brief.wording import actor, actor_name, is_hedged, noun
from pipeline.model.edition import Exposure, Step
from pipeline.model.options import Due, Inventory
from pipeline.model.restriction import Restriction
from pipeline.text.days import first_day, last_day
from pipeline.text.words import clean, shorten

_BRACED = re.compile(r"\{(\w+)\}")
_BARELY_TOLD = frozenset({"proposed", "rumoured"})
_VALUE_LIMIT = 80


def make_steps(
    exposures: Sequence[Exposure], restrictions: Sequence[Restriction], inventory: Inventory, last_on: date
) -> tuple[Step, ...]:
    """What each department does, departments in the order of the playbook, each with the most pressing first.

    For a case, a department has the first of its lines that fits and can be filled in. Of what is proposed or a rumour
    nobody need do anything yet. Whether a restriction touches us is asked once, for the tool on which most hangs.

    Args:
        exposures: what touches us or may, gravest first.
        restrictions: the rows that they are about.
        inventory: with the playbook.
        last_on: last day of the window.
    """
    rows = {row.restriction_id: row for row in restrictions}
    departments = list(dict.fromkeys(play.department for play in inventory.playbook))
    found: list[tuple[int, str, int, Step]] = []
    asked: set[tuple[str, str]] = set()
    for place, exposure in enumerate(exposures):
        row = rows[exposure.restriction_id]
        for step in _steps(exposure, row, inventory, last_on) if row.status not in _BARELY_TOLD else ():
            question = (step.department, step.restriction_id)
            if exposure.bearing != "unknown" or question not in asked:
                found.append((departments.index(step.department), step.due, place, step))
            if exposure.bearing == "unknown":
                asked.add(question)
    return tuple(step for *_, step in sorted(found, key=lambda one: one[:3]))


def restriction_words(row: Restriction) -> str:
    """A restriction as a step names it: "the ban by Alibaba", "the reported cut-off by Quillhaven"."""
    reported = "reported " if is_hedged(row) else ""
    by = f" by {shorten(clean(actor(row)), _VALUE_LIMIT)}" if actor_name(row).strip() else ""
    return f"the {reported}{noun(row)}{by}"


def _steps(exposure: Exposure, row: Restriction, inventory: Inventory, last_on: date) -> Iterator[Step]:
    values = _values(exposure, row, inventory)
    days = effective_days(row)
    done: set[str] = set()
    for play in inventory.playbook:
        fits = play.bearing == exposure.bearing and (not play.mechanisms or row.mechanism in play.mechanisms)
        text, due = _filled(play.step, values), _due(play.due, days, last_on)
        if not fits or not text or due is None or play.department in done:
            continue
        done.add(play.department)
        late = due <= last_on
        yield Step(
            department=play.department,
            text=f"Now: {text}" if late else text,
            restriction_id=exposure.restriction_id,
            due=(last_on + timedelta(days=1) if late else due).isoformat(),
            tool=exposure.tool,
            owner=exposure.owner,
            unchanged=_filled(play.unchanged, values),
            escalate=_filled(play.escalate, values),
        )


def _values(exposure: Exposure, row: Restriction, inventory: Inventory) -> Mapping[str, str]:
    """What is known of a case, by placeholder; empty for what is not."""
    replacement = row.claims.replacement
    known = replacement.value if replacement.status == "known" and isinstance(replacement.value, str) else ""
    return {
        "day": exposure.effective,
        "owner": exposure.owner,
        "regions": named(exposure.regions, inventory),
        "replacement": shorten(clean(known), _VALUE_LIMIT),
        "restriction": restriction_words(row),
        "seats": str(exposure.seats) if exposure.seats else "",
        "tool": exposure.tool,
    }


def _filled(pattern: str, values: Mapping[str, str]) -> str:
    """A pattern with its values; empty if one of them is not known."""
    names = _BRACED.findall(pattern)
    if not all(values.get(name) for name in names):
        return ""
    return _BRACED.sub(lambda found: values[found[1]], pattern)


def _due(due: Due, days: Sequence[str], last_on: date) -> date | None:
    """By when a step is done: before the first day that is told, behind the last one, or soon and by the first."""
    if due.days is None:
        soon = last_on + timedelta(days=max(due.within, 1))
        return min([soon, *(first_day(day) for day in days if first_day(day) > last_on)])
    if not days:
        return None
    return (last_day(days[-1]) if due.days > 0 else first_day(days[0])) + timedelta(days=due.days)
