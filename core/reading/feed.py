"""A feed's entries as documents: RSS and Atom, in full where the feed has the full text."""

import re
import time
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from core.errors import InputError
from core.reading import limits, markup
from core.reading.document import Block, Document

_TAG = re.compile(r"<[a-zA-Z/!]")


def read(data: bytes, name: str) -> Iterator[Document]:
    """Give the entries of a feed, in its own order. Raises InputError where it has none."""
    parsed = parse(data)
    if not parsed.entries:
        raise InputError(name, "this feed has no entries" if parsed.version else "this is no feed that can be read")
    for entry in islice(parsed.entries, limits.MAX_ARTICLES):
        document = entry_document(entry, parsed.get("encoding"))
        if document.title or document.blocks:
            yield document


def parse(data: bytes) -> Any:
    """Parse a feed's bytes; nothing is fetched, whatever they hold."""
    import feedparser

    # A file, never a string: feedparser takes a string for an address.
    return feedparser.parse(BytesIO(data), resolve_relative_uris=False)


def entry_document(entry: Any, encoding: str | None) -> Document:
    """Make a document of one entry, with its full content if that is there, else its description."""
    contents = [one.get("value", "") for one in entry.get("content", [])]
    text = max([entry.get("summary", ""), *contents], key=len)
    return Document(
        blocks=_blocks(text),
        format="feed",
        encoding=encoding,
        title=_plain(entry.get("title")),
        byline=_plain(entry.get("author")),
        published=_date(entry.get("published_parsed") or entry.get("updated_parsed")),
        url=entry.get("link"),
    )


def _blocks(text: str) -> list[Block]:
    if not _TAG.search(text):
        return [Block(part) for part in text.split("\n\n") if part.strip()]
    root = markup.parse(text)
    return markup.blocks(root) if root is not None else []


def _plain(text: str | None) -> str | None:
    """Return a field without its markup."""
    if not text or not _TAG.search(text):
        return text
    root = markup.parse(text)
    return str(root.text_content()) if root is not None else None


def _date(parts: time.struct_time | None) -> str | None:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", parts) if parts else None
