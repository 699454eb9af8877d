"""Parses XML from outside: common errors are repaired, entities refused, and broken XML is read as far as possible."""

import codecs
import re
from collections.abc import Callable, Iterator
from html.entities import html5
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from core.errors import InputError
from core.reading.limits import SPOILED

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_TAGS = 2_000_000
"""Maximum number of tags of a part of a document; ordinary parts of 64 MB have about as many."""
MAX_TREE_TAGS = 400_000
"""The same for a part that is parsed into a tree, which then takes about 100 MB of memory."""
MAX_PAGE_TAGS = 600_000
"""The same for an HTML page, which is parsed into a tree with a paragraph for most tags."""
_MAX_ATTRIBUTES = 20_000
"""Maximum number of attributes of an element."""
_MAX_RECOVERED = 100
"""The same in broken XML, where libxml2 compares each with all others."""
_LONG_TAG = re.compile(rb"<[^<]{100000,}")
_CHUNK = 1 << 16


class Handler(Protocol):
    """Receives the events of a document in order. Names of elements and attributes are `{namespace}name`."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element."""

    def end(self, tag: str) -> None:
        """Handle the end of an element."""

    def data(self, text: str) -> None:
        """Handle text; the text between two tags may come in several pieces."""


def parse(data: bytes, name: str, deepest: int = MAX_TREE_TAGS) -> "Element":
    """Parse `data`, part of what the user calls `name`, into a tree.

    Raises InputError if it is broken, declares entities, or has more than `MAX_TREE_TAGS` tags or more than `deepest`
    nested elements.
    """
    tree = _Tree(name, deepest)
    _feed(data, name, tree, MAX_TREE_TAGS)
    return tree.close()


