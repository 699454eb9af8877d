"""Writing briefs: to stdout, to a file or a folder, or as one document of all."""

import sys
from collections.abc import Iterator
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import Annotated

import typer

from core import export
from core.brief import Brief
from core.errors import UsageError
from core.files import fitting, write_whole
from core.reading import Input
from tui.i18n import _
from tui.output import Output, result

Format = StrEnum("Format", {name: name for name in export.FORMATS})  # type: ignore[misc]

Template = Annotated[
    Path | None,
    typer.Option("--template", metavar="FILE", help="Your own template: of a page if named .html, else of Markdown."),
]

Made = Iterator[tuple[Input, Brief]]


def printable(form: export.Format) -> export.Format:
    """Return a format that stdout can take; raise UsageError where it is a terminal, and that is no text."""
    if form.binary and sys.stdout.isatty():
        raise UsageError(
            f"-f {form.name}", "a {label} document is nothing for a terminal; write it to a file", label=form.label
        )
    return form


def printed(made: Made, form: export.Format) -> Made:
    """Write briefs to stdout as they come, and pass them on.

    Raises UsageError, before anything is written, where the format is nothing for a terminal, or several cannot
    follow each other.
    """
    printable(form)
    if not form.follows:
        made, several = _several(made)
        if several:
            raise UsageError(
                f"-f {form.name}", "makes one document a brief, and there are several; give -o DIR or --collection FILE"
            )
    for entry, brief in made:
        result(form.write(brief))
        yield entry, brief


def written(made: Made, form: export.Format, output: Path, voice: Output, *, folder: bool) -> Made:
    """Write briefs to a file, or to a folder where there are several or `folder` says so, and pass them on.

    Raises UsageError, before anything is written, for several briefs and the name of a file.
    """
    if not folder and not output.is_dir():
        made, several = _several(made)
        if several and (output.exists() or output.suffix):
            raise UsageError(str(output), "is one file, and there are several briefs; name a folder: -o DIR/")
        folder = several
    for entry, brief in made:
        path = output / f"{fitting(entry.relative)}{form.suffix}" if folder or output.is_dir() else output
        write_whole(path, form.write(brief))
        voice.note(entry.path, _("brief written to {path}", path=path))
        yield entry, brief


def _several(made: Made) -> tuple[Made, bool]:
    first = list(islice(made, 2))
    return chain(first, made), len(first) > 1
