"""The register as a table, safe to open in a spreadsheet."""

import csv
import io

from pipeline.model.restriction import Affected, Claim, ClaimValue, Party, Register, Restriction, Target
from pipeline.text.words import clean

COLUMNS = (
    "id",
    "title",
    "status",
    "mechanism",
    "actor",
    "action",
    "targets",
    "affected",
    "exempt",
    "announced",
    "effective",
    "ends",
    "replacement",
    "reasons",
    "provenance",
    "reports",
    "independent",
    "first_reported",
    "added_on",
    "modified_on",
    "revision",
    "imported_from",
)
_FORMULA = ("=", "+", "-", "@")  # what a spreadsheet takes for a formula (OWASP, CSV injection); tabs are cleaned away
_CLAIMS = COLUMNS[4:14]


def restrictions_csv(register: Register) -> bytes:
    """One line for each restriction; unknown claims are empty, disputed ones hold all values."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in register.restrictions:
        writer.writerow([_cell(value) for value in _line(row)])
    return out.getvalue().encode()


def _line(row: Restriction) -> list[str]:
    return [
        row.restriction_id,
        row.title,
        row.status,
        row.mechanism,
        *(said(getattr(row.claims, name)) for name in _CLAIMS),
        row.provenance.phrase,
        str(row.provenance.reports),
        str(row.provenance.independent),
        row.first_reported or "",
        row.added_on,
        row.modified_on,
        str(row.revision),
        row.imported_from or "",
    ]


def said(claim: Claim) -> str:
    """A claim in one cell: empty if it is not known, with all values if it is disputed."""
    if claim.status == "disputed":
        return " | ".join(value_text(alternative.value) for alternative in claim.alternatives)
    return "" if claim.value is None else value_text(claim.value)


def value_text(value: ClaimValue) -> str:
    """A value in one cell."""
    if isinstance(value, Party):
        return value.name
    if isinstance(value, Affected):
        return value.who
    if isinstance(value, tuple):
        return ", ".join(item.tool if isinstance(item, Target) else item for item in value)
    return value


def _cell(value: str) -> str:
    """The text, behind an apostrophe where a spreadsheet would calculate it."""
    value = clean(value)
    return f"'{value}" if value.startswith(_FORMULA) else value
