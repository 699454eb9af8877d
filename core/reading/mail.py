"""Mail, one message or a mailbox: the subject as headline, the text without its signature."""

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from itertools import groupby, islice

from core.errors import InputError
from core.reading import clean, limits, markup, unwrap
from core.reading.document import Block, Document

_FROM_LINE = re.compile(rb"(?:\A|\n\r?\n)From [^\n]*\n")
_SIGNATURE = re.compile(r"\n-- ?\n.*\Z", re.DOTALL)
_QUOTED = re.compile(r"\A(?:> ?)+")


def read(data: bytes, name: str, given: str | None = None) -> Iterator[Document]:
    """Read a message, or each message of a mailbox that holds text, in the encoding `given` where a person chose one.

    Raises InputError where there is no text.
    """
    if not data.startswith(b"From "):
        document = _message(data, name, given)
        if document is None:
            raise InputError(name, "there is no text in this message")
        yield document
        return
    found = False
    for message in islice(_messages(data), limits.MAX_ARTICLES):
        if document := _message(message, name, given):
            found = True
            yield document
    if not found:
        raise InputError(name, "there is no text in the messages of this mailbox")


def _messages(data: bytes) -> Iterator[bytes]:
    starts = [(match.start(), match.end()) for match in _FROM_LINE.finditer(data)]
    for (_, start), (end, _) in zip(starts, [*starts[1:], (len(data), 0)], strict=True):
        yield data[start:end].replace(b"\n>From ", b"\nFrom ")


def _message(data: bytes, name: str, given: str | None) -> Document | None:
    """Read one message; None where it has no text."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101 — the policy makes it so
    try:
        body = message.get_body(("plain", "html"))
        if body is None:
            return None
        raw = body.get_payload(decode=True)
        raw = raw if isinstance(raw, bytes) else b""
        text, encoding, note = clean.decode(raw, name, body.get_content_charset(), given)
        blocks = _html(text) if body.get_content_subtype() == "html" else _plain(text)
        subject, sender, date = (str(message.get(field) or "") for field in ("subject", "from", "date"))
    except (LookupError, ValueError, AttributeError, TypeError, IndexError) as error:
        raise InputError(name, "this message is damaged: it cannot be read") from error
    if not blocks:
        return None
    author, address = parseaddr(sender)
    return Document(blocks, "mail", encoding, title=subject, byline=author or address, published=_date(date), note=note)


def _plain(text: str) -> list[Block]:
    text = _SIGNATURE.sub("\n", clean.harmless(text))
    found: list[Block] = []
    for quoted, run in groupby(text.split("\n"), lambda line: line.startswith(">")):
        lines = "\n".join(_QUOTED.sub("", line, count=1) for line in run)
        found.extend(Block(part, "quote" if quoted else None, gap or 1) for gap, part in unwrap.paragraphs(lines))
    return found


def _html(text: str) -> list[Block]:
    root = markup.parse(text)
    return markup.blocks(root) if root is not None else []


def _date(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError):
        return None
