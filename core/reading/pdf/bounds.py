"""Limits on the work for one PDF: unpacked bytes, parsing steps and letters, in proportion to the size of the file.

pdfminer itself has none. A file of a kilobyte can unpack to gigabytes, declare a range of four billion widths, or draw
forms within forms a million times. The work is counted, not timed, so that a file gives the same text on all machines.
"""

import contextlib
import functools
import re
import threading
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from core.errors import ProblemError
from core.reading.limits import MAX_UNPACKED

MAX_STREAMS = 2 * MAX_UNPACKED
"""Maximum size of all streams of a PDF together, unpacked, in bytes; pictures are not unpacked."""
MAX_STEPS = 1_000_000
"""Maximum number of tokens and table entries of a small file; they take some seconds on a slow machine."""
STEPS_A_BYTE = 2
"""Additional steps for each byte of the file; ordinary files need less than one."""
MAX_LETTERS = 150_000
"""Maximum number of drawn letters of a small file."""
LETTERS_A_BYTE = 2
"""Additional letters for each byte of the file."""
MAX_TOKEN = 1 << 20
"""Maximum length of a string, in bytes, since pdfminer copies it for each buffer that it spans."""
MAX_PREDICTED = 16 << 20
"""Maximum size, in bytes, of a stream with a predictor, which is undone byte by byte."""
_PIECE = 1 << 20
_SALVAGED = 256
"""Number of bytes of a damaged stream that are unpacked at a time."""
_LOOKUP = 200
"""Steps for looking a table of characters up among pdfminer's files."""
_RUN = 128
"""Maximum number of bytes that two bytes of a run-length stream expand to."""


class UnfoldsError(ProblemError, ValueError):
    """A PDF exceeds the limits, which no ordinary document does."""


class _Budget(threading.local):
    """What remains of each limit, for the PDF that this thread reads."""

    streams = MAX_STREAMS
    steps = MAX_STEPS
    letters = MAX_LETTERS


_left = _Budget()
_guarding = threading.Lock()


@contextlib.contextmanager
def bounded(size: int) -> Iterator[None]:
    """Limit what pdfminer does in this thread to the work for one PDF of `size` bytes; more raises UnfoldsError."""
    with _guarding:
        _guard()
    _left.streams = MAX_STREAMS
    _left.steps = MAX_STEPS + STEPS_A_BYTE * size
    _left.letters = MAX_LETTERS + LETTERS_A_BYTE * size
    yield


@contextlib.contextmanager
def spare(steps: int) -> Iterator[None]:
    """Allow so many steps for work without which the text can be read too; they do not count for the document."""
    before, _left.steps = _left.steps, steps
    try:
        yield
    finally:
        _left.steps = before


def count_steps(count: int = 1) -> None:
    """Count steps of work. Raises UnfoldsError if there were too many."""
    _left.steps -= count
    if _left.steps < 0:
        raise UnfoldsError("the PDF asks for more work than any document")


def count_letters(count: int) -> None:
    """Count letters. Raises UnfoldsError if there were too many."""
    _left.letters -= count
    if _left.letters < 0:
        raise UnfoldsError("the PDF holds more letters than any document of its size")


def _streams(size: int) -> None:
    _left.streams -= size
    if _left.streams < 0:
        raise UnfoldsError("its streams unfold without end")


@functools.cache
def _guard() -> None:
    """Patch pdfminer so that it counts its work; once in a process."""
    from pdfminer import cmapdb, lzw, pdffont, pdfinterp, pdftypes, psparser, runlength, utils

    # A byte of zero is white space in a PDF. pdfminer skips each in a step of its own, of which a file can ask for
    # millions, and takes those that follow a word for a part of it.
    psparser.NONSPC = re.compile(rb"[^\s\0]")
    psparser.END_LITERAL = psparser.END_KEYWORD = re.compile(rb"[#/%\[\]()<>{}\s\0]")
    # The patched names are imports of these modules, which type checkers do not see.
    types, font, runs = _any(pdftypes), _any(pdffont), runlength.rldecode
    types.zlib = _Zlib
    types.decompress_corrupted = _salvaged
    types.rldecode = lambda data: runs(_unless_endless(data))
    types.lzwdecode = lambda data: b"".join(map(_counted, lzw.LZWDecoder(BytesIO(data)).run()))
    types.ccittfaxdecode = lambda _data, _params: b""  # used for pictures only
    types.apply_png_predictor = _predicted(utils.apply_png_predictor, columns=2)
    types.apply_tiff_predictor = _predicted(utils.apply_tiff_predictor, columns=1)
    for parser in (psparser.PSBaseParser, pdfinterp.PDFContentParser):
        _any(parser).fillbuf = _filled(parser.fillbuf)
    _any(pdfinterp.PDFContentParser).get_inline_data = _inline_data
    _any(cmapdb.FileUnicodeMap).add_cid2unichr = _stepped(cmapdb.FileUnicodeMap.add_cid2unichr)
    _any(cmapdb.CMapDB)._load_data = staticmethod(_stepped(cmapdb.CMapDB._load_data, _LOOKUP))  # noqa: SLF001
    font.get_widths = _ranged(pdffont.get_widths, entry=3)
    font.get_widths2 = _ranged(pdffont.get_widths2, entry=5)
    for form in (0, 2, 4, 6, 10, 12):
        name = f"parse_cmap_format_{form}"
        setattr(pdffont.TrueTypeFont, name, _mapped(getattr(pdffont.TrueTypeFont, name)))


