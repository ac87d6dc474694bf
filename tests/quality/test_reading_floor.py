"""Floors under the quality of reading, on the pages of the sample world and on full-length labelled articles."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.analyse.events.tools import Tools
from pipeline.analyse.reading import prepare
from pipeline.world.content import load
from tests.quality.event_gold import GoldSet, load_set
from tests.quality.event_measures import measures, named_errors
from tests.quality.event_score import Scores
from tests.quality.floors import DIGESTS, LONGFORM, QUIET, WORLD, Floors
from tests.quality.readings import LONGFORM_FILE, QUIET_FILE, TOPIC_FILE, read_and_scored, world_set
from tests.quality.readings import WORLD as WORLD_FILE


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A set with its floors; ``quotes`` is the least number of quotes that are compared.

    Attributes:
        untold: articles on the topic of which no event is labelled.
    """

    file: Path
    load: Callable[[], GoldSet]
    floors: Floors
    quotes: int
    untold: Sequence[str] = ()


SETS = {
    "world": Labelled(file=WORLD_FILE, load=world_set, floors=WORLD, quotes=150),
    "longform": Labelled(file=LONGFORM_FILE, load=lambda: load_set(LONGFORM_FILE), floors=LONGFORM, quotes=150),
    "quiet": Labelled(file=QUIET_FILE, load=lambda: load_set(QUIET_FILE), floors=QUIET, quotes=60),
    "topic": Labelled(file=TOPIC_FILE, load=lambda: load_set(TOPIC_FILE), floors=DIGESTS, quotes=80, untold=["an3"]),
}


@pytest.fixture(scope="module")
def tools() -> Tools:
    return prepare()


@pytest.fixture(scope="module", params=sorted(SETS))
def labelled(request: pytest.FixtureRequest) -> Labelled:
    return SETS[str(request.param)]


@pytest.fixture(scope="module")
def gold(labelled: Labelled) -> GoldSet:
    return labelled.load()


@pytest.fixture(scope="module")
def both(gold: GoldSet, tools: Tools) -> tuple[Scores, Scores]:
    return read_and_scored(gold, tools)


@pytest.fixture(scope="module")
def scores(both: tuple[Scores, Scores]) -> Scores:
    return both[0]


def test_the_labels_are_the_pinned_ones(labelled: Labelled) -> None:
    folder = labelled.file.parent
    listed = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    expected = {name: digest for digest, name in (line.split("  ") for line in listed)}
    files = [path for path in folder.rglob("*") if path.is_file() and path.name not in ("SHA256SUMS", "LICENSE")]
    assert {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files} == expected


def test_every_article_of_the_world_is_labelled() -> None:
    labelled = world_set().articles
    ids = sorted(f"{article.outlet_id}/{article.slug}" for article in load().articles)
    assert sorted(article.article_id for article in labelled) == ids
    assert {article.relevant for article in labelled} == {"yes", "no", "borderline"}


def test_only_relevant_articles_tell_events(gold: GoldSet, labelled: Labelled) -> None:
    relevant = [article for article in gold.articles if article.relevant == "yes"]
    assert [article.article_id for article in relevant if not article.labels] == list(labelled.untold)
    assert not any(article.labels for article in gold.articles if article.relevant == "no")


def test_no_lift_or_proposal_is_told_as_a_ban_nor_a_ban_as_one(scores: Scores) -> None:
    assert scores.polarity == []


def test_no_restriction_is_told_on_a_wrong_day(scores: Scores) -> None:
    assert scores.wrong_days == []


def test_every_quote_stands_where_it_says(scores: Scores, labelled: Labelled) -> None:
    assert scores.broken_quotes == []
    assert scores.quotes > labelled.quotes


def test_the_floors_hold(both: tuple[Scores, Scores], labelled: Labelled) -> None:
    assert list(labelled.floors.broken(measures(*both))) == [], "\n".join(named_errors(*both))
