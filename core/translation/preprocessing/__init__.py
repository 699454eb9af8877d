"""Prepares a sentence for the model, and restores what its translation must have.

    prepared = prepare(source, language)            # what to give the model, and how to undo it
    restored = restore(prepared, hypothesis.text)   # its translation, with all that must be in it

If `restored.lost` is not empty, try again with `prepare(source, language, everything=True)`. If that loses a string
too, translate the `parts` around the strings one by one and `join` them: nothing can be lost then.

Quotations that are in the target language already are kept letter by letter (`keep_quotations`).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from core.lang import profile_of, rules, word_list
from core.reading.agency_marks import is_mark
from core.sanitize import INVISIBLE
from core.translation.preprocessing.degenerate_output import (
    RETRIES,
    DecodeOptions,
    Try,
    best_of,
    suspicious,
    without_loop,
)
from core.translation.preprocessing.placeholders import Placeholder, fill_gaps, hide, is_outlet, protected, put_back
from core.translation.preprocessing.truecasing import Case, restore_case, true_case

_INVISIBLE = re.compile(f"[\u200c\u200d{INVISIBLE}]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# A word broken at a line end: `gouver-⏎nement`, `gouver- nement`.
_BROKEN = re.compile(r"([^\W\d_]+)-(\s+)([^\W\d_]+)")
_POSSESSIVE = re.compile(r"(?<=\w) ['’] s\b")


def clean_sentence(text: str, language: str) -> str:
    """Normalise a sentence to one line, with the same words and values."""
    if not text.isprintable():
        text = _CONTROL.sub(" ", _INVISIBLE.sub("", text))
    if "-" in text:
        text = _BROKEN.sub(lambda m: _joined(m, language), text)
    text = " ".join(text.split())
    normalize = profile_of(language).normalize
    return normalize(text) if normalize else text


def _joined(broken: re.Match[str], language: str) -> str:
    """Join a word broken at a line end; an unknown word keeps its hyphen, and its space if no line ended there."""
    left, space, right = broken.groups()
    words = word_list(language)
    known = "\n" in space if words is None else (left + right).lower() in words
    if right.islower() and known:
        return left + right
    return f"{left}-{right}" if "\n" in space else broken[0]


def tidy(translation: str) -> str:
    """Remove doubled spaces, and the spaces that the model puts around an apostrophe."""
    return _POSSESSIVE.sub(r"'s", " ".join(translation.split()))


__all__ = [
    "RETRIES", "DecodeOptions", "Part", "Prepared", "Restored", "Try", "best_of", "format_numbers", "join", "parts",
    "prepare", "restore", "suspicious", "without_loop",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Prepared:
    """A sentence prepared for the model."""

    source: str
    text: str
    """The input of the model; empty if the sentence has no word to translate and is its own translation."""
    case: Case = "as it is"
    placeholders: tuple[Placeholder, ...] = ()
    language: str = ""
    """Of the sentence."""
    target: str = "en"
    """The language that the model translates into."""
    watched: tuple[str, ...] = ()
    """Strings that the model usually copies, and that must be in its output."""
    cells: "tuple[Prepared, ...]" = ()
    """The cells of a row of a table; `text` has those that have words, a line each."""
    separator: str = ""
    """What the cells are joined by."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A translation with everything put back."""

    text: str
    lost: tuple[str, ...] = ()
    """Strings of the source that must be in it and are not."""


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part of a sentence: words to translate, or a string to keep."""

    text: str
    keep: bool


def prepare(
    source: str,
    language: str,
    target: str = "en",
    *,
    everything: bool = False,
    literal: bool = False,
    applied: list[str] | None = None,
) -> Prepared:
    """Prepare a sentence for the model, in linear time; never fails.

    `everything` also hides strings that the model nearly always copies: for a second try. `literal` applies no
    rewrites: for word alignment. The ids of the rewrites that change something are added to `applied`.

    The cells of a row of a table are prepared one by one: models drop and repeat figures that no sentence connects.
    """
    cells, separator = ((), "") if literal else _cells(source, language)
    if cells:
        prepared = tuple(_prepared_cell(cell, language, target, applied, everything=everything) for cell in cells)
        if is_outlet(cells[-1], cells[0], profile_of(language).stop_words):
            prepared = (*prepared[:-1], Prepared(cells[-1], "", target=target))
        return Prepared(
            source,
            "\n".join(cell.text for cell in prepared if cell.text),
            placeholders=tuple(placeholder for cell in prepared for placeholder in cell.placeholders),
            language=language,
            target=target,
            watched=tuple(string for cell in prepared for string in cell.watched),
            cells=prepared,
            separator=separator,
        )
    if not literal and (byline := _byline(source, language, target)):
        return Prepared(source, "", language=language, target=target, cells=byline, separator=" ")
    hidden = hide(source, everything=everything)
    if not hidden.has_words or is_mark(source):
        return Prepared(source, "", target=target)
    text, case = true_case(clean_sentence(hidden.text, language), language)
    if not literal:
        text = rules(language, target).rewrite(text, applied)
    watched = tuple(clean_sentence(string, "") for string in hidden.watched)
    return Prepared(source, fill_gaps(text, hidden.placeholders), case, hidden.placeholders, language, target, watched)


_CELL_SEPARATOR = " | "
_FIGURE = r"[+−–-]?\d(?:[\d.,]*\d)?(?:\s?%)?"
_LABELLED_FIGURES = re.compile(rf"([^\W\d_](?:[^\d|]*[^\s\d|])?) ({_FIGURE}(?: {_FIGURE})+)")
"""A row of a table in plain text: a label, then figures only."""
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_LABEL_WORDS = 6
"""Maximum words of such a label."""


def _cells(source: str, language: str) -> tuple[tuple[str, ...], str]:
    """Return the cells of a row of a table and what separates them; no cells where a text is no row."""
    if _CELL_SEPARATOR in source:
        return tuple(source.split(_CELL_SEPARATOR)), _CELL_SEPARATOR
    if row := _LABELLED_FIGURES.fullmatch(source):
        label, figures = row.groups()
        words = label.split()
        # « le bilan passe à 1 200 » is a sentence, with one figure.
        several = len(re.findall(r"\d(?: ?%)?(?: |$)", _THOUSANDS.sub("", figures))) > 1
        if several and len(words) <= _LABEL_WORDS and words[-1].lower() not in profile_of(language).stop_words:
            return (label, figures), " "
    return (), ""


_PERSON = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’.-]{0,30}(?: (?:d[eu] |de la |van |von |l[ae] )?[A-ZÀ-ÖØ-Þ][\w'’.-]{0,30}){1,4}")


def _byline(source: str, language: str, target: str) -> tuple[Prepared, ...]:
    """Return the words and the name of a byline, whose name models translate (MARCHAND: Merchant); else nothing."""
    for lead, said in profile_of(language).byline_leads.get(target, {}).items():
        name = source[len(lead) + 1 :]
        if source[: len(lead) + 1].lower() == f"{lead} " and _PERSON.fullmatch(name):
            return Prepared(said, "", target=target), Prepared(name, "", target=target)
    return ()


def _prepared_cell(cell: str, language: str, target: str, applied: list[str] | None, *, everything: bool) -> Prepared:
    """Prepare a cell; a name that is all of it, written as those of companies are (ASF, TotalEnergies), is kept."""
    words = word_list(language)
    if cell.isalpha() and cell[1:] != cell[1:].lower() and words is not None and cell.lower() not in words:
        return Prepared(cell, "", target=target)
    return prepare(cell, language, target, everything=everything, applied=applied)


def restore(prepared: Prepared, hypothesis: str, applied: list[str] | None = None) -> Restored:
    """Undo the preparation in a translation; the ids of the post-edits that change something are added to `applied`.

    Of a row of a table, `hypothesis` has a line for each cell with words; if it has another number of lines, the source
    is returned, and it is lost.
    """
    if prepared.cells:
        return _restored_row(prepared, hypothesis.split("\n") if prepared.text else [], applied)
    if not prepared.text:
        return Restored(prepared.source)
    text, lost = put_back(restore_case(hypothesis, prepared.case), prepared.placeholders)
    text = keep_quotations(prepared.source, text, prepared.language, prepared.target)
    return Restored(
        rules(prepared.language, prepared.target).post_edit(prepared.source, tidy(text), applied),
        lost + tuple(string for string in prepared.watched if string not in text),
    )


def _restored_row(row: Prepared, lines: Sequence[str], applied: list[str] | None) -> Restored:
    if len(lines) != sum(bool(cell.text) for cell in row.cells):
        return Restored(row.source, (row.source,))
    line = iter(lines)
    cells = [restore(cell, next(line) if cell.text else "", applied) for cell in row.cells]
    return Restored(
        row.separator.join(cell.text for cell in cells), tuple(string for cell in cells for string in cell.lost)
    )


def format_numbers(source: str, translation: str, pair: tuple[str, str]) -> str:
    """Return a translation in which the numbers that the model copied have the target language's format.

    Raised figures are raised again: models read 10⁶ as 106.
    """
    known = profile_of(pair[0]).number_format.get(pair[1])
    return _raised(source, known(source, translation) if known else translation)


_POWER = re.compile(r"(?<![\w.,])(\d{1,9})([⁺⁻]?)([⁰¹²³⁴-⁹]{1,4})(?!\w)")


def _raised(source: str, translation: str) -> str:
    for number, (base, sign, power) in {match[0]: match.groups() for match in _POWER.finditer(source)}.items():
        flat = base + ("[-−–]" if sign == "⁻" else r"\+?") + unicodedata.normalize("NFKC", power)
        plain = re.compile(rf"(?<![\w.,]){flat}(?!\w|[.,]\d)")
        missing = source.count(number) - translation.count(number)
        if missing > 0 and not plain.search(source):
            translation = plain.sub(number, translation, count=missing)
    return translation


def parts(source: str, language: str) -> tuple[TextPart, ...]:
    """Split a sentence at the strings to keep; each part is cleaned as in `prepare`."""
    return tuple(part for part in _split(source, language) if part.text)


def join(split: Sequence[TextPart], translations: Sequence[str]) -> str:
    """Join the parts of a sentence; the translations replace the parts with words, in order."""
    stream = iter(translations)
    text = ""
    for part in split:
        piece = part.text if part.keep else tidy(next(stream))
        glued = not text or text[-1] in "([«" or piece[:1] in ".,;:!?)]"
        text += piece if glued else f" {piece}"
    return text


def _split(source: str, language: str) -> Iterator[TextPart]:
    at = 0
    for start, end, _ in protected(source):
        yield _part(source[at:start], language)
        yield TextPart(source[start:end], keep=True)
        at = end
    yield _part(source[at:], language)


def _part(text: str, language: str) -> TextPart:
    text, _ = true_case(clean_sentence(text, language), language)
    return TextPart(text, keep=not any(map(str.isalpha, text)))


_QUOTED = re.compile(r"[«“\"]\s*([^«»“”\"]{6,300}?)\s*[»”\"]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_MIN_WORDS = 3
"""Minimum words of a quotation whose language is recognised."""
_MIN_SIMILARITY = 0.7
"""Minimum similarity (`SequenceMatcher.ratio`) of a quotation in the translation to the source's quotation that it was
made from; of 40 English quotations in French sentences the models changed nine, all of them above 0.8."""
_ENDS = " .,;:!?…"


def keep_quotations(source: str, translation: str, language: str, target: str) -> str:
    """Restore quotations in a translation that the source has in the target language already."""
    if language == target or not any(mark in source for mark in '«“"'):
        return translation
    for words in _target_quotations(source, language, target):
        if words in translation:
            continue
        candidates = [
            (SequenceMatcher(None, words.lower(), quotation[1].lower()).ratio(), quotation)
            for quotation in _QUOTED.finditer(translation)
        ]
        similarity, quotation = max(candidates, key=lambda candidate: candidate[0], default=(0.0, None))
        if quotation is None or similarity < _MIN_SIMILARITY:
            continue
        quoted = quotation[1]
        end = quoted[len(quoted.rstrip(_ENDS)) :]
        translation = translation[: quotation.start(1)] + words + end + translation[quotation.end(1) :]
    return translation


def _target_quotations(source: str, language: str, target: str) -> Iterator[str]:
    """Yield the quotations of a source that are in the target language, without their final punctuation."""
    target_words, source_words = profile_of(target).stop_words, profile_of(language).stop_words
    for quoted in _QUOTED.finditer(source):
        text = quoted[1].rstrip(_ENDS)
        words = [word.lower() for word in _WORD.findall(text)]
        parts = {part for word in words for part in re.split("['’]", word)} | set(words)
        if (
            len(words) >= _MIN_WORDS
            and text.isascii()
            and parts & (target_words - source_words)
            and not parts & (source_words - target_words)
        ):
            yield text
