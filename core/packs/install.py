"""Installs a pack: downloads, checks, converts and tests it in a temporary folder, then moves it to its place."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from core.errors import IsCancelled, PackError, PackMissing, never
from core.messages import Message
from core.packs import Monitor, Progress, Report, silent
from core.packs.archive import MACOS_PREFIX, MODEL_FILE, is_tar, rearrange, unpack, unpack_tar, unpacked_size
from core.packs.catalogue import AddressOrigin, CatalogueEntry, FirefoxOrigin, load_catalogue
from core.packs.metadata import BadPackError, read_metadata
from core.packs.pack import NAME as MANIFEST
from core.packs.pack import (
    FileRecord,
    Manifest,
    Pack,
    digest_of,
    problems_of,
    read_manifest,
    record_files,
    sha256_of,
    write_manifest,
)
from core.packs.store import PackStore, prove
from core.packs.temporary_folders import new_work, no_space, packs_locked, put_in_place, sweep, writing
from core.sanitize import sanitize
from core.settings import Places

__all__ = ["Progress", "Report", "install", "install_file"]


def install(
    entry: CatalogueEntry,
    places: Places,
    *,
    offline: bool = False,
    force: bool = False,
    report: Report = silent,
    cancelled: IsCancelled = never,
) -> Pack:
    """Install a pack of the catalogue; one that is installed and intact is returned unchanged.

    `report` is called with the progress, `cancelled` several times a second. With `force` an intact pack is installed
    again. If the previous version is installed and intact, the pack is made from that without a download. Raises
    PackMissing with `offline` if a download is needed, Cancelled, and PackError for all other errors; the installed
    packs are then unchanged.
    """
    order = load_catalogue().order(entry)
    monitor = Monitor(entry.name, report, cancelled)
    present = None if force else _intact(places, entry.name)
    if present:
        return present
    old = earlier_of(entry, places)
    if offline and old is None:
        raise PackMissing(
            entry.pair,
            "fetching a pack needs the network; without --offline, run: depeche packs install {order}",
            order=order,
        )
    with _exclusive(places, monitor, entry.installed_size if old else entry.space):
        # Another process may have installed it while this one waited for the lock.
        present = None if force else _intact(places, entry.name)
        if present:
            return present
        work = new_work(places)
        try:
            folder = work / entry.name
            converter = _make(entry, old, folder, places, monitor)
            metadata = read_metadata(folder)
            if (metadata.source, metadata.target) != (entry.source, entry.target):
                raise BadPackError("the pack is for {source}-{target}", source=metadata.source, target=metadata.target)
            manifest = Manifest(
                entry.name, entry.credit, entry.licence, entry.where, order, converter, record_files(folder)
            )
            return _finish(folder, manifest, places, monitor)
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _make(entry: CatalogueEntry, old: Pack | None, folder: Path, places: Places, monitor: Monitor) -> str | None:
    """Put a pack's files into a new folder: from the earlier version `old`, else from where the catalogue has them.

    Returns the version of CTranslate2 that converted the model on this machine; None if it was not converted here.
    """
    if entry.earlier and old:
        from core.packs.separate_vocabularies import convert_pack

        convert_pack(entry, entry.earlier, old, folder, monitor)
        return read_manifest(old.path).converter
    if isinstance(entry.origin, AddressOrigin):
        _fetch(entry, entry.origin, folder, places, monitor)
        return None
    _check_space(entry.name, places, entry.space)
    if isinstance(entry.origin, FirefoxOrigin):
        from core.packs.firefox_registry import fetch_model

        fetch_model(entry, entry.origin, folder, places, monitor)
        return None
    from core.packs.opus import make_pack

    return make_pack(entry, entry.origin, folder, folder.parent, monitor)


def install_file(
    file: Path,
    places: Places,
    *,
    report: Report = silent,
    cancelled: IsCancelled = never,
) -> Pack:
    """Install a pack from an `.argosmodel`, or a `.tar.gz` or folder of translateLocally, after checking it; offline.

    It gets the name of a catalogue entry only if its digests are those of the entry; otherwise it counts as a pack from
    a file, whatever its metadata say. A pack of the same name is replaced. Raises the errors of `install`.
    """
    what = sanitize(file.name, 100)
    monitor = Monitor(what, report, cancelled)
    with writing(what, places.packs):
        if not file.exists():
            raise PackError(sanitize(file), "no such file")
        need = unpacked_size(file)
        size = file.stat().st_size if file.is_file() else 0
        known = size in {
            entry.origin.file.size for entry in load_catalogue().entries if isinstance(entry.origin, AddressOrigin)
        }
        need += size if known else 0
    with _exclusive(places, monitor, need):
        _check_space(what, places, need)
        work = new_work(places)
        try:
            folder, whole = work / "pack", None
            if known:
                # It may be a file of the catalogue: nobody must change it between unpacking and the look at its digest.
                file = whole = Path(shutil.copyfile(file, work / "archive"))
            take = _copy_folder if file.is_dir() else unpack_tar if is_tar(file) else unpack
            take(file, folder, monitor)
            return _finish(folder, _manifest_of(whole, folder), places, monitor)
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _copy_folder(folder: Path, goal: Path, monitor: Monitor) -> None:
    """Copy the model in a folder of translateLocally into the new folder `goal`."""
    raw = goal.with_name("unpacked")
    raw.mkdir()
    for path in folder.iterdir():
        if MODEL_FILE.fullmatch(path.name) and not path.name.startswith(MACOS_PREFIX) and path.is_file():
            shutil.copyfile(path, raw / path.name)
            monitor.still_wanted()
    rearrange(raw, goal)


@contextmanager
def _exclusive(places: Places, monitor: Monitor, need: int) -> Iterator[None]:
    """Lock the packs' folder and clean it up; errors within the block are raised as one PackError."""
    with writing(monitor.what, places.packs, need), packs_locked(places, monitor.cancelled):
        sweep(places)
        yield


