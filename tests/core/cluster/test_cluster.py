"""A batch over real workers: the same output, whatever becomes of them."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from random_firefox import build_firefox_pack

from core.batch import Done, Failed, Job
from core.batch.run import Batch
from core.brief import Briefer
from core.cluster import Delivery, PackPiece, find_pack, pack_pieces
from core.cluster.connection import ClusterError, check_address, connected
from core.errors import PackError, UsageError
from core.memory.store import Memory
from core.packs.firefox import runs_here
from core.packs.install import install_file
from core.packs.store import PackStore
from core.settings import Places, Settings, TranslationSettings
from tests.program import know_languages, run_program

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
ROOT = Path(__file__).parents[3]


def write_wires(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        text = " ".join(f"Le ministre a dit {number * 9 + n} que Paris et la mer ne sont pas là." for n in range(9))
        (folder / f"{number:03}.txt").write_text(f"Dépêche {number}\n\n{text}\n", encoding="utf-8")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def places(places, random_pack):
    """The client's places: it has the pack."""
    shutil.copytree(random_pack, places.argos_packs[0] / random_pack.name)
    return places


@pytest.fixture
def run(places, tmp_path):
    """Do a batch of some wires, here or on a cluster."""

    def do(wires, output, address=None, watch=lambda _: None):
        from core.cluster.client import Cluster

        settings = Settings(places, translation=TranslationSettings("fr", threads=1))
        briefer = Briefer(settings, PackStore(places).find)
        job = Job((str(wires),), output, ("md", "json"))
        events = []
        for event in Batch(job, briefer, Cluster(address, job, briefer) if address else None).run():
            events.append(event)
            watch(event)
        return events

    return do


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """The address of a scheduler that has no worker yet."""
    file = tmp_path_factory.mktemp("scheduler") / "file.json"
    command = [sys.executable, "-m", "dask", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    process = subprocess.Popen([*command, "--scheduler-file", str(file)], stderr=subprocess.DEVNULL)
    while not (file.exists() and file.read_text()):
        assert process.poll() is None
        time.sleep(0.05)
    yield f"plain+{json.loads(file.read_text())['address']}"
    process.kill()
    process.wait()


def worker_command(scheduler: str, folder: Path, *options: str) -> list[str]:
    """The command that starts a worker of a scheduler on loopback, with its files in a folder."""
    address = scheduler.removeprefix("plain+")
    where = ["--host", "127.0.0.1", "--local-directory", str(folder)]
    whole = [*where, "--nthreads", "1", "--no-nanny", "--no-dashboard", *options]
    return [sys.executable, "-m", "dask", "worker", address, *whole]


@pytest.fixture
def workers(scheduler, tmp_path):
    """Two worker processes of another machine: they have no pack."""
    away = tmp_path / "away"
    environ = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DEPECHE_HOME": str(away / "home"),
        "ARGOS_PACKAGES_DIR": str(away / "packs"),
    }
    know_languages(away / "home")
    command = worker_command(scheduler, away, "--memory-limit", "0")
    processes = [subprocess.Popen(command, env=environ, stderr=subprocess.DEVNULL) for _ in range(2)]
    with connected(scheduler) as client:
        client.wait_for_workers(2, timeout=60)
    yield processes
    for process in processes:
        process.kill()
        process.wait()
    with connected_or_gone(scheduler) as client:
        while client.nthreads():
            time.sleep(0.05)


def connected_or_gone(address):
    from distributed import Client

    return Client(address.removeprefix("plain+"), set_as_default=False)


