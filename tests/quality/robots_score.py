"""How often robots.txt is read as Google's parser reads it, on the cases of its own tests."""

import json
from pathlib import Path

from pipeline.fetch.robots import robots_rules


def robots_lines(path: Path) -> list[str]:
    """The figure with each miss, or that there is nothing to measure on.

    Args:
        path: a file with one case a line: ``{"test", "robots", "agent", "url", "allowed"}``.
    """
    if not path.is_file():
        return [f"robots: not measured (no data at {path.parent})"]
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    missed = [case for case in cases if _allowed(case) != case["allowed"]]
    told = [f"  missed: {case['test']}: {case['agent']} at {case['url']}" for case in missed]
    return [f"robots: {len(cases) - len(missed)} of {len(cases)} cases", *told]


def _allowed(case: dict[str, str]) -> bool:
    return robots_rules(200, case["robots"].encode(), agent=case["agent"]).allow(case["url"])
