"""Titles of the panes, the tabs that replace them in a narrow window, and paragraphs below a title."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from core.article import Sentence
from core.lang import language_name
from tui.i18n import N_, _, arrival_text, full_time_text, in_text, n_, time_text
from tui.widgets import clip, wrap
from tui.widgets.summary import METHOD_NAMES
from tui.widgets.wires import Columns, View
from tui.wire import Wire

_MOST_LINES = 4
"""Maximum number of watches above the list of wires."""
TABS = (N_("Wires"), N_("Source"), N_("Translation"), N_("Summary"))


class Title(Widget):
    """A pane's title: a name, and a note."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"title--note"}

    label: reactive[str] = reactive("")
    note: reactive[str] = reactive("")
    shorter: reactive[tuple[str, ...]] = reactive[tuple[str, ...]](())
    """The note in fewer words, for less space; the first that fits is shown."""
    busy: reactive[str] = reactive("")
    """The background work, shown at the right."""
    focused: reactive[bool] = reactive(False)
    """Whether the pane below has the focus: its name is then in brackets, so that colour is not needed to see it."""

    def say(self, note: str, *shorter: str) -> None:
        """Set the note, and the same in fewer words."""
        self.note, self.shorter = note, shorter

    def __init__(self, *, id: str | None = None, classes: str | None = None, spare: bool = False) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id, classes=classes)
        self._spare = spare
        """Whether the label is dropped if there is no room for both."""

    def render(self) -> Text:
        """Render all of it on one line."""
        width = self.size.width - 2
        if self.busy and (room := width - cell_len(self.busy) - 2) > cell_len(_(self.label)):
            style = self.get_visual_style("title--note").rich_style
            line = self._line(room)
            line.pad_right(width - cell_len(self.busy) - line.cell_len)
            return line.append(self.busy, style)
        return self._line(width)

    def _line(self, width: int) -> Text:
        label = clip(_(self.label), width)
        if self._spare and self.note and cell_len(label) + 2 + cell_len(self.note) > width:
            label = ""
        room = max(0, width - len(label) - 2 * bool(label))
        notes = (self.note, *self.shorter)
        note = next((note for note in notes if cell_len(note) <= room), None) or clip(notes[-1], room)
        style = self.get_visual_style("title--note").rich_style
        if not self.focused:
            return Text.assemble(" ", label, "  " * bool(label), (note, style), no_wrap=True)
        if label:
            return Text.assemble(f"[{label}] ", (note, style), no_wrap=True)
        return Text.assemble("[", (note, style), "]", no_wrap=True)


class BitextTitles(Title):
    """The titles of source and translation, each above its column."""

    other: reactive[str] = reactive("")
    """The translation's."""
    notes: reactive[tuple[str, ...]] = reactive[tuple[str, ...]](("",))
    """A note on the source, and shorter ones for less space; the first that fits is shown."""
    view: reactive[View] = reactive[View]("both")
    share: reactive[float] = reactive(0.5)

    def render(self) -> Text:
        """Render the titles above the columns that are shown; rows leave a cell for the scrollbar."""
        columns = Columns.of(self.size.width - 1, self.view, self.share)
        style = self.get_visual_style("title--note").rich_style
        source, target = _(self.label), _(self.other)
        names = {"translation": target, "interleaved": f"{source} · {target}" * bool(target)}
        room = columns.source or columns.target
        label = clip(names.get(self.view, source), room)
        left = max(0, room - cell_len(label) - 2)
        note = next((note for note in self.notes if cell_len(note) <= left), None) or clip(self.notes[-1], left)
        begin, end = ("[", "] ") if self.focused and label else (" ", "  ")
        line = Text.assemble(" " * (columns.left - 1), begin, label, end, (note, style), no_wrap=True)
        if columns.middle:
            line.pad_right(columns.left + columns.source + columns.middle - line.cell_len)
            line.append(clip(target, columns.target))
        return line


