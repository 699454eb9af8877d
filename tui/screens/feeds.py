"""The feeds page: followed feeds and their entries; a refresh runs in the background."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from core.sanitize import sanitize
from tui.bindings import bindings
from tui.i18n import N_, _, arrival_text, localized, n_, time_text
from tui.screens import Page
from tui.screens.dialogs import ConfirmDialog, FormDialog
from tui.widgets import PROBLEM, UNREAD
from tui.widgets.cursor_list import Choice, Choices, CursorList
from tui.workers import Busy
from tui.workers.feed_headlines import HeadlinesWorker
from tui.workers.feeds import FeedsWorker

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.brief import Briefer
    from core.feeds import Entry, Feed
    from core.settings import Settings


class FeedsPage(Page):
    """The list of feeds, and the entries of one of them."""

    NAME = "Feeds"
    HELP = "Feeds you follow. They refresh when you ask, or as often as the setting feeds.every says."
    OWN = ("feeds",)
    ENTER = N_("Open")
    SCOPE: ClassVar[str] = "feeds"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)

    def __init__(self, settings: "Settings", briefer: "Callable[[], Briefer]") -> None:
        """`briefer` returns the translator of the headlines."""
        super().__init__()
        self._feeds_worker, self._headlines = FeedsWorker(settings), HeadlinesWorker(briefer)
        self._feeds: list[Feed] = []
        self._entries: list[Entry] = []
        self._shown: int | None = None
        self._asked, self._new = False, 0
        self._refreshing = False
        self._address = ""
        """What was typed last and could not be followed."""

    def parts(self) -> ComposeResult:
        """Yield both lists."""
        yield from (self._feeds_worker, self._headlines)
        with Horizontal(id="two"):
            yield Choices(id="feeds")
            yield Choices(id="entries")

    def on_mount(self) -> None:
        """Show the list with the cursor where it was."""
        self._list("#feeds").focus()
        self._feeds_worker.look(None)

    def _list(self, name: str) -> Choices:
        return self.query_one(name, Choices)

    @on(FeedsWorker.Looked)
    def _looked(self, event: FeedsWorker.Looked) -> None:
        """Show both lists; the cursors stay on what they were on."""
        same = event.shown == self._shown
        before = self._entry() if same else None
        self._feeds, self._entries, self._shown = event.feeds, event.entries, event.shown
        numbers = [feed.number for feed in event.feeds]
        feeds, entries = self._list("#feeds"), self._list("#entries")
        feeds.empty = N_("No feeds yet.")
        self.offer(feeds, "feeds.add")
        feeds.show(
            [_feed_choice(feed) for feed in event.feeds],
            cursor=numbers.index(event.shown) if event.shown in numbers else 0,
        )
        entries.empty = N_("No entries yet.") if event.feeds else ""
        entries.offer = ("", "")
        if event.feeds:
            self.offer(entries, "feeds.refresh")
        known = [entry.number for entry in event.entries]
        entries.show(
            [self._entry_choice(entry) for entry in event.entries],
            cursor=known.index(before.number) if before and before.number in known else 0,
        )
        self.refresh_bindings()
        self.query_one("#two").set_class(not event.feeds, "-none")
        if not event.feeds:
            feeds.focus()
        self._headlines.translate(event.entries)
        unread = sum(feed.unread for feed in event.feeds)
        self.count(
            n_("{n} followed", "{n} followed", len(event.feeds))
            + " · "
            + n_("{n} unread entry", "{n} unread entries", unread)
            if event.feeds
            else ""
        )
        feed = self._feed()
        if feed and not same and not self._refreshing:
            problem = sanitize(localized(feed.problem))
            self.say(f"{feed.title}: {problem}" if problem else "", alert=bool(problem))

    @on(HeadlinesWorker.Translated)
    def _headlines_came(self, event: HeadlinesWorker.Translated) -> None:
        """Show headlines in English where those entries are listed; the cursor and what is around it stay."""
        places = {entry.number: place for place, entry in enumerate(self._entries)}
        there = [places[number] for number, _headline in event.headlines if number in places]
        self._list("#entries").put({place: self._entry_choice(self._entries[place]) for place in there})
        # The result of a refresh stays there, unless the headline under the cursor changes.
        if self._list("#entries").cursor in there:
            self._tell_original()

    @on(CursorList.Moved, "#entries")
    def _entry_moved(self) -> None:
        self._tell_original()

    def _tell_original(self) -> None:
        """Show the headline under the cursor in its own language on the status line."""
        entry = self._entry()
        known = self._headlines.known(entry) if entry else ""
        if entry and known and not self._refreshing and self._list("#entries").has_focus:
            self.say(sanitize(entry.title, 300) if known != entry.title else "")

    @on(CursorList.Moved, "#feeds")
    def _feed_moved(self, event: CursorList.Moved) -> None:
        self._feeds_worker.look(self._feeds[event.cursor].number)

    @on(CursorList.Chosen, "#feeds")
    def _feed_chosen(self, event: CursorList.Chosen) -> None:
        if not event.clicked and self._entries:
            self._list("#entries").focus()

    @on(CursorList.Chosen, "#entries")
    def _entry_chosen(self, event: CursorList.Chosen) -> None:
        if not event.clicked and (entry := self._entry()):
            self._feeds_worker.open(entry)

    def action_refresh(self) -> None:
        """Refresh all feeds."""
        if not self._refreshing and self._feeds:
            self._refreshing, self._asked, self._new = True, False, 0
            self.say(_("refreshing …  Esc stops"))
            self._feeds_worker.ask()

    @on(FeedsWorker.Progressed)
    def _progressed(self, message: FeedsWorker.Progressed) -> None:
        event = message.event
        self._asked |= event.kind != "skipped"
        self._new += event.new
        self.say(_("{n} of {of} fetched · {new} new · Esc stops", n=event.done, of=event.of, new=self._new))
        self.post_message(Busy("feeds", _("feeds {n}/{of}", n=event.done, of=event.of)))
        self._feeds_worker.look(self._shown)

    def on_unmount(self) -> None:
        """Cancel the refresh when the page is closed."""
        self.app.post_message(Busy("feeds"))

    @on(FeedsWorker.Done)
    def _done(self, event: FeedsWorker.Done) -> None:
        if self._refreshing:
            self._refreshing = False
            self.post_message(Busy("feeds"))
            none = _("nothing new") if self._asked else ""
            new = n_("{n} new entry", "{n} new entries", self._new) if self._new else none
            event.text = " · ".join(part for part in (new, localized(event.text)) if part)
        if event.show is not None:
            self._address = ""
        self.say(event.text, alert=event.alert)
        self._feeds_worker.look(self._shown if event.show is None else event.show)

    @on(FeedsWorker.Marked)
    def _marked(self) -> None:
        self._feeds_worker.look(self._shown)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to mark entries only if there are any, and to refresh or unfollow only if a feed is followed."""
        del parameters
        if action in {"refresh", "remove", "other"}:
            return bool(self._feeds)
        return bool(self._entries) or action not in {"mark", "mark_all"}

    def action_mark(self) -> None:
        """Mark the entry under the cursor as read, or as unread."""
        if entry := self._entry():
            self._feeds_worker.mark([entry], read=not entry.read)

    def action_mark_all(self) -> None:
        """Mark all entries of the feed as read."""
        self._feeds_worker.mark(self._entries, read=True)

    def action_add(self) -> None:
        """Ask for an address, and follow it; one that failed can be corrected."""
        fields = [(N_("Address or file"), self._address)]
        keys = N_("Enter follows · Tab completes a path · Esc cancels")
        self.app.push_screen(FormDialog(N_("Follow a feed"), fields, keys=keys, paths={0}), self._named)

    def _named(self, answer: tuple[str, ...] | None) -> None:
        if answer and answer[0]:
            self._address = answer[0]
            self.say(_("fetching {what} …", what=sanitize(answer[0], 200)))
            self._feeds_worker.follow(answer[0])

    def action_remove(self) -> None:
        """Ask, then unfollow the feed under the cursor."""
        if feed := self._feed():
            note = n_("forgets its entry", "forgets its {n} entries", feed.total)
            sheet = ConfirmDialog(feed.title, _("Keep following"), _("Unfollow"), note)
            self.confirm(sheet, lambda: self._feeds_worker.leave(feed))

    def action_other(self) -> None:
        """Go to the other list, if it is there."""
        if self._feeds:
            self._list("#entries" if self._list("#feeds").has_focus else "#feeds").focus()

    def action_back(self) -> None:
        """Stop a refresh; with nothing to stop, go back."""
        if self._refreshing:
            self._feeds_worker.stop()
        else:
            self.dismiss()

    def _feed(self) -> "Feed | None":
        return next((feed for feed in self._feeds if feed.number == self._shown), None)

    def _entry(self) -> "Entry | None":
        cursor = self._list("#entries").cursor
        return self._entries[cursor] if cursor is not None and cursor < len(self._entries) else None

    def _entry_choice(self, entry: "Entry") -> Choice:
        published = entry.published or ""
        return Choice(
            self._headlines.known(entry) or entry.title,
            mark=" " if entry.read and not entry.updated else UNREAD.sign,
            cells=(sanitize(entry.byline or "", 30), time_text(published), arrival_text(entry.seen, published)),
        )


def _feed_choice(feed: "Feed") -> Choice:
    return Choice(
        sanitize(feed.title, 200), f"{feed.unread}" if feed.unread else "", PROBLEM.sign if feed.problem else " "
    )
