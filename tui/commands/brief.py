"""`depeche brief`: the whole job for each article, one brief each."""

from pathlib import Path
from typing import Annotated

import typer

from core.export import collection, formats
from core.files import write_whole
from tui.options import Common, Fetching, Inputs, Summary, Translation, settings
from tui.work import Work
from tui.writing import Format, Template, printed, written

Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="PATH", help="A file, or a folder for several briefs."),
]
Collection = Annotated[
    Path | None,
    typer.Option(
        "--collection",
        metavar="FILE",
        help="One document over all the briefs, contents first: .md, .html, .docx or .tmx.",
    ),
]


def brief(
    inputs: Inputs = None,
    output: Output = None,
    format_: Annotated[Format, typer.Option("--format", "-f", help="The form of the brief.")] = Format.md,  # type: ignore[attr-defined]
    collection_file: Collection = None,
    template: Template = None,
    *,
    translation: Translation,
    summary: Summary,
    network: Fetching,
    common: Common,
) -> None:
    """Language, translation and summary of each input, as a brief; on stdout without -o."""
    wanted = [format_.value] if output or not collection_file else []
    if collection_file:
        wanted.append(collection(collection_file).name)
    forms = formats(wanted, template)
    work = Work(inputs or [], settings(network, translation, summary), common.output())
    made = work.briefs()
    if output:
        folder = str(output).endswith("/") or len(inputs or []) > 1
        made = written(made, forms[0], output, work.output, folder=folder)
    elif not collection_file:
        made = printed(made, forms[0])
    kept = [one for _, one in made if collection_file]
    if collection_file and kept:
        write_whole(collection_file, forms[-1].collect(kept))
        work.output.note(str(collection_file), f"{len(kept)} {'brief' if len(kept) == 1 else 'briefs'} collected")
    raise typer.Exit(work.status)
