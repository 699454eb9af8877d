"""Nothing leaves the machine: the installed program works without a network, and asks for none.

Two proofs: a network namespace without any interface, which no code can leave, native or not; and a trace of the
system calls, which sees what is asked for even where it would succeed.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import know_languages

ROOT = Path(__file__).parents[1]
WIRE = ROOT / "seeds" / "kremlin-poutine-raissi.txt"
NO_NETWORK = ["unshare", "--net", "--map-root-user"]
_ADDRESSED = re.compile(r"(?:socket|connect|sendto)\(.*AF_INET6?\b.*")

READER = """
import asyncio, sys
from core.settings import CheckSettings, Places, Settings
from tui.app import Reader
from core.pack_source import PackSource

async def main():
    settings = Settings(Places.from_environment(), checks=CheckSettings(offer=False))
    app = Reader(settings, sys.argv[1:], PackSource(settings))
    async with app.run_test(size=(120, 40)) as pilot:
        for _ in range(3000):
            await asyncio.sleep(0.02)
            if [wire.state for wire in app.screen.workspace.wires] == ["done"]:
                break
        print(app.screen.workspace.wires[0].headline)

asyncio.run(main())
"""


def has_namespaces() -> bool:
    return bool(shutil.which("unshare")) and subprocess.run([*NO_NETWORK, "true"], check=False).returncode == 0


def has_trace() -> bool:
    command = ["strace", "-e", "trace=socket", "true"]
    return bool(shutil.which("strace")) and subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def environ(real_home, tmp_path) -> dict[str, str]:
    """The real pack in a new home that was never used."""
    home = tmp_path / "home"
    shutil.copytree(real_home, home, copy_function=os.link)
    know_languages(home)
    return {**os.environ, "DEPECHE_HOME": str(home), "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}


JOBS = [
    pytest.param([sys.executable, "-m", "tui.main", "brief", str(WIRE)], id="brief"),
    pytest.param(
        [sys.executable, "-m", "tui.main", "batch", str(ROOT / "seeds"), "-o", "out", "-f", "json"], id="batch"
    ),
    pytest.param([sys.executable, "-c", READER, str(WIRE)], id="reader"),
]


def run(command, environ, folder) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env={**environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )


def said(done: subprocess.CompletedProcess[str], folder: Path) -> str:
    return done.stdout + "".join(path.read_text(encoding="utf-8") for path in (folder / "out").rglob("*.json"))


@pytest.mark.model
@pytest.mark.skipif(not has_namespaces(), reason="no network namespaces here")
@pytest.mark.parametrize("command", JOBS)
def test_where_there_is_no_network_all_works_as_ever(command, environ, tmp_path):
    done = run([*NO_NETWORK, *command], environ, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Putin" in said(done, tmp_path)


@pytest.mark.model
@pytest.mark.skipif(not has_trace(), reason="strace is not installed, or may not trace: apt-get install strace")
@pytest.mark.parametrize("command", JOBS)
def test_where_there_is_one_none_is_asked_for(command, environ, tmp_path):
    log = tmp_path / "calls"
    done = run(["strace", "-f", "-qq", "-o", str(log), "-e", "trace=%network", *command], environ, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Putin" in said(done, tmp_path)
    assert _ADDRESSED.findall(log.read_text(encoding="utf-8", errors="replace")) == []


@pytest.mark.skipif(not has_trace(), reason="strace is not installed, or may not trace: apt-get install strace")
def test_the_trace_would_see_a_program_that_looks_a_host_up(tmp_path):
    log = tmp_path / "calls"
    code = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 9))"
    subprocess.run(["strace", "-f", "-qq", "-o", log, "-e", "trace=%network", sys.executable, "-c", code], check=True)
    assert _ADDRESSED.findall(log.read_text(encoding="utf-8"))
