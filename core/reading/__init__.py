"""Finds and reads inputs: `discover` finds what the user named, and each `Input` reads itself as articles.

With `--follow`, the linked page of a feed's entry is read too if the feed has only a summary of it (`followed`).
"""

import glob
import logging
import os
import re
import stat
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from core.article import Article
from core.errors import InputError
from core.home import open_without_waiting
from core.messages import Message
from core.reading import sandbox_pool
from core.reading.document import to_article
from core.reading.fetch import FetchedPage, fetch_page, has_host, is_address, slug
from core.reading.formats import FEEDS, recognise
from core.reading.text import read_text

__all__ = ["Input", "arrived", "discover", "read_text"]


_logger = logging.getLogger(__name__)

MAX_BYTES = 64 << 20
"""Maximum size of an input, in bytes."""

_STDIN = "-"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Input:
    """An input that was found but not yet opened."""

    path: str
    """Its path or address, or `-` for standard input."""
    relative: str
    """The path below the folder that the user named; for a single file, its name."""
    offline: bool = False
    """Whether fetching an address is forbidden."""
    follow: bool = False
    """Whether to fetch the pages of entries of which a feed has only a summary."""
    encoding: str | None = None
    """Encoding of its text, if the user chose one; None to detect it."""

    @property
    def remote(self) -> bool:
        """Whether it is an address that has to be fetched."""
        return is_address(self.path)

    def came(self) -> str:
        """Return the time of its file's last change in ISO 8601, in UTC; empty if it is no file."""
        try:
            written = os.stat(self.path).st_mtime
        except (OSError, ValueError):
            return ""
        return datetime.fromtimestamp(written, UTC).isoformat(timespec="seconds")

    def articles(self, data: bytes | None = None) -> Iterator[Article]:
        """Yield its articles: usually one, but several for a feed or a mailbox. Raises InputError.

        `data` is the result of `data()`, to avoid reading the file again.
        """
        if self.remote:
            if self.offline:
                raise InputError(self.path, "this address would need the network, and this run is offline")
            page = fetch_page(self.path)
            return self._followed(page) or sandbox_pool.fetched(page, self.path, self.encoding)
        data = self.data() if data is None else data
        _logger.debug("reading %s, %d bytes", self.path, len(data))
        return self._followed(FetchedPage(data, "", None)) or sandbox_pool.articles(data, self.path, self.encoding)

    def _followed(self, page: FetchedPage) -> Iterator[Article] | None:
        if not self.follow or self.offline or recognise(page.data, self.path) not in FEEDS:
            return None
        return followed(page, self.path, self.encoding)

    def numbered(self, data: bytes | None = None) -> Iterator[tuple["Input", Article]]:
        """Yield its articles, each with its input: if there are several, numbered ones in a folder of its name.

        The argument and the errors are those of `articles`.
        """
        found = self.articles(data)
        first, second = next(found), next(found, None)
        if second is None:
            yield self, first
            return
        for number, article in enumerate(chain((first, second), found), 1):
            yield replace(self, relative=f"{self.relative}/{number:04}"), article

    def data(self) -> bytes:
        """Return the content of its file or of standard input. Raises InputError if that is impossible or too large."""
        try:
            if self.path == _STDIN:
                data = sys.stdin.buffer.read(MAX_BYTES + 1)
            else:
                with open(self.path, "rb", opener=open_without_waiting) as file:
                    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # a pipe or a device would never end
                        raise InputError(self.path, "this is not a file")
                    data = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise InputError(self.path, "cannot be read: {reason}", reason=error.strerror or error) from error
        if len(data) > MAX_BYTES:
            raise InputError(self.path, "larger than {most} MB, too large for a wire", most=MAX_BYTES >> 20)
        return data


def discover(
    names: Sequence[str], *, offline: bool = False, follow: bool = False, encoding: str | None = None
) -> Iterator[Input | InputError]:
    """Yield the inputs that `names` (paths, patterns, addresses or `-`) stand for, in order, or errors instead.

    Nothing is fetched yet. `offline`, `follow` and `encoding` are those of each `Input`.

    Folders are searched recursively, in the order of names. Hidden files and links to folders are skipped, and links to
    files outside of the folder and folders that cannot be opened are errors.
    """
    for found in _found(names):
        yield found if isinstance(found, InputError) else Input(*found, offline, follow, encoding)


def arrived(
    names: Sequence[str], root: str, *, offline: bool = False, follow: bool = False, encoding: str | None = None
) -> Iterator[Input | InputError]:
    """Yield inputs for files that arrived in the folder `root`, with errors in the places of links that lead out of it.

    The options are those of `discover`.
    """
    real = os.path.realpath(root)
    for name in names:
        if leads_out(name, real):
            yield _link_out(name)
        else:
            yield Input(name, os.path.relpath(name, root), offline, follow, encoding)


def _link_out(name: str) -> InputError:
    return InputError(name, "a link out of the folder; to read what it leads to, name that")


