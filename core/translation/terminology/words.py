"""French words and how common each is: what capitals hide, and the way to find it again."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_BARE = str.maketrans("àâäéèêëîïôöùûüÿçÀÂÄÉÈÊËÎÏÔÖÙÛÜŸÇ", "aaaeeeeiioouuuycAAAEEEEIIOOUUUYC")


def bare(text: str) -> str:
    """Take the accents off French letters; as many characters come out as went in."""
    return text.translate(_BARE)


class Words:
    """The 20,000 most frequent words of the data file `words.txt`; 6 ms to load."""

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

    def accented(self, plain: str) -> list[str]:
        """Return the words that have these letters with accents, the most frequent first."""
        return self._accented.get(plain, [])


@cache
def french() -> Words:
    """Load the list, once."""
    return Words(read("words.txt"))


def read(name: str) -> str:
    """Read a data file of this package."""
    return (_DATA / name).read_text(encoding="utf-8")


def rows(name: str) -> Iterator[list[str]]:
    """Read a table among the data files: tab-separated, four cells a row."""
    for line in read(name).splitlines():
        yield [unicodedata.normalize("NFC", cell) for cell in (line + "\t\t\t").split("\t")[:4]]
