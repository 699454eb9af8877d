"""`depeche packs …`: which translation packs there are, and getting, checking, sharing and removing them."""

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from core.errors import Cancelled, PackMissing, UsageError
from core.packs.catalogue import Catalogue, Entry, load_catalogue
from core.packs.pack import Pack
from core.packs.pair import parse_pair
from core.packs.plain import plain
from core.packs.progress import Progress, Report
from core.packs.store import PackStore
from core.settings import Places

packs_app = typer.Typer(
    name="packs",
    help="The translation packs: which there are, and getting, checking, sharing and removing them.",
    no_args_is_help=True,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Installed = Annotated[
    str, typer.Argument(metavar="PAIR", help="A pair such as fr-en, or a name that `packs list` shows.")
]

STAGES = {"download": "downloading", "check": "checking", "convert": "converting", "prove": "trying out"}


@packs_app.command("list")
def list_packs(*, as_json: AsJson = False) -> None:
    """List the packs on this machine, with those that Argos Translate installed."""
    store = PackStore(Places.from_environment())
    packs = store.installed()
    if as_json:
        typer.echo(json.dumps([_pack_values(pack) for pack in packs], ensure_ascii=False, indent=2))
    else:
        _table([(pack.pair, pack.name, pack.title, _size(pack.size), pack.provider) for pack in packs])
    if not packs:
        _note("packs", "none is installed; run: depeche packs install fr-en")
    if store.faults():
        _note("packs", f"{len(store.faults())} more cannot be used; see: depeche doctor")


@packs_app.command("available")
def available(*, as_json: AsJson = False) -> None:
    """List the packs that `packs install` can get; nothing is fetched for that."""
    catalogue = load_catalogue()
    present = {pack.name for pack in PackStore(Places.from_environment()).installed()}
    if as_json:
        values = [_entry_values(entry, catalogue, entry.name in present) for entry in catalogue.entries]
        typer.echo(json.dumps(values, ensure_ascii=False, indent=2))
        return
    _table(
        [
            (
                catalogue.order(entry),
                entry.title,
                _size(entry.download),
                entry.where,
                "installed" if entry.name in present else "",
            )
            for entry in catalogue.entries
        ]
    )


@packs_app.command("install")
def install_pack(
    wanted: Annotated[
        str,
        typer.Argument(
            metavar="PAIR-OR-FILE",
            help="A pair such as fr-en, a name that `packs available` shows, or an .argosmodel file.",
        ),
    ],
    *,
    force: Annotated[bool, typer.Option("--force", help="Install it anew, even if it is whole.")] = False,
) -> None:
    """Get a pack, check it, try it out and install it; Ctrl-C leaves everything as it was."""
    if wanted.endswith(".argosmodel") or Path(wanted).is_file():
        import_pack(Path(wanted))
        return
    entry = load_catalogue().named(wanted)
    if entry is None:
        if parse_pair(wanted) is None:
            raise UsageError(plain(wanted), "neither a pair such as fr-en nor an .argosmodel file")
        raise PackMissing(plain(wanted), "no pack is known for this pair; see: depeche packs available")
    from core.packs.install import install

    places = Places.from_environment()
    own = [pack for pack in PackStore(places).installed() if pack.name == entry.name]
    if own and not force and not own[0].problems():
        _note(entry.name, "already installed, and whole; --force installs it anew")
        return
    first_line = f"getting {_size(entry.download)} from {entry.where}"
    with _interruptible(entry.name), _reporting(entry.name, first_line) as report:
        pack = install(entry, places, offline=_offline(), force=force, report=report)
    _note(pack.name, "installed")


@packs_app.command("remove")
def remove(pack: Installed) -> None:
    """Remove a pack that this program installed."""
    removed = PackStore(Places.from_environment()).remove(pack)
    _note(removed.name, f"removed; {_size(removed.size)} freed")


@packs_app.command("verify")
def verify(
    pack: Annotated[
        str | None,
        typer.Argument(metavar="[PAIR]", help="A pair or a name; every installed pack without it."),
    ] = None,
) -> None:
    """Check packs to the last byte, and let each translate a sentence."""
    store = PackStore(Places.from_environment())
    broken = False
    for found in [store.named(pack)] if pack else store.installed():
        problems = store.verify(found)
        broken = broken or bool(problems)
        for problem in problems:
            _note(found.name, problem if found.repair in problem else f"{problem}; {found.repair}")
        if not problems:
            typer.echo(f"{found.name}\twhole")
    if pack is None:
        for fault in store.faults():
            _note(plain(fault.path), fault.reason)
            broken = broken or fault.path.is_relative_to(Places.from_environment().packs)
    if broken:
        raise typer.Exit(1)


@packs_app.command("export")
def export(
    pack: Installed,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The .argosmodel to write; replaced if it is there.")
    ],
) -> None:
    """Write an installed pack to a file that another machine, or Argos Translate, can install."""
    from core.packs.export import export_pack

    found = PackStore(Places.from_environment()).named(pack)
    with _interruptible(found.name), _reporting(found.name, f"writing {_size(found.size)}") as report:
        export_pack(found, file, report=report)
    _note(found.name, f"written to {plain(file)}")


@packs_app.command("import")
def import_pack(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An .argosmodel file.")],
) -> None:
    """Install a pack from a file, after checking it; an earlier one of the same name is replaced."""
    from core.packs.install import install_file

    with _interruptible(plain(file.name)), _reporting(plain(file.name), "checking") as report:
        pack = install_file(file, Places.from_environment(), report=report)
    _note(pack.name, "installed")


@contextlib.contextmanager
def _reporting(what: str, first_line: str) -> Iterator[Report]:
    """Give a callback that draws a bar on a terminal; elsewhere one line says what is going on."""
    if not sys.stderr.isatty():
        said: list[str] = []

        def say_once(progress: Progress) -> None:
            if not said:
                said.append(progress.stage)
                _note(what, first_line)

        yield say_once
        return
    from rich.console import Console
    from rich.filesize import decimal
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[told]}"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, told="")
        stage: list[str] = []

        def draw(progress: Progress) -> None:
            if stage != [progress.stage]:
                stage[:] = [progress.stage]
                bar.reset(task, description=f"{what}: {STAGES[progress.stage]}", told="")
            told = ""
            if progress.stage in {"download", "check"}:
                speed = bar.tasks[0].speed
                rate = f" · {decimal(int(speed))}/s" if speed else ""
                told = f"{decimal(progress.done)} of {decimal(progress.total)}{rate}"
            bar.update(task, completed=progress.done, total=progress.total, told=told)

        yield draw


@contextlib.contextmanager
def _interruptible(what: str) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        raise Cancelled(what) from None


def _pack_values(pack: Pack) -> dict[str, Any]:
    return {**asdict(pack), "pair": pack.pair, "path": str(pack.path)}


def _entry_values(entry: Entry, catalogue: Catalogue, installed: bool) -> dict[str, Any]:
    keys = ("name", "pair", "source", "target", "version", "title", "where", "download", "credit", "licence")
    values = {key: getattr(entry, key) for key in keys}
    return {**values, "install": catalogue.order(entry), "installed": installed}


def _table(rows: list[tuple[str, ...]]) -> None:
    """Print rows in columns, as wide as they must be."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def _note(what: str, text: str) -> None:
    typer.echo(f"depeche: {what}: {text}", err=True)


def _offline() -> bool:
    return os.environ.get("DEPECHE_OFFLINE", "") not in {"", "0"}
