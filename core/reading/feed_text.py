"""The text of a feed: its XML repaired before it is parsed, and its fields, HTML or plain text, each as it is."""

import html
import re
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement, defs

from core.messages import Message
from core.reading import markup, xml, zones
from core.reading.document import Block

_MEDIA = re.compile(r"xmlns:([\w.-]{1,40})\s*=\s*[\"']https?://search\.yahoo\.com/mrss/?[\"']", re.IGNORECASE)
_DESCRIPTION = re.compile(r"<(/?)([\w.-]{1,40}):(?:description|text)(?:\s(?:[^<>/]|/(?!>))*+)?(/?)>")
_CDATA, _CDATA_END = xml.CDATA
_CDATA_ESCAPED = "&lt;![CDATA["
_IMAGE = re.compile(r"<image(?=[\s>])")
_IMAGE_DESCRIPTION = re.compile(r"<(/?)description(?=[\s/>])", re.IGNORECASE)
_LONGEST_IMAGE = 4000
"""Maximum length of the markup of a picture in an entry, in characters."""
_MAX_IMAGES = 10_000
SAID = "media_said"
"""Prefix of the names given to descriptions of pictures and films, numbered in the order of the feed."""


def repaired(text: str) -> str:
    """Return a feed's XML in a form that a parser takes as it is meant.

    Declarations of its own are left out: entities could multiply, and no feed needs them. A bare ampersand is one
    (`R&D`); what HTML calls by a name, and what no XML may hold, is replaced; descriptions of pictures and films get
    names of their own, `SAID` and a number, since feedparser takes them for the entry's.
    """
    return _described(xml.repaired(_without_declarations(text)))


