"""The reader's screen: it holds the panes, the workers and the controllers, and routes keys and messages to them."""

import os
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import BindingType
from textual.events import Paste

from tui.bindings import bindings
from tui.i18n import _, n_
from tui.screens import TranslatedScreen
from tui.screens.reader import acting, routed
from tui.screens.reader.corrections import Corrections
from tui.screens.reader.export_and_clipboard import Clipboard, Export
from tui.screens.reader.opening import SAMPLES, Opening
from tui.screens.reader.queue import TranslationQueue
from tui.screens.reader.search_and_watches import Search, Watches
from tui.screens.reader.second_opinion_offer import SecondOpinionOffer
from tui.screens.reader.summary import Digests, Summaries
from tui.screens.reader.wire_list import WireList
from tui.widgets.bitext import Bitext, MarkClicked
from tui.widgets.cursor_list import CursorList
from tui.widgets.input_lines import FindBar
from tui.widgets.pane_layout import NARROW, TRANSLATION
from tui.widgets.panes import Panes
from tui.widgets.progress import PackDownload
from tui.widgets.status import KeyBar, Status
from tui.widgets.text_selection import SelectableList
from tui.widgets.wires import VIEW_TITLES
from tui.workers import Busy
from tui.workers.feeds import FeedsTimer
from tui.workers.folder_watch import FolderWatch
from tui.workers.library import LibraryWorker, SearchWorker
from tui.workers.open import OpenWorker
from tui.workers.revision import RevisionWorker
from tui.workers.translation import TranslationWorker
from tui.workspace import Workspace

if TYPE_CHECKING:
    from core.article import Article
    from core.brief import Brief
    from core.pack_source import PackSource
    from core.settings import Layout, Settings

_NOT_ALWAYS = frozenset(("install", "translate", "cancel", "export"))
"""Actions that are offered only when they have something to do."""

_CHANGING = frozenset(
    (
        *("open", "samples", "export", "install", "wordings", "reword", "term", "watch", "undo"),
        *("redo", "star", "note", "unread", "mark", "unmark", "rules", "close_wire"),
    )
)
"""Actions that open, write or change something."""

_OUTSIDE = frozenset(("samples", "rules", "watch", "term", "install"))
"""Actions that show or change data outside of the folder of wires."""
_WITHOUT_WIRES = frozenset(("open", "paste", "samples", "rules", "watch", "cancel", "undo", "redo"))
"""Actions that need no open wire."""

_KEEPING = frozenset(("install", "term", "watch", "star", "note", "unread", "rules"))
"""Actions that store something."""


