"""Checks with tables of words: idioms, words with several senses, and cues.

An idiom or a sense is French that the model translated word for word, or by the wrong sense. A cue is a word of the
source without which a translation needs certain words, or must not have them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import cast

from core.article import Flag, FlagKind
from core.checks.tokens import Text
from core.lang import language_name, profile_of
from core.messages import Message, term

_APOSTROPHES = str.maketrans("’ʼ", "''")
_WORD = re.compile(r"[^\W\d_]+")
STEM = 4
"""Length, in letters, of the stems by which words are looked up."""
_NAME_BEFORE = re.compile(r"(?:\bMM?\.|\bM(?:me|lle|e|gr)|[^\W\d_],? [A-ZÀ-Þ][^\W\d_]+)[ \u00a0\u202f]$")
_NAME_AFTER = re.compile(r"[ \u00a0\u202f-][A-ZÀ-Þ][a-zà-ÿ]")
_BRACKETED = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True)
class Idiom:
    """One row of a language's `literal.tsv`."""

    phrase: str
    """Idiom or word, in small letters; `*` stands for any ending, `|` parts alternatives, also in brackets."""
    literal: str
    """English words, separated by `|`, that betray a translation word for word, or by the wrong sense."""
    meaning: str
    """What it means, alternatives separated by commas; if the translation has one of them, nothing is flagged."""
    context: str = ""
    """`if` or `unless` and words of the source, separated by `|`: the row applies if one of them is there, or unless
    one is. Both conditions may be given, separated by a semicolon."""

    def literal_in(self, translation: str) -> re.Match[str] | None:
        """Return the first literal translation, also in the plural, or None."""
        return _search(self._literals, translation)

    def is_rendered_in(self, translation: str) -> bool:
        """Whether a translation has a right meaning, in any inflected form."""
        low = translation.lower()
        return any(_stem(meaning) in low for meaning in self._meanings) and bool(self._rendered_by.search(translation))

    @cached_property
    def _literals(self) -> str:
        words = self.literal.split("|")
        return "|".join(f"{word}(|s)" if len(word) >= STEM and word[-1] not in "s*)" else word for word in words)

    @cached_property
    def _meanings(self) -> Sequence[str]:
        return [re.sub("^(?:to|an?|the) ", "", meaning.strip()) for meaning in re.split("[,;]", self.meaning.lower())]

    @cached_property
    def _rendered_by(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(_any_form, self._meanings))})(?!\w)", re.IGNORECASE)

    @cached_property
    def phrases(self) -> Sequence[str]:
        """The alternatives of the phrase, without brackets."""
        return sorted(alternatives(self.phrase))

    @cached_property
    def begun(self) -> Sequence[tuple[str, str]]:
        """The alternatives, each after its fixed beginning: a source without that beginning need not be searched."""
        return [(phrase.partition("*")[0], phrase) for phrase in self.phrases]

    @cached_property
    def fixed(self) -> frozenset[str]:
        """The words that all alternatives of the phrase have."""
        first, *others = (frozenset(_WORD.findall(phrase)) for phrase in self.phrases)
        return first.intersection(*others)

    def holds(self, source: str) -> bool:
        """Return whether the conditions on the other words of a source, in small letters, are met."""
        return all((_search(words, source) is not None) is wanted for wanted, words in self._conditions)

    @cached_property
    def _conditions(self) -> Sequence[tuple[bool, str]]:
        parts = (part.strip().split(" ", 1) for part in self.context.split(";") if part)
        return [(word == "if", words) for word, words in parts]


def _stem(meaning: str) -> str:
    """Return a meaning without the ending of a verb: `screening` is in `screened` too."""
    stem = meaning.removesuffix("ing")
    return stem if meaning.isalpha() and len(stem) >= STEM else meaning


def _any_form(meaning: str) -> str:
    stem = _stem(meaning)
    return re.escape(stem) + ("[sd]?" if len(meaning) < STEM else r"\w{0,3}" if stem == meaning else r"\w{0,4}")


