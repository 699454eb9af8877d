"""Limits on documents and a library's memory, zip archives read within them, and the note on what was left out."""

import contextlib
import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from types import TracebackType
from typing import Self

from core.errors import InputError
from core.messages import Message
from core.reading.document import Block, join_notes
from core.sanitize import sanitize

MAX_UNPACKED = 64 << 20
"""Maximum unpacked size of an archive, all members together, in bytes."""
MAX_MEMBERS = 10_000
MAX_PAGES = 1_000
"""Maximum number of pages of a PDF."""
MAX_ARTICLES = 10_000
"""Maximum number of articles read from a feed."""
MAX_MESSAGES = 100_000
"""Maximum number of messages of a mailbox; they are read one by one, about 10,000 in a second."""
MAX_PROLOG = 1 << 16
"""Maximum number of bytes before a feed begins."""

SECONDS = 10.0
"""Processor time allowed for one article, plus one second for each megabyte. Books of all formats but PDF take two
seconds."""
PDF_SECONDS = 15.0
"""The same for a PDF. Before it is over, `pdf` begins no further page."""
_PDF_SECOND = 100_000
"""Size, in bytes, of a part of a PDF that adds one second, up to `_PDF_MORE` seconds."""
_PDF_MORE = 5.0
_PDF = b"%PDF-"
_PDF_BEGINS = 1024
"""Number of bytes at the beginning of a PDF in which its signature may be."""

DAMAGED = (
    KeyError, ValueError, OSError, EOFError, RuntimeError, OverflowError, zipfile.BadZipFile, zlib.error,
    lzma.LZMAError, struct.error,
)  # fmt: skip
"""Exceptions that damaged archives and markup raise; RuntimeError also for endless nesting, as RecursionError."""

BEFORE = b"\xef\xbb\xbf\r\n\t "
"""Bytes that some servers send before a file."""

_PIECE = 512
"""Number of bytes of a damaged member that are unpacked at a time, to keep as much as possible before the damage."""
SPOILED = Message("this file is damaged: some of its text may be wrong or missing")
_MEMBER, _LOCAL = b"PK\x01\x02", b"PK\x03\x04"
"""Signatures of an entry in an archive's directory, and of a member's own header."""
_HEADER = struct.Struct("<4s5H3L2H")
"""A member's own header, which precedes its name."""
_SIZE_FOLLOWS = 0x08
"""Flag of a member whose header has no sizes: without the directory, its end is known only by unpacking it."""


def allowance(data: bytes) -> float:
    """Return the processor time, in seconds, that reading one article of a document may take."""
    seconds = SECONDS
    if _PDF in data[:_PDF_BEGINS]:
        seconds = PDF_SECONDS + min(len(data) / _PDF_SECOND, _PDF_MORE)
    return seconds + (len(data) >> 20)


_INLINE = re.compile(
    r"</?(?:b|i|u|em|strong|font|span|small|big|tt|nobr|code|ins|mark|wbr)(?=[\s/>])[^<>]*+>", re.IGNORECASE
)
_CONTAINERS = r"div|center|section|article|main|blockquote|[uod]l|li|d[dt]|table|tbody|tr|t[dh]"
_BLOCKS = re.compile(rf"<(/?)(?:{_CONTAINERS})(?=[\s/>])[^<>]*+>", re.IGNORECASE)
_OTHER = (
    rf"(?!(?:{_CONTAINERS}|html|head|body|title|meta|link|base|script|style|template|noscript|textarea|select|option"
    r"|iframe|p|br|hr|img|h[1-6]|pre|time|nav|aside|footer|header|fig\w+|form)[\s/>])[a-z][\w:-]*+"
)
_OTHERS = re.compile(rf"</?{_OTHER}[^<>]*+>", re.IGNORECASE)
_RUN = re.compile(rf"(<(/?)({_OTHER})(?:\s[^<>]*+)?>)(?:\s*+<\2\3>){{2,}}", re.IGNORECASE)


def flattened(text: str) -> str | None:
    """Return HTML that is nested too deep for the parser with less of its markup; None if nothing can be spared.

    The parser would drop all that follows, such as the page below hundreds of `<font>` that nobody closed. Markup
    without meaning goes first, then what repeats itself, then all that is no block; last, blocks become paragraphs.
    """
    for pattern, shorter in ((_INLINE, ""), (_RUN, r"\1"), (_OTHERS, ""), (_BLOCKS, r"<\1p>")):
        if (flat := pattern.sub(shorter, text)) != text:
            return flat
    return None


