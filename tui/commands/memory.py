"""`depeche memory …`: statistics, TMX export and import, search and deletion of the translation memory."""

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.errors import Cancelled, OutputError, UsageError
from core.sanitize import json_text, sanitize
from core.settings import Places
from tui.commands import expanded
from tui.i18n import _, megabytes, n_
from tui.options import CommonOptions
from tui.output import Output, say

if TYPE_CHECKING:
    from core.memory.store import Memory

memory_app = typer.Typer(
    name="memory",
    help="The translation memory: statistics, TMX import and export, and clearing.",
    no_args_is_help=True,
)


def stats(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False, *, common: CommonOptions
) -> None:
    """Show how many sentences are remembered, per language pair, and the size of the file."""
    output = common.output()
    path = _path()
    with _memory(output) as memory:
        found = memory.stats()
    if as_json:
        values = {"path": str(path), "entries": found.model + found.corrections, **asdict(found)}
        typer.echo(json_text(values, indent=2))
        return
    typer.echo(f"{_('translated by a model'):<24} {found.model:,}")
    typer.echo(f"{_('corrected or imported'):<24} {found.corrections:,}")
    for pair in found.pairs:
        name = f"{pair.source_language}-{pair.target_language}"
        typer.echo(f"  {sanitize(name):<22} {_('{n} and {m}', n=f'{pair.model:,}', m=f'{pair.corrections:,}')}")
    typer.echo(f"{_('size'):<24} {_('{n} of at most {all}', n=megabytes(found.size), all=megabytes(found.limit))}")
    typer.echo(f"{_('file'):<24} {sanitize(path)}")


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The TMX file to write; replaced if it exists.")],
    *,
    model: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Also what models translated; importing programs will take it for a person's work.",
        ),
    ] = False,
    source: Annotated[str | None, typer.Option("--from", metavar="CODE", help="Only from this language.")] = None,
    target: Annotated[str | None, typer.Option("--to", metavar="CODE", help="Only into this language.")] = None,
    common: CommonOptions,
) -> None:
    """Write corrected and imported sentences to a TMX file, for other translation programs."""
    from core.memory.exchange import export_tmx

    output = common.output()
    with _memory(output) as memory, _interruptible():
        count = export_tmx(memory, file, model=model, source=_code(source), target=_code(target))
    message = n_("{n:,} sentence written to {file}", "{n:,} sentences written to {file}", count, file=sanitize(file))
    if not (count or model):
        message = _("{said}; nothing is corrected or imported yet, --all writes what models translated", said=message)
    output.note("memory", message)


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A TMX file.")], *, common: CommonOptions
) -> None:
    """Import sentences from a TMX file; from now on they replace what models translate."""
    from core.config import load_settings
    from core.memory.exchange import import_tmx

    output = common.output()
    target = load_settings(Places.from_environment()).settings.translation.target
    with _memory(output) as memory, _interruptible():
        count = import_tmx(memory, file, target, lambda note: output.note(sanitize(file), note))
    taken = n_("{n:,} sentence taken from {file}", "{n:,} sentences taken from {file}", count, file=sanitize(file))
    output.note("memory", taken)


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words of the source or the translation.")],
    *,
    source: Annotated[str | None, typer.Option("--from", metavar="CODE", help="Only from this language.")] = None,
    target: Annotated[str | None, typer.Option("--to", metavar="CODE", help="Only into this language.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="Maximum number of sentences.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
    common: CommonOptions,
) -> None:
    """Search the memory for words, exact or similar, to see how they were translated before.

    Two lines each: languages, likeness (100 is word for word) and source; then the translation.
    """
    from core.memory import find_words

    output, wanted = common.output(), " ".join(words)
    languages = _code(source), _code(target)
    with _memory(output) as memory, _interruptible():
        units = (
            unit
            for unit in memory.units(model=True)
            if languages[0] in (None, unit.source_language) and languages[1] in (None, unit.target_language)
        )
        found = find_words(units, wanted, limit=limit)
    if as_json:
        values = [
            {
                "score": match.score,
                "source_language": match.unit.source_language,
                "target_language": match.unit.target_language,
                "source": match.unit.source,
                "translation": match.unit.translation,
                "origin": match.unit.origin,
            }
            for match in found
        ]
        typer.echo(json_text(values, indent=2))
        return
    for match in found:
        unit = match.unit
        pair = sanitize(f"{unit.source_language}-{unit.target_language}")
        typer.echo(f"{pair}\t{match.score:.0f}\t{sanitize(unit.source, 2000)}")
        typer.echo(f"\t\t{sanitize(unit.translation, 2000)}")
    if not found:
        output.note("memory", _("nothing remembered has “{wanted}”, or anything like it", wanted=sanitize(wanted, 100)))


def clear(
    *,
    corrections: Annotated[
        bool, typer.Option("--corrections", help="Also what was corrected or imported; this cannot be undone.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    common: CommonOptions,
) -> None:
    """Forget machine translations; the texts are translated again when next read."""
    output = common.output()
    with _memory(output) as memory:
        if not yes:
            found = memory.stats()
            _confirm(found.model, found.corrections if corrections else 0)
        cleared = memory.clear(corrections=corrections)
        kept = memory.stats().corrections
    message = n_("{n:,} sentence by models forgotten", "{n:,} sentences by models forgotten", cleared.model)
    if corrections:
        message = _("{said}, and {by_hand}", said=message, by_hand=_by_hand(cleared.corrections))
    elif kept:
        message = _("{said}; {n:,} corrected or imported kept (--corrections forgets them, too)", said=message, n=kept)
    if cleared.held:
        raise OutputError(
            "memory",
            "not forgotten: another process is using the file, and the text can still be read in it; clear it later",
        )
    output.note("memory", message)


def _confirm(model: int, by_hand: int) -> None:
    if not sys.stdin.isatty():
        raise UsageError("memory", "clear asks before it deletes; where there is no terminal, give --yes")
    what = n_("{n:,} sentence by models", "{n:,} sentences by models", model)
    if by_hand:
        what = _("{sentences} and {by_hand}", sentences=what, by_hand=_by_hand(by_hand))
    if not typer.confirm(_("Forget {what}?", what=what), err=True):
        say("memory", _("nothing was forgotten"))
        raise typer.Exit(1)


def _path() -> Path:
    return Places.from_environment().memory


def _memory(output: Output) -> "Memory":
    from core.memory.store import Memory

    return Memory(_path(), warn=lambda text: output.note("memory", text))


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        raise Cancelled("memory", "cancelled; nothing was changed") from None


def _code(language: str | None) -> str | None:
    return language.strip().lower() if language else None


def _by_hand(count: int) -> str:
    return n_("{n:,} sentence by hand", "{n:,} sentences by hand", count)


_COMMANDS = (("stats", stats), ("search", search), ("export", export), ("import", import_), ("clear", clear))
for _name, _command in _COMMANDS:
    memory_app.command(_name)(expanded(_command))
