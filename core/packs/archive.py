"""`.argosmodel` archives: unpacking one that may be hostile, and writing one."""

import contextlib
import gzip
import os
import re
import stat
import tarfile
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from core.errors import PackError
from core.files import is_special, set_mode, umask
from core.packs import CHUNK, Meter, Monitor, Report, silent
from core.packs.metadata import LIMIT, OF_TRANSLATELOCALLY, TOKENIZERS, BadPackError
from core.packs.pack import NAME as MANIFEST
from core.packs.pack import Pack, files_of
from core.packs.temporary_folders import writing
from core.sanitize import sanitize


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of an archive; the largest official pack has 156 MB in some 15 files."""

    members: int = 1000
    size: int = 3_000_000_000
    """Bytes of all members together."""
    ratio: int = 100
    """Maximum ratio of unpacked to packed size; model weights hardly compress."""


_UNPACKED = re.compile(
    rf"metadata\.json|README(\.md)?|LICEN[CS]E(\.\w+)?|{re.escape(MANIFEST)}|model/[^/]+|"
    + "|".join(map(re.escape, TOKENIZERS))
)
MODEL_FILE = re.compile(rf"[\w.-]+\.alphas\.bin|lex[\w.-]*\.bin|[\w.-]+\.spm|{re.escape(OF_TRANSLATELOCALLY)}")
_LIMITED = re.compile(rf"metadata\.json|README.*|LICEN.*|{re.escape(MANIFEST)}")
_MACOS_FOLDER, MACOS_PREFIX = "__MACOSX", "._"
"""What macOS adds to archives: a folder in a zip, a file beside each file in a tar."""
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Names that Windows takes for devices, and characters it forbids.
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f]')


_TABLES = 4 << 20
"""Maximum bytes of an archive's own tables, or of those before one member; real ones have some thousand."""
_LEAST = 1 << 20
"""Bytes that any archive may unpack to."""


class _Bounded:
    """An archive as its library reads it: tables are read as a whole into memory, so their size has a limit."""

    def __init__(self, file: BinaryIO, end: int) -> None:
        """`end` is the last position that may be asked for."""
        self._file = file
        self._end = end
        self._left = _TABLES
        self.seekable, self.tell = file.seekable, file.tell

    def allow(self) -> None:
        """Let further bytes be read: the last ones were not kept."""
        self._left = _TABLES

    def read(self, size: int = -1) -> bytes:
        """Read bytes. Raises BadPackError for too many."""
        if size > self._left or self._file.tell() > self._end:
            raise _too_much()
        data = self._file.read(size if size >= 0 else self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise _too_much()
        return data

    def seek(self, position: int, whence: int = os.SEEK_SET) -> int:
        """Move to a position. Raises BadPackError for one that is too far."""
        if position > self._end:
            raise _too_much()
        return self._file.seek(position, whence)


def _too_much() -> BadPackError:
    return BadPackError("the archive holds more than any pack does")


@contextlib.contextmanager
def _zip(file: Path) -> Iterator[tuple[zipfile.ZipFile, _Bounded]]:
    with file.open("rb") as opened:
        bounded = _Bounded(opened, file.stat().st_size)
        with zipfile.ZipFile(bounded) as archive:
            yield archive, bounded


def unpack(file: Path, goal: Path, monitor: Monitor, limits: Limits | None = None) -> None:
    """Unpack the pack in `file` into the new folder `goal`.

    The archive's single root folder is left out. Raises BadPackError for an unsafe archive or one without a pack,
    `zipfile.BadZipFile` for a damaged one, and OSError.
    """
    with _zip(file) as (archive, bounded):
        members = _checked(archive, file.stat().st_size, limits or Limits())
        meter = monitor.meter("check", sum(member.file_size for member in members.values()))
        goal.mkdir()
        for name, member in members.items():
            path = goal / name
            path.parent.mkdir(exist_ok=True)
            written = 0
            bounded.allow()
            with archive.open(member) as source, path.open("xb") as target:
                while chunk := source.read(CHUNK):
                    bounded.allow()
                    written += target.write(chunk)
                    if written > member.file_size:
                        raise BadPackError("{name} is longer than the archive says", name=sanitize(name))
                    meter.add(len(chunk))
            if written != member.file_size:
                raise BadPackError("{name} is shorter than the archive says", name=sanitize(name))


def is_tar(file: Path) -> bool:
    """Whether a file is gzipped, as the archives of translateLocally are; an `.argosmodel` is a zip."""
    with file.open("rb") as opened:
        return opened.read(2) == b"\x1f\x8b"


def unpack_tar(file: Path, goal: Path, monitor: Monitor, limits: Limits | None = None) -> None:
    """Unpack the model in a `.tar.gz` of translateLocally into the new folder `goal`, as a pack of this program.

    Only the files of a model are unpacked, by their base names, so that none can be written elsewhere. Raises
    BadPackError for an archive that is unsafe, damaged, or without such a model.
    """
    raw = goal.with_name("unpacked")
    raw.mkdir()
    try:
        _unpack_model(file, raw, monitor, limits or Limits())
    except BadPackError:
        raise
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, ValueError, RecursionError) as error:
        raise BadPackError("not a whole archive: {error}", error=sanitize(error)) from None
    rearrange(raw, goal)


