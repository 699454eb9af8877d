"""`depeche watch` as a service runs it: in a process of its own, ended by signals."""

import signal

import pytest

from core.home import make_folder
from core.library.store import Library
from core.settings import Places
from tests.program import Program, run_program

TEXT = "Le ministre a dit que Paris et la mer sont là.\n"


@pytest.fixture
def folder(tmp_path, random_pack, monkeypatch):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(random_pack.parent))
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def watch(folder, tmp_path):
    """Start the program; whatever a test leaves running is killed."""
    running = []

    def start(*options, wrong=""):
        where = (folder, "-o", tmp_path / "out")
        process = Program("watch", *where, "--settle", "0.2", "--from", "fr", "--threads", "1", *options)
        running.append(process)
        if wrong:
            assert wrong in process.stderr.readline()
        assert "watching" in process.stderr.readline()
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()
        process.stderr.close()


def said_of(process, name):
    """The next line about a file."""
    while name not in (line := process.stderr.readline()):
        assert line, "it ended"
    return line


def end(process, number):
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    return process.returncode, err


def test_arrivals_are_processed_and_a_restart_processes_only_what_arrived_meanwhile(watch, folder, tmp_path):
    (folder / "before.txt").write_text(TEXT)
    process = watch()
    assert "done" in said_of(process, "before.txt")
    (folder / "sub").mkdir()
    (folder / "sub" / "later.txt.part").write_text(TEXT)
    (folder / "sub" / "later.txt.part").rename(folder / "sub" / "later.txt")
    assert "done" in said_of(process, "later.txt")
    assert (tmp_path / "out" / "sub" / "later.txt.md").exists()
    process.kill()
    process.communicate()
    before = (tmp_path / "out" / "before.txt.md").stat().st_mtime_ns
    (folder / "meanwhile.txt").write_text(TEXT)
    process = watch()
    assert "done" in said_of(process, "meanwhile.txt")
    status, err = end(process, signal.SIGINT)
    assert status == 130
    assert "before.txt" not in err
    assert (tmp_path / "out" / "before.txt.md").stat().st_mtime_ns == before


def test_a_bad_file_goes_to_the_quarantine_with_the_reason_beside_it(watch, folder):
    process = watch()
    for number in range(2):
        (folder / "sub").mkdir(exist_ok=True)
        (folder / "sub" / "bad.pdf").write_bytes(f"%PDF-1.4 rubbish {number}".encode())
        assert "moved to" in said_of(process, "sub/bad.pdf: moved")
    away = folder / "quarantine" / "sub"
    assert sorted(path.name for path in away.iterdir()) == [
        "bad.pdf", "bad.pdf.reason.txt", "bad.pdf~2", "bad.pdf~2.reason.txt"
    ]  # fmt: skip
    assert "bad.pdf" in (away / "bad.pdf.reason.txt").read_text()
    assert (away / "bad.pdf~2").read_bytes().endswith(b"1")
    (folder / "good.txt").write_text(TEXT)
    assert "done" in said_of(process, "good.txt")
    status, err = end(process, signal.SIGTERM)
    assert status == 0, err


def test_a_folder_that_is_missing_or_disappears_is_one_line(watch, folder):
    process = watch("--poll")
    folder.rename(folder.with_name("elsewhere"))
    _, err = process.communicate(timeout=120)
    assert process.returncode == 1
    assert err.endswith("this folder is gone\n")
    done = run_program("watch", folder, "-o", folder)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)


RULES = """
[[rules]]
do = "mute"
words = "horoscope"
in = "source"

[[rules]]
do = "star"
words = "ministre AND NOT budget"

[[rules]]
do = "erase"
words = "mer"

[[watches]]
name = "La mer"
words = "mer"
"""


def test_rules_of_the_settings_apply_to_arrivals(watch, folder, tmp_path):
    places = Places.from_environment()
    make_folder(places.home)
    places.settings.write_text(RULES, encoding="utf-8")
    for name, text in (("a.txt", f"L'horoscope du jour. {TEXT}"), ("b.txt", TEXT), ("c.txt", f"Le budget. {TEXT}")):
        (folder / name).write_text(text)
    process = watch("--verbose", wrong="rules 3: do = 'erase' is not allowed; give mute, star or mark")
    output = ""
    while output.count(": done, ") < 2 or output.count("found by") < 2 or "muted" not in output:
        output += process.stderr.readline()
    end(process, signal.SIGTERM)
    assert "a.txt: muted by a rule of the settings" in output
    assert "b.txt: starred by a rule of the settings" in output
    assert "c.txt: starred" not in output
    assert output.count("found by the watch La mer") == 2
    assert sorted(path.name for path in (tmp_path / "out").glob("*.md")) == ["b.txt.md", "c.txt.md"]
    with Library(places.library) as library:
        assert {hit.source_headline[:5]: hit.starred for hit in library.search("")} == {"Le mi": True, "Le bu": False}
