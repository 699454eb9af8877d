"""Feeds that the user follows: a list that is remembered, refreshed on demand, and read without losing the place.

Here stands what the list speaks of: feeds, their entries, and what a refresh tells. The list itself is
`core.feeds.subscriptions.Subscriptions`, and `core.feeds.opml` takes lists in and out. They are imported where they are
first used: they load SQLite.
"""

from dataclasses import dataclass
from typing import Literal

from core.reading.fetch import is_address


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed as lists of feeds name it."""

    address: str
    """On the web, or the absolute path of a file."""
    title: str | None = None
    """The user's own name for it."""
    folder: tuple[str, ...] = ()
    """The folders it lies in, the outer one first."""
    site: str | None = None
    encoding: str | None = None
    """The encoding that the user chose for it."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed of the list, as it was when asked for."""

    number: int
    """What names it, as long as it is on the list."""
    address: str
    """On the web, or the absolute path of a file; follows permanent redirects."""
    title: str
    """The user's own name for it, else the feed's, else its address; one clean line."""
    folder: tuple[str, ...]
    site: str | None
    """The page that the feed belongs to."""
    total: int
    """How many of its entries are remembered."""
    unread: int
    asked: str | None
    """When it last answered, ISO 8601 in UTC; None if it never did."""
    problem: str
    """Why it did not answer when it was last asked; empty where it did."""
    gone: bool
    """Whether its server says that it will not come back; it is only asked again on demand."""
    encoding: str | None = None
    """The encoding that the user chose for it; None where it is found out."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed, as it was when asked for; its text comes with `Subscriptions.article`."""

    number: int
    """What names it, as long as it is remembered."""
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
    """What became of one feed in a refresh."""

    kind: Literal["new", "same", "skipped", "failed"]
    """It has something new or edited; it has not; it was not asked now; it could not be had."""
    feed: Feed
    """As it is now."""
    done: int
    """How many feeds are finished, this one included."""
    of: int
    """How many feeds there are to finish."""
    new: int = 0
    """Entries never seen before."""
    updated: int = 0
    """Entries whose text has changed."""
    note: str = ""
    """In words: what went wrong, why it was not asked, or where it has moved."""


def on_the_web(address: str) -> str:
    """Return the address of a feed without the scheme `feed:`, which browsers once gave it.

    >>> on_the_web("feed://press.example/rss"), on_the_web("feed:https://press.example/rss")
    ('http://press.example/rss', 'https://press.example/rss')
    """
    address = address.strip()
    if address[:5].lower() != "feed:":
        return address
    address = address[5:].removeprefix("//")
    return address if is_address(address) else f"http://{address}"
