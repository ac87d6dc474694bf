"""A vendor's own list of countries: facts at once, and events only where a country really came or went."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline.analyse.lexicon.countries import load_countries
from pipeline.fetch.listing import Listing
from pipeline.model.availability import Availability
from pipeline.model.event import Event
from pipeline.model.restriction import Affected, Restriction
from pipeline.model.source import Source, Validators, WatchRules
from pipeline.nightly.availability import note_availability
from pipeline.nightly.night import Night, run
from tests.unit.nightly.towns import Town, age, rows_of
from tests.unit.records import NOW

DAY = timedelta(days=1)
PLACE = "inkwell.example/countries"
LIST = Source(
    source_id="inkwell-countries",
    name="Inkwell Labs countries",
    kind="page-watch",
    url=f"http://{PLACE}",
    grade="A",
    speaks_for=("Inkwell Labs",),
    watch=WatchRules(as_set=True, tools=("Scribbler", "Scribbler API")),
)
COUNTRIES = ("Albania", "Chile", "France", "Italy", "Norway", "Serbia", "Spain")
LESS = tuple(name for name in COUNTRIES if name != "Serbia")
MORE = (*COUNTRIES[:2], "Finland", *COUNTRIES[2:])
TITLE = "Supported countries | Inkwell Labs"


def listed(*names: str) -> str:
    lines = "".join(f"<li>{name}</li>" for name in names)
    text = f"<h1>Supported countries</h1><p>Scribbler is available here:</p><ul>{lines}</ul>"
    return f'<!doctype html><html lang="en"><head><title>{TITLE}</title></head><body><main>{text}</main></body></html>'


def night(town: Town, days: int, names: tuple[str, ...], *, source: Source = LIST) -> Night:
    """A full night some days after the first; the list names these countries from now on."""
    town.web.put(PLACE, listed(*names))
    return run(town.house(now=NOW + days * DAY, sources=(source,)))


def nights(town: Town, *readings: tuple[str, ...]) -> list[Night]:
    return [night(town, days, names) for days, names in enumerate(readings)]


def facts(town: Town, *, tool: str = "Scribbler") -> dict[str, Availability]:
    """What is known of a tool, by country."""
    return {fact.country: fact for fact in town.store.sources.availability("inkwell-countries") if fact.tool == tool}


def events(town: Town) -> list[Event]:
    """The events of all articles, those of the first article first."""
    articles = town.store.articles.articles([row["article_id"] for row in rows_of(town.store, "articles")])
    ids = [article.article_id for article in sorted(articles, key=lambda found: found.url)]
    read = town.store.articles.analyses(ids)
    return [event for article_id in ids for event in read[article_id].events]


def register(town: Town) -> list[Restriction]:
    return list(town.store.registry.register(today="2026-07-20").restrictions)


def test_the_first_reading_fills_the_facts_and_is_no_news(town: Town) -> None:
    result = night(town, 0, COUNTRIES)
    assert (result.fetch.sources_read, result.fetch.entries, result.parsed, result.restrictions) == (1, 0, 0, 0)
    assert list(facts(town)) == ["AL", "CL", "ES", "FR", "IT", "NO", "RS"]
    assert facts(town)["RS"] == Availability(
        tool="Scribbler",
        country="RS",
        listed=True,
        as_of_at=NOW,
        since_at=NOW,
        source_id="inkwell-countries",
        url=LIST.url,
        sha256=town.store.sources.watched()["inkwell-countries"].sha256,
        quote="Serbia",
    )
    assert list(facts(town, tool="Scribbler API")) == list(facts(town))
    assert register(town) == []


def test_a_country_that_goes_is_a_restriction_of_its_vendor_with_the_line_as_evidence(town: Town) -> None:
    told = nights(town, COUNTRIES, LESS, LESS)
    assert [(found.fetch.entries, found.restrictions) for found in told] == [(0, 0), (0, 0), (1, 1)]
    [event] = events(town)
    assert (event.actor, event.actor_type, event.vendors) == ("Inkwell Labs", "vendor", ("Inkwell Labs",))
    assert (event.action, event.mechanism, event.status) == ("cut_off", "vendor-region", "in_force")
    assert (event.targets, event.affected) == (("Scribbler", "Scribbler API"), "Serbia")
    assert (event.announced, event.effective) == (None, None)  # the page does not say since when
    [article] = town.store.articles.articles([event.article_id])
    blocks = {block.order: block.text for block in article.blocks}
    assert {quote.text for quote in event.evidence if quote.field == "action"} == {"Serbia"}
    assert all(quote.text == blocks[quote.block][quote.start : quote.end] for quote in event.evidence)
    [row] = register(town)
    assert (row.status, row.first_reported, row.provenance.confirmed_by_actor) == ("in-force", "2026-07-14", True)
    assert {(proof.role, proof.source_grade) for proof in row.evidence} == {("primary", "A")}
    assert {proof.quote for proof in row.evidence} == {"Serbia", TITLE}
    fact = facts(town)["RS"]
    assert (fact.listed, fact.quote, fact.since_at) == (False, "Serbia", NOW + DAY)  # when it was first seen


def test_a_country_that_comes_is_a_lift(town: Town) -> None:
    nights(town, COUNTRIES, MORE, MORE)
    [event] = events(town)
    assert (event.actor, event.action, event.status, event.affected) == ("Inkwell Labs", "lift", "lifted", "Finland")
    assert facts(town)["FI"].since_at == NOW + DAY
    [row] = register(town)
    assert row.status == "lifted"


def test_a_country_that_comes_back_lifts_the_restriction_that_its_going_made(town: Town) -> None:
    last = nights(town, COUNTRIES, LESS, LESS)[-1]
    assert last.restrictions == 1
    before = register(town)
    for days in range(3, 12):  # what has gone and come has to last longer
        night(town, days, COUNTRIES)
    assert [(event.action, event.affected) for event in events(town)] == [("cut_off", "Serbia"), ("lift", "Serbia")]
    [row] = register(town)
    assert (row.restriction_id, row.status) == (before[0].restriction_id, "lifted")
    assert facts(town)["RS"].listed is True


def test_one_country_that_comes_leaves_the_restriction_of_another_as_it_is(town: Town) -> None:
    both = tuple(name for name in MORE if name != "Serbia")
    nights(town, COUNTRIES, LESS, LESS, both, both)
    assert sorted(row.status for row in register(town)) == ["in-force", "lifted"]


def gone_by_register(town: Town) -> set[str]:
    """Codes of the countries in which a row of the vendor's own list is in force, but for those that it exempts."""
    names = load_countries()
    found = set()
    for row in register(town):
        affected, exempt = row.claims.affected.value, row.claims.exempt.value
        assert isinstance(affected, Affected)
        if row.status == "in-force":
            left = names.named_in(exempt)[0] if isinstance(exempt, str) else ()
            found |= set(affected.regions) - set(left)
    return found


