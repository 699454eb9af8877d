"""The list of open wires, with outlet, time, language and state."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import BindingType

from tui.bindings import bindings
from tui.i18n import N_, _, arrival_text, time_text
from tui.widgets import BY_HAND, CHECKED, LEAD, NOTE, STAR, STATES, UNREAD, VERSION, clip, fill, isolated, wrap
from tui.widgets.cursor_list import CursorList
from tui.wire import Wire
from tui.workspace import Workspace

_LINES = 2
"""Maximum lines of a headline."""
_STATES = (N_("waiting"), N_("translating"), N_("stopped"), N_("no pack"), N_("failed"))
"""States that are also shown in words; a wire that is done needs none."""


class Wires(CursorList):
    """The open wires; the cursor is on the current one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("wires--meta", "wires--waiting", "wires--translating", "wires--done", "wires--stopped"),
        *("wires--no-pack", "wires--failed", "wires--doubts", "wires--read", "wires--unread", "wires--mark"),
    }
    SCOPE: ClassVar[str] = "wires"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)
    ENTER: ClassVar[str] = N_("Open")

    def __init__(self, workspace: Workspace, *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id)
        self._workspace = workspace
        self.order: Sequence[int] = ()
        """The numbers of the wires that are listed."""
        self._rows: dict[int, int] = {}
        self._cut: dict[int, tuple[str, int, list[str]]] = {}
        """Cache of wrapped headlines, by wire and width."""

    def relist(self, order: Sequence[int]) -> None:
        """List these wires in this order; the current one keeps its place on the screen."""
        before, order = self.order, list(order)
        if order == before:
            return
        row, above = self._anchor()
        anchor = before[row] if row is not None and row < len(before) else None
        self.order = order
        self._rows = {number: place for place, number in enumerate(order)}
        if order[: len(before)] == before and len(self._ends) == len(before):
            self.changed([])
            return
        self._ends = []
        self.cursor = None if self._workspace.current is None else self._rows.get(self._workspace.current)
        self.lay_out()
        if anchor in self._rows:
            self._settle(self._rows[anchor], above)
        elif self.cursor is not None:
            self.show_row(self.cursor)

    @property
    def pointed(self) -> int | None:
        """The number of the wire under the cursor."""
        return None if self.cursor is None else self.order[self.cursor]

    def go_to(self, number: int) -> None:
        """Put the cursor on a wire."""
        if number in self._rows:
            self.go(self._rows[number])

    def renew(self, numbers: Iterable[int]) -> None:
        """Show wires as they are now."""
        self.changed([self._rows[number] for number in numbers if number in self._rows])

    def beside(self, number: int, step: int) -> int | None:
        """Return the wire listed `step` places after another."""
        place = self._rows.get(number, -1) + step
        return self.order[place] if 0 <= place < len(self.order) else None

    def round(self, number: int, step: int, among: Container[int]) -> int | None:
        """Return the next wire in the list that is among some; after the last comes the first, at the end this one."""
        place, count = self._rows.get(number, 0), len(self.order)
        turned = (self.order[(place + step * far) % count] for far in range(1, count + 1))
        return next((number for number in turned if number in among), None)

    def count(self) -> int:
        """Return how many wires are listed."""
        return len(self.order)

    def height(self, row: int, width: int) -> int:
        """Return the lines of the headline, one for the rest, and a blank one above."""
        return self.lead(row) + len(self._headline(self._wire(row), width)) + 1

    def heights(self, width: int) -> list[int]:
        """Return the heights of all rows at once: a call per row takes three times as long, for thousands of rows."""
        wires, cut, found = self._workspace.wires, self._cut, list[int]()
        for number in self.order:
            known, headline = cut.get(number), wires[number].headline
            same = known is not None and known[0] == headline and known[1] == width
            found.append(len(known[2] if known and same else self._headline(wires[number], width)) + 2)
        # Above the first row there is no blank line.
        return [found[0] - 1, *found[1:]] if found else found

    def lead(self, row: int) -> int:
        """Return 1 but for the first."""
        return int(row > 0)

    def draw(self, row: int, width: int, *, lit: bool) -> Sequence[Sequence[Segment]]:
        """Draw the headline and, below it, the details."""
        wire = self._wire(row)
        names = ("list--cursor",) if lit else ()
        headline = self.style(*names, "wires--read" if wire.read else "wires--unread")
        bar = Segment(self.bar if lit else " ", self.style(*names, "list--bar") if lit else self.style(*names))
        cut = self._headline(wire, width)
        lines = [[bar, Segment(fill(f" {isolated(line, ' '.join(cut))}", width - 1), headline)] for line in cut]
        return [*lines, [bar, *self._meta(wire, width - 1, names)]]

    def _wire(self, row: int) -> Wire:
        return self._workspace.wires[self.order[row]]

    def _headline(self, wire: Wire, width: int) -> list[str]:
        headline = wire.headline
        known = self._cut.get(wire.number)
        if known and known[:2] == (headline, width):
            return known[2]
        lines = wrap(headline, width - 3)
        if len(lines) > _LINES:
            lines = [*lines[: _LINES - 1], clip(" ".join(lines[_LINES - 1 : _LINES + 1]), width - 3)]
        self._cut[wire.number] = headline, width, lines
        return lines

    def _meta(self, wire: Wire, width: int, names: tuple[str, ...]) -> list[Segment]:
        """Render language, state, doubts, times, outlet and byline, cut to fit, but never the time of arrival."""
        meta = self.style(*names, "wires--meta")
        state = self.style(*names, f"wires--{wire.state.replace(' ', '-')}")
        origin = "  ".join(filter(None, [time_text(wire.published), wire.outlet, wire.byline]))
        state_text = _state_text(wire) if wire.state in _STATES else ""
        versions, leads = len(wire.story), wire.story[:1] == (wire.number,)
        signs = [
            (f"{LEAD}{versions}" if leads else f"{VERSION}", versions > 1),
            *((f"{UNREAD}", wire.unread), (f"{CHECKED}", wire.marked), (f"{STAR}", wire.starred)),
            *((f"{NOTE}", bool(wire.note)), (f"{BY_HAND}", wire.by_hand)),
        ]
        marks = "".join(f"{sign} " for sign, there in signs if there)
        parts = [(f" {marks}", self.style(*names, "wires--mark")), (f"{wire.language or '··'} ", meta)]
        parts += [(f" {STATES[wire.state]}", state), (f" {state_text}" if state_text else "", meta)]
        if wire.doubts and wire.state in {"done", "translating", "stopped"}:
            doubts = f"  ? {wire.doubts}" if wire.doubts < 1000 else "  ? 999+"
            parts.append((doubts, self.style(*names, "wires--doubts")))
        parts.append((f"  {origin}" if origin else "", meta))
        segments, room = [], width
        for text, style in parts:
            shown = clip_right(text, room)
            segments.append(Segment(shown, style))
            room -= cell_len(shown)
        came = f"  {arrival_text(wire.came, wire.published)}"
        if came.strip() and cell_len(came) > room:  # half a time would mislead
            came = "" if wire.published else f"  {time_text(wire.came)}"
        shown = came if cell_len(came) <= room else ""
        return [*segments, Segment(shown, meta), Segment(" " * (room - cell_len(shown)), meta)]


