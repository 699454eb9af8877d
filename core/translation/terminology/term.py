"""Term: what one thing must be called; and the files that users keep their terms in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from core.errors import InputError, UsageError

MAX_BYTES: Final = 32 << 20
"""Of a glossary's file."""


@dataclass(frozen=True, slots=True)
class Term:
    """What a source term must be called in the translation."""

    source: str
    target: str
    also: tuple[str, ...] = ()
    """Other targets that are right too: the translation may have one of them already."""

    @property
    def keep(self) -> bool:
        """Whether it is not to be translated."""
        return self.source == self.target


def read_terms(path: Path, target: str = "en", source: str | None = None) -> tuple[Term, ...]:
    """Read a glossary file, as `Glossary.load` says it."""
    from core.reading.clean import decode
    from core.translation.terminology import tables, tbx

    what = f"--glossary {path}"
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise UsageError(what, "larger than {most} MB, too large for a glossary", most=MAX_BYTES >> 20)
        if tbx.is_tbx(data):
            return _once(tbx.read(data, what, target, source), what)
        text = decode(data, what).text.removeprefix("\ufeff")
        if text.lstrip().startswith("<?xml"):
            raise UsageError(what, "is XML of another kind than TBX; export it as TBX or CSV")
    except OSError as error:
        raise UsageError(what, "cannot be read: {reason}", reason=error.strerror or error) from error
    except InputError as error:
        raise UsageError(what, error.problem) from error
    return _once(tables.read(text, what, target), what)


def _once(terms: Iterable[Term], what: str) -> tuple[Term, ...]:
    """Make one of the terms with the same source: the first target is used, the others are right too."""
    known: dict[str, Term] = {}
    others: dict[str, dict[str, None]] = {}
    for term in terms:
        known.setdefault(term.source, term)
        others.setdefault(term.source, {}).update(dict.fromkeys((term.target, *term.also)))
    if not known:
        raise UsageError(what, "has no terms; write one a line: SOURCE TERM,TARGET TERM")
    return tuple(
        replace(term, also=tuple(other for other in others[source] if other != term.target))
        for source, term in known.items()
    )
