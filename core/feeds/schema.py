"""The tables: feeds, entries, and the pages that were fetched for entries."""

from typing import Final

from core.sqlite.schema import Schema

FEEDS: Final = Schema(
    0x44504631,  # `DPF1`
    (
        (
            """CREATE TABLE feeds (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                address TEXT NOT NULL UNIQUE,
                title TEXT,
                folder TEXT NOT NULL,
                name TEXT,
                site TEXT,
                etag TEXT,
                modified TEXT,
                digest BLOB,
                fresh_until REAL NOT NULL DEFAULT 0,
                wait_until REAL NOT NULL DEFAULT 0,
                asked TEXT,
                problem TEXT NOT NULL DEFAULT '',
                gone INTEGER NOT NULL DEFAULT 0,
                round INTEGER NOT NULL DEFAULT 0
            )""",
            # `round` counts the refreshes that brought something: an entry of the last round stands in the feed.
            """CREATE TABLE entries (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                feed INTEGER NOT NULL,
                key BLOB NOT NULL,
                title TEXT,
                byline TEXT,
                published TEXT,
                url TEXT,
                markup TEXT NOT NULL,
                encoding TEXT,
                excerpt TEXT NOT NULL,
                digest BLOB NOT NULL,
                seen TEXT NOT NULL,
                read INTEGER NOT NULL DEFAULT 0,
                updated INTEGER NOT NULL DEFAULT 0,
                round INTEGER NOT NULL,
                UNIQUE (feed, key)
            )""",
            """CREATE TABLE pages (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                entry INTEGER NOT NULL UNIQUE,
                url TEXT NOT NULL,
                charset TEXT,
                data BLOB NOT NULL
            )""",
        ),
        ("ALTER TABLE feeds ADD COLUMN encoding TEXT", "ALTER TABLE entries ADD COLUMN note TEXT"),
    ),
)
