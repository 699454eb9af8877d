"""XML from outside, parsed without entities and without a look beyond the file."""

import re
from typing import TYPE_CHECKING, Protocol

from core.errors import InputError

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


def parse(data: bytes, name: str) -> "Element":
    """Parse `data`, part of what the user calls `name`, into a tree.

    Raises InputError where it is broken, declares entities, or holds more than MAX_TREE_TAGS.
    """
    from xml.etree.ElementTree import TreeBuilder

    tree: TreeBuilder = TreeBuilder()
    _feed(data, name, tree, MAX_TREE_TAGS)
    root: Element = tree.close()
    return root


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
