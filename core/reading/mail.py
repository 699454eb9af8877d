"""Mail, one message or a mailbox: the subject as headline, the text without its signature."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email.utils import parseaddr, parsedate_to_datetime

from core.errors import InputError
from core.messages import Message
from core.reading import limits, mime
from core.reading.document import Document, joined
from core.reading.mail_body import Body

_FROM_LINE = re.compile(rb"(?:\A|\n\r?\n)From [^\n]*\n")


def read(data: bytes, name: str, given: str | None = None) -> Iterator[Document]:
    """Read a message, or each message of a mailbox that holds text, in the encoding `given` where a person chose one.

    Raises InputError where there is no text.
    """
    if data.startswith(b"From "):
        yield from _mailbox(data, name, given)
    elif document := _message(data, name, given):
        yield document
    else:
        raise InputError(name, "there is no text in this message")


def _mailbox(data: bytes, name: str, given: str | None) -> Iterator[Document]:
    """Read the messages, each when the one after it is known: the last one has the note on what was not read."""
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
        note = joined(note, _unread(unread))
    yield replace(last, note=joined(last.note, note))


def _unread(count: int) -> str:
    one = Message("a message of this mailbox cannot be read")
    return one if count == 1 else Message("{count} messages of this mailbox cannot be read", count=count)


def _messages(data: bytes) -> Iterator[bytes]:
    start = None
    for match in _FROM_LINE.finditer(data):
        if start is not None:
            yield data[start : match.start()].replace(b"\n>From ", b"\nFrom ")
        start = match.end()
    if start is not None:
        yield data[start:].replace(b"\n>From ", b"\nFrom ")


def _message(data: bytes, name: str, given: str | None) -> Document | None:
    """Read one message; None where it has no text."""
    message = mime.parse(data)
    body = Body(name, given)
    blocks = body.blocks(message)
    title = mime.decoded(message.text("subject"))
    if not blocks and not title:
        return None
    author, address = parseaddr(message.text("from"))
    return Document(
        blocks,
        "mail",
        body.encoding,
        title=title,
        byline=mime.decoded(author or address),
        published=_date(message.text("date")),
        note=body.note(),
    )


def _date(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
