"""Many articles to a tree of briefs: what is done stays done, what fails is reported, and the rest goes on.

Here stands what a batch is asked for, and what it tells. `core.batch.run.Batch` is the run; it is imported where it is
first used, for it loads SQLite.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core.article import Article
from core.errors import DepecheError
from core.translation import Missing


@dataclass(frozen=True, slots=True)
class Job:
    """What to make of which inputs, and where to."""

    names: tuple[str, ...]
    """Files, folders, globs, addresses, or `-`."""
    output: Path
    """The folder that the briefs, and the journal of what is done, are written into."""
    formats: tuple[str, ...] = ("md",)
    root: str | None = None
    """The folder that `names` are files of and whose tree is mirrored; None where they stand for themselves."""
    language: str | None = None
    """Only articles in this language."""
    since: date | None = None
    """Only articles of this day and later: when they were published, else when their file was written."""
    limit: int | None = None
    """At most so many articles, those that are done already not counted."""
    jobs: int = 1
    """Processes that read ahead; with one, this process reads each input in its turn."""
    template: Path | None = None
    """A desk's own template, in the place of one of the formats."""
    again: bool = False
    """Whether what is done already is done again."""
    rules: bool = False
    """Whether the settings' rules hold: what they mute is passed over, what they star or mark is so in the library."""
    dry: bool = False
    """Whether nothing is made or written, only reported what would be."""


@dataclass(frozen=True, slots=True)
class WorkItem:
    """An article that is to be done."""

    path: str
    """Of its input, as the user named it."""
    key: str
    """Of its input, wherever the user stands."""
    target: str
    """Its name below the output folder, without the format's ending."""
    article: Article


@dataclass(frozen=True, slots=True)
class Done:
    """An article's files are written."""

    path: str
    target: str
    language: str
    words: int
    """Of the source."""
    sentences: int
    doubts: int
    """Sentences with a flag."""
    acts: tuple[str, ...] = ()
    """What the settings' rules did with it: `star`, `mark`."""
    watches: tuple[str, ...] = ()
    """The names of the watches that it is found by."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An article was done before, and is as it was."""

    path: str
    target: str


@dataclass(frozen=True, slots=True)
class Failed:
    """An input, or one article of it, could not be done."""

    path: str
    error: DepecheError


@dataclass(frozen=True, slots=True)
class PassedOver:
    """An article is not among those that were asked for."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class NoPack:
    """The first article in a language that nothing here translates is on its way; it comes as it is."""

    missing: Missing


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know, that is no failure."""

    what: str
    text: str


Event = Done | Kept | Failed | PassedOver | NoPack | Notice
