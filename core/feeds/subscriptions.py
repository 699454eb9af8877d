"""Subscriptions: the list of feeds, in one SQLite file in the program's own folder."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Self, TypeVar

from core.article import Article
from core.errors import InputError, OutputError, UsageError
from core.feeds import Entry, Event, Feed, Outline, ask, on_the_web, tables
from core.feeds.ask import Answer, Known
from core.feeds.tables import FEEDS
from core.messages import Message, stored
from core.reading import filled, is_summary, linked_page, noted
from core.reading.document import to_article
from core.reading.fetch import Page, RefusedError, has_host, is_address
from core.sanitize import sanitize
from core.settings import Places
from core.sqlite import UnavailableError, scrub
from core.sqlite.database import Database, Warn

_PATIENCE = 15.0
"""Seconds to wait for another process that writes."""
_GONE = 410

T = TypeVar("T")


class Subscriptions:
    """The feeds that a user follows. Safe over threads and processes; nothing is touched before the first call.

    Every call raises OutputError when the file cannot be used; a damaged one is set aside, with a warning, and the
    list saved from it as far as it can be.
    """

    def __init__(
        self,
        places: Places,
        *,
        offline: bool = False,
        warn: Warn = lambda _message: None,
        now: Callable[[], float] = time.time,
    ) -> None:
        """`offline` keeps every call from opening a socket; `now` gives seconds since 1970."""
        self._path = places.feeds
        self._offline = offline
        self._now = now
        self._database = Database(self._path, FEEDS, warn, durable=True, salvage=tables.save)

    def add(
        self, address: str, *, title: str | None = None, folder: Sequence[str] = (), encoding: str | None = None
    ) -> Feed:
        """Put a feed on the list, by its address or its file, and ask it once, so that a wrong one is known at once.

        Offline, an address goes on the list unasked. `encoding` is that of its text, where a person chose one.
        Raises InputError where it is there already, or no feed.
        """
        where = located(address)
        answer = None if self._offline and is_address(where) else ask.ask(Known(0, where, encoding=encoding))
        where = answer.address if answer else where
        if self._at(where):
            raise InputError(address, "this feed is on the list already")
        self.add_all([Outline(where, title, tuple(folder), encoding=encoding)])
        feed = self._at(where)
        if feed and answer:
            self._take(feed.number, answer)
            feed = self._at(where)
        if feed is None:
            raise InputError(address, "removed meanwhile")
        return feed

    def add_all(self, outlines: Iterable[Outline]) -> int:
        """Put feeds on the list without asking them; return how many were not there yet."""
        listed = list(outlines)  # it is gone through again after damage
        return len(self._run(lambda connection: tables.subscribe(connection, listed)))

    def decode_as(self, feed: Feed, encoding: str | None) -> None:
        """Read a feed in another encoding from its next refresh on; None finds it out."""
        self._run(lambda connection: tables.decode_as(connection, feed.number, encoding))

    def remove(self, *feeds: Feed) -> bool:
        """Take feeds off the list and leave nothing of their entries in any file.

        Returns False where another process is using the file: they can still be read in it then.
        """

        def forget(connection: sqlite3.Connection) -> bool:
            for feed in feeds:
                tables.unsubscribe(connection, feed.number)
            return scrub(connection, self._path)

        return self._run(forget)

    def feeds(self) -> list[Feed]:
        """Return the list, in the order in which the feeds were added."""
        return self._run(tables.feeds) if os.path.exists(self._path) else []

    def find(self, name: str) -> Feed:
        """Return the feed that a user names by its number, its address, or its title or a part of it.

        Raises UsageError where there is none, or more than one.
        """
        feeds, word = self.feeds(), name.strip().casefold()
        found = [one for one in feeds if word in (str(one.number), one.address.casefold(), one.title.casefold())]
        found = found or [one for one in feeds if one.address == os.path.abspath(name)]
        found = found or [one for one in feeds if word and word in one.title.casefold()]
        if len(found) == 1:
            return found[0]
        if not found:
            raise UsageError(name, "no such feed on the list; see: depeche feeds list")
        raise UsageError(name, "more than one feed is called so; give its number; see: depeche feeds list")

    def chosen(self, name: str) -> list[Feed]:
        """Return the feeds of the folder that a user names, or the one feed, as `find` does. Raises UsageError."""
        word = name.strip().casefold()
        inside = [
            feed
            for feed in self.feeds()
            if word and word in (*(part.casefold() for part in feed.folder), "/".join(feed.folder).casefold())
        ]
        return inside or [self.find(name)]

    def entries(self, feed: Feed | None = None, *, unread: bool = False) -> list[Entry]:
        """Return the entries of one feed or of all, the newest first; with `unread`, only those not yet read."""
        if not os.path.exists(self._path):
            return []
        number = feed.number if feed else None
        return self._run(lambda connection: tables.entries(connection, number, unread=unread))

    def article(self, entry: Entry, *, whole: bool = False) -> Article:
        """Return an entry as an article, its `source.path` its address or its feed's.

        With `whole`, the page of an entry that is only a summary is fetched, once, and kept; a page that cannot be
        had leaves what the feed has, with a note. Nothing else makes this open a socket. Raises InputError where
        the entry is no longer remembered, or holds no text.
        """
        found = self._run(lambda connection: tables.stored(connection, entry.number))
        if found is None:
            raise InputError(entry.title, "this entry is no longer remembered")
        stored, address, title = found
        own = to_article(stored.document(title or None), stored.markup.encode(), stored.url or address)
        return self._whole(entry, own, address) if whole and is_summary(own) else own

    def mark_read(self, entries: Iterable[Entry], *, read: bool = True) -> None:
        """Mark entries as read, or with `read=False` as unread; an edited one is then no longer shown as updated."""
        numbers = [entry.number for entry in entries]
        self._run(lambda connection: tables.mark(connection, numbers, read=read))

    def mark_read_at(self, address: str, *, read: bool = True) -> None:
        """Mark as read, or as unread, what stands at an address, in whichever feeds: it was read from elsewhere."""
        if os.path.exists(self._path):
            self._run(lambda connection: tables.mark_at(connection, address, read=read))

    def refresh(
        self,
        feeds: Iterable[Feed] | None = None,
        *,
        force: bool = False,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[Event]:
        """Ask feeds, all by default, a few at a time, and tell of each as it is done; every event is on disk by then.

        Servers are asked only for what has changed, and not before they wish to be; `force` asks those, too, that
        said that nothing would be new yet or that the feed is gone, but not those that asked for a pause. What was
        read stays read. Raises Cancelled when `cancelled` says so; the feeds reported so far are kept.
        """
        asked, done, due = list(self.feeds() if feeds is None else feeds), 0, []
        for feed in asked:
            known = self._known(feed.number)
            note = self._early(known, force=force) if known else Message("it is no longer on the list")
            if known and not note:
                due.append(known)
                continue
            done += 1
            yield Event("skipped", feed, done, len(asked), note=note)
        for known, result in ask.answers(due, cancelled):
            done += 1
            yield self._finish(known, result, done, len(asked))

    def close(self) -> None:
        """Close the file; a later call opens it again."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _finish(self, known: Known, result: Answer | InputError, done: int, of: int) -> Event:
        """Write what a feed answered, or why it did not."""
        if isinstance(result, InputError):
            now, gone = self._now(), isinstance(result, RefusedError) and result.code == _GONE
            problem, pause = result.problem, now + ask.wait(result, now)
            self._run(lambda connection: tables.fail(connection, known.number, stored(problem), pause, gone=gone))
            return Event("failed", self._feed(known), done, of, note=problem)
        new, updated = self._take(known.number, result)
        moved = result.address != known.address
        note = Message("moved for good to {address}", address=result.address) if moved else ""
        return Event("new" if new or updated else "same", self._feed(known), done, of, new, updated, note)

    def _take(self, number: int, answer: Answer) -> tuple[int, int]:
        now = self._now()
        today = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return self._run(lambda connection: tables.take(connection, number, answer, now, today))

    def _early(self, known: Known, *, force: bool) -> str:
        """Say why a feed is not asked now; nothing if it is."""
        if not is_address(known.address):
            return ""
        if self._offline:
            return Message("it would need the network, and this run is offline")
        for until, paused in ((known.wait_until, True), (0.0 if force else known.fresh_until, False)):
            # A clock that was put back must not silence a feed for years.
            if self._now() < until <= self._now() + ask.LONGEST:
                at = f"{datetime.fromtimestamp(until).astimezone():%H:%M}"
                if paused:
                    return Message("its server asks for a pause until {time}", time=at)
                return Message("its server has nothing new before {time}", time=at)
        return Message("its server says that it is gone for good") if known.gone and not force else ""

    def _whole(self, entry: Entry, own: Article, address: str) -> Article:
        """Return a summary with its page, from the file or from the network."""
        try:
            return filled(own, self._page(entry, own.source.url or "", address if is_address(address) else ""))
        except InputError as error:
            return noted(own, error.problem)

    def _page(self, entry: Entry, url: str, home: str) -> Page:
        kept = self._run(lambda connection: tables.page(connection, entry.number))
        if kept:
            return kept
        if self._offline:
            raise InputError(url, "its page was not fetched yet, and this run is offline")
        page = linked_page(url, home)
        self._run(lambda connection: tables.keep(connection, entry.number, page))
        return page

    def _at(self, address: str) -> Feed | None:
        return next((feed for feed in self.feeds() if feed.address == address), None)

    def _known(self, number: int) -> Known | None:
        return self._run(lambda connection: tables.known(connection, number))

    def _feed(self, known: Known) -> Feed:
        """Return a feed as it is now; as it was, without its entries, if it was removed meanwhile."""
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
    """Return the address of a feed as the list has it: on the web, or the absolute path of a file that is there.

    Raises UsageError.
    """
    address = on_the_web(name)
    if is_address(address):
        if not has_host(address):
            raise UsageError(name, "this is no address")
        return address.partition("#")[0]
    if not os.path.exists(name):
        raise UsageError(name, "no such file, and no address: that would begin with http:// or https://")
    return os.path.abspath(name)
