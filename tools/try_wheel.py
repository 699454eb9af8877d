"""Install the built wheel into a fresh environment of each supported Python that is here, and use it.

    python tools/try_wheel.py

Interpreters are looked for on the path and among pyenv's. What the wheel depends on comes from the package index, in
the versions of constraints.txt. Where a French pack is installed, a sentence is translated too.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_WIRE = "Le conseil municipal a voté hier soir le budget de la ville. Le maire est content du vote.\n"
_VERSION = "import sys; print('%d.%d' % sys.version_info[:2])"


def supported() -> list[str]:
    """Return the versions of Python that the project names, such as `3.12`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = (
        re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", classifier) for classifier in project["classifiers"]
    )
    return [match[1] for match in named if match]


def interpreter(version: str) -> str | None:
    """Return the path of a working Python of this version; None if there is none."""
    for candidate in _candidates(version):
        try:
            answer = subprocess.run([candidate, "-c", _VERSION], capture_output=True, text=True, check=False)
        except OSError:
            continue
        if answer.stdout.strip() == version:
            return candidate
    return None


def _candidates(version: str) -> Iterator[str]:
    if found := shutil.which(f"python{version}"):
        yield found
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from (str(path) for path in sorted(pyenv.glob(f"versions/{version}.*/bin/python"), reverse=True))
    yield sys.executable


def build(folder: Path) -> Path:
    """Build the wheel into a folder."""
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", folder, ROOT]
    subprocess.run(command, check=True)
    [wheel] = folder.glob("*.whl")
    return wheel


def try_out(python: str, wheel: Path, folder: Path) -> None:
    """Install and use the wheel; raises CalledProcessError or AssertionError if something does not work."""
    away = folder / "away"
    away.mkdir(parents=True)
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environ |= {"DEPECHE_HOME": str(folder / "home"), "DEPECHE_OFFLINE": "1"}

    def run(*command: str | Path) -> str:
        return subprocess.run(command, cwd=away, env=environ, check=True, capture_output=True, text=True).stdout

    run(python, "-m", "venv", folder / "venv")
    pip = folder / "venv" / "bin" / "python", "-m", "pip", "--disable-pip-version-check"
    run(*pip, "install", "-q", "-c", ROOT / "constraints.txt", wheel)
    run(*pip, "check")
    (away / "wire.txt").write_text(_WIRE, encoding="utf-8")
    depeche = folder / "venv" / "bin" / "depeche"
    assert run(depeche, "--version").startswith("depeche "), "it does not say its version"
    assert run(depeche, "detect", "wire.txt").startswith("wire.txt\tfr\t"), "it does not detect French"
    assert run(depeche, "summarize", "wire.txt", "--sentences", "1").strip() in _WIRE, "it does not summarise"
    if "fr-en" in run(depeche, "packs", "list"):
        assert "council" in run(depeche, "translate", "wire.txt"), "it does not translate"


def main() -> int:
    """Try the wheel with each installed Python, and return the number of those with which it fails."""
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel = build(folder)
        for version in supported():
            python, began = interpreter(version), time.monotonic()
            if python is None:
                print(f"{version}  not here")
                continue
            try:
                try_out(python, wheel, folder / version)
            except (subprocess.CalledProcessError, AssertionError) as error:
                failed += 1
                print(f"{version}  failed: {error}\n{getattr(error, 'stderr', '')}")
            else:
                print(f"{version}  works: {wheel.name} in an environment of its own, {time.monotonic() - began:.0f} s")
    return failed


if __name__ == "__main__":
    sys.exit(main())
