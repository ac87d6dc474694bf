"""The words that mail, text and pages share, so that all of them say the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.edition import (
    Coverage,
    Edition,
    Erratum,
    Exposure,
    FailingSource,
    Notice,
    Quote,
    RegisterChange,
    Report,
    Step,
    Summaries,
)
from pipeline.model.options import AFFECTING
from pipeline.model.vocabulary import BARRIERS, Bearing
from pipeline.render.days import is_date, long_day, window
from pipeline.render.languages import language
from pipeline.text.words import join_words

HOW_TO_READ = (
    "Every sentence is quoted, counted, or made from a quote that you can open.",
    "“2 independent of 14 reports”: the other twelve are not counted as sources of their own.",
    "Quotes match the stored page word for word.",
    "Unknown means unknown, not no.",
)
"""What stands at the end of each brief; the page "How it works" says more."""


def number(value: int) -> str:
    """A number with commas between thousands."""
    return f"{value:,}"


def counted(value: int, one: str, several: str = "") -> str:
    """A number with its noun: "1 report", "14 reports"."""
    return f"{number(value)} {one if value == 1 else several or one + 's'}"


def told_by(independent: int, reports: int, provenance: str) -> str:
    """How many reports there are, and how many of them do not repeat another; empty where the provenance says it."""
    if reports == 1 and provenance in ("headline only", "one report"):
        return ""
    return "1 report" if reports == 1 else f"{number(independent)} independent of {counted(reports, 'report')}"


def said_by(quote: Quote | Report) -> str:
    """Outlet and day of a quote, or of a page."""
    return f"{quote.outlet}, {long_day(quote.published)}" if quote.published else quote.outlet


def dateline(edition: Edition) -> str:
    """The window with its zone: "Monday 6 to Sunday 12 July 2026 (UTC)"."""
    return f"{window(edition.first_on, edition.last_on)} ({edition.timezone})"


def touching(edition: Edition) -> list[Exposure]:
    """What affects us."""
    return [exposure for exposure in edition.exposures or () if exposure.bearing in AFFECTING]


def not_binding(edition: Edition) -> list[tuple[str, list[Exposure]]]:
    """What does not affect us, or may: each with the words that go before it, left out where there is none."""
    said: dict[Bearing, str] = {
        "none": "No longer touching us",
        "signal": "Signals, which bind others",
        "unknown": "Not known whether it touches us",
    }
    found = [(said[bearing], [e for e in edition.exposures or () if e.bearing == bearing]) for bearing in said]
    return [(words, exposures) for words, exposures in found if exposures]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Tools of ours that one restriction does not bind, or may, for one reason.

    Attributes:
        tools: with their seats, in words.
        reason: why it does not, or may; empty for a signal, which says all there is to say.
    """

    tools: str
    restriction_id: str
    reason: str


def mentioned(exposures: Sequence[Exposure]) -> list[Mention]:
    """Exposures by restriction and reason, in the order in which they are met."""
    found: dict[tuple[str, str], list[str]] = {}
    for exposure in exposures:
        reason = "" if exposure.bearing == "signal" else exposure.reason
        found.setdefault((exposure.restriction_id, reason), []).append(mention(exposure))
    return [
        Mention(tools=join_words(tools), restriction_id=restriction_id, reason=reason)
        for (restriction_id, reason), tools in found.items()
    ]


def mentions(exposures: Sequence[Exposure]) -> str:
    """Several exposures on one line, with ids."""
    return "; ".join(
        f"{one.tools} ({one.restriction_id}{f': {one.reason}' if one.reason else ''})" for one in mentioned(exposures)
    )


def from_day(exposure: Exposure) -> str:
    """From when: "from 15 August 2026, 34 days left"; words that are no date stay as they are."""
    start = f"from {long_day(exposure.effective)}" if is_date(exposure.effective) else exposure.effective
    start = start or "day not known"
    return start if exposure.days_left is None else f"{start}, {counted(exposure.days_left, 'day')} left"


def seats(exposure: Exposure) -> str:
    """Seats in words; empty if their number is not known."""
    return "" if exposure.seats is None else counted(exposure.seats, "seat")


def mention(exposure: Exposure) -> str:
    """A tool of ours with its seats: "Claude Code, 212 seats"."""
    return ", ".join(part for part in (exposure.tool, seats(exposure)) if part)


def facts(exposure: Exposure) -> list[str]:
    """From when, how many seats, whose they are, how much hangs on them: what is not known is left out."""
    owner = f"owner: {exposure.owner}" if exposure.owner else ""
    critical = f"criticality: {exposure.criticality}" if exposure.criticality else ""
    return [part for part in (from_day(exposure), seats(exposure), owner, critical) if part]


def next_for(exposure: Exposure, steps: Sequence[Step]) -> str:
    """The next step for an exposure: its own, or else the one that ``step_for`` finds."""
    return exposure.next or step_for(exposure, steps)


def sent_before(restriction_id: str, notices: Sequence[Notice]) -> str:
    """That an urgent notice of a restriction went out already; empty if none did."""
    days = [long_day(notice.sent_on) for notice in notices if notice.restriction_id == restriction_id]
    return f"An urgent notice went out on {join_words(days)}." if days else ""


def sent_otherwise(edition: Edition) -> list[Notice]:
    """Urgent notices about what does not stand under "Affects us" (any more)."""
    shown = {exposure.restriction_id for exposure in touching(edition)}
    return [notice for notice in edition.notices if notice.restriction_id not in shown]


def step_marks(step: Step) -> str:
    """By when a step is done and by whom: "by 1 August 2026, Ana Kovač"."""
    due = f"by {long_day(step.due)}" if step.due else ""
    owner = step.owner if step.owner != step.department else ""
    return ", ".join(part for part in (due, owner) if part)


