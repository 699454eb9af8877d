"""Which files count as complete; by a clock of the test's own."""

import os

import pytest

from core.arrivals import Arrivals


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def folder(tmp_path):
    return tmp_path


@pytest.fixture
def arrivals(folder, clock):
    return Arrivals(str(folder), 2.0, (folder / "out",), clock)


def names(paths):
    return [os.path.basename(path) for path in paths]


def test_a_file_counts_once_it_has_stayed_as_it_is(arrivals, folder, clock):
    (folder / "a.txt").write_text("half")
    assert arrivals.look() == []
    clock.now = 1.9
    (folder / "a.txt").write_text("half and the rest")
    assert arrivals.look() == []
    clock.now = 3.8
    assert arrivals.look() == []
    assert arrivals.waiting
    clock.now = 3.9
    assert names(arrivals.look()) == ["a.txt"]
    clock.now = 20
    assert arrivals.look() == []
    assert not arrivals.waiting


def test_a_file_that_changes_or_comes_back_counts_again(arrivals, folder, clock):
    def settled():
        arrivals.look()
        clock.now += 5
        return names(arrivals.look())

    (folder / "a.txt").write_text("one")
    assert settled() == ["a.txt"]
    (folder / "a.txt").write_text("another")
    assert settled() == ["a.txt"]
    (folder / "a.txt").unlink()
    assert settled() == []
    (folder / "a.txt").write_text("another")
    assert settled() == ["a.txt"]


def test_an_unfinished_name_counts_when_it_is_renamed(arrivals, folder, clock):
    for name in ("a.txt.part", ".a.txt", "a.tmp", "a.txt~"):
        (folder / name).write_text("text")
    arrivals.look()
    clock.now = 60
    assert arrivals.look() == []
    (folder / "a.txt.part").rename(folder / "a.txt")
    arrivals.look()
    clock.now = 62
    assert names(arrivals.look()) == ["a.txt"]


def test_an_empty_file_is_given_time(arrivals, folder, clock):
    (folder / "a.txt").touch()
    arrivals.look()
    clock.now = 10
    assert arrivals.look() == []
    clock.now = 21
    assert names(arrivals.look()) == ["a.txt"]


def test_the_output_and_hidden_folders_are_not_looked_into(arrivals, folder, clock):
    for path in ("sub/b.txt", "out/c.txt", ".git/d.txt"):
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text("text")
    arrivals.look()
    clock.now = 5
    assert names(arrivals.look()) == ["b.txt"]


def test_what_was_there_before_is_passed_over_until_it_changes(arrivals, folder, clock):
    (folder / "a.txt").write_text("old")
    arrivals.pass_over()
    clock.now = 60
    assert arrivals.look() == []
    (folder / "a.txt").write_text("changed")
    arrivals.look()
    clock.now = 70
    assert names(arrivals.look()) == ["a.txt"]


def test_only_what_changed_is_looked_at_where_that_is_known(arrivals, folder, clock):
    def settled(*changed):
        paths = [str(folder / name) for name in changed]
        arrivals.look(paths)
        clock.now += 5
        return names(arrivals.look([]))

    (folder / "a.txt").write_text("text")
    assert settled() == []
    assert settled("a.txt", "gone.txt") == ["a.txt"]
    assert settled("a.txt") == []
    (folder / "a.txt").rename(folder / "b.txt.part")
    assert settled("a.txt", "b.txt.part") == []
    # It was moved away, and comes back as it was.
    (folder / "b.txt.part").rename(folder / "a.txt")
    assert settled("b.txt.part", "a.txt") == ["a.txt"]
    (folder / "new" / "sub").mkdir(parents=True)
    for name in ("new/c.txt", "new/sub/d.txt", "new/.e.txt"):
        (folder / name).write_text("text")
    assert settled("new") == ["c.txt", "d.txt"]
    assert settled("new/sub/d.txt", "new/sub", "new") == []
    clock.now += 5
    assert arrivals.look() == []


def test_a_change_where_a_scan_of_everything_does_not_come_is_none(arrivals, folder, clock):
    for path in ("out/c.txt", ".git/d.txt", "sub/.e/f.txt", "elsewhere/g.txt"):
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text("text")
    (folder / "elsewhere").rename(folder.parent / "elsewhere")
    (folder / "link").symlink_to(folder.parent / "elsewhere")
    changed = ["out/c.txt", "out", ".git/d.txt", ".git", "sub/.e/f.txt", "sub/.e", "link/g.txt", "link"]
    arrivals.look([str(folder / path) for path in changed])
    assert not arrivals.waiting


def test_of_thousands_of_files_each_counts_once_however_it_is_found(arrivals, folder, clock):
    for number in range(1500):
        (folder / f"{number}.txt").write_text("text")
    arrivals.look()
    clock.now = 5
    assert len(arrivals.look()) == 1500
    for number in range(0, 1500, 100):
        (folder / f"{number}.txt").unlink()
    (folder / "7.txt").write_text("changed")
    arrivals.look()
    clock.now = 10
    assert names(arrivals.look()) == ["7.txt"]
    assert arrivals.look([str(folder / f"{number}.txt") for number in range(1500)]) == []
    assert not arrivals.waiting
