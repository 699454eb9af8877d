"""Entry point of `depeche`: answers `--version` quickly, else starts the commands.

It imports little before Ctrl-C is handled: until then Python would answer with a traceback.
"""

import gc
import os
import sys

TYPE_CHECKING = False  # as of `typing`, which takes longer to import than all of this
if TYPE_CHECKING:
    from collections.abc import Callable

NEW_OBJECTS = 100_000
"""Number of new objects between two garbage collections; with Python's default of 700, they take a tenth of a short
command."""

_SOON = 0.01
"""Seconds until a command is interrupted again."""


def main() -> None:
    """Run the command line and exit with its status."""
    _open_closed_streams()
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        # Scripts ask for this often: answer before importing the commands, which takes longer.
        from core import __version__

        try:
            print(f"depeche {__version__}", flush=True)  # noqa: T201
        except OSError:  # the disk is full or the pipe closed; what follows says so, in the way of all commands
            pass
        else:
            return
    _handle_signals_with(_end_while_starting)
    if "--private" in arguments:
        # Nor what Python keeps of modules that it reads for the first time.
        sys.dont_write_bytecode = True
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    # During imports there is no garbage, and looking for it takes a tenth of the time to the first screen.
    gc.disable()
    gc.set_threshold(NEW_OBJECTS)
    from core.processes import protect_children
    from tui.cli import run

    protect_children()

    status = run(arguments, begin=_begin, leave=_leave)
    # At exit the interpreter scans all objects twice, a tenth of a short command; all are freed anyway.
    gc.freeze()
    # When all is done, nothing is open that must be closed.
    _handle_signals_with(_end_at_once)
    sys.exit(status)


def _begin() -> None:
    """Enable interrupts and garbage collection for the command."""
    gc.enable()
    sys.unraisablehook = _repeat_swallowed_interrupt
    _handle_signals_with(_interrupt)


def _open_closed_streams() -> None:
    """Open streams that the shell has closed (`>&-`) on the null device; stdout so that writing to it fails.

    Otherwise the next file opened would get their number, and what a library writes to the terminal would go into it.
    """
    closed = [name for name in ("stdin", "stdout", "stderr") if getattr(sys, name) is None]
    if closed:
        while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
            pass
        os.close(descriptor)
    for name in closed:
        if name == "stdout":  # a result that goes nowhere is a failure
            for_reading = os.open(os.devnull, os.O_RDONLY)
            os.dup2(for_reading, 1)
            os.close(for_reading)
            sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        else:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115


def _handle_signals_with(handler: "Callable[[int, object], object]") -> None:
    """Set the handler of Ctrl-C, SIGTERM and SIGHUP; if the shell ignores one, as `nohup` does, it stays ignored."""
    import signal

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)


def _interrupt(number: int, *_: object) -> None:
    """Interrupt the command, which then ends in its own way; the next signal ends it at once."""
    _handle_signals_with(_end_with_children)
    raise KeyboardInterrupt(number)


def _repeat_swallowed_interrupt(found: "sys.UnraisableHookArgs") -> None:
    """Interrupt the command again soon if an interrupt came within a destructor, where Python swallows exceptions."""
    if not isinstance(found.exc_value, KeyboardInterrupt) or not found.exc_value.args:
        sys.__unraisablehook__(found)
        return
    import threading

    _handle_signals_with(_interrupt)
    # Later, and from another thread: as long as this function runs, an interrupt would be swallowed as well.
    timer = threading.Timer(_SOON, os.kill, (os.getpid(), found.exc_value.args[0]))
    timer.daemon = True
    timer.start()


def _end_while_starting(*_: object) -> None:
    """Say so and end: nothing is open yet that must be closed.

    In English: which language to use is not known yet, and an import from here, in the middle of another, may wait
    for ever.
    """
    try:
        os.write(2, b"depeche: interrupted\n")
    finally:  # the terminal may have gone
        os._exit(130)


def _end_at_once(*_: object) -> None:
    os._exit(130)


def _end_with_children(*_: object) -> None:
    from core.processes import kill_children

    kill_children()
    os._exit(130)


def _leave(status: int) -> None:
    """End the program and its children without the interpreter's shutdown, which waits for the engine's threads."""
    import contextlib

    with contextlib.suppress(OSError):
        sys.stdout.flush()
    from core.processes import kill_children

    kill_children()
    os._exit(status)


if __name__ == "__main__":
    main()