def step_for(exposure: Exposure, steps: Sequence[Step]) -> str:
    """The next step for an exposure: that of its owner, or else the first for its restriction."""
    fitting = [step for step in steps if step.restriction_id == exposure.restriction_id]
    own = [step for step in fitting if step.department == exposure.owner]
    return (own or fitting)[0].text if fitting else ""


def by_department(steps: Sequence[Step]) -> list[tuple[str, list[Step]]]:
    """Steps of each department, departments in the order in which they first appear."""
    found: dict[str, list[Step]] = {}
    for step in steps:
        found.setdefault(step.department, []).append(step)
    return list(found.items())


def change_counts(changes: Sequence[RegisterChange]) -> str:
    """How many changes of each kind: "2 new, 1 lifted"."""
    counts: dict[str, int] = {}
    for change in changes:
        counts[change.kind] = counts.get(change.kind, 0) + 1
    return ", ".join(f"{number(count)} {kind}" for kind, count in counts.items())


def errata_told(erratum: Erratum) -> str:
    """Which briefs told what an erratum corrects: "told in 2026-W26 and 2026-W27"; empty if none is named."""
    return f"told in {join_words(erratum.edition_ids)}" if erratum.edition_ids else ""


def failing(source: FailingSource) -> str:
    """A failing source with its reason: "Harbour Post (timed out, since 9 July 2026)"."""
    since = f"since {long_day(source.since)}" if source.since else ""
    told = ", ".join(part for part in (_predicate(source.reason), since) if part)
    return f"{source.name} ({told})" if told else source.name


def _predicate(reason: str) -> str:
    """What a source does, without the address that did it and the full stop: the name stands before it already."""
    first, _, rest = reason.partition(" ")
    said = rest if first.startswith(("http://", "https://")) else reason
    return said.rstrip(".")


def coverage_sentences(coverage: Coverage, unnamed: int = 0) -> list[str]:
    """What a brief rests on, and what it could not see.

    Args:
        coverage: the numbers.
        unnamed: failing sources that are left to the web.
    """
    said = [f"{number(coverage.sources_read)} of {counted(coverage.sources, 'source')} read."]
    names = [failing(source) for source in coverage.failing]
    if unnamed:
        names.append(f"{unnamed} more" if names else counted(unnamed, "source"))
    if names:
        said.append(f"Failing: {join_words(names)}.")
    said.append(
        f"{counted(coverage.entries, 'entry', 'entries')} listed, {counted(coverage.articles, 'article')} read,"
        f" {counted(coverage.stories, 'story', 'stories')}, {counted(coverage.restrictions, 'restriction')}."
    )
    if coverage.entries_passed_over:
        passed = counted(coverage.entries_passed_over, "entry", "entries")
        said.append(f"{passed} passed over: title and summary name no restriction.")
    if coverage.pages_not_opened:
        said.append(f"{counted(coverage.pages_not_opened, 'page')} not opened.")
    if coverage.headlines_only:
        said.append(_headlines(coverage))
    if coverage.unread_languages:
        unread = [f"{counted(count, 'article')} in {language(code)}" for code, count in coverage.unread_languages]
        said.append(f"Not read for their language: {join_words(unread)}.")
    if coverage.filler_share is not None:
        said.append(_filler(coverage.filler_share))
    said += _quiet(coverage) if coverage.sources_read else []
    if coverage.summaries is not None:
        said.append(written_summaries(coverage.summaries))
    return said


def written_summaries(found: Summaries) -> str:
    """Which summaries a text model wrote, and for how many items the patterns stand alone."""
    if not found.answered:
        return f"The text model {found.model} gave no answer that could be read; this brief is as it is without it."
    passed = f"{number(found.passed)} of {counted(found.answered, 'summary', 'summaries')} written by {found.model}"
    told = f"{passed} passed the check against the sources"
    silent = found.asked - found.answered
    return f"{told}; {counted(silent, 'request')} had no answer." if silent else f"{told}."


def _quiet(coverage: Coverage) -> list[str]:
    """On what nothing was found: our tools, or where they are not told, tools of the vendors most watched."""
    if coverage.quiet_tools:
        return [f"Nothing new on {join_words(coverage.quiet_tools, 'or')}."]
    return [f"Nothing new on any tool of {join_words(coverage.quiet_vendors, 'or')}."] if coverage.quiet_vendors else []


def _headlines(coverage: Coverage) -> str:
    """How many articles are known by their headline alone, and what stood in front of the others."""
    behind = [f"{number(count)} behind {BARRIERS[kind]}" for kind, count in coverage.barriers]
    known = f"{counted(coverage.headlines_only, 'article')} known by headline and summary only"
    return f"{known}, {join_words(behind)}." if behind else f"{known}."


def _filler(share: float) -> str:
    if share == 0:
        return "No filler was found."
    rounded = round(100 * share)
    return f"{rounded or 'Less than 1'} % of the text was filler and was stripped."


def repeated_text(share: float | None, articles: int) -> str:
    """How much of the text of a source stands elsewhere too, with the sample: "61 % of 48 articles".

    It is a measurement, and no word of it judges. Empty if nothing was measured.

    Args:
        share: 0 to 1; None if it cannot be told.
        articles: that were measured.
    """
    return f"{round(100 * share)} % of {counted(articles, 'article')}" if share is not None else ""


def month_span(months: Sequence[tuple[str, int]]) -> str:
    """First and last month of a series: "January to July 2026"."""
    first, last = long_day(months[0][0]), long_day(months[-1][0])
    if first == last:
        return last
    return f"{first.removesuffix(' ' + last[-4:])} to {last}"
