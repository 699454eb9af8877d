"""The summary, its keywords, and the panel with the confidence and doubts of the current sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.text import Text
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from core.article import Flag, Sentence
from tui.i18n import N_, _, localized, percent
from tui.widgets import CHOSEN, NOTE, clip, fill, isolated, safe, wrap
from tui.widgets.cursor_list import CursorList

if TYPE_CHECKING:
    from core.summary import Keyword
    from core.summary import Summary as Chosen
    from tui.wire import Wire

METHOD_NAMES = {"news": N_("news"), "lead": N_("lead")}
"""Names of methods on the screens, unless they are proper names."""
WHY_EMPTY = {
    **dict.fromkeys(("waiting", "translating", "stopped"), "Ready when translation finishes."),
    "done": "There is no sentence to choose.",
}
"""What an empty summary says, by the state of its wire."""
_TOLD = 2
"""Number of reasons shown."""
_MARGIN = 4
"""Indent of the keywords, in cells: that of the summary's sentences."""


def why(summary: "Chosen", name: str) -> str:
    """Return the main reasons why a sentence is in a summary; empty if its method gives none."""
    reason = next((reason for reason in summary.reasons if reason.sentence == name), None)
    return ", ".join(map(localized, reason.why[:_TOLD])) if reason else ""


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A sentence of the summary."""

    wire: int
    """The number of the wire that it is from."""
    sentence: Sentence
    reported_by: str = ""
    """In a digest of several wires: the outlet or author that it is from, and how many others say the same."""


class SummaryList(CursorList):
    """The summary; Enter goes to a sentence in its article."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"summary--mark", "summary--reported-by"}

    class Pointed(Message):
        """The summary got the focus, or lost it."""

    partner: reactive[tuple[int, str] | None] = reactive(None)
    """The current wire and sentence."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id)
        self.lines: tuple[SummaryLine, ...] = ()
        """The sentences, in reading order."""

    def show(self, lines: Sequence[SummaryLine], empty: str = "") -> None:
        """Show other sentences; where there are none, what `empty` says."""
        if (tuple(lines), empty) == (self.lines, self.empty):
            return
        self.lines, self.empty = tuple(lines), empty
        self._ends = []
        self.cursor = 0 if self.has_focus and self.lines else None
        self.lay_out()
        self.scroll_to(y=0, animate=False)
        self._find_partner()

    def count(self) -> int:
        """Return how many sentences were chosen."""
        return len(self.lines)

    def height(self, row: int, width: int) -> int:
        """Return the lines of one sentence."""
        return len(self._lines(row, width)) + bool(self.lines[row].reported_by)

    def lit(self, row: int) -> bool:
        """Whether it is the current sentence; with the focus, whether the cursor is on it."""
        return row == self.cursor if self.has_focus else self._is_at(row, self.partner)

    def _is_at(self, row: int, place: tuple[int, str] | None) -> bool:
        return (self.lines[row].wire, self.lines[row].sentence.id) == place

    def draw(self, row: int, width: int, *, lit: bool) -> Sequence[Sequence[Segment]]:
        """Draw one sentence, with the mark that it has in the article."""
        names = ("list--cursor",) if lit else ()
        base = self.style(*names)
        bar = Segment(self.bar, self.style(*names, "list--bar")) if lit else Segment(" ", base)
        lines = []
        cut = self._lines(row, width)
        for number, line in enumerate(cut):
            mark = Segment(CHOSEN.sign if number == 0 else " ", self.style(*names, "summary--mark"))
            lines.append([bar, mark, Segment(fill(f" {isolated(line, ' '.join(cut))}", width - 2), base)])
        if reported_by := self.lines[row].reported_by:
            source = fill(f" {clip(reported_by, width - 4)}", width - 2)
            lines.append([bar, Segment(" ", base), Segment(source, self.style(*names, "summary--reported-by"))])
        return lines

    def _lines(self, row: int, width: int) -> list[str]:
        sentence = self.lines[row].sentence
        from core.reading.text_paragraphs import without_bullet

        # A list item would have two marks: its own, and that of the summary.
        return wrap(without_bullet(sentence.translation or sentence.source), width - 4)

    def watch_partner(self, before: tuple[int, str] | None) -> None:
        """Highlight the current sentence's line, and show it."""
        for row in range(len(self.lines)):
            if self._is_at(row, before):
                self.refresh_row(row)
        self._find_partner()

    def _find_partner(self) -> None:
        for row in range(len(self.lines)):
            if self._is_at(row, self.partner) and not self.has_focus:
                self.cursor = row
                self.show_row(row)
                self.refresh_row(row)

    @property
    def pointed(self) -> SummaryLine | None:
        """The sentence under the cursor, while the summary has the focus."""
        return self.lines[self.cursor] if self.has_focus and self.cursor is not None else None

    def on_focus(self) -> None:
        """Put the cursor somewhere."""
        if self.cursor is None and self.lines:
            self.cursor = 0
        self.refresh()
        self.post_message(self.Pointed())

    def on_blur(self) -> None:
        """The current sentence is again that of the texts."""
        self.post_message(self.Pointed())


def keyword_pairs(keywords: "Sequence[Keyword]") -> tuple[str, ...]:
    """Return each keyword in English, with the source's word: “bridge (pont)”.

    If only some have an English translation, the others are left out: their language would be unclear.
    """
    known = [keyword for keyword in keywords if keyword.translation]
    return tuple(
        f"{keyword.translation} ({keyword.source})"
        if keyword.source and keyword.source != keyword.translation
        else f"{keyword.translation}"
        for keyword in known
    ) or tuple(keyword.source or "" for keyword in keywords)


