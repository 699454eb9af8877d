"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/): the same entries as RSS and Atom, in JSON."""

import hashlib
import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from core.errors import InputError
from core.reading import clean, feed_text, limits
from core.reading.dates import read_date
from core.reading.document import Document
from core.reading.feed import Entry, Feed, absolute, documents
from core.reading.fetch import is_address


def read(data: bytes, name: str, given: str | None = None) -> Iterator[Document]:
    """Give the entries of a feed, in its own order. Raises InputError where it has none."""
    yield from documents(parse(data, name, name if is_address(name) else None, given=given), name)


def parse(
    data: bytes, name: str, base: str | None = None, charset: str | None = None, given: str | None = None
) -> Feed:
    """Parse a feed; the arguments are those of `feed.parse`. Raises InputError for what is none."""
    decoded = clean.decode(data, name, charset, given)
    try:
        read = json.loads(decoded.text, strict=False)
    except (ValueError, RecursionError) as error:
        raise InputError(name, "this JSON Feed is too broken to be read") from error
    if not isinstance(read, dict) or not isinstance(read.get("items"), list):
        raise InputError(name, "this is no feed that can be read")
    language = _text(read.get("language"))
    listed = (item for item in read["items"] if isinstance(item, dict))
    return Feed.of(
        _text(read.get("title")),
        absolute(_text(read.get("home_page_url")), base),
        [_entry(item, base, decoded, language) for item in islice(listed, limits.MAX_ARTICLES)],
    )


def _entry(item: dict[str, Any], base: str | None, decoded: clean.Decoded, language: str | None) -> Entry:
    markup = feed_text.as_html(html) if (html := _text(item.get("content_html"))) else None
    text = markup or feed_text.from_plain(_text(item.get("content_text")) or _text(item.get("summary")) or "")
    title = _text(item.get("title"))
    url = absolute(_text(item.get("url")) or _text(item.get("external_url")), base)
    key = _text(item.get("id")) or url or hashlib.sha256(f"{title}\0{text}".encode("utf-8", "replace")).hexdigest()
    said = (_text(item.get(field)) for field in ("date_published", "date_modified"))
    date = next(filter(None, (read_date(one, _text(item.get("language")) or language) for one in said)), None)
    return Entry(key, title, _authors(item), date, url, text, decoded.encoding, decoded.note)


def _authors(item: dict[str, Any]) -> str | None:
    """Return who wrote an item: several in 1.1, one in 1.0."""
    several = item.get("authors")
    authors = several if isinstance(several, list) else [item.get("author")]
    names = (_text(one.get("name")) for one in authors if isinstance(one, dict))
    return ", ".join(filter(None, names)) or None


def _text(value: object) -> str | None:
    """Return a field as text: ids may be numbers."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return clean.HALVES.sub("\ufffd", str(value)).strip() or None
