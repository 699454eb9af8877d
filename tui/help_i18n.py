"""Translates the help and usage errors that Typer and Rich write."""

import re
from collections.abc import Iterator
from typing import Any

from tui.i18n import N_, _, language

_SAID = (
    *(N_("No such option: {option} (Possible options: {others})"), N_("No such option: {option}")),
    *(N_("No such command {command}."), N_("Missing command.")),
    *(N_("Missing argument {name}."), N_("Missing option {name}."), N_("Missing parameter: {name}")),
    *(N_("Invalid value for {name}: {problem}"), N_("Invalid value: {problem}")),
    *(N_("Got unexpected extra argument(s) ({names})"), N_("{value} is not in the range {range}.")),
    *(N_("{value} is not a valid int range."), N_("{value} is not a valid int.")),
    *(N_("{value} is not a valid float range."), N_("{value} is not a valid float.")),
    *(N_("{value} is not one of {names}."),),
    *(N_("Option {name} requires an argument."), N_("Option {name} does not take a value.")),
)
"""What is wrong with a call, as Typer says it: finished, so that its values can only be read out of its English."""


def usage(text: str) -> str:
    """Return what Typer says of a wrong call in the language spoken."""
    if language() == "en":
        return text
    for template in _SAID:
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(template))
        if found := re.fullmatch(pattern, text):
            return _(template, **{name: usage(value) for name, value in found.groupdict().items()})
    return text


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
