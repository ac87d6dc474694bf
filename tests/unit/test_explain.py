"""What became of an address: every step at which it can end, and what would have kept it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from pipeline.analyse import reading
from pipeline.analyse.reading import prepare
from pipeline.analyse.register import rows as register
from pipeline.config.lines import Lined
from pipeline.config.override_shapes import OverridesShape, overrides_of
from pipeline.explain import explain, explain_row
from pipeline.explain.mends import unknown_name
from pipeline.model.article import Article
from pipeline.model.errors import UsageError
from pipeline.model.health import SourceRecord
from pipeline.model.outcome import Outcome, done, failed
from pipeline.model.override import Override
from pipeline.model.source import Entry
from pipeline.nightly.opening import TRIES
from pipeline.nightly.reading import analyse, article_id, parse
from pipeline.nightly.registering import take_in
from pipeline.parse import article as parsing
from pipeline.store.fetched import Attempt
from pipeline.store.store import Store
from tests.examples import CANDIDATE
from tests.unit.nightly.towns import (
    AGAIN,
    AGAIN_TITLE,
    BAN,
    BAN_TITLE,
    GERMAN,
    GERMAN_TITLE,
    HARBOUR,
    NAMES,
    PICNIC_TITLE,
    QUEUE,
    Town,
    fill,
    page,
    stamp,
)
from tests.unit.nightly.webs import LoopbackWeb
from tests.unit.records import NOW, analysis, entry, later, snapshot

TOOLS = prepare(NAMES)
BAN_URL = "http://harbourpost.example/ban"
PICNIC_URL = "http://harbourpost.example/picnic"
AGAIN_URL = "http://mergequeue.example/again"
CHOOSY = replace(HARBOUR, whole=False)
SEARCH = replace(HARBOUR, whole=False, discovery=True, url="http://search.example/feed")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town whose two outlets have written about the ban; nothing has been read yet."""
    with LoopbackWeb() as web, Store(tmp_path / "data", busy_ms=1) as store:
        fill(web)
        yield Town(tmp_path / "data", store, TOOLS, web)


def night(town: Town, days: int = 0, **changes: object) -> None:
    now = later(days=days)
    town.fetch(now=now, **changes)
    house = town.house(now=now, **changes)
    parse(house)
    analyse(house)
    take_in(house)


def told(town: Town, url: str, **changes: object) -> list[tuple[str, str]]:
    return [(one.step, one.words) for one in explain(town.house(now=NOW, **changes), url)]


def steps(town: Town, url: str, **changes: object) -> dict[str, str]:
    """The last words of each step."""
    return dict(told(town, url, **changes))


def list_entry(town: Town, one: Entry | None = None) -> Entry:
    """An entry of the Harbour Post; its page waits."""
    listed = one or entry()
    with town.store.transaction():
        town.store.entries.save([listed], now=NOW)
    return listed


def attempt(url: str, at_days: int = 0, **changes: object) -> Attempt:
    plain: dict[str, object] = {
        "run_id": 1,
        "at": later(days=at_days),
        "source_id": "harbourpost",
        "url": url,
        "state": "failed",
        "page": True,
        "reason": "timeout",
        "detail": f"{url} stayed silent for too long.",
    }
    return Attempt(**{**plain, **changes})  # type: ignore[arg-type]


def tried(town: Town, *attempts: Attempt) -> None:
    with town.store.transaction():
        town.store.runs.start(NOW)
        town.store.fetched.save_attempts(attempts)


def test_what_is_told_is_not_changed_by_telling(town: Town) -> None:
    night(town)
    before = list(town.store.canonical())
    assert explain(town.house(), BAN_URL)
    assert list(town.store.canonical()) == before
    assert town.house().store.runs.last(5) == town.store.runs.last(5)


# not listed


def test_nothing_is_read_from_an_unknown_site(town: Town) -> None:
    words = "nothing is read from its site; `offlimits sources add` with the address of its feed adds it"
    assert told(town, "https://nowhere.example/1") == [("listed", f"not listed: {words}")]


@pytest.mark.parametrize("url", ["http://harbourpost.example/other", "https://www.news.harbourpost.example/other"])
def test_the_sources_of_its_site_are_named_with_their_state(town: Town, url: str) -> None:
    words = "no source has listed it; of its site there is harbourpost (unread)"
    assert told(town, url) == [("listed", f"not listed: {words}")]


