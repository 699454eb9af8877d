"""The bitext as rows: each source sentence level with its translation."""

from collections.abc import Collection, Iterable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive

from core.article import Article, Kind, Sentence
from tui.i18n import _
from tui.widgets import (
    BY_HAND,
    CHOSEN,
    DOUBT,
    END,
    ISOLATE,
    PENDING,
    StyledRange,
    is_right_to_left,
    styled_pieces,
    wrap,
)
from tui.widgets.cursor_list import CursorList
from tui.widgets.summary import doubt_text
from tui.widgets.wires import Columns, Side, View

DOUBT_ON = "┊"
"""Marks of the following lines of a doubtful translation, and of the current row."""
_STYLED = frozenset(("heading", "quote", "byline", "dateline", "list"))
_CLOSE = frozenset(("list", "byline", "dateline"))
_INDENT = {"quote": 2, "list": 2}
_ITEM = "– "


class BitextRows(CursorList):
    """The aligned reading view. The cursor highlights both sides of its sentence."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("bitext--source", "bitext--target", "bitext--pending", "bitext--doubt", "bitext--chosen"),
        *("bitext--doubtful", "bitext--heading", "bitext--quote", "bitext--byline", "bitext--dateline", "bitext--list"),
    }

    view: reactive[View] = reactive[View]("both")
    """Which sides are shown."""
    share: reactive[float] = reactive(0.5)
    """The source's share of the width beside its translation."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id)
        self._sentences: list[Sentence] = []
        self._kinds: list[Kind] = []
        self._leads: list[int] = []
        self._items: set[str] = set()
        self._places: dict[str, int] = {}
        self._chosen: Collection[str] = ()
        self._pending = False
        self._instead = ""
        """Shown in place of the first translation that will not be made automatically: why, and what to do."""

    def load(self, article: Article | None, sentences: Iterable[Sentence] = (), *, cursor: int = 0) -> None:
        """Show an article, its sentences as far as they are translated; or the text `empty`."""
        from core.reading.text_paragraphs import is_item

        parts = article.paragraphs if article else ()
        self._sentences = list(sentences)
        self._places = {sentence.id: place for place, sentence in enumerate(self._sentences)}
        self._kinds = [part.kind for part in parts for _ in part.sentences]
        # A list item without a number or dash of its own gets one.
        self._items = {
            part.sentences[0].id
            for part in parts
            if part.kind == "list" and part.sentences and not is_item(part.sentences[0].source)
        }
        self._leads = []
        before: Kind | None = None
        for part in parts:
            # A line between paragraphs; none where the wire itself has items or lines close together.
            close = part.gap < 2 and part.kind == before and part.kind in _CLOSE
            for number in range(len(part.sentences)):
                self._leads.append(int(bool(self._leads) and number == 0 and not close))
            before = part.kind
        self._ends = []
        self.cursor = min(cursor, len(self._sentences) - 1) if self._sentences else None
        self.lay_out()
        self.scroll_to(y=0, animate=False)
        if self.cursor:
            self.show_row(self.cursor)

    def renew(self, article: Article, sentences: Iterable[Sentence]) -> None:
        """Show the same wire with more detail; the view does not move."""
        sentences = list(sentences)
        same = [(old.start, old.end) for old in self._sentences] == [(new.start, new.end) for new in sentences]
        if same:
            # A brief that was remembered comes whole, without its sentences one by one.
            self.translated([new for old, new in zip(self._sentences, sentences, strict=True) if old != new])
        else:
            self.load(article, sentences, cursor=self.cursor or 0)

    def translated(self, sentences: Iterable[Sentence]) -> None:
        """Show new translations."""
        rows = []
        for sentence in sentences:
            place = self._places.get(sentence.id)
            if place is not None:
                self._sentences[place] = sentence
                rows.append(place)
        self.changed(rows)

    def mark(self, chosen: Collection[str], *, pending: bool, instead: str = "") -> None:
        """Mark the sentences of the summary.

        `pending` if more translations will follow; `instead` is shown in place of those that will not.
        """
        taller = instead != self._instead
        if chosen != self._chosen or pending != self._pending or taller:
            self._chosen, self._pending, self._instead = chosen, pending, instead
            self.restyle()
        if taller:
            self._ends = []
            self.lay_out()

    @property
    def sentences(self) -> Sequence[Sentence]:
        """The rows' sentences."""
        return self._sentences

    def place(self, name: str) -> int | None:
        """Return the row of a sentence, by its id."""
        return self._places.get(name)

    def count(self) -> int:
        """Return how many sentences there are."""
        return len(self._sentences)

    def lead(self, row: int) -> int:
        """Return 1 above the first sentence of a paragraph."""
        return self._leads[row]

    def height(self, row: int, width: int) -> int:
        """Return the lines of the longer side: the source's even before the translation is there."""
        source, target = self._lines(row, width)
        both = len(source) + len(target) if self.view == "interleaved" else max(len(source), len(target))
        return self._leads[row] + both

    def draw(self, row: int, width: int, *, lit: bool) -> Sequence[Sequence[Segment]]:
        """Draw the sides that the view shows."""
        sentence, kind, columns = self._sentences[row], self._kinds[row], self._columns(width)
        lines = self._lines(row, width)
        cursor = ("list--cursor",) if lit else ()
        names = (*cursor, *((f"bitext--{kind}",) if kind in _STYLED else ()))
        aside = () if self.view == "source" else ("bitext--source",)
        source = self._side(row, lines[0], "source", (*names, *aside))
        target = self._side(row, lines[1], "target", (*names, _style_of(sentence)))
        air, base = Segment(" ", self.style(*cursor)), self.style(*cursor)
        drawn: list[list[Segment]] = []
        if columns.middle:
            for number in range(max(len(source), len(target))):
                left, between = self._marks(sentence, cursor, lit=lit, number=number)
                drawn.append(
                    [
                        *(*left, air, *_padded(source, number, columns.source, base), air, between, air),
                        *(*_padded(target, number, columns.target, base), air),
                    ]
                )
            return drawn
        for side, room in ((source, columns.source), (target, columns.target)):
            for number in range(len(side)):
                left, mark = self._marks(sentence, cursor, lit=lit, number=number)
                if side is source and columns.target:
                    mark = air
                elif side is target and columns.source:
                    left = [left[0], air]
                drawn.append([*left, mark, air, *_padded(side, number, room, base), air])
        return drawn

    def _columns(self, width: int) -> Columns:
        return Columns.of(width, self.view, self.share)

    def _lines(self, row: int, width: int) -> tuple[list[str], list[str]]:
        """Wrap both sides; for a missing translation, as many lines as the source has are kept free."""
        sentence, columns = self._sentences[row], self._columns(width)
        indent = _INDENT.get(self._kinds[row], 0)
        source = wrap(sentence.source, columns.source - indent) if columns.source else []
        if not columns.target:
            return source, []
        if (translation := self.text(row, "target")) or sentence.translation is not None:
            return source, wrap(translation, columns.target - indent)
        kept = len(source) or len(wrap(sentence.source, columns.target - indent))
        if self._instead and (row == 0 or self._sentences[row - 1].translation is not None):
            instead = wrap(self._instead, columns.target - indent)
            return source, [*instead, *[""] * (kept - len(instead))]
        return source, [PENDING.sign if self._pending else "", *[""] * (kept - 1)]

    def _side(self, row: int, lines: list[str], side: Side, names: tuple[str, ...]) -> list[list[Segment]]:
        """Draw the lines of one side, with indent and highlights."""
        style, text = self.style(*names), self.text(row, side)
        from_right = is_right_to_left(text)
        drawn = []
        for number, pieces in enumerate(styled_pieces(text, lines, self.stretches(row, side))):
            line = [Segment(piece, self.style(*names, name) if name else style) for piece, name in pieces]
            air = []
            if indent := self._indent(row, number):
                item = number == 0 and self._kinds[row] == "list" and bool(lines[0])
                dash = _ITEM[::-1] if from_right else _ITEM
                air = [Segment(dash if item else " " * indent, style)]
            if from_right and line:  # In each segment, since a picture of the screen separates them.
                line[0] = Segment(f"{ISOLATE}{line[0].text}", line[0].style)
                line[-1] = Segment(f"{line[-1].text}{END}", line[-1].style)
            drawn.append([*line, *air] if from_right else [*air, *line])
        return drawn

    def _indent(self, row: int, line: int) -> int:
        """Return the indent of a line of one side."""
        kind = self._kinds[row]
        marked = kind == "list" and line == 0 and self._sentences[row].id not in self._items
        return 0 if marked else _INDENT.get(kind, 0)

    def text(self, row: int, side: Side) -> str:
        """Return one side of a row."""
        sentence = self._sentences[row]
        # Where the translation is all that is shown, and none will come, there is something to read all the same.
        alone = self.view == "translation" and sentence.translation is None and not self._pending
        return sentence.source if side == "source" or alone else sentence.translation or ""

    def stretches(self, row: int, side: Side) -> list[StyledRange]:  # noqa: ARG002 - for the subclass
        """Return the highlights within one side of a row."""
        return []

    def _marks(
        self, sentence: Sentence, names: tuple[str, ...], *, lit: bool, number: int
    ) -> tuple[list[Segment], Segment]:
        """Return the margin at the left of a line, and the one before its translation."""
        base = self.style(*names)
        bar = Segment(self.bar, self.style(*names, "list--bar")) if lit else Segment(" ", base)
        chosen = number == 0 and sentence.id in self._chosen
        dot = Segment(CHOSEN.sign if chosen else " ", self.style(*names, "bitext--chosen"))
        doubt = " "
        if sentence.doubtful:
            doubt = DOUBT.sign if number == 0 else DOUBT_ON
        elif sentence.origin == "memory" and number == 0:
            doubt = BY_HAND.sign
        return [bar, dot], Segment(doubt, self.style(*names, "bitext--doubt"))

    def told_marks(self, sentence: Sentence) -> Iterable[str]:
        """Return the meanings of the marks beside a sentence."""
        if sentence.id in self._chosen:
            yield _("{mark}  in the summary", mark=CHOSEN)
        for flag in sentence.flags:
            yield _("{mark}  doubtful: {what}", mark=DOUBT, what=doubt_text(flag))
        if sentence.low_confidence and not sentence.flags:
            yield _("{mark}  the model was unsure of this sentence", mark=DOUBT)
        if sentence.origin == "memory":
            meaning = _("alternative chosen by hand") if sentence.alternative else _("corrected by hand")
            yield f"{BY_HAND}  {meaning}"

    def watch_view(self) -> None:
        """Lay out the rows again."""
        self.lay_out()

    def watch_share(self) -> None:
        """Lay out the rows again."""
        self.lay_out()


def _style_of(sentence: Sentence) -> str:
    """Return the style of a translation."""
    if sentence.translation is None:
        return "bitext--pending"
    return "bitext--doubtful" if sentence.flags else "bitext--target"


def _padded(side: list[list[Segment]], number: int, room: int, base: Style) -> list[Segment]:
    """Return one line of a side, padded to its width; blank below its end, right-aligned for right-to-left text."""
    line = side[number] if number < len(side) else []
    air = Segment(" " * (room - Segment.get_line_length(line)), base)
    return [air, *line] if line and line[0].text.startswith(ISOLATE) else [*line, air]
