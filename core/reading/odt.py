"""An OpenDocument text: LibreOffice's own format."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.article import Kind
from core.errors import InputError
from core.reading import limits, xml
from core.reading.document import Block, Document, headline

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SKIPPED = frozenset((f"{_TEXT}note", f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}sequence-decls"))
_GAPS = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": " "}


def read(data: bytes, name: str) -> Iterator[Document]:
    """Read an OpenDocument text. Raises InputError where it is damaged."""
    with limits.archive(data, name) as archive:
        try:
            content = xml.parse(archive.read("content.xml"), name)
            meta = xml.parse(archive.read("meta.xml"), name) if "meta.xml" in archive.namelist() else None
        except limits.DAMAGED as error:
            raise InputError(name, "this document is damaged: it cannot be unpacked") from error
    about = {element.tag: element.text for element in meta.iter()} if meta is not None else {}
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    try:
        blocks = list(_blocks(body, _named(content))) if body is not None else []
    except RecursionError as error:
        raise InputError(name, "this document is damaged: it is nested without end") from error
    yield Document(
        blocks,
        "odt",
        title=headline(blocks, about.get(f"{_DC}title")),
        byline=about.get(f"{_DC}creator") or about.get(f"{_META}initial-creator"),
        published=about.get(f"{_DC}date") or about.get(f"{_META}creation-date"),
    )


def _named(content: "Element") -> dict[str, str]:
    """Return the style that stands behind each automatic one: « P3 » is a quotation set in red."""
    name, parent = f"{_STYLE}name", f"{_STYLE}parent-style-name"
    return {style.get(name, ""): style.get(parent, "") for style in content.iter(f"{_STYLE}style") if style.get(parent)}


def _blocks(body: "Element", named: dict[str, str]) -> Iterator[Block]:
    """Give the paragraphs below the body, each once: those of lists and tables too."""
    waiting: list[tuple[Element, bool]] = [(body, False)]
    while waiting:
        element, listed = waiting.pop()
        if element.tag in _SKIPPED:
            continue
        if element.tag == f"{_TEXT}h":
            yield Block(_text(element), "heading")
        elif element.tag == f"{_TEXT}p":
            style = element.get(f"{_TEXT}style-name", "")
            yield Block(_text(element), _kind(named.get(style, style), listed=listed))
        elif element.tag == f"{_TABLE}table-row":
            yield Block(" | ".join(filter(str.strip, map(_cell, element))), "list")
        else:
            inside = listed or element.tag == f"{_TEXT}list-item"
            waiting.extend((child, inside) for child in reversed(element))


def _kind(style: str, *, listed: bool) -> Kind | None:
    if style in ("Title", "Subtitle") or style.startswith("Heading"):
        return "heading"
    if "Quot" in style:
        return "quote"
    return "list" if listed else None


def _cell(cell: "Element") -> str:
    return " ".join(_text(element) for element in cell.iter() if element.tag in (f"{_TEXT}p", f"{_TEXT}h"))


def _text(element: "Element") -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag in _GAPS:
            parts.append(_GAPS[child.tag])
        elif child.tag not in _SKIPPED:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