def check_idioms(source: Text, target: Text) -> Iterator[Flag]:
    """Flag idioms and words of the source that were translated literally or by the wrong sense."""
    if target.language != "en":
        return
    text, met = _met(source)
    named: list[tuple[int, int, int]] = []
    for idiom, (start, end) in sorted(met.items(), key=lambda pair: pair[1][0] - pair[1][1]):
        if any(first <= start and end <= last for first, last, _ in named):
            continue  # a word of an idiom that is named already
        literal = idiom.literal_in(target.text)
        if literal and idiom.holds(text) and not idiom.is_rendered_in(target.text):
            if any(start < last and first < end and said == literal.start() for first, last, said in named):
                continue  # « les valeurs » beside « valeurs du luxe », both for the same word of the translation
            named.append((start, end, literal.start()))
            yield Flag(
                "low-score",
                Message(
                    "« {words} » ({meaning}): the {language} has “{said}”",
                    words=text[start:end],
                    meaning=idiom.meaning,
                    language=term(language_name(target.language)),
                    said=literal[0],
                ),
            )


def unrendered_words(source: Text, target: Text) -> Iterator[str]:
    """Yield the single words of a source that are in the table and none of whose right translations is in the target.

    That alone is no error, since the table cannot list every right translation. Of 393 right sentences of real text
    with no other flag 3 have such a word, of 192 misleading ones 12.
    """
    if target.language != "en":
        return
    text, met = _met(source)
    rendered: dict[tuple[int, int], bool] = {}
    for idiom, span in met.items():
        if text[slice(*span)].isalpha() and idiom.holds(text) and not _in_a_name(source.text, span):
            # One row may describe what another one translates.
            rendered[span] = rendered.get(span, False) or idiom.is_rendered_in(target.text)
    yield from (text[slice(*span)] for span, is_rendered in rendered.items() if not is_rendered)


def _in_a_name(text: str, span: tuple[int, int]) -> bool:
    """Whether a word is part of a person's name: the Blé of « M. Blé Goudé »."""
    start, end = span
    if not text[start : start + 1].isupper() or text.isupper():
        return False
    return bool(_NAME_BEFORE.search(text[max(0, start - 30) : start]) or _NAME_AFTER.match(text, end))


def set_words(source: Text) -> Iterator[str]:
    """Yield the fixed words of each phrase of the table that a source has, in small letters, joined by spaces.

    The words of a phrase mean nothing on their own: « se mettre en quatre » counts nothing.
    """
    text, met = _met(source)
    for idiom, (start, end) in met.items():
        yield " ".join(word for word in _WORD.findall(text[start:end]) if word in idiom.fixed)


@lru_cache(maxsize=256)  # three checks ask for it
def _met(source: Text) -> tuple[str, dict[Idiom, tuple[int, int]]]:
    """Return a source in the spelling of the table, and the rows that match it, each with the span of its match."""
    table = _table(source.language)
    if not table:
        return "", {}
    restore = profile_of(source.language).restore_accents
    written = restore(source.text) if restore else source.text
    text = written.lower().translate(_APOSTROPHES)
    words = source.lower if written == source.text else _WORD.findall(text)
    keys = {key for word in words for key in (word, f"{word[:STEM]}*")}
    lines = dict.fromkeys(line for key in sorted(keys) for line in table.get(key, ()))
    return text, {idiom: span for idiom in map(_idiom, lines) if (span := _first(idiom, text))}


def idiom_rows(language: str) -> Sequence[Idiom]:
    """Return a language's idioms and senses; none if it has no table."""
    return tuple(map(_idiom, _lines(language)))


@cache
def _idiom(line: str) -> Idiom:
    return Idiom(*line.split("\t"))


def _lines(language: str) -> Sequence[str]:
    return profile_of(language).read("literal.tsv").splitlines()


@cache
def _table(language: str) -> dict[str, list[str]]:
    """Return the lines of a language's table by their lookup keys; a line is parsed only when a source has its key.

    The keys are computed by `tools/make_rules.py`, since computing them takes ten times as long as reading them.
    """
    table: dict[str, list[str]] = {}
    for line, keys in zip(_lines(language), profile_of(language).read("literal.keys.txt").splitlines(), strict=True):
        for key in keys.split():
            table.setdefault(key, []).append(line)
    return table


