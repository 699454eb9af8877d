"""The command line: the commands, and how errors are reported."""

import contextlib
import errno
import logging
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer.exceptions import TyperException

from core import __version__, log
from core.errors import INTERRUPTED, DepecheError
from core.messages import Message
from tui.commands import expanded
from tui.i18n import _, speak_as
from tui.output import close_pipe, say
from tui.signals import EndAtOnce

if TYPE_CHECKING:
    from core.settings import Language

_logger = logging.getLogger(__name__)

_COMMANDS = {
    "read": "read",
    "brief": "brief",
    "batch": "batch",
    "watch": "batch",
    "translate": "stages",
    "summarize": "stages",
    "detect": "stages",
    "segment": "stages",
    "stories": "stories",
    "search": "library",
    "serve": "read",
    "explain": "stages",
    "doctor": "doctor",
}
"""Each command, and the module of `tui.commands` that has it."""
_GROUPS = ("packs", "memory", "feeds", "settings", "library")
"""Modules of `tui.commands`, each with a group of commands of its name."""
_GLOBAL = {"--help", "--version", "--install-completion", "--show-completion"}
_FIRST = {*_COMMANDS, *_GROUPS, *_GLOBAL}
"""First words of a command line that are no inputs."""
_ALIKE = 0.7
"""Minimum similarity, from 0 to 1, of a mistyped command and the one that is meant: `breif` and `brief` have 0.8."""
_UNWRITABLE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EBADF}
"""What writing to stdout fails with if it is a file on a full disk, or closed."""
_COMPLETING = "_DEPECHE_COMPLETE"
"""The environment variable that a shell sets for completion."""


def _show_version(shown: bool) -> None:
    if shown:
        typer.echo(f"depeche {__version__}")
        raise typer.Exit


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


def application(*names: str) -> typer.Typer:
    """Return the application with some of its commands, or with all.

    Each command imports what it needs: importing all takes longer than the reader's first screen.
    """
    app = typer.Typer(
        name="depeche",
        help="Read foreign-language wires in English, offline. `depeche INPUT...` opens the reader on them.",
        no_args_is_help=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_options)
    for name, module in _COMMANDS.items():
        if name in names or not names:
            app.command()(expanded(getattr(import_module(f"tui.commands.{module}"), name)))
    for name in _GROUPS:
        if name in names or not names:
            app.add_typer(getattr(import_module(f"tui.commands.{name}"), f"{name}_app"))
    return app


def run(
    arguments: Sequence[str], begin: Callable[[], object] | None = None, leave: Callable[[int], object] | None = None
) -> int:
    """Run one command and return its exit status; every failure is one line on stderr.

    `begin` is called when the command is about to run. After an interrupt `leave` is called with the status, while the
    command's values still exist: destroying an engine first waits for its running batch, which takes seconds.
    """
    # `depeche wire.txt` is short for `depeche read wire.txt`.
    words = [*arguments] if arguments and arguments[0] in _FIRST else ["read", *arguments]
    if words[1:] == [*arguments]:
        _hint_at_command(arguments)
    if "--debug" not in words:
        _silence_libraries()
    command = _command(words)
    private = "--private" in words
    log.allow(allowed=not private)
    if not private:
        _close_home(words)
    if _COMPLETING in os.environ:  # the shell asks what could follow
        command.main(words, prog_name="depeche")
    try:
        if begin:
            begin()
        # Not `command.main`, which has its own way with interrupts and pipes.
        with command.make_context("depeche", [*words]) as context:
            command.invoke(context)
        return 0  # noqa: TRY300
    except typer.Exit as end:
        if leave and isinstance(end, EndAtOnce):
            leave(end.exit_code)
        return end.exit_code
    except BrokenPipeError:
        close_pipe()
        return 0
    except SystemExit:  # from Rich, which writes the help, if the reader of the pipe has gone; it has closed it
        return 0
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - it is logged and reported
        if not _is_interrupt(error):
            return _report(error, words)
        with contextlib.suppress(OSError):  # the terminal may have gone
            say(words[0], _("interrupted"))
        if leave:
            leave(INTERRUPTED)
        return INTERRUPTED
    finally:
        log.allow(allowed=True)


