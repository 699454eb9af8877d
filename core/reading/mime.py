"""Parses the parts of a mail message in linear time.

The standard library's parser reads each line once for every part around it, and its parser of addresses needs gigabytes
for a long header. Headers are decoded by the standard library after they were cut to a maximum length.
"""

import binascii
import codecs
import quopri
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from urllib.parse import unquote_to_bytes

from core.errors import InputError
from core.reading import decoding, encoding_detection, limits

MAX_PARTS = 1_000
MAX_DEPTH = 20
"""Maximum nesting of parts."""
MAX_HELD = 4 * limits.MAX_UNPACKED
"""Maximum total size of nested parts, in bytes."""
_MAX_HEADERS = 1 << 20
_MAX_HEADER = 10_000
"""Maximum length of a header that is read, in bytes; the longest are lists of thousands of recipients."""
_WANTED = frozenset(
    b"subject from date content-type content-transfer-encoding content-disposition content-description "
    b"list-id list-unsubscribe content-id content-location snapshot-content-location".split()
)
_BLANK_LINE = re.compile(rb"(?:\A|\r?\n)\r?\n")
_FIELD = re.compile(rb"([!-9;-~]{1,80})[ \t]*:")
_PARAMETER = re.compile(r';\s*([^\s=;"]{1,80})\s*=\s*("(?:[^"\\]|\\.)*"|[^;\s]*)')
_BASE64_LINE = re.compile(rb"[ \t]*[A-Za-z0-9+/]+={0,2}[ \t]*")
_LONG = 40
"""Minimum length, in bytes, of a line of base64; a shorter one may be a word."""
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
_PADDING = re.compile(rb"=+")
_APPLE = re.compile(rb"(\d{1,9})[ \t]*\r?\n(?=[!-9;-~]{1,80}:)")
"""The first line of Apple Mail's files: the length of the message, which is followed by a list of properties in XML."""
_SIGNED, _SIGNATURE, _SIGNATURE_END = (
    f"-----{mark} PGP {what}-----"
    for mark, what in (("BEGIN", "SIGNED MESSAGE"), ("BEGIN", "SIGNATURE"), ("END", "SIGNATURE"))
)
_SOFT_BREAK = re.compile(rb"=[ \t]++(?=\r?\n)")


@dataclass(frozen=True, slots=True)
class Part:
    """A message, or a part of one."""

    headers: dict[str, bytes]
    """The first value of each field that is read (`_WANTED`), unfolded, by its name in lower case."""
    body: bytes
    """Its content as received, with its transfer encoding."""
    cut: bool = False
    """Whether a header exceeded the maximum length."""

    @property
    def kind(self) -> str:
        """The media type in lower case; `text/plain` if it is missing or invalid."""
        kind = self.text("content-type").partition(";")[0].strip().lower()
        return kind if kind.count("/") == 1 else "text/plain"

    @property
    def attached(self) -> bool:
        """Whether it is an attachment."""
        return self.text("content-disposition").lower().lstrip().startswith("attachment")

    @property
    def filename(self) -> str:
        """Its file name; empty if it has none."""
        return self.parameter("content-disposition", "filename") or self.parameter("content-type", "name")

    def text(self, field: str) -> str:
        """Return a field as text, with its encoded words; empty if it is missing."""
        value = self.headers.get(field, b"")
        try:
            return value.decode("ascii") if value.isascii() else decoding.decode(value, field).text
        except InputError:
            return value.decode("ascii", "replace")

    def parameter(self, field: str, name: str) -> str:
        """Return a parameter of a field, joined and decoded according to RFC 2231; empty if it is missing."""
        pieces = []
        for match in _PARAMETER.finditer(self.text(field)):
            key, _, rest = match[1].lower().partition("*")
            if key == name:
                value = re.sub(r"\\(.)", r"\1", match[2][1:-1]) if match[2].startswith('"') else match[2]
                pieces.append((rest.endswith("*") or (match[1].endswith("*") and not rest), value))
        if not any(encoded for encoded, _ in pieces):
            return decoded("".join(value for _, value in pieces))
        charset, *_, first = pieces[0][1].split("'", 2)
        values = [first, *(value for _, value in pieces[1:])]
        codec = encoding_detection.codec(charset) or "utf-8"
        return unquote_to_bytes("".join(values)).decode(codec, "replace")

    def content(self) -> bytes:
        """Return its body without the transfer encoding, as far as that is valid."""
        how = self.text("content-transfer-encoding").strip().lower()
        if how == "base64":
            packed, plain = _packed(self.body)
            # Some programs join bodies that were encoded separately, so that there is padding in the middle.
            pieces = _PADDING.split(_NOT_BASE64.sub(b"", packed))
            found = [
                binascii.a2b_base64(piece[: len(piece) - (len(piece) % 4 == 1)] + b"==") for piece in pieces if piece
            ]
            return b"".join([*found, plain])
        # Some gateways add spaces to lines, also behind the sign that joins one to the next (RFC 2045, 6.7).
        return quopri.decodestring(_SOFT_BREAK.sub(b"=", self.body)) if how == "quoted-printable" else self.body

    def parts(self) -> Iterator["Part"]:
        """Yield the parts of a multipart message; none if its boundary is not declared or not found."""
        boundary = self.parameter("content-type", "boundary").encode("utf-8", "replace")
        if not boundary:
            return
        usual = {"content-type": b"message/rfc822"} if self.kind == "multipart/digest" else None
        line = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
        start = None
        for match in line.finditer(self.body):
            if start is not None:
                yield parse(self.body[start : match.start()], usual)
            start = None if match[1] else match.end()
            if match[1]:
                return
        if start is not None:
            yield parse(self.body[start:], usual)


