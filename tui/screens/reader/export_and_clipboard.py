"""What leaves the reader: briefs as files in any format, in a browser as downloads too; and copies to the clipboard."""

import os
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from textual.message import Message

from core.errors import DepecheError, OutputError
from core.files import path_with_room, write_whole
from core.sanitize import sanitize
from tui.i18n import N_, _, n_
from tui.screens.reader import Controller, ReaderParts
from tui.widgets.bitext import Bitext, MarkClicked
from tui.widgets.cursor_list import Choice
from tui.widgets.text_selection import SelectableList

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.brief import Brief
    from tui.wire import Wire

_ENOUGH = 1000
"""Maximum number of names to try."""
_LONGEST = 255
"""Maximum length of a file name, in characters."""


class Export(Controller):
    """Writes what the user asks for."""

    @dataclass
    class Saved(Message):
        """Briefs were written, or not, with the `problem`."""

        paths: list[Path]
        problem: str = ""
        made: list[bytes] = field(default_factory=list)
        """The files that were written, to be offered by a browser."""

    def __init__(self, screen: ReaderParts) -> None:
        super().__init__(screen)
        self._formats: tuple[str, ...] = ("md",)
        self._folder = ""
        """The last choice."""
        self._written: list[Wire] = []
        """The marked wires that are being written; their marks are cleared afterwards."""

    @property
    def _root(self) -> str:
        return str(self.screen.settings.permissions.root or "")

    def open(self) -> None:
        """Ask for a format and a folder for the wire on the screen; where others are marked, ask for which first."""
        from tui.screens.dialogs import ChoiceDialog

        wire = self.workspace.wire
        marked = [candidate for candidate in self.workspace.wires if candidate.marked and not candidate.closed]
        if wire is None:
            return
        if all(candidate is wire for candidate in marked):
            self._ask([wire])
            return
        listed = n_("the marked wire:", "the {n} marked wires:", len(marked))
        headlines = " · ".join(sanitize(candidate.headline, 60) for candidate in marked)
        choices = [Choice(_("this wire: {headline}", headline=wire.headline)), Choice(f"{listed} {headlines}")]
        dialog = ChoiceDialog(N_("Write which briefs?"), choices)
        self.screen.app.push_screen(dialog, partial(self._chosen, [[wire], marked]))

    def _chosen(self, wanted: "list[list[Wire]]", place: int | None) -> None:
        if place is not None:
            self._ask(wanted[place])

    def _ask(self, wanted: "list[Wire]") -> None:
        """Ask for a format and a folder for the briefs of some wires."""
        from tui.screens.dialogs import ExportDialog

        ready = [wire for wire in wanted if wire.brief]
        if not ready:
            self.screen.notice("No brief yet: the wire is not translated", wanted[0].name, severe=False)
            return
        from core.export import FORMATS

        title = _("Write the brief: {headline}", headline=sanitize(ready[0].headline, 60))
        if len(wanted) > 1:
            title = n_("Write {n} marked brief", "Write {n} marked briefs", len(ready))
        if len(ready) < len(wanted):
            title += " " + _("({n} not ready)", n=len(wanted) - len(ready))
        choices = [Choice(form.label, form.suffix) for form in FORMATS.values()]
        dialog = ExportDialog(
            title,
            choices,
            self._folder or self._root or str(Path.cwd()),
            ticked=[list(FORMATS).index(name) for name in self._formats],
            may_list=self.screen.opening.may_list,
        )
        self.screen.app.push_screen(dialog, partial(self._export, ready, list(FORMATS)))

    def _export(self, ready: "list[Wire]", names: list[str], answer: tuple[tuple[int, ...], str] | None) -> None:
        if answer is None:
            return
        folder = self.screen.settings.permissions.permitted(os.path.expanduser(answer[1]))
        if folder is None:
            self.screen.notice(_("This reader may write only below {root}", root=self._root), "No brief written")
        else:
            self._formats, self._folder = tuple(names[place] for place in answer[0]), answer[1]
            self._written = [wire for wire in ready if wire.marked]
            briefs = [(replace(wire.brief, remark=wire.note), wire.path) for wire in ready if wire.brief]
            work = partial(self._save, briefs, self._formats, Path(folder))
            self.screen.run_worker(work, thread=True, exit_on_error=False, group="saving", description="save")

    def _save(self, ready: "list[tuple[Brief, str]]", forms: "tuple[str, ...]", folder: Path) -> None:
        from core.export import FORMATS

        paths: list[Path] = []
        made: list[bytes] = []
        problem = ""
        try:
            for brief, named in ready:
                for form in map(FORMATS.__getitem__, forms):
                    data = form.write(brief)
                    paths.append(save(data, named, folder, form.suffix))
                    if self.screen.app.is_web:
                        made.append(data)
        except DepecheError as error:
            problem = str(error)
        self.screen.post_message(self.Saved(paths, problem, made))

    def saved(self, event: Saved) -> None:
        """Report what was written."""
        self.screen.opening.leave_out(event.paths)
        written, self._written = self._written, []
        if event.made:
            # Not at the top: only a browser needs it.
            from tui.web import offer_download

            for path, data in zip(event.paths, event.made, strict=False):
                offer_download(self.screen.app, path.name, data)
        if not event.problem:
            self.screen.wire_list.exported(written)
        if event.problem:
            done = n_("{n} file written, then:", "{n} files written, then:", len(event.paths))
            self.screen.notice(event.problem, done if event.paths else "No brief written")
        elif len(event.paths) == 1:
            path = event.paths[0]
            self.screen.notice(
                _("{name}\nin {folder}", name=sanitize(path.name), folder=sanitize(path.parent)),
                "Brief written",
                severe=False,
            )
        else:
            self.screen.notice(
                sanitize(event.paths[0].parent),
                n_("{n} file written", "{n} files written", len(event.paths)),
                severe=False,
            )


