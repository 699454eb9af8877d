"""What the documentation says is so: its commands exist, the tutorial runs, its links lead somewhere."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from tests.program import know_languages
from tui.cli import application

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
_FENCE = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)")


def shell_lines(page: Path) -> list[str]:
    return [line for block in _FENCE.findall(page.read_text(encoding="utf-8")) for line in block.splitlines()]


def mentioned() -> list[str]:
    """Every `depeche …` that a page shows, in a block or in the text."""
    found = []
    for page in PAGES:
        if page.name == "CHANGELOG.md":
            continue
        found += [line for line in shell_lines(page) if line.startswith("depeche ")]
        found += re.findall(r"`(depeche [a-z]+(?: [a-z]+| --?[a-z-]+)*)", page.read_text(encoding="utf-8"))
    return sorted(set(found))


def anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("line", mentioned())
def test_every_command_that_a_page_names_exists_with_its_options(line):
    words = shlex.split(line, comments=True)[1:]
    command = typer.main.get_command(application())
    path = []
    while words and words[0] in getattr(command, "commands", {}):
        path.append(words.pop(0))
        command = command.commands[path[-1]]
    if not path:
        # `depeche seeds/` is short for `depeche read seeds/`.
        assert not words or "/" in words[0] or words[0].startswith("-") or "*" in words[0], line
        command = command.commands["read"]
    known = {form for param in command.params for form in (*param.opts, *param.secondary_opts)} | {
        "--help",
        "--version",
    }
    assert {word for word in words if word.startswith("-") and len(word) > 1} <= known


def test_the_reference_is_that_of_the_program():
    from tools.make_reference import PAGE, reference

    assert PAGE.read_text(encoding="utf-8") == reference(), "run: python tools/make_reference.py"


def test_the_list_of_modules_is_that_of_the_program():
    from tools.make_modules import PAGE, modules

    assert PAGE.read_text(encoding="utf-8") == modules(), "run: python tools/make_modules.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_have_targets(page):
    for name, anchor in _LINK.findall(page.read_text(encoding="utf-8")):
        target = page.parent / name if name else page
        assert target.exists(), name
        assert not anchor or anchor in anchors(target), anchor


def test_every_file_that_the_source_tree_names_exists():
    named = re.findall(
        r"\b((?:core|tui|tests|tools|docs|benchmarks)/[\w./-]*)", (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    )
    assert len(named) > 50
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_name_in_the_answers_to_where_is_stands_in_a_file_of_that_row():
    table = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Where is …")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if "`" in line]
    assert len(rows) > 50
    for row in rows:
        quoted = re.findall(r"`([^`]+)`", row)
        files = [name for name in quoted if name.endswith((".py", ".js", ".toml", ".tsv"))]
        folder = Path(files[0]).parent
        paths = [
            path
            for name in files
            for path in ROOT.glob((name if "/" in name else f"{folder / name}").replace("<code>", "*"))
        ]
        paths += [*(ROOT / "core/translation/engines").glob("*.py")] if "each engine's module" in row else []
        assert paths, row
        text = "".join(path.read_text("utf-8") for path in paths)
        names = [
            name.rpartition(".")[2]
            for name in quoted
            if re.fullmatch(r"[A-Za-z_]+(\.[A-Za-z_]+)?", name) and name not in files
        ]
        assert [name for name in names if name not in text and f"--{name}" not in text] == [], row


def test_every_line_of_the_comparison_is_shown_by_something_that_exists():
    def rows(page):
        table = re.findall(r"^\| (.+) \|$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
        return {cells[0]: cells[-1] for cells in (row.split(" | ") for row in table)}

    shown = rows("docs/proof.md")
    compared = (ROOT / "README.md").read_text(encoding="utf-8").partition("| Dépêche |")[2].partition("\n\n")[0]
    promises = {line.split(" | ")[0].removeprefix("| ") for line in compared.splitlines()[2:]}
    assert len(promises) == 9
    assert promises <= set(shown)
    for proof in list(shown.values())[2:]:
        files = re.findall(r"`((?:[\w.]+/)+[\w.]+)`", proof)
        assert files, proof
        text = "".join((ROOT / name).read_text(encoding="utf-8") for name in files)
        assert all(name in text for name in re.findall(r"`(\w+)`", proof)), proof


def python_of(page: str, title: str) -> str:
    """The Python that a section of a page shows."""
    section = (ROOT / "docs" / page).read_text(encoding="utf-8").partition(f"## {title}\n")[2]
    return section.partition("```python\n")[2].partition("```")[0]


def in_python(code: str, home: Path) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "DEPECHE_HOME": str(home), "ARGOS_PACKAGES_DIR": str(home / "none")}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )


@pytest.mark.model
def test_the_python_of_the_how_to_prints_the_brief_of_the_seed(tmp_path, real_home):
    home = tmp_path / "home"
    shutil.copytree(real_home, home, copy_function=os.link)
    know_languages(home)
    done = in_python(python_of("how-to.md", "Use it from Python"), home)
    assert done.returncode == 0, done.stderr
    assert "Samarkand" in done.stdout
    assert "\n## Summary" in done.stdout


def test_the_python_of_the_how_to_names_the_missing_pack_and_how_to_get_it(tmp_path):
    know_languages(tmp_path)
    done = in_python(python_of("how-to.md", "Use it from Python"), tmp_path)
    assert done.returncode == 1
    assert "NotInstalledError: fr-en: the pack is not installed" in done.stderr
    assert done.stderr.rstrip().endswith("run: depeche packs install fr-en")


@pytest.mark.long
@pytest.mark.model
def test_the_tutorial_runs_as_it_is_written(tmp_path, real_home):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    home = tmp_path / "home"
    shutil.copytree(real_home, home, copy_function=os.link)
    know_languages(home)
    bin_folder = Path(sys.executable).parent
    environ = {**os.environ, "DEPECHE_HOME": str(home), "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}"}
    for line in shell_lines(ROOT / "docs" / "tutorial.md"):
        done = subprocess.run(
            ["sh", "-c", line], cwd=tmp_path, env=environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        if "search" in line:
            assert "Kremlin" in done.stdout
    assert "Samarkand" in (tmp_path / "briefs" / "kremlin-poutine-raissi.txt.md").read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_the_unit_of_the_documentation_is_hardened(tmp_path):
    unit = re.search(r"```ini\n(.*?)```", (ROOT / "docs" / "watch.md").read_text("utf-8"), re.DOTALL)[1]
    file = tmp_path / "depeche-watch.service"
    file.write_text(unit, encoding="utf-8")
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=30", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "unrecognized option" in done.stderr:
        pytest.skip("this systemd does not look at files")
    assert done.returncode == 0, done.stdout[-300:]
