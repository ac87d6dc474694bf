"""lemon24/reader, as its documentation has it for many feeds: eight workers. It stores every entry."""

import json
import sys
from pathlib import Path

from reader import Reader, make_reader

from benchmarks.measure import tell

WORKERS = 8


def _update(reader: Reader) -> int:
    """Ask for all feeds, those too that were asked for lately; returns how many entries are new."""
    before = reader.get_entry_counts().total or 0
    reader.update_feeds(workers=WORKERS, scheduled=False)
    return (reader.get_entry_counts().total or 0) - before


def _main(night: str, folder: Path) -> None:
    with make_reader(str(folder / "reader.sqlite")) as reader:
        for url in json.loads((folder / "feeds.json").read_text()):
            reader.add_feed(url, exist_ok=True)
        tell(night, lambda: _update(reader))


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]))
