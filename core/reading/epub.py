"""EPUB books: the chapters in reading order, as one article."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from core.errors import InputError
from core.messages import Message
from core.reading import html, html_paragraphs, limits, xml
from core.reading.document import Block, Document
from core.reading.feed_dates import read_date
from core.reading.limits import LeftOut

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CIPHER = "{http://www.w3.org/2001/04/xmlenc#}CipherReference"
_TEXT = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document", "")
_PAGES = (".xhtml", ".html", ".htm")
_TYPE = "@*[local-name() = 'type' or name() = 'epub:type']"
_CONTENTS = f"//nav[contains({_TYPE}, 'toc') or contains({_TYPE}, 'page-list') or contains({_TYPE}, 'landmarks')]"
_FALLBACKS = 10
"""Maximum length of a chain of fallback items."""
_DAY = re.compile(r"(?:1[5-9]|20)\d\d(?:-\d\d(?:-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)?)?")
"""A date in ISO 8601, since the first printed books; Calibre writes « 0101-01-01 » if there is no date."""
_NAMELESS = re.compile(r"\s*(?:unknown(?: title| author)?|untitled)\s*", re.IGNORECASE)
"""What Calibre, LibreOffice and pandoc write if a book has no title or author."""
_PROTECTED = Message("this book is protected against copying")


@dataclass(frozen=True, slots=True)
class _Item:
    """One file of a book."""

    path: str
    media: str
    fallback: str
    """The id of the item to display if this one cannot be displayed."""


def read(data: bytes, name: str) -> Iterator[Document]:
    """Yield the text of an EPUB as one document. Raises InputError if it is damaged or protected, or has no text."""
    left_out = LeftOut()
    with limits.archive(data, name) as archive:
        place = _place(archive, name)
        package = _package(archive, place, name)
        encrypted = _encrypted(archive, name)
        blocks: list[Block] = []
        chapters = list(_chapters(package, posixpath.dirname(place), left_out)) if package is not None else []
        if not chapters:  # the order is lost, but not the text
            left_out.say(limits.SPOILED)
            chapters = [path for path in archive.names if path.lower().endswith(_PAGES)]
        if not chapters:
            raise InputError(name, "this book is damaged: it cannot be unpacked")
        for path in chapters:
            if path in encrypted:
                raise InputError(name, _PROTECTED)
            blocks += _chapter(archive, path, name, left_out)
        left_out.say(limits.SPOILED if archive.spoiled else None)
    about = _about(package) if package is not None else {}
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
    """Return the path of the package document: the one that the container names, else the first in the archive."""
    try:
        root = xml.parse(archive.read("META-INF/container.xml"), name)
    except (InputError, *limits.DAMAGED):
        root = None
    rootfile = root.find(f".//{_CONTAINER}rootfile") if root is not None else None
    place = rootfile.get("full-path", "") if rootfile is not None else ""
    return place if place in archive.names else next((name for name in archive.names if name.endswith(".opf")), place)


def _package(archive: limits.Archive, place: str, name: str) -> "Element | None":
    """Return the package document; None if it is missing or broken."""
    try:
        return xml.parse(archive.read(place), name)
    except (xml.BrokenError, *limits.DAMAGED):
        return None


def _about(package: "Element") -> dict[str, str | None]:
    """Return a book's metadata: main title, authors, publisher and date of publication, None for what is missing."""
    refined = {
        (meta.get("refines", "").removeprefix("#"), meta.get("property")): (meta.text or "").strip()
        for meta in package.iter(f"{_OPF}meta")
    }

    def elements(tag: str) -> "Sequence[Element]":
        found = (element for element in package.iter(f"{_DC}{tag}") if element.text and element.text.strip())
        return [element for element in found if not _NAMELESS.fullmatch(element.text or "")]

    def quality(element: "Element", name: str, attribute: str) -> str | None:
        return refined.get((element.get("id", ""), name)) or element.get(f"{_OPF}{attribute}")

    titles, creators, dates = elements("title"), elements("creator"), elements("date")
    main = (title for title in titles if quality(title, "title-type", "type") == "main")
    authors = [creator for creator in creators if quality(creator, "role", "role") in (None, "aut")] or creators[:1]
    events = [date.get(f"{_OPF}event") for date in dates]
    published = [date for date, event in zip(dates, events, strict=True) if event in ("publication", None)]
    published.sort(key=lambda date: date.get(f"{_OPF}event") is None)
    days = ((date.text or "").strip() for date in published)
    return {
        "title": next((title.text for title in (*main, *titles)), None),
        "creator": "; ".join(" ".join((author.text or "").split()) for author in authors) or None,
        "publisher": next((publisher.text for publisher in elements("publisher")), None),
        "date": next(filter(None, (day if _DAY.fullmatch(day) else read_date(day) for day in days)), None),
    }


def _encrypted(archive: limits.Archive, name: str) -> set[str]:
    """Return the paths of encrypted files; in many books these are fonts."""
    if "META-INF/encryption.xml" not in archive.names:
        return set()
    if "META-INF/rights.xml" in archive.names:
        raise InputError(name, _PROTECTED)
    try:
        root = xml.parse(archive.read("META-INF/encryption.xml"), name)
    except limits.DAMAGED as error:
        raise InputError(name, "this book is damaged: it cannot be unpacked") from error
    return {unquote(reference.get("URI", "")) for reference in root.iter(_CIPHER)}


def _chapters(package: "Element", folder: str, left_out: LeftOut) -> dict[str, None]:
    """Return the paths of the chapters in reading order, without duplicates."""
    items = {
        item.get("id", ""): _Item(
            posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or ""))),
            item.get("media-type", ""),
            item.get("fallback", ""),
        )
        for item in package.iter(f"{_OPF}item")
    }
    found: dict[str, None] = {}
    for itemref in package.iter(f"{_OPF}itemref"):
        item = items.get(itemref.get("idref", ""))
        for _ in range(_FALLBACKS):
            if item is None or item.media in _TEXT or item.fallback not in items:
                break
            item = items[item.fallback]
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
    root = html_paragraphs.parse(decoded.text)
    if root is None:
        return []
    if html_paragraphs.hides_text(root):
        left_out.add("hidden")
    for contents in root.xpath(_CONTENTS):
        left_out.add("contents")
        contents.drop_tree()
    return html_paragraphs.blocks(root)