def rearrange(raw: Path, goal: Path) -> None:
    """Make a pack of this program in the new folder `goal` of the files of a model of translateLocally in `raw`."""
    from core.packs.firefox import as_ours

    if not (raw / OF_TRANSLATELOCALLY).exists():
        raise BadPackError("not a translation pack: no {file}", file=OF_TRANSLATELOCALLY)
    files, described = as_ours(raw)
    (goal / "model").mkdir(parents=True)
    for name, path in files.items():
        path.rename(goal / name)
    (goal / "metadata.json").write_bytes(described)


def _unpack_model(file: Path, goal: Path, monitor: Monitor, limits: Limits) -> None:
    left = most = min(limits.size, max(_LEAST, limits.ratio * file.stat().st_size))
    with gzip.open(file) as opened:
        bounded = _Bounded(cast("BinaryIO", opened), most)
        with tarfile.open(fileobj=bounded, mode="r:") as archive:  # type: ignore[call-overload]
            for count, member in enumerate(archive):
                bounded.allow()
                name = PurePosixPath(member.name).name
                left -= member.size
                if count >= limits.members or left < 0:
                    raise _too_much()
                wanted = member.isreg() and MODEL_FILE.fullmatch(name) and not name.startswith(MACOS_PREFIX)
                source = archive.extractfile(member) if wanted else None
                if source is None:
                    continue
                if (goal / name).exists():
                    raise BadPackError("the archive holds {name} twice", name=sanitize(name))
                with (goal / name).open("xb") as target:
                    while chunk := source.read(CHUNK):
                        bounded.allow()
                        target.write(chunk)
                        monitor.still_wanted()


def unpacked_size(file: Path) -> int:
    """Return the unpacked size that an archive declares, unchecked; for a `.tar.gz`, a guess; of a folder, its own."""
    if file.is_dir():
        return sum(path.stat().st_size for path in file.iterdir() if path.is_file())
    if is_tar(file):
        return 2 * file.stat().st_size
    with _zip(file) as (archive, _):
        return sum(member.file_size for member in archive.infolist())


