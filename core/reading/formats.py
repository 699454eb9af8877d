"""Recognises the format of bytes by content, and calls its reader."""

import hashlib
import importlib
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from core.article import Article
from core.errors import DepecheError, InputError
from core.reading import limits
from core.reading.document import to_article
from core.reading.fetch import FetchedPage
from core.sanitize import sanitize

_logger = logging.getLogger(__name__)

READERS = {
    "text": "text",
    "html": "html",
    "feed": "feed",
    "jsonfeed": "feed",
    "pdf": "pdf",
    "docx": "docx",
    "odt": "odt",
    "rtf": "rtf",
    "epub": "epub",
    "mail": "mail",
    "mbox": "mail",
    "subtitles": "subtitles",
    "markdown": "markup",
}
"""Module of this package for each format, with its `read(data, name) -> Iterator[Document]`; loaded when needed."""
FEEDS = frozenset(("feed", "jsonfeed"))
"""Formats with entries that may refer to pages."""
DECODED = frozenset(("text", "html", "feed", "jsonfeed", "mail", "mbox", "subtitles", "markdown"))
"""Formats that are encoded text: their `read` takes the name of an encoding that the user chose, or None."""

_PEEK = 4096
_MARKS = b"\xef\xbb\xbf\xff\xfe"
_PDF = re.compile(rb"^%PDF-[12]\.\d", re.MULTILINE)
_BEFORE = 1024
"""Number of bytes in which a PDF's header is looked for, as viewers do."""
_NO_TEXT = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HEADERS = re.compile(rb"\s*(?:HTTP/\d[^\n]*\n)?(?:[\w-]+:[^\n]*\n)+\s*")
_OBJECT = re.compile(rb"\s\d+ obj\b")
_WORD_XML = re.compile(rb"http://schemas\.microsoft\.com/office/(?:2006/xmlPackage|word/2003/wordml)\b")
"""Word documents in one XML file: today's form, and that of 2003."""
_FEED = re.compile(
    rb"<(?:rss|feed|rdf:RDF)[\s>]|<\w{1,20}:feed\s[^>]{0,2000}\"http://www\.w3\.org/2005/Atom\"", re.IGNORECASE
)
_FLAT_ODT = b"application/vnd.oasis.opendocument.text"
# Possessive: what it has taken it does not try again, or forty comments would last for ever.
_HTML = re.compile(rb"\s*+(?:<!--(?:[^-]++|-(?!->))*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml\b")
_MARKED_UP = re.compile(rb"<html|<(?:[\w-]{1,20}:)?(?:nitf|newsItem|newsMessage|NewsML)[\s>]", re.IGNORECASE)
_PROLOG = re.compile(rb"[\xef\xbb\xbf\s]*+(?:<!--(?:[^-]++|-(?!->))*+-->|<\?(?:[^?]++|\?(?!>))*+\?>)")
"""A comment or a processing instruction before the first element."""
_FIELD = (
    rb"(?:from|to|cc|bcc|subject|date|return-path|received|delivered-to|message-id|mime-version|reply-to|sender|references"
    rb"|in-reply-to|content-[\w-]+|snapshot-content-location|dkim-signature|authentication-results|received-spf|user-agent|envelope-to|precedence"
    rb"|(?:x|arc|list|resent|thread)-[\w-]+):[^\n]*"
)
_MAIL = re.compile(
    rb"(?:\d{1,9}[ \t]*\n)?(?:(?:%(field)s\n(?:[ \t][^\n]*\n)*){3}"
    rb"|(?:%(field)s\n(?:[ \t][^\n]*\n)*){0,2}%(field)s(?:\n[ \t][^\n]*){9,}\Z)" % {b"field": _FIELD},
    re.IGNORECASE,
)
"""Three header fields, or fewer if they are folded over all that is examined; Apple Mail has the length before them."""
_MOMENT = rb"\d{1,2} ?: ?\d\d ?: ?\d\d"
_SUBTITLES = re.compile(
    rb"\s*(?:webvtt|\[script info\]|<sami[\s>]|\{\d{1,9}\}\{\d{1,9}\}[^\n]+\n\{\d{1,9}\}\{|(?:\d+[ \t]*\n)?%b(?:"
    rb"(?: ?[,.:] ?\d{1,3})?[ \t]*-->|[,.]\d{1,3}[ \t]*(?:->|\xe2\x80[\x93\x94]>)"
    rb"|\.\d{3},\d+:\d\d:\d\d\.\d{3}[ \t]*\n)"
    rb"|(?:\[[a-z]{2,9}:[^\]\n]{0,200}\]\s*+){1,40}+\[\d{1,3}:\d\d[\].:]|\[\d{1,3}:\d\d\.\d{2,3}\])" % _MOMENT,
    re.IGNORECASE,
)
"""WebVTT, SubStation Alpha, SAMI, MicroDVD; SRT with or without numbers; SBV; LRC."""
_TTML = re.compile(
    rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:tt:)?tt\s[^>]*?/ns/ttml|<(?:tt:)?tt\s[^>]*?/ttaf1", re.DOTALL
)
_ZIPPED = {
    b"application/epub+zip": "epub",
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.text-template": "odt",
    b"application/vnd.oasis.opendocument.text-web": "odt",
}
_OTHERS = re.compile(rb"<(opml|tmx|martif|tbx|mtf)[\s>]", re.IGNORECASE)
"""Root elements of files that belong to another command."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def articles(data: bytes, name: str, encoding: str | None = None) -> Iterator[Article]:
    """Read every article in `data`, which the user calls `name`; there is at least one.

    `encoding` is one that the user chose for it; other formats than those of text have their own.

    Raises InputError, with the reason, where it is of no known format or holds no text.
    """
    form = recognise(data, name)
    reader = importlib.import_module(f"core.reading.{READERS[form]}")
    found, digest = False, ""
    try:
        for document in reader.read(data, name, encoding) if form in DECODED else reader.read(data, name):
            digest = digest or hashlib.sha256(data).hexdigest()
            yield to_article(document, data, name, digest)
            found = True
    except DepecheError:
        raise
    except MemoryError:
        raise InputError(
            name, "reading it takes more memory or time than a document should; it may be damaged, or meant to do harm"
        ) from None
    # Parsers are other people's, and what they raise over a broken file nobody can list beforehand: one file
    # more that cannot be read, and no reason to stop at it.
    except Exception as error:
        _logger.warning("%s cannot be read as %s", name, form, exc_info=True)
        raise InputError(
            name,
            "cannot be read as {form}: {kind}: {error}; it may be damaged",
            form=form,
            kind=type(error).__name__,
            error=sanitize(error, 100),
        ) from error
    if not found:
        raise InputError(name, "there is no text in it")


def fetched(page: FetchedPage, name: str, encoding: str | None = None) -> Iterator[Article]:
    """Read every article that an address gave, as `articles` does."""
    if recognise(page.data, name) != "html":
        for article in articles(page.data, name, encoding):
            yield replace(article, source=replace(article.source, url=article.source.url or page.url))
        return
    from core.reading import html

    yield to_article(html.page(html.decode(page.data, name, page.charset, encoding), name, page.url), page.data, name)


def recognise(data: bytes, name: str) -> str:
    """Return the format's short name: a key of the table above. Raises InputError for what is no text."""
    head = data[:_PEEK].lstrip(_MARKS).replace(b"\r\n", b"\n").replace(b"\0", b"")
    head = head if b"\n" in head else head.replace(b"\r", b"\n")
    suffix = PurePath(name).suffix.lower()
    # Some servers send an empty line, or their own headers, before a file.
    begun = head.lstrip()
    if begun.startswith(b"%PDF-") or _is_pdf_behind(head):
        return "pdf"
    if begun.startswith(b"PK\x03\x04"):
        return _zipped(data, name)
    if begun.startswith(b"{\\rtf"):
        return "rtf"
    if _WORD_XML.search(head) and begun.startswith(b"<"):
        return "docx"
    head = _behind_prolog(data, head)
    if head.startswith(_OLD_OFFICE):
        raise InputError(name, "this is an old Office document, or one with a password; save it as .docx without one")
    if _HTML.match(head):
        return "html"
    if _FLAT_ODT in head and _XML.match(head):
        return "odt"
    if _FEED.search(head) and head.lstrip().startswith(b"<"):
        return "feed"
    if is_json_feed(data):
        return "jsonfeed"
    if (root := _OTHERS.search(head)) and head.lstrip().startswith(b"<"):
        _refuse(root[1].lower(), name)
    if _TTML.search(head):
        return "subtitles"
    if _XML.match(head):
        # Agencies' NITF and NewsML become pages.
        return "html" if _MARKED_UP.search(head) else "text"
    if head.startswith(b"From ") and _MAIL.match(head.partition(b"\n")[2]):
        return "mbox"
    if _MAIL.match(head):
        return "mail"
    if _SUBTITLES.match(head):
        return "subtitles"
    if suffix in (".html", ".htm", ".xhtml"):
        return "html"
    return "markdown" if suffix in (".md", ".markdown") else "text"


