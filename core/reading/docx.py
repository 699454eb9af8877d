"""A Word document: its paragraphs with their styles, its tables row by row."""

from collections.abc import Iterator
from typing import Any

from core.article import Kind
from core.errors import InputError
from core.reading import limits
from core.reading.document import Block, Document, headline


def read(data: bytes, name: str) -> Iterator[Document]:
    """Read a Word document. Raises InputError where it is damaged, or unpacks beyond all bounds."""
    limits.archive(data, name).close()
    from io import BytesIO

    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(BytesIO(data))
        blocks = list(_blocks(document))
        about = document.core_properties
        title, author, written = about.title, about.author, about.modified or about.created
    except (OpcError, LxmlError, AttributeError, *limits.DAMAGED) as error:
        raise InputError(name, "this Word document is damaged: it cannot be read") from error
    yield Document(
        blocks,
        "docx",
        title=headline(blocks, title),
        byline=None if author == "python-docx" else author,
        published=written.isoformat(timespec="seconds") if written else None,
    )


def _blocks(document: Any) -> Iterator[Block]:
    from docx.table import Table

    for part in document.iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                cells = list(dict.fromkeys(cell.text.replace("\n", " ").strip() for cell in row.cells))
                yield Block(" | ".join(filter(None, cells)), "list")
        else:
            # A line break inside a paragraph is a new line for the eye alone.
            yield Block(part.text, _kind(part))


def _kind(paragraph: Any) -> Kind | None:
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    properties = paragraph._p.pPr  # noqa: SLF001 — python-docx has no public way to ask for a list
    if style.startswith(("Heading", "Title", "Titre", "Subtitle", "Sous-titre")):
        return "heading"
    if style.startswith(("Quote", "Intense Quote", "Citation")):
        return "quote"
    numbered = properties is not None and properties.numPr is not None
    return "list" if numbered or style.startswith(("List", "Liste")) else None
