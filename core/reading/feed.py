"""RSS and Atom: a feed's entries, in full where the feed has the full text, as documents."""

import hashlib
import html
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from core.errors import InputError
from core.reading import clean, limits, markup
from core.reading.document import Block, Document
from core.reading.fetch import is_address

_TAG = re.compile(r"<[a-zA-Z/!]")
_DECLARATIONS = re.compile(rb"(<!DOCTYPE[^>\[]*)\[.*?\](?=\s*>)", re.IGNORECASE | re.DOTALL)
_REFERENCE = re.compile(rb"&#(?:x([0-9a-f]{1,8})|([0-9]{1,10}))\b|&#x?[0-9a-f]{9,}", re.IGNORECASE)
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}\bencoding\s*=\s*[\"']([\w.:-]{2,40})")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, its fields as the feed has them; they are cleaned on their way into an article."""

    key: str
    """What tells it from the feed's others, and stays when it is edited: its id, else its address."""
    title: str | None
    byline: str | None
    published: str | None
    """ISO 8601."""
    url: str | None
    """The page it stands for, if that is on the web."""
    markup: str
    """Its full content if that is there, else its description: HTML, or plain text without a tag."""
    encoding: str | None = None
    """Of the feed."""
    note: str | None = None
    """What to know of the feed beyond its text, such as that some of its bytes are damaged."""

    def document(self) -> Document:
        """Make a document of it."""
        return Document(
            blocks=_blocks(self.markup),
            format="feed",
            encoding=self.encoding,
            title=self.title,
            byline=self.byline,
            published=self.published,
            url=self.url,
            note=self.note,
        )


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself, and its entries in its own order."""

    title: str | None
    url: str | None
    """The site it belongs to."""
    entries: tuple[Entry, ...]


def read(data: bytes, name: str, given: str | None = None) -> Iterator[Document]:
    """Give the entries of a feed, in its own order, read in the encoding `given` where a person chose one.

    Raises InputError where it has none.
    """
    feed = parse(data, name, name if is_address(name) else None, given=given)
    if not feed.entries:
        raise InputError(name, "this feed has no entries")
    for entry in feed.entries:
        document = entry.document()
        if document.title or document.blocks:
            yield document


def parse(
    data: bytes, name: str, base: str | None = None, charset: str | None = None, given: str | None = None
) -> Feed:
    """Parse a feed; nothing is fetched, whatever it holds. Raises InputError for what is none.

    `base` is the address that it came from, against which its links are read; `charset` what its server declares,
    `given` the encoding that a person chose.
    """
    import feedparser

    own = _DECLARED.match(data)
    decoded = clean.decode(data, name, own[1].decode("ascii") if own else charset, given)
    data = decoded.text.encode("utf-8")
    # Entities of its own could multiply, and no feed needs them: undeclared, they are left as they stand.
    data = _DECLARATIONS.sub(rb"\1", data[: limits.MAX_PROLOG], count=1) + data[limits.MAX_PROLOG :]
    data = _REFERENCE.sub(_reference, data)
    # What the server says goes before what the feed itself declares.
    headers = {"content-type": "application/xml; charset=utf-8"}
    # A file, never a string: feedparser takes a string for an address.
    try:
        parsed = feedparser.parse(
            BytesIO(data), resolve_relative_uris=False, sanitize_html=False, response_headers=headers
        )
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        # Of markup that nobody has met before; it means to raise nothing.
        raise InputError(name, "this feed is too broken to be read") from error
    if not (parsed.entries or parsed.version):
        raise InputError(name, "this is no feed that can be read")
    entries = islice(parsed.entries, limits.MAX_ARTICLES)
    return Feed(
        _plain(parsed.feed.get("title")),
        absolute(parsed.feed.get("link"), base),
        tuple(_entry(entry, base, decoded) for entry in entries),
    )


def _entry(entry: Any, base: str | None, decoded: clean.Decoded) -> Entry:
    # Of broken feeds, any field may be None.
    contents = [one.get("value") or "" for one in entry.get("content") or []]
    text = max([entry.get("summary") or "", *contents], key=len)
    url = absolute(entry.get("link"), base)
    title = _plain(entry.get("title"))
    own = entry.get("id") or url or hashlib.sha256(f"{title}\0{text}".encode("utf-8", "replace")).hexdigest()
    date = _date(entry.get("published_parsed") or entry.get("updated_parsed"))
    return Entry(own, title, _plain(entry.get("author")), date, url, text, decoded.encoding, decoded.note)


def absolute(link: str | None, base: str | None) -> str | None:
    """Return a link as an address, read against `base`; None where it does not lead to the web."""
    try:
        url = urljoin(base or "", (link or "").strip())
    except ValueError:
        return None
    return url if is_address(url) else None


def _reference(match: re.Match[bytes]) -> bytes:
    """Return a reference to a character as it is, if there is such a character: the parser fails over others."""
    number = int(match[1], 16) if match[1] else int(match[2] or 0)
    return match[0] if 0 < number < 0xD800 or 0xDFFF < number <= 0x10FFFF else b"&#xFFFD"


def _blocks(text: str) -> list[Block]:
    if not _TAG.search(text):
        return [Block(part) for part in html.unescape(text).split("\n\n") if part.strip()]
    root = markup.parse(text)
    return markup.blocks(root) if root is not None else []


def _plain(text: str | None) -> str | None:
    """Return a field without its markup."""
    if not text or not _TAG.search(text):
        return html.unescape(text) if text else None
    root = markup.parse(text)
    return str(root.text_content()) if root is not None else None


def _date(parts: time.struct_time | None) -> str | None:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", parts) if parts else None
