"""What an interface is asked: with what the configuration says, and for what is new."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.api.questions import questions
from pipeline.model.source import QueryRules, Source
from pipeline.model.vocabulary import SourceKind
from tests.unit.fetch.lists import FR_URL, GDELT_URL, HN_URL

NOW = datetime(2026, 7, 10, 4, 30, tzinfo=UTC)
YESTERDAY = NOW - timedelta(days=1)
URLS: dict[SourceKind, str] = {"api:federal-register": FR_URL, "api:gdelt": GDELT_URL, "api:hn-algolia": HN_URL}
Pairs = tuple[tuple[str, str], ...]


def source(kind: SourceKind, *queries: str, params: Pairs = (), url: str = "") -> Source:
    return Source(
        source_id="s", name="S", kind=kind, url=url or URLS[kind], query=QueryRules(queries=queries, params=params)
    )


def asked(of: Source, since: datetime | None = YESTERDAY) -> list[tuple[str, str]]:
    (address,) = questions(of, since=since, now=NOW)
    return parse_qsl(urlsplit(address).query, keep_blank_values=True, strict_parsing=True)


def epoch(moment: datetime) -> int:
    return int(moment.timestamp())


def test_hacker_news_is_asked_once_for_each_query() -> None:
    first, second = questions(source("api:hn-algolia", "ToolX ban", "ToolX blocked"), since=YESTERDAY, now=NOW)
    assert first.startswith(HN_URL + "?query=ToolX%20ban&")
    assert second.startswith(HN_URL + "?query=ToolX%20blocked&")


def test_hacker_news_is_asked_for_stories_since_the_last_reading_and_a_day_before() -> None:
    assert asked(source("api:hn-algolia", "ban")) == [
        ("query", "ban"),
        ("tags", "story"),
        ("hitsPerPage", "100"),
        ("numericFilters", f"created_at_i>{epoch(YESTERDAY - timedelta(days=1))}"),
    ]


def test_filters_of_the_source_are_joined_with_the_time_unless_they_have_one() -> None:
    more = dict(asked(source("api:hn-algolia", "ban", params=(("numericFilters", "points>3"),))))
    own = dict(asked(source("api:hn-algolia", "ban", params=(("numericFilters", "created_at_i>1"),))))
    assert more["numericFilters"].startswith("points>3,created_at_i>")
    assert own["numericFilters"] == "created_at_i>1"


def test_gdelt_is_asked_for_json_since_the_last_reading() -> None:
    assert asked(source("api:gdelt", '("A" OR b) ban')) == [
        ("query", '("A" OR b) ban'),
        ("maxrecords", "250"),
        ("sort", "datedesc"),
        ("startdatetime", "20260709023000"),
        ("enddatetime", "20260710043000"),
        ("mode", "artlist"),
        ("format", "json"),
    ]


def test_a_span_of_the_source_wins_over_the_times() -> None:
    found = dict(asked(source("api:gdelt", "ban", params=(("timespan", "1d"), ("maxrecords", "75")))))
    assert (found["timespan"], found["maxrecords"]) == ("1d", "75")
    assert "startdatetime" not in found
    assert "enddatetime" not in found


def test_an_answer_that_could_not_be_read_is_not_asked_for() -> None:
    found = asked(source("api:gdelt", "ban", params=(("format", "rss"), ("mode", "timelinevol"))))
    assert [pair for pair in found if pair[0] in ("format", "mode")] == [("mode", "artlist"), ("format", "json")]


def test_a_query_may_stand_among_the_parameters() -> None:
    found = asked(source("api:gdelt", params=(("query", "ban"), ("sort", "dateasc"))))
    assert found[:2] == [("query", "ban"), ("sort", "dateasc")]
    assert [name for name, _ in found].count("query") == 1


def test_a_query_wins_over_one_among_the_parameters() -> None:
    assert asked(source("api:gdelt", "block", params=(("query", "ban"),)))[0] == ("query", "block")


def test_the_federal_register_is_asked_for_the_newest_documents() -> None:
    params = (("conditions[agencies][]", "a"), ("conditions[agencies][]", "b"), ("per_page", "50"))
    assert asked(source("api:federal-register", params=params)) == [
        *params,
        ("order", "newest"),
        ("conditions[publication_date][gte]", "2026-07-08"),
        ("fields[]", "abstract"),
        ("fields[]", "agencies"),
        ("fields[]", "document_number"),
        ("fields[]", "html_url"),
        ("fields[]", "publication_date"),
        ("fields[]", "title"),
    ]


def test_queries_are_the_terms_of_the_federal_register() -> None:
    one, two = questions(source("api:federal-register", "ToolX", '"AI model"'), since=None, now=NOW)
    assert "?conditions%5Bterm%5D=ToolX&" in one
    assert "?conditions%5Bterm%5D=%22AI%20model%22&" in two


def test_fields_of_the_source_are_asked_for_beside_those_that_are_needed() -> None:
    found = asked(source("api:federal-register", "x", params=(("fields[]", "type"), ("fields[]", "title"))))
    fields = [value for name, value in found if name == "fields[]"]
    assert fields[:2] == ["type", "title"]
    assert sorted(fields) == sorted({*fields, "html_url", "publication_date"})


def test_days_of_the_source_win_over_the_last_reading() -> None:
    found = asked(source("api:federal-register", params=(("conditions[publication_date][is]", "2026-01-01"),)))
    assert [name for name, _ in found if "publication_date]" in name] == ["conditions[publication_date][is]"]


@pytest.mark.parametrize("since", [None, datetime(2020, 1, 1, tzinfo=UTC)])
def test_nobody_is_asked_for_more_than_so_many_days(since: datetime | None) -> None:
    stories = dict(asked(source("api:hn-algolia", "ban"), since))
    articles = dict(asked(source("api:gdelt", "ban"), since))
    documents = dict(asked(source("api:federal-register", "ban"), since))
    assert stories["numericFilters"] == f"created_at_i>{epoch(NOW - timedelta(days=14))}"
    assert articles["startdatetime"] == "20260707043000"
    assert documents["conditions[publication_date][gte]"] == "2026-06-10"


def test_a_reading_in_the_future_is_one_of_now() -> None:
    ahead = dict(asked(source("api:gdelt", "ban"), NOW + timedelta(days=400)))
    assert (ahead["startdatetime"], ahead["enddatetime"]) == ("20260710023000", "20260710043000")


def test_parameters_in_the_address_stay_unless_others_have_their_names() -> None:
    of = source("api:hn-algolia", "a b", url=HN_URL + "?query=old&restrictSearchableAttributes=url&x=")
    found = asked(of)
    assert found[:3] == [("restrictSearchableAttributes", "url"), ("x", ""), ("query", "a b")]
    assert [value for name, value in found if name == "query"] == ["a b"]


def test_other_kinds_and_sources_that_ask_nothing_have_no_questions() -> None:
    page = Source(source_id="s", name="S", kind="rss", url="https://news.example/", query=QueryRules(queries=("x",)))
    bare = Source(source_id="s", name="S", kind="api:gdelt", url=GDELT_URL)
    assert questions(page, since=None, now=NOW) == ()
    assert questions(bare, since=None, now=NOW) == ()


@given(
    kind=st.sampled_from(sorted(URLS)),
    query=st.text(st.characters(codec="utf-8"), min_size=1, max_size=30),
    pair=st.tuples(st.text(st.characters(codec="utf-8"), min_size=1), st.text(st.characters(codec="utf-8"))),
)
@settings(max_examples=60, deadline=None)
def test_what_the_configuration_says_never_becomes_another_part_of_the_address(
    kind: SourceKind, query: str, pair: tuple[str, str]
) -> None:
    of = source(kind, query, params=(pair,))
    (address,) = questions(of, since=None, now=NOW)
    parts, own = urlsplit(address), urlsplit(URLS[kind])
    assert parts[:3] == own[:3]
    assert parts.fragment == ""
    assert address.isascii()
    assert query in dict(asked(of, None)).values()
    plain = {name for name, _ in asked(source(kind, query), None)} | {"timespan", "startdatetime", "enddatetime"}
    if pair[0] not in plain and not pair[0].startswith("conditions[publication_date]"):
        assert pair in asked(of, None) or pair[0] in ("mode", "format", "numericFilters", "fields[]")
