"""Batches of sentences with the same padded length, and the session that fills them.

CTranslate2 pads the sentences of a batch to the longest, and its kernels round differently for each length, so a
translation would depend on the other sentences of its batch. Therefore each sentence has a fixed padded length, its own
rounded up to the next of `LENGTHS`, and a batch holds sentences of one padded length only; if none is as long as that,
a sentence of end marks is added.
"""

import time
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from core.errors import Cancelled, IsCancelled, never
from core.translation.engines import READ_AHEAD, Hypothesis, Session, TokenScores

LENGTHS: Final = (8, 16, 24, 32, 40, 56, 80, 128, 256, 512)
"""Lengths, in pieces, to which sentences are padded. Each step of decoding packs all weights again, whatever the number
of sentences, so full batches are cheaper; and long sentences are rare. 400 lines of news make 12 batches. Multiples of
eight would make 16, with 7 % more processor time; exact lengths would take 25 % more."""
BATCH_PIECES: Final = 1536
"""Maximum pieces in a batch: below 1,000 the workers idle, above 1,500 nothing is gained."""
BATCH_SENTENCES: Final = 64
"""Maximum sentences in a batch. For each, the scores of the next piece take four bytes for each hypothesis and each
piece of the vocabulary, several times over: 2 MB a sentence with two workers. A maximum of 32 is 10 % slower."""
_MAX_NEWER: Final = 3 * READ_AHEAD // 4
"""Number of newer sentences after which a waiting one is decoded next, even if few others have its length."""
_POLL: Final = 0.016
"""Seconds between two polls of a running batch, so that cancelling does not wait for its end. Polling four times as
often took a twentieth of a core from the engine."""

Pieces = list[str]


def padded_length(length: int) -> int:
    """Return the length to which a sentence of `length` pieces is padded."""
    return LENGTHS[bisect_left(LENGTHS, length)]


class Decoder(Protocol):
    """The methods that a session needs from the model."""

    workers: int
    """Batches that are decoded at a time."""
    decoded: int
    """Texts decoded so far; the session counts them."""

    def chunks(self, text: str) -> list[Pieces]:
        """Cut a text into pieces, in as many parts as the model's maximum length requires."""
        ...

    def submit(self, batch: Sequence[Pieces]) -> list[Any]:
        """Start decoding a batch of one padded length; each result has `done()` and `result()`."""
        ...

    def read(self, result: Any, pieces: Pieces) -> Hypothesis:
        """Read a result that is done."""
        ...


@dataclass(eq=False, slots=True)
class _Chunk:
    """Pieces to decode, and the result: of a text, or of a part of one that is too long for the model."""

    pieces: Pieces
    number: int
    """Index, from 0, of the first text that contains it."""
    result: Hypothesis | None = None


