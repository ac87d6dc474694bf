"""Nothing of ours reaches a public byte: the sample world, played for somebody whose every word is marked."""

import gzip
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import yaml

from pipeline.config.settings import load
from pipeline.demo import write_files
from pipeline.model.edition import Edition
from pipeline.nightly.drafting import advance
from pipeline.nightly.house import Silent, build
from pipeline.nightly.night import run
from pipeline.nightly.publishing import publish_site
from pipeline.nightly.sending import send_waiting
from pipeline.store.store import Store
from pipeline.world.content import load as load_world
from pipeline.world.server import WorldServer
from pipeline.world.sources import NIGHTS, hosts
from tests.e2e.conftest import Played

pytestmark = pytest.mark.slow

CANARY = "Canary7731"
SEATS = 77310
INVENTORY = {
    "organisation": {
        "name": f"{CANARY}-organisation",
        "aliases": [f"{CANARY}-alias"],
        "countries": ["CH", "HK"],
        "owner_countries": ["CN"],
        "sector": f"{CANARY}-sector",
        "public_sector": True,
    },
    "tools": [
        {"name": name, "aliases": [alias], "vendor": vendor, "owner": f"{CANARY}-owner", "seats": SEATS}
        for name, alias, vendor in (
            ("Quill (fictional)", f"{CANARY}-quill", f"{CANARY}-vendor"),
            (f"{CANARY}-code", "Claude Code", ""),
            (f"{CANARY}-sonnet", "Claude Sonnet 4", ""),
            (f"{CANARY}-chat", "Claude", ""),
            (f"{CANARY}-quiet", f"{CANARY}-hush", ""),
        )
    ],
}
PLAYBOOK = {
    "steps": [
        {
            "bearing": bearing,
            "department": f"{CANARY}-department",
            "step": f"Find out whether {CANARY}-step: {{tool}} {{restriction}}",
            "due": "within 7 days",
            "unchanged": f"{CANARY}-unchanged",
            "escalate": f"{CANARY}-escalate",
        }
        for bearing in ("binds us", "supply", "unknown")
    ]
}


@dataclass(frozen=True)
class Marked:
    """Where the nights were played, and the editions that came of them."""

    data: Path
    editions: tuple[Edition, ...]


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Marked:
    folder = tmp_path_factory.mktemp("canaries")
    world = load_world()
    write_files(folder, world)
    for name, content in (("inventory.yaml", INVENTORY), ("playbook.yaml", PLAYBOOK)):
        (folder / name).write_text(yaml.safe_dump(content), encoding="utf-8")
    (folder / "suppressed.txt").write_text(f"{CANARY}-suppressed@firm.example\n".lower(), encoding="utf-8")
    settings = load(folder / "feeds.yaml")
    told = {who: (f"{CANARY}-{who}@firm.example",) for who in ("recipients", "draft_to", "urgent_to")}
    settings = replace(settings, delivery=replace(settings.delivery, **told))  # type: ignore[arg-type]
    with WorldServer(world, NIGHTS[0]) as server, Store(folder / "data") as store:
        for now in NIGHTS:
            server.now = now
            tonight = replace(settings, fetch=replace(settings.fetch, hosts=hosts(world, server.port)))
            house = build(tonight, folder / "data", store, now=now, progress=Silent())
            run(house)
            advance(house, approved=True)  # by an editor, in the same hour
            send_waiting(house)
            publish_site(house)
        return Marked(folder / "data", tuple(store.editions.editions()))


def files(folder: Path) -> dict[str, bytes]:
    """All files of a build by their paths, unpacked where they are packed."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            raw = path.read_bytes()
            found[path.relative_to(folder).as_posix()] = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    return found


def test_every_bearing_and_every_word_of_ours_is_at_stake(marked: Marked) -> None:
    bearings = {exposure.bearing for edition in marked.editions for exposure in edition.exposures or ()}
    assert bearings == {"binds us", "supply", "signal", "unknown"}
    assert all(edition.exposures is not None for edition in marked.editions)
    private = b"".join(files(marked.data / "site" / "private").values())
    for word in ("code", "sonnet", "chat", "quiet", "owner", "department", "step"):
        assert f"{CANARY}-{word}".encode() in private, word
    assert str(SEATS).encode() in private.replace(b",", b"")
    assert f"{CANARY}-".encode() in b"".join(files(marked.data / "outbox").values())


def test_no_public_byte_holds_a_word_of_ours(marked: Marked) -> None:
    public = files(marked.data / "site" / "public")
    assert len(public) > 100
    for name, raw in public.items():
        assert CANARY.casefold() not in name.casefold()
        assert CANARY.casefold().encode() not in raw.lower(), name
        assert str(SEATS).encode() not in raw, name
        assert f"{SEATS:,}".encode() not in raw, name


def test_the_public_build_is_the_same_for_everybody(marked: Marked, played: Played) -> None:
    """What nobody could search for, such as an order that follows from our tools, would show here."""
    ours, theirs = files(marked.data / "site" / "public"), files(played.public)
    assert list(ours) == list(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []


@pytest.mark.parametrize("week", range(4))
def test_a_public_edition_says_nothing_of_us(marked: Marked, week: int) -> None:
    edition = marked.editions[week].public()
    assert CANARY not in repr(edition)
    assert str(SEATS) not in repr(edition)
    assert (edition.exposures, edition.steps, edition.notices) == (None, (), ())
    assert edition.coverage.quiet_tools == ()
    assert edition.bottom_line == edition.public_bottom_line
    assert edition.subject == edition.public_subject