class ReaderScreen(TranslatedScreen):
    """The wires on the left; source, translation and summary of one of them side by side."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it, and not as a ClassVar
        (0, "-narrow"),
        (NARROW, "-wide"),
        (150, "-broad"),
    ]
    SCOPE: ClassVar[str] = "reader"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)

    def __init__(self, settings: "Settings", inputs: Sequence[str], packs: "PackSource") -> None:
        super().__init__()
        self.settings, self._inputs = settings, inputs
        self.workspace = Workspace()
        self.panes, self.status = Panes(self.workspace, target=settings.translation.target), Status()
        self.panes.offline = settings.offline
        if settings.private:
            self.panes.title = _("Dépêche · private")
        self.find_bar, self.download = FindBar(), PackDownload(packs)
        self.translation = TranslationWorker(settings, inputs, packs)
        self.revision = RevisionWorker(settings, self.translation.briefer)
        self.library, self.search_worker = LibraryWorker(settings), SearchWorker()
        self.open_worker, self.folder_watch = OpenWorker(settings), FolderWatch()
        self.feeds_timer = FeedsTimer(settings)
        self.queue: TranslationQueue = TranslationQueue(self)
        self.wire_list: WireList = WireList(self)
        self.opening: Opening = Opening(self)
        self.corrections: Corrections = Corrections(self)
        self.summaries: Summaries = Summaries(self)
        self.digests: Digests = Digests(self)
        self.search: Search = Search(self)
        self.watches: Watches = Watches(self)
        self.export: Export = Export(self)
        self.clipboard: Clipboard = Clipboard(self)
        self.offer: SecondOpinionOffer = SecondOpinionOffer(self, packs)
        self._doing: dict[str, str] = {}
        """How far the wires and their headlines are, as last reported."""
        self._offered: frozenset[str] = frozenset()
        """The conditional actions that are possible now."""

    # Keys.

    action_wordings = acting(lambda screen: screen.corrections.alternatives)
    action_reword = acting(lambda screen: screen.corrections.correct)
    action_term = acting(lambda screen: screen.corrections.term)
    action_watch = acting(lambda screen: screen.watches.make)
    action_undo = acting(lambda screen: screen.corrections.undo)
    action_redo = acting(lambda screen: screen.corrections.redo)
    action_longer = acting(lambda screen: screen.summaries.longer)
    action_method = acting(lambda screen: screen.summaries.method)
    action_digest = acting(lambda screen: screen.digests.toggle)
    action_event = acting(lambda screen: screen.digests.list_event)
    action_find = acting(lambda screen: screen.search.open)
    action_find_step = acting(lambda screen: screen.search.step)
    action_filter = acting(lambda screen: screen.watches.filter)
    action_rules = acting(lambda screen: screen.wire_list.rules)
    action_sort = acting(lambda screen: screen.wire_list.sort)
    action_mark = acting(lambda screen: screen.wire_list.mark)
    action_unmark = acting(lambda screen: screen.wire_list.unmark)
    action_star = acting(lambda screen: screen.wire_list.star)
    action_close_wire = acting(lambda screen: screen.wire_list.close)
    action_note = acting(lambda screen: screen.wire_list.note)
    action_unread = acting(lambda screen: screen.wire_list.unread)
    action_next_unread = acting(lambda screen: screen.wire_list.next_unread)
    action_wire = acting(lambda screen: screen.wire_list.step)
    action_open = acting(lambda screen: screen.opening.open)
    action_samples = acting(lambda screen: screen.opening.samples)
    action_paste = acting(lambda screen: screen.opening.paste)
    action_export = acting(lambda screen: screen.export.open)
    action_copy = acting(lambda screen: screen.clipboard.copy)
    action_pane = acting(lambda screen: screen.panes.step)
    action_tab = acting(lambda screen: screen.panes.show_tab)
    action_install = acting(lambda screen: screen.queue.install)
    action_translate = acting(lambda screen: screen.queue.resume)

    def action_cancel(self) -> None:
        """Stop a search, or else the queue."""
        if self.find_bar.display:
            self.find_bar.close()
        else:
            self.queue.stop()
        self.tell()

    # Messages of the workers and the panes.

    _inputs_read = on(TranslationWorker.InputsRead)(routed(lambda screen: screen.queue.inputs_read))
    _prepared = on(TranslationWorker.Prepared)(routed(lambda screen: screen.queue.prepared))
    _translated = on(TranslationWorker.Translated)(routed(lambda screen: screen.queue.translated))
    _titled = on(TranslationWorker.Titled)(routed(lambda screen: screen.queue.titled))
    _finished = on(TranslationWorker.Finished)(routed(lambda screen: screen.queue.finished))
    _failed = on(TranslationWorker.Failed)(routed(lambda screen: screen.queue.failed))
    _no_pack = on(TranslationWorker.NoPack)(routed(lambda screen: screen.queue.no_pack))
    _pack_ended = on(PackDownload.Ended)(routed(lambda screen: screen.queue.pack_ended))
    _brief_updated = on(RevisionWorker.BriefUpdated)(routed(lambda screen: screen.queue.brief_updated))
    _worded = on(RevisionWorker.Worded)(routed(lambda screen: screen.corrections.worded))
    _changed = on(RevisionWorker.Changed)(routed(lambda screen: screen.corrections.changed))
    _refused = on(RevisionWorker.Refused)(routed(lambda screen: screen.corrections.refused))
    _alignment_wanted = on(Bitext.AlignmentWanted)(routed(lambda screen: screen.corrections.alignment_wanted))
    _aligned = on(RevisionWorker.Aligned)(routed(lambda screen: screen.corrections.aligned))
    _related = on(RevisionWorker.Related)(routed(lambda screen: screen.digests.related))
    _digested = on(RevisionWorker.Digested)(routed(lambda screen: screen.digests.digested))
    _grouped = on(SearchWorker.Grouped)(routed(lambda screen: screen.digests.grouped))
    _judged = on(SearchWorker.Judged)(routed(lambda screen: screen.wire_list.judged))
    _matched = on(SearchWorker.Matched)(routed(lambda screen: screen.search.matched))
    _find_wanted = on(FindBar.Wanted)(routed(lambda screen: screen.search.wanted))
    _find_stepped = on(FindBar.Stepped)(routed(lambda screen: screen.search.stepped))
    _find_closed = on(FindBar.Closed)(routed(lambda screen: screen.search.closed))
    _known = on(LibraryWorker.Known)(routed(lambda screen: screen.wire_list.known))
    _reached = on(Panes.Reached)(routed(lambda screen: screen.wire_list.reached))
    _opened = on(OpenWorker.Opened)(routed(lambda screen: screen.opening.opened))
    _arrived = on(FolderWatch.Arrived)(routed(lambda screen: screen.opening.arrived))
    _pack_missing = on(SecondOpinionOffer.Missing)(routed(lambda screen: screen.offer.ask))
    _watch_added = on(Watches.Added)(routed(lambda screen: screen.watches.added))
    _watch_deleted = on(Watches.Deleted)(routed(lambda screen: screen.watches.deleted))
    _link_clicked = on(Bitext.LinkClicked)(routed(lambda screen: screen.clipboard.copy_link))
    _mark_clicked = on(MarkClicked)(routed(lambda screen: screen.clipboard.explain))
    _text_selected = on(SelectableList.TextSelected)(routed(lambda screen: screen.clipboard.selected))
    _saved = on(Export.Saved)(routed(lambda screen: screen.export.saved))

    @on(LibraryWorker.Refused)
    def _library_refused(self, event: LibraryWorker.Refused) -> None:
        self.notice(event.problem, "Library")

    @on(FeedsTimer.Came)
    def _feeds_came(self, event: FeedsTimer.Came) -> None:
        self.status.say(n_("{n} new entry in your feeds · F", "{n} new entries in your feeds · F", event.count))
        self.watches.announce(event.watches)

    @on(TranslationWorker.Warned)
    def _memory_warned(self, event: TranslationWorker.Warned) -> None:
        self.notice(event.text, "Memory")

    @on(Panes.WireWanted)
    def _wire_wanted(self, event: Panes.WireWanted) -> None:
        self.go_to(event.number)

    @on(Panes.CursorMoved)
    def catch_up(self) -> None:
        """Show the wire under the list's cursor, if it is another: keys that come fast act on what was gone to."""
        number = self.panes.caught_up()
        if number is not None and number != self.workspace.current:
            self.go_to(number)

    _said = on(Panes.Said)(routed(lambda screen: lambda event: screen.status.say(event.text)))

    @on(CursorList.Chosen, "#start")
    async def _begun(self, event: CursorList.Chosen) -> None:
        await self.app.run_action(self.opening.chosen(event.cursor), self)

    def on_paste(self, event: Paste) -> None:
        """Take a text that was pasted where no field takes it."""
        self.opening.pasted(event)

    # What is shown.

    def compose(self) -> ComposeResult:
        """Compose the screen."""
        if not self._inputs or (len(self._inputs) == 1 and os.path.isfile(self._inputs[0])):
            # There is no list to choose from.
            self.panes.tab = TRANSLATION
        self.lay_texts(self.settings.reader.layout)
        yield from (self.translation, self.revision, self.search_worker, self.open_worker, self.folder_watch)
        yield self.feeds_timer
        yield from (self.library, self.panes, self.find_bar, self.download, self.status, KeyBar())

    def lay_texts(self, layout: "Layout") -> None:
        """Show the texts of every wire in this layout."""
        self.panes.view = "both" if layout == "side-by-side" else layout
        self.panes.narrow_view = layout if layout == "interleaved" else "translation"

    def on_mount(self) -> None:
        """Show the empty screen first, then start the workers."""
        self.watches.light()
        if not self._inputs:
            self.workspace.complete = True
            self.welcome()
        else:
            self.call_after_refresh(self.folder_watch.watch_over, self._inputs, self.translation.read)
        self.call_after_refresh(self.offer.look)
        self.tell()

    def welcome(self) -> None:
        """Offer what can be done while no wire is open."""
        self.panes.welcome(self.opening.choices())

    def put_away(self) -> None:
        """Save what the workers still hold, after the screen is closed."""
        self.library.put_away()
        self.translation.put_away()

    def bring(
        self, article: "Article", brief: "Brief | None" = None, *, show: bool = True, came: str | None = None
    ) -> None:
        """Open a wire, which `came` at a time in ISO 8601; one that is shown was opened by the user."""
        self.queue.bring(article, brief, show=show, came=came)
        if show and article.source.url:
            self.wire_list.tell_feeds([article.source.url], read=True)

    def go_to(self, number: int) -> None:
        """Show a wire."""
        self.queue.go_to(number)
        self.search.shown()

    def tell(self) -> None:
        """Update the status line, the digest and the key bar."""
        target, searching = self.settings.translation.target, self.find_bar.display
        self.status.show(self.workspace, target=target, offline=self.settings.offline, stops=not searching)
        self.download.stops = not searching
        doing = self.workspace.activity()
        for what in [name for name, text in doing.items() if text != self._doing.get(name, "")]:
            self.post_message(Busy(what, doing[what]))
        self._doing = doing
        offered = self.queue.offers()
        if self.workspace.wire:
            offered |= {"export"}
        if searching:
            offered |= {"cancel"}
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()
        self.digests.refresh()

    def notice(self, text: str, title: str, *, severe: bool = True) -> None:
        """Show a notice for a while."""
        self.notify(_(text), title=_(title), severity="error" if severe else "information")

    def commands(self) -> Iterable[SystemCommand]:
        """Yield commands for the palette that have no key."""
        if self.opening.has_samples and self.check_action("samples", ()):
            yield SystemCommand(_(SAMPLES), "", self.action_samples)
        for view, title in VIEW_TITLES.items():
            yield SystemCommand(_(title), _("v cycles the views"), partial(self.panes.action_view, view))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done now, and may be."""
        del parameters
        limits = self.settings.permissions
        ours = f"action_{action}" in type(self).__dict__
        if ours and action not in _WITHOUT_WIRES and self.panes.has_class("-start"):
            return False
        barred = (limits.read_only, _CHANGING), (limits.root, _OUTSIDE), (self.settings.private, _KEEPING)
        if any(holds and action in actions for holds, actions in barred):
            return False
        return action not in _NOT_ALWAYS or action in self._offered
