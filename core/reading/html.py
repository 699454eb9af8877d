"""A web page as a document: trafilatura finds the main text and what the page says of itself."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from core.errors import InputError
from core.messages import Message
from core.reading import clean, encodings, markup, selection, zones
from core.reading.document import Block, Document, joined
from core.reading.markup import Piece
from core.reading.surroundings import authors, doubt, headline, with_standfirst

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})"
    rb"|\A\s*<\?xml[^>]{0,100}?\bencoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_PRUNED = [
    *(
        f"//*[contains(@class, '{name}')][string-length(normalize-space(.)) < {bound}]"
        for names, bound in (
            ("savoir-plus savoir_plus lire-aussi lire_aussi lireaussi read-also newsletter", zones.BOX_LENGTH),
            ("caption legende", zones.CAPTION_LENGTH),
        )
        for name in names.split()
    ),
    "//figcaption",
    "//sup[.//a]",
]
"""What trafilatura is not to see: captions, boxes that lead elsewhere, and the raised figures of footnotes."""
_PAYWALL = re.compile(
    r"(?:il vous reste [\d.,]+ ?% de cet article|la suite (?:de cet article )?est réservée|cet article est réservé"
    r"|(?:article|contenu) réservé (?:aux|à nos) abonn|pour lire la suite|already a subscriber"
    r"|subscribe to (?:read|continue)|to continue reading).{0,200}",
    re.IGNORECASE | re.DOTALL,
)
"""The paragraph that stands where the rest of an article is for subscribers."""
MAX_TAGS = 50_000
"""Of a page, ends of elements included: trafilatura is not asked about a longer one, for it would take minutes."""
_BETWEEN = "\ue000"
"""Stands between paragraphs for a moment: a character that no text has a use for."""
_KINDS = ("head", "p", "quote", "item", "row", "code")
"""The paragraphs of trafilatura's own tree."""


def read(data: bytes, name: str, given: str | None = None) -> Iterator[Document]:
    """Read a web page, in the encoding `given` where a person chose one. Raises InputError where it has no article."""
    yield page(decode(data, name, given=given), name)


def decode(data: bytes, name: str, declared: str | None = None, given: str | None = None) -> clean.Decoded:
    """Decode a page as any text, by what its server (`declared`) or the page itself says; `given` goes before both."""
    match = _CHARSET.search(data[:8192])
    own = (match[1] or match[2]).decode("ascii") if match else None
    return clean.decode(data, name, declared if encodings.codec(declared) else own, given)


def page(decoded: clean.Decoded, name: str, url: str | None = None) -> Document:
    """Find the article in a page. Raises InputError where there is none."""
    root = markup.parse(decoded.text)
    if root is None:
        raise InputError(name, "there is no text in this page")
    is_large = decoded.text.count("<") > MAX_TAGS
    found = None if is_large else _extracted(root, url)
    texts = _texts(found.body) if found is not None and found.body is not None else []
    pieces = _cleaned(markup.pieces(root, zones.zone))
    title = headline(root, getattr(found, "title", None))
    chosen = selection.choose(pieces, None if is_large else texts, title)
    blocks = [Block(piece.text, piece.kind) for piece in chosen.pieces]
    if not blocks:
        raise InputError(name, "no article was found in this page")
    note = doubt(root, [block.text for block in blocks])
    if is_large:
        note = Message("this page is very long: what belongs to the article was guessed")
    if any(_PAYWALL.match(block.text.strip()) for block in blocks):
        note = Message("only the beginning is here: the rest is for subscribers")
        blocks = [block for block in blocks if not _PAYWALL.match(block.text.strip())]

    def get(field: str) -> str | None:
        return getattr(found, field, None)

    whole = with_standfirst(blocks, root, title, get("description"))
    rest = zones.left_out(chosen.rest, [title or "", *(block.text for block in whole)])
    return Document(
        whole,
        "html",
        decoded.encoding,
        title=title,
        byline=authors(get("author"), get("sitename")),
        publisher=get("sitename"),
        published=get("date"),
        url=url or get("url"),
        note=joined(note, rest, decoded.note),
    )


def _cleaned(pieces: list[Piece]) -> list[Piece]:
    """Return paragraphs with clean text, all cleaned at once."""
    if not pieces:
        return []
    texts = clean.clean(_BETWEEN.join(piece.text.replace(_BETWEEN, " ") for piece in pieces)).split(_BETWEEN)
    return [replace(piece, text=text) for piece, text in zip(pieces, texts, strict=True)]


def _extracted(root: Any, url: str | None) -> Any:
    """Return what trafilatura finds in a page, or None."""
    from trafilatura import bare_extraction

    try:
        return bare_extraction(
            root,
            url=url,
            include_comments=False,
            include_tables=True,
            include_links=True,
            with_metadata=True,
            # A year somewhere in the text is no date: none is better than a wrong one.
            date_extraction_params={"original_date": True, "extensive_search": False},
            prune_xpath=_PRUNED,
        )
    except (ValueError, TypeError, AttributeError, RecursionError):  # of markup that nobody has met before
        return None


def _texts(body: Any) -> list[str]:
    """Give the paragraphs of trafilatura's own tree."""
    found = []
    for element in body.iter(*_KINDS):
        if any(parent.tag in _KINDS and parent.tag != "quote" for parent in element.iterancestors()):
            continue
        if element.tag == "quote" and any(child.tag == "p" for child in element):
            continue
        found.append(" ".join(element.itertext()))
    return [text for text in found if text.strip()]
