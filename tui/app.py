"""The Textual app: it starts the screen, restores the terminal, and routes between pages."""

import asyncio
import contextlib
import gc
import logging
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from textual import work
from textual.app import SystemCommand
from textual.binding import BindingType
from textual.events import Event, Paste
from textual.screen import Screen
from textual.widget import Widget

from tui.bindings import ACTIONS, bindings
from tui.i18n import _, localized, speak
from tui.screens.reader.screen import ReaderScreen
from tui.screens.themes import DARK, ThemedApp, choose_theme
from tui.signals import Signals
from tui.widgets import PROBLEM, safe
from tui.workers import ActivityApp, DaemonExecutor, shorten_pauses

if TYPE_CHECKING:
    from textual.filter import LineFilter
    from textual.notifications import SeverityLevel

    from core.article import Article
    from core.brief import Brief
    from core.pack_source import PackSource
    from core.settings import Settings
    from tui.screens.batch import BatchPage
    from tui.screens.library import LibraryPage
    from tui.screens.packs import PacksPage
    from tui.screens.settings import SettingsPage
    from tui.workers.feeds import FeedsWorker

_logger = logging.getLogger(__name__)

_PAGES = {"library", "feeds", "batch", "packs", "settings"}
_TOLD = {"information": 5.0, "warning": 15.0, "error": 20.0}
"""Seconds that a notice is shown, by severity; those about failures stay longer."""


