"""Web pages as documents: trafilatura finds text and metadata; headline, standfirst and gaps are found here."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from core.errors import InputError
from core.messages import Message
from core.reading import decoding, encoding_detection, feed_text, html_paragraphs, main_text, markup, zones
from core.reading.document import Block, Document, join_notes
from core.reading.feed_dates import read_date
from core.reading.html_paragraphs import Piece
from core.reading.limits import compact_stop_words
from core.reading.text import wires_in_xml
from core.sanitize import clean

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*+=\s*+[\"']?\s*+([\w.:-]{2,40})"
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
    "//figcaption | //sup[.//a]",
    f"//*[@role='dialog' or contains(@aria-label, 'ookie')][string-length(normalize-space(.)) < {zones.BOX_LENGTH}]",
]
"""XPaths of elements that are removed before trafilatura runs: captions, boxes, notices, and footnote marks."""
_PAYWALL = re.compile(
    r"(?:il vous reste [\d.,]+ ?% de cet article|la suite (?:de cet article )?est réservée|cet article est réservé"
    r"|(?:article|contenu) réservé (?:aux|à nos) abonn|pour lire la suite|already a subscriber"
    r"|subscribe to (?:read|continue)|to continue reading).{0,200}",
    re.IGNORECASE | re.DOTALL,
)
"""The paragraph that replaces the rest of an article for subscribers."""
_EDIT = "mw-editsection"
"""Class of the edit links beside a wiki's headings."""
MAX_TAGS = 50_000
"""Maximum number of tags, closing ones included, of a page for trafilatura, which would take minutes for more."""
_MANY = 5_000
"""Number of elements above which trafilatura uses no other extractor: jusText's time is quadratic in paragraphs."""
_BETWEEN = "\ue000"
"""Temporary separator of paragraphs: a private character that no text contains."""


def read(data: bytes, name: str, given: str | None = None) -> Iterator[Document]:
    """Read a web page, in the encoding `given` if the user chose one. Raises InputError if it has no article."""
    decoded = decode(data, name, given=given)
    yield from list(wires_in_xml(decoded)) or [page(decoded, name)]


def decode(data: bytes, name: str, declared: str | None = None, given: str | None = None) -> decoding.Decoded:
    """Decode a page. Raises InputError if it is no text.

    The encoding is the one that the user chose (`given`), else that of the server (`declared`), else that of the page.
    """
    match = _CHARSET.search(data[:8192])
    in_page = (match[1] or match[2]).decode("ascii") if match else None
    return decoding.decode(data, name, declared if encoding_detection.codec(declared) else in_page, given)


def page(decoded: decoding.Decoded, name: str, url: str | None = None) -> Document:
    """Return the article of a page, whose address is `url` if known. Raises InputError if it has none."""
    root = html_paragraphs.parse(decoded.text)
    if root is None:
        raise InputError(name, "there is no text in this page")
    zones.fill_body(root)
    scriptless = zones.show_noscript(root)
    markup.forget_other_dates(root)
    zones.remove_spans(root)
    for element in root.find_class(_EDIT):
        element.drop_tree()
    is_large = decoded.text.count("<") > MAX_TAGS or zones.is_crowded(root)
    # Keeping a reference to each element saves lxml from creating its Python object again at each access.
    elements = () if is_large else tuple(root.iter())
    found = None if is_large else _extracted(root, url, fast=len(elements) > _MANY)
    texts = main_text.paragraphs(found.body) if found is not None and found.body is not None else []
    pieces = _cleaned(html_paragraphs.pieces(root, zones.zone))
    title = headline(root, getattr(found, "title", None))
    chosen = main_text.choose(pieces, None if is_large else texts, title)
    blocks = [Block(piece.text, piece.kind, is_clean=True) for piece in chosen.pieces]
    if not blocks:
        return _from_data(decoded, name, url)
    note = doubt_about_extent(root, [block.text for block in blocks])
    if scriptless:
        note = Message("the page shows no text without its script: this is what it shows where scripts are off")
    if is_large:
        note = Message("this page is very long: what belongs to the article was guessed")
    if any(_PAYWALL.match(block.text.strip()) for block in blocks):
        note = Message("only the beginning is here: the rest is for subscribers")
        blocks = [block for block in blocks if not _PAYWALL.match(block.text.strip())]

    def get(field: str) -> str | None:
        return getattr(found, field, None)

    whole = with_standfirst(blocks, root, title, get("description"))
    rest = zones.left_out(chosen.rest, [title or "", *(block.text for block in whole)])
    del elements
    return Document(
        whole,
        "html",
        decoded.encoding,
        title=title,
        byline=authors(get("author"), get("sitename")),
        publisher=get("sitename"),
        published=markup.day_of_page(root, get("date")),
        url=url or get("url"),
        note=join_notes(note, rest, decoded.note),
    )


