"""XML from outside, parsed without entities; and the package of parts and relationships around a Word document."""

import codecs
import contextlib
import posixpath
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from html.entities import html5
from typing import TYPE_CHECKING, NamedTuple, Protocol
from urllib.parse import unquote

from core.errors import InputError
from core.reading.limits import DAMAGED, Archive, Names

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_TAGS = 2_000_000
"""Start and end tags of one part of a document: in 64 MB, honest ones have about as many."""
MAX_TREE_TAGS = 400_000
"""Of a part that is held in memory as a tree: about 100 MB."""
MAX_PAGE_TAGS = 600_000
"""Of a page of HTML, which is held in memory as a tree too, and has paragraphs for most of its tags."""
_MAX_ATTRIBUTES = 20_000
"""Of one element."""
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

    Raises InputError where it is broken, declares entities, holds more than MAX_TREE_TAGS, or more elements within each
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

    `report` is first called with what `sound` has to say to the reader. Raises InputError where it is broken, declares
    entities, or holds more than MAX_TAGS.
    """
    _feed(data, name, handler, MAX_TAGS, report)


def refuse_giants(data: bytes, name: str, most: int = MAX_TAGS) -> None:
    """Raise InputError for markup, XML or HTML, of which a parser would make too much; its bytes alone tell."""
    if data.count(b"<") > most or any(tag[0].count(b"=") > _MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(data)):
        raise InputError(name, "its markup is larger than that of any document")


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
        raise InputError(name, "its XML is broken") from error


CDATA = "<![CDATA[", "]]>"
_REFERENCE = re.compile(
    r"&(?:#(?:x([0-9a-f]{1,8})(?![0-9a-f])|(\d{1,10})(?!\d));?|([a-z][a-z0-9]{1,31};))?", re.IGNORECASE
)
_NAMED = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no XML may hold."""
_HALVES = re.compile(r"&#(x?[0-9a-f]{4,5});&#(x?[0-9a-f]{4,5});", re.IGNORECASE)
_BREAKS = "\x0b\x0c"
_CONTROLS = bytes({*range(32)} - {9, 10, 13})
_BARE = re.compile(
    rb"&(?!(?:amp|lt|gt|quot|apos|#\d{2,7}|#[xX][0-9a-fA-F]{2,6});)|&#(?:[xX]0*[01]?[0-9a-fA-F]|0*[123]?\d|\d{5}|[xX][dDfF]...);"
)
"""What is no reference of XML, or one to a character that XML may not hold; one that is fine is found now and then."""
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<")
_UTF8 = re.compile(
    rb"<\?xml(?![^>]{0,200}?encoding\s*=\s*[\"'](?!utf-?8[\"']))[^>]{0,200}\?>|(?!<\?xml)", re.IGNORECASE
)
"""How XML begins that is in UTF-8."""


class Sound(NamedTuple):
    """XML that a parser takes."""

    data: bytes
    note: str | None = None
    """What to tell the reader: how many damaged bytes were guessed or replaced."""


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


_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_FLAT = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_USUAL = ("word/document.xml", "word/document2.xml")
"""Where the text is, where no relationship says it; the second is Word Online's."""


class Flat:
    """A Word document as one file of XML: « Word XML Document », with its parts in `pkg:part`."""

    def __init__(self, data: bytes, name: str) -> None:
        parts = (one for one in parse(data, name) if one.tag == f"{_FLAT}part")
        self._parts = {one.get(f"{_FLAT}name", "").lstrip("/"): one.find(f"{_FLAT}xmlData") for one in parts}
        self.names = Names(self._parts)

    def read(self, path: str) -> bytes:
        """Return a part; nothing of one that is no XML."""
        from xml.etree.ElementTree import tostring

        found = self._parts[self.names.found(path)]
        return b"".join(tostring(one, "utf-8") for one in found) if found is not None else b""


class Package:
    """A Word document's archive."""

    def __init__(self, archive: Archive | Flat, name: str) -> None:
        self._archive, self._name = archive, name
        self._roots = self._related("")
        named = [path for kind, path in self._roots.values() if kind == "officeDocument"]
        usual = [path for path in (*named, *_USUAL) if path in archive.names]
        if not usual:
            raise InputError(name, "this Word document is damaged: its text is missing")
        self.main = usual[0]
        """The path of the part that holds the text."""
        self._parts = self._related(self.main)

    def part(self, path: str) -> bytes:
        """Unpack a part. Raises InputError where it is damaged."""
        try:
            return self._archive.read(path)
        except DAMAGED as error:
            raise InputError(self._name, "this Word document is damaged: it cannot be unpacked") from error

    def of_kind(self, kind: str) -> bytes | None:
        """Return the part that the text needs for something: `styles`, `footnotes`, …; None where there is none."""
        path = next((path for one, path in self._parts.values() if one == kind), "")
        usual = posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")
        found = next((one for one in (path, usual) if one in self._archive.names), None)
        return None if found is None else self.part(found)

    def by_id(self, identifier: str) -> bytes | None:
        """Return the part that the text names by a relationship's id; None where it is not there."""
        _, path = self._parts.get(identifier, ("", ""))
        return self.part(path) if path in self._archive.names else None

    def path_of(self, identifier: str) -> str:
        """Return the path of a part that the text names; empty where it names none."""
        return self._parts.get(identifier, ("", ""))[1]

    def properties(self) -> tuple[str | None, str | None, str | None]:
        """Return what the document says of itself: title, author, and when it was last changed, in ISO 8601."""
        path = next((path for kind, path in self._roots.values() if kind == "core-properties"), "docProps/core.xml")
        if path not in self._archive.names:
            return None, None, None
        try:
            about = {element.tag: element.text for element in parse(self.part(path), self._name).iter()}
        except InputError:  # The text does not depend on it.
            return None, None, None
        dates = (_date(about.get(f"{_DCTERMS}{field}")) for field in ("modified", "created"))
        return about.get(f"{_DC}title"), about.get(f"{_DC}creator"), next(filter(None, dates), None)

    def _related(self, source: str) -> dict[str, tuple[str, str]]:
        """Return the relationships of a part: by id, the last word of its kind, and the path of what it names."""
        folder, file = posixpath.split(source)
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        if path not in self._archive.names:
            return {}
        try:
            found = parse(self.part(path), self._name)
        except InputError:  # The text does not depend on it.
            return {}

        def target(said: str) -> str:
            said = unquote(said.replace("\\", "/"))
            return posixpath.normpath(posixpath.join("/", folder, said)).lstrip("/")

        return {
            one.get("Id", ""): (one.get("Type", "").rpartition("/")[2], target(one.get("Target", "")))
            for one in found.iter(_RELATIONSHIP)
            if one.get("TargetMode") != "External"
        }


def _date(text: str | None) -> str | None:
    with contextlib.suppress(ValueError):
        return datetime.fromisoformat(text.strip()).isoformat(timespec="seconds") if text else None
    return None
