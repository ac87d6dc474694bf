"""Every public method of the store, when the database is held, read-only, full or closed: a StoreError with a mend."""

import hashlib
import inspect
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model.draft import Draft
from pipeline.model.errors import StoreError
from pipeline.model.health import SourceRecord
from pipeline.model.outcome import done
from pipeline.model.override import Laid
from pipeline.model.restriction import Tombstone
from pipeline.model.retraction import Retraction
from pipeline.model.site import TextShare
from pipeline.model.urgent import Urgent
from pipeline.store.answers import Answer, Answers
from pipeline.store.articles import Articles
from pipeline.store.db import FILE_NAME
from pipeline.store.drafts import Drafts
from pipeline.store.editions import Editions
from pipeline.store.entries import Entries
from pipeline.store.fetched import Fetched
from pipeline.store.hand import Hand
from pipeline.store.journal import Journal
from pipeline.store.materials import Kept, Materials
from pipeline.store.memory import Memory
from pipeline.store.notices import Notices
from pipeline.store.outbox import Outbox
from pipeline.store.registry import Registry
from pipeline.store.retractions import Retractions, Trace
from pipeline.store.runs import Runs
from pipeline.store.sources import Sources
from pipeline.store.store import Store
from tests.examples import CANDIDATE, KNOWN, RICH
from tests.unit.records import NOW, analysis, article, entry, snapshot, story
from tests.unit.store.filling import FACT, PRINTS, VERSION, WATCHED, attempt, message

DRAFT = Draft(edition=RICH, cutoff=NOW, place=0, marks=(), material="{}", acts=())
NOTICE = Urgent(
    restriction_id="AIR-2026-0001",
    number=1,
    claimed="0123456789abcdef",
    made_on="2026-07-15",
    subject="Urgent: Quillhaven cuts off Quill",
    headline="Quillhaven cuts off Quill",
    provenance="told by the actor itself",
    effective_on="2026-07-20",
    in_days=5,
    exposures=(),
)
Use = Callable[[Store], object]

HELD = replace(PRINTS, article_id="article-two")
EDITION = replace(RICH, edition_id="2026-W29")
TOMBSTONE = Tombstone(restriction_id="AIR-2026-0002", removed_on="2026-07-13", reason="retracted")
LAID = {"AIR-2026-0002": Laid(row_id="AIR-2026-0002", record=KNOWN, stone=TOMBSTONE)}
TAKEN = Retraction(retraction_id="x", place="a.example", reason="Wrong.", author="", at="2026-07-13T05:15:00Z")
MATERIAL = Kept(edition_id=RICH.edition_id, place=1, program="0", record="{}")
TRACE = Trace(urls=(snapshot("one").url,), keys=(), entry_ids=(), snapshot_ids=(), articles=())

