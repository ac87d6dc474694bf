"""One edition for a terminal: in colours, with addresses that can be opened, and nothing left out."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.table import Table
from rich.text import Text

from pipeline.model.edition import Edition, Item, Step, Watched
from pipeline.model.options import SiteOptions
from pipeline.render import links, phrases
from pipeline.render.days import long_day, short_day, week
from pipeline.text.words import clean

WIDTH = 96
"""Most columns of a line; longer ones are hard to read."""
_TONES = {"mark": "bold red", "ok": "bold green", "wait": "bold yellow"}
_QUIET = "dim"


class TerminalWriter:
    """Writes editions for one site, as what rich can print.

    Args:
        site: title and address of the site; without an address ids are no links.
    """

    def __init__(self, site: SiteOptions) -> None:
        self._site = site

    def edition(self, edition: Edition) -> Group:
        """All of an edition. Text from outside is cleaned and never read as markup or as a command to the terminal."""
        return Group(*self._head(edition), *(part for section in self._sections(edition) for part in section))

    def _sections(self, edition: Edition) -> Iterator[Iterable[RenderableType]]:
        if edition.exposures or edition.notices:
            yield self._affects(edition)
        if edition.items:
            yield self._changed(edition)
        if edition.steps:
            yield self._steps(edition.steps)
        if edition.dates:
            yield self._dates(edition)
        if edition.changes or edition.errata:
            yield self._register(edition)
        if edition.watching:
            yield self._watching(edition.watching)
        yield _section("Coverage", [_text(" ".join(phrases.coverage_sentences(edition.coverage)))])
        yield _section("How to read", [_text(" ".join(phrases.HOW_TO_READ), _QUIET)])

    def _head(self, edition: Edition) -> Iterator[RenderableType]:
        address = links.on_web(self._site.base_url, links.edition_path(edition.edition_id))
        title = _text(self._site.title.upper(), "bold")
        yield _ends(Text.assemble(title, "  ", week(edition.edition_id)), _text(phrases.dateline(edition)))
        yield Rule(style="bold", characters="━")
        yield _ends(_text(address, _QUIET), _text(f"next brief: {short_day(edition.next_on)}", _QUIET))
        if edition.stamp:
            yield _text(edition.stamp, _QUIET)
        yield Padding(_text(edition.bottom_line, "bold"), (1, 0, 0, 0))

    def _affects(self, edition: Edition) -> Iterator[RenderableType]:
        yield _heading("Affects us")
        touching = phrases.touching(edition)
        for place, exposure in enumerate(touching):
            lead = Text.assemble((exposure.bearing, _TONES["mark"]), "  ", _text(exposure.tool, "bold"))
            yield from _spaced(place, _ends(lead, self._id(exposure.restriction_id)))
            yield _indented(_text(exposure.headline))
            yield _indented(_text(" · ".join(phrases.facts(exposure)), _QUIET))
            step = phrases.next_for(exposure, edition.steps)
            told = phrases.sent_before(exposure.restriction_id, edition.notices)
            yield from _labelled([("Why", exposure.reason), ("Next", step), ("Sent", told)], self._linked)
        for said, exposures in phrases.not_binding(edition):
            if touching:
                yield Text()
            yield self._linked(f"{said}: {phrases.mentions(exposures)}.")
        for notice in phrases.sent_otherwise(edition):
            said = phrases.sent_before(notice.restriction_id, [notice])
            yield self._linked(f"{said} ({notice.restriction_id})")

    def _changed(self, edition: Edition) -> Iterator[RenderableType]:
        yield _heading("Off limits today" if edition.baseline else "What changed")
        for place, item in enumerate(edition.items):
            yield from _spaced(place, *self._item(item, edition.written_by))

    def _item(self, item: Item, written_by: str) -> Iterator[RenderableType]:
        yield _ends(_text(item.state, _TONES.get(item.tone, _TONES["mark"])), self._id(item.restriction_id))
        yield _text(item.headline, "bold")
        facts = (
            item.mechanism,
            item.provenance,
            phrases.told_by(item.independent, item.reports, item.provenance),
            item.ranked,
        )
        yield _indented(_text(" · ".join(filter(None, facts)), _QUIET))
        lines = [
            ("New", " ".join(item.since_last)),
            ("What", item.what),
            ("So what", item.so_what),
            ("Next", item.next),
        ]
        yield from _labelled(lines, self._linked)
        if item.summary:
            yield _indented(Text.assemble(_text(item.summary), " ", _text(f"(written by {written_by})", _QUIET)))
        if item.quote:
            yield _indented(_text(f"“{item.quote.text}”", "italic"), 4)
            yield _indented(_text(phrases.said_by(item.quote), _QUIET), 4)
            if links.href(item.quote.url):
                yield _indented(_address(links.href(item.quote.url)), 4)
        elif item.source:
            yield _indented(_text(f"Source: {phrases.said_by(item.source)}", _QUIET), 4)
            if links.href(item.source.url):
                yield _indented(_address(links.href(item.source.url)), 4)
        for said in (*item.disagreements, *item.corrections):
            yield _indented(_text(said, "yellow"))

    def _steps(self, steps: Sequence[Step]) -> Iterator[RenderableType]:
        yield _heading("Next steps")
        for place, (department, own) in enumerate(phrases.by_department(steps)):
            yield from _spaced(place, _text(department, "bold"))
            for step in own:
                marks = ", ".join(filter(None, (phrases.step_marks(step), step.restriction_id)))
                yield _indented(self._linked(f"{step.text} ({marks})"))
                yield from _labelled([("Stays", step.unchanged), ("Escalate", step.escalate)], self._linked)

    def _dates(self, edition: Edition) -> Iterator[RenderableType]:
        yield _heading("Dates ahead")
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column()
        for day in edition.dates:
            table.add_row(_text(day.label, "bold"), self._linked(f"{day.text} ({day.restriction_id})"))
        yield table

    def _register(self, edition: Edition) -> Iterator[RenderableType]:
        yield _heading("Register changes")
        for change in edition.changes:
            named = f" ({change.restriction_id})" if change.restriction_id else ""
            kind = f"{change.kind[:1].upper()}{change.kind[1:]}: "
            yield Text.assemble(_text(kind, "bold"), " ", self._linked(f"{change.text}{named}"))
        for erratum in edition.errata:
            told = f"{erratum.text} ({erratum.restriction_id}, told in {', '.join(erratum.edition_ids)})"
            yield Text.assemble(_text("Correction:", "bold"), " ", self._linked(told))

    def _watching(self, watching: Sequence[Watched]) -> Iterator[RenderableType]:
        yield _heading("Watching")
        for place, watched in enumerate(watching):
            named = f" ({watched.restriction_id})" if watched.restriction_id else ""
            yield from _spaced(place, self._linked(f"{watched.text}{named}"))
            dropped = f" Dropped on {long_day(watched.drop_by)} otherwise." if watched.drop_by else ""
            yield _indented(_text(f"Would be confirmed by {watched.needs}.{dropped}", _QUIET))

    def _id(self, restriction_id: str) -> Text:
        return _linked_to(_text(restriction_id, _QUIET), self._place(restriction_id))

    def _linked(self, told: str) -> Text:
        """A sentence in which each id leads to its page."""
        text = _text(told)
        for match in links.RESTRICTION_IDS.finditer(text.plain):
            address = self._place(match[0])
            if address:
                text.stylize(Style(link=address), *match.span())
        return text

    def _place(self, restriction_id: str) -> str:
        return links.on_web(self._site.base_url, links.restriction_path(restriction_id))


def _text(told: str, style: str = "") -> Text:
    return Text(clean(told), style=style)


def _address(url: str) -> Text:
    return Text(clean(url), style=Style(dim=True, link=url), overflow="fold")


def _linked_to(text: Text, address: str) -> Text:
    if address:
        text.stylize(Style(link=address))
    return text


def _heading(title: str) -> RenderableType:
    return Padding(Rule(Text(title.upper(), style="bold"), align="left", style=_QUIET), (2, 0, 0, 0))


def _section(title: str, parts: Iterable[RenderableType]) -> Iterator[RenderableType]:
    yield _heading(title)
    yield from parts


def _spaced(place: int, *parts: RenderableType) -> Iterator[RenderableType]:
    """Parts with an empty line before them, unless they are the first."""
    if place:
        yield Text()
    yield from parts


def _indented(part: RenderableType, columns: int = 2) -> RenderableType:
    return Padding(part, (0, 0, 0, columns))


def _ends(left: Text, right: Text) -> RenderableType:
    """A line with one text at each end."""
    table = Table.grid(expand=True, padding=(0, 0, 0, 1))
    table.add_column(ratio=1)
    table.add_column(justify="right", no_wrap=True)
    table.add_row(left, right)
    return table


def _labelled(lines: Sequence[tuple[str, str]], write: Callable[[str], Text]) -> Iterator[RenderableType]:
    """Sentences with a label before each; those that are empty are left out."""
    told = [(label, said) for label, said in lines if said]
    if not told:
        return
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, width=8)
    table.add_column()
    for label, said in told:
        table.add_row(Text(label, style="bold"), write(said))
    yield _indented(table)
