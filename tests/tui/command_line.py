"""Run the program as a user does, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.program import know_languages, run_program

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "kremlin-poutine-raissi.txt"
FRENCH = "Le conseil a voté hier soir le budget de la ville. Le maire s'est réjoui.\n"


def depeche(*words, stdin: str = "", cwd=None, anew: bool = False, **environ):
    """Run the program as a user does, in a process of its own; `anew`, in one in which nothing was imported."""
    if not anew:
        return run_program(*words, stdin=stdin.encode(), cwd=cwd or ROOT, text=False, **environ)
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
