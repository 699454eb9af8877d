"""An RTF document, as Word, WordPad, TextEdit and LibreOffice write it: its text as Word shows it.

Own code: striprtf, the kept library, drops footnotes and text boxes, keeps what was deleted or is hidden, and breaks on
some code pages.
"""

import contextlib
import re
from collections.abc import Iterator
from datetime import datetime

from core.errors import InputError
from core.reading.document import Block, Document, headline
from core.reading.rtf_reader import Reader

_MAX_MARKS = 2_000_000
"""Control words and escaped characters: a book of 1,000 pages has about as many."""
_MAX_GROUPS = 500_000
_LETTERING = re.compile(rb"\{\\sn\s+gtextUNICODE\}\s*\{\\sv\s+([^{}]{1,10000})\}")
"""WordArt: text that a shape is drawn of."""


def read(data: bytes, name: str) -> Iterator[Document]:
    """Read an RTF document. Raises InputError where it is damaged, or larger than any."""
    if data.count(b"\\") > _MAX_MARKS or data.count(b"{") > _MAX_GROUPS:
        raise InputError(name, "its markup is larger than that of any document")
    reader = Reader(name)
    reader.feed(data)
    blocks = [*reader.builder.blocks(), *_word_art(data, name), *reader.notes]
    reader.left_out.around(reader.around)
    about = reader.about
    yield Document(
        blocks,
        "rtf",
        title=headline(blocks, about.get("title", "").strip() or None),
        byline=about.get("author", "").strip() or None,
        published=_date(reader.dates.get("revtim") or reader.dates.get("creatim")),
        note=reader.left_out.note(),
    )


def _word_art(data: bytes, name: str) -> Iterator[Block]:
    """Give the letterings of a document, which stand in the properties of shapes."""
    for match in _LETTERING.finditer(data):
        reader = Reader(name)
        reader.feed(b"{\\rtf1 %s}" % match[1])
        yield from reader.builder.blocks()


def _date(parts: dict[str, int] | None) -> str | None:
    if parts:
        year, month, day, hour, minute = (parts.get(one, 0) for one in ("yr", "mo", "dy", "hr", "min"))
        with contextlib.suppress(ValueError):
            return datetime.fromisoformat(f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00").isoformat()
    return None
