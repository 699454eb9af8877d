"""Truecasing: headlines in capitals are lower-cased for the model, and their translation is upper-cased again.

On 350 headline-like news lines in capitals the model's chrF, case aside, is 71 to 76 % of what it is on the same
lines in normal case; in small letters 98 %; true-cased as here 99 %, and 97 % where the accents were missing too.

So are the places of datelines: of 148 cities before a date, the model left 62 in French or spoilt them in capitals
(« MOSCOU, 12 nov. — », “THE CAIRE”), and one in running case.
"""

import re
from functools import cache
from typing import Literal

from core.lang import WordList, names_of_language, profile_of, word_list
from core.lang.letters import bare
from core.lang.profile import Casing
from core.translation.terminology.names import Phrases

Case = Literal["as it is", "capitals", "label"]
"""How to restore the case of a translation: as it is, all capitals, or capitals up to its first mark."""

_WORD = re.compile(r"[^\W\d_]+")
_SHOUT = re.compile(r"[A-ZÀ-ÖØ-ÞŒŸ]{3}|[^\x00-\u024f]")
_LABEL = re.compile(r"\s*([^\W\d_]{3,}(?:[ '’][^\W\d_]+){0,3})(?=\s+[-–—]|\s*[:|]|[.!]\s)")
_DATELINE = re.compile(
    r"\s*([^\W\d_]+(?:[ '’/-][^\W\d_]+){0,5})(?=(?:, ?[^\W\d_][^\n()–—]{1,30}| ?\([^\n()]{2,40}\))?"
    r"(?:,[^\n()–—]{0,25}\d[^\n()–—]{0,25}?)?(?: ?\([^\n()]{2,40}\))?[.,]? ?(?:[–—]|-{1,2} ))"
)
"""A place before a day or an agency, and a dash: « MOSCOU, 12 nov. (AFP) — », « RODEZ (Reuters) - »."""
_SENTENCE_START = re.compile(r"(^|[.!?…]\s)([^\w\ue000]*)([^\W\d_])")
_ROMAN = re.compile(r"(?=[IVXLCM]{2,})M*(?:C[MD]|D?C*)(?:X[CL]|L?X*)(?:I[XV]|V?I*)")
_VOWELS = frozenset("AEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜŸŒÆ")
_SHORT = 5
"""Maximum letters of a word without a vowel that is taken for initials."""
_LARGE = 2
"""How many times more frequent a word must be with a capital to count as a name."""


def true_case(text: str, language: str) -> tuple[str, Case]:
    """Return the text in running case, and how to restore the case of its translation."""
    if not _SHOUT.search(text):
        return text, "as it is"
    words = _WORD.findall(text)
    capitals = [word for word in words if len(word) > 1 and word.isupper()]
    if not any(_is_capitalised_word(word, language) for word in capitals):
        return text, "as it is"
    if len(capitals) == sum(len(word) > 1 for word in words):
        return _truecased(text, language), "capitals"
    label = _LABEL.match(text) or _DATELINE.match(text)
    if label and label[1].isupper() and any(_is_capitalised_word(word, language) for word in _WORD.findall(label[1])):
        end = label.end()
        case_of = _truecased if label.re is _LABEL else _place
        return case_of(text[:end], language) + text[end:], "label"
    if len(capitals) >= 3 and 3 * len(capitals) >= 2 * sum(len(word) > 1 for word in words):
        return _truecased(text, language), "as it is"
    return text, "as it is"


def restore_case(translation: str, case: Case) -> str:
    """Restore the capitals of the source in its translation."""
    if case == "capitals":
        return translation.upper()
    label = (_LABEL.match(translation) or _DATELINE.match(translation)) if case == "label" else None
    return translation[: label.end()].upper() + translation[label.end() :] if label else translation


def _is_capitalised_word(word: str, language: str) -> bool:
    """Whether a word in capitals is neither initials nor a numeral."""
    if len(word) < 3 or _ROMAN.fullmatch(word) or _VOWELS.isdisjoint(word):
        return False
    return word not in initials(language)


@cache
def initials(language: str) -> frozenset[str]:
    """Initials that keep their capitals: those of the word list, those of the names, those of initials.txt."""
    words = word_list(language)
    if words is None:
        return frozenset()
    listed = {word for word in words if word.isupper() and len(word) > 1}
    others = {name.source for name in names_of_language(language) if name.kind == "acronym"}
    others |= set(profile_of(language).read("initials.txt").split())
    # `EAU` may be the Emirates and `CAP` a diploma, but in a headline they mean water and a cape.
    return frozenset(listed | {word for word in others if word.lower() not in words})


