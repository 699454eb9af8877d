"""The tables of feeds, and their SQL: every function makes one change, in one transaction, or one query."""

import contextlib
import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any, Final

from core.feeds import Entry, EntryRow, Feed, Outline, StoredEntry, recognised
from core.feeds.refresh import FeedState, FetchedFeed
from core.messages import Message, from_stored
from core.reading import feed
from core.reading.fetch import FetchedPage
from core.sqlite import Schema, open_damaged, transaction

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
            # `round` counts the refreshes with changes: an entry of the last round is in the feed now.
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
        # The digest of an entry's id, which others of the feed may have too; its key is its own.
        ("ALTER TABLE entries ADD COLUMN feed_id BLOB",),
    ),
)


KEPT = 500
"""Maximum stored entries of a feed beside those that are in it now; the oldest are deleted first."""
PAGES = 32 << 20
"""Maximum bytes of fetched pages, compressed; the oldest are deleted first."""

_FEED = """SELECT f.id, f.address, f.title, f.name, f.folder, f.site, count(e.id), coalesce(sum(e.read = 0), 0),
    f.asked, f.problem, f.gone, f.encoding FROM feeds f LEFT JOIN entries e ON e.feed = f.id"""
_ENTRY = "SELECT id, feed, title, excerpt, byline, published, url, seen, read, updated FROM entries"
_COLUMNS = "feed, key, title, byline, published, url, markup, encoding, excerpt, digest, note, feed_id, seen, round"


def subscribe(connection: sqlite3.Connection, outlines: Iterable[Outline]) -> list[int]:
    """Add feeds to the list; return the numbers of those that were not on it."""
    added = []
    with transaction(connection):
        for outline in outlines:
            row = (outline.address, outline.title, json.dumps(outline.folder), outline.site, outline.encoding)
            done = connection.execute(
                "INSERT OR IGNORE INTO feeds (address, title, folder, site, encoding) VALUES (?, ?, ?, ?, ?)", row
            )
            if done.rowcount:
                added.append(int(done.lastrowid or 0))
    return added


def unsubscribe(connection: sqlite3.Connection, number: int) -> None:
    """Remove a feed from the list, with its entries; call it in a transaction."""
    connection.execute("DELETE FROM pages WHERE entry IN (SELECT id FROM entries WHERE feed = ?)", (number,))
    connection.execute("DELETE FROM entries WHERE feed = ?", (number,))
    connection.execute("DELETE FROM feeds WHERE id = ?", (number,))


def decode_as(connection: sqlite3.Connection, number: int, encoding: str | None) -> None:
    """Set the encoding of a feed, and forget its last answer: the same bytes now give another text."""
    query = "UPDATE feeds SET encoding = ?, etag = NULL, modified = NULL, digest = NULL, fresh_until = 0 WHERE id = ?"
    with transaction(connection):
        connection.execute(query, (encoding, number))


def feeds(connection: sqlite3.Connection, number: int | None = None) -> list[Feed]:
    """Return all feeds, or one, in the order in which they were added."""
    where, values = ("", ()) if number is None else (" WHERE f.id = ?", (number,))
    return [_feed(row) for row in connection.execute(f"{_FEED}{where} GROUP BY f.id ORDER BY f.id", values)]


def feed_state(connection: sqlite3.Connection, number: int) -> FeedState | None:
    """Return what is needed to fetch a feed again; None if it is no longer on the list."""
    query = (
        "SELECT id, address, etag, modified, digest, fresh_until, wait_until, gone, encoding FROM feeds WHERE id = ?"
    )
    row = connection.execute(query, (number,)).fetchone()
    return FeedState(*row) if row else None


