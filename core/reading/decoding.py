"""Decodes bytes to text: with one encoding for a whole document, and a note on damaged bytes."""

import codecs
import re
from typing import NamedTuple

from core.errors import InputError
from core.messages import Message
from core.reading import encoding_detection as encodings

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SHIFTED = (("iso-2022-jp", b"\x1b$B"), ("iso-2022-jp", b"\x1b$@"), ("iso-2022-kr", b"\x1b$)C"))
"""Encodings in seven bits, and the escape sequence from which they have two bytes a letter."""
_HZ = re.compile(rb"~\{(?:[\x30-\x77][\x21-\x7e]|[\x21-\x29][\x21-\x7e])++~\}")
"""Chinese in the seven bits of HZ (RFC 1843): two bytes a sign between marks of their own."""
_ISO_8859_3 = re.compile(
    r"\w*għ\w*|\w*ħ[aeiou]\w*|\w*[aeo]ŭ|(?:ne)?ĉi[aeou]?\w{0,2}|ĉ[ae]r?|ĝi[ns]?|ĝia\w?|ŝi[an]?|eĉ|ĵus|antaŭ\w*|naŭ\w*",
    re.IGNORECASE,
)
"""Words of Maltese, and the most frequent ones of Esperanto, whose letters no other encoding of one byte has."""
_MALTESE = frozenset("ċġħżàèìòùé")
_ENOUGH, _OF_WORDS = 2, 0.3
"""Minimum number of such words, and share of the words beyond ASCII."""
_BEYOND_ASCII = re.compile(r"\w*[^\W\x00-\x7f]\w*")
_NORDIC, _TWO_OF_THEM = frozenset("áéíóúýðþæöøåä"), re.compile("[ðþ].*[ðþ]", re.DOTALL)
"""Letters of Icelandic and Faroese; two of these are in the places of Turkish ones."""
_MAGIC = (
    (b"\x1f\x8b", Message("a gzip archive")),
    (b"\x89PNG", Message("a picture")),
    (b"\xff\xd8\xff", Message("a picture")),
    (b"GIF8", Message("a picture")),
    (b"\x7fELF", Message("a program")),
    (b"SQLite format 3", Message("a database")),
)

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r\x1b"))
_BINARY_SHARE = 0.05
"""Maximum share of control characters in a text's bytes."""
MAX_LINES = 1_000_000
"""Maximum number of lines of one input; a file of wires of the maximum size has fewer."""
_BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
_REPLACED = "\ufffd"
_DAMAGED_SHARE = 0.01
"""Maximum share of undecodable characters with which a declared encoding is still believed."""

_TO_BYTE = {ord(char): byte for byte in range(0x80, 0xA0) if (char := bytes((byte,)).decode("cp1252", "ignore"))}
_TWICE = re.compile(f"[Â-ô][\x80-\xbf{''.join(map(chr, _TO_BYTE))}]")
"""The UTF-8 bytes of a letter, the first two read as Windows-1252."""
_PAIRS = 3


class Decoded(NamedTuple):
    """A text and how it was decoded."""

    text: str
    encoding: str
    """Its usual name: `utf-8`, `windows-1252`, …"""
    note: str | None = None
    """A note on damaged bytes: how many were guessed or replaced; None if there were none."""


def decode(data: bytes, name: str, declared: str | None = None, given: str | None = None) -> Decoded:
    """Decode the bytes of any text format: plain text, a page, a feed, the body of a mail.

    `given` is an encoding that the user chose, and `declared` one that the file or its server declares. The encoding of
    all of `data` is the first of these that applies: `given`; that of a byte order mark; UTF-8, if nearly all bytes
    beyond ASCII are valid; `declared`, if it fits; an older encoding, guessed by the words. UTF-8 that was encoded
    twice is decoded twice. Damaged bytes become the letter that they probably were, or U+FFFD, and the note has their
    numbers.

    Raises InputError, naming `name`, if it is no text or has too many lines.
    """
    decoded = _decide(data, name, declared, given)
    if len(data) > MAX_LINES and sum(map(decoded.text.count, _BREAKS)) > MAX_LINES:
        raise InputError(name, "its text is longer than that of any article or book")
    return decoded


