"""Drafts at the desk: who waits for whom, sent by hand, stopped by hand."""

from pathlib import Path

import pytest

from tests.unit.cli.calls import refused
from tests.unit.cli.houses import EDITION, RECIPIENTS, House, feeds, furnish
from tests.unit.nightly.webs import LoopbackWeb


@pytest.fixture
def drafted(town: LoopbackWeb, tmp_path: Path) -> House:
    """A week has closed, and an editor has its draft."""
    told = feeds(town.address)
    told["delivery"]["draft_to"] = ["desk@firm.example"]
    house = furnish(tmp_path / "drafted", told)
    called = house.run()
    assert (called.code, called.err) == (0, "")
    return house


def test_status_names_the_draft_that_waits(drafted: House) -> None:
    line = next(line for line in drafted.call("status").lines if line.startswith("next"))
    assert line == f"next      {EDITION} goes out with the next run"  # whenever this runs, its time is over
    plain = drafted.call("status", "--json").json()
    assert plain["draft"] == f"{EDITION} goes out with the next run"
    assert plain["next_edition"] == "after the draft that waits has gone out"


def test_an_editor_sends_a_draft(drafted: House) -> None:
    assert refused(drafted.call("brief")).startswith("there is no edition yet")
    called = drafted.call("send", "--approve", "W28")
    files = [str(drafted.data / "outbox" / EDITION / f"{number}.eml") for number in (1, 2)]
    assert (called.code, called.err, called.lines) == (0, "", [f"{EDITION} goes out", *files])
    assert drafted.call("brief").code == 0
    assert (drafted.data / "site" / "public" / "briefs" / EDITION / "brief.json").is_file()
    assert len(list((drafted.data / "outbox" / EDITION).glob("*.eml"))) == len(RECIPIENTS)
    assert refused(drafted.call("send", "--approve", "W28")).startswith("W28: no draft waits")


def test_an_editor_stops_a_draft_and_each_run_says_so(drafted: House) -> None:
    called = drafted.call("send", "--hold", "2026-W28")
    assert (called.code, called.err) == (0, "")
    assert called.out == f"{EDITION} is stopped; `offlimits send --approve W28` sends it\n"
    later = drafted.run(now="2026-07-17T05:15:00+00:00")
    assert (later.code, later.out) == (0, "")
    assert f"{EDITION} was stopped as a draft; `offlimits send --approve W28` sends it\n" in later.err
    assert drafted.call("send", "--approve", "W28", "--json").json()["draft"] == f"{EDITION} goes out"


def test_what_changed_meanwhile_is_drafted_again_in_the_place_of_going_out(drafted: House) -> None:
    act = "{act: reject, row: AIR-2026-0001, reason: A hoax., author: J. Doe}"
    (drafted.folder / "overrides.yaml").write_text(f"overrides:\n  - {act}\n", encoding="utf-8")
    called = drafted.call("send", "--approve", "W28")
    assert called.code == 0
    again = f"{EDITION} is drafted again, since it tells something else by now; its editors have to see it first"
    assert called.lines[0] == again
    assert refused(drafted.call("brief")).startswith("there is no edition yet")


@pytest.mark.parametrize("option", ["--approve", "--hold"])
def test_another_week_is_refused(drafted: House, option: str) -> None:
    assert refused(drafted.call("send", option, "W29")) == "W29: no draft of it waits; the one that does is 2026-W28"


def test_a_dry_run_writes_the_draft(drafted: House) -> None:
    (line,) = drafted.call("send", "--dry-run").lines
    assert line.endswith("draft-1.eml")
