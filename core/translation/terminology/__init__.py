"""Terms that the translation must use, and the tables (CSV, TSV, Markdown) that hold them.

The user's glossary is in `glossary`, its files and their XML in `glossary_files`, the built-in names in `names`.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from core.errors import UsageError
from core.lang import BY_NAME, NAMES, language_code

_KEEP = frozenset("keep yes y true 1 x oui".split())
_NOT_KEEP = frozenset(("", "no", "n", "false", "0", "non"))
_SOURCE = frozenset("source|src|term|terme|mot|source term|sourceterm|terme source|texte source|quelle".split("|"))
_TARGET = frozenset(
    "target|tgt|cible|target term|targetterm|translation|traduction|terme cible|texte cible|ziel".split("|")
)
_ENTRY = frozenset(("e_id", "entry_id", "entry id", "concept id", "concept_id", "term_id", "id"))
_CODE = frozenset(("l_code", "language", "language code", "lang", "langue"))
_TERM = frozenset(("t_term", "term", "terme"))
_STATUS = frozenset(("t_evaluation", "t_status", "status", "evaluation"))
_TITLES = frozenset(("source", "target", "cible", "langue", "language", "texte", "text"))
_REFUSED = re.compile("deprecat|supersed|obsolete|notrecomm|proscribed", re.IGNORECASE)
_ALTERNATIVES = re.compile(r"\s+/\s+|\s*\|\s*")
_STEM = re.compile(r"(?<=\w{3})\|(?=[a-zà-ÿ]{1,2}$)")
"""memoQ's sign behind the part of a word that does not change: `préfectur|e`."""
_LANGUAGE = re.compile(r".*[\[(:]\s*([^\]()]{2,30}?)[\])]?")
"""The language that a column names beside what it holds: `Term [fr]`, `Term: French`."""
_ABOUT = re.compile(
    r"(?:^|[\W_])(?:def(?:inition|inici[oó]n)?|définition|descripti?on|info|notes?|example|exemple|comments?|commentaire|"
    r"status|image|usage|context|domain|gender|genre|part of speech|pos)(?:$|[\W_])",
    re.IGNORECASE,
)
"""What a column says of a term, in `French_Def`, `Description [fr]`."""
_QUOTED = re.compile(r'"[^"]*"')
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""The first line that declares the delimiter to a spreadsheet."""
_FORMULA = re.compile(r'="([^"]*)"')  # text, for a spreadsheet
_REGION = re.compile("([a-z]{2,3}):[a-z]{2,3}")
_MAX_TITLES = 3
"""Maximum lines of one cell above the head of a table, such as its title."""
_DEPRECATED = 2
"""The rank of a deprecated term."""
_MOST = 50
"""Maximum targets of a term that are kept: thousands for each of thousands of sources would fill the memory."""
_MAX_LINES = 100_000
"""Maximum lines of a table; a longer file is not a glossary."""
_SAMPLED_LINES = 1000
"""Lines from which the delimiter is guessed."""


@dataclass(frozen=True, slots=True)
class Term:
    """A source term and its required translation."""

    source: str
    target: str
    also: tuple[str, ...] = ()
    """Other accepted targets: a translation that has one of them is left as it is."""
    dropped: int = 0
    """Number of further targets, which are not accepted: there are too many."""

    @property
    def keep(self) -> bool:
        """Whether it is not to be translated."""
        return self.source == self.target


def rank(status: str) -> int:
    """Return the rank of a term by its status in a terminology: preferred 0, admitted 1, deprecated 2."""
    return _DEPRECATED if _REFUSED.search(status) else "prefer" not in status.lower()


def terms_of_entry(
    languages: Mapping[str, Sequence[tuple[int, str]]], source: str | None, target: str
) -> Iterator[Term]:
    """Yield the terms of one concept from `source` to `target`; the first other language without `source`.

    `languages` has the ranked terms of each language. Preferred targets come first, deprecated ones are left out.
    """
    source = source or next((language for language in languages if language != target), "")
    ranked = sorted(languages.get(target, ()), key=lambda term: term[0])
    targets = [text for rank, text in ranked if rank < _DEPRECATED]
    for _, text in languages.get(source, ()):
        if targets and any(map(str.isalnum, text)):
            yield _with_targets(text, targets)


def _with_targets(source: str, targets: Sequence[str]) -> Term:
    return Term(source, targets[0], tuple(targets[1:_MOST]), max(0, len(targets) - _MOST))


def delimiter_of(text: str) -> str:
    """Return the delimiter of a glossary: a tab, or the one of `;`, `,` and `|` that is in most lines.

    If two are in as many lines, it is the one that comes first in most of them.
    """
    if match := _SEPARATOR.match(text):
        return match[1]
    firsts, lines = Counter[str](), Counter[str]()
    for line in text.splitlines()[:_SAMPLED_LINES]:
        if line.startswith("#"):
            continue
        bare = _QUOTED.sub("", line)
        if "\t" in bare:
            return "\t"
        if ";" in bare and not bare.startswith("|"):
            bare = bare.replace(" | ", " ")  # between two forms of a term
        signs = sorted((sign for sign in ";,|" if sign in bare), key=bare.index)
        firsts.update(signs[:1])
        lines.update(signs)
    return max(",;|", key=lambda sign: (lines[sign], firsts[sign]))


def read_table(text: str, what: str, target: str = "en", source: str | None = None) -> Iterator[Term]:
    """Yield the terms of a table; `what` names it in errors. Raises UsageError, with the line, for a bad row.

    A header that names columns by language or as source and target says which is which. Without one, the source is
    in the first column, the target in the second, and in the third `keep` or a comment; lines that begin with `#` are
    comments. In a table with one term a row and a column for its language, as IATE writes them, rows with the same
    entry number belong together; `source` is the language wanted of it.
    """
    delimiter = delimiter_of(text)
    text = _SEPARATOR.sub("\n", text, count=1) if _SEPARATOR.match(text) else text
    # Programs that separate cells by tabs do not quote: an unpaired quotation mark is part of the term.
    lone = delimiter == "\t" and text.count('"') % 2
    quoting: Final = csv.QUOTE_NONE if lone else csv.QUOTE_MINIMAL
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, quoting=quoting)
    rows: list[tuple[int, list[str]]] = []
    try:
        for row in reader:
            cells = [_FORMULA.sub(r"\1", " ".join(cell.split())) for cell in row]
            if delimiter == "|" and not any(map(str.isalnum, "".join(cells))):
                continue  # the line below the head of a table in Markdown
            if delimiter == "|" and len(cells) > 2 and cells[0] == cells[-1] == "":
                cells = cells[1:-1]
            if any(cells) and not _is_comment(cells):
                rows.append((reader.line_num, cells))
            if len(rows) > _MAX_LINES:
                raise UsageError(what, "has more than {most:,} lines; is it a glossary?", most=_MAX_LINES)
    except csv.Error as error:
        raise UsageError(what, "line {line}: {error}", line=reader.line_num, error=error) from error
    if rows and (places := _places_of_entries(rows[0][1])):
        yield from _entries([cells for _, cells in rows[1:]], places, source, target)
        return
    columns = _deepl_columns([cells for _, cells in rows], target)
    if columns is None:
        above = _lines_of_title([cells for _, cells in rows[: _MAX_TITLES + 1]])
        columns = _header(rows[above][1], target, source) if rows[above:] else None
        rows = rows[above + 1 :] if columns else rows
    # OmegaT quotes every cell; only without quotes may a comma belong to a term.
    quoted = all(line.startswith(('"', "#")) for line in text.splitlines() if line.strip())
    # A space follows every comma or none: after a comma within a term alone there is one.
    even = len(rows) > 1 and text.count(", ") in (0, text.count(","))
    quoted = quoted or (even and all(len(cells) == 3 for _, cells in rows))
    for line, cells in rows:
        # Programs also export terms that are not translated yet.
        if columns is None or columns.has_content(cells):
            yield from _terms(cells, columns or _Columns(0, 1, 2, quoted or delimiter != ","), line, what)


class _Columns(NamedTuple):
    """Indices of the cells of a term in a row."""

    source: int
    target: int
    keep: int | None
    comments: bool
    """Whether other cells, and the `keep` cell, may hold comments."""
    synonyms: tuple[int, ...] = ()
    """More columns of the source language."""
    also: tuple[int, ...] = ()
    """More columns of the target language."""

    def has_content(self, cells: list[str]) -> bool:
        """Whether a row has a source, and a target or a `keep` mark."""
        return cells[self.source : self.source + 1] not in ([], [""]) and any(
            cells[place : place + 1] not in ([], [""]) for place in (self.target, self.keep) if place is not None
        )


def _is_comment(cells: list[str]) -> bool:
    return cells[0] == "#" or cells[0].startswith("# ") or (cells[0].startswith("#") and not any(cells[1:]))


def _lines_of_title(rows: Sequence[list[str]]) -> int:
    """Return the number of rows of a single cell above a row of several."""
    return next((place for place, cells in enumerate(rows) if sum(map(bool, cells)) > 1), 0)


class _EntryColumns(NamedTuple):
    """Indices of the cells of a table with one term a row."""

    entry: int
    language: int
    term: int
    status: int | None


def _places_of_entries(cells: list[str]) -> _EntryColumns | None:
    """Return the columns of a table with one term a row, by its header; None for other tables."""
    names = [cell.casefold() for cell in cells]
    entry, language, term, status = (
        next((place for place, name in enumerate(names) if name in known), None)
        for known in (_ENTRY, _CODE, _TERM, _STATUS)
    )
    return None if entry is None or language is None or term is None else _EntryColumns(entry, language, term, status)


def _entries(rows: Sequence[list[str]], columns: _EntryColumns, source: str | None, target: str) -> Iterator[Term]:
    entries: dict[str, dict[str, list[tuple[int, str]]]] = {}
    for cells in rows:
        filled = [*cells, *[""] * (1 + max(columns.entry, columns.language, columns.term, columns.status or 0))]
        text, name = filled[columns.term], filled[columns.language]
        code = BY_NAME.get(name.casefold()) or language_code(name)
        if text and code:
            status = filled[columns.status] if columns.status is not None else ""
            entries.setdefault(filled[columns.entry], {}).setdefault(code, []).append((rank(status), text))
    for languages in entries.values():
        yield from terms_of_entry(languages, source, target)


def _deepl_columns(rows: list[list[str]], target: str) -> _Columns | None:
    """Return the columns of a DeepL glossary, in which every row ends with its two languages; None for other files."""
    if not all(len(cells) == 4 and cells[2:] == rows[0][2:] for cells in rows):
        return None
    codes = [language_code(cell) if len(cell) < 7 else None for cell in (rows[0][2:] if rows else ())]
    if not all(code in NAMES for code in codes) or target not in codes:
        return None
    goal = codes.index(target)
    return _Columns(1 - goal, goal, None, True)


def _header(cells: list[str], target: str, source: str | None) -> _Columns | None:
    """Return the columns that a first row names; None if it is no header.

    Of several languages, `source` is the one wanted.
    """
    # memoQ writes French_France, UTX #src.
    names = ["" if _ABOUT.search(cell) else cell.casefold().partition("_")[0].removeprefix("#") for cell in cells]
    names = [_language_name(name) for name in names]
    codes = [BY_NAME.get(name) or (language_code(name) if len(name) < 7 else None) for name in names]
    known = [place for place, code in enumerate(codes) if code in NAMES]
    if len({codes[place] for place in known}) > 2:  # A column `ID` holds numbers, not Indonesian.
        known = [place for place in known if names[place] != "id"]
    keep = next((place for place, name in enumerate(names) if name in ("keep", "garder")), None)
    if len(known) >= 2:
        goal = next((place for place in known if codes[place] == target), known[1])
        others = [place for place in known if codes[place] != codes[goal]]
        source_column = next((place for place in others if codes[place] == source), others[0] if others else None)
        source_column = next(place for place in known if place != goal) if source_column is None else source_column
        synonyms = [p for p in known if codes[p] == codes[source_column] and p not in (source_column, goal)]
        also = [place for place in known if codes[place] == codes[goal] and place not in (source_column, goal)]
        return _Columns(source_column, goal, keep, True, tuple(synonyms), tuple(also))
    of_source = next((place for place, name in enumerate(names) if name in _SOURCE), None)
    to = next((place for place, name in enumerate(names) if name in _TARGET), None)
    if to is None and len(known) == 1 and codes[known[0]] == target and known[0] != of_source:
        to = known[0]  # `Term`, `Note`, `Translation (en)`
    if of_source is not None and to is not None:
        return _Columns(of_source, to, keep, True)
    if (of_source == 0 or known == [0]) and len(cells) > 1:
        return _Columns(0, 1, 2 if keep is None else keep, True)
    return None


def _language_name(name: str) -> str:
    """Return the language that the name of a column has: of `french (france)`, `term [fr]`, `en:us`."""
    if match := _REGION.fullmatch(name):
        return match[1]
    if (before := name.partition("(")[0].strip()) in BY_NAME:
        return before
    if match := _LANGUAGE.fullmatch(name):
        return match[1]
    others = [word for word in name.split() if word not in _TITLES | _TERM]  # `Terme FR`, `English term`
    return others[0] if len(others) == 1 else name


def _terms(cells: list[str], columns: _Columns, line: int, what: str) -> Iterator[Term]:
    """Yield the terms of a row: several where its source has several forms: `a / b`, `a | b`, more columns."""
    term = _term(cells, columns, line, what)
    more = [cells[place] for place in columns.also if cells[place : place + 1] not in ([], [""])]
    synonyms = (cells[place] for place in columns.synonyms if place < len(cells))
    split = [form for cell in (term.target, *more) for form in _ALTERNATIVES.split(_STEM.sub("", cell)) if form]
    for source in (form for cell in (term.source, *synonyms) for form in _ALTERNATIVES.split(_STEM.sub("", cell))):
        if any(map(str.isalnum, source)):
            yield _with_targets(source, [source] if term.keep else split or [term.target])


def _term(cells: list[str], columns: _Columns, line: int, what: str) -> Term:
    filled = [*cells, *[""] * (1 + max(columns.source, columns.target, columns.keep or 0))]
    source, target = filled[columns.source], filled[columns.target]
    keep = filled[columns.keep].casefold() if columns.keep is not None else ""
    if not columns.comments and len([cell for cell in cells if cell]) > 3:
        raise UsageError(
            what, "line {line}: {cells} cells; put quotes around a term that has a comma", line=line, cells=len(cells)
        )
    if not source:
        raise UsageError(what, "line {line}: no source term before “{target}”", line=line, target=target)
    if not any(map(str.isalnum, source)):
        raise UsageError(
            what, "line {line}: “{source}” has no letter and no figure to find it by", line=line, source=source
        )
    if not columns.comments and keep not in _KEEP | _NOT_KEEP:
        raise UsageError(what, "line {line}: the third column is `keep` or empty, not “{keep}”", line=line, keep=keep)
    if keep in _KEEP:
        return Term(source, source)
    if not target:
        raise UsageError(
            what,
            "line {line}: no target term for “{source}”; to leave it as it is: {source},,keep",
            line=line,
            source=source,
        )
    return Term(source, target)
