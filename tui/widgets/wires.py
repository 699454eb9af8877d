"""Wires: the list of what is open, with each wire's language and how far it is."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment

from tui.desk import Desk, Wire
from tui.widgets.rows import Rows
from tui.widgets.wrap import clip, fill, wrap

_LINES = 2
"""Lines of a headline, at most."""
_GLYPHS = {"waiting": "○", "translating": "◐", "done": "●", "stopped": "◌", "no pack": "◌", "failed": "×"}


class Wires(Rows):
    """The wires on the desk; the cursor is on the one that is read."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("wires--meta", "wires--waiting", "wires--translating", "wires--done", "wires--stopped"),
        *("wires--no-pack", "wires--failed", "wires--doubts"),
    }

    def __init__(self, desk: Desk, *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id)
        self._desk = desk

    def count(self) -> int:
        """Return how many wires there are."""
        return len(self._desk.wires)

    def height(self, row: int, width: int) -> int:
        """Return the lines of the headline, one for the rest, and a blank one above."""
        return self.lead(row) + len(self._headline(self._desk.wires[row], width)) + 1

    def lead(self, row: int) -> int:
        """Return 1 but for the first."""
        return int(row > 0)

    def draw(self, row: int, width: int, *, lit: bool) -> Sequence[Sequence[Segment]]:
        """Draw the headline and, below it, what there is to know."""
        wire = self._desk.wires[row]
        names = ("rows--cursor",) if lit else ()
        base = self.style(*names)
        bar = Segment("▌" if lit else " ", self.style(*names, "rows--bar") if lit else base)
        lines = [[bar, Segment(fill(" " + line, width - 1), base)] for line in self._headline(wire, width)]
        return [*lines, [bar, *self._meta(wire, width - 1, names)]]

    def _headline(self, wire: Wire, width: int) -> list[str]:
        lines = wrap(wire.headline, width - 3)
        if len(lines) > _LINES:
            lines = [*lines[: _LINES - 1], clip(" ".join(lines[_LINES - 1 : _LINES + 1]), width - 3)]
        return lines

    def _meta(self, wire: Wire, width: int, names: tuple[str, ...]) -> list[Segment]:
        """Write the language, the state, and the doubts; what has no room is cut off."""
        meta = self.style(*names, "wires--meta")
        state = self.style(*names, f"wires--{wire.state.replace(' ', '-')}")
        parts = [(f" {wire.language or '··'} ", meta), (f" {_GLYPHS[wire.state]} ", state), (_told(wire), meta)]
        if wire.doubts and wire.state in {"done", "translating", "stopped"}:
            doubts = f"  ? {wire.doubts}" if wire.doubts < 1000 else "  ? 999+"
            parts.append((doubts, self.style(*names, "wires--doubts")))
        segments, room = [], width
        for text, style in parts:
            shown = clip(text, room) if cell_len(text) > room else text
            segments.append(Segment(shown, style))
            room -= cell_len(shown)
        return [*segments, Segment(" " * room, meta)]


def _told(wire: Wire) -> str:
    match wire.state:
        case "translating" | "stopped" if wire.total:
            return f"{wire.state} {len(wire.translated)}/{wire.total}"
        case "failed":
            return f"failed: {wire.problem}" if wire.problem else "failed"
        case _:
            return wire.state
