"""The library's tables."""

from typing import Final

from core.sqlite.schema import Schema

LIBRARY: Final = Schema(
    0x44504C31,  # `DPL1`
    (
        (
            # Ids only grow: their order is that in which the briefs came in, and no clock is asked for it.
            """CREATE TABLE briefs (
                id INTEGER PRIMARY KEY,
                key TEXT NOT NULL UNIQUE,
                headline TEXT NOT NULL,
                source_headline TEXT NOT NULL,
                lead TEXT NOT NULL,
                outlet TEXT,
                outlet_folded TEXT,
                published TEXT,
                day TEXT NOT NULL,
                language TEXT NOT NULL,
                doubts INTEGER NOT NULL,
                brief BLOB NOT NULL
            )""",
            "CREATE INDEX briefs_by_day ON briefs (day)",
            # Not a column of `briefs`: a brief that comes in anew keeps what a person said of it.
            """CREATE TABLE marks (
                key TEXT PRIMARY KEY,
                read INTEGER NOT NULL DEFAULT 0,
                starred INTEGER NOT NULL DEFAULT 0,
                note TEXT NOT NULL DEFAULT ''
            ) WITHOUT ROWID""",
            # By rowid the same as `briefs`. The prefixes are for searching while one types.
            """CREATE VIRTUAL TABLE words USING fts5 (
                headline, source_headline, translation, source,
                tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
            )""",
        ),
        (
            "ALTER TABLE marks ADD COLUMN marked INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE marks ADD COLUMN place INTEGER NOT NULL DEFAULT 0",
        ),
    ),
)
