"""The reader's screen: one class that routes keys and messages to the controllers beside it.

This module has the base of the controllers, and what they may ask of the screen and of each other. No controller knows
the screen's class, or that of another controller, so none of them imports the screen.
"""

# ruff: noqa: D102 - each method is described where it is written

from typing import TYPE_CHECKING, Protocol

from tui.workers.open import Awaited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path
    from typing import Any

    from textual.app import App
    from textual.binding import ActiveBinding
    from textual.message import Message
    from textual.timer import Timer

    from core.article import Article
    from core.brief import Brief
    from core.pack_source import Offer
    from core.settings import Settings
    from tui.widgets.input_lines import FindBar
    from tui.widgets.panes import Panes
    from tui.widgets.progress import PackDownload
    from tui.widgets.status import Status
    from tui.wire import Wire
    from tui.workers.folder_watch import FolderWatch
    from tui.workers.library import LibraryWorker, SearchWorker
    from tui.workers.open import OpenWorker
    from tui.workers.revision import RevisionWorker
    from tui.workers.translation import TranslationWorker
    from tui.workspace import Workspace


class ForCorrections(Protocol):
    """Methods of the corrections that others call."""

    def undoable(self, back: "Callable[[], object]", again: "Callable[[], object]") -> None: ...


class ForQueue(Protocol):
    """Methods of the translation queue that others call."""

    def update_brief(self, wire: "Wire") -> None: ...
    def leave(self, wire: "Wire", number: int | None) -> None: ...


class ForWireList(Protocol):
    """Methods of the wire list that others call."""

    def came(self, wires: "list[Wire]") -> None: ...
    def judge(self, wires: "Sequence[Wire]") -> None: ...
    def looked_at(self) -> None: ...
    def done(self, wire: "Wire") -> None: ...
    def exported(self, wires: "list[Wire]") -> None: ...


class ForDigests(Protocol):
    """Methods of the digests that others call."""

    def group(self) -> None: ...


class ForOpening(Protocol):
    """Methods for opening files that others call."""

    def may_list(self, folder: str) -> bool: ...
    def leave_out(self, paths: "Iterable[Path]") -> None: ...


class ForWatches(Protocol):
    """Methods of the watches that others call."""

    def found(self, news: "Iterable[tuple[Wire, Sequence[str]]]") -> None: ...


class ForOffer(Protocol):
    """Methods of the offer of a second opinion that others call."""

    def ended(self, offer: "Offer") -> None: ...


class ReaderParts(Protocol):
    """The parts, workers and methods of the screen that controllers use."""

    settings: "Settings"
    workspace: "Workspace"
    panes: "Panes"
    status: "Status"
    find_bar: "FindBar"
    download: "PackDownload"
    translation: "TranslationWorker"
    revision: "RevisionWorker"
    library: "LibraryWorker"
    search_worker: "SearchWorker"
    open_worker: "OpenWorker"
    folder_watch: "FolderWatch"

    @property
    def app(self) -> "App[Any]": ...
    @property
    def active_bindings(self) -> "dict[str, ActiveBinding]": ...
    @property
    def corrections(self) -> ForCorrections: ...
    @property
    def queue(self) -> ForQueue: ...
    @property
    def wire_list(self) -> ForWireList: ...
    @property
    def digests(self) -> ForDigests: ...
    @property
    def opening(self) -> ForOpening: ...
    @property
    def watches(self) -> ForWatches: ...
    @property
    def offer(self) -> ForOffer: ...

    def bring(
        self, article: "Article", brief: "Brief | None" = None, *, show: bool = True, came: str | None = None
    ) -> None: ...
    def go_to(self, number: int) -> None: ...
    def catch_up(self) -> None: ...
    def welcome(self) -> None: ...
    def tell(self) -> None: ...
    def notice(self, text: str, title: str, *, severe: bool = True) -> None: ...

    def post_message(self, message: "Message") -> bool: ...
    def set_timer(self, delay: float, callback: "Callable[[], None]") -> "Timer": ...
    def run_worker(
        self, work: "Callable[[], None]", *, thread: bool, exit_on_error: bool, group: str, description: str = ""
    ) -> object: ...


class Controller:
    """One group of the reader's actions, with the messages that answer them.

    The screen routes both here; a controller acts on the screen's parts and asks its workers.
    """

    def __init__(self, screen: ReaderParts) -> None:
        self.screen = screen
        self.workspace = screen.workspace
        self.panes, self.status = screen.panes, screen.status

    @property
    def settings(self) -> "Settings":
        """The current settings: a watch may have been added."""
        return self.screen.settings


def routed(find: "Callable[[Any], Callable[..., object]]") -> "Callable[..., None]":
    """Make a method of the screen that calls one of a controller."""

    def call(self: object, *values: object) -> None:
        find(self)(*values)
        for value in values:
            if isinstance(value, Awaited):
                value.handled = True

    return call


def acting(find: "Callable[[Any], Callable[..., object]]") -> "Callable[..., None]":
    """Make an action of the screen that calls one of a controller, after pending cursor movements are shown."""

    def act(self: "ReaderParts", *values: object) -> None:
        self.catch_up()
        find(self)(*values)

    return act
