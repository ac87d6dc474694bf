"""A watched page from night to night: quiet at first, patient with changes, and sure of what it tells."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline.model.site import SourceHealth
from pipeline.model.source import Source, WatchRules
from pipeline.model.watch import CHANGE_TYPE
from pipeline.nightly.fetching import Fetch
from pipeline.nightly.night import run
from pipeline.nightly.page_changes import page_changes
from pipeline.nightly.reading import parse
from pipeline.nightly.views import sources_health
from pipeline.parse.change import REMOVED
from tests.unit.nightly.towns import Town, rows_of
from tests.unit.records import NOW

DAY = timedelta(days=1)
POLICY = Source(
    source_id="inkwell-policy",
    name="Inkwell Labs usage policy",
    kind="page-watch",
    url="http://inkwell.example/policy",
    grade="A",
    speaks_for=("Inkwell Labs",),
    watch=WatchRules(),
)
PLACE = "inkwell.example/policy"
RULES = (
    "This policy says what Scribbler may be used for, and by whom.",
    "Nobody may train a rival model on the answers that Scribbler gives.",
    "You must be at least 16 years old to open an account.",
    "We warn an account once before it is closed for good.",
    "Complaints are read by a person, who answers within two weeks.",
)
OLD = RULES[2]
NEW = "From 1 August 2026 Inkwell Labs will stop offering Scribbler to companies that are based in Serbia."


def policy(*lines: str, title: str = "Usage policy", around: str = "") -> str:
    text = "".join(f"<p>{line}</p>" for line in lines)
    head = f'<!doctype html><html lang="en"><head><title>{title} | Inkwell Labs</title></head>'
    return f"{head}<body>{around}<main><h1>{title}</h1>{text}</main></body></html>"


EDITED = tuple(NEW if line == OLD else line for line in RULES)


@pytest.fixture
def watched(town: Town) -> Town:
    """A town that watches Inkwell Labs' policy."""
    town.web.put(PLACE, policy(*RULES))
    return town


def night(town: Town, days: float, lines: tuple[str, ...] = (), *, sources: tuple[Source, ...] = (POLICY,)) -> Fetch:
    """Fetch some days after the first night; the page has these lines from now on."""
    if lines:
        town.web.put(PLACE, policy(*lines))
    return town.fetch(now=NOW + days * DAY, sources=sources)


def shown(town: Town, days: float) -> SourceHealth:
    [found] = sources_health(town.house(now=NOW + days * DAY, sources=(POLICY,)))
    return found


def test_a_change_is_shown_with_what_came_and_went_unless_its_terms_forbid_it(watched: Town) -> None:
    for day, lines in enumerate((RULES, EDITED, EDITED)):
        night(watched, day, lines)
    assert page_changes(watched.house(sources=(POLICY,))) == ()
    parse(watched.house(sources=(POLICY,)))
    (change,) = page_changes(watched.house(sources=(POLICY,)))
    assert (change.came, change.went, change.added, change.removed) == ((NEW,), (OLD,), 1, 1)
    assert (change.title, change.url) == ("Usage policy | Inkwell Labs", POLICY.url)
    assert (change.seen_on, change.is_list) == ("2026-07-14", False)
    closed = replace(POLICY, terms="no-automation")
    (mute,) = page_changes(watched.house(sources=(closed,)))
    assert (mute.came, mute.went, mute.added, mute.removed) == ((), (), 1, 1)


def test_a_change_that_lasts_becomes_an_article_of_the_day_on_which_it_was_first_seen(watched: Town) -> None:
    told = [night(watched, day, lines).entries for day, lines in enumerate((RULES, RULES, EDITED, EDITED, EDITED))]
    assert told == [0, 0, 0, 1, 0]  # the baseline, nothing, pending, believed, and never again
    [entry] = rows_of(watched.store, "entries")
    assert (entry["url"], entry["published"]) == ("http://inkwell.example/policy#changed-2026-07-15", "2026-07-15")
    assert entry["title"] == "Inkwell Labs usage policy: page changed"
    assert parse(watched.house(sources=(POLICY,))) == (1, 0)
    [row] = rows_of(watched.store, "articles")
    [article] = watched.store.articles.articles([row["article_id"]])
    assert [(block.kind, block.text, block.rule) for block in article.blocks] == [
        ("title", "Usage policy | Inkwell Labs", None),
        ("paragraph", NEW, None),
        ("paragraph", OLD, REMOVED),
    ]
    assert article.published is not None
    assert article.published.text == "2026-07-15"


