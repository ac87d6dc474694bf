"""Whether what the register and the brief print of a stream is true.

What is labelled is gathered into decisions: labels of one actor about one tool, of one story or of a round-up and a
story; a lift belongs to the ban before it. A printed restriction is true if a decision that articles have told so far
has its actor, a tool of it and its state, and if its days are right; one decision printed under two ids is true once. A
line of the brief is true if its restriction is, and if the decision is told as news somewhere. Candidates are not
printed as facts and are not judged.

A decision is *founded* if an outlet of grade A or B tells it, or two outlets in whole articles: the gate lets no other
through, and a headline with a line or two below it is nobody's second source.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.model.restriction import Claim, Party, Restriction, Target
from pipeline.model.vocabulary import RestrictionStatus
from tests.quality.event_gold import GoldSet, Kind, Label
from tests.quality.event_names import same_actor, same_tools
from tests.quality.stream_entries import Entry, Other, grade_of, mix
from tests.quality.stream_run import Week, run_stream

_STATES: Mapping[RestrictionStatus, frozenset[Kind]] = {
    "proposed": frozenset({"proposed", "investigate"}),
    "denied": frozenset({"denied"}),
    "lifted": frozenset({"lifted"}),
    "suspended": frozenset({"lifted"}),
}
_RELEVANT = 50
_IMPOSED: frozenset[Kind] = frozenset({"imposed"})


@dataclass(frozen=True, slots=True)
class Told:
    """A label and the entry that it is of."""

    label: Label
    entry: Entry


@dataclass(slots=True)
class Decision:
    """What one actor decided about one tool, as all labels tell it."""

    told: list[Told] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Who decided what, in words."""
        first = self.told[0].label.told
        return f"{first.actor}, {first.action}, {', '.join(first.targets)}"

    def state(self, seen: frozenset[str]) -> frozenset[Kind]:
        """What may be printed of it after some entries: once its lift is told, nothing but that."""
        known = [one for one in self.told if one.entry.entry_id in seen and not one.label.optional]
        lifts = [one.entry.day for one in known if one.label.told.kind == "lifted"]
        news = [one.entry.day for one in known if one.label.told.kind == "imposed" and not one.label.told.background]
        if lifts and not any(day > max(lifts) for day in news):
            return frozenset({"lifted"})
        return frozenset(one.label.told.kind for one in self.told if one.entry.entry_id in seen)

    def is_news(self, seen: frozenset[str]) -> bool:
        """Whether an entry tells it as news."""
        return any(one.entry.entry_id in seen and not one.label.told.background for one in self.told)

    def is_founded(self, number: int, partial: frozenset[str]) -> bool:
        """Whether the gate can let it through."""
        news = [one for one in self.told if not (one.label.told.background or one.label.optional)]
        outlets = {one.entry.outlet for one in news}
        whole = {one.entry.outlet for one in news if one.entry.entry_id not in partial}
        return len(whole) > 1 or any(grade_of(outlet, number) in ("A", "B") for outlet in outlets)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printed:
    """A row in the terms of labels."""

    actor: str
    targets: Sequence[str]
    vendors: Sequence[str]
    kinds: frozenset[Kind]


@dataclass(slots=True)
class StreamScores:
    """Counts over the weeks of a stream; the lists name what is false, for people.

    Attributes:
        printed: restrictions that were printed, by id. ``false``: those that were false in a week, with the reason.
        lines: lines under "What changed". ``false_lines``: of each brief, those that are false.
        founded: decisions that the gate can let through. ``missed``: those of them that no true row tells at the end.
        watched: candidates that stood in the last brief.
    """

    printed: dict[str, str] = field(default_factory=dict)
    false: dict[str, str] = field(default_factory=dict)
    lines: int = 0
    false_lines: dict[str, list[str]] = field(default_factory=dict)
    founded: int = 0
    missed: list[str] = field(default_factory=list)
    unfounded: int = 0
    watched: int = 0

    @property
    def precision(self) -> float | None:
        """Share of the printed restrictions that were true in every week."""
        return 1 - len(self.false) / len(self.printed) if self.printed else None

    @property
    def recall(self) -> float | None:
        """Share of the founded decisions that are told."""
        return 1 - len(self.missed) / self.founded if self.founded else None

    @property
    def worst_brief(self) -> int:
        """False lines of the worst brief."""
        return max(map(len, self.false_lines.values()), default=0)


