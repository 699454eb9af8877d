"""A plain text file as an article."""

import hashlib

from core.article import Article, Paragraph, Source
from core.errors import InputError
from core.reading import layout
from core.reading.clean import clean, decode


def read_text(data: bytes, name: str) -> Article:
    """Read `data`, the bytes of a text file that the user calls `name`.

    Raises InputError where it is no text, or holds none.
    """
    decoded, encoding = decode(data, name)
    found = list(layout.paragraphs(clean(decoded)))
    if not found:
        raise InputError(name, "there is no text in it")
    texts = [text for _, text in found]
    kinds = layout.kinds(texts)
    paragraphs, position = [], 0
    for (gap, text), kind in zip(found, kinds, strict=True):
        paragraphs.append(Paragraph(kind, position, position + len(text), gap=gap))
        position += len(text) + len("\n\n")
    first = next((i for i, kind in enumerate(kinds) if kind == "heading"), None)
    bylines = [author for text in texts if (author := layout.byline(text))]
    source = Source(
        path=name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        title=texts[first] if first is not None else None,
        byline=bylines[0] if bylines else None,
    )
    return Article(source, "\n\n".join(texts), tuple(paragraphs))
