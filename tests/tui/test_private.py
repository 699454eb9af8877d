"""A private session writes nothing but what is exported: seen from the kernel's side, by strace."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from core.language.models import keep_nothing
from core.settings import Settings
from tests.tui.reader_pilot import FRENCH
from tui.widgets.panes import Title

STRACE = shutil.which("strace")
traced = pytest.mark.skipif(STRACE is None, reason="strace is not installed")
ROOT = Path(__file__).parents[2]
CALLS = (
    "open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,truncate,unlink,unlinkat"
)
ENVIRON = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": ""}
"""Python compiles a module of the program where it is first imported: that file belongs to no session."""
_READ = re.compile(r'openat?\((?:AT_FDCWD, )?"[^"]*", (?!.*(?:O_WRONLY|O_RDWR|O_CREAT))')
_PATHS = re.compile(r'"([^"]*)"')


def written(log: Path) -> set[str]:
    """The paths that a traced program wrote to, made, renamed or deleted; terminals and /dev/null are no files."""
    found = set()
    for line in log.read_text("utf-8", "replace").splitlines():
        if "(" in line and not _READ.search(line) and "ENOENT" not in line:
            found |= {path for path in _PATHS.findall(line) if not path.startswith(("/dev/", "/proc/"))}
    return found


@pytest.fixture
def wire(tmp_path, random_pack, monkeypatch):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(random_pack.parent))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wire.txt").write_text(FRENCH, encoding="utf-8")
    return tmp_path / "wire.txt"


def trace(log: Path, *words: str, **options) -> subprocess.CompletedProcess:
    command = [STRACE, "-f", "-qq", "-e", f"trace={CALLS}", "-o", str(log), sys.executable, "-m", "tui.main", *words]
    environ = {**os.environ, **ENVIRON}
    return subprocess.run(command, env=environ, check=False, timeout=200, **options)


@traced
@pytest.mark.parametrize(
    "words",
    [
        ["detect"],
        ["segment"],
        ["translate"],
        ["brief", "-o", "out/brief.md"],
        ["batch", "-o", "out", "-f", "md", "-f", "json", "-j", "2"],
    ],
    ids=lambda words: words[0],
)
def test_a_private_command_writes_what_is_exported_and_nothing_else(wire, tmp_path, words):
    log = tmp_path / "trace"
    done = trace(log, words[0], str(wire), "--private", *words[1:], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    out = str(tmp_path / "out")
    assert [path for path in written(log) if path != "out" and not path.startswith(("out/", out))] == []
    left = {path.name for path in tmp_path.rglob("*") if path.is_file()} - {"trace", "wire.txt"}
    assert left <= {"brief.md", "wire.txt.md", "wire.txt.json"} | {
        path.name for path in (tmp_path / "random").rglob("*")
    }
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("brief", "wire.txt", "no-such-file.txt", "--private", "--debug"),
        ("detect", "wire.txt", "--private", "--debug", "--log", "named.log", "--log-text"),
        ("read", "--plain", "wire.txt", "--private", "--debug"),
        ("brief", "wire.txt", "--private", "--debug", "--no-such-option"),
    ],
    ids=lambda words: words[0],
)
def test_a_private_session_logs_nothing_though_it_is_asked_to(wire, tmp_path, words, capfd):
    from tui.cli import run

    with contextlib.suppress(Exception):
        run(words)
    assert not [path for path in tmp_path.rglob("*.log") if path.stat().st_size]
    assert not (tmp_path / "home").exists()


@traced
def test_a_private_reader_writes_nothing_but_an_export(wire, tmp_path):
    import pty

    log, out = tmp_path / "trace", tmp_path / "out"
    out.mkdir()
    master, slave = pty.openpty()
    words = ["read", str(wire), "--private"]
    command = [STRACE, "-f", "-qq", "-e", f"trace={CALLS}", "-o", str(log), sys.executable, "-m", "tui.main", *words]
    environ = {**os.environ, **ENVIRON, "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "36"}
    reader = subprocess.Popen(
        command, env=environ, stdin=slave, stdout=slave, stderr=slave, cwd=out, start_new_session=True
    )
    try:
        _export_and_quit(reader, master, slave, out)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(reader.pid, signal.SIGKILL)
        reader.wait()
        os.close(master)
    assert [path for path in written(log) if not path.startswith(str(out))] == []
    assert not (tmp_path / "home").exists()


def _export_and_quit(reader: subprocess.Popen, master: int, slave: int, out: Path) -> None:
    """Press the keys that write the wire into `out`, and those that end the reader; wait for both."""
    os.close(slave)
    os.set_blocking(master, False)
    shown, end, pressed = b"", time.monotonic() + 150, 0.0
    while not [*out.glob("*.md")]:
        assert time.monotonic() < end, shown[-3000:]
        try:
            shown += os.read(master, 1 << 16)
        except BlockingIOError:
            time.sleep(0.1)
        if b"private" in shown and time.monotonic() - pressed > 3:
            pressed = time.monotonic()
            os.write(master, b"*e\r")
    os.write(master, b"q")
    while reader.poll() is None:
        assert time.monotonic() < end
        try:
            os.read(master, 1 << 16)
        except OSError:
            time.sleep(0.05)


async def test_a_private_reader_says_so_and_opens_no_page_that_stores_something(open_reader, packs, wires):
    app = open_reader([wires], packs, private=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause(1)
        assert "private" in app.screen.query_one("#wires-title", Title).label
        for key in ("L", "F", "P", "B", "comma"):
            await pilot.press(key)
            assert app.screen is app._reader


def test_feeds_are_not_opened_and_no_pack_is_downloaded(places):
    from core.inputs import discover
    from core.pack_source import NotInstalledError, PackSource

    settings = Settings(places, private=True)
    [refused] = discover(["feeds:"], settings)
    assert "private" in refused.problem
    with pytest.raises(NotInstalledError):
        PackSource(settings).getter({"fr"}, None)("fr", "en")
    assert not places.home.exists()


def test_in_a_private_session_missing_tables_are_computed_and_not_stored(tmp_path, monkeypatch):
    import numpy as np

    from core.language import models

    monkeypatch.setattr(models, "_read_only", False)
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    keep_nothing()
    assert models.cached_arrays(tmp_path / "tables" / "1", ["a"], lambda: {"a": np.zeros(3)})["a"].shape == (3,)
    assert not (tmp_path / "tables").exists()
