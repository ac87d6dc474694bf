"""Which pictures the site shows, of what: each only where there is enough to see, and bounded however much there is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup

from pipeline.model.edition import Edition
from pipeline.model.restriction import Affected, Restriction
from pipeline.model.site import SiteContent, SourceYield
from pipeline.render import drawing
from pipeline.render.days import as_day, long_day, month_name, window
from pipeline.render.drawing import Picture, Said
from pipeline.render.languages import place
from pipeline.render.phrases import counted, number
from pipeline.render.site.shelf import targets_of
from pipeline.render.site.traits import span, values_of
from pipeline.render.spoken import spoken
from pipeline.text.words import clean, join_words, shorten

MONTHS = 12
"""Columns of "In force or reported, by month"."""
PERIODS = 24
"""Columns of the timeline; where months are more, it goes by quarters, and then by years."""
TOOLS, REGIONS = 20, 12
"""Rows and columns of the grid of tools and regions."""
SOURCES = 60
"""Sources of which the weeks are drawn, those with most entries first."""
_YEARS_BACK, _YEARS_ON = 15, 5
_FEWEST = 3
_HOLDS = ("in-force", "reported")
_AHEAD = ("announced", "scheduled", "proposed", "rumoured")
_SIGNS = {"holds": 6, "ahead": 3, "listed": 9, "gone": 9}
_SAID = {
    "holds": "a restriction holds",
    "ahead": "a restriction is ahead or proposed",
    "listed": "on the vendor’s list",
    "gone": "no longer on the vendor’s list",
}


def by_month(months: Sequence[tuple[str, int]]) -> Picture:
    """The columns of the front page.

    Args:
        months: pairs ("2026-07", number), oldest first, at least one.
    """
    shown = months[-MONTHS:]
    (first, before), (last, now) = shown[0], shown[-1]
    told = f"{number(before)} in {long_day(first)}"
    if len(shown) > 1:
        told += f", {number(now)} in {long_day(last)}"
    said = Said(key="by-month", title="Restrictions in force or reported, by month", description=f"{told}.")
    step = 1 if len(shown) <= 6 else 2
    labels = [month_name(month) if (len(shown) - 1 - at) % step == 0 else "" for at, (month, _) in enumerate(shown)]
    return _picture(
        said,
        drawing.columns(shown, labels, said, (300, 120)),
        ("Month", "In force or reported"),
        [(long_day(month), number(count)) for month, count in shown],
    )


def timeline(content: SiteContent) -> Picture | None:
    """When restrictions begin, by mechanism; None where fewer than three of them have a day."""
    rows = content.register.restrictions
    this_year = int((content.register.changed_at or "2000")[:4])
    dated = [(span(row.claims.effective)[:10], row) for row in rows]
    held = [(day, row) for day, row in dated if day and -_YEARS_BACK <= int(day[:4]) - this_year <= _YEARS_ON]
    if len(held) < _FEWEST:
        return None
    unit, periods = _periods([day for day, _ in held])
    if len(periods) < 2:
        return None
    counts = Counter((spoken(row.mechanism), _period(day, unit)) for day, row in held)
    totals = Counter(spoken(row.mechanism) for _, row in held)
    kinds = sorted(totals, key=lambda kind: (-totals[kind], kind))
    most = max(counts.values())
    marks = [
        (periods.index(period), kinds.index(kind), "bar", max(3, round(9 * (count / most) ** 0.5)))
        for (kind, period), count in sorted(counts.items())
    ]
    said = Said(
        key="timeline", title=f"When restrictions begin, by {unit}", description=_of_times(totals, held, len(rows))
    )
    step = -(-len(periods) // 8)
    labels = [_short(period) if at % step == 0 else "" for at, period in enumerate(periods)]
    return _picture(
        said,
        drawing.dots(marks, labels, [kind.capitalize() for kind in kinds], said, (640, 60 + 26 * len(kinds))),
        (unit.capitalize(), "Mechanism", "Restrictions"),
        [(long_day(when), kind, number(count)) for (kind, when), count in sorted(counts.items(), key=_by_period)],
        note="The larger a dot, the more restrictions begin then.",
        broad=True,
    )


def _by_period(item: tuple[tuple[str, str], int]) -> tuple[str, str]:
    (kind, when), _ = item
    return when, kind


def _of_times(totals: Counter[str], held: Sequence[tuple[str, Restriction]], rows: int) -> str:
    kinds = join_words(
        [f"{kind} {number(count)}" for kind, count in sorted(totals.items(), key=lambda kv: (-kv[1], kv[0]))]
    )
    days = sorted(day for day, _ in held)
    told = f"{counted(len(held), 'restriction')} from {long_day(days[0][:7])} to {long_day(days[-1][:7])}: {kinds}."
    left = rows - len(held)
    return f"{told} Of {number(left)} no such day is known, or one too far off." if left else told


def _periods(days: Sequence[str]) -> tuple[str, list[str]]:
    """The unit in which days fit on the timeline, and all of its periods from the first to the last."""
    first, last = date.fromisoformat(min(days)), date.fromisoformat(max(days))
    months = (last.year - first.year) * 12 + last.month - first.month
    unit, length = ("month", 1) if months < PERIODS else ("quarter", 3) if months < 3 * PERIODS - 3 else ("year", 12)
    begin, end = ((day.year * 12 + day.month - 1) // length for day in (first, last))
    firsts = [(at * length // 12, at * length % 12 + 1) for at in range(begin, end + 1)]
    return unit, [_period(f"{year:04}-{month:02}-01", unit) for year, month in firsts]


def _period(day: str, unit: str) -> str:
    if unit == "year":
        return day[:4]
    return day[:7] if unit == "month" else f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"


def _short(period: str) -> str:
    year, _, part = period.partition("-")
    if not part:
        return year
    return f"{part if part[0] == 'Q' else month_name(period)} {year[2:]}"


def grid(content: SiteContent) -> Picture | None:
    """Tools and regions: where a restriction holds or is ahead, and what vendors list; None for hardly anything."""
    cells = _cells(content)
    if len(cells) < _FEWEST:
        return None
    weight = {"holds": 1000, "ahead": 100, "gone": 10, "listed": 1}
    tools: Counter[str] = Counter()
    regions: Counter[str] = Counter()
    for (tool, region), signs in cells.items():
        tools[tool] += sum(weight[sign] for sign in signs)
        regions[region] += sum(weight[sign] for sign in signs)
    beside = sorted(tools, key=lambda tool: (-tools[tool], tool.casefold(), tool))[:TOOLS]
    below = sorted(regions, key=lambda code: (-regions[code], code))[:REGIONS]
    shown = sorted((cell, signs) for cell, signs in cells.items() if cell[0] in beside and cell[1] in below)
    marks = [
        (below.index(region), beside.index(tool), sign, _SIGNS[sign])
        for (tool, region), signs in shown
        for sign in sorted(signs)
    ]
    left = [
        counted(len(names) - most, one)
        for names, most, one in ((tools, TOOLS, "tool"), (regions, REGIONS, "region"))
        if len(names) > most
    ]
    said = Said(key="grid", title="Tools and regions", description=_of_cells(cells, left))
    names = [shorten(clean(tool), 24) for tool in beside]
    return _picture(
        said,
        drawing.dots(marks, below, names, said, (640, 50 + 26 * len(beside))),
        ("Tool", "Region", "What is known"),
        [
            (tool, place(region), join_words([_SAID[sign] for sign in _SIGNS if sign in signs]))
            for (tool, region), signs in sorted(shown, key=lambda item: (beside.index(item[0][0]), item[0][1]))
        ],
        note="Large dot: a restriction that names the region holds. Small dot: one is ahead or proposed. Ring: the "
        "vendor’s own list names the country. Broken ring: it names it no more. An empty place means that nothing is "
        "known.",
        broad=True,
    )


def _cells(content: SiteContent) -> dict[tuple[str, str], set[str]]:
    cells: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in content.register.restrictions:
        sign = "holds" if row.status in _HOLDS else "ahead" if row.status in _AHEAD else ""
        codes = {
            code for value in values_of(row.claims.affected) if isinstance(value, Affected) for code in value.regions
        }
        for target in targets_of(row) if sign else ():
            for code in codes:
                cells[target.tool, code].add(sign)
    for fact in content.availability:
        cells[fact.tool, fact.country].add("listed" if fact.listed else "gone")
    return cells


def _of_cells(cells: dict[tuple[str, str], set[str]], left: Sequence[str]) -> str:
    found = Counter(sign for signs in cells.values() for sign in signs)
    told = "; ".join(f"{_SAID[sign]}: {counted(found[sign], 'pair')}" for sign in _SIGNS if found[sign])
    more = f" {join_words(list(left)).capitalize()} more are not drawn." if left else ""
    return f"Of a tool and a region, {told}.{more}"


def flow(edition: Edition | None) -> Picture | None:
    """What became of what was read for the latest brief; None where nothing was."""
    if edition is None or not edition.coverage.entries:
        return None
    found = edition.coverage
    steps = (
        ("entries listed", found.entries),
        ("articles read", found.articles),
        ("stories on the subject", found.stories),
        ("restrictions told", found.restrictions),
    )
    told = ", ".join(f"{number(count)} {name}" for name, count in steps)
    said = Said(
        key="flow",
        title=f"From entries to restrictions, {window(edition.first_on, edition.last_on)}",
        description=f"{told}.".capitalize(),
    )
    return _picture(
        said,
        drawing.bars([(f"{number(count)} {name}", count) for name, count in steps], said, (340, 120)),
        ("Step", "Number"),
        [(name, number(count)) for name, count in steps],
    )


def yields(sources: Iterable[SourceYield]) -> list[Picture]:
    """New entries of each source by week, all of them over the same weeks; nothing before the third week."""
    held = sorted(sources, key=lambda one: (-sum(count for _, count in one.weeks), one.name.casefold(), one.source_id))
    return [_of_source(one, at) for at, one in enumerate(held[:SOURCES]) if len(one.weeks) >= _FEWEST]


def _of_source(one: SourceYield, at: int) -> Picture:
    most = max(count for _, count in one.weeks)
    total = sum(count for _, count in one.weeks)
    weeks, last = counted(len(one.weeks), "week"), one.weeks[-1][1]
    said = Said(
        key=f"source-{at}",
        title=f"New entries of {one.name} by week",
        description=f"{number(total)} in {weeks}, at most {number(most)} in one, {number(last)} in the last."
        if total
        else f"none in {weeks}.",
    )
    return _picture(
        Said(key=said.key, title=one.name, description=said.description),
        drawing.columns(one.weeks, [""] * len(one.weeks), said, (160, 60)),
        ("Week from", "New entries"),
        [(long_day(week), number(count)) for week, count in one.weeks if as_day(week)],
    )


def _picture(
    said: Said, drawn: Markup, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], **more: str | bool
) -> Picture:
    return Picture(
        key=said.key,
        title=said.title,
        description=said.description,
        drawing=drawn,
        columns=heads,
        rows=tuple(rows),
        note=str(more.get("note", "")),
        broad=bool(more.get("broad")),
    )
