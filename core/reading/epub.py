"""An EPUB: its chapters in reading order, as one article."""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from core.errors import InputError
from core.reading import html, limits, markup, xml
from core.reading.document import Block, Document

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"


def read(data: bytes, name: str) -> Iterator[Document]:
    """Read an EPUB. Raises InputError where it is damaged, or protected."""
    with limits.archive(data, name) as archive:
        try:
            if "META-INF/encryption.xml" in archive.namelist() and "META-INF/rights.xml" in archive.namelist():
                raise InputError(name, "this book is protected against copying")
            rootfile = xml.parse(archive.read("META-INF/container.xml"), name).find(f".//{_CONTAINER}rootfile")
            place = rootfile.get("full-path", "") if rootfile is not None else ""
            package = xml.parse(archive.read(place), name)
            paths = {
                item.get("id"): posixpath.normpath(
                    posixpath.join(posixpath.dirname(place), unquote(item.get("href") or ""))
                )
                for item in package.iter(f"{_OPF}item")
            }
            blocks: list[Block] = []
            for chapter in package.iter(f"{_OPF}itemref"):
                text = html.decode(archive.read(paths[chapter.get("idref")]), name).text
                root = markup.parse(text)
                blocks.extend(markup.blocks(root) if root is not None else ())
        except limits.DAMAGED as error:
            raise InputError(name, "this book is damaged: it cannot be unpacked") from error
    about = {
        tag: element.text
        for tag in ("title", "creator", "date")
        if (element := package.find(f".//{_DC}{tag}")) is not None
    }
    yield Document(blocks, "epub", title=about.get("title"), byline=about.get("creator"), published=about.get("date"))
