"""Names that the model copied from the source are replaced by their form in the target language.

Precision first: a name is replaced only where the source has it as that name, and the translation
has the same spelling as a word. So a model that translates the name is never corrected.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Generic, NamedTuple, TypeVar

from core.lang import Name, gazetteer, profile_of, word_list
from core.lang.letters import bare

T = TypeVar("T")

# A word, or one mark. The apostrophe is a mark, so that in `l'OTAN` the name is a word of its own.
_TOKEN = re.compile(r"\w+|[^\w\s]")


class PhraseMatch(NamedTuple, Generic[T]):
    """A phrase found in a text: `text[start:end]`."""

    start: int
    end: int
    value: T


def one_apostrophe(text: str) -> str:
    """Replace ’ by ', and a non-breaking hyphen by a plain one; the length stays the same."""
    return text.replace("’", "'").replace("\u2011", "-").replace("\u2010", "-")


def one_ligature(text: str) -> str:
    """Write œ and æ as two letters, as many texts do."""
    return text.replace("œ", "oe").replace("Œ", "Oe").replace("æ", "ae").replace("Æ", "Ae")


class Phrases(Generic[T]):
    """A set of phrases, each with a value. Case and accents count unless `any_form`; apostrophes and spaces do not."""

    def __init__(self, items: Iterable[tuple[str, T]], *, any_form: bool = False) -> None:
        self._any_form = any_form
        self._values: dict[tuple[str, ...], T] = {}
        """By the phrase's tokens."""
        self._lengths: dict[str, list[int]] = {}
        """By first token: the lengths, in tokens, of the phrases that begin with it, the longest first."""
        for phrase, value in items:
            tokens = tuple(map(self._key, _TOKEN.findall(one_apostrophe(phrase))))
            if tokens and tokens not in self._values:
                self._values[tokens] = value
                self._lengths.setdefault(tokens[0], []).append(len(tokens))
        for first, lengths in self._lengths.items():
            self._lengths[first] = sorted(set(lengths), reverse=True)

    def __len__(self) -> int:
        return len(self._values)

    def _key(self, token: str) -> str:
        return bare(one_ligature(token.casefold())) if self._any_form else token

    def find(self, text: str) -> Iterator[PhraseMatch[T]]:
        """Yield the phrases in a text from left to right, none inside another."""
        text = one_apostrophe(text)
        if self._lengths.keys().isdisjoint(map(self._key, _TOKEN.findall(text))):
            return
        tokens = [(self._key(m[0]), m.start(), m.end()) for m in _TOKEN.finditer(text)]
        at = 0
        while at < len(tokens):
            for length in self._lengths.get(tokens[at][0], ()):
                key = tuple(token for token, _, _ in tokens[at : at + length])
                if key in self._values:
                    yield PhraseMatch(tokens[at][1], tokens[at + len(key) - 1][2], self._values[key])
                    at += len(key)
                    break
            else:
                at += 1


def occurrences(phrase: str, text: str, *, any_case: bool = False) -> list[tuple[int, int]]:
    """Return the spans of a phrase in a text, as whole words."""
    words = [re.escape(word) for word in one_apostrophe(phrase).split()]
    if not words:
        return []
    before = r"(?<!\w)" if phrase[0].isalnum() else ""
    after = r"(?!\w)" if phrase[-1].isalnum() else ""
    pattern = re.compile(before + r"\s+".join(words) + after, re.IGNORECASE if any_case else 0)
    return [match.span() for match in pattern.finditer(one_apostrophe(text))]


_WORD_BEFORE = re.compile(r"([^\W\d_][\w.]*)(?:['’]|\s+)?$")
_HYPHEN = "-–"
_CONTEXT = 30
"""Characters before and after a name that decide whether it is that name."""


@cache
def _index(source: str, target: str) -> Phrases[Name]:
    return Phrases(pair for name in gazetteer(source, target) for pair in _spellings(name))


@cache
def _index_in_capitals(source: str, target: str) -> Phrases[Name]:
    """Index the names for headlines: in capitals, without accents."""
    capital = (
        name._replace(source=name.source.upper(), target=name.target.upper()) for name in gazetteer(source, target)
    )
    return Phrases((bare(name.source), name) for name in capital)


def _spellings(name: Name) -> Iterator[tuple[str, Name]]:
    yield name.source, name
    # Many newsrooms omit the accent on a capital: Etats-Unis, Emirats.
    if bare(name.source[0]) != name.source[0]:
        plain = bare(name.source[0]) + name.source[1:]
        yield plain, name._replace(source=plain)


