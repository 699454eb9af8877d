"""Feeds that the user follows: a stored list, refreshed on demand, with read and unread entries.

This module has its values: feeds, entries, and the events of a refresh. The list itself is
`core.feeds.subscriptions.Subscriptions`; `core.feeds.opml` imports and exports lists. Import these two where they are
first used: they load SQLite.
"""

from dataclasses import dataclass
from typing import Literal

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


def on_the_web(address: str) -> str:
    """Return the address of a feed without the obsolete scheme `feed:`, and with its scheme in small letters.

    >>> on_the_web("feed://press.example/rss"), on_the_web("Feed:HTTPS://press.example/rss")
    ('http://press.example/rss', 'https://press.example/rss')
    """
    address = address.strip()
    if address[:5].lower() == "feed:":
        address = address[5:].removeprefix("//")
        address = address if is_address(address) else f"http://{address}"
    if not is_address(address):
        return address
    scheme, colon, rest = address.partition(":")
    return f"{scheme.lower()}{colon}{rest}"
