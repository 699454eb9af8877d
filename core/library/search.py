"""Search: the user's words as an FTS5 query, the SQL that finds briefs, and its rows as hits."""

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from core.condition_words import All, AnyOf, Expression, Not, Term, parse_typed
from core.conditions import Condition, Wording
from core.errors import UsageError
from core.library import Hit, Snippet
from core.library.tables import folded_outlet

_SNIPPET_WORDS: Final = 24
_COLUMNS = """briefs.key, briefs.headline, briefs.source_headline, outlet, published, language, doubts,
    coalesce(read, 0), coalesce(starred, 0), byline, came"""


OPEN: Final = "\x01"
CLOSE: Final = "\x02"
"""Mark the start and end of a match in a snippet. The stored texts never contain them."""


def match(words: str) -> str | None:
    """Return the FTS5 query for text that has all the words, which may not be complete yet; None if there is no word.

    Nothing that is typed is syntax of FTS5. Raises UsageError where all words are behind a `NOT`.
    """
    expression = parse_typed(words)
    return None if expression is None else _query(expression)


def _query(expression: Expression) -> str:
    match expression:
        case Term(text):
            # A string in FTS5 is a phrase of one or more words: `l'accord` is two.
            phrase = '"' + text.replace('"', " ").replace("\0", " ") + '"'
            return f"{phrase}*" if text.endswith("*") else phrase
        case AnyOf(parts):
            return f"({' OR '.join(map(_query, parts))})"
    parts = expression.of if isinstance(expression, All) else (expression,)
    wanted = [_query(part) for part in parts if not isinstance(part, Not)]
    unwanted = [_query(part.of) for part in parts if isinstance(part, Not)]
    if not wanted:
        raise UsageError("NOT", "needs a word beside it that is to be found: Mali NOT football")
    query = " AND ".join(wanted)
    return f"(({query}) NOT ({' OR '.join(unwanted)}))" if unwanted else f"({query})"


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """Restricts a search to some briefs."""

    language: str | None = None
    outlet: str | None = None
    """Any part of an outlet's name, whatever its case and accents."""
    since: date | None = None
    until: date | None = None
    """The first and the last day: of publication, else of the day on which a brief was stored."""
    byline: str | None = None
    """Any part of a byline."""

    def sql(self) -> tuple[str, list[Any]]:
        """Return a condition, and its values."""
        parts: list[tuple[str, Any]] = []
        if self.language:
            parts.append(("language = ?", self.language.lower()))
        if self.outlet:
            parts.append(("instr(outlet_folded, ?)", folded_outlet(self.outlet)))
        if self.byline:
            parts.append(("instr(byline_folded, ?)", folded_outlet(self.byline)))
        if self.since:
            parts.append(("day >= ?", self.since.isoformat()))
        if self.until:
            parts.append(("day <= ?", self.until.isoformat()))
        return " AND ".join(["1", *(part for part, _ in parts)]), [value for _, value in parts]


def find(connection: sqlite3.Connection, words: str, wanted: SearchFilter, limit: int) -> list[Hit]:
    """Return the briefs that hold all the words, the best first; without words, the latest first."""
    where, values = wanted.sql()
    query = match(words)
    if query is None:
        # Input without a letter or digit matches no brief; empty input matches all.
        if words.strip():
            return []
        rows = connection.execute(
            f"SELECT {_COLUMNS}, lead FROM briefs LEFT JOIN marks USING (key) WHERE {where} ORDER BY id DESC LIMIT ?",  # noqa: S608
            [*values, limit],
        )
        return [_hit(row, Snippet(row[-1])) for row in rows]
    # A headline weighs more than the text. Snippets cost more than the search: make them only for the hits shown.
    found = connection.execute(
        f"""SELECT {_COLUMNS}, number FROM (
                SELECT words.rowid AS number, bm25(words, 6.0, 6.0, 1.0, 1.0) AS score
                FROM words JOIN briefs ON briefs.id = words.rowid WHERE words MATCH ? AND {where}
                ORDER BY score, number DESC LIMIT ?
            ) JOIN briefs ON briefs.id = number LEFT JOIN marks USING (key) ORDER BY score, number DESC""",  # noqa: S608
        [query, *values, limit],
    ).fetchall()
    return [_hit(row, _snippet(connection, query, row[-1])) for row in found]


def admitted(connection: sqlite3.Connection, condition: Condition, limit: int) -> list[Hit]:
    """Return the briefs that a condition admits, the latest first; scans every brief."""
    # Columns of `words` have the same names as columns of `briefs`.
    texts = ", ".join(
        f"(SELECT {headline} || char(10) || {text} FROM words WHERE rowid = briefs.id)"  # noqa: S608
        for headline, text in (("source_headline", "source"), ("headline", "translation"))
    )
    rows = connection.execute(
        f"SELECT {_COLUMNS}, lead, {texts}, day FROM briefs LEFT JOIN marks USING (key) ORDER BY briefs.id DESC"  # noqa: S608
    )
    found = []
    for row in rows:
        lead, source, translation, day = row[-4:]
        if condition.admits(Wording(source or "", translation or "", row[3] or "", row[5], day, row[9] or "")):
            found.append(_hit(row, Snippet(lead)))
            if len(found) == limit:
                break
    return found


def _snippet(connection: sqlite3.Connection, query: str, number: int) -> Snippet:
    """Return the matches in the translation if there are any, else in the source, else in the headline."""
    pieces = ", ".join(f"snippet(words, {column}, ?, ?, '…', {_SNIPPET_WORDS})" for column in (2, 3, 0))
    row = connection.execute(
        f"SELECT {pieces} FROM words WHERE words MATCH ? AND rowid = ?",  # noqa: S608
        [*(3 * (OPEN, CLOSE)), query, number],
    ).fetchone()
    if row is None:
        # It was removed meanwhile.
        return Snippet("")
    return _parse_snippet(next((text for text in row if OPEN in text), row[0]))


def _parse_snippet(marked: str) -> Snippet:
    text, spans = "", []
    for number, piece in enumerate(" ".join(marked.split()).split(OPEN)):
        inside, closed, after = piece.partition(CLOSE)
        if number and closed:
            spans.append((len(text), len(text) + len(inside)))
        text += inside + after
    return Snippet(text, tuple(spans))


def _hit(row: Any, snippet: Snippet) -> Hit:
    key, headline, source_headline, outlet, published, language, doubts, read, starred, byline, came = row[:11]
    return Hit(
        *(key, headline, source_headline, outlet, published, language, doubts, snippet, bool(read), bool(starred)),
        byline=byline,
        came=came,
    )