def test_a_source_of_its_site_that_is_not_read_or_fails_says_why(town: Town) -> None:
    off = replace(QUEUE, source_id="harbour-blog", url="http://blog.harbourpost.example/feed")
    record = SourceRecord(
        source_id="harbourpost", url=HARBOUR.url, failures=2, failing_since=NOW, reason="dns", detail="It has no name."
    )
    with town.store.transaction():
        town.store.sources.save_records([record])
    (only,) = told(town, "http://harbourpost.example/other", disabled=((off, "its terms forbid it"),))
    assert only[1].endswith(
        "there is harbourpost (failing: It has no name) and harbour-blog (disabled: its terms forbid it)"
    )


def test_a_name_that_only_ends_alike_is_another_site(town: Town) -> None:
    assert "nothing is read from its site" in steps(town, "http://oldharbourpost.example/1")["listed"]


def test_the_address_of_a_source_is_told_as_that(town: Town) -> None:
    night(town)
    assert told(town, "https://harbourpost.example/feed/") == [("source", "the address of the source harbourpost (ok)")]


# listed


@pytest.mark.parametrize("url", [BAN_URL, "https://www.harbourpost.example/ban/?utm_source=mail"])
def test_an_address_is_told_from_listing_to_register_however_it_is_spelt(town: Town, url: str) -> None:
    night(town)
    found = told(town, url)
    assert [step for step, _ in found] == ["listed", "page", "article", "relevance", "events", "story", "register"]
    words = [words for _, words in found]
    assert words[0].startswith(f"listed by Harbour Post (harbourpost) as “{BAN_TITLE}”, 2026-07-08T05:15:00+00:00, ")
    assert words[0].endswith("first seen on 2026-07-13")
    assert words[1] == "opened on 2026-07-13"
    assert words[2].startswith("parsed: ")
    assert words[3].startswith("relevant, score ")
    assert words[4].startswith("Tidewater Freight: ban Scribbler (")
    assert words[5] == f"in story-2026-0001, “{BAN_TITLE}”"
    assert words[6].startswith("evidence of AIR-2026-0001, “Tidewater Freight ")
    assert words[6].endswith("”; `offlimits show AIR-2026-0001` tells all")


def test_what_is_odd_and_what_was_edited_is_told(town: Town) -> None:
    first = list_entry(town, replace(entry(day=None), flags=("future-date", "no-link")))
    with town.store.transaction():
        town.store.entries.save([replace(first, title="Quill is back")], now=later(days=1))
    assert told(town, first.url)[:3] == [
        ("listed", "listed by Harbour Post (harbourpost) as “Quill is back”, without a day, first seen on 2026-07-13"),
        ("listed", "odd: future-date, no-link"),
        ("listed", "was “Quill is banned, part one” until 2026-07-14"),
    ]


def test_each_source_that_listed_it_is_told_and_the_page_is_told_once(town: Town) -> None:
    ban = ("ban", BAN_TITLE, stamp(later(days=-5)))
    web = town.web
    web.publish("mergequeue", ban)
    feed = web.pages["mergequeue.example/feed"]
    for spelling in ("http://harbourpost.example/ban", "https://www.harbourpost.example/ban"):
        body = feed.body.replace(b"http://mergequeue.example/ban", spelling.encode())
        web.put("mergequeue.example/feed", body, feed.content_type)
        night(town, days=spelling.startswith("https"))
        found = told(town, spelling)
        assert [words.split(" as ")[0] for step, words in found if step == "listed"][-1].startswith("listed by ")
        assert [step for step, _ in found if step != "listed"] == [
            "page",
            "article",
            "relevance",
            "events",
            "story",
            "register",
        ]


def test_a_source_that_is_not_read_any_more_is_told_by_its_id(town: Town) -> None:
    listed = list_entry(town)
    with town.store.transaction():
        town.store.entries.skip_page(listed.url, "filter", filter_version="1")
    found = steps(town, listed.url, sources=(QUEUE,))
    assert found["listed"].startswith("listed by harbourpost, which is not read any more, as ")
    assert found["filter"] == "passed over by its title and summary"


