"""Run the program as a user does, in a process of its own."""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from core.home import make_folder
from core.language import Detector

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "kremlin-poutine-raissi.txt"
FRENCH = "Le conseil a voté hier soir le budget de la ville. Le maire s'est réjoui.\n"


def know_languages(home: Path) -> None:
    """Give a home the tables of the languages, which its first command would build otherwise."""
    tables = Path(os.environ["DEPECHE_TEST_LANGUAGES"])
    if not tables.exists():
        Detector(tables).load()
    # Some homes cannot be created, and some exist already.
    with suppress(OSError):
        make_folder(home)
        shutil.copytree(tables, home / "languages", copy_function=os.link)


def depeche(*words, stdin: str = "", cwd=None, **environ):
    """Run the program as a user does, in a process of its own."""
    if "--private" not in words:
        know_languages(Path({**os.environ, **environ}["DEPECHE_HOME"]))
    return subprocess.run(
        [sys.executable, "-m", "tui.main", *map(str, words)],
        input=stdin.encode(),
        capture_output=True,
        check=False,
        cwd=cwd or ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environ},
        timeout=120,
    )


def message(done) -> str:
    """The one line on stderr."""
    errors = done.stderr.decode()
    assert errors.startswith("depeche: ")
    assert errors.count("\n") == 1
    return errors.strip()
