"""Groups of options: dataclasses of `tui/options.py`, made options of a command, and words of a command line."""

import functools
import inspect
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, get_type_hints


def words_of(group: Any) -> Iterator[str]:
    """Yield the command-line words equivalent to a group of options."""
    hints = get_type_hints(type(group), include_extras=True)
    for option in fields(group):
        value = getattr(group, option.name)
        if value == option.default:
            continue
        declared = next(part for part in hints[option.name].__metadata__ if hasattr(part, "param_decls"))
        # In an annotation Typer takes the first name for the default, and puts it right when it reads it.
        yes, _, no = (declared.default if isinstance(declared.default, str) else declared.param_decls[0]).partition("/")
        if isinstance(value, bool):
            yield yes if value else no
        else:
            yield from (yes, str(value))


def expanded(function: Callable[..., None]) -> Callable[..., None]:
    """Make a command of a function: each parameter that is a group of options becomes the group's options."""
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
