"""Shorthands for the flags of a sentence pair."""

import sys

from core.article import Flag
from core.checks import check

# As if read from a file: equal to the codes in the program, but different objects.
FRENCH, ENGLISH = "fr en".split()


def flags(source: str, translation: str, language: str = FRENCH, *, score: float | None = None) -> tuple[Flag, ...]:
    """The flags of a sentence and its English."""
    return check(source, translation, language, ENGLISH, score=score, truncated=False)


def kinds(source: str, translation: str, language: str = FRENCH) -> set[str]:
    """The kinds of those flags."""
    return {flag.kind for flag in flags(source, translation, language)}


def details(source: str, translation: str, language: str = FRENCH) -> str:
    """What those flags say, in one text."""
    return "; ".join(flag.detail for flag in flags(source, translation, language))


def show(line: str) -> None:
    """A line of a table, for `pytest -s`."""
    sys.stdout.write(line + "\n")


def pairs(text: str) -> list[list[str]]:
    """The rows of a table, a sentence and its English each."""
    return [line.split(" | ") for line in text.strip().splitlines()]