class MemberNames:
    """The names of an archive's members, regardless of case, the kind of slash and leading slashes."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[str, str] = {}
        for name in names:
            self._names.setdefault(self._folded(name), name)

    def __contains__(self, path: str) -> bool:
        return self._folded(path) in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def found(self, path: str) -> str:
        """Return the exact name of a member. Raises KeyError if there is none."""
        return self._names[self._folded(path)]

    @staticmethod
    def _folded(path: str) -> str:
        return posixpath.normpath("/" + path.replace("\\", "/")).lstrip("/").casefold()


class Archive:
    """A document that is a zip archive, with limits on its members and on the bytes that are unpacked.

    Each reading of a member counts, since an archive may list the same data many times. The declared size is counted,
    beyond which zipfile reads nothing.
    """

    def __init__(self, data: bytes, name: str) -> None:
        if data.count(_MEMBER) > MAX_MEMBERS:
            raise InputError(name, "it holds more than {most:,} files, too many for a document", most=MAX_MEMBERS)
        self._name = name
        self._left = MAX_UNPACKED
        self._data = data
        self._zip: zipfile.ZipFile | None = None
        self.spoiled = False
        """Whether a damaged member was read."""
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            self._members = {member.filename: member for member in self._zip.infolist()}
        except zipfile.BadZipFile:  # the directory at the end is missing or damaged
            self._members = {member.filename: member for member in _salvaged(data, name)}
            self.spoiled = True
            if not self._members:
                raise
        self.names = MemberNames(self._members)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._zip is not None:
            self._zip.close()

    def read(self, member: str) -> bytes:
        """Return an unpacked member; a damaged one as far as it can be unpacked.

        Raises InputError if it is too large or needs a password, KeyError if there is no such member, or others of
        `DAMAGED`.
        """
        found = self._members[self.names.found(member)]
        if self._zip is None and found.flag_bits & _SIZE_FOLLOWS:
            found.file_size = max(self._left, 0) + 1
            data = self._spoiled(found)
            found.file_size = len(data)
        self._left -= found.file_size
        if self._left < 0:
            raise InputError(
                self._name, "it would unpack to more than {most} MB, too much for a document", most=MAX_UNPACKED >> 20
            )
        if found.flag_bits & 0x1:
            raise InputError(self._name, "it is protected by a password; save it without one")
        if self._zip is None:
            return self._spoiled(found)
        # Some programs use different slashes for a name in the header and in the directory, which zipfile rejects.
        length, _ = struct.unpack_from("<HH", self._data, found.header_offset + 26)
        named = self._data[found.header_offset + 30 : found.header_offset + 30 + length]
        found.orig_filename = named.decode("utf-8" if found.flag_bits & 0x800 else "cp437")
        try:
            return self._zip.read(found)
        except (zipfile.BadZipFile, zlib.error, EOFError):
            return self._spoiled(found)

    def _spoiled(self, found: zipfile.ZipInfo) -> bytes:
        """Return what can be unpacked of a damaged member, by its own header. Raises BadZipFile if that is nothing."""
        length, more = struct.unpack_from("<HH", self._data, found.header_offset + 26)
        start = found.header_offset + _HEADER.size + length + more
        data = _unpacked(memoryview(self._data)[start : start + found.compress_size], found)
        self.spoiled = True
        return data


def _salvaged(data: bytes, name: str) -> Iterator[zipfile.ZipInfo]:
    """Yield the members of an archive without a directory by their own headers, in order. Raises InputError."""
    if data.count(_LOCAL) > MAX_MEMBERS:
        raise InputError(name, "it holds more than {most:,} files, too many for a document", most=MAX_MEMBERS)
    place = data.find(_LOCAL)
    while place >= 0 and place + _HEADER.size <= len(data):
        _, _, flags, method, _, _, _, packed, size, length, more = _HEADER.unpack_from(data, place)
        start = place + _HEADER.size
        named, start = data[start : start + length], start + length + more
        found = zipfile.ZipInfo(named.decode("utf-8" if flags & 0x800 else "cp437", "replace") or "-")
        found.header_offset, found.flag_bits, found.compress_type = place, flags, method
        found.file_size, found.compress_size = size, packed
        if flags & _SIZE_FOLLOWS:
            found.compress_size, packed = len(data) - start, 0
        if start < len(data):
            yield found
        place = data.find(_LOCAL, start + packed)


def _unpacked(packed: memoryview, member: zipfile.ZipInfo) -> bytes:
    """Return what can be unpacked of a damaged member's data. Raises BadZipFile if that is nothing."""
    if member.compress_type == zipfile.ZIP_STORED:
        data = bytes(packed[: member.file_size])
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        inflater, found = zlib.decompressobj(-zlib.MAX_WBITS), bytearray()
        with contextlib.suppress(zlib.error):
            for start in range(0, len(packed), _PIECE):
                piece = packed[start : start + _PIECE]
                found += inflater.decompress(piece, max(member.file_size - len(found), 1))
                if inflater.eof or len(found) >= member.file_size:
                    break
        data = bytes(found[: member.file_size])
    else:
        data = b""
    if not data:
        raise zipfile.BadZipFile(f"{member.filename} is damaged")
    return data


