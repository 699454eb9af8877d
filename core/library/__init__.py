"""The library: stores every wire that was read or batched, for full-text search in both languages.

This module has its values: hits, marks and counts. `core.library.store.Library` is the library itself,
`core.library.writer` fills one. Import these two where they are first used: they load SQLite.
"""

from dataclasses import dataclass
from typing import TypedDict


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of an article around the matches of a search."""

    text: str
    """On one line; an ellipsis where it was cut."""
    spans: tuple[tuple[int, int], ...] = ()
    """The matches: start and end, in code points of `text`."""


@dataclass(frozen=True, slots=True)
class Marks:
    """A person's marks on a wire, and the position up to which it was read."""

    read: bool = False
    starred: bool = False
    note: str = ""
    marked: bool = False
    """Whether it is selected for the next export."""
    place: int = 0
    """The sentence that was read last, counted from 0."""


class MarkChanges(TypedDict, total=False):
    """Changes to some of the `Marks`."""

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
    """Date of publication as its source states it, ISO 8601."""
    language: str
    """Of the source, ISO 639-1, or `und`."""
    doubts: int
    """Sentences with a flag."""
    snippet: Snippet
    """A part around the matches; without search words, the beginning of the summary."""
    read: bool = False
    starred: bool = False
    byline: str | None = None
    """Who wrote it."""
    came: str | None = None
    """When it was first stored, ISO 8601 in UTC; None for briefs from before this was recorded."""


@dataclass(frozen=True, slots=True)
class LibraryStats:
    """Size and counts of the library."""

    briefs: int
    starred: int
    size: int
    """Bytes on disk, those of the write-ahead log included."""
    limit: int
    """Bytes above which the oldest briefs without a star or a note are deleted."""
