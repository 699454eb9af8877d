"""`depeche packs …`: listing, installing, verifying, exporting and removing translation packs."""

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from core.errors import Cancelled, PackMissing, UsageError
from core.packs import Report, silent
from core.packs.catalogue import Catalogue, CatalogueEntry, load_catalogue
from core.packs.firefox import runs_here
from core.packs.pack import Pack, parse_pair
from core.packs.store import PackStore
from core.sanitize import json_text, sanitize
from core.settings import Places
from tui.commands import expanded
from tui.i18n import _, localized, megabytes, pack_title
from tui.options import CommonOptions, NetworkOptions, settings
from tui.output import installing, result, say, table

packs_app = typer.Typer(
    name="packs",
    help="Translation packs: list, install, verify, share and remove them.",
    no_args_is_help=True,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Installed = Annotated[
    str, typer.Argument(metavar="PAIR", help="A pair such as fr-en, or a name that `packs list` shows.")
]


def list_packs(as_json: AsJson = False, *, common: CommonOptions) -> None:
    """The packs on this machine, with those of Argos Translate, translateLocally and fxtranslate."""
    output = common.output()
    store = PackStore(Places.from_environment())
    packs = store.installed()
    if as_json:
        _print_json({**asdict(pack), "pair": pack.pair, "path": str(pack.path)} for pack in packs)
    else:
        rows = [(pack.pair, pack.name, pack_title(pack.title), megabytes(pack.size), _provider(pack)) for pack in packs]
        table(rows)
    if not packs:
        output.note("packs", _("none is installed; run: depeche packs install fr-en"))
    for pack, newer in store.outdated():
        output.note(
            pack.name, _("a faster version can be made from it; run: depeche packs install {pair}", pair=newer.pair)
        )
    if faults := store.faults():
        output.note("packs", _("{n} more cannot be used; see: depeche doctor", n=len(faults)))


def available(
    language: Annotated[
        str | None,
        typer.Argument(
            metavar="[CODE]", help="Only those from or to this language, or of this pair.", show_default=False
        ),
    ] = None,
    *,
    as_json: AsJson = False,
    newest: Annotated[bool, typer.Option("--refresh", help="Ask Mozilla for its newest list of models first.")] = False,
    network: NetworkOptions,
    common: CommonOptions,
) -> None:
    """The packs that `packs install` can download, the default of each pair first; listing them needs no network."""
    output, chosen = common.output(), settings(network)
    if newest:
        from core.packs.firefox_registry import refresh

        if chosen.offline:
            raise UsageError("--refresh", "would need the network, and this run is offline")
        count = refresh(chosen.places, f"{date.today():%Y.%m.%d}")  # noqa: DTZ011 - the user's own day
        output.note("packs available", _("{n} models in Mozilla's registry of today", n=count))
    catalogue = load_catalogue(chosen.places)
    present = {pack.name for pack in PackStore(chosen.places).installed()}
    pairs = list(dict.fromkeys(entry.pair for entry in catalogue.entries))
    entries = sorted(catalogue.entries, key=lambda entry: pairs.index(entry.pair))
    if language:
        entries = [entry for entry in entries if language.lower() in (entry.source, entry.target, entry.pair)]
    if as_json:
        _print_json(_entry_values(entry, catalogue, entry.name in present) for entry in entries)
        return
    if language and not entries:
        raise PackMissing(language, "no pack is known for this language or pair; see: depeche packs available")
    rows, several = [], Counter(entry.pair for entry in catalogue.entries)
    for entry in entries:
        by_default = several[entry.pair] > 1 and catalogue.order(entry) == entry.pair
        states = (_("default") if by_default else "", _("installed") if entry.name in present else "")
        state = ", ".join(filter(None, states))
        quality = f"COMET-22 {entry.comet:.3f}" if entry.comet else ""
        size, where = megabytes(entry.download), localized(entry.where)
        rows.append((catalogue.order(entry), pack_title(entry.title), size, where, quality, state))
    table(rows)
    note = _("takes the name at the beginning of a line; of several for a pair, the default is used")
    output.note("packs install", note)
    if any(entry.comet for entry in entries):
        output.note("COMET-22", _("Mozilla's own figures; none of its models was tried by the makers of this program"))


def install(
    wanted: Annotated[
        str,
        typer.Argument(
            metavar="PAIR-OR-FILE",
            help="A pair such as fr-en, a name that `packs available` shows, or a file that `packs import` takes.",
        ),
    ],
    *,
    force: Annotated[bool, typer.Option("--force", help="Reinstall it even if it is intact.")] = False,
    network: NetworkOptions,
    common: CommonOptions,
) -> None:
    """Download, verify, test and install a pack; Ctrl-C leaves everything as it was."""
    if wanted.endswith((".argosmodel", ".tar.gz")) or Path(wanted).is_file():
        import_pack(Path(wanted), common=common)
        return
    entry = load_catalogue(Places.from_environment()).named(wanted)
    if entry is None:
        if parse_pair(wanted) is None:
            raise UsageError(
                wanted, "neither a pair such as fr-en nor the file of a pack; see: depeche packs available"
            )
        raise PackMissing(wanted, "no pack is known for this pair; see: depeche packs available")
    from core.packs.install import earlier_of
    from core.packs.install import install as install_entry

    output, chosen = common.output(), settings(network)
    installed = [pack for pack in PackStore(chosen.places).installed() if pack.name == entry.name]
    if installed and not force and not installed[0].problems():
        output.note(entry.name, _("already installed and intact; --force reinstalls it"))
        return
    old = earlier_of(entry, chosen.places)
    how = _("getting {size} from {where}", size=megabytes(entry.download), where=entry.where)
    if old:
        how = _("making it from {name}; nothing is downloaded", name=old.name)
    with _working(entry.name, how, common=common) as report:
        pack = install_entry(entry, chosen.places, offline=chosen.offline, force=force, report=report)
    output.note(pack.name, _("installed"))
    if smaller := _smaller(entry, chosen.places):
        output.note(
            pack.name,
            _(
                "Mozilla has a smaller model, better by its own figures; where its host can be reached, run: "
                "depeche packs install {name}",
                name=smaller.name,
            ),
        )
    if old:
        output.note(old.name, _("no longer used; to remove it, run: depeche packs remove {name}", name=old.name))


def remove(pack: Installed, *, common: CommonOptions) -> None:
    """Remove a pack that this program installed."""
    removed = PackStore(Places.from_environment()).remove(pack)
    common.output().note(removed.name, _("removed; {size} freed", size=megabytes(removed.size)))


def verify(
    pack: Annotated[
        str | None,
        typer.Argument(metavar="PAIR", help="A pair or a name; without one, every installed pack is checked."),
    ] = None,
    *,
    common: CommonOptions,
) -> None:
    """Verify packs byte by byte, and let each translate a sentence."""
    common.output()
    places = Places.from_environment()
    store = PackStore(places)
    sound = True
    for found in [store.named(pack)] if pack else store.installed():
        problems = store.verify(found)
        for problem in problems:
            repaired = found.repair in problem
            say(found.name, problem if repaired else _("{problem}; {repair}", problem=problem, repair=found.repair))
        if not problems:
            result(f"{found.name}\twhole\n")
        sound = sound and not problems
    for fault in [] if pack else store.faults():
        say(str(fault.path), fault.reason)
        # What Argos Translate keeps beside its packs is not ours to judge.
        sound = sound and not fault.path.is_relative_to(places.packs)
    raise typer.Exit(0 if sound else 1)


def export(
    pack: Installed,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The .argosmodel file to write; replaced if it exists.")],
    *,
    common: CommonOptions,
) -> None:
    """Write an installed pack to a file that another machine, or Argos Translate, can install."""
    from core.packs.archive import export_pack

    found = PackStore(Places.from_environment()).named(pack)
    with _working(found.name, _("writing {size}", size=megabytes(found.size)), common=common) as report:
        export_pack(found, file, report=report)
    common.output().note(found.name, _("written to {file}", file=file))


def import_pack(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="An .argosmodel, or a .tar.gz or folder of translateLocally.")
    ],
    *,
    common: CommonOptions,
) -> None:
    """Install a pack from a file, after checking it; an earlier one of the same name is replaced."""
    from core.packs.install import install_file

    name, places, output = sanitize(file.name), Places.from_environment(), common.output()
    store = PackStore(places)
    before = {pack.name: pack.digest() for pack in store.installed()}
    with _working(name, common=common) as report:
        pack = install_file(file, places, report=report)
    replaced = before.get(pack.name, "") not in ("", pack.digest())
    message = _("installed, in the place of another pack of this name") if replaced else _("installed")
    output.note(pack.name, message)
    if pack.order is None:
        output.note(
            pack.name, _("it comes from a file, and is none of the catalogue: trust it as you trust its sender")
        )
    used = store.find(pack.source, pack.target)
    if used and used.name != pack.name:
        output.note(
            pack.name, _("{name} stays in use; to use this one, run: depeche packs remove {name}", name=used.name)
        )


