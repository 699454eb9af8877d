"""A folder of wires with Python files named like modules: none of them may ever run."""

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession

from core.packs import pip_index
from tests.program import know_languages
from tests.tui.reader_pilot import FRENCH

ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*\$?[a-zA-Z]")
PROGRAM = shutil.which("depeche", path=str(Path(sys.executable).parent))
MODULES = (
    "asyncio", "core", "ctranslate2", "dask", "distributed", "encodings", "json", "logging", "multiprocessing", "numpy",
    "pip", "random", "sitecustomize", "textual", "tornado", "tui", "typer", "typing", "usercustomize",
)  # fmt: skip
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="the program is not installed beside this Python")


@pytest.fixture
def marks(tmp_path) -> Path:
    """A folder where code that ran leaves a file."""
    (tmp_path / "marks").mkdir()
    return tmp_path / "marks"


@pytest.fixture(params=["files", "packages"])
def folder(request, tmp_path, marks) -> Path:
    """Wires, and modules that leave a mark when they run."""
    folder = tmp_path / "wires"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(FRENCH.replace("grève", f"grève {number}"), encoding="utf-8")
    for name in MODULES:
        code = f"open({str(marks / name)!r}, 'w')\n"
        place = folder / f"{name}.py" if request.param == "files" else folder / name / "__init__.py"
        place.parent.mkdir(exist_ok=True)
        place.write_text(code, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _pack(_random_pack_once, monkeypatch):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(_random_pack_once.parent))
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    know_languages(Path(os.environ["DEPECHE_HOME"]))


def ran(marks: Path) -> list[str]:
    return sorted(file.name for file in marks.iterdir())


def run(folder: Path, *words: str, python: str | None = None) -> subprocess.CompletedProcess:
    """Run the program as a user does whose current folder is this one."""
    command = [python or PROGRAM, *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)


def test_without_protection_of_the_import_path_the_hostile_modules_would_run(folder, marks):
    run(folder, "-c", "import typer", python=sys.executable)
    assert "typer" in ran(marks)


def test_a_batch_over_several_processes_runs_no_code_of_the_folder(folder, marks, tmp_path):
    done = run(folder, "batch", *("0.txt", "1.txt", "2.txt"), "-o", str(tmp_path / "out"), "-j", "2", "-f", "json")
    assert done.returncode == 0, done.stderr
    assert ran(marks) == []


def test_a_local_cluster_runs_no_code_of_the_folder(folder, marks, tmp_path):
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    done = run(folder, "batch", "0.txt", "-o", str(tmp_path / "out"), "--cluster", "local:1", "-f", "json")
    assert done.returncode == 0, done.stderr
    assert ran(marks) == []


@pytest.fixture
def server(folder):
    """A `depeche serve` in that folder."""
    command = [PROGRAM, "serve", "--port", "0", "0.txt"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=folder, stdout=pipe, stderr=pipe, text=True) as process:
        yield process
        process.send_signal(signal.SIGINT)


async def test_a_reader_that_serve_starts_runs_no_code_of_the_folder(server, marks):
    address = urlsplit(server.stdout.readline().strip())
    origin, token = f"http://{address.netloc}", address.query.removeprefix("token=")
    async with ClientSession(origin) as browser, browser.get(f"/?token={token}", allow_redirects=False) as entered:
        base, cookie = entered.headers["Location"], entered.headers["Set-Cookie"].partition(";")[0]
    headers = {"Cookie": cookie, "Origin": origin}
    painted = b""
    async with (
        asyncio.timeout(120),
        ClientSession(origin, headers=headers) as browser,
        browser.ws_connect(f"{base}ws?width=120&height=36") as socket,
    ):
        # The first screen is painted: all that the reader imports to begin with is imported.
        while b"French" not in ESCAPES.sub(b"", painted):
            message = await socket.receive()
            assert isinstance(message.data, bytes), message
            painted += message.data
    assert ran(marks) == []


def test_the_pip_that_fetches_a_pack_runs_no_code_of_the_folder(folder, marks, tmp_path):
    (tmp_path / "list").write_text("", encoding="utf-8")
    command = pip_index._command(tmp_path / "list", tmp_path)
    subprocess.run(command, cwd=folder, capture_output=True, timeout=300, check=False)
    assert ran(marks) == []


def test_core_used_without_the_program_protects_its_processes_too(folder, marks, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "from core.batch.read_ahead import Opened, ReadAhead\n"
        "from core.reading import Input\n"
        "if __name__ == '__main__':\n"
        "    with ReadAhead(2) as read_ahead:\n"
        "        inputs = [Opened(Input('0.txt', '0.txt'), '0.txt', open('0.txt', 'rb').read(), '')]\n"
        "        print([len(list(articles)) for _, articles in read_ahead.read(inputs)])\n",
        encoding="utf-8",
    )
    done = run(folder, str(script), python=sys.executable)
    assert (done.stdout, ran(marks)) == ("[1]\n", []), done.stderr
