"""Glossaries in TBX (ISO 30042): dialects of the second and third edition, and TBX-Min; and in MultiTerm's own XML."""

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from core.errors import UsageError
from core.lang import language_code
from core.reading import xml
from core.translation.terminology import Term, rank, terms_of_entry

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ROOT = re.compile(rb"<(?:\w+:)?(?:martif|tbx|mtf)[\s>]", re.IGNORECASE)
_PEEK = 4096
_MAX_DEPTH = 100
"""Maximum nesting of elements: searching below each of them takes as many times longer."""
_ENTRIES = frozenset(("termEntry", "conceptEntry", "entry", "conceptGrp"))
_LANGUAGES = frozenset(("langSet", "langSec", "langGroup", "languageGrp"))
_TERMS = frozenset(("tig", "ntig", "termSec", "termGroup", "termGrp"))
_STATUS = frozenset(("administrativeStatus", "normativeAuthorization", "termStatus"))
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def is_tbx(data: bytes) -> bool:
    """Whether bytes are a TBX file, in UTF-8 or UTF-16."""
    return _ROOT.search(data[:_PEEK].replace(b"\0", b"")) is not None


def read(data: bytes, what: str, target: str, source: str | None) -> Iterator[Term]:
    """Yield the terms from `source` to `target`, ISO 639-1 codes, of a file; `what` names it in errors.

    Without `source`, it is the language of the file itself, else the first one that is not the target. Of several
    targets the preferred one comes first; deprecated ones are left out.

    Raises InputError if the XML is broken or declares entities, UsageError where no term has the target language.
    """
    root = xml.parse(data, what, _MAX_DEPTH)
    file_language = language_code(root.get(_LANG))
    languages = dict[str, None]()
    found = False
    for entry in _outermost(root, _ENTRIES):
        terms = {language: list(_terms(part)) for language, part in _sections(entry)}
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
        if code := language_code(named.get(_LANG) or named.get("lang")):
            yield code, part


def _terms(section: "Element") -> Iterator[tuple[int, str]]:
    """Yield the terms of a language, each with its rank: preferred 0, admitted 1, deprecated 2."""
    for group in _outermost(section, _TERMS):
        text = next(
            (" ".join("".join(element.itertext()).split()) for element in group.iter() if _name(element) == "term"), ""
        )
        status = " ".join(
            "".join(element.itertext()) for element in group.iter() if {_name(element), element.get("type")} & _STATUS
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
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]
