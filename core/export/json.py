"""The brief as JSON, schema `depeche.brief/1`: for scripts."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from core.article import Paragraph, Sentence
from core.brief import Brief
from core.errors import ProblemError
from core.messages import Message, fields
from core.sanitize import json_text
from core.settings import SummarySettings
from core.summary import Reason

SCHEMA = "depeche.brief/1"
_PARAGRAPHS_INDEX = 4
"""Index of the paragraphs among the schema's keys."""
_DECIMALS = 4
"""Decimals of a summary's scores: further ones differ between processors."""


def to_json(brief: Brief) -> str:
    """Return a brief as JSON text, with one line for each key and sentence; the same brief gives the same text."""
    values = as_object(brief)
    paragraphs = ",\n".join(map(_lines, values.pop("paragraphs")))
    rows = [f" {json_text(key)}: {json_text(value)}" for key, value in values.items()]
    # In the schema they follow the text.
    rows.insert(_PARAGRAPHS_INDEX, f' "paragraphs": [\n{paragraphs}\n ]')
    return "{\n" + ",\n".join(rows) + "\n}\n"


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
            "outlet": source.outlet,
            "publisher": source.publisher,
            "published": source.published,
            "url": source.url,
            "note": source.note,
            **({"note_message": kept} if (kept := fields(source.note or "")) else {}),
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
            "budget": budget_of(brief.budget) if brief.budget else None,
            "keywords": [asdict(keyword) for keyword in brief.summary.keywords],
            "reasons": [reason_of(reason) for reason in brief.summary.reasons],
        },
        "engine": asdict(brief.engine),
        **({"remark": brief.remark} if brief.remark else {}),
    }


def joined(sentences: tuple[Sentence, ...]) -> str:
    """Return the translations of some sentences as running text."""
    return " ".join(sentence.translation or "" for sentence in sentences)


def budget_of(budget: SummarySettings) -> dict[str, Any]:
    """Return the limit that applies, as plain values."""
    if budget.words is not None:
        return {"words": budget.words}
    return {"sentences": budget.sentences} if budget.ratio is None else {"ratio": budget.ratio}


def reason_of(reason: Reason) -> dict[str, Any]:
    """Return why a sentence was chosen, as plain values."""
    parts = asdict(reason.parts) if reason.parts else None
    return {
        "sentence": reason.sentence,
        "score": round(reason.score, _DECIMALS),
        "parts": parts and {name: round(part, _DECIMALS) for name, part in parts.items()},
    }


def sentence_of(sentence: Sentence) -> dict[str, Any]:
    """Return a sentence as plain values."""
    return {
        "id": sentence.id,
        "start": sentence.start,
        "end": sentence.end,
        "source": sentence.source,
        "translation": sentence.translation,
        "score": sentence.score,
        "confidence": sentence.confidence,
        "origin": sentence.origin,
        # Said only where it is so.
        **({"alternative": True} if sentence.alternative else {}),
        "flags": [{"kind": flag.kind, "detail": flag.detail, **fields(flag.detail)} for flag in sentence.flags],
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "kind": paragraph.kind,
        "language": paragraph.language,
        "start": paragraph.start,
        "end": paragraph.end,
        "gap": paragraph.gap,
        "sentences": [sentence_of(sentence) for sentence in paragraph.sentences],
    }


def _lines(paragraph: dict[str, Any]) -> str:
    """Return one paragraph as JSON text; with `indent`, `json` would not use its fast C encoder."""
    sentences = ",\n".join(f"   {json_text(sentence)}" for sentence in paragraph.pop("sentences"))
    return f'  {json_text(paragraph)[:-1]}, "sentences": [\n{sentences}]}}'


class Malformed(ProblemError):
    """A value is wrong; the text says how, and where it is."""


@dataclass(frozen=True, slots=True)
class Fields:
    """A JSON object, and a description of where it is.

    Each method raises Malformed if the field has another type, or is missing and there is no default for that. A field
    that is null counts as missing; the methods `maybe_…` then return None.
    """

    values: dict[str, Any]
    where: str

    @classmethod
    def of(cls, value: object, where: str) -> "Fields":
        """Check that a value is an object, and wrap it."""
        if not isinstance(value, dict):
            raise Malformed("{where} is no object", where=where)
        return cls(value, where)

    def get(self, key: str) -> Any:
        """Return a field as it is, or None."""
        return self.values.get(key)

    def text(self, key: str, missing: str | None = None) -> str:
        """Return a string."""
        value = self._given(key, missing)
        if not isinstance(value, str):
            raise self._wrong(key, Message("text"))
        return value

    def maybe_text(self, key: str) -> str | None:
        """Return a string or None."""
        return None if self.get(key) is None else self.text(key)

    def one_of(self, key: str, choices: Sequence[str]) -> str:
        """Return a string that is one of `choices`."""
        value = self.text(key)
        if value not in choices:
            raise self._wrong(key, Message("one of {choices}", choices=", ".join(choices)))
        return value

    def number(self, key: str) -> float:
        """Return a finite number."""
        value = self._given(key, None)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self._wrong(key, Message("a number"))
        return value

    def maybe_number(self, key: str) -> float | None:
        """Return a finite number or None."""
        return None if self.get(key) is None else self.number(key)

    def count(self, key: str, missing: int | None = None) -> int:
        """Return a whole number, 0 or more."""
        value = self._given(key, missing)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self._wrong(key, Message("a whole number"))
        return value

    def maybe_count(self, key: str) -> int | None:
        """Return a whole number, 0 or more, or None."""
        return None if self.get(key) is None else self.count(key)

    def texts(self, key: str, missing: Sequence[str] | None = None) -> tuple[str, ...]:
        """Return a list of strings."""
        value = self._given(key, missing)
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            raise self._wrong(key, Message("a list of texts"))
        return tuple(value)

    def object(self, key: str) -> "Fields":
        """Return an object."""
        return Fields.of(self._given(key, None), Message("`{key}` of {where}", key=key, where=self.where))

    def maybe_object(self, key: str) -> "Fields | None":
        """Return an object or None."""
        return None if self.get(key) is None else self.object(key)

    def objects(self, key: str, missing: Sequence[Any] | None = None) -> tuple["Fields", ...]:
        """Return a list of objects."""
        value = self._given(key, missing)
        if not isinstance(value, list | tuple):
            raise self._wrong(key, Message("a list"))
        return tuple(
            Fields.of(item, Message("{key}[{place}] of {where}", key=key, place=place, where=self.where))
            for place, item in enumerate(value)
        )

    def _given(self, key: str, missing: Any) -> Any:
        value = self.values.get(key)
        return missing if value is None else value

    def _wrong(self, key: str, wanted: str) -> Malformed:
        if self.get(key) is not None:
            return Malformed("`{key}` of {where} must be {wanted}", key=key, where=self.where, wanted=wanted)
        return Malformed("`{key}` of {where} is missing; it must be {wanted}", key=key, where=self.where, wanted=wanted)
