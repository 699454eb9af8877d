"""The reader under Pilot, on a random pack: real work is done, and what the translation says does not matter."""

import asyncio
import time
from pathlib import Path

import pytest
import textual.app
import textual.pilot
from textual.css.stylesheet import Stylesheet

from core.packs.pack import Pack
from core.packs.store import PackStore
from core.settings import Places, ReaderSettings, Settings
from tests.tui.reader_pilot import ENGLISH, FRENCH, SPANISH, FakePacks, install
from tui.app import Reader
from tui.i18n import speak

_WINDOW = 0.008
"""Seconds in which an idle reader uses next to no processor time."""
_SOON = 0.02
"""Seconds: the screen is painted sixty times in a second, if anything on it changed."""


async def idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until the reader has nothing to do, and nothing to paint.

    Textual waits for 20 ms in which no processor time is used, two or three times for each key: more than half of what a
    test took.
    """
    loop, started = asyncio.get_running_loop(), time.monotonic()
    while (passed := time.monotonic() - started) < max_sleep:
        before = time.process_time()
        await asyncio.sleep(_WINDOW)
        idles = time.process_time() - before < _WINDOW / 10
        due = any(not timer.cancelled() and timer.when() < loop.time() + _SOON for timer in loop._scheduled)
        if idles and not due and passed >= min_sleep:
            return


@pytest.fixture(scope="session", autouse=True)
def _no_time_is_lost():
    """Wait for no longer than the reader works, and parse each style sheet once for all readers."""
    parsed, parse = {}, Stylesheet._parse_rules

    def once(sheet, css, read_from, *rest, **options):
        key = css, read_from, *rest, *sorted(options.items()), *sorted(sheet._variables.items())
        if key not in parsed:
            parsed[key] = parse(sheet, css, read_from, *rest, **options)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(textual.app, "wait_for_idle", idle)
        patch.setattr(textual.pilot, "wait_for_idle", idle)
        patch.setattr(Stylesheet, "_parse_rules", once)
        yield


@pytest.fixture(autouse=True)
def _english_again():
    """A reader that speaks French leaves the process speaking it."""
    yield
    speak("en")


@pytest.fixture
def packs(places, random_pack):
    """A pack source with the random fr-en pack installed."""
    install(places, random_pack)
    return FakePacks(places, random_pack)


@pytest.fixture
def no_packs(places, random_pack):
    """A pack source with nothing installed."""
    return FakePacks(places, random_pack)


@pytest.fixture
def wires(tmp_path, monkeypatch) -> Path:
    """A folder of wires; the current folder is another, empty one."""
    folder = tmp_path / "wires"
    folder.mkdir()
    (folder / "a-greve.txt").write_text(FRENCH, encoding="utf-8")
    (folder / "b-sequia.txt").write_text(SPANISH, encoding="utf-8")
    (folder / "c-ferry.txt").write_text(ENGLISH, encoding="utf-8")
    (folder / "d-scan.pdf").write_bytes(b"%PDF-1.4")
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return folder


@pytest.fixture
def open_reader(places):
    """Make the reader."""

    def make(inputs, packs, **options) -> Reader:
        return Reader(Settings(places, **options), [str(name) for name in inputs], packs)

    return make


@pytest.fixture
def french(open_reader, no_packs):
    """A reader that speaks French, with nothing open and nothing installed."""
    return open_reader([], no_packs, reader=ReaderSettings(language="fr"))


@pytest.fixture
def pack(random_pack, monkeypatch) -> Pack:
    """A fr-en pack that translates into nonsense, at once."""
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(random_pack.parent))
    return PackStore(Places.from_environment()).find("fr", "en")


@pytest.fixture
def served(tmp_path, random_pack, monkeypatch):
    """Start servers in a folder with one wire; all are ended."""
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(random_pack.parent))
    (tmp_path / "wire.txt").write_text(FRENCH, encoding="utf-8")
    from tests.tui.web_server import Served

    started = []

    def start(*words: str) -> "Served":
        started.append(Served(tmp_path, *words))
        return started[-1]

    yield start
    for process in started:
        process.end()
        process.process.stdout.close()
