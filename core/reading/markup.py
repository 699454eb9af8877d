"""Markdown, whose markup becomes kinds of paragraphs; and NITF and NewsML, the XML of news agencies."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from lxml.html import defs

from core.article import Kind
from core.reading import decoding, feed_text, html_paragraphs, xml
from core.reading.decoding import Decoded
from core.reading.document import Block, Document, join_notes
from core.reading.feed_dates import read_date
from core.sanitize import clean

_TAG = re.compile(r"</?([a-z][a-z0-9]{0,20})\b|<!--", re.IGNORECASE)
_NOTE = re.compile(r"\[\^[^\]\n]{1,60}\]:[ \t]*")
_CALL = re.compile(r"\[\^[^\]\s]{1,60}\](?!:)")
_STRUCK_END = "\ue000"
"""Temporary end of struck-out text, which is in brackets as in other formats: a private character."""
_STRUCK = re.compile(f"{_STRUCK_END}(?=\\w)")
_KINDS: dict[str, Kind] = {"heading_open": "heading", "blockquote_open": "quote", "list_item_open": "list"}
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


def read(data: bytes, name: str, given: str | None = None) -> Iterator[Document]:
    """Yield a Markdown file as one document. `given` is the user's encoding, if any. Raises InputError."""
    from markdown_it import MarkdownIt

    text, encoding, note = decoding.decode(data, name, given=given)
    lines = clean(text).split("\n")
    about = _front_matter(lines)
    blocks, kinds, number = [], list[Kind](), ""
    row: list[str] | None = None
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse("\n".join(map(_with_notes, lines))):
        if token.type in _KINDS:
            kinds.append(_KINDS[token.type])
            if token.type == "list_item_open":
                number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type.removesuffix("_close") + "_open" in _KINDS:
            kinds.pop()
        elif token.type in ("code_block", "fence"):
            blocks.append(Block(token.content))
        elif token.type == "html_block":
            xml.refuse_giants(token.content.encode("utf-8", "replace"), name, xml.MAX_PAGE_TAGS)
            root = html_paragraphs.parse(token.content)
            blocks += html_paragraphs.blocks(root) if root is not None else []
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            blocks.append(Block(" | ".join(filter(None, row)), "list"))
            row = None
        elif token.type == "inline":
            shown = _STRUCK.sub("] ", "".join(map(_shown, token.children or ()))).replace(_STRUCK_END, "]")
            if row is not None:
                row.append(shown.strip())
            else:
                blocks.append(Block(number + shown, kinds[-1] if kinds else None))
            number = ""
    yield Document(
        blocks,
        "markdown",
        encoding,
        title=about.get("title") or next((block.text for block in blocks if block.kind == "heading"), None),
        byline=about.get("author") or about.get("byline"),
        publisher=about.get("outlet") or about.get("publisher"),
        published=read_date(about.get("date")),
        url=about.get("url"),
        note=note,
    )


def _with_notes(line: str) -> str:
    """Return a line as a separate paragraph if it is a footnote, which CommonMark would drop."""
    return f"\n{line[note.end() :]}" if (note := _NOTE.match(line)) else line


def _shown(part: Any) -> str:
    """Return the text of an inline token: empty for an HTML tag, but not for other words in angle brackets."""
    if part.type in ("softbreak", "hardbreak"):
        return "\n"
    if part.type in ("s_open", "s_close"):
        return "[" if part.type == "s_open" else _STRUCK_END
    content = str(part.content)
    if part.type == "text":
        return _CALL.sub("", content)
    if part.type != "html_inline" or not (tag := _TAG.match(content)):
        return content
    name = (tag[1] or "").lower()
    return "\n" if name == "br" else "" if not name or name in defs.tags else content


def _front_matter(lines: list[str]) -> dict[str, str]:
    """Remove the block between two `---` at the beginning of `lines`, and return its plain fields."""
    if not lines or lines[0].strip() != "---":
        return {}
    end = next((place for place, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), None)
    if end is None:
        return {}
    pairs = (line.partition(":") for line in lines[1:end])
    fields = {key.strip(): value.strip().strip("\"'") for key, colon, value in pairs if colon and value.strip()}
    del lines[: end + 1]
    return fields


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
