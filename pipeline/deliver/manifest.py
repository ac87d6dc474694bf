"""What is known of the files of a build: what each was made of, and what came out."""

import json
from dataclasses import dataclass
from pathlib import Path

from pipeline.deliver.whole import write_whole

_SHAPE = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One file.

    Attributes:
        made_of: a hash of all that it depends on; empty if that is not known.
        sha256: of its content, in hexadecimal digits.
        size: in bytes.
    """

    made_of: str
    sha256: str
    size: int

    def same(self, other: "Entry") -> bool:
        """Whether both have the same content."""
        return self.sha256 == other.sha256


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of a build, by their paths."""

    entries: dict[str, Entry]

    @classmethod
    def read(cls, path: Path) -> "Manifest":
        """Read a manifest. Of one that is not there, or is none of ours, nothing is known: the files are made anew."""
        try:
            document = json.loads(path.read_bytes())
        except (FileNotFoundError, ValueError):
            return cls({})
        if not isinstance(document, dict) or document.get("shape") != _SHAPE:
            return cls({})
        return cls({name: Entry(made_of, sha256, size) for name, made_of, sha256, size in document["files"]})

    def write(self, path: Path) -> None:
        """Keep it.

        Raises:
            OSError: it cannot be written.
        """
        files = [(name, one.made_of, one.sha256, one.size) for name, one in sorted(self.entries.items())]
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps({"shape": _SHAPE, "files": files}).encode())
