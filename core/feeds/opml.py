"""Lists of feeds in and out as OPML 2.0 (http://opml.org/spec2.opml), as other feed readers write them.

Files come from strangers: no entity is read, only addresses on the web are taken, and nothing is asked.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from core.errors import InputError
from core.feeds import Feed, Outline, on_the_web
from core.files import write_whole
from core.reading import html, xml
from core.reading.feed_text import repaired
from core.reading.fetch import can_be_asked, is_address
from core.sanitize import sanitize

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_BYTES = 8 << 20
MAX_DEPTH = 16
"""Folders within each other; what lies deeper is left out."""
MAX_FEEDS = 10_000
_FEEDS = frozenset(("rss", "atom", "feed", "rdf"))
"""What some programs call a feed whose address is its `url`."""
_LONGEST = 200
"""Characters of a name."""
_ATTRIBUTES = 100
"""Attributes of an element, at most, in a list that is broken."""
_LONGEST_ADDRESS = 4000
_ENTITY = b"<!ENTITY"
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n<head><title>Dépêche</title></head>\n<body>\n'


def read_opml(file: Path, passed_over: Callable[[str], None] = lambda _address: None) -> list[Outline]:
    """Return the feeds of an OPML file, those in folders with their folders, each address once.

    `passed_over` is called with each address of a feed that is not on the web. Raises InputError for what is no OPML,
    names no feed, or too many.
    """
    name = str(file)
    try:
        with file.open("rb") as source:
            data = source.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(name, "cannot be read: {reason}", reason=error.strerror or error) from error
    if len(data) > MAX_BYTES:
        raise InputError(name, "larger than {most} MB, too large for a list of feeds", most=MAX_BYTES >> 20)
    root = _root(data, name)
    if _name(root) != "opml":
        raise InputError(name, "not an OPML file")
    # Some programs leave the body out.
    body = next((element for element in root if _name(element) == "body"), root)
    found: dict[str, Outline] = {}
    waiting: list[tuple[Element, tuple[str, ...]]] = [(body, ())]
    while waiting:
        element, folder = waiting.pop()
        inner = []
        for outline in element:
            if _name(outline) != "outline":
                continue
            said = {name.lower(): value.strip() for name, value in outline.attrib.items()}
            title = sanitize(said.get("title") or said.get("text") or "", _LONGEST)
            named = said.get("xmlurl") or (said.get("url", "") if said.get("type", "").lower() in _FEEDS else "")
            address = on_the_web(named).partition("#")[0]
            place = folder or tuple(filter(None, said.get("category", "").partition(",")[0].split("/")))
            if can_be_asked(address):
                if len(found) == MAX_FEEDS and address not in found:
                    raise InputError(name, "it names more than {most:,} feeds, too many for a list", most=MAX_FEEDS)
                site = said.get("htmlurl", "")
                site = site if can_be_asked(site) else ""
                found.setdefault(address, Outline(address, title or None, place, site or None))
            elif address or said.get("url"):
                passed_over(address or said["url"])
            if address:
                inner.append((outline, folder))
            elif title and len(folder) < MAX_DEPTH:
                inner.append((outline, (*folder, title)))
        waiting.extend(reversed(inner))
    if not found:
        raise InputError(name, "this OPML file names no feed on the web")
    return list(found.values())


def _root(data: bytes, name: str) -> "Element":
    """Parse a list; one whose bytes or signs are not as XML wants them, as feed readers wrote it."""
    try:
        return xml.parse(data, name)
    except InputError:
        if _ENTITY in data.replace(b"\0", b"").upper():
            raise
        text = _DECLARATION.sub("", repaired(html.decode(data, name).text), count=1)
        try:
            return xml.parse(text.encode(), name)
        except InputError:
            return _recovered(text, name)


def _recovered(text: str, name: str) -> "Element":
    """Parse a list whose markup is broken, as browsers parse pages. Raises InputError where nothing comes of it."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root: Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(name, "its XML is broken") from error
    if root is None or root.find(".//{*}outline") is None:
        raise InputError(name, "its XML is broken")
    # lxml looks for each attribute among all others of its element, of which there may be hundreds of thousands.
    if any(len(element.attrib) > _ATTRIBUTES for element in root.iter()):
        raise InputError(name, "its XML is broken")
    return root


def _name(element: "Element") -> str:
    return str(element.tag).rpartition("}")[2].lower()


def write_opml(file: Path, feeds: Iterable[Feed]) -> int:
    """Write feeds to an OPML file, whole or not at all, and return how many; those that are files are left out.

    The same list gives the same bytes. Raises OutputError.
    """
    listed = [feed for feed in feeds if is_address(feed.address)]
    top = _Folder()
    for feed in listed:
        folder = top
        for name in feed.folder:
            folder = folder.folders.setdefault(name, _Folder())
        folder.feeds.append(feed)
    write_whole(file, "".join([_HEAD, *_lines(top), "</body>\n</opml>\n"]))
    return len(listed)


@dataclass(slots=True)
class _Folder:
    feeds: list[Feed] = field(default_factory=list)
    folders: "dict[str, _Folder]" = field(default_factory=dict)


def _lines(folder: _Folder) -> Iterator[str]:
    for feed in folder.feeds:
        title = _attribute(feed.title)
        site = f" htmlUrl={_attribute(feed.site)}" if feed.site else ""
        yield f'<outline type="rss" text={title} title={title} xmlUrl={_attribute(feed.address)}{site}/>\n'
    for name, inner in folder.folders.items():
        yield f"<outline text={_attribute(name)} title={_attribute(name)}>\n"
        yield from _lines(inner)
        yield "</outline>\n"


def _attribute(text: str) -> str:
    return quoteattr(sanitize(text, _LONGEST_ADDRESS))
