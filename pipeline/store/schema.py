"""The shape of the database, as numbered migrations. A migration that has been released is never edited."""

Migrations = tuple[tuple[str, ...], ...]


def _touching(kind: str, table: str, key: str) -> tuple[str, ...]:
    """Of migration 10: whatever is written in a table of the register is noted until the journal has looked at it."""
    noted = "INSERT OR REPLACE INTO touched (kind, row_id) VALUES"
    return (
        f"INSERT INTO touched (kind, row_id) SELECT '{kind}', {key} FROM {table}",  # noqa: S608 - names of our own
        f"CREATE TRIGGER {table}_made AFTER INSERT ON {table} BEGIN {noted} ('{kind}', NEW.{key}); END",
        f"CREATE TRIGGER {table}_altered AFTER UPDATE ON {table} BEGIN {noted} ('{kind}', NEW.{key}); END",
        f"CREATE TRIGGER {table}_gone AFTER DELETE ON {table} BEGIN {noted} ('{kind}', OLD.{key}); END",
    )


MIGRATIONS: Migrations = (
    (
        # 1: everything the first release keeps
        """CREATE TABLE runs (
            run_id INTEGER PRIMARY KEY, started_at TEXT NOT NULL, finished_at TEXT, state TEXT NOT NULL,
            summary TEXT)""",
        """CREATE TABLE attempts (
            attempt_id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES runs(run_id), at TEXT NOT NULL,
            source_id TEXT NOT NULL, url TEXT NOT NULL, page INTEGER NOT NULL, state TEXT NOT NULL,
            reason TEXT NOT NULL, detail TEXT NOT NULL, transient INTEGER NOT NULL, entries INTEGER NOT NULL)""",
        "CREATE INDEX attempts_by_source ON attempts (source_id, page, at)",
        "CREATE INDEX attempts_by_url ON attempts (url, at)",
        """CREATE TABLE validators (
            source_id TEXT PRIMARY KEY, url TEXT NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL)""",
        """CREATE TABLE snapshots (
            snapshot_id TEXT PRIMARY KEY, url TEXT NOT NULL, final_url TEXT NOT NULL, status INTEGER NOT NULL,
            content_type TEXT NOT NULL, sha256 TEXT NOT NULL, body BLOB NOT NULL, fetched_at TEXT NOT NULL)""",
        """CREATE TABLE entries (
            entry_id TEXT PRIMARY KEY, source_id TEXT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL,
            summary TEXT NOT NULL, author TEXT NOT NULL, language TEXT NOT NULL, published TEXT, published_on TEXT,
            published_at TEXT, first_seen_at TEXT NOT NULL)""",
        "CREATE INDEX entries_by_source ON entries (source_id, first_seen_at)",
        """CREATE TABLE pages (
            url TEXT PRIMARY KEY, entry_id TEXT NOT NULL REFERENCES entries(entry_id), source_id TEXT NOT NULL,
            state TEXT NOT NULL, reason TEXT NOT NULL, snapshot_id TEXT REFERENCES snapshots(snapshot_id))""",
        "CREATE INDEX pages_by_state ON pages (state)",
        """CREATE TABLE outcomes (
            stage TEXT NOT NULL, input_id TEXT NOT NULL, version INTEGER NOT NULL, state TEXT NOT NULL,
            reason TEXT NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (stage, input_id))""",
        """CREATE TABLE articles (
            article_id TEXT PRIMARY KEY, snapshot_id TEXT NOT NULL REFERENCES snapshots(snapshot_id),
            source_id TEXT NOT NULL, outlet TEXT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL, author TEXT NOT NULL,
            language TEXT NOT NULL, published TEXT, published_on TEXT, published_at TEXT, partial INTEGER NOT NULL,
            blocks TEXT NOT NULL)""",
        "CREATE INDEX articles_by_day ON articles (published_on, url)",
        """CREATE TABLE analyses (
            article_id TEXT PRIMARY KEY REFERENCES articles(article_id), relevant INTEGER NOT NULL, score REAL NOT NULL,
            why TEXT NOT NULL, events TEXT NOT NULL, unread TEXT NOT NULL)""",
        """CREATE TABLE stories (
            story_id TEXT PRIMARY KEY, title TEXT NOT NULL, first_published TEXT, copies TEXT NOT NULL)""",
        """CREATE TABLE story_articles (
            article_id TEXT PRIMARY KEY REFERENCES articles(article_id), place INTEGER NOT NULL,
            story_id TEXT NOT NULL REFERENCES stories(story_id))""",
        "CREATE INDEX story_articles_by_story ON story_articles (story_id, place)",
        """CREATE TABLE restrictions (
            restriction_id TEXT PRIMARY KEY, actor TEXT NOT NULL, next_day TEXT, record TEXT NOT NULL)""",
        "CREATE INDEX restrictions_by_actor ON restrictions (actor)",
        "CREATE INDEX restrictions_by_day ON restrictions (next_day)",
        """CREATE TABLE candidates (
            candidate_id TEXT PRIMARY KEY, actor TEXT NOT NULL, lapses_on TEXT NOT NULL, record TEXT NOT NULL)""",
        "CREATE INDEX candidates_by_actor ON candidates (actor)",
        """CREATE TABLE supports (
            row_id TEXT NOT NULL, article_id TEXT NOT NULL REFERENCES articles(article_id), event INTEGER NOT NULL,
            PRIMARY KEY (row_id, article_id, event))""",
        "CREATE TABLE tombstones (restriction_id TEXT PRIMARY KEY, record TEXT NOT NULL)",
        """CREATE TABLE register (
            only INTEGER PRIMARY KEY CHECK (only = 1), changed_at TEXT NOT NULL, register_version TEXT NOT NULL,
            reached_on TEXT NOT NULL)""",
        """CREATE TABLE editions (
            edition_id TEXT PRIMARY KEY, composed_at TEXT NOT NULL, cutoff TEXT NOT NULL, record TEXT NOT NULL)""",
        """CREATE TABLE messages (
            edition_id TEXT NOT NULL REFERENCES editions(edition_id), number INTEGER NOT NULL, recipient TEXT NOT NULL,
            message_id TEXT NOT NULL, state TEXT NOT NULL, detail TEXT NOT NULL, changed_at TEXT NOT NULL,
            PRIMARY KEY (edition_id, recipient))""",
    ),
    (
        # 2: every kind of source, what is remembered of each, and what a vendor's own list says
        "ALTER TABLE entries ADD COLUMN guid TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE entries ADD COLUMN updated TEXT",
        "ALTER TABLE entries ADD COLUMN updated_on TEXT",
        "ALTER TABLE entries ADD COLUMN updated_at TEXT",
        "ALTER TABLE entries ADD COLUMN content TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE entries ADD COLUMN publisher TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE entries ADD COLUMN flags TEXT NOT NULL DEFAULT '[]'",
        "CREATE INDEX entries_by_guid ON entries (source_id, guid)",
        """CREATE TABLE revisions (
            entry_id TEXT NOT NULL REFERENCES entries(entry_id), number INTEGER NOT NULL, at TEXT NOT NULL,
            before TEXT NOT NULL, PRIMARY KEY (entry_id, number))""",
        "ALTER TABLE pages ADD COLUMN page_key TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE pages ADD COLUMN filter TEXT NOT NULL DEFAULT ''",
        "UPDATE pages SET page_key = 'url:' || url",
        "CREATE INDEX pages_by_key ON pages (page_key)",
        "CREATE INDEX pages_by_entry ON pages (entry_id)",
        "ALTER TABLE snapshots ADD COLUMN reserved TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE snapshots ADD COLUMN kept INTEGER NOT NULL DEFAULT 1",
        "ALTER TABLE attempts ADD COLUMN retry_at TEXT",
        "CREATE TABLE sources (source_id TEXT PRIMARY KEY, record TEXT NOT NULL)",
        "CREATE TABLE watched (source_id TEXT PRIMARY KEY, record TEXT NOT NULL)",
        """CREATE TABLE availability (
            tool TEXT NOT NULL, country TEXT NOT NULL, source_id TEXT NOT NULL, record TEXT NOT NULL,
            PRIMARY KEY (tool, country, source_id))""",
        """INSERT INTO sources (source_id, record) SELECT source_id, json_object('source_id', source_id, 'url', url,
            'validators', json_object('url', url, 'etag', etag, 'last_modified', last_modified)) FROM validators""",
        "DROP TABLE validators",
    ),
    (
        # 3: what else a page says of itself, and what stood in front of its text
        "ALTER TABLE articles ADD COLUMN updated TEXT",
        "ALTER TABLE articles ADD COLUMN updated_on TEXT",
        "ALTER TABLE articles ADD COLUMN updated_at TEXT",
        "ALTER TABLE articles ADD COLUMN canonical TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE articles ADD COLUMN site TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE articles ADD COLUMN tags TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE articles ADD COLUMN barrier TEXT NOT NULL DEFAULT ''",
    ),
    (
        # 4: what articles have in common, and how much of each was stripped
        """CREATE TABLE fingerprints (
            article_id TEXT PRIMARY KEY REFERENCES articles(article_id), site TEXT NOT NULL,
            published_on TEXT NOT NULL, record TEXT NOT NULL)""",
        "CREATE INDEX fingerprints_by_site ON fingerprints (site, published_on, article_id)",
        """CREATE TABLE fingerprint_bands (
            band INTEGER NOT NULL, lot INTEGER NOT NULL, article_id TEXT NOT NULL,
            PRIMARY KEY (band, lot, article_id)) WITHOUT ROWID""",
        """CREATE TABLE text_shares (
            article_id TEXT PRIMARY KEY REFERENCES articles(article_id), source_id TEXT NOT NULL,
            words INTEGER NOT NULL, filler INTEGER NOT NULL, repeated INTEGER NOT NULL)""",
        "CREATE INDEX text_shares_by_source ON text_shares (source_id, words, filler, repeated)",
    ),
    (
        # 5: what a person decided about rows of the register, laid over what the sources give
        "CREATE TABLE overlaid (row_id TEXT PRIMARY KEY, record TEXT, stone TEXT)",
        "CREATE TABLE given_ids (made_by TEXT PRIMARY KEY, restriction_id TEXT NOT NULL)",
    ),
    (
        # 6: pages that were taken back, and by what they are known again
        "CREATE TABLE retractions (retraction_id TEXT PRIMARY KEY, record TEXT NOT NULL)",
        """CREATE TABLE retracted (
            known_by TEXT PRIMARY KEY, retraction_id TEXT NOT NULL REFERENCES retractions(retraction_id))""",
    ),
    (
        # 7: names in no list that stand where a tool stands
        "ALTER TABLE analyses ADD COLUMN strangers TEXT NOT NULL DEFAULT '[]'",
    ),
    (
        # 8: what articles of other nights are compared by, and where those are found that share a word
        """CREATE TABLE sketches (
            article_id TEXT PRIMARY KEY REFERENCES articles(article_id), record TEXT NOT NULL)""",
        """CREATE TABLE sketch_keys (
            word INTEGER NOT NULL, day INTEGER NOT NULL, article_id TEXT NOT NULL,
            PRIMARY KEY (word, day, article_id)) WITHOUT ROWID""",
        "CREATE INDEX sketch_keys_by_article ON sketch_keys (article_id)",
    ),
    (
        # 9: whatever goes out, not only editions by mail; tried again after a pause, and not for ever
        """CREATE TABLE outbox (
            kind TEXT NOT NULL, edition_id TEXT NOT NULL, about TEXT NOT NULL, recipient TEXT NOT NULL,
            number INTEGER NOT NULL, message_id TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,
            first_try_at TEXT, next_try_at TEXT, sha256 TEXT NOT NULL, detail TEXT NOT NULL, queued_at TEXT NOT NULL,
            changed_at TEXT NOT NULL, PRIMARY KEY (kind, edition_id, about, recipient))""",
        "CREATE INDEX outbox_by_state ON outbox (state)",
        """INSERT INTO outbox SELECT 'brief', edition_id, '', recipient, number, message_id, state,
            CASE WHEN state IN ('sent', 'unknown') THEN 1 ELSE 0 END, NULL, NULL, '', detail, changed_at, changed_at
            FROM messages""",
        "DROP TABLE messages",
    ),
    (
        # 10: how the register stood at every moment, and what each edition was composed from
        """CREATE TABLE journal (
            number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, row_id TEXT NOT NULL, at TEXT NOT NULL,
            record BLOB)""",
        "CREATE INDEX journal_by_row ON journal (kind, row_id, number)",
        "CREATE TABLE touched (kind TEXT NOT NULL, row_id TEXT NOT NULL, PRIMARY KEY (kind, row_id)) WITHOUT ROWID",
        *_touching("restriction", "restrictions", "restriction_id"),
        *_touching("candidate", "candidates", "candidate_id"),
        *_touching("tombstone", "tombstones", "restriction_id"),
        *_touching("overlay", "overlaid", "row_id"),
        *_touching("register", "register", "only"),
        """CREATE TABLE materials (
            edition_id TEXT PRIMARY KEY REFERENCES editions(edition_id), place INTEGER NOT NULL, program TEXT NOT NULL,
            record BLOB NOT NULL)""",
    ),
    (
        # 11: urgent notices
        """CREATE TABLE notices (
            restriction_id TEXT NOT NULL, number INTEGER NOT NULL, made_at TEXT NOT NULL, record TEXT NOT NULL,
            PRIMARY KEY (restriction_id, number))""",
    ),
    (
        # 12: editions that wait for their editors
        "CREATE TABLE drafts (edition_id TEXT PRIMARY KEY, record TEXT NOT NULL)",
    ),
    (
        # 13: what a text model wrote
        """CREATE TABLE answers (
            answer_id TEXT PRIMARY KEY, restriction_id TEXT NOT NULL, text TEXT NOT NULL, faults TEXT NOT NULL)""",
        "CREATE INDEX answers_by_restriction ON answers (restriction_id)",
    ),
)

