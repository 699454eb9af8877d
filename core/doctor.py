"""What works here, what does not, and what to do about it. Opens no socket and loads no model."""

import os
import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from core import __version__
from core.packs.store import PackStore
from core.settings import Settings

State = Literal["ok", "note", "bad"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    subject: str
    state: State
    text: str
    """What was found; for `bad`, and what to do."""


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at the program, its packs, its folder and its engines, one after the other."""
    yield Finding("depeche", "ok", f"{__version__}, Python {platform.python_version()} on {platform.system()}")
    yield from _libraries()
    yield from _home(settings.places.home)
    yield from _settings(settings)
    yield from _packs(settings)
    if settings.offline:
        yield Finding("network", "ok", "offline: no socket is opened")
    else:
        yield Finding("network", "ok", "used only to get a pack, after saying so; --offline forbids even that")


def _libraries() -> Iterator[Finding]:
    for name in ("ctranslate2", "sentencepiece", "argos-translate-lt", "sumy", "py3langid", "langdetect", "textual"):
        try:
            yield Finding(name, "ok", version(name))
        except PackageNotFoundError:
            yield Finding(name, "bad", "not installed; install depeche-reader again")


def _home(home: Path) -> Iterator[Finding]:
    place = home
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
        yield Finding("home", "ok", f"{home}, {free / 1e9:.1f} GB free")
    else:
        yield Finding("home", "bad", f"{home} cannot be written; set DEPECHE_HOME to a folder that can")


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
    for fault in store.faults():
        own = fault.path.is_relative_to(settings.places.packs)
        yield Finding("pack folder", "bad" if own else "note", f"{fault.path}: {fault.reason}")
    if not any((pack.source, pack.target) == ("fr", "en") for pack in packs):
        yield Finding(
            "pack fr-en",
            "note",
            "not installed; it is got when first needed, or by: depeche packs install fr-en",
        )
