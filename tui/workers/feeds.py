"""Reads, refreshes and changes the followed feeds."""

import logging
import threading
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from core.config.allowed_values import seconds
from core.errors import Cancelled, DepecheError
from core.sanitize import sanitize
from tui.i18n import _, localized
from tui.workers import Busy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.article import Article
    from core.conditions import Watched
    from core.feeds import Entry, Event, Feed
    from core.feeds.subscriptions import Subscriptions
    from core.settings import Settings


_LONGEST_REST = 6 * 3600.0
"""Maximum seconds for which a feed that cannot be fetched is left alone."""
_logger = logging.getLogger(__name__)


class FeedsWorker(Widget):
    """The workers for the list of feeds; they only post messages."""

    DEFAULT_CSS = "FeedsWorker { display: none; }"

    @dataclass
    class Looked(Message):
        """The current list, and the entries of the feed that is shown."""

        feeds: "list[Feed]"
        entries: "list[Entry]"
        shown: int | None
        """The number of that feed."""

    @dataclass
    class Progressed(Message):
        """A refresh made progress."""

        event: "Event"

    @dataclass
    class Done(Message):
        """A task ended, with or without success."""

        text: str
        alert: bool = False
        show: int | None = None
        """The number of a feed to show."""

    class Marked(Message):
        """Entries were marked, or could not be."""

    @dataclass
    class Opened(Message):
        """An entry was opened."""

        article: "Article"
        came: str
        """Time it was first seen, ISO 8601."""

    def __init__(self, settings: "Settings") -> None:
        super().__init__()
        self._settings = settings
        self._made: Subscriptions | None = None

    def on_unmount(self) -> None:
        """Close the file."""
        if self._made:
            self._made.close()

    def _subscriptions(self) -> "Subscriptions":
        from core.feeds.subscriptions import Subscriptions

        if self._made is None:
            self._made = Subscriptions(
                self._settings.places,
                offline=self._settings.offline,
                warn=self._warn,
            )
        return self._made

    def _warn(self, text: str) -> None:
        self.post_message(self.Done(text, alert=True))

    @work(thread=True, exclusive=True, exit_on_error=False, group="looking")
    def look(self, number: int | None) -> None:
        """Read the list, and the entries of one feed: the first, if none is named or it is gone."""
        worker = get_current_worker()
        try:
            feeds = self._subscriptions().feeds()
            shown = next((feed for feed in feeds if feed.number == number), feeds[0] if feeds else None)
            entries = self._subscriptions().entries(shown) if shown else []
        except DepecheError as error:
            self.post_message(self.Done(sanitize(localized(str(error)), 500), alert=True))
            return
        if not worker.is_cancelled:
            self.post_message(self.Looked(feeds, entries, shown.number if shown else None))

    @work(thread=True, exclusive=True, exit_on_error=False, group="opening")
    def open(self, entry: "Entry") -> None:
        """Read an entry, and mark it as read."""
        from core.segmentation import segment

        try:
            article = segment(self._subscriptions().article(entry, whole=self._settings.follow))
            self._subscriptions().mark_read([entry])
            self.post_message(self.Opened(article, entry.seen))
        except DepecheError as error:
            self.post_message(self.Done(sanitize(localized(str(error)), 500), alert=True))

    @work(thread=True, exclusive=True, exit_on_error=False, group="refreshing")
    def ask(self) -> None:
        """Refresh all feeds."""
        worker = get_current_worker()
        failed, skipped, asked = 0, "", False
        try:
            for event in self._subscriptions().refresh(cancelled=lambda: worker.is_cancelled):
                failed += event.kind == "failed"
                skipped, asked = (event.note, asked) if event.kind == "skipped" else (skipped, True)
                self.post_message(self.Progressed(event))
        except Cancelled:
            self.post_message(self.Done(_("Refresh stopped; new entries are kept")))
        except DepecheError as error:
            self.post_message(self.Done(sanitize(localized(str(error)), 500), alert=True))
        else:
            text = _("{n} could not be fetched", n=failed) if failed else ""
            if skipped and not asked:
                text = _("not asked: {note}", note=localized(skipped))
            self.post_message(self.Done(text, alert=bool(failed)))

    @work(thread=True, exclusive=True, exit_on_error=False, group="marking")
    def mark(self, entries: "list[Entry]", *, read: bool) -> None:
        """Mark entries as read, or as unread."""
        try:
            self._subscriptions().mark_read(entries, read=read)
        except DepecheError as error:
            self.post_message(self.Done(sanitize(localized(str(error)), 500), alert=True))
        self.post_message(self.Marked())

    @work(thread=True, exclusive=True, exit_on_error=False, group="adding")
    def follow(self, address: str) -> None:
        """Follow another feed."""
        try:
            feed = self._subscriptions().add(address)
            self.post_message(self.Done(_("Following {what}", what=feed.title), show=feed.number))
        except DepecheError as error:
            self.post_message(self.Done(sanitize(localized(str(error)), 500), alert=True))

    @work(thread=True, exclusive=True, exit_on_error=False, group="adding")
    def leave(self, feed: "Feed") -> None:
        """Unfollow a feed."""
        try:
            gone = self._subscriptions().remove(feed)
            self.post_message(self.Done(_("Unfollowed {what}", what=feed.title)))
            if not gone:
                left = _("Another process is using the feeds: what was removed can still be read in their file")
                self.post_message(self.Done(left, alert=True))
        except DepecheError as error:
            self.post_message(self.Done(sanitize(localized(str(error)), 500), alert=True))

    def stop(self) -> None:
        """Stop the refresh; entries that arrived are kept."""
        self.app.workers.cancel_group(self, "refreshing")


