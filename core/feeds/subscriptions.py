"""Subscriptions: the list of feeds, in one SQLite file in the program's own folder."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from core.article import Article
from core.errors import InputError, IsCancelled, OutputError, UsageError, never
from core.feeds import Entry, Event, Feed, Outline, on_the_web, refresh, tables
from core.feeds.refresh import FeedState, FetchedFeed
from core.feeds.tables import FEEDS
from core.messages import Message, stored
from core.reading import filled_entry, is_summary, linked_page, noted
from core.reading.document import to_article
from core.reading.fetch import FetchedPage, RefusedError, has_host, is_address
from core.sanitize import sanitize
from core.settings import Places
from core.sqlite import UnavailableError, erasing
from core.sqlite.database import Database, Store, Warn

_PATIENCE = 15.0
"""Seconds to wait for another process that writes."""
_GONE = 410

T = TypeVar("T")


class Subscriptions(Store):
    """The feeds that a user follows. Safe across threads and processes; the file is opened on the first call.

    Every call raises OutputError if the file cannot be used; a damaged one is set aside with a warning, and the list is
    saved from it as far as possible.
    """

    def __init__(
        self,
        places: Places,
        *,
        offline: bool = False,
        warn: Warn = lambda _message: None,
        now: Callable[[], float] = time.time,
    ) -> None:
        """With `offline`, no call opens a socket; `now` returns seconds since 1970."""
        super().__init__(places.feeds)
        self._offline = offline
        self._now = now
        self._database = Database(self._path, FEEDS, warn, durable=True, salvage=tables.salvage)

    def add(
        self, address: str, *, title: str | None = None, folder: Sequence[str] = (), encoding: str | None = None
    ) -> Feed:
        """Add a feed to the list, by its address or file, and fetch it once, so that a wrong one fails at once.

        Offline, an address is added without that. `encoding` is that of its text, if the user chose one. Raises
        InputError if it is on the list already, or is no feed.
        """
        where = located(address)
        answer = None if self._offline and is_address(where) else refresh.ask(FeedState(0, where, encoding=encoding))
        where = answer.address if answer else where
        if self._feed_at(where):
            raise InputError(address, "this feed is on the list already")
        self.add_all([Outline(where, title, tuple(folder), encoding=encoding)])
        feed = self._feed_at(where)
        if feed and answer:
            self._store_answer(feed.number, answer)
            feed = self._feed_at(where)
        if feed is None:
            raise InputError(address, "removed meanwhile")
        return feed

    def add_all(self, outlines: Iterable[Outline]) -> int:
        """Add feeds to the list without fetching them; return the number of those that were not on it."""
        listed = list(outlines)  # it is iterated again after damage
        return len(self._run(lambda connection: tables.subscribe(connection, listed)))

    def decode_as(self, feed: Feed, encoding: str | None) -> None:
        """Set the encoding of a feed from its next refresh on; None to detect it."""
        self._run(lambda connection: tables.decode_as(connection, feed.number, encoding))

    def remove(self, *feeds: Feed) -> bool:
        """Remove feeds from the list, and their entries beyond recovery.

        Returns False if another process is using the file: the deleted text can then still be read in it.
        """

        def forget(connection: sqlite3.Connection) -> bool:
            with erasing(connection, self._path):
                for feed in feeds:
                    tables.unsubscribe(connection, feed.number)
            return FEEDS.scrub(connection, self._path)

        return self._run(forget)

    def feeds(self) -> list[Feed]:
        """Return the list, in the order in which the feeds were added."""
        return self._run(tables.feeds) if self._exists() else []

    def find(self, name: str) -> Feed:
        """Return the feed with a number, an address, or a title or part of it, that a user gives.

        Raises UsageError if there is none, or more than one.
        """
        feeds, word = self.feeds(), name.strip().casefold()
        found = [feed for feed in feeds if word in (str(feed.number), feed.address.casefold(), feed.title.casefold())]
        found = found or [feed for feed in feeds if feed.address == os.path.abspath(name)]
        found = found or [feed for feed in feeds if word and word in feed.title.casefold()]
        if len(found) == 1:
            return found[0]
        if not found:
            raise UsageError(name, "no such feed on the list; see: depeche feeds list")
        raise UsageError(name, "more than one feed is called so; give its number; see: depeche feeds list")

    def chosen(self, name: str) -> list[Feed]:
        """Return the feeds of a folder that a user names, else the feed that `find` returns. Raises UsageError."""
        word = name.strip().casefold()
        inside = [
            feed
            for feed in self.feeds()
            if word and word in (*(part.casefold() for part in feed.folder), "/".join(feed.folder).casefold())
        ]
        return inside or [self.find(name)]

    def entries(self, feed: Feed | None = None, *, unread: bool = False) -> list[Entry]:
        """Return the entries of one feed or of all, the newest first; with `unread`, only those not yet read."""
        if not self._exists():
            return []
        number = feed.number if feed else None
        return self._run(lambda connection: tables.entries(connection, number, unread=unread))

    def article(self, entry: Entry, *, whole: bool = False) -> Article:
        """Return an entry as an article; its `source.path` is the address of the entry or of its feed.

        With `whole`, the page of an entry that is only a summary is fetched once and stored; if that fails, the article
        has the text of the feed and a note. Only this opens a socket. Raises InputError if the entry is no longer
        stored, or has no text.
        """
        found = self._run(lambda connection: tables.stored_entry(connection, entry.number))
        if found is None:
            raise InputError(entry.title, "this entry is no longer remembered")
        stored, address, title = found
        summary = to_article(stored.document(title or None), stored.markup.encode(), stored.url or address)
        return self._with_page(entry, summary, address) if whole and is_summary(summary) else summary

    def mark_read(self, entries: Iterable[Entry], *, read: bool = True) -> None:
        """Mark entries as read, or with `read=False` as unread; an edited one is then no longer shown as updated."""
        numbers = [entry.number for entry in entries]
        self._run(lambda connection: tables.mark(connection, numbers, read=read))

    def mark_read_at(self, address: str, *, read: bool = True) -> None:
        """Mark all entries with an address as read, or as unread, in all feeds: the page was read from elsewhere."""
        if self._exists():
            self._run(lambda connection: tables.mark_at(connection, address, read=read))

    def refresh(
        self,
        feeds: Iterable[Feed] | None = None,
        *,
        force: bool = False,
        cancelled: IsCancelled = never,
    ) -> Iterator[Event]:
        """Fetch feeds, all by default, a few at a time, and yield the event of each after its result is stored.

        Requests are conditional, and not made before the time that a server set. `force` also fetches feeds that have
        announced nothing new yet or are gone, but not those whose server asked for a pause. Read entries stay read.
        Raises Cancelled when `cancelled` says so; the feeds reported so far are stored.
        """
        asked, done, due = list(self.feeds() if feeds is None else feeds), 0, []
        for feed in asked:
            known = self._known(feed.number)
            note = self._reason_to_skip(known, force=force) if known else Message("it is no longer on the list")
            if known and not note:
                due.append(known)
                continue
            done += 1
            yield Event("skipped", feed, done, len(asked), note=note)
        for known, result in refresh.answers(due, cancelled):
            done += 1
            yield self._finish(known, result, done, len(asked))

    def close(self) -> None:
        """Close the file; a later call opens it again."""
        self._database.close()

    def _finish(self, known: FeedState, result: FetchedFeed | InputError, done: int, of: int) -> Event:
        """Store the result of a feed, or why it failed."""
        if isinstance(result, InputError):
            now, gone = self._now(), isinstance(result, RefusedError) and result.code == _GONE
            problem, pause = result.problem, now + refresh.wait(result, now)
            self._run(lambda connection: tables.fail(connection, known.number, stored(problem), pause, gone=gone))
            return Event("failed", self._feed(known), done, of, note=problem)
        new, updated = self._store_answer(known.number, result)
        moved = result.address != known.address
        note = Message("moved for good to {address}", address=result.address) if moved else ""
        return Event("new" if new or updated else "same", self._feed(known), done, of, new, updated, note)

    def _store_answer(self, number: int, answer: FetchedFeed) -> tuple[int, int]:
        now = self._now()
        today = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return self._run(lambda connection: tables.store_answer(connection, number, answer, now, today))

    def _reason_to_skip(self, known: FeedState, *, force: bool) -> str:
        """Return why a feed is not fetched now; an empty text if it is."""
        if not is_address(known.address):
            return ""
        if self._offline:
            return Message("it would need the network, and this run is offline")
        for until, paused in ((known.wait_until, True), (0.0 if force else known.fresh_until, False)):
            # A clock that was set back must not block a feed for years.
            if self._now() < until <= self._now() + refresh.LONGEST:
                at = f"{datetime.fromtimestamp(until).astimezone():%H:%M}"
                if paused:
                    return Message("its server asks for a pause until {time}", time=at)
                return Message("its server has nothing new before {time}", time=at)
        return Message("its server says that it is gone for good") if known.gone and not force else ""

    def _with_page(self, entry: Entry, summary: Article, address: str) -> Article:
        """Return a summary completed with its page, stored or fetched."""
        try:
            return filled_entry(
                summary, self._page(entry, summary.source.url or "", address if is_address(address) else "")
            )
        except InputError as error:
            return noted(summary, error.problem)

    def _page(self, entry: Entry, url: str, home: str) -> FetchedPage:
        kept = self._run(lambda connection: tables.stored_page(connection, entry.number))
        if kept:
            return kept
        if self._offline:
            raise InputError(url, "its page was not fetched yet, and this run is offline")
        page = linked_page(url, home)
        self._run(lambda connection: tables.store_page(connection, entry.number, page))
        return page

    def _feed_at(self, address: str) -> Feed | None:
        return next((feed for feed in self.feeds() if feed.address == address), None)

    def _known(self, number: int) -> FeedState | None:
        return self._run(lambda connection: tables.feed_state(connection, number))

    def _feed(self, known: FeedState) -> Feed:
        """Return the current state of a feed; the known one without entries if it was removed meanwhile."""
        removed = Feed(known.number, known.address, known.address, (), None, 0, 0, None, "", gone=known.gone)
        return next(iter(self._run(lambda connection: tables.feeds(connection, known.number))), removed)

    def _run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return self._database.run(work, patience=_PATIENCE)
        except UnavailableError as error:
            raise OutputError(
                "feeds", "{path} cannot be used: {error}", path=sanitize(self._path), error=error
            ) from error


def located(name: str) -> str:
    """Return the normalised address of a feed: a web address, or the absolute path of an existing file.

    Raises UsageError.
    """
    address = on_the_web(name)
    if is_address(address):
        if not has_host(address):
            raise UsageError(name, "this is no address")
        return address.partition("#")[0]
    if not os.path.exists(name):
        raise UsageError(name, "no such file, and no address: that would begin with http:// or https://")
    path = os.path.abspath(name)
    try:
        path.encode()
    except UnicodeEncodeError:
        raise UsageError(name, "its path is not UTF-8; rename it to follow it as a feed") from None
    return path
