"""Update the catalogues of the interface from the code, and compile them.

    python tools/translations.py

What is translated: the literals in `_`, `N_` and `n_`, what notices say, the words of every binding, what screens are
called, and the help of every command and option; and the templates of messages, which are the literals in `Message` and
in the errors, each with its id as its context. A text that left the code leaves the catalogue; a new one comes without
a translation, which a test finds. French texts get the no-break spaces of their punctuation.
"""

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).parents[1]))

from core.messages import identifier

ROOT = Path(__file__).parents[1]
LANGUAGES = ("fr",)
_CALLS = {"_": 1, "N_": 1, "n_": 2, "notice": 2}
"""How many of their first arguments are texts."""
_HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""
_DETAILS = {
    **dict.fromkeys(("Flag", "Notice", "PackFault", "PassedOver"), 1),
    **dict.fromkeys(("note", "detail", "say", "installing", "_working"), 1),
    "Finding": 2,
    "Mishap": 2,
    "_warn": 0,
}
"""Which argument of a value, or of a function that shows one, is a message."""
_OWN_WAY = {"RefusedError", "PackAbsentError"}
"""Errors that are made in another way."""
_NO_BREAK = {"fr": re.compile(r"(?<=\S) (?=[:;!?»%€](?:[\s,.)…]|$))|(?<=«) |^ (?=[:;!?»%€] )")}
"""By language, the spaces at which a line may not end."""
_NAMES = {"NAME", "HELP", "KEYS", "BINDING_GROUP_TITLE"}


@dataclass
class Templates:
    """The templates of messages in the code."""

    found: dict[str, str] = field(default_factory=dict)
    """By id."""
    wrong: list[str] = field(default_factory=list)
    """Places where a message is not made of a literal, or gets other values than its template names."""


def templates(roots: Sequence[Path]) -> Templates:
    """Read the templates of all messages under some folders."""
    trees = {path: ast.parse(path.read_text("utf-8")) for root in roots for path in sorted(root.rglob("*.py"))}
    collected, places = Templates(), {"Message": 0, **dict(_errors(list(trees.values())))}
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                place = places.get(name, _DETAILS.get(name, len(node.args)))
                for argument in node.args[place : place + 1]:
                    if not _take(collected, argument, {keyword.arg for keyword in node.keywords}, bare=name in places):
                        collected.wrong.append(f"{path.name}:{node.lineno}: {ast.unparse(node)}")
    return collected


def _take(collected: Templates, argument: ast.expr, values: set[str | None], *, bare: bool) -> bool:
    """Add a template; return whether it is a literal with exactly its values, or a message made elsewhere."""
    if isinstance(argument, ast.IfExp):
        return _take(collected, argument.body, values, bare=bare) and _take(
            collected, argument.orelse, values, bare=bare
        )
    if isinstance(argument, ast.Name | ast.Attribute | ast.Call | ast.Subscript):
        return True
    template = _literal(argument)
    if not bare or not template:
        return template == ""
    known = collected.found.setdefault(identifier(template), template)
    return known == template and {name for _text, name, *_ in Formatter().parse(template) if name} == values


def _errors(trees: Sequence[ast.Module]) -> Iterator[tuple[str, int]]:
    """Yield the errors that are made of a template, and which argument that is."""
    bases = {
        node.name: [getattr(base, "id", "") for base in node.bases]
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }

    def above(name: str) -> set[str]:
        return {name}.union(*(above(base) for base in bases.get(name, ())))

    for name in bases.keys() - _OWN_WAY:
        if "DepecheError" in above(name):
            yield name, 1
        elif "ProblemError" in above(name):
            yield name, 0


def contexts() -> dict[str | None, dict[str, str | None]]:
    """Return every text to translate, by context: none for texts of screens, its id for a message."""
    from core.checks.number_readings import UNITS
    from core.lang import NAMES

    collected = templates([ROOT / "core", ROOT / "tui"])
    if collected.wrong:
        raise SystemExit(
            "\n".join(["messages are made of a literal and exactly the values that it names:", *collected.wrong])
        )
    for text in (*(unit.name for unit in UNITS.values()), *NAMES.values()):
        collected.found.setdefault(identifier(text), text)
    return {None: texts(), **{id_: {text: None} for id_, text in collected.found.items()}}


def texts() -> dict[str, str | None]:
    """Return the texts of screens and commands, each with its plural if it has one."""
    found: dict[str, str | None] = {}
    for path in sorted((ROOT / "tui").rglob("*.py")):
        for text, many in _in_code(ast.parse(path.read_text("utf-8"))):
            found[text] = many or found.get(text)
    from typer.main import get_command

    from core.config.keys import KEYS
    from core.lang import NAMES
    from core.packs.firefox_registry import OTHER_NAMES
    from tui.bindings import ACTIONS
    from tui.cli import application
    from tui.commands import helps

    for row in ACTIONS:
        found.setdefault(row.label)
        found.setdefault(row.tooltip)
    for name in (*NAMES.values(), *OTHER_NAMES.values()):
        found.setdefault(name)
    for key in KEYS:
        found.setdefault(key.help)
    for help_text in helps(get_command(application())):
        found.setdefault(getattr(help_text, "help", None) or "")
    found.pop("", None)
    return found


def _in_code(tree: ast.AST) -> Iterator[tuple[str, str | None]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            literals = [_literal(argument) for argument in node.args[: _CALLS.get(name, 0)]]
            if name == "n_" and all(literals):
                yield literals[0] or "", literals[1]
            elif name != "n_":
                yield from ((text, None) for text in literals if text)
        elif isinstance(node, ast.ClassDef):
            for line in node.body:
                target = getattr(line, "target", None) or (getattr(line, "targets", None) or [None])[0]
                if isinstance(target, ast.Name) and target.id in _NAMES and (text := _literal(line.value)):
                    yield text, None


def _literal(node: ast.AST | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def catalogue_path(language: str) -> Path:
    """Return the path of a language's catalogue."""
    return ROOT / "tui" / "locale" / language / "LC_MESSAGES" / "depeche.po"


def read(language: str) -> Catalog:
    """Return a catalogue; an empty one if the file does not exist."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, domain="depeche")
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="depeche")


def renew(language: str) -> Catalog:
    """Return a catalogue with exactly the texts of the code, and the existing translations."""
    old, new = read(language), Catalog(locale=language, project="depeche-reader", header_comment="", fuzzy=False)
    for context, texts_wanted in contexts().items():
        for text, many in sorted(texts_wanted.items()):
            known = old.get(text, context)
            translation = known.string if known else ""
            if many:
                forms = translation if isinstance(translation, tuple) else ("", "")
                new.add((text, many), tuple(unbroken(form, language) for form in forms))
            else:
                new.add(text, unbroken(translation, language) if isinstance(translation, str) else "", context=context)
    return new


def unbroken(text: str, language: str) -> str:
    """Return a translation with the no-break spaces of its language: before « : », inside quotation marks."""
    return _NO_BREAK[language].sub("\u00a0", text) if language in _NO_BREAK else text


def main() -> None:
    """Write every catalogue, and its compiled form."""
    for language in LANGUAGES:
        catalogue, path = renew(language), catalogue_path(language)
        # The same texts give the same bytes.
        catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(_HEADER.format(language=language, plurals=catalogue.plural_forms).encode())
            write_po(file, catalogue, width=100, omit_header=True, sort_output=True)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
        left = [message.id for message in catalogue if message.id and not all([message.string, *message.string])]
        print(f"{language}: {len(catalogue)} texts, {len(left)} without a translation")


if __name__ == "__main__":
    main()
