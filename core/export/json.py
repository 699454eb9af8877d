"""The brief as JSON, schema `depeche.brief/1`: for scripts."""

import json
from dataclasses import asdict
from typing import Any

from core.article import Paragraph, Sentence
from core.brief import Brief

SCHEMA = "depeche.brief/1"


def to_json(brief: Brief) -> str:
    """Write a brief; the same brief gives the same text, and only ASCII escapes what JSON must."""
    return json.dumps(as_object(brief), ensure_ascii=False, indent=1) + "\n"


def as_object(brief: Brief) -> dict[str, Any]:
    """Return the brief as the plain values of its schema, keys in the schema's order."""
    article, source = brief.article, brief.article.source
    language = article.language
    return {
        "schema": SCHEMA,
        "source": {
            "path": source.path,
            "title": source.title,
            "byline": source.byline,
            "published": source.published,
            "url": source.url,
            "format": source.format,
            "encoding": source.encoding,
            "sha256": source.sha256,
        },
        "language": asdict(language) if language else None,
        "text": article.text,
        "paragraphs": [_paragraph(paragraph) for paragraph in article.paragraphs],
        "title": {
            "source": source.title,
            "translation": joined(brief.title.sentences) if brief.title else None,
        },
        "summary": {
            "method": brief.summary.method,
            "sentences": list(brief.summary.sentences),
            "source": " ".join(sentence.source for sentence in brief.chosen),
            "text": joined(brief.chosen),
        },
        "engine": asdict(brief.engine),
    }


def joined(sentences: tuple[Sentence, ...]) -> str:
    """Return the translations of some sentences as running text."""
    return " ".join(sentence.translation or "" for sentence in sentences)


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "kind": paragraph.kind,
        "language": paragraph.language,
        "sentences": [asdict(sentence) for sentence in paragraph.sentences],
    }
