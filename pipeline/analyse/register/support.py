"""One event with the report that tells it: what every row is built from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.analyse.lexicon.countries import load_countries
from pipeline.model.event import Event, Report
from pipeline.model.vocabulary import ActionClass, Role
from pipeline.text.words import words

_EVERYBODY = frozenset(
    {"customers", "employees", "everybody", "everyone", "people", "personnel", "staff", "users", "workers"}
)
_UNDATED = "9999"  # behind every day


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """One event with the report that tells it."""

    report: Report
    event: Event

    @property
    def told_on(self) -> str:
        """The ISO day on which the report was published; "9999" if that is unknown."""
        return (self.report.published or _UNDATED)[:10]

    @property
    def is_dated(self) -> bool:
        """Whether the report says when it was published."""
        return self.told_on != _UNDATED

    @property
    def order(self) -> tuple[str, str, str]:
        """Supports come in the order (published, url), those of one report by what they tell."""
        return self.told_on, self.report.url, repr(self.event.targets) + self.event.action

    @property
    def told_as(self) -> ActionClass:
        """How the report tells it: as imposed, lifted, proposed or denied. A ban that is told as over is lifted."""
        return "lifted" if self.event.status == "lifted" else self.event.action_class

    @property
    def role(self) -> Role:
        """Primary if the source speaks for a party to the matter: the actor, or the vendor of what is restricted.

        Derivative if the article repeats another, or is the voice of somebody who has no part in it; else independent.
        """
        if not {self.event.actor, *self.event.vendors}.isdisjoint(self.report.speaks_for):
            return "primary"
        return "derivative" if self.report.copy_of or self.is_newsroom else "independent"

    @property
    def is_primary(self) -> bool:
        """Whether the actor itself speaks through this source."""
        return self.event.actor in self.report.speaks_for

    @property
    def is_first_hand(self) -> bool:
        """Whether a party to the matter speaks through this source."""
        return self.role == "primary"

    @property
    def is_newsroom(self) -> bool:
        """Whether the source is somebody's own voice, and no outlet that reports on others."""
        return bool(self.report.speaks_for)


def of_class(supports: Iterable[Support], *classes: ActionClass) -> list[Support]:
    """The supports that tell something as imposed, lifted, proposed or denied."""
    return [support for support in supports if support.told_as in classes]


def heard(supports: Sequence[Support]) -> Sequence[Support]:
    """The supports that a row is made of: those of articles that were read in full, or all where there is none.

    A headline overclaims, and is often older or newer than its text: beside a full report it decides nothing.
    """
    full = [support for support in supports if not support.report.partial]
    return full or [support for support in supports if not support.event.inferred] or supports


def is_headline_only(supports: Iterable[Support]) -> bool:
    """Whether nothing but headlines and summaries is known."""
    return all(support.report.partial for support in supports)


def main_group(supports: Sequence[Support]) -> list[Support]:
    """The supports that tell what the row is about: the imposing ones, or else the first kind that there is.

    What a lift or a denial says of days, audience and reasons is not said of the restriction.
    """
    groups = (of_class(supports, "imposed"), of_class(supports, "proposed"), of_class(supports, "denied"))
    return next((group for group in groups if group), list(supports))


def freeing(supports: Sequence[Support]) -> list[Support]:
    """The lifts for everybody whom the restriction binds, one by one or together; the rest only exempt somebody."""
    lifts = of_class(supports, "lifted")
    return lifts if _free_together(lifts, supports) else [lift for lift in lifts if not _is_partial(lift, supports)]


def exempting(supports: Sequence[Support]) -> list[Support]:
    """The lifts for some of those whom the restriction binds: "staff of the one division may use it again"."""
    free = freeing(supports)
    return [support for support in of_class(supports, "lifted") if support not in free]


def countries(event: Event) -> tuple[str, ...]:
    """Codes of the countries in which an event binds or frees somebody."""
    return tuple(load_countries().named_in(event.affected or "")[0])


def _free_together(lifts: Sequence[Support], supports: Sequence[Support]) -> bool:
    """Whether every country that is bound was given free since, whichever lift names it."""
    bound: dict[str, str] = {}
    for support in of_class(supports, "imposed"):
        codes = countries(support.event)
        if not codes:
            return False
        for code in codes:
            bound[code] = max(bound.get(code, ""), support.told_on if support.is_dated else "")
    freed = {code for lift in lifts for code in countries(lift.event) if lift.told_on >= bound.get(code, _UNDATED)}
    return bool(bound) and bound.keys() <= freed


def _is_partial(lift: Support, supports: Sequence[Support]) -> bool:
    """Whether a lift names an audience that is neither everybody nor one that was bound.

    "Employees" and its like stand for everybody; where nobody knows who was bound, so does every audience, and so it
    does in a report that tells the restriction itself as over.
    """
    if any(_tells_over(event, lift.event) for event in lift.report.events):
        return False
    freed = words(lift.event.affected or "")
    bound = [words(support.event.affected) for support in of_class(supports, "imposed") if support.event.affected]
    return bool(freed and bound) and not _EVERYBODY.issuperset(freed) and freed not in bound


def _tells_over(event: Event, lift: Event) -> bool:
    """Whether an event says of the restriction that a lift ends that it is over."""
    over = event.status == "lifted" and event.action_class == "imposed"
    return over and event.actor == lift.actor and bool(set(event.targets) & set(lift.targets))


def freed_tools(supports: Sequence[Support], today: date) -> frozenset[str]:
    """Tools that were given free for everybody after the last dated report that still tells them restricted.

    A lift that takes effect on a later day than today has freed nothing yet.
    """
    freed = set()
    for lift in freeing(supports):
        if lift.event.effective and (lift.event.effective.day or "") > today.isoformat():
            continue
        for tool in lift.event.targets:
            told = [s.told_on for s in of_class(supports, "imposed") if s.is_dated and tool in s.event.targets]
            if not told or max(told) <= lift.told_on:
                freed.add(tool)
    return frozenset(freed)


def bound_tools(supports: Sequence[Support]) -> frozenset[str]:
    """Tools that are told to be restricted, whatever became of it."""
    return frozenset(tool for support in of_class(supports, "imposed") for tool in support.event.targets)
