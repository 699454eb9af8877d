"""The panes: wires, bitext, summary and sentence, around one cursor."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.message import Message

from core.article import Sentence
from core.lang import language_name
from tui.bindings import bindings
from tui.widgets.bitext import Bitext
from tui.widgets.cursor_list import Choice, CursorList
from tui.widgets.pane_layout import NARROW, WIRES, PaneLayout
from tui.widgets.status import no_doubt, why_empty
from tui.widgets.summary import WHY_EMPTY, Keywords, SentencePanel, SummaryLine, SummaryList, keyword_pairs
from tui.widgets.text_selection import SelectableList
from tui.widgets.titles import BitextTitles, Title, WatchCounts, doubt_notes, list_notes, source_notes, summary_note
from tui.widgets.wires import Wires
from tui.wire import Listing, Wire
from tui.workspace import Workspace

if TYPE_CHECKING:
    from textual.timer import Timer

    from core.translation.alignment import Alignment

_MANY = 500
"""Number of wires above which the list is updated with a delay."""
_PAUSE = 0.25
"""That delay, in seconds."""


class Panes(PaneLayout):
    """Shows the workspace; all panes follow one wire and one sentence."""

    SCOPE: ClassVar[str] = "texts"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)

    @dataclass
    class WireWanted(Message):
        """The user went to another wire."""

        number: int

    class CursorMoved(Message):
        """The user moved the cursor of the list."""

    @dataclass
    class Reached(Message):
        """The user moved to another sentence of a wire, its `cursor`."""

        wire: Wire

    @dataclass
    class Said(Message):
        """There is nothing in the direction that the user asked for."""

        text: str

    def __init__(self, workspace: Workspace, *, target: str) -> None:
        super().__init__(workspace)
        self._target = target
        self.offline, self.title = False, "Dépêche"
        """Whether nothing may be downloaded; and the text above the list of wires."""
        self._relisting: Timer | None = None
        self.listing = Listing()
        """Filter and order of the list."""
        self.watched: tuple[str, ...] = ()
        """The names of the watches, whose matches are counted above the list."""
        self._digest: tuple[Sequence[SummaryLine], str] = (), ""

    def on_mount(self) -> None:
        """Set the titles of the panes, and focus one."""
        self._wires, self._bitext = self.query_one(Wires), self.query_one(Bitext)
        self._summary, self._sentence = self.query_one(SummaryList), self.query_one(SentencePanel)
        self.query_one("#wires-title", Title).label = self.title
        self.query_one("#summary-title", Title).label = "Summary"
        self.query_one("#sentence-title", Title).label = "Sentence"
        self.narrow = self.app.size.width < NARROW
        self._arrange()
        self._focus(0 if self.tab == WIRES else 1)

    # What the screen tells.

    def welcome(self, choices: Sequence[Choice]) -> None:
        """Show the start screen's choices in place of all panes."""
        self.add_class("-start")
        self._bitext.empty = ""
        self._bitext.load(None)
        self.show_start_page(self.title, choices)
        self.refocus()

    def open(self, wire: Wire) -> None:
        """Show a wire at its reading position."""
        if self.has_class("-start"):
            self.remove_class("-start")
            self.refocus()
        self.set_class(wire.article is None, "-bare")
        self.relist()
        self._wires.go_to(wire.number)
        retry = why_empty(wire, self._target, offline=self.offline) * (wire.state == "failed")
        self._bitext.empty = f"{wire.name}\n\n{wire.problem}\n\n{retry}".rstrip() if wire.article is None else ""
        self._bitext.load(wire.article, wire.sentences, cursor=wire.cursor)
        self._show(wire)

    def update(self, *wires: Wire) -> None:
        """Refresh wires in the list and, if one is the current one, everywhere."""
        self._wires.renew([wire.number for wire in wires])
        if self._workspace.wire and any(wire is self._workspace.wire for wire in wires):
            self._show(self._workspace.wire)

    def _show(self, wire: Wire) -> None:
        if wire.article:
            self._bitext.renew(wire.article, wire.sentences)
        coming, rests = self._workspace.awaits(wire), self._workspace.rests(wire)
        pending = wire.state in {"waiting", "translating"} and not rests
        instead = why_empty(wire, self._target, offline=self.offline, coming=coming, rests=rests)
        self._bitext.mark(frozenset(wire.chosen), pending=pending, instead=instead)
        self._summarise(wire)
        self._entitle(wire)
        self._follow()

    def translated(self, wire: Wire, sentences: Sequence[Sentence]) -> None:
        """Show new sentences."""
        if wire is self._workspace.wire:
            self._bitext.translated(sentences)
            self._follow()
        self._wires.renew([wire.number])

    def listed(self, numbers: Iterable[int] = ()) -> None:
        """Show wires that are new in the list, or changed."""
        numbers = list(numbers)
        if len(self._workspace.wires) > _MANY and self._wires.count():
            # Do not sort and count thousands of wires for every headline that arrives.
            self._relisting = self._relisting or self.set_timer(_PAUSE, self.relist)
        else:
            self.relist()
        self._wires.renew(numbers)
        if self._workspace.wire and self._workspace.current in numbers:
            self._show(self._workspace.wire)

    def relist(self) -> None:
        """List the wires by the current filter and order."""
        if self._relisting:
            self._relisting.stop()
            self._relisting = None
        self._wires.relist(self.listing.arrange(self._workspace.wires, self._workspace.current))
        self.head()

    def head(self) -> None:
        """Show above the list the number of wires, of unread and new ones, and the filter and order."""
        # The wire on the screen is listed even without a match.
        shown = self._wires.count() if self.listing.found is None else len(self.listing.found)
        there = [wire for wire in self._workspace.wires if not wire.closed]
        found = Counter(name for wire in there for name in wire.watches)
        self.query_one(WatchCounts).counts = tuple((name, found[name]) for name in self.watched)
        title = self.query_one("#wires-title", Title)
        title.label = self.title
        title.say(*list_notes(there, shown, self.listing.description()))

    def beside(self, step: int) -> int | None:
        """Return the wire listed `step` places after the current one."""
        return self._wires.beside(self._workspace.current, step) if self._workspace.current is not None else None

    def round(self, step: int, among: Container[int]) -> int | None:
        """Return the next listed wire that is among some, or the previous; after the last comes the first."""
        return self._wires.round(self._workspace.current, step, among) if self._workspace.current is not None else None

    def aligned(self, sentence: Sentence, alignment: "Alignment | None") -> None:
        """Highlight the aligned words."""
        self._bitext.aligned(sentence.source, sentence.translation or "", alignment)
        self._follow()

    def selected_text(self) -> str:
        """Return the text that is selected in one of the panes; empty if none is."""
        return next((text for pane in self.query(SelectableList) if (text := pane.selected_text())), "")

    def unselect(self) -> None:
        """Clear the selection."""
        for pane in self.query(SelectableList):
            pane.unselect()

    def digest(self, lines: Sequence[SummaryLine], note: str) -> None:
        """Show a digest in place of the summary; without lines, the summary again."""
        self._digest = lines, note
        if self._workspace.wire:
            self._summarise(self._workspace.wire)
            self._follow()

    def _summarise(self, wire: Wire) -> None:
        title, (lines, note) = self.query_one("#summary-title", Title), self._digest
        if lines:
            self._summary.show(lines)
            self.query_one(Keywords).words = ()
            title.label, title.note = "Digest", note
            return
        by_id = {sentence.id: sentence for sentence in wire.sentences} if wire.chosen else {}
        lines = [SummaryLine(wire.number, by_id[name]) for name in wire.chosen]
        self._summary.show(lines, WHY_EMPTY.get(wire.state, ""))
        self.query_one(Keywords).words = keyword_pairs(wire.brief.summary.keywords if wire.brief else ())
        title.label, title.note = "Summary", summary_note(wire)

    def _entitle(self, wire: Wire) -> None:
        titles = self.query_one(BitextTitles)
        titles.label = language_name(wire.language) if wire.language else "Source" * bool(wire.article)
        titles.notes = source_notes(wire)
        titles.other = language_name(self._target) if wire.article else ""

    # One cursor.

    def _follow(self) -> None:
        """Highlight the current sentence in the summary and describe it in the panel; in the summary, its own line."""
        wire, place = self._workspace.wire, self._bitext.cursor
        sentences, word = self._bitext.sentences, self._bitext.word_line()
        sentence = sentences[place] if place is not None and place < len(sentences) else None
        self._summary.partner = (wire.number, sentence.id) if wire and sentence else None
        if line := self._unsettled():
            wire, sentence, word = self._workspace.wires[line.wire], line.sentence, ""
            sentences = wire.sentences
        self._sentence.show(sentence, wire, word)
        self.query_one("#sentence-title", Title).say(*doubt_notes(sentences, sentence))

    def _unsettled(self) -> SummaryLine | None:
        """Return the line under the summary's cursor if it is not that of the current sentence."""
        line = self._summary.pointed
        return line if line and (line.wire, line.sentence.id) != self._summary.partner else None

    def settle(self) -> bool:
        """Make the sentence that the panel describes the current one; return whether it is of this wire."""
        if (line := self._unsettled()) and line.wire == self._workspace.current:
            self._go_to_line(line)
        return self._unsettled() is None

    @on(CursorList.Moved, "#bitext")
    def _sentence_moved(self) -> None:
        if self._bitext.cursor is not None:
            self._reach(self._bitext.cursor)

    def _reach(self, place: int) -> None:
        if (wire := self._workspace.wire) and wire.cursor != place:
            wire.cursor = place
            self.post_message(self.Reached(wire))
        self._follow()

    @on(Bitext.WordMoved)
    @on(SummaryList.Pointed)
    def _other_pointed(self) -> None:
        self._follow()

    @on(CursorList.Moved, "#wires")
    def _wire_moved(self) -> None:
        self.post_message(self.CursorMoved())

    def caught_up(self) -> int | None:
        """Make the sentence under the cursor the current one, and return the wire under the list's cursor."""
        place = self._bitext.cursor
        if (wire := self._workspace.wire) and place not in (None, wire.cursor):
            self._reach(place)
        return self._wires.pointed

    @on(CursorList.Chosen, "#wires")
    def _wire_chosen(self, event: CursorList.Chosen) -> None:
        if not event.clicked or self.narrow:
            self.show_pane(1)

    @on(CursorList.Moved, "#summary")
    def _line_moved(self, event: CursorList.Moved) -> None:
        line = self._summary.lines[event.cursor]
        self._go_to_line(line) if line.wire == self._workspace.current else self._follow()

    @on(CursorList.Chosen, "#summary")
    def _line_chosen(self, event: CursorList.Chosen) -> None:
        line = self._summary.lines[event.cursor]
        if line.wire != self._workspace.current:
            wire = self._workspace.wires[line.wire]
            names = [sentence.id for sentence in wire.sentences]
            wire.cursor = names.index(line.sentence.id) if line.sentence.id in names else wire.cursor
            self.post_message(self.WireWanted(line.wire))
        else:
            self._go_to_line(line)
        if not event.clicked or self.narrow:
            self.show_pane(1)

    def _go_to_line(self, line: SummaryLine) -> None:
        if (place := self._bitext.place(line.sentence.id)) is not None:
            self.go(place)

    def go(self, place: int) -> None:
        """Go to a sentence of the wire on the screen, in every pane."""
        self._bitext.go(place)
        self._reach(place)

    def go_to_match(self, step: int, *, restart: bool = False) -> bool:
        """Go to the next match in the wire, or with 0 to the nearest from here on; return whether there is one.

        With `restart`, count from its beginning, or its end.
        """
        place = self._bitext.match_from(step, restart=restart)
        if place is not None:
            self.go(place)
        return place is not None

    def matches(self) -> tuple[int, int]:
        """Return the position among the wire's matching sentences, from 1, and their number."""
        rows = self._bitext.matching()
        return sum(row <= (self._bitext.cursor or 0) for row in rows), len(rows)

    def action_doubt(self, step: int) -> None:
        """Go to the next doubtful sentence, or the previous one, and to the texts if they are behind another tab."""
        if (place := self._bitext.doubt_from(step)) is not None:
            self.go(place)
            self.reveal_texts()
        elif wire := self._workspace.wire:
            self.post_message(self.Said(no_doubt(wire, step)))
