"""RTF documents of Word, WordPad, TextEdit and LibreOffice: their text as Word displays it.

This is not left to striprtf, the maintained library, which drops footnotes and text boxes, keeps deleted and hidden
text, and fails with some code pages.
"""

import contextlib
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from core.errors import InputError
from core.reading.document import Block, Document, headline
from core.reading.rtf_reader import RtfReader
from core.reading.symbols_and_formulas import equation

_MAX_MARKS = 2_000_000
"""Maximum number of control words and escaped characters; a book of 1,000 pages has about as many."""
_MAX_GROUPS = 500_000
_LETTERING = re.compile(rb"\{\\sn\s+gtextUNICODE\}\s*\{\\sv\s++([^{}]{1,10000}+)\}")
"""WordArt: the text of a shape."""
_BEYOND = re.compile("[^\x00-\x7f]")


def read(data: bytes, name: str) -> Iterator[Document]:
    """Yield the text of an RTF document as one document. Raises InputError if it is damaged, or exceeds the limits."""
    if data.count(b"\\") > _MAX_MARKS or data.count(b"{") > _MAX_GROUPS:
        raise InputError(name, "its markup is larger than that of any document")
    data = _with_escapes(data)
    reader = RtfReader(name)
    reader.feed(_with_fields(data, name))
    blocks = [*reader.builder.blocks(), *_word_art(data, name), *reader.notes]
    reader.left_out.around(reader.around)
    about = reader.about
    yield Document(
        blocks,
        "rtf",
        title=headline(blocks, about.get("title", "").strip() or None),
        byline=about.get("author", "").strip() or None,
        published=_date(reader.dates.get("revtim") or reader.dates.get("creatim")),
        note=reader.left_out.note(),
    )


def _with_escapes(data: bytes) -> bytes:
    """Return a document with its letters beyond ASCII as RTF writes them, if some program wrote them in UTF-8."""
    try:
        text = "" if data.isascii() else data.decode("utf-8")
    except UnicodeDecodeError:
        return data
    return _BEYOND.sub(_escaped, text).encode("ascii") if text else data


def _escaped(found: re.Match[str]) -> str:
    halves = found[0].encode("utf-16-le")
    codes = (int.from_bytes(halves[at : at + 2], "little", signed=True) for at in range(0, len(halves), 2))
    return "{\\uc1" + "".join(f"\\u{code}?" for code in codes) + "}"


def _word_art(data: bytes, name: str) -> Iterator[Block]:
    """Yield the texts of WordArt, which are in the properties of shapes."""
    for match in _LETTERING.finditer(data):
        reader = RtfReader(name)
        reader.feed(b"{\\rtf1 %s}" % match[1])
        yield from reader.builder.blocks()


_CODE = re.compile(rb"\{(?:\\\*)?\\fldinst\b")
_BRACE = re.compile(rb"\\[\\{}]|[{}]")
_SHOWING = re.compile(rb"\\ffl\b|\bEQ\b")
_FIELDS = 5_000
_LONGEST = 20_000
"""Maximum length of a field's code or result, in bytes."""
_ENTRY = re.compile(rb"\{\\\*\\ffl\b ?([^{}]*)\}")
_CHOSEN = re.compile(rb"\\ff(res|defres)(\d{1,3})")
_UNSET = 25
_RESULT = re.compile(rb"\s*\{\\fldrslt\b")


def _with_fields(data: bytes, name: str) -> bytes:
    """Return RTF with the text of drop-down lists and formulas, which is only in the skipped codes of their fields."""
    found, done = list[bytes](), 0
    for match in islice(_CODE.finditer(data), _FIELDS if _SHOWING.search(data) else 0):
        end = _end(data, match.start())
        code = data[match.start() : end]
        # The code of a nested field is examined by itself.
        if end <= done or not end or (b"\\ffl" not in code and b"EQ" not in code):
            continue
        result = _RESULT.match(data, end)
        last = _end(data, result.end() - len(b"{\\fldrslt")) if result else end
        if (result and _words(data[result.end() : max(last - 1, 0)], name)) or match.start() < done:
            continue
        found += [data[done:end], _shown(code, name)]
        done = end
    return b"".join([*found, data[done:]])


def _end(data: bytes, start: int) -> int:
    """Return the offset of a group's end; 0 if it is too long."""
    depth = 0
    for match in _BRACE.finditer(data, start, start + _LONGEST):
        depth += {b"{": 1, b"}": -1}.get(match[0], 0)
        if not depth:
            return match.end()
    return 0


def _shown(code: bytes, name: str) -> bytes:
    if entries := _ENTRY.findall(code):
        chosen = {kind: int(place) for kind, place in _CHOSEN.findall(code)}
        place = chosen.get(b"res", _UNSET)
        place = chosen.get(b"defres", 0) if place == _UNSET else place
        return b"{%s}" % entries[place] if place < len(entries) else b""
    inside = _CODE.sub(b"{", code, count=1)
    text = equation(_words(inside[1:-1], name))
    return b"{%s}" % "".join(f"\\u{ord(char)}?" if ord(char) < 0x8000 else "" for char in text).encode()


def _words(data: bytes, name: str) -> str:
    """Return the text of a piece of a document."""
    reader = RtfReader(name)
    reader.feed(b"{\\rtf1 %s}" % data)
    return " ".join(block.text for block in reader.builder.blocks()).strip()


def _date(parts: dict[str, int] | None) -> str | None:
    if parts:
        year, month, day, hour, minute = (parts.get(unit, 0) for unit in ("yr", "mo", "dy", "hr", "min"))
        with contextlib.suppress(ValueError):
            return datetime.fromisoformat(f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00").isoformat()
    return None