RUNNING = frozenset({"answers", "attempts", "drafts", "notices", "runs", "sources"})
"""Tables that tell how runs went and how sources are doing, not what is known; left out of ``dump --canonical``."""

INDEXES = frozenset({"fingerprint_bands", "sketch_keys"})
"""Tables that repeat what others hold, so that it is found; left out of ``dump --canonical`` as well."""

PAST = frozenset({"journal", "materials", "touched"})
"""Tables that tell when we knew what; left out of ``dump --canonical``, for the same news read in one night or in four
has another past and the same content."""

MOMENTS = frozenset(
    {
        "added_on",
        "as_of_at",
        "at",
        "changed_at",
        "composed_at",
        "counted_at",
        "cutoff",
        "failing_since",
        "fetched_at",
        "first_at",
        "first_read_at",
        "first_seen_at",
        "first_try_at",
        "last_at",
        "last_new_at",
        "last_success_at",
        "last_try_at",
        "modified_on",
        "next_try_at",
        "queued_at",
        "reached_on",
        "read_at",
        "register_version",
        "removed_at",
        "retrieved_at",
        "retry_at",
        "since",
        "since_at",
        "told_days",
        "until_at",
    }
)
"""Columns and keys that hold when something was done here; left out of ``dump --canonical``."""

RECORDS = frozenset(
    {"before", "blocks", "copies", "events", "flags", "record", "reserved", "stone", "strangers", "tags", "why"}
)
"""Columns that hold JSON."""