def _behind_prolog(data: bytes, head: bytes) -> bytes:
    """Return the first bytes of XML or HTML behind the comments that fill what was looked at; else that."""
    begun = head.lstrip()
    if not begun.startswith((b"<?", b"<!--")) or b"\0" in data[:_PEEK] or len(data) <= _PEEK:
        return head
    place, most = 0, min(len(data), limits.MAX_PROLOG)
    while match := _PROLOG.match(data, place, most):
        place = match.end()
    return (
        head
        if place < _PEEK // 2
        else (b"<?xml?>" if begun.startswith(b"<?xml") else b"") + data[place : place + _PEEK].replace(b"\r\n", b"\n")
    )


def _is_pdf_behind(head: bytes) -> bool:
    """Whether a PDF begins behind other bytes: what no text has, or a server's own headers."""
    found = _PDF.search(head[:_BEFORE])
    if found is None:
        return False
    before = head[: found.start()]
    return bool(_NO_TEXT.search(before)) or (
        _HEADERS.fullmatch(before) is not None and _OBJECT.search(head, found.end()) is not None
    )


def _refuse(root: bytes, name: str) -> None:
    if root == b"opml":
        raise InputError(name, "this is a list of feeds, not a text; `depeche feeds import` follows them")
    if root == b"tmx":
        raise InputError(name, "this is a translation memory, not a text; `depeche memory import` takes it")
    raise InputError(name, "this is a glossary, not a text; give it as --glossary")


