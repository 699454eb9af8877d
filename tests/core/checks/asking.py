"""Short ways to ask for the flags of a pair."""

import sys

from core.article import Flag
from core.checks import check


def flags(source: str, translation: str, language: str = "fr", *, score: float | None = None) -> tuple[Flag, ...]:
    """The flags of a sentence and its English."""
    return check(source, translation, language, "en", score=score, truncated=False)


def kinds(source: str, translation: str, language: str = "fr") -> set[str]:
    """The kinds of those flags."""
    return {flag.kind for flag in flags(source, translation, language)}


def details(source: str, translation: str, language: str = "fr") -> str:
    """What those flags say, in one text."""
    return "; ".join(flag.detail for flag in flags(source, translation, language))


def show(line: str) -> None:
    """A line of a table, for `pytest -s`."""
    sys.stdout.write(line + "\n")
