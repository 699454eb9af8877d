"""The library's tables, and the conversion of a brief to a row and back."""

import contextlib
import hashlib
import re
import sqlite3
import zlib
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Final

from core.article import UNKNOWN, Article
from core.brief import Brief
from core.errors import InputError
from core.export import from_json, to_json
from core.lang.letters import without_accents
from core.library import Marks
from core.messages import Message
from core.sanitize import sanitize
from core.sqlite import DamagedError, Schema, open_damaged, transaction


def folded_outlet(text: str) -> str:
    """Return a text without case and accents, to compare outlets by."""
    return without_accents(text.casefold())


_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_HEADLINE: Final = 300
_BYLINE: Final = 100
_LEAD: Final = 240
"""Maximum characters of each."""
_MAX_BRIEF: Final = 256 << 20
"""Maximum bytes of a brief: a row that unpacks to more is damaged."""


@dataclass(frozen=True, slots=True)
class BriefRow:
    """A brief as it is written to the tables."""

    key: str
    columns: tuple[str | int | bytes | None, ...]
    """The values of table `briefs`, from the key on."""
    words: tuple[str, str, str, str]
    """The values of table `words`."""


COLUMNS: Final = (
    "key, headline, source_headline, lead, outlet, outlet_folded, byline, byline_folded, published, day, language, "
    "doubts, brief"
)


def row(brief: Brief, today: date) -> BriefRow:
    """Return the row for a brief; one without a date counts as of today."""
    article, source = brief.article, brief.article.source
    chosen = " ".join(sentence.translation or sentence.source for sentence in brief.chosen)
    # A wire without a headline is listed by its first sentence.
    heading = brief.title.sentences if brief.title else article.sentences[:1]
    source_headline = sanitize(source.title or " ".join(sentence.source for sentence in heading), _HEADLINE)
    english = " ".join(sentence.translation or sentence.source for sentence in heading)
    headline = sanitize(english, _HEADLINE) or source_headline
    translation = " ".join(sentence.translation or "" for sentence in article.sentences)
    outlet, byline = source.outlet, sanitize(source.byline, _BYLINE) if source.byline else ""
    key = key_of(article)
    return BriefRow(
        key,
        (
            key,
            headline,
            source_headline,
            sanitize(chosen, _LEAD),
            outlet,
            folded_outlet(outlet) if outlet else None,
            byline or None,
            folded_outlet(byline) or None,
            sanitize(source.published) if source.published else None,
            (day_of(source.published) or today).isoformat(),
            article.language.code if article.language else UNKNOWN,
            sum(bool(sentence.flags) for sentence in article.sentences),
            zlib.compress(to_json(brief).encode("utf-8", "surrogatepass")),
        ),
        (headline, source_headline, _searchable(translation), _searchable(article.text)),
    )


def stored_brief(stored: bytes) -> Brief:
    """Return the brief in a row; raises DamagedError if it was changed by damage."""
    try:
        # zlib's checksum covers the whole text.
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(stored, _MAX_BRIEF)
        if not unpacker.eof:
            raise DamagedError
        return from_json(text.decode("utf-8", "surrogatepass"))
    except (zlib.error, UnicodeDecodeError, TypeError, InputError) as error:
        raise DamagedError from error


