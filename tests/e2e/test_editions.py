"""Each edition of the sample world is composed anew with the very bytes, by a process that has never seen it."""

import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from pipeline.config.settings import load
from pipeline.render import email
from pipeline.render.register_json import json_bytes
from pipeline.store.store import Store
from tests.e2e.conftest import Played

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


def offlimits(folder: Path, *arguments: str, seed: str) -> subprocess.CompletedProcess[bytes]:
    config = str(folder / "feeds.yaml")
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pipeline", "--config", config, *arguments]
    return subprocess.run(command, capture_output=True, env=environment, check=True, timeout=120)


def test_each_stored_edition_is_composed_anew(played: Played, store: Store) -> None:
    site = load(played.folder / "feeds.yaml").site
    cutoffs = store.editions.cutoffs()
    editions = store.editions.editions()
    assert len(editions) == len(played.nights)
    for number, edition in enumerate(editions):
        sent = {
            "text": email.text(edition, site).encode(),
            "html": email.html(edition, site).encode(),
            "md": email.markdown(edition, site).encode(),
            "json": json_bytes(asdict(edition)),
        }
        cutoff = cutoffs[edition.edition_id]
        moments = (cutoff.isoformat(), cutoff.date().isoformat(), "2026-12-31", "2027-01-01")
        for form, moment in zip(sent, moments, strict=True):
            asked = ("brief", "--week", edition.edition_id, "--as-of", moment, "--format", form)
            called = offlimits(played.folder, *asked, seed=str(number + 1))
            assert called.stderr == b""
            assert called.stdout == sent[form], (edition.edition_id, form)


def test_what_the_site_and_the_command_give_is_the_same(played: Played, store: Store) -> None:
    newest = store.editions.editions()[-1].edition_id
    kept = (played.private / "briefs" / newest / "brief.json").read_bytes()
    called = offlimits(played.folder, "brief", "--as-of", "2026-12-31", "--format", "json", seed="7")
    assert called.stdout == kept


def test_the_journal_holds_the_register_of_each_night(played: Played, store: Store) -> None:
    assert store.journal.begins_at() == played.nights[0].now
    rows = [len(store.journal.register_at(night.now).restrictions) for night in played.nights]
    assert rows == sorted(rows)
    assert store.journal.register_at(played.nights[-1].now) == store.registry.register(
        today=store.registry.reached_on()
    )
