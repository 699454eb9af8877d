"""`Document`, the result of a format's reader, its conversion to an `Article`, and a builder for its blocks."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from core.article import Article, Kind, Paragraph, Source
from core.errors import InputError
from core.messages import listed
from core.reading import agency_marks, symbols_and_formulas, text_paragraphs
from core.reading.fetch import is_address
from core.sanitize import clean

HEAD = 3
"""Number of leading paragraphs in which a headline is looked for; a letterhead or a slug may precede it."""
_OPENING = 5
"""Number of leading paragraphs in which a dateline is looked for, below slug, headline, standfirst and byline."""
_NAME = 100
"""Maximum length of an outlet's name, in characters."""
_SHORT = 20
"""Maximum number of words of a paragraph above a headline; below a longer one, a heading is within the text."""
_SPACES = re.compile(r"[ \t\n]+")  # no-break spaces are kept, as in « 3 500 € »
_MAX_PARAGRAPHS = 100_000
"""Maximum number of paragraphs of an article."""
_MAX_CHARACTERS = 4 << 20
"""Maximum number of characters of an article, about those of the Bible."""
_MAX_SENTENCES = 150_000
"""Maximum number of sentences of an article, estimated by `_SENTENCE_ENDS`; the Bible has a quarter of that."""
_MARKS = ".!?…‽؟۔።፧։।॥;\u037e"
_SENTENCE_ENDS = re.compile(
    rf"(?<![{_MARKS}])[{_MARKS}]++[^\w\s]{{0,12}}+"
    r"(?:\s++[^\w\s]{0,12}+(?:[^\Wa-zß-öø-ÿ]|\w[A-ZÀ-ÖØ-Þ)]|http|www)|[A-ZÀ-ÖØ-Þ])|[。！？｡︒؟۔।॥]"
)
"""Possible ends of sentences; the splitter accepts fewer."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph as a format's reader returns it."""

    text: str
    """May contain line breaks, spaces and control characters; it is cleaned when the article is made."""
    kind: Kind | None = None
    """Its kind according to the format; None if that is to be guessed from its form."""
    gap: int | None = None
    """Number of line breaks before it, as in Paragraph; None for a blank line (nothing before the first)."""
    is_clean: bool = False
    """Whether its format's reader has cleaned it already."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article as a format's reader yields it, before it is cleaned."""

    blocks: Sequence[Block]
    format: str
    """The format's short name: `html`, `docx`, …"""
    encoding: str | None = None
    title: str | None = None
    """The headline; it is put before the blocks, unless they start with it."""
    byline: str | None = None
    publisher: str | None = None
    """The title of the feed or the name of the site."""
    published: str | None = None
    """Date of publication in ISO 8601, as precise as in the document."""
    url: str | None = None
    note: str | None = None
    """A note for the reader, such as that the end is missing."""


def join_notes(*notes: str | None) -> str | None:
    """Join the notes of several stages on one line; None if there are none."""
    return listed(list(filter(None, notes)), clauses=True) or None


_STYLES: tuple[tuple[tuple[str, ...], Kind], ...] = (
    (("heading", "title", "titre", "subtitle", "sous-titre"), "heading"),
    (("quote", "intense quote", "citation"), "quote"),
    (("list", "liste"), "list"),
)
"""Prefixes of style names, English and French, with the kind of paragraph that they mean."""


def kind_of(style: str) -> Kind | None:
    """Return the kind of paragraph that a style's name means; None if it means none."""
    lowered = style.casefold()
    return next((kind for names, kind in _STYLES if lowered.startswith(names)), None)


def headline(blocks: Sequence[Block], title: str | None) -> str | None:
    """Return the headline: the `title` in a document's metadata if the text begins with it, else the first heading.

    A heading goes before a title that is not in the text, which may be from a template, or a file name.
    """
    head = blocks[:HEAD]
    if title and any(_same(title, block.text) for block in head):
        return title
    return _top_heading((block.kind, block.text) for block in head) or title


def _top_heading(paragraphs: Iterable[tuple[Kind | None, str]]) -> str | None:
    """Return the first heading that is above all long paragraphs, and not that of a table of contents."""
    above = takewhile(lambda one: one[0] == "heading" or len(one[1].split()) <= _SHORT, paragraphs)
    headings = (text for kind, text in above if kind == "heading")
    return next((text for text in headings if not text_paragraphs.CONTENTS.fullmatch(text)), None)


