"""The user's glossary: terms with a required translation, and names that must not be translated."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from core import lang
from core.lang.letters import bare
from core.messages import Message
from core.sanitize import sanitize
from core.translation.terminology import Term
from core.translation.terminology.glossary_files import read_terms
from core.translation.terminology.names import PhraseMatch, Phrases, occurrences, one_apostrophe, one_ligature

_ARTICLE = re.compile(r"(?i)^(?:the|an?|some|of the)\s+")
_INDEFINITE = re.compile(r"\b([Aa])n?(\s+)$")
_REGULAR = re.compile("[a-rt-xz]$")
"""A term that takes `s` in the plural and nothing else changes; initials and what ends in `s` or `y` stay."""
_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset("le la les l un une des".split())
_CONTEXT = 20
"""Characters before a term from which is decided whether it begins a sentence."""
_MAX_STAND_INS = 20
"""Maximum stand-ins in one sentence: with more, the model would see only names. `XQ1` and the like survived 120 times
of 120 in the place of a name."""


_MATCHING = 2
"""The version of how terms are found and put in: raise it with what they do to a translation."""
_NO_PAIR = ("", "")
"""The languages, where they are not known."""


@dataclass(frozen=True, slots=True)
class Enforced:
    """A translation with its terms."""

    text: str
    forced: bool = False
    """Whether a term was put in: the translation is then not only the model's."""
    missing: tuple[Term, ...] = ()
    """Terms of the source that could not be put in: flag the sentence (`name`)."""


