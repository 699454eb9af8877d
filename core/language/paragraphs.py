"""The languages of an article: of the whole, and of each paragraph in its light."""

from dataclasses import replace

from core.article import UNKNOWN, Article, Language, Paragraph
from core.language.detector import Detector

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
