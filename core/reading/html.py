"""A web page as a document: trafilatura finds the main text and what the page says of itself."""

import re
from collections.abc import Iterator
from typing import Any

from core.article import Kind
from core.errors import InputError
from core.reading import clean, encodings, markup
from core.reading.document import Block, Document, joined
from core.reading.surroundings import authors, doubt, headline, with_standfirst

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_KINDS: dict[str, Kind | None] = {
    "head": "heading",
    "p": None,
    "quote": "quote",
    "item": "list",
    "row": "list",
    "code": None,
}
_ASIDE = re.compile(
    r"(?:(?:à|a) )?(?:lire|voir|écouter|relire|découvrir|regarder)(?: aussi| également| encore)\b.*"
    r"|(?:lire|voir) (?:notre|nos|l['’]\w+|la \w+|le \w+) ?.{0,80}\.?"
    r"|(?:>+|→|»|\[)\s*(?:à )?(?:lire|voir|écouter)\b.*"
    r"|(?:©|\(c\)|crédits?(?: photos?)?\s*:|photos?\s*:|image (?:d['’])?illustrati(?:ve|on)"
    r"|illustration\s*:|légende\s*:).{0,160}"
    r"|(?:vous pouvez )?télécharge[rz] .{0,80}\bpdf\b.{0,80}"
    r"|(?:sur le même sujet|dans la même rubrique|la suite après (?:cette|la) publicité|publicité|article réservé"
    r"|read (?:also|more)|see also|related|advertisement)\b.{0,80}",
    re.IGNORECASE | re.DOTALL,
)
"""A paragraph that leads elsewhere."""
_CAPTIONS = ["//figcaption", "//*[contains(@class, 'caption')]", "//*[contains(@class, 'legende')]"]
_NOTES = ["//sup[.//a]"]
"""The raised figures of footnotes, which would stick to the words before them."""
_BOXES = [
    f"//*[contains(@class, '{name}')][string-length(normalize-space(.)) < 1500]"
    for name in ("savoir-plus", "savoir_plus", "lire-aussi", "lire_aussi", "lireaussi", "read-also", "newsletter")
]
"""Boxes that lead elsewhere; a large one so called is likely the page itself."""
_PAYWALL = re.compile(
    r"(?:il vous reste [\d.,]+ ?% de cet article|la suite (?:de cet article )?est réservée|cet article est réservé"
    r"|(?:article|contenu) réservé (?:aux|à nos) abonn|pour lire la suite|already a subscriber"
    r"|subscribe to (?:read|continue)|to continue reading).{0,200}",
    re.IGNORECASE | re.DOTALL,
)
"""The paragraph that stands where the rest of an article is for subscribers."""
_LINKED = 0.9
"""Of a paragraph's characters: more in links, and it is no part of the text."""
_SHORT = 400
"""Characters: a page that gives less is asked again, for all its paragraphs."""


def read(data: bytes, name: str, given: str | None = None) -> Iterator[Document]:
    """Read a web page, in the encoding `given` where a person chose one. Raises InputError where it has no article."""
    yield page(decode(data, name, given=given), name)


def decode(data: bytes, name: str, declared: str | None = None, given: str | None = None) -> clean.Decoded:
    """Decode a page as any text, by what its server (`declared`) or the page itself says; `given` goes before both."""
    match = _CHARSET.search(data[:8192])
    own = match[1].decode("ascii") if match else None
    return clean.decode(data, name, declared if encodings.codec(declared) else own, given)


def page(decoded: clean.Decoded, name: str, url: str | None = None) -> Document:
    """Find the article in a page. Raises InputError where there is none."""
    from trafilatura import bare_extraction

    text = decoded.text
    root = markup.parse(text)
    if root is None:
        raise InputError(name, "there is no text in this page")
    found: Any = None
    try:
        found = bare_extraction(
            text,
            url=url,
            include_comments=False,
            include_tables=True,
            include_links=True,
            with_metadata=True,
            # A year somewhere in the text is no date: none is better than a wrong one.
            date_extraction_params={"original_date": True, "extensive_search": False},
            prune_xpath=[*_CAPTIONS, *_BOXES, *_NOTES],
        )
    except (ValueError, TypeError, AttributeError, RecursionError):  # of markup that nobody has met before
        found = None
    blocks = _main(found.body) if found is not None and found.body is not None else []
    if sum(len(block.text) for block in blocks) < _SHORT:
        others = [block for block in markup.blocks(root) if not _ASIDE.fullmatch(block.text.strip())]
        if not blocks and any(block.kind != "heading" for block in others):
            blocks = others
    if not blocks:
        raise InputError(name, "no article was found in this page")
    note = doubt(root, [block.text for block in blocks])
    if any(_PAYWALL.match(block.text) for block in blocks):
        note = "only the beginning is here: the rest is for subscribers"
        blocks = [block for block in blocks if not _PAYWALL.match(block.text)]

    def get(field: str) -> str | None:
        return getattr(found, field, None)

    title = headline(root, get("title"))
    return Document(
        with_standfirst(blocks, root, title, get("description")),
        "html",
        decoded.encoding,
        title=title,
        byline=authors(get("author"), get("sitename")),
        published=get("date"),
        url=url or get("url"),
        note=joined(note, decoded.note),
    )


def _main(body: Any) -> list[Block]:
    """Give the paragraphs of trafilatura's own tree."""
    found: list[Block] = []
    for element in body.iter(*_KINDS):
        if any(parent.tag in _KINDS and parent.tag != "quote" for parent in element.iterancestors()):
            continue
        if element.tag == "quote" and any(child.tag == "p" for child in element):
            continue
        kind = _KINDS[element.tag]
        if kind is None and any(parent.tag == "quote" for parent in element.iterancestors()):
            kind = "quote"
        cells = [" ".join(cell.itertext()) for cell in element] if element.tag == "row" else ["".join(_texts(element))]
        text = clean.clean(" | ".join(filter(str.strip, cells))).strip()
        if text and not _ASIDE.fullmatch(text) and not (found and _leads_away(element, text)):
            found.append(Block(text, kind))
    return found


def _leads_away(element: Any, text: str) -> bool:
    """Whether a paragraph is nothing but links: the list of other articles below this one."""
    linked = sum(len("".join(link.itertext())) for link in element.iter("ref"))
    return linked >= _LINKED * len(text) and "@" not in text and not text.endswith((".", "!", "…", "»"))


def _texts(element: Any) -> Iterator[str]:
    for part in element.iter():
        if part.tag == "lb" and part is not element:
            yield " "
        yield part.text or ""
        if part is not element:
            yield part.tail or ""
