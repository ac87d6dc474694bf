"""Learn anew how alike articles of one story are: ``python -m benchmarks.learn_stories DATA [OUT]``.

Writes spread.txt and weights.txt, the data of ``pipeline.analyse.stories``, into OUT (its own directory by default).
The spread is counted in texts of the repository that are ours to give away. The weights are fitted to pairs of
articles of DATA/cluster, ordinary news of several outlets and happenings of one kind; nothing of their text is kept.
Printed are figures out of fold: no pair is judged by weights that were fitted to a story, or to a topic, of either of
its articles. See docs/explanation/stories.md.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations_with_replacement
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from pipeline.analyse.cluster import JOIN, candidates
from pipeline.analyse.stories.linkage import Linkage
from pipeline.analyse.stories.pair import features, in_reach, weigh
from pipeline.analyse.stories.sketch import names, terms
from pipeline.analyse.stories.spread import Spread, keys
from tests.quality.pages import FILLER
from tests.quality.story_sets import Labelled, load_labelled, score_stories

DATA = FILLER.parent
OUT = Path("pipeline/analyse/stories/data")
FOLDS = 4
STRENGTH = 1.0  # C of scikit-learn: the inverse of the regularisation
FEWEST = 3  # texts in which a word has to occur to be counted
Table = dict[str, float]


class Pairs:
    """The pairs of a set that are compared at all: features, and whether they are one story."""

    def __init__(self, articles: Sequence[Labelled], *, dated: bool) -> None:
        articles = [one for one in articles if one.sketch]
        sketches = [one.sketch if dated else replace(one.sketch, published_on="") for one in articles]
        order = sorted(range(len(articles)), key=lambda number: sketches[number].order)
        self.articles = [articles[number] for number in order]
        sketches = [sketches[number] for number in order]
        rarity = Spread.of(sketches).rarity({key for one in sketches for key in keys(one)})
        weighed = [weigh(one, rarity) for one in sketches]
        self.pairs = [pair for pair in candidates(weighed) if in_reach(*(weighed[number] for number in pair))]
        self.features = [features(weighed[one], weighed[other], rarity) for one, other in self.pairs]
        self.same = np.array([self.articles[a].story == self.articles[b].story for a, b in self.pairs])

    def table(self, names: Sequence[str]) -> "np.ndarray":
        """One row of features for each pair."""
        return np.array([[found.get(name, 0.0) for name in names] for found in self.features])

    def folds(self) -> "np.ndarray":
        """The folds of both articles of each pair, by topic."""
        topics = sorted({one.topic for one in self.articles})
        random.Random(2).shuffle(topics)
        fold = {topic: number % FOLDS for number, topic in enumerate(topics)}
        return np.array([[fold[self.articles[number].topic] for number in pair] for pair in self.pairs])

    def figures(self, likely: Sequence[float], least: float) -> str:
        """Scores of the stories that some likelihoods give."""
        alone = [[number] for number in range(len(self.articles))]
        linkage = Linkage(alone, [""] * len(alone), apart=_never, least=least)
        told = [0] * len(alone)
        for story, members in enumerate(linkage.join(dict(zip(self.pairs, map(float, likely), strict=True)))):
            for number in members:
                told[number] = story
        scores = score_stories([one.story for one in self.articles], told)
        return f"BCubed F {scores.bcubed:.3f}  pairs P {scores.pair_precision:.3f} F {scores.pair:.3f}"


def _never(*_members: Sequence[int]) -> bool:
    return False


def texts() -> Iterator[tuple[str, str]]:
    """Title and text of what words are counted in: full articles and other prose."""
    for line in (DATA / "longform" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        yield article["title"], (DATA / "longform" / article["text_file"]).read_text(encoding="utf-8")
    for line in (DATA / "sentences" / "prose.jsonl").read_text(encoding="utf-8").splitlines():
        text = json.loads(line)
        yield text["title"], "\n".join(text["paragraphs"])


def write_spread(path: Path) -> None:
    """Count in how many texts each word occurs."""
    listed = list(texts())
    counts = Counter(key for title, text in listed for key in {*terms(title), *terms(text), *names(title, text)})
    lines = sorted(f"{key} {count}" for key, count in counts.items() if count >= FEWEST)
    path.write_text("\n".join([str(len(listed)), *lines, ""]), encoding="utf-8")


def fit(tables: Sequence["np.ndarray"], sets: Sequence[Pairs], chosen: Sequence["np.ndarray"]) -> "np.ndarray":
    """Weights of the features, the base last, fitted to the chosen pairs of each set."""
    rows = np.vstack([table[which] for table, which in zip(tables, chosen, strict=True)])
    same = np.concatenate([one.same[which] for one, which in zip(sets, chosen, strict=True)])
    spread = rows.std(0)
    spread[spread == 0] = 1
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(rows / spread, same)
    return np.append(model.coef_[0] / spread, model.intercept_)


def likely(table: "np.ndarray", weights: "np.ndarray") -> "np.ndarray":
    """The probability of each pair to be one story."""
    return 1 / (1 + np.exp(-table @ weights[:-1] - weights[-1]))


def out_of_fold(tables: Sequence["np.ndarray"], sets: Sequence[Pairs]) -> list["np.ndarray"]:
    """Each pair's probability by weights that were fitted to neither of its stories or topics."""
    folds = [one.folds() for one in sets]
    found = [np.zeros(len(one.pairs)) for one in sets]
    for fold, second in combinations_with_replacement(range(FOLDS), 2):
        weights = fit(tables, sets, [~np.isin(of, (fold, second)).any(axis=1) for of in folds])
        for table, of, one in zip(tables, folds, found, strict=True):
            held = (of == (fold, second)).all(axis=1) | (of == (second, fold)).all(axis=1)
            one[held] = likely(table[held], weights)
    return found


def main() -> None:
    """Learn, write what was learned, and print how good it is."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("out", nargs="?", type=Path, default=OUT)
    given = arguments.parse_args()
    write_spread(given.out / "spread.txt")
    news = load_labelled(given.data / "cluster" / "allsides_excerpts.dev.jsonl")
    alike = load_labelled(given.data / "cluster" / "ecbplus.dev.jsonl")
    sets = [
        Pairs(news, dated=True),
        Pairs(alike, dated=False),
    ]
    named = sorted({name for one in sets for found in one.features for name in found})
    tables = [one.table(named) for one in sets]
    for name, one, found in zip(("news", "alike"), sets, out_of_fold(tables, sets), strict=True):
        for least in (JOIN - 0.1, JOIN - 0.05, JOIN, JOIN + 0.05, JOIN + 0.1, JOIN + 0.15):
            print(f"{name:14} out of fold, joined from {least:.2f}: {one.figures(found, least)}")
    weights = fit(tables, sets, [np.ones(len(one.pairs), dtype=bool) for one in sets])
    lines = sorted(f"{name} {weight:+.2f}\n" for name, weight in zip([*named, "base"], weights, strict=True))
    (given.out / "weights.txt").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
