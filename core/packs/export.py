"""Exporting a pack: an `.argosmodel` that another machine, or Argos Translate, can install."""

import os
import tempfile
import zipfile
from pathlib import Path

from core.errors import PackError
from core.packs.manifest import NAME as MANIFEST
from core.packs.manifest import files_of
from core.packs.pack import Pack
from core.packs.progress import CHUNK, Meter, Report, Watch, silent
from core.packs.workspace import writing

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip can say."""
_UNIX, _PLAIN_FILE = 3, 0o100644


def export_pack(pack: Pack, file: Path, *, report: Report = silent) -> None:
    """Write a pack to `file`, whole or not at all; the same pack gives the same bytes, on any machine.

    The members are stored, not compressed: weights in int8 hardly shrink, and what deflate makes of them
    depends on the zlib at hand. Raises PackMissing for a damaged pack, and PackError when the file cannot be
    written.
    """
    pack.check()
    names = [*files_of(pack.path)]
    if (pack.path / MANIFEST).is_file():
        names.append((MANIFEST, pack.path / MANIFEST))
    total = sum(path.stat().st_size for _, path in names)
    meter = Watch(pack.name, report).meter("check", total)
    with writing(str(file), file.parent, total):
        if file.is_dir():
            raise PackError(str(file), "is a folder; name a file, such as {name}.argosmodel", name=pack.name)
        descriptor, draft = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        try:
            with os.fdopen(descriptor, "wb") as target:
                with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
                    for name, path in names:
                        _add(archive, f"{pack.name}/{name}", path, meter)
                target.flush()
                os.fsync(target.fileno())
            _let_others_read(draft)
            Path(draft).replace(file)
        finally:
            Path(draft).unlink(missing_ok=True)


def _add(archive: zipfile.ZipFile, name: str, path: Path, meter: Meter) -> None:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.create_system = _UNIX
    member.external_attr = _PLAIN_FILE << 16
    member.file_size = path.stat().st_size
    with path.open("rb") as source, archive.open(member, "w") as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)
            meter.add(len(chunk))


def _let_others_read(file: str) -> None:
    """Give a temporary file, which only we may read, the rights that a new file has here."""
    mask = os.umask(0)
    os.umask(mask)
    Path(file).chmod(0o666 & ~mask)