def _found(names: Sequence[str]) -> Iterator[tuple[str, str] | InputError]:
    """Yield the path and the relative path of each input."""
    for name in names:
        if name == _STDIN:
            yield _STDIN, "stdin"
        elif os.path.isdir(name):
            yield from _folder(name)
        elif os.path.lexists(name):
            yield name, Path(name).name
        elif is_address(name):
            yield (name, slug(name)) if has_host(name) else InputError(name, "this is no address")
        elif _SCHEME.match(name):
            yield InputError(name, "only http and https addresses are read")
        elif glob.has_magic(name):
            yield from _glob(name)
        else:
            yield InputError(name, "no such file or folder")


def _folder(name: str) -> Iterator[tuple[str, str] | InputError]:
    found, root, closed = False, os.path.realpath(name), list[OSError]()
    for folder, folders, files in os.walk(name, onerror=closed.append):
        folders[:] = sorted(entry for entry in folders if not entry.startswith("."))
        for file in sorted(files):
            if not file.startswith("."):
                found = True
                path = os.path.join(folder, file)
                if leads_out(path, root):
                    yield _link_out(path)
                else:
                    yield path, os.path.relpath(path, name)
    # Folders that may not be opened: what is in them would be missing without a word.
    for error in closed:
        yield InputError(str(error.filename), "cannot be read: {reason}", reason=error.strerror or error)
    if not found and not closed:
        yield InputError(name, "there is no file to read in this folder")


def leads_out(path: str, root: str) -> bool:
    """Whether a path below a folder, whose real path is `root`, leads out of it through a symbolic link.

    Otherwise whoever fills the folder could have any file of the user read. This is checked for each file, since a
    folder may have been replaced by a link after it was listed.
    """
    return not os.path.realpath(path).startswith(os.path.join(root, ""))


def _glob(pattern: str) -> Iterator[tuple[str, str] | InputError]:
    matches = sorted(path for path in glob.iglob(pattern, recursive=True) if os.path.isfile(path))
    if not matches:
        yield InputError(pattern, "no file matches")
    for path in matches:
        yield path, Path(path).name


MAX_PAGES = 100
"""Maximum number of pages that are fetched for the entries of one feed."""
MAX_SECONDS = 300.0
"""Maximum time for fetching them, in seconds; the remaining entries keep the feed's text."""
FULL = 1500
"""Minimum length, in characters, of an entry that is not a mere summary."""


def followed(page: FetchedPage, name: str, encoding: str | None = None) -> Iterator[Article]:
    """Yield the entries of a feed, with the text of its page for each summary. Raises InputError if there is none.

    `name` is what the user calls the feed, and `encoding` the one that the user chose for the feed itself, if any. If a
    page cannot be fetched or read, the entry has a note.
    """
    end, left = time.monotonic() + MAX_SECONDS, MAX_PAGES
    entries = sandbox_pool.feed(page.data, name, page.url, page.charset, encoding).entries
    if not entries:
        raise InputError(name, "this feed has no entries")
    for entry in entries:
        try:
            article = to_article(entry.document(), page.data, name)
        except InputError:  # entries without text are skipped
            continue
        if not is_summary(article):
            yield article
        elif not left or time.monotonic() > end:
            yield noted(article, Message("its page was not asked for, after so many others"))
        else:
            left -= 1
            yield completed_entry(article, home=page.url)


def is_summary(article: Article) -> bool:
    """Whether an entry is a summary with a page that can be fetched."""
    return article.source.url is not None and len(article.text) < FULL


def completed_entry(entry: Article, home: str) -> Article:
    """Return a feed's entry with the text of its page, or with a note if the page cannot be fetched or read.

    `home` is the feed's address, empty for a file.
    """
    try:
        return filled_entry(entry, linked_page(entry.source.url or "", home))
    except InputError as error:
        return noted(entry, error.problem)


def linked_page(url: str, home: str) -> FetchedPage:
    """Fetch a page to which a feed links; `home` is the feed's address, empty for a file. Raises InputError."""
    return fetch_page(url, home=home)


def filled_entry(entry: Article, page: FetchedPage) -> Article:
    """Return a feed's entry with the text of its page, or with a note if that is not longer. Raises InputError."""
    found = next(sandbox_pool.fetched(page, entry.source.path))
    if len(found.text) <= len(entry.text):
        return noted(entry, Message("its page has no more to read"))
    source = replace(
        found.source,
        title=found.source.title or entry.source.title,
        byline=found.source.byline or entry.source.byline,
        publisher=entry.source.publisher or found.source.publisher,
        published=entry.source.published or found.source.published,
    )
    return replace(found, source=source)


def noted(article: Article, problem: str) -> Article:
    """Return an entry with a note on why its page was not used."""
    return replace(
        article,
        source=replace(article.source, note=Message("only what the feed has is here: {problem}", problem=problem)),
    )
