"""missed.yaml is read, and added to with everything else left as it stands."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.config.missed import read_missed, with_case
from pipeline.model.errors import ConfigError, UsageError
from pipeline.model.missed import MissedCase

CASE = MissedCase(
    url="https://a.example/1",
    title="Port: “no more” Quill",
    expected="relevant",
    why="names no AI tool",
    on=date(2026, 7, 13),
    text="First.\n\nSecond: with a colon.",
    published="2026-07-08",
)
OTHER = MissedCase(url="https://a.example/2", title="Two", expected="restriction", why="", on=date(2026, 7, 14))


def kept(folder: Path, text: str) -> tuple[MissedCase, ...]:
    (folder / "missed.yaml").write_text(text, encoding="utf-8")
    return read_missed(folder / "feeds.yaml")


def test_without_the_file_there_is_none(tmp_path: Path) -> None:
    assert read_missed(tmp_path / "feeds.yaml") == ()


def test_a_case_is_read_as_it_was_written(tmp_path: Path) -> None:
    first = with_case("", CASE)
    both = with_case(first, OTHER)
    assert both.startswith(first)
    assert kept(tmp_path, both) == (CASE, OTHER)


def test_comments_and_forms_of_its_own_stay(tmp_path: Path) -> None:
    text = "# ours\nmissed:\n  - {url: 'https://b.example/3', title: Three, on: 2026-07-01}  # why\n"
    made = with_case(text, OTHER)
    assert made.startswith(text)
    assert [case.title for case in kept(tmp_path, made)] == ["Three", "Two"]


@pytest.mark.parametrize(
    "text", ["missed: [{url: 'https://b.example/3', title: Three, on: 2026-07-01}]\n", "missed: []\n"]
)
def test_a_form_that_cannot_be_added_to_is_left_alone(text: str) -> None:
    with pytest.raises(UsageError, match=r"better changed by hand; add under missed:\n- url: https://a.example/2"):
        with_case(text, OTHER)


def test_what_is_wrong_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"missed.yaml:2: missed\[0\].expected: 'all' is not known; write 'opened'"):
        kept(tmp_path, "missed:\n  - {url: 'https://b.example/3', title: Three, on: 2026-07-01, expected: all}\n")