def to_article(document: Document, data: bytes, name: str, digest: str | None = None) -> Article:
    """Return the article of a document that was read from `data`, which the user calls `name`.

    `digest` is the SHA-256 of `data` if it was computed before, as for a mailbox with many messages.

    Raises InputError if it has no text, or exceeds the limits of an article.
    """
    length = sum(len(block.text) for block in document.blocks)
    if len(document.blocks) > _MAX_PARAGRAPHS or length > _MAX_CHARACTERS:
        raise InputError(name, "its text is longer than that of any article or book")
    if length > _MAX_SENTENCES and _sentences(document.blocks) > _MAX_SENTENCES:
        most = _MAX_SENTENCES
        raise InputError(name, "it has more than {most:,} sentences, more than any article or book", most=most)
    blocks = [Block(text, block.kind, block.gap) for block in document.blocks if (text := _text(block))]
    title = _line(document.title)
    place = next((place for place, block in enumerate(blocks[:HEAD]) if title and _same(title, block.text)), None)
    if place is not None:
        blocks[place] = replace(blocks[place], kind="heading")
    elif title:
        blocks.insert(0, Block(title, "heading"))
    if not blocks:
        raise InputError(name, "there is no text in it")
    texts = [block.text for block in blocks]
    # If the format marks headings, no other paragraphs are taken for headings.
    marked = any(block.kind == "heading" for block in document.blocks)
    paragraphs: list[Paragraph] = []
    position = 0
    for block, guess in zip(blocks, text_paragraphs.kinds(texts), strict=True):
        gap = (2 if paragraphs else 0) if block.gap is None else block.gap
        kind = block.kind or ("body" if marked and guess == "heading" else guess)
        paragraphs.append(Paragraph(kind, position, position + len(block.text), gap=gap))
        position += len(block.text) + len("\n\n")
    # A web page has a publisher of its own; its dateline names the agency that the page quotes.
    agencies = () if document.url or is_address(name) else map(agency_marks.agency, texts[:_OPENING])
    source = Source(
        path=name,
        sha256=digest or hashlib.sha256(data).hexdigest(),
        format=document.format,
        encoding=document.encoding,
        title=title or _top_heading(zip((paragraph.kind for paragraph in paragraphs), texts, strict=True)),
        byline=_line(document.byline) or next(filter(None, map(agency_marks.byline, texts)), None),
        publisher=(_line(document.publisher) or "")[:_NAME].strip() or next(filter(None, agencies), None),
        published=_line(document.published),
        url=_line(document.url),
        note=document.note,
    )
    return Article(source, "\n\n".join(texts), tuple(paragraphs))


def _sentences(blocks: Sequence[Block]) -> int:
    """Return the approximate number of sentences, ten times as fast as the splitter."""
    return sum(1 for block in blocks for _ in _SENTENCE_ENDS.finditer(block.text))


def _text(block: Block) -> str | None:
    return _SPACES.sub(" ", block.text).strip() if block.is_clean else _line(block.text)


def _line(text: str | None) -> str | None:
    """Return text from outside as one clean line; None if it is empty then."""
    return _SPACES.sub(" ", clean(text)).strip() or None if text else None


def _same(title: str, text: str) -> bool:
    return "".join(filter(str.isalnum, title)).casefold() == "".join(filter(str.isalnum, text)).casefold()


_DEEPEST, _ALIKE = 100, 20
"""Maximum nesting of cells, text boxes and notes, since each level copies its blocks into the one above. What is nested
deeper is added to the deepest level. Then the maximum number of cells with the same text."""
_PROSE = 20
"""Number of words of a paragraph above which a cell with several paragraphs is running text in a layout table."""


@dataclass(slots=True)
class _Flow:
    parts: list[str] = field(default_factory=list)
    """Text of the paragraph that is being read."""
    struck: bool = False
    """Whether its end is struck out."""
    times: int = 1
    """Number of cells that have its text."""
    after: list[Block] = field(default_factory=list)
    """Blocks of text boxes in that paragraph; they follow it."""
    blocks: list[Block] = field(default_factory=list)
    rows: list[list[list[Block]]] = field(default_factory=list)
    """The current row of each open table, as cells."""

    def flush(self, kind: Kind | None, number: str = "") -> None:
        """End the paragraph."""
        text = "".join(self.parts) + "]" * self.struck
        if text.strip():
            self.blocks.append(Block(f"{number} {text}" if number else text, kind))
        self.blocks += self.after
        self.parts, self.after, self.struck = [], [], False


