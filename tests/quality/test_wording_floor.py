"""How well texts are told apart by their wording: the sets that the weights were learned from, so that none breaks.

What the score is worth on texts that it was not learned from, ``python -m benchmarks.learn_wording --each`` measures.
"""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.analyse import wording
from pipeline.analyse.reading import prepare
from tests.unit.records import article

DATA = Path(__file__).parent / "data"
RECALL = 0.7
FALSE = 0.05


@pytest.mark.parametrize("name", ["desks", "wording"])
def test_the_texts_are_the_pinned_ones(name: str) -> None:
    folder = DATA / name
    listed = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    expected = {name: digest for digest, name in (line.split("  ") for line in listed)}
    files = [path for path in folder.rglob("*") if path.is_file() and path.name not in ("SHA256SUMS", "LICENSE")]
    assert {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files} == expected


def test_most_texts_that_tell_of_a_restriction_are_worded_so_and_few_others_are() -> None:
    tools = prepare()
    told: list[bool] = []
    others: list[bool] = []
    for path in sorted((DATA / "wording").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            read = tools.reader.read(replace(article(text=row["text"]), title=row["title"]))
            worded = wording.weigh(*read, tools.lexicon.vendors)
            (told if row["relevant"] == "yes" else others).append(worded.telling)
    assert sum(told) >= RECALL * len(told), f"{sum(told)} of {len(told)}"
    assert sum(others) <= FALSE * len(others), f"{sum(others)} of {len(others)}"
