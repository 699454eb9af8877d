"""OpenDocument texts, the format of LibreOffice, as an archive or as a single XML file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import InputError
from core.reading import limits, xml
from core.reading.document import Builder, Document, headline
from core.reading.limits import LeftOut
from core.reading.list_numbers import Counter, Level, odf_level, whole

if TYPE_CHECKING:
    from core.article import Kind
    from core.reading.document import Block

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_PREFIXES = {
    **{_SPACE.format(short): short for short in ("text", "office", "table", "style", "meta")},
    _SPACE.format("drawing"): "draw",
    _SPACE.format("svg-compatible"): "svg",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
}
"""The prefix that the standard uses for each namespace."""
_SKIPPED = {
    "text:tracked-changes": "",
    "office:annotation": "comments",
    "text:note-citation": "",
    "table:covered-table-cell": "",
    "draw:object": "embedded",
    "draw:object-ole": "embedded",
    **dict.fromkeys(("svg:title", "svg:desc", "table:title", "table:desc", "office:forms", "office:scripts"), ""),
    **dict.fromkeys(("text:script", "office:binary-data", "style:presentation-page-layout"), ""),
    **dict.fromkeys((f"text:{kind}-source" for kind in ("table-of-content", "illustration-index", "table-index")), ""),
    **dict.fromkeys((f"text:{kind}-source" for kind in ("object-index", "user-index", "alphabetical-index")), ""),
    "text:bibliography-source": "",
}
"""Elements that are skipped with their content, and the reason to report."""
_SPACES = frozenset(("text:s", "text:tab", "text:line-break"))
_BOXES = frozenset(
    f"draw:{shape}"
    for shape in "text-box custom-shape rect line polyline polygon regular-polygon path circle ellipse caption "
    "connector measure".split()
)
_FAMILIES = {"text:p": "paragraph", "text:h": "paragraph", "text:span": "text", "text:a": "text"}
_MAY_HIDE = frozenset(f"text:{name}" for name in "section hidden-text variable-set user-field-get expression".split())
_DEEPEST = 20
"""Maximum length of a chain of styles that are based on each other."""
_AROUND = frozenset(f"style:{place}{pages}" for place in ("header", "footer") for pages in ("", "-left", "-first"))
_LEVELS = frozenset(
    f"text:{kind}" for kind in ("list-level-style-number", "outline-level-style", "list-level-style-bullet")
)
_FLOWS = _AROUND | {"table:table-cell", "text:note"}


@dataclass(slots=True)
class _Style:
    parent: str = ""
    hidden: bool | None = None
    raised: bool | None = None
    struck: bool | None = None


@dataclass(slots=True)
class _Paragraph:
    heading: bool
    style: str
    hidden: bool = False
    number: str = ""


@dataclass(slots=True)
class _List:
    style: str
    counter: Counter
    begin: int | None = None
    """The number of its next item, if the document sets it."""
    due: bool = False
    """Whether an item has begun, but not its first paragraph."""


class OdtBody:
    """Handles the events of the parts of a document (see `xml.walk`), of which the styles come first."""

    def __init__(self, left_out: "LeftOut") -> None:
        self.builder = Builder()
        self.notes: list[Block] = []
        """Footnotes and endnotes, in order."""
        self.around: list[Block] = []
        """Page headers and footers."""
        self.about: dict[str, str] = {}
        """The document's metadata, by element."""
        self._left_out = left_out
        self._names: dict[str, str] = {}
        self._path: list[str] = [""]
        self._skipping, self._hidden = 0, False
        self._open: list[list[_Paragraph]] = [[]]
        """For each open text flow, its open paragraphs."""
        self._style = _Style()
        self._styles: dict[str, _Style] = {}
        self._lists: list[_List] = []
        self._spans: list[tuple[bool, bool]] = []
        """For each open span with a style: whether it is raised, and whether it is struck out."""
        self._levels: dict[str, dict[int, Level]] = {}
        """Levels of each list style, and of headings under an empty name."""
        self._list_style = ""
        self._headings = Counter()
        self._counted: dict[str, Counter] = {}
        """The counter of each list, by its id and style, for lists that continue it."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element."""
        name, parent = self._name(tag), self._path[-1]
        self._path.append(name)
        if self._skipping:
            self._skipping += 1
            if name == "text:deletion":
                self._left_out.add("deleted")
            return
        values = {self._name(key): value for key, value in attributes.items()}
        if name in _SKIPPED or (name in _AROUND and values.get("style:display") == "false"):
            self._skipping, self._hidden = 1, False
            if reason := _SKIPPED.get(name):
                self._left_out.add(reason)
        elif self._is_hidden(name, values):
            self._skipping, self._hidden = 1, True
        elif name in ("text:p", "text:h"):
            paragraph = _Paragraph(name == "text:h", values.get("text:style-name", ""))
            paragraph.number = self._number(paragraph, values)
            self._open[-1].append(paragraph)
        elif name in _SPACES:
            self.builder.space()
        elif name == "text:list":
            self._open_list(values)
        elif name == "text:list-item" and self._lists:
            self._lists[-1].due, self._lists[-1].begin = True, whole(values.get("text:start-value"))
        elif name in ("text:list-style", "text:outline-style"):
            self._list_style = values.get("style:name", "") if name == "text:list-style" else ""
            self._levels[self._list_style] = {}
        elif name in _LEVELS:
            self._levels[self._list_style][(whole(values.get("text:level")) or 1) - 1] = odf_level(values)
        elif name == "text:hidden-paragraph" and self._open[-1]:
            self._open[-1][-1].hidden |= values.get("text:is-hidden") == "true"
        elif name == "text:ruby-text":
            self.builder.text("(")
        elif name == "table:table-row":
            self.builder.open_row()
        elif name in _BOXES or name in _FLOWS:
            self.builder.open_flow(whole(values.get("table:number-columns-repeated")) or 1)
            self._open.append([])
        elif name == "style:style":
            self._style = self._styles[_key(values)] = _Style(values.get("style:parent-style-name", ""))
        elif name == "style:text-properties":
            if "text:display" in values:
                self._style.hidden = values["text:display"] == "none"
            if place := values.get("style:text-position"):
                self._style.raised = place.startswith("super") or place[:1] in "123456789"
            self._style.struck = values.get("style:text-line-through-style", "none") != "none" or None
        elif name == "text:span":
            self._spans.append((self._property("raised", name, values), self._property("struck", name, values)))
        elif parent == "office:meta":
            self.about[name] = ""

    def end(self, tag: str) -> None:  # noqa: ARG002 - the path has it
        """Handle the end of an element."""
        name = self._path.pop()
        if self._skipping:
            self._skipping -= 1
        elif name in ("text:p", "text:h"):
            self._end_paragraph(self._open[-1].pop())
        elif name == "text:list":
            self._lists.pop()
        elif name == "text:span":
            self._spans.pop()
        elif name == "text:ruby-text":
            self.builder.text(")")
        elif name == "table:table-row":
            self.builder.close_row()
        elif name in _BOXES or name in _FLOWS:
            self._open.pop()
            if name == "table:table-cell":
                self.builder.close_cell()
            elif name == "text:note":
                self.notes += self.builder.close_flow()
            elif name in _AROUND:
                self.around += self.builder.close_flow()
            else:
                self.builder.close_box()

    def data(self, text: str) -> None:
        """Handle text."""
        if self._skipping:
            if self._hidden and text.strip():
                self._left_out.add("hidden")
        elif self._open[-1]:
            struck = any(struck for _, struck in self._spans)
            self.builder.text(text, raised=any(raised for raised, _ in self._spans[-1:]), struck=struck)
        elif self._path[-1] in self.about:
            self.about[self._path[-1]] += text

    def _name(self, tag: str) -> str:
        """Return a name with the usual prefix of its namespace."""
        name = self._names.get(tag)
        if name is None:
            space, _, local = tag.removeprefix("{").rpartition("}")
            name = self._names[tag] = f"{_PREFIXES.get(space, space)}:{local}"
        return name

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        if paragraph.hidden:
            self.builder.drop_paragraph()
            self._left_out.add("hidden")
        kind = "heading" if paragraph.heading else self._kind(paragraph.style)
        self.builder.end_paragraph(kind, number=paragraph.number)

    def _open_list(self, attributes: dict[str, str]) -> None:
        if self._lists:
            outer = self._lists[-1]
            self._lists.append(_List(attributes.get("text:style-name", outer.style), outer.counter))
            return
        style = attributes.get("text:style-name", "")
        goes_on = attributes.get("text:continue-list") or (
            style if attributes.get("text:continue-numbering") == "true" else ""
        )
        counter = self._counted.get(goes_on) or Counter()
        self._counted |= {attributes.get("xml:id", style): counter, style: counter}
        self._lists.append(_List(style, counter))

    def _number(self, paragraph: _Paragraph, attributes: dict[str, str]) -> str:
        """Count a heading or the first paragraph of an item; return the number before it, empty for none."""
        if self._lists:
            item = self._lists[-1]
            if not item.due:
                return ""
            item.due = False
            levels = self._levels.get(item.style, {})
            return item.counter.next(len(self._lists) - 1, levels, item.begin) if levels else ""
        if not paragraph.heading or attributes.get("text:is-list-header") == "true":
            return ""
        level = (whole(attributes.get("text:outline-level")) or 1) - 1
        levels = self._levels.get("", {})
        return self._headings.next(level, levels, whole(attributes.get("text:start-value"))) if levels else ""

    def _kind(self, style: str) -> "Kind | None":
        """Return a paragraph's kind by its style or those it is based on: « P3 » may be a quotation in red."""
        for key in self._chain(f"paragraph {style}"):
            name = key.partition(" ")[2]
            if name in ("Title", "Subtitle") or name.startswith("Heading"):
                return "heading"
            if "Quot" in name:
                return "quote"
        return "list" if self._lists else None

    def _chain(self, key: str) -> list[str]:
        """Return the keys of a style and of those that it is based on."""
        found = [key]
        family = key.partition(" ")[0]
        while len(found) < _DEEPEST and (style := self._styles.get(found[-1])) and style.parent:
            found.append(f"{family} {style.parent}")
        return found

    def _is_hidden(self, name: str, attributes: dict[str, str]) -> bool:
        """Whether an element hides its content."""
        if name in _MAY_HIDE:
            return attributes.get("text:display") == "none" or attributes.get("text:is-hidden") == "true"
        if name == "table:table-row":
            return attributes.get("table:visibility", "visible") != "visible"
        return self._property("hidden", name, attributes)

    def _property(self, field: str, name: str, attributes: dict[str, str]) -> bool:
        """Return a property of an element, such as `hidden`, by its style and those that it is based on."""
        family, style = _FAMILIES.get(name), attributes.get("text:style-name")
        if not family or not style:
            return False
        values = (getattr(self._styles.get(key), field, None) for key in self._chain(f"{family} {style}"))
        return next((value for value in values if value is not None), False)