def measured(
    relevant: GoldSet, others: Iterable[Other], *, number: int, total: int
) -> tuple[list[Entry], StreamScores]:
    """Make a stream, run it and judge it.

    Args:
        relevant: articles on the topic, of which some fifty are taken.
        others: texts about something else.
        number: which stream of several.
        total: entries, at most.
    """
    entries = mix(relevant.articles, others, number=number, most=_RELEVANT, total=total)
    with TemporaryDirectory() as directory:
        weeks = run_stream(entries, Path(directory), number=number)
    return entries, score_stream(entries, weeks, aliases=relevant.aliases, number=number)


def score_stream(
    entries: Sequence[Entry], weeks: Sequence[Week], *, aliases: Mapping[str, str], number: int
) -> StreamScores:
    """Judge every week of a stream."""
    decisions = _decisions(entries, aliases)
    scores = StreamScores()
    found: dict[int, str] = {}
    for week in weeks:
        seen = frozenset(entry.entry_id for entry in week.seen)
        found, wrong = _judged(week.register.restrictions, decisions, seen, aliases)
        scores.printed |= {row.restriction_id: row.title for row in week.register.restrictions}
        scores.false |= {row_id: why for row_id, why in wrong.items() if row_id not in scores.false}
        scores.lines += len(week.edition.items)
        told = {row_id: decisions[place] for place, row_id in found.items()}
        scores.false_lines[week.edition.edition_id] = [
            f"{item.restriction_id} {item.headline}: {wrong.get(item.restriction_id) or 'old news'}"
            for item in week.edition.items
            if item.restriction_id in wrong or not told[item.restriction_id].is_news(seen)
        ]
    partial = weeks[-1].partial if weeks else frozenset()
    founded = {place for place, decision in enumerate(decisions) if decision.is_founded(number, partial)}
    scores.founded, scores.unfounded = len(founded), len(decisions) - len(founded)
    scores.missed = [_missed(decisions[place], number) for place in sorted(founded - set(found))]
    scores.watched = len(weeks[-1].register.candidates) if weeks else 0
    return scores


def stream_lines(name: str, entries: Sequence[Entry], scores: StreamScores) -> list[str]:
    """Figures as text, and each error."""
    relevant = sum(entry.gold is not None for entry in entries)
    errors = sum(map(len, scores.false_lines.values()))
    return [
        f"{name}: {len(entries)} entries, {relevant} on the topic",
        f"  printed restrictions {len(scores.printed)}, true {_share(scores.precision)}",
        f"  lines under What changed {scores.lines}, false {errors}, in the worst brief {scores.worst_brief}",
        f"  founded decisions {scores.founded}, told {_share(scores.recall)}",
        f"  decisions not founded {scores.unfounded}, candidates watched at the end {scores.watched}",
        *(f"  false: {row_id} {scores.printed[row_id]}: {why}" for row_id, why in sorted(scores.false.items())),
        *(f"  false line: {edition}: {line}" for edition, lines in scores.false_lines.items() for line in lines),
        *(f"  missed: {decision}" for decision in scores.missed),
    ]


def _share(value: float | None) -> str:
    return "nothing" if value is None else f"{value:.3f}"


def _missed(decision: Decision, number: int) -> str:
    where = ", ".join(sorted({f"{one.entry.entry_id} ({grade_of(one.entry.outlet, number)})" for one in decision.told}))
    return f"{decision.name}: {where}"


def _decisions(entries: Sequence[Entry], aliases: Mapping[str, str]) -> list[Decision]:
    decisions: list[Decision] = []
    for entry in entries:
        for label in entry.gold.labels if entry.gold else ():
            told = Told(label, entry)
            held = next((one for one in reversed(decisions) if _belongs(told, one, aliases)), None)
            if held is None:
                decisions.append(Decision([told]))
            else:
                held.told.append(told)
    return decisions


def _belongs(told: Told, decision: Decision, aliases: Mapping[str, str]) -> bool:
    """Whether a label tells a decision: the same actor and tool, of its story, of a round-up, or of another class."""
    return any(_tells_same(told, other, aliases) for other in decision.told)


def _tells_same(one: Told, other: Told, aliases: Mapping[str, str]) -> bool:
    mine, theirs = one.label, other.label
    if not any(same_actor(mine.actors, name, aliases) for name in theirs.actors):
        return False
    if not same_tools(mine.told, theirs.told, aliases):
        return False
    assert one.entry.gold is not None
    assert other.entry.gold is not None
    stories = {one.entry.gold.story, other.entry.gold.story}
    gathered = any("roundup" in name or name.startswith("alone") for name in stories)
    return len(stories) == 1 or gathered or mine.told.kind != theirs.told.kind


