"""Reads a brief from its JSON, schema `depeche.brief/1`, and checks every span and reference.

Unknown fields are ignored, so that briefs of later versions can be read.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import fields
from typing import Any, cast, get_args

from core.article import (
    UNKNOWN,
    Article,
    EngineInfo,
    Flag,
    FlagKind,
    Kind,
    Language,
    Origin,
    Paragraph,
    Sentence,
    Source,
)
from core.brief import Brief
from core.errors import InputError
from core.export.json import SCHEMA, Fields, Malformed
from core.messages import Message, from_fields
from core.settings import SummarySettings
from core.summary import Keyword, Parts, Reason, Summary

_ID = re.compile(r"s[0-9]{1,9}")


def from_json(text: str, name: str = "brief") -> Brief:
    """Read a brief that `to_json` wrote; writing it again gives the same text.

    Raises InputError, with `name` and the location of the error, for anything else.
    """
    try:
        values = json.loads(text.removeprefix("\ufeff"), parse_constant=_refuse)
        return _brief(Fields.of(values, Message("the file")))
    except Malformed as error:
        raise InputError(name, "this is no brief that can be read: {error}", error=error) from error
    except (ValueError, OverflowError, RecursionError) as error:
        raise InputError(name, "this is no JSON") from error


def _refuse(constant: str) -> None:
    raise Malformed("{constant} is no number", constant=constant)


def _brief(values: Fields) -> Brief:
    if (schema := values.get("schema")) != SCHEMA:
        if schema:
            raise Malformed("its schema is {schema}, not {known}", schema=repr(schema), known=SCHEMA)
        raise Malformed("it names no schema {known}", known=SCHEMA)
    article = Article(
        source=_source(values.object("source")),
        text=values.text("text"),
        paragraphs=tuple(map(_paragraph, values.objects("paragraphs"))),
        language=_language(values.maybe_object("language")),
    )
    _check_spans(article)
    summary = values.object("summary")
    result = Summary(
        method=summary.text("method"),
        sentences=summary.texts("sentences"),
        reasons=tuple(map(_reason, summary.objects("reasons", missing=()))),
        keywords=tuple(map(_keyword, summary.objects("keywords", missing=()))),
    )
    known = [sentence.id for sentence in article.sentences]
    if len(frozenset(known)) != len(known):
        raise Malformed("two sentences have the same id")
    if unknown := {*result.sentences, *(reason.sentence for reason in result.reasons)}.difference(known):
        raise Malformed("its summary names {unknown!r}, which no sentence is called", unknown=min(unknown))
    budget = _budget(result.method, summary.maybe_object("budget"))
    return Brief(article, result, _engine(values.object("engine")), budget, values.text("remark", missing=""))


def _source(values: Fields) -> Source:
    return Source(
        path=values.text("path"),
        sha256=values.text("sha256"),
        format=values.text("format", missing="text"),
        encoding=values.maybe_text("encoding"),
        title=values.maybe_text("title"),
        byline=values.maybe_text("byline"),
        publisher=values.maybe_text("publisher"),
        published=values.maybe_text("published"),
        url=values.maybe_text("url"),
        note=_note(values.maybe_text("note"), values.get("note_message")),
    )


def _note(text: str | None, kept: object) -> str | None:
    return from_fields(text, kept.get("id"), kept.get("values")) if text and isinstance(kept, dict) else text


def _language(values: Fields | None) -> Language | None:
    return Language(values.text("code"), values.number("confidence")) if values else None


def _paragraph(values: Fields) -> Paragraph:
    sentences = tuple(map(_sentence, values.objects("sentences")))
    # Briefs of early versions have no paragraph spans.
    start, end = (sentences[0].start, sentences[-1].end) if sentences else (None, None)
    return Paragraph(
        kind=cast("Kind", values.one_of("kind", get_args(Kind))),
        start=values.count("start", missing=start),
        end=values.count("end", missing=end),
        language=values.text("language", missing=UNKNOWN),
        sentences=sentences,
        gap=values.count("gap", missing=2),
    )


def _sentence(values: Fields) -> Sentence:
    origin = values.maybe_text("origin") and values.one_of("origin", get_args(Origin))
    return Sentence(
        id=_id(values),
        start=values.count("start"),
        end=values.count("end"),
        source=values.text("source"),
        translation=values.maybe_text("translation"),
        score=values.maybe_number("score"),
        origin=cast("Origin | None", origin),
        flags=tuple(
            Flag(
                cast("FlagKind", flag.one_of("kind", get_args(FlagKind))),
                from_fields(flag.text("detail"), flag.get("id"), flag.get("values")),
            )
            for flag in values.objects("flags", missing=())
        ),
        confidence=values.maybe_number("confidence"),
        alternative=values.get("alternative") is True,
    )


def _id(values: Fields) -> str:
    name = values.text("id")
    # Other programs use ids as anchors and file names.
    if not _ID.fullmatch(name):
        raise Malformed("`id` of {where} must be such as s1", where=values.where)
    return name


def _reason(values: Fields) -> Reason:
    parts = values.maybe_object("parts")
    return Reason(
        sentence=values.text("sentence"),
        score=values.number("score"),
        parts=Parts(**{field.name: parts.number(field.name) for field in fields(Parts)}) if parts else None,
    )


def _keyword(values: Fields) -> Keyword:
    return Keyword(values.maybe_text("source"), values.maybe_text("translation"))


def _budget(method: str, values: Fields | None) -> SummarySettings | None:
    if values is None:
        return None
    asked: dict[str, Any] = {"words": values.maybe_count("words"), "ratio": values.maybe_number("ratio")}
    if (sentences := values.maybe_count("sentences")) is not None:
        asked["sentences"] = sentences
    return SummarySettings(method, **asked)


def _engine(values: Fields) -> EngineInfo:
    return EngineInfo(
        pack=values.maybe_text("pack"),
        pack_sha256=values.maybe_text("pack_sha256"),
        beam=values.count("beam"),
        pivot=values.maybe_text("pivot"),
        version=values.text("version"),
        target=values.text("target", missing="en"),
        glossary=values.maybe_text("glossary"),
    )


def _check_spans(article: Article) -> None:
    """Check the spans against the text, for users of a brief slice the text by them."""
    _check_order(Message("a paragraph"), article.paragraphs, 0, len(article.text))
    for paragraph in article.paragraphs:
        _check_order(Message("a sentence"), paragraph.sentences, paragraph.start, paragraph.end)
        for sentence in paragraph.sentences:
            if article.text[sentence.start : sentence.end] != sentence.source:
                raise Malformed("sentence {id} is not what stands at its place in the text", id=sentence.id)


def _check_order(what: str, spans: Sequence[Paragraph | Sentence], start: int, end: int) -> None:
    for span in spans:
        if not start <= span.start <= span.end <= end:
            raise Malformed(
                "{subject} at {start} to {end} is out of order, or outside of what holds it",
                subject=what,
                start=span.start,
                end=span.end,
            )
        start = span.end
