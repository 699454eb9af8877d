"""After the model: what it was given is undone, what it lost is asked for again, what cannot be right is retried.

What comes of it goes to the memory and back, so that remembered and new translations are the same to the last bit.
"""

import functools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.article import Flag, FlagKind, Origin
from core.memory import Remembered
from core.messages import Message, fields, from_fields
from core.packs.progress import never
from core.translation.engines import Cancelled, Engine, Hypothesis
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
from core.translation.terminology.glossary import Glossary

if TYPE_CHECKING:
    from core.memory.store import Memory

_RETRIED: Final = 400
"""Characters of the longest source that is tried again: longer ones are no sentences, and a try takes seconds."""


@dataclass(frozen=True, slots=True)
class Translation:
    """What became of one sentence."""

    text: str
    score: float | None
    """The model's mean log-probability a token; None where no model was asked."""
    origin: Origin
    truncated: bool = False
    """Whether the model did not come to an end."""
    doubts: tuple[Flag, ...] = ()
    """What was found wrong on the way, and could not be mended."""
    alternative: bool = False
    """Whether a person chose it among what the model gave."""


def postprocess_hypothesis(
    source: str,
    language: str,
    prepared: Prepared,
    made: Hypothesis,
    engine: Engine,
    glossary: Glossary | None = None,
    cancelled: Cancelled = never,
) -> Translation:
    """Make the sentence's translation of what the model said; the model is asked again only where that was wrong.

    The same sentence gives the same translation, whatever else is being translated. Raises Cancelled when `cancelled`
    says so while the model is asked.
    """
    if not made.translated:
        if made.failed:
            reason = Message("the engine broke down over it, twice; it stands as it was")
        else:
            reason = Message("no language could be read in it; it stands as it was")
        unread = Flag("untranslated", reason)
        return Translation(source, None, "source", doubts=(unread,) if prepared.text else ())
    restored = restore(prepared, made.text)
    best = Try(restored.text, made.score, made.truncated)
    if restored.lost:
        best = _with_all(source, language, engine, cancelled) or best
    if len(source) <= _RETRIED and suspicious(source, best.text, best.score, truncated=best.truncated):
        best = best_of(source, [best, *_retried(source, language, engine, cancelled)])
    text, doubts = format_numbers(source, best.text, engine.pair), list(_doubts(source, best))
    untouchable = (*(placeholder.original for placeholder in prepared.placeholders), *prepared.watched)
    doubts += [
        Flag("name", Message("“{words}” is not in the translation", words=string))
        for string in untouchable
        if string not in text
    ]
    origin: Origin = "model"
    if glossary:
        enforced = glossary.enforce(
            source, text, functools.partial(_render, language=language, engine=engine, cancelled=cancelled)
        )
        text, origin = enforced.text, "glossary" if enforced.forced else "model"
        doubts += [
            Flag(
                "name",
                Message(
                    "the glossary has “{target}” for “{source}”, and the translation does not",
                    target=term.target,
                    source=term.source,
                ),
            )
            for term in enforced.missing
        ]
    return Translation(text, best.score, origin, best.truncated, tuple(doubts))


def _with_all(source: str, language: str, engine: Engine, cancelled: Cancelled) -> Try | None:
    """Translate a sentence that lost an address or the like: hidden from the model, or around it."""
    prepared = prepare(source, language, engine.pair[1], everything=True)
    made = engine.translate_one(prepared.text, cancelled)
    restored = restore(prepared, made.text)
    if not restored.lost:
        return Try(restored.text, made.score, made.truncated)
    cut = parts(source, language)
    said = [engine.translate_one(part.text, cancelled) for part in cut if not part.keep]
    if not said:
        return None
    scores = [one.score for one in said if one.score is not None]
    score = sum(scores) / len(scores) if scores else None
    return Try(join(cut, [one.text for one in said]), score, any(one.truncated for one in said))


def _retried(source: str, language: str, engine: Engine, cancelled: Cancelled) -> list[Try]:
    """Ask again with other settings, until one answer is not suspicious."""
    prepared, tries = prepare(source, language, engine.pair[1]), list[Try]()
    for options in RETRIES:
        made = engine.retry(options.rewrite(prepared.text), options.decoding, cancelled)
        if made is None:
            break
        tries.append(Try(restore(prepared, made.text).text, made.score, made.truncated))
        if not suspicious(source, tries[-1].text, made.score, truncated=made.truncated):
            break
    else:
        # A loop that no setting helps is cut down to what the source has.
        tries.append(Try(without_loop(source, tries[0].text), tries[0].score, tries[0].truncated))
    return tries


def _doubts(source: str, best: Try) -> list[Flag]:
    reason = suspicious(source, best.text, best.score, truncated=best.truncated)
    # The checks report that it was cut short.
    if reason is None or best.truncated:
        return []
    kind: FlagKind = "length"
    if reason.startswith("repeats"):
        kind = "repetition"
    elif reason.startswith("a guess"):
        kind = "low-score"
    return [Flag(kind, reason)]


def _render(text: str, *, language: str, engine: Engine, cancelled: Cancelled) -> str:
    prepared = prepare(text, language, engine.pair[1])
    return restore(prepared, engine.translate_one(prepared.text, cancelled).text).text


_STORE = 256
"""Translations written in one transaction."""


class MemoryBuffer:
    """New translations, gathered for the memory; does nothing without one."""

    def __init__(self, memory: "Memory | None") -> None:
        self._memory = memory
        self._items: dict[tuple[str, tuple[str, str]], list[tuple[str, Remembered]]] = defaultdict(list)
        self._count = 0

    def add(self, key: str, pair: tuple[str, str], text: str, made: Translation) -> None:
        """Take one more, and write when there are enough."""
        if self._memory is None:
            return
        self._items[key, pair].append((text, remembered(made)))
        self._count += 1
        if self._count >= _STORE:
            self.store()

    def store(self) -> None:
        """Write what was gathered."""
        for (key, pair), items in self._items.items():
            if self._memory:
                self._memory.store(key, pair, items)
        self._items.clear()
        self._count = 0


def remembered(made: Translation) -> Remembered:
    """Return what the memory keeps of a translation."""
    extra: dict[str, Any] = {}
    if made.doubts:
        extra["doubts"] = [[doubt.kind, doubt.detail, *fields(doubt.detail).values()] for doubt in made.doubts]
    if made.origin != "model":
        extra["origin"] = made.origin
    return Remembered(made.text, made.score, made.truncated, extra or None)


def recalled(known: Remembered) -> Translation:
    """Return the translation that the memory keeps."""
    extra = known.extra or {}
    doubts = tuple(Flag(kind, from_fields(detail, *kept)) for kind, detail, *kept in extra.get("doubts", ()))
    origin, alternative = extra.get("origin", known.origin), bool(extra.get("alternative"))
    return Translation(known.translation, known.score, origin, known.truncated, doubts, alternative)
