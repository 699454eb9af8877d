"""The program run as a user does, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "kremlin-poutine-raissi.txt"
FRENCH = "Le conseil a voté hier soir le budget de la ville. Le maire s'est réjoui.\n"


def depeche(*words, stdin: str = "", cwd=None, **environ):
    """Run the program as a user does, in a process of its own."""
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
    said = done.stderr.decode()
    assert said.startswith("depeche: ")
    assert said.count("\n") == 1
    return said.strip()
