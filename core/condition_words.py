"""The words of a condition: parsing them to a test, and finding the matches in a text."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

from core.errors import ProblemError
from core.lang.letters import fold
from core.sanitize import sanitize

_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(
    r'\s*(?:(?P<sign>[()])|"(?P<quoted>[^"]*)"|«(?P<french>[^»]*)»|“(?P<curled>[^”]*)”|(?P<word>[^\s()"«»“”]+))'
)
_MAX_DEPTH = 50
"""Maximum nesting of brackets."""
_MAX_LENGTH = 2_000
"""Maximum characters of a condition's words."""
_MAX_AMBIGUOUS = 3
"""Maximum letters of initials that may also be a word; longer ones, such as OTAN, are not."""
_PAIR = ("fr", "en")
"""The languages whose names are known in both."""

Test = Callable[[str], bool]
"""Tests a text in the form that `searched` returns."""


class WordsError(ProblemError, ValueError):
    """The words of a condition make no sense."""


def searched(text: str) -> str:
    """Return the searchable form of a text: words between spaces, one line per paragraph, without case and accents.

    Its initials are added as capitals on a separate line: WHO is an organisation, and who is not.
    """
    folded = "\n".join(f" {' '.join(_WORD.findall(line))} " for line in fold(text).split("\n"))
    initials = (word for line in text.split("\n") if not line.isupper() for word in _WORD.findall(line))
    return f"{folded}\n {' '.join(word for word in initials if _is_initials(word))} "


@lru_cache(256)
def parse(words: str) -> Test | None:
    """Return the test for some words; None if there is no word. Raises WordsError with the reason."""
    if len(words) > _MAX_LENGTH:
        raise WordsError("they are longer than 2,000 characters")
    tokens = list(_tokens(words))
    if not tokens:
        return None
    test, rest = _any(tokens, 0)
    if rest:
        raise WordsError("a bracket closes that was not opened")
    return test


