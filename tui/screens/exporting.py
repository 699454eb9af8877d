"""Exporting: the screen's part that gives briefs away: as files in any format, or through the clipboard."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from core.errors import DepecheError
from core.sanitize import sanitize
from tui.i18n import N_, _, n_
from tui.screens.opening import Opening
from tui.widgets.choices import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.brief import Brief
    from core.settings import Settings
    from tui.provide import PackSource


class Exporting(Opening):
    """What leaves the reader, by the reader's own hand."""

    @dataclass
    class Saved(Message):
        """Briefs were written, or not: `problem` says why."""

        paths: list[Path]
        problem: str = ""

    def __init__(self, settings: "Settings", inputs: "Sequence[str]", packs: "PackSource") -> None:
        super().__init__(settings, inputs, packs)
        self._format, self._folder = "md", ""
        """What was chosen last."""

    def action_export(self) -> None:
        """Ask for a format and a folder, for the brief on the screen or those of the marked wires."""
        from tui.screens.dialogs import ExportDialog

        wire = self.workspace.wire
        marked = [one for one in self.workspace.wires if one.marked]
        wanted = marked or ([wire] if wire else [])
        ready = [(one.brief, one.path) for one in wanted if one.brief]
        if not ready:
            if wire:
                self._notice("The brief can be written once the wire is translated.", wire.name, severe=False)
            return
        from core.export import FORMATS

        title = n_("Write {n} marked brief", "Write {n} marked briefs", len(ready)) if marked else _("Write the brief")
        if len(ready) < len(wanted):
            title += " " + _("({n} not ready)", n=len(wanted) - len(ready))
        choices = [Choice(form.label, form.suffix) for form in FORMATS.values()]
        sheet = ExportDialog(title, choices, self._folder or str(Path.cwd()), cursor=list(FORMATS).index(self._format))
        self.app.push_screen(sheet, partial(self._export, ready, list(FORMATS)))

    def _export(self, ready: "list[tuple[Brief, str]]", names: list[str], answer: tuple[int, str] | None) -> None:
        if answer:
            self._format, self._folder = names[answer[0]], answer[1]
            self._save(ready, self._format, Path(self._folder).expanduser())

    @work(thread=True, exit_on_error=False, group="saving", description="save")
    def _save(self, ready: "list[tuple[Brief, str]]", form: str, folder: Path) -> None:
        from core.export import FORMATS
        from tui.screens.saving import save

        paths: list[Path] = []
        try:
            for brief, named in ready:
                path = save(FORMATS[form].write(brief), named, folder, FORMATS[form].suffix)
                paths.append(path)
        except DepecheError as error:
            self.post_message(self.Saved(paths, str(error)))
        else:
            self.post_message(self.Saved(paths))

    @on(Saved)
    def _saved(self, event: Saved) -> None:
        self.leave_out(event.paths)
        if event.problem:
            done = n_("{n} brief written, then:", "{n} briefs written, then:", len(event.paths))
            self._notice(event.problem, done if event.paths else "No brief written")
        elif len(event.paths) == 1:
            path = event.paths[0]
            self._notice(
                _("{name}\nin {folder}", name=sanitize(path.name), folder=sanitize(path.parent)),
                "Brief written",
                severe=False,
            )
        else:
            self._notice(
                sanitize(event.paths[0].parent),
                n_("{n} brief written", "{n} briefs written", len(event.paths)),
                severe=False,
            )

    def action_copy(self) -> None:
        """Ask what to copy."""
        from tui.screens.dialogs import ChoiceDialog

        found = self._copies()
        sheet = ChoiceDialog(N_("Copy"), [Choice(_(name), note) for name, note, _text in found])
        if found:
            self.app.push_screen(sheet, partial(self._copied, found))

    def _copied(self, found: "list[tuple[str, str, Callable[[], str]]]", place: int | None) -> None:
        if place is not None:
            name, _note, text = found[place]
            self.app.copy_to_clipboard(text())
            self._status.say(_("Copied: {what}", what=_(name)))

    def _copies(self) -> "list[tuple[str, str, Callable[[], str]]]":
        """Give what can be copied now: what it is called, how much it is, and its text."""
        wire = self.workspace.wire
        if wire is None or not wire.sentences:
            return []
        brief, sentence = wire.brief, wire.sentences[min(wire.cursor, wire.total - 1)]
        texts: list[tuple[str, str]] = [(N_("the source of this sentence"), sentence.source)]
        if sentence.translation is not None:
            texts.insert(0, (N_("the translation of this sentence"), sentence.translation))
        if brief:
            summary = "\n".join(one.translation or one.source for one in brief.chosen)
            texts.append((N_("the summary"), summary))
        found: list[tuple[str, str, Callable[[], str]]] = [
            (name, n_("{n} word", "{n} words", len(text.split())), partial(str, text)) for name, text in texts
        ]
        if brief:
            from core.export import to_markdown

            found.append((N_("the brief, as Markdown"), "", partial(to_markdown, brief)))
        return found