def _from_data(decoded: decoding.Decoded, name: str, url: str | None) -> Document:
    """Return the article in the structured data of a page that shows no text without scripts. Raises InputError."""
    root = html_paragraphs.parse(decoded.text)
    data = markup.from_data(root) if root is not None else {}
    blocks, _ = feed_text.blocks(re.sub(r"(?<!\s)\s*\n\s*", "\n\n", data.get("articleBody") or ""))
    if not blocks:
        raise InputError(name, "no article was found in this page")

    return Document(
        blocks,
        "html",
        decoded.encoding,
        title=feed_text.plain(data["headline"]),
        byline=authors(data["author"], data["publisher"]),
        publisher=data["publisher"],
        published=read_date(data["datePublished"]),
        url=url or data["url"],
        note=join_notes(Message("the page shows no text without its script: this is what its data say"), decoded.note),
    )


def _cleaned(pieces: list[Piece]) -> list[Piece]:
    """Return paragraphs with clean text, all cleaned at once."""
    if not pieces:
        return []
    texts = clean(_BETWEEN.join(piece.text.replace(_BETWEEN, " ") for piece in pieces)).split(_BETWEEN)
    return [
        piece if piece.text == text else replace(piece, text=text) for piece, text in zip(pieces, texts, strict=True)
    ]


def _extracted(root: Any, url: str | None, *, fast: bool) -> Any:
    """Return the article that trafilatura finds in a page, or None; `fast` uses no other extractor as a fallback."""
    from trafilatura import bare_extraction
    from trafilatura.utils import line_processing, trim

    compact_stop_words()
    try:
        return bare_extraction(
            root,
            url=url,
            include_comments=False,
            include_tables=True,
            include_links=True,
            with_metadata=True,
            fast=fast,
            # The extensive search would take any year in the text for a date; no date is better than a wrong one.
            date_extraction_params={"original_date": True, "extensive_search": False},
            prune_xpath=_PRUNED,
        )
    except (ValueError, TypeError, AttributeError, RecursionError):  # trafilatura fails on some unusual markup
        return None
    finally:
        # Caches of texts, useful within one page only; they would fill the memory over many pages.
        trim.cache_clear()
        line_processing.cache_clear()


_SEPARATOR = re.compile(r"\s+[|–—·•:»-]+\s+|\s*\|\s*")
"""Separators between the headline and the site's name in a page's title."""
_CLASSES = re.compile(
    r"chap(?:o|ô|eau)(?![a-z])|standfirst|sub-?headline|sub-?heading|article__desc|article-summary|hat-summary"
    r"|(?<![a-z])(?:lede|dek|accroche|intro|faits)(?![a-z])",
    re.IGNORECASE,
)
"""Classes that French sites give to the standfirst."""
_TITLE = 1000
"""Maximum number of characters of a page's title that are examined."""
_BY = re.compile(r"(?:par|by|auteure?s?|propos recueillis par)\s*:?\s+(?=\S)", re.IGNORECASE)
_STANDFIRST = (60, 1500)
"""Minimum and maximum length of a standfirst, in characters."""
_LINKED = 0.5
"""Maximum share of linked characters in a standfirst."""
_PARAGRAPH, _POOR = 80, 0.5
"""Minimum length, in characters, of a paragraph that is evidence; minimum share of such letters in a whole article."""
_ELSEWHERE = frozenset("nav aside footer form figure figcaption template noscript script style".split())
_COMMENTS = re.compile(r"comment|reaction|forum|cookie|consent|related|footer|teaser", re.IGNORECASE)
_SENTENCE_END = (".", "!", "?", "»", "…", "”")