def _key(attributes: dict[str, str]) -> str:
    return f"{attributes.get('style:family', 'paragraph')} {attributes.get('style:name')}"


def read(data: bytes, name: str) -> Iterator[Document]:
    """Yield an OpenDocument text as one document. Raises InputError if it is damaged, or exceeds the limits."""
    left_out = LeftOut()
    body = OdtBody(left_out)
    if data.lstrip(limits.BEFORE).startswith(b"PK"):
        with limits.archive(data, name) as archive:
            for member in ("styles.xml", "meta.xml", "content.xml"):
                if member == "content.xml":
                    xml.walk(_unpacked(archive, member, name), name, body, left_out.say)
                elif member in archive.names:
                    try:
                        xml.walk(archive.read(member), name, body, left_out.say)
                    except (xml.BrokenError, *limits.DAMAGED):  # The text is complete without it.
                        left_out.say(limits.SPOILED)
            left_out.say(limits.SPOILED if archive.spoiled else None)
    else:
        xml.walk(data, name, body, left_out.say)
    left_out.around(body.around)
    about = body.about
    blocks = body.builder.blocks() + body.notes
    yield Document(
        blocks,
        "odt",
        title=headline(blocks, about.get("dc:title")),
        byline=about.get("dc:creator") or about.get("meta:initial-creator"),
        published=about.get("dc:date") or about.get("meta:creation-date"),
        note=left_out.note(),
    )


def _unpacked(archive: limits.Archive, member: str, name: str) -> bytes:
    try:
        return archive.read(member)
    except limits.DAMAGED as error:
        raise InputError(name, "this document is damaged: it cannot be unpacked") from error