class Glossary:
    """Terms, found in sentences longest first, as whole words.

    A term of several words is found in any case, one of a single word also with a capital at the start of a sentence;
    any is found in capitals. Accents count, except on capitals.
    """

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self.terms = terms
        self._indexes: dict[tuple[str, str], Phrases[tuple[Term, ...]]] = {}

    @property
    def shortened(self) -> Message | None:
        """What to say of terms with too many targets; None if all are accepted."""
        found = [term for term in self.terms if term.dropped]
        if not found:
            return None
        kept = len(found[0].also) + 1
        return Message(
            "the glossary has {n:,} translations of “{term}”, of which {kept} are accepted (such terms: {terms:,})",
            n=kept + found[0].dropped,
            term=sanitize(found[0].source, 60),
            kept=kept,
            terms=len(found),
        )

    @cached_property
    def digest(self) -> str:
        """The SHA-256, in hex, of its terms: another digest, another translation."""
        lines = "".join("\t".join((term.source, term.target, *term.also)) + "\n" for term in self.terms)
        return hashlib.sha256(f"{_MATCHING}\n{lines}".encode()).hexdigest()

    @classmethod
    def load(cls, path: Path, target: str = "en", source: str | None = None) -> "Glossary":
        """Read a CSV, TSV or TBX file of terms.

        A row is: source term, target term, and `keep` in a third column for what stays as it is. Headers that name
        the columns, comments, blank lines, a byte order mark and any encoding are fine; cells are separated by tabs,
        `;` or `,`. `target` and `source` are the languages wanted of a file that has several. Of several targets for
        one source the first is used, and the others are accepted. Raises UsageError, with the line, where the file
        cannot be read as that.
        """
        return cls(read_terms(path, target, source))

    def find(self, source: str, pair: tuple[str, str] = _NO_PAIR) -> Counter[Term]:
        """Return the terms that are in a sentence, and how often; in the plural, too, if the languages are known."""
        return Counter(found.value for found in self._found(source, pair))

    def _index(self, pair: tuple[str, str]) -> "Phrases[tuple[Term, ...]]":
        """Return the terms by their forms without case and accents, with the plurals that the languages have."""
        if pair not in self._indexes:
            alike: dict[str, list[Term]] = {}
            for term in self.terms:
                alike.setdefault(_form(term), []).append(term)
            plurals = [(_form(term), term) for term in _plurals(self.terms, pair)]
            for form, term in plurals:
                alike.setdefault(form, [term])
            self._indexes[pair] = Phrases(((form, tuple(found)) for form, found in alike.items()), any_form=True)
        return self._indexes[pair]

    def _found(self, source: str, pair: tuple[str, str]) -> list[PhraseMatch[Term]]:
        """Find the terms; of terms that differ only in case, prefer the one with the same case."""
        shouting, found = source.isupper(), []
        for start, end, alike in self._index(pair).find(source):
            written, before = source[start:end], source[max(0, start - _CONTEXT) : start]
            fitting = [term for term in alike if _is_term(written, term.source)]
            fitting = fitting or [term for term in alike if _may_mean(written, term, before, shouting=shouting)]
            if fitting:
                found.append(PhraseMatch(start, end, fitting[0]))
        return found

    def enforce(
        self, source: str, translation: str, render: Callable[[str], str], pair: tuple[str, str] = _NO_PAIR
    ) -> Enforced:
        """Return the translation with every term of the source in it, as far as possible; `pair` is its languages.

        `render` translates a text as the sentence was translated. It is called only if a term is absent: first for
        the term alone, to find the model's own word for it; then for the sentence with stand-ins.
        """
        wanted = self.find(source, pair)
        absent = [term for term in wanted if not _has_term(translation, term)]
        if not absent:
            return Enforced(translation)
        text = translation
        for term in absent:
            text = _replace_rendering(text, term, wanted[term], render)
        missing = [term for term in absent if not _has_term(text, term)]
        # A stand-in is one person or thing: a verb in the plural would lose its number.
        may_stand_in = bool(missing) and set(missing) <= set(self.terms)
        if may_stand_in and (again := self._with_stand_ins(source, missing, render, pair)) is not None:
            # The whole sentence was translated again, so the terms of the first round must be put in again.
            for term in absent:
                if not _has_term(again, term):
                    again = _replace_rendering(again, term, wanted[term], render)
            if all(_has_term(again, term) for term in wanted):
                return Enforced(again, forced=True)
        still_missing = tuple(term for term in wanted if not _has_term(text, term))
        return Enforced(text, forced=text != translation, missing=still_missing)

    def _with_stand_ins(
        self, source: str, terms: list[Term], render: Callable[[str], str], pair: tuple[str, str]
    ) -> str | None:
        """Translate a sentence with stand-ins that the model copies; None if it lost one of them."""
        places = [found for found in self._found(source, pair) if found.value in terms]
        if len(places) > _MAX_STAND_INS:
            return None
        free = (name for name in map("XQ{}".format, range(1, 1000)) if name not in source)
        pieces, at, names = [], 0, {}
        for found, name in zip(places, free, strict=False):
            names[name] = found.value
            pieces += [source[at : found.start], name]
            at = found.end
        text = render("".join(pieces) + source[at:])
        for name, term in names.items():
            seen = occurrences(name, text, any_case=True)
            if not seen:
                return None
            for start, end in reversed(seen):
                text = _insert_term(text, start, end, term.target)
        return text


def _form(term: Term) -> str:
    return bare(one_ligature(one_apostrophe(term.source).casefold()))


def _plurals(terms: Iterable[Term], pair: tuple[str, str]) -> Iterator[Term]:
    """Yield the plurals of terms that are translated, where both languages tell them."""
    own, wanted = (lang.profile_of(code).plural if code else None for code in pair)
    if own is None or wanted is None:
        return
    for term in terms:
        source, target = own(term.source), wanted(term.target)
        if source and target and not term.keep:
            # English has no plural of some nouns, such as evidence, and of adjectives: the singular will do.
            others = dict.fromkeys((term.target, *filter(None, map(wanted, term.also)), *term.also))
            yield Term(source, target, tuple(other for other in others if other != target))


def _is_term(written: str, term: str) -> bool:
    """Whether a term is written as in the glossary, its spaces aside."""
    return one_apostrophe(written).split() == one_apostrophe(term).split()