# passed over


def test_what_the_filter_passed_over_says_why_and_what_would_have_kept_it(town: Town) -> None:
    night(town, sources=(CHOOSY, QUEUE))
    found = steps(town, PICNIC_URL, sources=(CHOOSY, QUEUE))
    assert set(found) == {"listed", "filter", "mend"}
    assert found["filter"] == (
        "passed over by its title and summary: names no AI tool; `open: all` at harbourpost opens all of its pages,"
        " and a name that is missing goes under lexicon"
    )


def test_what_passes_with_the_names_of_now_says_so(town: Town) -> None:
    listed = list_entry(town, replace(entry(), title=BAN_TITLE))
    with town.store.transaction():
        town.store.entries.skip_page(listed.url, "filter", filter_version="an older one")
    words = steps(town, listed.url, sources=(CHOOSY,))["filter"]
    assert words.startswith("passed over by its title and summary; as things are now it would pass: ")
    assert "Scribbler" in words


def test_what_was_passed_over_before_all_pages_were_opened_says_so(town: Town) -> None:
    night(town, sources=(CHOOSY, QUEUE))
    words = steps(town, PICNIC_URL)["filter"]
    assert words == "passed over by its title and summary before its source had `open: all`"


def test_what_a_search_found_elsewhere_would_have_passed_as_a_source_of_its_own(town: Town) -> None:
    title = "Scribbler: what the court's AI policy means for judges, clerks and everybody"
    strict, loose = (town.house().prefilter.judge(title, "", strict=strict).open for strict in (True, False))
    assert (strict, loose) == (False, True)
    listed = list_entry(town, replace(entry(), title=title, summary="", url="http://far.example/1"))
    with town.store.transaction():
        town.store.entries.skip_page(listed.url, "filter", filter_version="1")
    words = steps(town, listed.url, sources=(SEARCH,))["filter"]
    assert words.endswith("no word of restriction near a name; a source of its own for far.example would have kept it")
    near = replace(QUEUE, url="http://far.example/feed")
    assert "as things are now it would pass" in steps(town, listed.url, sources=(SEARCH, near))["filter"]


@pytest.mark.parametrize("discovery", [False, True])
def test_explain_and_a_night_agree_on_what_the_filter_leaves(town: Town, discovery: bool) -> None:
    titles = (PICNIC_TITLE, BAN_TITLE, "Scribbler and the Senate", "Court bans Scribbler", "Penstroke in the court")
    town.web.publish("search", *((str(number), title, stamp(NOW)) for number, title in enumerate(titles)))
    feed = town.web.pages["search.example/feed"]
    town.web.put("search.example/feed", feed.body.replace(b"http://search.", b"http://far."), feed.content_type)
    sources = (replace(SEARCH, discovery=discovery), QUEUE)
    night(town, sources=sources)
    left = {}
    for number in range(len(titles)):
        found = steps(town, f"http://far.example/{number}", sources=sources)
        assert ("filter" in found) != ("page" in found)
        left[number] = "filter" in found
        assert "would pass" not in found.get("filter", "")
    assert 1 < sum(left.values()) + (not discovery) < len(titles)


def test_an_entry_without_a_title_is_judged_by_the_words_of_its_address(town: Town) -> None:
    url = "http://harbourpost.example/2026/tidewater-freight-bans-scribbler"
    listed = list_entry(town, replace(entry(), title="", summary="", url=url))
    with town.store.transaction():
        town.store.entries.skip_page(listed.url, "filter", filter_version="1")
    assert "as things are now it would pass" in steps(town, url, sources=(CHOOSY,))["filter"]


@pytest.mark.parametrize(
    ("reason", "words"),
    [("archive", "fetch.first_entries says how many"), ("old", "it was old already when its source listed it")],
)
def test_what_was_not_opened_for_its_age_says_so(town: Town, reason: str, words: str) -> None:
    listed = list_entry(town)
    with town.store.transaction():
        town.store.entries.skip_page(listed.url, reason)
    found = steps(town, listed.url)
    assert found["filter"].startswith("not opened: ")
    assert words in found["filter"]
    assert set(found) == {"listed", "filter"}


# its page