def _check_space(what: str, places: Places, need: int) -> None:
    """Raise PackError if the disk has less than `need` bytes free."""
    if shutil.disk_usage(places.packs).free < need:
        raise no_space(what, places.packs, need)


def _intact(places: Places, name: str) -> Pack | None:
    """Return this program's pack of that name if it is intact; else None."""
    for pack in PackStore(places).installed():
        if pack.provider == "depeche" and pack.name == name:
            return None if pack.problems() else pack
    return None


def earlier_of(entry: CatalogueEntry, places: Places) -> Pack | None:
    """Return the intact installed pack from which `entry` can be made without a download; None if there is none."""
    return _intact(places, entry.earlier.name) if entry.earlier else None


def _fetch(entry: CatalogueEntry, origin: AddressOrigin, folder: Path, places: Places, monitor: Monitor) -> None:
    """Download an `.argosmodel` and unpack it; a partial download is kept and resumed the next time."""
    from core.packs.download import download

    part = places.home / "downloads" / f"{entry.name}.argosmodel.part"
    present = part.stat().st_size if part.exists() else 0
    _check_space(entry.name, places, entry.space - present)
    try:
        download(origin.url, part, origin.file, monitor)
        unpack(part, folder, monitor)
    except PackError:
        raise
    except BaseException:
        # Cancelled, a full disk, or not a pack: the download cannot be resumed.
        part.unlink(missing_ok=True)
        raise
    part.unlink()


def _manifest_of(whole: Path | None, folder: Path) -> Manifest:
    """Return the manifest for an unpacked file; one in the archive is used only if it matches the files.

    `whole` is a copy of the archive that nobody else can change, if it may be one of the catalogue.
    """
    metadata, files = read_metadata(folder), record_files(folder)
    included = read_manifest(folder) if (folder / MANIFEST).exists() else None
    if included and included.files != files:
        problems = problems_of(folder, {name: included.files[name] for name in included.files if name in files})
        if problems:
            raise BadPackError(problems[0])
        raise BadPackError("its files are not those that its {manifest} lists", manifest=MANIFEST)
    if entry := _catalogue_entry(whole, folder, files):
        converter = included.converter if included else None
        return Manifest(
            entry.name, entry.credit, entry.licence, entry.where, load_catalogue().order(entry), converter, files
        )
    # Anybody can write such a manifest, so it must not use the names and origins of the catalogue.
    name = f"translate-{metadata.source}_{metadata.target}-file-{_safe_version(metadata.version)}"
    credit, licence = (included.credit, included.licence) if included else (None, None)
    return Manifest(name, credit, licence, "a file", None, None, files)


def _catalogue_entry(whole: Path | None, folder: Path, files: dict[str, FileRecord]) -> CatalogueEntry | None:
    """Return the catalogue entry of a file, by its digest or by that of its contents; None if there is none."""
    digest = digest_of(folder, {name: record.sha256 for name, record in files.items()})
    of_archive = sha256_of(whole) if whole else None
    for entry in load_catalogue().entries:
        if isinstance(entry.origin, AddressOrigin) and entry.origin.file.sha256 == of_archive:
            return entry
        if digest in entry.made:
            from core.packs.opus import describe

            # The digest does not cover the metadata, so write them again.
            describe(entry, folder)
            files.clear()
            files.update(record_files(folder))
            return entry
    return None


def _finish(folder: Path, manifest: Manifest, places: Places, monitor: Monitor) -> Pack:
    """Write the manifest of a finished pack, test it, and move it to its place."""
    write_manifest(folder, manifest)
    monitor.at("prove", 0, 1)
    metadata = read_metadata(folder)
    pack = Pack(
        source=metadata.source,
        target=metadata.target,
        path=folder,
        name=manifest.name,
        version=metadata.version,
        provider="depeche",
        size=sum(record.size for record in manifest.files.values()),
        title=metadata.title,
        credit=manifest.credit,
        licence=manifest.licence,
        engine=metadata.engine,
        order=manifest.order,
    )
    try:
        prove(pack)
    except PackMissing as error:
        # The pack is not installed yet, so leave out how to repair it.
        bare = error.problem.values.get("problem")
        raise PackError(monitor.what, bare if isinstance(bare, Message) else error.problem) from error
    monitor.at("prove", 1, 1)
    goal = places.packs / manifest.name
    put_in_place(folder, goal)
    return replace(pack, path=goal)


def _safe_version(version: str) -> str:
    return "".join(character if character.isascii() and character.isalnum() else "." for character in version) or "0"
