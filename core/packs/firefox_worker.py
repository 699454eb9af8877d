"""The child process that runs a model of Firefox Translations: texts come in on stdin, translations go out on stdout.

Started by its path with its niceness and the paths of model, source vocabulary, target vocabulary and shortlist, the
last maybe empty.
It imports nothing of the program, so that it starts in some 50 ms. Each line either way is JSON.
"""

import contextlib
import hashlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

_DIES_WITH_PARENT = 1


def main(nice: int, paths: list[str]) -> int:
    """Load the model, report that, then answer line by line until stdin ends; return the exit status."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_the_parent()
    _yield_to_others(nice)
    # Other output to stdout must not be taken for an answer.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def say(value: dict[str, Any]) -> None:
        out.write(json.dumps(value).encode() + b"\n")
        out.flush()

    try:
        from fxtranslate import Translator

        data = [Path(path).read_bytes() for path in paths if path]
        translator = Translator(*data)
    except BaseException as error:  # noqa: BLE001 - a panic of the engine is no Exception
        say({"error": str(error) or type(error).__name__})
        return 1
    say({"digests": {n: hashlib.sha256(content).hexdigest() for n, content in enumerate(data)}})
    for line in sys.stdin.buffer:
        # A panic ends the process: the state of the model could be corrupt.
        say({"text": translator.translate(json.loads(line))})
    return 0


def _end_with_the_parent() -> None:
    """On Linux, have the system end this process with its parent; elsewhere the end of stdin does that."""
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)


def _yield_to_others(nice: int) -> None:
    """Set the niceness, independent of that of the parent's thread, so that the user's screen has priority."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, 0, max(nice, os.getpriority(os.PRIO_PROCESS, 0)))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
