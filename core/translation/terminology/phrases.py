"""Finding many fixed phrases in a text at once: longest first, whole words only, linear in the text."""

import re
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

# A word, or one mark. The apostrophe is a mark: in `l'OTAN` the name stands by itself.
_TOKEN = re.compile(r"\w+|[^\w\s]")


class Found(NamedTuple, Generic[T]):
    """A phrase met in a text: `text[start:end]`."""

    start: int
    end: int
    value: T


def one_apostrophe(text: str) -> str:
    """Write ’ as ', so that either is found by the other; lengths stay."""
    return text.replace("’", "'")


class Phrases(Generic[T]):
    """A set of phrases, each with a value. Accents count, case unless `any_case`; apostrophes and spaces are alike."""

    def __init__(self, items: Iterable[tuple[str, T]], *, any_case: bool = False) -> None:
        self._any_case = any_case
        self._values: dict[tuple[str, ...], T] = {}
        """By the phrase's tokens."""
        self._lengths: dict[str, list[int]] = {}
        """By first token: how many tokens the phrases have that begin so, the longest first."""
        for phrase, value in items:
            tokens = tuple(map(self._key, _TOKEN.findall(one_apostrophe(phrase))))
            if tokens and tokens not in self._values:
                self._values[tokens] = value
                self._lengths.setdefault(tokens[0], []).append(len(tokens))
        for first, lengths in self._lengths.items():
            self._lengths[first] = sorted(set(lengths), reverse=True)

    def __len__(self) -> int:
        return len(self._values)

    def _key(self, token: str) -> str:
        return token.casefold() if self._any_case else token

    def find(self, text: str) -> Iterator[Found[T]]:
        """Yield the phrases in a text from left to right, none inside another."""
        tokens = [(self._key(m[0]), m.start(), m.end()) for m in _TOKEN.finditer(one_apostrophe(text))]
        at = 0
        while at < len(tokens):
            for length in self._lengths.get(tokens[at][0], ()):
                key = tuple(token for token, _, _ in tokens[at : at + length])
                if key in self._values:
                    yield Found(tokens[at][1], tokens[at + len(key) - 1][2], self._values[key])
                    at += len(key)
                    break
            else:
                at += 1


def occurrences(phrase: str, text: str, *, any_case: bool = False) -> list[tuple[int, int]]:
    """Return where a phrase stands in a text as whole words."""
    words = [re.escape(word) for word in one_apostrophe(phrase).split()]
    if not words:
        return []
    before = r"(?<!\w)" if phrase[0].isalnum() else ""
    after = r"(?!\w)" if phrase[-1].isalnum() else ""
    pattern = re.compile(before + r"\s+".join(words) + after, re.IGNORECASE if any_case else 0)
    return [match.span() for match in pattern.finditer(one_apostrophe(text))]
