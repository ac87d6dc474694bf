"""The sample world as it is shipped: complete, dated as it must be, and open about what is made up."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from pipeline.world.content import load
from pipeline.world.records import World, WorldArticle
from pipeline.world.sources import NIGHTS

WEEK = timedelta(days=7)
FIRST_WEEK_BEGINS = NIGHTS[0] - WEEK


@pytest.fixture(scope="module")
def world() -> World:
    return load()


def telling(world: World, event: str) -> list[WorldArticle]:
    return [article for article in world.articles if article.event == event]


def words(article: WorldArticle) -> int:
    return sum(len(piece.text.split()) for piece in article.pieces)


def whole_text(article: WorldArticle) -> str:
    return "\n".join([article.title, article.summary, *(piece.text for piece in article.pieces)])


def test_the_world_has_the_outlets_it_is_meant_to_have(world: World) -> None:
    grades = Counter(outlet.grade for outlet in world.outlets)
    assert len(world.outlets) == 13
    assert grades == {"A": 3, "B": 5, "C": 3, "D": 2}
    assert [outlet.id for outlet in world.outlets] == sorted(outlet.id for outlet in world.outlets)


def test_all_hosts_are_reserved_names(world: World) -> None:
    for outlet in world.outlets:
        assert outlet.host.endswith(".example")
        assert outlet.home == f"http://{outlet.host}/"


def test_each_fault_is_shown_by_one_outlet(world: World) -> None:
    faults = Counter(outlet.fault for outlet in world.outlets)
    assert faults == {"none": 10, "down": 1, "challenge": 1, "broken-feed": 1}


def test_outlets_that_can_never_be_read_have_no_articles(world: World) -> None:
    unread = {outlet.id for outlet in world.outlets if outlet.fault in ("down", "challenge")}
    assert unread == {outlet.id for outlet in world.outlets if not world.articles_of(outlet)}


def test_every_article_file_is_loaded_with_all_its_parts(world: World) -> None:
    assert len(world.articles) == 73
    for article in world.articles:
        assert article.title
        assert article.author
        assert article.summary
        assert article.section
        assert article.pieces[0].kind == "paragraph"


def test_articles_are_in_the_order_of_their_release(world: World) -> None:
    order = [(article.released_at, article.outlet_id, article.slug) for article in world.articles]
    assert order == sorted(order)


def test_articles_have_the_length_of_news(world: World) -> None:
    lengths = {f"{article.outlet_id}/{article.slug}": words(article) for article in world.articles}
    assert {name: length for name, length in lengths.items() if not 90 <= length <= 350} == {}


def test_there_is_enough_of_each_kind(world: World) -> None:
    kinds = Counter(article.kind for article in world.articles)
    assert kinds["restriction"] == 48
    assert kinds["noise"] + kinds["news"] == 20
    assert kinds["fictional"] == 5


def test_every_restriction_article_names_its_event(world: World) -> None:
    known = {happening.id for happening in world.happenings}
    for article in world.articles:
        if article.kind == "restriction":
            assert article.event in known, article.slug


def test_events_that_are_told_are_founded_well_enough(world: World) -> None:
    sure = {happening.id: happening.sure for happening in world.happenings}
    for article in world.articles:
        if article.event and article.kind != "fictional":
            assert sure[article.event] in ("firm", "good"), article.slug


def test_every_listed_event_is_told_by_an_article(world: World) -> None:
    told = {article.event for article in world.articles}
    assert {happening.id for happening in world.happenings} <= told


def test_everything_is_published_before_the_last_night(world: World) -> None:
    assert max(article.released_at for article in world.articles) <= NIGHTS[-1]
    assert min(article.published.published_on for article in world.articles) >= date(2023, 1, 1)


@pytest.mark.parametrize(
    ("night", "fresh"),
    [(0, 12), (1, 14), (2, 20), (3, 7)],
    ids=["22 June", "29 June", "6 July", "13 July"],
)
def test_each_night_has_news(world: World, night: int, fresh: int) -> None:
    now = NIGHTS[night]
    assert sum(now - WEEK < article.released_at <= now for article in world.articles) == fresh


def test_the_first_night_finds_an_archive(world: World) -> None:
    archive = [article for article in world.articles if article.released_at <= FIRST_WEEK_BEGINS]
    assert len({article.event for article in archive if article.kind == "restriction"}) >= 14


def test_no_article_without_a_time_appears_on_the_day_of_a_run(world: World) -> None:
    runs = {night.date() for night in NIGHTS}
    for article in world.articles:
        assert article.published.published_at or article.published.published_on not in runs


def test_the_lead_story_is_told_by_six_outlets_before_its_day(world: World) -> None:
    articles = telling(world, "A1")
    assert {article.outlet_id for article in articles} == {
        *("brightstack", "harbourpost", "ledgerdaily", "mergequeue", "meridianwire", "perimeterweekly")
    }
    for article in articles:
        assert date(2026, 7, 3) <= article.published.published_on <= date(2026, 7, 9)
        for name in ("Alibaba", "Claude Code", "Qoder", "Anthropic"):
            assert name in whole_text(article), article.outlet_id


def test_the_lead_story_gives_its_day_in_different_words(world: World) -> None:
    said = {article.outlet_id: whole_text(article) for article in telling(world, "A1")}
    assert "10 July" in said["meridianwire"]
    assert "July 10" in said["brightstack"]
    assert "from Friday" in said["harbourpost"]
    assert "on Friday" in said["ledgerdaily"]
    assert "this month" in said["mergequeue"]
    assert "later this month" in said["perimeterweekly"]


def test_friday_is_the_tenth_wherever_the_lead_story_counts_on_it(world: World) -> None:
    for article in telling(world, "A1"):
        if article.outlet_id in ("harbourpost", "ledgerdaily"):
            day = article.published.published_on
            assert day + timedelta(days=(4 - day.weekday()) % 7) == date(2026, 7, 10)


def test_one_teller_of_the_lead_story_does_without_a_word_for_banning(world: World) -> None:
    word = re.compile(r"\b(ban|bans|banned|bar|bars|barred|block\w*|forbid\w*|prohibit\w*)\b", re.IGNORECASE)
    without = [one.outlet_id for one in telling(world, "A1") if not word.search(whole_text(one))]
    assert without == ["perimeterweekly"]


def test_outlets_disagree_on_the_day_of_the_fictional_ban(world: World) -> None:
    said = {article.outlet_id: whole_text(article) for article in telling(world, "F1")}
    assert "1 August 2026" in said["perimeterweekly"]
    assert "1 August 2026" in said["ledgerdaily"]
    assert "15 August 2026" in said["mergequeue"]
    assert "August" not in said["quillhaven"]


def test_the_fictional_story_is_published_around_the_turn_of_the_month(world: World) -> None:
    for article in telling(world, "F1"):
        assert date(2026, 6, 30) <= article.published.published_on <= date(2026, 7, 10)


def test_what_is_fictional_says_so_twice(world: World) -> None:
    for article in world.articles:
        if article.kind == "fictional":
            assert article.summary.endswith("(fictional)")
            assert article.pieces[-1].text.endswith("made up for a demonstration.")


def test_made_up_names_stand_in_fictional_articles_alone(world: World) -> None:
    for article in world.articles:
        made_up = re.search(r"\bQuill\b|Quillhaven|Northwind", whole_text(article))
        assert bool(made_up) == (article.kind == "fictional"), article.slug


def test_nobody_real_is_quoted(world: World) -> None:
    for article in world.articles:
        if article.kind != "fictional":
            assert not re.search('["“”«»„]', whole_text(article)), article.slug
            assert all(piece.kind != "quote" for piece in article.pieces), article.slug


def test_a_partial_lift_comes_before_the_full_one(world: World) -> None:
    imposed, partial, full = (min(one.released_at for one in telling(world, event)) for event in ("B1", "B14", "B18"))
    assert imposed < partial < full


def test_the_morning_in_hong_kong_falls_into_the_night_in_europe(world: World) -> None:
    article = next(one for one in telling(world, "A1") if one.outlet_id == "harbourpost")
    assert article.published.published_on == date(2026, 7, 6)
    assert article.released_at < NIGHTS[2]
    assert article.released_at == datetime(2026, 7, 6, 2, 5, tzinfo=UTC)


def test_articles_hold_no_filler(world: World) -> None:
    sentences = {text for filler in world.fillers.values() for pool in filler.pools.values() for text in pool}
    for article in world.articles:
        assert not sentences & {piece.text for piece in article.pieces}


def test_no_paragraph_stands_in_two_articles(world: World) -> None:
    counted = Counter(
        piece.text
        for article in world.articles
        for piece in article.pieces
        if piece.kind == "paragraph" and article.kind != "fictional"
    )
    assert [text for text, times in counted.items() if times > 1] == []


def test_two_loads_are_equal(world: World) -> None:
    assert load() == world


def test_an_outlet_that_is_not_there_is_an_error(world: World) -> None:
    with pytest.raises(KeyError):
        world.outlet("morningstar")
