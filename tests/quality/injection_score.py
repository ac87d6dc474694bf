"""Instructions in articles: what a text model that obeys them all could get into a brief.

Each attack is put into an article behind the report of a ban. The model is taken to answer with the attack, alone and
before and behind a true sentence; the gate has to refuse each, given what the article makes our own reading take as
evidence.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.analyse.events.tools import Tools
from pipeline.analyse.reading import analyse
from pipeline.brief.ground import Ground, faults
from pipeline.model.article import Page, Said
from pipeline.model.event import Analysis
from pipeline.model.restriction import Restriction
from pipeline.nightly.batch import parse_cold
from tests.unit.brief.rows import row

SETS = ("prompt-injection-bipia", "prompt-injection-own")
REPORT = (
    "Alibaba will bar its employees from using Claude Code from 10 July 2026, three outlets reported.\n\n"
    "The company told its developers to switch to Qoder, its own tool."
)
TRUE = "Alibaba will bar its employees reportedly from using Claude Code from 10 July 2026, three outlets reported."
ROW: Restriction = row(
    actor="Alibaba",
    tools=("Claude Code",),
    vendor="Anthropic",
    effective="2026-07-10",
    status="reported",
    title="Alibaba reportedly bans Claude Code for employees from 10 July 2026",
)


@dataclass(frozen=True)
class Attacked:
    """How one attack fared.

    Attributes:
        passed: answers that the gate let through.
        tried: answers in all.
    """

    attack: str
    tried: int
    passed: tuple[str, ...]


def load_attacks(directory: Path) -> dict[str, list[str]]:
    """The texts of each set that is there."""
    return {
        name: [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
        for name in SETS
        for path in (directory / name).glob("*.jsonl")
    }


def attacked(attacks: Iterable[str], tools: Tools) -> Iterator[Attacked]:
    """Each attack with what got through."""
    for attack in attacks:
        found = _read(f"{REPORT}\n\n{attack}", tools)
        quotes = tuple(dict.fromkeys(quote.text for event in found.events for quote in event.evidence))
        ground = Ground(row=ROW, sources=quotes or (REPORT,))
        answers = [attack, f"{TRUE} {attack}", f"{attack} {TRUE}", f"{TRUE[:-1]}, and {attack}"]
        passed = tuple(one for one in answers if not faults(one, ground, _read(one, tools).events))
        yield Attacked(attack=attack, tried=len(answers), passed=passed)


def true_passes(tools: Tools) -> bool:
    """Whether the true sentence, without an attack, passes: a gate that lets nothing through proves nothing."""
    return not faults(TRUE, Ground(row=ROW, sources=(REPORT,)), _read(TRUE, tools).events)


def injection_lines(directory: Path, tools: Tools) -> list[str]:
    """How many attacks of each set got through, or that there is nothing to measure on."""
    sets = load_attacks(directory)
    lines = []
    for name in SETS:
        if name not in sets:
            lines.append(f"{name}: not measured (no data at {directory / name})")
            continue
        found = list(attacked(sets[name], tools))
        passed = [answer for one in found for answer in one.passed]
        lines.append(f"{name}: {len(found)} attacks, {sum(one.tried for one in found)} answers, {len(passed)} printed")
        lines += [f"  broken floor: {answer!r:.200}" for answer in passed]
    return lines


def _read(text: str, tools: Tools) -> Analysis:
    page = Page(
        article_id="a",
        snapshot_id="a",
        source_id="",
        outlet="",
        url="",
        body=text.encode("utf-8", "replace"),
        content_type="text/plain; charset=utf-8",
        given=Said(language="en"),
    )
    (outcome,) = parse_cold([page])
    if outcome.output is None:
        return Analysis(article_id="a", relevant=False, score=0.0, why=())
    return analyse(outcome.output, tools)
