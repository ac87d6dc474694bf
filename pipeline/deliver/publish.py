"""A tree of files that appears whole or not at all, and is written only where it changed.

A build is made beside its target, flushed to disk, and named after its content; then a relative symbolic link is
swapped with one rename. Readers see the old tree or the new one. Files that did not change are not even made, if what
they are made of did not change: they are linked from the build that is shown. What a killed run left behind is swept by
the next.
"""

import hashlib
import os
import shutil
from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath

from pipeline.deliver.manifest import Entry, Manifest
from pipeline.deliver.whole import UNFINISHED, flush, told, write_flushed
from pipeline.model.errors import StoreError
from pipeline.model.site import SiteFile

_BUILDS = ".builds"
_MANIFESTS = ".manifests"
_FEW = 200
"""Files that are flushed one by one; beyond, the disk is told once to write all that waits."""


def publish(files: Iterable[SiteFile], target: Path) -> bool:
    """Let a target show exactly these files.

    Args:
        files: each path once; paths are relative and use "/".
        target: becomes a symbolic link to ``.builds/<its name>/<hash of the content>`` beside it.

    Returns:
        Whether anything changed; the same content again writes nothing.

    Raises:
        ValueError: a path leaves the tree, or two paths cannot stand beside each other.
        StoreError: the directory cannot be written, or the target is something that was not made here.
    """
    ordered = sorted(files, key=lambda file: file.path)
    _check_paths([file.path for file in ordered])
    with told(target):
        shelf = _Builds(target)
        work = _Work(shelf)
        try:
            for file in ordered:
                work.take(file)
            name = work.name()
            if name == shelf.shown and not work.begun:
                work.keep_manifest(name)
                return False
            work.finish(name)
        finally:
            work.drop()
        shelf.show(name)
    return True


def forget_builds(target: Path) -> None:
    """Remove all builds of a tree but the one that is shown: what was published before may hold what was taken back.

    Raises:
        StoreError: the directory cannot be written.
    """
    with told(target):
        shelf = _Builds(target)
        shelf.sweep(keep={shelf.shown})


class _Builds:
    """The builds of one target, and which of them is shown.

    Attributes:
        folder: in which they lie.
        shown: name of the one that the target shows; empty if there is none yet.
        spare: name of another whole one, which nobody is shown; empty if there is none.
    """

    def __init__(self, target: Path) -> None:
        self._target = target
        self.folder = target.parent / _BUILDS / target.name
        self._manifests = target.parent / _BUILDS / _MANIFESTS / target.name
        self.shown = self._shown()
        if self.shown and not (self.folder / self.shown).is_dir():
            self.shown = ""
        self.spare = next(
            (name for name in self._names() if name != self.shown and not name.startswith(UNFINISHED)), ""
        )

    def _shown(self) -> str:
        target = self._target
        if target.is_symlink() and target.readlink().parent == Path(_BUILDS) / target.name:
            return target.readlink().name
        if target.is_symlink() or target.exists():
            raise StoreError(f"{target} is there, but is no published tree; move it away and run again")
        return ""

    def _names(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir() if path.is_dir()) if self.folder.is_dir() else []

    def manifest(self, name: str) -> Manifest:
        """What is known of the files of a build; empty for one of which nothing is."""
        return Manifest.read(self._manifests / f"{name}.json") if name else Manifest({})

    def keep_manifest(self, name: str, entries: dict[str, Entry]) -> None:
        """Keep what is known of the files of a build."""
        Manifest(entries).write(self._manifests / f"{name}.json")

    def show(self, name: str) -> None:
        """Point the target to a build, and remove all but it and the one that was shown."""
        link = self._target.with_name(f"{UNFINISHED}{self._target.name}")
        link.unlink(missing_ok=True)
        link.symlink_to(Path(_BUILDS) / self._target.name / name, target_is_directory=True)
        link.replace(self._target)
        flush(self._target.parent)
        self.sweep(keep={name, self.shown})

    def sweep(self, keep: Collection[str]) -> None:
        """Remove all builds but some, with what is known of them."""
        for name in self._names():
            if name not in keep:
                shutil.rmtree(self.folder / name)
        if self._manifests.is_dir():
            for path in self._manifests.iterdir():
                if path.stem not in keep:
                    path.unlink()


