"""Learn anew how short texts tell a restriction, and who acts in them: ``python -m benchmarks.learn_short [OUT]``.

Writes classes.txt and actors.txt, the data of ``pipeline.analyse.short.weights``, into OUT (its ``data`` by default),
from the labelled digests of tests/quality/data. With ``--without topic`` a set is left out: measure on it then.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from pipeline.analyse.events.context import Context
from pipeline.analyse.events.tools import Tools
from pipeline.analyse.reading import prepare
from pipeline.analyse.short import weights
from pipeline.analyse.short.candidates import candidates
from pipeline.analyse.short.features import CLASSES, class_features
from pipeline.analyse.short.frames import find_frames
from pipeline.analyse.short.pieces import pieces
from tests.quality.event_gold import GoldArticle, labels_of, load_set, rows
from tests.quality.event_names import same_actor
from tests.quality.pages import parsed
from tests.quality.readings import gold_page

DATA = Path(__file__).parents[1] / "tests" / "quality" / "data"
SETS = {"topic": DATA / "topic" / "labels.jsonl"}  # the set "desks" is kept apart, to measure on
WORDING = DATA / "wording"
_ACTIONS = {
    "denied": ("deny", "denied"),
    "imposed": ("ban", "in_force"),
    "investigate": ("investigate", "proposed"),
    "lifted": ("lift", "lifted"),
    "proposed": ("propose", "proposed"),
}
STRENGTH = 1.0  # C of scikit-learn: the inverse of the regularisation
ACTOR_STRENGTH = 0.3
FEWEST = 2  # texts in which a feature has to occur
LEAST = 0.05  # smaller weights are left out


class Example(NamedTuple):
    """A text that tells a restriction: its class and features, and who could act, with whether it is right."""

    told: str
    features: set[str]
    actors: list[tuple[dict[str, float], bool]]


def gather(paths: Sequence[Path], hands: Sequence[Path], tools: Tools) -> Iterator[Example]:
    """The relevant texts of labelled sets, and of those that are labelled for their wording."""
    for hand in hands:
        for row in rows(hand):
            if row["relevant"] == "yes" and row.get("actor"):
                yield _example(_worded(row), {}, tools)
    for path in paths:
        gold = load_set(path)
        for article in gold.articles:
            if article.relevant == "yes" and article.labels:
                yield _example(article, gold.aliases, tools)


def _worded(row: dict[str, Any]) -> GoldArticle:
    """A text that is labelled for its wording."""
    action, status = _ACTIONS[row["class"]]
    event = {"actor": row["actor"], "action": action, "status": status, "targets": row["targets"]}
    return GoldArticle(
        article_id=row["id"],
        url="",
        title=row["title"],
        published=None,
        body=f"{row['title']}\n\n{row['text']}".encode(),
        content_type="text/plain; charset=utf-8",
        relevant="yes",
        story=row["id"],
        labels=labels_of({"events": [event]}),
    )


def _example(article: GoldArticle, aliases: Mapping[str, str], tools: Tools) -> Example:
    label = article.labels[0]
    told = "investigate" if label.told.action == "investigate" else label.told.kind
    title, read = tools.reader.read(parsed(gold_page(article)))
    sentences = pieces(read)
    context = Context(tools.lexicon, tools.language, title, sentences)
    found = candidates(sentences, context, tools)
    names = [name for one in article.labels for name in one.actors]
    actors = [
        (weights.in_class(one.features, told, len(found)), same_actor(names, one.named.name, aliases)) for one in found
    ]
    return Example(told, class_features(sentences, find_frames(sentences, tools.language)), actors)


def learn_classes(examples: Sequence[Example]) -> dict[str, list[float]]:
    """Weights of the features for each of ``CLASSES``."""
    counts = Counter(name for example in examples for name in example.features)
    rows = [{name: 1.0 for name in example.features if counts[name] >= FEWEST} for example in examples]
    table = DictVectorizer()
    matrix = table.fit_transform(rows)
    model = LogisticRegression(C=STRENGTH, max_iter=5000, class_weight="balanced")
    model.fit(matrix, [example.told for example in examples])
    assert tuple(model.classes_) == CLASSES
    learned = dict(zip(table.get_feature_names_out(), model.coef_.T.tolist(), strict=True))
    kept = {name: row for name, row in learned.items() if max(abs(weight) for weight in row) >= LEAST}
    return kept | {"base": model.intercept_.tolist()}


def learn_actors(examples: Sequence[Example]) -> dict[str, list[float]]:
    """Weights of the features of one who acts."""
    every = [one for example in examples for one in example.actors]
    counts = Counter(name for features, _ in every for name in features)
    rows = [{name: value for name, value in features.items() if counts[name] >= FEWEST} for features, _ in every]
    table = DictVectorizer()
    matrix = table.fit_transform(rows)
    model = LogisticRegression(C=ACTOR_STRENGTH, max_iter=5000)
    model.fit(matrix, [right for _, right in every])
    learned = {
        name: [weight]
        for name, weight in zip(table.get_feature_names_out(), model.coef_[0].tolist(), strict=True)
        if abs(weight) >= LEAST
    }
    return learned | {"base": [float(model.intercept_[0])]}


def write(path: Path, learned: dict[str, list[float]]) -> None:
    """A feature and its weights a line, sorted."""
    lines = (f"{name}\t{' '.join(f'{weight:+.2f}' for weight in row)}\n" for name, row in learned.items())
    path.write_text("".join(sorted(lines)), encoding="utf-8")


def main() -> None:
    """Learn, and write what was learned."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("out", nargs="?", type=Path, default=Path(weights.__file__).with_name("data"))
    ask.add_argument("--without", action="append", default=[], help="a set, or a hand of wording, that is left out")
    given = ask.parse_args()
    paths = [path for name, path in SETS.items() if name not in given.without and path.is_file()]
    hands = [path for path in sorted(WORDING.glob("*.jsonl")) if path.stem not in given.without]
    examples = list(gather(paths, hands, prepare()))
    given.out.mkdir(parents=True, exist_ok=True)
    write(given.out / "classes.txt", learn_classes(examples))
    write(given.out / "actors.txt", learn_actors(examples))
    print(f"{len(examples)} texts")


if __name__ == "__main__":
    main()
