"""A watched page from its bytes to what the register is told: all steps in a row, and the quirks of other watchers."""

import hashlib
from datetime import timedelta

import pytest

from pipeline.analyse.availability import changes, events_of, facts
from pipeline.analyse.lexicon import names
from pipeline.analyse.lexicon.countries import load_countries
from pipeline.analyse.lexicon.names import Additions, Tool
from pipeline.fetch.failures import FeedError
from pipeline.fetch.watch.compare import compare
from pipeline.fetch.watch.entry import change_snapshot, entry_of
from pipeline.fetch.watch.text import read_watched
from pipeline.model.article import Page
from pipeline.model.source import Source
from pipeline.model.watch import Verdict, WatchMemory
from pipeline.parse.change import read_change
from tests.unit.fetch.watches import START, URL, source

COUNTRIES = ("Albania", "Chile", "France", "Norway", "Serbia", "Taiwan", "Ukraine (with certain exceptions)")
CAPTCHA = "<html><title>One moment</title><main>Checking your browser <div class='h-captcha'></div></main></html>"


def countries(*left_out: str, token: int = 0) -> str:
    items = "".join(f"<li><a href='/c?{token}'>{name}</a></li>" for name in COUNTRIES if name not in left_out)
    return f"<html lang=en><title>Supported countries</title><main><h1>Supported countries</h1><ul>{items}</ul></main>"


def policy(rule: str) -> str:
    text = "Quill may be used by everybody who has an account. Accounts belong to one person."
    return f"<html lang=en><title>Usage policy</title><main><h1>Usage policy</h1><p>{text}</p><p>{rule}</p></main>"


class Night:
    """Reads a page once a night."""

    def __init__(self, rules: Source) -> None:
        self.source = rules
        self.memory: WatchMemory | None = None
        self.now = START
        self.failures: list[str] = []

    def see(self, markup: str) -> Verdict | None:
        """One night; None if the reading failed."""
        self.now += timedelta(days=1)
        body = markup.encode()
        try:
            watched = read_watched(body, source=self.source, base_url=URL, content_type="text/html", now=self.now)
        except FeedError as error:
            self.failures.append(error.reason)
            return None
        digest = hashlib.sha256(body).hexdigest()
        self.memory, verdict = compare(self.memory, watched, now=self.now, snapshot_sha256=digest)
        return verdict


def test_a_country_that_vanishes_is_an_event_with_its_line_as_evidence() -> None:
    night, known = Night(source(as_set=True)), load_countries()
    lexicon = names.load().extended(Additions(tools=(Tool("Quill", "Quillhaven"), Tool("Quill API", "Quillhaven"))))
    night.see(countries(token=1))
    assert night.memory
    baseline = facts((), night.memory, source=night.source, countries=known)
    assert len(baseline) == 14
    assert changes((), baseline) == ()
    night.see(countries("Taiwan", token=2))
    waiting = facts(baseline, night.memory, source=night.source, countries=known)
    assert changes(baseline, waiting) == ()
    verdict = night.see(countries("Taiwan", token=3))
    assert verdict
    assert verdict.change
    now = facts(waiting, night.memory, source=night.source, countries=known)
    changed = changes(waiting, now)
    assert {(change.tool, change.country, change.after) for change in changed} == {
        ("Quill", "TW", False),
        ("Quill API", "TW", False),
    }
    snapshot = change_snapshot(verdict.change, source=night.source, now=night.now)
    entry = entry_of(verdict.change, source=night.source, now=night.now)
    article = read_change(
        Page(
            article_id="a1",
            snapshot_id=snapshot.snapshot_id,
            source_id=entry.source_id,
            outlet=night.source.name,
            url=entry.url,
            body=snapshot.body,
            content_type=snapshot.content_type,
        )
    )
    (event,) = events_of(changed, article, source=night.source, lexicon=lexicon, countries=known)
    assert (event.actor, event.action, event.affected) == ("Quillhaven", "cut_off", "Taiwan")
    assert all(article.blocks[q.block].text[q.start : q.end] == q.text for q in event.evidence)
    assert article.published == entry.published


def test_a_rule_that_changes_is_an_article_with_the_new_sentence_as_its_text() -> None:
    night = Night(source())
    night.see(policy("Firms may train models of their own on the answers."))
    night.see(policy("Firms may not train models of their own on the answers."))
    verdict = night.see(policy("Firms may not train models of their own on the answers."))
    assert verdict
    assert verdict.change
    assert verdict.change.added == ("Firms may not train models of their own on the answers.",)
    assert verdict.change.removed == ("Firms may train models of their own on the answers.",)


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        (CAPTCHA, "challenge"),
        ("<main></main><p>Everything moved out of the watched part of the page tonight.</p>", "no-matches"),
        ("<div>The whole page has been built anew and has no main part any more.</div>", "no-matches"),
        ("<main>Loading…</main>", "empty"),
        (
            "<main><h1>Page not found</h1><p>Try the search, or begin again at the front page, please.</p></main>",
            "other-page",
        ),
    ],
)
def test_what_is_not_the_page_is_a_failure_however_often_it_comes_and_goes(markup: str, why: str) -> None:
    night = Night(source())
    page = policy("Firms answer for what their staff do with it.")
    night.see(page)
    before = night.memory
    for _ in range(6):
        assert night.see(markup) is None
        verdict = night.see(page)
        assert verdict
        assert verdict.kind == "same"
    assert night.failures == [why] * 6
    assert before
    assert night.memory
    assert night.memory.units == before.units


def test_a_selector_that_is_put_right_begins_anew_without_news() -> None:
    night = Night(source("h1"))
    assert night.see(policy("One rule or another that holds for everybody who has an account.")) is None
    assert night.failures == ["empty"]
    night.source = source("main")
    verdict = night.see(policy("One rule."))
    assert verdict
    assert verdict.kind == "baseline"
    night.source = source("main", "h1")
    verdict = night.see(policy("Two rules."))
    assert verdict
    assert verdict.kind == "baseline"
