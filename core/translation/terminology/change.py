"""Changing a glossary: one term, the rest of the text as its owner left it."""

import csv
import io

from core.errors import InputError
from core.translation.terminology.term import delimiter_of


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