for _name, _command in (
    ("list", list_packs),
    ("available", available),
    ("install", install),
    ("remove", remove),
    ("verify", verify),
    ("export", export),
    ("import", import_pack),
):
    packs_app.command(_name)(expanded(_command))


def _provider(pack: Pack) -> str:
    return _("from a file") if pack.provider == "depeche" and pack.order is None else pack.provider


@contextlib.contextmanager
def _working(what: str, first_line: str | None = None, *, common: CommonOptions) -> Iterator[Report]:
    """Show the progress of the work, and let Ctrl-C cancel it as an installation is cancelled."""
    try:
        with contextlib.nullcontext(silent) if common.quiet else installing(what, first_line) as report:
            yield report
    except KeyboardInterrupt:
        raise Cancelled(what) from None


def _smaller(entry: CatalogueEntry, places: Places) -> CatalogueEntry | None:
    """Return the model of Firefox Translations for the pair of a pack of OPUS, where it would run."""
    found = [
        candidate
        for candidate in load_catalogue(places).entries
        if candidate.pair == entry.pair and candidate.kind == "firefox"
    ]
    return found[0] if found and entry.kind == "opus" and runs_here() else None


def _entry_values(entry: CatalogueEntry, catalogue: Catalogue, installed: bool) -> dict[str, Any]:
    keys = "name pair source target version title where download credit licence kind comet"
    values = {key: getattr(entry, key) for key in keys.split()}
    order = catalogue.order(entry)
    return {**values, "install": order, "default": order == entry.pair, "installed": installed}


def _print_json(values: Iterable[dict[str, Any]]) -> None:
    result(json_text(list(values), indent=2) + "\n")
