"""Releases are complete: the wheel works away from the repository, and the source archive builds the same wheel."""

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import core

ROOT = Path(__file__).parents[1]
WIRE = "Le conseil municipal a voté hier soir le budget de la ville. Le maire s'est dit content du vote.\n"


def build(what, source, goal):
    code = f"import sys, hatchling.build as backend; print(backend.build_{what}(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", code, goal], cwd=source, capture_output=True, text=True, check=True)
    return goal / done.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A fresh virtual environment with the wheel in it; what that depends on is borrowed from the tests' own."""
    folder = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(folder, symlinks=True)
    command = [sys.executable, "-m", "pip", "--python", folder, "install", "-q", "--no-deps", "--no-index", wheel]
    subprocess.run(command, check=True, capture_output=True)
    [packages] = folder.glob("lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder / "bin"


def contents(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def run(command, folder, **environ):
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | environ
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)


def depeche(installed, folder, *words):
    return run([installed / "depeche", *words], folder)


def test_every_file_of_the_program_is_in_the_wheel_and_nothing_else(wheel):
    ours = {
        path.relative_to(ROOT).as_posix()
        for part in ("core", "tui")
        for path in (ROOT / part).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }
    ours |= {f"tui/seeds/{path.name}" for path in (ROOT / "seeds").iterdir()}  # The start screen offers them.
    shipped = {name for name in contents(wheel) if ".dist-info/" not in name}
    assert shipped == ours
    assert {Path(name).suffix for name in shipped} >= {".tcss", ".toml", ".txt", ".tsv", ".html", ".md", ".css", ".js", ".mo"}  # fmt: skip


def test_the_program_works_where_the_repository_is_not(installed, tmp_path):
    (tmp_path / "wire.txt").write_text(WIRE, encoding="utf-8")
    where = "import core, tui; print(core.__file__, tui.__file__)"
    output = run([installed / "python", "-c", where], tmp_path)
    assert len(output.stdout.split()) == 2
    assert all(path.startswith(str(installed.parent)) for path in output.stdout.split())
    assert depeche(installed, tmp_path, "--version").stdout == f"depeche {core.__version__}\n"
    assert depeche(installed, tmp_path, "detect", "wire.txt").stdout.startswith("wire.txt\tfr\t")
    assert depeche(installed, tmp_path, "summarize", "wire.txt", "--sentences", "1").stdout.rstrip() in WIRE
    assert "fr-en" in depeche(installed, tmp_path, "packs", "available").stdout


def test_the_source_archive_makes_the_same_wheel(wheel, tmp_path):
    archive = build("sdist", ROOT, tmp_path)
    with tarfile.open(archive) as opened:
        opened.extractall(tmp_path, filter="data")
    source = tmp_path / archive.name.removesuffix(".tar.gz")
    assert {"tests", "docs", "seeds", "constraints.txt", "LICENSE"} <= {path.name for path in source.iterdir()}
    (tmp_path / "again").mkdir()
    assert contents(build("wheel", source, tmp_path / "again")) == contents(wheel)


def test_the_metadata_of_the_wheel_is_complete(wheel):
    files = contents(wheel)
    about = f"depeche_reader-{core.__version__}.dist-info"
    metadata = files[f"{about}/METADATA"].decode()
    assert "License-Expression: MIT" in metadata
    assert f"{about}/licenses/LICENSE" in files
    assert files[f"{about}/entry_points.txt"].decode().split() == [
        "[console_scripts]", "depeche", "=", "tui.main:main",
    ]  # fmt: skip


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete_and_what_could_follow(shell, installed, tmp_path):
    command = [installed / "depeche"]
    script = run([*command, "--show-completion", shell], tmp_path, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert "_DEPECHE_COMPLETE" in script.stdout
    environ = {"_DEPECHE_COMPLETE": f"complete_{shell}", "COMP_WORDS": "depeche pa", "COMP_CWORD": "1"}
    follows = run(
        command, tmp_path, **environ, _TYPER_COMPLETE_ARGS="depeche pa", _TYPER_COMPLETE_FISH_ACTION="get-args"
    )
    assert "packs" in follows.stdout
