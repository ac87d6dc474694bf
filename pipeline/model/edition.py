"""One week's brief as data. Mail, text, pages and JSON are rendered from this object and from nothing else."""

from dataclasses import dataclass, replace

from pipeline.model.vocabulary import Barrier, Bearing, RestrictionStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A publisher's words, at most 25 of them, with where they stand."""

    text: str
    outlet: str
    published: str | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A page that tells of something, without a word of it.

    Attributes:
        published: as the page gives it; None if it gives no day.
    """

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
        ranked: why it stands where it does, in words; nothing in it comes from the inventory.
        since_last: of a follow-up, one sentence for each claim that changed or day that was reached since the edition
            that told it last; empty for what is told for the first time.
        source: the best page that tells it, where no words of one are quoted.
        summary: what a text model wrote about it and the grounding gate let pass; empty where patterns alone speak.
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
    source: Report | None = None
    disagreements: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    ranked: str = ""
    since_last: tuple[str, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """What one restriction means for the organisation: one tool of the inventory against one row of the register.

    Attributes:
        reason: why the bearing is what it is, in words.
        days_left: from the day of the cut-off to the effective day; None where that is unknown or past.
        criticality: how much hangs on the tool, as the inventory says; empty if it does not.
        regions: ISO codes of the countries in which we are touched.
        next: what its owner does next, from the playbook; empty where the playbook has nothing for it.
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
    criticality: str = ""
    regions: tuple[str, ...] = ()
    next: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something for a department to do; it names tool, restriction and day.

    Attributes:
        due: ISO day by which it is done.
        tool: the tool of the inventory that it is about.
        owner: of the tool.
        unchanged: what did not change, in a sentence; empty if there is nothing to say.
        escalate: what has to go to somebody else, and to whom; empty if nothing has.
    """

    department: str
    text: str
    restriction_id: str
    due: str
    tool: str = ""
    owner: str = ""
    unchanged: str = ""
    escalate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateAhead:
    """A day in the next 90, or a longer span of which the day is not given.

    Attributes:
        kind: the claim that names it, "effective" or "ends"; empty where sources disagree on it.
        revision: of its restriction, as it stood when the edition was composed.
        moved: how often this day had moved by then.
        status: of its restriction then.
    """

    when: str
    label: str
    text: str
    restriction_id: str
    precision: str
    kind: str = ""
    revision: int = 0
    status: RestrictionStatus | None = None
    moved: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterChange:
    """One line under "Register changes". Kinds: new, newly registered, changed, lifted, corrected, withdrawn."""

    kind: str
    restriction_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum:
    """What an earlier edition told and is told otherwise now; the page of that edition shows it.

    Attributes:
        edition_ids: the earlier editions that told it.
        text: what is so now, and why, in a sentence.
    """

    restriction_id: str
    edition_ids: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """An urgent notice that went out before this edition."""

    restriction_id: str
    sent_on: str


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
class Summaries:
    """How a text model fared: of the items for which it was asked, those that it answered, and of these those whose
    text passed the grounding gate.

    Attributes:
        model: its name.
    """

    model: str
    asked: int
    answered: int
    passed: int


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
        quiet_tools: tools of the inventory of which nothing was found; private.
        quiet_vendors: the vendors whose tools most rows of the register are about, of which nothing was found.
        summaries: of the text model; None where there is none, or where it was asked for nothing.
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
    summaries: Summaries | None = None
    quiet_vendors: tuple[str, ...] = ()


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
        since_at, until_at: revisions of the register after the one and up to the other are in it; ISO times in UTC,
            ``since_at`` empty for the first edition.
        errata: what earlier editions told wrongly.
        notices: urgent notices about restrictions of this edition that went out since the last one; private.
        written_by: the text model whose sentences stand in ``summary`` of items; empty where none do.
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
    since_at: str = ""
    until_at: str = ""
    errata: tuple[Erratum, ...] = ()
    notices: tuple[Notice, ...] = ()
    written_by: str = ""

    def public(self) -> "Edition":
        """The same edition without anything that comes from the inventory or the playbook."""
        coverage = replace(self.coverage, quiet_tools=())
        return replace(
            self,
            bottom_line=self.public_bottom_line,
            subject=self.public_subject,
            exposures=None,
            steps=(),
            notices=(),
            coverage=coverage,
        )
