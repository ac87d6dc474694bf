"""One week's brief as data. Mail, text, pages and JSON are rendered from this object and from nothing else."""

from dataclasses import dataclass, replace

from pipeline.model.vocabulary import Barrier, Bearing


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A publisher's words, at most 25 of them, with where they stand."""

    text: str
    outlet: str
    published: str | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One restriction that changed in the window.

    Attributes:
        state: what became of it, in words ("New → in force").
        tone: colour of the state: "mark" for what binds, "ok" for what is lifted or denied, "wait" for what may come.
        mechanism: in words ("employer ban").
        what, so_what, next: sentences made from a closed set of patterns; empty if no pattern fits.
        disagreements: one sentence for each claim on which sources disagree.
        corrections: one sentence for each override that is in force on it.
    """

    restriction_id: str
    state: str
    tone: str
    mechanism: str
    provenance: str
    reports: int
    independent: int
    headline: str
    what: str = ""
    so_what: str = ""
    next: str = ""
    quote: Quote | None = None
    disagreements: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """What one restriction means for the organisation: one tool of the inventory against one row of the register.

    Attributes:
        reason: why the bearing is what it is, in words.
        days_left: from the end of the window to the effective day; None where that is unknown or past.
    """

    restriction_id: str
    headline: str
    tool: str
    bearing: Bearing
    reason: str
    effective: str
    days_left: int | None = None
    owner: str = ""
    seats: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something for a department to do; it names tool, restriction and day."""

    department: str
    text: str
    restriction_id: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateAhead:
    """A day in the next 90, or a longer span of which the day is not given."""

    when: str
    label: str
    text: str
    restriction_id: str
    precision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterChange:
    """One line under "Register changes". Kinds: new, newly registered, changed, lifted, corrected, withdrawn."""

    kind: str
    restriction_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A candidate or a proposal: what would confirm it, and when it is dropped."""

    text: str
    needs: str
    drop_by: str | None
    restriction_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FailingSource:
    """A source that could not be read, by name."""

    source_id: str
    name: str
    reason: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What this brief rests on, and what it could not see.

    Attributes:
        pages_not_opened: pages about the subject that could not be opened, or whose turn has not come.
        headlines_only: of the articles, those of which hardly more than headline and summary is known.
        barriers: pairs (what stood in front of their text, articles), of these.
        entries_passed_over: entries whose pages were not opened because their title is about something else.
        filler_share: part of the words of the window's articles that was stripped as filler, 0 to 1; None if none.
        unread_languages: pairs (language, articles).
        quiet_tools: tools of the inventory, or the vendors most watched, of which nothing was found.
    """

    sources: int
    sources_read: int
    failing: tuple[FailingSource, ...]
    entries: int
    articles: int
    pages_not_opened: int
    stories: int
    restrictions: int
    filler_share: float | None
    unread_languages: tuple[tuple[str, int], ...] = ()
    quiet_tools: tuple[str, ...] = ()
    entries_passed_over: int = 0
    headlines_only: int = 0
    barriers: tuple[tuple[Barrier, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One ISO week's brief.

    Attributes:
        edition_id: ``2026-W28``.
        first_on, last_on: the window, ISO days in ``timezone``, both included.
        baseline: the first edition of all: what is in force, not what is new.
        subject: at most 60 characters.
        exposures: every tool of the inventory that a restriction touches, signals included; None without inventory.
        in_force: number of restrictions in force at the end of the window.
        in_force_by_month: pairs ("2026-07", number in force at the end of that month), oldest first.
        stamp: a sentence printed on every page and mail ("Sample world: …"); empty in normal use.
    """

    edition_id: str
    first_on: str
    last_on: str
    timezone: str
    next_on: str
    baseline: bool
    subject: str
    bottom_line: str
    public_subject: str
    public_bottom_line: str
    items: tuple[Item, ...]
    exposures: tuple[Exposure, ...] | None
    steps: tuple[Step, ...]
    dates: tuple[DateAhead, ...]
    changes: tuple[RegisterChange, ...]
    watching: tuple[Watched, ...]
    coverage: Coverage
    in_force: int
    in_force_by_month: tuple[tuple[str, int], ...] = ()
    stamp: str = ""

    def public(self) -> "Edition":
        """The same edition without anything that comes from the inventory or the playbook."""
        coverage = replace(self.coverage, quiet_tools=())
        return replace(
            self,
            bottom_line=self.public_bottom_line,
            subject=self.public_subject,
            exposures=None,
            steps=(),
            coverage=coverage,
        )