class Keywords(Widget):
    """The keywords of a wire with their English, on as many lines as the style sheet allows."""

    words: reactive[tuple[str, ...]] = reactive[tuple[str, ...]]((), layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines that they take."""
        del container, viewport
        return len(self._lines(width))

    def render(self) -> Text:
        """Render as many as fit, none of them cut or split."""
        return Text("\n".join(self._lines(self.size.width)[: self.size.height]), no_wrap=True)

    def _lines(self, width: int) -> list[str]:
        lines = [""]
        for word in map(safe, self.words):
            longer = f"{lines[-1]} · {word}" if lines[-1] else word
            if cell_len(longer) <= width - _MARGIN:
                lines[-1] = longer
            elif cell_len(word) <= width - _MARGIN:
                lines.append(word)
        return [f"   {line}" for line in lines]

    def watch_words(self) -> None:
        """Take no line if there are none."""
        self.display = bool(self.words)


_ORIGINS = {
    "source": N_("as in the source"),
    "memory": N_("corrected by hand"),
    "alternative": N_("alternative chosen by hand"),
    "model": N_("machine translation"),
    "glossary": N_("with a glossary term"),
}


def doubt_text(flag: Flag) -> str:
    """Return what is doubtful in a sentence, with the kind if it adds something."""
    if flag.kind == "low-score":
        return localized(flag.detail)
    return _("{what}: {value}", what=_(flag.kind), value=flag.detail)


def confidence_text(sentence: Sentence) -> str:
    """Return the model's confidence in a sentence in words; empty if there is none."""
    if sentence.confidence is None:
        return ""
    share = percent(sentence.confidence)
    return _("model confidence low ({n})", n=share) if sentence.low_confidence else _("model confidence {n}", n=share)


class SentencePanel(Widget):
    """The current sentence: id, confidence, origin, and its doubts in words."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"sentence--id", "sentence--doubt", "sentence--said"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id)
        self._sentence: Sentence | None = None
        self._chosen = False
        self._why = self._word = self._note = self._pending = ""

    def show(self, sentence: Sentence | None, wire: "Wire | None", word: str = "") -> None:
        """Show a sentence of a wire, why it is in the summary, the current word, and the user's note on the wire."""
        chosen, note = bool(wire and sentence and sentence.id in wire.chosen), wire.note if wire else ""
        summary = (wire.brief.summary if wire.brief else wire.outline) if wire else None
        reason = why(summary, sentence.id) if summary and sentence and chosen else ""
        # A translation that cannot come is not promised.
        pending = _("no pack") if wire and wire.state == "no pack" else _("not translated yet")
        shown = (sentence, chosen, reason, word, note, pending)
        if shown != (self._sentence, self._chosen, self._why, self._word, self._note, self._pending):
            self._sentence, self._chosen, self._why, self._word, self._note, self._pending = shown
            self.refresh()

    def render(self) -> Text:
        """Render what fits, and the number of doubts that do not."""
        sentence, width, height = self._sentence, self.size.width - 2, max(1, self.size.height)
        if sentence is None or width < 4:
            return Text()
        said = self.get_visual_style("sentence--said").rich_style
        word = wrap(self._word, width) if self._word else []
        facts = wrap("\u00a0· ".join(self._facts(sentence)), width)
        # In a narrow window the source of a word is nowhere else: the rest makes room for it.
        if len(facts) > (room := max(1, height - len(word))):
            facts = [*facts[: room - 1], clip(f"{facts[room - 1]} …", width)] if word else facts
        lines = [Text(f" {line}", said) for line in facts]
        lines[0].stylize(self.get_visual_style("sentence--id").rich_style, 0, len(sentence.id) + 1)
        lines += [Text(f" {line}") for line in word]
        doubts, before = [wrap(f"? {safe(doubt_text(flag))}", width) for flag in sentence.flags], len(lines)
        style, hidden = self.get_visual_style("sentence--doubt").rich_style, 0
        for number, wrapped in enumerate(doubts):
            more = len(doubts) - number
            hidden += len(lines) >= height
            # Rather the beginning of one doubt than only how many there are.
            if number and height - 1 > before and len(lines) + len(wrapped) + (more > 1) > height:
                lines = [*lines[: height - 1], Text(" ? " + _("and {n} more", n=more), style)]
                break
            lines += [Text(f" {line}", style) for line in wrapped]
        if self._note:
            lines += [Text(f" {line}") for line in wrap(f"{NOTE} {safe(self._note)}", width)]
        if len(lines) > height:
            end = " · " + _("and {n} more", n=hidden) if hidden else ""
            lines[height - 1].append(" …")
            lines[height - 1].truncate(max(2, width + 1 - cell_len(end)), overflow="ellipsis")
            lines[height - 1].append(end)
        return Text("\n").join(lines[:height])

    def _facts(self, sentence: Sentence) -> list[str]:
        parts = [sentence.id]
        # The confidence implies that a model translated it.
        if sentence.origin != "model" or sentence.confidence is None:
            origin = "alternative" if sentence.alternative else sentence.origin
            parts.append(_(_ORIGINS[origin]) if origin else self._pending)
        if not sentence.flags and sentence.origin in ("model", "glossary"):
            parts.append(_("checks passed"))
        if sure := confidence_text(sentence):
            parts.append(sure)
        if self._chosen:
            parts.append(_("in the summary: {why}", why=self._why) if self._why else _("in the summary"))
        return parts
