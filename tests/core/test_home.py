"""The program's own folder is its owner's alone, and nobody else can hold its locks."""

import os
import stat
import subprocess
import sys

import numpy as np
import pytest

from core.batch.journal import Journal
from core.config.change import change_setting
from core.files import write_whole
from core.home import close_to_others, danger, make_folder
from core.language import models
from core.library.store import Library
from core.memory.exchange import write_tmx
from core.packs.temporary_folders import packs_locked
from core.settings import Places, Settings
from tui.workers.revision import change_glossary

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights are POSIX")


def open_to_others(folder):
    """What other users might open, list or write, of a folder and all below it."""
    paths = [folder, *folder.rglob("*")]
    return [str(path) for path in paths if not path.is_symlink() and stat.S_IMODE(path.stat().st_mode) & 0o077]


@pytest.fixture
def worked(places, tmp_path):
    """A home that was worked in."""
    with Library(places.library) as library:
        library.touch()
    with Journal(tmp_path / "out", places.journals, pytest.fail) as journal:
        journal.claim("/in/a.txt", "a.txt")
    change_setting(places, "library.size", "100")
    with packs_locked(places, lambda: False):
        pass
    change_glossary(Settings(places), "pont", "bridge")
    write_whole(places.home / "firefox-models.json", "{}", private=True)
    return places.home


@pytest.fixture
def open_home(worked):
    """The same, as earlier versions made it."""
    for path in [worked, *worked.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return worked


def test_a_new_home_and_all_in_it_are_for_their_owner_alone(worked):
    assert {"library.db.lock", "settings.toml.lock", "packs", "journals"} <= {path.name for path in worked.iterdir()}
    assert open_to_others(worked) == []


def test_a_home_of_an_earlier_version_is_closed_and_said_so_once(open_home):
    command = [sys.executable, "-m", "tui.main", "library", "list"]
    environ = {**os.environ, "DEPECHE_HOME": str(open_home)}
    runs = [subprocess.run(command, env=environ, capture_output=True, text=True, check=False).stderr for _ in range(2)]
    assert runs[0].startswith(f"depeche: {open_home}: other users of this machine could open what is in it; now you")
    assert "other users" not in runs[1]
    assert open_to_others(open_home) == []


def test_what_is_not_the_programs_keeps_its_mode_and_the_folder_with_it(open_home):
    other = open_home / "letters.txt"
    other.write_text("mine", encoding="utf-8")
    other.chmod(0o644)
    assert close_to_others(open_home)
    assert open_to_others(open_home) == [str(open_home), str(other)]


def test_a_link_in_it_is_not_followed(open_home, tmp_path):
    (tmp_path / "else").mkdir(mode=0o755)
    (tmp_path / "else" / "file").write_text("mine", encoding="utf-8")
    (open_home / "drafts").symlink_to(tmp_path / "else")
    close_to_others(open_home)
    assert stat.S_IMODE((tmp_path / "else").stat().st_mode) == 0o755


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="another user is needed")
def test_another_user_can_neither_hold_a_lock_nor_list_the_folder(worked):
    for parent in list(worked.parents)[:3]:
        parent.chmod(0o755)
    worked.chmod(0o755)  # even so
    for lock in [*worked.glob("*.lock"), worked]:
        lock.chmod(0o700 if lock == worked else lock.stat().st_mode)
        opening = ["sh", "-c", 'exec 9<"$1"', "sh", str(lock)]
        assert subprocess.run(opening, user=65534, capture_output=True, check=False).returncode


@pytest.mark.parametrize(
    ("stranger", "mode", "message"),
    [(False, 0o700, False), (False, 0o777, True), (True, 0o755, True), (0, 0o755, False)],
)
def test_a_home_that_another_user_could_change_is_reported(places, monkeypatch, stranger, mode, message):
    places.home.mkdir()
    places.home.chmod(mode)
    me = os.geteuid() + 1000 if stranger else 0 if stranger is not False else os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: me)
    assert (danger(places.home) is not None) is message


def test_a_folder_is_made_with_those_above_it_and_a_file_in_its_place_is_reported(tmp_path):
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    assert open_to_others(tmp_path / "a") == []
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(NotADirectoryError):
        make_folder(tmp_path / "file")


def test_a_home_that_is_not_there_is_not_made(tmp_path):
    assert not close_to_others(Places(tmp_path / "none").home)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(("mask", "rights"), [(0o022, 0o644), (0o077, 0o600)])
def test_a_file_that_is_replaced_keeps_its_permissions_and_a_new_one_has_the_usual(tmp_path, mask, rights):
    before = os.umask(mask)
    try:
        write_whole(tmp_path / "new", "text")
        write_whole(tmp_path / "own", "text", private=True)
        (tmp_path / "new").chmod(0o640)
        write_whole(tmp_path / "new", "other")
        write_whole(tmp_path / "second", "text")
    finally:
        assert os.umask(before) == mask
    rights_of = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert rights_of == {"new": 0o640, "own": 0o600, "second": rights}


def test_a_draft_that_becomes_a_link_opens_no_other_file_to_others(tmp_path, monkeypatch):
    (secret := tmp_path / "secret").write_text("text", encoding="utf-8")
    secret.chmod(0o600)
    (output := tmp_path / "output").mkdir()

    def exchange(_descriptor: int) -> None:
        [draft] = output.iterdir()
        draft.unlink()
        draft.symlink_to(secret)

    monkeypatch.setattr(os, "fsync", exchange)
    write_whole(output / "brief.md", "text")
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600


def test_tables_of_the_language_models_are_their_owners_even_where_the_mask_allows_all(tmp_path):
    before = os.umask(0)
    try:
        models._keep(tmp_path / "languages" / "1.0", {"rows": np.zeros(3)})
    finally:
        os.umask(before)
    assert open_to_others(tmp_path / "languages") == []
    assert models._load(tmp_path / "languages" / "1.0", ["rows"])["rows"].tolist() == [0, 0, 0]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells the mask")
def test_no_other_threads_file_is_open_to_all_while_one_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "umask", lambda _: pytest.fail("the mask of the whole process was changed"))
    write_whole(tmp_path / "brief.md", "text")


def test_a_device_and_a_pipe_are_written_to_and_stay_what_they_are(tmp_path):
    (tmp_path / "link").symlink_to(os.devnull)
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write_whole(tmp_path / "link", "text")
    write_whole(tmp_path / "pipe", "text")
    write_tmx(tmp_path / "link", [])
    assert os.read(reader, 10) == b"text"
    os.close(reader)
    assert (tmp_path / "link").is_symlink()
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "pipe"]
