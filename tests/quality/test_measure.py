"""What ``make quality`` prints, on a made-up set beside the ones that ship with the tests."""

import json
from pathlib import Path

import pytest

from pipeline.analyse.events.tools import Tools
from pipeline.analyse.reading import prepare
from tests.quality.event_measures import measures
from tests.quality.event_score import Scores
from tests.quality.floors import Floors
from tests.quality.hostile_score import SETS
from tests.quality.measure import main, set_lines

TEXT = (
    "The haulage company Northwind Freight has forbidden its employees to use ChatGPT. The ban takes effect on 1 "
    "August 2026 and covers office staff and drivers.\n\nIt fears that data of its customers could leak to others.\n"
)


@pytest.fixture(scope="module")
def tools() -> Tools:
    return prepare()


def written(directory: Path, **changes: str) -> Path:
    """A set of one article with one event; gives the file of its labels."""
    event: dict[str, object] = {
        "actor": "Northwind Freight",
        "action": "ban",
        "status": "upcoming",
        "targets": ["ChatGPT"],
    }
    row: dict[str, object] = {"id": "one", "title": "Northwind Freight bans ChatGPT", "published": "2026-07-08"}
    row |= {"relevant": "yes", "story": "s", "text_file": "one.txt", "events": [event | changes]}
    labels = directory / "longform" / "gold.jsonl"
    labels.parent.mkdir()
    labels.with_name("one.txt").write_text(TEXT, encoding="utf-8")
    labels.write_text(json.dumps(row) + "\n\n", "utf-8")
    return labels


LEAST = Floors(least={"events, F1": 1, "effective, told of all": 1})


def test_a_set_that_is_read_as_it_is_labelled_breaks_no_floor(tmp_path: Path, tools: Tools) -> None:
    first, *lines = set_lines(written(tmp_path, effective="2026-08-01"), tools, LEAST)
    assert first == "longform: 1 articles"
    figures = {line[:44].strip(): line[44:].strip() for line in lines}
    assert figures["relevance, F1"] == figures["events, F1"] == figures["effective, told of all"] == "1.000"
    assert figures["soft told as a ban"] == "0"
    assert figures["soft told right"] == "nothing to count"
    assert len(lines) == len(figures) == len(measures(Scores(), Scores()))


def test_a_floor_that_is_broken_is_told_with_the_error(tmp_path: Path, tools: Tools) -> None:
    labels = written(tmp_path, effective="2026-08-02")
    lines = set_lines(labels, tools, LEAST)
    assert "  wrong day: one: Northwind Freight, ban, ChatGPT: 2026-08-01, not 2026-08-02" in lines
    assert lines[-1] == "  broken floor: undated: effective, wrong: 1.000 is above 0.000"
    assert not any("broken" in line for line in set_lines(labels, tools, None))


def test_all_is_printed_what_could_not_be_measured_too_and_a_broken_floor_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, effective="2026-08-02")
    assert main([str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("filler, cold: drop F1")
    assert [line.split()[0] for line in lines[1:8]] == ["c10", "c6", "c8", "m1", "m3", "m4", "all"]
    assert "world: 73 articles" in lines
    assert f"topic: not measured (no data at {tmp_path}/topic)" in lines
    assert any(line.startswith("stream 1: ") for line in lines)
    assert lines[-10:] == [
        f"stream of 5000 entries: not measured (no data at {tmp_path}/cluster)",
        f"extract: not measured (no data at {tmp_path}/extract/dev)",
        f"robots: not measured (no data at {tmp_path}/trust/robots-google)",
        *(f"hostile {name}: not measured (no data at {tmp_path}/trust/{name})" for name in SETS),
        f"prompt-injection-bipia: not measured (no data at {tmp_path}/trust/prompt-injection-bipia)",
        f"prompt-injection-own: not measured (no data at {tmp_path}/trust/prompt-injection-own)",
    ]