def _decide(data: bytes, name: str, declared: str | None, given: str | None) -> Decoded:
    if chosen := encodings.codec(given):
        decoded = _decoded(data, chosen, given)
        return decoded._replace(text=decoded.text.removeprefix("\ufeff"))
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    for magic, thing in _MAGIC:
        if data.startswith(magic):
            raise InputError(name, "this is {thing}; give its text as a plain text file", thing=thing)
    codec = encodings.codec(declared)
    if codec in encodings.SEVEN_BIT and data.isascii():
        return _decoded(data, codec, declared)
    if shifted := next((name for name, escape in _SHIFTED if escape in data), None) if data.isascii() else None:
        return _decoded(data, shifted)
    if data.isascii() and _is_hz(data):
        return _decoded(data, "hz")
    if wide := encodings.wide(data):
        return _decoded(data, wide)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if (once := _encoded_once(text)) is not None:
            return Decoded(once, "utf-8", Message("this text was encoded as UTF-8 twice; it is shown as it was meant"))
        return Decoded(text, "utf-8")
    head = data[: encodings.PEEK]
    if len(head) - len(head.translate(None, _CONTROLS)) > _BINARY_SHARE * len(head):
        raise InputError(name, "this is not text")
    return _not_all_utf8(data, codec, declared)


def _encoded_once(text: str) -> str | None:
    """Return the original of a text that was encoded as UTF-8, read as Latin-1 or Windows-1252, and encoded again.

    None means that it was not: no ordinary text with several such pairs of letters can be converted back by chance.
    The no-break space that is half of an `à` may have become a plain space; such an `à` does not count as evidence.
    """
    if _converted_back(text.replace("Ã ", "")) is None:
        return None
    return _converted_back(text.replace("Ã ", "Ã\xa0"))


def _converted_back(text: str) -> str | None:
    if len(_TWICE.findall(text)) < _PAIRS:
        return None
    try:
        # Windows-1252 has no letter for the last byte of a closing quotation mark.
        return text.replace("â€\ufffd", "â€\x9d").translate(_TO_BYTE).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None


def _not_all_utf8(data: bytes, codec: str | None, declared: str | None) -> Decoded:
    """Decode bytes that are not entirely valid UTF-8."""
    likeness = encodings.utf8_likeness(data)
    if likeness == "western":
        return _decoded(data, "utf-8")
    if codec and codec != "utf-8":
        text = data.decode(codec, errors="replace")
        if text.count(_REPLACED) <= _DAMAGED_SHARE * len(text):
            return _decoded(data, codec, declared)
    if likeness == "other":
        return _decoded(data, "utf-8")
    return Decoded(*(_rare(data) or encodings.older(data)))


def _rare(data: bytes) -> tuple[str, str] | None:
    """Return the text and the encoding of languages of which no frequencies are known; None for others."""
    head = data[: encodings.PEEK]
    words = _BEYOND_ASCII.findall(head.decode("iso-8859-3", errors="replace").lower())
    found = sum(_ISO_8859_3.fullmatch(word) is not None for word in words)
    letters = {letter for word in words for letter in word if letter > "\x7f"}
    if found >= max(_ENOUGH, _OF_WORDS * len(words)) or (found and len(letters) > _ENOUGH and letters <= _MALTESE):
        return data.decode("iso-8859-3", errors="replace"), "iso-8859-3"
    text = head.decode("cp1252", errors="replace").lower()
    if _TWO_OF_THEM.search(text) and all(letter in _NORDIC for letter in text if letter > "\x7f" and letter.isalpha()):
        return data.decode("cp1252", errors="replace"), "windows-1252"
    return None


def _is_hz(data: bytes) -> bool:
    """Whether bytes of seven bits are Chinese in HZ."""
    if not _HZ.search(data):
        return False
    text = data.decode("hz", errors="replace")
    return (
        text.count(_REPLACED) <= _DAMAGED_SHARE * len(text)
        and sum("\u4e00" <= char <= "\u9fff" for char in text) > _PAIRS
    )


def _decoded(data: bytes, codec: str, called: str | None = None) -> Decoded:
    """Decode `data`, with a note on the damaged bytes; `called` is the name of the encoding for the user."""
    encoding = (called or codec).lower().removesuffix("-le").removesuffix("-be")
    try:
        return Decoded(data.decode(codec), encoding)
    except UnicodeDecodeError:
        pass
    if codec == "utf-8":
        text, guessed, lost = encodings.repaired_utf8(data)
    else:
        text, guessed = data.decode(codec, errors="replace"), 0
        lost = text.count(_REPLACED)
    note = Message(
        "damaged bytes in this {encoding} text: {guessed} guessed, {lost} replaced by �",
        encoding=encoding,
        guessed=guessed,
        lost=lost,
    )
    return Decoded(text, encoding, note)