def gone_by_list(town: Town) -> set[str]:
    return {code for code, fact in facts(town).items() if not fact.listed}


@pytest.mark.parametrize(
    ("readings", "gone"),
    [
        ([("Serbia", "Spain")], {"RS", "ES"}),
        ([("Serbia", "Spain"), ("Serbia",)], {"RS"}),
        ([("Serbia", "Spain"), ("Serbia",), ()], set()),
        ([("Serbia",), ("Serbia", "Spain")], {"RS", "ES"}),
        ([("Serbia",), ("Spain",)], {"ES"}),
        ([("Serbia",), ()], set()),
    ],
)
def test_the_facts_and_the_register_agree(town: Town, readings: list[tuple[str, ...]], gone: set[str]) -> None:
    night(town, 0, COUNTRIES)
    days = 0
    for missing in readings:
        for _ in range(10):  # what has gone and come has to last longer
            days += 1
            night(town, days, tuple(name for name in COUNTRIES if name not in missing))
    assert gone_by_list(town) == gone
    assert gone_by_register(town) == gone
    told = json.loads((town.folder / "site/public/api/v1/availability.json").read_bytes())["availability"]
    assert {fact["country"] for fact in told if fact["tool"] == "Scribbler" and not fact["listed"]} == gone
    page = (town.folder / "site/public/tools/scribbler/index.html").read_text(encoding="utf-8") if gone else ""
    assert all(load_countries().names[code] in page for code in gone)


