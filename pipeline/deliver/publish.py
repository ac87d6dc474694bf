"""A tree of files that appears whole or not at all, and files that are never seen half written.

A build is written beside its target, flushed to disk, and named after its content; then a relative symbolic link is
swapped with one rename. Readers see the old tree or the new one. What a killed run left behind is swept by the next.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from pipeline.model.errors import StoreError

_BUILDS = ".builds"
_UNFINISHED = ".unfinished-"


def publish(files: Mapping[str, bytes], target: Path) -> bool:
    """Let a target show exactly these files.

    Args:
        files: content by path; paths are relative and use "/".
        target: becomes a symbolic link to ``.builds/<its name>/<hash of the content>`` beside it.

    Returns:
        Whether anything changed; the same content again writes nothing.

    Raises:
        ValueError: a path leaves the tree, or two paths cannot stand beside each other.
        StoreError: the directory cannot be written, or the target is something that was not made here.
    """
    _check_paths(files)
    builds = target.parent / _BUILDS / target.name
    name = _content_hash(files)
    with _told(target):
        shown = _shown(target)
        if shown == name and (builds / name).is_dir():
            return False
        _write_tree(files, builds, name)
        _point(target, Path(_BUILDS) / target.name / name)
        _sweep(builds, keep={name, shown})
    return True


def forget_builds(target: Path) -> None:
    """Remove all builds of a tree but the one that is shown: what was published before may hold what was taken back.

    Raises:
        StoreError: the directory cannot be written.
    """
    builds = target.parent / _BUILDS / target.name
    with _told(target):
        if builds.is_dir():
            _sweep(builds, keep={_shown(target)})


def write_outbox(path: Path, content: bytes) -> None:
    """Write one file, such as a mail, so that nobody ever sees half of it.

    Raises:
        StoreError: it cannot be written.
    """
    with _told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)


def write_whole(path: Path, content: bytes) -> None:
    """Write one file into a folder that is there; it is seen whole or not at all, and nothing is left beside it.

    Raises:
        OSError: it cannot be written; what was there before is as it was.
    """
    unfinished = path.with_name(f"{_UNFINISHED}{path.name}")
    try:
        _write(unfinished, content)
        unfinished.replace(path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
    _flush(path.parent)


def _shown(target: Path) -> str:
    """Name of the build that a target shows; empty if there is none yet."""
    if target.is_symlink() and target.readlink().parent == Path(_BUILDS) / target.name:
        return target.readlink().name
    if target.is_symlink() or target.exists():
        raise StoreError(f"{target} is there, but is no published tree; move it away and run again")
    return ""


def _write_tree(files: Mapping[str, bytes], builds: Path, name: str) -> None:
    """The whole tree under its final name; a build that is there is complete, because the name comes last."""
    if (builds / name).is_dir():
        return
    builds.mkdir(parents=True, exist_ok=True)
    unfinished = builds / f"{_UNFINISHED}{name}"
    if unfinished.exists():
        shutil.rmtree(unfinished)
    unfinished.mkdir()
    for path, content in sorted(files.items()):
        place = unfinished / path
        place.parent.mkdir(parents=True, exist_ok=True)
        _write(place, content)
    for folder in sorted({parent for path in files for parent in PurePosixPath(path).parents}):
        _flush(unfinished / folder)
    unfinished.rename(builds / name)
    _flush(builds)
    _flush(builds.parent)


def _point(target: Path, relative: Path) -> None:
    link = target.with_name(f"{_UNFINISHED}{target.name}")
    link.unlink(missing_ok=True)
    link.symlink_to(relative, target_is_directory=True)
    link.replace(target)
    _flush(target.parent)


def _sweep(builds: Path, keep: set[str]) -> None:
    for build in builds.iterdir():
        if build.name not in keep and build.is_dir():
            shutil.rmtree(build)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _flush(folder: Path) -> None:
    """Make the names in a folder last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _check_paths(files: Mapping[str, bytes]) -> None:
    folded: dict[str, str] = {}
    folders = {str(parent) for path in files for parent in PurePosixPath(path).parents}
    for path in files:
        steps = path.split("/")
        if not path or "\0" in path or "\\" in path or any(step in ("", ".", "..") for step in steps):
            raise ValueError(f"{path!r} is no path inside the tree")
        if steps[0].startswith(_UNFINISHED) or path in folders:
            raise ValueError(f"{path!r} cannot be a file: another path needs the name")
        other = folded.setdefault(path.casefold(), path)
        if other != path:
            raise ValueError(f"{path!r} and {other!r} are one file where case does not count")


def _content_hash(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for path, content in sorted(files.items()):
        name = path.encode()
        digest.update(b"%d %d\n" % (len(name), len(content)))
        digest.update(name)
        digest.update(content)
    return digest.hexdigest()[:32]


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say what could not be written, and why."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"{error.filename or path} cannot be written: {error.strerror}; mend its folder's rights or the disk"
        ) from error
