"""Opening: the screen's part that takes more wires: files, folders, addresses, and text that is pasted."""

import os
from typing import TYPE_CHECKING

from textual import on
from textual.events import Paste

from tui.i18n import N_, _, n_
from tui.screens.sorting import Sorting
from tui.workers.folder_watch import FolderWatch
from tui.workers.open import OpenWorker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from core.settings import Settings
    from tui.provide import PackSource


class Opening(Sorting):
    """What else is to be read."""

    def __init__(self, settings: "Settings", inputs: "Sequence[str]", packs: "PackSource") -> None:
        super().__init__(settings, inputs, packs)
        self._open_worker, self._folder_watch = OpenWorker(settings), FolderWatch()

    def leave_out(self, paths: "Iterable[Path]") -> None:
        """Let files, or all in a folder, be no new wires: the program writes them."""
        self._folder_watch.leave_out(paths)

    def action_open(self) -> None:
        """Ask what to open."""
        from tui.screens.dialogs import FormDialog

        self.app.push_screen(FormDialog(N_("Open"), [(N_("File, folder or address"), "")]), self._open)

    def _open(self, answer: tuple[str, ...] | None) -> None:
        if answer and answer[0]:
            self._status.say(_("Opening {what} …", what=answer[0]))
            names = (os.path.expanduser(answer[0]),)
            self._open_worker.open(names)
            self._folder_watch.watch_over(names)

    def action_paste(self) -> None:
        """Ask for a text."""
        from tui.screens.dialogs import PasteDialog

        self.app.push_screen(PasteDialog(N_("Paste a text"), ""), self._take)

    def on_paste(self, event: Paste) -> None:
        """Take a text that was pasted where nothing else takes it: a look at it first."""
        from tui.screens.dialogs import PasteDialog

        event.stop()
        if event.text.strip():
            self.app.push_screen(PasteDialog(N_("Paste a text"), event.text), self._take)

    def _take(self, text: str | None) -> None:
        if text and text.strip():
            self._open_worker.take(text)

    @on(OpenWorker.Opened)
    def _opened(self, event: OpenWorker.Opened) -> None:
        for path, _article, problem in event.entries:
            if problem:
                self._notice(problem, path)
        # Of many, the first is shown.
        for place, article in enumerate([article for _path, article, _problem in event.entries if article]):
            self.bring(article, show=place == 0 and event.show)

    @on(FolderWatch.Arrived)
    def _arrived(self, event: FolderWatch.Arrived) -> None:
        """Put what arrived at the end of the list; nothing else on the screen moves."""
        self._status.say(n_("{n} new wire", "{n} new wires", len(event.paths)))
        self._open_worker.open(event.paths, show=False)
