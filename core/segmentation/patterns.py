"""Patterns of sentence boundaries: terminators, closers, openings.

Every pattern runs in linear time: its repeats are possessive or bounded.
"""

import re
from functools import cache
from typing import NamedTuple

from core.article import UNKNOWN
from core.lang import find

SPACED = ".!?…‽؟۔።፧։।॥\u037e"
"""Terminators in scripts that separate sentences by a space."""
WIDE = "。！？｡︒"
"""Terminators that need no space after them."""
UNMISTAKABLE = "؟۔।॥"
"""Terminators that are nothing else, so that the space after them may be missing."""


class Patterns(NamedTuple):
    """Compiled patterns."""

    not_space: re.Pattern[str]
    word: re.Pattern[str]
    candidate: re.Pattern[str]
    """Groups: `run`, the terminators; `closers`, the quotes, brackets and note numbers that go with them."""
    opening: re.Pattern[str]
    """Groups: `lead`, everything between a boundary and the first word; `word`, that word."""
    capital: re.Pattern[str]
    spaced_quote: re.Pattern[str]
    """A straight quote with a space on either side: it may open or close."""
    remark: re.Pattern[str]
    """Words in brackets without a sentence end: « (voir plus bas) »."""
    attribution: re.Pattern[str]
    """A name, and what may be a verb of saying (the group `verb`)."""
    item: re.Pattern[str]
    """The break before a line that begins with a bullet, or with a dash or number after a pause."""


@cache
def patterns(code: str) -> Patterns:
    """Compile the patterns of a language (ISO 639-1) when first needed, so that importing is cheap."""
    return Patterns(
        not_space=re.compile(r"\S"),
        word=re.compile(r"\w"),
        candidate=_candidate(code),
        opening=_opening(code),
        capital=re.compile(r"\s*+[^\W\d_a-zß-öø-ÿ]"),
        spaced_quote=re.compile(r'\s++"(?!\w)'),
        remark=re.compile(r"\s++\(([^()\n.!?…]{1,60}+)\)(?=\s)"),
        attribution=re.compile(r"\s+(?:[A-Z][\w.'’-]*\s+){1,4}+(?P<verb>[a-z]+)"),
        item=re.compile(
            r"\n(?:[^\S\n]*+(?=[•‣◦▪■●*·]\s)"
            r"|(?<=[:;,.!?]\n)[^\S\n]*+(?=(?:[-–—]|\d{1,2}[.)])\s\S|[-–—•]\S))"
        ),
    )


def _terminators(code: str) -> str:
    return SPACED + WIDE + find(code).terminators


def _reversed_quotes(code: str) -> bool:
    """Whether a text may write »so«; one in an unknown language may."""
    return code == UNKNOWN or find(code).reversed_quotes


def _candidate(code: str) -> re.Pattern[str]:
    if _reversed_quotes(code):
        touching, apart = "»”’›\"'“‘«‹", r"[»”›](?!\w)"
    else:
        # A » after a space closes, but for the languages above; a ” that then touches a word opens (Swedish).
        touching, apart = "»”’›\"'“‘", r"[»›]|”(?!\w)"
    return re.compile(
        # Written `xx*`, not `x+`: this lets the engine skip from terminator to terminator.
        rf"(?P<run>[{_terminators(code)}][{_terminators(code)}]*+)"
        # Closers that touch the run. A quote that also touches a word opens what follows.
        rf"(?P<closers>(?:[)\]}}）」』】》〉*_]|[{touching}](?!\w)|[»”](?=[^\W\d_]))*+"
        # Closers after a space, as in French typography.
        rf"(?:\s*+(?:{apart}|[)\]}}]))*+"
        # The numbers of notes.
        r"(?:\[\d{1,3}\]|[¹²³⁴-⁹]++)*+)"
    )


def _opening(code: str) -> re.Pattern[str]:
    guillemet = r"|»(?=\w)" if _reversed_quotes(code) else ""
    # Spaces, quotes, brackets, dashes, ¿ ¡, bullets, symbols, and one mark of elision: [...].
    skipped = rf"(?:[^\w{_terminators(code)},;:()\[\]}}»%/&=<>|\\]{guillemet})*+"
    elision = r"[\[(]\s?(?:\.{3}|…)\s?[\])]"
    return re.compile(
        rf"(?P<lead>{skipped}(?:{elision}{skipped})?+(?:[\[(]{skipped})*+)"
        # Dutch: 's Avonds, 't Is.
        r"(?:(?<=['’])[st]\s(?=[A-Z]))?+"
        r"(?P<word>\w++['’]?+)"
    )
