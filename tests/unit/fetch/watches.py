"""Pages of Quillhaven to watch, and a watcher that reads them one after the other."""

from datetime import UTC, datetime, timedelta

from pipeline.fetch.watch.compare import compare
from pipeline.fetch.watch.text import read_watched
from pipeline.model.source import Source, WatchRules
from pipeline.model.watch import Verdict, Watched, WatchMemory

START = datetime(2026, 3, 2, 5, 15, tzinfo=UTC)
URL = "https://quillhaven.example/policy"
RULE = "Firms answer for what their staff do with it."
TEXT = (
    "Usage policy",
    "This policy says what Quill may be used for.",
    f"You must be at least 16 years old to open an account. {RULE}",
    "Nobody may train a rival model on the answers of Quill.",
    "We warn an account once before it is closed.",
)


def source(select: str = "main", *remove: str, as_set: bool = False) -> Source:
    rules = WatchRules(select=select, remove=remove, as_set=as_set, tools=("Quill", "Quill API"))
    return Source(
        source_id="quill-policy",
        name="Quillhaven policy",
        kind="page-watch",
        url=URL,
        speaks_for=("Quillhaven",),
        watch=rules,
    )


def read(markup: str, rules: Source | None = None, *, content_type: str = "text/html") -> Watched:
    return read_watched(markup.encode(), source=rules or source(), base_url=URL, content_type=content_type, now=START)


def page(*lines: str, title: str = "Usage policy | Quillhaven", language: str = "en", as_set: bool = False) -> Watched:
    """A reading of a page with these lines; the first is its heading."""
    return Watched(rules="r1", title=title, language=language, headings=lines[:1], lines=lines, as_set=as_set)


def edited(old: str, new: str) -> Watched:
    """The usual page with some words replaced."""
    assert any(old in line for line in TEXT)
    return page(*(line.replace(old, new) for line in TEXT if line.replace(old, new)))


class Watcher:
    """Reads one page again and again, and keeps what is remembered of it."""

    def __init__(self) -> None:
        self.memory: WatchMemory | None = None
        self.now = START
        self.verdicts: list[Verdict] = []

    def see(self, *readings: Watched, hours: float = 24) -> Verdict:
        """Read these versions, with this time between them and behind the last; the last verdict."""
        for reading in readings:
            self.memory, verdict = compare(
                self.memory, reading, now=self.now, snapshot_sha256=f"{len(self.verdicts):064}"
            )
            self.verdicts.append(verdict)
            self.now += timedelta(hours=hours)
        return self.verdicts[-1]

    @property
    def kinds(self) -> list[str]:
        return [verdict.kind + (f":{verdict.why}" if verdict.why else "") for verdict in self.verdicts]

    @property
    def told(self) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        return [(v.change.added, v.change.removed) for v in self.verdicts if v.change is not None]
