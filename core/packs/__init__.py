"""Translation packs: opening one (loading its model and tokenizer); progress and cancellation of an installation.

Importing this package loads no engine; heavy modules are imported where they are used.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from core.errors import Cancelled, IsCancelled, PackMissing, UsageError, never
from core.messages import Message
from core.packs.metadata import SPACE, BadPackError, Vocabulary, read_metadata, tokenizer_of
from core.packs.model_file import check_shapes
from core.packs.pack import Pack
from core.sanitize import sanitize
from core.settings import Device

__all__ = ["CHUNK", "Meter", "Model", "Monitor", "Pack", "Progress", "Report", "Stage", "open_model", "silent"]

CHUNK = 1_048_576
"""Bytes that are read between two progress reports."""

Stage = Literal["download", "check", "convert", "prove"]


@dataclass(frozen=True, slots=True)
class Progress:
    """One report: `done` of `total`, in bytes for `download` and `check`, in steps for the others."""

    stage: Stage
    done: int
    total: int


Report = Callable[[Progress], None]


def silent(progress: Progress) -> None:
    """Ignore the report."""


@dataclass(frozen=True, slots=True)
class Monitor:
    """The two callbacks of one installation, passed to the functions that do the work."""

    what: str
    """The pack, for messages."""
    report: Report = silent
    cancelled: IsCancelled = never

    def at(self, stage: Stage, done: int, total: int) -> None:
        """Report the progress; raise Cancelled if the work was cancelled."""
        self.still_wanted()
        self.report(Progress(stage, done, total))

    def meter(self, stage: Stage, total: int) -> "Meter":
        """Return a progress counter for one stage with `total` steps or bytes."""
        return Meter(self, stage, total)

    def still_wanted(self) -> None:
        """Raise Cancelled if the work was cancelled."""
        if self.cancelled():
            raise Cancelled(self.what)


@dataclass(slots=True)
class Meter:
    """Counts the progress of one stage and reports each step."""

    monitor: Monitor
    stage: Stage
    total: int
    done: int = 0

    def add(self, amount: int) -> None:
        """Count `amount` more as done, and report it."""
        self.done += amount
        self.peek(0)

    def peek(self, ahead: int) -> None:
        """Report `ahead` more than is certainly done, without counting it."""
        self.monitor.at(self.stage, min(self.done + ahead, self.total), self.total)


# A byte that the vocabulary has no piece for, as SentencePiece's byte fallback writes it.
_BYTE = re.compile(r"<0x([0-9A-Fa-f]{2})>")


_MIN_VOCABULARY = 4000
"""Minimum pieces of a vocabulary that has most words as one piece; the models in use have 8,000 to 32,000."""


class Model:
    """A loaded pack; thread-safe."""

    def __init__(self, pack: Pack, translator: Any, tokenizer: Any, target_prefix: str, *, moses: bool) -> None:
        self.pack = pack
        self.translator = translator
        """A `ctranslate2.Translator`. Pass `target_prefix` to its calls where the model has one."""
        self.target_prefix: list[str] = [target_prefix] if target_prefix else []
        """The pieces with which each translation must begin; `decode` removes them."""
        self._tokenizer = tokenizer
        self._moses = moses
        self._vocabulary: Vocabulary | None = None

    def encode(self, text: str) -> list[str]:
        """Split one sentence into the model's pieces."""
        pieces: list[str] = self._tokenizer.encode(text)
        return pieces

    @property
    def has_words(self) -> bool:
        """Whether its tokenizer is SentencePiece with a vocabulary that has most words as one piece."""
        return not self._moses and self._tokenizer.lazy_processor().get_piece_size() >= _MIN_VOCABULARY

    def encode_target(self, text: str) -> list[str]:
        """Split a translation into the pieces with which the model would write it.

        Empty if that is unknown: for models with a Moses tokenizer.
        """
        return self._target_vocabulary.cut(text) if not self._moses else []

    def writes(self, pieces: list[str]) -> bool:
        """Whether the model can write all of these pieces."""
        return not self._moses and self._target_vocabulary.holds(pieces)

    @property
    def _target_vocabulary(self) -> Vocabulary:
        if self._vocabulary is None:
            try:
                self._vocabulary = Vocabulary.load(self.pack.path / "model")
            except (OSError, ValueError):
                self._vocabulary = Vocabulary(frozenset())
        return self._vocabulary

    def decode(self, pieces: list[str]) -> str:
        """Join the pieces of one translated sentence into text.

        The tokenizer's own `decode` is not used: the target's pieces need not be in the source's SentencePiece model,
        and the one of Argos turns every `_` of the text into a space.
        """
        if self.target_prefix and pieces[:1] == self.target_prefix:
            pieces = pieces[1:]
        if self._moses:
            return str(self._tokenizer.decode(pieces))
        return _join(pieces).replace(SPACE, " ").strip(" ")


def open_model(pack: Pack, *, workers: int = 1, device: Device = "auto") -> Model:
    """Verify a pack and load it.

    `workers` is the number of batches that the engine computes at a time, with one thread each: two workers are faster
    than one with two threads. Raises PackMissing if a file is damaged or the engine refuses the model, and UsageError
    if `cuda` is wanted and there is none.
    """
    pack.check()
    import ctranslate2
    from argostranslate.tokenizer import BPETokenizer, SentencePieceTokenizer

    try:
        metadata = read_metadata(pack.path)
        file = tokenizer_of(pack.path)
        moses = file is not None and file.name == "bpe.model"
        tokenizer = BPETokenizer(file, metadata.source, metadata.target) if moses else SentencePieceTokenizer(file)
        _load_tokenizer(tokenizer, file)
        check_shapes(pack.path / "model")
        translator = ctranslate2.Translator(
            str(pack.path / "model"), device=_device(device), inter_threads=workers, intra_threads=1
        )
    except (RuntimeError, ValueError, TypeError, OSError, MemoryError, LookupError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        problem = Message("cannot be loaded: {error}", error=sanitize(reason) or "no memory")
        if isinstance(error, BadPackError):
            problem = error.problem
        raise PackMissing(pack.name, "{problem}; {repair}", problem=problem, repair=pack.repair) from error
    return Model(pack, translator, tokenizer, metadata.target_prefix, moses=moses)


def _load_tokenizer(tokenizer: Any, file: Path | None) -> None:
    """Let a tokenizer read its file: it would do so on first use, without a lock, and then there are threads.

    Raises BadPackError if it is none: the libraries' own words name places in their code.
    """
    try:
        tokenizer.encode("a")
    except (RuntimeError, ValueError, LookupError) as error:
        raise BadPackError("{name} is no vocabulary", name=file.name if file else "-") from error


def _device(wanted: Device) -> str:
    import ctranslate2

    try:
        found = ctranslate2.get_cuda_device_count() > 0
    except RuntimeError:
        # The driver does not fit the library: treat it as no device.
        found = False
    if wanted == "cuda" and not found:
        raise UsageError("--device cuda", "no CUDA device was found; use --device cpu")
    return "cuda" if found and wanted != "cpu" else "cpu"


def _join(pieces: list[str]) -> str:
    """Join pieces, reading runs of byte pieces as the UTF-8 they are."""
    text: list[str] = []
    pending = bytearray()
    for piece in pieces:
        byte = _BYTE.fullmatch(piece)
        if byte:
            pending.append(int(byte[1], 16))
            continue
        if pending:
            text.append(pending.decode("utf-8", errors="replace"))
            pending.clear()
        text.append(piece)
    return "".join(text) + pending.decode("utf-8", errors="replace")
