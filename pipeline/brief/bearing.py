"""Whom a restriction reaches, and so what it means for us: the decision table, mechanism by mechanism.

Who is bound decides: a place, owners, customers, everybody, or somebody else's staff. What the register does not know,
or what its sources dispute, is unknown and never no. ``docs/reference/affects-us.md`` is the same table in words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from pipeline.brief.naming import Named, names_us
from pipeline.brief.places import Overlap, is_whole, leaves_out, named, overlap
from pipeline.brief.products import Fit
from pipeline.model.options import AFFECTING, Inventory, InventoryTool
from pipeline.model.restriction import Affected, Claim, Party, Restriction, Target
from pipeline.model.vocabulary import Bearing, Mechanism
from pipeline.text.days import last_day, when_words
from pipeline.text.words import clean, shorten, words

_EVERYBODY = frozenset({"customers", "users", "everybody", "everyone", "all customers", "all users"})
_SOMEBODY = frozenset({"customers", "users"})
"""Where one customer is cut off, these say no more than that it is one."""
_PARTNERS = frozenset({"contractor", "contractors", "partners", "subcontractors", "supplier", "suppliers", "vendors"})
_STAFF = frozenset({"employees", "members", "officials", "personnel", "staff", "workers"})
_OVER = MappingProxyType(
    {"denied": "its actor denies it", "lifted": "it is lifted", "superseded": "another restriction took its place"}
)
_NOT_YET = MappingProxyType(
    {
        "proposed": "it is proposed only",
        "rumoured": "it is a rumour only",
        "suspended": "it is suspended for a time",
    }
)
_WHO_LIMIT = 80
_EXEMPT_WORDS = 8
_FOREIGN = "it covers other countries than ours"
_OTHERS = "it binds others, and we use the tool"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A bearing, the reason for it, and the codes of the places in which it touches us."""

    bearing: Bearing
    reason: str
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One row against one tool of ours."""

    row: Restriction
    tool: InventoryTool
    inventory: Inventory

    @property
    def affected(self) -> Affected:
        """Whom the row covers, as far as that is known."""
        claim = self.row.claims.affected
        known = claim.status == "known" and isinstance(claim.value, Affected)
        return claim.value if known and isinstance(claim.value, Affected) else Affected(who="")

    @property
    def places(self) -> tuple[str, ...]:
        """Where we use the tool."""
        return self.tool.regions or self.inventory.countries

    @property
    def who(self) -> str:
        """Whom the row covers, as it is printed."""
        return shorten(clean(self.affected.who), _WHO_LIMIT)


def judge(row: Restriction, fit: Fit, tool: InventoryTool, inventory: Inventory, last_on: date) -> Judgement:
    """What a row that is about a tool of ours means for us.

    Args:
        row: of the register.
        fit: how far it is about the tool.
        tool: of the inventory.
        inventory: the organisation.
        last_on: last day of the window.
    """
    over = _over(row, last_on)
    if over:
        return Judgement(bearing="none", reason=over)
    if fit.grade == "other":
        return Judgement(bearing="none", reason=f"it is about {clean(fit.target)}, and we use {tool.name}")
    case = Case(row=row, tool=tool, inventory=inventory)
    return _weakened(_RULES[row.mechanism](case), fit, case)


def _over(row: Restriction, last_on: date) -> str:
    if row.status in _OVER:
        return _OVER[row.status]
    ends = row.claims.ends
    if ends.status == "known" and isinstance(ends.value, str) and last_day(ends.value) <= last_on:
        return f"it ended {when_words(ends.value)}"
    return ""


def _weakened(found: Judgement, fit: Fit, case: Case) -> Judgement:
    """What is said with a reservation affects us no more for certain; it is said why."""
    if found.bearing == "none":
        return found
    if found.bearing in AFFECTING and _names_us(case.row.claims.exempt, case.inventory) == "yes":
        return Judgement(bearing="none", reason="it exempts us by name")
    doubts = [_exemption(case.row.claims.exempt)] if found.bearing in AFFECTING else []
    if fit.grade == "open":
        about = f"it is about {clean(fit.target)}, and whether that is our {case.tool.name} is not known"
        doubts.append("sources disagree on what it is about" if fit.disputed else about)
    if fit.surface:
        doubts.append(f"it is about {fit.surface} of {clean(fit.target)}, and whether we use that is not known")
    doubts.append(_NOT_YET.get(case.row.status, ""))
    told = [doubt for doubt in doubts if doubt]
    bearing: Bearing = "unknown" if told and found.bearing in AFFECTING else found.bearing
    return replace(found, bearing=bearing, reason="; ".join([found.reason, *told]))


def _exemption(claim: Claim) -> str:
    """That somebody is exempt, which may be us."""
    if claim.status == "known" and isinstance(claim.value, str) and len(claim.value.split()) <= _EXEMPT_WORDS:
        return f"exempt: {clean(claim.value)}, and whether that is us is not known"
    return "some are exempt, and whether we are is not known" if claim.status in ("known", "disputed") else ""


def _by_region(case: Case) -> Judgement:
    """Who is in a place: we are bound where we use the tool."""
    bound = _by_name(case)
    if bound:
        return bound
    if not case.affected.regions:
        return _without_region(case)
    if leaves_out(case.affected.who):
        return _whom(case)
    if not case.places:
        return Judgement(bearing="unknown", reason=f"the inventory does not say where we use {case.tool.name}")
    return _in_places(case, "it covers")


def _in_places(case: Case, verb: str) -> Judgement:
    used = overlap(case.places, case.affected, case.inventory)
    seated = overlap(case.inventory.countries, case.affected, case.inventory)
    if used.covered and not is_whole(case.affected.who, case.inventory.place_names):
        return replace(_whom(case), regions=used.covered)
    if used.covered:
        reason = f"{verb} {named(used.covered, case.inventory)}, where we use {case.tool.name}"
        return Judgement(bearing="binds us", reason=reason, regions=used.covered)
    if used.possible:
        reason = f"it may cover {named(used.possible, case.inventory)}, where we use {case.tool.name}"
        return Judgement(bearing="unknown", reason=reason, regions=used.possible)
    if seated != Overlap():
        where = named((*seated.covered, *seated.possible), case.inventory)
        reason = f"it covers {where}, where we are and list no use of {case.tool.name}"
        return Judgement(bearing="unknown", reason=reason, regions=seated.covered)
    return Judgement(bearing="signal", reason=_FOREIGN)


def _without_region(case: Case) -> Judgement:
    if _is_for_everybody(case):
        return Judgement(bearing="supply", reason="it covers all customers", regions=case.places)
    if not case.who or is_whole(case.affected.who):
        return Judgement(bearing="unknown", reason="the reports do not say which countries it covers")
    return _whom(case)


def _by_owners(case: Case) -> Judgement:
    """Who is owned from a place; an office there may count as well."""
    bound = _by_name(case)
    if bound:
        return bound
    if leaves_out(case.affected.who):
        return _whom(case)
    office = overlap(case.inventory.countries, case.affected, case.inventory)
    owned = overlap(case.inventory.owner_countries, case.affected, case.inventory)
    if owned.covered and is_whole(case.affected.who, case.inventory.place_names):
        return Judgement(bearing="binds us", reason="it covers the country of one of our owners", regions=case.places)
    if owned.covered or owned.possible:
        return Judgement(bearing="unknown", reason="it may cover one of our owners")
    if not case.inventory.owner_countries or not case.affected.regions:
        return Judgement(bearing="unknown", reason="it depends on the countries of our owners")
    if office != Overlap():
        where = named((*office.covered, *office.possible), case.inventory)
        return Judgement(bearing="unknown", reason=f"it is about owners, and we have an office in {where}")
    return Judgement(bearing="signal", reason="it covers other owners than ours")


def _by_customer(case: Case) -> Judgement:
    """A customer: one that is named, one in a place, or one of some kind."""
    bound = _by_name(case)
    if bound:
        return bound
    if case.affected.regions:
        return _by_region(case)
    if _is_for_everybody(case) and case.who.casefold() not in _SOMEBODY:
        return Judgement(bearing="supply", reason="it covers all customers", regions=case.places)
    if not case.who or is_whole(case.affected.who):
        return Judgement(bearing="unknown", reason="the reports do not say which customers it covers")
    if _names_somebody(case.affected.who) and not leaves_out(case.affected.who):
        return Judgement(bearing="signal", reason=_OTHERS)
    return _whom(case)


def _by_use(case: Case) -> Judgement:
    return _by_name(case) or Judgement(bearing="unknown", reason="it depends on how we use it")


def _by_employer(case: Case) -> Judgement:
    """Somebody's staff: ours, that of a firm we may work for, or that of others."""
    decided = _by_actor(case)
    if decided:
        return decided
    if set(words(case.affected.who)) & _PARTNERS:
        return _whom(case)
    return Judgement(bearing="signal", reason=_OTHERS)


