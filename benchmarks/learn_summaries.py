"""Learn anew what a good summary is: ``python -m benchmarks.learn_summaries DATA [OUT]``.

Writes weights.txt, the data of ``pipeline.brief.summary``, into OUT (its own directory by default). A ridge regression
is fitted to choices of sentences of DATA/cluster/allsides_*, ordinary news of one to three outlets, by their ROUGE
against the summary that an editor wrote, each within its group; nothing of their text is kept. Printed are figures out
of fold: no group is summarised by weights that were fitted to it. See docs/explanation/summaries.md.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from sklearn.linear_model import Ridge

from pipeline.brief.summary.choose import WORDS, allowed, in_reading_order, prepare
from pipeline.brief.summary.traits import TRAITS, Group, Rated
from tests.quality.rouge import Rouge, mean, rouge
from tests.quality.summary_sets import Told, lead, load_told

OUT = Path("pipeline/brief/summary/data")
FOLDS = 10
STRENGTH = 100.0  # of the regularisation
FEW = 9  # sentences of which every choice is looked at; of more, some at random
LARGEST = 6  # sentences in a choice
DRAWN = 250


class Choices:
    """The choices of one group: their traits and their scores, each score of three."""

    def __init__(self, told: Told, draw: random.Random) -> None:
        group = prepare(told.texts, WORDS)
        listed = list(_choices(group, draw))
        texts = [" ".join(one.sentence.text for one in in_reading_order(chosen, told.texts)) for chosen in listed]
        self.scores = [rouge(told.summary, text, limit=WORDS) for text in texts]
        self.traits = np.array([group.traits(chosen) for chosen in listed]).reshape(len(listed), len(TRAITS))
        self.points = np.array([sum(score) for score in self.scores])

    def score(self, weights: "np.ndarray") -> Rouge:
        """That of the choice which some weights make."""
        return self.scores[int(np.argmax(self.traits @ weights))] if self.scores else Rouge(0, 0, 0)


def _choices(group: Group, draw: random.Random) -> Iterator[tuple[Rated, ...]]:
    rated = group.rated
    if len(rated) <= FEW:
        every = (chosen for size in range(1, LARGEST + 1) for chosen in combinations(rated, size))
        yield from (chosen for chosen in every if allowed(chosen, group, {}))
        return
    yield from ((one,) for one in rated)
    drawn = (tuple(draw.sample(rated, draw.randint(2, 4))) for _ in range(DRAWN))
    yield from (chosen for chosen in drawn if allowed(chosen, group, {}))


def fit(groups: Sequence[Choices]) -> "np.ndarray":
    """Weights of the traits; what differs between groups does not count."""
    groups = [one for one in groups if len(one.points) > 1]
    rows = np.vstack([one.traits - one.traits.mean(0) for one in groups])
    points = np.concatenate([one.points - one.points.mean() for one in groups])
    spread = rows.std(0)
    spread[spread == 0] = 1
    counts = np.concatenate([np.full(len(one.points), len(one.points) ** -0.5) for one in groups])
    return Ridge(STRENGTH, fit_intercept=False).fit(rows / spread, points, sample_weight=counts).coef_ / spread


def out_of_fold(groups: Sequence[Choices], draw: random.Random) -> Rouge:
    """The mean score of summaries by weights that were fitted to other groups."""
    order = list(range(len(groups)))
    draw.shuffle(order)
    scores = []
    for fold in range(FOLDS):
        held = order[fold::FOLDS]
        weights = fit([groups[number] for number in order if number not in held])
        scores += [groups[number].score(weights) for number in held]
    return mean(scores)


def main() -> None:
    """Learn, write what was learned, and print how good it is."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("out", nargs="?", type=Path, default=OUT)
    given = arguments.parse_args()
    told = load_told(
        given.data / "cluster" / "allsides_roundups.dev.jsonl", given.data / "cluster" / "allsides_excerpts.dev.jsonl"
    )
    draw = random.Random(5)
    groups = [Choices(one, draw) for one in told]
    print(_line("lead", mean([rouge(one.summary, lead(one.texts), limit=WORDS) for one in told])))
    for number in range(3):
        print(_line(f"out of fold, draw {number + 1}", out_of_fold(groups, random.Random(number))))
    weights = fit(groups)
    print(_line("fitted", mean([one.score(weights) for one in groups])))
    lines = sorted(f"{name} {weight:+.3f}\n" for name, weight in zip(TRAITS, weights, strict=True))
    (given.out / "weights.txt").write_text("".join(lines), encoding="utf-8")


def _line(name: str, score: Rouge) -> str:
    return f"{name:20} R1 {100 * score.one:.2f}  R2 {100 * score.two:.2f}  RL {100 * score.longest:.2f}"


if __name__ == "__main__":
    main()