def root(part: Part, parts: Sequence[Part]) -> Part | None:
    """Return the part with the text: the one that `start` refers to, else the first of text; None without parts."""
    named = part.parameter("content-type", "start").strip()
    chosen = (inner for inner in parts if named and inner.text("content-id").strip() == named)
    texts = (inner for inner in parts if inner.kind.startswith(("text/", "multipart/")))
    return next(chosen, None) or next(texts, None) or next(iter(parts), None)


def _packed(body: bytes) -> tuple[bytes, bytes]:
    """Separate base64 in a body from plain text after it, such as a mailing list's footer."""
    lines = body.splitlines()
    packed = [not line.strip() or _BASE64_LINE.fullmatch(line) is not None for line in lines]
    first = packed.index(False) if False in packed else len(lines)
    rest = range(first, len(lines))
    # A damaged line between lines of base64 is not the beginning of plain text.
    if not rest or any(packed[place] and len(lines[place]) >= _LONG for place in rest) or b" " not in body.strip():
        return body, b""
    if not any(len(line) >= _LONG or line.rstrip().endswith(b"=") for line in lines[:first]):
        first = 0  # these lines are words, not base64
    return b"\n".join(lines[:first]), b"\n" * bool(first) + b"\n".join(lines[first:])


def parse(data: bytes, usual: dict[str, bytes] | None = None) -> Part:
    """Split a message, or a part of one, into headers and body; `usual` are defaults for missing headers."""
    data = data.removeprefix(codecs.BOM_UTF8)
    if (apple := _APPLE.match(data)) and data[apple.end() + int(apple[1]) :].lstrip().startswith(b"<?xml"):
        data = data[apple.end() : apple.end() + int(apple[1])]
    if data.startswith((b"\n", b"\r\n")):
        data = data[data.index(b"\n") + 1 :]
    blank = _BLANK_LINE.search(data)
    head, body = (data[: blank.start()], data[blank.end() :]) if blank else (data, b"")
    if (begun := _text_begins(head[:_MAX_HEADERS])) is not None:
        head, body = head[:begun], data[begun:]
    headers: dict[str, bytes] = {}
    field, cut = b"", len(head) > _MAX_HEADERS
    for line in head[:_MAX_HEADERS].splitlines():
        if line[:1] in (b" ", b"\t"):
            value = b" " + line.strip()
        elif match := _FIELD.match(line):
            field, value = match[1].lower(), line[match.end() :].strip()
            # If a field occurs twice, the first value counts.
            field = field if field in _WANTED and field.decode() not in headers else b""
        else:
            continue
        if field:
            name = field.decode()
            whole = headers.get(name, b"") + value
            headers[name], cut = whole[:_MAX_HEADER], cut or len(whole) > _MAX_HEADER
    return Part({**(usual or {}), **headers}, body, cut)


def _text_begins(head: bytes) -> int | None:
    """Return the offset of text that follows the headers without an empty line; None if there is none."""
    found, place = None, 0
    for line in head.splitlines(keepends=True):
        field = _FIELD.match(line)
        if field and found is not None and field[1].lower() in _WANTED:
            found = None  # it was a broken header, since others follow
        elif not field and found is None and line[:1] not in b" \t>" and line.strip() and not line.startswith(b"From "):
            found = place
        place += len(line)
    return found


def unarmored(text: str) -> tuple[str, list[str]]:
    """Return a text without the signatures of PGP within it (RFC 9580, 7), and names for them."""
    parts, place = list[str](), 0
    while (start := text.find(_SIGNED, place)) >= 0:
        end = text.find(_SIGNATURE_END, signature := text.find(_SIGNATURE, start))
        if signature < 0 or end < 0:
            break
        headers = text.find("\n\n", start, signature)
        # A dash at the beginning of a line has another one before it.
        signed = text[max(headers, start + len(_SIGNED)) : signature].replace("\n- -", "\n-")
        parts += [text[place:start], signed]
        place = end + len(_SIGNATURE_END)
    return "".join([*parts, text[place:]]), ["signature.asc"] * bool(parts)


def decoded(text: str) -> str:
    """Return a header's text with its encoded words decoded."""
    try:
        pieces = decode_header(text)
    except (HeaderParseError, ValueError):
        return text
    return "".join(
        piece if isinstance(piece, str) else piece.decode(encoding_detection.codec(charset) or "utf-8", "replace")
        for piece, charset in pieces
    )
