"""Briefs as TMX 1.4: their sentence pairs, for translation programs."""

from collections.abc import Iterator

from core.article import UNKNOWN
from core.brief import Brief
from core.export.facts import facts
from core.memory import TranslationUnit
from core.memory.tmx import ANY_SOURCE, tmx_lines


def to_tmx(*briefs: Brief) -> str:
    """Return the translated sentences as TMX, each with its id, origin, confidence and flags.

    Sentences that were in the target language already, or that could not be translated, are left out. The same briefs
    give the same text.
    """
    several = len(briefs) > 1
    units = [unit for number, brief in enumerate(briefs, 1) for unit in _units(brief, f"w{number}-" if several else "")]
    languages = {unit.source_language for unit in units}
    notes = [f"{label}: {value}" for brief in briefs for label, value in facts(brief)]
    return "".join(tmx_lines(units, languages.pop() if len(languages) == 1 else ANY_SOURCE, notes))


def _units(brief: Brief, prefix: str) -> Iterator[TranslationUnit]:
    target = brief.engine.target
    for paragraph in brief.article.paragraphs:
        if paragraph.language in (target, UNKNOWN):
            continue
        for sentence in paragraph.sentences:
            untranslated = sentence.origin == "source" and any(flag.kind == "untranslated" for flag in sentence.flags)
            if sentence.translation and sentence.origin and not untranslated:
                yield TranslationUnit(
                    paragraph.language,
                    target,
                    sentence.source,
                    sentence.translation,
                    sentence.origin,
                    id=f"{prefix}{sentence.id}",
                    confidence=sentence.confidence,
                    notes=tuple(f"{flag.kind}: {flag.detail}" for flag in sentence.flags),
                )
