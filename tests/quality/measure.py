"""Measure the parse stage: ``python -m tests.quality.measure DATA``.

Filler is measured on the pages beside this file. Extraction is measured on DATA/extract/dev if it is there
(``gold.json`` and ``html/<id>.html.gz``, as in the published article extraction benchmark).
"""

import sys
import time
from pathlib import Path

from pipeline.parse.article import run
from tests.quality.extract_score import score_texts
from tests.quality.filler_score import Scores, Tally, load_gold, score
from tests.quality.pages import FILLER, extraction_pages, kept_cold, kept_warm


def filler_lines() -> list[str]:
    """Figures of filler stripping, cold and warm, by site."""
    golds = load_gold(FILLER)
    lines = []
    for mode, kept in (("cold", kept_cold(golds)), ("warm", kept_warm(golds))):
        scores = score(golds, kept)
        lines.append(f"filler, {mode}: drop F1, mean over sites {100 * scores.mean_f1:.1f}")
        lines += [_line(site, tally) for site, tally in sorted(scores.sites.items())]
        lines += [_line("all", scores.whole), *_lost(scores)]
    return lines


def extract_lines(directory: Path) -> list[str]:
    """Figures of main-text extraction, or that there is nothing to measure on."""
    if not (directory / "gold.json").is_file():
        return [f"extract: not measured (no data at {directory})"]
    pages = extraction_pages(directory)
    next(run([page for page, _ in pages.values()]), None)  # what is loaded at first use is no cost of a page
    before = time.process_time()
    found = {outcome.input_id: outcome.output for outcome in run([page for page, _ in pages.values()])}
    seconds = time.process_time() - before
    texts = {page_id: article.text if article else "" for page_id, article in found.items()}
    scores = score_texts((gold, texts[page_id]) for page_id, (_, gold) in pages.items())
    speed = f"{scores.pages} pages, {scores.pages / seconds:.1f} pages per CPU second"
    shares = f"P {scores.precision:.4f}  R {scores.recall:.4f}  exact {scores.exact:.3f}"
    return [f"extract: 4-gram F1 {scores.f1:.4f}  {shares}  ({speed})"]


def _line(name: str, tally: Tally) -> str:
    figures = [("P", tally.precision), ("R", tally.recall), ("F1", tally.f1), ("chrome", tally.chrome_share)]
    shares = "  ".join(f"{label} {100 * value:5.1f}" for label, value in figures)
    return f"  {name:<4} {shares}  filler {tally.dropped + tally.left:3}  lost {tally.lost} of {tally.keep}"


def _lost(scores: Scores) -> list[str]:
    return [f"  lost: {text}" for text in scores.lost]


def main(arguments: list[str]) -> int:
    """Print the figures; the only argument is the directory of larger sets."""
    lines = filler_lines() + extract_lines(Path(arguments[0] if arguments else "") / "extract" / "dev")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
