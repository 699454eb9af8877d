"""The paragraphs of HTML, with every word that a browser displays: for feeds, mails, books and web pages."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree, html

from core.article import Kind
from core.reading import limits, xml
from core.reading.document import Block
from core.reading.list_numbers import html_numbers
from core.reading.symbols_and_formulas import power, raised

_KINDS: dict[str, Kind | None] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2"), "heading"),
    "blockquote": "quote",
    **dict.fromkeys(("li", "dd", "dt"), "list"),
    **dict.fromkeys(
        (
            "address article aside body caption center details dialog dir div dl fieldset figcaption figure footer "
            "form header hgroup hr legend listing main marquee menu nav ol optgroup p pre search section summary table "
            "tbody td template tfoot th thead tr ul body.head hedline byline dateline body.content body.end"
        ).split()
    ),
}
"""Block elements of HTML and NITF, with the kind of paragraph that some of them mean."""
_UNSEEN = frozenset(
    "amp-ad amp-sidebar annotation annotation-xml area audio canvas datalist desc defs head iframe metadata noembed "
    "noframes noscript option param rp script select style symbol template textarea title track video".split()
)
"""Elements without visible text, or with text only in form fields."""
_WITHOUT_TEXT = frozenset("hidden password checkbox radio file range color image".split())
"""Types of input fields that display no text."""
_SHADOW = ("shadowrootmode", "shadowroot")
"""Attributes of a template that is displayed as the content of its parent element."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SIGNS = {"q": ("“", "”"), "rt": ("(", ")"), "msqrt": ("√", ""), **dict.fromkeys(("del", "s", "strike"), (" [", "]"))}
"""Text added around elements: quotation marks, the sign of a root, brackets for ruby text and for struck text."""
_CALL = re.compile(r"\s*[\[(]?(?:\d{1,4}|[a-z]|[*†‡]{1,3})[\])]?\s*")
_CELLS = frozenset(("cell", "gridcell", "columnheader", "rowheader"))
_FRAMES, _CELL = 2, 300
"""Maximum nesting of embedded pages; maximum characters of a data cell (a longer one is layout)."""
_BOLD = ("b", "strong")
_HEADING, _STOPS, _ENDS = 80, (".", ",", ";", ":", "…", "-", "–"), (".", "!", "?", "…", "»", "”", ":")
"""Maximum characters of a bold line that is a heading; ends that no heading has; ends of the text before one."""
_EMPTY_LINE = re.compile(r"\n[ \t\xa0]*\n")
_MARK = "mark"
"""Zone of superscript footnote marks, which would stick to the words before them."""

Zone = Callable[[html.HtmlElement], str | None]
"""Returns the zone of the page that an element begins, or None."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph of a page, and its position in the page."""

    text: str
    kind: Kind | None
    element: html.HtmlElement
    """The nearest block element."""
    zone: str | None
    """The zone of the page that it is in; None for no special one."""
    linked: int
    """Number of its characters in links."""


