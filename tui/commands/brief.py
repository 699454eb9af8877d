"""`depeche brief`: the whole job for each article; and briefs written to stdout, to a file or folder, or as one."""

import os
from collections.abc import Iterator
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from core import export
from core.brief import Brief
from core.errors import UsageError
from core.export import collection, formats
from core.files import path_with_room, write_whole
from core.reading import Input
from tui.command_run import Run
from tui.i18n import _, n_
from tui.options import CommonOptions, InputOptions, Inputs, Library, SummaryOptions, TranslationOptions, settings
from tui.output import Output, printable, result

Format = StrEnum("Format", {name: name for name in export.FORMATS})  # type: ignore[misc]

Template = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar="FILE",
        help="Your own template: for a web page if its name contains .html, else for Markdown.",
    ),
]

Made = Iterator[tuple[Input, Brief]]


def print_briefs(briefs: Made, form: export.Format) -> Made:
    """Write briefs to stdout as they come, and pass them on.

    Raises UsageError, before anything is written, where the format is nothing for a terminal, or several cannot
    follow each other.
    """
    printable(form)
    if not form.follows:
        briefs, several = _several(briefs)
        if several:
            raise UsageError(
                f"-f {form.name}", "makes one document a brief, and there are several; give -o DIR or --collection FILE"
            )
    for entry, brief in briefs:
        result(form.write(brief))
        yield entry, brief


def write_briefs(briefs: Made, form: export.Format, output: Path, voice: Output, *, folder: bool) -> Made:
    """Write briefs to a file, or to a folder if there are several or `folder` says so, and pass them on.

    Raises UsageError, before anything is written, for several briefs and the name of a file.
    """
    if not folder and not output.is_dir():
        briefs, several = _several(briefs)
        if several and (output.exists() or output.suffix):
            raise _one_file(output)
        folder = several
    for entry, brief in briefs:
        path = output / f"{path_with_room(entry.relative)}{form.suffix}" if folder or output.is_dir() else output
        write_whole(path, form.write(brief))
        voice.note(entry.path, _("brief written to {path}", path=path))
        yield entry, brief


def _one_file(output: Path) -> UsageError:
    return UsageError(str(output), "is one file, and there are several briefs; name a folder: -o DIR/")


def _form_of(output: Path | None) -> str:
    """Return the name of the format that the ending of a file says; "md" for another ending, a folder or stdout."""
    ending = output.suffix.lower().removeprefix(".") if output and not output.is_dir() else ""
    return ending if ending in export.FORMATS else "md"


def _several(briefs: Made) -> tuple[Made, bool]:
    first = list(islice(briefs, 2))
    return chain(first, briefs), len(first) > 1


# A string: a `Path` would drop the slash at the end, which says that it is a folder.
Goal = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="PATH", help="A file, or a folder for several briefs."),
]
Collection = Annotated[
    Path | None,
    typer.Option(
        "--collection",
        metavar="FILE",
        help="One document of all the briefs, with a table of contents; its ending says the format.",
    ),
]


def brief(
    inputs: Inputs = None,
    output: Goal = None,
    format_: Annotated[
        Format | None,
        # By default what the ending of `output` says.
        typer.Option("--format", "-f", help="Format of the brief.", show_default="md"),
    ] = None,
    collection_file: Collection = None,
    template: Template = None,
    as_digest: Annotated[
        bool, typer.Option("--digest", help="One digest of all the wires, 8 sentences by default: md or json.")
    ] = False,
    *,
    library: Library = True,
    translation: TranslationOptions,
    summary: SummaryOptions,
    network: InputOptions,
    common: CommonOptions,
) -> None:
    """Write a brief of each input: language, translation and summary; to stdout without -o."""
    target = Path(output) if output and output != "-" else None
    named = bool(target and output and output.endswith(("/", os.sep)))  # a folder, though it may not exist yet
    form = format_.value if format_ else _form_of(None if named else target)
    if as_digest:
        if collection_file or template:
            raise UsageError("--digest", "is a document of its own; leave --collection and --template out")
        chosen = settings(network, translation, summary, library=library)
        if target and (named or target.is_dir()):
            raise UsageError(str(target), "a digest is one file; name it")
        _digest(Run(inputs or [], chosen, common.output()), target, form, summary)
    wanted = [form] if target or not collection_file else []
    if collection_file:
        wanted.append(collection(collection_file).name)
    forms = formats(wanted, template)
    work = Run(inputs or [], settings(network, translation, summary, library=library), common.output())
    briefs = work.briefs(kept=True, load=forms[0].load)
    if target:
        several = len(inputs or []) > 1
        if several and not named and (target.is_file() or _form_of(target) == target.suffix.lower()[1:]):
            raise _one_file(target)
        briefs = write_briefs(briefs, forms[0], target, work.output, folder=named or several)
    elif not collection_file:
        briefs = print_briefs(briefs, forms[0])
    kept = [finished for _, finished in briefs if collection_file]
    if collection_file and kept:
        write_whole(collection_file, forms[-1].collect(kept))
        work.output.note(str(collection_file), n_("{n} brief collected", "{n} briefs collected", len(kept)))
    raise typer.Exit(work.status)


def _digest(work: Run, output: Path | None, form: str, summary: SummaryOptions) -> NoReturn:
    """Write one digest; what cannot be read is reported, and the digest is of the rest."""
    from core.digest import default_budget, digest
    from core.export import digest_to_json, digest_to_markdown

    writers = {"md": digest_to_markdown, "json": digest_to_json}
    if form not in writers:
        raise UsageError(
            "--format", "a digest is written as {writers}, not as {form}", writers=" or ".join(writers), form=form
        )
    briefs = [brief for _, brief in work.briefs(kept=True)]
    if not briefs:
        raise typer.Exit(work.status)
    limits = (summary.sentences, summary.words, summary.ratio)
    asked = work.settings.summary
    budget = asked if any(value is not None for value in limits) else default_budget(asked)
    text = writers[form](digest(briefs, budget))
    if output is None:
        result(text)
    else:
        write_whole(output, text)
        written_of = n_("digest of {n} wire written", "digest of {n} wires written", len(briefs))
        work.output.note(str(output), written_of)
    raise typer.Exit(work.status)
