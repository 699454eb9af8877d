"""Language identification: the opinions of two models and the script of a text, combined into a probability.

`Detector` identifies the language of a text, `identify` those of an article's paragraphs.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.article import UNKNOWN, Article, Language, Paragraph
from core.language.models import CODES, LANGDETECT, OTHERS, byte_model, candidates, letter_model

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    Array = np.ndarray[Any, Any]

_NOISE = re.compile(
    r"[hHwW@#&<\d](?i:(?<=h)ttps?://\S+|(?<=w)ww\.\S+|(?<=[@#])\w+|(?<=&)#?\w{2,8};"
    r"|(?<=<)/?[a-z][^<>\n]{0,80}>|(?<=\d)\d*)"
)
"""Text that belongs to no language: addresses, handles, remains of markup, figures. Each alternative begins with a
fixed character, to which the regex engine skips at once."""
_NOISE_WITH_MAIL = re.compile(
    rf"(?i:https?://\S+|www\.\S+|[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}})+)|{_NOISE.pattern}"
)
"""The same, and mail addresses, which begin with any letter: ten times as slow."""
_STRAY = re.compile("[\u0300-\u036f](?<![^\\s\\d.,;:!?'’«»()-].)")
"""A combining mark without a letter."""
_FEW_STRAY = 2
_ENOUGH = 2000
"""Maximum characters of a text that are used: more add nothing."""
_MIN_LETTERS = 4
"""Minimum letters for an answer, except in scripts with few languages: 市议会 is three."""
_FEW = 3
_PART = re.compile(r"[^\s'’]+['’]?")
"""A word, or an elided article: only the second part of « l'Élysée » is a name."""

# The weights below were fitted by log-loss on sentences, and on pieces of 1 to 14 words of them, in 17 languages (one
# half of NTREX-128), and tested on the other half: benchmarks/languages.py prints the accuracy, and how often answers
# with a confidence of 0.9 are right (nine times in ten).
_WHOLE, _COMMON, _SECOND = 0.6, 1.4, 0.4
"""Weights in the pool (Genest and Zidek 1986): of the whole text, of it without its names, and of the second model."""
_LIKELY = frozenset("ar cs de en es fr it ja ko nl pl pt ro ru sv tr uk zh".split())
"""The languages of most wires."""
_UNLIKELY, _RARE = -1.5, -5.0
"""Log prior of the other languages that both models know, and of those that one knows."""
_CERTAIN = 0.999
"""Confidence of the first model from which the second is not asked."""
_EXPECTED = 2.0
"""Log prior of the language of the surrounding text."""
_NAMES = 0.2
"""Weight of a text that is mostly names, within a text of another language: a list of English bands in a French wire is
not English."""
_PROSE = 1 / 3
"""Share of letters outside names below which a text is mostly names."""
_TELLING_WEIGHT, _MOST = 5.0, 2
"""Log weight of a word that only one of several similar languages has, and the maximum number of such words that
count."""
_POSSIBLE = 0.15
"""Share from which a language, and those that resemble it, are examined for such words."""
_MORE = 3.0
"""What a word of a language that only one model knows weighs more: by their priors, the others are preferred."""
_LATIN_SERBIAN = -4.0
"""Log prior of Serbian in Latin letters beside Croatian: the models know it in Cyrillic alone."""
_TOLD = 0.4
"""Confidence below which the answer is "und"."""


