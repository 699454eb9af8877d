"""A zip that was cut into equal slices, each packed into a wheel: read in place, without joining them."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from core.packs.metadata import BadPackError


class SplitArchive(io.RawIOBase):
    """The zip as one seekable file. Slices that are missing are holes: reading one raises BadPackError.

    The slices are compressed inside their wheels, so one is read forward, and again from its beginning when a
    reader goes back: meant for members that are read in the order in which they lie.
    """

    def __init__(self, wheels: Mapping[int, Path], slice_size: int) -> None:
        """Take the wheels by slice number, counted from 1; the last slice must be among them."""
        super().__init__()
        self._wheels = wheels
        self._slice_size = slice_size
        self._position = 0
        self._open: tuple[int, zipfile.ZipFile, IO[bytes]] | None = None
        last = max(wheels)
        with zipfile.ZipFile(wheels[last]) as wheel:
            self._size = (last - 1) * slice_size + _slice_in(wheel, last).file_size

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def tell(self) -> int:
        """Return the position in the whole zip, in bytes."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move to a position in the whole zip; nothing is read yet."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        self._position = max(0, start + offset)
        return self._position

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer up to the end of the present slice at most."""
        if self._position >= self._size:
            return 0
        index, offset = divmod(self._position, self._slice_size)
        stream = self._slice(index + 1)
        stream.seek(offset)
        data = stream.read(min(len(buffer), self._slice_size - offset))
        if not data:
            raise BadPackError("slice {index} of the archive is shorter than it should be", index=index + 1)
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)

    def close(self) -> None:
        """Close the slice that is open."""
        if self._open:
            self._open[2].close()
            self._open[1].close()
            self._open = None
        super().close()

    def _slice(self, number: int) -> IO[bytes]:
        if self._open and self._open[0] == number:
            return self._open[2]
        if self._open:
            self._open[2].close()
            self._open[1].close()
            self._open = None
        if number not in self._wheels:
            raise BadPackError("slice {number} of the archive is needed and was not fetched", number=number)
        wheel = zipfile.ZipFile(self._wheels[number])
        self._open = (number, wheel, wheel.open(_slice_in(wheel, number)))
        return self._open[2]


def _slice_in(wheel: zipfile.ZipFile, number: int) -> zipfile.ZipInfo:
    """Find the slice among a wheel's files: the one whose name ends in its number."""
    found = [member for member in wheel.infolist() if member.filename.endswith(f".zip.{number:03d}")]
    if len(found) != 1:
        raise BadPackError("{name} holds no slice {number}", name=Path(wheel.filename or "").name, number=number)
    return found[0]