class _Tree:
    """Builds a tree with limited nesting. Raises InputError if it is deeper."""

    def __init__(self, name: str, deepest: int) -> None:
        from xml.etree.ElementTree import TreeBuilder

        self._name, self._deepest, self._depth = name, deepest, 0
        self._builder: TreeBuilder = TreeBuilder()
        self.data, self.close = self._builder.data, self._builder.close

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > self._deepest:
            raise InputError(self._name, "its markup is larger than that of any document")
        self._builder.start(tag, attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._builder.end(tag)


def walk(data: bytes, name: str, handler: Handler, report: Callable[[str | None], object]) -> None:
    """Parse `data`, part of what the user calls `name`, and pass its events to `handler`, without building a tree.

    Broken XML is read as far as possible, and `report` is called with a note on the damage, or None. Raises InputError
    if broken XML has no text, or if the data declare entities or have more than `MAX_TAGS` tags.
    """
    try:
        _feed(data, name, handler, MAX_TAGS, report)
    except BrokenError:
        _recover(data, name, handler)
        report(SPOILED)


class BrokenError(InputError):
    """The XML is not well-formed."""


class _Count:
    """Counts the events before a parser stopped at an error."""

    def __init__(self) -> None:
        self.tags = self.characters = 0

    def start(self, _tag: str, _attributes: dict[str, str]) -> None:
        self.tags += 1

    def end(self, _tag: str) -> None:
        self.tags += 1

    def data(self, text: str) -> None:
        self.characters += len(text)


class _Rest:
    """Passes events to a handler, without those that it had before."""

    def __init__(self, handler: Handler, had: _Count) -> None:
        self._handler, self._had = handler, had
        self.found = had.characters

    def start(self, tag: str, attributes: Any) -> None:
        if self._had.tags > 0:
            self._had.tags -= 1
        elif len(attributes) <= _MAX_RECOVERED:
            self._handler.start(tag, dict(attributes))
        else:
            self._handler.start(tag, {})

    def end(self, tag: str) -> None:
        if self._had.tags > 0:
            self._had.tags -= 1
        else:
            self._handler.end(tag)

    def data(self, text: str) -> None:
        self.found += len(text)
        had = min(self._had.characters, len(text))
        self._had.characters -= had
        if text[had:]:
            self._handler.data(text[had:])

    def close(self) -> None:
        pass


def _recover(data: bytes, name: str, handler: Handler) -> None:
    """Pass the rest of broken XML to a handler, as libxml2 recovers it. Raises BrokenError if it recovers no text."""
    from lxml import etree

    had = _Count()
    try:
        _feed(data, name, had, MAX_TAGS)
    except BrokenError as error:
        broken = error
    rest = _Rest(handler, had)
    data, _ = repaired_xml(data, name)
    parser = etree.XMLParser(
        target=rest, recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    if b"<!" in data.replace(b"\0", b"").replace(b"<![CDATA[", b"").replace(b"<!--", b""):
        raise broken
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
        parser.close()
    except (etree.XMLSyntaxError, ValueError, LookupError):
        pass
    if not rest.found:
        raise broken


def refuse_giants(data: bytes, name: str, most: int = MAX_TAGS) -> None:
    """Raise InputError for XML or HTML with more than `most` tags or too many attributes, before it is parsed."""
    if data.count(b"<") > most or any(tag[0].count(b"=") > _MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(data)):
        raise InputError(name, "its markup is larger than that of any document")


KEPT_ATTRIBUTES = 500
"""Maximum number of attributes in HTML; further ones are removed, since libxml2 and lxml need quadratic time."""
_OPENING = re.compile(r"<[a-zA-Z][^\s/>]*+")
_ATTRIBUTE = re.compile(r"[\s/]*+(?:[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?|=)")


def bounded(text: str) -> str:
    """Return HTML in which no element has more than `KEPT_ATTRIBUTES` attributes; takes linear time."""
    # An attribute takes at least two characters, one and a space.
    least, parts, done, place = 2 * KEPT_ATTRIBUTES, list[str](), 0, 0
    while match := _OPENING.search(text, place):
        place, count = match.end(), 0
        if (near := text.find(">", place, place + least)) >= 0 and "=" not in text[place:near]:
            place = near
            continue
        while attribute := _ATTRIBUTE.match(text, place):
            place, count = attribute.end(), count + 1
            if count == KEPT_ATTRIBUTES:
                parts.append(text[done:place])
            done = place if count >= KEPT_ATTRIBUTES else done
    return "".join([*parts, text[done:]]) if parts else text


def _feed(
    data: bytes, name: str, target: object, most: int, report: Callable[[str | None], object] = lambda _note: None
) -> None:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import XMLParser

    refuse_giants(data, name, most)
    data, note = repaired_xml(data, name)
    report(note)
    parser = XMLParser(target=target)
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
        parser.close()
    except DefusedXmlException as error:
        raise InputError(name, "its XML declares entities, which are not read for safety") from error
    except (ParseError, ValueError, LookupError) as error:
        raise BrokenError(name, "its XML is broken") from error


CDATA = "<![CDATA[", "]]>"
_REFERENCE = re.compile(
    r"&(?:#(?:x([0-9a-f]{1,8})(?![0-9a-f])|(\d{1,10})(?!\d));?|([a-z][a-z0-9]{1,31};))?", re.IGNORECASE
)
_NAMED = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML forbids."""
_HALVES = re.compile(r"&#(x?[0-9a-f]{4,5});&#(x?[0-9a-f]{4,5});", re.IGNORECASE)
_BREAKS = "\x0b\x0c"
_CONTROLS = bytes({*range(32)} - {9, 10, 13})
_BARE = re.compile(
    rb"&(?!(?:amp|lt|gt|quot|apos|#\d{2,7}|#[xX][0-9a-fA-F]{2,6});)|&#(?:[xX]0*[01]?[0-9a-fA-F]|0*[123]?\d|\d{5}|[xX][dDfF]...);"
)
"""References that are invalid or refer to forbidden characters; it may match a valid one, which is harmless."""
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<")
_UTF8 = re.compile(
    rb"<\?xml(?![^>]{0,200}?encoding\s*=\s*[\"'](?!utf-?8[\"']))[^>]{0,200}\?>|(?!<\?xml)", re.IGNORECASE
)
"""Matches the beginning of XML in UTF-8."""


class RepairedXml(NamedTuple):
    """Repaired XML."""

    data: bytes
    note: str | None = None
    """A note on damaged bytes, with the numbers of guessed and replaced ones; None if there were none."""


def repaired_xml(data: bytes, name: str) -> RepairedXml:
    """Repair common errors in XML in UTF-8, but not in its structure. Raises InputError if it is no text.

    These are damaged bytes, forbidden characters and references to them, bare ampersands, named entities of HTML, and
    white space or null bytes around the document.
    """
    if data.startswith(_WIDE):
        return RepairedXml(data)
    data = data.strip(b"\0\t\n\r ") if data[:1] != b"<" or data[-1:] != b">" else data
    if not _UTF8.match(data.removeprefix(codecs.BOM_UTF8)):
        return RepairedXml(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        forbidden = (
            len(data) != len(data.translate(None, _CONTROLS)) or b"\xef\xbf\xbe" in data or b"\xef\xbf\xbf" in data
        )
        if not forbidden and not _BARE.search(data):
            return RepairedXml(data)
    from core.reading import decoding

    decoded = decoding.decode(data, name)
    return RepairedXml(repaired_text(decoded.text).encode("utf-8", "replace"), decoded.note)


def repaired_text(text: str) -> str:
    """Return XML with bare ampersands escaped, HTML's named entities resolved, and forbidden characters removed."""
    text = _FORBIDDEN.sub(lambda match: "\n" if match[0] in _BREAKS else "", text)
    return "".join(
        part if part.startswith(CDATA[0]) else _REFERENCE.sub(_character, _HALVES.sub(_whole, part))
        for part in _parts(text)
    )


def _parts(text: str) -> Iterator[str]:
    """Split a text into CDATA sections and the text between them."""
    place = 0
    while (start := text.find(CDATA[0], place)) >= 0:
        end = text.find(CDATA[1], start)
        if end < 0:
            break
        yield text[place:start]
        place = end + len(CDATA[1])
        yield text[start:place]
    yield text[place:]


def _whole(match: re.Match[str]) -> str:
    """Return one reference for references to both halves (surrogates) of a character."""
    numbers = match.groups()
    high, low = (int(text[1:], 16) if text[0] in "xX" else int(text) if text.isdecimal() else 0 for text in numbers)
    if 0xD800 <= high < 0xDC00 <= low < 0xE000:
        return f"&#{0x10000 + (high - 0xD800) * 0x400 + low - 0xDC00};"
    return match[0]


def _character(match: re.Match[str]) -> str:
    if match[1] or match[2]:
        number = int(match[1], 16) if match[1] else int(match[2])
        if number < 32 and number not in (9, 10, 13):
            return "&#10;" if number in (11, 12) else ""
        known = number < 0xD800 or 0xDFFF < number < 0xFFFE or 0xFFFF < number <= 0x10FFFF
        return f"&#{number};" if known else "&#xFFFD;"
    if not match[3]:
        return "&amp;"
    if match[3] in _NAMED:
        return match[0]
    characters = html5.get(match[3])
    return "".join(f"&#{ord(character)};" for character in characters) if characters else f"&amp;{match[3]}"