def repair_names(
    source: str, translation: str, language: str, context: str | None = None, target: str = "en"
) -> tuple[str, tuple[str, ...]]:
    """Return the translation with its names in the target language, and what was changed, as `Moscou → Moscow`.

    `context` is the article's text, where initials are explained (OCS: « Organisation de coopération de
    Shanghai »); without it, the sentence itself must explain them.
    """
    if not gazetteer(language, target):
        return translation, ()
    original = source
    changed = []
    done: set[Name] = set()
    index = _index(language, target)
    if source.isupper() and translation.isupper() and len(bare(source.upper())) == len(source):
        source, index = bare(source.upper()), _index_in_capitals(language, target)
    for found in index.find(source):
        name = found.value
        if name in done:
            continue
        form = _untranslated_form(name, translation)
        if form is None or (
            name.kind == "acronym" and not _context_confirms(name, source if context is None else context)
        ):
            done.add(name)
            continue
        if not _is_that_name(found, source, language):
            continue
        done.add(name)
        repaired = _replaced(form, name, source, translation, (language, target))
        if repaired != translation:
            changed.append(f"{name.source} → {name.target}")
            translation = repaired
    for edit in profile_of(language).article_edits.get(target, ()):
        if not re.search(edit.cue, original, re.IGNORECASE) or _matches(context or original, edit.unless):
            continue
        repaired = re.sub(edit.slip, edit.right, translation)
        if repaired != translation:
            changed.append(edit.shown)
            translation = repaired
    return translation, tuple(changed)


def named_in(text: str, language: str, target: str = "en") -> Iterator[PhraseMatch[Name]]:
    """Yield the names of the gazetteer in a text, none inside another; not persons or streets of the same name."""
    if not gazetteer(language, target):
        return
    for found in _index(language, target).find(text):
        if _is_that_name(found, text, language):
            yield found


def _untranslated_form(name: Name, translation: str) -> str | None:
    """Return the source's spelling of a name, with or without accents, if the translation still has it; else None."""
    for form in (name.source, bare(name.source)):
        if form in translation and form != name.target:
            return form
    return None


def _context_confirms(name: Name, context: str) -> bool:
    """Whether the context confirms this meaning of an acronym that has several."""
    return not name.condition or _matches(context, name.condition)


@lru_cache(maxsize=1)
def _matches_in(_text: str) -> dict[str, bool]:
    """Return the cached searches in a text: all sentences of an article search the same context."""
    return {}


def _matches(text: str, pattern: str) -> bool:
    """Whether a pattern is found in a text, in any case."""
    cached = _matches_in(text)
    if pattern not in cached:
        cached[pattern] = bool(re.search(pattern, text, re.IGNORECASE))
    return cached[pattern]


def _is_that_name(found: PhraseMatch[Name], source: str, language: str) -> bool:
    """Whether the source means this name, and no person, street or team that is called so."""
    name = found.value
    before, after = source[max(0, found.start - _CONTEXT) : found.start], source[found.end : found.end + _CONTEXT]
    if (before[-1:] and before[-1:] in _HYPHEN + "_@#./") or (after[:1] and after[:1] in _HYPHEN + "_@"):
        return False
    if name.kind == "acronym":
        return True
    previous = _WORD_BEFORE.search(before)
    word = previous[1] if previous else ""
    if not word[:1].isupper() or (word.isupper() and not name.source.isupper()):
        return True
    if name.kind == "person":
        known = bare(name.condition).casefold().split("|") if name.condition else []
        title = word.rstrip(".").capitalize() in profile_of(language).names.titles
        return title or bare(word).casefold() in known or _is_common_word(word, language) or not known
    # `Albert Londres` is a man; `À Londres` and `Selon Londres` are the city.
    return _is_common_word(word, language)


def _is_common_word(word: str, language: str) -> bool:
    """Whether a capitalised word is a common word at the start of a sentence, or a title: `Le`, `Président`."""
    words = word_list(language)
    return words is not None and words.rank(word.lower()) < words.rank(word)


def _replaced(form: str, name: Name, source: str, translation: str, pair: tuple[str, str]) -> str:
    """Replace the source's form by the target's, but not within a phrase that was left untranslated."""
    lead_in, with_article = profile_of(pair[0]).names.lead_in, profile_of(pair[1]).names.with_article
    if name.target in translation and form in name.target:
        return translation
    pieces, at = [], 0
    for start, end in occurrences(form, translation):
        before = translation[max(0, start - _CONTEXT) : start]
        if before[-1:] in tuple(_HYPHEN) or translation[end : end + 1] in tuple(_HYPHEN + "_@"):
            continue
        # `La Haye` at the start is a name; `de Londres` in an English sentence is a phrase left in French.
        if before.strip() and lead_in and re.search(lead_in, before, re.IGNORECASE):
            continue
        previous = _WORD_BEFORE.search(before)
        if name.kind == "place" and previous and previous[1][0].isupper() and f"{previous[1]} {form}" in source:
            continue
        pieces += [translation[at:start], _with_article(name.target, before, with_article)]
        at = end
    return "".join(pieces) + translation[at:]


def _with_article(name: str, before: str, with_article: frozenset[str]) -> str:
    """Return a name with `the` if it needs one and has none before it."""
    has_one = re.search(r"\bthe\s+$", before, re.IGNORECASE)
    if name.startswith("The "):
        return name[4:] if has_one else name
    if name in with_article and not has_one:
        return ("the " if before.strip() else "The ") + name
    return name
