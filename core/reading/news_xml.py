"""NITF and NewsML, the XML of news agencies: each wire with its headline, byline, dateline, date and credit."""

import re
from collections.abc import Iterator
from itertools import pairwise

from core.reading import feed_text
from core.reading.decoding import Decoded
from core.reading.document import Document, join_notes

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


def wires_in_xml(decoded: Decoded) -> Iterator[Document]:
    """Yield the wires of NITF or NewsML, whole; nothing for other texts, or where the content is not marked."""
    if _ROOT.search(decoded.text[:4096]):
        starts = [match.start() for match in _ITEM.finditer(decoded.text)] or [0]
        for start, end in pairwise([*starts, len(decoded.text)]):
            if wire := _wire(decoded.text[start:end], decoded):
                yield wire


def _wire(item: str, decoded: Decoded) -> Document | None:
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
