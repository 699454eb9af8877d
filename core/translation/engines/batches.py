"""Batches of sentences of one padded length, and the session that fills them.

CTranslate2 pads the sentences of a batch to the longest, and its kernels round by that length: what a sentence becomes
would depend on its company. So each sentence has one padded length, its own rounded up to the next of `LENGTHS`, alone
and in any company. A batch holds sentences of one such length; where none fills it, one of end marks is added.
"""

import time
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from core.errors import Cancelled
from core.translation import engines
from core.translation.engines import READ_AHEAD, Hypothesis, Session, TokenScores

LENGTHS: Final = (8, 16, 24, 32, 40, 56, 80, 128, 256, 512)
"""Pieces to which sentences are padded. Each step of decoding packs all weights anew, for however many sentences: full
batches are cheaper, and long sentences are few. 400 lines of news make 12 batches; multiples of eight make 16, which
take a fourteenth more processor time, and exactly equal lengths take a quarter more than those."""
BATCH_PIECES: Final = 1536
"""Pieces in a batch: below 1,000 the workers idle, above 1,500 nothing is gained."""
BATCH_SENTENCES: Final = 64
"""Sentences in a batch, at most: the scores of the next piece take four bytes for each hypothesis of each of them and
each piece of the vocabulary, several times over: 2 MB a sentence with both workers. 32 are a tenth slower."""
_OLDEST: Final = 3 * READ_AHEAD // 4
"""Sentences put in since one came, after which it goes next, however few have its length."""
_POLL: Final = 0.016
"""Seconds between two looks at a batch under way, so that cancelling needs not wait for its end. At a quarter of it
looking took a twentieth of a core, which the engine lacked."""

Pieces = list[str]


def padded(length: int) -> int:
    """Return the length to which so many pieces are padded."""
    return LENGTHS[bisect_left(LENGTHS, length)]


class Decoder(Protocol):
    """What a session needs of the model."""

    workers: int
    """Batches that are decoded at a time."""
    decoded: int
    """Texts decoded so far; the session counts them."""

    def chunks(self, text: str) -> list[Pieces]:
        """Cut a text into pieces, in as many parts as the model's length asks for."""
        ...

    def submit(self, batch: Sequence[Pieces]) -> list[Any]:
        """Start decoding a batch of one padded length; each result has `done()` and `result()`."""
        ...

    def read(self, result: Any, pieces: Pieces) -> Hypothesis:
        """Read a result that is done."""
        ...


@dataclass(eq=False, slots=True)
class _Chunk:
    """Pieces to decode, and what came of them: a text, or a part of one that is too long for the model."""

    pieces: Pieces
    number: int
    """That of the first text it stands in, counted from 0."""
    result: Hypothesis | None = None


