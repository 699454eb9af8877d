"""The idioms of French wires, and what says the same in words that the model knows.

« La France insoumise a voté contre » came out as `France voted against`, « information judiciaire » as judicial
information, « il encourt dix ans » as ten years in jail. What has more than one sense in a wire has no place here; what
has two by its company, as « céder 3 % » and « céder 3 % du capital », stands here with its company. Agreement does not
matter: the model forgives it.
"""

from typing import Final

from core.translation.preprocessing.post_edits import BACK, FOREIGN, SIGNATURE
from core.translation.preprocessing.rewrites import courts, field, money, politics, press
from core.translation.preprocessing.rewrites.entry import IN_FULL, INITIALS, Entry, Other

__all__ = ["BACK", "FOREIGN", "INITIALS", "IN_FULL", "PATTERNS", "PHRASES", "SIGNATURE", "Other"]

_PARTS = (press, politics, courts, money, field)

PATTERNS: Final[tuple[Entry, ...]] = tuple(entry for part in _PARTS for entry in part.PATTERNS)
PHRASES: Final[dict[str, str]] = {phrase: other for part in _PARTS for phrase, other in part.PHRASES.items()}
"""Fixed phrases; they are looked for after the patterns, which have them in company."""
