"""Which language a text is in, and how sure: langdetect, seeded, loaded once, asked under a lock."""

import re
import threading
from dataclasses import replace
from typing import Any

from core.article import UNKNOWN, Article, Language, Paragraph

_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\S+|[@#]\w+|\d+")
_ENOUGH = 2000
"""Letters after which more of the same text adds nothing."""
_MIN_LETTERS = 4
"""Fewer letters are in no language."""
_SURE = 0.8
"""Below this, "und" rather than a guess."""
_FOREIGN_LETTERS = 40
"""A paragraph with fewer letters keeps its article's language, whatever the detector thinks."""
_FOREIGN_SURE = 0.95

_NAMES = {"zh-cn": "zh", "zh-tw": "zh"}


class Detector:
    """Tells languages apart. The profiles are loaded on first use, once, in about half a second."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._factory: Any = None

    def warm(self) -> None:
        """Load the profiles, so that the first answer does not wait for them."""
        with self._lock:
            self._load()

    def detect(self, text: str) -> Language:
        """Return the language of a text, or `und` with confidence 0 where it cannot be told."""
        # langdetect skips words in capitals, and takes what is left of a headline for another language.
        text = _NOISE.sub(" ", text[: 2 * _ENOUGH]).lower()[:_ENOUGH]
        if _letters(text) < _MIN_LETTERS:
            return Language(UNKNOWN, 0.0)
        with self._lock:
            best = self._ask(text)
        if best is None or best.prob < _SURE:
            return Language(UNKNOWN, 0.0)
        return Language(_NAMES.get(best.lang, best.lang), round(min(best.prob, 1.0), 4))

    def _load(self) -> None:
        if self._factory is None:
            from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

            # Without a seed the same text has another language now and then.
            DetectorFactory.seed = 0
            factory = DetectorFactory()
            factory.load_profile(PROFILES_DIRECTORY)
            self._factory = factory

    def _ask(self, text: str) -> Any:
        from langdetect.lang_detect_exception import LangDetectException

        self._load()
        detector = self._factory.create()
        detector.append(text)
        try:
            found = detector.get_probabilities()
        except LangDetectException:  # nothing in it that any language has
            return None
        return found[0] if found else None


def identify(article: Article, detector: Detector, given: str | None = None) -> Article:
    """Name the language of an article and of each of its paragraphs.

    With `given`, the user has said it, and nothing is detected.
    """
    if given:
        language = Language(given, 1.0)
        paragraphs = [replace(paragraph, language=given) for paragraph in article.paragraphs]
    else:
        language = detector.detect(article.text)
        paragraphs = _paragraphs(article, detector, language)
    return replace(article, language=language, paragraphs=tuple(paragraphs))


def _paragraphs(article: Article, detector: Detector, language: Language) -> list[Paragraph]:
    found = []
    for paragraph in article.paragraphs:
        code, text = language.code, article.text[paragraph.start : paragraph.end]
        if len(article.paragraphs) > 1 and _letters(text) >= _FOREIGN_LETTERS:
            own = detector.detect(text)
            if own.confidence >= _FOREIGN_SURE:
                code = own.code
        found.append(replace(paragraph, language=code))
    return found


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))
