"""`depeche doctor`: what works here, what does not, and what to do about it."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated

import typer

from core.doctor import Finding, examine
from core.messages import Message, fields
from core.sanitize import json_text, sanitize
from tui.i18n import N_, _, localized
from tui.options import CommonOptions, NetworkOptions, settings
from tui.output import result

_MARKS = {"ok": N_("ok"), "note": N_("note"), "bad": N_("BAD")}


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
    *,
    network: NetworkOptions,
    common: CommonOptions,
) -> None:
    """Check what works on this machine, what does not, and what to do about it."""
    common.output()
    findings = [*examine(settings(network)), *terminal()]
    healthy = all(finding.state != "bad" for finding in findings)
    if as_json:
        values = {"healthy": healthy, "findings": [{**asdict(finding), **fields(finding.text)} for finding in findings]}
        result(json_text(values, indent=1) + "\n")
    else:
        subjects = [localized(finding.subject) for finding in findings]
        width, marks = max(map(len, subjects)), {state: _(mark) for state, mark in _MARKS.items()}
        wide = max(map(len, marks.values()))
        for subject, finding in zip(subjects, findings, strict=True):
            text = sanitize(localized(finding.text), 1000)
            result(f"{marks[finding.state].ljust(wide)}  {subject.ljust(width)}  {text}\n")
    raise typer.Exit(0 if healthy else 1)


_COLUMNS, _LINES = 80, 24
"""Terminal width below which the reader shows one column at a time."""
_COLOURS = {
    None: "none",
    "standard": "16",
    "eight_bit": "256",
    "256": "256",
    "truecolor": "16 million",
    "windows": "16",
}


def terminal() -> Iterator[Finding]:
    """Check the terminal: encoding, colours, size, and access to its clipboard."""
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding == "utf8":
        yield Finding(Message("terminal: letters"), "ok", Message("UTF-8"))
    else:
        problem = Message(
            "{encoding}, which lacks letters; set LANG to a UTF-8 locale, or reader.ascii to true",
            encoding=sys.stdout.encoding,
        )
        yield Finding(Message("terminal: letters"), "note", problem)
    if not sys.stdout.isatty():
        yield Finding(
            Message("terminal"), "note", Message("stdout is not a terminal; colours, size and clipboard unknown")
        )
        return
    from rich.console import Console

    name, colours = os.environ.get("TERM", "unknown"), _COLOURS.get(Console().color_system, "some")
    if "NO_COLOR" in os.environ:
        yield Finding(Message("terminal: colours"), "ok", Message("none, as NO_COLOR asks ({name})", name=name))
    elif colours in ("none", "16"):
        yield Finding(
            Message("terminal: colours"),
            "note",
            Message("{colours} ({name}); COLORTERM=truecolor where it knows more", colours=colours, name=name),
        )
    else:
        yield Finding(Message("terminal: colours"), "ok", Message("{colours} ({name})", colours=colours, name=name))
    size = shutil.get_terminal_size()
    small = size.columns < _COLUMNS or size.lines < _LINES
    text = Message("{columns} × {lines}", columns=size.columns, lines=size.lines)
    if small:
        text = Message(
            "{columns} × {lines}; from {most_columns} × {most_lines} on, source and translation are side by side",
            columns=size.columns,
            lines=size.lines,
            most_columns=_COLUMNS,
            most_lines=_LINES,
        )
    yield Finding(
        Message("terminal: size"),
        "note" if small else "ok",
        text,
    )
    way = Message("by OSC 52, where the terminal allows it")
    if "TMUX" in os.environ:
        way = Message("by OSC 52, where the terminal allows it; in tmux: set -g set-clipboard on")
    yield Finding(Message("terminal: clipboard"), "ok", way)
