"""Measure what is parsed and read: ``python -m tests.quality.measure DATA``.

Filler is measured on the pages beside this file, of the first set and of other hands, reading on the sample world, and
the prefilter on its own headlines. Reading is measured with and without the day of publication
(``tests.quality.event_measures`` names the figures), also on DATA/longform and DATA/topic, if they are there
(``tests.quality.event_gold`` says of what shape), the prefilter on DATA/topic too, extraction on DATA/extract/dev
(``gold.json`` and ``html/<id>.html.gz``, as in the published article extraction benchmark), and robots.txt on
DATA/trust/robots-google, and strings that may not become markup, headers or formulas, and instructions that no text
model may get into a brief, on sets of DATA/trust, the strings also in a browser (``tests.browser.hostile``). A stream
of news goes through whole weeks, and what it makes the register and the brief say is judged
(``tests.quality.stream_score``); a large one takes its other news from DATA/cluster. Copies
are made of the texts of ``longform``, and stories are also found among the ordinary news of DATA/cluster
(``tests.quality.story_measure``), whose round-ups summaries are held against, too (``tests.quality.summary_measure``).
The exit code is 1 where a floor is broken.
"""

import sys
import time
from pathlib import Path

from pipeline.analyse.events.tools import Tools
from pipeline.analyse.prefilter import prepare_filter
from pipeline.analyse.reading import prepare
from pipeline.parse.article import run
from tests.browser.hostile import hostile_pages_lines
from tests.quality.event_gold import GoldSet, load_set
from tests.quality.event_measures import measure_lines, measures, named_errors
from tests.quality.extract_score import score_texts
from tests.quality.filler_score import Scores, Tally, load_gold, score
from tests.quality.floors import DIGESTS, LONGFORM, QUIET, WORLD, Floors
from tests.quality.hostile_score import hostile_lines
from tests.quality.injection_score import injection_lines
from tests.quality.pages import FILLER, HANDS, extraction_pages, kept_cold, kept_warm
from tests.quality.prefilter_score import HEADLINES, STREAM, choice_lines
from tests.quality.readings import LONGFORM_FILE, QUIET_FILE, TOPIC_FILE, read_and_scored, world_set
from tests.quality.robots_score import robots_lines
from tests.quality.story_measure import copies_lines, grouping_lines
from tests.quality.stream_entries import LARGE, SMALL, STREAMS, public_others, shipped_others
from tests.quality.stream_score import measured, stream_lines
from tests.quality.summary_measure import summaries_lines


def filler_lines(directory: Path = FILLER) -> list[str]:
    """Figures of filler stripping, cold and warm, by site."""
    golds = load_gold(directory)
    lines = []
    for mode, kept in (("cold", kept_cold(golds, directory)), ("warm", kept_warm(golds, directory))):
        scores = score(golds, kept)
        lines.append(f"{directory.name}, {mode}: drop F1, mean over sites {100 * scores.mean_f1:.1f}")
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


def reading_lines(name: str, gold: GoldSet, tools: Tools, floors: Floors | None = None) -> list[str]:
    """Figures of reading on a set, with each error, and the floors that it breaks."""
    scores, undated = read_and_scored(gold, tools)
    found = measures(scores, undated)
    lines = [f"{name}: {len(gold.articles)} articles", *measure_lines(found)]
    lines += [f"  {error}" for error in named_errors(scores, undated)]
    return lines + [f"  broken floor: {broken}" for broken in (floors.broken(found) if floors else ())]


def set_lines(path: Path, tools: Tools, floors: Floors | None) -> list[str]:
    """The same for a set by its file of labels, or that there is nothing to measure on."""
    name = path.parent.name
    if not path.is_file():
        return [f"{name}: not measured (no data at {path.parent})"]
    return reading_lines(name, load_set(path), tools, floors)


def printed_lines(data: Path) -> list[str]:
    """What a stream makes the register and the brief say: a small one of our own, and one of 5,000 entries."""
    sets = [load_set(path) for path in (LONGFORM_FILE, TOPIC_FILE)]
    relevant = GoldSet(articles=[article for gold in sets for article in gold.articles], aliases=sets[0].aliases)
    ours = list(shipped_others(gold.articles for gold in sets))
    lines: list[str] = []
    for number in STREAMS:
        lines += stream_lines(f"stream {number}", *measured(relevant, ours, number=number, total=SMALL))
    theirs = list(public_others(data))
    if not theirs:
        return [*lines, f"stream of {LARGE} entries: not measured (no data at {data}/cluster)"]
    for number in STREAMS:
        name = f"stream {number}, one entry in a hundred"
        lines += stream_lines(name, *measured(relevant, [*ours, *theirs], number=number, total=LARGE))
    return lines


def prefilter_lines(data: Path) -> list[str]:
    """Figures of the prefilter on its own sets and on the public one."""
    prefilter = prepare_filter()
    sets = (("headlines", HEADLINES), ("stream", STREAM), ("topic", data / "topic" / "labels.jsonl"))
    return [line for name, path in sets for line in choice_lines(name, path, prefilter)]


def _line(name: str, tally: Tally) -> str:
    figures = [("P", tally.precision), ("R", tally.recall), ("F1", tally.f1), ("chrome", tally.chrome_share)]
    shares = "  ".join(f"{label} {100 * value:5.1f}" for label, value in figures)
    return f"  {name:<4} {shares}  filler {tally.dropped + tally.left:3}  lost {tally.lost} of {tally.keep}"


def _lost(scores: Scores) -> list[str]:
    return [f"  lost: {text}" for text in scores.lost]


def main(arguments: list[str]) -> int:
    """Print the figures; the only argument is the directory of larger sets."""
    data, tools = Path(arguments[0] if arguments else ""), prepare()
    lines = [
        *filler_lines(),
        *(line for hand in sorted(HANDS.iterdir()) if hand.is_dir() for line in filler_lines(hand)),
        *prefilter_lines(data),
        *reading_lines("world", world_set(), tools, WORLD),
        *reading_lines("quiet", load_set(QUIET_FILE), tools, QUIET),
        *set_lines(data / "longform" / "gold.jsonl", tools, LONGFORM),
        *set_lines(data / "topic" / "labels.jsonl", tools, DIGESTS),
        *copies_lines(tools),
        *(
            line
            for name in ("allsides_excerpts", "ecbplus")
            for line in grouping_lines(data / "cluster" / f"{name}.dev.jsonl")
        ),
        *summaries_lines(data / "cluster"),
        *printed_lines(data),
        *extract_lines(data / "extract" / "dev"),
        *robots_lines(data / "trust" / "robots-google" / "cases.jsonl"),
        *hostile_lines(data / "trust"),
        *hostile_pages_lines(data / "trust"),
        *injection_lines(data / "trust", tools),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(any("broken floor" in line for line in lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