def test_whose_data_are_used_is_told_wherever_they_are(town: Town) -> None:
    credit = "the Example Archive, under ODC-BY 1.0"
    night(town, 0, COUNTRIES, source=replace(LIST, attribution=credit))
    public = town.folder / "site/public"
    assert json.loads((public / "api/v1/availability.json").read_bytes())["attribution"] == [credit]
    assert json.loads((public / "api/v1/index.json").read_bytes())["attribution"] == [credit]
    assert f"Contains data of {credit}." in json.loads((public / "metadata.json").read_bytes())["description"]
    for page in ("tools/scribbler", "watch", "sources"):
        assert f"data of {credit}" in (public / page / "index.html").read_text(encoding="utf-8"), page
    with closing(sqlite3.connect(public / "register.sqlite")) as tables:
        assert tables.execute("SELECT told FROM about WHERE subject = 'attribution'").fetchall() == [(credit,)]


def test_nobody_is_named_whose_data_are_not_used(town: Town) -> None:
    night(town, 0, COUNTRIES)
    public = town.folder / "site/public"
    assert "attribution" not in json.loads((public / "api/v1/availability.json").read_bytes())
    assert json.loads((public / "api/v1/index.json").read_bytes())["attribution"] == []
    assert "Contains data" not in (public / "watch/index.html").read_text(encoding="utf-8")


def test_a_list_in_another_order_and_with_other_dressing_is_no_news(town: Town) -> None:
    dressed = tuple(f"{name} " for name in reversed(COUNTRIES))
    nights(town, COUNTRIES, dressed, dressed, dressed)
    assert rows_of(town.store, "entries") == []


def test_a_list_of_which_most_is_gone_is_not_believed_at_once(town: Town) -> None:
    told = nights(town, COUNTRIES, COUNTRIES[:2], COUNTRIES[:2], COUNTRIES, COUNTRIES)
    assert [found.fetch.entries for found in told] == [0, 0, 0, 0, 0]
    assert all(fact.listed for fact in facts(town).values())


def test_a_country_that_another_line_still_names_has_not_gone(town: Town) -> None:
    twice = (*COUNTRIES, "Serbia (since 2024)")
    nights(town, twice, COUNTRIES, COUNTRIES)
    assert facts(town)["RS"].listed is True
    assert events(town) == []
    assert register(town) == []


def test_a_list_that_is_read_anew_tells_the_same(town: Town) -> None:
    nights(town, COUNTRIES, LESS, LESS)
    before, rows = events(town), register(town)
    assert age(town.store, "analyse") == 1
    again = night(town, 3, LESS)
    assert (again.relevant, again.restrictions) == (1, 0)
    assert (events(town), register(town)) == (before, rows)


def test_a_tool_that_a_list_is_about_only_now_has_no_part_in_its_older_changes(town: Town) -> None:
    nights(town, COUNTRIES, LESS, LESS)
    assert age(town.store, "analyse") == 1
    wider = replace(LIST, watch=WatchRules(as_set=True, tools=("Penstroke", "Scribbler", "Scribbler API")))
    night(town, 3, LESS, source=wider)
    assert [event.targets for event in events(town)] == [("Scribbler", "Scribbler API")]
    assert "RS" not in facts(town, tool="Penstroke")


def test_facts_that_stay_are_not_written_again(town: Town) -> None:
    night(town, 0, COUNTRIES)
    before = rows_of(town.store, "availability")
    night(town, 1, COUNTRIES)
    assert rows_of(town.store, "availability") == before


@pytest.mark.parametrize(
    "source",
    [
        replace(LIST, watch=WatchRules(as_set=True)),
        replace(LIST, kind="rss", watch=None),
    ],
    ids=["no tools", "no page"],
)
def test_a_page_that_is_about_no_tool_makes_no_facts(town: Town, source: Source) -> None:
    empty = Listing(
        source_id=source.source_id,
        snapshots=(),
        entries=(),
        validators=Validators(url=source.url),
        moved_to="",
        body_sha256="",
    )
    with town.store.transaction():
        note_availability(town.house(), source, empty)
        note_availability(town.house(), LIST, empty)
    assert facts(town) == {}


def test_the_change_of_a_list_without_tools_is_read_like_any_other_text(town: Town) -> None:
    plain = replace(LIST, watch=WatchRules(as_set=True))
    for days, names in enumerate((COUNTRIES, LESS, LESS)):
        night(town, days, names, source=plain)
    assert len(rows_of(town.store, "articles")) == 1
    assert (events(town), facts(town)) == ([], {})
