"""What no honest document exceeds: archives that unfold without end are refused before they are unpacked."""

import lzma
import struct
import zipfile
import zlib
from io import BytesIO

from core.errors import InputError

MAX_UNPACKED = 64 << 20
"""Bytes of an archive's members together, pictures apart."""
MAX_MEMBERS = 10_000
MAX_PAGES = 1_000
"""Of a PDF: a longer one is a book."""
MAX_ARTICLES = 10_000
"""Of one input: a mailbox that holds more is read that far."""

MAX_PROLOG = 1 << 16
"""Bytes before a feed begins."""

DAMAGED = (
    KeyError,
    ValueError,
    OSError,
    EOFError,
    RuntimeError,  # among them NotImplementedError, and RecursionError for what is nested without end
    OverflowError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
)
"""What comes out of an archive, or of the markup in it, that is not as it was written."""

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".emf", ".wmf", ".tif", ".tiff", ".ttf", ".otf", ".mp4")


def archive(data: bytes, name: str) -> zipfile.ZipFile:
    """Open a document that is a zip archive, once it is clear that it stays within bounds.

    zipfile reads no member further than the size it claims, so the claims can be trusted as a bound. Raises
    InputError.
    """
    try:
        opened = zipfile.ZipFile(BytesIO(data))
        members = opened.infolist()
    except DAMAGED as error:
        raise InputError(name, "this file is damaged: it cannot be unpacked") from error
    weight = sum(member.file_size for member in members if not member.filename.lower().endswith(_PICTURES))
    if weight > MAX_UNPACKED or len(members) > MAX_MEMBERS:
        raise InputError(name, f"it would unpack to more than {MAX_UNPACKED >> 20} MB, too much for a document")
    if any(member.flag_bits & 0x1 for member in members):
        raise InputError(name, "it is protected by a password; save it without one")
    return opened
