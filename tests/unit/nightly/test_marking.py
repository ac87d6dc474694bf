"""What articles have in common is found whatever the nights in which they came, and changes older ones quietly."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from pipeline.analyse.events.tools import Tools
from pipeline.model.article import Article, Block
from pipeline.model.outcome import done
from pipeline.model.site import TextShare
from pipeline.model.source import Entry, Snapshot
from pipeline.nightly.marking import mark, remember, share
from pipeline.nightly.reading import analyse, parse
from pipeline.parse.article import VERSION
from pipeline.store.store import Store
from tests.unit.nightly.towns import Town, age, rows_of
from tests.unit.nightly.webs import LoopbackWeb
from tests.unit.parse.pages import rule_of
from tests.unit.parse.stories import article
from tests.unit.records import NOW, published

ABOUT = "Companies that look at such things early have less to do when it counts."
SOMEWHAT = "A tool is soon brought in, but it may be hard to take out again."
ARTICLES = [
    replace(
        article(n, ABOUT, *([SOMEWHAT] if n != 2 else []), site=f"site{n % 2}"),
        published=published(f"2026-07-{n + 1:02}"),
    )
    for n in range(7)
]


def keep(store: Store, *articles: Article) -> None:
    """Let articles be parsed."""
    for one in articles:
        page = Snapshot(
            url=one.url, final_url=one.url, status=200, content_type="text/html", body=b"<p>x</p>", fetched_at=NOW
        )
        entry = Entry(
            entry_id=one.article_id,
            source_id="harbourpost",
            url=one.url,
            title=one.title,
            summary="",
            author="",
            language="en",
            published=one.published,
            first_seen_at=NOW,
        )
        with store.transaction():
            store.entries.save([entry], now=NOW)
            store.entries.close_page(page.url, snapshot=page)
            kept = replace(one, snapshot_id=page.snapshot_id)
            store.articles.save_parsed(page.snapshot_id, VERSION, done(page.snapshot_id, kept))


def night(town: Town, *articles: Article, most: int = 200) -> int:
    """Let a night find some articles; returns how many are marked otherwise than before."""
    keep(town.store, *articles)
    remember(town.house(), most=most)
    return mark(town.house())


def content(town: Town) -> list[str]:
    """What is stored, but for the register."""
    tables = ("articles", "fingerprints", "text_shares", "outcomes")
    return [line for line in town.store.canonical() if line.split('"')[3] in tables]


@pytest.fixture
def towns(tmp_path: Path, tools: Tools, web: LoopbackWeb) -> "Towns":
    return Towns(tmp_path, tools, web)


@pytest.fixture
def web() -> Iterator[LoopbackWeb]:
    with LoopbackWeb() as opened:
        yield opened


class Towns:
    """As many towns as a test needs, each with a store of its own."""

    def __init__(self, folder: Path, tools: Tools, web: LoopbackWeb) -> None:
        self._folder, self._tools, self._web = folder, tools, web
        self._numbers = count()

    def after(self, nights: Sequence[Sequence[Article]], most: int = 200) -> list[str]:
        """What is stored after some nights."""
        folder = self._folder / str(next(self._numbers))
        with Store(folder, busy_ms=1) as store:
            town = Town(folder, store, self._tools, self._web)
            for found in nights:
                night(town, *found, most=most)
            return content(town)


def rules(town: Town, text: str) -> dict[str, str | None]:
    """The rule that drops a text, by the article in which it stands."""
    found = town.store.articles.articles(one.article_id for one in ARTICLES)
    return {one.article_id: block.rule for one in found for block in one.blocks if block.text == text}


def test_a_later_article_marks_an_older_one_and_has_it_read_again(town: Town) -> None:
    assert night(town, ARTICLES[0]) == 0
    analyse(town.house())
    assert town.store.articles.unanalysed(1_000_000)
    assert rules(town, ABOUT) == {"a0": None}
    assert night(town, ARTICLES[1]) == 2
    assert rules(town, ABOUT) == {"a0": "filler:site", "a1": "filler:site"}
    (first,) = town.store.articles.articles(["a0"])
    assert first.blocks[1].articles == ("a1",)
    assert analyse(town.house())[0] == 2


def test_another_witness_changes_reasons_and_has_nothing_read_again(town: Town) -> None:
    night(town, *ARTICLES[:3])
    analyse(town.house())
    assert night(town, ARTICLES[3]) == 1
    (first,) = town.store.articles.articles(["a0"])
    assert first.blocks[1].articles == ("a1", "a2", "a3")
    assert analyse(town.house())[0] == 1


def test_with_nothing_new_nothing_is_marked(town: Town) -> None:
    night(town, *ARTICLES)
    before = list(town.store.canonical())
    assert remember(town.house()) == 0
    assert mark(town.house()) == 0
    assert list(town.store.canonical()) == before


@pytest.mark.parametrize(
    "nights",
    [
        [[one] for one in ARTICLES],
        [[one] for one in reversed(ARTICLES)],
        [ARTICLES[4:], ARTICLES[:2], ARTICLES[2:4]],
        [ARTICLES[::2], ARTICLES[1::2], ARTICLES],
        [ARTICLES, ARTICLES],
    ],
)
def test_whatever_the_nights_the_marks_are_the_same(towns: Towns, nights: list[list[Article]]) -> None:
    assert towns.after(nights) == towns.after([ARTICLES])


def test_the_newest_of_a_site_are_marked_alike_whatever_the_nights(towns: Towns) -> None:
    """What is older than those that are remembered stays as it was marked last."""

    def newest(lines: list[str]) -> list[str]:
        return [line for line in lines if not any(f'"a{n}"' in line.split('"articles": [')[0] for n in (0, 1, 2))]

    one, other = towns.after([ARTICLES], most=2), towns.after([[found] for found in ARTICLES], most=2)
    kept = [line for line in one if line.startswith('{"table": "fingerprints"')]
    assert kept == [line for line in other if line.startswith('{"table": "fingerprints"')]
    assert len(kept) == 4
    assert newest(one) == newest(other)


def test_what_is_forgotten_no_longer_counts(town: Town) -> None:
    """An article that leaves the memory takes its evidence with it; its own marks stay as they were."""
    other = replace(article(8, site="site0"), published=published("2026-07-30"))
    night(town, ARTICLES[0], ARTICLES[4], most=2)
    assert rules(town, ABOUT) == {"a0": "filler:site", "a4": "filler:site"}
    night(town, other, most=2)
    assert rules(town, ABOUT) == {"a0": "filler:site", "a4": None}


def test_a_killed_run_goes_on_where_it_was(town: Town, towns: Towns) -> None:
    keep(town.store, *ARTICLES[:4])
    remember(town.house())  # killed before anything was marked
    keep(town.store, *ARTICLES[4:])  # killed again, before anything was remembered
    remember(town.house())
    mark(town.house())
    assert content(town) == towns.after([ARTICLES])


def test_more_than_a_batch_is_remembered_and_marked(town: Town) -> None:
    many = [
        replace(article(n % 10, ABOUT, article_id=f"m{n:02}"), published=published(f"2026-07-{n % 10 + 1:02}"))
        for n in range(45)
    ]
    night(town, *many)
    found = town.store.articles.articles(one.article_id for one in many)
    assert {rule_of(one, ABOUT) for one in found} == {"filler:site"}


def test_a_better_parser_marks_everything_again(town: Town) -> None:
    night(town, *ARTICLES)
    before = content(town)
    assert age(town.store, "mark") == age(town.store, "remember") == len(ARTICLES)
    assert remember(town.house()) == len(ARTICLES)
    assert mark(town.house()) == 0
    assert content(town) == before


def test_parsing_a_page_marks_it(town: Town) -> None:
    town.fetch()
    parse(town.house())
    stages = {row["stage"] for row in rows_of(town.store, "outcomes")}
    assert {"parse", "remember", "mark"} <= stages
    assert len(rows_of(town.store, "fingerprints")) == 3


def test_shares_are_kept_for_every_article(town: Town) -> None:
    night(town, *ARTICLES[:3])
    (found,) = town.store.memory.shares().values()
    assert found.articles == 3
    assert found.repeated == 3 * len(ABOUT.split())
    assert found.repeated <= found.filler < found.words


def test_a_share_counts_the_words_of_the_body() -> None:
    def block(text: str, rule: str | None) -> Block:
        return Block(order=0, para=0, kind="paragraph", text=text, rule=rule)

    blocks = (
        block("one two three", None),
        block("one two", "filler:repeat"),
        block("one", "filler:advice"),
        block("one", "filler:site"),
        block("not counted at all", "chrome:related"),
    )
    found = share([replace(ARTICLES[0], blocks=blocks), replace(ARTICLES[1], blocks=())])
    assert found == TextShare(articles=2, words=7, filler=4, repeated=3)
