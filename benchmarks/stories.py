"""Grouping a window side by side with vectorising it: ``python -m benchmarks.stories [--articles 10000]``.

The window is made up: stories of one to five articles within two days, of words that are as common as words are, with
names of their own, and a copy now and then. What counts is the ratio to TF-IDF vectorising of the same texts by
scikit-learn, in the same run; docs/explanation/stories.md tells of it.
"""

import argparse
import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.measure import resident_mib
from pipeline.analyse.cluster import group
from pipeline.analyse.read import Read
from pipeline.analyse.stories.sketch import sketch
from pipeline.model.article import Article, Block
from pipeline.model.event import Analysis, Story
from pipeline.text.dates import published

SEED = 11
VOCABULARY = 30_000
WORDS = 400  # in an article
DAYS = 14
OWN = 25  # words that a story uses often
SHARE = 0.25  # of its words that are such
NEW = 200  # articles of one night


def window(count: int) -> Iterator[tuple[str, str, str]]:
    """Day, title and text of so many articles."""
    draw = random.Random(SEED)
    vocabulary = ["".join(draw.choices("abcdefghiklmnoprstuvw", k=draw.randint(3, 10))) for _ in range(VOCABULARY)]
    heights = list(accumulate(1 / (rank + 10) for rank in range(VOCABULARY)))
    made = 0
    while made < count:
        own = [word.capitalize() for word in draw.choices(vocabulary, k=OWN)]
        day = date(2026, 7, 1) + timedelta(days=draw.randrange(DAYS))
        for _ in range(min(draw.randint(1, 5), count - made)):
            words = draw.choices(vocabulary, cum_weights=heights, k=WORDS)
            text = [draw.choice(own) if draw.random() < SHARE else word for word in words]
            sentences = (" ".join(text[i : i + 20]) for i in range(0, WORDS, 20))
            yield (day + timedelta(days=draw.randrange(2))).isoformat(), " ".join(text[:8]), ". ".join(sentences) + "."
            made += 1


def read(number: int, day: str, title: str, text: str) -> Read:
    """An article of the window."""
    name = f"{number:06}"
    article = Article(
        article_id=name,
        snapshot_id="",
        source_id="",
        outlet="",
        url=f"https://{name}.example/",
        title=title,
        author="",
        language="en",
        published=published(day),
        blocks=(Block(order=0, para=0, kind="paragraph", text=text),),
    )
    return Read(article=article, analysis=Analysis(article_id=name, relevant=True, score=1.0, why=()))


def main() -> None:
    """Measure, and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--articles", type=int, default=10_000)
    count = arguments.parse_args().articles
    articles = list(window(count))
    before = time.process_time()
    TfidfVectorizer().fit_transform([f"{title} {text}" for _, title, text in articles])
    base = time.process_time() - before
    start = resident_mib()
    before = time.process_time()
    sketches = [sketch(read(number, *article)) for number, article in enumerate(articles)]
    drawn = time.process_time() - before
    stories = group(sketches)
    spent = time.process_time() - before
    print(f"{count} articles, {len(stories)} stories")
    print(f"  vectorised by scikit-learn {base:6.1f} s")
    print(f"  sketches                   {drawn:6.1f} s  ratio {drawn / base:.2f}")
    print(f"  sketches and stories       {spent:6.1f} s  ratio {spent / base:.2f}  {resident_mib() - start:.0f} MiB")
    ordered = sorted(sketches, key=lambda one: one.order)
    late = {one.article_id for one in ordered[-NEW:]}
    known = [
        Story(story_id=str(number), title="", first_published=None, article_ids=tuple(ids))
        for number, story in enumerate(stories)
        if (ids := [one.article_id for one in story.articles if one.article_id not in late])
    ]
    before = time.process_time()
    group(sketches, known)
    print(f"  a night of {NEW} among them  {time.process_time() - before:6.1f} s, all sketches in memory")


if __name__ == "__main__":
    main()
