"""Learn anew how texts that tell of a restriction are worded: ``python -m benchmarks.learn_wording [--each]``.

Writes wording.txt, the data of ``pipeline.analyse.wording``, from the labelled texts of tests/quality/data. With
``--each`` nothing is written: each set in turn is left out of the learning and measured, which is how the threshold
was chosen and what docs/explanation/reading.md tells of.
"""

import argparse
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from pipeline.analyse import reading, wording
from pipeline.analyse.events.sentence import Sentence
from pipeline.model.article import Article
from tests.quality.event_gold import load_set, rows
from tests.quality.pages import parsed
from tests.quality.readings import LONGFORM_FILE, QUIET_FILE, TOPIC_FILE, gold_page, world_set
from tests.unit.parse.pages import plain_page, said

DATA = Path("tests/quality/data")
CORPORA = DATA / "wording"
OUT = Path("pipeline/analyse/lexicon/data/wording.txt")
SETS = {
    "desks": DATA / "desks" / "labels.jsonl",
    "longform": LONGFORM_FILE,
    "quiet": QUIET_FILE,
    "topic": TOPIC_FILE,
    **{f"corpus {path.stem}": path for path in sorted(CORPORA.glob("*.jsonl"))},
}
STRENGTH = 0.2  # C of scikit-learn: the inverse of the regularisation
FEWEST = 3  # texts in which a feature has to occur
LEAST = 0.01  # weights that are smaller are left out
OTHERS = 2.0  # weight of an article that tells of none, over all its windows
ALLOWED = 0.05  # share of texts of other subjects that may be taken for one, where sets are compared

Labelled = dict[str, Any]
Window = Mapping[str, str]


class Text(NamedTuple):
    """A labelled text: whether it tells of a restriction, its windows, and which of them tell it."""

    relevant: bool
    windows: list[Window]
    telling: list[bool]


def of_set(path: Path, tools: reading.Tools) -> Iterator[Text]:
    """The texts of a set; those on the border, and those that tell an old one, are left out."""
    pages = {} if path.parent == CORPORA else {gold.article_id: gold_page(gold) for gold in load_set(path).articles}
    for row in rows(path):
        if row["relevant"] == "borderline" or row.get("background"):
            continue
        page = pages.get(row["id"]) or plain_page(row["text"], given=said(title=row["title"]), article_id=row["id"])
        yield _text(parsed(page), row, tools)


def of_world(tools: reading.Tools) -> Iterator[Text]:
    """The pages of the sample world."""
    for gold in world_set().articles:
        if gold.relevant != "borderline":
            yield _text(parsed(gold_page(gold)), {"relevant": gold.relevant}, tools)


def _text(article: Article, row: Labelled, tools: reading.Tools) -> Text:
    vendors = tools.lexicon.vendors
    title, sentences = tools.reader.read(article)
    relevant = row["relevant"] == "yes"
    if not wording.may_matter(title, sentences, vendors):
        return Text(relevant, [], [])
    found = list(wording.windows(title, sentences, vendors))
    return Text(relevant, found, _telling(row, sentences, len(found)))


def _telling(row: Labelled, sentences: tuple[Sentence, ...], count: int) -> list[bool]:
    """Which windows hold a sentence that tells the restriction; the first, where nobody marked one."""
    said = row.get("statements") or [row.get("statement")]
    said += [event.get("evidence", {}).get("action") for event in row.get("events", [])]
    told = [" ".join(one.split()) for one in said if one]
    body = [sentence for sentence in sentences if sentence.kind != "title"]
    marked = [any(sentence.text in one or one in sentence.text for one in told) for sentence in body]
    starts = wording.starts(len(body))
    inside = [any(marked[start : start + wording.WINDOW]) for start in starts]
    return inside if any(inside) else [number == 0 for number in range(count)]


def learn(texts: Iterable[Text]) -> dict[str, float]:
    """Weights of features, and the base."""
    rows: list[dict[str, float]] = []
    labels: list[bool] = []
    weights: list[float] = []
    for text in texts:
        for window, tells in zip(text.windows, text.telling, strict=True):
            if text.relevant and not tells:
                continue
            rows.append(dict.fromkeys(window, 1.0))
            labels.append(text.relevant)
            weights.append(1.0 if text.relevant else min(1.0, OTHERS / len(text.windows)))
    table = DictVectorizer()
    matrix = table.fit_transform(rows)
    often = np.asarray((matrix != 0).sum(axis=0)).ravel() >= FEWEST
    model = LogisticRegression(C=STRENGTH, max_iter=5000, class_weight="balanced")
    model.fit(matrix[:, often], labels, sample_weight=weights)
    names = table.get_feature_names_out()[often]
    found = {name: float(weight) for name, weight in zip(names, model.coef_[0], strict=True) if abs(weight) >= LEAST}
    return found | {"base": float(model.intercept_[0])}


def main() -> None:
    """Learn and write, or leave each set out in turn and measure it."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--each", action="store_true", help="measure each set with the weights learned from the others")
    each = given.parse_args().each
    tools = reading.prepare()
    sets = {name: list(of_set(path, tools)) for name, path in SETS.items()} | {"world": list(of_world(tools))}
    if each:
        for name, texts in sets.items():
            print(f"{name}: {_measured(texts, learn(text for other in sets if other != name for text in sets[other]))}")
        return
    weights = learn(text for texts in sets.values() for text in texts)
    OUT.write_text("".join(sorted(f"{name} {weight:+.2f}\n" for name, weight in weights.items())), encoding="utf-8")
    print(f"learned {len(weights)} features from {sum(map(len, sets.values()))} texts")


def _measured(texts: list[Text], weights: Mapping[str, float]) -> str:
    scores = [wording.weighed(text.windows, weights).score if text.windows else 0.0 for text in texts]
    other = sorted(score for score, text in zip(scores, texts, strict=True) if not text.relevant)
    bound = other[max(0, round(len(other) * (1 - ALLOWED)) - 1)]
    told = [score for score, text in zip(scores, texts, strict=True) if text.relevant]
    area = roc_auc_score([text.relevant for text in texts], scores)
    return (
        f"area {area:.3f}, recall {sum(score > bound for score in told) / len(told):.3f} where {ALLOWED:.0%} of"
        f" {len(other)} others pass (from {bound:.2f})"
    )


if __name__ == "__main__":
    main()
