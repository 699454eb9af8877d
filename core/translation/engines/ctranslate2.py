"""The engine for packs that CTranslate2 runs: cutting into pieces, decoding, scores, attention."""

import logging
import time
from collections.abc import Sequence
from typing import Any, Final

from core.errors import IsCancelled, PackMissing, never
from core.packs import Model, Pack, open_model
from core.settings import Device
from core.translation.engines import (
    Ability,
    Attention,
    Engine,
    Hypothesis,
    PackEngine,
    RetryOptions,
    Session,
    TokenScores,
    readable,
    split_long,
)
from core.translation.engines.batches import PaddedSession, Pieces, join_parts, padded_length, score_pairs, wait_for

_logger = logging.getLogger(__name__)

MAX_PIECES: Final = 256
"""Pieces of a sentence decoded in one go. The models hold 512 positions; far below them quality already falls."""
_END: Final = "</s>"
_MIN_PIECES: Final = 48
_MIN_CHARACTERS_PER_PIECE: Final = 1.9
"""Characters per piece below which a text of at least `_MIN_PIECES` pieces is not language but a key, a dump or an
encoded file: those have 1.2 to 1.7. Of 1,000 lines of news none has fewer than 2.8; the median is 4.4."""
_LENGTH_FACTOR: Final = 3
_LENGTH_SPARE: Final = 24
_POSITIONS: Final = 500
"""Marian models number 512 pieces and fail beyond; no part of `MAX_PIECES` needs as many."""


