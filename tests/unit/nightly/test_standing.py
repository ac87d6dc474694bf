"""Whose page an article is: that of its source, or of the site on which a discovery source found it."""

from dataclasses import replace

import pytest

from pipeline.model.article import Article
from pipeline.model.event import Place
from pipeline.model.source import Source, WatchRules
from pipeline.nightly.standing import Standing, foreground, standing_of
from tests.unit.nightly.towns import HARBOUR, QUEUE, Town
from tests.unit.records import article

FINDER = Source(
    source_id="finder", name="Finder", kind="api:gdelt", url="https://finder.example/", grade="A", discovery=True
)
NEWSROOM = Source(
    source_id="newsroom",
    name="Inkwell newsroom",
    kind="rss",
    url="https://shared.example/inkwell/feed",
    grade="A",
    speaks_for=("Inkwell Labs",),
)


def found(url: str, site: str = "") -> Article:
    return replace(article(), source_id="finder", outlet="Finder", url=url, site=site)


def standing(town: Town, what: Article) -> Standing:
    return standing_of(town.house(sources=(HARBOUR, QUEUE, FINDER, NEWSROOM)), what)


def test_an_article_of_a_listed_source_has_its_grade_and_voice(town: Town) -> None:
    own = replace(article(), source_id="newsroom", outlet="Inkwell newsroom", url="https://shared.example/inkwell/a")
    assert standing(town, own) == Standing(outlet="Inkwell newsroom", grade="A", speaks_for=("Inkwell Labs",))


def test_an_article_of_a_source_that_was_taken_out_cannot_be_judged(town: Town) -> None:
    gone = replace(article(), source_id="gone", outlet="Gone")
    assert standing(town, gone) == Standing(outlet="Gone", grade="F")


def test_what_was_found_on_the_host_of_an_outlet_is_that_outlets(town: Town) -> None:
    assert standing(town, found("https://harbourpost.example/a")) == Standing(outlet="Harbour Post", grade="B")


@pytest.mark.parametrize(
    ("url", "site", "outlet"),
    [
        ("https://stranger.example/a", "The Stranger", "The Stranger"),
        ("https://www.stranger.example/a", "", "stranger.example"),
        ("https://shared.example/somebody/a", "", "shared.example"),
    ],
    ids=["named", "by its host", "beside a newsroom"],
)
def test_what_was_found_on_an_unlisted_host_is_nobodys_word(town: Town, url: str, site: str, outlet: str) -> None:
    assert standing(town, found(url, site)) == Standing(outlet=outlet, grade="F", unlisted=True)


def test_what_a_discovery_source_itself_writes_is_its_own(town: Town) -> None:
    assert standing(town, found("https://finder.example/a")).grade == "A"


def test_the_foreground_is_what_was_kept(town: Town) -> None:
    assert foreground(town.house(), article()) == (Place(block=0, start=0, end=25), Place(block=1, start=0, end=16))


def test_of_the_change_of_a_list_all_lines_count(town: Town) -> None:
    watching = replace(HARBOUR, kind="page-watch", watch=WatchRules(tools=("Scribbler",)))
    assert [place.block for place in foreground(town.house(sources=(watching,)), article())] == [0, 1, 2]