@dataclass(slots=True)
class _Pool:
    """The waiting chunks by padded length, in the order of arrival within each length."""

    lengths: dict[int, deque[_Chunk]] = field(default_factory=dict)
    pieces: int = 0
    """Number of pieces that wait, padding included."""

    def add(self, chunk: _Chunk) -> None:
        length = padded_length(len(chunk.pieces))
        self.lengths.setdefault(length, deque()).append(chunk)
        self.pieces += length

    def oldest(self) -> _Chunk:
        return min((waiting[0] for waiting in self.lengths.values()), key=lambda chunk: chunk.number)

    def fullest(self) -> int:
        """Return the length whose next batch would hold the most pieces."""
        return max(self.lengths, key=lambda length: min(len(self.lengths[length]), BATCH_SENTENCES) * length)

    def batch(self, length: int, pieces: int) -> list[_Chunk]:
        """Remove and return a batch of one length: at most `pieces` pieces, but at least one chunk."""
        waiting = self.lengths[length]
        size = max(1, min(BATCH_SENTENCES, pieces // length, len(waiting)))
        taken = [waiting.popleft() for _ in range(size)]
        if not waiting:
            del self.lengths[length]
        self.pieces -= size * length
        return taken


class PaddedSession(Session):
    """Keeps the workers busy with batches of one padded length each.

    The fullest batch is decoded first, except that the first `eager` texts and texts that waited long are decoded in
    order. So are all once no other is to come: then no batch becomes fuller, and what is done with the results is done
    beside the decoding of those that follow.
    """

    def __init__(self, engine: Decoder, eager: int) -> None:
        self._engine = engine
        self._eager = eager
        self._put = 0
        self._ended = False
        self._texts: deque[list[list[_Chunk] | Hypothesis]] = deque()
        """Of each text, the chunks of each line, or its result."""
        self._pool = _Pool()
        self._pending: dict[tuple[str, ...], _Chunk] = {}
        """Chunks that wait or are being decoded, by their pieces, so that a repeated text is decoded once."""
        self._in_flight: deque[tuple[list[_Chunk], list[Any]]] = deque()

    def put(self, text: str) -> None:
        """Cut the lines of a text into chunks, and start decoding when they fill a batch."""
        self._texts.append([self._chunks(line) or Hypothesis.untranslated(line) for line in text.split("\n")])
        self._put += 1
        if self._pool.pieces >= BATCH_PIECES:
            self.start()

    def end(self) -> None:
        """Decode from now on in the order of the texts."""
        self._ended = True

    def _chunks(self, line: str) -> list[_Chunk]:
        chunks = []
        for pieces in self._engine.chunks(line):
            key = tuple(pieces)
            if (chunk := self._pending.get(key)) is None:
                chunk = self._pending[key] = _Chunk(pieces, self._put)
                self._pool.add(chunk)
            chunks.append(chunk)
        return chunks

    def take(self, cancelled: IsCancelled) -> Hypothesis:
        """Return the earliest text's hypothesis; keep the workers busy meanwhile."""
        lines = []
        for chunks in self._texts[0]:
            if isinstance(chunks, list):
                while any(chunk.result is None for chunk in chunks):
                    self.start()
                    self._collect(cancelled)
                lines.append(join_parts([chunk.result for chunk in chunks if chunk.result]))
            else:
                lines.append(chunks)
        self._texts.popleft()
        return join_lines(lines)

    def start(self) -> None:
        """Submit a batch for each worker, and one more for the worker that is done first."""
        workers = self._engine.workers
        while len(self._in_flight) <= workers and self._pool.lengths:
            oldest = self._pool.oldest()
            due = self._ended or oldest.number < self._eager or self._put - oldest.number > _MAX_NEWER
            length = padded_length(len(oldest.pieces)) if due else self._pool.fullest()
            # If less waits than a full batch for each worker, it is divided evenly.
            share = -(-self._pool.pieces // workers)
            batch = self._pool.batch(length, min(BATCH_PIECES, share))
            self._in_flight.append((batch, self._engine.submit([chunk.pieces for chunk in batch])))

    def _collect(self, cancelled: IsCancelled) -> None:
        """Wait for the batch that was submitted first, and read its results."""
        batch, results = self._in_flight[0]
        for chunk, result in zip(batch, results, strict=True):
            chunk.result = self._engine.read(wait_for(result, cancelled), chunk.pieces)
            del self._pending[tuple(chunk.pieces)]
        self._in_flight.popleft()
        self._engine.decoded += len(batch)


def wait_for(result: Any, cancelled: IsCancelled = never) -> Any:
    """Wait for a result and return it; Ctrl-C interrupts the wait. Raises Cancelled when `cancelled` returns true."""
    while not cancelled():
        if result.done():
            return result.result()
        time.sleep(_POLL)
    raise Cancelled("translation")


def join_parts(parts: Sequence[Hypothesis]) -> Hypothesis:
    """Join the hypotheses for the parts of a sentence that was too long for the model."""
    return _joined(parts, " ")


def join_lines(lines: Sequence[Hypothesis]) -> Hypothesis:
    """Join the hypotheses for the lines of a text; untranslated if none was translated."""
    return _joined(lines, "\n")


def _joined(parts: Sequence[Hypothesis], separator: str) -> Hypothesis:
    if len(parts) == 1:
        return parts[0]
    scores = [part.score for part in parts if part.score is not None]
    score = sum(scores) / len(scores) if scores else None
    text, truncated = separator.join(part.text for part in parts), any(part.truncated for part in parts)
    return Hypothesis(text, score, truncated, translated=any(part.translated for part in parts))


_SCORED_PAIRS: Final = 32
"""Maximum pairs scored in one call."""


def score_pairs(
    translator: Any, pairs: Sequence[tuple[Pieces, Pieces]], cancelled: IsCancelled
) -> list[TokenScores | None]:
    """Score the second side of each pair given the first; None where either is empty.

    Only pairs whose two sides have the same two lengths share a batch: nothing is padded, so the score of a pair does
    not depend on the others. A batch of a single pair takes no more processor time for each pair.
    """
    found: list[TokenScores | None] = [None] * len(pairs)
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, (source, target) in enumerate(pairs):
        if source and target:
            groups[len(source), len(target)].append(place)
    running: list[tuple[list[int], list[Any]]] = []
    for places in groups.values():
        for start in range(0, len(places), _SCORED_PAIRS):
            batch = places[start : start + _SCORED_PAIRS]
            results = translator.score_batch(
                [pairs[place][0] for place in batch],
                [pairs[place][1] for place in batch],
                max_input_length=0,
                asynchronous=True,
            )
            running.append((batch, results))
    for batch, results in running:
        for place, result in zip(batch, results, strict=True):
            found[place] = TokenScores(tuple(pairs[place][1]), tuple(wait_for(result, cancelled).log_probs))
    return found
