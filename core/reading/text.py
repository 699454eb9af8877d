"""Wires as agencies send them: plain text, which their marks part into several; and their XML, NITF and NewsML."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from core.article import Article
from core.errors import InputError
from core.reading import agency_marks, feed_text, text_paragraphs
from core.reading.decoding import Decoded, decode
from core.reading.document import Block, Document, join_notes, to_article
from core.sanitize import harmless

_ITEM = re.compile(r"<(?:[\w-]{1,20}:)?NewsItem(?=[\s>])", re.IGNORECASE)
_ROOT, _HEADLINE, _SUBHEAD, _BYLINE, _DATELINE, _CONTENT, _ENDING, _CREDIT = (
    re.compile(rf"<((?:[\w-]{{1,20}}:)?(?:{names}))(?:\s[^<>]*+)?>", re.IGNORECASE)
    for names in (
        *("nitf|newsItem|newsMessage|NewsML", "hl1|headline", "hl2|subheadline", "byline|by", "dateline"),
        *(r"body\.content|inlineXML|DataContent|inlineData", r"body\.end", "creditline"),
    )
)
_ISSUED = re.compile(
    r"<(?:[\w-]{1,20}:)?(?:date\.issue\s[^<>]{0,100}?norm=\"|(?:contentCreated|versionCreated|FirstCreated)>)"
    r"(\d{4})-?(\d\d)-?(\d\d)",
    re.IGNORECASE,
)
_MOST_SUBHEADS = 5


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


def wires_in_xml(decoded: Decoded) -> Iterator[Document]:
    """Yield the wires of NITF or NewsML, whole; nothing for other texts, or where the content is not marked."""
    if _ROOT.search(decoded.text[:4096]):
        starts = [match.start() for match in _ITEM.finditer(decoded.text)] or [0]
        for start, end in pairwise([*starts, len(decoded.text)]):
            if wire := _wire_in_xml(decoded.text[start:end], decoded):
                yield wire


def _wire_in_xml(item: str, decoded: Decoded) -> Document | None:
    def inside(pattern: re.Pattern[str], start: int = 0) -> tuple[str, int]:
        if (begin := pattern.search(item, start)) is None:
            return "", len(item)
        end = item.find(f"</{begin[1]}", begin.end())
        return item[begin.end() : end if end >= 0 else len(item)], begin.end()

    content, place = inside(_CONTENT)
    headline, subheads, at = inside(_HEADLINE)[0], list[str](), 0
    while len(subheads) < _MOST_SUBHEADS and at < place:
        subhead, at = inside(_SUBHEAD, at)
        subheads.append(subhead)
    if "<p" not in content.lower():
        content = "".join(f"<p>{part}</p>" for part in re.split(r"\n\s*\n", content))
    lines = "".join(f"<p>{inside(pattern)[0]}</p>" for pattern in (_BYLINE, _DATELINE))
    above = "".join(f"<h2>{subhead}</h2>" for subhead in subheads if subhead.strip())
    found, note = feed_text.blocks(f"<h1>{headline}</h1>{above}{lines}{content}<p>{inside(_ENDING)[0]}</p>")
    if not content or not found:
        return None
    issued = _ISSUED.search(item)
    return Document(
        found,
        "html",
        decoded.encoding,
        title=feed_text.plain(headline),
        publisher=feed_text.plain(inside(_CREDIT)[0]),
        published="-".join(issued.groups()) if issued else None,
        note=join_notes(note, decoded.note),
    )
