"""RSS, Atom and JSON Feed: the entries of a feed as documents, with the full text if the feed has it."""

import contextlib
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice
from typing import Any, Self
from urllib.parse import urljoin

from core.errors import InputError
from core.messages import Message
from core.reading import decoding, feed_text, limits, zones
from core.reading.document import Document, join_notes
from core.reading.feed_dates import read_date
from core.reading.fetch import is_address
from core.reading.formats import is_json_feed
from core.sanitize import HALVES

MAX_MARKUP = 256 << 10
"""Maximum length of an entry's markup, in characters; the rest is cut off."""
_OPENING = 40
"""Number of letters at the beginning of a summary that are looked for in the text."""
_BEGUN = 20
"""Minimum number of letters before an ellipsis, to recognise the text that was cut off."""
_FEW = 20
"""Maximum number of an entry's fields among which excerpts are looked for, since each is compared with all others."""
_NAME = 300
"""Maximum length of a name with an address, in characters."""
_WITH_ADDRESS = re.compile(
    r"\s*[^\s()<>@]{1,64}@[^\s()<>@]{1,253}\s*\(([^()]+)\)\s*|\s*([^<>@]*[^<>@\s])\s*<[^<>@\s]+@[^<>@\s]+>\s*"
)
"""Forms of an author with an e-mail address: « a@b.fr (Jean Petit) », as in RSS, and « Jean Petit <a@b.fr> »."""
_CUT = ("…", "...")
"""Marks of an excerpt that was cut off."""
_FULL = ("fulltext", "full-text", "yandex_full-text", "turbo_content", "googleplay_description", "subtitle", "text")
"""Non-standard fields in which feeds put their text, by feedparser's names."""
_ITEMS = re.compile(r'"items"\s*+:\s*+\[')
_BETWEEN_ITEMS = re.compile(r"[\s,]*+")
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}\bencoding\s*=\s*[\"']([\w.:-]{2,40})")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An entry with its fields as in the feed; they are cleaned when the article is made."""

    key: str
    """Identifies it within the feed: its id, else its address. If several entries share that, a digest of the entry."""
    title: str | None
    byline: str | None
    published: str | None
    """Date of publication in ISO 8601."""
    url: str | None
    """The web address of its page."""
    markup: str
    """Its full content if there is any, else its description: HTML, or plain text without tags."""
    encoding: str | None = None
    """Encoding of the feed."""
    note: str | None = None
    """A note on the feed, such as that some of its bytes are damaged."""
    id: str | None = None
    """Its id, else its address; unlike the key, other entries of the feed may have the same."""

    def document(self, publisher: str | None = None) -> Document:
        """Return the entry as a document; `publisher` is the title of its feed."""
        blocks, rest = feed_text.blocks(self.markup)
        return Document(
            blocks=blocks,
            format="feed",
            encoding=self.encoding,
            title=self.title,
            byline=self.byline,
            publisher=publisher,
            published=self.published,
            url=self.url,
            note=join_notes(self.note, rest),
        )


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed's metadata, and its entries in the feed's order."""

    title: str | None
    url: str | None
    """Web address of its site."""
    entries: tuple[FeedItem, ...]

    @classmethod
    def of(cls, title: str | None, url: str | None, entries: Sequence[FeedItem]) -> Self:
        """Make a feed in which each entry has a unique key; of entries that are identical, only the first is kept."""
        times, found = Counter(entry.key for entry in entries), dict[str, FeedItem]()
        for entry in entries:
            shared = times[entry.key] > 1
            key = _digest(entry.key, entry.url, entry.title, entry.markup) if shared else entry.key
            found.setdefault(key, replace(entry, key=key, id=entry.key))
        return cls(title, url, tuple(found.values()))


def read(data: bytes, name: str, given: str | None = None) -> Iterator[Document]:
    """Yield the entries of a feed in its order. `given` is the encoding that the user chose, if any.

    Raises InputError if it has no entries or is no feed.
    """
    yield from documents(parse(data, name, name if is_address(name) else None, given=given), name)


def documents(feed: ParsedFeed, name: str) -> Iterator[Document]:
    """Yield the entries of a feed that have a title or text. Raises InputError if the feed has no entries at all."""
    if not feed.entries:
        raise InputError(name, "this feed has no entries")
    for entry in feed.entries:
        document = entry.document(feed.title)
        if document.title or document.blocks:
            yield document


