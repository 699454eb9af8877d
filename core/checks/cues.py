"""Cues: words of the source without which a translation needs others, or must not have them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from core.article import Flag, FlagKind
from core.checks.text import Text
from core.lang import find
from core.messages import Message


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of a language's `cues.xx.tsv`."""

    mode: str
    """`lacks`: the translation must have something of `said`; `has`: it must not, but for `unless`."""
    kind: FlagKind
    source: re.Pattern[str]
    said: re.Pattern[str]
    unless: re.Pattern[str] | None
    """What in the source makes it right."""


def cues(source: Text, target: Text) -> Iterator[Flag]:
    """Flag « selon » whose source is lost, « deuxième » that is lost, dollars and crowns of another country."""
    ours = source.text.replace("’", "'")
    for cue in _cues(source.language, target.language):
        if (found := cue.source.search(ours)) is None or (cue.unless and cue.unless.search(ours)):
            continue
        said = cue.said.search(target.text)
        if cue.mode == "lacks" and said is None:
            yield Flag(cue.kind, Message("« {word} » left no trace in the translation", word=found[0]))
        elif cue.mode == "has" and said:
            yield Flag(
                cue.kind,
                Message(
                    "{words} in the source; the translation has {said}", words=found[found.lastindex or 0], said=said[0]
                ),
            )


@cache
def _cues(source: str, target: str) -> Sequence[Cue]:
    rows = (line.split("\t") for line in find(source).read(f"cues.{target}.tsv").splitlines())
    return tuple(
        Cue(
            mode,
            cast("FlagKind", kind),
            _pattern(rf"\b(?:{ours})(?!\w)"),
            _pattern(said),
            _pattern(unless[0]) if unless else None,
        )
        for mode, kind, ours, said, *unless in rows
    )


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