class Builder:
    """Builds the blocks of a document from its events, in order."""

    def __init__(self) -> None:
        self.taken = 0
        """Number of characters read so far."""
        self._flows = [_Flow()]
        self._deeper = 0
        """Number of open flows that are nested too deeply."""

    def text(self, text: str, *, raised: bool = False, struck: bool = False) -> None:
        """Add text to the paragraph; `raised` means that it is superscript, `struck` that it is struck out."""
        flow = self._flows[-1]
        if raised:
            text = symbols_and_formulas.raised(next((part for part in reversed(flow.parts) if part), ""), text)
        self.taken += len(text)
        if struck != flow.struck and not text.isspace():  # apart from what replaced it, which may be a figure too
            flow.parts.append(" [" if struck else "] " if text[:1].isalnum() else "]")
            flow.struck = struck
        flow.parts.append(text)

    def space(self) -> None:
        """Add a space for a tab or a line break: a break within a paragraph is only visual."""
        self._flows[-1].parts.append(" ")

    def end_paragraph(self, kind: Kind | None = None, *, joined: bool = False, number: str = "") -> None:
        """End the paragraph; with `joined`, the next one continues it, since its paragraph mark was deleted.

        `number` is the automatic number before it; empty for none.
        """
        if not joined:
            self._flows[-1].flush(kind, number)

    def drop_paragraph(self) -> None:
        """Discard the open paragraph."""
        self._flows[-1].parts, self._flows[-1].struck = [], False

    def open_flow(self, times: int = 1) -> None:
        """Begin a cell, a text box or a note; `times` cells in a row may have the same text."""
        if len(self._flows) > _DEEPEST:
            self._deeper += 1
            self._flows[-1].flush(None)
        else:
            self._flows.append(_Flow(times=min(times, _ALIKE)))

    def close_flow(self) -> list[Block]:
        """End the cell, text box or note that `open_flow` began, and return its blocks."""
        if self._deeper:
            self._deeper -= 1
            self._flows[-1].flush(None)
            return []
        if len(self._flows) == 1:
            return []
        flow = self._flows.pop()
        for _ in flow.rows:
            self._end_row(flow)
        flow.flush(None)
        return flow.blocks

    def close_box(self) -> None:
        """End a text box, and add its paragraphs after the one to which it is anchored."""
        self.after(self.close_flow())

    def after(self, blocks: Sequence[Block]) -> None:
        """Add blocks after the open paragraph."""
        self.taken += sum(len(block.text) for block in blocks)
        self._flows[-1].after += blocks

    def open_row(self) -> None:
        """Begin a row of a table, in the flow that holds the table."""
        self._flows[-1].flush(None)
        if not self._deeper:
            self._flows[-1].rows.append([])

    def close_cell(self, *, shown: bool = True) -> None:
        """End the cell that `open_flow` began; `shown` is false if it is hidden."""
        times, blocks = self._flows[-1].times, self.close_flow()
        if shown and blocks and self._flows[-1].rows:
            self._flows[-1].rows[-1] += [blocks] * times
        elif shown:
            self._flows[-1].blocks += blocks

    def close_row(self, *, shown: bool = True) -> None:
        """End a row. It becomes one block, unless its cells have running text; `shown` is false if it is hidden."""
        if self._deeper:
            return
        flow = self._flows[-1]
        if flow.rows and not shown:
            flow.rows[-1].clear()
        self._end_row(flow)

    def blocks(self) -> list[Block]:
        """End everything that is open, and return all blocks."""
        self._deeper = 0
        while len(self._flows) > 1:
            self.close_box()
        flow = self._flows[0]
        while flow.rows:
            self._end_row(flow)
        flow.flush(None)
        return flow.blocks

    @staticmethod
    def _end_row(flow: _Flow) -> None:
        cells = flow.rows.pop() if flow.rows else []
        if any(_is_prose(cell) for cell in cells):
            flow.blocks += [block for cell in cells for block in cell]
        elif cells:
            lines = (" ".join(block.text.strip() for block in cell) for cell in cells)
            flow.blocks.append(Block(" | ".join(lines), "list"))


def _is_prose(cell: Sequence[Block]) -> bool:
    return len(cell) > 1 and any(len(block.text.split()) > _PROSE for block in cell)
