"""Reads, refreshes and changes the followed feeds."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from core.errors import Cancelled, DepecheError
from core.sanitize import sanitize
from tui.i18n import _, localized

if TYPE_CHECKING:
    from core.article import Article
    from core.feeds import Entry, Event, Feed, Subscriptions
    from core.settings import Settings


class FeedsWorker(Widget):
    """The workers for the list of feeds; they only post messages."""

    DEFAULT_CSS = "FeedsWorker { display: none; }"

    @dataclass
    class Looked(Message):
        """The list as it is, and the entries of the feed that is shown."""

        feeds: "list[Feed]"
        entries: "list[Entry]"
        shown: int | None
        """The number of that feed."""

    @dataclass
    class Progressed(Message):
        """What a refresh has to say."""

        event: "Event"

    @dataclass
    class Done(Message):
        """Something is finished, well or not."""

        text: str
        alert: bool = False
        show: int | None = None
        """The number of a feed to show from now on."""

    class Marked(Message):
        """Entries were marked, or could not be."""

    @dataclass
    class Opened(Message):
        """An entry, to be read."""

        article: "Article"

    def __init__(self, settings: "Settings") -> None:
        super().__init__()
        self._settings = settings
        self._made: Subscriptions | None = None

    def on_unmount(self) -> None:
        """Close the file."""
        if self._made:
            self._made.close()

    def _subscriptions(self) -> "Subscriptions":
        from core.feeds import Subscriptions

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
            shown = next((one for one in feeds if one.number == number), feeds[0] if feeds else None)
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
            self.post_message(self.Opened(article))
        except DepecheError as error:
            self.post_message(self.Done(sanitize(localized(str(error)), 500), alert=True))

    @work(thread=True, exclusive=True, exit_on_error=False, group="refreshing")
    def ask(self) -> None:
        """Ask all feeds for what is new."""
        worker = get_current_worker()
        failed = 0
        try:
            for event in self._subscriptions().refresh(cancelled=lambda: worker.is_cancelled):
                failed += event.kind == "failed"
                self.post_message(self.Progressed(event))
        except Cancelled:
            self.post_message(self.Done(_("Refresh stopped; new entries are kept")))
        except DepecheError as error:
            self.post_message(self.Done(sanitize(localized(str(error)), 500), alert=True))
        else:
            self.post_message(self.Done(_("{n} could not be fetched", n=failed) if failed else "", alert=bool(failed)))

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
        """Follow a feed no longer."""
        try:
            gone = self._subscriptions().remove(feed)
            self.post_message(self.Done(_("Unfollowed {what}", what=feed.title)))
            if not gone:
                left = _("Another process is using the feeds: what was removed can still be read in their file")
                self.post_message(self.Done(left, alert=True))
        except DepecheError as error:
            self.post_message(self.Done(sanitize(localized(str(error)), 500), alert=True))

    def stop(self) -> None:
        """Ask no more feeds; what came is kept."""
        self.app.workers.cancel_group(self, "refreshing")
