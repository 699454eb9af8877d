"""Models of Firefox Translations: whether the files fit each other, and a process that translates with one.

The engine (`fxtranslate`) holds the interpreter while it works, and a damaged model can end the process it is loaded
in: so it only ever runs in a child, `firefox_worker.py`.
"""

import contextlib
import json
import signal
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from core.errors import PackMissing
from core.packs import firefox_worker
from core.packs.metadata import (
    FIREFOX,
    FIREFOX_MODEL,
    FIREFOX_SHORTLIST,
    FIREFOX_VOCABULARIES,
    BadPackError,
    FirefoxFiles,
    read_metadata,
)
from core.processes import python_command
from core.sanitize import sanitize

_ITEMS: Final = 5000
"""Items of a model file, at most; the largest in use have some 400."""
_HEADER: Final = struct.Struct("<QQ")
_ITEM: Final = struct.Struct("<4Q")
_SHORTLIST: Final = struct.Struct("<6Q")
_SHORTLIST_MAGIC: Final = 0xF11A48D5013417F5
_SUMMED: Final = 16
"""Where the part of a shortlist begins that its checksum is of: after the magic number and the checksum itself."""
_EMBEDDINGS: Final = (("Wemb", "Wemb"), ("encoder_Wemb", "decoder_Wemb"))
"""The table of both sides, or that of each."""


class DeadError(Exception):
    """The process has ended."""


NICE: Final = 5
"""How far the process stands back behind whoever reads and types."""
_LAST_MOMENT: Final = 1.0
"""Seconds between the end of a process's answers and its own."""
_OUTSIDE: Final = (-signal.SIGTERM, -9)
"""Exit statuses of a process that was ended by somebody."""


def runs_here() -> bool:
    """Whether the engine is installed; nothing of it is loaded."""
    from importlib.util import find_spec

    return find_spec("fxtranslate") is not None


def check_sense(folder: Path, files: FirefoxFiles) -> None:
    """Raise BadPackError unless model, vocabularies and shortlist can be read and agree in their sizes."""
    try:
        rows = _rows(folder / files.model)
        sizes = _pieces(folder / files.source_vocabulary), _pieces(folder / files.target_vocabulary)
        if sizes[0] != rows[0]:
            raise BadPackError(
                "the source vocabulary has {size} pieces, and the model was made for {rows}",
                size=sizes[0],
                rows=rows[0],
            )
        if sizes[1] != rows[1]:
            raise BadPackError(
                "the target vocabulary has {size} pieces, and the model was made for {rows}",
                size=sizes[1],
                rows=rows[1],
            )
        if files.shortlist:
            _check_shortlist(folder / files.shortlist, sizes)
    except OSError as error:
        raise BadPackError("cannot be read: {reason}", reason=error.strerror or error) from None


def _rows(path: Path) -> tuple[int, int]:
    """Return for how many source and target pieces a model was made, having walked its container."""
    shapes = _shapes(path)
    for names in _EMBEDDINGS:
        if all(name in shapes and len(shapes[name]) == 2 for name in names):
            return shapes[names[0]][0], shapes[names[1]][0]
    raise BadPackError("{name} has no embeddings", name=path.name)


def _shapes(path: Path) -> dict[str, tuple[int, ...]]:
    """Read the names and shapes of Marian's binary container; raise BadPackError unless it is whole."""
    bad = BadPackError("{name} is no whole model", name=path.name)
    size = path.stat().st_size
    with path.open("rb") as file:

        def read(count: int) -> bytes:
            data = file.read(count) if 0 <= count <= size else b""
            if len(data) != count:
                raise bad
            return data

        version, count = _HEADER.unpack(read(_HEADER.size))
        if version != 1 or not 0 < count <= _ITEMS:
            raise bad
        heads = [_ITEM.unpack(read(_ITEM.size)) for _ in range(count)]
        names = [read(length)[:-1].decode("utf-8", "replace") for length, *_ in heads]
        shapes = [struct.unpack(f"<{rank}i", read(4 * rank)) for _, _, rank, _ in heads]
        (gap,) = struct.unpack("<Q", read(8))
        if file.tell() + gap + sum(length for *_, length in heads) != size:
            raise bad
    return dict(zip(names, shapes, strict=True))


