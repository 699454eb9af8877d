"""What a result depends on: one number a stage, and all that is asked of it.

The memory, the remembered analyses and a batch's journal each hold what came of some stages; they take it up again only
where these stages, and what went into them, are the same. Raise a stage's number in the commit that changes what it
gives for the same input: `tests/core/test_fingerprint.py` holds the outputs of some 250 sentences and ten wires, and
fails where they change and the number does not.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Final

from core import __version__

READING: Final = 10
"""Bytes to text and paragraphs."""
SEGMENTATION: Final = 11
"""Text to sentences."""
PREPROCESSING: Final = 13
"""A sentence to what the model is given."""
DECODING: Final = 3
"""That to hypotheses, by the same model and beam."""
POSTPROCESSING: Final = 5
"""A hypothesis to the translation, names apart."""
CHECKS: Final = 27
"""A translation to its names, flags and confidence."""
SUMMARY: Final = 3
"""An article to its summary and keywords."""

PROGRAM: Final = ".".join(
    map(str, (__version__, READING, SEGMENTATION, PREPROCESSING, DECODING, POSTPROCESSING, CHECKS, SUMMARY))
)
"""Its version, and the number of each stage."""


def of_translation(engine: str, glossary: str | None) -> str:
    """Return what determines what becomes of a sentence, beside the sentence itself.

    `engine` is the engine's own fingerprint, `glossary` the SHA-256 of the glossary's terms.
    """
    return f"{engine}/stages={PREPROCESSING}.{DECODING}.{POSTPROCESSING}/glossary={glossary or ''}"


def of_analysis(values: object) -> bytes:
    """Return what determines flags and summary; `values` has a `repr` that tells all that goes in."""
    digest = hashlib.blake2b(f"{CHECKS}.{SUMMARY}".encode(), digest_size=16)
    digest.update(repr(values).encode("utf-8", "surrogatepass"))
    return digest.digest()


def of_brief(settings: object, packs: Iterable[tuple[str, str | None]]) -> str:
    """Return what determines a brief's bytes, beside its input: the program, every stage, settings and packs.

    `settings` is made of JSON's values; `packs` has the digests for each language, None where nothing is translated.
    """
    stages = (READING, SEGMENTATION, PREPROCESSING, DECODING, POSTPROCESSING, CHECKS, SUMMARY)
    return hashlib.sha256(json.dumps([__version__, stages, settings, list(packs)]).encode()).hexdigest()[:32]
