"""Term: what one thing must be called; and the files that users keep their terms in."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.errors import InputError, UsageError

_KEEP = frozenset("keep yes y true 1 x oui".split())
_NOT_KEEP = frozenset(("", "no", "n", "false", "0", "non"))
_HEADERS = frozenset("source fr french français francais term terme".split())
_MOST = 100_000
"""Terms; a longer file is taken for something else."""


@dataclass(frozen=True, slots=True)
class Term:
    """What a source term must be called in the translation."""

    source: str
    target: str

    @property
    def keep(self) -> bool:
        """Whether it is not to be translated."""
        return self.source == self.target


def read_terms(path: Path) -> tuple[Term, ...]:
    """Read a glossary file, as `Glossary.load` says it."""
    what = f"--glossary {path}"
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(what, f"cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise UsageError(what, f"line {line} is not UTF-8; save the file as UTF-8") from error
    known: dict[str, tuple[int, Term]] = {}
    for line, term in _read(text, what):
        first, other = known.setdefault(term.source, (line, term))
        if other != term:
            raise UsageError(what, f"line {line}: “{term.source}” is “{other.target}” in line {first}; remove one")
    if not known:
        raise UsageError(what, "has no terms; write one a line: SOURCE TERM,TARGET TERM")
    return tuple(term for _, term in known.values())


def delimiter_of(text: str) -> str:
    """Return what parts the cells of a glossary, by its first line."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return "\t" if "\t" in first else ";" if ";" in first and "," not in first else ","


def _read(text: str, what: str) -> Iterator[tuple[int, Term]]:
    """Read the terms, each with its line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    header_may_come = True
    try:
        for number, row in enumerate(reader):
            cells = [" ".join(cell.split()) for cell in row]
            if not any(cells):
                continue
            header = header_may_come and cells[0].casefold().removesuffix(" term") in _HEADERS and len(cells) > 1
            header_may_come = False
            if not header:
                yield reader.line_num, _term(cells, reader.line_num, what)
            if number > _MOST:
                raise UsageError(what, f"has more than {_MOST:,} lines; is it a glossary?")
    except csv.Error as error:
        raise UsageError(what, f"line {reader.line_num}: {error}") from error


def _term(cells: list[str], line: int, what: str) -> Term:
    source, target, keep = (*cells, "", "")[:3]
    if len([cell for cell in cells if cell]) > 3:
        raise UsageError(what, f"line {line}: {len(cells)} cells; put quotes around a term that has a comma")
    if not source:
        raise UsageError(what, f"line {line}: no source term before “{target}”")
    if not any(map(str.isalnum, source)):
        raise UsageError(what, f"line {line}: “{source}” has no letter and no figure to find it by")
    if keep.casefold() not in _KEEP | _NOT_KEEP:
        raise UsageError(what, f"line {line}: the third column is `keep` or empty, not “{keep}”")
    if keep.casefold() in _KEEP:
        return Term(source, source)
    if not target:
        raise UsageError(what, f"line {line}: no target term for “{source}”; to leave it as it is: {source},,keep")
    return Term(source, target)


def with_term(text: str, source: str, target: str | None) -> tuple[str, str | None]:
    """Return a glossary's text in which `source` is called `target`, and what it was called before.

    With None the term is taken out; a target that is the source is a name to be kept. A new term goes to the
    end. Raises InputError for a term without a letter or figure.
    """
    source, target = " ".join(source.split()), None if target is None else " ".join(target.split())
    if not any(map(str.isalnum, source)) or target == "":
        raise InputError("glossary", "a term needs a source and a target")
    delimiter = delimiter_of(text) if text.strip() else "\t"
    before, lines, done = None, [], target is None
    for line in text.splitlines(keepends=True):
        cells = [" ".join(cell.split()) for cell in next(csv.reader([line], delimiter=delimiter), [])]
        if not cells or cells[0] != source:
            lines.append(line)
            continue
        before = cells[1] if len(cells) > 1 and cells[1] else source
        if target is not None and not done:
            lines.append(_line(source, target, delimiter))
            done = True
    if target is not None and not done:
        if lines and not lines[-1].endswith(("\n", "\r")):
            lines.append("\n")
        lines.append(_line(source, target, delimiter))
    return "".join(lines), before


def _line(source: str, target: str, delimiter: str) -> str:
    made = io.StringIO()
    cells = [source, "", "keep"] if source == target else [source, target]
    csv.writer(made, delimiter=delimiter, lineterminator="\n").writerow(cells)
    return made.getvalue()
