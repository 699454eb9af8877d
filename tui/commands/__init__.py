"""The commands, one module each; and the expansion of groups of options (dataclasses of `tui/options.py`) to options.

Groups can also be converted back to words of a command line, and their help is translated.
"""

import functools
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, get_type_hints

from tui.i18n import N_, _, language


def words_of(group: Any) -> Iterator[str]:
    """Yield the command-line words equivalent to a group of options."""
    hints = get_type_hints(type(group), include_extras=True)
    for option in fields(group):
        value = getattr(group, option.name)
        if value == option.default:
            continue
        declared = next(part for part in hints[option.name].__metadata__ if hasattr(part, "param_decls"))
        # In annotations Typer takes the first name for the default, and corrects that when it parses them.
        yes, _, no = (declared.default if isinstance(declared.default, str) else declared.param_decls[0]).partition("/")
        if isinstance(value, bool):
            yield yes if value else no
        else:
            yield from (yes, str(value))


def expanded(function: Callable[..., None]) -> Callable[..., None]:
    """Return a function as a command: each parameter that is a group of options becomes the group's options."""
    hints = get_type_hints(function, include_extras=True)
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if is_dataclass(hint)}
    parameters = []
    for name, parameter in inspect.signature(function).parameters.items():
        if name not in groups:
            parameters.append(parameter.replace(annotation=hints[name]))
            continue
        types = get_type_hints(groups[name], include_extras=True)
        parameters += [
            inspect.Parameter(
                field.name,
                inspect.Parameter.KEYWORD_ONLY,
                default=inspect.Parameter.empty if field.default is MISSING else field.default,
                annotation=types[field.name],
            )
            for field in fields(groups[name])
        ]

    @functools.wraps(function)
    def command(**values: Any) -> None:
        for name, group in groups.items():
            values[name] = group(**{field.name: values.pop(field.name) for field in fields(group)})
        function(**values)

    parameters.sort(key=lambda parameter: parameter.kind)
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return command


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
"""Typer's usage errors: they come as finished English text, so their values must be parsed out of it."""


def usage(text: str) -> str:
    """Return Typer's usage error in the interface language."""
    if language() == "en":
        return text
    for template in _SAID:
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(template))
        if found := re.fullmatch(pattern, text):
            return _(template, **{name: usage(value) for name, value in found.groupdict().items()})
    return text


def helps(command: Any) -> Iterator[Any]:
    """Yield a command, its parameters and its subcommands: everything that has a `help`."""
    yield command
    yield from command.params
    for inner in getattr(command, "commands", {}).values():
        yield from helps(inner)


def prepare_help(command: Any) -> None:
    """Translate the help into the interface language, and join the lines of each of its paragraphs.

    Typer joins only those of the first, and would break the others both there and at the width of the terminal.
    """
    for documented in helps(command):
        text = _(getattr(documented, "help", None) or "")
        documented.help = "\n\n".join(" ".join(paragraph.split("\n")) for paragraph in text.split("\n\n"))
    if language() == "en":
        return
    from typer import rich_utils

    for documented in helps(command):
        if hasattr(documented, "get_usage"):
            documented.get_usage, documented.get_help_option = (
                _usage(documented.get_usage),
                _help(documented.get_help_option),
            )
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