class MatchFinder:
    """Finds the words of some conditions in texts, to highlight them; negated words are ignored."""

    def __init__(self, words: Sequence[str]) -> None:
        self._phrases: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
        """By their first word: phrases, and whether the last word is a prefix."""
        self._beginnings: list[str] = []
        for term in dict.fromkeys(term for phrase in words for term in _positive_terms(phrase)):
            for form in _forms(term):
                phrase, begins = tuple(form.split()), term.endswith("*")
                if begins and len(phrase) == 1:
                    self._beginnings.append(phrase[0])
                elif phrase:
                    self._phrases.setdefault(phrase[0], []).append((phrase, begins))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of the matches in a text, in code points."""
        if not (self._phrases or self._beginnings):
            return []
        found, whole = [], text.isupper()
        words = [(fold(match[0]), match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]
        for place, (word, start, end, written) in enumerate(words):
            if any(word.startswith(beginning) for beginning in self._beginnings):
                found.append((start, end))
            exact = self._phrases.get(written, []) if _is_initials(written) and not whole else []
            for phrase, begins in [*self._phrases.get(word, []), *exact]:
                there = [word[0] for word in words[place : place + len(phrase)]]
                if phrase == (written,) or _matches_phrase(there, phrase, begins=begins):
                    found.append((start, words[place + len(phrase) - 1][2]))
        return found


def _matches_phrase(there: list[str], phrase: tuple[str, ...], *, begins: bool) -> bool:
    last = there[-1].startswith(phrase[-1]) if begins else there[-1] == phrase[-1]
    return last and there[:-1] == [*phrase[:-1]]


def _positive_terms(words: str) -> Iterator[str]:
    """Yield the words and phrases, except those after NOT."""
    depth, skipped, negated = 0, 0, False
    for kind, text in _tokens(words):
        if kind == "NOT":
            negated = True
            continue
        depth += (kind == "(") - (kind == ")")
        if kind == "(" and negated and not skipped:
            skipped = depth
        if kind == "term" and not skipped and not negated:
            yield text
        if skipped and depth < skipped:
            skipped = 0
        negated = False


def _is_initials(word: str) -> bool:
    return len(word) > 1 and word.isupper() and word.isalpha()


def _plain(text: str) -> str:
    """Return the searchable form of a word or phrase, without spaces around it."""
    return " ".join(_WORD.findall(fold(text)))


@cache
def _names() -> dict[str, set[str]]:
    """Return the other forms of names, French and English, by each of their forms; initials stay capitals."""
    from core.lang import gazetteer

    found: dict[str, set[str]] = {}
    for name in gazetteer(*_PAIR):
        forms = [form if _is_initials(form) else _plain(form) for form in (name.source, name.target)]
        for here, there in (forms, reversed(forms)):
            # Initials that also have another meaning are not used as a form of this name.
            if here and there and _plain(here) != _plain(there) and not name.condition:
                found.setdefault(_plain(here), set()).add(there)
    return found


@lru_cache(1024)
def _forms(term: str) -> tuple[str, ...]:
    """Return the searchable form of a word or phrase and, if it is a name, its forms in the other language.

    Short initials of a name, which may be a word too (WHO, UN), are searched as capitals where they are written so.
    """
    form = _plain(term)
    others = sorted(_names().get(form, ()))
    if _is_initials(term) and others and len(term) <= _MAX_AMBIGUOUS:
        return (term, *others)
    return (form, *others)


def _tokens(words: str) -> Iterator[tuple[str, str]]:
    place = 0
    while match := _TOKEN.match(words, place):
        place = match.end()
        text = match[match.lastgroup or "word"]
        if match["sign"] or match["word"] in ("AND", "OR", "NOT"):
            yield text, text
        elif (match["word"] or "").startswith("-") and len(match["word"]) > 1:
            yield from (("NOT", "NOT"), ("term", text[1:]))
        else:
            yield "term", text
    if words[place:].strip():
        raise WordsError("a quotation mark opens that is never closed")


def _any(tokens: list[tuple[str, str]], depth: int) -> tuple[Test, list[tuple[str, str]]]:
    if depth > _MAX_DEPTH:
        raise WordsError("its brackets are nested too deep")
    tests = []
    while True:
        test, tokens = _all(tokens, depth)
        tests.append(test)
        if not tokens or tokens[0][0] != "OR":
            return (lambda text: any(test(text) for test in tests)), tokens
        tokens = tokens[1:]


def _all(tokens: list[tuple[str, str]], depth: int) -> tuple[Test, list[tuple[str, str]]]:
    tests = []
    while True:
        test, tokens = _one(tokens, depth)
        tests.append(test)
        if tokens and tokens[0][0] == "AND":
            tokens = tokens[1:]
        elif not tokens or tokens[0][0] in ("OR", ")"):
            return (lambda text: all(test(text) for test in tests)), tokens


def _one(tokens: list[tuple[str, str]], depth: int) -> tuple[Test, list[tuple[str, str]]]:
    if not tokens:
        raise WordsError("a word is missing at their end")
    (kind, text), rest = tokens[0], tokens[1:]
    if kind == "NOT":
        if depth > _MAX_DEPTH:
            raise WordsError("its brackets are nested too deep")
        test, rest = _one(rest, depth + 1)
        return (lambda text: not test(text)), rest
    if kind == "(":
        test, rest = _any(rest, depth + 1)
        if not rest or rest[0][0] != ")":
            raise WordsError("a bracket opens that is never closed")
        return test, rest[1:]
    if kind != "term":
        raise WordsError("a word is missing before {text}", text=text)
    if not _plain(text):
        raise WordsError("{text!r} has no letter or figure", text=sanitize(text, 40))
    end = "" if text.endswith("*") else " "
    # Names are looked up when a text is tested, not when the settings are read.
    return (lambda where: any(f" {form}{end}" in where for form in _forms(text))), rest
