"""After the model: undo the preparation, retry lost placeholders and degenerate output, enforce the glossary.

The result is what the memory stores, so that remembered and new translations are the same to the last bit.
"""

import functools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.article import Flag, Origin
from core.errors import IsCancelled, never
from core.memory import Remembered
from core.messages import Message, fields, from_fields
from core.translation.engines import Ability, Engine, Hypothesis
from core.translation.engines.batches import join_parts
from core.translation.preprocessing import (
    RETRIES,
    Prepared,
    best_of,
    format_numbers,
    join,
    parts,
    prepare,
    restore,
    suspicious,
)
from core.translation.preprocessing.degenerate_output import Try, without_loop
from core.translation.terminology import Term
from core.translation.terminology.glossary import Glossary

if TYPE_CHECKING:
    from core.memory.store import Memory

_MAX_RETRIED: Final = 400
"""Maximum characters of a source that is retried: longer ones are no sentences, and a retry takes seconds."""


@dataclass(frozen=True, slots=True)
class Translation:
    """The translation of one sentence."""

    text: str
    score: float | None
    """The model's mean log-probability a token; None if no model was asked."""
    origin: Origin
    truncated: bool = False
    """Whether decoding was stopped before the model ended the sentence."""
    doubts: tuple[Flag, ...] = ()
    """Flags for errors found after the model that could not be repaired."""
    alternative: bool = False
    """Whether a person chose it among the model's hypotheses."""


def postprocess_hypothesis(
    source: str,
    language: str,
    prepared: Prepared,
    hypothesis: Hypothesis,
    engine: Engine,
    glossary: Glossary | None = None,
    cancelled: IsCancelled = never,
) -> Translation:
    """Turn the model's hypothesis into the sentence's translation; call the model again only if it was wrong.

    The same sentence gives the same translation, whatever else is being translated. Raises Cancelled when `cancelled`
    says so during a retry.
    """
    if not hypothesis.translated:
        return _untranslated(source, prepared, hypothesis, engine)
    restored = restore(prepared, hypothesis.text)
    best = Try(restored.text, hypothesis.score, hypothesis.truncated)
    if restored.lost and prepared.cells:
        best = _retry_row(source, language, engine, cancelled)
    elif restored.lost:
        best = _retry_lost(source, language, engine, cancelled) or best
    if prepared.cells:
        doubts: list[Flag] = []
    else:
        if len(source) <= _MAX_RETRIED and suspicious(source, best):
            best = best_of(source, [best, *_retry_suspicious(source, language, engine, cancelled)])
        doubts = _doubts(source, best)
    text = format_numbers(source, best.text, engine.pair)
    required = (*(placeholder.original for placeholder in prepared.placeholders), *prepared.watched)
    doubts += [
        Flag("name", Message("“{words}” is not in the translation", words=string))
        for string in required
        if string not in text
    ]
    origin: Origin = "model"
    if glossary:
        rendered = functools.partial(_render, language=language, engine=engine, cancelled=cancelled)
        enforced = glossary.enforce(source, text, rendered, engine.pair)
        text, origin = enforced.text, "glossary" if enforced.forced else "model"
        doubts += map(_missing, enforced.missing)
    return Translation(text, best.score, origin, best.truncated, tuple(doubts))


def _untranslated(source: str, prepared: Prepared, hypothesis: Hypothesis, engine: Engine) -> Translation:
    """Return the source itself, with a flag that says why, unless there was nothing to translate.

    Of a row of a table that has only names and figures, the figures are written as the target language does; the name
    of a byline stays.
    """
    if not prepared.text:
        text = format_numbers(source, restore(prepared, "").text, engine.pair) if prepared.cells else source
        return Translation(text, None, "source" if text == source else "model")
    if hypothesis.failed:
        reason = Message("the engine broke down over it, twice; it stands as it was")
    else:
        reason = Message("no language could be read in it; it stands as it was")
    return Translation(source, None, "source", doubts=(Flag("untranslated", reason),))


def _missing(term: Term) -> Flag:
    return Flag(
        "name",
        Message(
            "the glossary has “{target}” for “{source}”, and the translation does not",
            target=term.target,
            source=term.source,
        ),
    )


