"""Entry point of `depeche`: quick answers first, then the commands."""

import gc
import sys

_OBJECTS = 50_000
"""New objects from one look for garbage to the next. While modules come in there is none to be found, and Python's own
700 make the looking a tenth of the time to the reader's first screen."""


def main() -> None:
    """Run the command line and exit with its status."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        # Asked by scripts, often: answered before the commands, which take longer to import than to say this.
        from core import __version__

        print(f"depeche {__version__}")  # noqa: T201
        return
    gc.set_threshold(_OBJECTS)
    from core.processes import protect_children
    from tui.cli import run

    protect_children()

    sys.exit(run(arguments))


if __name__ == "__main__":
    main()
