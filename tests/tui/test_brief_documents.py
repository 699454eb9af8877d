"""`depeche brief` as documents: to files, to stdout, for many articles, through a user's own template."""

import io
import os
import pty
import subprocess
import sys
import threading
import zipfile

import pytest

from core.memory.tmx import read_tmx
from tests.tui.command_line import FRENCH, ROOT, depeche, message
from tests.word_maker import make_docx, paragraph
from tests.word_maker import run as word_run
from tui import output
from tui.cli import run


@pytest.fixture
def wires(tmp_path):
    folder = tmp_path / "wires"
    folder.mkdir()
    (folder / "a.txt").write_text(f"Le budget\n\n{FRENCH}", "utf-8")
    (folder / "b.txt").write_text(f"La grève\n\n{FRENCH}", "utf-8")
    return folder


@pytest.mark.usefixtures("pack")
def test_a_word_document_goes_to_a_pipe_as_it_is(wires):
    done = depeche("brief", wires / "a.txt", "-f", "docx")
    assert done.returncode == 0
    assert zipfile.ZipFile(io.BytesIO(done.stdout)).testzip() is None


@pytest.mark.usefixtures("pack")
@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.json", b"{"),
        ("a.HTML", b"<!DOCTYPE html>"),
        ("a.docx", b"PK"),
        ("a.tmx", b"<?xml"),
        ("a.md", b"---"),
        ("a.txt", b"---"),
    ],
)
def test_without_a_format_the_ending_of_the_file_says_it(name, begins, wires, tmp_path):
    assert depeche("brief", wires / "a.txt", "-o", tmp_path / name).returncode == 0
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.usefixtures("pack")
def test_a_format_that_is_named_counts_more_than_the_ending_of_the_file(wires, tmp_path):
    assert depeche("brief", wires / "a.txt", "-f", "json", "-o", tmp_path / "a.md").returncode == 0
    assert (tmp_path / "a.md").read_bytes().startswith(b"{")


@pytest.mark.usefixtures("pack")
def test_a_hyphen_as_output_means_stdout(wires, tmp_path):
    done = depeche("brief", wires / "a.txt", "-f", "json", "-o", "-", cwd=tmp_path)
    assert done.stdout.startswith(b"{")
    assert not (tmp_path / "-").exists()


@pytest.mark.usefixtures("pack")
def test_an_output_that_ends_in_a_slash_is_a_folder_also_for_one_brief(wires, tmp_path):
    assert depeche("brief", wires / "a.txt", "-o", f"{tmp_path}/v1.json/").returncode == 0
    assert [path.name for path in (tmp_path / "v1.json").iterdir()] == ["a.txt.md"]


def test_two_inputs_are_not_written_to_a_folder_that_is_named_like_a_file(wires, tmp_path):
    done = depeche("brief", wires / "a.txt", wires / "b.txt", "-o", tmp_path / "both.md")
    assert done.returncode == 2
    assert message(done).endswith("is one file, and there are several briefs; name a folder: -o DIR/")
    assert not (tmp_path / "both.md").exists()


def test_a_batch_does_not_take_a_file_for_its_folder(wires):
    done = depeche("batch", wires / "a.txt", "-o", wires / "b.txt")
    assert done.returncode == 1
    assert message(done).endswith("b.txt: cannot be written: Not a directory")


def test_a_word_document_is_not_written_to_a_terminal(wires):
    screen, end = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "tui.main", "brief", str(wires / "a.txt"), "-f", "docx"],
        stdout=end, stderr=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    os.close(end)
    os.close(screen)
    assert done.returncode == 2
    assert message(done) == "depeche: -f docx: a Word document is nothing for a terminal; write it to a file"


@pytest.mark.usefixtures("pack")
def test_web_pages_of_several_wires_are_not_written_to_one_stream(wires):
    done = depeche("brief", wires, "-f", "html")
    assert done.returncode == 2
    assert done.stdout == b""
    assert "--collection FILE" in message(done)


@pytest.mark.usefixtures("pack")
def test_several_briefs_never_overwrite_each_other(wires, tmp_path):
    refused = depeche("brief", wires, "-o", tmp_path / "brief.md")
    assert refused.returncode == 2
    assert not (tmp_path / "brief.md").exists()
    done = depeche("brief", wires, "-f", "tmx", "-o", tmp_path / "new")
    assert done.returncode == 0
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["a.txt.tmx", "b.txt.tmx"]
    assert len(list(read_tmx(tmp_path / "new" / "a.txt.tmx"))) == 3


@pytest.mark.usefixtures("pack")
def test_a_collection_holds_every_wire_that_could_be_read(wires, tmp_path):
    goal = tmp_path / "all.html"
    done = depeche("brief", wires, tmp_path / "missing.txt", "--collection", goal)
    assert done.returncode == 1
    assert done.stdout == b""
    text = goal.read_text("utf-8")
    assert "2 wires" in text
    assert 'href="#w2"' in text
    assert 'id="w2"' in text


@pytest.mark.usefixtures("pack")
def test_the_users_own_template_makes_the_brief_and_its_errors_are_reported(wires, tmp_path):
    template = tmp_path / "desk.html"
    template.write_text("<h1>{{ brief.original }}</h1>\n", "utf-8")
    assert (
        depeche("brief", wires / "a.txt", "-f", "html", "--template", template).stdout.decode()
        == "<h1>Le budget</h1>\n"
    )
    other = depeche("brief", wires / "a.txt", "--template", template)
    assert (other.returncode, message(other).split("; ")[-1]) == (2, "add -f html")
    template.write_text("\n{{ brief.__class__ }}", "utf-8")
    refused = depeche("brief", wires / "a.txt", "-f", "html", "--template", template)
    assert refused.returncode == 2
    assert f"{template}: line 2: it reaches for what a template may not" in message(refused)


def test_a_collection_in_a_format_that_has_none_is_refused_before_any_work(wires, tmp_path):
    done = depeche("brief", wires, "--collection", tmp_path / "all.json")
    assert done.returncode == 2
    assert ".md, .html, .docx, .tmx" in message(done)


def test_a_file_whose_language_has_no_pack_is_one_line_though_some_of_it_was_left_out(tmp_path, places, capfd):
    text = "Le conseil de la ville a voté hier soir le budget du port, et le maire s'en est réjoui devant la presse."
    hidden = word_run("Secret.", "<w:vanish/>")
    (tmp_path / "a.docx").write_bytes(make_docx(paragraph(word_run(text)) + paragraph(hidden)))
    assert run(["detect", str(tmp_path / "a.docx")]) == 0
    assert "hidden text is left out" in capfd.readouterr().err
    assert run(["brief", str(tmp_path / "a.docx"), "--offline"]) == 3
    out, err = capfd.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "the pack is not installed" in err


@pytest.mark.parametrize("terminal", [True, False])
def test_work_that_takes_long_shows_on_a_terminal_alone_how_far_it_is(monkeypatch, capsys, terminal):
    monkeypatch.setattr(output, "_SILENT", 0.0)
    monkeypatch.setattr(output, "_DRAWN_EVERY", 0.01)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    asked = threading.Event()

    def briefs():
        if terminal:
            assert asked.wait(30)
        yield "brief"

    def progress():
        asked.set()
        return "wire.txt", "3 of 9 sentences translated"

    assert [*output.told(briefs(), progress)] == ["brief"]
    assert ("wire.txt: 3 of 9 sentences translated" in capsys.readouterr().err) is terminal
