"""overrides.yaml is read whole, and what is wrong with it is told with line, key and mend."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.config.settings import load
from pipeline.model.errors import ConfigError
from pipeline.model.override import Override
from pipeline.model.restriction import Affected
from tests.unit.config.files import written


def read(folder: Path, *lines: str) -> tuple[Override, ...]:
    text = "overrides:\n" + "".join(f"  - {{{line}, reason: Why not., author: J. Doe}}\n" for line in lines)
    (folder / "overrides.yaml").write_text(text, encoding="utf-8")
    return load(written(folder)).overrides


def wrong(folder: Path, line: str) -> str:
    with pytest.raises(ConfigError) as caught:
        read(folder, line)
    return "\n".join(caught.value.problems)


def test_without_the_file_there_are_none(tmp_path: Path) -> None:
    assert load(written(tmp_path)).overrides == ()


def test_an_empty_file_decides_nothing(tmp_path: Path) -> None:
    (tmp_path / "overrides.yaml").write_text("overrides:\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"overrides.yaml:1: overrides: is empty; write a list"):
        load(written(tmp_path))
    (tmp_path / "overrides.yaml").write_text("# nothing yet\n", encoding="utf-8")
    assert load(written(tmp_path)).overrides == ()


def test_everything_that_is_said_of_an_act_is_kept_with_its_place(tmp_path: Path) -> None:
    first, second = read(
        tmp_path,
        "act: merge, row: AIR-2026-0007, into: AIR-2026-0003, article: 'https://a.example/1', expires: 2027-01-31",
        "act: split, row: 'https://a.example/1', articles: ['https://b.example/2']",
    )
    assert first == Override(
        act="merge",
        row="AIR-2026-0007",
        into="AIR-2026-0003",
        article="https://a.example/1",
        expires=date(2027, 1, 31),
        reason="Why not.",
        author="J. Doe",
        place="overrides.yaml:2",
    )
    assert (second.row, second.articles, second.place) == (
        "https://a.example/1",
        ("https://b.example/2",),
        "overrides.yaml:3",
    )


@pytest.mark.parametrize(
    ("line", "value", "precision"),
    [
        ("claim: effective, value: 2026-07-10", "2026-07-10", "day"),
        ("claim: effective, value: 2026-07", "2026-07", "month"),
        ("claim: ends, value: 2026-Q3", "2026-Q3", "quarter"),
        ("claim: announced, value: 2026", "2026", "year"),
        ("claim: ends, value: unknown", None, None),
        ("claim: action, value: block", "block", None),
        ("claim: reasons, value: [security, privacy]", ("security", "privacy"), None),
        ("claim: targets, value: [Quill]", ("Quill",), None),
        ("claim: affected, value: staff in Norway", "staff in Norway", None),
        ("claim: affected, value: {who: staff, regions: ['NO']}", Affected(who="staff", regions=("NO",)), None),
        ("claim: replacement, value: Penstroke", "Penstroke", None),
    ],
)
def test_a_claim_takes_the_values_that_it_can_have(
    tmp_path: Path, line: str, value: object, precision: str | None
) -> None:
    (found,) = read(tmp_path, f"act: set, row: AIR-2026-0003, {line}")
    assert (found.value, found.precision) == (value, precision)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("act: merge, row: AIR-2026-0003", "overrides[0]: 'merge' needs 'into'; add into: …"),
        ("act: split, row: AIR-2026-0003", "'split' needs 'articles'; add articles: …"),
        ("act: set, row: AIR-2026-0003", "'set' needs 'claim'; add claim: …"),
        ("act: set, row: AIR-2026-0003, claim: ends", "'set' needs 'value'; add value: …"),
        ("act: merge, row: AIR-2026-0003, into: AIR-2026-0003", "a row cannot be merged into itself"),
        ("act: confirm, row: AIR-2026-0003, value: x", "'value' goes with 'set' and says nothing here; remove it"),
        (
            "act: reject, row: quill",
            "overrides[0].row: 'quill' names no row; write an id as `offlimits register` prints",
        ),
        ("act: drop, row: AIR-2026-0003", "overrides[0].act: 'drop' is not known; write 'merge', 'split', 'reject'"),
        ("act: reject, row: AIR-2026-0003, as: lie", "overrides[0].as: 'lie' is not known; write 'not_an_event' or"),
        ("act: confirm, row: AIR-2026-0003, expire: 2027-01-01", "unknown key; did you mean 'expires'?"),
        ("act: set, row: AIR-2026-0003, claim: when, value: x", "'when' is not known; write 'actor', 'action'"),
        ("act: set, row: AIR-2026-0003, claim: effective, value: soon", "'soon' is no day; write 2026-07-10, 2026-07"),
        ("act: set, row: AIR-2026-0003, claim: effective, value: 2026-13", "'2026-13' is no day"),
        ("act: set, row: AIR-2026-0003, claim: actor, value: unknown", "makes a row what it is and cannot be unknown"),
        ("act: set, row: AIR-2026-0003, claim: action, value: forbid", "'forbid' is no action; write ban, block"),
        (
            "act: set, row: AIR-2026-0003, claim: reasons, value: security",
            "is a list; write it in brackets, such as [s",
        ),
        ("act: set, row: AIR-2026-0003, claim: reasons, value: [fear]", "'fear' is no reason; write data_leak"),
        ("act: set, row: AIR-2026-0003, claim: exempt, value: [staff]", "'exempt' is a text; write one line"),
        (
            "act: set, row: AIR-2026-0003, claim: affected, value: {who: staff, regions: [no way]}",
            "overrides[0].value.regions[0]: 'no way' does not fit; write a country in two capital letters",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_its_mend(tmp_path: Path, line: str, told: str) -> None:
    found = wrong(tmp_path, line)
    assert told in found
    assert found.startswith("overrides.yaml:2: ")
    assert found.count("\n") == 0


def test_a_reason_and_an_author_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "overrides.yaml").write_text("overrides:\n  - {act: confirm, row: AIR-2026-0003}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(written(tmp_path))
    assert caught.value.problems == (
        "overrides.yaml:2: overrides[0].reason: is missing; add reason: …",
        "overrides.yaml:2: overrides[0].author: is missing; add author: …",
    )


SET = "act: set, row: AIR-2026-0007, claim: effective, value: 2026-07-"
MERGE = "act: merge, row: AIR-2026-000{}, into: AIR-2026-000{}"
REJECT = "act: reject, row: AIR-2026-0007"
PAGE = "'https://a.example/1'"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            (SET + "10", SET + "15"),
            (
                "overrides.yaml:3: overrides[1].claim: 'effective' of AIR-2026-0007 is set in overrides.yaml:2 too; "
                "remove one of the two"
            ),
        ),
        (
            (MERGE.format(7, 8), MERGE.format(8, 9), MERGE.format(9, 7)),
            (
                "overrides.yaml:4: overrides[2].into: leads back to AIR-2026-0009 by overrides.yaml:2 and "
                "overrides.yaml:3; remove one of them, so that one row stays"
            ),
        ),
        (
            (MERGE.format(7, 8), REJECT),
            (
                "overrides.yaml:3: overrides[1].act: AIR-2026-0007 has a 'merge' in overrides.yaml:2 too; remove one "
                "of the two: its reports are part of another row, or of none"
            ),
        ),
        (
            (REJECT, MERGE.format(7, 8)),
            (
                "overrides.yaml:3: overrides[1].act: AIR-2026-0007 has a 'reject' in overrides.yaml:2 too; remove one "
                "of the two: its reports are part of another row, or of none"
            ),
        ),
        (
            (MERGE.format(7, 8), MERGE.format(7, 9)),
            (
                "overrides.yaml:3: overrides[1].into: AIR-2026-0007 is merged into AIR-2026-0008 in overrides.yaml:2; "
                "remove one of the two"
            ),
        ),
        (
            (f"act: reject, row: {PAGE}", f"act: merge, row: {PAGE.replace('https', 'http')}, into: AIR-2026-0007"),
            (
                "overrides.yaml:3: overrides[1].act: http://a.example/1 has a 'reject' in overrides.yaml:2 too; remove "
                "one of the two: its reports are part of another row, or of none"
            ),
        ),
    ],
)
def test_acts_that_contradict_each_other_are_refused_with_both_lines(
    tmp_path: Path, lines: tuple[str, ...], told: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, *lines)
    assert caught.value.problems == (told,)


@pytest.mark.parametrize(
    "lines",
    [
        (SET + "10", SET.replace("effective", "announced") + "10"),
        (SET + "10", SET.replace("0007", "0008") + "10"),
        (SET + f"10, article: {PAGE}", SET + f"15, article: {PAGE.replace('1', '2')}"),
        (MERGE.format(7, 8), MERGE.format(9, 8), MERGE.format(8, 6)),
        (MERGE.format(8, 7), REJECT),
    ],
)
def test_acts_that_go_together_are_kept(tmp_path: Path, lines: tuple[str, ...]) -> None:
    assert len(read(tmp_path, *lines)) == len(lines)
