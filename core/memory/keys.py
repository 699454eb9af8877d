"""Under which keys sentences are remembered, and how a row is known to be as it was written."""

import hashlib
import re
import unicodedata
import zlib
from collections.abc import Sequence

from core.memory.values import Pair

KEY_BYTES = 16
"""At 128 bits, two of a thousand million sentences share a key with a chance of 1 in 10^21."""
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def output_keys(key_base: str, sources: Sequence[str]) -> list[bytes]:
    """Return the keys of a model's translations: equal only for an equal base and equal text."""
    return _keys(f"model\0{key_base}\0", sources)


def correction_keys(pair: Pair, sources: Sequence[str]) -> list[bytes]:
    """Return the keys of a person's translations: equal for sources that differ in `normal` things only."""
    return _keys(f"person\0{pair[0]}\0{pair[1]}\0", [normal(source) for source in sources])


def normal(source: str) -> str:
    """Return a source in NFC, on one line, with single spaces: what a person's translation is found by."""
    return " ".join(unicodedata.normalize("NFC", source).split())


def line(text: str) -> str:
    """Return a person's translation on one line, without what a terminal would act on."""
    return _CONTROLS.sub("", normal(text))


def seal(values: Sequence[str | bytes | int | None]) -> int:
    """Return a checksum over a row's values.

    SQLite notices a broken page, not a broken letter; a translation that a failing disk has changed must
    never be shown as the model's or a person's.
    """
    return zlib.crc32("\0".join(map(str, values)).encode("utf-8", "surrogatepass"))


def _keys(base: str, sources: Sequence[str]) -> list[bytes]:
    # Surrogates cannot be stored, but asking for them must not fail.
    start = hashlib.blake2b(base.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES)
    keys = []
    for source in sources:
        digest = start.copy()
        digest.update(source.encode("utf-8", "surrogatepass"))
        keys.append(digest.digest())
    return keys
