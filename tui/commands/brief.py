"""`depeche brief`: the whole job for each article, one brief each."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from core.export import FORMATS
from tui.files import write_whole
from tui.options import Common, Fetching, Inputs, Summary, Translation, settings
from tui.output import result
from tui.work import Work

Format = StrEnum("Format", {name: name for name in FORMATS})  # type: ignore[misc]

Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="PATH", help="A file, or a folder for several briefs."),
]


def brief(
    inputs: Inputs = None,
    output: Output = None,
    format_: Annotated[Format, typer.Option("--format", "-f", help="The form of the brief.")] = Format.md,  # type: ignore[attr-defined]
    *,
    translation: Translation,
    summary: Summary,
    network: Fetching,
    common: Common,
) -> None:
    """Language, translation and summary of each input, as a brief; on stdout without -o."""
    work = Work(inputs or [], settings(network, translation, summary), common.output())
    form = FORMATS[format_.value]
    folder = output is not None and (output.is_dir() or str(output).endswith("/") or len(inputs or []) > 1)
    for entry, made in work.briefs():
        if output is None:
            result(form.write(made))
            continue
        path = output / f"{entry.relative}{form.suffix}" if folder else output
        write_whole(path, form.write(made))
        work.output.note(entry.path, f"brief written to {path}")
    raise typer.Exit(work.status)
