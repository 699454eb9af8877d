"""Downloads wheels from the package index with pip, which uses the user's index, mirror, proxy and certificates.

pip checks the SHA-256 of each wheel (`--require-hashes`).
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
from core.packs import Meter, Monitor
from core.packs.catalogue import Slice
from core.processes import python_command
from core.sanitize import sanitize

# What `--progress-bar raw` prints, pip 24.1 and later.
_PROGRESS = re.compile(r"Progress (\d+) of (\d+)")
# pip runs as another process, so a full disk can be recognised only by its message.
_NO_SPACE = re.compile(r"No space left|File too large|Errno (28|27|122)\b|not enough space", re.IGNORECASE)
_POLL = 0.1
"""Seconds between two checks whether the download was cancelled."""
_STOP_TIMEOUT = 5
"""Seconds to wait for pip to stop."""


def fetch_wheels(slices: Sequence[Slice], folder: Path, monitor: Monitor) -> dict[int, Path]:
    """Download the slices' wheels into `folder`, and return them by slice number.

    pip is called for each wheel, because it keeps a second copy of its downloads until it ends. Raises PackError with
    pip's reason, OSError if there is no space left, and Cancelled.
    """
    meter = monitor.meter("download", sum(part.wheel.size for part in slices))
    scratch = folder / "pip"
    scratch.mkdir()
    wheels = {}
    for part in slices:
        place = folder / str(part.number)
        place.mkdir()
        requirements = place / "requirements.txt"
        requirements.write_text(f"{part.requirement} --hash=sha256:{part.wheel.sha256}\n", encoding="utf-8")
        status, output = _run_pip(_command(requirements, place), scratch, meter)
        if status != 0:
            raise _explain(output, status, monitor.what)
        found = list(place.glob("*.whl"))
        if len(found) != 1:
            raise PackError(monitor.what, "pip brought no wheel for {package}", package=part.requirement)
        wheels[part.number] = found[0]
        meter.add(part.wheel.size)
    return wheels


def _command(requirements: Path, place: Path) -> list[str]:
    command = python_command("-m", "pip", "--no-input", "--disable-pip-version-check", "--no-color")
    command += ["download", "--require-hashes", "--no-deps", "--only-binary", ":all:", "--no-cache-dir"]
    command += ["--progress-bar", "raw", "--dest", str(place), "--requirement", str(requirements)]
    return command


def _run_pip(command: list[str], scratch: Path, meter: Meter) -> tuple[int, list[str]]:
    """Run pip and report its progress; return its exit status and the last lines of its output."""
    # pip puts unfinished files into a folder that is cleaned up, not into the system's temporary folder.
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
    output: list[str] = []
    try:
        for line in _lines(pip, meter.monitor):
            step = _PROGRESS.fullmatch(line)
            if step:
                meter.peek(int(step[1]))
            else:
                output = [*output[-30:], line]
        return pip.wait(), output
    finally:
        # Stop pip in any case.
        _stop(pip)


def _lines(pip: "subprocess.Popen[str]", monitor: Monitor) -> Iterator[str]:
    """Yield the lines of pip's output; check for cancellation meanwhile, also while there is no output."""
    lines: queue.Queue[str | None] = queue.Queue()

    def read_output() -> None:
        # The stream is closed when pip is stopped; its output is then no longer needed.
        with contextlib.suppress(ValueError, OSError):
            for line in pip.stdout or ():
                lines.put(line.strip())
        lines.put(None)

    threading.Thread(target=read_output, name="pip", daemon=True).start()
    while True:
        try:
            line = lines.get(timeout=_POLL)
        except queue.Empty:
            monitor.still_wanted()
            continue
        if line is None:
            return
        yield line


def _stop(pip: "subprocess.Popen[str]") -> None:
    if pip.poll() is None:
        pip.terminate()
        try:
            pip.wait(_STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            pip.kill()
            pip.wait()


def _explain(output: list[str], status: int, what: str) -> PackError | OSError:
    """Return the error for a failure of pip."""
    text = "\n".join(output)
    reasons = [line.removeprefix("ERROR:").strip() for line in output if line.startswith("ERROR:")]
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
