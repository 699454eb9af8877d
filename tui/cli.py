"""The command line: which commands there are, and what becomes of an error."""

import logging
import os
import sys
import warnings
from collections.abc import Sequence

import typer
from typer.exceptions import TyperException

from core import __version__
from core.errors import DepecheError
from tui.commands.batch import batch
from tui.commands.brief import brief
from tui.commands.doctor import doctor
from tui.commands.feeds import feeds_app
from tui.commands.library import library_app, search
from tui.commands.memory import memory_app
from tui.commands.packs import packs_app
from tui.commands.read import read
from tui.commands.serve import serve
from tui.commands.settings import settings_app
from tui.commands.stories import stories
from tui.commands.text import detect, segment, summarize, translate
from tui.commands.watch import watch
from tui.options import expanded
from tui.output import close_pipe, say

_INTERRUPTED = 130

app = typer.Typer(
    name="depeche",
    help="Read foreign-language wires in English, offline. `depeche INPUT...` opens the reader on them.",
    no_args_is_help=False,
    pretty_exceptions_enable=False,
)
for _command in (read, brief, batch, watch, translate, summarize, detect, segment, stories, search, serve, doctor):
    app.command()(expanded(_command))
app.add_typer(packs_app)
app.add_typer(memory_app)
app.add_typer(feeds_app)
app.add_typer(settings_app)
app.add_typer(library_app)

_GLOBAL = {"--help", "--version", "--install-completion", "--show-completion"}


def _show_version(shown: bool) -> None:
    if shown:
        typer.echo(f"depeche {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _version: bool = typer.Option(
        False,
        "--version",
        help="Show the version and exit.",
        is_eager=True,
        callback=_show_version,
    ),
) -> None:
    pass


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; every failure is one line on stderr."""
    command = typer.main.get_command(app)
    names = set(command.commands) | _GLOBAL  # type: ignore[attr-defined]
    words = list(arguments)
    if "--debug" not in words:
        _hush()
    # `depeche wire.txt` is short for `depeche read wire.txt`.
    if not words or words[0] not in names:
        words.insert(0, "read")
    if "_DEPECHE_COMPLETE" in os.environ:  # the shell asks what could follow
        command.main(words, prog_name="depeche")
    try:
        # Not `command.main`, which has its own way with interrupts and pipes.
        with command.make_context("depeche", words) as context:
            command.invoke(context)
        return 0  # noqa: TRY300
    except typer.Exit as end:
        return end.exit_code
    except DepecheError as error:
        if "--debug" in words:
            raise
        say(error.what, error.problem)
        return error.status
    except TyperException as error:
        say(words[0], f"{error.format_message()}; see: depeche {_help_of(words, names)}--help")
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        say(words[0], "interrupted")
        return _INTERRUPTED
    except BrokenPipeError:
        close_pipe()
        return 0
    except Exception as error:
        if "--debug" in words:
            raise
        say(
            words[0],
            f"failed inside ({type(error).__name__}: {error}); run it again with --debug for the details",
        )
        return 1


def _hush() -> None:
    """Keep to themselves what libraries would write to the terminal, some of it straight from the file they read."""
    logging.getLogger().addHandler(logging.NullHandler())
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


def _help_of(words: Sequence[str], names: set[str]) -> str:
    return f"{words[0]} " if words[0] in names - _GLOBAL else ""


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