class WatchCounts(Widget):
    """The watches' counts among the open wires, below the title of the list, on as many lines as needed."""

    counts: reactive[tuple[tuple[str, int], ...]] = reactive[tuple[tuple[str, int], ...]]((), layout=True)

    def watch_counts(self) -> None:
        """Take no room if there are no watches."""
        self.display = bool(self.counts)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines that they take."""
        del container, viewport
        return len(self._lines(width))

    def render(self) -> Text:
        """Render them, none separated from its count."""
        return Text("\n".join(self._lines(self.size.width)), no_wrap=True)

    def _lines(self, width: int) -> list[str]:
        lines = [""]
        for name, count in self.counts:
            entry = f"{clip(name, max(1, width - cell_len(str(count)) - 2))} {count}"
            if lines[-1] and cell_len(lines[-1]) + 3 + cell_len(entry) > width - 1:
                lines.append("")
            lines[-1] += " · " * bool(lines[-1]) + entry
        return (
            lines
            if len(lines) <= _MOST_LINES
            else [*lines[: _MOST_LINES - 1], clip(f"{lines[_MOST_LINES - 1]} · …", width)]
        )


def list_notes(wires: Sequence[Wire], shown: int, listed: str) -> tuple[str, ...]:
    """Return the numbers of wires, how they are `listed`, and how many are unread; then the same in fewer words."""
    note = brief = n_("{n} wire", "{n} wires", len(wires)) if wires else ""
    if shown != len(wires):
        note, brief = _("{n} of {all}", n=shown, all=note), _("{n} of {all}", n=shown, all=len(wires))
    # Without a function call per wire: there may be thousands, at every key.
    unread = len([wire for wire in wires if not wire.read and wire.article is not None])
    new = len([wire for wire in wires if wire.fresh])
    left = n_("{n} unread", "{n} unread", unread) if unread else ""
    parts = [
        (note, listed, left, n_("{n} new", "{n} new", new) if new else ""),
        (note, listed, left),
        (brief, listed, left),
        (listed, left) if listed else (note, left),
        (listed or brief,),
    ]
    return tuple(" · ".join(filter(None, words)) for words in parts)


def doubt_notes(sentences: Sequence[Sentence], current: Sentence | None) -> tuple[str, ...]:
    """Return which doubt of the wire the current sentence is, or how many there are; then the same in fewer words."""
    doubts = [sentence.id for sentence in sentences if sentence.doubtful]
    if current and current.doubtful:
        return (_("doubt {n} of {of}", n=doubts.index(current.id) + 1, of=len(doubts)),)
    if not doubts:
        return ("",)
    long = n_("in this wire: {n} in doubt", "in this wire: {n} in doubt", len(doubts))
    return long, n_("wire: {n} in doubt", "wire: {n} in doubt", len(doubts))


def source_notes(wire: Wire) -> tuple[str, ...]:
    """Return a wire's outlet, author and times; then the same in fewer words."""
    came = arrival_text(wire.came, wire.published)
    shorter = [
        (wire.outlet, wire.byline, full_time_text(wire.published), came),
        (wire.outlet, wire.byline, time_text(wire.published), came),
        (wire.outlet, time_text(wire.published), came),
        (time_text(wire.published), came),
        (time_text(wire.published) or came,),
    ]
    return tuple(" · ".join(filter(None, parts)) for parts in shorter)


def summary_note(wire: Wire) -> str:
    """Return the method and length of a wire's summary, and how to get the digest of its story."""
    summary = wire.brief.summary if wire.brief else wire.outline
    languages = [in_text(_(language_name(wire.language)))] if wire.outline and not wire.brief else []
    chosen = _("{n} of {all}", n=len(wire.chosen), all=wire.total)
    parts = [_(METHOD_NAMES.get(summary.method, summary.method)), *languages, chosen] if summary else []
    if (others := len(wire.story)) > 1:
        parts.append(_("D: digest of {n} wires", n=others))
    return " · ".join(parts)


class Prose(Widget):
    """A paragraph as high as its lines; no line begins with a French colon, as it would with Textual's wrapping."""

    DEFAULT_CSS = "Prose { height: auto; }"

    text: reactive[str] = reactive("", layout=True)

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id, classes=classes)
        self.set_reactive(Prose.text, text)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return its lines."""
        del container, viewport
        return len(wrap(self.text, width))

    def render(self) -> Text:
        """Render its lines."""
        return Text("\n".join(wrap(self.text, self.size.width)))


class Tabs(Widget):
    """The panes' names where one is shown at a time."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"tabs--active", "tabs--key"}

    active: reactive[int] = reactive(0)

    class Wanted(Message):
        """A tab was clicked."""

        def __init__(self, tab: int) -> None:
            super().__init__()
            self.tab = tab

    def render(self) -> Text:
        """Render the names, the active one in brackets."""
        line = Text(" ", no_wrap=True)
        key = self.get_visual_style("tabs--key").rich_style
        for number, name in enumerate(map(_, TABS)):
            lit = number == self.active
            style = self.get_visual_style("tabs--active").rich_style if lit else ""
            begin, end = "[]" if lit else "  "
            line.append(f"{begin}{number + 1} ", style if lit else key)
            line.append(f"{name}{end}", style)
            line.append(" ")
        return line

    def on_click(self, event: Click) -> None:
        """Go to the tab that was clicked."""
        end = 1
        for number, name in enumerate(map(_, TABS)):
            start, end = end, end + len(name) + 5
            if start <= event.x < end:
                self.post_message(self.Wanted(number))
