"""Make docs/modules.md, the subject and the public names of each module: `python tools/make_modules.py`."""

import ast
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "modules.md"
_FOLDERS = ("core", "tui", "tools")
_HEAD = """\
# Modules

The subject of each module of `core`, `tui` and `tools`, and its public functions and classes. Made from their
docstrings by `tools/make_modules.py`; do not edit.
"""


def modules() -> str:
    """Return the page."""
    paths = [path.relative_to(ROOT) for folder in _FOLDERS for path in (ROOT / folder).rglob("*.py")]
    paths.sort(key=lambda path: (path.parent, path.name))
    lines = [_HEAD]
    for folder, files in groupby(paths, key=lambda path: path.parent):
        rows = [f"| `{path.name}` | {' | '.join(_about(path))} |" for path in files if path.name != "__main__.py"]
        lines += [f"## {folder.as_posix()}", "", "| | | |", "| --- | --- | --- |", *rows, ""]
    return "\n".join(lines)


def _about(path: Path) -> tuple[str, str]:
    """Return the first line of a module's docstring, and its public names."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    subject = (ast.get_docstring(tree) or "").partition("\n\n")[0]
    return " ".join(subject.split()).replace("|", "\\|"), ", ".join(f"`{name}`" for name in _names(tree))


def _names(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name


if __name__ == "__main__":
    PAGE.write_text(modules(), encoding="utf-8")
