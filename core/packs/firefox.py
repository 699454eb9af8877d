"""Models of Firefox Translations: consistency checks of the files, and a process that translates with a model.

The engine (`fxtranslate`) holds the interpreter while it works, and a damaged model can end the process it is loaded
in: so it only runs in a child process, `firefox_worker.py`.
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

_MAX_ITEMS: Final = 5000
"""Maximum items of a model file; the largest in use have some 400."""
_HEADER: Final = struct.Struct("<QQ")
_ITEM: Final = struct.Struct("<4Q")
_SHORTLIST: Final = struct.Struct("<6Q")
_SHORTLIST_MAGIC: Final = 0xF11A48D5013417F5
_CHECKSUM_START: Final = 16
"""Offset of the part of a shortlist that its checksum covers: after the magic number and the checksum itself."""
_EMBEDDINGS: Final = (("Wemb", "Wemb"), ("encoder_Wemb", "decoder_Wemb"))
"""The names of the embedding tables: one for both sides, or one for each."""


class DeadError(Exception):
    """The process has ended."""


NICE: Final = 5
"""Niceness of the process, so that the user's screen and keys have priority."""
_EXIT_TIMEOUT: Final = 1.0
"""Seconds to wait for a process to exit after it closed its output."""
_ENDED_FROM_OUTSIDE: Final = (-signal.SIGTERM, -9)
"""Exit statuses of a process that was ended from outside."""


def runs_here() -> bool:
    """Whether the engine is installed; nothing of it is loaded."""
    from importlib.util import find_spec

    return find_spec("fxtranslate") is not None


def check_sense(folder: Path, files: FirefoxFiles) -> None:
    """Raise BadPackError unless model, vocabularies and shortlist can be read and have matching sizes."""
    try:
        rows = _rows(folder / files.model)
        vocabularies = files.source_vocabulary, files.target_vocabulary
        sizes = _pieces(folder / vocabularies[0]), _pieces(folder / vocabularies[1])
        for vocabulary, size, wanted in zip(vocabularies, sizes, rows, strict=True):
            if size != wanted:
                raise BadPackError(
                    "{name} has {size} pieces, and the model was made for {rows}",
                    name=Path(vocabulary).name,
                    size=size,
                    rows=wanted,
                )
        if files.shortlist:
            _check_shortlist(folder / files.shortlist, sizes)
    except OSError as error:
        raise BadPackError("cannot be read: {reason}", reason=error.strerror or error) from None


def _rows(path: Path) -> tuple[int, int]:
    """Return the number of source and target pieces for which a model was made."""
    shapes = _shapes(path)
    for names in _EMBEDDINGS:
        if all(name in shapes and len(shapes[name]) == 2 for name in names):
            return shapes[names[0]][0], shapes[names[1]][0]
    raise BadPackError("{name} has no embeddings", name=path.name)


def _shapes(path: Path) -> dict[str, tuple[int, ...]]:
    """Read the names and shapes in Marian's binary container; raise BadPackError unless it is complete."""
    bad = BadPackError("{name} is no whole model", name=path.name)
    size = path.stat().st_size
    with path.open("rb") as file:

        def read(count: int) -> bytes:
            data = file.read(count) if 0 <= count <= size else b""
            if len(data) != count:
                raise bad
            return data

        version, count = _HEADER.unpack(read(_HEADER.size))
        if version != 1 or not 0 < count <= _MAX_ITEMS:
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
    """Raise BadPackError if a vocabulary covers less than half of the letters of a plain sentence in its language.

    This detects the vocabulary of a model of another script that has the same number of pieces by chance.
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
    """Return the checksum for a shortlist's header; the last four bytes may not be part of it.

    As in Marian, `hashMem` over words of 64 bits with the `hash_combine` of Boost.
    """
    import numpy as np

    checksum = 0
    for word in np.frombuffer(data, np.dtype("<u8"), (len(data) - _CHECKSUM_START) // 8, _CHECKSUM_START).tolist():
        checksum ^= (word + 0x9E3779B9 + (checksum << 6) + (checksum >> 2)) & 0xFFFFFFFFFFFFFFFF
    return checksum


def as_ours(folder: Path) -> tuple[dict[str, Path], bytes]:
    """Return the files of a model by the names that this program uses, and its `metadata.json`.

    This is for folders of other programs, which use other names. Raises BadPackError.
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
    described = metadata_text(metadata.source, metadata.target, metadata.version, metadata.title)
    return {name: folder / path for name, path in names.items()}, described


def metadata_text(source: str, target: str, version: str, title: str) -> bytes:
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
    """A child process that has a model in memory and translates sentence by sentence.

    Several texts may be sent before their answers are received; answers come in the order of the texts.
    """

    def __init__(self, folder: Path, files: FirefoxFiles, nice: int = NICE) -> None:
        """Start the process, which then loads the model; signals of the terminal do not reach it."""
        self._roles = files.roles
        paths = [str(folder / name) for name in (files.model, files.source_vocabulary, files.target_vocabulary)]
        shortlist = str(folder / files.shortlist) if files.shortlist else ""
        detached: dict[str, Any] = {"process_group": 0} if sys.platform != "win32" else {"creationflags": 0x200}
        self._child = subprocess.Popen(
            python_command(firefox_worker.__file__, str(nice), *paths, shortlist),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            **detached,
        )
        self.pid = self._child.pid

    def loaded(self) -> dict[str, str]:
        """Wait until the model is in memory; return the SHA-256 of each of its files, by their role.

        Raises BadPackError if the engine refuses the model or is not installed, and DeadError.
        """
        answer = self._answer()
        if "error" in answer:
            raise BadPackError("the engine refuses the model: {error}", error=sanitize(answer["error"], 200))
        return {role: str(answer["digests"][name]) for role, name in self._positions()}

    def _positions(self) -> list[tuple[str, str]]:
        order = ("model", "source", "target", "shortlist")
        return [(role, str(order.index(role))) for role in self._roles]

    def send(self, text: str) -> None:
        """Send a sentence to the process; raises DeadError."""
        try:
            stdin = self._child.stdin
            if stdin:
                stdin.write(json.dumps(text).encode() + b"\n")
                stdin.flush()
        except (OSError, ValueError):
            raise DeadError from None

    def receive(self) -> str:
        """Wait for the next translation and return it; raises DeadError."""
        return str(self._answer()["text"])

    def _answer(self) -> dict[str, Any]:
        try:
            line = self._child.stdout.readline() if self._child.stdout else b""
            found: dict[str, Any] = json.loads(line)
        except (OSError, ValueError):
            raise DeadError from None
        return found

    def kill(self) -> None:
        """Kill the process."""
        with contextlib.suppress(OSError):
            self._child.kill()

    def end(self, *, hung_up: bool = False) -> bool:
        """End the process and free its resources; call it in the thread that reads the answers.

        `hung_up` means that it has closed its output. Return whether it had crashed before, rather than been ended by a
        signal from outside.
        """
        crashed = False
        with contextlib.suppress(subprocess.TimeoutExpired):
            # Its pipe may be closed a moment before it exits.
            crashed = self._child.wait(_EXIT_TIMEOUT if hung_up else 0) not in _ENDED_FROM_OUTSIDE
        self.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        return crashed


def translate_once(folder: Path, files: FirefoxFiles, text: str) -> str:
    """Translate one sentence in a process of its own; raise BadPackError if that fails."""
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
    """Return the error for a missing engine."""
    return PackMissing(
        sanitize(name),
        "its engine, fxtranslate, is not installed; run: pip install 'depeche-reader[firefox]' (it builds from source "
        "where there is no wheel, and needs Rust for that)",
    )
