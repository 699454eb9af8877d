"""The mouse and the clipboard: copying what is selected or chosen, and what was clicked."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from core.sanitize import sanitize
from tui.i18n import N_, _, n_
from tui.screens.reader import Controller
from tui.widgets.bitext import Bitext, MarkClicked
from tui.widgets.cursor_list import Choice
from tui.widgets.text_selection import SelectableList

if TYPE_CHECKING:
    from collections.abc import Callable


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