def _hint_at_command(arguments: Sequence[str]) -> None:
    """Say which command may be meant if the first input is none and looks like a mistyped command.

    The inputs are read all the same: a file that is missing must not keep the others from being read.
    """
    name = next(iter(arguments), "")
    if not name.isalpha() or os.path.lexists(name):
        return
    import difflib

    if close := difflib.get_close_matches(name.lower(), (*_COMMANDS, *_GROUPS), 1, _ALIKE):
        say(name, _("did you mean the command {name}? See: depeche --help", name=close[0]))


def _command(words: Sequence[str]) -> Any:
    """Return the command line with only the commands that these words need, its help in the interface language."""
    completing = _COMPLETING in os.environ
    command = typer.main.get_command(application(*(words[:1] if words[0] not in _GLOBAL and not completing else ())))
    speak_as(_language)
    if not completing and ("--help" in words or words in [[name] for name in _GROUPS]):
        from tui.commands import prepare_help

        prepare_help(command)
    return command


def _is_interrupt(error: BaseException | None) -> bool:
    """Whether an error is Ctrl-C, or came of it: langdetect turns whatever comes while it loads into its own error."""
    if isinstance(error, DepecheError):
        return False  # It says in its own words what was cancelled.
    while error and not isinstance(error, KeyboardInterrupt | typer.Abort):
        error = error.__cause__ or error.__context__
    return error is not None


def _report(error: BaseException, words: Sequence[str]) -> int:
    """Report why a command failed, in one line, and return its exit status; with `--debug`, raise the error again."""
    if isinstance(error, TyperException):
        # A group without a command has shown its help.
        if text := error.format_message():
            from tui.commands import usage

            line = _(
                "{problem}; see: depeche {command}--help",
                problem=usage(text).removesuffix("."),
                command=_help_of(error, words),
            )
            say(words[0], line)
        return error.exit_code
    if isinstance(error, DepecheError):
        _logger.debug("depeche %s ends with status %d", words[0], error.status, exc_info=error)
        if "--debug" in words:
            raise error
        say(error.what, error.problem)
        return error.status
    if isinstance(error, OSError) and error.errno in _UNWRITABLE and error.filename is None and "--debug" not in words:
        # Files are written by `core`, whose errors name them; this is stdout. What is left of it is discarded.
        close_pipe()
        say("stdout", Message("cannot be written: {reason}", reason=error.strerror))
        return 1
    _logger.error("depeche %s failed inside", words[0], exc_info=error)
    if "--debug" in words:
        raise error
    line = _(
        "failed inside ({kind}: {error}); run it again with --debug for the details",
        kind=type(error).__name__,
        error=error,
    )
    say(words[0], line)
    return 1


def _language() -> "Language":
    from core.config import load_settings
    from core.settings import Places

    return load_settings(Places.from_environment()).settings.reader.language


def _close_home(words: Sequence[str]) -> None:
    """Restrict the program's folder to its owner, and report if others had access."""
    from core.home import close_to_others, danger, sweep_drafts
    from core.settings import Places

    home = Places.from_environment().home
    sweep_drafts(home)
    if close_to_others(home) and not {"-q", "--quiet"} & {*words}:
        say(str(home), _("other users of this machine could open what is in it; now you alone can"))
    if found := danger(home):
        say(str(home), found)


def _silence_libraries() -> None:
    """Keep libraries' log records and warnings off the terminal; some quote the file that is read."""
    logging.getLogger().addHandler(logging.NullHandler())
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


def _help_of(error: TyperException, words: Sequence[str]) -> str:
    """Return the command whose help tells how to do it right, such as `memory search `; empty for the whole program."""
    context = getattr(error, "ctx", None)
    if context is None:
        return f"{words[0]} " if words[0] in _FIRST - _GLOBAL else ""
    return f"{context.command_path.partition(' ')[2]} ".lstrip()


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
