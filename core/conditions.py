"""Conditions on a wire, from the settings: rules that mute, star or mark, and watches (saved searches).

The words of a condition are words and "phrases" with AND, OR, NOT and brackets; two without an operator must both
occur. They are searched in the source or the translation, ignoring case and accents, names in their French and their
English form; `reform*` matches all words that begin with `reform` (`core/condition_words.py`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

from core.condition_words import compile_test, searched
from core.errors import UsageError
from core.lang.letters import fold
from core.messages import Message
from core.sanitize import sanitize

if TYPE_CHECKING:
    from core.article import Article

Side = Literal["both", "source", "translation"]
"""The texts of a wire in which words are searched."""
Act = Literal["mute", "star", "mark"]
"""The action of a rule: hide a wire, star it, or mark it for export."""

_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Wording:
    """The parts of a wire that conditions match."""

    source: str
    translation: str = ""
    outlet: str = ""
    language: str = ""
    day: str = ""
    """ISO 8601."""
    byline: str = ""
    texts: tuple[str, str] = field(init=False, repr=False)
    """Source and translation in the searchable form of `searched`."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", (searched(self.source), searched(self.translation)))

    @classmethod
    def of(cls, article: "Article") -> "Wording":
        """Make the wording of an article, with its translation as far as it has one."""
        source = article.source
        return cls(
            article.text,
            "\n".join(sentence.translation or "" for sentence in article.sentences),
            source.outlet or "",
            article.language.code if article.language else "",
            (source.published or "")[:10],
            source.byline or "",
        )


@dataclass(frozen=True, slots=True)
class Condition:
    """What a wire must match: all of the fields that are not empty."""

    words: str = ""
    side: Side = "both"
    outlet: str = ""
    """Any part of an outlet's name."""
    language: str = ""
    day: str = ""
    """A day, a month or a year in ISO 8601: `2026-03-02`, `2026-03`, `2026`."""
    byline: str = ""
    """Any part of a byline."""

    def __post_init__(self) -> None:
        """Raise ValueError, with the reason, for invalid words."""
        compile_test(self.words)

    def admits(self, wire: Wording) -> bool:
        """Whether a wire matches."""
        if self.language not in ("", wire.language) or not wire.day.startswith(self.day):
            return False
        if self.outlet and fold(self.outlet) not in fold(wire.outlet):
            return False
        if self.byline and fold(self.byline) not in fold(wire.byline):
            return False
        test = compile_test(self.words)
        if test is None:
            return True
        source, translation = wire.texts
        # A condition may combine words of both languages.
        return test({"both": f"{source}\n{translation}", "source": source, "translation": translation}[self.side])


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition, and the action on wires that match it."""

    act: Act
    condition: Condition

    @property
    def needs_translation(self) -> bool:
        """Whether it can be decided only after a wire is translated."""
        return bool(self.condition.words) and self.condition.side != "source"


@dataclass(frozen=True, slots=True)
class Watched:
    """A saved search with a name."""

    name: str
    condition: Condition


def acts(rules: Sequence[Rule], wire: Wording) -> frozenset[Act]:
    """Return the actions of some rules on a wire."""
    return frozenset(rule.act for rule in rules if rule.condition.admits(wire))


def read_rules(tables: object, problems: list[str], first: int = 1) -> tuple[Rule, ...]:
    """Read `[[rules]]` of the settings file; an invalid one is left out, with one line in `problems`.

    `first` is the number of the first of them in the file.
    """
    found = []
    for name, table in _tables("rules", tables, problems, first):
        act = table.pop("do", None)
        if act not in get_args(Act):
            problems.append(
                Message("{name}: do = {value} is not allowed; give mute, star or mark", name=name, value=_shown(act))
            )
        elif (condition := _condition(name, table, problems)) is not None:
            found.append(Rule(act, condition))
    return tuple(found)


def read_watches(tables: object, problems: list[str]) -> tuple[Watched, ...]:
    """Read `[[watches]]` of the settings file; an invalid one is left out, with one line in `problems`."""
    found: dict[str, Watched] = {}
    for place, table in _tables("watches", tables, problems):
        called = table.pop("name", None)
        name = sanitize(called, 60) if isinstance(called, str) else ""
        if not name:
            problems.append(Message("{place}: it has no name; write: name = 'Sahel'", place=place))
        elif fold(name) in found:
            problems.append(
                Message("{place}: another watch is called {name} too; give it another name", place=place, name=name)
            )
        elif (condition := _condition(place, table, problems)) is not None:
            found[fold(name)] = Watched(name, condition)
    return tuple(found.values())


def watch_named(name: str, watches: Sequence[Watched]) -> Watched:
    """Return the watch with a name, ignoring case and accents. Raises UsageError if there is none."""
    found = next((watch for watch in watches if fold(watch.name) == fold(name.strip())), None)
    if found is None:
        if not watches:
            raise UsageError(name, "no watch has this name: there is none; write one below [[watches]] in the settings")
        names = ", ".join(watch.name for watch in watches)
        raise UsageError(name, "no watch has this name; there are: {names}", names=names)
    return found


def _tables(kind: str, tables: object, problems: list[str], first: int = 1) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each table of a list of tables with its name for messages."""
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        problems.append(Message("{kind}: is no list of tables; begin each with [[{kind}]]", kind=kind))
        return
    for number, table in enumerate(tables, first):
        yield f"{kind} {number}", dict(table)


def _condition(name: str, table: dict[str, Any], problems: list[str]) -> Condition | None:
    known = {
        "words": "words",
        "in": "side",
        "outlet": "outlet",
        "byline": "byline",
        "language": "language",
        "day": "day",
    }
    for key, value in table.items():
        if key not in known:
            problems.append(
                Message(
                    "{name}: there is no {key}; there are {known}",
                    name=name,
                    key=sanitize(key, 40),
                    known=", ".join(known),
                )
            )
            return None
        if not isinstance(value, str) or not value.strip():
            problems.append(
                Message(
                    "{name}: {key} = {value} is not allowed; give a text in quotes",
                    name=name,
                    key=key,
                    value=_shown(value),
                )
            )
            return None
    if table.get("in", "both") not in get_args(Side):
        problems.append(
            Message(
                "{name}: in = {value} is not allowed; give source, translation or both",
                name=name,
                value=_shown(table["in"]),
            )
        )
        return None
    if "day" in table and not _DAY.fullmatch(table["day"]):
        problems.append(
            Message(
                "{name}: day = {value} is not allowed; give one such as 2026-03-02 or 2026-03",
                name=name,
                value=_shown(table["day"]),
            )
        )
        return None
    if not table.keys() - {"in"}:
        problems.append(
            Message("{name}: it would hold for every wire; give words, outlet, byline, language or day", name=name)
        )
        return None
    try:
        return Condition(**{known[key]: value.strip() for key, value in table.items()})
    except ValueError as error:
        problems.append(Message("{name}: words: {error}", name=name, error=error))
        return None


def _shown(value: object) -> str:
    return "nothing" if value is None else sanitize(repr(value), 60)
