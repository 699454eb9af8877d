"""Whether a process runs, and waiting for its end."""

import time
from pathlib import Path


def is_running(process: int) -> bool:
    """Whether a process exists, on Linux, and not only its exit status."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(") ")[2][0] not in "ZX"
    except OSError:
        return False


def ends(process: int) -> bool:
    """Whether a process ends within a time that is ample on any machine; waits for it."""
    end = time.monotonic() + 30
    while is_running(process) and time.monotonic() < end:
        time.sleep(0.01)
    return not is_running(process)
