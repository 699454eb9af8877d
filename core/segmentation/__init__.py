"""Text to sentences, with spans: one splitter for translation, alignment and summary.

>>> sentence_spans("Mr. Smith came. He spoke.", "en")
[(0, 15), (16, 25)]
"""

from dataclasses import replace

from core.article import Article, Sentence
from core.segmentation.splitter import sentence_spans

__all__ = ["segment", "sentence_spans"]


def segment(article: Article) -> Article:
    """Cut each paragraph of an article into sentences, numbered through."""
    paragraphs, number = [], 0
    for paragraph in article.paragraphs:
        text = article.text[paragraph.start : paragraph.end]
        sentences = []
        for start, end in sentence_spans(text, paragraph.language):
            number += 1
            place = paragraph.start + start
            sentences.append(Sentence(f"s{number}", place, paragraph.start + end, text[start:end]))
        paragraphs.append(replace(paragraph, sentences=tuple(sentences)))
    return replace(article, paragraphs=tuple(paragraphs))
