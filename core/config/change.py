"""Changes the settings file: one key, a watch or a rule; keeps the rest with its comments, and writes atomically."""

import contextlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.condition_words import WordsError
from core.conditions import Condition, Rule, Watched, read_rules
from core.config import SCHEMA, parse, tables_of, text_of
from core.config.keys import Key, key_named, nearest
from core.errors import OutputError, UsageError
from core.files import locked
from core.home import make_folder
from core.lang.letters import fold
from core.sanitize import sanitize
from core.settings import Places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tomlkit import TOMLDocument

_DRAFT = ".settings-"
_PATIENCE = 5.0
"""Seconds to wait for another program."""
_REPLACES = {
    "summary.words": ("summary.ratio",),
    "summary.ratio": ("summary.words",),
    "summary.sentences": ("summary.words", "summary.ratio"),
}
"""The keys that setting a key removes."""


def change_setting(places: Places, name: str, text: str) -> Any:
    """Set a key to what a person typed, and return the value as the program uses it.

    Raises UsageError for an unknown key or an invalid value, OutputError if the file is invalid or cannot be written;
    it is then unchanged.
    """
    key = _key(name)
    try:
        raw = key.kind.parse(text)
        value = key.kind.check(raw)
    except (ValueError, RuntimeError):
        raise UsageError(
            name, "{text} is not allowed; give {allowed}", text=sanitize(repr(text), 60), allowed=key.kind.allowed
        ) from None
    with changing(places.settings) as document:
        for other in _REPLACES.get(name, ()):
            _drop(document, _key(other))
        table = document.get(key.section)
        if table is None:
            table = _new_table(document, key.section)
        if not hasattr(table, "items"):
            raise OutputError(str(places.settings), "{section} is no table; mend it first", section=key.section)
        table[key.name.partition(".")[2]] = raw
    return value


def unset_setting(places: Places, name: str) -> None:
    """Reset a key to its default. Raises as `change_setting` does."""
    key = _key(name)
    with changing(places.settings) as document:
        _drop(document, key)


def add_watch(places: Places, name: str, words: str) -> Watched:
    """Add a watch to the file, replacing one with the same name, and return it.

    Raises UsageError for an invalid name or invalid words, and OutputError as `change_setting` does.
    """
    import tomlkit

    table = {"name": sanitize(name, 60), "words": words.strip()}
    if not all(table.values()):
        raise UsageError(table["name"] or "watches", "give the words to watch for")
    try:
        watch = Watched(table["name"], Condition(table["words"]))
    except WordsError as error:
        raise UsageError(table["name"], "words: {error}", error=error.problem) from None
    with changing(places.settings) as document:
        watches: Any = document.get("watches")
        if watches is None:
            document.append("watches", watches := tomlkit.aot())
        if not isinstance(watches, list):
            raise OutputError(str(places.settings), "{section} is no table; mend it first", section="watches")
        same = [place for place, entry in enumerate(watches) if fold(str(entry.get("name", ""))) == fold(watch.name)]
        for place in reversed(same):
            del watches[place]
        new = tomlkit.table()
        for key, value in table.items():
            new.add(key, value)
        watches.append(new)
    return watch


def drop_watch(places: Places, name: str) -> list[tuple[int, Any]]:
    """Remove the watch with a name from the file; return what `restore_watch` takes. Raises as `add_watch` does."""
    dropped = []
    with changing(places.settings) as document:
        watches: Any = document.get("watches")
        for place in reversed(range(len(watches) if isinstance(watches, list) else 0)):
            if fold(str(watches[place].get("name", ""))) == fold(name):
                dropped.append((place, watches[place]))
                del watches[place]
        if dropped and not len(watches):
            document.remove("watches")
    return dropped


def restore_watch(places: Places, dropped: list[tuple[int, Any]]) -> None:
    """Put a removed watch back in its place, with all that it asks for. Raises as `add_watch` does."""
    import tomlkit

    with changing(places.settings) as document:
        if "watches" not in document:
            document.append("watches", tomlkit.aot())
        watches: Any = document["watches"]
        for place, table in reversed(dropped):
            watches.insert(min(place, len(watches)), table)


@contextlib.contextmanager
def changing(path: Path) -> "Iterator[TOMLDocument]":
    """Yield the file's contents, and write them if they were changed; holds a lock against other programs."""
    import tomlkit

    try:
        make_folder(path.parent)
        with locked(path, _PATIENCE):
            document, before = _open(path)
            _sweep(path)
            yield document
            if (text := tomlkit.dumps(document)) != before:
                _write(path, text)
    except TimeoutError:
        raise OutputError(str(path), "another program holds it; try again") from None
    except OSError as error:
        raise OutputError(str(path), "cannot be written: {reason}", reason=error.strerror or error) from error


def _key(name: str) -> Key:
    key = key_named(name)
    if key is None:
        raise UsageError(
            sanitize(name, 80), "there is no such setting{nearest}; see: depeche settings", nearest=nearest(name)
        )
    return key


