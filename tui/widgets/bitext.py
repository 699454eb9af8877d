"""The bitext with a word cursor: the words that a word was translated from are highlighted."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import BindingType
from textual.events import Click
from textual.message import Message

from core.article import Article, Sentence
from core.condition_words import MatchFinder
from tui.bindings import bindings
from tui.widgets import StyledRange, is_right_to_left, place_of
from tui.widgets.bitext_rows import BitextRows
from tui.widgets.input_lines import fold_same_length, spans
from tui.widgets.wires import Columns, Side

if TYPE_CHECKING:
    from core.translation.alignment import Alignment


_WORD = re.compile(r"[^\W_]+(?:[-'’.,:][^\W_]+)*['’]?")
"""Where the cursor stops: at words and numbers, not at the punctuation around them."""
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>«»“”\"]+", re.IGNORECASE)
_KEPT = 500
"""Maximum number of cached sentence alignments."""
OTHER: dict[Side, Side] = {"source": "target", "target": "source"}


@dataclass
class MarkClicked(Message):
    """Marks beside a row were clicked."""

    meanings: Sequence[str]
    """Meanings, one per line."""


@dataclass(frozen=True, slots=True)
class WordPosition:
    """Position of the word cursor in the current sentence."""

    side: Side
    start: int
    end: int
    """In code points of that side's text."""


