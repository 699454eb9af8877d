"""A plain text file as a document."""

from collections.abc import Iterator

from core.article import Article
from core.errors import InputError
from core.reading import layout
from core.reading.clean import clean, decode
from core.reading.document import Block, Document, to_article


def read(data: bytes, name: str) -> Iterator[Document]:
    """Read `data`, the bytes of a text file that the user calls `name`.

    Raises InputError where it is no text, or holds none.
    """
    decoded, encoding = decode(data, name)
    blocks = [Block(text, gap=gap) for gap, text in layout.paragraphs(clean(decoded))]
    if not blocks:
        raise InputError(name, "there is no text in it")
    kinds = layout.kinds([block.text for block in blocks])
    yield Document([Block(one.text, kind, one.gap) for one, kind in zip(blocks, kinds, strict=True)], "text", encoding)


def read_text(data: bytes, name: str) -> Article:
    """Read a plain text as one article, whatever it looks like. Raises InputError as `read` does."""
    return to_article(next(read(data, name)), data, name)
