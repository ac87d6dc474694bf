"""retracted.yaml: pages that were taken back, beside feeds.yaml, so that a database that is built anew knows them."""

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field

from pipeline.config.fields import HASH, Line, Shape
from pipeline.model.retraction import Retraction

RETRACTED = "retracted.yaml"
_HEAD = """\
# Pages that were taken back with `offlimits retract`. Keys are hashes: they say nothing of the pages. Keep this file,
# or a database that is built anew opens them again.
retracted:
"""


class RetractedShape(Shape):
    """One page of retracted.yaml."""

    place: str = ""
    reason: Line
    author: str = ""
    at: Line
    keys: tuple[Annotated[str, Field(pattern=HASH)], ...]


class RetractionsShape(Shape):
    """retracted.yaml."""

    retracted: tuple[RetractedShape, ...] = ()


def retractions_of(shape: RetractionsShape) -> tuple[tuple[Retraction, tuple[str, ...]], ...]:
    """The pages, each with what it is known by."""
    return tuple((_retraction(one), one.keys) for one in shape.retracted if one.keys)


def _retraction(one: RetractedShape) -> Retraction:
    name = next((key for key in one.keys if key.startswith("page:")), one.keys[0])
    return Retraction(
        retraction_id=name.partition(":")[2][:20], place=one.place, reason=one.reason, author=one.author, at=one.at
    )


def add_retraction(path: Path, retraction: Retraction, keys: tuple[str, ...]) -> None:
    """Add a page to the end of the file, which is made if it is not there; one that it knows is not added again.

    Raises:
        OSError: it cannot be written.
    """
    text = path.read_text(encoding="utf-8") if path.exists() else _HEAD
    new = [key for key in keys if key not in text]  # they are hashes, so that none stands in another
    if not new:
        return
    plain = {
        "place": retraction.place,
        "reason": retraction.reason,
        "author": retraction.author,
        "at": retraction.at,
        "keys": new,
    }
    lines = yaml.safe_dump([plain], allow_unicode=True, sort_keys=False, width=1_000_000)
    path.write_text(text.rstrip("\n") + "\n" + "".join(f"  {line}\n" for line in lines.splitlines()), encoding="utf-8")
