"""Markdown files, whose markup becomes kinds of paragraphs."""

import re
from collections.abc import Iterator
from typing import Any

from lxml.html import defs

from core.article import Kind
from core.reading import decoding, html_paragraphs, xml
from core.reading.document import Block, Document
from core.reading.feed_dates import read_date
from core.sanitize import clean

_TAG = re.compile(r"</?([a-z][a-z0-9]{0,20})\b|<!--", re.IGNORECASE)
_NOTE = re.compile(r"\[\^[^\]\n]{1,60}\]:[ \t]*")
_CALL = re.compile(r"\[\^[^\]\s]{1,60}\](?!:)")
_STRUCK_END = "\ue000"
"""Temporary end of struck-out text, which is in brackets as in other formats: a private character."""
_STRUCK = re.compile(f"{_STRUCK_END}(?=\\w)")
_KINDS: dict[str, Kind] = {"heading_open": "heading", "blockquote_open": "quote", "list_item_open": "list"}


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
