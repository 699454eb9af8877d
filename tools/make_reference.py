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
    shown = [one for one in command.params if not getattr(one, "hidden", False) and one.name != "help"]
    if not shown:
        return
    yield "| | |"
    yield "| --- | --- |"
    for one in shown:
        forms = " ".join(f"`{form}`" for form in (*one.opts, *one.secondary_opts)) if _is_option(one) else ""
        value = one.metavar or ("" if getattr(one, "is_flag", False) else str(one.name).rstrip("_").upper())
        said = (getattr(one, "help", None) or "").replace("|", "\\|")
        head = f"{forms} {value}".strip().replace("|", "\\|") if forms else f"`{value}`"
        yield f"| {head} | {said} |"


def _is_option(parameter: Any) -> bool:
    return str(parameter.param_type_name) == "option"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
