"""XML from outside, parsed without entities; and the package of parts and relationships around a Word document."""

import contextlib
import posixpath
import re
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote

from core.errors import InputError
from core.reading.limits import DAMAGED, Archive

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


def walk(data: bytes, name: str, handler: Handler) -> None:
    """Parse `data` as `parse` does and give its events to `handler`: memory for a part of any length and depth.

    Raises InputError where it is broken, declares entities, or holds more than MAX_TAGS.
    """
    _feed(data, name, handler, MAX_TAGS)


def refuse_giants(data: bytes, name: str, most: int = MAX_TAGS) -> None:
    """Raise InputError for markup, XML or HTML, of which a parser would make too much; its bytes alone tell."""
    if data.count(b"<") > most or any(tag[0].count(b"=") > _MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(data)):
        raise InputError(name, "its markup is larger than that of any document")


def _feed(data: bytes, name: str, target: object, most: int) -> None:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import XMLParser

    refuse_giants(data, name, most)
    parser = XMLParser(target=target)
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
        parser.close()
    except DefusedXmlException as error:
        raise InputError(name, "its XML declares entities, which are not read for safety") from error
    except (ParseError, ValueError, LookupError) as error:
        raise InputError(name, "its XML is broken") from error


_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_USUAL = ("word/document.xml", "word/document2.xml")
"""Where the text is, where no relationship says it; the second is Word Online's."""


class Package:
    """A Word document's archive."""

    def __init__(self, archive: Archive, name: str) -> None:
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
        return {
            one.get("Id", ""): (
                one.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, unquote(one.get("Target", "")))).lstrip("/"),
            )
            for one in parse(self.part(path), self._name).iter(_RELATIONSHIP)
            if one.get("TargetMode") != "External"
        }


def _date(text: str | None) -> str | None:
    with contextlib.suppress(ValueError):
        return datetime.fromisoformat(text.strip()).isoformat(timespec="seconds") if text else None
    return None
