"""Cases of what was missed walk the pipe again, and say where they are lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.analyse.reading import prepare
from pipeline.model.missed import Expected, MissedCase
from pipeline.nightly.missing import case_of, try_again
from pipeline.nightly.reading import analyse, parse
from pipeline.nightly.registering import take_in
from pipeline.store.store import Store
from tests.unit.nightly.test_preview import BARE
from tests.unit.nightly.towns import BAN, BAN_TITLE, HARBOUR, NAMES, PICNIC, PICNIC_TITLE, QUEUE, Town, fill
from tests.unit.nightly.webs import LoopbackWeb

BAN_URL, PICNIC_URL = "http://harbourpost.example/ban", "http://harbourpost.example/picnic"
CHOOSY = replace(HARBOUR, whole=False)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with LoopbackWeb() as web, Store(tmp_path / "data", busy_ms=1) as store:
        fill(web)
        yield Town(tmp_path / "data", store, prepare(NAMES), web)


def case(title: str = BAN_TITLE, text: tuple[str, ...] = BAN, expected: Expected = "restriction") -> MissedCase:
    return MissedCase(
        url="https://far.example/1",
        title=title,
        expected=expected,
        why="",
        on=date(2026, 7, 13),
        text="\n\n".join(text),
        published="2026-07-08",
    )


def test_a_case_is_made_of_what_is_known_of_an_address(town: Town) -> None:
    town.fetch()
    made = case_of(town.house(), BAN_URL + "?utm_source=x", expected="event", why="not relevant")
    assert (made.title, made.published, made.expected, made.why) == (BAN_TITLE, "2026-07-08", "event", "not relevant")
    assert made.on == date(2026, 7, 13)
    assert made.text == ""


def test_a_case_of_an_unknown_address_has_the_words_of_its_address(town: Town) -> None:
    assert (
        case_of(town.house(), "https://far.example/port-bans-quill", expected="opened", why="").title
        == "port bans quill"
    )


@pytest.mark.parametrize("expected", ["opened", "relevant", "event"])
def test_what_comes_as_far_as_it_should_is_caught(town: Town, expected: Expected) -> None:
    tried = try_again(town.house(), case(expected=expected))
    assert tried.caught, tried.words


def test_what_the_filter_would_pass_over_is_missed_there(town: Town) -> None:
    tried = try_again(town.house(), case(PICNIC_TITLE, PICNIC, "opened"))
    assert (tried.caught, tried.words) == (False, "by title and summary: names no AI tool")


def test_what_is_not_about_the_subject_is_missed_by_its_score(town: Town) -> None:
    tried = try_again(town.house(), case(BAN_TITLE.replace("bans", "loves"), PICNIC, "relevant"))
    assert not tried.caught


def test_the_gate_has_its_say_of_an_article_alone(town: Town) -> None:
    tried = try_again(town.house(), case())
    assert not tried.caught  # nobody has listed its host
    assert tried.words.startswith("a candidate; it needs ")


def test_a_row_that_rests_on_it_is_enough(town: Town) -> None:
    town.fetch()
    parse(town.house())
    analyse(town.house())
    take_in(town.house())
    stored = replace(case(), url=BAN_URL, text="")
    tried = try_again(town.house(), stored)
    assert (tried.caught, tried.words) == (True, "evidence of AIR-2026-0001")
    picnic = replace(case(PICNIC_TITLE), url=PICNIC_URL, text="")
    assert try_again(town.house(), picnic).caught is False


def test_names_that_were_added_catch_it(town: Town) -> None:
    bare = replace(town.house(), tools=prepare())
    told = case(text=BARE, expected="event")
    assert not try_again(bare, told).caught
    assert try_again(town.house(), told).caught


def test_without_its_page_or_a_text_it_cannot_be_read(town: Town) -> None:
    tried = try_again(town.house(sources=(CHOOSY, QUEUE)), replace(case(), text=""))
    assert (tried.caught, tried.words.partition(",")[0]) == (False, "its page is not stored")
