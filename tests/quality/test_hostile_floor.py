"""No hostile string becomes more than text in any output. The strings are CC0; larger sets: ``make quality``."""

import hashlib

import pytest

from tests.quality import hostile_score
from tests.quality.hostile_score import failures, load_strings
from tests.quality.pages import FILLER
from tests.unit.render.readers import read_html

HOSTILE = FILLER.parent / "hostile"
STRINGS = load_strings(HOSTILE)


def test_the_strings_are_the_pinned_ones() -> None:
    listed = (HOSTILE / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    expected = {name: digest for digest, name in (line.split("  ") for line in listed)}
    found = {
        path.relative_to(HOSTILE).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in HOSTILE.glob("*/*.jsonl")
    }
    assert found == expected
    assert {name: len(strings) for name, strings in STRINGS.items()} == {"mail-header-text": 16, "sink-injection": 31}


@pytest.mark.parametrize("name", sorted(STRINGS))
def test_no_string_becomes_more_than_text(name: str) -> None:
    assert list(failures(STRINGS[name])) == []


def test_an_output_that_escapes_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hostile_score, "_OUTPUTS", {"naive": lambda texts: read_html(" ".join(texts)).tags})
    (found,) = failures(["<b>bold</b>", "plain"])
    assert found.startswith("naive: 1 parts in the place of 0")


def test_an_output_that_breaks_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hostile_score, "_OUTPUTS", {"naive": lambda texts: [int(text, 36) for text in texts]})
    (found,) = failures(["<"])
    assert found.startswith("naive: ValueError")
