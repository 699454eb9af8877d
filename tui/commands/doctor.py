"""`depeche doctor`: what works here, what does not, and what to do about it."""

from dataclasses import asdict
from typing import Annotated

import typer

from core.doctor import examine
from core.messages import fields
from core.sanitize import json_text, sanitize
from tui.i18n import N_, _, localized
from tui.options import Common, Network, settings
from tui.output import result
from tui.terminal import terminal

_MARKS = {"ok": N_("ok"), "note": N_("note"), "bad": N_("BAD")}


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
    *,
    network: Network,
    common: Common,
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
