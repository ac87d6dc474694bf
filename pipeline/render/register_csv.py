"""The register as a table, safe to open in a spreadsheet, of which every value can be had back.

A cell that a spreadsheet would calculate begins with an apostrophe, which it takes for "this is text". So does one that
begins so already: whoever takes one apostrophe away before ``=``, ``+``, ``-``, ``@`` has what the register holds.
"""

import csv
import io
import re
from dataclasses import fields

from pipeline.model.restriction import Affected, Claim, Claims, ClaimValue, Party, Register, Restriction, Target
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
    "response",
    "vendors",
    "regions",
    "disputed",
)
"""New ones come at the end."""
_FORMULA = re.compile(r"^'*[=+\-@＝＋－＠]")
"""Beginnings that some spreadsheet takes for a formula (OWASP, CSV injection); tabs are cleaned away anyway."""
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
        said(row.claims.response),
        ", ".join(vendors_of(row.claims)),
        ", ".join(regions_of(row.claims)),
        ", ".join(item.name for item in fields(Claims) if getattr(row.claims, item.name).status == "disputed"),
    ]


def named(claim: Claim) -> list[ClaimValue]:
    """The value of a claim, or all values if it is disputed."""
    told = [claim.value] if claim.value is not None else []
    return told + [alternative.value for alternative in claim.alternatives]


def vendors_of(claims: Claims) -> tuple[str, ...]:
    """Whose tools a restriction is about."""
    return tuple(dict.fromkeys(target.vendor for target in targets_in(claims) if target.vendor))


def regions_of(claims: Claims) -> tuple[str, ...]:
    """Codes of the regions in which a restriction binds."""
    values = [value for value in named(claims.affected) if isinstance(value, Affected)]
    return tuple(dict.fromkeys(code for value in values for code in value.regions))


def targets_in(claims: Claims) -> list[Target]:
    """The tools that a restriction is about, all of them if sources disagree."""
    values = [value for value in named(claims.targets) if isinstance(value, tuple)]
    return [target for value in values for target in value if isinstance(target, Target)]


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
    return f"'{value}" if _FORMULA.match(value) else value