def test_the_output_is_that_of_one_process_and_the_pack_is_shipped(run, scheduler, workers, places, tmp_path):
    with Memory(places.memory) as memory:
        memory.correct(("fr", "en"), "Le ministre a dit 9 que Paris et la mer ne sont pas là.", "Said by a person.")
    wires = write_wires(tmp_path / "in", 16)
    (wires / "empty.txt").write_bytes(b"")
    assert len([event for event in run(wires, tmp_path / "here") if isinstance(event, Done)]) == 16
    events = run(wires, tmp_path / "there", scheduler)
    assert [type(event) for event in events].count(Done) == 16
    assert [type(event) for event in events].count(Failed) == 1
    assert tree(tmp_path / "there") == tree(tmp_path / "here")
    assert "Said by a person." in (tmp_path / "there" / "001.txt.md").read_text()
    [shipped] = (tmp_path / "away" / "home" / "shipped").iterdir()
    assert [pack.name for pack in PackStore(Places(shipped, (shipped,))).installed()] == ["translate-fr_en-random-1.0"]
    # Everything is done already: no worker is asked.
    assert not [event for event in run(wires, tmp_path / "there", "plain+tcp://127.0.0.1:9") if isinstance(event, Done)]


def test_a_worker_that_is_killed_costs_time_and_nothing_else(run, scheduler, workers, tmp_path):
    wires = write_wires(tmp_path / "in", 60)
    run(wires, tmp_path / "here")
    killed = []

    def kill(event):
        if isinstance(event, Done) and not killed:
            workers[0].send_signal(signal.SIGKILL)
            killed.append(workers[0].wait())

    events = run(wires, tmp_path / "there", scheduler, kill)
    assert killed == [-signal.SIGKILL]
    done = [event.target for event in events if isinstance(event, Done)]
    assert len(done) == len(set(done)) == 60
    assert tree(tmp_path / "there") == tree(tmp_path / "here")


@pytest.mark.skipif(not runs_here(), reason="fxtranslate has no wheel for this machine")
def test_packs_of_the_second_engine_are_shipped_and_checked_as_the_others(run, scheduler, workers, places, tmp_path):
    ours = build_firefox_pack(tmp_path / "made" / "translate-fr_en-firefox-1.0", "fr", split=True)
    shutil.rmtree(places.argos_packs[0])
    zipped = shutil.make_archive(str(tmp_path / "x"), "zip", ours.parent, ours.name)
    install_file(Path(zipped).rename(tmp_path / "x.argosmodel"), places)
    [pack] = PackStore(places).installed()
    assert pack.engine == "firefox"
    wires = write_wires(tmp_path / "in", 12)
    assert [type(event) for event in run(wires, tmp_path / "here")].count(Done) == 12
    assert [type(event) for event in run(wires, tmp_path / "there", scheduler)].count(Done) == 12
    assert tree(tmp_path / "there") == tree(tmp_path / "here")
    [shipped] = (tmp_path / "away" / "home" / "shipped").iterdir()
    [there] = PackStore(Places(shipped, (shipped,))).installed()
    assert (there.engine, there.digest()) == ("firefox", pack.digest())


@pytest.mark.skipif(not runs_here(), reason="fxtranslate has no wheel for this machine")
@pytest.mark.parametrize("damaged", ["lex.s2t.bin", "srcvocab.spm", "alphas.bin"])
def test_a_shipped_pack_of_the_second_engine_is_taken_to_the_last_byte(tmp_path, damaged):
    folder = build_firefox_pack(tmp_path / "here" / "translate-fr_en-firefox-1.0", "fr", split=True)
    [pack] = PackStore(Places(tmp_path / "none", (folder.parent,))).installed()
    [name] = {piece.name for piece in pack_pieces(pack) if piece.name.endswith(damaged)}
    there, pair = Places(tmp_path / "there"), ("fr", "en")
    delivery = Delivery(there, pack.name)
    for piece in pack_pieces(pack):
        delivery.take(replace(piece, data=piece.data[:-1] + b"x") if piece.name == name else piece)
    with pytest.raises(PackError, match="did not arrive"):
        delivery.finish(pair, pack.digest())
    assert find_pack(there, pair, pack.digest()) is None


def test_a_local_cluster_needs_no_more_than_its_name(places, tmp_path):
    wires = write_wires(tmp_path / "in", 4)
    # Without --quiet, a run of more than half a minute would report progress.
    words = ("batch", wires, "--from", "fr", "--quiet")
    for output, more in (("here", ()), ("there", ("--cluster", "local:1"))):
        done = run_program(*words, "-o", tmp_path / output, *more, ARGOS_PACKAGES_DIR=str(places.argos_packs[0]))
        assert (done.returncode, done.stderr) == (0, "")
    assert tree(tmp_path / "there") == tree(tmp_path / "here")


