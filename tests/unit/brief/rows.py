"""Rows of the register with just the claims that a test is about."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.brief.compose import Window
from pipeline.model.edition import Coverage
from pipeline.model.options import Inventory, InventoryTool
from pipeline.model.restriction import (
    UNKNOWN,
    Affected,
    Alternative,
    Change,
    Claim,
    Claims,
    ClaimValue,
    Party,
    Provenance,
    Restriction,
    Revision,
    Target,
)
from pipeline.model.vocabulary import Mechanism, Precision, RestrictionStatus, Trigger
from pipeline.text.days import week_of

LAST_ON = date(2026, 7, 12)
"""The last day of week 28, which every test looks at."""

SINCE, WITHIN, UNTIL = "2026-07-06T05:15:00Z", "2026-07-08T05:15:00Z", "2026-07-13T05:15:00Z"

COVERAGE = Coverage(
    sources=41,
    sources_read=39,
    failing=(),
    entries=1240,
    articles=412,
    pages_not_opened=3,
    stories=96,
    restrictions=4,
    filler_share=0.61,
)


def known(value: ClaimValue, precision: Precision | None = None, evidence: tuple[str, ...] = ()) -> Claim:
    """A known claim."""
    return Claim(status="known", value=value, precision=precision, evidence=evidence)


def disputed(
    *values: ClaimValue, precision: Precision | None = None, evidence: Sequence[tuple[str, ...]] = ()
) -> Claim:
    """A claim on which sources disagree, with the evidence of each value."""
    cited = [*evidence, *[()] * (len(values) - len(evidence))]
    return Claim(
        status="disputed",
        alternatives=tuple(
            Alternative(value=value, evidence=proofs, precision=precision)
            for value, proofs in zip(values, cited, strict=True)
        ),
    )


def day(value: str | None) -> Claim:
    """A date as far as it is known."""
    if value is None:
        return UNKNOWN
    precision: Precision = (
        "day" if len(value) == 10 else "quarter" if "Q" in value else "month" if len(value) == 7 else "year"
    )
    return known(value, precision)


def row(
    restriction_id: str = "AIR-2026-0001",
    *,
    status: RestrictionStatus = "in-force",
    mechanism: Mechanism = "employer-ban",
    actor: str = "Northwind Freight",
    country: str | None = None,
    tools: Sequence[str] = ("Quill",),
    vendor: str = "Quillhaven",
    who: str | None = None,
    regions: tuple[str, ...] = (),
    announced: str | None = "2026-07-07",
    effective: str | None = None,
    ends: str | None = None,
    first_reported: str | None = "2026-07-07",
    title: str = "",
    reports: int = 3,
    independent: int = 2,
    confirmed: bool = False,
    history: tuple[Revision, ...] | None = None,
) -> Restriction:
    """A row; by default it was announced, reported and added inside the window, and covers those whom its kind can."""
    return Restriction(
        restriction_id=restriction_id,
        title=title or f"{actor} bans {tools[0] if tools else 'something'} ({restriction_id})",
        mechanism=mechanism,
        status=status,
        claims=Claims(
            actor=known(Party(party_id="actor", name=actor, type="company", country=country)),
            action=known("ban"),
            targets=known(tuple(Target(tool=tool, vendor=vendor) for tool in tools)),
            affected=known(Affected(who=_covered(mechanism) if who is None else who, regions=regions)),
            announced=day(announced),
            effective=day(effective),
            ends=day(ends),
        ),
        provenance=Provenance(
            reports=reports,
            independent=independent,
            information_grade=2,
            confirmed_by_actor=confirmed,
            phrase="reported by two outlets independently",
        ),
        first_reported=first_reported,
        added_on="2026-07-08",
        modified_on="2026-07-08",
        evidence=(),
        history=history if history is not None else (added(),),
    )


def _covered(mechanism: Mechanism) -> str:
    return "its staff" if mechanism in ("agency-ban", "court-order", "employer-ban", "employer-limit") else "customers"


def added(at: str = WITHIN, status: RestrictionStatus = "in-force") -> Revision:
    """The revision that takes a row in."""
    return revision(1, at, ("status", None, status))


def revision(
    number: int, at: str = WITHIN, *changes: tuple[str, str | None, str | None], trigger: Trigger = "new_source"
) -> Revision:
    """A revision with its changes: (field, before, after)."""
    return Revision(
        number=number,
        at=at,
        trigger=trigger,
        changes=tuple(Change(field=field, before=before, after=after) for field, before, after in changes),
    )


def older(restriction: Restriction, *changes: tuple[str, str | None, str | None]) -> Restriction:
    """The row as it was added long ago and, with changes, as it was changed inside the window."""
    revisions = (added("2026-01-05T05:15:00Z"), *([revision(2, WITHIN, *changes)] if changes else []))
    return replace(restriction, history=revisions)


def claim_with(restriction: Restriction, **claims: Claim) -> Restriction:
    """The row with other claims."""
    return replace(restriction, claims=replace(restriction.claims, **claims))


def window(*, baseline: bool = False, since: str = SINCE, until: str = UNTIL) -> Window:
    """Week 28 of 2026."""
    week = week_of(LAST_ON)
    return Window(week=week, first_on=week.first_on, since="" if baseline else since, until=until, baseline=baseline)


def inventory(
    *tools: InventoryTool,
    organisation: str = "Our Firm",
    countries: tuple[str, ...] = ("DE",),
    owners: tuple[str, ...] = ("US",),
    public_sector: bool = False,
) -> Inventory:
    """An organisation that uses Quill, or the tools named."""
    return Inventory(
        organisation=organisation,
        countries=countries,
        owner_countries=owners,
        public_sector=public_sector,
        place_names=frozenset({("germany",), ("china",), ("italy",)}),
        tools=tools or (InventoryTool(name="Quill", vendor="Quillhaven", owner="IT", seats=14),),
    )
