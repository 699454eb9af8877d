"""Entry point of `depeche`: quick answers first, then the commands.

It imports little before Ctrl-C is heard: until then Python answers with a traceback.
"""

import gc
import os
import sys

TYPE_CHECKING = False  # as of `typing`, which takes longer to import than all of this
if TYPE_CHECKING:
    from collections.abc import Callable

_OBJECTS = 100_000
"""New objects from one look for garbage to the next; with Python's own 700 it is a tenth of a short command."""


def main() -> None:
    """Run the command line and exit with its status."""
    _open_closed_streams()
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        # Asked by scripts, often: answered before the commands, which take longer to import than to say this.
        from core import __version__

        print(f"depeche {__version__}")  # noqa: T201
        return
    import signal

    # Ctrl-C while modules come in, or when all is done: nothing is open that would have to be closed.
    _heed(signal.default_int_handler, _end_at_once)
    if "--private" in arguments:
        # Nor what Python keeps of modules that it reads for the first time.
        sys.dont_write_bytecode = True
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    # While modules come in there is no garbage, and looking for it is a tenth of the time to the first screen.
    gc.disable()
    gc.set_threshold(_OBJECTS)
    from core.processes import protect_children
    from tui.cli import run

    protect_children()

    status = run(arguments, begin=_begin, leave=_leave)
    # The interpreter looks through all objects twice as it ends, which takes a tenth of a short command; all go anyway.
    gc.freeze()
    _heed(signal.default_int_handler, _end_at_once)
    sys.exit(status)


def _begin() -> None:
    """Let the command be interrupted, and its garbage be collected."""
    import signal

    gc.enable()
    _heed(_end_at_once, signal.default_int_handler)


def _open_closed_streams() -> None:
    """Give what a shell has closed (`>&-`) a place where nothing is lost: else the next file would be in it.

    What a library writes to the terminal would then go into that file.
    """
    closed = [name for name in ("stdin", "stdout", "stderr") if getattr(sys, name) is None]
    if closed:
        while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
            pass
        os.close(descriptor)
    for name in closed:
        setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115


def _heed(before: "Callable[..., object]", now: "Callable[..., object]") -> None:
    """Set the handler of Ctrl-C; if the shell ignores the signal, it stays ignored."""
    import signal

    if signal.getsignal(signal.SIGINT) is before:
        signal.signal(signal.SIGINT, now)


def _end_at_once(*_: object) -> None:
    os._exit(130)


def _leave(status: int) -> None:
    """End the program and its children without the interpreter's own end, which waits for the engine's threads."""
    import contextlib

    with contextlib.suppress(OSError):
        sys.stdout.flush()
    if "multiprocessing" in sys.modules:
        from multiprocessing import active_children

        for child in active_children():
            child.kill()
    os._exit(status)


if __name__ == "__main__":
    main()
