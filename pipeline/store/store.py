"""The whole store of one data directory."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.store.answers import Answers
from pipeline.store.articles import Articles
from pipeline.store.db import BUSY_MS, FILE_NAME, open_db
from pipeline.store.drafts import Drafts
from pipeline.store.dump import canonical
from pipeline.store.editions import Editions
from pipeline.store.entries import Entries
from pipeline.store.fetched import Fetched
from pipeline.store.hand import Hand
from pipeline.store.journal import Journal
from pipeline.store.materials import Materials
from pipeline.store.memory import Memory
from pipeline.store.notices import Notices
from pipeline.store.outbox import Outbox
from pipeline.store.registry import Registry
from pipeline.store.retractions import Retractions
from pipeline.store.runs import Runs
from pipeline.store.sketches import Sketches
from pipeline.store.sources import Sources


class Store:
    """Everything that is kept, by subject.

    Args:
        data_dir: the data directory; made if it is not there.
        busy_ms: how long to wait for a database that another program holds, in milliseconds.

    Raises:
        StoreError: the directory or the database cannot be used.
    """

    def __init__(self, data_dir: Path, *, busy_ms: int = BUSY_MS) -> None:
        self._db = open_db(data_dir, busy_ms=busy_ms)
        self.runs = Runs(self._db)
        self.fetched = Fetched(self._db)
        self.sources = Sources(self._db)
        self.articles = Articles(self._db)
        self.memory = Memory(self._db)
        self.sketches = Sketches(self._db)
        self.retractions = Retractions(self._db, self.articles, self.memory)
        self.entries = Entries(self._db, self.fetched, self.retractions)
        self.registry = Registry(self._db)
        self.hand = Hand(self._db)
        self.journal = Journal(self._db)
        self.editions = Editions(self._db)
        self.materials = Materials(self._db)
        self.outbox = Outbox(self._db)
        self.answers = Answers(self._db)
        self.drafts = Drafts(self._db)
        self.notices = Notices(self._db)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def transaction(self) -> AbstractContextManager[None]:
        """All writes inside are stored whole, or not at all."""
        return self._db.transaction()

    def copy_to(self, data_dir: Path) -> None:
        """Write a copy of the database, as it stands, into another data directory.

        Raises:
            StoreError: it cannot be written.
        """
        self._db.copy_to(data_dir / FILE_NAME)

    def compact(self) -> None:
        """Write the database anew without what was deleted, and empty its journal."""
        self._db.compact()

    def canonical(self) -> Iterator[str]:
        """The content as lines that can be compared."""
        return canonical(self._db)
