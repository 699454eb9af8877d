"""Import and export of lists of feeds as OPML 2.0 (http://opml.org/spec2.opml), as other feed readers write it.

The files are untrusted: entities are not read, only web addresses are accepted, and nothing is fetched.
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
from core.reading.feed_text import repaired_feed
from core.reading.fetch import can_be_asked, is_address
from core.sanitize import sanitize

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_BYTES = 8 << 20
MAX_DEPTH = 16
"""Maximum nesting of folders; deeper ones are left out."""
MAX_FEEDS = 10_000
_FEEDS = frozenset(("rss", "atom", "feed", "rdf"))
"""Types of outlines in which some programs put the address of a feed into `url`."""
_MAX_NAME = 200
"""Maximum characters of a name."""
_MAX_ATTRIBUTES = 100
"""Maximum attributes of an element in a broken file."""
_MAX_ADDRESS = 4000
_BARE = re.compile(r"//[\w-]|www\.|(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?::\d{1,5})?/")
"""An address without its scheme: `//press.example/rss`, `www.press.example/rss`."""
_ENTITY = b"<!ENTITY"
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n<head><title>Dépêche</title></head>\n<body>\n'


def read_opml(file: Path, passed_over: Callable[[str], None] = lambda _address: None) -> list[Outline]:
    """Return the feeds of an OPML file with their folders, each address once.

    `passed_over` is called with each address that is not on the web. Raises InputError for a file that is no OPML, or
    has no feed or too many.
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
    # Some programs omit the body.
    body = next((element for element in root if _name(element) == "body"), root)
    found: dict[str, Outline] = {}
    waiting: list[tuple[Element, tuple[str, ...]]] = [(body, ())]
    while waiting:
        element, folder = waiting.pop()
        inner = []
        for outline in element:
            if _name(outline) != "outline":
                continue
            attributes = {name.lower(): value.strip() for name, value in outline.attrib.items()}
            title = sanitize(attributes.get("title") or attributes.get("text") or "", _MAX_NAME)
            named = (
                attributes.get("xmlurl")
                or attributes.get("feedurl")
                or (attributes.get("url", "") if attributes.get("type", "").lower() in _FEEDS else "")
            )
            address = on_the_web(f"https://{named.lstrip('/')}" if _BARE.match(named) else named).partition("#")[0]
            place = folder or tuple(filter(None, attributes.get("category", "").partition(",")[0].split("/")))
            if can_be_asked(address):
                if len(found) == MAX_FEEDS and address not in found:
                    raise InputError(name, "it names more than {most:,} feeds, too many for a list", most=MAX_FEEDS)
                site = attributes.get("htmlurl", "")
                site = site if can_be_asked(site) else ""
                found.setdefault(address, Outline(address, title or None, place, site or None))
            elif address or attributes.get("url"):
                passed_over(address or attributes["url"])
            if address:
                inner.append((outline, folder))
            elif title and len(folder) < MAX_DEPTH:
                inner.append((outline, (*folder, title)))
        waiting.extend(reversed(inner))
    if not found:
        raise InputError(name, "this OPML file names no feed on the web")
    return list(found.values())


def _root(data: bytes, name: str) -> "Element":
    """Parse a list; repair invalid bytes and characters, which some feed readers write."""
    try:
        return xml.parse(data, name)
    except InputError:
        if _ENTITY in data.replace(b"\0", b"").upper():
            raise
        text = _DECLARATION.sub("", repaired_feed(html.decode(data, name).text), count=1)
        try:
            return xml.parse(text.encode(), name)
        except InputError:
            return _parse_leniently(text, name)


def _parse_leniently(text: str, name: str) -> "Element":
    """Parse a list with broken markup leniently. Raises InputError if that finds no outline."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root: Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(name, "its XML is broken") from error
    if root is None or root.find(".//{*}outline") is None:
        raise InputError(name, "its XML is broken")
    # lxml takes quadratic time for the attributes of an element, of which there may be hundreds of thousands.
    if any(len(element.attrib) > _MAX_ATTRIBUTES for element in root.iter()):
        raise InputError(name, "its XML is broken")
    return root


def _name(element: "Element") -> str:
    return str(element.tag).rpartition("}")[2].lower()


def write_opml(file: Path, feeds: Iterable[Feed]) -> int:
    """Write feeds to an OPML file, completely or not at all; return their number. Feeds that are files are left out.

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
    return quoteattr(sanitize(text, _MAX_ADDRESS))
