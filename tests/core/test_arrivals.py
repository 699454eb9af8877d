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
