"""The library: every wire that was read or batched, found again by its words, in either language.

Here stands what it speaks of: hits, what a person marked, and counts. `core.library.store.Library` is the library
itself, `core.library.keeper` fills one. They are imported apart, where they are first used: they load SQLite.
"""

from dataclasses import dataclass
from typing import TypedDict


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of an article around what was searched for."""

    text: str
    """On one line; an ellipsis where it was cut."""
    spans: tuple[tuple[int, int], ...] = ()
    """Where the words stand that were searched for: start and end, in code points of `text`."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a person said of a wire, and where they were in it."""

    read: bool = False
    starred: bool = False
    note: str = ""
    marked: bool = False
    """For the next export."""
    place: int = 0
    """The sentence that was read last, counted from 0."""


class Said(TypedDict, total=False):
    """Some of them."""

    read: bool
    starred: bool
    note: str
    marked: bool
    place: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One brief in a list."""

    key: str
    """Sixteen hex digits, the same for the same text whatever it was read from."""
    headline: str
    """In the target language."""
    source_headline: str
    outlet: str | None
    """Who published it, as its feed, site or dateline says, else the host of its address."""
    published: str | None
    """As its source gives it, ISO 8601."""
    language: str
    """Of the source, ISO 639-1, or `und`."""
    doubts: int
    """Sentences with a flag."""
    snippet: Snippet
    """Around the words that were searched for; without any, how the summary begins."""
    read: bool = False
    starred: bool = False
    byline: str | None = None
    """Who wrote it."""
    came: str | None = None
    """When it first came in, ISO 8601 in UTC; None where that was before it was noted."""


@dataclass(frozen=True, slots=True)
class Stats:
    """How much is in the library."""

    briefs: int
    starred: int
    size: int
    """Bytes on disk, those of the write-ahead log included."""
    limit: int
    """Bytes above which the oldest briefs go that nobody starred or wrote a note to."""