class Bitext(BitextRows):
    """The bitext with a word cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"bitext--word", "bitext--partner", "bitext--match", "bitext--watched"}
    SCOPE: ClassVar[str] = "words"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)

    @dataclass
    class AlignmentWanted(Message):
        """The word cursor entered a sentence whose alignment is not known yet."""

        sentence: Sentence

    @dataclass
    class LinkClicked(Message):
        """An address in a text was clicked."""

        address: str

    class WordMoved(Message):
        """The word cursor moved, or its word's alignment arrived."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id)
        self._wanted = ""
        """The search text, folded."""
        self._watched = MatchFinder(())
        self.word: WordPosition | None = None
        """The current word, if any."""
        self._last_side: Side = "target"
        self._alignments: dict[tuple[str, str], Alignment | None] = {}

    @property
    def sentence(self) -> Sentence | None:
        """The sentence under the cursor."""
        return self._sentences[self.cursor] if self.cursor is not None and self._sentences else None

    @property
    def awaits_alignment(self) -> bool:
        """Whether the alignment of the current word's sentence was requested and has not arrived yet."""
        sentence = self.sentence
        if self.word is None or sentence is None or not sentence.translation:
            return False
        return (sentence.source, sentence.translation) not in self._alignments

    def action_word(self, step: int) -> None:
        """Go to the next word of the sentence, or the previous one."""
        if self.cursor is None:
            return
        side = self.word.side if self.word else self._shown(self._last_side)
        words = [found.span() for found in _WORD.finditer(self.text(self.cursor, side))]
        if self.word is None:
            place = 0 if step > 0 else len(words) - 1
        else:
            here = sum(start < self.word.start for start, _ in words)
            place = min(max(here + step, 0), len(words) - 1)
        if words:
            self._put(WordPosition(side, *words[place]))

    def action_across(self) -> None:
        """Go to the word's partner on the other side."""
        if self.word is None:
            self._last_side = OTHER[self._last_side]
            self.action_word(1)
        elif self.view in ("both", "interleaved") and (partners := self._partners()):
            self._put(WordPosition(OTHER[self.word.side], *partners[0]))

    def find(self, words: str) -> None:
        """Highlight words wherever they occur, on either side."""
        if (wanted := fold_same_length(words)) != self._wanted:
            self._wanted = wanted
            self.restyle()

    def watch_for(self, watched: MatchFinder) -> None:
        """Highlight the watches' matches, on either side."""
        self._watched = watched
        self.restyle()

    def matching(self) -> list[int]:
        """Return the rows with matches."""
        if not self._wanted:
            return []
        sides = (
            (fold_same_length(sentence.source), fold_same_length(sentence.translation or ""))
            for sentence in self._sentences
        )
        return [row for row, both in enumerate(sides) if any(self._wanted in side for side in both)]

    def match_from(self, step: int, *, restart: bool = False) -> int | None:
        """Return the row of the next or previous match; with 0 the nearest from here on, else the first.

        With `restart`, count from the beginning, or the end.
        """
        rows = self.matching()
        if restart:
            return rows[0 if step > 0 else -1] if rows else None
        if step == 0:
            here = self.cursor if self.cursor is not None else 0
            return next((row for row in rows if row >= here), rows[0] if rows else None)
        return self._from_here(rows, step)

    def doubt_from(self, step: int) -> int | None:
        """Return the row of the next doubtful sentence, or the previous."""
        return self._from_here([row for row, sentence in enumerate(self._sentences) if sentence.doubtful], step)

    def _from_here(self, rows: Sequence[int], step: int) -> int | None:
        here = self.cursor if self.cursor is not None else -1
        if step > 0:
            return next((row for row in rows if row > here), None)
        return next((row for row in reversed(rows) if row < here), None)

    def aligned(self, source: str, translation: str, alignment: "Alignment | None") -> None:
        """Store the word alignment of a sentence; None if unknown."""
        if len(self._alignments) > _KEPT:
            self._alignments.clear()
        self._alignments[source, translation] = alignment
        self._redraw(self.cursor)

    def word_line(self) -> str:
        """Report the word and its partners, for views with one side only."""
        if self.word is None or self.cursor is None:
            return ""
        word = self.text(self.cursor, self.word.side)[self.word.start : self.word.end]
        other = self.text(self.cursor, OTHER[self.word.side])
        partners = " ".join(other[start:end] for start, end in sorted(self._partners()))
        arrow = "←" if self.word.side == "target" else "→"
        return f"{word} {arrow} {partners}" if partners else word

    def term(self) -> tuple[str, str]:
        """Return the word under the cursor in the source, and in the translation; empty if there is none."""
        if self.word is None or self.cursor is None:
            return "", ""
        spans = {self.word.side: [(self.word.start, self.word.end)], OTHER[self.word.side]: sorted(self._partners())}
        texts = {side: self.text(self.cursor, side) for side in spans}
        source, target = (" ".join(texts[side][a:b] for a, b in spans[side]) for side in ("source", "target"))
        return source, target

    def load(self, article: Article | None, sentences: Iterable[Sentence] = (), *, cursor: int = 0) -> None:
        """Show an article; a word of the one before is none of this one."""
        self.word = None
        super().load(article, sentences, cursor=cursor)

    def translated(self, sentences: Iterable[Sentence]) -> None:
        """Show new translations; the word cursor leaves a translation that was replaced."""
        before = self.sentence
        super().translated(sentences)
        if self.word and self.sentence is not before:
            self.word = None

    def stretches(self, row: int, side: Side) -> list[StyledRange]:
        """Return the word under the cursor, or its partners."""
        text = self.text(row, side)
        lit = [StyledRange(start, end, "bitext--watched") for start, end in self._watched.spans(text)]
        if self._wanted:
            lit += [StyledRange(start, end, "bitext--match") for start, end in spans(self._wanted, text)]
        if self.word is None or row != self.cursor:
            return lit
        if side == self.word.side:
            return [*lit, StyledRange(self.word.start, self.word.end, "bitext--word")]
        return [*lit, *(StyledRange(start, end, "bitext--partner") for start, end in self._partners())]

    def _partners(self) -> list[tuple[int, int]]:
        """Return the aligned words on the other side, the surest first."""
        sentence, word = self.sentence, self.word
        if sentence is None or word is None:
            return []
        alignment = self._alignments.get((sentence.source, sentence.translation or ""))
        if alignment is None:
            return []
        links = (alignment.sources if word.side == "target" else alignment.targets)(word.start, word.end)
        return [(link.start, link.end) for link in sorted(links, key=lambda link: -link.weight)]

    def _put(self, word: WordPosition) -> None:
        self.word, self._last_side = word, word.side
        if self.awaits_alignment and self.sentence:
            self.post_message(self.AlignmentWanted(self.sentence))
        self._redraw(self.cursor)
        self.post_message(self.WordMoved())

    def _shown(self, side: Side) -> Side:
        """Return this side if the view shows it, else the other."""
        return {"source": "source", "translation": "target"}.get(self.view, side)  # type: ignore[return-value]

    def _redraw(self, row: int | None) -> None:
        if row is not None:
            self._forget(row)
            self.refresh_row(row)

    def on_click(self, event: Click) -> None:
        """Move the word cursor to a word that was clicked; the margin belongs to no word."""
        super().on_click(event)
        offset = event.get_content_offset(self)
        if offset is None or self.cursor is None or self.dragged:
            return
        columns, width = self._columns(self.inner_width), self.inner_width
        line = self.scroll_offset.y + offset.y - self.top(self.cursor) - self.lead(self.cursor)
        source, target = self._lines(self.cursor, width)
        side: Side = "source" if columns.source and offset.x < columns.left + columns.source else "target"
        start = columns.left + (columns.source + columns.middle) * (columns.middle > 0 and side == "target")
        lines = source if side == "source" else target
        if self.view == "interleaved":
            side, lines = ("source", source) if line < len(source) else ("target", target)
            line -= len(source) * (side == "target")
        text = self.text(self.cursor, side)
        start += self._indent(self.cursor, line)
        if is_right_to_left(text) and 0 <= line < len(lines):
            room = columns.source if side == "source" else columns.target
            start += room - cell_len(lines[line]) - 2 * self._indent(self.cursor, line)
        place = place_of(text, lines, line, offset.x - start)
        found = next(
            (match for match in _WORD.finditer(text) if place is not None and match.start() <= place < match.end()),
            None,
        )
        if place is not None and (
            link := next((match for match in _LINK.finditer(text) if match.start() <= place < match.end()), None)
        ):
            self.post_message(self.LinkClicked(link[0].rstrip(".,;:!?)’'")))
        elif found:
            self._put(WordPosition(side, *found.span()))
        elif sentence := self._marked_at(offset.x, columns):
            self.post_message(MarkClicked([*self.told_marks(sentence)]))

    def column(self, x: int) -> tuple[int, int]:
        """Return the first cell and the end of the text that a cell belongs to."""
        columns = self._columns(self.inner_width)
        if not columns.middle:
            return columns.left, columns.left + max(columns.source, columns.target)
        second = columns.left + columns.source + columns.middle
        return (columns.left, columns.left + columns.source) if x < second - 1 else (second, second + columns.target)

    def _marked_at(self, x: int, columns: Columns) -> Sentence | None:
        """Return the sentence whose marks a cell belongs to, if any."""
        second = columns.left + columns.source
        marks = x < columns.left or (columns.middle > 0 and second <= x < second + columns.middle)
        return self.sentence if marks else None

    def watch_cursor(self, before: int | None, now: int | None) -> None:
        """Remove the word cursor."""
        if self.word is not None:
            self.word = None
            self._redraw(before)
        super().watch_cursor(before, now)

    def watch_view(self) -> None:
        """Remove the word cursor from a word that is no longer shown."""
        if self.word and self.word.side != self._shown(self.word.side):
            self.word = None
        super().watch_view()