class Reader(ActivityApp, ThemedApp):
    """The Textual app: wires with source, translation and summary, aligned sentence by sentence."""

    TITLE = "Dépêche"
    CSS_PATH = [  # noqa: RUF012 - Textual declares it, and not as a ClassVar
        "app.tcss",
        "screens/reader.tcss",
        "screens/help.tcss",
        "screens/dialogs.tcss",
        "screens/pages.tcss",
        "widgets/lists.tcss",
        "widgets/panes.tcss",
        "widgets/status.tcss",
    ]
    SCOPE: ClassVar[str] = "app"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)

    def __init__(self, settings: "Settings", inputs: Sequence[str], packs: "PackSource") -> None:
        super().__init__()
        speak(settings.reader.language)
        self._reader = ReaderScreen(settings, inputs, packs)
        self.animation_level = "none"  # Nothing waits for the end of a movement.
        self._settings, self._packs, self._inputs = settings, packs, inputs
        self.keymap: Mapping[str, str] = {}  # keys from the settings, by binding id
        self._filters_wanted: list[LineFilter] = []
        self._plain_marks(wanted=settings.reader.ascii)
        self._remembered = self._known_theme(settings.reader.theme)
        """The theme from the settings file."""
        self.begin_with(self._remembered)

    def get_default_screen(self) -> Screen[None]:
        """Start with the reader's screen."""
        return self._reader

    def on_mount(self) -> None:
        """Make keys respond quickly beside busy threads, and install the signal handlers."""
        self._long_pauses = shorten_pauses()
        loop = asyncio.get_running_loop()
        loop.set_default_executor(DaemonExecutor())
        self._remap()
        for problem in self._settings.problems:
            self._warn(problem)
        Signals(self, self.leave).listen()
        self.call_after_refresh(self._settle)
        if not self._inputs:
            self.call_after_refresh(self._begin)

    def _settle(self) -> None:
        """Enable garbage collection, except for all objects made until the first screen: they stay."""
        gc.freeze()
        gc.enable()
        load = partial(__import__, "tui.screens.dialogs")  # The first key that asks something would wait for it.
        self.set_timer(1.5, partial(self.run_worker, load, thread=True))

    def _begin(self) -> None:
        """If there is nothing to open, start in the library, if there is one."""
        opened = self._reader.workspace.wires  # something was pasted at once
        if not opened and self._settings.places.library.exists() and self.check_action("library", ()):
            self.action_library()

    async def on_event(self, event: Event) -> None:
        """Remove control characters from pasted text: input fields show it unfiltered."""
        if isinstance(event, Paste) and not event.is_forwarded:
            event.text = "\n".join(map(safe, event.text.splitlines()))
        await super().on_event(event)

    def on_unmount(self) -> None:
        """Restore Python's switch interval and garbage collector."""
        self._long_pauses()
        gc.unfreeze()

    def _handle_exception(self, error: Exception) -> None:
        _logger.critical("the reader failed", exc_info=error)
        super()._handle_exception(error)

    def leave(self) -> NoReturn:
        """End the process after `run`: write pending data, and abandon the engine's running batches.

        These batches cannot be interrupted, and an ordinary exit would wait seconds for them.
        """
        self._reader.put_away()
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(self.return_code or 0)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Yield all commands for the palette: the actions of keys, and the theme."""
        seen = set()
        # Commands in the key bar come first: they are used most.
        active = sorted(
            screen.active_bindings.values(), key=lambda active: not active.binding.show or bool(active.binding.group)
        )
        for node, binding, enabled, tooltip in active:
            if enabled and binding.id and binding.tooltip and binding.action not in seen:
                seen.add(binding.action)
                title = tooltip or binding.tooltip
                action = partial(self.run_action, binding.action, node)
                yield SystemCommand(title, _("Key: {key}", key=self.get_key_display(binding)), action)
        if isinstance(screen, ReaderScreen):
            yield from screen.commands()
        yield SystemCommand(_("Theme"), _("Choose a colour theme"), self.action_change_theme)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: "SeverityLevel" = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002 - every widget asks for it unless it says otherwise; wires may have some
    ) -> None:
        """Show a notice without interpreting markup; notices about failures stay longer."""
        text = " ".join(localized(message).split())
        text = _("{what}: {value}", what=title, value=text) if title else text
        sign = "" if severity == "information" else f"{PROBLEM} "
        super().notify(sign + text, severity=severity, timeout=timeout or _TOLD[severity], markup=False)

    def _warn(self, problem: str) -> None:
        """Report problems of the settings file."""
        self.notify(problem, title=_("Settings"), severity="warning")

    def get_line_filters(self) -> "Sequence[LineFilter]":
        """Draw with ASCII marks, if so set."""
        return [*super().get_line_filters(), *self._filters_wanted]

    def watch_theme(self, theme: str) -> None:
        """Remember a theme that was chosen."""
        writes_nothing = self._settings.private or self._settings.permissions.narrowed
        if self.is_running and theme != self._remembered and not writes_nothing:
            self._remembered = theme
            self._remember("reader.theme", theme)

    @work(thread=True, exit_on_error=False, group="remembering", description="settings")
    def _remember(self, key: str, value: str) -> None:
        from core.config.change import change_setting
        from core.errors import DepecheError

        try:
            change_setting(self._settings.places, key, value)
        except DepecheError as error:
            self.call_from_thread(self._warn, str(error))

    def _known_theme(self, name: str) -> str:
        if name in self.available_themes:
            return name
        self.call_later(self._warn, _("reader.theme: there is no theme {name}", name=name))
        return DARK.name

    def _remap(self) -> None:
        """Apply the keys of the settings to the bindings; report problems."""
        if self._settings.reader.keys:
            from tui.bindings import checked

            self.keymap, problems = checked(self._settings.reader.keys, ACTIONS)
            self.set_keymap(dict(self.keymap))
            for problem in problems:
                self._warn(problem)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the other pages where permissions forbid them: they write, and show more than the named inputs."""
        if action in _PAGES and (self._settings.permissions.narrowed or self._settings.private):
            return False
        return super().check_action(action, parameters)

    def action_command_palette(self) -> None:
        """Show the palette."""
        from tui.screens.palette import open_palette

        open_palette(self)

    def action_change_theme(self) -> None:
        """Choose a theme, as in the settings."""
        choose_theme(self)

    def action_help(self) -> None:
        """Show all keys."""
        from tui.screens.help import Help

        self.push_screen(Help(self.screen, self.keymap))

    def action_library(self) -> None:
        """Show all that was read."""
        from tui.screens.library import LibraryPage

        self._enter(LibraryPage(self._settings))

    def action_feeds(self) -> None:
        """Show the feeds that are followed."""
        from tui.screens.feeds import FeedsPage

        self._enter(FeedsPage(self._settings, self._reader.translation.briefer))

    def action_packs(self) -> None:
        """Show the translation packs."""
        from tui.screens.packs import PacksPage

        self._enter(PacksPage(self._settings, self._packs))

    def action_batch(self) -> None:
        """Show the batch page; a batch keeps running behind other screens."""
        from tui.screens.batch import BatchPage

        if not self.is_screen_installed("batch"):
            self.install_screen(BatchPage(self._settings, self._packs), "batch")
        page = self.get_screen("batch", BatchPage)
        page.open_wires = tuple(dict.fromkeys(wire.path for wire in self._reader.workspace.wires if wire.path != "-"))
        self._enter(page)

    def action_settings(self) -> None:
        """Show the settings."""
        from tui.screens.settings import SettingsPage

        self._enter(SettingsPage(self._settings.places))

    def _enter(self, page: Screen[None]) -> None:
        """Open a page in place of the current one."""
        if type(self.screen) is type(page):
            return
        if self.screen is self._reader:
            self.push_screen(page)
        else:
            self.switch_screen(page)

    def on_library_page_opened(self, event: "LibraryPage.Opened") -> None:
        """Read a brief from the library."""
        self._read(event.brief.article, event.brief, event.came)

    def on_feeds_worker_opened(self, event: "FeedsWorker.Opened") -> None:
        """Read an entry of a feed."""
        self._read(event.article, came=event.came)

    def on_batch_page_begun(self, event: "BatchPage.Begun") -> None:
        """Do not list what the batch writes as new wires."""
        self._reader.opening.leave_out([event.folder])

    def on_settings_page_changed(self, event: "SettingsPage.Changed") -> None:
        """Apply changed settings of appearance."""
        look = event.reader
        if look.theme in self.available_themes:
            self._remembered = self.theme = look.theme
        self._reader.lay_texts(look.layout)
        self._reader.watches.announced_by(look.announce)
        if look.ascii != bool(self._filters_wanted):
            self._plain_marks(wanted=look.ascii)
            for screen in self.screen_stack:
                for node in screen.walk_children(Widget, with_self=True):
                    # What was painted is kept as it went through the filters.
                    node.notify_style_update()
                    node.refresh()

    def _plain_marks(self, *, wanted: bool) -> None:
        self._filters_wanted = []
        self.plain_keys = wanted
        self.set_class(wanted, "-plain-keys")
        if wanted:
            from tui.screens.themes import PlainMarks

            self._filters_wanted.append(PlainMarks())

    def on_packs_page_got(self, event: "PacksPage.Got") -> None:
        """Retry the wires that wait for a pack."""
        self._reader.post_message(event.ended)

    def _read(self, article: "Article", brief: "Brief | None" = None, came: str | None = None) -> None:
        if self.screen is not self._reader:
            self.pop_screen()
        self._reader.bring(article, brief, came=came)