def archive(data: bytes, name: str) -> Archive:
    """Open a document that is a zip archive. Raises InputError if it is damaged or holds too many members."""
    try:
        return Archive(data, name)
    except DAMAGED as error:
        raise InputError(name, "this file is damaged: it cannot be unpacked") from error


_WHY = {
    "deleted": Message("text that was deleted with changes tracked is left out"),
    "hidden": Message("hidden text is left out"),
    "comments": Message("comments are left out"),
    "embedded": Message("embedded files, formulas or charts are not read"),
    "missing": Message("a chapter is missing or cannot be read"),
    "damaged": Message("parts that are damaged are left out"),
    "deep": Message("parts nested too deep are not read"),
    "signature": Message("the signature is left out"),
    "contents": Message("the table of contents is left out"),
    "pictures": Message("pictures are not read"),
}
_QUOTED = 300
"""Maximum characters of page headers and footers that a note quotes."""


class LeftOut:
    """Collects what was left out of a document, for a note that names each reason once, in the order of occurrence."""

    def __init__(self) -> None:
        self._reasons: dict[str, None] = {}
        self._notes: dict[str, None] = {}
        self._around: dict[str, None] = {}

    def add(self, reason: str) -> None:
        """Add a reason, by its key in `_WHY`."""
        self._reasons[reason] = None

    def say(self, note: str | None) -> None:
        """Add a note of another stage, if any."""
        if note:
            self._notes[note] = None

    def around(self, blocks: Iterable[Block]) -> None:
        """Add the text of page headers and footers."""
        self._around |= dict.fromkeys(" ".join(block.text.split()) for block in blocks)

    def note(self) -> str | None:
        """Return the note, in one line; None if nothing was left out."""
        notes = [*(_WHY[reason] for reason in self._reasons), *self._notes]
        if text := sanitize(" / ".join(filter(None, self._around)), _QUOTED):
            notes.append(Message("page headers and footers are left out: {text}", text=text))
        return join_notes(*notes)


class _StopWords:
    """jusText's stop words of all languages, some 150,000, as sorted hashes: 1.4 MB, where it takes 33 MB for them."""

    def __init__(self) -> None:
        from justext.utils import get_stoplist, get_stoplists

        hashes = array("q")
        for language in get_stoplists():
            hashes.extend(map(hash, get_stoplist(language)))
        self._hashes = array("q", sorted(hashes))

    def __len__(self) -> int:
        return len(self._hashes)

    def __contains__(self, word: str) -> bool:
        key = hash(word)
        place = bisect_left(self._hashes, key)
        return place < len(self._hashes) and self._hashes[place] == key


@cache
def compact_stop_words() -> None:
    """Have trafilatura keep jusText's stop words in little memory, with the same results.

    It loads them at the first page with little text, which may be the thousandth that a process reads, and for good.
    """
    from justext import core
    from trafilatura import external

    external.jt_stoplist_init = cache(_StopWords)  # type: ignore[assignment]
    core.define_stoplist = lambda words: words  # they are in small letters
