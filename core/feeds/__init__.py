"""Feeds that the user follows: a stored list, refreshed on demand, with read and unread entries.

This module has its values: feeds, entries, and the events of a refresh. The list itself is
`core.feeds.subscriptions.Subscriptions`; `core.feeds.opml` imports and exports lists. Import these two where they are
first used: they load SQLite.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from core.reading.fetch import is_address


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed in an imported list."""

    address: str
    """On the web, or the absolute path of a file."""
    title: str | None = None
    """The user's own name for it."""
    folder: tuple[str, ...] = ()
    """The folders that contain it, the outer one first."""
    site: str | None = None
    encoding: str | None = None
    """The encoding that the user chose for it."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed of the list: a snapshot."""

    number: int
    """Its id while it is on the list."""
    address: str
    """On the web, or the absolute path of a file; follows permanent redirects."""
    title: str
    """The user's own name for it, else the feed's, else its address; one clean line."""
    folder: tuple[str, ...]
    site: str | None
    """The page that the feed belongs to."""
    total: int
    """Number of its stored entries."""
    unread: int
    asked: str | None
    """When it was last fetched successfully, ISO 8601 in UTC; None if never."""
    problem: str
    """Why the last fetch failed; empty if it succeeded."""
    gone: bool
    """Whether its server said that it is gone for good; it is then fetched only on demand."""
    encoding: str | None = None
    """The encoding that the user chose for it; None to detect it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed: a snapshot without its text, which `Subscriptions.article` returns."""

    number: int
    """Its id while it is stored."""
    feed: int
    """The number of its feed."""
    title: str
    """One clean line, never empty."""
    excerpt: str
    """The beginning of its text, one clean line; may be empty."""
    byline: str | None
    published: str | None
    """ISO 8601."""
    url: str | None
    seen: str
    """When it was first seen, ISO 8601 in UTC."""
    read: bool
    updated: bool
    """Whether its text has changed since it was first seen, or since it was last marked as read."""


@dataclass(frozen=True, slots=True)
class Event:
    """The result of a refresh for one feed."""

    kind: Literal["new", "same", "skipped", "failed"]
    """New or edited entries; none; not fetched this time; the fetch failed."""
    feed: Feed
    """The feed after the refresh."""
    done: int
    """Number of feeds finished, this one included."""
    of: int
    """Number of feeds to refresh."""
    new: int = 0
    """Entries never seen before."""
    updated: int = 0
    """Entries whose text has changed."""
    note: str = ""
    """In words: the problem, why it was skipped, or its new address."""


_SCHEMES = frozenset(("feed", "feeds", "pcast", "itpc", "podcast"))
"""Obsolete schemes that made a browser open a feed or a podcast in another program."""


def on_the_web(address: str) -> str:
    """Return the address of a feed without an obsolete scheme, such as `feed:`, and with its scheme in small letters.

    >>> on_the_web("feed://press.example/rss"), on_the_web("Feed:HTTPS://press.example/rss")
    ('http://press.example/rss', 'https://press.example/rss')
    """
    address = address.strip()
    before, _, behind = address.partition(":")
    if before.lower() in _SCHEMES:
        address = behind.removeprefix("//")
        address = address if is_address(address) else f"http{'s' * (before[-1] in 'sS')}://{address}"
    if not is_address(address):
        return address
    scheme, colon, rest = address.partition(":")
    return f"{scheme.lower()}{colon}{rest}"


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry, as it goes into the table."""

    key: bytes
    title: str | None
    byline: str | None
    published: str | None
    url: str | None
    markup: str
    encoding: str | None
    excerpt: str
    digest: bytes
    """Digest of the visible text: a changed address in the markup is no new text."""
    note: str | None = None
    """A note on it, such as that some of its bytes are damaged."""
    id: bytes = b""
    """Digest of its id in the feed, which other entries may have too."""


class StoredEntry(NamedTuple):
    """What an entry in the table is recognised by."""

    key: bytes
    id: bytes | None
    digest: bytes
    excerpt: str
    url: str | None
    title: str | None


_MARKS: Final[tuple[Callable[[EntryRow | StoredEntry], object], ...]] = (
    lambda entry: entry.url,
    lambda entry: entry.excerpt,
    lambda entry: None if entry.url else entry.title,
)
"""What an entry is recognised by if no other with its id has the same; the surest first."""


def recognised(found: Sequence[EntryRow], stored: Iterable[StoredEntry]) -> dict[bytes, StoredEntry]:
    """Return the stored entry of each found one that has any, by the found one's key.

    Of several with the same id, one is recognised by its text, else by an address or a title that no other has.
    """
    ids = {entry.key: entry.id for entry in found}
    groups: dict[bytes, tuple[list[EntryRow], list[StoredEntry]]] = {}
    for entry in found:
        groups.setdefault(entry.id, ([], []))[0].append(entry)
    for row in stored:
        # Rows of an older version know no id; their key was it, or the entry's own.
        if group := groups.get(row.id or ids.get(row.key, row.key)):
            group[1].append(row)
    known: dict[bytes, StoredEntry] = {}
    for new, old in groups.values():
        if len(new) == len(old) == 1:
            known[new[0].key] = old[0]
        elif old:
            known |= _paired(new, old)
    return known


def _paired(new: Sequence[EntryRow], old: Sequence[StoredEntry]) -> dict[bytes, StoredEntry]:
    """Return which entries are the same, of those that share an id."""
    pairs: dict[bytes, StoredEntry] = {}
    by_digest = {row.digest: row for row in old}
    for entry in new:
        if (row := by_digest.pop(entry.digest, None)) is not None:
            pairs[entry.key] = row
    for mark in _MARKS:
        counts = Counter(map(mark, new)), Counter(map(mark, old))
        taken = {row.key for row in pairs.values()}
        by_mark = {mark(row): row for row in old if row.key not in taken}
        for entry in new:
            value = mark(entry)
            if entry.key not in pairs and value in by_mark and value and counts[0][value] == counts[1][value] == 1:
                pairs[entry.key] = by_mark[value]
    return pairs