def _retry_row(source: str, language: str, engine: Engine, cancelled: IsCancelled) -> Try:
    """Translate a row of a table one cell at a time: its engine joins lines, or lost an address or the like."""
    row = prepare(source, language, engine.pair[1], everything=True)
    hypotheses = [engine.translate_one(cell.text, cancelled) for cell in row.cells if cell.text]
    restored = restore(row, "\n".join(" ".join(hypothesis.text.split()) for hypothesis in hypotheses))
    joined = join_parts(hypotheses)
    return Try(restored.text, joined.score, joined.truncated)


def _retry_lost(source: str, language: str, engine: Engine, cancelled: IsCancelled) -> Try | None:
    """Translate a sentence again that lost an address or the like: with all such strings hidden, else part by part."""
    prepared = prepare(source, language, engine.pair[1], everything=True)
    hypothesis = engine.translate_one(prepared.text, cancelled)
    restored = restore(prepared, hypothesis.text)
    if not restored.lost:
        return Try(restored.text, hypothesis.score, hypothesis.truncated)
    split = parts(source, language)
    hypotheses = [engine.translate_one(part.text, cancelled) for part in split if not part.keep]
    if not hypotheses:
        return None
    scores = [hypothesis.score for hypothesis in hypotheses if hypothesis.score is not None]
    score = sum(scores) / len(scores) if scores else None
    return Try(
        join(split, [hypothesis.text for hypothesis in hypotheses]),
        score,
        any(hypothesis.truncated for hypothesis in hypotheses),
    )


def _retry_suspicious(source: str, language: str, engine: Engine, cancelled: IsCancelled) -> list[Try]:
    """Retry with other settings, if the engine has any, until one result is not suspicious."""
    if Ability.RETRIES not in engine.abilities:
        return []
    prepared, tries = prepare(source, language, engine.pair[1]), list[Try]()
    for options in RETRIES:
        hypothesis = engine.retry(options.rewrite(prepared.text), options.decoding, cancelled)
        if hypothesis is None:
            break
        tries.append(Try(restore(prepared, hypothesis.text).text, hypothesis.score, hypothesis.truncated))
        if not suspicious(source, tries[-1]):
            break
    else:
        # If no setting helps, a loop is cut to the repetitions that the source has.
        tries.append(Try(without_loop(source, tries[0].text), tries[0].score, tries[0].truncated))
    return tries


def _doubts(source: str, best: Try) -> list[Flag]:
    flag = suspicious(source, best)
    # The checks report that it was cut short.
    return [flag] if flag and not best.truncated else []


def _render(text: str, *, language: str, engine: Engine, cancelled: IsCancelled) -> str:
    prepared = prepare(text, language, engine.pair[1])
    return restore(prepared, engine.translate_one(prepared.text, cancelled).text).text


_BATCH = 256
"""Translations written in one transaction."""


class MemoryBuffer:
    """Collects new translations and writes them to the memory in batches; does nothing without a memory."""

    def __init__(self, memory: "Memory | None") -> None:
        self._memory = memory
        self._items: dict[tuple[str, tuple[str, str]], list[tuple[str, Remembered]]] = defaultdict(list)
        self._count = 0

    def add(self, key: str, pair: tuple[str, str], text: str, translation: Translation) -> None:
        """Add a translation, and write all when there are enough."""
        if self._memory is None:
            return
        self._items[key, pair].append((text, remembered(translation)))
        self._count += 1
        if self._count >= _BATCH:
            self.store()

    def store(self) -> None:
        """Write the collected translations."""
        for (key, pair), items in self._items.items():
            if self._memory:
                self._memory.store(key, pair, items)
        self._items.clear()
        self._count = 0


def remembered(translation: Translation) -> Remembered:
    """Return a translation as the memory stores it."""
    extra: dict[str, Any] = {}
    if translation.doubts:
        extra["doubts"] = [[doubt.kind, doubt.detail, *fields(doubt.detail).values()] for doubt in translation.doubts]
    if translation.origin != "model":
        extra["origin"] = translation.origin
    return Remembered(translation.text, translation.score, translation.truncated, extra or None)


def recalled(known: Remembered) -> Translation:
    """Return the translation that a memory entry holds."""
    extra = known.extra or {}
    doubts = tuple(Flag(kind, from_fields(detail, *kept)) for kind, detail, *kept in extra.get("doubts", ()))
    origin, alternative = extra.get("origin", known.origin), bool(extra.get("alternative"))
    return Translation(known.translation, known.score, origin, known.truncated, doubts, alternative)