@pytest.mark.parametrize("discovery", [False, True])
def test_a_page_whose_turn_has_not_come_names_the_limits_of_a_night(town: Town, discovery: bool) -> None:
    listed = list_entry(town)
    found = steps(town, listed.url, sources=(replace(HARBOUR, discovery=discovery),))
    limits = "fetch.pages_per_night and fetch.pages_per_source"
    if discovery:
        limits = "fetch.pages_per_night, fetch.pages_per_source and fetch.pages_discovery"
    assert found["page"] == f"waits to be opened: its turn has not come; {limits} limit a night"
    assert set(found) == {"listed", "page"}


def test_a_page_that_failed_waits_and_says_how_often_and_why(town: Town) -> None:
    url = list_entry(town).url
    tried(town, attempt(url), attempt(url, 1, reason="server-error", detail=f"{url} has a server in trouble."))
    assert steps(town, url)["page"] == (
        f"waits to be opened: failed on 2 days, last on 2026-07-14: server-error: {url} has a server in trouble"
    )


@pytest.mark.parametrize("own", [False, True], ids=["another-page", "this-page"])
def test_a_server_that_asks_to_be_left_alone_is_told(town: Town, own: bool) -> None:
    url = list_entry(town).url
    asked = url if own else "https://harbourpost.example/other"
    for days in (1, 2):
        tried(town, attempt(asked, reason="throttled", detail="It is busy.", retry_at=later(days=days)))
    begin = (
        "waits to be opened: failed on 1 day, last on 2026-07-13: throttled: It is busy"
        if own
        else "waits to be opened"
    )
    assert steps(town, url)["page"] == f"{begin}; its server asks to be left alone until 2026-07-15 05:15 UTC"
    tried(town, attempt("https://mergequeue.example/1", retry_at=later(days=9)))
    assert "2026-07-15" in steps(town, url)["page"]


def test_a_page_that_failed_on_too_many_days_is_given_up(town: Town) -> None:
    url = list_entry(town).url
    tried(town, *(attempt(url, days) for days in range(TRIES - 1)), attempt(url))
    assert steps(town, url)["page"].startswith(f"waits to be opened: failed on {TRIES - 1} days, ")
    assert len(town.store.entries.waiting_pages(tries=TRIES)) == 1
    tried(town, attempt(url, TRIES))
    assert steps(town, url)["page"].startswith(f"given up: failed on {TRIES} days, ")
    assert town.store.entries.waiting_pages(tries=TRIES) == []


@pytest.mark.parametrize(
    ("reason", "setting"),
    [
        ("deadline", "fetch.deadline_seconds"),
        ("private-address", "fetch.private_hosts"),
        ("timeout", "fetch.timeout_seconds"),
        ("too-large", "fetch.max_bytes"),
    ],
)
def test_a_failure_that_the_operator_can_mend_names_the_setting(town: Town, reason: str, setting: str) -> None:
    url = list_entry(town).url
    tried(town, attempt(url, reason=reason))
    assert steps(town, url)["page"].endswith(f"; {setting} can be changed")
    assert setting.split(".")[1] in type(town.settings().fetch).__dataclass_fields__


@pytest.mark.parametrize(
    ("attempts", "words"),
    [
        ([{"reason": "robots", "detail": "It is closed to us."}], "robots: It is closed to us"),
        ([{"reason": "robots", "detail": ""}], "robots: the page is closed to us by robots.txt"),
        ([{"reason": "bad-luck", "detail": ""}], "bad-luck"),
        ([], "no attempt is noted"),
    ],
)
def test_a_closed_page_says_why(town: Town, attempts: list[dict[str, object]], words: str) -> None:
    url = list_entry(town).url
    tried(town, *(attempt(url, 0, **changes) for changes in attempts))
    with town.store.transaction():
        town.store.entries.close_page(url, reason="robots")
    found = steps(town, url)
    assert found["page"] == f"could not be opened: {words}"
    assert set(found) == {"listed", "page"}


def test_a_page_that_is_gone_is_told_after_a_night(town: Town) -> None:
    town.web.put("harbourpost.example/ban", "gone", status=410)
    night(town)
    assert steps(town, BAN_URL)["page"].startswith(f"could not be opened: gone: {BAN_URL} is gone for good")


