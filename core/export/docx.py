"""Briefs as a Word document: the text in a table of two columns, a sentence pair a row."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from core import __version__
from core.brief import Brief
from core.export.template_values import BriefView, ParagraphView, SentenceView, view
from core.lang import right_to_left

if TYPE_CHECKING:
    from docx.document import Document

_FIXED_TIME: Final = datetime(2000, 1, 1)  # noqa: DTZ001  # the format's own have no zone
"""The creation time of every document, fixed so that the same brief gives the same bytes."""


def to_docx(*briefs: Brief) -> bytes:
    """Return a document of one brief, or of several with a table of contents. The same briefs give the same bytes."""
    from docx import Document

    from core.export.docx_styles import blank

    views = view(briefs)
    document = Document(io.BytesIO(blank()))
    properties = document.core_properties
    properties.title = views[0].headline if len(views) == 1 else f"{len(views)} wires"
    properties.author = properties.last_modified_by = f"Dépêche {__version__}"
    properties.comments = "Translated by a machine"
    properties.created = properties.modified = _FIXED_TIME
    properties.language = views[0].target
    page = _Page(document)
    if len(views) > 1:
        page.contents(views)
    for brief in views:
        page.article(brief, new_page=len(views) > 1)
    return _to_bytes(document)


class _Page:
    """Writes one document from the top down."""

    def __init__(self, document: "Document") -> None:
        self._document = document
        self._bookmarks = 0

    def contents(self, briefs: Sequence[BriefView]) -> None:
        self._add("Title", f"{len(briefs)} wires")
        for brief in briefs:
            entry = self._add("Contents")
            self._link(entry, f"{brief.number}.  {brief.headline}", f"w{brief.number}", brief.target)
            gist = " ".join(sentence.translation for sentence in brief.summary)
            self._text(self._add("Contents Text"), gist, brief.target)
            about = [brief.language_name, brief.outlet, brief.byline, brief.published, f"{brief.count} sentences"]
            about.append(f"{brief.doubtful or 'none'} doubtful")
            self._add("Details", " · ".join(filter(None, about)))

    def article(self, brief: BriefView, *, new_page: bool) -> None:
        heading = self._add("Heading 1")
        heading.paragraph_format.page_break_before = new_page
        self._bookmark_paragraph(heading, f"w{brief.number}")
        self._text(heading, brief.headline, brief.target)
        if brief.original:
            self._text(self._add("Subtitle"), brief.original, brief.language)
        details = [brief.outlet, brief.byline, brief.published, brief.url or brief.path]
        self._add("Details", " · ".join(filter(None, details)))
        if brief.note:
            self._add("Doubt", f"⚠ {brief.note}")
        if brief.remark:
            self._add("Details", f"Note: {brief.remark}")
        self._add("Heading 2", "Summary")
        for sentence in brief.summary:
            item = self._add("List Bullet")
            self._text(item, f"{sentence.translation} ", sentence.target)
            self._link(item, f"[{sentence.number}]", f"{brief.prefix}t{sentence.number}", style="Number")
            if sentence.why:
                self._text(item, f"  {', '.join(sentence.why)}", style="Number")
        if not brief.summary:
            self._add("Normal", "There is no sentence to choose.")
        if brief.keywords:
            words = [
                f"{word} ({translation})" if word and translation not in ("", word) else word or translation
                for word, translation in brief.keywords
            ]
            # The mark keeps Arabic words in the order of the list.
            mark = "\u200e" if brief.original_from_right else ""
            self._add("Details", f"Keywords: {f' {mark}· '.join(words)}")
        self._add("Heading 2", "Source and translation")
        self._table(brief)
        if brief.doubts:
            self._add("Heading 2", "Where to doubt it")
        for doubt in brief.doubts:
            item = self._add("List Bullet")
            for sentence in doubt.sentences:
                self._link(item, f"[{sentence.number}]", f"{brief.prefix}t{sentence.number}", style="Number")
                item.add_run(" ")
            if doubt.kind != "low-score":
                item.add_run(f"{doubt.kind}: ").bold = True
            item.add_run(doubt.detail)
        self._add("Heading 2", "How this was made")
        for label, value in brief.facts:
            fact = self._add("Fact")
            fact.add_run(f"{label}: ").bold = True
            fact.add_run(value)
        self._add(
            "Fact",
            "Translated by a machine. ⚠ marks what was found doubtful; no mark means that nothing was found, not that "
            "nothing is wrong. A figure in per cent is the model confidence, how likely the translation is right.",
        )

    def _add(self, style: str, text: str = "") -> Any:
        """Add a paragraph; set its style by id, for looking up style names takes longer than all the rest."""
        paragraph = self._document.add_paragraph(text)
        paragraph._p.style = style.replace(" ", "")  # noqa: SLF001  # the library has no other way in
        return paragraph

    def _table(self, brief: BriefView) -> None:
        from core.export.docx_styles import repeat_on_each_page, set_borders

        table = self._document.add_table(1, 2)
        set_borders(table)
        head = table.rows[0]
        repeat_on_each_page(head)
        names = (f"{brief.language_name}, the source", f"{brief.target_name}, the translation")
        for cell, name in zip(head.cells, names, strict=True):
            cell.paragraphs[0]._p.style = "Column"  # noqa: SLF001
            cell.paragraphs[0].add_run(name)
        for paragraph in brief.paragraphs:
            for sentence in paragraph.sentences:
                self._row(table, brief, paragraph, sentence)

    def _row(self, table: Any, brief: BriefView, paragraph: ParagraphView, sentence: SentenceView) -> None:
        from core.export.docx_styles import keep_on_one_page

        row = table.add_row()
        keep_on_one_page(row)
        source, translation = row.cells
        style = {"heading": "RowHeading", "quote": "RowQuote"}.get(paragraph.kind, "Row")
        left, right = source.paragraphs[0], translation.paragraphs[0]
        left._p.style = right._p.style = style  # noqa: SLF001
        if sentence is paragraph.sentences[0]:
            left.paragraph_format.space_before = right.paragraph_format.space_before = _points(7)
        self._text(left, f"{sentence.number}  ", style="Number")
        item = "– " if paragraph.kind == "list" and sentence is paragraph.sentences[0] else ""
        self._text(left, item + sentence.source, sentence.language)
        self._bookmark_paragraph(right, f"{brief.prefix}t{sentence.number}")
        sure = "" if sentence.confidence is None else f" · {sentence.confidence}%"
        if sentence.low:
            sure = f" · model confidence low ({sentence.confidence}%)"
        if sentence.by_hand:
            sure = " · alternative chosen by hand" if sentence.alternative else " · corrected by hand"
        self._text(right, f"{sentence.number}{' ⚠' if sentence.doubtful else ''}{sure}  ", style="Number")
        self._text(right, item + sentence.translation, sentence.target)
        for kind, detail in sentence.notes:
            note = translation.add_paragraph()
            note._p.style = "Doubt"  # noqa: SLF001
            note.add_run("⚠ " if kind == "low-score" else f"⚠ {kind}: ").bold = True
            note.add_run(detail)

    def _text(self, paragraph: Any, text: str, language: str = "", style: str | None = None) -> None:
        """Add text with its language, for the spelling checker and the screen reader; `style` is a style's id."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        run = paragraph.add_run(text)
        if style:
            run._r.style = style  # noqa: SLF001  # the library has no other way in
        if not language:
            return
        properties = run._r.get_or_add_rPr()  # noqa: SLF001
        from_right = right_to_left(language)
        if from_right:
            run.font.rtl = True
            paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)  # noqa: SLF001
        tag = OxmlElement("w:lang")
        tag.set(qn("w:bidi" if from_right else "w:val"), language)
        properties.append(tag)

    def _bookmark_paragraph(self, paragraph: Any, name: str) -> None:
        """Add a bookmark to a paragraph, as the target of links."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self._bookmarks += 1
        for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
            element = OxmlElement(kind)
            element.set(qn("w:id"), str(self._bookmarks))
            if kind == "w:bookmarkStart":
                element.set(qn("w:name"), _bookmark(name))
            paragraph._p.append(element)  # noqa: SLF001

    def _link(self, paragraph: Any, text: str, place: str, language: str = "", style: str | None = None) -> None:
        """Add a link to a bookmark in the document."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self._text(paragraph, text, language, style)
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), _bookmark(place))
        link.append(paragraph.runs[-1]._r)  # noqa: SLF001
        paragraph._p.append(link)  # noqa: SLF001


_AFTER_BIDI = ("w:adjustRightInd", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr", "w:pPrChange")
"""The elements that follow `w:bidi` in a paragraph's properties, according to the schema."""


def _bookmark(name: str) -> str:
    """Return a bookmark name that Word allows: letters, digits and underscores, at most 40 characters."""
    return "_" + "".join(char if char.isalnum() else "_" for char in name)[:39]


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)


def _to_bytes(document: "Document") -> bytes:
    """Return the document's bytes without time stamps."""
    saved, packed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new:
        for member in old.infolist():
            entry = zipfile.ZipInfo(member.filename)  # of 1 January 1980
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(member))
    return packed.getvalue()