class Detector:
    """Identifies languages: the same answer for the same text, in every process and on every thread.

    The models are loaded on first use, once. With a `folder`, their tables are stored there (50 MB), and loading takes
    a few milliseconds instead of a second.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._bytes: Callable[[str], Array] | None = None
        self._letters: Callable[[str], Array] | None = None
        self._prior: Array | None = None

    def load(self) -> None:
        """Load the models now, so that the first answer does not wait for them."""
        self._ask_bytes("")
        self._ask_letters("")

    def detect(self, text: str, expected: str | None = None) -> Language:
        """Return the language of a text, or `und` with confidence 0 if it is not known.

        `expected` is the language of the surrounding text; a short text needs evidence to differ from it.
        """
        import numpy as np

        text = text[: 2 * _ENOUGH]
        text = (_NOISE_WITH_MAIL if "@" in text else _NOISE).sub(" ", text)[:_ENOUGH]
        if len(_STRAY.findall(text)) >= _FEW_STRAY:
            # Combining marks scattered over a text look like Vietnamese or Yoruba; without them, the text is still in
            # its language.
            text = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
        written = candidates(text)
        letters = sum(map(str.isalpha, text))
        if not letters or (letters < _MIN_LETTERS and len(written) > _FEW):
            return Language(UNKNOWN, 0.0)
        # langdetect skips words in capitals, and py3langid mistakes the rest of a headline for another language.
        folded = text.lower()
        common = _without_names(text)
        prose = sum(map(str.isalpha, common))
        weight = _NAMES if expected and prose < _PROSE * letters else 1.0
        pool = np.where([code in written for code in CODES], self._priors(), -np.inf)
        if expected in CODES:
            pool[CODES.index(expected)] += _EXPECTED
        pool += weight * _WHOLE * self._ask_bytes(folded)
        if prose >= _MIN_LETTERS:
            pool += _COMMON * self._ask_bytes(common)
        shares = _shares(pool)
        if shares.max() < _CERTAIN:
            shares = _shares(pool + weight * _SECOND * self._ask_letters(folded))
        if "hr" in written:
            croatian, serbian = CODES.index("hr"), CODES.index("sr")
            shares[serbian] = max(shares[serbian], shares[croatian] * np.exp(_LATIN_SERBIAN))
        likely = [CODES[at] for at in (shares > _POSSIBLE).nonzero()[0]]
        for code, count in _telling(folded, likely).items():
            weight = _TELLING_WEIGHT + (_MORE if code in OTHERS else 0.0)
            shares[CODES.index(code)] *= np.exp(weight * min(count, _MOST))
        shares /= shares.sum()
        best = int(shares.argmax())
        if shares[best] < _TOLD:
            return Language(UNKNOWN, 0.0)
        return Language(CODES[best], round(float(shares[best]), 4))

    def _ask_bytes(self, text: str) -> "Array":
        with self._lock:
            if self._bytes is None:
                self._bytes = byte_model(self._folder)
        return self._bytes(text)

    def _ask_letters(self, text: str) -> "Array":
        with self._lock:
            if self._letters is None:
                self._letters = letter_model(self._folder)
        return self._letters(text)

    def _priors(self) -> "Array":
        import numpy as np

        if self._prior is None:
            self._prior = np.array(
                [0.0 if code in _LIKELY else _UNLIKELY if code in LANGDETECT else _RARE for code in CODES]
            )
        return self._prior


def _shares(pool: "Array") -> "Array":
    import numpy as np

    shares = np.exp(pool - pool.max())
    found: Array = shares / shares.sum()
    return found


def _without_names(text: str) -> str:
    """Return the words of a text without a capital, since names have no language; all if the text is in capitals."""
    if text.isupper():
        return text.lower()
    # Most words are lower-case, which is a fast test.
    return " ".join(part for part in _PART.findall(text) if part.islower() or not any(map(str.isupper, part)))


@cache
def _lists() -> dict[str, Any]:
    import tomllib

    return tomllib.loads(Path(__file__).with_name("distinctive.toml").read_text(encoding="utf-8"))


def _telling(text: str, likely: Iterable[str]) -> dict[str, int]:
    """Count the distinctive words and letters of each language that is easily confused with those of `likely`.

    `text` is in small letters. The lists are in `distinctive.toml`.
    """
    groups = [codes.split() for codes in _lists()["groups"]]
    near = {code for group in groups if not set(likely).isdisjoint(group) for code in group}
    return {code: len(_pattern(code).findall(text)) for code in near if code in _lists()}


@cache
def _pattern(code: str) -> re.Pattern[str]:
    known = _lists()[code]
    # \w is no vowel sign of Devanagari: a word must not end before one.
    words = rf"(?<![\w\u0900-\u097f])(?:{'|'.join(known.get('words', '').split())})(?![\w\u0900-\u097f])"
    return re.compile("|".join(pattern for pattern in (known.get("letters"), "words" in known and words) if pattern))


_NAMES_ALONE = frozenset(("byline", "dateline"))
_MOST_PARTS = 20_000
"""Maximum number of parts of an article whose languages are asked for, each in a quarter of a millisecond. Only in an
article of more paragraphs than a book has is a part more than one of them."""


def identify(article: Article, detector: Detector, given: str | None = None) -> Article:
    """Return an article with its language and those of its paragraphs.

    With `given`, the language is the user's choice, and nothing is detected.
    """
    if given:
        language = Language(given, 1.0)
        paragraphs = [replace(paragraph, language=given) for paragraph in article.paragraphs]
    else:
        language = detector.detect(article.text)
        paragraphs = _identified(article, detector, language.code)
    return replace(article, language=language, paragraphs=tuple(paragraphs))


def _identified(article: Article, detector: Detector, language: str) -> list[Paragraph]:
    """Return the paragraphs of an article with their languages; `language` is that of most."""

    @cache
    def spoken(text: str) -> str:
        found = detector.detect(text, expected=language).code
        return language if found == UNKNOWN else found

    paragraphs: list[Paragraph] = []
    size = -(-len(article.paragraphs) // _MOST_PARTS) or 1  # rounded up
    for start in range(0, len(article.paragraphs), size):
        part = article.paragraphs[start : start + size]
        names_alone = len(article.paragraphs) == 1 or all(paragraph.kind in _NAMES_ALONE for paragraph in part)
        code = language if names_alone else spoken(article.text[part[0].start : part[-1].end])
        paragraphs += (
            replace(paragraph, language=language if paragraph.kind in _NAMES_ALONE else code) for paragraph in part
        )
    return paragraphs
