"""An EPUB: its chapters in reading order, as one article."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from core.errors import InputError
from core.messages import Message
from core.reading import html, limits, markup, xml
from core.reading.document import Block, Document
from core.reading.limits import LeftOut

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CIPHER = "{http://www.w3.org/2001/04/xmlenc#}CipherReference"
_TEXT = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document", "")
_CONTENTS = "//nav[contains(@*[local-name() = 'type' or name() = 'epub:type'], 'toc')]"
_PROTECTED = Message("this book is protected against copying")


@dataclass(frozen=True, slots=True)
class _Item:
    """One file of a book."""

    path: str
    media: str


def read(data: bytes, name: str) -> Iterator[Document]:
    """Read an EPUB. Raises InputError where it is damaged, or protected."""
    left_out = LeftOut()
    with limits.archive(data, name) as archive:
        try:
            place = _place(archive, name)
            package = xml.parse(archive.read(place), name)
        except limits.DAMAGED as error:
            raise InputError(name, "this book is damaged: it cannot be unpacked") from error
        encrypted = _encrypted(archive, name)
        blocks: list[Block] = []
        for path in _chapters(package, posixpath.dirname(place), left_out):
            if path in encrypted:
                raise InputError(name, _PROTECTED)
            blocks += _chapter(archive, path, name, left_out)
        left_out.say(limits.SPOILED if archive.spoiled else None)
    about = {
        tag: element.text
        for tag in ("title", "creator", "publisher", "date")
        if (element := package.find(f".//{_DC}{tag}")) is not None
    }
    yield Document(
        blocks,
        "epub",
        title=about.get("title"),
        byline=about.get("creator"),
        publisher=about.get("publisher"),
        published=about.get("date"),
        note=left_out.note(),
    )


def _place(archive: limits.Archive, name: str) -> str:
    """Return the path of the file that lists all others."""
    rootfile = xml.parse(archive.read("META-INF/container.xml"), name).find(f".//{_CONTAINER}rootfile")
    return rootfile.get("full-path", "") if rootfile is not None else ""


def _encrypted(archive: limits.Archive, name: str) -> set[str]:
    """Return the paths of what is encrypted: fonts are in many books."""
    if "META-INF/encryption.xml" not in archive.names:
        return set()
    if "META-INF/rights.xml" in archive.names:
        raise InputError(name, _PROTECTED)
    try:
        root = xml.parse(archive.read("META-INF/encryption.xml"), name)
    except limits.DAMAGED as error:
        raise InputError(name, "this book is damaged: it cannot be unpacked") from error
    return {unquote(one.get("URI", "")) for one in root.iter(_CIPHER)}


def _chapters(package: "Element", folder: str, left_out: LeftOut) -> dict[str, None]:
    """Return the paths of the chapters in reading order, each once: a book that lists one twice has it once."""
    items = {
        item.get("id", ""): _Item(
            posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or ""))), item.get("media-type", "")
        )
        for item in package.iter(f"{_OPF}item")
    }
    found: dict[str, None] = {}
    for itemref in package.iter(f"{_OPF}itemref"):
        item = items.get(itemref.get("idref", ""))
        if item is None:
            left_out.add("missing")
        elif item.media not in _TEXT:
            left_out.add("pictures")
        else:
            found[item.path] = None
    return found


def _chapter(archive: limits.Archive, path: str, name: str, left_out: LeftOut) -> list[Block]:
    try:
        data = archive.read(path)
    except limits.DAMAGED:
        left_out.add("missing")
        return []
    xml.refuse_giants(data, name, xml.MAX_PAGE_TAGS)
    decoded = html.decode(data, name)
    left_out.say(decoded.note)
    root = markup.parse(decoded.text)
    if root is None:
        return []
    if markup.hides_text(root):
        left_out.add("hidden")
    for contents in root.xpath(_CONTENTS):
        left_out.add("contents")
        contents.drop_tree()
    return markup.blocks(root)