def _by_agency(case: Case) -> Judgement:
    """A public body's staff, and those who work for it."""
    decided = _by_actor(case)
    if decided or not case.inventory.public_sector:
        return decided or Judgement(bearing="signal", reason=_OTHERS)
    actor = case.row.claims.actor.value
    country = actor.country if isinstance(actor, Party) else None
    if country and case.inventory.countries:
        home = overlap(case.inventory.countries, Affected(who="", regions=(country,)), case.inventory)
        if home == Overlap():
            return Judgement(bearing="signal", reason="it binds public bodies of other countries than ours")
    return Judgement(bearing="unknown", reason="we work for public bodies; the rule may reach us")


def _by_court(case: Case) -> Judgement:
    """The parties of a case, or everybody in a place."""
    decided = _by_actor(case)
    if decided:
        return decided
    if case.affected.regions:
        return _by_region(case)
    if set(words(case.affected.who)) & _STAFF or _names_somebody(case.affected.who):
        return Judgement(bearing="signal", reason=_OTHERS)
    return _whom(case) if case.who else Judgement(bearing="unknown", reason="the reports do not say whom it binds")


def _by_retirement(case: Case) -> Judgement:
    """Everybody who uses the tool, unless it ends for some or in some places alone."""
    bound = _by_name(case)
    if bound:
        return replace(bound, bearing="supply") if bound.bearing == "binds us" else bound
    if case.affected.regions and not leaves_out(case.affected.who):
        found = _in_places(case, "it ends in")
        return replace(found, bearing="supply") if found.bearing == "binds us" else found
    if case.who and (leaves_out(case.affected.who) or not is_whole(case.affected.who)):
        return _whom(case)
    return Judgement(bearing="supply", reason=f"it ends {case.tool.name} for everybody", regions=case.places)


