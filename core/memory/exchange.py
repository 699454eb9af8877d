"""Export and import of the memory as TMX files, for other translation programs and for colleagues."""

import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from core.errors import InputError, OutputError
from core.files import is_special
from core.memory import TranslationUnit
from core.memory.store import Memory
from core.memory.tmx import ANY_SOURCE, read_tmx, tmx_lines
from core.messages import Message
from core.sanitize import clean


def export_tmx(
    memory: Memory, file: Path, *, model: bool = False, source: str | None = None, target: str | None = None
) -> int:
    """Export translations by people, with `model` also those by models, to a TMX file; return the number of units.

    `source` and `target` select languages. The same memory gives the same bytes; the file is written completely or
    not at all. Raises OutputError.
    """
    pairs = [
        pair
        for pair in memory.stats().pairs
        if (model or pair.corrections)
        and source in (None, pair.source_language)
        and target in (None, pair.target_language)
    ]
    languages = {pair.source_language for pair in pairs}
    units = (
        unit
        for unit in memory.units(model=model)
        if source in (None, unit.source_language) and target in (None, unit.target_language)
    )
    only = languages.pop() if len(languages) == 1 else ANY_SOURCE
    return write_tmx(file, units, only)


def write_tmx(file: Path, units: Iterable[TranslationUnit], source_language: str = ANY_SOURCE) -> int:
    """Write a TMX file, completely or not at all; return the number of units. Raises OutputError."""
    count = 0

    def counted() -> Iterator[TranslationUnit]:
        nonlocal count
        for unit in units:
            count += 1
            yield unit

    if file.is_dir():
        raise OutputError(str(file), "is a folder; name a file, such as memory.tmx")
    lines = tmx_lines(counted(), source_language)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}.tmp")
    try:
        if is_special(file):
            with file.open("w", encoding="utf-8", newline="\n") as target:
                target.writelines(lines)
            return count
        try:
            with draft.open("x", encoding="utf-8", newline="\n") as target:
                target.writelines(lines)
                target.flush()
                os.fsync(target.fileno())
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(str(file), "cannot be written: {reason}", reason=error.strerror or error) from error
    return count


def import_tmx(
    memory: Memory, file: Path, target: str = "en", report: Callable[[Message], None] = lambda _: None
) -> int:
    """Import the units of a TMX file as a person's translations; return the number of sentences.

    All units are imported or none; of a file that is cut off, all before the cut. They replace older translations of
    the same sentences by a person. Units that are translated from `target` are also used in the other direction, if
    the memory has no other translation. `report` is called with notes on the file, such as damaged bytes. Raises
    InputError for a file that is no TMX or holds no unit, OutputError when the memory cannot be written.
    """

    def cleaned() -> Iterator[TranslationUnit]:
        for unit in read_tmx(file, report):
            source, translation = clean(unit.source).strip(), clean(unit.translation).strip()
            if source and translation:
                yield replace(unit, source=source, translation=translation)
                if unit.source_language == target:
                    yield TranslationUnit(unit.target_language, target, translation, source, standing="reversed")

    count = memory.add(cleaned())
    if not count:
        raise InputError(str(file), "holds no sentence with a translation")
    return count