def test_a_change_needs_no_page_of_its_own_to_be_opened(watched: Town) -> None:
    night(watched, 0)
    night(watched, 1, EDITED)
    found = night(watched, 2)
    assert (found.pages_opened, found.pages_failed, found.pages_left) == (0, 0, 0)
    assert set(watched.web.listen()) == {PLACE}
    [page] = rows_of(watched.store, "pages")
    assert page["state"] == "opened"
    kept = watched.store.fetched.snapshot(page["snapshot_id"])
    assert kept is not None
    assert kept.content_type == CHANGE_TYPE


def test_a_second_look_within_six_hours_does_not_believe_a_change(watched: Town) -> None:
    night(watched, 0)
    night(watched, 1, EDITED)
    found = night(watched, 1.2)
    assert (found.sources_read, found.entries) == (1, 0)
    assert night(watched, 1.4).entries == 1


def test_a_change_that_is_taken_back_is_never_told(watched: Town) -> None:
    for day, lines in enumerate((RULES, EDITED, RULES, RULES)):
        night(watched, day, lines)
    assert rows_of(watched.store, "entries") == []


def test_what_stands_around_the_text_is_no_change(watched: Town) -> None:
    night(watched, 0)
    for day in (1, 2, 3):
        menu = f"<nav>Menu {day}</nav><script>let visit = {day}</script>"
        watched.web.put(PLACE, policy(*RULES, around=menu))
        assert night(watched, day).entries == 0
    assert watched.store.sources.watched()["inkwell-policy"].waiting == ()


def test_two_changes_of_one_page_are_two_entries(watched: Town) -> None:
    last = "Accounts of firms that are based in Ruritania are closed without a warning."
    again = tuple(last if line == RULES[3] else line for line in EDITED)
    for day, lines in enumerate((RULES, EDITED, EDITED, again, again)):
        night(watched, day, lines)
    assert sorted(row["published"] for row in rows_of(watched.store, "entries")) == ["2026-07-14", "2026-07-16"]


def test_a_page_that_became_another_one_has_failed_and_nothing_is_told(watched: Town) -> None:
    night(watched, 0)
    team = tuple(f"Colleague number {n} writes for a living and paints on Sundays." for n in ["one", "two", "three"])
    watched.web.put(PLACE, policy(*team, title="Our team"))
    for day in (1, 2):
        found = night(watched, day)
        assert (found.entries, found.sources_read) == (0, 0)
        [(source_id, sentence)] = found.failing
        assert (source_id, "has become another page" in sentence) == ("inkwell-policy", True)
    assert (shown(watched, 2).state, shown(watched, 2).failure) == ("failing", "other-page")
    assert night(watched, 3, RULES).sources_read == 1
    assert watched.store.sources.watched()["inkwell-policy"].units[0] == "Usage policy"


@pytest.mark.parametrize("body", ["", "<html><p>No main here.</p>", '<form><input type="password"></form>'])
def test_a_page_that_shows_no_text_has_failed_and_is_no_change(watched: Town, body: str) -> None:
    night(watched, 0)
    watched.web.put(PLACE, body)
    assert night(watched, 1).failing != ()
    assert night(watched, 2, RULES).entries == 0
    assert rows_of(watched.store, "entries") == []


def test_a_page_that_never_changes_is_well_however_long_it_is_silent(watched: Town) -> None:
    night(watched, 0)
    night(watched, 60)
    assert (shown(watched, 60).state, shown(watched, 60).ails) == ("ok", False)


def test_new_rules_begin_anew_and_tell_nothing(watched: Town) -> None:
    night(watched, 0)
    other = replace(POLICY, watch=WatchRules(select="main p"))
    assert [night(watched, day, EDITED, sources=(other,)).entries for day in (1, 2, 3)] == [0, 0, 0]


def test_a_believed_change_is_the_primary_evidence_of_a_restriction(watched: Town) -> None:
    for day, lines in enumerate((RULES, EDITED, EDITED, EDITED)):
        watched.web.put(PLACE, policy(*lines))
        result = run(watched.house(now=NOW + day * DAY, sources=(POLICY,)))
        assert (result.parsed, result.restrictions) == ((1, 1) if day == 2 else (0, 0))
    [row] = watched.store.registry.register(today="2026-07-16").restrictions
    assert (row.status, row.first_reported, row.claims.effective.value) == ("scheduled", "2026-07-14", "2026-08-01")
    assert row.provenance.confirmed_by_actor
    assert {(proof.role, proof.source_grade) for proof in row.evidence} == {("primary", "A")}
    assert all(proof.quote in NEW for proof in row.evidence)
