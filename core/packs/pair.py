"""A pair of languages as people write it."""

import re

_PAIR = re.compile(r"([A-Za-z]{2,3})(?:-|_|→|->|>|:)([A-Za-z]{2,3})")


def parse_pair(text: str) -> tuple[str, str] | None:
    """Read `fr-en`, `fr_en`, `fr→en` or `fr->en` as (source, target); None for anything else."""
    match = _PAIR.fullmatch("".join(text.split()))
    return (match[1].lower(), match[2].lower()) if match else None
