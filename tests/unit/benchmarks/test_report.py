"""Figures are compared within a round, and work that some contender did not do is left out."""

from benchmarks.report import Run, report


def _run(peer: str, number: int, wall: float, *, what: str = "again") -> Run:
    return Run(
        round=number,
        what=what,
        peer=peer,
        units=500,
        done=0,
        wall=wall,
        cpu=wall / 2,
        cpu_before=0.2,
        self_mib=40.0,
        tree_mib=30.0,
        most_at_once=32,
    )


def test_ratios_are_taken_within_a_round() -> None:
    walls = {"offlimits": (1.0, 10.0, 2.0), "reader": (2.0, 30.0, 5.0)}  # the machine was slow in the second round
    runs = [_run(peer, number, wall) for peer, three in walls.items() for number, wall in enumerate(three)]
    text = report(runs, {}, {})
    assert "offlimits / reader: 2.50 (2.00-3.00) times as fast, 0.40 (0.33-0.50) times the CPU seconds" in text


def test_a_table_has_the_medians_and_the_most_memory() -> None:
    text = report([_run("reader", number, wall) for number, wall in enumerate((1.0, 2.0, 4.0))], {"cores": 2}, {})
    line = next(line for line in text.splitlines() if line.startswith("  reader"))
    assert line.split() == ["reader", "250", "(125-500)", "2.00", "1.00", "0.20", "40", "32"]
    assert "cores: 2" in text
    assert "offlimits /" not in text


def test_work_that_was_not_done_has_no_table() -> None:
    text = report([_run("offlimits", 0, 1.0), _run("offlimits", 0, 1.0, what="listed")], {}, {})
    assert "all-304 night" in text
    assert "first night" not in text
    assert "listed" not in text
