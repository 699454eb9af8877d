"""Diagnosis: what works on this machine, what does not, and what to do about it, from the program to the network.

It opens no socket, loads no model and changes nothing.
"""

import os
import platform
import shutil
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from core import __version__
from core.config.allowed_values import seconds
from core.doctor.stores import Finding, check_stores, stored_files
from core.home import danger
from core.messages import Message
from core.packs import Pack
from core.packs.catalogue import load_catalogue
from core.packs.store import PackStore
from core.settings import DEFAULT_PAIR, Settings

__all__ = ["Finding", "examine"]


_EXTRAS = {
    "firefox": (Message("packs of Firefox Translations"), "fxtranslate"),
    "documents": (Message("PDF files"), "pdfminer.six"),
    "web": (Message("depeche serve"), "textual-serve"),
    "cluster": (Message("batches over many machines"), "distributed"),
}
"""Optional extras: what each is for, and the package that it installs."""
_TIGHT = 1_000_000_000
"""Free bytes below which a large pack may not fit: the largest needs so much during its installation."""
_FULL = 50_000_000


def examine(settings: Settings) -> Iterator[Finding]:
    """Yield findings on the program, its engines, its folder and all in it, and on what would use the network."""
    yield Finding(
        Message("depeche"),
        "ok",
        Message(
            "{version}, Python {python} on {system}",
            version=__version__,
            python=platform.python_version(),
            system=platform.system(),
        ),
    )
    yield from _libraries()
    yield from _extras()
    yield _sandbox()
    yield from _home(settings.places.home)
    yield _log(settings.places.log)
    yield from _settings(settings)
    yield from _packs(settings)
    yield from check_stores(settings.places)
    yield from stored_files(settings.places)
    yield from _network(settings)


def _libraries() -> Iterator[Finding]:
    for name in ("ctranslate2", "sentencepiece", "argos-translate-lt", "sumy", "py3langid", "langdetect", "textual"):
        try:
            yield Finding(name, "ok", version(name))
        except PackageNotFoundError:
            yield Finding(name, "bad", Message("not installed; install depeche-reader again"))


def _extras() -> Iterator[Finding]:
    for extra, (purpose, package) in _EXTRAS.items():
        try:
            yield Finding(
                Message("extra {extra}", extra=extra),
                "ok",
                Message("{purpose}: {package} {version}", purpose=purpose, package=package, version=version(package)),
            )
        except PackageNotFoundError:
            how = f"pip install 'depeche-reader[{extra}]'"
            yield Finding(
                Message("extra {extra}", extra=extra),
                "note",
                Message("{purpose}: not installed; to have it, run: {how}", purpose=purpose, how=how),
            )


def _sandbox() -> Finding:
    """Report the restrictions of the process in which documents are read."""
    from core.reading import sandbox_pool
    from core.reading.sandbox import WALLS

    active = sandbox_pool.active_walls()
    subject = Message("sandbox")
    if len(active) == len(WALLS):
        whole = Message(
            "documents are read in a process that has little memory, reads none of your files, writes nothing "
            "and opens no socket"
        )
        return Finding(subject, "ok", whole)
    if not active:
        none = Message("documents are read without a sandbox: its process cannot be started")
        return Finding(subject, "note", none)
    some = Message(
        "documents are read in a sandbox that lacks: {missing}",
        missing=", ".join(name for name in WALLS if name not in active),
    )
    return Finding(subject, "note", some)


def _home(home: Path) -> Iterator[Finding]:
    place = home
    while not place.exists():
        place = place.parent
    if found := danger(home):
        yield Finding(Message("home"), "bad", Message("{path}: {problem}", path=home, problem=found))
    elif place.is_dir() and os.access(place, os.W_OK | os.X_OK):
        yield Finding(Message("home"), "ok", str(home))
    else:
        yield Finding(
            Message("home"),
            "bad",
            Message("{home} cannot be written; set DEPECHE_HOME to a folder that can", home=home),
        )
    free = shutil.disk_usage(place).free
    amount = Message("{free:.1f} GB free in {home}", free=free / 1e9, home=home)
    if free < _FULL:
        yield Finding(
            Message("disk"),
            "bad",
            Message("{said}, too little to work; free some, or set DEPECHE_HOME to a larger disk", said=amount),
        )
    elif free < _TIGHT:
        yield Finding(Message("disk"), "note", Message("{said}, too little to install a large pack", said=amount))
    else:
        yield Finding(Message("disk"), "ok", amount)


