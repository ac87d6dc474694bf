"""Lists of supported countries: what they name, what changed, and the events of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analyse.availability import changes, events_of, facts, listed_countries
from pipeline.analyse.lexicon import names
from pipeline.analyse.lexicon.countries import load_countries
from pipeline.analyse.lexicon.names import Additions, Lexicon, Tool
from pipeline.analyse.register.founding import is_founded
from pipeline.analyse.register.support import Support
from pipeline.model.article import Article, Block
from pipeline.model.availability import Availability, AvailabilityChange
from pipeline.model.event import Event, Place, Report
from pipeline.model.source import Source, WatchRules
from pipeline.model.watch import WatchMemory

COUNTRIES = load_countries()
NOW = datetime(2026, 3, 2, 5, 15, tzinfo=UTC)
LIST = ("Supported countries", "Albania", "Chile", "France", "Italy", "Norway", "Serbia", "Ukraine (except Crimea)")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    tools = (Tool("Quill", "Quillhaven"), Tool("Quill API", "Quillhaven"), Tool("Lumen", "Northlamp"))
    return names.load().extended(Additions(tools=tools))


def source(*tools: str, speaks_for: tuple[str, ...] = ("Quillhaven",)) -> Source:
    return Source(
        source_id="quill-countries",
        name="Quillhaven countries",
        kind="page-watch",
        url="https://quillhaven.example/countries",
        speaks_for=speaks_for,
        watch=WatchRules(as_set=True, tools=tools or ("Quill", "Quill API")),
    )


def memory(*lines: str, day: int = 0) -> WatchMemory:
    return WatchMemory(
        rules="r",
        title="Supported countries",
        language="en",
        headings=(),
        units=lines,
        read_at=NOW + timedelta(days=day),
        sha256=f"{day:064}",
        digest="",
        as_set=True,
    )


def now_listed(*lines: str, previous: tuple[Availability, ...] = (), day: int = 0) -> tuple[Availability, ...]:
    return facts(previous, memory(*lines, day=day), source=source("Quill"), countries=COUNTRIES)


def codes(*lines: str) -> list[str]:
    return list(listed_countries(lines, COUNTRIES))


class TestListed:
    def test_each_line_that_is_a_country_counts_with_its_words(self) -> None:
        found = listed_countries(LIST, COUNTRIES)
        assert list(found) == ["AL", "CL", "FR", "IT", "NO", "RS", "UA"]
        assert found["UA"] == "Ukraine (except Crimea)"

    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("• Chile", ["CL"]),
            ("Chile*", ["CL"]),
            ("Chile [2]", ["CL"]),
            ("Chile (1)", ["CL"]),
            ("Chile 🇨🇱", ["CL"]),
            ("Chile (CL)", ["CL"]),
            ("CL – Chile", ["CL"]),
            ("The Gambia", ["GM"]),
            ("Albania, Algeria, and Angola", ["AL", "AO", "DZ"]),
            ("Bosnia and Herzegovina", ["BA"]),
            ("Ukraine (with certain exceptions)", ["UA"]),
            ("Ukraine, excluding Crimea and the regions of Donetsk", ["UA"]),
            ("Ukraine – with exceptions", ["UA"]),
            ("Chile | Available", ["CL"]),
            ("Chile | CL | Yes", ["CL"]),
            ("Chile | No | Yes", ["CL"]),
            ("Chile | Not available", []),
            ("Chile | CL | ✗", []),
            ("China | unsupported", []),
            ("China (not available)", []),
            ("Russia (suspended)", []),
            ("Russia | Suspended", []),
            ("Cuba | Blocked", []),
            ("Iran | Not at this time", []),
            ("Syria | ❌ (sanctions)", []),
            ("China | Planned", []),
            ("Available in Chile since March", []),
            ("Jordan Smith", []),
            ("Europe", []),
        ],
    )
    def test_a_line_is_a_country_or_it_is_not(self, line: str, expected: list[str]) -> None:
        assert codes(line) == expected

    def test_what_stands_below_a_heading_that_says_no_is_not_supported(self) -> None:
        assert codes("Available in", "Chile", "Countries where it is not available", "Asia", "Iran", "Cuba") == ["CL"]
        assert codes("Unsupported regions", "Iran", "Supported regions", "Chile") == ["CL"]

    @pytest.mark.parametrize(
        "heading",
        [
            "The following countries are not supported.",
            "Quill is not available in the following countries or regions because of legal restrictions:",
            "All countries except:",
            "Coming soon",
            "Blocked countries",
            "Suspended",
            "Countries we don’t serve",
            "Exceptions",
        ],
    )
    def test_every_way_of_saying_no_is_understood(self, heading: str) -> None:
        assert codes("Chile", heading, "Iran") == ["CL"]

    def test_a_remark_is_no_heading(self) -> None:
        assert codes("If your country is not listed, Quill isn’t available there.", "Chile") == ["CL"]

    def test_the_first_line_that_names_a_country_counts(self) -> None:
        assert listed_countries(["Chile (web)", "Chile (app)"], COUNTRIES) == {"CL": "Chile (web)"}


class TestFacts:
    def test_the_first_reading_gives_a_fact_for_each_tool_and_country(self) -> None:
        found = facts((), memory(*LIST), source=source(), countries=COUNTRIES)
        assert len(found) == 14
        assert [(fact.tool, fact.country) for fact in found] == sorted((fact.tool, fact.country) for fact in found)
        assert all(fact.listed and fact.since_at == fact.as_of_at == NOW for fact in found)
        assert {fact.url for fact in found} == {"https://quillhaven.example/countries"}

    def test_a_country_that_is_named_no_more_keeps_its_last_words(self) -> None:
        first = now_listed(*LIST)
        found = {fact.country: fact for fact in now_listed(*LIST[:-1], previous=first, day=9)}
        gone = found["UA"]
        assert (gone.listed, gone.quote, gone.since_at) == (False, "Ukraine (except Crimea)", NOW + timedelta(days=9))
        assert gone.sha256.endswith("9")
        assert found["AL"].since_at == NOW
        assert found["AL"].as_of_at == NOW + timedelta(days=9)

    def test_it_stays_known_that_a_country_was_listed_once(self) -> None:
        first = now_listed(*LIST)
        second = now_listed(*LIST[:-1], previous=first, day=9)
        third = {fact.country: fact for fact in now_listed(*LIST[:-1], previous=second, day=12)}
        assert (third["UA"].listed, third["UA"].since_at) == (False, NOW + timedelta(days=9))
        assert third["UA"].quote == "Ukraine (except Crimea)"

    def test_a_list_that_lost_too_many_countries_is_not_believed(self) -> None:
        assert now_listed(*LIST[:5], previous=now_listed(*LIST), day=1) == ()
        assert now_listed("Oman", "Cuba", "Mali", "Chad", "Peru", "Togo", previous=now_listed(*LIST), day=1) == ()
        assert len(now_listed(*LIST[:6], previous=now_listed(*LIST), day=1)) == 7

    def test_a_page_that_names_no_country_gives_no_facts(self) -> None:
        assert now_listed("Supported countries", "See the console.") == ()

    def test_a_source_without_tools_gives_no_facts(self) -> None:
        bare = replace(source(), watch=None)
        assert facts((), memory(*LIST), source=bare, countries=COUNTRIES) == ()

    def test_facts_of_another_source_do_not_count(self) -> None:
        other = tuple(replace(fact, source_id="other") for fact in now_listed("Oman", "Cuba", "Mali"))
        assert len(now_listed(*LIST, previous=other)) == 7


class TestChanges:
    def test_the_baseline_is_no_change(self) -> None:
        assert changes((), now_listed(*LIST)) == ()

    def test_a_tool_that_is_new_to_us_is_no_change(self) -> None:
        first = now_listed(*LIST)
        second = facts(first, memory(*LIST, day=2), source=source(), countries=COUNTRIES)
        assert {fact.tool for fact in second} == {"Quill", "Quill API"}
        assert changes(first, second) == ()

    def test_what_goes_and_what_comes_is_a_change(self) -> None:
        first = now_listed(*LIST)
        second = now_listed(*LIST[:-1], "Finland", previous=first, day=2)
        assert changes(first, second) == (
            AvailabilityChange(tool="Quill", country="FI", before=False, after=True, quote="Finland"),
            AvailabilityChange(tool="Quill", country="UA", before=True, after=False, quote="Ukraine (except Crimea)"),
        )
        assert changes(second, now_listed(*LIST[:-1], "Finland", previous=second, day=3)) == ()

    @given(
        st.lists(
            st.lists(st.sampled_from(sorted(COUNTRIES.names.values())), min_size=1, max_size=12), min_size=1, max_size=5
        )
    )
    @settings(max_examples=60, deadline=None)
    def test_changes_lead_from_one_state_to_the_next(self, readings: list[list[str]]) -> None:
        state: tuple[Availability, ...] = ()
        for day, lines in enumerate(readings):
            new = now_listed(*lines, previous=state, day=day)
            if not new:
                continue
            listed = {fact.country for fact in state if fact.listed}
            for change in changes(state, new):
                assert change.before is (change.country in listed) is not change.after
            after = {change.country for change in changes(state, new) if change.after}
            gone = {change.country for change in changes(state, new) if not change.after}
            assert not state or (listed | after) - gone == {fact.country for fact in new if fact.listed}
            state = new


def article(*blocks: tuple[str, str, bool]) -> Article:
    return Article(
        article_id="a1",
        snapshot_id="s1",
        source_id="quill-countries",
        outlet="Quillhaven countries",
        url="https://quillhaven.example/countries#changed-2026-03-02",
        title="Quillhaven countries: page changed",
        author="",
        language="en",
        published=None,
        blocks=tuple(
            Block(
                order=order,
                para=order,
                kind="title" if kind == "title" else "list-item",
                text=text,
                rule=None if kept else "change:removed",
            )
            for order, (kind, text, kept) in enumerate(blocks)
        ),
    )


CHANGED = article(
    ("title", "Supported countries", True),
    ("list-item", "Finland", True),
    ("list-item", "Serbia", False),
    ("list-item", "Ukraine (except Crimea)", False),
)


def change(country: str, quote: str, *, after: bool = False, tool: str = "Quill") -> AvailabilityChange:
    return AvailabilityChange(tool=tool, country=country, before=not after, after=after, quote=quote)


def events(
    *changed: AvailabilityChange, lexicon: Lexicon, of: Article = CHANGED, by: Source | None = None
) -> tuple[Event, ...]:
    return events_of(changed, of, source=by or source(), lexicon=lexicon, countries=COUNTRIES)


class TestEvents:
    def test_countries_that_went_are_cut_off_and_those_that_came_are_lifted(self, lexicon: Lexicon) -> None:
        cut, lift = events(
            change("FI", "Finland", after=True),
            change("RS", "Serbia"),
            change("RS", "Serbia", tool="Quill API"),
            change("UA", "Ukraine (except Crimea)"),
            change("UA", "Ukraine (except Crimea)", tool="Quill API"),
            lexicon=lexicon,
        )
        assert (cut.action, cut.status, cut.affected) == ("cut_off", "in_force", "Serbia and Ukraine")
        assert cut.targets == ("Quill", "Quill API")
        assert (lift.action, lift.status, lift.affected) == ("lift", "lifted", "Finland")
        assert lift.targets == ("Quill",)
        for event in (cut, lift):
            assert (event.actor, event.actor_type, event.vendors) == ("Quillhaven", "vendor", ("Quillhaven",))
            assert event.mechanism == "vendor-region"
            assert not event.background

    def test_no_day_is_guessed(self, lexicon: Lexicon) -> None:
        (event,) = events(change("RS", "Serbia"), lexicon=lexicon)
        assert (event.announced, event.effective, event.ends) == (None, None, None)

    def test_every_quote_stands_where_it_says(self, lexicon: Lexicon) -> None:
        (event,) = events(change("RS", "Serbia"), change("UA", "Ukraine (except Crimea)"), lexicon=lexicon)
        for quote in event.evidence:
            assert CHANGED.blocks[quote.block].text[quote.start : quote.end] == quote.text
        assert {quote.field for quote in event.evidence} == {"action", "actor", "targets", "affected"}
        assert [q.text for q in event.evidence if q.field == "affected"] == ["Serbia", "Ukraine (except Crimea)"]

    def test_the_vendors_own_list_founds_a_restriction(self, lexicon: Lexicon) -> None:
        (event,) = events(change("UA", "Ukraine (except Crimea)"), lexicon=lexicon)
        report = Report(
            article_id="a1",
            url=CHANGED.url,
            outlet=CHANGED.outlet,
            title=CHANGED.title,
            language="en",
            published="2026-03-02",
            grade="A",
            speaks_for=("Quillhaven",),
            sha256="",
            retrieved_at="",
            story_id=None,
            copy_of=None,
            events=(event,),
            sentences=tuple(Place(block=block.order, start=0, end=len(block.text)) for block in CHANGED.blocks),
        )
        support = Support(report=report, event=event)
        assert support.is_primary
        assert is_founded([support], lexicon)

    def test_a_line_that_is_no_block_of_the_article_makes_no_event(self, lexicon: Lexicon) -> None:
        assert events(change("CL", "Chile"), lexicon=lexicon) == ()
        assert events(change("FI", "Finland"), lexicon=lexicon) == ()

    def test_a_source_that_speaks_for_nobody_makes_no_event(self, lexicon: Lexicon) -> None:
        assert events(change("RS", "Serbia"), lexicon=lexicon, by=source(speaks_for=())) == ()

    def test_the_maker_of_the_tool_acts_if_the_source_speaks_for_it(self, lexicon: Lexicon) -> None:
        both = source("Quill", "Lumen", speaks_for=("Quillhaven", "Northlamp"))
        found = events(change("RS", "Serbia"), change("RS", "Serbia", tool="Lumen"), lexicon=lexicon, by=both)
        assert [(event.actor, event.targets) for event in found] == [
            ("Northlamp", ("Lumen",)),
            ("Quillhaven", ("Quill",)),
        ]

    def test_a_page_without_a_title_is_quoted_by_its_line_alone(self, lexicon: Lexicon) -> None:
        (event,) = events(change("RS", "Serbia"), lexicon=lexicon, of=article(("list-item", "Serbia", False)))
        assert [quote.text for quote in event.evidence] == ["Serbia"] * 4