def _pieces(path: Path) -> int:
    from sentencepiece import SentencePieceProcessor

    try:
        return int(SentencePieceProcessor(model_proto=path.read_bytes()).get_piece_size())
    except RuntimeError:
        raise BadPackError("{name} is no vocabulary", name=path.name) from None


def check_spelling(path: Path, code: str, sentence: str) -> None:
    """Raise BadPackError where a vocabulary has not even half of the letters of a plain sentence in its language.

    This finds one that belongs to a model of another script and has as many pieces by chance.
    """
    from sentencepiece import SentencePieceProcessor

    vocabulary = SentencePieceProcessor(model_proto=path.read_bytes())
    ids, pieces = vocabulary.encode(sentence), vocabulary.encode(sentence, out_type=str)
    spelt = "".join(
        piece
        for number, piece in zip(ids, pieces, strict=True)
        if not (vocabulary.is_unknown(number) or vocabulary.is_byte(number))
    )
    if 2 * sum(map(str.isalpha, spelt)) < sum(map(str.isalpha, sentence)):
        raise BadPackError(
            "{name} cannot spell “{code}”: it is the vocabulary of another model", name=path.name, code=code
        )


def _check_shortlist(path: Path, sizes: tuple[int, int]) -> None:
    import numpy as np

    data = path.read_bytes()
    head = _SHORTLIST.unpack(data[: _SHORTLIST.size]) if len(data) >= _SHORTLIST.size else (0,) * 6
    magic, checksum, first, _, offset_count, id_count = head
    start = _SHORTLIST.size + 8 * offset_count
    if magic != _SHORTLIST_MAGIC or len(data) != start + 4 * id_count or checksum != shortlist_checksum(data):
        raise BadPackError("{name} is no whole shortlist", name=path.name)
    offsets = np.frombuffer(data, np.dtype("<u8"), offset_count, _SHORTLIST.size)
    ids = np.frombuffer(data, np.dtype("<u4"), id_count, start)
    if offset_count != sizes[0] + 1:
        raise BadPackError(
            "{name} is for a source vocabulary of {size} pieces", name=path.name, size=max(0, offset_count - 1)
        )
    if offsets[0] != 0 or offsets[-1] != id_count or bool(np.any(offsets[1:] < offsets[:-1])):
        raise BadPackError("{name} is no whole shortlist", name=path.name)
    if first > sizes[1] or (id_count and int(ids.max()) >= sizes[1]):
        raise BadPackError("{name} names pieces that the target vocabulary does not have", name=path.name)


