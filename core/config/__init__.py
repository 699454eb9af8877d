"""Reads the settings file, a TOML file in the program's home, and checks it key by key.

An invalid value is reported in one line, and the default is used. `change.py` changes the
file without losing its comments.
"""

import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.errors import ProblemError
from core.home import open_without_waiting
from core.messages import Message
from core.sanitize import sanitize
from core.settings import Places, Settings

SCHEMA = 1
"""The version of the file format that this program writes."""
MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""By version N: the function that migrates tables of version N to N + 1."""
_LIMIT = 1 << 20
"""Maximum bytes of a settings file."""
_LONG_NAME = re.compile(r"""(?<![\w-])(?:(?>[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*+\.[ \t]*+){32}""")
"""A dotted name of very many parts, for which TOML parsers take quadratic time."""


class SettingsError(ProblemError, ValueError):
    """The file is not a settings file."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings, and what was wrong with the file."""

    settings: Settings
    problems: tuple[str, ...] = ()
    """One line each, naming the key, what is wrong, and what is allowed."""
    given: frozenset[str] = frozenset()
    """The names of the keys whose value comes from the file."""


def load_settings(places: Places) -> Loaded:
    """Read the settings file over the defaults; a missing file counts as empty. Never raises."""
    settings = Settings(places)
    try:
        tables = tables_of(places)
    except (OSError, ValueError, RecursionError) as error:
        problem = Message(
            "cannot be used ({reason}); mend or remove it: until then the defaults hold", reason=reason_of(error)
        )
        return Loaded(settings, (problem,))
    if not tables:
        return Loaded(settings)
    # What checks a file takes a twentieth of the time to the reader's first screen; most people have none.
    from core.conditions import read_rules, read_watches
    from core.config.keys import key_named, nearest

    problems: list[str] = []
    given = set()
    for name, value in _flat(_migrated(tables, problems)):
        key = key_named(name)
        if key is None:
            problems.append(
                Message("{name}: there is no such setting{nearest}", name=sanitize(name, 80), nearest=nearest(name))
            )
            continue
        try:
            settings = key.put(settings, key.kind.check(value))
        except (ValueError, RuntimeError):
            shown = sanitize(repr(value), 60)
            problems.append(
                Message(
                    "{name}: {value} is not allowed; give {allowed} ({default})",
                    name=name,
                    value=shown,
                    allowed=key.kind.allowed,
                    default=_default(key.default),
                )
            )
        else:
            given.add(name)
    settings = replace(
        _without_second_length(settings, problems),
        rules=read_rules(tables.get("rules", []), problems),
        watches=read_watches(tables.get("watches", []), problems),
    )
    return Loaded(_with_keys(settings, tables.get("keys", {}), problems), tuple(problems), frozenset(given))


def tables_of(places: Places) -> dict[str, Any]:
    """Return the contents of the settings file. Raises OSError, ValueError or RecursionError if it is invalid."""
    try:
        return parse(text_of(places.settings))
    except (FileNotFoundError, NotADirectoryError):
        return {}


def text_of(file: Path) -> str:
    """Return the text of a settings file. Raises OSError, and ValueError if it is no file, too large or no text."""
    with open(file, "rb", opener=open_without_waiting) as opened:
        if stat.S_ISFIFO(os.fstat(opened.fileno()).st_mode):  # whoever made it could let every command wait
            raise SettingsError("this is not a file")
        data = opened.read(_LIMIT + 1)
    if len(data) > _LIMIT:
        raise SettingsError("it is larger than a megabyte")
    return data.decode("utf-8-sig")


def parse(text: str) -> dict[str, Any]:
    """Parse untrusted TOML; raises ValueError, and RecursionError if it is nested too deeply."""
    import tomllib

    if match := _LONG_NAME.search(text):
        line = text.count("\n", 0, match.start()) + 1
        raise SettingsError("a name has more than 32 parts (at line {line})", line=line)
    return tomllib.loads(text)


def _migrated(tables: dict[str, Any], problems: list[str]) -> dict[str, Any]:
    version = tables.get("schema", SCHEMA)
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        problems.append(
            Message(
                "schema: {version} is not allowed; give {schema}", version=sanitize(repr(version), 60), schema=SCHEMA
            )
        )
        return tables
    if version > SCHEMA:
        problems.append(
            Message(
                "schema: {version} is of a newer version of this program; what it knows of it is used", version=version
            )
        )
    while version in MIGRATIONS:
        tables = MIGRATIONS[version](tables)
        version += 1
    return tables


def _flat(tables: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield `table.key` and its value, except for the special tables."""
    from core.config.keys import KEYS

    sections = {key.section for key in KEYS}
    for section, values in tables.items():
        if section in {"schema", "keys", "rules", "watches"}:
            continue
        if section in sections and isinstance(values, dict):
            yield from ((f"{section}.{name}", value) for name, value in values.items())
        else:
            yield section, values


def _without_second_length(settings: Settings, problems: list[str]) -> Settings:
    if settings.summary.words is not None and settings.summary.ratio is not None:
        problems.append(Message("summary.ratio: not used, since summary.words is given; give one of them"))
        return replace(settings, summary=replace(settings.summary, ratio=None))
    return settings


def _with_keys(settings: Settings, table: object, problems: list[str]) -> Settings:
    """Read the table of key bindings without checking the names, which only the reader knows."""
    if not isinstance(table, dict):
        problems.append(Message("keys: is not a table; write [keys] and below it lines such as: app.help = 'f1'"))
        return settings
    keys: dict[str, str] = {}
    for name, value in _leaves(table):
        wanted = ",".join(value) if isinstance(value, list) and all(isinstance(key, str) for key in value) else value
        if isinstance(wanted, str) and wanted.strip():
            keys[sanitize(name, 80)] = sanitize(wanted, 200)
        else:
            shown = sanitize(repr(value), 60)
            problems.append(
                Message(
                    "keys.{name}: {value} is not allowed; give a key such as 'f1'", name=sanitize(name, 80), value=shown
                )
            )
    return replace(settings, reader=replace(settings.reader, keys=keys))


def _leaves(table: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the values of a table by their dotted names: TOML reads `app.help` as a table in a table."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _default(value: object) -> str:
    if value is None:
        return Message("it is not set")
    shown = str(value).lower() if isinstance(value, bool) else value
    return Message("the default, {value}, is used", value=shown)


def reason_of(error: OSError | ValueError | RecursionError) -> str:
    """Return what is wrong with a file that raised an error."""
    if isinstance(error, SettingsError):
        return str(error)
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    if isinstance(error, RecursionError):
        return Message("it is nested without end")
    return Message("it is not UTF-8") if isinstance(error, UnicodeDecodeError) else sanitize(error)