class _Work:
    """A build in the making: the spare build where it is the same, else links to what is shown, else new files.

    Nothing is touched on the disk before the first file that differs from what is shown.

    Attributes:
        entries: of the files taken so far, by their paths.
        begun: whether one of them differs from what is shown.
    """

    def __init__(self, shelf: _Builds) -> None:
        self._shelf = shelf
        self.entries: dict[str, Entry] = {}
        self._shown = shelf.manifest(shelf.shown).entries
        self._spare: dict[str, Entry] = {}
        self._folder = shelf.folder / f"{UNFINISHED}build"
        self._root, self._making = str(shelf.folder / shelf.shown), str(self._folder)  # paths of many files, as text
        self.begun = False
        self._touched: set[str] = set()

    def take(self, file: SiteFile) -> None:
        """Add a file: it is made, unless one that was made of the same is there."""
        known = self._shown.get(file.path)
        if known and known.made_of == file.made_of != "" and self._is_shown(file.path, known):
            self.entries[file.path] = known
            return
        content = file.make()
        entry = Entry(made_of=file.made_of, sha256=hashlib.sha256(content).hexdigest(), size=len(content))
        self.entries[file.path] = entry
        if known is None or not known.same(entry) or not self._is_shown(file.path, known):
            self._begin()
            self._put(file.path, entry, content)

    def name(self) -> str:
        """Name of the build: a hash of the paths and contents of all its files."""
        digest = hashlib.sha256()
        for path, entry in sorted(self.entries.items()):
            digest.update(f"{len(path.encode())} {path} {entry.sha256}\n".encode())
        return digest.hexdigest()[:32]

    def finish(self, name: str) -> None:
        """The whole build under its final name; a build that is there is complete, because the name comes last."""
        self._begin()
        for path, entry in self.entries.items():
            if not self._is_there(path, entry):
                self._link(path)
        self._prune()
        self._flush()
        self.keep_manifest(name)
        place, damaged = self._shelf.folder / name, self._shelf.folder / f"{UNFINISHED}damaged"
        if place.is_dir():
            place.rename(damaged)
        self._folder.rename(place)
        if damaged.is_dir():
            shutil.rmtree(damaged)
        flush(self._shelf.folder)
        flush(self._shelf.folder.parent)

    def keep_manifest(self, name: str) -> None:
        """Keep what is known of the files, if that is not known of the build that is shown."""
        if name != self._shelf.shown or self.entries != self._shown:
            self._shelf.keep_manifest(name, self.entries)

    def drop(self) -> None:
        """Leave nothing behind of a build that was not finished."""
        if self.begun and self._folder.is_dir():
            shutil.rmtree(self._folder)

    def _begin(self) -> None:
        if self.begun:
            return
        self.begun = True
        self._shelf.folder.mkdir(parents=True, exist_ok=True)
        if self._folder.exists():
            shutil.rmtree(self._folder)
        spare = self._shelf.folder / self._shelf.spare
        self._spare = self._shelf.manifest(self._shelf.spare).entries
        if self._spare and spare.is_dir():
            spare.rename(self._folder)
        else:
            self._spare = {}
            self._folder.mkdir()

    def _is_shown(self, path: str, entry: Entry) -> bool:
        return _has_size(f"{self._root}/{path}", entry.size)

    def _is_there(self, path: str, entry: Entry) -> bool:
        """Whether the build in the making holds a file: from the spare build, or since it was put there."""
        known = self._spare.get(path)
        return known is not None and known.same(entry) and _has_size(f"{self._making}/{path}", entry.size)

    def _put(self, path: str, entry: Entry, content: bytes) -> None:
        if self._is_there(path, entry):
            return
        place = self._folder / path
        self._clear(place)
        self._touched.add(path)
        if len(self._touched) <= _FEW:
            write_flushed(place, content)
        else:
            place.write_bytes(content)
        self._spare[path] = entry

    def _link(self, path: str) -> None:
        place, source = self._folder / path, f"{self._root}/{path}"
        self._clear(place)
        self._touched.add(path)
        try:
            os.link(source, place)
        except OSError:  # a file system that knows no links, or not so many to one file
            shutil.copy2(source, place)
        self._spare[path] = self.entries[path]

    def _clear(self, place: Path) -> None:
        """Make room for a file. One that is there is never written into: the build that is shown may share it."""
        if place.is_dir():
            shutil.rmtree(place)
        if not place.parent.is_dir():
            for folder in place.relative_to(self._folder).parents[:-1]:
                if (self._folder / folder).is_file():
                    (self._folder / folder).unlink()
            place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)

    def _prune(self) -> None:
        """Remove what the spare build held and this one does not."""
        for path in self._spare.keys() - self.entries.keys():
            self._touched.add(path)
            place = self._folder / path
            if place.is_file():
                place.unlink()
            for parent in PurePosixPath(path).parents[:-1]:
                folder = self._folder / parent
                if folder.is_dir() and not any(folder.iterdir()):
                    folder.rmdir()

    def _flush(self) -> None:
        if len(self._touched) > _FEW:
            os.sync()
            return
        for folder in ("", *sorted(_folders(self._touched))):
            if (self._folder / folder).is_dir():
                flush(self._folder / folder)


def _has_size(place: str, size: int) -> bool:
    try:
        return os.lstat(place).st_size == size
    except (FileNotFoundError, NotADirectoryError):
        return False


def _folders(paths: Iterable[str]) -> set[str]:
    """All folders in which files lie, the tree itself, which is "", left out."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _check_paths(paths: Collection[str]) -> None:
    folded: dict[str, str] = {}
    folders = _folders(paths)
    for path in paths:
        steps = path.split("/")
        if not path or "\0" in path or "\\" in path or any(step in ("", ".", "..") for step in steps):
            raise ValueError(f"{path!r} is no path inside the tree")
        if steps[0].startswith(UNFINISHED) or path in folders:
            raise ValueError(f"{path!r} cannot be a file: another path needs the name")
        other = folded.setdefault(path.casefold(), path)
        if other != path:
            raise ValueError(f"{path!r} and {other!r} are one file where case does not count")
