"""Glossary files: opened and changed, and those in XML parsed.

TBX (ISO 30042) is read in the dialects of its second and third edition and as TBX-Min; and MultiTerm's own XML.
"""

import csv
import io
import re
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import InputError, UsageError
from core.lang import language_called, language_code
from core.reading import xml
from core.translation.terminology import Term, delimiter_of, rank, read_table, terms_of_entry

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ROOT = re.compile(rb"<(?:\w+:)?(?:martif|tbx|mtf)[\s>]", re.IGNORECASE)
_PEEK = 1 << 16
_MAX_BYTES = 32 << 20
"""Maximum size of a file."""
_ENTITY = re.compile(r"&(?:[A-Za-z](?:acute|grave|circ|cedil|uml|tilde)|amp|quot|nbsp|[lr]squo|oelig|#\d{2,5});")
"""A letter as HTML writes it; in a table with semicolons it would end a cell."""
_MAX_DEPTH = 100
"""Maximum nesting of elements: searching below each of them takes as many times longer."""
_ENTRIES = frozenset(("termentry", "conceptentry", "entry", "conceptgrp"))
_LANGUAGES = frozenset(("langset", "langsec", "langgroup", "languagegrp"))
_TERMS = frozenset(("tig", "ntig", "termsec", "termgroup", "termgrp"))
_STATUS = frozenset(("administrativestatus", "normativeauthorization", "termstatus"))
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_terms(path: Path, target: str = "en", source: str | None = None) -> tuple[Term, ...]:
    """Read a glossary file; see `Glossary.load`. Terms with the same source are one, with all their targets."""
    from core.reading.decoding import decode

    what = f"--glossary {path}"
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
        if len(data) > _MAX_BYTES:
            raise UsageError(what, "larger than {most} MB, too large for a glossary", most=_MAX_BYTES >> 20)
        if data.startswith(b"PK\x03\x04"):
            raise UsageError(what, "is a spreadsheet or an archive; save it as CSV")
        if is_tbx(data):
            return _merged(read_tbx(data, what, target, source), what)
        text = _ENTITY.sub(lambda match: unescape(match[0]), decode(data, what).text.removeprefix("\ufeff"))
        if text.lstrip().startswith("<?xml"):
            raise UsageError(what, "is XML of another kind than TBX; export it as TBX or CSV")
    except OSError as error:
        raise UsageError(what, "cannot be read: {reason}", reason=error.strerror or error) from error
    except InputError as error:
        raise UsageError(what, error.problem) from error
    return _merged(read_table(text, what, target, source), what)


def _merged(terms: Iterable[Term], what: str) -> tuple[Term, ...]:
    """Merge terms with the same source: the first target is used, the others are accepted."""
    known: dict[str, Term] = {}
    others: dict[str, dict[str, None]] = {}
    for term in terms:
        source = unicodedata.normalize("NFC", term.source)  # as all text is that was read
        known.setdefault(source, replace(term, source=source, target=source if term.keep else term.target))
        others.setdefault(source, {}).update(dict.fromkeys((term.target, *term.also)))
    if not known:
        raise UsageError(what, "has no terms; write one a line: SOURCE TERM,TARGET TERM")
    return tuple(
        replace(term, also=tuple(other for other in others[source] if other != term.target))
        for source, term in known.items()
    )


def with_term(text: str, source: str, target: str | None) -> tuple[str, str | None]:
    """Set the target of a term in a glossary's text; return the new text and the target before.

    With None the term is removed; a target equal to the source marks a name to keep. A new term is added at
    the end. Raises InputError for a term without a letter or figure.
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
    buffer = io.StringIO()
    cells = [source, "", "keep"] if source == target else [source, target]
    csv.writer(buffer, delimiter=delimiter, lineterminator="\n").writerow(cells)
    return buffer.getvalue()


def is_tbx(data: bytes) -> bool:
    """Whether bytes are a TBX file, in UTF-8 or UTF-16."""
    return _ROOT.search(data[:_PEEK].replace(b"\0", b"")) is not None


def read_tbx(data: bytes, what: str, target: str, source: str | None) -> Iterator[Term]:
    """Yield the terms from `source` to `target`, ISO 639-1 codes, of a file; `what` names it in errors.

    Without `source`, it is the language of the file itself, else the first one that is not the target. Of several
    targets the preferred one comes first; deprecated ones are left out.

    Raises InputError if the XML is broken or declares entities, UsageError where no term has the target language.
    """
    root = xml.parse(data.removeprefix(BOM_UTF8).lstrip(), what, _MAX_DEPTH)
    file_language = language_code(root.get(_LANG))
    languages = dict[str, None]()
    found = False
    for entry in _outermost(root, _ENTRIES):
        terms: dict[str, list[tuple[int, str]]] = {}
        for language, part in _sections(entry):  # en-GB and en-US are both English
            terms.setdefault(language, []).extend(_terms(part))
        languages.update(dict.fromkeys(terms))
        others = [language for language in terms if language != target]
        source_language = source or (file_language if file_language in others else next(iter(others), None))
        for term in terms_of_entry(terms, source_language, target):
            found = True
            yield term
    if not found:
        listed = ", ".join(languages) or "none"
        raise UsageError(
            what,
            "has no terms with {target} beside another language; its languages are: {said}",
            target=target,
            said=listed,
        )


def _sections(entry: "Element") -> Iterator[tuple[str, "Element"]]:
    for part in _outermost(entry, _LANGUAGES):
        # MultiTerm has a separate element for the language, often with only its name.
        named = next((element for element in part if _name(element) == "language"), part)
        if code := language_code(named.get(_LANG) or named.get("lang")) or language_called(named.get("type")):
            yield code, part


def _terms(section: "Element") -> Iterator[tuple[int, str]]:
    """Yield the terms of a language, each with its rank: preferred 0, admitted 1, deprecated 2."""
    for group in _outermost(section, _TERMS):
        text = next(
            (" ".join("".join(element.itertext()).split()) for element in group.iter() if _name(element) == "term"), ""
        )
        status = " ".join(
            "".join(element.itertext())
            for element in group.iter()
            if not _STATUS.isdisjoint((_name(element), element.get("type", "").lower()))
        )
        if text:
            yield rank(status), text


def _outermost(element: "Element", names: Collection[str]) -> Iterator["Element"]:
    """Yield the descendants that have one of the names, in document order, but none within another.

    Searching within nested ones too would take quadratic time for a file that nests them deeply.
    """
    waiting = [element]
    while waiting:
        candidate = waiting.pop()
        if candidate is not element and _name(candidate) in names:
            yield candidate
        else:
            waiting.extend(reversed(candidate))


def _name(element: "Element") -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()
