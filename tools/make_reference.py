"""Make docs/reference.md from the commands themselves: `python tools/make_reference.py`."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from core.summary import METHODS
from tui.cli import application

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference.md"


def reference() -> str:
    """Return the page."""
    lines = ["# Commands", "", "Made from the program by `tools/make_reference.py`; do not edit.", ""]
    group: Any = typer.main.get_command(application())
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            lines += [f"## depeche {name}", "", _text(command), ""]
            for inner_name, inner in command.commands.items():
                lines += [f"### depeche {name} {inner_name}", "", _text(inner), "", *_parameters(inner), ""]
        else:
            lines += [f"## depeche {name}", "", _text(command), "", *_parameters(command), ""]
    lines += ["## Summary methods", "", "`--method NAME`: " + ", ".join(f"`{name}`" for name in METHODS) + ".", ""]
    return "\n".join(lines)


def _text(command: Any) -> str:
    return inspect.cleandoc(command.help or "").replace("\b\n", "")


def _parameters(command: Any) -> Iterator[str]:
    shown = [
        parameter
        for parameter in command.params
        if not getattr(parameter, "hidden", False) and parameter.name != "help"
    ]
    if not shown:
        return
    yield "| | |"
    yield "| --- | --- |"
    for parameter in shown:
        forms = (
            " ".join(f"`{form}`" for form in (*parameter.opts, *parameter.secondary_opts))
            if _is_option(parameter)
            else ""
        )
        value = parameter.metavar or (
            "" if getattr(parameter, "is_flag", False) else str(parameter.name).rstrip("_").upper()
        )
        help_text = (getattr(parameter, "help", None) or "").replace("|", "\\|")
        head = f"{forms} {value}".strip().replace("|", "\\|") if forms else f"`{value}`"
        yield f"| {head} | {help_text} |"


def _is_option(parameter: Any) -> bool:
    return str(parameter.param_type_name) == "option"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
