"""The text of a part of a Word document as Word displays it: with tracked insertions, without tracked deletions."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from core.reading.document import Block
from core.reading.docx_events import Field, Formulas, ParagraphProperties, RunProperties, Styles, is_on, number
from core.reading.limits import LeftOut
from core.reading.list_numbers import Numbering
from core.reading.symbols_and_formulas import equation, symbol


@dataclass(slots=True)
class _Row:
    shown: bool = True
    cell_shown: bool = True
    merge: str = ""
    column: int = 0
    span: int = 1


@dataclass(slots=True)
class _Table:
    row: _Row = field(default_factory=_Row)
    open: set[int] = field(default_factory=set)
    """Columns in which a vertically merged cell is open."""

    def begin_cell(self) -> None:
        self.row.cell_shown, self.row.merge, self.row.span = True, "", 1

    def ends_cell(self) -> bool:
        """End a cell; return whether it is displayed, unlike a cell that is merged into the one above."""
        row = self.row
        covered = row.merge == "continue" and row.column in self.open
        if row.merge == "restart":
            self.open.add(row.column)
        elif not covered:
            self.open.discard(row.column)
        row.column += row.span
        return row.cell_shown and not covered


class Tables(Formulas):
    """Handles the events of tables."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._tables: list[_Table] = []

    def _start_tbl(self) -> None:
        self._tables.append(_Table())

    def _end_tbl(self) -> None:
        self._tables.pop()

    def _start_tr(self) -> None:
        self.builder.open_row()
        if self._tables:
            self._tables[-1].row = _Row()

    def _end_tr(self) -> None:
        self.builder.close_row(shown=not self._tables or self._tables[-1].row.shown)

    def _start_hidden(self) -> None:
        if self._parent == "trPr" and self._tables and is_on(self._value("val", "1")):
            self._tables[-1].row.shown = False
            self._left_out.add("hidden")

    def _start_tc(self) -> None:
        self.builder.open_flow()
        self._fields.append([])
        if self._tables:
            self._tables[-1].begin_cell()

    def _end_tc(self) -> None:
        self._fields.pop()
        self.builder.close_cell(shown=not self._tables or self._tables[-1].ends_cell())

    def _start_gridspan(self) -> None:
        if self._tables:
            self._tables[-1].row.span = max(number(self._value("val")), 1)

    def _start_vmerge(self) -> None:
        if self._tables:
            self._tables[-1].row.merge = self._value("val", "continue")

    def _start_celldel(self) -> None:
        if self._tables:
            self._tables[-1].row.cell_shown = False
            self._left_out.add("deleted")


_NO_NOTE = ("separator", "continuationSeparator", "continuationNotice")


