import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest
from archives import argosmodel, python, snapshot
from random_pack import build_random_pack

from core.errors import Cancelled, PackError
from core.packs.archive import unpacked_size
from core.packs.install import Progress, install_file
from core.packs.store import PackStore
from core.settings import Places

INSTALL = """
import sys, time
from pathlib import Path
from core.errors import DepecheError
from core.packs.install import install_file
from core.settings import Places
stop_at = sys.argv[3] if len(sys.argv) > 3 else None
def report(progress):
    if progress.stage == stop_at:
        print(progress.stage, flush=True)
        time.sleep(60)
try:
    install_file(Path(sys.argv[1]), Places(Path(sys.argv[2])), report=report)
except DepecheError as error:
    print(f"depeche: {error}", file=sys.stderr)
    sys.exit(error.status)
"""


@pytest.fixture
def file(random_pack, tmp_path):
    return argosmodel(random_pack, tmp_path / "pack.argosmodel")


@pytest.fixture
def newer(tmp_path):
    """Another model under the same name."""
    folder = build_random_pack(tmp_path / "newer", seed=3)
    return argosmodel(folder, tmp_path / "newer.argosmodel")


def test_a_file_is_checked_proved_and_installed(places, file):
    heard: list[Progress] = []
    pack = install_file(file, places, report=heard.append)
    assert pack == PackStore(places).find("fr", "en")
    assert (pack.name, pack.provider, pack.title) == ("translate-fr_en-file-1.0", "depeche", "FR → EN")
    assert pack.problems() == []
    assert [progress.stage for progress in heard if progress.done == progress.total] == ["check", "prove"]
    assert sorted(path.name for path in places.packs.iterdir()) == [".lock", pack.name]


def test_the_record_names_every_file_with_its_size_and_digest(places, file):
    pack = install_file(file, places)
    record = json.loads((pack.path / "depeche.json").read_text("utf-8"))
    assert record["schema"] == "depeche.pack/1"
    recorded = {name: entry["sha256"] for name, entry in record["files"].items()}
    assert recorded == {name: digest for name, digest in snapshot(pack.path).items() if name != "depeche.json"}


@pytest.mark.parametrize("stage", ["check", "prove"])
def test_a_cancelled_installation_leaves_the_old_pack_and_nothing_else(places, file, newer, stage):
    install_file(file, places)
    before = snapshot(places.home)
    reached = []
    with pytest.raises(Cancelled):
        install_file(
            newer, places, report=lambda progress: reached.append(progress.stage), cancelled=lambda: stage in reached
        )
    assert snapshot(places.home) == before
    assert sorted(path.name for path in places.packs.iterdir()) == [".lock", "translate-fr_en-file-1.0"]


@pytest.mark.parametrize("stage", ["check", "prove"])
def test_a_kill_leaves_the_old_pack_whole_and_the_next_installation_clears_up(places, file, newer, stage):
    old = install_file(file, places)
    process = python(INSTALL, newer, places.home, stage)
    assert process.stdout.readline().strip() == stage
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close(), process.stderr.close()
    assert len(list(places.packs.glob(".tmp-*"))) == 1
    assert PackStore(places).installed() == [old]
    assert PackStore(places).verify(old) == []
    new = install_file(newer, places)
    assert new.digest() != old.path
    assert sorted(path.name for path in places.packs.iterdir()) == [".lock", old.name]


def test_a_model_that_does_not_load_is_not_installed(places, file, random_pack, tmp_path):
    install_file(file, places)
    before = snapshot(places.home)
    (random_pack / "model" / "model.bin").write_bytes(b"\x06\x00\x00\x00nonsense")
    with pytest.raises(PackError, match=r"^bad\.argosmodel: model\.bin is no whole model") as caught:
        install_file(argosmodel(random_pack, tmp_path / "bad.argosmodel"), places)
    assert caught.value.status == 1
    assert snapshot(places.home) == before


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE is POSIX")
@pytest.mark.parametrize("limit", [0, 5_000, 100_000])
def test_a_disk_that_takes_no_more_is_reported_and_nothing_is_left(places, file, newer, limit):
    install_file(file, places)
    before = snapshot(places.home)
    process = python(
        INSTALL, newer, places.home, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    )
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert errors == (
        f"depeche: newer.argosmodel: no space left for it in {places.packs} (1 MB needed); "
        "free some, or set DEPECHE_HOME to a larger disk\n"
    )
    assert snapshot(places.home) == before
    assert not list(places.packs.glob(".tmp-*"))


@pytest.mark.parametrize("disk", [200], indirect=True)
def test_a_full_disk_is_reported_with_the_space_that_is_needed(disk, file):
    with pytest.raises(PackError, match=r"no space left for it in .* \(1 MB needed\)"):
        install_file(file, Places(disk / "home"))
    assert snapshot(disk) == {}