def parse(
    data: bytes, name: str, base: str | None = None, charset: str | None = None, given: str | None = None
) -> ParsedFeed:
    """Parse a feed. Nothing that it refers to is fetched. Raises InputError for data that are no feed.

    `base` is the address of the feed, to resolve relative links; `charset` is the encoding that the server declares,
    and `given` the one that the user chose.
    """
    if is_json_feed(data):
        return _parse_json(data, name, base, charset, given)
    import feedparser

    feedparser.mixin._FeedParserMixin._add_tag = _add_no_tag  # noqa: SLF001 - it has no setting for it
    declared = _DECLARED.match(data)
    decoded = decoding.decode(data, name, declared[1].decode("ascii") if declared else charset, given)
    whole, broken = feed_text.closed(decoded.text)
    decoded = decoded._replace(note=join_notes(decoded.note, broken))
    source = BytesIO(feed_text.repaired_feed(whole).encode("utf-8", "replace"))
    # The text was encoded as UTF-8 above; feedparser prefers these headers to the declaration in the feed.
    headers = {"content-type": "application/xml; charset=utf-8"}
    # feedparser could take a string for an address and fetch it, but not a file.
    try:
        parsed = feedparser.parse(source, resolve_relative_uris=False, sanitize_html=False, response_headers=headers)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        # feedparser is meant to raise nothing, but some broken markup makes it fail.
        raise InputError(name, "this feed is too broken to be read") from error
    if not (parsed.entries or parsed.version):
        raise InputError(name, "this is no feed that can be read")
    language = parsed.feed.get("language")
    return ParsedFeed.of(
        feed_text.plain(parsed.feed.get("title")),
        absolute(parsed.feed.get("link"), base),
        [_entry(entry, base, decoded, language) for entry in islice(parsed.entries, limits.MAX_ARTICLES)],
    )


def _add_no_tag(parser: Any, *_: object) -> None:
    """Do, of feedparser's `_add_tag`, not what takes the square of their number: tags are not read here."""
    parser._get_context().setdefault("tags", [])  # noqa: SLF001


def _entry(entry: Any, base: str | None, decoded: decoding.Decoded, language: str | None) -> FeedItem:
    # In a broken feed, any field may be None.
    contents = [content.get("value") or "" for content in entry.get("content") or []]
    contents += [value for field in _FULL if isinstance(value := dict.get(entry, field), str)]
    fields = [entry.get("summary") or "", *contents]
    text = max(_without_excerpts(fields), key=len)
    rest = _left_out(text, fields)
    media = [value for field, value in entry.items() if field.startswith(feed_text.MEDIA_TEXT)]
    captions = [value for value in media if isinstance(value, str)]
    # The entry of a film may have no other text than the film's description.
    text = feed_text.with_captions(text, captions) if text else max(captions, key=len, default="")
    url = absolute(entry.get("link"), base)
    title = feed_text.plain(entry.get("title"))
    key = entry.get("id") or url or _digest(title, text)
    dates = (read_date(dict.get(entry, field), language) for field in ("published", "updated", "created"))
    date = next(filter(None, dates), None)
    note = join_notes(decoded.note, rest)
    return _cut(FeedItem(key, title, _byline(entry), date, url, text, decoded.encoding, note))


def _byline(entry: Any) -> str | None:
    """Return an entry's authors: names without e-mail addresses, unless there is only an address; None for none."""
    authors = [author for author in entry.get("authors") or [] if isinstance(author, dict)]
    byline = feed_text.plain(entry.get("author"))
    if len(authors) > 1:
        names = (feed_text.plain(name) for author in authors if isinstance(name := author.get("name"), str))
        return ", ".join(dict.fromkeys(filter(None, names))) or byline
    named = _WITH_ADDRESS.fullmatch(byline[:_NAME]) if byline else None
    if named:
        return named[1] or named[2]
    return None if byline and byline.lower().startswith(("noreply@", "no-reply@")) else byline


def _without_excerpts(fields: Sequence[str]) -> Sequence[str]:
    """Return the fields without those that are cut off at an ellipsis where another one continues.

    Words after the ellipsis, such as “read more”, are not part of the text.
    """
    different = list(dict.fromkeys(filter(None, fields)))
    if not 1 < len(different) <= _FEW:
        return fields
    plain = [feed_text.plain(field) or "" for field in different]
    letters = [zones.letters(text) for text in plain]
    whole = []
    for field, text in zip(different, plain, strict=True):
        cut = max(text.rfind(mark) for mark in _CUT)
        begun = zones.letters(text[:cut]) if cut > 0 else ""
        all_letters = zones.letters(text)
        goes_on = (other.startswith(begun) and len(other) > len(begun) and other != all_letters for other in letters)
        if len(begun) < _BEGUN or not any(goes_on):
            whole.append(field)
    return whole or fields