def _may_mean(written: str, term: Term, before: str, *, shouting: bool) -> bool:
    """Whether a text that differs from a term in case or accents means that term."""
    if shouting and written.isupper():
        return True
    here, there = (" ".join(one_ligature(one_apostrophe(text)).split()) for text in (written, term.source))
    if len(here) != len(there) or not all(map(_same_letter, here, there)):
        return False
    if here == there or all(map(_lacks_accent, here, there)):
        return True
    if written.isupper() and len(words := _WORD.findall(term.source)) == 1 and term.source.istitle():
        return len(written) > 2  # `Otan`, and OTAN
    if here[0].isupper() and here[1:] == there[1:] and _begins_sentence(before):
        return True
    words = _WORD.findall(term.source)
    if len(words) == 1:
        # A capital makes another word of it: `Grand Prix`. But initials are often written as a name: `Otan`.
        return term.source.isupper() and len(term.source) > 2 and written.istitle()
    fewer = any(letter.isupper() and not other.isupper() for letter, other in zip(term.source, written, strict=False))
    # A name in small letters is none: « Le Monde », and « le monde ».
    return not (fewer and (term.keep or words[0].casefold() in _ARTICLES))


def _lacks_accent(written: str, letter: str) -> bool:
    """Whether two letters are equal, but that a capital may lack its accent: `Elysée`, `Élysée`."""
    return written == letter or (written.isupper() and letter.isupper() and written == bare(letter))


def _same_letter(written: str, letter: str) -> bool:
    """Whether two letters are equal but for case, or one is a capital that lacks the other's accent."""
    if written.casefold() == letter.casefold():
        return True
    without = next((char for char in (written, letter) if char == bare(char)), "")
    return without.isupper() and bare(written).casefold() == bare(letter).casefold()


def _begins_sentence(before: str) -> bool:
    """Whether a sentence or a quotation begins after this text."""
    before = before.rstrip(" \u00a0\"“«'([-–—")
    return not before or before[-1] in ".:!?…»"


def _has_term(text: str, term: Term) -> bool:
    """Whether a term, by one of its targets, is in a translation."""
    return any(_has(text, target) for target in (term.target, *term.also))


def _has(text: str, target: str) -> bool:
    """Whether a term is in a translation, case and plural aside: a headline has it in capitals."""
    if one_apostrophe(target).casefold() not in one_apostrophe(text).casefold():
        return False
    return any(occurrences(target + plural, text, any_case=True) for plural in ("", "s", "es"))


def _replace_rendering(text: str, term: Term, times: int, render: Callable[[str], str]) -> str:
    """Replace the model's own rendering of a term by the required one, where it is found."""
    rendering = render(term.source).strip(" .!?")
    for form, target in _renderings(rendering, term):
        places = occurrences(form, text) or occurrences(form, text, any_case=True)
        # If there are more of them than terms in the source, some mean something else, and it is unknown which.
        if len(form) > 1 and 0 < len(places) <= times:
            for start, end in reversed(places):
                text = _insert_term(text, start, end, target)
            return text
    return text


def _renderings(rendering: str, term: Term) -> Iterator[tuple[str, str]]:
    """Yield possible renderings of a term by the model, each with its replacement; a plural replaces a plural."""
    plain = _ARTICLE.sub("", rendering)
    plural = term.target if term.keep or not _REGULAR.search(term.target) else f"{term.target}s"
    yield term.source, term.target
    yield rendering, term.target
    yield plain, term.target
    yield f"{plain}s", plural
    if plain.endswith("y"):
        yield f"{plain[:-1]}ies", plural
    yield plain.removesuffix("s"), term.target
    yield plain, term.target


def _insert_term(text: str, start: int, end: int, target: str) -> str:
    """Replace `text[start:end]` by a term; adjust its capital at the start of a sentence, and `a` or `an` before it."""
    before, after = text[:start], text[end:]
    if text[start:end].isupper() and end - start > 3 and text.isupper():
        target = target.upper()
    elif not before.strip(" \"“«'([-–") and target[0].islower():
        target = target[0].upper() + target[1:]
    article = _INDEFINITE.search(before)
    if article:
        n = "n" if target[0].casefold() in "aeiou" else ""
        before = f"{before[: article.start()]}{article[1]}{n}{article[2]}"
    if re.match(r"the\s", target, re.IGNORECASE):
        before = re.sub(r"\b[Tt]he\s+$", "", before)
    return before + target + after
