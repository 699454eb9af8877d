"""The folder where packs are made: failures are one line, and an old pack stays until the new one is complete."""

import errno
import os
import struct
import threading
import zipfile
import zlib

import pytest

from core.errors import Cancelled, PackError
from core.packs.metadata import BadPackError
from core.packs.temporary_folders import (
    megabytes,
    new_work,
    no_space,
    packs_locked,
    put_in_place,
    sweep,
    writing,
)


@pytest.mark.parametrize(
    ("size", "expected"), [(0, "0 MB"), (1, "1 MB"), (1_000_000, "1 MB"), (1_000_001, "2 MB"), (387_400_000, "388 MB")]
)
def test_megabytes_are_rounded_up(size, expected):
    assert megabytes(size) == expected


def test_a_full_disk_is_reported_with_the_need_where_it_is_known(tmp_path):
    assert "no space left for it in" in str(no_space("pack", tmp_path, None))
    assert "needed" not in str(no_space("pack", tmp_path, None))
    assert "(2 MB needed)" in str(no_space("pack", tmp_path, 2_000_000))


FAULTS = {
    BadPackError("no metadata.json"): "no metadata.json",
    zipfile.BadZipFile("File is not a zip file"): "not a whole archive: File is not a zip file",
    EOFError("early"): "not a whole archive: early",
    zlib.error("bad block"): "not a whole archive: bad block",
    NotImplementedError("method 99"): "not a whole archive: method 99",
    UnicodeError("bad name"): "not a whole archive: bad name",
    struct.error("short"): "not a whole archive: short",
    OverflowError("large"): "not a whole archive: large",
    MemoryError(): "not enough memory; close something and try again",
    OSError(errno.EIO, "Input/output error"): "Input/output error",
    OSError("odd"): "odd",
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
def test_what_goes_wrong_with_files_is_one_line_about_the_pack(tmp_path, fault):
    with pytest.raises(PackError) as caught, writing("pack", tmp_path):
        raise fault
    assert str(caught.value) == f"pack: {FAULTS[fault]}"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_whatever_a_full_disk_says_the_user_is_told_how_much_is_needed(tmp_path, number):
    with (
        pytest.raises(PackError, match=r"no space left for it in .* \(3 MB needed\)"),
        writing("pack", tmp_path, 3 * 10**6),
    ):
        raise OSError(number, os.strerror(number))


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST])
def test_a_folder_that_cannot_be_written_is_named(tmp_path, number):
    with (
        pytest.raises(PackError, match=r"^pack: /else/where cannot be written .*; set DEPECHE_HOME"),
        writing("pack", tmp_path),
    ):
        raise OSError(number, os.strerror(number), "/else/where")
    with pytest.raises(PackError, match=f"^pack: {tmp_path} cannot be written"), writing("pack", tmp_path):
        raise OSError(number, os.strerror(number))


def test_what_the_user_was_told_already_is_reported_as_it_is(tmp_path):
    with pytest.raises(Cancelled), writing("pack", tmp_path):
        raise Cancelled("pack")


def folder_of(path, text):
    path.mkdir(parents=True)
    (path / "file").write_text(text, encoding="utf-8")
    return path


def test_a_finished_pack_takes_the_place_of_the_old_one(places):
    goal = folder_of(places.packs / "pack", "old")
    put_in_place(folder_of(places.packs / ".tmp-1" / "pack", "new"), goal)
    assert (goal / "file").read_text() == "new"
    assert sorted(path.name for path in places.packs.iterdir()) == [".tmp-1", "pack"]
    put_in_place(folder_of(places.packs / ".tmp-1" / "other", "first"), places.packs / "other")
    assert (places.packs / "other" / "file").read_text() == "first"


def test_a_pack_in_its_place_may_be_read_by_its_owner_alone(places):
    finished = folder_of(places.packs / ".tmp-1" / "pack", "new")
    finished.chmod(0o755)
    (finished / "file").chmod(0o644)
    put_in_place(finished, places.packs / "pack")
    assert [path.stat().st_mode & 0o077 for path in (places.packs / "pack", places.packs / "pack" / "file")] == [0, 0]


def test_an_exchange_that_fails_leaves_the_old_pack_in_its_place(places):
    goal = folder_of(places.packs / "pack", "old")
    with pytest.raises(FileNotFoundError):
        put_in_place(places.packs / ".tmp-1" / "gone", goal)
    assert (goal / "file").read_text() == "old"
    assert [path.name for path in places.packs.iterdir()] == ["pack"]
    with pytest.raises(FileNotFoundError):
        put_in_place(places.packs / "gone", places.packs / "other")


def test_what_a_kill_left_is_swept_and_an_old_pack_without_a_new_one_is_put_back(places):
    folder_of(places.packs / "whole", "whole")
    folder_of(places.packs / ".tmp-abc" / "half", "half")
    folder_of(places.packs / ".replaced-whole", "older")
    folder_of(places.packs / ".replaced-away", "put back")
    sweep(places)
    assert sorted(path.name for path in places.packs.iterdir()) == ["away", "whole"]
    assert (places.packs / "whole" / "file").read_text() == "whole"
    assert (places.packs / "away" / "file").read_text() == "put back"


def test_work_lies_beside_the_packs_where_a_rename_is_enough(places):
    places.packs.mkdir(parents=True)
    first, two = new_work(places), new_work(places)
    assert first != two
    assert {first.parent, two.parent} == {places.packs}
    assert first.name.startswith(".tmp-")


def test_the_lock_is_free_again_after_a_failure(places):
    with pytest.raises(ValueError, match="mine"), packs_locked(places, lambda: True):
        raise ValueError("mine")
    with (
        packs_locked(places, lambda: True),
        pytest.raises(Cancelled, match="while another installation was running"),
        packs_locked(places, lambda: True),
    ):
        pass


def test_a_lock_that_fails_for_another_reason_is_no_reason_to_wait(places, monkeypatch):
    def fails(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", fails)
    with pytest.raises(OSError, match="No locks available"), packs_locked(places, lambda: False):
        pass


def test_a_lock_is_waited_for_and_then_held(places):
    held, got = threading.Event(), threading.Event()

    def wait():
        with packs_locked(places, lambda: False):
            got.set()

    with packs_locked(places, lambda: False):
        waiting = threading.Thread(target=wait)
        waiting.start()
        assert not got.wait(0.3)
        held.set()
    assert got.wait(10)
    waiting.join()
