"""Term: what one thing must be called; and the files that users keep their terms in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from core.errors import InputError, UsageError


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
        data = path.read_bytes()
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
    for term in terms:
        first = known.setdefault(term.source, term)
        others = dict.fromkeys((*first.also, term.target, *term.also))
        others.pop(first.target, None)
        known[term.source] = replace(first, also=tuple(others))
    if not known:
        raise UsageError(what, "has no terms; write one a line: SOURCE TERM,TARGET TERM")
    return tuple(known.values())
