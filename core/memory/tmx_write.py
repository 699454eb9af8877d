"""Units to TMX 1.4, the exchange format of translation programs.

By the specification, https://www.gala-global.org/tmx-14b: one `tu` a unit, one `tuv` a language. The same
units give the same bytes: no dates, no random ids.
"""

import os
import re
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from core import __version__
from core.errors import OutputError
from core.memory.values import Unit
from core.sanitize import sanitize

ORIGIN = "x-depeche-origin"
"""The property that says whether a person or a model translated a unit."""
CONFIDENCE = "x-depeche-confidence"
"""The property that says how likely a unit is right, from 0 to 1."""
ANY_SOURCE = "*all*"
"""A header's `srclang` where the units are of several source languages; each unit then names its own."""

_LONGEST_NOTE = 4000

# All but the characters of XML 1.0, https://www.w3.org/TR/xml/#charsets.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def tmx_lines(units: Iterable[Unit], source_language: str = ANY_SOURCE, notes: Iterable[str] = ()) -> Iterator[str]:
    """Give a TMX file's text in pieces; characters that XML cannot hold are dropped.

    `source_language` is that of every unit, if they share one: some programs take no file without. `notes` are for
    whoever reads the file's header.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
    yield (
        f'<header creationtool="depeche" creationtoolversion="{__version__}" segtype="sentence" o-tmf="depeche"'
        f' adminlang="en" srclang={_attribute(source_language)} datatype="plaintext">\n'
    )
    yield from map(_note, notes)
    yield "</header>\n<body>\n"
    for unit in units:
        own = f" srclang={_attribute(unit.source_language)}" if source_language == ANY_SOURCE else ""
        name = f" tuid={_attribute(unit.id)}" if unit.id else ""
        sure = "" if unit.confidence is None else f'<prop type="{CONFIDENCE}">{unit.confidence}</prop>\n'
        yield (
            f"<tu{name}{own}>{''.join(map(_note, unit.notes))}"
            f'<prop type="{ORIGIN}">{unit.origin}</prop>\n{sure}'
            f"{_variant(unit.source_language, unit.source)}"
            f"{_variant(unit.target_language, unit.translation)}</tu>\n"
        )
    yield "</body>\n</tmx>\n"


def write_tmx(file: Path, units: Iterable[Unit], source_language: str = ANY_SOURCE) -> int:
    """Write a file, whole or not at all, and return how many units it holds; raises OutputError."""
    count = 0

    def counted() -> Iterator[Unit]:
        nonlocal count
        for unit in units:
            count += 1
            yield unit

    if file.is_dir():
        raise OutputError(str(file), "is a folder; name a file, such as memory.tmx")
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}.tmp")
    try:
        try:
            with draft.open("x", encoding="utf-8", newline="\n") as target:
                target.writelines(tmx_lines(counted(), source_language))
                target.flush()
                os.fsync(target.fileno())
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(str(file), "cannot be written: {reason}", reason=error.strerror or error) from error
    return count


def _variant(language: str, text: str) -> str:
    return f"<tuv xml:lang={_attribute(language)}><seg>{_content(text)}</seg></tuv>\n"


def _note(text: str) -> str:
    return f"<note>{_content(sanitize(text, _LONGEST_NOTE))}</note>\n"


def _content(text: str) -> str:
    # A bare carriage return would be read back as a line feed.
    return escape(_FORBIDDEN.sub("", text), {"\r": "&#13;"})


def _attribute(value: str) -> str:
    return quoteattr(_FORBIDDEN.sub("", value))
