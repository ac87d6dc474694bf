"""What pages are made of, as hashes: a page of which nothing changed need not be rendered again."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path

from pipeline.model.edition import Edition
from pipeline.model.restriction import Register, Restriction
from pipeline.model.site import StoryPage
from pipeline.render.environment import template_dir
from pipeline.render.links import RESTRICTION_IDS
from pipeline.render.site.shelf import Name, Shelf

_PACKAGE = Path(__file__).resolve().parents[2]
_ROOMS = ("brief", "model", "render", "text")
"""Parts of the program that decide how a page reads."""


class Prints:
    """Hashes of what pages show, of the words themselves and of what these link to.

    Args:
        shelf: where everything has its page.
        base: a hash of what all pages of the build share.
    """

    def __init__(self, shelf: Shelf, base: str) -> None:
        self._shelf = shelf
        self._base = base
        self._known: dict[int, tuple[object, str]] = {}

    def of_page(self, path: str, *words: str, values: Mapping[str, object]) -> str:
        """A hash of all that a page depends on."""
        return _hash(self._base, path, *words, *(f"{name} {self._of(values[name])}" for name in sorted(values)))

    def _of(self, value: object) -> str:
        if isinstance(value, Restriction | StoryPage | Edition | Name):
            known = self._known.get(id(value))
            if known is None:
                known = self._known[id(value)] = (value, self._of_record(value))  # kept, so that its id stays its own
            return known[1]
        if isinstance(value, tuple | list):
            return _hash(*map(self._of, value))
        if isinstance(value, Mapping):
            return _hash(*(f"{key!r} {self._of(each)}" for key, each in value.items()))
        return self._of_words(repr(value))

    def _of_record(self, value: Restriction | StoryPage | Edition | Name) -> str:
        if isinstance(value, Name):
            return _hash(repr((value.name, value.note, value.path, value.lists)), *map(self._of, value.rows))
        paths = self._shelf.paths_of(value) if isinstance(value, Restriction) else ()
        return _hash(self._of_words(repr(value)), *paths)

    def _of_words(self, words: str) -> str:
        """Of a text, and of which of the restrictions that it names have a page."""
        ids = set(RESTRICTION_IDS.findall(words)) & self._shelf.ids
        return _hash(words, *sorted(ids))


def fields_of(register: Register) -> tuple[object, ...]:
    """The parts of a register, which is too large to be looked at as one."""
    return tuple(getattr(register, part.name) for part in fields(register))


@cache
def program_print() -> str:
    """A hash of the templates and of the part of the program that fills them."""
    folders = [(_PACKAGE / room, "*.py") for room in _ROOMS] + [(template_dir(), "*")]
    return _hash(*(f"{path.name} {digest}" for folder, kind in folders for path, digest in _files(folder, kind)))


def _files(folder: Path, kind: str) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob(kind)):
        if path.is_file():
            yield path, hashlib.sha256(path.read_bytes()).hexdigest()


def _hash(*words: str) -> str:
    digest = hashlib.sha256()
    for word in words:
        digest.update(f"{len(word)} ".encode())
        digest.update(word.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]