def opened(town: Town, *attempts: Attempt) -> Entry:
    listed = list_entry(town)
    with town.store.transaction():
        town.store.entries.close_page(listed.url, snapshot=snapshot())
    tried(town, *attempts)
    return listed


def test_an_edited_page_waits_to_be_opened_anew(town: Town) -> None:
    url = entry().url
    listed = opened(town, attempt(url, state="done"))
    with town.store.transaction():
        town.store.entries.save([replace(listed, title="Quill is back")], now=NOW)
    assert steps(town, url)["page"] == "opened on 2026-07-13, and waits to be opened anew because it was changed"


def test_a_page_that_could_not_be_opened_anew_says_so(town: Town) -> None:
    url = entry().url
    opened(town, attempt(url, state="done"), attempt(url, 1, reason="gone", detail="It is gone."))
    assert steps(town, url)["page"] == "opened on 2026-07-13; later it could not be opened: gone: It is gone"


def test_the_change_of_a_watched_page_has_no_page_of_its_own(town: Town) -> None:
    opened(town)
    assert steps(town, entry().url)["page"] == "kept without a page of its own, as its source showed it"


# its text


def test_what_is_opened_waits_for_the_next_run(town: Town) -> None:
    town.fetch()
    assert told(town, BAN_URL)[2:] == [("article", "waits to be parsed by the next run")]
    parse(town.house())
    assert told(town, BAN_URL)[3:] == [("relevance", "waits to be read by the next run")]
    analyse(town.house())
    assert told(town, BAN_URL)[5:] == [("register", "waits to be taken into the register by the next run")]


def test_a_page_that_could_not_be_parsed_says_why(town: Town) -> None:
    opened(town)
    with town.store.transaction():
        outcome: Outcome[Article] = failed(snapshot().snapshot_id, "no-text", "The page has no text.")
        town.store.articles.save_parsed(snapshot().snapshot_id, parsing.VERSION, outcome)
    assert steps(town, entry().url)["article"] == "could not be parsed: The page has no text."
    with town.store.transaction():
        town.store.articles.save_parsed(snapshot().snapshot_id, parsing.VERSION - 1, outcome)
    assert steps(town, entry().url)["article"] == "waits to be parsed by the next run"


def test_what_was_stripped_is_counted_by_its_rules(town: Town) -> None:
    advice = (
        "Teams should review their tools and make sure that everybody knows the rules of the house.",
        "Leaders should always remember that trust is the key to lasting success in a changing world.",
    )
    town.web.put("harbourpost.example/ban", page(BAN_TITLE, (*BAN, *advice, *advice)))
    night(town)
    assert steps(town, BAN_URL)["article"].startswith("parsed: 4 blocks kept, ")
    assert steps(town, BAN_URL)["article"].endswith(" stripped by chrome:title and filler:repeat")


def test_what_is_not_relevant_says_why(town: Town) -> None:
    night(town)
    found = steps(town, PICNIC_URL)
    assert found["relevance"].startswith("not relevant, score ")
    assert list(found) == ["listed", "page", "article", "relevance"]


def test_an_article_in_a_language_that_is_not_read_says_which(town: Town) -> None:
    town.web.publish("harbourpost", ("fest", GERMAN_TITLE, stamp(NOW)))
    town.web.put("harbourpost.example/fest", page(GERMAN_TITLE, GERMAN, language="de"))
    night(town)
    url = "http://harbourpost.example/fest"
    assert told(town, url)[-1] == ("relevance", "not read: no rules for its language (de)")


# story and register


def read_as(town: Town, url: str, **changes: object) -> Article:
    """Let an article have been read otherwise."""
    article = town.store.articles.at(url)
    assert article is not None
    read = replace(analysis(article.article_id), **changes)  # type: ignore[arg-type]
    with town.store.transaction():
        town.store.articles.save_analysis(reading.VERSION, done(article.article_id, read))
        town.store.articles.save_outcome(
            "register", register.VERSION, article.article_id, done(article.article_id, None)
        )
    return article


