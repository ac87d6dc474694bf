"""The history of a row without what only a retracted page said."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace

from pipeline.analyse.register.history import claim_words
from pipeline.analyse.register.support import Support
from pipeline.model.restriction import Change, Claims, Restriction, Revision

WITHDRAWN = "withdrawn"
"""What stands for a value that only a retracted page gave."""
_CLAIMS = frozenset(item.name for item in fields(Claims))
_DATES = ("announced", "effective", "ends")


def scrubbed(row: Restriction, supports: Sequence[Support], *, at: str, reason: str) -> Restriction:
    """A row whose page was retracted: its last revision says so, and no revision tells what only that page said.

    Args:
        row: built from the reports that are left.
        supports: these.
        at: ISO time of the retraction.
        reason: why the page was retracted.
    """
    known = {name: set(_known(name, row, supports)) for name in _CLAIMS}
    history = tuple(
        replace(revision, changes=tuple(_without(change, known) for change in revision.changes))
        for revision in row.history
    )
    last = history[-1]
    if last.at == at and last.trigger != "override":
        last = replace(last, trigger="retraction", note=reason)
        return replace(row, history=(*history[:-1], last))
    change = Change(field="evidence", before=None, after=f"{len(row.evidence)} quotes are left")
    more = Revision(number=last.number + 1, at=at, trigger="retraction", changes=(change,), note=reason)
    return replace(row, modified_on=at[:10], history=(*history, more))


def _without(change: Change, known: dict[str, set[str]]) -> Change:
    if change.field not in known:
        return change
    return replace(
        change, before=_left(change.before, known[change.field]), after=_left(change.after, known[change.field])
    )


def _left(value: str | None, known: set[str]) -> str | None:
    return value if value is None or value in known or value == WITHDRAWN else WITHDRAWN


def _known(name: str, row: Restriction, supports: Iterable[Support]) -> Iterable[str]:
    """What a claim is now, was set to by hand, or may have been by the reports that are left."""
    words = claim_words(getattr(row.claims, name))
    yield from [words] if words else []
    for act in row.by_hand:
        yield from (told for told in (act.value, act.sources) if act.field == name and told)
    for support in supports:
        value = getattr(support.event, name, None)
        if name in _DATES:
            yield from [value.value] if value else []
        elif isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield ", ".join(value)
