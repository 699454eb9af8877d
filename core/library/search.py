"""Search: the user's words as an FTS5 query, the SQL that finds briefs, and its rows as hits."""

import re
import sqlite3
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

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
_QUOTED = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”|([()])|([^\s()]+)')
_OPERATORS: Final = ("AND", "OR", "NOT")
_MAX_BRACKETS: Final = 50
"""Maximum number of brackets that group words; with more of them, all are ignored."""


def match(words: str) -> str | None:
    """Return the FTS5 query for text that has all the words; None if there is no word.

    Words in quotes are a phrase. Between words, `AND`, `OR`, `NOT` and brackets mean what they mean in watches. The
    last word is a prefix, so that there are hits while the user types. Nothing else is syntax: `-`, `*`, `NEAR`, a
    single quote, and `AND` or `OR` without a word before it are searched for or ignored. Raises UsageError where all
    words are behind a `NOT`.
    """
    terms: list[str] = []
    prefix = False
    for found in _QUOTED.finditer(words):
        text = "".join(group or "" for group in found.groups())
        operates = text == "NOT" or (text in _OPERATORS and terms and terms[-1] not in ("(", *_OPERATORS))
        while text == ")" and terms and terms[-1] in _OPERATORS:
            terms.pop()
        if found[4] or (found[5] and operates):
            terms.append(text)
        elif any(unicodedata.category(character)[0] in "LN" for character in text):
            # A string in FTS5 is a phrase of one or more words: `l'accord` is two.
            terms.append('"' + text.replace('"', " ").replace("\0", " ") + '"')
            prefix = found[5] is not None and found.end() == len(words)
    while terms and terms[-1] in ("(", *_OPERATORS):
        terms.pop()  # What follows is not typed yet.
    if terms and prefix and terms[-1].startswith('"'):
        terms[-1] += "*"
    if terms.count("(") > _MAX_BRACKETS:
        terms = [term for term in terms if term not in ("(", ")")]
    terms.reverse()
    parts = [_any_of(terms)]
    while terms:
        # A bracket closes that was not opened.
        terms.pop()
        parts.append(_any_of(terms))
    return " AND ".join(filter(None, parts)) or None


def _any_of(terms: list[str]) -> str:
    """Return the query for terms between `OR`, up to a closing bracket; takes them from the end of a list."""
    parts = [_all_of(terms)]
    while terms and terms[-1] == "OR":
        terms.pop()
        parts.append(_all_of(terms))
    parts = [part for part in parts if part]
    return f"({' OR '.join(parts)})" if len(parts) > 1 else "".join(parts)


def _all_of(terms: list[str]) -> str:
    wanted: list[str] = []
    unwanted: list[str] = []
    while terms and terms[-1] not in ("OR", ")"):
        term, negated = terms.pop(), False
        while term in ("AND", "NOT") and terms:
            negated = negated or term == "NOT"
            term = terms.pop()
        if term == "(":
            term = _any_of(terms)
            if terms:
                terms.pop()
        (unwanted if negated else wanted).append(term)
    query, without = " AND ".join(filter(None, wanted)), [term.rstrip("*") for term in unwanted if term]
    if without and not query:
        raise UsageError("NOT", "needs a word beside it that is to be found: Mali NOT football")
    return f"(({query}) NOT ({' OR '.join(without)}))" if without else query


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
