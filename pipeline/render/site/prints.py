"""What pages are made of, as hashes: a page of which nothing changed need not be rendered again."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
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
_LIBRARIES = ("babel", "feedgenerator", "icalendar", "jinja2", "leather", "markupsafe")
_ID = "AIR-"
_WRITER = "register_db.py"
_ROOMS = ("brief", "model", "render", "text")
"""Parts of the program that decide how a page reads."""


_RECORDS = (Restriction, StoryPage, Edition, Name)


class Prints:
    """Hashes of what pages show, of the words themselves and of what these link to.

    Args:
        shelf: where everything has its page.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._known: dict[int, tuple[object, str]] = {}  # by identity; each record is kept, so that this stays its own

    def of_page(self, path: str, *words: str, values: Mapping[str, object]) -> str:
        """A hash of all that a page depends on beside what all of its build share."""
        parts = [path, *words]
        for name in sorted(values):
            parts.append(name)
            self._add(values[name], parts)
        return self._hash(parts)

    def _add(self, value: object, parts: list[str]) -> None:
        if isinstance(value, _RECORDS):
            known = self._known.get(id(value))
            if known is None:
                known = self._known[id(value)] = (value, self._of_record(value))
            parts.append(known[1])
        elif isinstance(value, tuple | list):
            parts.append(str(len(value)))
            for each in value:
                self._add(each, parts)
        elif isinstance(value, str):
            parts.append(value)
        else:
            parts.append(repr(value))

    def _of_record(self, value: Restriction | StoryPage | Edition | Name) -> str:
        if isinstance(value, Name):
            parts = [repr((value.name, value.note, value.path, value.lists))]
            self._add(value.rows, parts)
            return self._hash(parts)
        return self._hash([repr(value), *(self._shelf.paths_of(value) if isinstance(value, Restriction) else ())])

    def _hash(self, parts: Sequence[str]) -> str:
        """Of some texts, and of which of the restrictions that they name have a page."""
        words = "\0".join((*parts, str(len(parts))))
        if _ID in words:
            words += "\0".join(sorted(set(RESTRICTION_IDS.findall(words)) & self._shelf.ids))
        return hash_of(words)


def fields_of(register: Register) -> tuple[object, ...]:
    """The parts of a register, which is too large to be looked at as one."""
    return tuple(getattr(register, part.name) for part in fields(register))


@cache
def program_print() -> str:
    """A hash of the templates, of the part of the program that fills them, and of the libraries that help it."""
    folders = [(_PACKAGE / room, "*.py") for room in _ROOMS]
    folders += [(template_dir(), "*"), (_PACKAGE / "store", _WRITER)]
    return hash_of(
        "\0".join(f"{path.name} {digest}" for folder, kind in folders for path, digest in _files(folder, kind))
    )


def hash_of(words: str) -> str:
    """A hash that two texts do not share, in hexadecimal digits."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _files(folder: Path, kind: str) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob(kind)):
        if path.is_file():
            yield path, hashlib.sha256(path.read_bytes()).hexdigest()
