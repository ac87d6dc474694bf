"""The shape of the database, as numbered migrations. A migration that has been released is never edited."""

Migrations = tuple[tuple[str, ...], ...]

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
)

RUNNING = frozenset({"attempts", "runs"})
"""Tables that tell how runs went, not what is known; left out of ``dump --canonical``."""

MOMENTS = frozenset(
    {
        "added_on",
        "at",
        "changed_at",
        "composed_at",
        "cutoff",
        "fetched_at",
        "first_seen_at",
        "modified_on",
        "reached_on",
        "retrieved_at",
        "register_version",
        "since",
    }
)
"""Columns and keys that hold when something was done here; left out of ``dump --canonical``."""

RECORDS = frozenset({"blocks", "copies", "events", "record", "why"})
"""Columns that hold JSON."""
