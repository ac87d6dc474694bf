"""The scorers on made-up predictions whose result is known."""

import gzip
import json
from pathlib import Path

import pytest

from tests.quality.extract_score import score_texts
from tests.quality.filler_score import GoldPage, GoldSpan, Scores, load_gold, score, tokens
from tests.quality.measure import extract_lines
from tests.quality.pages import FILLER


@pytest.fixture(scope="module")
def golds() -> list[GoldPage]:
    return load_gold(FILLER)


def pieces(gold: GoldPage) -> list[GoldSpan]:
    return [span for block in gold["blocks"] for span in (block.get("spans") or [block])]


def scored(golds: list[GoldPage], *keep: bool | str) -> Scores:
    """Scores of a text that holds all pieces with one of these labels."""
    return score(golds, {g["id"]: "\n".join(p["text"] for p in pieces(g) if p["keep"] in keep) for g in golds})


def test_the_gold_text_is_perfect(golds: list[GoldPage]) -> None:
    scores = scored(golds, True)
    assert (scores.whole.f1, scores.mean_f1, scores.whole.chrome_share) == (1, 1, 1)
    assert scores.lost == scores.left == []


def test_what_may_go_either_way_does_not_count(golds: list[GoldPage]) -> None:
    assert scored(golds, True, "either").whole == scored(golds, True).whole


def test_everything_kept_drops_nothing(golds: list[GoldPage]) -> None:
    scores = scored(golds, True, False, "either")
    assert (scores.whole.recall, scores.whole.precision, scores.whole.f1, scores.mean_f1) == (0, 1, 0, 0)
    assert scores.lost == []
    assert scores.whole.chrome_share == 0


def test_nothing_kept_loses_everything(golds: list[GoldPage]) -> None:
    scores = score(golds, {})
    assert scores.whole.recall == 1
    assert scores.whole.lost == scores.whole.keep == len(scores.lost)


def test_layout_case_and_punctuation_do_not_count(golds: list[GoldPage]) -> None:
    texts = {g["id"]: "\n".join(p["text"] for p in pieces(g) if p["keep"] is True).upper() for g in golds}
    mangled = {name: " - ".join(text.replace("'", "’").split()) for name, text in texts.items()}
    assert score(golds, mangled).whole.f1 == 1


def test_one_fact_less_is_one_fact_lost(golds: list[GoldPage]) -> None:
    gold = golds[0]
    kept = [p["text"] for p in pieces(gold) if p["keep"] is True]
    kept.remove(max(kept, key=len))
    assert score([gold], {gold["id"]: "\n".join(kept)}).whole.lost == 1


def test_as_many_copies_count_as_the_text_holds() -> None:
    text = "one two three four five six seven"
    gold: GoldPage = {
        "id": "p",
        "site": "s",
        "clean": False,
        "url": "",
        "title": "",
        "author": None,
        "published": "",
        "language": "en",
        "blocks": [
            {"i": 0, "text": text, "label": "fact", "keep": True, "body": True},
            {"i": 1, "text": text, "label": "filler.repeat", "keep": False, "body": True},
        ],
    }
    once, twice = score([gold], {"p": text}), score([gold], {"p": f"{text}. {text}"})
    assert (once.whole.lost, once.whole.left) == (0, 0)
    assert (twice.whole.lost, twice.whole.left) == (0, 1)
    half = score([gold], {"p": "one two three four five"})
    assert half.whole.lost == 0


def test_chinese_is_counted_by_the_character() -> None:
    assert tokens("公司 bans 工具") == ["公", "司", "bans", "工", "具"]


def test_extraction_counts_shingles_of_four_words() -> None:
    scores = score_texts([("a b c d e", "a b c d e"), ("a b c d", "a b c d x")])
    assert (scores.precision, scores.recall, scores.exact, scores.pages) == (0.75, 1.0, 0.5, 2)
    assert scores.f1 == pytest.approx(2 * 0.75 / 1.75)


def test_extraction_of_nothing_scores_nothing() -> None:
    assert score_texts([("a b c d", "")]).f1 == 0
    assert score_texts([("a b", "a b")]).f1 == 1
    assert score_texts([]).f1 == 0


def test_extraction_is_measured_where_there_is_data(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    text = "Fabrikam has told its engineers to remove Nimbus by Friday, according to a memo that was seen by the Post."
    page = f"<html><body><article><h1>Ban</h1><p>{text}</p><p>{text[::-1]}</p></article></body></html>"
    (tmp_path / "html" / "one.html.gz").write_bytes(gzip.compress(page.encode()))
    (tmp_path / "html" / "two.html.gz").write_bytes(gzip.compress(b"%PDF-1.7"))
    gold = {
        "one": {"articleBody": f"{text} {text[::-1]}", "url": "https://news.example/1"},
        "two": {"articleBody": "x"},
    }
    (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    (line,) = extract_lines(tmp_path)
    assert line.startswith("extract: 4-gram F1 0.66")
    assert "2 pages" in line
