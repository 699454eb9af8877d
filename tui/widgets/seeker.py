"""Seeker: where all open wires are searched, out of sight."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from tui.matching import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.desk import Wire


class Seeker(Widget):
    """The worker that searches."""

    DEFAULT_CSS = "Seeker { display: none; }"

    @dataclass
    class Found(Message):
        """These wires hold the words."""

        words: str
        numbers: frozenset[int]

    def __init__(self) -> None:
        super().__init__()
        self._folded: dict[int, tuple[int, str]] = {}
        """For each wire, how many of its sentences were translated, and all its text, folded."""

    @work(thread=True, exclusive=True, exit_on_error=False, group="seeking", description="search")
    def seek(self, words: str, wires: "Sequence[Wire]") -> None:
        """Look for words in all wires."""
        worker = get_current_worker()
        wanted, found = fold(words), []
        for wire in wires:
            if worker.is_cancelled:
                return
            if wanted in self._text(wire):
                found.append(wire.number)
        self.post_message(self.Found(words, frozenset(found)))

    def _text(self, wire: "Wire") -> str:
        stamp = len(wire.translated)
        known = self._folded.get(wire.number)
        if known is None or known[0] != stamp or wire.mine:
            texts = [part for one in wire.sentences for part in (one.source, one.translation) if part]
            known = self._folded[wire.number] = stamp, fold("\n".join([wire.name, *texts]))
        return known[1]
