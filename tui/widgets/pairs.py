"""Pairs: a wire as rows of sentence pairs, source and translation level with each other."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive

from core.article import Article, Kind, Sentence
from tui.widgets.rows import Rows
from tui.widgets.wrap import fill, wrap

View = Literal["both", "source", "translation"]
"""Which sides are shown."""
DOUBT, CHOSEN, BAR, PENDING = "?", "•", "▌", "…"
_STYLED = frozenset(("heading", "quote", "byline", "dateline", "list"))
_CLOSE = frozenset(("list", "byline", "dateline"))
_INDENT = {"quote": 2, "list": 2}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the two texts stand in a row: a bar and a mark, the source, a mark, the translation, a cell of air."""

    left: int
    """Cells before the first text."""
    source: int
    """Cells of the source's text; 0 where it is not shown."""
    middle: int
    """Cells between the two."""
    target: int
    """Cells of the translation's text; 0 where it is not shown."""

    @classmethod
    def of(cls, width: int, view: View) -> "Columns":
        """Divide a row of so many cells."""
        if view == "both":
            room = max(4, width - 3 - 3 - 1)
            return cls(3, room // 2, 3, room - room // 2)
        room = max(2, width - 4 - 1)
        return cls(4, room, 0, 0) if view == "source" else cls(4, 0, 0, room)


class Pairs(Rows):
    """The aligned reading view. The cursor lights both sides of its sentence."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("pairs--source", "pairs--target", "pairs--pending", "pairs--doubt", "pairs--chosen"),
        *("pairs--doubtful", "pairs--heading", "pairs--quote", "pairs--byline", "pairs--dateline", "pairs--list"),
    }

    view: reactive[View] = reactive[View]("both")
    """Which sides are shown."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id)
        self._sentences: list[Sentence] = []
        self._kinds: list[Kind] = []
        self._leads: list[int] = []
        self._places: dict[str, int] = {}
        self._chosen: Collection[str] = ()
        self._pending = False

    def load(self, article: Article | None, sentences: Iterable[Sentence] = (), *, cursor: int = 0) -> None:
        """Show an article, its sentences as far as they are translated; or none, and what `empty` says."""
        parts = article.paragraphs if article else ()
        self._sentences = list(sentences)
        self._places = {sentence.id: place for place, sentence in enumerate(self._sentences)}
        self._kinds = [part.kind for part in parts for _ in part.sentences]
        self._leads = []
        before: Kind | None = None
        for part in parts:
            # A line between paragraphs; none where the wire itself has items or lines close together.
            close = part.gap < 2 and part.kind == before and part.kind in _CLOSE
            for number, _ in enumerate(part.sentences):
                self._leads.append(int(bool(self._leads) and number == 0 and not close))
            before = part.kind
        self._ends = []
        self.cursor = min(cursor, len(self._sentences) - 1) if self._sentences else None
        self.lay_out()
        self.scroll_to(y=0, animate=False)
        if self.cursor:
            self.show_row(self.cursor)

    def renew(self, article: Article, sentences: Iterable[Sentence]) -> None:
        """Show the same wire, read more closely: what is looked at stays where it is."""
        sentences = list(sentences)
        same = [(old.start, old.end) for old in self._sentences] == [(new.start, new.end) for new in sentences]
        if not same:
            self.load(article, sentences, cursor=self.cursor or 0)

    def translated(self, sentences: Iterable[Sentence]) -> None:
        """Show the translations that came."""
        rows = []
        for sentence in sentences:
            place = self._places.get(sentence.id)
            if place is not None:
                self._sentences[place] = sentence
                rows.append(place)
        self.changed(rows)

    def mark(self, chosen: Collection[str], *, pending: bool) -> None:
        """Mark the sentences of the summary; say whether more translations are to come."""
        if chosen != self._chosen or pending != self._pending:
            self._chosen, self._pending = chosen, pending
            self.restyle()

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
        return self._leads[row] + max(len(source), len(target))

    def draw(self, row: int, width: int, *, lit: bool) -> Sequence[Sequence[Segment]]:
        """Draw both sides, as high as the longer of them."""
        sentence, kind, columns = self._sentences[row], self._kinds[row], Columns.of(width, self.view)
        source, target = self._lines(row, width)
        height = max(len(source), len(target))
        source, target = [[*lines, *[""] * (height - len(lines))] for lines in (source, target)]
        names = (*(("rows--cursor",) if lit else ()), *((f"pairs--{kind}",) if kind in _STYLED else ()))
        source_style = self.style(*names, "pairs--source") if self.view == "both" else self.style(*names)
        target_style = self._target_style(sentence, names)
        base, lines = self.style(*names[: int(lit)]), []
        for number in range(height):
            marks = self._marks(sentence, names[: int(lit)], lit=lit, first=number == 0)
            indent = " " * _INDENT.get(kind, 0)
            if number == 0 and kind == "list":
                indent = ""
            line = list(marks[0])
            if columns.source:
                line.append(Segment(fill(indent + source[number], columns.source), source_style))
            line += marks[1] if columns.middle else []
            if columns.target:
                line.append(Segment(fill(indent + target[number], columns.target), target_style))
            lines.append([*line, Segment(" ", base)])
        return lines

    def _lines(self, row: int, width: int) -> tuple[list[str], list[str]]:
        """Wrap both sides; of a translation that is not there, the source's lines are kept free."""
        sentence, columns = self._sentences[row], Columns.of(width, self.view)
        indent = _INDENT.get(self._kinds[row], 0)
        source = wrap(sentence.source, columns.source - indent) if columns.source else []
        if not columns.target:
            return source, []
        if sentence.translation is not None:
            return source, wrap(sentence.translation, columns.target - indent)
        kept = len(source) or len(wrap(sentence.source, columns.target - indent))
        return source, [PENDING if self._pending else "", *[""] * (kept - 1)]

    def _target_style(self, sentence: Sentence, names: tuple[str, ...]) -> Style:
        if sentence.translation is None:
            return self.style(*names, "pairs--pending")
        if sentence.flags:
            return self.style(*names, "pairs--doubtful")
        return self.style(*names, "pairs--target")

    def _marks(
        self, sentence: Sentence, names: tuple[str, ...], *, lit: bool, first: bool
    ) -> tuple[list[Segment], list[Segment]]:
        """Return what stands before the first text, and between the two."""
        base = self.style(*names)
        bar = Segment(BAR, self.style(*names, "rows--bar")) if lit else Segment(" ", base)
        chosen = first and sentence.id in self._chosen
        doubt = first and bool(sentence.flags)
        dot = Segment(CHOSEN if chosen else " ", self.style(*names, "pairs--chosen"))
        mark = Segment(DOUBT if doubt else " ", self.style(*names, "pairs--doubt"))
        space = Segment(" ", base)
        if self.view == "both":
            return [bar, dot, space], [space, mark, space]
        return [bar, dot, mark, space], []

    def watch_view(self) -> None:
        """Divide the rows anew."""
        self.lay_out()
