"""Opening more wires: files, folders, addresses, pasted text, and what arrives in an open folder."""

import glob
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.i18n import N_, _, n_
from tui.screens.reader import Controller
from tui.widgets.cursor_list import Choice
from tui.workers.folder_watch import FolderWatch
from tui.workers.open import OpenWorker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.events import Paste


SAMPLES: Final = N_("Read the sample wires")
_START: Final = {
    "wire.open": N_("Text, web page, PDF, Word, mail or feed. From the shell: depeche\u00a0wires/"),
    "wire.paste": "",
    "samples": N_("Short news in seven languages, to look around with"),
    **dict.fromkeys(("app.feeds", "app.library", "app.batch", "app.packs", "app.settings", "app.help"), ""),
}
"""The actions that the start screen offers, by id, with a note on each."""
_SAMPLES: Final = next(
    (
        folder
        for up in (1, 2, 3)
        if (folder := Path(__file__).parents[up] / "seeds").is_dir() and any(folder.glob("*.txt"))
    ),
    None,
)
"""The sample wires: with the installed program, or beside its source."""


class Opening(Controller):
    """Opens more inputs, and offers what can be done while nothing is open."""

    _offered: tuple[str, ...] = ()
    """The actions of the start screen, in its order."""
    has_samples = _SAMPLES is not None

    def choices(self) -> list[Choice]:
        """Return what can be done while nothing is open, each with its key."""
        app, found = self.screen.app, dict[str, tuple[str, Choice]]()
        for _node, binding, enabled, tooltip in self.screen.active_bindings.values():
            if enabled and binding.id in _START and binding.id not in found:
                scope = "app." * binding.id.startswith("app.")
                more = _(_START[binding.id])
                found[binding.id] = scope + binding.action, Choice(tooltip, app.get_key_display(binding), more=more)
        if "wire.open" in found and self.has_samples and not self.settings.permissions.root:
            found["samples"] = "samples", Choice(_(SAMPLES), more=_(_START["samples"]))
        shown = [found[name] for name in _START if name in found]
        self._offered = tuple(action for action, _choice in shown)
        return [choice for _action, choice in shown]

    def chosen(self, place: int) -> str:
        """Return the action of a choice of the start screen."""
        return self._offered[place]

    def samples(self) -> None:
        """Open the sample wires."""
        if _SAMPLES:
            self.screen.open_worker.open([str(_SAMPLES)])

    def leave_out(self, paths: "Iterable[Path]") -> None:
        """Do not list files, or anything in a folder, as new wires: the program writes them."""
        self.screen.folder_watch.leave_out(paths)

    def open(self, text: str = "", problem: str = "") -> None:
        """Ask what to open; `problem` says why what was typed cannot be."""
        from tui.screens.dialogs import FormDialog

        fields = [(N_("File, folder or address"), text)]
        dialog = FormDialog(
            N_("Open"),
            fields,
            keys=N_("Enter opens · Tab completes a path · Esc cancels"),
            paths={0},
            may_list=self.may_list,
            problem=problem,
        )
        self.screen.app.push_screen(dialog, self._open)

    def may_list(self, folder: str) -> bool:
        """Whether the names in a folder may be shown."""
        return self.screen.settings.permissions.allows(os.path.expanduser(folder))

    def _open(self, answer: tuple[str, ...] | None) -> None:
        if answer and answer[0]:
            permissions, wanted = self.screen.settings.permissions, os.path.expanduser(answer[0])
            name = permissions.permitted(wanted)
            if name is None or (permissions.root and not os.path.lexists(name)):
                self.open(answer[0], _("This reader may open only what is in {root}", root=str(permissions.root)))
                return
            if not (":" in name or os.path.lexists(name) or glob.has_magic(name)):
                self.open(answer[0], _("no such file or folder; an address begins with https:// or http://"))
                return
            names = (name,)
            self.status.say(_("Opening {what} …", what=answer[0]))
            self.screen.folder_watch.watch_over(names, partial(self.screen.open_worker.open, names))

    def paste(self) -> None:
        """Ask for a text to read."""
        from tui.screens.dialogs import PasteDialog

        self.screen.app.push_screen(PasteDialog(N_("Paste a text"), ""), self._take)

    def pasted(self, event: "Paste") -> None:
        """Take a text that was pasted where no field takes it; show it first."""
        from tui.screens.dialogs import PasteDialog

        event.stop()
        if event.text.strip():
            self.screen.app.push_screen(PasteDialog(N_("Paste a text"), event.text), self._take)

    def _take(self, text: str | None) -> None:
        if text and text.strip():
            self.screen.open_worker.take(text)

    def opened(self, event: OpenWorker.Opened) -> None:
        """List what was read; of several, show the first."""
        for read in event.entries:
            if read.problem:
                self.screen.notice(read.problem, read.path)
        show = event.show
        for read in event.entries:
            if read.article:
                self.screen.bring(read.article, show=show, came=read.came)
                show = False
        if not event.show:
            self.panes.head()

    def arrived(self, event: FolderWatch.Arrived) -> None:
        """Add new files at the end of the list; nothing else on the screen moves."""
        self.status.say(n_("{n} new wire", "{n} new wires", len(event.paths)))
        self.screen.open_worker.open(event.paths, event.folder, show=False)
