"""The memory's tables."""

from typing import Final

from core.sqlite.schema import Schema

MEMORY: Final = Schema(
    0x44504D31,  # `DPM1`
    (
        (
            # A queue in the order of use: ids only grow, a row used again late moves to the end, and pruning cuts
            # whole pages off the head. No clock is asked, so none can go wrong; nor is there a column to keep up.
            """CREATE TABLE outputs (
                id INTEGER PRIMARY KEY,
                key BLOB NOT NULL UNIQUE,
                source_language TEXT NOT NULL,
                target_language TEXT NOT NULL,
                source TEXT NOT NULL,
                translation TEXT NOT NULL,
                score BLOB,
                truncated INTEGER NOT NULL,
                extra TEXT,
                seal INTEGER NOT NULL
            )""",
            """CREATE TABLE corrections (
                key BLOB PRIMARY KEY,
                source_language TEXT NOT NULL,
                target_language TEXT NOT NULL,
                source TEXT NOT NULL,
                translation TEXT NOT NULL,
                seal INTEGER NOT NULL
            ) WITHOUT ROWID""",
        ),
        (
            """CREATE TABLE findings (
                id INTEGER PRIMARY KEY,
                key BLOB NOT NULL UNIQUE,
                value TEXT NOT NULL,
                seal INTEGER NOT NULL
            )""",
        ),
    ),
)
