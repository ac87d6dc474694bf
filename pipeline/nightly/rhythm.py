"""How much is done between two commits."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

_BATCH = 20  # killed, at most so many are done again

ItemT = TypeVar("ItemT")


def batches(items: Sequence[ItemT], *, size: int = _BATCH) -> Iterator[Sequence[ItemT]]:
    """Cut a list into batches of one transaction each."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
