"""An OpenDocument text: LibreOffice's own format."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.article import Kind
from core.errors import InputError
from core.reading import limits, xml
from core.reading.document import Block, Document

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SKIPPED = frozenset((f"{_TEXT}note", f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}sequence-decls"))
_GAPS = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": " "}


def read(data: bytes, name: str) -> Iterator[Document]:
    """Read an OpenDocument text. Raises InputError where it is damaged."""
    with limits.archive(data, name) as archive:
        try:
            content = xml.parse(archive.read("content.xml"), name)
            meta = xml.parse(archive.read("meta.xml"), name) if "meta.xml" in archive.namelist() else None
        except (KeyError, OSError, EOFError, NotImplementedError, ValueError) as error:
            raise InputError(name, "this document is damaged: it cannot be unpacked") from error
    about = {element.tag: element.text for element in meta.iter()} if meta is not None else {}
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    blocks = list(_blocks(body)) if body is not None else []
    yield Document(
        blocks,
        "odt",
        title=next((block.text for block in blocks if block.kind == "heading"), None) or about.get(f"{_DC}title"),
        byline=about.get(f"{_DC}creator"),
        published=about.get(f"{_DC}date"),
    )


def _blocks(body: "Element") -> Iterator[Block]:
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
            headed = style in ("Title", "Subtitle")
            yield Block(
                _text(element), "heading" if headed else "quote" if "Quot" in style else "list" if listed else None
            )
        else:
            inside = listed or element.tag == f"{_TEXT}list-item"
            waiting.extend((child, inside) for child in reversed(element))


def _kind(style: str, *, listed: bool) -> Kind | None:
    if style in ("Title", "Subtitle"):
        return "heading"
    if "Quot" in style:
        return "quote"
    return "list" if listed else None


def _text(element: "Element") -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag in _GAPS:
            parts.append(_GAPS[child.tag])
        elif child.tag not in _SKIPPED:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
