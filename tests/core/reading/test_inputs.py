"""Inputs that the user names are found; a missing one gives an error in its place."""

import os

import pytest

from core.errors import InputError
from core.reading import Input, discover


@pytest.fixture
def wires(tmp_path):
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden"):
        (tmp_path / name).write_text("Le texte.\n", encoding="utf-8")
    return tmp_path


def paths(*names) -> list[str]:
    return [found.relative if isinstance(found, Input) else found.problem for found in discover(list(map(str, names)))]


def test_a_folder_is_read_recursively_in_the_order_of_names_without_hidden_files(wires):
    assert paths(wires) == ["a.txt", "b.txt", "sub/c.txt"]


def test_a_glob_the_shell_left_alone_is_expanded(wires):
    assert paths(wires / "*.txt") == ["a.txt", "b.txt"]
    assert paths(wires / "**/*.txt") == ["a.txt", "b.txt", "c.txt"]


def test_a_file_whose_name_looks_like_a_glob_is_that_file(wires):
    (wires / "[a].txt").write_text("x", encoding="utf-8")
    assert paths(wires / "[a].txt") == ["[a].txt"]


def test_a_missing_input_is_an_error_and_the_rest_is_found(wires):
    assert paths(wires / "nothing.txt", wires / "a.txt") == ["no such file or folder", "a.txt"]


def test_a_folder_that_may_not_be_opened_is_an_error_and_the_rest_is_found(tmp_path, monkeypatch):
    for name in ("a.txt", "b/closed.txt", "c/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Il pleut.")
    scan, closed = os.scandir, {str(tmp_path / "b")}

    def scandir(path):
        if str(path) in closed:
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    *found, error = discover([str(tmp_path)])
    assert [item.relative for item in found] == ["a.txt", "c/d.txt"]
    assert isinstance(error, InputError)
    assert (error.what, str(error.problem)) == (str(tmp_path / "b"), "cannot be read: Permission denied")
    closed.add(str(tmp_path))
    assert [str(item.problem) for item in discover([str(tmp_path)])] == ["cannot be read: Permission denied"]


def test_an_empty_folder_and_a_glob_without_a_match_say_so(tmp_path):
    assert paths(tmp_path, tmp_path / "*.txt") == ["there is no file to read in this folder", "no file matches"]


@pytest.mark.parametrize("address", ["http://[", "https://", "http:///wire", "http://host:port/", "http://host:99999/"])
def test_an_address_without_a_valid_host_says_so(wires, address):
    assert paths(address, wires / "a.txt") == ["this is no address", "a.txt"]


def test_a_link_to_a_folder_above_does_not_run_in_circles(wires):
    (wires / "sub" / "again").symlink_to("..")
    assert paths(wires) == ["a.txt", "b.txt", "sub/c.txt"]


@pytest.mark.parametrize("kind", ["pipe", "dangling"])
def test_pipes_and_devices_are_refused_at_once(tmp_path, kind):
    path = tmp_path / "odd"
    os.mkfifo(path) if kind == "pipe" else path.symlink_to("nowhere")
    [found] = discover([str(path)])
    with pytest.raises(InputError):
        next(found.articles())


def test_a_file_without_text_says_so(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b" \n\t\n")
    [found] = discover([str(tmp_path / "empty.txt")])
    with pytest.raises(InputError, match="no text"):
        next(found.articles())