def _checked(archive: zipfile.ZipFile, size: int, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """Return the members to write, by their path inside the pack."""
    members = archive.infolist()
    if len(members) > limits.members:
        raise BadPackError(
            "the archive has {members} members, more than {other}", members=len(members), other=limits.members
        )
    announced = sum(member.file_size for member in members)
    if announced > min(limits.size, limits.ratio * size):
        raise BadPackError("the archive says it unpacks to {size} bytes, which no pack does", size=announced)
    paths = [(_safe_path(member), member) for member in members]
    paths = [(path, member) for path, member in paths if path.parts[0] != _MACOS_FOLDER]
    roots = {path.parts[0] for path, _ in paths}
    if len(roots) != 1:
        raise BadPackError("not a translation pack: it is not one folder")
    kept: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for path, member in paths:
        name = path.relative_to(path.parts[0]).as_posix()
        if member.is_dir() or not _UNPACKED.fullmatch(name):
            continue
        if _LIMITED.fullmatch(name) and member.file_size > LIMIT:
            raise BadPackError("{name} is too large", name=name)
        # The same file on macOS and Windows, where neither case nor Unicode composition distinguishes names.
        key = unicodedata.normalize("NFC", name).casefold()
        if key in seen:
            raise BadPackError("the archive holds {name} twice", name=sanitize(name))
        seen.add(key)
        kept[name] = member
    if "metadata.json" not in kept:
        raise BadPackError("not a translation pack: no metadata.json")
    return kept


def _safe_path(member: zipfile.ZipInfo) -> PurePosixPath:
    """Return a member's path; raises BadPackError if it or its kind is unsafe."""
    name = member.orig_filename
    path = PurePosixPath(name)
    parts = name.rstrip("/").split("/")
    if (
        path.is_absolute()
        or _FORBIDDEN.search(name)
        or any(part in {"", ".", ".."} or _DEVICE.fullmatch(part) for part in parts)
    ):
        raise BadPackError("the archive holds a path that leaves its folder: {name}", name=sanitize(name, 80))
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in ({0, stat.S_IFDIR} if member.is_dir() else {0, stat.S_IFREG}):
        raise BadPackError("the archive holds something that is no file: {name}", name=sanitize(name, 80))
    if member.flag_bits & _ENCRYPTED:
        raise BadPackError("the archive is encrypted")
    if member.compress_type not in _METHODS:
        raise BadPackError("the archive is compressed in an unknown way ({method})", method=member.compress_type)
    return path


_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip can hold."""
_UNIX, _PLAIN_FILE = 3, 0o100644


def export_pack(pack: Pack, file: Path, *, report: Report = silent) -> None:
    """Write a pack to `file`, completely or not at all; the same pack gives the same bytes on any machine.

    The members are stored, not compressed: int8 weights hardly compress, and the output of deflate depends on the
    version of zlib. Raises PackMissing for a damaged pack, and PackError if the file cannot be written.
    """
    pack.check()
    names = [*files_of(pack.path)]
    if (pack.path / MANIFEST).is_file():
        names.append((MANIFEST, pack.path / MANIFEST))
    described = b""
    if pack.engine == "firefox" and pack.provider != "depeche":
        from core.packs.firefox import as_ours

        files, described = as_ours(pack.path)
        names = sorted(files.items())
    total = sum(path.stat().st_size for _, path in names)
    meter = Monitor(pack.name, report).meter("check", total)
    with writing(str(file), file.parent, total):
        if file.is_dir():
            raise PackError(str(file), "is a folder; name a file, such as {name}.argosmodel", name=pack.name)
        if is_special(file):
            raise PackError(str(file), "this is not a file")
        descriptor, draft = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        try:
            with os.fdopen(descriptor, "wb") as target:
                with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
                    if described:
                        archive.writestr(_member(f"{pack.name}/metadata.json"), described)
                    for name, path in names:
                        _add(archive, f"{pack.name}/{name}", path, meter)
                target.flush()
                os.fsync(target.fileno())
                # Only its owner may read a temporary file.
                set_mode(target.fileno(), draft, 0o666 & ~umask())
            Path(draft).replace(file)
        finally:
            Path(draft).unlink(missing_ok=True)


def _add(archive: zipfile.ZipFile, name: str, path: Path, meter: Meter) -> None:
    member = _member(name)
    member.file_size = path.stat().st_size
    with path.open("rb") as source, archive.open(member, "w") as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)
            meter.add(len(chunk))


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.create_system = _UNIX
    member.external_attr = _PLAIN_FILE << 16
    return member
