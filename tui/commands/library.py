"""`depeche search` and `depeche library …`: wires that were read or batched, found again by their words."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.conditions import watch_named
from core.errors import DepecheError, UsageError
from core.export import FORMATS
from core.library import Hit
from core.sanitize import json_text, sanitize
from tui.commands import expanded
from tui.commands.brief import Format
from tui.i18n import _
from tui.options import CommonOptions, NetworkOptions, code, day, settings
from tui.output import Output, printable, result

if TYPE_CHECKING:
    from core.library.store import Library

library_app = typer.Typer(
    name="library",
    help="The library: show, remove and count briefs, and import JSON briefs.",
    no_args_is_help=True,
)

Key = Annotated[str, typer.Argument(metavar="KEY", help="A brief's key, or its first letters, from depeche search.")]
Form = Annotated[Format, typer.Option("--format", "-f", help="Format of the brief.")]


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORDS]...", help="Words in either language; the last may be cut short."),
    ] = None,
    *,
    show: Annotated[str | None, typer.Option("--show", metavar="KEY", help="Print this brief instead.")] = None,
    format_: Form = Format.md,  # type: ignore[attr-defined]
    watch: Annotated[
        str | None, typer.Option("--watch", metavar="NAME", help="Matches of this watch from the settings.")
    ] = None,
    language: Annotated[str | None, typer.Option("--language", metavar="CODE", help="Only from this language.")] = None,
    outlet: Annotated[
        str | None, typer.Option("--outlet", metavar="NAME", help="Only from outlets with this in their name.")
    ] = None,
    byline: Annotated[
        str | None, typer.Option("--byline", metavar="NAME", help="Only by authors with this in their name.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DAY", help="The first day: 2026-11-02, today, or 7d."),
    ] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="The last day.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Maximum number.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
    common: CommonOptions,
) -> None:
    """Find wires that were read or batched, by words of the source or the translation; the best first.

    One line each: key, day, language, outlet, headline. Without words, the latest. "Words in quotes" follow each
    other; AND, OR, NOT and brackets join words, as in watches.
    """
    output = common.output()
    if show is not None:
        _show(show, format_, output)
        return
    with _library(output) as library:
        if watch is not None:
            if words or language or outlet or byline or since or until:
                raise UsageError("--watch", "has its own words, language, outlet, byline and days; give it alone")
            hits = library.admitted(watch_named(watch, settings(NetworkOptions()).watches).condition, limit)
        else:
            hits = library.search(
                " ".join(words or []),
                language=code(language, "--language") if language else None,
                outlet=outlet,
                byline=byline,
                since=day(since, "--since"),
                until=day(until, "--until"),
                limit=limit,
            )
    if as_json:
        result(json_text([asdict(hit) for hit in hits], indent=1) + "\n")
        return
    if not hits:
        output.note("search", _("nothing found") if words or watch else _("nothing is in the library yet"))
    for hit in hits:
        result(_line(hit) + "\n")


def show(key: Key, format_: Form = Format.md, *, common: CommonOptions) -> None:  # type: ignore[attr-defined]
    """Print a brief from the library."""
    _show(key, format_, common.output())


def stats(*, common: CommonOptions) -> None:
    """Show how many briefs are in the library, and its size."""
    with _library(common.output()) as library:
        found = library.stats()
    typer.echo(f"{_('briefs'):<9} {found.briefs:,}")
    typer.echo(f"{_('starred'):<9} {found.starred:,}")
    typer.echo(
        f"{_('size'):<9} {_('{size:.1f} MB of at most {most:.0f} MB', size=found.size / 1e6, most=found.limit / 1e6)}"
    )


def remove(
    keys: Annotated[list[str], typer.Argument(metavar="KEY...", help="Keys of briefs, or their first letters.")],
    *,
    common: CommonOptions,
) -> None:
    """Delete briefs and their notes from the library."""
    output = common.output()
    with _library(output) as library:
        gone = library.remove(*keys)
    for key in keys:
        output.note("library", _("{key} removed", key=key))
    if not gone:
        output.note("library", _("another process is using the file: what was removed can still be read in it"))
        raise typer.Exit(1)


def rebuild(
    inputs: Annotated[list[Path], typer.Argument(metavar="DIR...", help="Folders of JSON briefs, or single ones.")],
    *,
    common: CommonOptions,
) -> None:
    """Import JSON briefs, as batch and brief write them, into the library."""
    from core.library.writer import rebuild as refill

    output, added, failed = common.output(), 0, 0
    with _library(output) as library:
        for taken in refill(library, inputs):
            if isinstance(taken, DepecheError):
                failed += 1
                output.warn(taken)
            else:
                added += 1
    message = _("{n:,} briefs taken in", n=added)
    if failed:
        message = _("{n:,} briefs taken in, {failed:,} files passed over", n=added, failed=failed)
    # Of a single file that failed all is said.
    if added or failed != 1:
        output.note("library", message)
    raise typer.Exit(1 if failed else 0)


def _show(key: str, form: Format, output: Output) -> None:
    with _library(output) as library:
        result(printable(FORMATS[form.value]).write(library.brief(key)))


def _library(output: Output) -> "Library":
    from core.library.store import Library

    chosen = settings(NetworkOptions())
    return Library(
        chosen.places.library,
        lambda text: output.note("library", text),
        limit_bytes=chosen.library.size << 20,
    )


def _line(hit: Hit) -> str:
    doubts = f" ({_('{doubts} doubtful', doubts=hit.doubts)})" if hit.doubts else ""
    star = "★ " if hit.starred else ""
    day_of = (hit.published or "")[:10] or "-"
    outlet = sanitize(hit.outlet or "-", 40)
    return "\t".join([hit.key, day_of, hit.language, outlet, star + sanitize(hit.headline) + doubts])


for _name, _command in (("show", show), ("stats", stats), ("remove", remove), ("rebuild", rebuild)):
    library_app.command(_name)(expanded(_command))