def test_a_disk_that_cannot_be_written_is_reported_and_its_packs_can_be_used(disk, file, random_pack):
    home = Places(disk / "home", (disk / "argos",))
    shutil.copytree(random_pack / "model", disk / "argos" / "fr_en" / "model", ignore=lambda *_: ["model.bin"])
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(PackError) as caught:
        install_file(file, home)
    assert str(caught.value) == (
        f"pack.argosmodel: {disk / 'home'} cannot be written (Read-only file system); "
        "set DEPECHE_HOME to a folder that can"
    )
    assert PackStore(home).installed() == []
    assert [fault.reason for fault in PackStore(home).faults()] == ["no metadata.json"]


def test_a_home_that_is_a_file_is_reported(tmp_path, file):
    (tmp_path / "home").write_text("mine", encoding="utf-8")
    with pytest.raises(PackError, match=r"home.* cannot be written \(.*\); set DEPECHE_HOME"):
        install_file(file, Places(tmp_path / "home"))
    assert (tmp_path / "home").read_text(encoding="utf-8") == "mine"


def test_a_file_that_does_not_exist_is_reported(places, tmp_path):
    with pytest.raises(PackError, match="no such file"):
        install_file(tmp_path / "none.argosmodel", places)


def test_two_installations_at_once_wait_for_each_other(places, file):
    processes = [python(INSTALL, file, places.home) for _ in range(3)]
    for process in processes:
        assert process.communicate(timeout=60) == ("", "")
        assert process.returncode == 0
    (pack,) = PackStore(places).installed()
    assert pack.problems() == []
    assert not list(places.packs.glob(".tmp-*"))


def test_one_that_waits_can_be_cancelled(places, file):
    process = python(INSTALL, file, places.home, "prove")
    process.stdout.readline()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        install_file(file, places, cancelled=lambda: time.monotonic() - started > 0.3)
    process.kill()
    process.communicate()


def test_what_a_pack_says_about_itself_cannot_reach_the_terminal_as_commands(places, random_pack, tmp_path):
    metadata = json.loads((random_pack / "metadata.json").read_text("utf-8"))
    metadata |= {"from_name": "\x1b[2JFrench\u202e", "package_version": "1.0\x07/../.."}
    (random_pack / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    pack = install_file(argosmodel(random_pack, tmp_path / "pack.argosmodel"), places)
    assert pack.title == "[2JFrench → EN"
    assert pack.path.parent == places.packs
    assert pack.name == "translate-fr_en-file-1.0......"
    assert os.sep not in pack.name


def test_the_error_is_told_though_the_temporary_folder_is_gone_by_then(places, file):
    def report(progress):
        for work in places.packs.glob(".tmp-*"):
            shutil.rmtree(work)
        raise Cancelled("pack")

    with pytest.raises(Cancelled):
        install_file(file, places, report=report)


def test_a_pack_is_proved_in_one_step_after_it_was_checked(places, file):
    heard: list[Progress] = []
    pack = install_file(file, places, report=heard.append)
    proved = [(progress.done, progress.total) for progress in heard if progress.stage == "prove"]
    assert proved == [(0, 1), (1, 1)]
    assert pack.size == sum(
        path.stat().st_size for path in pack.path.rglob("*") if path.name != "depeche.json" and path.is_file()
    )


def test_a_pack_without_a_version_is_called_by_none(places, random_pack, tmp_path):
    metadata = json.loads((random_pack / "metadata.json").read_text("utf-8"))
    (random_pack / "metadata.json").write_text(json.dumps({**metadata, "package_version": "β-2é"}), encoding="utf-8")
    named = install_file(argosmodel(random_pack, tmp_path / "a.argosmodel"), places)
    assert named.name == "translate-fr_en-file-..2."
    del metadata["package_version"]
    (random_pack / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    assert install_file(argosmodel(random_pack, tmp_path / "b.argosmodel"), places).name == "translate-fr_en-file-0"


def test_a_long_file_name_is_shortened_in_errors(places, tmp_path):
    (tmp_path / ("a" * 150)).write_bytes(b"nothing")
    with pytest.raises(PackError) as caught:
        install_file(tmp_path / ("a" * 150), places)
    assert str(caught.value).startswith("a" * 99 + "…: ")


def test_space_is_missing_where_less_is_free_than_the_pack_takes(places, file, monkeypatch):
    need = unpacked_size(file)
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=need - 1))
    with pytest.raises(PackError, match=rf"no space left for it in .*packs \({-(-need // 10**6)} MB needed\)"):
        install_file(file, places)
    assert PackStore(places).installed() == []
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=need))
    assert install_file(file, places).problems() == []
