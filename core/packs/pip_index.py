"""Wheels from the package index, through pip: the user's own index, mirror, proxy and certificates hold.

pip checks each wheel's SHA-256 before it hands it over (`--require-hashes`).
"""

import contextlib
import errno
import os
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from core.errors import PackError
from core.messages import Message
from core.packs.entry import Slice
from core.packs.progress import Meter, Watch
from core.processes import python_command
from core.sanitize import sanitize

# What `--progress-bar raw` prints, pip 24.1 and later.
_PROGRESS = re.compile(r"Progress (\d+) of (\d+)")
# pip is a program of its own: what its disk said is in its message only.
_NO_SPACE = re.compile(r"No space left|File too large|Errno (28|27|122)\b|not enough space", re.IGNORECASE)
_POLL = 0.1
"""Seconds between two questions whether the download is still wanted."""
_PATIENCE = 5
"""Seconds that pip may take to stop."""


def fetch_wheels(slices: Sequence[Slice], folder: Path, watch: Watch) -> dict[int, Path]:
    """Download the slices' wheels into `folder`, and return them by slice number.

    One call of pip for each: it keeps a second copy of what it downloads until it ends. Raises PackError with
    pip's own reason, OSError when it had no space left, Cancelled when the work is stopped.
    """
    meter = watch.meter("download", sum(part.wheel.size for part in slices))
    scratch = folder / "pip"
    scratch.mkdir()
    wheels = {}
    for part in slices:
        place = folder / str(part.number)
        place.mkdir()
        list_ = place / "requirements.txt"
        list_.write_text(f"{part.requirement} --hash=sha256:{part.wheel.sha256}\n", encoding="utf-8")
        status, said = _run_pip(_command(list_, place), scratch, meter)
        if status != 0:
            raise _explain(said, status, watch.what)
        found = list(place.glob("*.whl"))
        if len(found) != 1:
            raise PackError(watch.what, "pip brought no wheel for {package}", package=part.requirement)
        wheels[part.number] = found[0]
        meter.add(part.wheel.size)
    return wheels


def _command(list_: Path, place: Path) -> list[str]:
    command = python_command("-m", "pip", "--no-input", "--disable-pip-version-check", "--no-color")
    command += ["download", "--require-hashes", "--no-deps", "--only-binary", ":all:", "--no-cache-dir"]
    command += ["--progress-bar", "raw", "--dest", str(place), "--requirement", str(list_)]
    return command


def _run_pip(command: list[str], scratch: Path, meter: Meter) -> tuple[int, list[str]]:
    """Run pip to its end, reporting its progress; return its exit status and the end of what it said."""
    # What pip has not finished goes where we sweep, not where the system keeps its temporary files.
    scratches = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(scratch))
    environ = {**os.environ, **scratches, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    pip = subprocess.Popen(
        command,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    said: list[str] = []
    try:
        for line in _lines(pip, meter.watch):
            step = _PROGRESS.fullmatch(line)
            if step:
                meter.peek(int(step[1]))
            else:
                said = [*said[-30:], line]
        return pip.wait(), said
    finally:
        # Whatever happened here, pip does not outlive it.
        _stop(pip)


def _lines(pip: "subprocess.Popen[str]", watch: Watch) -> Iterator[str]:
    """Yield what pip says, line by line; ask all the while, also when it is silent, whether to go on."""
    lines: queue.Queue[str | None] = queue.Queue()

    def listen() -> None:
        # Closed under our hands when pip is stopped: then no one listens any more.
        with contextlib.suppress(ValueError, OSError):
            for line in pip.stdout or ():
                lines.put(line.strip())
        lines.put(None)

    threading.Thread(target=listen, name="pip", daemon=True).start()
    while True:
        try:
            line = lines.get(timeout=_POLL)
        except queue.Empty:
            watch.still_wanted()
            continue
        if line is None:
            return
        yield line


def _stop(pip: "subprocess.Popen[str]") -> None:
    if pip.poll() is None:
        pip.terminate()
        try:
            pip.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            pip.kill()
            pip.wait()


def _explain(said: list[str], status: int, what: str) -> PackError | OSError:
    """Return pip's failure as one error of ours."""
    text = "\n".join(said)
    reasons = [line.removeprefix("ERROR:").strip() for line in said if line.startswith("ERROR:")]
    if _NO_SPACE.search(text):
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if "No module named pip" in text:
        problem = Message("it is fetched with pip, which {python} does not have; add pip to it", python=sys.executable)
    elif "invalid choice" in text and "raw" in text:
        problem = Message(
            "it is fetched with pip 24.1 or newer; run: {python} -m pip install -U pip", python=sys.executable
        )
    elif "DO NOT MATCH THE HASHES" in text:
        problem = Message("the package index gave a file whose SHA-256 is not the expected one; nothing of it was used")
    elif any("No matching distribution" in reason for reason in reasons):
        problem = Message("the package index cannot be reached or lacks it; check the network, and `pip config list`")
    else:
        last = sanitize(reasons[-1] if reasons else f"exit status {status}")
        problem = Message("pip could not fetch it: {error}", error=last)
    return PackError(what, problem)
