"""Whole outputs stay as they are until somebody looks at the difference and wants it."""

import pytest

from tests.golden.outputs import COMMAND, EXPECTED, difference, kept_paths, outputs

MADE = outputs()


@pytest.mark.parametrize("path", sorted(MADE))
def test_the_output_is_the_one_that_is_kept(path: str) -> None:
    found = difference(path, MADE[path])
    assert not found, f"\n{found}\n\nIf this is meant: {COMMAND}"


def test_nothing_else_is_kept() -> None:
    assert kept_paths() == set(MADE), f"files come and go with: {COMMAND}"


def test_making_them_twice_gives_the_same() -> None:
    assert outputs() == MADE


def test_a_difference_is_shown_line_by_line() -> None:
    path = "mail/quiet.txt"
    found = difference(path, MADE[path].replace("A quiet week", "A loud week"))
    assert "-A quiet week: no restriction was announced" in found
    assert "+A loud week: no restriction was announced" in found
    assert len(found.splitlines()) < 12


def test_a_missing_file_differs_in_every_line() -> None:
    found = difference("mail/never.txt", "one\ntwo\n")
    assert "+one" in found
    assert "+two" in found


def test_a_difference_in_line_ends_is_one_too() -> None:
    path = "mail/quiet.txt"
    assert difference(path, MADE[path].rstrip("\n")) == "only the ends of lines differ"


def test_the_outputs_are_kept_beside_this_test() -> None:
    assert EXPECTED.is_dir()