def parse(text: str, within: int = 0) -> html.HtmlElement | None:
    """Parse a page or a fragment, however broken; None if it is empty. Nothing that it refers to is fetched.

    The tree gets the texts of form fields, the numbers of lists and embedded pages (`srcdoc`, of which `within` are
    around this one) as a browser displays them.
    """
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        root: html.HtmlElement = html.document_fromstring(xml.bounded(text).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if (error := parser.error_log.last_error) and "depth" in error.message and (flat := limits.flattened(text)):
        return parse(flat, within)
    # In reverse order, so that a list within another is numbered before the outer one.
    for element in reversed(list(root.iter("iframe", "input", "select", "textarea", "ol", "mfrac", "sup", "msup"))):
        if element.tag == "ol":
            _number(element)
        elif element.tag == "sup":
            _raise(element, element)
        elif element.tag == "msup" and len(element) > 1:
            _raise(element, element[1])
        elif element.tag == "mfrac" and len(element) > 1:
            element[0].tail = "/"
        elif element.tag == "iframe":
            if within < _FRAMES and (inside := parse(element.get("srcdoc") or "", within + 1)) is not None:
                _replace(element, "div", list(inside.iterchildren("body")))
        elif text_of_field := _field_text(element):
            _replace(element, "span", [])
            element.text = f" {text_of_field} "
    return root


def _raise(element: html.HtmlElement, inside: html.HtmlElement) -> None:
    """Turn superscript figures after a figure into superscript characters; `inside` is the element with the figures."""
    written = (inside.text or "").strip()
    text = raised(_before(element).rstrip(), written) if element is inside else power(written)
    if not len(inside) and text != written:
        inside.tag, inside.text = "span", text
    elif element is not inside:
        element[0].tail = "^"


def _before(element: html.HtmlElement) -> str:
    """Return the text right before an element, within the same block."""
    before, parent = element.getprevious(), element.getparent()
    if before is None:
        return (parent.text or "") if parent is not None else ""
    return before.tail or ("" if before.tag in _KINDS else str(before.text_content()))


def _replace(element: html.HtmlElement, tag: str, children: list[html.HtmlElement]) -> None:
    """Change the tag of an element and replace its content; its attributes remain, so it stays hidden if it was."""
    for child in list(element):
        element.remove(child)
    element.tag, element.text = tag, None
    element.extend(children)


def _field_text(element: html.HtmlElement) -> str:
    """Return the text that a browser displays in a form field."""
    if element.tag == "textarea":
        return element.text_content() or element.get("placeholder") or ""
    if element.tag == "input":
        kind = (element.get("type") or "text").lower()
        if kind in _WITHOUT_TEXT:
            return ""
        return element.get("value") or element.get("placeholder") or ""
    options = [option for option in element.iter("option") if "hidden" not in option.attrib]
    labels = [option.get("label") or str(option.text_content()) for option in options]
    size = element.get("size") or ""
    if "multiple" in element.attrib or (size.isascii() and size.isdigit() and size.strip("0") not in ("", "1")):
        return "; ".join(" ".join(label.split()) for label in labels)
    selected = [place for place, option in enumerate(options) if "selected" in option.attrib]
    enabled = (place for place, option in enumerate(options) if "disabled" not in option.attrib)
    place = selected[-1] if selected else next(enabled, 0)
    return labels[place] if labels else ""


def _number(element: html.HtmlElement) -> None:
    """Put into each item of a list the number that a browser displays before it."""
    items = [child for child in element if child.tag == "li" and not is_unseen(child)]
    for item, label in html_numbers(element, items):
        first = item
        while not (first.text or "").strip() and len(first) and first[0].tag in _KINDS and first[0].tag != "table":
            first = first[0]
        if not is_unseen(first):
            first.text = f"{label}. {(first.text or '').lstrip()}"


def blocks(root: html.HtmlElement) -> list[Block]:
    """Return the paragraphs in an element that are in no special zone, in order; two line breaks separate them too."""
    return [Block(piece.text, piece.kind) for piece in pieces(root) if piece.zone is None]


def pieces(root: html.HtmlElement, zone: Zone = lambda _element: None) -> list[Piece]:
    """Return the paragraphs in an element, in order, each with the innermost zone that it is in."""
    walk = _Walk(zone)
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "end":
            walk.end(element)
        elif is_unseen(element):
            walker.skip_subtree()
            walk.skipped = element
        elif element.tag in ("sup", "a") and _calls_note(element):
            walker.skip_subtree()
            walk.skipped = element
            walk.found.append(Piece(str(element.text_content()), None, element, _MARK, 0))
        elif (element.tag == "tr" or element.get("role") == "row") and (row := _row(element)):
            walker.skip_subtree()
            walk.start(element, "list")
            walk.add(row)
        else:
            walk.start(element)
    walk.flush()
    return walk.found


def _calls_note(element: html.HtmlElement) -> bool:
    """Whether an element refers to a note: a superscript link, or a link that is marked as a reference."""
    if element.tag == "sup":
        return element.find(".//a") is not None
    roles = f"{element.get('epub:type') or ''} {element.get('role') or ''}"
    is_raised_link = element.get("href", "").startswith("#") and element.find("sup") is not None
    return "noteref" in roles or (is_raised_link and _CALL.fullmatch(element.text_content()) is not None)


def is_unseen(element: html.HtmlElement) -> bool:
    """Whether a browser displays nothing of an element."""
    tag, get = element.tag, element.get
    if tag == "template" and any(get(name) is not None for name in _SHADOW):
        return False
    if tag == "object":  # its content is displayed only if it refers to no object
        return get("data") is not None or get("classid") is not None
    if tag in _UNSEEN or get("hidden") is not None or get("popover") is not None:
        return True
    return bool((style := get("style")) and _HIDDEN.search(style)) or (tag == "dialog" and get("open") is None)


def hides_text(root: html.HtmlElement) -> bool:
    """Whether a page has text that is hidden by attributes or styles."""
    hidden = (element for element in root.iter() if element.tag not in _UNSEEN and is_unseen(element))
    return any(element.text_content().strip() for element in hidden)


def is_block(element: html.HtmlElement) -> bool:
    """Whether a browser displays an element as a block."""
    return element.tag in _KINDS


class _Walk:
    """Collects the paragraphs of a tree from its start and end events."""

    def __init__(self, zone: Zone) -> None:
        self.found: list[Piece] = []
        self.skipped: html.HtmlElement | None = None
        """The element whose content is being skipped."""
        self._zone = zone
        self._parts: list[str] = []
        self._linked = self._links = self._laid_out = self._bold = 0
        """Counts of linked characters, and of open links, preformatted and bold elements."""
        self._line: int | None = 0
        """Start of the current line while all of its text is bold."""
        self._open: list[tuple[html.HtmlElement, Kind | None, str | None]] = []
        """The open blocks, with their properties."""

    def start(self, element: html.HtmlElement, block_kind: Kind | None = None) -> None:
        name = element.tag
        # A button at the beginning of a line is not part of the text that follows.
        if name in _KINDS or block_kind or not self._open or (name == "button" and not "".join(self._parts).strip()):
            self.flush()
            _, kind, zone = self._open[-1] if self._open else (None, None, None)
            self._open.append((element, block_kind or _KINDS.get(name) or kind, self._zone(element) or zone))
            self._laid_out += name == "pre"
        elif name == "br":
            self._break()
        elif name in _BOLD:
            self._bold += 1
        elif name == "a" and "href" in element.attrib:
            self._links += 1
        elif name in _SIGNS:
            self._parts.append(_SIGNS[name][0])
        self.add(element.text)

    def end(self, element: html.HtmlElement) -> None:
        name = element.tag
        if element is self.skipped:
            self.skipped = None
        elif self._open and self._open[-1][0] is element:
            self.flush()
            self._open.pop()
            self._laid_out -= name == "pre"
        elif name in _BOLD:
            self._bold -= 1
        elif name == "a" and "href" in element.attrib:
            self._links -= 1
        elif name in _SIGNS:
            self._parts.append(_SIGNS[name][1])
        if self._open:
            self.add(element.tail)

    def add(self, text: str | None) -> None:
        if text:
            if not self._bold and not text.isspace():
                self._line = None
            self._parts.append(text if self._laid_out else text.replace("\n", " ").replace("\r", " "))
            if self._links:
                self._linked += len(text.strip())

    def flush(self) -> None:
        if self._parts:
            element, kind, zone = self._open[-1]
            whole = "".join(self._parts)
            for text in _EMPTY_LINE.split(whole) if "\n" in whole else (whole,):
                if text and not text.isspace():
                    self.found.append(Piece(text, kind, element, zone, self._linked))
            self._parts.clear()
        self._linked = self._line = 0

    def _break(self) -> None:
        """End a line."""
        if self._is_heading():
            self._parts.insert(self._line or 0, "\n\n")
            self._parts.append("\n")
        self._parts.append("\n")
        self._line = len(self._parts)

    def _is_heading(self) -> bool:
        """Whether the line is a heading: short, all bold, and not part of a sentence that began before it."""
        if self._line is None or self._bold:
            return False
        text, above = "".join(self._parts[self._line :]).strip(), self._parts[max(self._line - 9, 0) : self._line]
        before = "".join(above).rstrip()
        return 0 < len(text) <= _HEADING and not text.endswith(_STOPS) and (not before or before.endswith(_ENDS))


def _row(element: html.HtmlElement) -> str | None:
    """Return the cells of a row of a data table in one line; None for a row of a layout table."""
    cells = []
    for cell in element:
        inside = [
            child for child in cell.iterdescendants() if child.tag in _KINDS or child.tag == "br" or is_unseen(child)
        ]
        # Office programs put a paragraph in each cell.
        alone = len(inside) == 1 and inside[0].tag == "p" and inside[0].getparent() is cell
        if inside and not (alone and not (cell.text or "").strip() and not (inside[0].tail or "").strip()):
            return None
        cells.append(" ".join(cell.text_content().split()))
        if (cell.tag not in ("td", "th") and cell.get("role") not in _CELLS) or len(cells[-1]) > _CELL:
            return None
    filled = [cell for cell in cells if cell]
    return " | ".join(filled) if len(filled) > 1 else None