def test_a_copy_names_what_it_repeats(town: Town) -> None:
    town.web.publish("mergequeue", ("again", AGAIN_TITLE, stamp(later(days=-4))))
    town.web.put("mergequeue.example/again", page(BAN_TITLE, BAN))
    night(town)
    assert steps(town, AGAIN_URL)["story"].endswith(f"”; it repeats what Harbour Post wrote: {BAN_URL}")
    assert "repeats" not in steps(town, BAN_URL)["story"]
    town.web.put("mergequeue.example/again", page(AGAIN_TITLE, AGAIN))


def candidate_of(town: Town, lapses_on: str) -> None:
    night(town)
    with town.store.transaction():
        town.store.registry.save_candidate(replace(CANDIDATE, lapses_on=lapses_on))
        town.store.registry.save_supports(CANDIDATE.candidate_id, [(article_id(PICNIC_URL), 0)])
    read_as(town, PICNIC_URL)


@pytest.mark.parametrize(("day", "words"), [("2026-07-13", "and lapses on"), ("2026-07-12", "and lapsed on")])
def test_evidence_of_a_candidate_says_what_it_needs(town: Town, day: str, words: str) -> None:
    candidate_of(town, day)
    found = steps(town, PICNIC_URL)["register"]
    assert found == f"evidence of a candidate, “{CANDIDATE.title}”; it needs {CANDIDATE.needs}, {words} {day}"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"events": ()}, "tells no event: nobody is said to restrict something"),
        ({}, "tells an event on which no row rests any more"),
    ],
)
def test_a_relevant_article_on_which_no_row_rests_says_so(town: Town, changes: dict[str, object], words: str) -> None:
    night(town)
    read_as(town, PICNIC_URL, **changes)
    assert steps(town, PICNIC_URL)["register"] == words


def test_an_article_that_tells_history_alone_says_so(town: Town) -> None:
    night(town)
    told_before = tuple(replace(event, background=True) for event in analysis().events)
    read_as(town, PICNIC_URL, events=told_before)
    assert steps(town, PICNIC_URL)["register"] == "tells of a restriction as history alone, on which no row rests"


def test_a_verdict_without_signals_has_words_all_the_same(town: Town) -> None:
    night(town)
    read_as(town, PICNIC_URL, relevant=False, score=0.0, why=(), events=())
    assert told(town, PICNIC_URL)[-1] == (
        "relevance",
        "not relevant, score 0 of 0.5 needed: nothing in it speaks of a restriction",
    )


# what would have kept it, and what a person decided


def mends(town: Town, url: str, **changes: object) -> list[str]:
    return [one.yaml for one in explain(town.house(now=NOW, **changes), url) if one.step == "mend"]


@pytest.mark.parametrize("shipped", [True, False])
def test_what_was_passed_over_ends_with_lines_that_can_be_pasted(town: Town, shipped: bool) -> None:
    listed = list_entry(town, replace(entry(), title="The port puts Penwright Pro out of reach"))
    with town.store.transaction():
        town.store.entries.skip_page(listed.url, "filter", filter_version="1")
    known = frozenset({"harbourpost"}) if shipped else frozenset()
    opening, naming = mends(town, listed.url, sources=(CHOOSY,), shipped=known)
    assert opening == ("override:\n  harbourpost: {open: all}" if shipped else "open: all  # at harbourpost")
    assert yaml.safe_load(naming) == {"lexicon": {"tools": [{"name": "Penwright Pro", "vendor": "…"}]}}


def test_a_candidate_ends_with_the_line_that_takes_it_in(town: Town) -> None:
    weak = (replace(HARBOUR, grade="D"), replace(QUEUE, url="http://nowhere.example/feed"))
    night(town, sources=weak)
    (line,) = mends(town, BAN_URL, sources=weak)
    shape = OverridesShape.model_validate(yaml.safe_load(line))
    (act,) = overrides_of(shape, Lined("overrides.yaml", {}, {}))
    assert act.act == "promote"
    assert act.row.startswith("candidate-")
    assert act.article == BAN_URL
    promoting = replace(act, reason="We saw the notice.", place="overrides.yaml:2")
    take_in(town.house(now=later(days=1), sources=weak, overrides=(promoting,)))
    found = steps(town, BAN_URL, sources=weak, overrides=(promoting,))
    assert found["by hand"] == "promote, by overrides.yaml:2: We saw the notice."
    assert "mend" not in found
    (first, by_hand) = explain_row(town.house(now=later(days=1), sources=weak, overrides=(promoting,)), act.row)
    assert first.words.startswith("became AIR-2026-0001, “Tidewater Freight")
    assert by_hand.words == "promote, by overrides.yaml:2: We saw the notice."