@cache
def _names(language: str) -> Phrases[str]:
    """Index the names by what they look like in capitals without accents."""
    names = (name.source for name in names_of_language(language) if name.kind != "acronym")
    known = [*profile_of(language).read("cased.txt").splitlines(), *names]
    return Phrases((_shape(name), name) for name in known if name.upper() not in initials(language))


def _shape(text: str) -> str:
    return bare(text.upper())


def _truecased(text: str, language: str) -> str:
    """Truecase the words in capitals; characters are replaced one by one, so positions stay."""
    casing, words = profile_of(language).casing, word_list(language)
    if casing is None or words is None:
        return _capitalise_sentences(_WORD.sub(lambda m: m[0] if _keeps_case(m[0]) else m[0].lower(), text))
    # If one accent is there, none were dropped.
    accentless = text == bare(text)
    lacking = accentless and casing.lacks_accents(text, words)
    out = list(text)
    for match in _WORD.finditer(text):
        word = match[0]
        if word.isupper():
            if len(word) == 1:
                small = casing.letter(match, words, accentless)
            else:
                small = _truecased_word(match, language, casing, words, lacking=lacking)
            out[match.start() : match.end()] = small
    return _capitalise_sentences(_with_names("".join(out), text, language))


def _place(text: str, language: str) -> str:
    """Return the place of a dateline in running case: each word with a capital, but for those such as « sur »."""
    small = profile_of(language).stop_words

    def cased(word: re.Match[str]) -> str:
        lower = word[0].lower()
        if _keeps_case(word[0]) or len(lower) != len(word[0]):
            return word[0]
        return lower if lower in small and text[: word.start()].strip() else lower.capitalize()

    return _with_names(_WORD.sub(cased, text), text, language)


def _with_names(cased: str, text: str, language: str) -> str:
    """Return the text with the names that are known as they are written, of which `cased` has the other words."""
    shape = _shape(text)
    if len(shape) != len(text):  # upper-casing ß and the like changes the length; no French name has them
        return cased
    out = list(cased)
    for found in _names(language).find(shape):
        if text[found.start : found.end].isupper() and len(found.value) == found.end - found.start:
            out[found.start : found.end] = found.value
    return "".join(out)


def _keeps_case(word: str) -> bool:
    """Whether a word stays as it is: it is not in capitals, or made of initials, or a numeral."""
    if not word.isupper() or _ROMAN.fullmatch(word):
        return True
    return len(word) <= _SHORT and _VOWELS.isdisjoint(word)


def _capitalise_sentences(text: str) -> str:
    """Put a capital at the start of each sentence."""
    return _SENTENCE_START.sub(lambda m: m[1] + m[2] + m[3].upper(), text)


def _truecased_word(match: re.Match[str], language: str, casing: Casing, words: WordList, *, lacking: bool) -> str:
    """Return one word of a headline in running case, of the same length."""
    text, word = match.string, match[0]
    small = word.lower()
    if len(small) != len(word):
        return word
    if len(word) > 3 and word.endswith("E") and _ROMAN.fullmatch(word[:-1]):
        return word[:-1] + "e"
    if text[max(0, match.start() - 1) : match.start()].isdigit():
        return small
    if word in initials(language) or _keeps_case(word):
        return word
    if text[match.end() : match.end() + 1] in "-–" and small in casing.prefixes:
        return small
    # Titles and institutions often have a capital in the texts that the list is from: Président, État.
    large = small.capitalize()
    best = large if large in words and (small not in words or _LARGE * words.rank(large) < words.rank(small)) else small
    if lacking and word.isascii():
        best = min((best, *words.accented(small)), key=words.rank)
        if best not in words and (whole := next(casing.restored(small, words), None)):
            return whole
    if best in words:
        return best
    return small if _is_common(small, casing, words) else small.capitalize()


def _is_common(small: str, casing: Casing, words: WordList) -> bool:
    """Whether a word that is not in the list is a form of one that is, or ends as words of the language do."""
    for ending in casing.inflections:
        stem = small.removesuffix(ending)
        if stem != small and len(stem) > 3 and (stem in words or stem + "e" in words or stem + "er" in words):
            return True
    return len(small) > 5 and small.endswith(casing.endings)
