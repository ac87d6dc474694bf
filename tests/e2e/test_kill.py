"""Killed at any moment, a run loses nothing and does nothing twice."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from pipeline.demo import write_files
from pipeline.store.store import Store
from pipeline.world.content import load
from pipeline.world.server import WorldServer
from pipeline.world.sources import NIGHTS, hosts

pytestmark = pytest.mark.slow

KILLS = 10
SEED = 20260713


def command(folder: Path, now: str) -> list[str]:
    return [sys.executable, "-m", "pipeline", "run", "--config", str(folder / "feeds.yaml"), "--now", now]


def prepared(folder: Path, port: int) -> Path:
    """The demo's configuration with the addresses of a server that stays."""
    path = write_files(folder, load())
    settings = yaml.safe_load(path.read_text(encoding="utf-8"))
    settings["fetch"]["hosts"] = hosts(load(), port)
    path.write_text(yaml.safe_dump(settings, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return folder


def content(folder: Path) -> list[str]:
    with Store(folder / "data") as store:
        return list(store.canonical())


def outputs(folder: Path) -> dict[str, bytes]:
    places = (folder / "data" / "site" / "public", folder / "data" / "site" / "private", folder / "data" / "outbox")
    return {
        f"{place.name}/{path.relative_to(place)}": path.read_bytes()
        for place in places
        for path in sorted(place.rglob("*"))
        if path.is_file()
    }


def test_ten_kills_leave_what_an_undisturbed_run_leaves(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    with WorldServer(load(), NIGHTS[0]) as server:
        calm, rough = prepared(tmp_path / "calm", server.port), prepared(tmp_path / "rough", server.port)
        killed = 0
        for night, kills in zip(NIGHTS, (4, 2, 2, 2), strict=True):
            server.now = night
            began = time.monotonic()
            subprocess.run(command(calm, night.isoformat()), check=True, capture_output=True)
            duration = time.monotonic() - began
            for _ in range(kills):
                killed += _killed(command(rough, night.isoformat()), chance.uniform(0.2, 1.0) * duration)
            subprocess.run(command(rough, night.isoformat()), check=True, capture_output=True)
            assert content(rough) == content(calm)
            assert outputs(rough) == outputs(calm)
    assert killed >= KILLS // 2, "most kills have to hit a run that is still going"


def _killed(arguments: list[str], after: float) -> bool:
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            process.wait(timeout=after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return True
    return False


def test_a_second_run_at_the_same_time_exits_75(tmp_path: Path) -> None:
    world = load()
    with WorldServer(world, NIGHTS[0]) as server:
        folder = prepared(tmp_path, server.port)
        settings = yaml.safe_load((folder / "feeds.yaml").read_text(encoding="utf-8"))
        settings["fetch"]["delay_seconds"] = 2  # the first run takes its time
        (folder / "feeds.yaml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
        arguments = command(folder, NIGHTS[0].isoformat())
        with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as first:
            while not (folder / "data" / "offlimits.sqlite").exists() or not _has_run(folder):
                time.sleep(0.05)
            second = subprocess.run(arguments, check=False, capture_output=True, text=True)
            first.kill()
    assert second.returncode == 75
    assert second.stderr.count("\n") == 1
    assert "another run is at work" in second.stderr


def _has_run(folder: Path) -> bool:
    with Store(folder / "data") as store:
        return bool(store.runs.last(1))