def _judged(
    rows: Sequence[Restriction], decisions: Sequence[Decision], seen: frozenset[str], aliases: Mapping[str, str]
) -> tuple[dict[int, str], dict[str, str]]:
    """The row of each decision that is told, by the place of the decision; and the rows that are false, and why."""
    fitting = {row.restriction_id: _fitting(row, decisions, seen, aliases) for row in rows}
    told = _matched(fitting)
    wrong: dict[str, str] = {}
    for row in rows:
        place = next((place for place, row_id in told.items() if row_id == row.restriction_id), None)
        if place is not None:
            late = _wrong_days(row, decisions[place], seen)
            if late:
                wrong[row.restriction_id] = late
        elif fitting[row.restriction_id]:
            twin = told[fitting[row.restriction_id][0]]
            wrong[row.restriction_id] = f"told twice, also as {twin}"
        else:
            wrong[row.restriction_id] = _why_none(_printed(row), decisions, seen, aliases, row)
    return told, wrong


def _matched(fitting: Mapping[str, Sequence[int]]) -> dict[int, str]:
    """As many rows as can be, each with a decision of its own."""
    told: dict[int, str] = {}

    def place(row_id: str, tried: set[int]) -> bool:
        for decision in fitting[row_id]:
            if decision in tried:
                continue
            tried.add(decision)
            if decision not in told or place(told[decision], tried):
                told[decision] = row_id
                return True
        return False

    for row_id in fitting:
        place(row_id, set())
    return told


def _fitting(
    row: Restriction, decisions: Sequence[Decision], seen: frozenset[str], aliases: Mapping[str, str]
) -> list[int]:
    """Decisions that a row may tell, those first whose articles it quotes, and then those that are news."""
    printed, quoted = _printed(row), _quoted(row)
    fitting = [
        place
        for place, decision in enumerate(decisions)
        if _is_of(printed, decision, seen, aliases) and printed.kinds & decision.state(seen)
    ]
    common = {place: len(quoted & {one.entry.entry_id for one in decisions[place].told}) for place in fitting}
    return sorted(fitting, key=lambda place: (-common[place], not decisions[place].is_news(seen)))


def _is_of(row: _Printed, decision: Decision, seen: frozenset[str], aliases: Mapping[str, str]) -> bool:
    known = [one.label for one in decision.told if one.entry.entry_id in seen]
    return any(same_actor(x.actors, row.actor, aliases) and same_tools(x.told, row, aliases) for x in known)


def _why_none(
    row: _Printed, decisions: Sequence[Decision], seen: frozenset[str], aliases: Mapping[str, str], held: Restriction
) -> str:
    where = ", ".join(sorted(_quoted(held)))
    states = [decision.state(seen) for decision in decisions if _is_of(row, decision, seen, aliases)]
    if states:
        return f"it is {' or '.join(sorted(states[0]))} ({where})"
    return f"no such decision ({where})"


def _wrong_days(row: Restriction, decision: Decision, seen: frozenset[str]) -> str:
    told = [one for one in decision.told if one.entry.entry_id in seen]
    for name, claim in (("announced", row.claims.announced), ("effective", row.claims.effective)):
        days = {day for one in told for day in _right_days(one, name)}
        for value in _known_days(claim):
            if not any(_agrees(value, day) for day in days):
                where = ", ".join(one.entry.entry_id for one in told)
                return f"{name} {value}, not {' or '.join(sorted(days)) or 'told'} ({where})"
    return ""


def _agrees(value: str, right: str) -> bool:
    """Whether a day is the right one, in any year; or both begin a month, for "from next quarter" has moved."""
    return value[4:] == right[4:] or value[7:] == right[7:] == "-01"


def _right_days(told: Told, name: str) -> Iterator[str]:
    for value in told.label.values(name):
        if isinstance(value, str):
            yield value
            if len(value) == len("2026-07-06"):
                yield (date.fromisoformat(value) + timedelta(days=told.entry.moved)).isoformat()


def _known_days(claim: Claim) -> Iterable[str]:
    """The full day that a claim prints; where sources disagree it prints who says what, and is right."""
    if claim.status == "known" and isinstance(claim.value, str) and claim.precision in ("day", "immediate"):
        yield claim.value


def _quoted(row: Restriction) -> set[str]:
    return {proof.url.rpartition("/")[2] for proof in row.evidence}


def _printed(row: Restriction) -> _Printed:
    actor, targets = row.claims.actor.value, row.claims.targets.value
    assert isinstance(actor, Party)
    assert isinstance(targets, tuple)
    tools = [target for target in targets if isinstance(target, Target)]
    return _Printed(
        actor=actor.name,
        targets=[target.tool for target in tools],
        vendors=[target.vendor for target in tools if target.vendor],
        kinds=_STATES.get(row.status, _IMPOSED),
    )
