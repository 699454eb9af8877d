"""Names that the model left in French, given their English form.

Precision first: a name is touched only where the source has its French form as that name, and the translation
still has the same letters as a word. So a model that knows the name is never corrected.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from core.translation.terminology.parliament import mend_members
from core.translation.terminology.phrases import Found, Phrases, occurrences
from core.translation.terminology.words import bare, french, rows


class Name(NamedTuple):
    """One row of the data files."""

    kind: str
    """`place`, `person`, `organisation` or `acronym`."""
    french: str
    english: str
    condition: str
    """See `data/README.md`; empty for none."""


_WORD_BEFORE = re.compile(r"([^\W\d_][\w.]*)(?:['’]|\s+)?$")
_HYPHEN = "-–"
# Before a name in the *translation*, these say that a French phrase was left as it was: a title, a street, a ship.
_STILL_FRENCH = re.compile(r"\b(?:de|du|des|le|la|les|et|au|aux|à|en|sur|rue|place)\s+$|[dl]['’]$", re.IGNORECASE)
_TITLES = frozenset("M MM Mme Mmes Mlle Me Dr Pr Mgr Sir Lord Lady Saint Sainte".split())
_ENOUGH = 30
"""Characters before a name that its guards look at."""


@cache
def gazetteer() -> tuple[Name, ...]:
    """Load the names, once; those written by hand come first, and win."""
    return tuple(Name(*row) for file in ("own.tsv", "names.tsv") for row in rows(file))


@cache
def _index() -> Phrases[Name]:
    return Phrases(pair for name in gazetteer() for pair in _spellings(name))


@cache
def _index_in_capitals() -> Phrases[Name]:
    """Index the names as headlines have them: in capitals, and whether with accents or not, without."""
    capital = (name._replace(french=name.french.upper(), english=name.english.upper()) for name in gazetteer())
    return Phrases((bare(name.french), name) for name in capital)


def _spellings(name: Name) -> Iterator[tuple[str, Name]]:
    yield name.french, name
    # Many a newsroom leaves the accent off a capital: Etats-Unis, Emirats.
    if bare(name.french[0]) != name.french[0]:
        plain = bare(name.french[0]) + name.french[1:]
        yield plain, name._replace(french=plain)


def mend_names(source: str, translation: str, language: str, context: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return the translation with English names, and what was changed, as `French → English`.

    `context` is the article's text, where initials are explained (OCS: « Organisation de coopération de
    Shanghai »); without it, the sentence itself must explain them.
    """
    if language != "fr":
        return translation, ()
    changed = []
    done: set[Name] = set()
    index = _index()
    if source.isupper() and translation.isupper() and len(bare(source.upper())) == len(source):
        source, index = bare(source.upper()), _index_in_capitals()
    for found in index.find(source):
        name = found.value
        if name in done:
            continue
        form = _left_over(name, translation)
        if form is None or (name.kind == "acronym" and not _explained(name, source if context is None else context)):
            done.add(name)
            continue
        if not _is_that_name(found, source):
            continue
        done.add(name)
        mended = _replaced(form, name, source, translation)
        if mended != translation:
            changed.append(f"{name.french} → {name.english}")
            translation = mended
    mended = mend_members(source, translation, context)
    if mended != translation:
        changed.append("MEP → MP")
    return mended, tuple(changed)


def _left_over(name: Name, translation: str) -> str | None:
    """Return the form in which the French name stands in the translation, if it does."""
    for form in (name.french, bare(name.french)):
        if form in translation and form != name.english:
            return form
    return None


def _explained(name: Name, context: str) -> bool:
    """Whether initials that may stand for several things stand for this one here."""
    return not name.condition or bool(re.search(name.condition, context.casefold()))


def _is_that_name(found: Found[Name], source: str) -> bool:
    """Whether the source means this name, and no person, street or team that is called so."""
    name = found.value
    before, after = source[max(0, found.start - _ENOUGH) : found.start], source[found.end : found.end + _ENOUGH]
    if (before[-1:] and before[-1:] in _HYPHEN + "_@#./") or (after[:1] and after[:1] in _HYPHEN + "_@"):
        return False
    if name.kind == "acronym":
        return True
    previous = _WORD_BEFORE.search(before)
    word = previous[1] if previous else ""
    if not word[:1].isupper() or (word.isupper() and not name.french.isupper()):
        return True
    if name.kind == "person":
        known = bare(name.condition).casefold().split("|") if name.condition else []
        title = word.rstrip(".").capitalize() in _TITLES
        return title or bare(word).casefold() in known or _common(word) or not known
    # `Albert Londres` is a man; `À Londres` and `Selon Londres` are the city.
    return _common(word)


def _common(word: str) -> bool:
    """Whether a word with a capital is a plain word that began the sentence, or a post: `Le`, `Président`."""
    words = french()
    return words.rank(word.lower()) < words.rank(word)


def _replaced(form: str, name: Name, source: str, translation: str) -> str:
    """Put the English form in the place of the French one, but not inside a French phrase left as it was."""
    english = name.english
    if english in translation and form in english:
        return translation
    pieces, at = [], 0
    for start, end in occurrences(form, translation):
        before = translation[max(0, start - _ENOUGH) : start]
        if before[-1:] in tuple(_HYPHEN) or translation[end : end + 1] in tuple(_HYPHEN + "_@"):
            continue
        # `La Haye` at the start is a name; `de Londres` in an English sentence is a phrase left in French.
        if _STILL_FRENCH.search(before) and before.strip():
            continue
        previous = _WORD_BEFORE.search(before)
        if name.kind == "place" and previous and previous[1][0].isupper() and f"{previous[1]} {form}" in source:
            continue
        pieces += [translation[at:start], _with_article(english, before)]
        at = end
    return "".join(pieces) + translation[at:]


def _with_article(english: str, before: str) -> str:
    """Write a name with the article that English asks for, once."""
    has_one = re.search(r"\bthe\s+$", before, re.IGNORECASE)
    if english.startswith("The "):
        return english[4:] if has_one else english
    if english in _WITH_THE and not has_one:
        return ("the " if before.strip() else "The ") + english
    return english


_WITH_THE = frozenset(
    {"United States", "United Kingdom", "United Nations", "Netherlands", "United Arab Emirates", "West Bank",
     "Middle East", "White House", "European Union", "Falkland Islands", "Holy See", "Far East", "Caucasus"}
)  # fmt: skip
"""Names that English does not say without an article, though French may."""