WRITES: dict[str, Use] = {
    "runs.start": lambda s: s.runs.start(NOW),
    "runs.finish": lambda s: s.runs.finish(1, NOW, "done", {}),
    "sources.save_records": lambda s: s.sources.save_records([SourceRecord(source_id="x", url="https://a.example/")]),
    "sources.save_watched": lambda s: s.sources.save_watched("x", WATCHED),
    "sources.save_availability": lambda s: s.sources.save_availability([FACT]),
    "fetched.save_snapshot": lambda s: s.fetched.save_snapshot(snapshot("new")),
    "entries.save": lambda s: s.entries.save([entry("new")], now=NOW),
    "entries.close_page": lambda s: s.entries.close_page(snapshot("new").url, snapshot=snapshot("new")),
    "entries.stand_in": lambda s: s.entries.stand_in(snapshot("one").url, snapshot("one")),
    "entries.note_page": lambda s: s.entries.note_page(snapshot("one").url, "timeout"),
    "entries.skip_page": lambda s: s.entries.skip_page(snapshot("one").url, "old"),
    "entries.let_wait": lambda s: s.entries.let_wait(snapshot("one").url),
    "fetched.drop_body": lambda s: s.fetched.drop_body(snapshot("one").snapshot_id),
    "fetched.save_attempts": lambda s: s.fetched.save_attempts([attempt(1)]),
    "articles.save_parsed": lambda s: s.articles.save_parsed("snapshot", VERSION, done("snapshot", article("one"))),
    "articles.save_marked": lambda s: s.articles.save_marked(article("one", text="Quill is out.")),
    "articles.undo": lambda s: s.articles.undo(["analyse"], ["article-one"]),
    "memory.save": lambda s: s.memory.save(PRINTS),
    "memory.drop": lambda s: s.memory.drop(HELD.article_id),
    "memory.save_share": lambda s: s.memory.save_share("article-one", "x", TextShare(articles=1, words=9)),
    "articles.save_analysis": lambda s: s.articles.save_analysis(VERSION, done("article-one", analysis())),
    "articles.save_outcome": lambda s: s.articles.save_outcome("parse", VERSION, "snapshot", done("snapshot", None)),
    "articles.save_stories": lambda s: s.articles.save_stories([story("story-2026-0002", "article-one")]),
    "registry.save_restriction": lambda s: s.registry.save_restriction(KNOWN, None),
    "registry.save_candidate": lambda s: s.registry.save_candidate(CANDIDATE),
    "registry.save_supports": lambda s: s.registry.save_supports("AIR-2026-0002", [("article-one", 0)]),
    "registry.withdraw": lambda s: s.registry.withdraw(TOMBSTONE),
    "registry.drop_candidate": lambda s: s.registry.drop_candidate(CANDIDATE.candidate_id),
    "answers.forget": lambda s: s.answers.forget(["AIR-2026-0001"]),
    "answers.save": lambda s: s.answers.save(Answer(answer_id="a", restriction_id="AIR-2026-0001", text="x")),
    "drafts.drop": lambda s: s.drafts.drop(RICH.edition_id),
    "drafts.save": lambda s: s.drafts.save(DRAFT),
    "editions.rewrite": lambda s: s.editions.rewrite(replace(RICH, subject="Changed")),
    "retractions.save": lambda s: s.retractions.save(TAKEN, ["page:x"]),
    "retractions.erase": lambda s: s.retractions.erase(TRACE),
    "hand.save": lambda s: s.hand.save(LAID, {"promote:x": "AIR-2026-0009"}),
    "journal.keep": lambda s: s.journal.keep(NOW),
    "journal.forget": lambda s: s.journal.forget({"AIR-2026-0002"}, set()),
    "materials.save": lambda s: s.materials.save(MATERIAL),
    "materials.forget": lambda s: s.materials.forget([RICH.edition_id]),
    "registry.mark": lambda s: s.registry.mark(changed_at=None, reached_on="2026-07-20"),
    "editions.save_edition": lambda s: s.editions.save_edition(EDITION, cutoff=NOW),
    "notices.rewrite": lambda s: s.notices.rewrite(NOTICE),
    "notices.save": lambda s: s.notices.save(NOTICE, now=NOW),
    "outbox.queue": lambda s: s.outbox.queue([message("new@example.org", 3)], now=NOW),
    "outbox.update": lambda s: s.outbox.update(replace(message(), state="sent"), now=NOW),
}
READS: dict[str, Use] = {
    "runs.last": lambda s: s.runs.last(5),
    "sources.records": lambda s: s.sources.records(),
    "sources.watched": lambda s: s.sources.watched(),
    "sources.availability": lambda s: s.sources.availability(),
    "entries.revisions": lambda s: s.entries.revisions("entry-one"),
    "entries.filtered": lambda s: s.entries.filtered(other_than="1", since=NOW),
    "entries.day_counts": lambda s: s.entries.day_counts(),
    "entries.relevant_counts": lambda s: s.entries.relevant_counts(),
    "entries.page_state": lambda s: s.entries.page_state(snapshot("one").url),
    "entries.listed_as": lambda s: s.entries.listed_as(snapshot("one").url),
    "fetched.pauses": lambda s: s.fetched.pauses(NOW),
    "fetched.attempts_at": lambda s: s.fetched.attempts_at(snapshot("one").url),
    "articles.at": lambda s: s.articles.at(snapshot("one").url),
    "articles.parse_failure": lambda s: s.articles.parse_failure(snapshot("one").url, VERSION),
    "articles.parsed_of_sources": lambda s: s.articles.parsed_of_sources(["harbourpost"], VERSION),
    "fetched.snapshot": lambda s: s.fetched.snapshot(snapshot("one").snapshot_id),
    "fetched.snapshot_head": lambda s: s.fetched.snapshot_head(snapshot("one").snapshot_id),
    "entries.entry_at": lambda s: s.entries.entry_at(snapshot("one").url),
    "entries.entry": lambda s: s.entries.entry("entry-one"),
    "entries.waiting_pages": lambda s: s.entries.waiting_pages(tries=5),
    "fetched.last_attempts": lambda s: s.fetched.last_attempts(),
    "entries.counts": lambda s: s.entries.counts(),
    "entries.seen_between": lambda s: s.entries.seen_between("", "9"),
    "fetched.sources_read_between": lambda s: s.fetched.sources_read_between("", "9"),
    "entries.entry_counts": lambda s: s.entries.entry_counts(),
    "articles.waiting": lambda s: s.articles.waiting("mark", VERSION),
    "memory.prints": lambda s: s.memory.prints("article-one"),
    "memory.holders": lambda s: s.memory.holders(PRINTS, 3),
    "memory.touched": lambda s: s.memory.touched(HELD, 3),
    "memory.oldest": lambda s: s.memory.oldest("harbourpost.example", 0),
    "memory.shares": lambda s: s.memory.shares(),
    "articles.unparsed": lambda s: s.articles.unparsed(VERSION),
    "articles.unanalysed": lambda s: s.articles.unanalysed(VERSION),
    "articles.unregistered": lambda s: s.articles.unregistered(VERSION),
    "articles.articles": lambda s: s.articles.articles(["article-one"]),
    "articles.analyses": lambda s: s.articles.analyses(["article-one"]),
    "articles.relevant": lambda s: s.articles.relevant(["article-one"]),
    "articles.between": lambda s: s.articles.between("2026-07-01", "2026-07-31"),
    "articles.seen_between": lambda s: s.articles.seen_between("", "9"),
    "articles.stories": lambda s: s.articles.stories(),
    "articles.story_of": lambda s: s.articles.story_of(["article-one"]),
    "articles.story_serials": lambda s: s.articles.story_serials(),
    "articles.strangers": lambda s: s.articles.strangers(),
    "articles.unread_languages": lambda s: s.articles.unread_languages(["article-one"]),
    "articles.of_type": lambda s: s.articles.of_type("text/html", 5),
    "articles.counts": lambda s: s.articles.counts(),
    "registry.register": lambda s: s.registry.register(today="2026-07-13"),
    "registry.restriction": lambda s: s.registry.restriction("AIR-2026-0002"),
    "registry.stored": lambda s: s.registry.stored(),
    "registry.buried": lambda s: s.registry.buried(),
    "registry.lapsing": lambda s: s.registry.lapsing("2026-12-31"),
    "registry.lifting": lambda s: s.registry.lifting(),
    "registry.of_actors": lambda s: s.registry.of_actors(["Alibaba"]),
    "registry.candidates_of_actors": lambda s: s.registry.candidates_of_actors(["Quillhaven"]),
    "registry.of_articles": lambda s: s.registry.of_articles(["article-one"]),
    "registry.candidates_of_articles": lambda s: s.registry.candidates_of_articles(["article-one"]),
    "registry.became": lambda s: s.registry.became("candidate-x-0"),
    "registry.due": lambda s: s.registry.due("2026-12-31"),
    "registry.supports": lambda s: s.registry.supports("AIR-2026-0002"),
    "registry.named": lambda s: s.registry.named(["AIR-2026-0002"]),
    "entries.retracted": lambda s: s.entries.retracted([entry()]),
    "retractions.all": lambda s: s.retractions.all(),
    "retractions.covering": lambda s: s.retractions.covering(["page:x"]),
    "retractions.is_any": lambda s: s.retractions.is_any(),
    "retractions.of_page": lambda s: s.retractions.of_page(snapshot("one").url),
    "retractions.stored": lambda s: s.retractions.stored(["page:x"]),
    "retractions.trace": lambda s: s.retractions.trace(snapshot("one").url),
    "hand.laid": lambda s: s.hand.laid(),
    "hand.given": lambda s: s.hand.given(),
    "hand.promoted": lambda s: s.hand.promoted(),
    "registry.serials": lambda s: s.registry.serials(),
    "registry.reached_on": lambda s: s.registry.reached_on(),
    "registry.counts": lambda s: s.registry.counts(today="2026-07-13"),
    "editions.edition": lambda s: s.editions.edition(RICH.edition_id),
    "editions.cutoffs": lambda s: s.editions.cutoffs(),
    "journal.place": lambda s: s.journal.place(),
    "journal.begins_at": lambda s: s.journal.begins_at(),
    "journal.register": lambda s: s.journal.register(1, until=NOW),
    "journal.register_at": lambda s: s.journal.register_at(NOW),
    "materials.of": lambda s: s.materials.of(RICH.edition_id),
    "editions.editions": lambda s: s.editions.editions(),
    "editions.last": lambda s: s.editions.last(),
    "answers.answer": lambda s: s.answers.answer("a"),
    "answers.texts": lambda s: s.answers.texts(["a"]),
    "drafts.waiting": lambda s: s.drafts.waiting(),
    "notices.all": lambda s: s.notices.all(),
    "notices.notice": lambda s: s.notices.notice(NOTICE.about),
    "notices.of": lambda s: s.notices.of({NOTICE.restriction_id}),
    "outbox.of_kind": lambda s: s.outbox.of_kind("draft"),
    "outbox.handed_at": lambda s: s.outbox.handed_at("brief", RICH.edition_id, ""),
    "outbox.messages": lambda s: s.outbox.messages(RICH.edition_id),
    "outbox.about": lambda s: s.outbox.about("brief", ""),
    "outbox.waiting": lambda s: s.outbox.waiting(NOW),
    "outbox.in_state": lambda s: s.outbox.in_state("queued", "sent"),
    "canonical": lambda s: list(s.canonical()),
}