def clip_right(text: str, width: int) -> str:
    """Text cut to a width in cells, keeping its spaces."""
    if cell_len(text) <= width:
        return text
    lead = text[: len(text) - len(text.lstrip(" "))]
    return lead + clip(text, width - len(lead)) if len(lead) < width else " " * max(width, 0)


def _state_text(wire: Wire) -> str:
    match wire.state:
        case "translating" | "stopped" if wire.total:
            return f"{_(wire.state)} {len(wire.translated)}/{wire.total}"
        case "failed":
            return _("{what}: {value}", what=_(wire.state), value=wire.problem) if wire.problem else _(wire.state)
        case _:
            return _(wire.state)


View = Literal["both", "interleaved", "translation", "source"]
"""Which sides are shown: side by side, each translation below its source, or one side alone."""
Side = Literal["source", "target"]
VIEW_TITLES: dict[View, str] = {
    "both": N_("Show source and translation side by side"),
    "interleaved": N_("Show each translation below its source"),
    "translation": N_("Show the translation alone"),
    "source": N_("Show the source alone"),
}
VIEWS = tuple(VIEW_TITLES)
LEAST, MOST = 0.25, 0.75
"""Shares of the width that the source can have beside its translation."""
_MEASURE = 90
"""Longest line of a text, in cells: in a wide window the eye would lose the way back."""
_NARROWEST = 12
"""Minimum width of either text, in cells, if there is room."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a row, in cells: a bar and a mark, the source, a mark, the translation, a margin."""

    left: int
    """Before the first text."""
    source: int
    """Of the source's text; 0 if it is not shown."""
    middle: int
    """Between the two."""
    target: int
    """Of the translation's text; 0 if it is not shown."""

    @classmethod
    def of(cls, width: int, view: View, share: float = 0.5) -> "Columns":
        """Divide a row of a width in cells; `share` is the source's part of the room for both texts."""
        if view == "both":
            room = min(max(4, width - 3 - 3 - 1), 2 * _MEASURE)
            least = min(_NARROWEST, room // 2)
            source = min(max(least, int(room * share)), room - least)
            return cls(3, source, 3, room - source)
        room = min(max(2, width - 4 - 1), _MEASURE)
        return cls(4, room * (view != "translation"), 0, room * (view != "source"))
