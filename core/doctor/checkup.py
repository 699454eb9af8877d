"""One look at everything, from the program to the network."""

import os
import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from core import __version__
from core.doctor.finding import Finding
from core.doctor.stores import stores
from core.packs.store import PackStore
from core.settings import DEFAULT_PAIR, Settings

_EXTRAS = {
    "documents": ("PDF files", "pdfminer.six"),
    "web": ("depeche serve", "textual-serve"),
    "cluster": ("batches over many machines", "distributed"),
}
"""What can be left out, what it is for, and the package that brings it."""
_TIGHT = 1_000_000_000
"""Bytes free below which a pack may not be installed: getting the largest takes so much."""
_FULL = 50_000_000


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at the program, its engines, its folder and all in it, and say what would use the network."""
    yield Finding("depeche", "ok", f"{__version__}, Python {platform.python_version()} on {platform.system()}")
    yield from _libraries()
    yield from _extras()
    yield from _home(settings.places.home)
    yield _log(settings.places.log)
    yield from _settings(settings)
    yield from _packs(settings)
    yield from stores(settings.places)
    yield from _network(settings)


def _libraries() -> Iterator[Finding]:
    for name in ("ctranslate2", "sentencepiece", "argos-translate-lt", "sumy", "py3langid", "langdetect", "textual"):
        try:
            yield Finding(name, "ok", version(name))
        except PackageNotFoundError:
            yield Finding(name, "bad", "not installed; install depeche-reader again")


def _extras() -> Iterator[Finding]:
    for extra, (purpose, package) in _EXTRAS.items():
        try:
            yield Finding(f"extra {extra}", "ok", f"{purpose}: {package} {version(package)}")
        except PackageNotFoundError:
            how = f"pip install 'depeche-reader[{extra}]'"
            yield Finding(f"extra {extra}", "note", f"{purpose}: not installed; to have it, run: {how}")


def _home(home: Path) -> Iterator[Finding]:
    place = home
    while not place.exists():
        place = place.parent
    if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
        yield Finding("home", "ok", str(home))
    else:
        yield Finding("home", "bad", f"{home} cannot be written; set DEPECHE_HOME to a folder that can")
    free = shutil.disk_usage(place).free
    said = f"{free / 1e9:.1f} GB free in {home}"
    if free < _FULL:
        yield Finding("disk", "bad", f"{said}, too little to work; free some, or set DEPECHE_HOME to a larger disk")
    elif free < _TIGHT:
        yield Finding("disk", "note", f"{said}, too little to get a large pack")
    else:
        yield Finding("disk", "ok", said)


def _log(path: Path) -> Finding:
    if not path.exists():
        return Finding("log", "ok", f"nothing yet; it will be {path}")
    return Finding("log", "ok", f"what failed is told in {path}")


def _settings(settings: Settings) -> Iterator[Finding]:
    path = settings.places.settings
    for problem in settings.problems:
        yield Finding("settings", "bad", f"{path}: {problem}")
    if not settings.problems:
        yield Finding("settings", "ok", str(path) if path.exists() else f"all defaults; {path} is not there")


def _packs(settings: Settings) -> Iterator[Finding]:
    store = PackStore(settings.places)
    packs = store.installed()
    for pack in packs:
        problems = pack.problems()
        if problems:
            yield Finding(f"pack {pack.pair}", "bad", f"{pack.name}: {problems[0]}; {pack.repair}")
        else:
            yield Finding(
                f"pack {pack.pair}",
                "ok",
                f"{pack.name}, {pack.size / 1e6:.0f} MB, sha256 {pack.digest()[:16]}…",
            )
    for pack, newer in store.outdated():
        said = f"{pack.name}: a faster version can be made from it; run: depeche packs install {newer.pair}"
        yield Finding(f"pack {pack.pair}", "note", said)
    for fault in store.faults():
        own = fault.path.is_relative_to(settings.places.packs)
        yield Finding("pack folder", "bad" if own else "note", f"{fault.path}: {fault.reason}")
    if not any((pack.source, pack.target) == DEFAULT_PAIR for pack in packs):
        yield Finding(
            "pack fr-en",
            "note",
            "not installed; it is got when first needed, or by: depeche packs install fr-en",
        )


def _network(settings: Settings) -> Iterator[Finding]:
    """Say all that would open a socket, and when."""
    if settings.offline:
        yield Finding("network", "ok", "offline: no socket is opened")
        return
    pages = "; and the pages behind a feed's entries, since follow is set" if settings.follow else ""
    yield Finding("network: inputs", "ok", f"an address that you name as an input is fetched{pages}")
    yield Finding("network: feeds", "ok", "the feeds that you follow are asked when you say so, never by themselves")
    yield Finding("network: packs", "ok", "a pack that is not here is got when it is needed, after saying so")
    yield Finding("network: else", "ok", "nothing: no telemetry, no look for updates; --offline forbids all of it")
