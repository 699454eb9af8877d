"""XML from outside: mended where programs get it wrong, parsed without entities, and read as far as it can be."""

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
"""Maximum number of start and end tags of a part of a document; ordinary ones of 64 MB have about as many."""
MAX_TREE_TAGS = 400_000
"""The same for a part that is parsed into a tree: about 100 MB of memory."""
MAX_PAGE_TAGS = 600_000
"""The same for an HTML page, which is a tree with paragraphs for most of its tags."""
_MAX_ATTRIBUTES = 20_000
"""Maximum number of attributes of an element."""
_MAX_RECOVERED = 100
"""The same in broken XML: libxml2 compares each with all others."""
_LONG_TAG = re.compile(rb"<[^<]{100000,}")
_CHUNK = 1 << 16


class Handler(Protocol):
    """Takes the events of a document in order. Names of elements and attributes are `{namespace}name`."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""

    def end(self, tag: str) -> None:
        """End an element."""

    def data(self, text: str) -> None:
        """Take text; what stands between two tags may come in several pieces."""


def parse(data: bytes, name: str, deepest: int = MAX_TREE_TAGS) -> "Element":
    """Parse `data`, part of what the user calls `name`, into a tree.

    Raises InputError if it is broken, declares entities, holds more than MAX_TREE_TAGS, or more elements within each
    other than `deepest`.
    """
    tree = _Tree(name, deepest)
    _feed(data, name, tree, MAX_TREE_TAGS)
    return tree.close()


class _Tree:
    """Builds a tree, no deeper than it may be."""

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
    """Parse `data` as `parse` does and give its events to `handler`: memory for a part of any length and depth.

    Of broken XML, as of names whose prefix nobody declares, it gives what can be read. `report` is called with what the
    reader should know of that. Raises InputError if there is no text in it, and where it declares entities, or holds
    more than MAX_TAGS.
    """
    try:
        _feed(data, name, handler, MAX_TAGS, report)
    except BrokenError:
        _recover(data, name, handler)
        report(SPOILED)


class BrokenError(InputError):
    """XML that a parser stops at."""


class _Count:
    """Counts the events that came before a parser stopped."""

    def __init__(self) -> None:
        self.tags = self.characters = 0

    def start(self, _tag: str, _attributes: dict[str, str]) -> None:
        self.tags += 1

    def end(self, _tag: str) -> None:
        self.tags += 1

    def data(self, text: str) -> None:
        self.characters += len(text)


class _Rest:
    """Gives a handler the events that come after those it had."""

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
    """Give a handler the rest of broken XML, as libxml2 makes sense of it."""
    from lxml import etree

    had = _Count()
    try:
        _feed(data, name, had, MAX_TAGS)
    except BrokenError as error:
        broken = error
    rest = _Rest(handler, had)
    data, _ = sound(data, name)
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
    """Raise InputError for markup, XML or HTML, of which a parser would make too much; its bytes alone tell."""
    if data.count(b"<") > most or any(tag[0].count(b"=") > _MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(data)):
        raise InputError(name, "its markup is larger than that of any document")


KEPT_ATTRIBUTES = 500
"""The same in HTML; further ones are cut off, since libxml2 and lxml need quadratic time."""
_OPENING = re.compile(r"<[a-zA-Z][^\s/>]*+")
_ATTRIBUTE = re.compile(r"[\s/]*+(?:[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?|=)")


def bounded(text: str) -> str:
    """Cut off further attributes of an element of HTML, in time that grows with the text and no faster."""
    # None is shorter than a sign and a space.
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
    data, note = sound(data, name)
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
"""Characters that XML does not allow."""
_HALVES = re.compile(r"&#(x?[0-9a-f]{4,5});&#(x?[0-9a-f]{4,5});", re.IGNORECASE)
_BREAKS = "\x0b\x0c"
_CONTROLS = bytes({*range(32)} - {9, 10, 13})
_BARE = re.compile(
    rb"&(?!(?:amp|lt|gt|quot|apos|#\d{2,7}|#[xX][0-9a-fA-F]{2,6});)|&#(?:[xX]0*[01]?[0-9a-fA-F]|0*[123]?\d|\d{5}|[xX][dDfF]...);"
)
"""Invalid references, and those to characters that XML does not allow; now and then a valid one."""
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<")
_UTF8 = re.compile(
    rb"<\?xml(?![^>]{0,200}?encoding\s*=\s*[\"'](?!utf-?8[\"']))[^>]{0,200}\?>|(?!<\?xml)", re.IGNORECASE
)
"""The beginning of XML in UTF-8."""


class Sound(NamedTuple):
    """XML that a parser takes."""

    data: bytes
    note: str | None = None
    """A note on damaged bytes: how many were guessed or replaced."""


def sound(data: bytes, name: str) -> Sound:
    """Mend what programs get wrong in XML, in UTF-8, whose structure is whole.

    That is damaged bytes, characters that XML may not hold and references to them, bare ampersands, names of HTML's,
    and what stands before the beginning and behind the end.
    """
    if data.startswith(_WIDE):
        return Sound(data)
    data = data.strip(b"\0\t\n\r ") if data[:1] != b"<" or data[-1:] != b">" else data
    if not _UTF8.match(data.removeprefix(codecs.BOM_UTF8)):
        return Sound(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        forbidden = (
            len(data) != len(data.translate(None, _CONTROLS)) or b"\xef\xbf\xbe" in data or b"\xef\xbf\xbf" in data
        )
        if not forbidden and not _BARE.search(data):
            return Sound(data)
    from core.reading import decoding

    decoded = decoding.decode(data, name)
    return Sound(repaired(decoded.text).encode("utf-8", "replace"), decoded.note)


def repaired(text: str) -> str:
    """Return XML without what a parser would stop at, as it is meant: bare ampersands, names of HTML's, controls."""
    text = _FORBIDDEN.sub(lambda one: "\n" if one[0] in _BREAKS else "", text)
    return "".join(
        part if part.startswith(CDATA[0]) else _REFERENCE.sub(_character, _HALVES.sub(_whole, part))
        for part in _parts(text)
    )


def _parts(text: str) -> Iterator[str]:
    """Part a text into what is in a CDATA section and what is not."""
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
    """Return one reference for two to the halves of a character."""
    high, low = (int(one[1:], 16) if one[0] in "xX" else int(one) if one.isdecimal() else 0 for one in match.groups())
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
    said = html5.get(match[3])
    return "".join(f"&#{ord(one)};" for one in said) if said else f"&amp;{match[3]}"