def shortlist_checksum(data: bytes) -> int:
    """Return the checksum that belongs into a shortlist's header; its last four bytes may be no part of it.

    As in Marian, `hashMem` over words of 64 bits with the `hash_combine` of Boost.
    """
    import numpy as np

    made = 0
    for word in np.frombuffer(data, np.dtype("<u8"), (len(data) - _SUMMED) // 8, _SUMMED).tolist():
        made ^= (word + 0x9E3779B9 + (made << 6) + (made >> 2)) & 0xFFFFFFFFFFFFFFFF
    return made


def as_ours(folder: Path) -> tuple[dict[str, Path], bytes]:
    """Return the files of a model as a pack of this program names them, and its `metadata.json`.

    For the folders of others, whatever they are called there. Raises BadPackError.
    """
    metadata = read_metadata(folder)
    if metadata.firefox is None:
        raise BadPackError("another pack stands in its place")
    files = metadata.firefox
    names = {FIREFOX_MODEL: files.model}
    if files.shortlist:
        names[FIREFOX_SHORTLIST] = files.shortlist
    if files.source_vocabulary == files.target_vocabulary:
        names[FIREFOX_VOCABULARIES[0]] = files.source_vocabulary
    else:
        names |= dict(zip(FIREFOX_VOCABULARIES[1:], (files.source_vocabulary, files.target_vocabulary), strict=True))
    made = describe(metadata.source, metadata.target, metadata.version, metadata.title)
    return {name: folder / path for name, path in names.items()}, made


def describe(source: str, target: str, version: str, title: str) -> bytes:
    """Return the `metadata.json` of a pack; `title` is such as `Spanish → English`."""
    source_name, _arrow, target_name = title.partition(", ")[0].partition(" → ")
    metadata = {
        "package_version": version,
        "from_code": source,
        "from_name": source_name,
        "to_code": target,
        "to_name": target_name,
        "type": FIREFOX,
    }
    return (json.dumps(metadata, ensure_ascii=False, indent=2) + "\n").encode()


class FirefoxProcess:
    """A child that has a model in memory and translates sentence by sentence.

    Texts may be sent before the answer to the one before has come: answers come in the order of the texts.
    """

    def __init__(self, folder: Path, files: FirefoxFiles, nice: int = NICE) -> None:
        """Start it, with that niceness; it loads the model meanwhile. Terminal signals do not reach it."""
        self._roles = files.roles
        paths = [str(folder / name) for name in (files.model, files.source_vocabulary, files.target_vocabulary)]
        shortlist = str(folder / files.shortlist) if files.shortlist else ""
        apart: dict[str, Any] = {"process_group": 0} if sys.platform != "win32" else {"creationflags": 0x200}
        self._child = subprocess.Popen(
            python_command(firefox_worker.__file__, str(nice), *paths, shortlist),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            **apart,
        )
        self.pid = self._child.pid

    def loaded(self) -> dict[str, str]:
        """Wait until the model is in memory; return the SHA-256 of each of its files, by their role.

        Raises BadPackError where the engine refuses the model, or is not there, and DeadError.
        """
        answer = self._answer()
        if "error" in answer:
            raise BadPackError("the engine refuses the model: {error}", error=sanitize(answer["error"], 200))
        return {role: str(answer["digests"][name]) for role, name in self._positions()}

    def _positions(self) -> list[tuple[str, str]]:
        order = ("model", "source", "target", "shortlist")
        return [(role, str(order.index(role))) for role in self._roles]

    def send(self, text: str) -> None:
        """Give it a sentence; raises DeadError."""
        try:
            stdin = self._child.stdin
            if stdin:
                stdin.write(json.dumps(text).encode() + b"\n")
                stdin.flush()
        except (OSError, ValueError):
            raise DeadError from None

    def receive(self) -> str:
        """Wait for the translation of the earliest sentence that has none; raises DeadError."""
        return str(self._answer()["text"])

    def _answer(self) -> dict[str, Any]:
        try:
            line = self._child.stdout.readline() if self._child.stdout else b""
            found: dict[str, Any] = json.loads(line)
        except (OSError, ValueError):
            raise DeadError from None
        return found

    def kill(self) -> None:
        """End it at once, whatever it does."""
        with contextlib.suppress(OSError):
            self._child.kill()

    def end(self, *, hung_up: bool = False) -> bool:
        """End it, and leave nothing of it behind; for the thread that reads its answers.

        `hung_up` when it has stopped answering. Return whether it had ended before, by itself: by a crash, and not by a
        signal of somebody else.
        """
        crashed = False
        with contextlib.suppress(subprocess.TimeoutExpired):
            # Its pipe may be closed a moment before it is gone.
            crashed = self._child.wait(_LAST_MOMENT if hung_up else 0) not in _OUTSIDE
        self.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        return crashed


def translate_once(folder: Path, files: FirefoxFiles, text: str) -> str:
    """Translate one sentence in a process of its own; raise BadPackError where that fails."""
    process = FirefoxProcess(folder, files)
    try:
        process.loaded()
        process.send(text)
        return process.receive()
    except DeadError:
        raise BadPackError("the engine does not survive this model") from None
    finally:
        process.end()


def missing_engine(name: str) -> PackMissing:
    """Return what is said where the engine is not installed."""
    return PackMissing(
        sanitize(name),
        "its engine, fxtranslate, is not installed; run: pip install 'depeche-reader[firefox]' (it builds from source "
        "where there is no wheel, and needs Rust for that)",
    )