def headline(root: Any, title: str | None) -> str | None:
    """Return the page's headline: the heading that is part of its title, which often has the site's name too.

    If no heading is, return the title; if the page has no title, its first heading; None if it has neither.
    """
    for br in root.xpath(".//h1//br"):
        br.tail = f" {br.tail or ''}"
    headings = [_text(element) for element in root.iter("h1") if zones.letters(_text(element))]
    title = title[:_TITLE] if title else None
    if not title:
        return headings[0] if headings else next(filter(None, map(_text, root.iter("title"))), None)
    ends = (half for match in _SEPARATOR.finditer(title) for half in (title[: match.start()], title[match.end() :]))
    parts = {zones.letters(part) for part in (*_SEPARATOR.split(title), *ends)}
    return next((heading for heading in headings if zones.letters(heading) in parts), title)


def authors(names: str | None, site: str | None) -> str | None:
    """Return a page's authors, separated by semicolons, without « Par » and the site's name; None if there are none."""
    place = zones.letters(site or "")
    found = []
    for name in map(str.strip, (names or "").split(";")):
        bare, letters = _BY.sub("", name), zones.letters(name)
        if letters and not (place and (letters.startswith(place) or place.startswith(letters))):
            found.append(bare)
    return "; ".join(found) or None


def with_standfirst(blocks: list[Block], root: Any, title: str | None, description: str | None) -> list[Block]:
    """Return `blocks` with the standfirst before them, if the page shows one that they lack.

    It is the text that equals the page's description, or that has a class such as `standfirst`. The latter must be
    between the headline and the text, since a page may also show standfirsts of other articles.
    """
    if not blocks:
        return blocks
    have = zones.letters("".join(block.text for block in blocks))
    about, opening = zones.letters(description or ""), {zones.letters(block.text)[:60] for block in blocks[:2]}
    last, below = zones.letters(blocks[min(2, len(blocks) - 1)].text)[:60], False
    for element in root.iter("h1", "h2", "p", "div", "header", "section", "span"):
        may_describe = bool(about) and element.tag in ("h2", "p", "div")
        if not (below or may_describe or element.tag == "h1"):
            continue
        letters = zones.letters(text := _opening(element))
        if not below:
            below = element.tag == "h1" and (not title or letters == zones.letters(title))
        elif last and letters[:60] == last and letters[:60] not in opening:
            break
        described = may_describe and letters == about
        called = below and _CLASSES.search(element.get("class") or "") is not None
        if not (described or called) or not _STANDFIRST[0] <= len(text) <= _STANDFIRST[1]:
            continue
        if letters[:80] in have or not text.endswith(_SENTENCE_END) or _links(element) > _LINKED * len(text):
            continue
        return [Block(text), *blocks]
    return blocks


def doubt_about_extent(root: Any, texts: Sequence[str]) -> str | None:
    """Return a note if `texts` are probably not the whole article, or not only the article; None if they seem right."""
    every = ((element, _text(element)) for element in root.iter("p"))
    seen = [(element, text) for element, text in every if len(text) >= _PARAGRAPH and _is_prose(element, text)]
    found = sum(map(len, {zones.letters(text) for text in texts}))
    if found < _POOR * sum(map(len, {zones.letters(text) for _, text in seen})):
        return Message("only a part of this page's text was taken for the article; look at the page")
    have = zones.letters("".join(texts))
    laid_out = False
    for element, text in seen:
        if zones.letters(text)[:80] in have:
            if not any(parent.tag == "td" for parent in element.iterancestors()):
                return None
            laid_out = True
    return Message("this page is laid out in tables: what belongs to the article was guessed") if laid_out else None


def _is_prose(element: Any, text: str) -> bool:
    """Whether a paragraph with this text is running text, and not in a part of the page that is never the article."""
    if not text.endswith(_SENTENCE_END) or _links(element) > _LINKED * len(text):
        return False
    return not any(
        parent.tag in _ELSEWHERE or _COMMENTS.search(zones.name_of(parent)) for parent in element.iterancestors()
    )


def _links(element: Any) -> int:
    return sum(len(_text(link)) for link in element.iter("a"))


def _opening(element: Any) -> str:
    """Return an element's text, cut off beyond the length of a standfirst: some elements hold the whole page."""
    parts, length = list[str](), 0
    for part in element.itertext():
        parts.append(part[: 2 * _STANDFIRST[1]])
        length += len(parts[-1])
        if length > 2 * _STANDFIRST[1]:
            break
    return " ".join("".join(parts).split())


def _text(element: Any) -> str:
    return " ".join(element.text_content().split())