def test_a_candidate_that_a_second_report_confirmed_says_which_restriction_it_became(town: Town) -> None:
    night(town, sources=(QUEUE,))
    (candidate,) = town.store.registry.register(today="2026-07-13").candidates
    night(town, days=1)
    (row,) = town.store.registry.register(today="2026-07-14").restrictions
    (told_of,) = explain_row(town.house(now=later(days=1)), candidate.candidate_id)
    assert told_of.words.startswith(f"became {row.restriction_id}, “{row.title}”")


def test_what_was_rejected_says_by_whom(town: Town) -> None:
    rejecting = Override(act="reject", row=BAN_URL, reason="A play.", author="J. Doe", place="overrides.yaml:2")
    night(town, overrides=(rejecting,))
    words = steps(town, BAN_URL, overrides=(rejecting,))["by hand"]
    assert words == "reject, by overrides.yaml:2: A play."
    row = {one.step: one.words for one in explain_row(town.house(overrides=(rejecting,)), "AIR-2026-0001")}
    assert row["register"] == "removed on 2026-07-13: not an event; A play."
    assert row["by hand"] == "reject, by overrides.yaml:2: A play."
    assert "overrides.yaml:2" in row["mend"]


# a row


def test_a_restriction_is_told_by_its_gate_and_claim_by_claim(town: Town) -> None:
    setting = Override(
        act="set", row=BAN_URL, field="replacement", value="Pencil", reason="They told us.", author="J. Doe"
    )
    confirming = Override(act="confirm", row=BAN_URL, reason="Seen.", author="J. Doe")
    night(town, overrides=(setting, confirming))
    found = explain_row(town.house(overrides=(setting, confirming)), "AIR-2026-0001")
    words = [(one.step, one.words) for one in found]
    assert words[0][1].startswith("in-force: “Tidewater Freight bans Scribbler")
    gate = [told for step, told in words if step == "gate"]
    assert all("actor, action and tool are told close together; grade " in told for told in gate)
    assert BAN_URL in gate[0]
    assert any(told.startswith("effective: 2026-07-10") for step, told in words if step == "claim")
    assert ("claim", "ends: unknown") in words
    assert any(
        told == "replacement: Pencil, set by hand: They told us.; the sources say Penstroke"
        for step, told in words
        if step == "claim"
    )
    assert any("“" in told and told.endswith(f", {BAN_URL})") for step, told in words if step == "claim")
    assert ("by hand", "confirm: Seen.") in words
    assert found[-1].step == "mend"
    assert yaml.safe_load(found[-1].yaml)["overrides"][0]["article"] == BAN_URL


def test_a_candidate_is_told_with_what_it_lacks(town: Town) -> None:
    weak = (replace(HARBOUR, grade="D"), replace(QUEUE, url="http://nowhere.example/feed"))
    night(town, sources=weak)
    (candidate,) = town.store.registry.register(today="2026-07-13").candidates
    found = explain_row(town.house(sources=weak), candidate.candidate_id)
    assert found[0].words.startswith(f"a candidate, “{candidate.title}”; it needs {candidate.needs}, and lapses on ")
    (gate,) = [one.words for one in found if one.step == "gate"]
    assert "grade D" in gate
    assert "with a second independent report it founds the row" in gate
    assert found[-1].step == "mend"


def test_a_row_that_is_not_there_is_wrong_usage(town: Town) -> None:
    with pytest.raises(UsageError, match="AIR-2026-0009: no such row; `offlimits register` lists"):
        explain_row(town.house(), "AIR-2026-0009")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The port puts Penwright Pro out of reach", "Penwright Pro"),
        ("Tidewater Freight bans Scribbler", ""),
        ("Port bans pens", ""),
        ("Users must leave Penwright’s desk", "Penwright"),
    ],
)
def test_a_name_that_no_list_has_is_found_in_a_title(title: str, name: str) -> None:
    assert unknown_name(title, TOOLS) == name
