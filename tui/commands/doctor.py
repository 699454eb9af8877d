"""`depeche doctor`: what works here, what does not, and what to do about it."""

from dataclasses import asdict
from typing import Annotated

import typer

from core.doctor import examine
from core.plain import json_text, plain
from tui.options import Common, Network, settings
from tui.output import result
from tui.terminal import terminal

_MARKS = {"ok": "ok  ", "note": "note", "bad": "BAD "}


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
    *,
    network: Network,
    common: Common,
) -> None:
    """What works here, what does not, and what to do about it."""
    common.output()
    findings = [*examine(settings(network)), *terminal()]
    healthy = all(finding.state != "bad" for finding in findings)
    if as_json:
        values = {"healthy": healthy, "findings": [asdict(finding) for finding in findings]}
        result(json_text(values, indent=1) + "\n")
    else:
        width = max(len(finding.subject) for finding in findings)
        for finding in findings:
            result(f"{_MARKS[finding.state]}  {finding.subject.ljust(width)}  {plain(finding.text, 1000)}\n")
    raise typer.Exit(0 if healthy else 1)