def key_of(article: Article) -> str:
    """Return the key of an article's brief: the same for the same text, whatever it was read from."""
    return hashlib.blake2b(article.text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def day_of(published: str | None) -> date | None:
    """Return the day of an ISO 8601 date in its own time zone; None if it has no day."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _searchable(text: str) -> str:
    return _CONTROLS.sub(" ", text)


def write(connection: sqlite3.Connection, new: BriefRow, now: str | None = None) -> None:
    """Write a brief as the latest, replacing the one with its key; call it in a transaction.

    `now`, ISO 8601 in UTC, is when it was first stored, unless it was stored before.
    """
    before = connection.execute("SELECT came FROM briefs WHERE key = ?", (new.key,)).fetchone()
    remove(connection, new.key)
    marks = ",".join("?" * (len(new.columns) + 1))
    number = connection.execute(
        f"INSERT INTO briefs ({COLUMNS}, came) VALUES ({marks})",  # noqa: S608
        (*new.columns, before[0] if before else now),
    ).lastrowid
    connection.execute(
        "INSERT INTO words (rowid, headline, source_headline, translation, source) VALUES (?,?,?,?,?)",
        (number, *new.words),
    )


def remove(connection: sqlite3.Connection, key: str) -> bool:
    """Delete a brief, but not its marks; return whether it existed. Call it in a transaction."""
    found = connection.execute("SELECT id FROM briefs WHERE key = ?", (key,)).fetchone()
    if found:
        connection.execute("DELETE FROM words WHERE rowid = ?", found)
        connection.execute("DELETE FROM briefs WHERE id = ?", found)
    return found is not None


MARK_COLUMNS: Final = tuple(field.name for field in fields(Marks))


def copy_marks(old: sqlite3.Connection, new: sqlite3.Connection) -> None:
    """Copy the marks of a file of any version to a new file; call it in a transaction."""
    there = {row[1] for row in old.execute("PRAGMA table_info(marks)")}
    columns = [name for name in ("key", *MARK_COLUMNS) if name in there]
    if columns:
        names = ", ".join(columns)
        insert = f"INSERT OR IGNORE INTO marks ({names}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608
        # Forwards up to the first broken page, then backwards down to the last one.
        for order in ("ASC", "DESC"):
            with contextlib.suppress(sqlite3.DatabaseError):
                for row in old.execute(f"SELECT {names} FROM marks ORDER BY key {order}"):  # noqa: S608
                    new.execute(insert, row)


_MERGE_PAGES: Final = 500


def merge_words(connection: sqlite3.Connection) -> None:
    """Remove deleted text from the index, which happens only when all its segments are merged.

    The merge is done in steps, so that other processes can write in between; see
    https://www.sqlite.org/fts5.html#the_merge_command.
    """
    pages = -_MERGE_PAGES
    while True:
        before = connection.total_changes
        connection.execute("INSERT INTO words (words, rank) VALUES ('merge', ?)", (pages,))
        if connection.total_changes - before < 2:
            break
        pages = _MERGE_PAGES


LIBRARY: Final = Schema(
    0x44504C31,  # `DPL1`
    (
        (
            # Ids only grow: they order the briefs by arrival without a clock.
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
            # Not columns of `briefs`: a brief that is stored again keeps its marks.
            """CREATE TABLE marks (
                key TEXT PRIMARY KEY,
                read INTEGER NOT NULL DEFAULT 0,
                starred INTEGER NOT NULL DEFAULT 0,
                note TEXT NOT NULL DEFAULT ''
            ) WITHOUT ROWID""",
            # The rowid is the id in `briefs`. The prefixes are for search while typing.
            """CREATE VIRTUAL TABLE words USING fts5 (
                headline, source_headline, translation, source,
                tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
            )""",
        ),
        (
            "ALTER TABLE marks ADD COLUMN marked INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE marks ADD COLUMN place INTEGER NOT NULL DEFAULT 0",
        ),
        (
            "ALTER TABLE briefs ADD COLUMN byline TEXT",
            "ALTER TABLE briefs ADD COLUMN byline_folded TEXT",
            # When it was first stored, ISO 8601 in UTC; unknown for those stored before this version.
            "ALTER TABLE briefs ADD COLUMN came TEXT",
        ),
    ),
    merge_words,
)


def save_briefs(damaged: Path, fresh: sqlite3.Connection) -> str:
    """Copy the intact briefs and marks of a damaged file to a new one; return a message with the number of briefs."""
    saved: set[str] = set()
    with (
        contextlib.suppress(sqlite3.Error, OSError),
        contextlib.closing(open_damaged(damaged)) as old,
    ):
        # Forwards up to the first broken page, then backwards down to the last one.
        for order in ("ASC", "DESC"):
            with contextlib.suppress(sqlite3.Error), transaction(fresh):
                _copy(old, fresh, order, saved)
        with contextlib.suppress(sqlite3.Error), transaction(fresh):
            copy_marks(old, fresh)
    kept = Message("with {count} briefs saved from it", count=len(saved))
    if not saved:
        kept = Message("with none of its briefs saved")
    return Message("{kept}; the rest comes back from JSON briefs: depeche library rebuild DIR", kept=kept)


def _copy(old: sqlite3.Connection, fresh: sqlite3.Connection, order: str, saved: set[str]) -> None:
    rows = old.execute(f"SELECT day, brief FROM briefs ORDER BY id {order}")  # noqa: S608
    # A broken page ends the query; the rows read before it are kept.
    with contextlib.suppress(sqlite3.DatabaseError):
        for day, stored in rows:
            with contextlib.suppress(DamagedError, ValueError):
                new = row(stored_brief(stored), date.fromisoformat(day))
                if new.key not in saved:
                    write(fresh, new)
                    saved.add(new.key)
