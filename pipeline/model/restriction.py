"""The register: restrictions for life, each said claim by claim. Shapes follow ``schema/register.schema.json``."""

from dataclasses import dataclass
from typing import Literal

from pipeline.model.retraction import Retraction
from pipeline.model.vocabulary import (
    Action,
    ActorType,
    ClaimStatus,
    Grade,
    Mechanism,
    Precision,
    Reason,
    Relation,
    RestrictionStatus,
    Role,
    SetBy,
    Surface,
    Trigger,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who decided."""

    party_id: str
    name: str
    type: ActorType
    unit: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One tool that a restriction is about."""

    tool: str
    vendor: str | None = None
    surfaces: tuple[Surface, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """Whom a restriction binds, in the words of the sources, and the ISO codes of the regions named there."""

    who: str
    regions: tuple[str, ...] = ()


ClaimValue = str | Party | Action | tuple[Target, ...] | Affected | tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One of the values on which sources disagree."""

    value: ClaimValue
    evidence: tuple[str, ...]
    precision: Precision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One field of a restriction: known with evidence, unknown, disputed with alternatives, or not applicable.

    Attributes:
        set_by: what the claim rests on: our sources, somebody's override, or another instance's register.
    """

    status: ClaimStatus
    value: ClaimValue | None = None
    precision: Precision | None = None
    evidence: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    set_by: SetBy = "sources"


UNKNOWN = Claim(status="unknown")
NOT_APPLICABLE = Claim(status="not_applicable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Everything that a restriction says about the world."""

    actor: Claim
    action: Claim
    targets: Claim
    affected: Claim = UNKNOWN
    exempt: Claim = UNKNOWN
    announced: Claim = UNKNOWN
    effective: Claim = UNKNOWN
    ends: Claim = UNKNOWN
    replacement: Claim = UNKNOWN
    reasons: Claim = UNKNOWN
    response: Claim = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A quote as the register keeps it: verbatim, with its address and with where it was read."""

    evidence_id: str
    article_id: str
    block: int
    start: int
    end: int
    quote: str
    url: str
    publisher: str
    title: str
    published: str | None
    retrieved_at: str
    language: str
    role: Role
    source_grade: Grade
    sha256: str
    relays: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """How well a restriction is founded.

    Attributes:
        reports: articles that tell it.
        independent: of these, how many do not repeat another.
        information_grade: 1 (confirmed by others) to 6 (cannot be judged), by corroboration alone.
        phrase: the same in words, one of a closed set.
    """

    reports: int
    independent: int
    information_grade: int
    confirmed_by_actor: bool
    phrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field that a revision changed; values as they are printed, None where there was nothing."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What changed, when we learned of it, and why.

    Attributes:
        note: what the trigger alone does not say, in a sentence; empty if there is no more to say.
    """

    number: int
    at: str
    trigger: Trigger
    changes: tuple[Change, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A link to another restriction."""

    restriction_id: str
    relation: Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What another restriction does to this one.

    Attributes:
        restriction_id: the other.
        relation: "lifts" or "supersedes".
        on: the ISO day from which it is so.
        for_a_time: of a lift, that it names its own last day.
    """

    restriction_id: str
    relation: Relation
    on: str
    for_a_time: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """What an override does to a row.

    Attributes:
        act: "merge", "split", "promote", "set" or "confirm".
        field: the claim that was set; empty for another act.
        value: what it was set to, in words; empty for another act.
        sources: what the sources say of that claim, in words; None where they say nothing.
        author: printed in the private build alone.
    """

    act: str
    reason: str
    author: str
    field: str = ""
    value: str = ""
    sources: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """One row of the register, for life: one actor, one decision, one mechanism.

    Attributes:
        restriction_id: ``AIR-<year of the first report, or of adding if undated>-<serial>``; never reused.
        first_reported: when the earliest article about it was published, as that page gives it.
        added_on: the day on which the register took it in, ISO.
        story_ids: stories that tell it.
        ending: what another restriction does to it; its link stands with the other.
        imported_from: where it was taken over from, for a row that no source of ours tells; empty for our own.
        by_hand: the overrides that are in force on it.
    """

    restriction_id: str
    title: str
    mechanism: Mechanism
    status: RestrictionStatus
    claims: Claims
    provenance: Provenance
    first_reported: str | None
    added_on: str
    modified_on: str
    evidence: tuple[Proof, ...]
    history: tuple[Revision, ...]
    related: tuple[Related, ...] = ()
    story_ids: tuple[str, ...] = ()
    ending: Ending | None = None
    imported_from: str = ""
    by_hand: tuple[ByHand, ...] = ()

    @property
    def revision(self) -> int:
        """Number of the last revision."""
        return self.history[-1].number


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A restriction that is not well enough founded yet: watched, without an id for life, and lapsing.

    Attributes:
        needs: what would confirm it, in words.
        lapses_on: the ISO day on which it is dropped if nothing confirms it.
        lapsed_on: the ISO day on which a run found it lapsed; None while it is watched.
    """

    candidate_id: str
    title: str
    mechanism: Mechanism
    claims: Claims
    provenance: Provenance
    first_reported: str | None
    lapses_on: str
    needs: str
    evidence: tuple[Proof, ...]
    lapsed_on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A full day of a restriction that its readers may have in their calendars.

    Attributes:
        kind: the claim that names it.
        day: ISO day.
        moved: how often the claim has changed since it was first told; it never goes down.
        told: whether the claim still says so, is disputed by now, or says nothing like it any more.
    """

    kind: Literal["effective", "ends"]
    day: str
    moved: int
    told: Literal["known", "disputed", "gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What is left of a restriction that was removed.

    Attributes:
        days: that readers may have in their calendars; none of what was retracted or came from another instance.
        removed_at: the time of it; empty where it is not known.
        author: of the override that removed it; printed in the private build alone.
    """

    restriction_id: str
    removed_on: str
    reason: str
    merged_into: str | None = None
    note: str | None = None
    removed_at: str = ""
    author: str = ""
    days: tuple[CalendarDay, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """All rows, in the order of their ids.

    Attributes:
        candidates: those that are watched; ``lapsed`` are those that nothing confirmed in time.
        retractions: pages that were taken back, the oldest first.
        changed_at: time of the last change, removals included; None while the register is empty.
        version: ``YYYY.MM.DD.n`` of the last change.
    """

    restrictions: tuple[Restriction, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()
    lapsed: tuple[Candidate, ...] = ()
    retractions: tuple[Retraction, ...] = ()
    changed_at: str | None = None
    version: str = ""
