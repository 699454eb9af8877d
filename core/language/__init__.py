"""Which language a text is in, and how sure: two models' opinions and its script, pooled into a probability.

`Detector` tells one text, `identify` an article's paragraphs.
"""

import re
import threading
import unicodedata
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.article import UNKNOWN, Article, Language, Paragraph
from core.language.models import CODES, LANGDETECT, byte_model, candidates, letter_model

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    Array = np.ndarray[Any, Any]

_NOISE = re.compile(
    r"[hHwW@#&<\d](?i:(?<=h)ttps?://\S+|(?<=w)ww\.\S+|(?<=[@#])\w+|(?<=&)#?\w{2,8};"
    r"|(?<=<)/?[a-z][^<>\n]{0,80}>|(?<=\d)\d*)"
)
"""Addresses, handles, what is left of markup, and figures: they are in no language. First what they begin with: to the
next character of a set the engine skips at once."""
_NOISE_WITH_MAIL = re.compile(
    rf"(?i:https?://\S+|www\.\S+|[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}})+)|{_NOISE.pattern}"
)
"""The same and addresses of mail, which begin with any letter: ten times as slow."""
_STRAY = re.compile("[\u0300-\u036f](?<![^\\s\\d.,;:!?'’«»()-].)")
"""A combining mark on no letter: no language has it."""
_FEW_STRAY = 2
_ENOUGH = 2000
"""Characters after which more of the same text adds nothing."""
_MIN_LETTERS = 4
"""Fewer letters are in no language, unless few languages are written in them: 市议会 is three."""
_FEW = 3
_PART = re.compile(r"[^\s'’]+['’]?")
"""A word, or what is elided before it: only the second part of « l'Élysée » is a name."""

# The weights below were fitted by log-loss on sentences, and pieces of 1 to 14 words of them, in 17 languages
# (NTREX-128, half of it), and held on the other half: benchmarks/languages.py prints how well, and how far
# what is said with a confidence of 0.9 is right nine times in ten.
_WHOLE, _COMMON, _SECOND = 0.6, 1.4, 0.4
"""Weights in the pool (Genest and Zidek 1986): of the whole text, of it without its names, and of the second model."""
_LIKELY = frozenset("ar cs de en es fr it ja ko nl pl pt ro ru sv tr uk zh".split())
"""The languages of the wires a desk reads most."""
_UNLIKELY, _RARE = -1.5, -5.0
"""Log prior of the other languages that both models know, and of those that one knows."""
_CERTAIN = 0.999
"""Where the first model is as sure as this, the second is not asked."""
_EXPECTED = 2.0
"""Log prior for the language that the text around is in."""
_NAMES = 0.2
"""Amid another text, weight of what is mostly names: a list of English bands in a French wire is no English."""
_PROSE = 1 / 3
"""Of the letters: with fewer outside of names, a text is mostly names."""
_TELLING_WEIGHT, _MOST = 5.0, 2
"""Log weight of a word that only one of several neighbours has, and the number of them that counts."""
_TOLD = 0.4
"""Below this confidence, "und" rather than a guess."""


class Detector:
    """Tells languages apart: the same answer for the same text, in every process and on every thread.

    The models are loaded when first asked, once. With a `folder`, their tables are kept there (50 MB), and
    loading takes a few milliseconds instead of a second.
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

        `expected` is the language of what stands around it, which a short text does not leave without reason.
        """
        import numpy as np

        text = text[: 2 * _ENOUGH]
        text = (_NOISE_WITH_MAIL if "@" in text else _NOISE).sub(" ", text)[:_ENOUGH]
        if len(_STRAY.findall(text)) >= _FEW_STRAY:
            # Marks strewn over a text make letters of Vietnamese or Yoruba; without any, it is still in its language.
            text = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
        written = candidates(text)
        letters = sum(map(str.isalpha, text))
        if not letters or (letters < _MIN_LETTERS and len(written) > _FEW):
            return Language(UNKNOWN, 0.0)
        # langdetect skips words in capitals, and py3langid takes what is left of a headline for another language.
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
        best = int(shares.argmax())
        for code, count in _telling(folded, CODES[best]).items():
            shares[CODES.index(code)] *= np.exp(_TELLING_WEIGHT * min(count, _MOST))
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
    """Return the words of a text that have no capital: names are in no language. All, in a text all of capitals."""
    if text.isupper():
        return text.lower()
    # Nearly all have small letters only, which is asked at once.
    return " ".join(part for part in _PART.findall(text) if part.islower() or not any(map(str.isupper, part)))


@cache
def _lists() -> dict[str, Any]:
    import tomllib

    return tomllib.loads(Path(__file__).with_name("telling.toml").read_text(encoding="utf-8"))


def _telling(text: str, best: str) -> dict[str, int]:
    """Count the words and letters that tell a language from those it is taken for: of each in the group of `best`.

    `text` is in small letters. The lists are in `telling.toml`.
    """
    group: list[str] = next((codes.split() for codes in _lists()["groups"] if best in codes.split()), [])
    return {code: len(_pattern(code).findall(text)) for code in group if code in _lists()}


@cache
def _pattern(code: str) -> re.Pattern[str]:
    known = _lists()[code]
    # \w is no vowel sign of Devanagari: a word must not end before one.
    words = rf"(?<![\w\u0900-\u097f])(?:{'|'.join(known.get('words', '').split())})(?![\w\u0900-\u097f])"
    return re.compile("|".join(pattern for pattern in (known.get("letters"), "words" in known and words) if pattern))


_NAMES_ALONE = frozenset(("byline", "dateline"))


def identify(article: Article, detector: Detector, given: str | None = None) -> Article:
    """Name the language of an article and of each of its paragraphs.

    With `given`, the user has said it, and nothing is detected.
    """
    if given:
        language = Language(given, 1.0)
        paragraphs = [replace(paragraph, language=given) for paragraph in article.paragraphs]
    else:
        language = detector.detect(article.text)
        paragraphs = [_identified(article, paragraph, detector, language.code) for paragraph in article.paragraphs]
    return replace(article, language=language, paragraphs=tuple(paragraphs))


def _identified(article: Article, paragraph: Paragraph, detector: Detector, language: str) -> Paragraph:
    if len(article.paragraphs) == 1 or paragraph.kind in _NAMES_ALONE:
        return replace(paragraph, language=language)
    own = detector.detect(article.text[paragraph.start : paragraph.end], expected=language).code
    return replace(paragraph, language=language if own == UNKNOWN else own)
