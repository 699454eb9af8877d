"""Panes: wires, pairs and summary around one cursor; beside each other, or behind tabs where that is too narrow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.events import DescendantFocus, Resize
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from core.article import Sentence
from tui.desk import Desk, Wire
from tui.widgets.languages import language_name
from tui.widgets.pairs import Pairs, View
from tui.widgets.rows import Rows
from tui.widgets.status import Detail
from tui.widgets.summary import Summary
from tui.widgets.titles import TABS, PairTitles, Tabs, Title
from tui.widgets.wires import Wires

NARROW = 100
"""Columns below which one pane is shown at a time."""
WIRES, SOURCE, TRANSLATION, SUMMARY = range(4)
"""The tabs."""
_PANES = ("#wires", "#pairs", "#summary")
_PANE_OF_TAB = (0, 1, 1, 2)
_TAB_OF_PANE = (WIRES, TRANSLATION, SUMMARY)


class Panes(Container):
    """All that is shown of the desk. What is read is one wire, at one sentence, in every pane."""

    tab: reactive[int] = reactive(WIRES)
    """The tab that is shown while there is room for one pane only."""
    narrow: reactive[bool] = reactive(False)
    """Whether there is."""

    @dataclass
    class WireWanted(Message):
        """The reader went to another wire."""

        number: int

    def __init__(self, desk: Desk, *, target: str) -> None:
        super().__init__()
        self._desk = desk
        self._target = target

    def compose(self) -> ComposeResult:
        """Lay them out; the style sheet says which stands where at which width."""
        yield Tabs()
        with Container(id="desk"):
            with Vertical(id="left"):
                yield Title(id="wires-title")
                yield Wires(self._desk, id="wires")
            with Container(id="stage"):
                with Vertical(id="middle"):
                    yield PairTitles(id="pairs-title")
                    yield Pairs(id="pairs")
                with Vertical(id="right"):
                    yield Title(id="summary-title")
                    yield Summary(id="summary")
                    yield Detail(id="detail")

    def on_mount(self) -> None:
        """Name the panes, and begin at one."""
        self._wires, self._pairs = self.query_one(Wires), self.query_one(Pairs)
        self._summary, self._detail = self.query_one(Summary), self.query_one(Detail)
        self.query_one("#wires-title", Title).label = "Dépêche"
        self.query_one("#summary-title", Title).label = "Summary"
        self.narrow = self.app.size.width < NARROW
        self._arrange()
        self._pane(0 if self.tab == WIRES else 1).focus()

    # What the screen tells.

    def welcome(self, text: str) -> None:
        """Show a text where a wire would be."""
        self.add_class("-bare")
        self._pairs.empty = text
        self._pairs.refresh()

    def open(self, wire: Wire) -> None:
        """Show a wire from where it was left."""
        self.set_class(wire.article is None, "-bare")
        self._wires.go(wire.number)
        self._pairs.empty = f"{wire.name}\n\n{wire.problem}" if wire.article is None else ""
        self._pairs.load(wire.article, wire.sentences, cursor=wire.cursor)
        self._show(wire)

    def update(self, wire: Wire) -> None:
        """Show how a wire is getting on, in the list and, if it is the one that is read, everywhere."""
        self._wires.changed([wire.number])
        if wire is self._desk.wire:
            self._show(wire)

    def _show(self, wire: Wire) -> None:
        if wire.article:
            self._pairs.renew(wire.article, wire.sentences)
        self._pairs.mark(frozenset(wire.chosen), pending=wire.state in {"waiting", "translating"})
        self._summarise(wire)
        self._entitle(wire)
        self._follow()

    def translated(self, wire: Wire, sentences: Sequence[Sentence]) -> None:
        """Show the sentences that came."""
        if wire is self._desk.wire:
            self._pairs.translated(sentences)
            self._follow()
        self._wires.changed([wire.number])

    def listed(self, numbers: Iterable[int] = ()) -> None:
        """Show wires that are new in the list, or changed."""
        numbers = list(numbers)
        self._wires.changed(numbers)
        if self._desk.wire and self._desk.current in numbers:
            self._show(self._desk.wire)
        count = len(self._desk.wires)
        self.query_one("#wires-title", Title).note = f"{count} wire{'s' * (count != 1)}" if count else ""

    def _summarise(self, wire: Wire) -> None:
        by_id = {sentence.id: sentence for sentence in wire.sentences} if wire.chosen else {}
        empty = {
            "done": "There is no sentence to choose.",
            "waiting": "It comes with the last sentence.",
            "translating": "It comes with the last sentence.",
        }
        self._summary.show([by_id[name] for name in wire.chosen], empty.get(wire.state, ""))
        note = f"{wire.brief.summary.method} · {len(wire.chosen)} of {wire.total}" if wire.brief else ""
        self.query_one("#summary-title", Title).note = note

    def _entitle(self, wire: Wire) -> None:
        titles = self.query_one(PairTitles)
        titles.label = language_name(wire.language) if wire.language else "Source" * bool(wire.article)
        byline = wire.article.source.byline if wire.article else None
        titles.note = byline or ""
        titles.other = language_name(self._target) if wire.article else ""

    # One cursor.

    def _follow(self) -> None:
        """Light the cursor's sentence in the summary, and tell what there is to know of it."""
        wire, place = self._desk.wire, self._pairs.cursor
        sentences = self._pairs.sentences
        sentence = sentences[place] if place is not None and place < len(sentences) else None
        chosen = bool(wire and sentence and sentence.id in wire.chosen)
        self._summary.partner = sentence.id if sentence and chosen else None
        self._detail.sentence, self._detail.chosen = sentence, chosen

    @on(Rows.Moved, "#pairs")
    def _sentence_moved(self, event: Rows.Moved) -> None:
        if wire := self._desk.wire:
            wire.cursor = event.cursor
        self._follow()

    @on(Rows.Moved, "#wires")
    def _wire_moved(self, event: Rows.Moved) -> None:
        self.post_message(self.WireWanted(event.cursor))

    @on(Rows.Chosen, "#wires")
    def _wire_chosen(self, event: Rows.Chosen) -> None:
        if not event.clicked or self.narrow:
            self.show_pane(1)

    @on(Rows.Chosen, "#summary")
    def _line_chosen(self, event: Rows.Chosen) -> None:
        place = self._pairs.place(self._summary.sentences[event.cursor].id)
        if place is not None:
            self._pairs.go(place)
            if wire := self._desk.wire:
                wire.cursor = place
            self._follow()
            if not event.clicked or self.narrow:
                self.show_pane(1)

    # Side by side, or behind tabs.

    def show_pane(self, pane: int) -> None:
        """Go to the list (0), the texts (1) or the summary (2)."""
        if self.narrow:
            self.tab = _TAB_OF_PANE[pane]
        else:
            self._pane(pane).focus()

    def show_tab(self, tab: int) -> None:
        """Go to one of the tabs, or the pane that has what it shows."""
        if self.narrow:
            self.tab = tab
        else:
            self._pane(_PANE_OF_TAB[tab]).focus()

    def step(self, by: int) -> None:
        """Go to the next pane, or tab."""
        if self.narrow:
            self.tab = (self.tab + by) % len(TABS)
            return
        focused = next((place for place in range(3) if self._pane(place).has_focus), 0)
        self._pane((focused + by) % 3).focus()

    def on_resize(self, event: Resize) -> None:
        """Take the room there is."""
        self.narrow = event.size.width < NARROW

    @on(Tabs.Wanted)
    def _tab_wanted(self, event: Tabs.Wanted) -> None:
        self.tab = event.tab

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Light the pane's title; let the tab be that of the pane, for the day the window gets narrow."""
        for place in range(3):
            here = event.widget is self._pane(place)
            parent = self._pane(place).parent
            if isinstance(parent, Widget):
                parent.set_class(here, "-active")
            if here and _PANE_OF_TAB[self.tab] != place:
                self.tab = _TAB_OF_PANE[place]

    def watch_tab(self) -> None:
        """Show another pane."""
        if self.is_mounted:
            self._arrange()

    def watch_narrow(self) -> None:
        """Show one pane, or all."""
        if self.is_mounted:
            self._arrange()

    def _arrange(self) -> None:
        for tab in range(len(TABS)):
            self.set_class(self.narrow and tab == self.tab, f"-tab-{tab}")
        self.set_class(self.narrow, "-narrow")
        view: View = "both"
        if self.narrow:
            view = "source" if self.tab == SOURCE else "translation"
        self._pairs.view = view
        self.query_one(Tabs).active = self.tab
        self._pane(_PANE_OF_TAB[self.tab]).focus()

    def _pane(self, place: int) -> Rows:
        return self.query_one(_PANES[place], Rows)