class CTranslate2Engine(PackEngine):
    """Decodes with one pack's model.

    The model is verified and loaded when it is first needed: every method may raise PackMissing then.
    """

    abilities = frozenset(Ability)

    def __init__(self, pack: Pack, *, beam: int, workers: int = 1, device: Device = "auto") -> None:
        """Prepare to decode with `beam` hypotheses, `workers` batches at a time, one thread each."""
        super().__init__(pack, workers=workers)
        self._beam = beam
        self._device = device
        self._loaded: Model | None = None

    @property
    def fingerprint(self) -> str:
        """The files of the model, and the beam."""
        return f"{self.digest}/beam={self._beam}"

    @property
    def loaded(self) -> bool:
        """Whether the model is in memory."""
        return self._loaded is not None

    @property
    def _model(self) -> Model:
        with self._lock:
            if self._loaded is None:
                before, began = self.digest, time.monotonic()
                model = open_model(self.pack, workers=self.workers, device=self._device)
                if self.pack.digest() != before:
                    raise PackMissing(self.pack.name, "exchanged by another program at this moment; run this again")
                self._loaded = model
                _logger.debug("loaded %s in %.2f s", self.pack.name, time.monotonic() - began)
            return self._loaded

    def load(self) -> None:
        """Load the model now, so that the first sentence does not wait for it."""
        _ = self._model

    def chunks(self, text: str) -> list[Pieces]:
        """Encode a text, in as many parts as its lines and the model's maximum length require: nearly always one.

        All of the text is kept, except words of more than `MAX_UNBROKEN` characters, which no model reads. Empty
        where no part of the text is language.
        """
        if "\n" in text:
            return [pieces for line in text.split("\n") for pieces in self.chunks(line)]
        if not readable(text):
            return []
        pieces = self._model.encode(text)
        if self._model.has_words and _gibberish(text, pieces):
            return []
        if len(pieces) <= MAX_PIECES:
            return [pieces] if pieces else []
        encode = self._model.encode
        return [encode(part) for part in split_long(text, lambda part: len(encode(part)), MAX_PIECES)]

    def open_session(self, *, eager: int = 0) -> Session:
        """Start a run whose batches hold sentences of one padded length."""
        return PaddedSession(self, eager)

    def submit(self, batch: Sequence[Pieces]) -> list[Any]:
        """Start decoding a batch of sentences of one padded length; each result has `done()` and `result()`."""
        return self._start(batch, beam_size=self._beam)

    def read(self, result: Any, pieces: Pieces) -> Hypothesis:
        """Read a result that is done; `pieces` is what was submitted for it."""
        best: Pieces = result.hypotheses[0]
        truncated = len(best) >= _max_length(padded_length(len(pieces)))
        return Hypothesis(self._model.decode(best), result.scores[0], truncated)

    def retry(self, text: str, options: RetryOptions, cancelled: IsCancelled = never) -> Hypothesis:
        """Translate one text with other settings; blocks. Raises Cancelled as `Session.take` does."""
        parts = []
        for pieces in self.chunks(text):
            [result] = self._start(
                [pieces],
                beam_size=options.beam,
                no_repeat_ngram_size=options.no_repeat_ngram,
                repetition_penalty=options.repetition_penalty,
            )
            parts.append(self.read(wait_for(result, cancelled), pieces))
        return join_parts(parts) if parts else Hypothesis.untranslated(text)

    def hypotheses(self, text: str, count: int) -> list[Hypothesis]:
        """Return up to `count` hypotheses for one text, the likeliest first; blocks.

        Fewer where the model has no more; none where the text is longer than the model takes at once.
        """
        chunks = self.chunks(text)
        if len(chunks) != 1:
            return []
        [result] = self._start(chunks, beam_size=max(self._beam, count), num_hypotheses=count)
        found, longest = wait_for(result), _max_length(padded_length(len(chunks[0])))
        return [
            Hypothesis(self._model.decode(pieces), score, len(pieces) >= longest)
            for pieces, score in zip(found.hypotheses, found.scores, strict=True)
        ]

    def attend(self, text: str, translation: str) -> Attention | None:
        """Return the model's attention to a text for a given translation of it; blocks.

        None if that is unknown: a text longer than the model takes at once, or a model of words.
        """
        chunks, target = self.chunks(text), self._model.encode_target(translation)
        if len(chunks) != 1 or not 0 < len(target) <= MAX_PIECES:
            return None
        prefix = self._model.target_prefix
        [result] = self._model.translator.translate_batch(
            chunks,
            target_prefix=[prefix + target],
            max_input_length=0,
            # The prefix counts as decoded; the minimum is one step beyond it.
            max_decoding_length=len(prefix) + len(target) + 1,
            beam_size=1,
            return_attention=True,
        )
        return Attention(chunks[0], target, result.attention[0][len(prefix) :])

    def cut(self, text: str) -> Pieces:
        """Cut a text into the model's input pieces; empty where the text needs several passes."""
        chunks = self.chunks(text)
        return chunks[0] if len(chunks) == 1 else []

    def score(
        self, pairs: Sequence[tuple[str, str]], cancelled: IsCancelled, cutter: Engine | None = None
    ) -> list[TokenScores | None]:
        """Return the model's log-probabilities of each given translation, the same to the bit in any company.

        Scoring a pair costs half as much as translating it with two hypotheses.
        """
        model = self._model
        if model.target_prefix:
            return [None] * len(pairs)
        cut = [(self.cut(text), self._cut_target(translation, cutter)) for text, translation in pairs]
        return score_pairs(model.translator, cut, cancelled)

    def _cut_target(self, translation: str, cutter: Engine | None) -> Pieces:
        pieces = cutter.cut(translation) if cutter else []
        if not pieces or not self._model.writes(pieces):
            pieces = self._model.encode_target(translation)
        return pieces if len(pieces) <= MAX_PIECES else []

    def _start(self, batch: Sequence[Pieces], **options: Any) -> list[Any]:
        model, length = self._model, padded_length(len(batch[0]))
        # For a sentence of end marks alone, of any length, the models give only a few pieces.
        filled = [*batch, [_END] * length] if max(map(len, batch)) < length else batch
        results: list[Any] = model.translator.translate_batch(
            filled,
            target_prefix=[model.target_prefix] * len(filled) if model.target_prefix else None,
            max_input_length=0,
            max_decoding_length=_max_length(length),
            return_scores=True,
            asynchronous=True,
            **options,
        )
        return results[: len(batch)]


def _gibberish(text: str, pieces: Pieces) -> bool:
    """Whether a longer ASCII text is cut into pieces so short that it is no language."""
    return len(pieces) >= _MIN_PIECES and text.isascii() and len(text) < _MIN_CHARACTERS_PER_PIECE * len(pieces)


def _max_length(source_pieces: int) -> int:
    """Return the maximum pieces of a translation: three times the source's and a few more; a longer one is a loop."""
    return min(_LENGTH_FACTOR * source_pieces + _LENGTH_SPARE, _POSITIONS)