def _first(idiom: Idiom, text: str) -> tuple[int, int] | None:
    """Return the span of the first match of an idiom, in its longest alternative there."""
    spans = [span for beginning, phrase in idiom.begun if beginning in text and (span := _found(phrase, text))]
    return min(spans, key=lambda span: (span[0], -span[1]), default=None)


def _found(phrase: str, text: str) -> tuple[int, int] | None:
    """Return the span of a phrase in a text, as whole words; patterns are compiled only for phrases with a stem."""
    if "*" in phrase:
        found = _stems(phrase).search(text)
        return found.span() if found else None
    start = text.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        if not any(
            letter.isalnum() or letter in "_-" for letter in (text[start - 1 : start], text[end : end + 1]) if letter
        ):
            return start, end
        start = text.find(phrase, start + 1)
    return None


@cache
def _stems(phrase: str) -> re.Pattern[str]:
    return _pattern(phrase, "-")


def alternatives(phrase: str) -> set[str]:
    """Return the alternatives of a phrase, without brackets."""
    left = {phrase}
    while bracketed := {alternative for alternative in left if "(" in alternative}:
        left -= bracketed
        for alternative in bracketed:
            before, inside, after = _BRACKETED.split(alternative, maxsplit=1)
            left |= {f"{before}{part}{after}" for part in inside.split("|")}
    return {alternative for alternatives in left for alternative in alternatives.split("|")}


def _search(words: str, text: str) -> re.Match[str] | None:
    """Return the first of some words, separated by `|`, in a text; `*` stands for any ending.

    They are compiled only if the beginning of one is there, up to a `*` or a bracket: compiling takes a hundred times
    as long as finding that none is.
    """
    low = text.lower()
    return _words(words).search(text) if any(beginning in low for beginning in _beginnings(words)) else None


@cache
def _beginnings(words: str) -> Sequence[str]:
    return [re.split(r"[*(]", word, maxsplit=1)[0] for word in words.lower().split("|")]


@cache
def _words(words: str) -> re.Pattern[str]:
    return _pattern(words, "")


def _pattern(text: str, beside: str) -> re.Pattern[str]:
    words = re.escape(text).replace(r"\*", r"\w*")
    words = re.sub(r"\\([|()])", r"\1", words)
    return re.compile(rf"(?<![\w{beside}])(?:{words})(?![\w{beside}])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of a language's `cues.xx.tsv`."""

    mode: str
    """`lacks`: the translation must match `said`; `has`: it must not, except if `unless` matches."""
    kind: FlagKind
    hints: Sequence[str]
    """In small letters; each match of `source` has one of them, and they are searched for before it."""
    source: str
    said: str
    """A pattern; with a group, only that group is named."""
    unless: str
    """A pattern in the source that makes it right; empty for none. Patterns are compiled on first use."""


def check_cues(source: Text, target: Text) -> Iterator[Flag]:
    """Flag cues that were lost (« selon », « deuxième »), and dollars or crowns of another country."""
    text = source.text.replace("’", "'")
    low = text.lower()
    for cue in cues(source.language, target.language):
        if not any(hint in low for hint in cue.hints):
            continue
        found = cue_pattern(cue.source).search(text)
        if found is None or (cue.unless and cue_pattern(cue.unless).search(text)):
            continue
        match = cue_pattern(cue.said).search(target.text)
        if cue.mode == "lacks" and match is None:
            yield Flag(cue.kind, Message("« {word} » left no trace in the translation", word=found[0]))
        elif cue.mode == "has" and match:
            yield Flag(
                cue.kind,
                Message(
                    "« {words} » in the source; the translation has “{said}”",
                    words=found[found.lastindex or 0],
                    said=match[match.lastindex or 0],
                ),
            )


@cache
def cues(source: str, target: str) -> Sequence[Cue]:
    """Return the cues of a pair of languages; none if it has no table."""
    rows = (line.split("\t") for line in profile_of(source).read(f"cues.{target}.tsv").splitlines())
    return tuple(
        Cue(mode, cast("FlagKind", kind), hints.split("|"), rf"\b(?:{words})(?!\w)", said, "".join(unless))
        for mode, kind, hints, words, said, *unless in rows
    )


@cache
def cue_pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern of a cue."""
    return re.compile(text, re.IGNORECASE)