class FeedsTimer(Widget):
    """Refreshes the followed feeds at intervals while the reader is open, if so set.

    After each failure a feed is left alone for twice as long, up to six hours.
    """

    DEFAULT_CSS = "FeedsTimer { display: none; }"

    @dataclass
    class Came(Message):
        """New or changed entries came."""

        count: int
        watches: Counter[str]
        """Number of matches of each watch among them, by the feed's texts."""

    def __init__(self, settings: "Settings", *, every: int | None = None) -> None:
        """`every` is in seconds, and overrides the settings'; 0 means never."""
        super().__init__()
        self._settings = settings
        self._every = seconds(settings.feeds.every) if every is None else every
        self._asking = threading.Lock()
        self._failures: dict[int, tuple[int, float]] = {}
        """By feed: the failures in a row, and the end of its rest by the monotonic clock."""

    def on_mount(self) -> None:
        """Start the timer; the first refresh is one interval later."""
        kept = not (self._settings.private or self._settings.permissions.narrowed)
        if self._every and kept and not self._settings.offline:
            self.set_interval(self._every, self._ask)

    @work(thread=True, exit_on_error=False, group="feeds-every", description="feeds")
    def _ask(self) -> None:
        # A refresh that takes longer than the time between two is not begun twice.
        if self._settings.places.feeds.exists() and self._asking.acquire(blocking=False):
            try:
                self._ask_all()
            finally:
                self._asking.release()

    def _ask_all(self) -> None:
        from core.feeds.subscriptions import Subscriptions

        worker = get_current_worker()
        count, found = 0, Counter[str]()
        began = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        try:
            with Subscriptions(self._settings.places, offline=self._settings.offline) as subscriptions:
                due = [feed for feed in subscriptions.feeds() if not self._rests(feed.number)]
                for event in subscriptions.refresh(due, cancelled=lambda: worker.is_cancelled):
                    self._note(event)
                    count += event.new + event.updated
                    self.post_message(Busy("feeds", _("feeds {n}/{of}", n=event.done, of=event.of)))
                if count and self._settings.watches:
                    found = _watched(self._settings.watches, subscriptions, began)
        except DepecheError:  # The page of the feeds tells what is wrong.
            _logger.warning("refreshing the feeds failed", exc_info=True)
        finally:
            self.post_message(Busy("feeds"))
        if count and not worker.is_cancelled:
            self.post_message(self.Came(count, found))

    def _rests(self, number: int) -> bool:
        return time.monotonic() < self._failures.get(number, (0, 0.0))[1]

    def _note(self, event: "Event") -> None:
        number = event.feed.number
        if event.kind == "failed":
            times = self._failures.get(number, (0, 0.0))[0] + 1
            # Half an interval less: the timer is not exact, and must not miss the moment by a whole interval.
            rest = min(self._every * 2.0 ** min(times - 1, 30), _LONGEST_REST) - self._every / 2
            self._failures[number] = times, time.monotonic() + rest
        elif event.kind != "skipped":
            self._failures.pop(number, None)


def _watched(watches: "Sequence[Watched]", subscriptions: "Subscriptions", since: str) -> Counter[str]:
    """Count each watch's matches in the feeds' texts of entries first seen since a time."""
    from core.conditions import Wording

    titles = {feed.number: feed.title for feed in subscriptions.feeds()}
    found = Counter[str]()
    for entry in subscriptions.entries(unread=True):
        if entry.seen >= since:
            text, outlet = f"{entry.title}\n{entry.excerpt}", titles.get(entry.feed, "")
            wording = Wording(text, "", outlet, day=(entry.published or "")[:10], byline=entry.byline or "")
            found.update(watch.name for watch in watches if watch.condition.admits(wording))
    return found
