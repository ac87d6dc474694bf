"""Files that are never seen half written."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.model.errors import StoreError

UNFINISHED = ".unfinished-"
"""What the name of a file or folder begins with while it is being made."""


def write_outbox(path: Path, content: bytes) -> None:
    """Write one file, such as a mail, so that nobody ever sees half of it.

    Raises:
        StoreError: it cannot be written.
    """
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)


def write_whole(path: Path, content: bytes) -> None:
    """Write one file into a folder that is there; it is seen whole or not at all, and nothing is left beside it.

    Raises:
        OSError: it cannot be written; what was there before is as it was.
    """
    unfinished = path.with_name(f"{UNFINISHED}{path.name}")
    try:
        write_flushed(unfinished, content)
        unfinished.replace(path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
    flush(path.parent)


def write_flushed(path: Path, content: bytes) -> None:
    """Write a file that nobody looks at yet, down to the disk.

    Raises:
        OSError: it cannot be written.
    """
    with path.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def flush(folder: Path) -> None:
    """Make the names in a folder last.

    Raises:
        OSError: the folder is not there.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Say what could not be written, and why.

    Args:
        path: named if the error names none.

    Raises:
        StoreError: in place of an OSError.
    """
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"{error.filename or path} cannot be written: {error.strerror}; mend its folder's rights or the disk"
        ) from error