@dataclass(slots=True)
class _Pool:
    """The chunks that wait, by their padded length, each length in the order in which they came."""

    lengths: dict[int, deque[_Chunk]] = field(default_factory=dict)
    pieces: int = 0
    """All of them, padding included."""

    def add(self, chunk: _Chunk) -> None:
        length = padded(len(chunk.pieces))
        self.lengths.setdefault(length, deque()).append(chunk)
        self.pieces += length

    def oldest(self) -> _Chunk:
        return min((waiting[0] for waiting in self.lengths.values()), key=lambda chunk: chunk.number)

    def fullest(self) -> int:
        """Return the length whose next batch holds most."""
        return max(self.lengths, key=lambda length: min(len(self.lengths[length]), BATCH_SENTENCES) * length)

    def batch(self, length: int, pieces: int) -> list[_Chunk]:
        """Take a batch of one length, of at most so many pieces, or of one chunk."""
        waiting = self.lengths[length]
        size = max(1, min(BATCH_SENTENCES, pieces // length, len(waiting)))
        taken = [waiting.popleft() for _ in range(size)]
        if not waiting:
            del self.lengths[length]
        self.pieces -= size * length
        return taken


class PaddedSession(Session):
    """Keeps the workers busy with batches of one padded length each.

    The fullest batch goes first; but those for the first `eager` texts, and what has waited long, go in their turn.
    """

    def __init__(self, engine: Decoder, eager: int) -> None:
        self._engine = engine
        self._eager = eager
        self._put = 0
        self._texts: deque[list[_Chunk] | Hypothesis] = deque()
        self._pool = _Pool()
        self._known: dict[tuple[str, ...], _Chunk] = {}
        """What waits or is under way: a text that comes twice meanwhile is decoded once."""
        self._flying: deque[tuple[list[_Chunk], list[Any]]] = deque()

    def put(self, text: str) -> None:
        """Cut a text, and begin when there is a batch's worth."""
        chunks = []
        for pieces in self._engine.chunks(text):
            key = tuple(pieces)
            if (chunk := self._known.get(key)) is None:
                chunk = self._known[key] = _Chunk(pieces, self._put)
                self._pool.add(chunk)
            chunks.append(chunk)
        self._put += 1
        self._texts.append(chunks or Hypothesis.untranslated(text))
        if self._pool.pieces >= BATCH_PIECES:
            self._submit()

    def take(self, cancelled: engines.Cancelled) -> Hypothesis:
        """Return the earliest text's hypothesis; keep the workers busy meanwhile."""
        chunks = self._texts[0]
        if isinstance(chunks, list):
            while any(chunk.result is None for chunk in chunks):
                self._submit()
                self._land(cancelled)
            made = joined([chunk.result for chunk in chunks if chunk.result])
        else:
            made = chunks
        self._texts.popleft()
        return made

    def _submit(self) -> None:
        """Give the workers what they can take: a batch each, and one for whichever is done first."""
        workers = self._engine.workers
        while len(self._flying) <= workers and self._pool.lengths:
            oldest = self._pool.oldest()
            due = oldest.number < self._eager or self._put - oldest.number > _OLDEST
            length = padded(len(oldest.pieces)) if due else self._pool.fullest()
            # What does not fill a batch for each worker, they share evenly.
            share = -(-self._pool.pieces // workers)
            batch = self._pool.batch(length, min(BATCH_PIECES, share))
            self._flying.append((batch, self._engine.submit([chunk.pieces for chunk in batch])))

    def _land(self, cancelled: engines.Cancelled) -> None:
        """Wait for the batch that was begun first, and read it."""
        batch, results = self._flying[0]
        for chunk, result in zip(batch, results, strict=True):
            chunk.result = self._engine.read(wait_for(result, cancelled), chunk.pieces)
            del self._known[tuple(chunk.pieces)]
        self._flying.popleft()
        self._engine.decoded += len(batch)


def wait_for(result: Any, cancelled: engines.Cancelled = lambda: False) -> Any:
    """Return what a batch under way gives; Ctrl-C is heard meanwhile, and Cancelled raised when `cancelled` says so."""
    while not cancelled():
        if result.done():
            return result.result()
        time.sleep(_POLL)
    raise Cancelled("translation")


def joined(parts: Sequence[Hypothesis]) -> Hypothesis:
    """Make one hypothesis of the parts of a sentence that was too long for the model."""
    if len(parts) == 1:
        return parts[0]
    scores = [part.score for part in parts if part.score is not None]
    score = sum(scores) / len(scores) if scores else None
    return Hypothesis(" ".join(part.text for part in parts), score, any(part.truncated for part in parts))


_BATCH: Final = 32
"""Pairs scored in one call, at most."""


def score_pairs(
    translator: Any, pairs: Sequence[tuple[Pieces, Pieces]], cancelled: engines.Cancelled
) -> list[TokenScores | None]:
    """Score the second side of each pair given the first; None where either is empty.

    Only pairs whose two sides are of the same two lengths travel together: nothing is padded, so what a pair scores
    does not depend on its company. Lone pairs take no more processor time for it.
    """
    found: list[TokenScores | None] = [None] * len(pairs)
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, (source, target) in enumerate(pairs):
        if source and target:
            groups[len(source), len(target)].append(place)
    running: list[tuple[list[int], list[Any]]] = []
    for places in groups.values():
        for start in range(0, len(places), _BATCH):
            batch = places[start : start + _BATCH]
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
