"""The demo: the whole nightly job over the sample world, through real HTTP on loopback."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import resources
from pathlib import Path

import yaml

from pipeline.config.settings import Settings, load
from pipeline.model.errors import UsageError
from pipeline.nightly.house import Progress, build
from pipeline.nightly.night import Night, run
from pipeline.store.store import Store
from pipeline.world.content import load as load_world
from pipeline.world.records import World
from pipeline.world.server import WorldServer
from pipeline.world.sources import NIGHTS, hosts, sources


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoNight:
    """One of the demo's nights."""

    number: int
    now: datetime
    night: Night


def play(folder: Path, *, progress: Progress) -> Iterator[DemoNight]:
    """Run the nights of the sample world, one after the other.

    The mail goes out in the last week alone: that is how one goes live, after some weeks of reading along on the site.
    Nights that are over do not come back: in a folder where a demo was played before, it goes on with the last night
    that was begun.

    Args:
        folder: gets feeds.yaml and inventory.yaml, and data/ with everything that a run keeps.
        progress: shows how far each night has come.

    Raises:
        UsageError: the folder cannot be written.
    """
    world = load_world()
    settings = load(write_files(folder, world))
    with WorldServer(world, NIGHTS[0]) as server:
        for number, now in enumerate(NIGHTS, start=1):
            server.now = now
            tonight = _tonight(settings, world, server.port, mailing=number == len(NIGHTS))
            with Store(folder / "data") as store:
                if number < len(NIGHTS) and any(now < run.started_at for run in store.runs.last(1)):
                    continue
                house = build(tonight, folder / "data", store, now=now, progress=progress)
                yield DemoNight(number=number, now=now, night=run(house))


def write_files(folder: Path, world: World) -> Path:
    """Write the demo's feeds.yaml and inventory.yaml; the same files every time.

    Returns:
        The path of feeds.yaml.

    Raises:
        UsageError: the folder cannot be written, or holds a configuration that is somebody's own.
    """
    shipped = resources.files("pipeline.world") / "demo_files"
    head, inventory = ((shipped / name).read_text(encoding="utf-8") for name in ("feeds.head.yaml", "inventory.yaml"))
    listed = yaml.safe_dump({"sources": sources(world)}, sort_keys=False, allow_unicode=True, width=120)
    texts = {folder / "feeds.yaml": head + listed, folder / "inventory.yaml": inventory}
    try:
        for path, text in texts.items():
            _check_ours(path, text)
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written ({error.strerror}); name another folder with --dir") from error
    return folder / "feeds.yaml"


def _check_ours(path: Path, text: str) -> None:
    """A file that is there already may be written over only if a demo wrote it, which its first line says."""
    if path.exists() and path.read_bytes().splitlines()[:1] != text.encode().splitlines()[:1]:
        raise UsageError(f"{path}: is there already and is not the demo's; name another folder with --dir")


def _tonight(settings: Settings, world: World, port: int, *, mailing: bool) -> Settings:
    """The settings with the loopback addresses of the outlets, which differ from run to run."""
    delivery = settings.delivery if mailing else replace(settings.delivery, recipients=())
    return replace(settings, fetch=replace(settings.fetch, hosts=hosts(world, port)), delivery=delivery)
