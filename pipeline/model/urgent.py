"""A short notice of one restriction that affects us and takes effect before the next brief could tell of it in time."""

from dataclasses import dataclass

from pipeline.model.edition import Exposure, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgent:
    """One notice, as it was made; mail and text are rendered from it alone. Private: it rests on the inventory.

    Attributes:
        number: how many notices of the restriction there are up to this one.
        claimed: what it rests on, as a hash: another value is another claim.
        made_on: ISO day in the configured zone.
        subject: at most 60 characters.
        what: sentences of the brief; empty if no pattern fits.
        effective_on: ISO day.
        in_days: from ``made_on`` to ``effective_on``; negative if it has passed.
        exposures: the tools that it binds or ends for us, gravest first.
        corrections: one sentence for each reason for which a person has corrected the restriction.
        source: the best page that tells it.
        changed: of a second notice, one sentence for each claim that is otherwise than in the one before.
        over: of a notice that takes back the one before, a sentence that says why; empty of any other.
        told: pairs (claim, its value in words), from which the next notice tells what changed.
        made_at: ISO time; the date of its mails.
        stamp: a sentence printed on every page and mail; empty in normal use.
    """

    restriction_id: str
    number: int
    claimed: str
    made_on: str
    subject: str
    headline: str
    provenance: str
    effective_on: str
    in_days: int
    exposures: tuple[Exposure, ...]
    what: str = ""
    corrections: tuple[str, ...] = ()
    source: Report | None = None
    changed: tuple[str, ...] = ()
    over: str = ""
    told: tuple[tuple[str, str], ...] = ()
    made_at: str = ""
    stamp: str = ""

    @property
    def withdrawn(self) -> bool:
        """Whether what it rested on was retracted, so that it tells nothing any more."""
        return not self.exposures

    @property
    def about(self) -> str:
        """What tells it from all other notices, in the outbox."""
        return f"{self.restriction_id}:{self.number}:{self.claimed}"