@pytest.mark.parametrize("address", ["local:0", "local:x", "10.0.0.1:8786", "tls://host", "tcp://10.0.0.1:8786", "plain+tcp://10.0.0.1:8786", "tcp://127.0.0.1:8786", "tcp://localhost:1", "tcp://[::1]:8786", "plain+local:1", "http://127.0.0.1:1", "tcp://x:y", ""])  # fmt: skip
def test_an_address_that_is_none_or_would_be_in_the_open_is_refused(address):
    with pytest.raises(UsageError):
        check_address(address)


def test_a_worker_of_another_version_is_refused_by_its_name(scheduler, tmp_path):
    (tmp_path / "depeche_reader-9.9.dist-info").mkdir()
    metadata = "Metadata-Version: 2.1\nName: depeche-reader\nVersion: 9.9\n"
    (tmp_path / "depeche_reader-9.9.dist-info" / "METADATA").write_text(metadata, encoding="utf-8")
    command = worker_command(scheduler, tmp_path)
    environ = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    worker = subprocess.Popen(command, env=environ, stderr=subprocess.DEVNULL)
    try:
        with pytest.raises(ClusterError, match=r"runs depeche 9\.9, and this is"), connected(scheduler):
            pass
    finally:
        worker.kill()
        worker.wait()


def listening(process: int) -> set[tuple[str, str]]:
    """The addresses, in hex, on which a process and its children listen, each with its socket."""
    children = [
        int(child) for file in Path(f"/proc/{process}/task").glob("*/children") for child in file.read_text().split()
    ]
    inodes = {
        os.readlink(fd) for fd in Path(f"/proc/{process}/fd").iterdir() if fd.is_symlink() and os.path.lexists(fd)
    }
    rows = [row.split() for name in ("tcp", "tcp6") for row in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    addresses = {
        (row[1].partition(":")[0], row[9]) for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in inodes
    }
    return addresses.union(*map(listening, children))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_local_cluster_is_on_loopback_behind_certificates_and_writes_in_the_programs_folder_alone(places):
    before = listening(os.getpid())
    with connected("local:1", places.home) as client:
        assert client.scheduler.address.startswith("tls://127.0.0.1:")
        opened = {address for address, _ in listening(os.getpid()) - before}
        assert opened <= {"0100007F", "00000000000000000000000001000000"}
        [folder] = (places.home / "drafts").iterdir()
        assert folder.stat().st_mode & 0o077 == 0
        assert [*client.run(os.getcwd).values()] == [os.getcwd()]
        assert (folder / "dask-scratch-space").is_dir()
    assert [*(places.home / "drafts").iterdir()] == []


def test_a_scheduler_that_cannot_be_reached_is_one_clear_error(monkeypatch):
    monkeypatch.setattr("core.cluster.connection._PATIENCE", 0.5)
    with pytest.raises(ClusterError, match="no scheduler"), connected("plain+tcp://127.0.0.1:9"):
        pass


def test_a_shipped_pack_that_is_not_what_was_asked_for_is_not_taken(places, tmp_path):
    [pack] = PackStore(places).installed()
    there = Places(tmp_path / "there")
    pair, digest = ("fr", "en"), pack.digest()
    delivery = Delivery(there, pack.name)
    for piece in pack_pieces(pack):
        changed = piece.data[:-1] + b"x" if piece.name == "model/model.bin" else piece.data
        delivery.take(PackPiece(piece.name, piece.offset, changed))
    with pytest.raises(PackError, match="did not arrive"):
        delivery.finish(pair, digest)
    for name in ("../out", "/etc/x", "a/../../b", "C:x", ""):
        with pytest.raises(PackError, match="outside"):
            Delivery(there, pack.name).take(PackPiece(name, 0, b""))
    assert find_pack(there, pair, digest) is None
    delivery = Delivery(there, "../../" + pack.name)
    for piece in pack_pieces(pack):
        delivery.take(piece)
    delivery.finish(pair, digest)
    assert find_pack(there, pair, digest).name == pack.name
