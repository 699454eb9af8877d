"""Batches: many articles to a tree of briefs. Finished work is kept, failures are reported, and the rest goes on.

This module has the values: the job, and the events of a run. `core.batch.run.Batch` is the run; import it where it is
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
    """What a batch does: the inputs, the output folder, and the options."""

    names: tuple[str, ...]
    """Files, folders, globs, addresses, or `-`."""
    output: Path
    """The folder that the briefs, and the journal of what is done, are written into."""
    formats: tuple[str, ...] = ("md",)
    root: str | None = None
    """The folder that contains the files `names` and whose tree is mirrored; None if there is none."""
    language: str | None = None
    """Only articles in this language."""
    since: date | None = None
    """Only articles of this day or later, by publication, else by the time of their file."""
    limit: int | None = None
    """Maximum number of articles, not counting those that are done already."""
    jobs: int = 1
    """Number of processes that read ahead; with 1, this process reads the inputs in turn."""
    template: Path | None = None
    """A user's template that replaces the built-in one of a format."""
    again: bool = False
    """Whether articles that are done already are done again."""
    rules: bool = False
    """Whether the settings' rules apply: muted articles are skipped, starred or marked ones are so in the library."""
    dry: bool = False
    """Whether to write nothing and only report what would be done."""


@dataclass(frozen=True, slots=True)
class WorkItem:
    """An article to process."""

    path: str
    """Path of its input, as the user named it."""
    key: str
    """Absolute path or address of its input."""
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
    """Actions of the settings' rules on it: `star`, `mark`."""
    watches: tuple[str, ...] = ()
    """Names of the watches that match it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An article was done before, and has not changed."""

    path: str
    target: str


@dataclass(frozen=True, slots=True)
class Failed:
    """An input, or one article of it, could not be done."""

    path: str
    error: DepecheError


@dataclass(frozen=True, slots=True)
class PassedOver:
    """An article was skipped because of the job's options or rules."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class NoPack:
    """The first article in a language without a pack: such articles are written untranslated."""

    missing: Missing


@dataclass(frozen=True, slots=True)
class Notice:
    """A message for the user that is no failure."""

    what: str
    text: str


Event = Done | Kept | Failed | PassedOver | NoPack | Notice
