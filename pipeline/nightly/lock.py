"""One run at a time: a lock that the kernel releases when its holder ends, however it ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.model.errors import LockHeldError, StoreError

_NAME = "run.lock"


@contextmanager
def run_lock(data_dir: Path) -> Iterator[None]:
    """Hold the lock of a data directory.

    Raises:
        LockHeldError: another run holds it.
        StoreError: the directory cannot be written.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        handle = (data_dir / _NAME).open("a")
    except OSError as error:
        mend = "make it writable for this user, or name another with --data"
        raise StoreError(f"{data_dir}: cannot be written ({error.strerror}); {mend}") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LockHeldError(f"{data_dir}: another run is at work here; wait until it ends") from error
        yield
