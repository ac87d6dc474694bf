"""Learn what filler is anew, from the labelled texts of tests/quality/data: ``python -m benchmarks.learn [OUT]``.

Writes features.txt and weights.txt, the data of ``pipeline.parse.advice``, into OUT (pipeline/parse/data by default).
With ``--without a`` everything by one hand is left out: that is how the thresholds of ``pipeline.parse.generic`` were
chosen, and what docs/explanation/filler.md tells of. Never measure on texts of a hand that was learned from.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from pipeline.parse import advice
from pipeline.parse.draft import Draft
from pipeline.parse.facts import Names, Tokens
from pipeline.parse.headings import below, remarks
from pipeline.parse.pieces import rebuild
from pipeline.parse.plain import cut_plain
from pipeline.parse.sheet import Sentence, Sheet, Spot, lay_out
from pipeline.text.stems import stem
from tests.quality.filler_score import GoldPage, load_gold, tokens
from tests.quality.pages import FILLER, HANDS, filler_page, parsed

DATA = FILLER.parent
LEARNED = ("a", "b", "d")  # hand e is kept apart
STRENGTH = 1.0  # C of scikit-learn: the inverse of the regularisation
PROSE = 0.1  # weight of a sentence of prose; with more of it, mills that write well are not found
LONGFORM = 0.5  # weight of a sentence of a report
FEWEST = 3.0  # sentences in which a stem has to occur; those of little weight count an eighth
PREVALENCE = -0.5  # added to the base: there is more filler among these texts than on the pages that are read
LEAST = 0.15  # weights of words that are smaller are left out
MILL = "lf-d11"
FILLER_LABELS = ("filler.advice", "filler.template", "filler.repeat")

Row = dict[str, float]


class Example(NamedTuple):
    """A sentence to learn from: who wrote it, whether it is filler, its features, and its weight."""

    hand: str
    filler: bool
    features: Row
    weight: float


def of_form(text: str, words: list[str], stems: list[str], names: Iterable[str]) -> Row:
    """The features that a sentence has by itself; those of words begin with "w:"."""
    reading = advice._Reading(  # noqa: SLF001 - the features are learned where they are read
        text.casefold().replace("’", "'"),
        words,
        stems,
        advice.content(words, stems),
        advice._meant(advice._AUDIENCE, words, stems),  # noqa: SLF001
    )
    found = {name: float(test(reading)) for name, test in advice._FEATURES.items()}  # noqa: SLF001
    known = {one for one, word in zip(stems, words, strict=True) if word not in names and one.isalpha()}
    return found | {f"w:{one}": 1.0 for one in known}


def alone(text: str) -> Row:
    """The features of a sentence that stands alone."""
    cut = Tokens.of(text)
    facts = Names([cut], "").facts(cut)
    words = [part for word in cut.bare for part in word.split("-")]
    found = of_form(text, words, [stem(word) for word in words], facts.names)
    found["new names"] = min(2, len(facts.names))
    found["new numbers"] = min(2, len(facts.numbers))
    found["quotation"] = float(bool(re.search('["“”]', text)))
    return found


def in_place(sheet: Sheet, one: Sentence, *, remark: bool) -> Row:
    """The features of a sentence in its article."""
    told = len(sheet.in_topic(one)) / len(one.topic) if one.topic else 0.0
    return of_form(one.text, list(one.words), list(one.stems), one.facts.names) | {
        "below a heading for remarks": float(remark),
        "in an article": 1.0,
        "names the story": float(bool(one.facts.names - one.fresh.names)),
        "new names": min(2, len(one.fresh.names)),
        "new numbers": min(2, len(one.fresh.numbers)),
        "quotation": float(one.facts.quotes),
        "words of the story": told,
    }


def of_sheet(hand: str, sheet: Sheet, labels: dict[Spot, bool], weight: float) -> Iterator[Example]:
    """The labelled sentences of an article."""
    for i, line, heading in below(sheet):
        remark = heading is not None and remarks(heading)
        for s, one in enumerate(line.sentences if line.prose else ()):
            if Spot(i, s) in labels:
                yield Example(hand, labels[Spot(i, s)], in_place(sheet, one, remark=remark), weight)


def labelled(sheet: Sheet, gold: GoldPage) -> dict[Spot, bool]:
    """Which sentences are filler and which are to be kept; restatements and what is open are left out."""
    units = [unit for block in gold["blocks"] for unit in (block.get("spans") or [block])]
    texts = [f" {' '.join(tokens(unit['text']))} " for unit in units]
    found: dict[Spot, bool] = {}
    for i, line in enumerate(sheet.lines):
        for s, one in enumerate(line.sentences):
            text = f" {' '.join(tokens(one.text))} "
            unit = next(
                (unit for unit, whole in zip(units, texts, strict=True) if text.strip() and text in whole), None
            )
            if unit is None or unit["keep"] == "either":
                continue
            if unit["keep"] is True or unit["label"] in FILLER_LABELS:
                found[Spot(i, s)] = unit["keep"] is not True
    return found


def of_pages(hand: str, directory: Path) -> Iterator[Example]:
    """The sentences of labelled pages, each once for each site: in their place, and as if they stood alone."""
    seen: set[tuple[str, str]] = set()
    for gold in load_gold(directory):
        sheet = rebuild(parsed(filler_page(gold, directory))).sheet
        labels = labelled(sheet, gold) if sheet.english else {}
        new = {spot: label for spot, label in labels.items() if (gold["site"], _text(sheet, spot)) not in seen}
        seen |= {(gold["site"], _text(sheet, spot)) for spot in new}
        yield from of_sheet(hand, sheet, new, 1.0)
        yield from (Example(hand, filler, alone(_text(sheet, spot)), 1.0) for spot, filler in new.items())


def _text(sheet: Sheet, spot: Spot) -> str:
    return sheet.lines[spot.line].sentences[spot.sentence].text


def of_reports() -> Iterator[Example]:
    """The sentences of the longform set, but for the one article of it that is written as by a mill."""
    for path in sorted((DATA / "longform" / "articles").iterdir()):
        if path.stem == MILL:
            continue
        drafts = cut_plain(path.read_text(encoding="utf-8"))
        yield from of_text("longform", drafts, "", LONGFORM)


def of_prose() -> Iterator[Example]:
    """The sentences of texts in which everything belongs there."""
    for line in (DATA / "sentences" / "prose.jsonl").read_text(encoding="utf-8").splitlines():
        text = json.loads(line)
        drafts = [Draft(kind="paragraph", text=paragraph) for paragraph in text["paragraphs"]]
        yield from of_text(text["hand"], drafts, text["title"], PROSE)


def of_text(hand: str, drafts: list[Draft], title: str, weight: float) -> Iterator[Example]:
    """The sentences of a text, all of them to be kept."""
    sheet = lay_out(drafts, range(len(drafts)), title=title, english=True)
    every = {Spot(i, s): False for i, line in enumerate(sheet.lines) for s in range(len(line.sentences))}
    yield from of_sheet(hand, sheet, every, weight)


def of_sentences() -> Iterator[Example]:
    """The single sentences."""
    for line in (DATA / "sentences" / "sentences.jsonl").read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        yield Example(one["hand"], one["label"] == "filler", alone(one["text"]), 1.0)


def gather() -> list[Example]:
    """All there is to learn from."""
    pages = [example for hand in LEARNED for example in of_pages(hand, HANDS / hand)]
    return [*of_pages("first", FILLER), *pages, *of_reports(), *of_prose(), *of_sentences()]


def learn(examples: list[Example]) -> tuple[dict[str, float], dict[str, float]]:
    """Weights of features, and of stems."""
    counts: defaultdict[str, float] = defaultdict(float)
    for example in examples:
        for name in example.features:
            counts[name] += 1.0 if example.weight == 1 else 0.125
    rows = [
        {name: value for name, value in example.features.items() if name[:2] != "w:" or counts[name] >= FEWEST}
        for example in examples
    ]
    table = DictVectorizer()
    matrix = table.fit_transform(rows)
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")  # liblinear's
    model = LogisticRegression(C=STRENGTH, solver="liblinear")
    model.fit(matrix, [example.filler for example in examples], sample_weight=[one.weight for one in examples])
    weights = dict(zip(table.get_feature_names_out(), model.coef_[0], strict=True))
    features = {name: float(weight) for name, weight in weights.items() if name[:2] != "w:"}
    stems = {name[2:]: float(weight) for name, weight in weights.items() if name[:2] == "w:" and abs(weight) >= LEAST}
    return features | {"base": float(model.intercept_[0]) + PREVALENCE}, stems


def write(path: Path, weights: dict[str, float]) -> None:
    """A list of names with a weight behind each, as ``pipeline.parse.lexicon.weights`` reads it."""
    path.write_text("".join(sorted(f"{name} {weight:+.1f}\n" for name, weight in weights.items())), encoding="utf-8")


def main() -> None:
    """Learn, and write what was learned."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("out", nargs="?", type=Path, default=Path("pipeline/parse/data"))
    arguments.add_argument("--without", default="", help="a hand whose texts are left out")
    given = arguments.parse_args()
    examples = [example for example in gather() if example.hand != given.without]
    features, stems = learn(examples)
    given.out.mkdir(parents=True, exist_ok=True)
    write(given.out / "features.txt", features)
    write(given.out / "weights.txt", stems)
    print(f"learned from {len(examples)} sentences: {len(features)} features, {len(stems)} stems")


if __name__ == "__main__":
    main()
