"""The reader under Pilot, on a random pack: real work is done, and what the translation says does not matter."""

from pathlib import Path

import pytest

from core.packs.pack import Pack
from core.packs.store import PackStore
from core.settings import Places, ReaderSettings, Settings
from tests.tui.reader_pilot import ENGLISH, FRENCH, SPANISH, FakePacks, install
from tui.app import Reader
from tui.i18n import speak


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
