"""The data files of a language: its frequent words, and what its names are called in another."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from core.lang import find
from core.lang.letters import bare


class WordList:
    """The most frequent words of a language, each with its rank; of 20,000 words, 6 ms to load."""

    def __init__(self, listed: str) -> None:
        words = listed.split()
        self._rank = {word: rank for rank, word in enumerate(words)}
        self._accented: dict[str, list[str]] = {}
        """By the bare letters, in small ones: the words that have accents."""
        for word, plain in zip(words, bare(listed).split(), strict=True):
            if word != plain:
                self._accented.setdefault(plain.lower(), []).append(word)

    def rank(self, word: str) -> int:
        """Return a word's place in the list, capitals told apart; past the end for a word that is not in it."""
        return self._rank.get(word, len(self._rank))

    def __contains__(self, word: str) -> bool:
        return word in self._rank

    def __iter__(self) -> Iterator[str]:
        return iter(self._rank)

    def accented(self, plain: str) -> list[str]:
        """Return the words that have these letters with accents, the most frequent first."""
        return self._accented.get(plain, [])


@cache
def word_list(language: str) -> WordList | None:
    """Load the words of a language, once; None where it has no list."""
    path = find(language).path("words.txt")
    return WordList(path.read_text(encoding="utf-8")) if path.is_file() else None


class Name(NamedTuple):
    """A name in two languages."""

    kind: str
    """`place`, `person`, `organisation` or `acronym`."""
    source: str
    target: str
    condition: str
    """See `fr/README.md`; empty for none."""


@cache
def gazetteer(source: str, target: str) -> tuple[Name, ...]:
    """Load the names of a language in another, once; those written by hand come first, and win."""
    paths = [find(source).path(f"{file}.{target}.tsv") for file in ("own", "names")]
    return tuple(row for path in paths if path.is_file() for row in _rows(path.read_text(encoding="utf-8")))


@cache
def known_names(language: str) -> tuple[Name, ...]:
    """Load all names of a language, whatever the other language is."""
    targets = sorted({path.suffixes[-2][1:] for path in find(language).path("").glob("*.*.tsv")})
    return tuple(name for target in targets for name in gazetteer(language, target))


def _rows(table: str) -> Iterator[Name]:
    """Read tab-separated lines of up to four cells."""
    for line in table.splitlines():
        yield Name(*(unicodedata.normalize("NFC", cell) for cell in (line + "\t\t\t").split("\t")[:4]))
