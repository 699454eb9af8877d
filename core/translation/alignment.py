"""Word alignment: which source words a target word came from, read from the model's attention.

The OPUS-MT models were trained with guided alignment (Chen et al. 2016, "Guided Alignment Training for Topic-Aware
Neural Machine Translation"): the one attention head that CTranslate2 returns is a word alignment.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_SPACE = "▁"
_WORD = re.compile(r"\d+(?:[.,:]\d+)+|[^\W_]+(?:['’](?:s|t|re|ve|ll|d|m)\b|['’])?|[^\w\s]|_+")
_MIN_WEIGHT = 0.2
"""Attention below which a link is noise: 99 % of the words copied from the source have more."""
_SHORT = 3
"""Maximum letters of a word that is taken for an article or a preposition."""
_DISCOUNT = 0.4
"""Factor on the attention of a longer word to a punctuation mark or an article: for a noun the model attends to its
article too (`Russia` ← « la » 0.60, « Russie » 0.39). With it the first link of the words in a dictionary of
numbers, dates and countries is right in 93.8 % instead of 92.5 (wmt12, flores-dev)."""
_LOOKAHEAD = 8
"""Characters of the text that are searched for a piece's next letter where the pieces and the text differ."""

Span = tuple[int, int]
"""Start and end in a string, in Unicode code points."""


class Link(NamedTuple):
    """A source word that a target word came from."""

    start: int
    end: int
    weight: float
    """Share of the target word's attention, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class AlignedWord:
    """One word of the translation, and where it came from: the strongest link first; none if it is invented."""

    start: int
    end: int
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """A sentence and its translation, word by word."""

    words: tuple[AlignedWord, ...] = ()
    """Those of the translation, in order; punctuation marks are words of their own."""

    def sources(self, start: int, end: int) -> tuple[Link, ...]:
        """Return what the target words within a span came from, in the source's order."""
        weights: dict[Span, float] = {}
        for word in self.words:
            if word.start < end and start < word.end:
                for link in word.sources:
                    place = link.start, link.end
                    weights[place] = max(weights.get(place, 0.0), link.weight)
        return tuple(Link(*place, weight) for place, weight in sorted(weights.items()))

    def targets(self, start: int, end: int) -> tuple[Link, ...]:
        """Return the target words that came from within a source span, in the target's order."""
        found: list[Link] = []
        for word in self.words:
            weight = max((link.weight for link in word.sources if link.start < end and start < link.end), default=0.0)
            if weight:
                found.append(Link(word.start, word.end, weight))
        return tuple(found)


def align(
    source: str,
    source_pieces: Sequence[str],
    translation: str,
    target_pieces: Sequence[str],
    attention: Sequence[Sequence[float]],
) -> Alignment:
    """Align a sentence with its translation.

    `attention` has one row a target piece, over the source pieces (CTranslate2's `result.attention[0]`, from
    `translate_batch(…, return_attention=True)`); rows or columns of end marks may follow. Pieces that do not
    spell the text exactly (normalised, unknown, bytes) are placed by the letters around them; spans are always valid
    in the two strings. Never raises: what cannot be aligned has no links.
    """
    source_words, target_words = _words(source), _words(translation)
    columns = _word_indices(source, source_pieces, source_words)
    rows = _word_indices(translation, target_pieces, target_words)
    weights: list[dict[int, float]] = [{} for _ in target_words]
    pieces = [0] * len(target_words)
    for index, row in zip(rows, attention, strict=False):
        if index is None:
            continue
        pieces[index] += 1
        total = weights[index]
        for column, value in zip(columns, row, strict=False):
            if value > 0.02 and column is not None:
                total[column] = total.get(column, 0.0) + float(value)
    _link_copies(source, source_words, translation, target_words, weights, pieces)
    minor = [_is_minor(source[start:end]) for start, end in source_words]
    words: list[AlignedWord] = []
    for (start, end), total, count in zip(target_words, weights, pieces, strict=True):
        is_long = end - start > _SHORT and translation[start].isalpha()
        links: list[Link] = []
        for place, value in total.items():
            share = min(1.0, value / max(count, 1) * (_DISCOUNT if is_long and minor[place] else 1.0))
            if share >= _MIN_WEIGHT:
                links.append(Link(*source_words[place], share))
        words.append(AlignedWord(start, end, tuple(sorted(links, key=lambda link: -link.weight))))
    return Alignment(tuple(words))


def _is_minor(word: str) -> bool:
    """Whether a source word is punctuation or, because it is short, probably an article or a preposition."""
    return not word[0].isalnum() or (len(word) <= _SHORT and word[0].islower()) or word[-1] in "'’"


def _words(text: str) -> list[Span]:
    return [match.span() for match in _WORD.finditer(text)]


def _word_indices(text: str, pieces: Sequence[str], words: list[Span]) -> list[int | None]:
    """Return for each piece the index of the word that contains its first letter; None if no word does."""
    indices: list[int | None] = []
    word = 0
    for start in _piece_starts(text, pieces):
        if start is None:
            indices.append(None)
            continue
        while word < len(words) - 1 and words[word][1] <= start:
            word += 1
        indices.append(word if words and words[word][0] <= start < words[word][1] else None)
    return indices


def _piece_starts(text: str, pieces: Sequence[str]) -> Iterator[int | None]:
    """Yield the offset in the text at which each piece begins; None for one that is only a space or an end mark."""
    plain = [piece.replace(_SPACE, "") for piece in pieces]
    letters = [place for place, letter in enumerate(text) if not letter.isspace()]
    if "".join(plain) == "".join(text.split()):
        at = 0
        for piece in plain:
            yield letters[at] if piece else None
            at += len(piece)
    else:
        yield from _approximate_starts(text, plain)


def _approximate_starts(text: str, pieces: Sequence[str]) -> Iterator[int | None]:
    """Do the same as `_piece_starts` where the pieces do not spell the text exactly."""
    # Both sides are compared as NFKD: SentencePiece writes NFKC, a wire anything.
    letters = [(letter, place) for place, char in enumerate(text) for letter in _decomposed(char)]
    at = 0
    for piece in pieces:
        first: int | None = None
        for letter in _decomposed(piece):
            window = range(at, min(at + _LOOKAHEAD, len(letters)))
            found = next((place for place in window if letters[place][0] == letter), None)
            if found is None:
                continue
            first = letters[found][1] if first is None else first
            at = found + 1
        if piece and first is None and at < len(letters):
            # A piece that matches no letter (unknown, a byte) is taken for the next one.
            first = letters[at][1]
            at += 1
        yield first


def _decomposed(text: str) -> str:
    return text if text.isascii() and text.isalnum() else "".join(unicodedata.normalize("NFKD", text).split())


def _link_copies(
    source: str,
    source_words: list[Span],
    translation: str,
    target_words: list[Span],
    weights: list[dict[int, float]],
    pieces: list[int],
) -> None:
    """Link a word with its copy where each side has it exactly once: mostly numbers and names."""
    unique = _unique_words(source, source_words)
    for text, place in _unique_words(translation, target_words).items():
        if text in unique and len(text) > 1:
            weights[place] = {unique[text]: float(max(pieces[place], 1))}


def _unique_words(text: str, words: list[Span]) -> dict[str, int]:
    """Return the words that occur once in a text, each with its index."""
    spelled = [text[start:end] for start, end in words]
    counts = Counter(spelled)
    return {word: place for place, word in enumerate(spelled) if counts[word] == 1}
