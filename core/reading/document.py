"""Document: what a format's reader finds in some bytes, and how it becomes an Article."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from core.article import Article, Kind, Paragraph, Source
from core.errors import InputError
from core.messages import listed
from core.reading import layout, limits
from core.reading.clean import clean

HEAD = 3
"""Paragraphs in which a headline stands; a letterhead or a slug may be above it."""
_SHORT = 20
"""Words: below a longer paragraph stands no headline, but a heading within the text."""
# Not those that bind: « 3 500 € » keeps its own.
_SPACES = re.compile(r"[ \t\n]+")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph as its format gives it."""

    text: str
    """May still hold line breaks, spaces and control characters: it is cleaned on its way into the article."""
    kind: Kind | None = None
    """What the format says it is; None where only its form can tell."""
    gap: int | None = None
    """Line breaks before it, as in Paragraph; None for a blank line between, and nothing before the first."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article as its format gives it, before it is cleaned. Formats yield one or several of them."""

    blocks: Sequence[Block]
    format: str
    """The format's short name: `html`, `docx`, …"""
    encoding: str | None = None
    title: str | None = None
    """The headline; it is put before the blocks, unless they open with it."""
    byline: str | None = None
    published: str | None = None
    """ISO 8601, as exact as the format gives it."""
    url: str | None = None
    note: str | None = None
    """What the reader should know of it, such as that the end is missing."""


def joined(*notes: str | None) -> str | None:
    """Join what several stages have to say of a document, in one line; None where none has anything."""
    return listed(list(filter(None, notes)), clauses=True) or None


def headline(blocks: Sequence[Block], said: str | None) -> str | None:
    """Return the title of a document: what it says of itself, if that is to be seen, else its first heading.

    Templates and file names leave their own titles behind, so a heading goes before one that is not in the text.
    """
    head = blocks[:HEAD]
    if said and any(_same(said, block.text) for block in head):
        return said
    above = takewhile(lambda block: block.kind == "heading" or len(block.text.split()) <= _SHORT, head)
    return next((block.text for block in above if block.kind == "heading"), said)


def to_article(document: Document, data: bytes, name: str, digest: str | None = None) -> Article:
    """Make an article of a document read from `data`, which the user calls `name`.

    `digest` is the SHA-256 of `data`, where it is known: a mailbox of 10,000 messages has one.

    Raises InputError where there is no text in it, or more than any article has.
    """
    length = sum(len(block.text) for block in document.blocks)
    if len(document.blocks) > limits.MAX_PARAGRAPHS or length > limits.MAX_CHARACTERS:
        raise InputError(name, "its text is longer than that of any article or book")
    blocks = [Block(text, block.kind, block.gap) for block in document.blocks if (text := _line(block.text))]
    title = _line(document.title)
    place = next((place for place, block in enumerate(blocks[:HEAD]) if title and _same(title, block.text)), None)
    if place is not None:
        blocks[place] = replace(blocks[place], kind="heading")
    elif title:
        blocks.insert(0, Block(title, "heading"))
    if not blocks:
        raise InputError(name, "there is no text in it")
    texts = [block.text for block in blocks]
    # Where the format says which paragraphs are headings, the others are none.
    marked = any(block.kind == "heading" for block in document.blocks)
    paragraphs: list[Paragraph] = []
    position = 0
    for block, guess in zip(blocks, layout.kinds(texts), strict=True):
        gap = (2 if paragraphs else 0) if block.gap is None else block.gap
        kind = block.kind or ("body" if marked and guess == "heading" else guess)
        paragraphs.append(Paragraph(kind, position, position + len(block.text), gap=gap))
        position += len(block.text) + len("\n\n")
    first = next((place for place, one in enumerate(paragraphs) if one.kind == "heading"), None)
    authors = (layout.byline(text) for text in texts)
    source = Source(
        path=name,
        sha256=digest or hashlib.sha256(data).hexdigest(),
        format=document.format,
        encoding=document.encoding,
        title=title or (texts[first] if first is not None else None),
        byline=_line(document.byline) or next(filter(None, authors), None),
        published=_line(document.published),
        url=_line(document.url),
        note=document.note,
    )
    return Article(source, "\n\n".join(texts), tuple(paragraphs))


def _line(text: str | None) -> str | None:
    """Return text from outside as one clean line, None where nothing is left of it."""
    return _SPACES.sub(" ", clean(text)).strip() or None if text else None


def _same(title: str, text: str) -> bool:
    return "".join(filter(str.isalnum, title)).casefold() == "".join(filter(str.isalnum, text)).casefold()
