"""The layout of a Word document: page, styles and table. Users can restyle a document by changing these styles."""

import functools
import io
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

_SERIF, _SANS = "Georgia", "Calibri"
_INK, _SOFT, _DOUBT = RGBColor(0x1D, 0x1B, 0x18), RGBColor(0x64, 0x5F, 0x57), RGBColor(0x8F, 0x3D, 0x0B)
_LINE = "D9D4CA"

_STYLES: tuple[tuple[str, str, float, RGBColor, bool, bool, float, float], ...] = (
    # Name, font, size, colour, bold, italic, points before and after.
    ("Normal", _SERIF, 10.5, _INK, False, False, 0, 4),
    ("Title", _SERIF, 22, _INK, True, False, 0, 4),
    ("Subtitle", _SERIF, 12.5, _SOFT, False, True, 0, 6),
    ("Heading 1", _SERIF, 20, _INK, True, False, 0, 4),
    ("Heading 2", _SANS, 10, _SOFT, True, False, 16, 5),
    ("List Bullet", _SERIF, 10.5, _INK, False, False, 0, 4),
    ("Details", _SANS, 9, _SOFT, False, False, 0, 6),
    ("Contents", _SERIF, 12, _INK, True, False, 10, 2),
    ("Contents Text", _SERIF, 10, _INK, False, False, 0, 2),
    ("Column", _SANS, 8.5, _SOFT, True, False, 0, 3),
    ("Row", _SERIF, 10, _INK, False, False, 3, 3),
    ("Row Heading", _SERIF, 11, _INK, True, False, 3, 3),
    ("Row Quote", _SERIF, 10, _INK, False, True, 3, 3),
    ("Doubt", _SANS, 8.5, _DOUBT, False, False, 1, 3),
    ("Fact", _SANS, 8.5, _SOFT, False, False, 0, 1),
)


@functools.cache
def blank() -> bytes:
    """Return an empty document with page and styles; cached, for making it takes as long as filling it."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.1)
    section.top_margin = section.bottom_margin = Cm(2)
    for name, font, size, colour, bold, italic, before, after in _STYLES:
        known = name in document.styles
        style = document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if not known:
            style.base_style = document.styles["Normal"]
        _font(style, font, size, colour)
        style.font.bold, style.font.italic = bold, italic
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.15
    # The template's title has a blue rule under it.
    rule = document.styles["Title"].element.find(f".//{qn('w:pBdr')}")
    if rule is not None:
        rule.getparent().remove(rule)
    number = document.styles.add_style("Number", WD_STYLE_TYPE.CHARACTER)
    _font(number, _SANS, 7.5, _SOFT)
    number.font.bold = number.font.italic = False
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _font(style: Any, name: str, size: float, colour: RGBColor) -> None:
    style.font.name, style.font.size, style.font.color.rgb = name, Pt(size), colour
    properties = style.element.rPr
    for spaced in properties.findall(qn("w:spacing")):
        properties.remove(spaced)
    fonts = properties.rFonts
    # Fonts of a theme take precedence over named ones.
    for attribute in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[attribute]
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), name)


def set_borders(table: Any) -> None:
    """Set two equal columns, with thin lines between the rows and no other borders."""
    table.autofit = False
    for column in table.columns:
        column.width = Cm(8.4)
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _LINE)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    # Word requires the order of the schema.
    properties = table._tbl.tblPr  # noqa: SLF001  # the library has no other way in
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def repeat_on_each_page(row: Any) -> None:
    """Repeat a row at the top of each page."""
    _mark(row, "w:tblHeader")


def keep_on_one_page(row: Any) -> None:
    """Keep a row on one page."""
    _mark(row, "w:cantSplit")


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001
