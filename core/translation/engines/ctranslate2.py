"""The engine for packs that CTranslate2 runs: cutting into pieces, decoding, scores, attention."""

import logging
import time
from collections.abc import Sequence
from typing import Any, Final

from core.errors import PackMissing
from core.packs import Model, Pack, open_model
from core.packs.progress import never
from core.settings import Device
from core.translation.engines import (
    Ability,
    Attention,
    Cancelled,
    Engine,
    Hypothesis,
    PackEngine,
    RetryOptions,
    Session,
    TokenScores,
    readable,
    split_long,
)
from core.translation.engines.batches import PaddedSession, Pieces, joined, padded, score_pairs, wait_for

_logger = logging.getLogger(__name__)

MAX_PIECES: Final = 256
"""Pieces of a sentence decoded in one go. The models hold 512 positions; far below them quality already falls."""
_END: Final = "</s>"
_SAMPLE: Final = 48
_CHARACTERS: Final = 1.9
"""Characters to a piece below which so many pieces are no language but a key, a dump, a coded file: those have 1.2 to
1.7. Of 1,000 lines of news none has fewer than 2.8, half have 4.4."""
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
        """Encode a sentence, in as many parts as the model's length asks for: one, nearly always.

        No part of the text is lost, but for words of more than `MAX_UNBROKEN` characters, which no model reads. None
        where no part of it is language.
        """
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
        truncated = len(best) >= _longest(padded(len(pieces)))
        return Hypothesis(self._model.decode(best), result.scores[0], truncated)

    def retry(self, text: str, options: RetryOptions, cancelled: Cancelled = never) -> Hypothesis:
        """Translate one text by other settings, and wait for it. Raises Cancelled as `Session.take` does."""
        said = []
        for pieces in self.chunks(text):
            [result] = self._start(
                [pieces],
                beam_size=options.beam,
                no_repeat_ngram_size=options.no_repeat_ngram,
                repetition_penalty=options.repetition_penalty,
            )
            said.append(self.read(wait_for(result, cancelled), pieces))
        return joined(said) if said else Hypothesis.untranslated(text)

    def hypotheses(self, text: str, count: int) -> list[Hypothesis]:
        """Return what else the model could say for one text, the likeliest first, and wait for it.

        Fewer than `count`, or none, where the model has no more, or the text is longer than it takes at once.
        """
        chunks = self.chunks(text)
        if len(chunks) != 1:
            return []
        [result] = self._start(chunks, beam_size=max(self._beam, count), num_hypotheses=count)
        found, longest = wait_for(result), _longest(padded(len(chunks[0])))
        return [
            Hypothesis(self._model.decode(pieces), score, len(pieces) >= longest)
            for pieces, score in zip(found.hypotheses, found.scores, strict=True)
        ]

    def attend(self, text: str, translation: str) -> Attention | None:
        """Return where the model looks in a text while it writes a given translation of it, and wait for it.

        None where that is not known: a text longer than the model takes at once, or a model of words.
        """
        chunks, target = self.chunks(text), self._model.encode_target(translation)
        if len(chunks) != 1 or not 0 < len(target) <= MAX_PIECES:
            return None
        prefix = self._model.target_prefix
        [result] = self._model.translator.translate_batch(
            chunks,
            target_prefix=[prefix + target],
            max_input_length=0,
            # The prefix counts; one step beyond it is the least that can be asked for.
            max_decoding_length=len(prefix) + len(target) + 1,
            beam_size=1,
            return_attention=True,
        )
        return Attention(chunks[0], target, result.attention[0][len(prefix) :])

    def cut(self, text: str) -> Pieces:
        """Cut a text into the pieces in which the model reads it; empty where it takes several passes."""
        chunks = self.chunks(text)
        return chunks[0] if len(chunks) == 1 else []

    def score(
        self, pairs: Sequence[tuple[str, str]], cancelled: Cancelled, cutter: Engine | None = None
    ) -> list[TokenScores | None]:
        """Tell how likely the model finds each given translation; bit for bit the same whatever else is asked with it.

        A pass over a pair costs half of translating it with two hypotheses.
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
        model, length = self._model, padded(len(batch[0]))
        # The models answer end marks alone with a few pieces, however many there are.
        filled = [*batch, [_END] * length] if max(map(len, batch)) < length else batch
        results: list[Any] = model.translator.translate_batch(
            filled,
            target_prefix=[model.target_prefix] * len(filled) if model.target_prefix else None,
            max_input_length=0,
            max_decoding_length=_longest(length),
            return_scores=True,
            asynchronous=True,
            **options,
        )
        return results[: len(batch)]


def _gibberish(text: str, pieces: Pieces) -> bool:
    """Whether a longer text in Latin letters falls into pieces so short that it is no language."""
    return len(pieces) >= _SAMPLE and text.isascii() and len(text) < _CHARACTERS * len(pieces)


def _longest(source_pieces: int) -> int:
    """A translation may have three times its source's pieces and a few more: a longer one is a loop."""
    return min(_LENGTH_FACTOR * source_pieces + _LENGTH_SPARE, _POSITIONS)