def _by_name(case: Case) -> Judgement | None:
    """What does not depend on the mechanism: a rule of ours for others, our name, and a dispute about who is bound."""
    if case.row.mechanism.startswith("vendor-") and _is_us(case.row.claims.actor, case.inventory):
        return Judgement(bearing="none", reason="it is our own rule for others")
    if case.row.claims.affected.status == "disputed":
        return Judgement(bearing="unknown", reason="sources disagree on whom it binds")
    named_us = _names_us(case.row.claims.affected, case.inventory)
    if named_us == "no":
        return None
    if named_us == "maybe" or leaves_out(case.affected.who):
        return _whom(case)
    return Judgement(bearing="binds us", reason="it names us", regions=case.places)


def _by_actor(case: Case) -> Judgement | None:
    """Our own rule, our name in another's, or nobody knows whose rule it is."""
    actor = case.row.claims.actor
    if actor.status == "disputed":
        return Judgement(bearing="unknown", reason="sources disagree on who decided")
    if actor.status != "known":
        return Judgement(bearing="unknown", reason="the reports do not say who decided")
    if _is_us(actor, case.inventory):
        covered = overlap(case.places, case.affected, case.inventory).covered
        return Judgement(bearing="binds us", reason="it is our own rule", regions=covered or case.places)
    return _by_name(case)


def _whom(case: Case) -> Judgement:
    return Judgement(bearing="unknown", reason=f"it binds {case.who}, and whether that is us is not known")


def _is_us(actor: Claim, inventory: Inventory) -> bool:
    told = words(actor.value.name) if actor.status == "known" and isinstance(actor.value, Party) else []
    return any(told == words(name) for name in (inventory.organisation, *inventory.aliases) if words(name))


def _names_us(claim: Claim, inventory: Inventory) -> Named:
    text = claim.value.who if isinstance(claim.value, Affected) else claim.value
    return names_us(text, inventory) if claim.status == "known" and isinstance(text, str) else "no"


def _names_somebody(who: str) -> bool:
    return any(word[:1].isupper() for word in who.split())


def _is_for_everybody(case: Case) -> bool:
    """Whether the vendor of the tool shuts out its customers, with no word on which of them."""
    actor, targets = case.row.claims.actor, case.row.claims.targets.value
    if actor.status != "known" or not isinstance(actor.value, Party) or not isinstance(targets, tuple):
        return False
    own = any(isinstance(target, Target) and target.vendor == actor.value.name for target in targets)
    return own and case.affected.who.casefold() in _EVERYBODY


_RULES: Mapping[Mechanism, Callable[[Case], Judgement]] = MappingProxyType(
    {
        "agency-ban": _by_agency,
        "court-order": _by_court,
        "employer-ban": _by_employer,
        "employer-limit": _by_employer,
        "export-control": _by_region,
        "product-retirement": _by_retirement,
        "regulator-order": _by_region,
        "state-block": _by_region,
        "vendor-customer": _by_customer,
        "vendor-ownership": _by_owners,
        "vendor-region": _by_region,
        "vendor-use": _by_use,
    }
)
