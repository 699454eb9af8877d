"""Fingerprints: what a stored result depends on, with a version number for each stage.

The memory, the analysis cache and a batch's journal store results of some stages, and use them only while these stages
and their inputs are unchanged. Raise a stage's number in the commit that changes its output for the same input:
`tests/core/test_fingerprint.py` has the outputs for some 250 sentences and ten wires, and fails if they change without
the number.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Final

from core import __version__

READING: Final = 38
"""Bytes to text and paragraphs."""
SEGMENTATION: Final = 26
"""Text to sentences."""
PREPROCESSING: Final = 21
"""A sentence to the model's input."""
DECODING: Final = 4
"""The model's input to hypotheses, for the same model and beam."""
POSTPROCESSING: Final = 12
"""A hypothesis to the translation, without the repair of names."""
CHECKS: Final = 65
"""A translation to its repaired names, flags and confidence."""
SUMMARY: Final = 12
"""An article to its summary and keywords."""

PROGRAM: Final = ".".join(
    map(str, (__version__, READING, SEGMENTATION, PREPROCESSING, DECODING, POSTPROCESSING, CHECKS, SUMMARY))
)
"""The program's version, and the number of each stage."""


def of_translation(engine: str, glossary: str | None) -> str:
    """Return what determines a translation, beside the sentence itself.

    `engine` is the engine's own fingerprint, `glossary` the SHA-256 of the glossary's terms.
    """
    return f"{engine}/stages={PREPROCESSING}.{DECODING}.{POSTPROCESSING}/glossary={glossary or ''}"


def of_analysis(values: object) -> bytes:
    """Return what determines flags and summary; the `repr` of `values` must contain all inputs."""
    digest = hashlib.blake2b(f"{CHECKS}.{SUMMARY}".encode(), digest_size=16)
    digest.update(repr(values).encode("utf-8", "surrogatepass"))
    return digest.digest()


def of_brief(settings: object, packs: Iterable[tuple[str, str | None]]) -> str:
    """Return what determines a brief's bytes, beside its input: the program, every stage, settings and packs.

    `settings` consists of JSON values; `packs` has the digests for each language, None if nothing is translated.
    """
    stages = (READING, SEGMENTATION, PREPROCESSING, DECODING, POSTPROCESSING, CHECKS, SUMMARY)
    return hashlib.sha256(json.dumps([__version__, stages, settings, list(packs)]).encode()).hexdigest()[:32]