@contextmanager
def held(data_dir: Path) -> Iterator[None]:
    """Another program writes."""
    connection = sqlite3.connect(data_dir / FILE_NAME, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
    finally:
        connection.close()


def test_every_public_method_is_tried_here() -> None:
    parts = {
        "runs": Runs,
        "fetched": Fetched,
        "entries": Entries,
        "sources": Sources,
        "articles": Articles,
        "hand": Hand,
        "memory": Memory,
        "retractions": Retractions,
        "registry": Registry,
        "editions": Editions,
        "journal": Journal,
        "materials": Materials,
        "answers": Answers,
        "drafts": Drafts,
        "notices": Notices,
        "outbox": Outbox,
    }
    methods = {
        f"{name}.{method}"
        for name, part in parts.items()
        for method, _ in inspect.getmembers(part, inspect.isfunction)
        if not method.startswith("_")
    }
    assert {*WRITES, *READS} == {*methods, "canonical"}


@pytest.mark.parametrize("name", WRITES)
def test_a_write_works_when_nothing_is_in_the_way(filled: Store, name: str) -> None:
    with filled.transaction():
        WRITES[name](filled)


@pytest.mark.parametrize("name", WRITES)
def test_a_write_while_another_program_writes_is_told_and_nothing_is_stored(
    filled: Store, tmp_path: Path, name: str
) -> None:
    before = list(filled.canonical())
    with held(tmp_path / "data"), pytest.raises(StoreError) as caught, filled.transaction():
        WRITES[name](filled)
    path = tmp_path / "data" / FILE_NAME
    assert str(caught.value) == (
        f"{path}: database is locked; another program holds the database; wait for it and run again"
    )
    assert list(filled.canonical()) == before
    with filled.transaction():
        WRITES[name](filled)


@pytest.mark.parametrize("name", WRITES)
def test_a_write_to_a_database_that_cannot_be_written_is_told_and_nothing_is_stored(filled: Store, name: str) -> None:
    before = list(filled.canonical())
    filled._db.raw.conn.execute("PRAGMA query_only = ON")
    mend = "attempt to write a readonly database; make the data directory writable for this user, or name another"
    with pytest.raises(StoreError, match=mend), filled.transaction():
        WRITES[name](filled)
    assert list(filled.canonical()) == before


LONG = "A long text, as an article may have it. " * 5000
BULKY: dict[str, Use] = {
    "fetched.save_snapshot": lambda s: s.fetched.save_snapshot(snapshot("new", body=bytes(hashed(20_000)))),
    "entries.save": lambda s: s.entries.save([replace(entry("new"), summary=LONG)], now=NOW),
    "articles.save_parsed": lambda s: s.articles.save_parsed("x", VERSION, done("x", article("one", text=LONG))),
    "articles.save_marked": lambda s: s.articles.save_marked(article("one", text=LONG)),
    "memory.save": lambda s: s.memory.save(replace(PRINTS, story=tuple(range(20_000)))),
    "articles.save_analysis": lambda s: s.articles.save_analysis(
        VERSION, done("article-one", replace(analysis(), why=(LONG,)))
    ),
    "registry.save_restriction": lambda s: s.registry.save_restriction(replace(KNOWN, title=LONG), None),
    "editions.save_edition": lambda s: s.editions.save_edition(replace(EDITION, bottom_line=LONG), cutoff=NOW),
}


def hashed(count: int) -> Iterator[int]:
    """Bytes that cannot be compressed, the same every time."""
    for number in range(count // 32):
        yield from hashlib.sha256(str(number).encode()).digest()


@pytest.mark.parametrize("name", BULKY)
def test_a_write_to_a_full_disk_is_told_and_nothing_is_stored(filled: Store, name: str) -> None:
    before = list(filled.canonical())
    pages = filled._db.rows("PRAGMA page_count")[0]["page_count"]
    filled._db.raw.conn.execute(f"PRAGMA max_page_count = {pages}")
    mend = "database or disk is full; free some disk space and run again; nothing that was stored is lost"
    with pytest.raises(StoreError, match=mend), filled.transaction():
        BULKY[name](filled)
    assert list(filled.canonical()) == before
    filled._db.raw.conn.execute(f"PRAGMA max_page_count = {pages * 100}")
    with filled.transaction():
        BULKY[name](filled)
    assert list(filled.canonical()) != before


@pytest.mark.parametrize("name", READS)
def test_a_read_sees_the_same_while_another_program_writes(filled: Store, tmp_path: Path, name: str) -> None:
    before = READS[name](filled)
    with held(tmp_path / "data"):
        assert READS[name](filled) == before


@pytest.mark.parametrize("name", READS)
def test_a_read_that_fails_is_told_with_the_file_and_a_mend(filled: Store, tmp_path: Path, name: str) -> None:
    filled.close()
    with pytest.raises(StoreError) as caught:
        READS[name](filled)
    assert str(caught.value).startswith(f"{tmp_path / 'data' / FILE_NAME}: ")
    assert str(caught.value).endswith("; run again; if it stays, restore a backup of the data directory")