def store_answer(
    connection: sqlite3.Connection, number: int, answer: FetchedFeed, now: float, today: str
) -> tuple[int, int]:
    """Store the answer of a feed; return the number of new and of edited entries.

    Read entries stay read; an entry that is no longer in the feed is kept until it is too old.
    """
    with transaction(connection):
        # The new address may be that of another feed on the list.
        connection.execute("UPDATE OR IGNORE feeds SET address = ? WHERE id = ?", (answer.address, number))
        found = connection.execute(
            """UPDATE feeds SET etag = ?, modified = ?, digest = ?, fresh_until = ?, wait_until = 0, asked = ?,
            problem = '', gone = 0, round = round + ? WHERE id = ? RETURNING round""",
            (answer.etag, answer.modified, answer.digest, now + answer.fresh, today, answer.changed, number),
        ).fetchone()
        if found is None or not answer.changed:  # it may have been removed meanwhile
            return 0, 0
        connection.execute("UPDATE feeds SET name = ?, site = ? WHERE id = ?", (answer.name, answer.site, number))
        counts = _store_entries(connection, number, answer.entries, found[0], today)
        _prune(connection, number, found[0])
    return counts


def fail(connection: sqlite3.Connection, number: int, problem: str, wait_until: float, *, gone: bool) -> None:
    """Store why a feed could not be fetched; its entries are kept."""
    with transaction(connection):
        connection.execute(
            "UPDATE feeds SET problem = ?, wait_until = ?, gone = ? WHERE id = ?", (problem, wait_until, gone, number)
        )


def entries(connection: sqlite3.Connection, number: int | None, *, unread: bool) -> list[Entry]:
    """Return entries, the newest first."""
    where = " WHERE (?1 IS NULL OR feed = ?1) AND (?2 = 0 OR read = 0)"
    order = " ORDER BY coalesce(published, seen) DESC, id"
    return [_entry(row) for row in connection.execute(_ENTRY + where + order, (number, unread))]


def mark(connection: sqlite3.Connection, numbers: Sequence[int], *, read: bool) -> None:
    """Mark entries as read, or as unread."""
    with transaction(connection):
        connection.executemany(
            "UPDATE entries SET read = ?1, updated = updated AND NOT ?1 WHERE id = ?2",
            ((read, number) for number in numbers),
        )


def mark_at(connection: sqlite3.Connection, address: str, *, read: bool) -> None:
    """Mark all entries with an address, in all feeds; see `mark`."""
    numbers = [number for [number] in connection.execute("SELECT id FROM entries WHERE url = ?", (address,))]
    if numbers:
        mark(connection, numbers, read=read)


def stored_entry(connection: sqlite3.Connection, number: int) -> tuple[feed.FeedItem, str, str] | None:
    """Return an entry as its feed had it, the feed's address, and the feed's title, the user's or its own.

    None if it is no longer stored.
    """
    query = """SELECT e.title, e.byline, e.published, e.url, e.markup, e.encoding, e.note, f.address,
        coalesce(f.title, f.name, '') FROM entries e JOIN feeds f ON f.id = e.feed WHERE e.id = ?"""
    row = connection.execute(query, (number,)).fetchone()
    if row is None:
        return None
    entry = feed.FeedItem("", *row[:7])
    return replace(entry, note=from_stored(entry.note) if entry.note else None), row[7], row[8]


def stored_page(connection: sqlite3.Connection, number: int) -> FetchedPage | None:
    """Return the page that was fetched for an entry."""
    row = connection.execute("SELECT data, url, charset FROM pages WHERE entry = ?", (number,)).fetchone()
    return FetchedPage(zlib.decompress(row[0]), *row[1:]) if row else None


def store_page(connection: sqlite3.Connection, number: int, fetched: FetchedPage) -> None:
    """Store the page of an entry, and delete the oldest pages if there are too many."""
    row = number, fetched.url, fetched.charset, zlib.compress(fetched.data)
    with transaction(connection):
        connection.execute("INSERT OR REPLACE INTO pages (entry, url, charset, data) VALUES (?, ?, ?, ?)", row)
        # The running sum from the newest on shows which are beyond the limit.
        connection.execute(
            """DELETE FROM pages WHERE id IN (SELECT id FROM
            (SELECT id, sum(length(data)) OVER (ORDER BY id DESC) AS total FROM pages) WHERE total > ?)""",
            (PAGES,),
        )