def is_json_feed(data: bytes) -> bool:
    """Whether some bytes are a JSON Feed."""
    head = data[: limits.MAX_PROLOG].replace(b"\0", b"").lstrip(_MARKS + b" \t\r\n")
    return head.startswith(b"{") and b"//jsonfeed.org/version/" in head.replace(b"\\/", b"/").replace(b"//www.", b"//")


def _zipped(data: bytes, name: str) -> str:
    """Return the format of an office document in a zip archive, by the names of its members."""
    with limits.archive(data, name) as archive:
        try:
            if any(member.startswith("word/document") for member in archive.names):
                return "docx"
            if "[Content_Types].xml" in archive.names:
                return _office(archive.read("[Content_Types].xml"), name)
            if "mimetype" in archive.names:
                return _ZIPPED[archive.read("mimetype")[:_PEEK].strip()]
        except limits.DAMAGED as error:
            raise InputError(
                name, "this is a zip archive of no kind that is read, or a damaged one; unpack it"
            ) from error
    raise InputError(name, "this is a zip archive; unpack it and give the folder")


def _office(types: bytes, name: str) -> str:
    """Return the format of an Office document by the types of its parts, whose paths are arbitrary."""
    if b"wordprocessingml" in types or b"ms-word" in types:
        return "docx"
    raise InputError(name, "this is an Office document that is no text, such as a spreadsheet; save its text as .docx")
