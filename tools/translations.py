"""Bring the catalogues of the interface up to date with the code, and compile them.

    python tools/translations.py

What is translated: the literals in `_`, `N_` and `n_`, what notices say, the words of every binding, what screens are
called, and the help of every command and option; and what core and the commands word, as `messages.py` reads it. A text
that left the code leaves the catalogue; a new one comes without a translation, which a test finds.
"""

import ast
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.messages import messages
from tui.told import MESSAGE, UNIT

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
_NAMES = {"NAME", "HELP", "KEYS", "BINDING_GROUP_TITLE"}


def contexts() -> dict[str | None, dict[str, str | None]]:
    """Return every text that is translated, by its context: none for the screens' own, one for what core words."""
    found = messages([ROOT / "core", ROOT / "tui"])
    if found.unread:
        raise SystemExit("\n".join(["no template can be read of these messages:", *found.unread]))
    from core.checks.units import UNITS

    units = dict.fromkeys(unit.name for unit in UNITS.values())
    return {None: texts(), MESSAGE: dict.fromkeys(found.texts), UNIT: units}


def texts() -> dict[str, str | None]:
    """Return the screens' own texts; with its form for many, where one has it."""
    found: dict[str, str | None] = {}
    for path in sorted((ROOT / "tui").rglob("*.py")):
        for text, many in _in_code(ast.parse(path.read_text("utf-8"))):
            found[text] = many or found.get(text)
    from typer.main import get_command

    from core.config import KEYS
    from core.languages import NAMES
    from tui.bindings import ACTIONS
    from tui.cli import application
    from tui.help_i18n import helps

    for row in ACTIONS:
        found.setdefault(row.label)
        found.setdefault(row.tooltip)
    for name in NAMES.values():
        found.setdefault(name)
    for key in KEYS:
        found.setdefault(key.help)
    for one in helps(get_command(application())):
        found.setdefault(getattr(one, "help", None) or "")
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
    """Return where a language's catalogue is."""
    return ROOT / "tui" / "locale" / language / "LC_MESSAGES" / "depeche.po"


def read(language: str) -> Catalog:
    """Read a catalogue; one that is not there is empty."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, domain="depeche")
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="depeche")


def renew(language: str) -> Catalog:
    """Return a catalogue with exactly the texts of the code, and the translations that there are."""
    old, new = read(language), Catalog(locale=language, project="depeche-reader", header_comment="", fuzzy=False)
    for context, wanted in contexts().items():
        for text, many in sorted(wanted.items()):
            known = old.get(text, context)
            said = known.string if known else ""
            if many:
                new.add((text, many), said if isinstance(said, tuple) else ("", ""))
            else:
                new.add(text, said if isinstance(said, str) else "", context=context)
    return new


def main() -> None:
    """Write every catalogue, and what is read of it."""
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
