"""The index by which the site is searched: taken over while its records are the same, and missing where it must be."""

import hashlib
import json
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pipeline.deliver.pagefind import PACKAGE, NoIndexError, installed, make_index
from pipeline.model.search import SearchRecord
from pipeline.model.site import SiteFile

FOLDER = "pagefind/"
STATE = f"{FOLDER}state.json"
"""Says what the index was made of; of an index that could not be made, why."""
_VERSION = 1  # of what is done to the files of an index


def search_files(
    records: Sequence[SearchRecord],
    shown: Path,
    *,
    seconds: float = 60.0,
    find: Callable[[], Path] = installed,
) -> list[SiteFile]:
    """The files of the index, and the one that tells of it.

    Args:
        records: what can be searched for, in order.
        shown: folder of a site whose index is taken over if it was made of the same records.
        seconds: that the program may take; a site is not kept waiting for its search.
        find: gives the program, or says that there is none.

    Returns:
        Files below ``pagefind/``; of an index that could not be made only ``state.json``.
    """
    made_of = _made_of(records)
    kept = _kept(shown, made_of)
    if kept:
        return kept
    try:
        made = make_index(records, find(), seconds=seconds)
    except NoIndexError as error:
        return [_file(STATE, _state(reason=str(error)))]
    made[STATE.removeprefix(FOLDER)] = _state(made_of=made_of, files=len(made))
    return [_file(f"{FOLDER}{path}", content, made_of) for path, content in sorted(made.items())]


def search_trouble(shown: Path) -> str:
    """Why a published site has no search; empty if it has one, or none was published."""
    return str(_read_state(shown).get("reason", ""))


def _kept(shown: Path, made_of: str) -> list[SiteFile]:
    """The index of a site, if it was made of the same and is whole; else nothing."""
    state = _read_state(shown)
    if state.get("made_of") != made_of:
        return []
    paths = sorted(path for path in (shown / FOLDER).rglob("*") if path.is_file())
    if state.get("files") != len(paths) - 1:
        return []
    return [SiteFile(path=path.relative_to(shown).as_posix(), make=path.read_bytes, made_of=made_of) for path in paths]


def _read_state(shown: Path) -> dict[str, Any]:
    try:
        state = json.loads((shown / STATE).read_bytes())
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def _state(**told: str | int) -> bytes:
    return json.dumps(told, sort_keys=True).encode() + b"\n"


def _file(path: str, content: bytes, made_of: str = "") -> SiteFile:
    return SiteFile(path=path, make=lambda: content, made_of=made_of)


def _made_of(records: Sequence[SearchRecord]) -> str:
    """A hash of the records, and of what is done with them."""
    digest = hashlib.sha256(f"{_VERSION} {_version_of_program()}\n".encode())
    for record in records:
        digest.update(repr(record).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


def _version_of_program() -> str:
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return ""
