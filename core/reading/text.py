"""A plain text file as documents: one as a rule, several where an agency's marks part it into wires."""

from collections.abc import Iterator
from dataclasses import replace

from core.article import Article
from core.errors import InputError
from core.reading import agency_marks, text_paragraphs
from core.reading.decoding import Decoded, decode
from core.reading.document import Block, Document, to_article
from core.sanitize import harmless


def read(data: bytes, name: str, encoding: str | None = None) -> Iterator[Document]:
    """Read `data`, the bytes of a text file that the user calls `name`, in `encoding` if the user chose one.

    Raises InputError if it is no text, or holds none.
    """
    decoded = decode(data, name, given=encoding)
    blocks = [Block(text, gap=gap) for gap, text in text_paragraphs.paragraphs(harmless(decoded.text))]
    if not blocks:
        raise InputError(name, "there is no text in it")
    for part in agency_marks.wires([block.text for block in blocks]):
        # The blank lines above a file are its layout; those between two of its wires are not the second's.
        gap = 0 if part.start else blocks[0].gap
        yield _wire([replace(blocks[part.start], gap=gap), *blocks[part][1:]], decoded)


def read_text(data: bytes, name: str) -> Article:
    """Read a plain text as one article, whatever it looks like. Raises InputError as `read` does."""
    return to_article(next(read(data, name)), data, name)


def _wire(blocks: list[Block], decoded: Decoded) -> Document:
    days = (agency_marks.dateline_date(block.text) for block in blocks[: agency_marks.HEAD])
    published = next(filter(None, days), None)
    return Document(blocks, "text", decoded.encoding, published=published, note=decoded.note)
