"""Translates the help and usage errors that Typer and Rich write."""

from collections.abc import Iterator
from typing import Any

from tui.i18n import N_, _, language
from tui.told import M_

_SAYS = (
    *(M_("No such option: {0}"), M_("No such option: {0} (Possible options: {1})"), M_("No such command {0}.")),
    *(M_("Missing argument {0}."), M_("Missing option {0}."), M_("Missing parameter: {0}"), M_("Missing command.")),
    *(
        M_("Invalid value for {0}: {1:told}"),
        M_("Invalid value: {0:told}"),
        M_("Got unexpected extra argument(s) ({0})"),
    ),
    *(
        M_("{0} is not a valid int."),
        M_("{0} is not a valid int range."),
        M_("{0} is not a valid float."),
        M_("{0} is not a valid float range."),
        M_("{0} is not in the range {1}."),
        M_("{0} is not one of {1}."),
    ),
    *(M_("Option {0} requires an argument."), M_("Option {0} does not take a value.")),
)
"""What is wrong with a call, as Typer words it."""
_SIZES = (M_("{0} bytes"), M_("{0} kB"), M_("{0} MB"), M_("{0} GB"))
"""How large something is, as Rich words it."""


def helps(command: Any) -> Iterator[Any]:
    """Give a command, its parameters and the commands in it: what has a `help`."""
    yield command
    yield from command.params
    for inner in getattr(command, "commands", {}).values():
        yield from helps(inner)


def translate(command: Any) -> None:
    """Let the help speak as the reader does."""
    if language() == "en":
        return
    from typer import rich_utils

    for one in helps(command):
        one.help = _(getattr(one, "help", None) or "")
        if hasattr(one, "get_usage"):
            one.get_usage, one.get_help_option = _usage(one.get_usage), _help(one.get_help_option)
    rich_utils.ARGUMENTS_PANEL_TITLE = _(N_("Arguments"))
    rich_utils.OPTIONS_PANEL_TITLE = _(N_("Options"))
    rich_utils.COMMANDS_PANEL_TITLE = _(N_("Commands"))
    rich_utils.DEFAULT_STRING = _(N_("[default: {}]"))
    rich_utils.ENVVAR_STRING = _(N_("[env var: {}]"))
    rich_utils.REQUIRED_LONG_STRING = _(N_("[required]"))


def _usage(get: Any) -> Any:
    return lambda context: get(context).replace("Usage: ", _("Usage: "), 1)


def _help(get: Any) -> Any:
    def option(context: Any) -> Any:
        found = get(context)
        if found:
            found.help = _("Show this message and exit.")
        return found

    return option