_OPENED = re.compile(r"<([A-Za-z_][\w:.-]{0,60})(?:\s[^<>]*+)?>\s*+")
_OPENING = 300
"""Maximum number of characters between the beginning of an element and its CDATA section."""
BREAKS_OFF = Message("this feed breaks off: the end is missing")
_ROOT_END = re.compile(r"</(?:[\w-]{1,20}:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_LAST = 4096
"""Number of characters at the end of a feed in which its root must be closed."""
_ENTRY_END = re.compile(r"</(?:item|entry)\s*>", re.IGNORECASE)
_PART_OF_A_TAG = re.compile(r"<[^<>]*\Z")
_TAGS = re.compile(r"<!\[CDATA\[(?:[^\]]|\](?!\]>))*+\]\]>|<(/?)([A-Za-z_][\w:.-]*)(?:[^<>/]|/(?!>))*+(/?)>")


def closed(text: str) -> tuple[str, str | None]:
    """Close what a feed leaves open: CDATA sections, and its last entry where it breaks off; with a note that says so.

    A section is left open where the element that holds it ends, and another section begins, before it does.
    """
    parts, place, opened = list[str](), 0, 0
    end = text.find(_CDATA_END)
    while (start := text.find(_CDATA, place)) >= 0:
        if 0 <= end < start:
            end = text.find(_CDATA_END, start)
        most = end if end >= 0 else len(text)
        own_end = -1
        if end < 0 or text.find(_CDATA, start + len(_CDATA), end) >= 0:
            tag = text.rfind("<", max(0, start - _OPENING), start)
            holder = _OPENED.fullmatch(text, tag, start) if tag >= 0 else None
            own_end = text.find(f"</{holder[1]}>", start, most) if holder else -1
        if own_end >= 0 and (end < 0 or text.find(_CDATA, own_end, end) >= 0):
            parts += [text[place:own_end].removesuffix("]]").removesuffix("]"), _CDATA_END]
            place, opened = own_end, opened + 1
        elif end < 0:
            break
        else:
            parts.append(text[place : end + len(_CDATA_END)])
            place = end + len(_CDATA_END)
    rest = text[place:]
    parts += [rest, _CDATA_END] if _CDATA in rest else [rest]
    text = "".join(parts)
    if not _ROOT_END.search(text[-_LAST:]):
        return _ended(text), BREAKS_OFF
    note = Message("this feed is damaged: sections are not closed where they should be") if opened else None
    return text, note


def _ended(text: str) -> str:
    """Close the elements of an entry with which a feed breaks off."""
    start = max(text.rfind("<item"), text.rfind("<entry"))
    if start < 0 or _ENTRY_END.search(text, start):
        return text
    text, still_open = _PART_OF_A_TAG.sub("", text), list[str]()
    for match in _TAGS.finditer(text, start):
        if match[2] and match[1]:
            while still_open and still_open.pop() != match[2]:
                pass
        elif match[2] and not match[3]:
            still_open.append(match[2])
    return text + "".join(f"</{name}>" for name in reversed(still_open))


def without_cdata(text: str) -> str:
    """Return the text of a field without the marks of a section that was escaped itself."""
    if _CDATA_ESCAPED in text:
        text = text.replace(_CDATA_ESCAPED, "").replace("]]&gt;", "")
    if _CDATA not in text:
        return text.rstrip().removesuffix(_CDATA_END) if text.rstrip().endswith(_CDATA_END) else text
    # The end of a section within a section is half its own.
    return text.replace(_CDATA, "").replace(_CDATA_END, "").rstrip().removesuffix("]]")


def _without_declarations(text: str) -> str:
    """Leave out what the document type declares itself."""
    place = 0
    while match := re.compile("<!doctype[^>\\[]*+(\\[)?", re.IGNORECASE).search(text, place):
        if match[1]:
            end = re.compile(r"\]\s*+>").search(text, match.end())
            return text[: match.end() - 1] + text[end.start() + 1 :] if end else text
        place = match.end()
    return text


def _described(text: str) -> str:
    """Give the descriptions of pictures and films, and what is said in them, names of their own."""
    prefixes = {"media", *_MEDIA.findall(text[:65_536])}
    count = 0

    def named(match: re.Match[str]) -> str:
        nonlocal count
        if match[2] not in prefixes:
            return match[0]
        count += not match[1]
        # feedparser gives what has attributes without its text.
        return f"<{match[1]}{match[2]}:said{count}{match[3]}>"

    return _described_images(_DESCRIPTION.sub(named, text))


def _described_images(text: str) -> str:
    """Do the same for the pictures of RSS itself, which some feeds put into their entries."""
    parts, place = list[str](), 0
    for number, match in enumerate(islice(_IMAGE.finditer(text), _MAX_IMAGES), 1):
        end = text.find("</image", match.start(), match.start() + _LONGEST_IMAGE) if match.start() >= place else -1
        if end >= 0:
            inside = text[match.start() : end]
            parts += [text[place : match.start()], _IMAGE_DESCRIPTION.sub(rf"<\1{SAID}i{number}", inside)]
            place = end
    return "".join([*parts, text[place:]])


_NAMES = "|".join(sorted({*defs.tags, "figure", "figcaption", "section", "article", "aside", "time", "mark", "video"}))
_TAG = re.compile(rf"</?(?:{_NAMES}|[a-z]{{1,20}}[:-][a-z:-]{{1,40}})(?=[\s/>])|<!--", re.IGNORECASE)
"""What makes a text HTML: a known element, not `3 < 4`, nor any word in angle brackets."""
_ESCAPED = re.compile(
    r"&lt;/?(?:p|br|div|a|b|i|em|strong|span|ul|ol|li|img|h[1-6]|blockquote)(?=[\s/]|&gt;)", re.IGNORECASE
)


def blocks(text: str) -> tuple[list[Block], str | None]:
    """Return the paragraphs of a field, and a note on the captions that are left out of them."""
    text = _read(text)
    if not _TAG.search(text):
        return [Block(part) for part in html.unescape(text).split("\n\n") if part.strip()], None
    root = markup.parse(text)
    if root is None:
        return [], None
    pieces = markup.pieces(root, _captions)
    shown = [Block(piece.text, piece.kind) for piece in pieces if piece.zone is None]
    rest = [piece for piece in pieces if piece.zone == zones.CAPTIONS]
    return shown, zones.left_out(rest, (block.text for block in shown))


def plain(text: str | None) -> str | None:
    """Return a field without its markup."""
    text = _read(text or "")
    if not _TAG.search(text):
        # Some programs escape three times.
        return html.unescape(html.unescape(text)) or None
    root = markup.parse(text)
    return str(root.text_content()) if root is not None else None


def with_captions(text: str, captions: Sequence[str]) -> str:
    """Return a field as HTML with what is said of its pictures, each below one."""
    if not captions:
        return text
    added = "".join(f"<figure><figcaption>{html.escape(one)}</figcaption></figure>" for one in captions)
    return as_html(text) + added


def as_html(text: str) -> str:
    """Return a field as HTML."""
    text = _read(text)
    if _TAG.search(text):
        return text
    return "".join(f"<p>{html.escape(html.unescape(part))}</p>" for part in text.split("\n\n") if part.strip())


def from_plain(text: str) -> str:
    """Return what is known to be plain text so that it is read as such."""
    if "<" not in text and "&" not in text:
        return text
    return "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n\n") if part.strip())


def _read(text: str) -> str:
    """Return a field without an escape too many."""
    text = without_cdata(text)
    if not _TAG.search(text) and _ESCAPED.search(text):
        text = html.unescape(text)
    return without_cdata(text)


def _captions(element: HtmlElement) -> str | None:
    return zones.CAPTIONS if element.tag == "figcaption" or zones.is_caption(element) else None
