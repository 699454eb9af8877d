"""Where the command `depeche` begins: the quick answers first, then the commands."""

import sys


def main() -> None:
    """Run the command line and exit with its status."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        # Asked by scripts, often: answered before the commands, which take longer to import than to say this.
        from core import __version__

        print(f"depeche {__version__}")  # noqa: T201
        return
    from tui.cli import run

    sys.exit(run(arguments))


if __name__ == "__main__":
    main()
