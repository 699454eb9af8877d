"""Mail, a message or a mailbox: the subject is the headline, and signatures are left out of the text."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email.utils import parseaddr, parsedate_to_datetime
from itertools import groupby, islice

from core.errors import InputError
from core.messages import Message
from core.reading import decoding, html, html_paragraphs, limits, mime, text_paragraphs, xml
from core.reading.document import Block, Document, join_notes
from core.reading.feed_dates import read_date
from core.reading.fetch import is_address
from core.reading.limits import LeftOut
from core.sanitize import harmless, sanitize

_HEAD = 4096
"""Number of bytes in which a line must end; otherwise lines end as on old Macs."""
_SIGNATURE = re.compile(r"(?:\A|\n)-- ?\n(?P<lines>(?:[^\n]*\n){0,12}[^\n]*)\Z")
"""A short text below two dashes; a longer one is no signature."""
_QUOTED = re.compile(r"\A(?:> ?)+")
_ONE_OF = "multipart/alternative"
_FIRST = ("multipart/related", "multipart/signed")
"""Multipart types with one part of text; the other parts are its pictures or its signature."""
_MESSAGES = ("message/rfc822", "message/global")
_SHOWN = ("text/plain", "text/html", "text/markdown", "text/enriched", "text/x-markdown")
_ENRICHED = re.compile(r"<param>(?:(?!<param>).)*?</param>|(?<!<)</?[\w-]{1,60}>", re.IGNORECASE)
"""The markup of text/enriched (RFC 1896), where `<<` is a literal sign. A parameter ends before another one begins, so
that many unclosed ones are not searched to the end of the line each."""
_FLOW = re.compile(r"(?P<quotes>>*) ?(?P<text>[^\n]*)")
_PAGE = re.compile(r"\s*<(?:!doctype html|html|head|body|div|p|table|center|style|span|meta|h[1-6])\b", re.IGNORECASE)
_BREAKS = re.compile(r"</(?:p|div|td|h[1-6])>|<br\s*/?>", re.IGNORECASE)
_SEVERAL = 3
"""Minimum number of closing tags in HTML that is declared as plain text and does not begin like HTML."""
_POORER = 0.5
"""Share of the words of the HTML alternative below which the plain one only refers to it."""


class MailBody:
    """Reads the text of one message; `given` is the encoding that the user chose, if any."""

    def __init__(self, name: str, given: str | None) -> None:
        self.encoding: str | None = None
        """Encoding of the first text that was decoded."""
        self._name, self._given = name, given
        self._left_out = LeftOut()
        self._attachments: dict[str, None] = {}
        self._parts = 0
        self._cut = False

    def blocks(self, part: mime.Part, depth: int = 0, held: int = 0) -> list[Block]:
        """Return the paragraphs of a message or of a part within `depth` others of `held` bytes.

        Raises InputError if there are too many parts, or if text cannot be decoded.
        """
        self._parts += 1
        self._cut |= part.cut
        if self._parts > mime.MAX_PARTS:
            raise InputError(self._name, "it holds more parts than any message has")
        held += len(part.body)
        if depth > mime.MAX_DEPTH or held > mime.MAX_HELD:
            self._left_out.add("deep")
            return []
        kind = part.kind
        if kind == _ONE_OF:
            return self._best([self.blocks(inner, depth + 1, held) for inner in part.parts()])
        if kind.startswith("multipart/"):
            return self._several(part, depth, held)
        if kind in _MESSAGES:
            message = mime.parse(part.content())
            subject = mime.decoded(message.text("subject"))
            return [*([Block(subject, "heading")] if subject else []), *self.blocks(message, depth + 1, held)]
        if part.attached or kind not in _SHOWN:
            if part.filename or part.attached or not kind.startswith("image/"):
                self._attachments[part.filename or kind] = None
            else:
                self._left_out.add("pictures")
            return []
        return self._text(part)

    def note(self) -> str | None:
        """Return a note on what was left out; None if nothing was."""
        attachments = cut = None
        if self._attachments:
            names = sanitize(", ".join(self._attachments))
            attachments = Message("attachments are not read: {names}", names=names)
        if self._cut:
            cut = Message("a header of it is longer than any honest one, and was cut")
        return join_notes(self._left_out.note(), attachments, cut)

    def _several(self, part: mime.Part, depth: int, held: int) -> list[Block]:
        found: list[Block] = []
        parts = list(islice(part.parts(), mime.MAX_PARTS + 1))
        if self._parts + len(parts) > mime.MAX_PARTS:
            raise InputError(self._name, "it holds more parts than any message has")
        root = mime.root(part, parts) if part.kind in _FIRST else None
        for inner in parts:
            if root is None or inner is root:
                found += self.blocks(inner, depth + 1, held)
            elif inner.attached:
                self._attachments[inner.filename or inner.kind] = None
        return found if parts else self._text(part)

    @staticmethod
    def _best(forms: list[list[Block]]) -> list[Block]:
        """Return the first alternative with text, usually the plain one, unless another has much more text."""
        counts = [sum(len(block.text.split()) for block in form) for form in forms]
        first = next((place for place, count in enumerate(counts) if count), None)
        if first is None:
            return []
        return forms[first] if counts[first] >= _POORER * max(counts) else forms[counts.index(max(counts))]

    def _text(self, part: mime.Part) -> list[Block]:
        content = part.content()
        charset = part.parameter("content-type", "charset") or None
        if part.kind == "text/html":
            xml.refuse_giants(content, self._name, xml.MAX_PAGE_TAGS)
            decoded = html.decode(content, self._name, charset, self._given)
        else:
            decoded = decoding.decode(content, self._name, charset, self._given)
        self.encoding = self.encoding or decoded.encoding
        self._left_out.say(decoded.note)
        if part.kind == "text/html" or (part.kind == "text/plain" and _is_page(decoded.text)):
            return self._page(decoded.text)
        text = decoded.text
        if part.kind == "text/enriched":
            text = _ENRICHED.sub("", text).replace("<<", "<")
        if part.parameter("content-type", "format").lower() == "flowed":
            text = flowed(text, delete_space=part.parameter("content-type", "delsp").lower() == "yes")
        return self._plain(text)

    def _plain(self, text: str) -> list[Block]:
        text, files = without_files(harmless(text))
        self._attachments |= dict.fromkeys(files)
        signature = _SIGNATURE.search(text)
        if signature:
            text = text[: signature.start()]
            if signature["lines"].strip():
                self._left_out.add("signature")
        found: list[Block] = []
        for quoted, run in groupby(text.split("\n"), lambda line: line.startswith(">")):
            parts = text_paragraphs.paragraphs("\n".join(_QUOTED.sub("", line, count=1) for line in run))
            found.extend(Block(part, "quote" if quoted else None, gap or 1) for gap, part in parts)
        return found

    def _page(self, text: str) -> list[Block]:
        root = html_paragraphs.parse(text)
        if root is None:
            return []
        if html_paragraphs.hides_text(root):
            self._left_out.add("hidden")
        return html_paragraphs.blocks(root)


def _is_page(text: str) -> bool:
    """Whether text that is declared as plain is HTML, as some programs send it."""
    ends = sum(1 for _ in islice(_BREAKS.finditer(text), _SEVERAL))
    return ends == _SEVERAL or (ends > 0 and _PAGE.match(text) is not None)


def flowed(text: str, *, delete_space: bool) -> str:
    r"""Join lines that end with a space to the next line of the same quotation depth (format=flowed, RFC 3676).

    >>> flowed("one \ntwo\n> three \n> four", delete_space=False)
    'one two\n> three four'
    """
    lines: list[list[str]] = []
    open_quotes: str | None = None
    for line in harmless(text).split("\n"):
        match = _FLOW.match(line)
        quotes, rest = (match["quotes"], match["text"]) if match else ("", line)
        if open_quotes == quotes and rest != "-- ":
            lines[-1][-1] = lines[-1][-1][:-1] if delete_space else lines[-1][-1]
            lines[-1].append(rest)
        else:
            lines.append([f"{quotes} {rest}" if quotes else rest])
        open_quotes = quotes if rest.endswith(" ") and rest != "-- " else None
    return "\n".join(map("".join, lines))


_UUENCODED = re.compile(r"begin [0-7]{3,4} (?P<name>[^\n]{1,200})")


def without_files(text: str) -> tuple[str, list[str]]:
    """Return a text without the files and signatures that are embedded in it, as before MIME, and their names."""
    text, names = mime.unarmored(text)
    if "\nend" not in text or "begin " not in text:
        return text, names
    others, lines, ends = list[str](), text.split("\n"), 0
    for place, line in enumerate(lines):
        if place < ends:
            continue
        if found := _UUENCODED.fullmatch(line.rstrip()):
            end = place + 1
            while end < len(lines) and _is_uuencoded(lines[end]):
                end += 1
            if end < len(lines) and lines[end].rstrip() == "end":
                names.append(found["name"])
                ends = end + 1
                continue
        others.append(line)
    return "\n".join(others), names


def _is_uuencoded(line: str) -> bool:
    """Whether a line is part of a file encoded by uuencode, where its first character is its number of bytes."""
    count = (ord(line[0]) - 32) % 64 if line else 0
    most = 1 + 4 * -(-count // 3)
    return len(line) <= most + 1 and all(" " <= char <= "`" for char in line) and (count > 0 or line in ("", "`", " "))


_FROM_LINE = re.compile(rb"\AFrom [^\n]*\n|\n\r?\nFrom [^\n]*\n(?=[\w-]{1,80}:|>?From )")


def read(data: bytes, name: str, given: str | None = None) -> Iterator[Document]:
    """Yield a message, or the messages with text of a mailbox. Raises InputError if there is no text.

    `given` is the encoding that the user chose, if any.
    """
    if b"\n" not in data[:_HEAD]:  # line ends of old Macs
        data = data.replace(b"\r", b"\n")
    if data.startswith(b"From "):
        yield from _mailbox(data, name, given)
    elif document := _message(data, name, given):
        yield document
    else:
        raise InputError(name, "there is no text in this message")


def _mailbox(data: bytes, name: str, given: str | None) -> Iterator[Document]:
    """Yield the messages of a mailbox; the last one has a note on those that were not read."""
    last: Document | None = None
    note: str | None = None
    unread = 0
    for number, message in enumerate(_messages(data)):
        if number == limits.MAX_MESSAGES:
            most = limits.MAX_MESSAGES
            note = Message("the mailbox holds more than {most:,} messages; the rest was not read", most=most)
            break
        try:
            document = _message(message, name, given)
        except InputError:
            unread += 1
            continue
        if document:
            if last:
                yield last
            last = document
    if last is None:
        raise InputError(name, "there is no text in the messages of this mailbox")
    if unread:
        note = join_notes(note, _unread(unread))
    yield replace(last, note=join_notes(last.note, note))


def _unread(count: int) -> str:
    single = Message("a message of this mailbox cannot be read")
    return single if count == 1 else Message("{count} messages of this mailbox cannot be read", count=count)


def _messages(data: bytes) -> Iterator[bytes]:
    start = None
    for match in _FROM_LINE.finditer(data):
        if start is not None:
            yield data[start : match.start()].replace(b"\n>From ", b"\nFrom ")
        start = match.end()
    if start is not None:
        yield data[start:].replace(b"\n>From ", b"\nFrom ")


def _message(data: bytes, name: str, given: str | None) -> Document | None:
    """Return one message as a document; None if it has neither text nor a subject."""
    message = mime.parse(data)
    if page := _saved_page(message, name, given):
        return page
    body = MailBody(name, given)
    blocks = body.blocks(message)
    title = mime.decoded(message.text("subject"))
    if not blocks and not title:
        return None
    sender = mime.decoded(next(filter(None, parseaddr(message.text("from"))), ""))
    # The sender of a mailing list or newsletter is a publisher, not an author.
    listed = any(message.text(field) for field in ("list-id", "list-unsubscribe"))
    return Document(
        blocks,
        "mail",
        body.encoding,
        title=title,
        byline=None if listed else sender,
        publisher=sender if listed else None,
        published=_date(message.text("date")),
        note=body.note(),
    )


def _saved_page(message: mime.Part, name: str, given: str | None) -> Document | None:
    """Return a web page that a browser saved with its pictures in one file (MHTML); None for an ordinary message."""
    address = message.text("snapshot-content-location")
    if not address and not message.text("from").lower().lstrip(' "<').startswith("saved by "):
        return None
    parts = list(islice(message.parts(), mime.MAX_PARTS))
    page = mime.root(message, parts) if parts else message
    if page is None or page.kind != "text/html":
        return None
    address = address or page.text("content-location")
    decoded = html.decode(page.content(), name, page.parameter("content-type", "charset") or None, given)
    try:
        return html.page(decoded, name, address if is_address(address) else None)
    except InputError:  # the page has no article; its text is read like that of a message
        return None


def _date(text: str) -> str | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return read_date(text)
    # The standard library ignores time zones that it does not know.
    return date.isoformat() if date.tzinfo else read_date(text) or date.isoformat()
