"""Vocabulary: the pieces that a model can write, and how a given text would be written with them."""

import json
from collections.abc import Iterable
from pathlib import Path

SPACE = "▁"
"""What SentencePiece writes for a space (U+2581)."""
_FILES = ("shared_vocabulary", "target_vocabulary")
_LONGEST = 32
"""Characters of the longest piece that is looked for."""
_UNKNOWN = "<unk>"


class Vocabulary:
    """The target side's pieces of one model."""

    def __init__(self, pieces: frozenset[str]) -> None:
        self._pieces = pieces
        self._longest = min(max(map(len, pieces), default=1), _LONGEST)

    @classmethod
    def load(cls, model: Path) -> "Vocabulary":
        """Read that of a CTranslate2 model's folder; raises OSError or ValueError where there is none to read."""
        for name in _FILES:
            if (file := model / f"{name}.json").exists():
                return cls(frozenset(map(str, json.loads(file.read_text(encoding="utf-8")))))
            if (file := model / f"{name}.txt").exists():
                return cls(frozenset(file.read_text(encoding="utf-8").split("\n")))
        raise FileNotFoundError(model)

    def holds(self, pieces: Iterable[str]) -> bool:
        """Whether all of these pieces are in it."""
        return self._pieces.issuperset(pieces)

    def cut(self, text: str) -> list[str]:
        """Cut a text into pieces, the longest that fits first: nearly always as the model itself writes it.

        Together they spell the text but for its spaces; what no piece spells is `<unk>`, a character each.
        """
        return [piece for word in text.split() for piece in self._word(SPACE + word)]

    def _word(self, word: str) -> list[str]:
        found, start = [], 0
        while start < len(word):
            ends = range(min(len(word), start + self._longest), start, -1)
            end = next((end for end in ends if word[start:end] in self._pieces), None)
            if end is None:
                # A space alone is no character of the text.
                found += [] if word[start] == SPACE else [_UNKNOWN]
                end = start + 1
            else:
                found.append(word[start:end])
            start = end
        return found
