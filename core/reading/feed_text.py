"""The text of a feed: repairs its XML before it is parsed, and converts its fields, which are HTML or plain text."""

import html
import re
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement, defs

from core.messages import Message
from core.reading import html_paragraphs, xml, zones
from core.reading.document import Block

_MEDIA = re.compile(r"xmlns:([\w.-]{1,40})\s*=\s*[\"']https?://search\.yahoo\.com/mrss/?[\"']", re.IGNORECASE)
_DESCRIPTION = re.compile(r"<(/?)([\w.-]{1,40}):(?:description|text)(?:\s(?:[^<>/]|/(?!>))*+)?(/?)>")
_CDATA, _CDATA_END = xml.CDATA
_CDATA_WRITTEN = re.compile(r"(<|&(?:amp;)*lt;)! ?\[ ?cdata ?\[", re.IGNORECASE)
"""The beginning of a CDATA section, also in small letters or with spaces."""
_CDATA_ESCAPED = re.compile(r"&(?:amp;)*lt;!\[CDATA\[")
_CDATA_END_ESCAPED = re.compile(r"\]\]&(?:amp;)*gt;")
_IMAGE = re.compile(r"<image(?=[\s>])")
_IMAGE_DESCRIPTION = re.compile(r"<(/?)description(?=[\s/>])", re.IGNORECASE)
_LONGEST_IMAGE = 4000
"""Maximum length of the markup of a picture in an entry, in characters."""
_MAX_IMAGES = 10_000
MEDIA_TEXT = "media_said"
"""Prefix of the names of fields with descriptions of pictures and films; a number in the feed's order follows."""


def repaired_feed(text: str) -> str:
    """Return a feed's XML in a form that feedparser reads correctly.

    Declarations in its document type are removed, since no feed needs them and entities could expand without bounds.
    Bare ampersands (`R&D`) are escaped; HTML's named entities, and characters that XML forbids, are replaced.
    Descriptions of pictures and films are renamed (`MEDIA_TEXT`), since feedparser takes them for the entry's.
    """
    return _described(xml.repaired_text(_without_declarations(text)))


