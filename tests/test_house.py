"""The rules of the source tree: who may import whom, and what may not be loaded early."""

import ast
import subprocess
import sys
from collections.abc import Collection, Iterator
from graphlib import TopologicalSorter
from pathlib import Path

UI = ("textual", "typer", "rich", "tui")
HEAVY = (
    "ctranslate2",
    "sumy",
    "nltk",
    "langdetect",
    "py3langid",
    "argostranslate",
    "sentencepiece",
    "sqlite3",
    "requests",
    "numpy",
)


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter holds after some code."""
    return {module.partition(".")[0] for module in all_loaded_by(code)}


def all_loaded_by(code: str) -> set[str]:
    """All modules that a fresh interpreter holds after some code."""
    output = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"], capture_output=True, check=True, text=True
    )
    return set(output.stdout.split())


def test_importing_the_core_loads_no_screen_and_no_command_line():
    assert not loaded_by("import core.brief, core.export, core.doctor, core.packs.install") & set(UI)


def test_importing_from_core_loads_only_what_is_imported():
    assert {name for name in all_loaded_by("import core") if name.startswith("core.")} == set()
    assert "core.brief" not in all_loaded_by("from core import Settings, open_inputs")
    assert {"core.brief", "core.export"} <= all_loaded_by("from core import Briefer, Settings, export, open_inputs")


def test_nothing_slow_is_loaded_by_importing_the_core():
    assert not loaded_by("import core.brief, core.export, core.doctor") & set(HEAVY)


def test_nothing_slow_is_loaded_by_importing_the_commands():
    assert not loaded_by("import tui.cli; tui.cli.application()") & {*HEAVY, "textual"}


def test_a_stage_by_itself_loads_no_export():
    assert not {module for module in all_loaded_by("import tui.commands.stages") if module.startswith("core.export")}


def test_the_version_is_printed_before_anything_is_loaded():
    code = "import sys; sys.argv = ['depeche', '--version']; from tui.main import main; main()"
    assert not loaded_by(code) & {*HEAVY, *UI[:3]}


def test_no_part_of_argos_that_calls_home_is_ever_loaded():
    found = subprocess.run(["grep", "-rnE", r"argostranslate[. ](import )?(translate|sbd|package|settings)|minisbd|stanza|spacy|import torch", "core", "tui", "--include=*.py"], capture_output=True, text=True, check=False)  # fmt: skip
    assert [line for line in found.stdout.splitlines() if "import" in line.split(":", 2)[2].split('"')[0]] == []


def test_the_command_read_loads_no_other_command_and_no_pipeline():
    code = (
        "import sys, tui.cli; tui.cli.application('read'); import tui.app, core.pack_source; from tui.options import *;"
        "settings(InputOptions(), TranslationOptions(), SummaryOptions(), AppearanceOptions()); print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.split()
    assert "tui.commands.read" in loaded
    assert not {
        "core.brief",
        "core.export",
        "core.translation",
        "core.summary",
        "core.packs",
        "tui.commands.batch",
        # None of these is needed for the first screen, and each takes a hundredth of the time to it.
        "core.conditions",
        "core.config.keys",
        "core.language.models",
        "email.message",
        "importlib.metadata",
        "textual.widgets._text_area",
    } & set(loaded)


def test_the_folder_watch_imports_nothing_while_the_inputs_are_read():
    """Two threads that import packages which import each other may each get half of one, and the reader nothing."""
    tree = ast.parse(Path("tui/workers/folder_watch.py").read_text("utf-8"))
    late = [inner for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) for inner in ast.walk(node)]
    assert not [node for node in late if isinstance(node, ast.Import | ast.ImportFrom)]
    assert not {"core.brief", "core.translation", "core.batch"} & all_loaded_by("import core.arrivals")


def test_every_dependency_is_in_the_review_with_what_it_is_for_and_its_licence():
    import re
    import tomllib
    from pathlib import Path

    root = Path(__file__).parents[1]
    table = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    needs = [*table["dependencies"], *(need for extra in table["optional-dependencies"].values() for need in extra)]
    names = {re.match(r"[\w.-]+", need)[0] for need in needs} - {"depeche-reader"}
    rows = [line.split(" | ") for line in (root / "docs" / "dependencies.md").read_text("utf-8").splitlines()]
    reviewed = {row[0].removeprefix("| "): row for row in rows if len(row) == 5}
    assert names <= set(reviewed)
    for name in names:
        _, version, licence, size, purpose = reviewed[name]
        assert version[0].isdigit()
        assert licence != "?"
        assert float(size) >= 0
        assert purpose.strip(" |")


def test_no_two_test_modules_have_one_name():
    from pathlib import Path

    names = [
        path.name for path in Path(__file__).parent.rglob("*.py") if path.name not in {"conftest.py", "__init__.py"}
    ]
    assert sorted(names) == sorted(set(names))


def test_modules_are_few_and_short():
    modules = [path for root in ("core", "tui") for path in Path(root).rglob("*.py")]
    assert len(modules) <= 270
    assert [path for path in modules if len(path.read_text("utf-8").splitlines()) > 320] == []


def test_no_package_has_an_attribute_that_hides_one_of_its_modules():
    """Else `import core.checks.dates as dates` gives a function of that name."""
    hidden = []
    for package in (found for root in ("core", "tui") for found in Path(root).rglob("__init__.py")):
        modules = {path.stem for path in package.parent.iterdir() if path.suffix == ".py" or path.is_dir()}
        hidden += [f"{package}: {name}" for name in bound_by(package) if name in modules]
    assert hidden == []


def test_imports_form_no_cycle():
    """Imports for the type checker count; those within functions, and core's lazy ones, do not."""
    paths = [path for root in ("core", "tui") for path in Path(root).rglob("*.py")]
    names = {".".join(path.with_suffix("").parts).removesuffix(".__init__"): path for path in paths}
    graph = {name: {*imported_by(path, names)} - {name, "core"} for name, path in names.items()}
    assert [*TopologicalSorter(graph).static_order()]  # it raises CycleError, and names the modules


def imported_by(path: Path, modules: Collection[str]) -> Iterator[str]:
    """Which of some modules another one imports outside its functions."""
    waiting: list[ast.AST] = [ast.parse(path.read_text("utf-8"))]
    while waiting:
        match waiting.pop():
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                pass
            case ast.Import(names=names):
                yield from (alias.name for alias in names if alias.name in modules)
            case ast.ImportFrom(module=str(package), names=names):
                for name in (f"{package}.{alias.name}" for alias in names):
                    yield from {name, package}.intersection(modules) - ({package} if name in modules else set())
            case node:
                waiting += ast.iter_child_nodes(node)


def bound_by(package: Path) -> Iterator[str]:
    """The names that a package's `__init__` gives to anything but its own modules."""
    for node in ast.parse(package.read_text("utf-8")).body:
        match node:
            case ast.ImportFrom(module=module) if module != ".".join(package.parent.parts):
                yield from (alias.asname or alias.name for alias in node.names)
            case ast.FunctionDef() | ast.ClassDef():
                yield node.name
            case ast.Assign() | ast.AnnAssign():
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                yield from (part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name))
