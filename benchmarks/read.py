"""Reading side by side with scikit-learn's TF-IDF: ``make reading``, or ``python -m benchmarks.read --help``.

Both go through the same articles, in turns, in one process that has been through all of them once untimed. What counts
is the ratio of a round, whose members met the same machine; docs/explanation/speed.md says more.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from sklearn.feature_extraction.text import TfidfVectorizer

from pipeline.analyse.reading import analyse, prepare
from pipeline.model.article import Article
from tests.quality.event_gold import load_set
from tests.quality.readings import read_stories

LONGFORM = Path(__file__).parents[1] / "tests" / "quality" / "data" / "longform" / "gold.jsonl"


def articles(file: Path) -> list[Article]:
    """The parsed articles of a labelled set."""
    stories = read_stories(load_set(file).articles, prepare())
    return [read.article for story in stories for read in story]


def vectorise(texts: Sequence[str], **options: object) -> None:
    """Term weights of all texts, as a classifier would want them."""
    TfidfVectorizer(**options).fit_transform(texts)


def spent(work: Callable[[], object]) -> float:
    """CPU seconds of one run."""
    before = time.process_time()
    work()
    return time.process_time() - before


def lines(read: Sequence[Article], rounds: int) -> list[str]:
    """CPU milliseconds an article, and the ratio of reading to each other, over all rounds."""
    tools, texts = prepare(), [article.text for article in read]
    contenders: dict[str, Callable[[], object]] = {
        "offlimits: relevance and events": lambda: [analyse(article, tools) for article in read],
        "tf-idf, words and pairs": lambda: vectorise(texts, ngram_range=(1, 2)),
        "tf-idf, letters by 3 to 5": lambda: vectorise(texts, analyzer="char_wb", ngram_range=(3, 5)),
    }
    for work in contenders.values():
        work()
    told = [{name: spent(work) for name, work in contenders.items()} for _ in range(rounds)]
    ours = next(iter(contenders))
    table = []
    for name in contenders:
        each = [1000 * one[name] / len(read) for one in told]
        ratio = median(one[ours] / one[name] for one in told)
        table.append(f"{name:34} {median(each):7.2f} ms ({min(each):.2f}-{max(each):.2f})  ratio {ratio:6.2f}")
    return table


def _main() -> None:
    parser = argparse.ArgumentParser(description="Reading, side by side with scikit-learn's TF-IDF.")
    parser.add_argument(
        "file", type=Path, nargs="?", default=LONGFORM, help="labels of a set, with its texts beside it"
    )
    parser.add_argument("--rounds", type=int, default=9)
    given = parser.parse_args()
    read = articles(given.file)
    print(f"{len(read)} articles of {sum(len(article.text) for article in read) // len(read)} letters on average")
    print("\n".join(lines(read, given.rounds)))


if __name__ == "__main__":
    _main()