def _drop(document: "TOMLDocument", key: Key) -> bool:
    table: Any = document.get(key.section)
    leaf = key.name.partition(".")[2]
    if not hasattr(table, "items") or leaf not in table:
        return False
    del table[leaf]
    return True


def _open(path: Path) -> "tuple[TOMLDocument, str]":
    """Return the file's parsed contents and its text."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        text = text_of(path).replace("\r\n", "\n")
        # The parser that reads the settings decides whether the file is valid.
        parse(text)
        document = tomlkit.parse(text)
    except FileNotFoundError:
        text, document = "", tomlkit.document()
    except (OSError, ValueError, RecursionError, TOMLKitError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise OutputError(
            str(path), "cannot be changed ({reason}); mend or remove it first", reason=sanitize(reason)
        ) from error
    if "schema" not in document:
        document = _with_schema(document)
    return document, text


def _with_schema(document: "TOMLDocument") -> "TOMLDocument":
    """Add the version at the beginning: keys outside tables must come before the tables."""
    import tomlkit

    return tomlkit.parse(f"schema = {SCHEMA}\n{tomlkit.dumps(document)}")


def _new_table(document: "TOMLDocument", name: str) -> Any:
    import tomlkit

    table = tomlkit.table()
    if document.body and tomlkit.dumps(document)[-2:] != "\n\n":
        document.add(tomlkit.nl())
    document.add(name, table)
    return document[name]


def _sweep(path: Path) -> None:
    """Delete temporary files that a kill left; only under the lock."""
    for draft in Path(os.path.realpath(path)).parent.glob(f"{_DRAFT}*"):
        with contextlib.suppress(OSError):
            draft.unlink()


def _write(path: Path, text: str) -> None:
    """Write through a temporary file beside it; a symbolic link is followed, not replaced."""
    goal = Path(os.path.realpath(path))
    with tempfile.NamedTemporaryFile("wb", dir=goal.parent, prefix=_DRAFT, delete=False) as file:
        try:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
            os.replace(file.name, goal)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(file.name)
            raise


FIELDS = ("words", "in", "outlet", "language", "day", "byline")
"""The keys of a rule beside `do`, in the order of writing and of the dialog."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A rule in the file, valid or not."""

    texts: dict[str, str]
    """`do` and the FIELDS that it has, as text."""
    rule: Rule | None = None
    """None if it is invalid and ignored."""
    problem: str = ""
    """Why it is ignored."""


def list_rules(places: Places) -> list[Listed]:
    """Return the rules of the file in order, including invalid ones; none if the file is invalid."""
    try:
        tables = tables_of(places).get("rules", [])
    except (OSError, ValueError, RecursionError):
        return []
    return [_to_listed(table, place) for place, table in enumerate(tables, 1)] if isinstance(tables, list) else []


def put_rule(places: Places, place: int | None, texts: dict[str, str]) -> None:
    """Replace the rule at an index of the list, or with None append one; empty texts are left out.

    Raises UsageError for an invalid rule, OutputError if the file is invalid or cannot be written; it is then
    unchanged.
    """
    texts = {key: text.strip() for key, text in texts.items() if text.strip()}
    number = 1 + (len(list_rules(places)) if place is None else place)
    if problem := _to_listed(texts, number).problem:
        raise UsageError(places.settings.name, "{problem}", problem=problem)
    with changing(places.settings) as document:
        rules = _rules(document, places)
        if place is None or place >= len(rules):
            rules.append(_table(texts))
            return
        for key in ("do", *FIELDS):
            if key in texts and rules[place].get(key) != texts[key]:
                rules[place][key] = texts[key]
            elif key not in texts:
                rules[place].pop(key, None)


def drop_rule(places: Places, place: int) -> None:
    """Remove a rule from the file. Raises OutputError as `put_rule` does."""
    with changing(places.settings) as document:
        rules = _rules(document, places)
        if place < len(rules):
            del rules[place]
        if not len(rules):
            document.remove("rules")


def _to_listed(table: object, number: int) -> Listed:
    problems: list[str] = []
    found = read_rules([table], problems, number)
    texts = {key: str(value) for key, value in table.items()} if isinstance(table, dict) else {}
    return Listed(texts, found[0] if found else None, problems[0] if problems else "")


def _rules(document: Any, places: Places) -> Any:
    import tomlkit
    from tomlkit.items import AoT

    if "rules" not in document:
        document.append("rules", tomlkit.aot())
    rules = document["rules"]
    if not isinstance(rules, AoT):
        raise OutputError(str(places.settings), "{section} is no list of tables; mend it first", section="rules")
    return rules


def _table(texts: dict[str, str]) -> Any:
    import tomlkit

    table = tomlkit.table()
    for key in ("do", *FIELDS):
        if key in texts:
            table.add(key, texts[key])
    return table