def salvage(damaged: Path, fresh: sqlite3.Connection) -> str:
    """Copy the readable feeds of a damaged file to a new one; return a message with their number."""
    rows: dict[str, Outline] = {}
    with (
        contextlib.suppress(sqlite3.Error, OSError, ValueError),
        contextlib.closing(open_damaged(damaged)) as connection,
    ):
        # Forwards up to the first broken page, then backwards down to the last one.
        for order in ("ASC", "DESC"):
            with contextlib.suppress(sqlite3.Error, ValueError, TypeError):
                query = f"SELECT address, title, folder, site FROM feeds ORDER BY id {order}"  # noqa: S608
                for address, title, folder, site in connection.execute(query):
                    rows.setdefault(str(address), Outline(address, title, tuple(json.loads(folder)), site))
    saved = len(subscribe(fresh, rows.values()))
    if saved == 1:
        return Message("with 1 feed saved from it; refresh to fill it again")
    return Message("with {count} feeds saved from it; refresh to fill it again", count=saved) if saved else ""


def _store_entries(
    connection: sqlite3.Connection, number: int, found: Sequence[EntryRow], turn: int, today: str
) -> tuple[int, int]:
    query = "SELECT key, feed_id, digest, excerpt, url, title FROM entries WHERE feed = ?"
    old = {row[0]: StoredEntry(*row) for row in connection.execute(query, (number,))}
    known, new, updated = recognised(found, old.values()), 0, 0
    for entry in found:
        stored = known.get(entry.key)
        if stored is None:
            new += 1
            key = entry.key
            while key in old:  # that of another entry, which had the same id
                key = hashlib.blake2b(key + entry.digest, digest_size=len(key)).digest()
            old[key] = StoredEntry(key, entry.id, entry.digest, entry.excerpt, entry.url, entry.title)
            connection.execute(
                f"INSERT INTO entries ({_COLUMNS}) VALUES ({', '.join('?' * 14)})",  # noqa: S608
                (number, key, *astuple(entry)[1:], today, turn),
            )
        elif stored.digest != entry.digest:
            updated += 1
            connection.execute(
                """UPDATE entries SET title = ?, byline = ?, published = ?, url = ?, markup = ?, encoding = ?,
                excerpt = ?, digest = ?, note = ?, feed_id = ?, updated = 1, round = ? WHERE feed = ? AND key = ?""",
                (*astuple(entry)[1:], turn, number, stored.key),
            )
            query = "DELETE FROM pages WHERE entry = (SELECT id FROM entries WHERE feed = ? AND key = ?)"
            connection.execute(query, (number, stored.key))
        else:
            query = "UPDATE entries SET round = ?, feed_id = ? WHERE feed = ? AND key = ?"
            connection.execute(query, (turn, entry.id, number, stored.key))
    return new, updated


def _prune(connection: sqlite3.Connection, number: int, turn: int) -> None:
    """Delete the oldest entries that are no longer in their feed; others would come back as new."""
    query = """SELECT id FROM entries WHERE feed = ? AND round < ?
        ORDER BY round DESC, coalesce(published, seen) DESC, id LIMIT -1 OFFSET ?"""
    old = connection.execute(query, (number, turn, KEPT)).fetchall()
    connection.executemany("DELETE FROM pages WHERE entry = ?", old)
    connection.executemany("DELETE FROM entries WHERE id = ?", old)


def _feed(row: Sequence[Any]) -> Feed:
    number, address, title, name, folder, site, total, unread, asked, problem, gone, encoding = row
    folders = tuple(map(str, json.loads(folder)))
    shown, problem = title or name or address, from_stored(problem)
    return Feed(number, address, shown, folders, site, total, unread, asked, problem, bool(gone), encoding)


def _entry(row: Sequence[Any]) -> Entry:
    number, of, title, excerpt, byline, published, url, seen, read, updated = row
    shown = title or excerpt[:80] or url or "—"
    return Entry(number, of, shown, excerpt, byline, published, url, seen, bool(read), bool(updated))