def save(contents: bytes, named: str, folder: Path, suffix: str) -> Path:
    """Write a brief to `<name of the input><suffix>` in a folder, whole or not at all, and return the file.

    The name is that of `batch`: `wire.txt` gives `wire.txt.md`, so that `wire.txt` and `wire.html` do not share one. A
    file of that name with other content is left alone: the next of `-2`, `-3`, … is taken. One with the same content is
    what was wanted. Raises OutputError.
    """
    name = _file_name(named)
    for number in range(1, _ENOUGH):
        path = folder / (f"{name}{suffix}" if number == 1 else f"{name}-{number}{suffix}")
        try:
            # The file is created first, so that no other process can take the name before it is written.
            folder.mkdir(parents=True, exist_ok=True)
            path.open("x").close()
        except FileExistsError:
            if _holds(path, contents):
                return path
        except OSError as error:
            raise OutputError(sanitize(path), "cannot be written: {reason}", reason=error.strerror or error) from error
        else:
            try:
                write_whole(path, contents)
            except OutputError:
                path.unlink(missing_ok=True)
                raise
            return path
    raise OutputError(sanitize(folder), "holds too many briefs named {stem}", stem=name)


def _file_name(named: str) -> str:
    """Return the name, without the format's suffix, that `batch` and `brief -o DIR/` give to the same input's brief."""
    # Not at the top: only an export needs it.
    from core.reading.fetch import is_address, slug

    if named == "-":
        return "stdin"
    name = slug(named) if is_address(named) else PurePath(named).name
    return path_with_room(sanitize(name, _LONGEST).replace(os.sep, " ").strip(" .")) or "wire"


def _holds(path: Path, contents: bytes) -> bool:
    try:
        return path.is_file() and path.stat().st_size == len(contents) and path.read_bytes() == contents
    except OSError:
        return False


class Clipboard(Controller):
    """Copies what the user asks for, and explains what they click."""

    def copy(self) -> None:
        """Copy what is selected; where nothing is, ask what to copy."""
        from tui.screens.dialogs import ChoiceDialog

        if text := self.panes.selected_text():
            self._copy(text, _("the selection"))
            self.panes.unselect()
            return
        # In a digest, the line under the cursor may be of another wire: what is copied is this wire's.
        self.panes.settle()
        found = self._copies()
        dialog = ChoiceDialog(
            N_("Copy"), [Choice(_(name), note) for name, note, _text in found], keys=N_("Enter copies · Esc cancels")
        )
        if found:
            self.screen.app.push_screen(dialog, partial(self._copied, found))

    def _copied(self, found: "list[tuple[str, str, Callable[[], str]]]", place: int | None) -> None:
        if place is not None:
            name, _note, text = found[place]
            self._copy(text(), _(name))

    def _copy(self, text: str, what: str) -> None:
        self.screen.app.copy_to_clipboard(text)
        self.status.say(_("Copied: {what}", what=what))

    def copy_link(self, event: Bitext.LinkClicked) -> None:
        """Copy an address that was clicked; it is never followed."""
        self._copy(event.address, sanitize(event.address, 100))

    def selected(self, event: SelectableList.TextSelected) -> None:
        """Show what can be done with the selection."""
        words = len(event.text.split())
        message = n_("{n} word selected · y copies, w watches", "{n} words selected · y copies, w watches", words)
        self.status.say(message)

    def explain(self, event: MarkClicked) -> None:
        """Show the meaning of the marks that were clicked."""
        from tui.screens.dialogs import ChoiceDialog

        if event.meanings:
            dialog = ChoiceDialog(
                N_("What the marks mean"), [Choice(line) for line in event.meanings], keys=N_("Enter or Esc closes")
            )
            self.screen.app.push_screen(dialog)

    def _copies(self) -> "list[tuple[str, str, Callable[[], str]]]":
        """Return what can be copied now: name, length and text."""
        wire = self.workspace.wire
        if wire is None or not wire.sentences:
            return []
        brief, sentence = wire.brief, wire.sentences[min(wire.cursor, wire.total - 1)]
        texts: list[tuple[str, str]] = [(N_("the source of this sentence"), sentence.source)]
        if sentence.translation is not None:
            texts.insert(0, (N_("the translation of this sentence"), sentence.translation))
        if brief:
            summary = "\n".join(sentence.translation or sentence.source for sentence in brief.chosen)
            texts.append((N_("the summary"), summary))
        found: list[tuple[str, str, Callable[[], str]]] = [
            (name, n_("{n} word", "{n} words", len(text.split())), partial(str, text)) for name, text in texts
        ]
        if brief:
            from core.export import to_markdown

            found.append((N_("the brief, as Markdown"), "", partial(to_markdown, replace(brief, remark=wire.note))))
        return found
