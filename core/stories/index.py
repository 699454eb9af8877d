"""Which texts are worth comparing: an index of MinHashes, in bands.

The index is that of datasketch. On MinHash and its bands see Broder, "On the resemblance and containment of
documents" (1997), and Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3.
"""

from datasketch import MinHash, MinHashLSH

from core.stories.shingles import Hashes

_ROWS = 2
"""Values a band: texts of which the share s is the same meet in one of b bands with probability 1 − (1 − s²)ᵇ, so in
64 bands with one sixth in common in five cases of six, and with a hundredth in one of 150."""
_LOW = 0xFFFFFFFF
"""MinHash takes numbers of 32 bits."""


class Index:
    """Texts by their shingles, or by the `first` of them."""

    def __init__(self, *, bands: int, first: int | None = None) -> None:
        self._first = first
        self._bands = MinHashLSH(num_perm=bands * _ROWS, params=(bands, _ROWS))
        self._empty = MinHash(num_perm=bands * _ROWS, hashfunc=int)

    def find(self, number: int, hashes: Hashes) -> list[int]:
        """Return the numbers of earlier texts that may share much with this one, in no order, and take it in."""
        if not len(hashes):
            return []
        sketch = self._empty.copy()
        sketch.update_batch((hashes[: self._first] & _LOW).tolist())
        found: list[int] = self._bands.query(sketch)
        self._bands.insert(number, sketch)
        return found
