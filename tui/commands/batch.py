"""`depeche batch`: many inputs to a tree of briefs that mirrors theirs."""

from pathlib import Path
from typing import Annotated

import typer

from core.export import FORMATS
from tui.files import write_whole
from tui.options import Common, Fetching, Inputs, Summary, Translation, settings
from tui.progress import counting
from tui.work import Work
from tui.writing import Format


def batch(
    inputs: Inputs = None,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="DIR", help="The folder to write into.", show_default=False),
    ] = ...,  # type: ignore[assignment]
    formats: Annotated[
        list[Format] | None,
        typer.Option("--format", "-f", help="A form of the brief; may be given again.", show_default="md"),
    ] = None,
    *,
    translation: Translation,
    summary: Summary,
    network: Fetching,
    common: Common,
) -> None:
    """Make briefs of many inputs, sentences of many articles in one batch; each file is written whole."""
    work = Work(inputs or [], settings(network, translation, summary), common.output())
    wanted = [form.value for form in formats or [Format.md]]  # type: ignore[attr-defined]
    articles = words = 0
    with counting("batch", shown=not common.quiet) as draw:
        for entry, made in work.briefs():
            for form in wanted:
                write_whole(output / f"{entry.relative}.{form}", FORMATS[form].write(made))
            articles += 1
            words += len(made.article.text.split())
            draw(articles, words)
    work.output.note("batch", f"{articles} done in {output}, {len(work.failed)} failed, {words} words")
    raise typer.Exit(work.status)