class DocxBody(Tables):
    """Handles the events of one part (see `xml.walk`), and builds its blocks or notes.

    `drawn` and `embedded` return the blocks of a drawing and of an embedded document by the id of their relationship.
    """

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        left_out: LeftOut,
        drawn: Callable[[str], list[Block]],
        embedded: Callable[[str], list[Block]],
    ) -> None:
        super().__init__(styles, left_out)
        self._numbering, self._drawn, self._embedded = numbering, drawn, embedded
        self.calls: dict[tuple[str, str], None] = {}
        """References to notes in order: `footnote` or `endnote`, and id."""
        self.around: dict[str, None] = {}
        """Relationships of the page headers and footers."""
        self.notes: dict[str, list[Block]] = {}
        """In a part of notes: the notes by id."""
        self._note, self._ruby = "", ""

    # Paragraphs and runs.

    def _start_p(self) -> None:
        self._paragraphs.append(ParagraphProperties())

    def _end_p(self) -> None:
        paragraph = self._paragraphs.pop() if len(self._paragraphs) > 1 else ParagraphProperties()
        kind = self._styles.kind(paragraph.style)
        if paragraph.level:
            kind = kind or "heading"
        elif paragraph.list not in (None, "0"):
            kind = kind or "list"
        shown = not (paragraph.joined or paragraph.unmarked)
        self.builder.end_paragraph(kind, joined=paragraph.joined, number=self._label(paragraph) if shown else "")
        # At the end of a paragraph, any field counts as ended; an unclosed one would hide the rest of the text.
        for unclosed in self._fields[-1]:
            unclosed.in_result = True

    def _label(self, paragraph: ParagraphProperties) -> str:
        """Count the paragraph if it is in a list, and return the number before it; empty for none."""
        if paragraph.label:
            return paragraph.label if any(map(str.isalnum, paragraph.label)) else ""
        identifier, deep, style = self._styles.list_of(paragraph.style)
        deep = self._numbering.of_style.get(style, ("", deep))[1]
        listed = identifier if paragraph.list is None else paragraph.list
        return self._numbering.next(listed, deep if paragraph.deep < 0 else paragraph.deep) if listed else ""

    def _start_pstyle(self) -> None:
        self._paragraphs[-1].style = self._value("val")

    def _start_numid(self) -> None:
        self._paragraphs[-1].list = self._value("val")

    def _start_ilvl(self) -> None:
        self._paragraphs[-1].deep = number(self._value("val"))

    def _start_framepr(self) -> None:
        # A drop cap has a paragraph of its own.
        self._paragraphs[-1].joined = self._value("dropCap") in ("drop", "margin")

    def _start_outlinelvl(self) -> None:
        self._paragraphs[-1].level = self._parent == "pPr" and self._value("val") in "012345678"

    def _start_del(self) -> None:
        if self._parent == "rPr" and self._path[-3] == "pPr":
            self._paragraphs[-1].joined = True
        elif self._parent == "trPr" and self._tables:
            self._tables[-1].row.shown = False
            self._left_out.add("deleted")

    _start_movefrom = _start_del

    def _start_r(self) -> None:
        self._run = RunProperties()

    def _start_rstyle(self) -> None:
        if self._path[-3] == "r":
            self._run.style = self._value("val")

    def _start_vertalign(self) -> None:
        if self._path[-3] == "r":
            self._run.raised = self._value("val") == "superscript"

    def _start_strike(self) -> None:
        if self._path[-3] == "r":
            self._run.struck = is_on(self._value("val", "1"))

    _start_dstrike = _start_strike

    def _start_vanish(self) -> None:
        if self._path[-3] == "r":
            self._run.hidden = is_on(self._value("val", "1"))
        elif self._path[-3] == "pPr":
            self._paragraphs[-1].unmarked = is_on(self._value("val", "1"))

    def _start_specvanish(self) -> None:
        if self._path[-3] == "pPr":
            self._paragraphs[-1].joined = is_on(self._value("val", "1"))

    def _start_t(self) -> None:
        if self._parent == "listPr":
            self._paragraphs[-1].list, self._paragraphs[-1].label = "1", self._value("val")
        else:
            self._taking = True

    def _start_deltext(self) -> None:
        self._left_out.add("deleted")

    def _start_br(self) -> None:
        if self._parent != "tabs" and self._in_result() and not self._is_hidden():
            self.builder.space()

    _start_tab = _start_cr = _start_ptab = _start_br

    def _start_nobreakhyphen(self) -> None:
        self._text("-")

    def _start_sym(self) -> None:
        self._text(symbol(self._value("font"), self._value("char")))

    # Fields.

    def _start_fldchar(self) -> None:
        fields, kind = self._fields[-1], self._value("fldCharType")
        if kind == "begin":
            fields.append(Field())
        elif kind == "separate" and fields:
            fields[-1].in_result = fields[-1].has_result = True
        elif kind == "end" and fields:
            ended = fields.pop()
            chosen = ended.entries[ended.chosen : ended.chosen + 1]
            if not ended.has_result and (text := "".join(chosen) or equation(ended.code)):
                self._text(text)

    def _start_listentry(self) -> None:
        if self._fields[-1]:
            self._fields[-1][-1].entries.append(self._value("val"))

    def _start_result(self) -> None:
        if self._fields[-1] and self._parent == "ddList":
            self._fields[-1][-1].chosen = number(self._value("val"))

    # Drawings and charts.

    def _start_txbxcontent(self) -> None:
        self.builder.open_flow()
        self._fields.append([])

    def _end_txbxcontent(self) -> None:
        self._fields.pop()
        self.builder.close_box()

    _start_txbody, _end_txbody = _start_txbxcontent, _end_txbxcontent

    def _start_textpath(self) -> None:
        self.builder.after([Block(self._value("string"))])

    def _start_relids(self) -> None:
        self.builder.after(self._drawn(self._value("dm")))

    def _start_chart(self) -> None:
        self.builder.after(self._drawn(self._value("id")))

    # Notes, page headers, comments and embedded documents.

    def _start_footnotereference(self) -> None:
        self._call("footnote")

    def _start_endnotereference(self) -> None:
        self._call("endnote")

    def _call(self, kind: str) -> None:
        if self._in_result() and not self._is_hidden():
            self.calls[kind, self._value("id")] = None

    def _start_footnote(self) -> None:
        self._note = "" if self._value("type") in _NO_NOTE else self._value("id")
        if self._parent == "r":  # in Word 2003, the note itself is at the place of its reference
            self._note = f"here {len(self.notes)}"
        self.builder.open_flow()

    def _end_footnote(self) -> None:
        blocks = self.builder.close_flow()
        if self._note:
            self.notes[self._note] = blocks

    _start_endnote, _end_endnote = _start_footnote, _end_footnote

    def _start_headerreference(self) -> None:
        self.around[self._value("id")] = None

    _start_footerreference = _start_headerreference

    def _start_commentreference(self) -> None:
        self._left_out.add("comments")

    _start_commentrangestart = _start_commentreference

    def _start_oleobject(self) -> None:
        self._left_out.add("embedded")

    def _start_altchunk(self) -> None:
        self.builder.after(self._embedded(self._value("id")))
        self.builder.end_paragraph()

    def _start_subdoc(self) -> None:
        self._left_out.add("embedded")

    def _start_rt(self) -> None:
        self.builder.open_flow()

    def _end_rt(self) -> None:
        self._ruby = " ".join(block.text for block in self.builder.close_flow())

    def _end_ruby(self) -> None:
        # Ruby text, the pronunciation above a word, precedes the word in the document.
        self.builder.text(f"({self._ruby})" if self._ruby else "")
        self._ruby = ""
