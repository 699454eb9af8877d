"""The `[[rules]]` of the settings file as a list that a person changes: written in place, the rest as it was."""

from dataclasses import dataclass
from typing import Any

from core.conditions import Rule, read_rules
from core.config.change import changing
from core.config.file import tables_of
from core.errors import OutputError, UsageError
from core.settings import Places

FIELDS = ("words", "in", "outlet", "language", "day", "byline")
"""What a rule of the file may say besides what it does, in the order in which it is written and asked for."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A rule as it stands in the file."""

    texts: dict[str, str]
    """`do` and those of FIELDS that it gives, as they are written."""
    rule: Rule | None = None
    """None where it makes no sense, and is left out."""
    problem: str = ""
    """Why it is left out."""


def list_rules(places: Places) -> list[Listed]:
    """Return the rules of the file in its order, those among them that make no sense too; none of a broken file."""
    try:
        tables = tables_of(places).get("rules", [])
    except (OSError, ValueError, RecursionError):
        return []
    return [_listed(table, place) for place, table in enumerate(tables, 1)] if isinstance(tables, list) else []


def put_rule(places: Places, place: int | None, texts: dict[str, str]) -> None:
    """Write a rule at a place of the list, 0 being the first, or with None at its end; empty texts are left out.

    Raises UsageError for one that makes no sense, OutputError where the file is broken or cannot be written; it is
    then what it was.
    """
    texts = {key: text.strip() for key, text in texts.items() if text.strip()}
    number = 1 + (len(list_rules(places)) if place is None else place)
    if problem := _listed(texts, number).problem:
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
    """Take a rule out of the file. Raises OutputError as `put_rule` does."""
    with changing(places.settings) as document:
        rules = _rules(document, places)
        if place < len(rules):
            del rules[place]
        if not len(rules):
            document.remove("rules")


def _listed(table: object, number: int) -> Listed:
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
