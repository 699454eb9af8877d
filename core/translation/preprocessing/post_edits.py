"""What the model makes of a word whatever it is told, and what English says."""

from typing import Final

BACK: Final[tuple[tuple[str, str, str], ...]] = (
    ("huitièmes de finale", r"\beighths?(?:-finals?| finals?| of the finals?)\b", "round of 16"),
    ("seizièmes de finale", r"\bsixteenths?(?:-finals?| finals?| of the finals?)\b", "round of 32"),
    ("procureur", r"\bD\.A\.(?= \w)", "prosecutor"),
)
"""A cue in the source, the slip, what is right."""

FOREIGN: Final = "Global Voices"
SIGNATURE: Final = rf"\s*[·|–—-]\s*{FOREIGN}\b.*$"
"""What the model signs headlines such as « Syrie: … » with: it has read many of that outlet."""