_OPENED = re.compile(r"<([A-Za-z_][\w:.-]{0,60})(?:\s[^<>]*+)?>\s*+")
_OPENING = 300
"""Maximum number of characters of the tag before a CDATA section."""
BREAKS_OFF = Message("this feed breaks off: the end is missing")
_ROOT_END = re.compile(r"</(?:[\w-]{1,20}:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_LAST = 4096
"""Number of characters at the end of a feed among which its root's closing tag must be."""
_ENTRY_END = re.compile(r"</(?:item|entry)\s*>", re.IGNORECASE)
_PART_OF_A_TAG = re.compile(r"<[^<>]*\Z")
_ENTRIES, _ROOTS = ("item", "entry"), ("channel", "rss", "feed")
_TEXTS = ("description", "summary", "content", "content:encoded")
"""Fields that may hold markup, among it the names of `_IN_TEXT`."""
_IN_TEXT = ("title", "link", "summary", "content", "id")
_FIELD_TAGS = re.compile(
    r"<!\[CDATA\[(?:[^\]]|\](?!\]>))*+\]\]>|<(/?)(item|entry|channel|rss|feed|title|link|description|summary|content|content:encoded"
    r"|pubDate|published|updated|guid|id|category|dc:creator|dc:date)(?=[\s/>])(?:[^<>/]|/(?!>))*+(/?)>"
)
_TAGS = re.compile(r"<!\[CDATA\[(?:[^\]]|\](?!\]>))*+\]\]>|<(/?)([A-Za-z_][\w:.-]*)(?:[^<>/]|/(?!>))*+(/?)>")


def closed(text: str) -> tuple[str, str | None]:
    """Close what a feed left open: CDATA sections, and its last entry if the feed breaks off.

    Return the text and a note on the damage; None if there was none. A section is taken for unclosed if, before its
    end, the element around it ends and another section begins.
    """
    text = _CDATA_WRITTEN.sub(r"\1![CDATA[", text)
    parts, place, opened = list[str](), 0, 0
    end = text.find(_CDATA_END)
    while (start := text.find(_CDATA, place)) >= 0:
        if 0 <= end < start:
            end = text.find(_CDATA_END, start)
        most = end if end >= 0 else len(text)
        holder_end = -1
        if end < 0 or text.find(_CDATA, start + len(_CDATA), end) >= 0:
            tag = text.rfind("<", max(0, start - _OPENING), start)
            holder = _OPENED.fullmatch(text, tag, start) if tag >= 0 else None
            holder_end = text.find(f"</{holder[1]}>", start, most) if holder else -1
        if holder_end >= 0 and (end < 0 or text.find(_CDATA, holder_end, end) >= 0):
            parts += [text[place:holder_end].removesuffix("]]").removesuffix("]"), _CDATA_END]
            place, opened = holder_end, opened + 1
        elif end < 0:
            break
        else:
            parts.append(text[place : end + len(_CDATA_END)])
            place = end + len(_CDATA_END)
    rest = text[place:]
    parts += [rest, _CDATA_END] if _CDATA in rest else [rest]
    text, fields = _fields_closed("".join(parts))
    opened += fields
    if not _ROOT_END.search(text[-_LAST:]):
        return _ended(text), BREAKS_OFF
    note = Message("this feed is damaged: sections are not closed where they should be") if opened else None
    return text, note


def _fields_closed(text: str) -> tuple[str, int]:
    """Close the fields and entries that what follows them shows to be open; return also their number.

    feedparser would take what follows for a part of them, and lose entries.
    """
    parts, place, holder, entry, closed_fields = list[str](), 0, "", "", 0
    for match in _FIELD_TAGS.finditer(text):
        name = match[2]
        if not name or match[3]:
            continue
        ends_feed = name in _ROOTS
        if entry and (ends_feed or (name in _ENTRIES and not match[1])):
            parts += [text[place : match.start()], f"</{holder}>" if holder else "", f"</{entry}>"]
            place, holder, closed_fields = match.start(), "", closed_fields + 1
        if ends_feed or name in _ENTRIES:
            entry = "" if match[1] or ends_feed else name
        if ends_feed:
            continue
        if match[1] and name == holder:
            holder = ""
        elif holder and (name in _ENTRIES or (not match[1] and name not in (_IN_TEXT if holder in _TEXTS else ()))):
            parts += [text[place : match.start()], f"</{holder}>"]
            place, holder, closed_fields = match.start(), "", closed_fields + 1
        if not match[1] and name not in _ENTRIES and not holder:
            holder = name
    return "".join([*parts, text[place:]]), closed_fields


def _ended(text: str) -> str:
    """Close the open elements of a feed's last entry, if the feed breaks off within it."""
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
    """Return the text of a field without the delimiters of CDATA sections that were escaped by mistake."""
    text = _CDATA_WRITTEN.sub(r"\1![CDATA[", text)
    if "![CDATA[" in text and _CDATA_ESCAPED.search(text):
        text = _CDATA_END_ESCAPED.sub("", _CDATA_ESCAPED.sub("", text))
    if _CDATA not in text:
        return text.rstrip().removesuffix(_CDATA_END) if text.rstrip().endswith(_CDATA_END) else text
    # Where sections were nested, half of the outer one's end may be left.
    return text.replace(_CDATA, "").replace(_CDATA_END, "").rstrip().removesuffix("]]")


def _without_declarations(text: str) -> str:
    """Remove the declarations within the document type."""
    place = 0
    while match := re.compile("<!doctype[^>\\[]*+(\\[)?", re.IGNORECASE).search(text, place):
        if match[1]:
            end = re.compile(r"\]\s*+>").search(text, match.end())
            return text[: match.end() - 1] + text[end.start() + 1 :] if end else text
        place = match.end()
    return text


def _described(text: str) -> str:
    """Rename the descriptions and transcripts of pictures and films (`MEDIA_TEXT`)."""
    prefixes = {"media", *_MEDIA.findall(text[:65_536])}
    count = 0

    def named(match: re.Match[str]) -> str:
        nonlocal count
        if match[2] not in prefixes:
            return match[0]
        count += not match[1]
        # The attributes are dropped: with them, feedparser would not return the text.
        return f"<{match[1]}{match[2]}:said{count}{match[3]}>"

    return _described_images(_DESCRIPTION.sub(named, text))


def _described_images(text: str) -> str:
    """Rename the descriptions in RSS's own `image`, which some feeds have in entries."""
    parts, place = list[str](), 0
    for number, match in enumerate(islice(_IMAGE.finditer(text), _MAX_IMAGES), 1):
        end = text.find("</image", match.start(), match.start() + _LONGEST_IMAGE) if match.start() >= place else -1
        if end >= 0:
            inside = text[match.start() : end]
            parts += [text[place : match.start()], _IMAGE_DESCRIPTION.sub(rf"<\1{MEDIA_TEXT}i{number}", inside)]
            place = end
    return "".join([*parts, text[place:]])


_NAMES = "|".join(sorted({*defs.tags, "figure", "figcaption", "section", "article", "aside", "time", "mark", "video"}))
_TAG = re.compile(rf"</?(?:{_NAMES}|[a-z]{{1,20}}[:-][a-z:-]{{1,40}})(?=[\s/>])|<!--", re.IGNORECASE)
"""A text with this is HTML: a known element, but not `3 < 4` or any word in angle brackets."""
_ESCAPED = re.compile(
    r"&lt;/?(?:p|br|div|a|b|i|em|strong|span|ul|ol|li|img|h[1-6]|blockquote)(?=[\s/]|&gt;)", re.IGNORECASE
)


def blocks(text: str) -> tuple[list[Block], str | None]:
    """Return the paragraphs of a field, and a note on the captions that are left out of them; None if none are."""
    text = _read(text)
    if not _TAG.search(text):
        return [Block(part) for part in html.unescape(text).split("\n\n") if part.strip()], None
    root = html_paragraphs.parse(text)
    if root is None:
        return [], None
    pieces = html_paragraphs.pieces(root, _captions)
    shown = [Block(piece.text, piece.kind) for piece in pieces if piece.zone is None]
    rest = [piece for piece in pieces if piece.zone == zones.CAPTIONS]
    return shown, zones.left_out(rest, (block.text for block in shown))


def plain(text: str | None) -> str | None:
    """Return a field, which may be None, as plain text; None if it is empty."""
    text = _read(text or "")
    if not _TAG.search(text):
        # Some programs escape text three times; one level was removed when the XML was parsed.
        return html.unescape(html.unescape(text)) or None
    root = html_paragraphs.parse(text)
    return str(root.text_content()) if root is not None else None


def with_captions(text: str, captions: Sequence[str]) -> str:
    """Return a field as HTML with the captions of its pictures after it; unchanged if there are none."""
    if not captions:
        return text
    added = "".join(f"<figure><figcaption>{html.escape(caption)}</figcaption></figure>" for caption in captions)
    return as_html(text) + added


def as_html(text: str) -> str:
    """Return a field, HTML or plain text, as HTML."""
    text = _read(text)
    if _TAG.search(text):
        return text
    return "".join(f"<p>{html.escape(html.unescape(part))}</p>" for part in text.split("\n\n") if part.strip())


def from_plain(text: str) -> str:
    """Return plain text in a form that the other functions here take for plain text: escaped, if it looks like HTML."""
    if "<" not in text and "&" not in text:
        return text
    return "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n\n") if part.strip())


def _read(text: str) -> str:
    """Return a field without superfluous escaping."""
    text = without_cdata(text)
    if not _TAG.search(text) and _ESCAPED.search(text):
        text = html.unescape(text)
    return without_cdata(text)


def _captions(element: HtmlElement) -> str | None:
    return zones.CAPTIONS if element.tag == "figcaption" or zones.is_caption(element) else None
