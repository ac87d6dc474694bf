"""Summaries: of groups of texts, and of the reports of a restriction."""

import json
import shutil
from pathlib import Path

import pytest

from pipeline.store.store import Store
from tests.unit.brief.test_summary import BANK, LEAK, TITLE
from tests.unit.cli.calls import call, refused
from tests.unit.cli.houses import BAN, House


@pytest.fixture
def groups(tmp_path: Path) -> Path:
    path = tmp_path / "groups.jsonl"
    articles = [{"id": "a", "title": TITLE, "text": f"{BANK} {LEAK}"}]
    path.write_text(json.dumps({"label": "bank", "articles": articles}) + "\nno JSON\n", encoding="utf-8")
    return path


def test_a_line_goes_in_and_a_line_comes_out(groups: Path) -> None:
    called = call("summarise", "--jsonl", groups)
    assert (called.code, called.err) == (0, "")
    good, bad = map(json.loads, called.lines)
    assert (good["label"], good["summary"]) == ("bank", BANK)
    assert good["sentences"] == [{"id": "a", "start": 0, "end": len(BANK)}]
    assert good["sources"] == [f"{BANK} {LEAK}"]
    assert bad["error"].startswith("line 2: no JSON")


def test_a_summary_is_no_longer_than_it_was_asked_for(groups: Path) -> None:
    assert json.loads(call("summarise", "--jsonl", groups, "--words", "3").lines[0])["summary"] == ""


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_what_is_no_file_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    assert "name a file of JSON lines" in refused(call("summarise", "--jsonl", tmp_path / name))


def test_show_tells_what_the_reports_say_with_the_address_of_each_sentence(filled: House) -> None:
    lines = filled.call("show", BAN).lines
    told = lines[lines.index("in the words of its reports") :]
    places = [line.split() for line in told if line.startswith("    article ")]
    assert places
    with Store(filled.data) as store:
        for _, name, _, number, start, _, end in places:
            (article,) = store.articles.articles([name.rstrip(",")])
            block = article.blocks[int(number.rstrip(","))]
            sentence = block.text[int(start) : int(end)]
            assert block.kept
            assert f"“{sentence}”" in " ".join(line.strip() for line in told)


@pytest.mark.parametrize("text", [None, "sources: 7\n"])
def test_without_terms_that_can_be_read_no_report_is_quoted(filled: House, tmp_path: Path, text: str | None) -> None:
    house = House(Path(shutil.copytree(filled.folder, tmp_path / "copy")))
    if text is None:
        house.config.unlink()
        called = call("--data", house.data, "show", BAN)
    else:
        house.config.write_text(text, encoding="utf-8")
        called = house.call("show", BAN)
    assert called.code == 0
    assert "in the words of its reports" not in called.lines