def _log(path: Path) -> Finding:
    if not path.exists():
        return Finding(Message("log"), "ok", Message("nothing yet; it will be {path}", path=path))
    return Finding(Message("log"), "ok", Message("failures are recorded in {path}", path=path))


def _settings(settings: Settings) -> Iterator[Finding]:
    path = settings.places.settings
    for problem in settings.problems:
        yield Finding(Message("settings"), "bad", Message("{path}: {problem}", path=path, problem=problem))
    if not settings.problems:
        there = str(path) if path.exists() else Message("all defaults; {path} is not there", path=path)
        yield Finding(Message("settings"), "ok", there)


def _packs(settings: Settings) -> Iterator[Finding]:
    store = PackStore(settings.places)
    packs = store.installed()
    for pack in packs:
        problems = pack.problems()
        if problems:
            yield Finding(
                Message("pack {pair}", pair=pack.pair),
                "bad",
                Message("{name}: {problem}; {repair}", name=pack.name, problem=problems[0], repair=pack.repair),
            )
        else:
            yield Finding(
                Message("pack {pair}", pair=pack.pair),
                "ok",
                Message(
                    "{name}, {size:.0f} MB, sha256 {digest}…",
                    name=pack.name,
                    size=pack.size / 1e6,
                    digest=pack.digest()[:16],
                ),
            )
    for pack, newer in store.outdated():
        text = Message(
            "{name}: a faster version can be made from it; run: depeche packs install {pair}",
            name=pack.name,
            pair=newer.pair,
        )
        yield Finding(Message("pack {pair}", pair=pack.pair), "note", text)
    if settings.checks.second_opinion != "off":
        yield from _second_opinions(packs)
    for fault in store.faults():
        is_own = fault.path.is_relative_to(settings.places.packs)
        yield Finding(
            Message("pack folder"),
            "bad" if is_own else "note",
            Message("{path}: {reason}", path=fault.path, reason=fault.reason),
        )
    if not any((pack.source, pack.target) == DEFAULT_PAIR for pack in packs):
        yield Finding(
            Message("pack fr-en"),
            "note",
            Message("not installed; it is downloaded when first needed, or by: depeche packs install fr-en"),
        )


def _second_opinions(packs: Sequence[Pack]) -> Iterator[Finding]:
    """Report for which packs into English the pack of the other direction, for second opinions, is missing."""
    for entry in load_catalogue().second_opinions(packs):
        text = Message(
            "{pair} is not installed; with it, doubtful sentences name the words that the translation leaves out; run:"
            " depeche packs install {pair}",
            pair=entry.pair,
        )
        yield Finding(Message("second opinion"), "note", text)


def _network(settings: Settings) -> Iterator[Finding]:
    """Report everything that would open a socket, and when."""
    if settings.offline:
        yield Finding(Message("network"), "ok", Message("offline: no socket is opened"))
        return
    pages = Message("; and the pages behind a feed's entries, since follow is set") if settings.follow else ""
    yield Finding(
        Message("network: inputs"), "ok", Message("an address that you name as an input is fetched{pages}", pages=pages)
    )
    every = settings.feeds.every
    asked = Message("the feeds you follow are refreshed only when you ask for it")
    if seconds(every):
        asked = Message(
            "the feeds you follow are refreshed when you ask for it, and every {every} in the reader", every=every
        )
    yield Finding(Message("network: feeds"), "ok", asked)
    yield Finding(
        Message("network: packs"), "ok", Message("a missing pack is downloaded when it is needed, after saying so")
    )
    yield Finding(
        Message("network: else"),
        "ok",
        Message("nothing: no telemetry, no check for updates; --offline forbids all of it"),
    )
