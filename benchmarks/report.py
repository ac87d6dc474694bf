"""The figures of a comparison as a table that can be read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

OURS = "offlimits"
_WORK = {
    "first": ("first night", "feeds"),
    "again": ("all-304 night", "feeds"),
    "fetch": ("pages fetched", "pages"),
    "extract": ("pages fetched and parsed", "pages"),
}

_NOTE = """\
Everybody has 32 connections, but reader its 8 workers; nobody pauses; Offlimits and Scrapy ask for robots.txt too.
Figures are medians of the rounds with their range; memory and requests at once are the most of all rounds; "set-up" is
what imports and opening a database take in CPU seconds before the work. Ratios compare within a round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one piece of work cost one contender in one round.

    Attributes:
        what: a key of the kinds of work.
        units: feeds or pages asked for; ``done`` are the entries that were new, or the pages that were taken.
        wall, cpu: seconds of the work alone; ``cpu_before`` went into imports and set-up.
        self_mib: the largest that the process was.
        tree_mib: the most resident memory of it and its children together, what they share counted for each.
        most_at_once: requests without an answer at the same time, as the server saw them.
    """

    round: int
    what: str
    peer: str
    units: int
    done: int
    wall: float
    cpu: float
    cpu_before: float
    self_mib: float
    tree_mib: float
    most_at_once: int

    @property
    def rate(self) -> float:
        """Units a second."""
        return self.units / self.wall

    @property
    def peak_mib(self) -> float:
        """The most memory: looks at intervals may miss what the process itself knows."""
        return max(self.tree_mib, self.self_mib)


def report(runs: Sequence[Run], machine: Mapping[str, object], size: Mapping[str, object]) -> str:
    """Tables of medians with their ranges, and how many times as fast we are as each other, round by round."""
    lines = [*(f"{name}: {value}" for name, value in (*machine.items(), *size.items())), "", _NOTE]
    for what, (title, unit) in _WORK.items():
        mine = [run for run in runs if run.what == what]
        if mine:
            lines += ["", *_table(mine, title, unit), *_ratios(mine)]
    return "\n".join([*lines, ""])


def _table(runs: Sequence[Run], title: str, unit: str) -> Iterator[str]:
    yield f"{title:26} {unit + '/s':>20} {'wall s':>8} {'CPU s':>7} {'set-up':>7} {'MiB':>6} {'at once':>8}"
    for peer in dict.fromkeys(run.peer for run in runs):
        mine = [run for run in runs if run.peer == peer]
        yield (
            f"  {peer:24} {_spread([run.rate for run in mine], '.0f'):>20} {median(run.wall for run in mine):8.2f} "
            f"{median(run.cpu for run in mine):7.2f} {median(run.cpu_before for run in mine):7.2f} "
            f"{max(run.peak_mib for run in mine):6.0f} {max(run.most_at_once for run in mine):8}"
        )


def _ratios(runs: Sequence[Run]) -> Iterator[str]:
    ours = {run.round: run for run in runs if run.peer == OURS}
    for peer in dict.fromkeys(run.peer for run in runs if run.peer != OURS):
        pairs = [(ours[run.round], run) for run in runs if run.peer == peer and run.round in ours]
        if pairs:
            yield (
                f"  {OURS} / {peer}: {_ratio(pairs, lambda run: run.rate)} as fast, "
                f"{_ratio(pairs, lambda run: run.cpu)} the CPU seconds"
            )


def _ratio(pairs: Sequence[tuple[Run, Run]], of: Callable[[Run], float]) -> str:
    return _spread([of(ours) / of(other) for ours, other in pairs], ".2f") + " times"


def _spread(values: Sequence[float], form: str) -> str:
    """The median, and how far the rounds lie apart."""
    return f"{median(values):{form}} ({min(values):{form}}-{max(values):{form}})"
