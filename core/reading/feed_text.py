"""The text of a feed's fields, which are HTML or plain text and seldom say which."""

import html
import re
from collections.abc import Sequence

from lxml.html import HtmlElement, defs

from core.reading import markup, zones
from core.reading.document import Block
from core.reading.feed_xml import without_cdata

_NAMES = "|".join(sorted({*defs.tags, "figure", "figcaption", "section", "article", "aside", "time", "mark", "video"}))
_TAG = re.compile(rf"</?(?:{_NAMES}|[a-z]{{1,20}}[:-][a-z:-]{{1,40}})(?=[\s/>])|<!--", re.IGNORECASE)
"""What makes a text HTML: an element, and not `3 < 4`, nor a word in angle brackets."""
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
        return html.unescape(text) or None
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
    return zones.CAPTIONS if element.tag == "figcaption" else None
