"""The words of a condition or a search: parsing them, testing texts, and finding the matches in a text.

    words and "phrases" are joined by AND, OR, NOT and brackets; two without an operator must both occur

A condition in the settings must be complete, and what is wrong with it is an error. A search is looked up while it is
typed: what is still missing is added, and what makes no sense is left out.
"""

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
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

_OPERATORS = frozenset(("AND", "OR", "NOT"))

Test = Callable[[str], bool]
"""Tests a text in the form that `searched` returns."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase; with `*` at its end, any that begin with it."""

    text: str


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be true."""

    of: "Expression"


@dataclass(frozen=True, slots=True)
class All:
    """Several expressions that must all be true."""

    of: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Several expressions of which one must be true."""

    of: tuple["Expression", ...]


Expression = Term | Not | All | AnyOf
_Tokens = list[tuple[str, str]]
"""The kind and text of each token; the kind is `term`, or the text itself."""


class WordsError(ProblemError, ValueError):
    """The words of a condition make no sense."""


def searched(text: str) -> str:
    """Return the searchable form of a text: words between spaces, one line per paragraph, without case and accents.

    Its initials are added as capitals on a separate line: WHO is an organisation, and who is not.
    """
    folded = "\n".join(f" {' '.join(_WORD.findall(line))} " for line in fold(text).split("\n"))
    initials = (word for line in text.split("\n") if not line.isupper() for word in _WORD.findall(line))
    return f"{folded}\n {' '.join(word for word in initials if _is_initials(word))} "


def parse(words: str) -> Expression | None:
    """Return the expression for some words; None if there is no word. Raises WordsError with the reason."""
    if len(words) > _MAX_LENGTH:
        raise WordsError("they are longer than 2,000 characters")
    tokens = list(_tokens(words))
    return _parsed(tokens) if tokens else None


def parse_typed(words: str) -> Expression | None:
    """Return the expression for words that are being typed; None if there is no word.

    The last word is a prefix, unless a space, a quotation mark or a bracket follows. Quotation marks and brackets
    without their counterpart, operators without words, and signs are left out, and so is all beyond 2,000 characters;
    `AND` and `OR` without a word before them are words.
    """
    words = words[:_MAX_LENGTH]
    if words.count("(") > _MAX_DEPTH // 2:
        # Each bracket may have a NOT before it, which is as deep.
        words = words.replace("(", " ").replace(")", " ")
    tokens: _Tokens = []
    for match in _TOKEN.finditer(words):
        text, before = match[match.lastgroup or "word"], tokens[-1][0] if tokens else ""
        if match["sign"] == "(":
            tokens.append((text, text))
        elif match["sign"]:
            _close_bracket(tokens)
        elif match["word"] == "NOT" or (match["word"] in _OPERATORS and before in ("term", ")")):
            if (before, text) != ("NOT", "NOT"):
                tokens.append((text, text))
        elif _plain(text):
            prefix = match["word"] and match.end() == len(words) and before != "NOT"
            tokens.append(("term", f"{text.rstrip('*')}*" if prefix else text))
    _drop_last(tokens, ("(", *_OPERATORS))
    tokens += [(")", ")")] * _open_brackets(tokens)
    return _parsed(tokens) if tokens else None


def _close_bracket(tokens: _Tokens) -> None:
    """Close the last bracket that is open, if any; one with nothing in it is removed."""
    _drop_last(tokens, _OPERATORS)
    if tokens and tokens[-1][0] == "(":
        tokens.pop()
        _drop_last(tokens, _OPERATORS)
    elif _open_brackets(tokens):
        tokens.append((")", ")"))


def _drop_last(tokens: _Tokens, kinds: Container[str]) -> None:
    """Remove tokens of some kinds from the end."""
    while tokens and tokens[-1][0] in kinds:
        tokens.pop()


def _open_brackets(tokens: _Tokens) -> int:
    return sum((kind == "(") - (kind == ")") for kind, _ in tokens)


@lru_cache(256)
def compile_test(words: str) -> Test | None:
    """Return the test for the words of a condition; None if there is no word. Raises WordsError with the reason."""
    expression = parse(words)
    return None if expression is None else _test(expression)


def _test(expression: Expression) -> Test:
    match expression:
        case Term(text):
            end = "" if text.endswith("*") else " "
            # Names are looked up when a text is tested, not when the settings are read.
            return lambda where: any(f" {form}{end}" in where for form in _forms(text))
        case Not(of):
            test = _test(of)
            return lambda where: not test(where)
    tests = [_test(part) for part in expression.of]
    if isinstance(expression, All):
        return lambda where: all(test(where) for test in tests)
    return lambda where: any(test(where) for test in tests)


class MatchFinder:
    """Finds the words of some conditions in texts, to highlight them; negated words are ignored."""

    def __init__(self, words: Sequence[str]) -> None:
        self._phrases: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
        """By their first word: phrases, and whether the last word is a prefix."""
        self._beginnings: list[str] = []
        wanted = (expression for expression in map(parse, words) if expression)
        for term in dict.fromkeys(term for expression in wanted for term in _positive_terms(expression)):
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


def _positive_terms(expression: Expression) -> Iterator[str]:
    """Yield the words and phrases, except those after NOT."""
    match expression:
        case Term(text):
            yield text
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _positive_terms(part)


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
        if match["sign"] or match["word"] in _OPERATORS:
            yield text, text
        elif (match["word"] or "").startswith("-") and len(match["word"]) > 1:
            yield from (("NOT", "NOT"), ("term", text[1:]))
        else:
            yield "term", text
    if words[place:].strip():
        raise WordsError("a quotation mark opens that is never closed")


def _parsed(tokens: _Tokens) -> Expression:
    expression, rest = _any(tokens, 0)
    if rest:
        raise WordsError("a bracket closes that was not opened")
    return expression


def _any(tokens: _Tokens, depth: int) -> tuple[Expression, _Tokens]:
    if depth > _MAX_DEPTH:
        raise WordsError("its brackets are nested too deep")
    parts = []
    while True:
        part, tokens = _all(tokens, depth)
        parts.append(part)
        if not tokens or tokens[0][0] != "OR":
            return (AnyOf(tuple(parts)) if len(parts) > 1 else parts[0]), tokens
        tokens = tokens[1:]


def _all(tokens: _Tokens, depth: int) -> tuple[Expression, _Tokens]:
    parts = []
    while True:
        part, tokens = _one(tokens, depth)
        parts.append(part)
        if tokens and tokens[0][0] == "AND":
            tokens = tokens[1:]
        elif not tokens or tokens[0][0] in ("OR", ")"):
            return (All(tuple(parts)) if len(parts) > 1 else parts[0]), tokens


def _one(tokens: _Tokens, depth: int) -> tuple[Expression, _Tokens]:
    if not tokens:
        raise WordsError("a word is missing at their end")
    (kind, text), rest = tokens[0], tokens[1:]
    if kind == "NOT":
        if depth > _MAX_DEPTH:
            raise WordsError("its brackets are nested too deep")
        expression, rest = _one(rest, depth + 1)
        return Not(expression), rest
    if kind == "(":
        expression, rest = _any(rest, depth + 1)
        if not rest or rest[0][0] != ")":
            raise WordsError("a bracket opens that is never closed")
        return expression, rest[1:]
    if kind != "term":
        raise WordsError("a word is missing before {text}", text=text)
    if not _plain(text):
        raise WordsError("{text!r} has no letter or figure", text=sanitize(text, 40))
    return Term(text), rest