def _any(thing: object) -> Any:
    return thing


def _filled(fill: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Count each token: all parsers call `fillbuf` before they read one."""

    def fillbuf(parser: Any) -> bool:
        # A large part of all parsing is spent here: `count_steps` and `fill` are only called where they matter.
        _left.steps -= 1
        if _left.steps < 0:
            count_steps(0)
        if len(parser._curtoken) > MAX_TOKEN:  # noqa: SLF001 — a growing string is visible only here
            raise UnfoldsError("one of its strings has no end")
        return False if parser.charpos < len(parser.buf) else fill(parser)

    return fillbuf


def _inline_data(parser: Any, begin: int, target: bytes = b"EI") -> tuple[int, bytes]:
    """Return where a picture within a page's content begins, and its bytes, up to `target` and a space.

    pdfminer's own function takes quadratic time where the first letter of `target` is frequent.
    """
    parser.seek(begin)
    data, end, found = bytearray(), re.compile(re.escape(target) + rb"\s"), None
    while found is None:
        parser.fillbuf()
        seen = max(0, len(data) - len(target))
        data += parser.buf[parser.charpos :]
        found = end.search(data, seen)
        parser.charpos = len(parser.buf) - (len(data) - found.end() if found else 0)
    return begin, re.sub(rb"(?:\r\n|[\r\n])\Z", b"", data[: found.start()])


def _stepped(function: Callable[..., Any], steps: int = 1) -> Callable[..., Any]:
    def counted(*args: Any) -> Any:
        count_steps(steps)
        return function(*args)

    return counted


def _ranged(function: Callable[[Any], Any], entry: int) -> Callable[[Any], Any]:
    """Count the widths in the ranges of a font, where `first last width` is an entry of three numbers."""
    from pdfminer.pdftypes import resolve1

    def counted(values: Any) -> Any:
        resolved = [resolve1(value) for value in values]
        numbers: list[Any] = []
        for value in resolved:
            numbers = [] if isinstance(value, list) else [*numbers, value]
            if len(numbers) == entry:
                first, last = numbers[:2]
                if isinstance(first, int) and isinstance(last, int):
                    count_steps(max(0, last - first))
                numbers = []
        return function(resolved)

    return counted


def _mapped(parse: Callable[..., None]) -> Callable[..., None]:
    """Count the letters that a font's own table maps: twelve bytes can declare four billion."""

    def counted(font: Any, file: Any, found: dict[int, int]) -> None:
        table = _Counted()
        parse(font, file, table)
        found.update(table)

    return counted


class _Counted(dict[int, int]):
    def __setitem__(self, key: int, value: int) -> None:
        count_steps()
        super().__setitem__(key, value)


def _predicted(undo: Callable[..., bytes], columns: int) -> Callable[..., bytes]:
    def bounded_undo(*args: Any) -> bytes:
        width, data = args[columns], args[-1]
        if not 0 < width <= MAX_PREDICTED or len(data) > MAX_PREDICTED:
            raise UnfoldsError("one of its streams unfolds without end")
        count_steps(len(data) // 4)
        return undo(*args)

    return bounded_undo


def _salvaged(data: bytes) -> bytes:
    """Return what can be unpacked of a damaged stream; pdfminer's own function takes quadratic time."""
    inflater = _Inflater()
    pieces = []
    with contextlib.suppress(zlib.error):
        for start in range(0, len(data), _SALVAGED):
            pieces.append(inflater.decompress(data[start : start + _SALVAGED]))  # noqa: PERF401 — kept after an error
    return b"".join(pieces)


def _counted(data: bytes) -> bytes:
    _streams(len(data))
    return data


def _unless_endless(data: bytes) -> bytes:
    """Return a run-length stream if the most that it can expand to is within the limit. Raises UnfoldsError."""
    _streams(_RUN // 2 * len(data))
    return data


class _Inflater:
    """A decompressor that counts its output, piece by piece, so that Ctrl-C takes effect in between."""

    def __init__(self) -> None:
        self.inner = zlib.decompressobj()

    def decompress(self, data: bytes) -> bytes:
        pieces = []
        while not self.inner.eof:
            pieces.append(self.inner.decompress(data, _PIECE))
            _streams(len(pieces[-1]))
            data = self.inner.unconsumed_tail
            if not data and len(pieces[-1]) < _PIECE:
                break
        return b"".join(pieces)


class _Zlib:
    """Replaces zlib in pdfminer."""

    error = zlib.error
    decompressobj = _Inflater

    @staticmethod
    def decompress(data: bytes) -> bytes:
        inflater = _Inflater()
        unpacked = inflater.decompress(data)
        if not inflater.inner.eof:
            raise zlib.error("incomplete or truncated stream")
        return unpacked
