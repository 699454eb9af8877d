"""How far the streams of one PDF may unfold: pdfminer inflates each whole, through as many filters as it names.

A file of a kilobyte, packed twice, would else fill any memory.
"""

import contextlib
import threading
import zlib
from collections.abc import Iterator
from typing import Any

from core.reading.limits import MAX_UNPACKED

MAX_STREAMS = 4 * MAX_UNPACKED
"""Bytes of all streams of a PDF together, pictures apart, which are not inflated."""
_RUN = 128
"""Bytes that two of a run-length stream may stand for."""

_left = threading.local()
_guarding = threading.Lock()


class UnfoldsError(ValueError):
    """The streams of a PDF unfold to more than any document holds."""


@contextlib.contextmanager
def bounded() -> Iterator[None]:
    """Read one PDF with pdfminer, in this thread; what unfolds too far raises UnfoldsError."""
    from pdfminer import pdftypes

    guarded: Any = pdftypes
    with _guarding:
        if guarded.zlib is zlib:
            runs = guarded.rldecode
            guarded.zlib = _Zlib
            guarded.rldecode = lambda data: runs(_unless_endless(data))
    _left.bytes = MAX_STREAMS
    try:
        yield
    finally:
        del _left.bytes


def _take(size: int) -> None:
    _left.bytes = getattr(_left, "bytes", MAX_STREAMS) - size
    if _left.bytes < 0:
        raise UnfoldsError("its streams unfold without end")


def _unless_endless(data: bytes) -> bytes:
    """Return a run-length stream, if all that it may stand for is within bounds."""
    _take(_RUN // 2 * len(data))
    return data


class _Inflater:
    """A decompressor that makes no more than is left."""

    def __init__(self) -> None:
        self.inner = zlib.decompressobj()

    def decompress(self, data: bytes) -> bytes:
        made = self.inner.decompress(data, getattr(_left, "bytes", MAX_STREAMS) + 1)
        _take(len(made))
        return made


class _Zlib:
    """What pdfminer uses of zlib."""

    error = zlib.error
    decompressobj = _Inflater

    @staticmethod
    def decompress(data: bytes) -> bytes:
        inflater = _Inflater()
        made = inflater.decompress(data)
        if not inflater.inner.eof:
            raise zlib.error("incomplete or truncated stream")
        return made