def _left_out(text: str, fields: Sequence[str]) -> str | None:
    """Return a note on the number of words in an entry's other fields that are not in its text; None if all are."""
    others = dict.fromkeys(field for field in fields if field.strip() and field != text)
    if not others:
        return None
    have = zones.letters(feed_text.plain(text) or "")
    plain = (feed_text.plain(field) or "" for field in others)
    count = sum(len(other.split()) for other in plain if zones.letters(other)[:_OPENING] not in have)
    return Message("left out: {count} words of the summary", count=count) if count else None


def _cut(entry: FeedItem) -> FeedItem:
    """Return an entry whose markup is cut to the maximum length, with a note if it was longer."""
    if len(entry.markup) <= MAX_MARKUP:
        return entry
    note = join_notes(entry.note, Message("it is longer than any article, and was cut"))
    return replace(entry, markup=entry.markup[:MAX_MARKUP], note=note)


def _digest(*parts: str | None) -> str:
    return hashlib.sha256("\0".join(part or "" for part in parts).encode("utf-8", "replace")).hexdigest()


def absolute(link: str | None, base: str | None) -> str | None:
    """Return a link as an absolute address, relative to `base`; None if it is no web address."""
    try:
        url = urljoin(base or "", (link or "").strip())
    except ValueError:
        return None
    return url if is_address(url) else None


def _parse_json(
    data: bytes, name: str, base: str | None = None, charset: str | None = None, given: str | None = None
) -> ParsedFeed:
    """Parse a JSON Feed; the arguments and errors are those of `parse`."""
    decoded = decoding.decode(data, name, charset, given)
    try:
        read: Any = json.loads(decoded.text, strict=False)
    except (ValueError, RecursionError) as error:
        if (read := _begun(decoded.text)) is None:
            raise InputError(name, "this JSON Feed is too broken to be read") from error
        decoded = decoded._replace(note=join_notes(decoded.note, feed_text.BREAKS_OFF))
    if not isinstance(read, dict) or not isinstance(read.get("items"), list):
        raise InputError(name, "this is no feed that can be read")
    language, authors = _text(read.get("language")), _authors(read)
    listed = (item for item in read["items"] if isinstance(item, dict))
    return ParsedFeed.of(
        _text(read.get("title")),
        absolute(_text(read.get("home_page_url")), base),
        [_json_entry(item, base, decoded, language, authors) for item in islice(listed, limits.MAX_ARTICLES)],
    )


def _begun(text: str) -> dict[str, Any] | None:
    """Return the complete items of a JSON Feed that breaks off; None if there are none."""
    items, decoder = list[Any](), json.JSONDecoder(strict=False)
    if (opening := _ITEMS.search(text)) is None:
        return None
    place = opening.end()
    while len(items) < limits.MAX_ARTICLES:
        between = _BETWEEN_ITEMS.match(text, place)
        place = between.end() if between else place
        try:
            item, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            break
        items.append(item)
    for end in ('"}', "}"):
        with contextlib.suppress(ValueError, RecursionError):
            items.append(json.loads(text[place:] + end, strict=False))
    with contextlib.suppress(ValueError, RecursionError):
        head = json.loads(text[: opening.start()].rstrip().rstrip(",") + "}", strict=False)
        return {**head, "items": items} if items else None
    return {"items": items} if items else None


def _json_entry(
    item: dict[str, Any], base: str | None, decoded: decoding.Decoded, language: str | None, authors: str | None
) -> FeedItem:
    markup = feed_text.as_html(html) if (html := _text(item.get("content_html"))) else None
    text = markup or feed_text.from_plain(_text(item.get("content_text")) or _text(item.get("summary")) or "")
    title = feed_text.plain(_text(item.get("title")))
    url = absolute(_text(item.get("url")) or _text(item.get("external_url")), base)
    key = _text(item.get("id")) or url or hashlib.sha256(f"{title}\0{text}".encode("utf-8", "replace")).hexdigest()
    dates = (_text(item.get(field)) for field in ("date_published", "date_modified"))
    date = next(filter(None, (read_date(text, _text(item.get("language")) or language) for text in dates)), None)
    note = join_notes(decoded.note, _left_out(text, [_text(item.get("summary")) or ""]))
    return _cut(FeedItem(key, title, _authors(item) or authors, date, url, text, decoded.encoding, note))


def _authors(item: dict[str, Any]) -> str | None:
    """Return the authors of an item or feed: a list in version 1.1, a single one in 1.0; None if there are none."""
    listed = item.get("authors")
    authors = listed if isinstance(listed, list) else [item.get("author")]
    names = (_text(author.get("name")) for author in authors if isinstance(author, dict))
    return ", ".join(filter(None, names)) or None


def _text(value: object) -> str | None:
    """Return a field, which may be a number, as text; None if it is empty or of another type."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return HALVES.sub("\ufffd", str(value)).strip() or None
