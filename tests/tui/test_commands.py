"""The commands as scripts use them: results on stdout, one line per message on stderr, the right exit status."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from tests.program import run_program
from tests.tui.command_line import FRENCH, ROOT, SEED, depeche, message
from tui.cli import application, run
from tui.commands import prepare_help


@pytest.fixture
def wire(tmp_path) -> Path:
    path = tmp_path / "wire.txt"
    path.write_text(FRENCH, encoding="utf-8")
    return path


def walk(command, path=()):
    yield path, command
    for name, child in getattr(command, "commands", {}).items():
        yield from walk(child, (*path, name))


COMMANDS = dict(walk(get_command(application())))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_and_every_option_has_help(path):
    command = COMMANDS[path]
    assert command.help
    assert all(getattr(parameter, "help", None) for parameter in command.params)


@pytest.mark.parametrize("path", [path for path in COMMANDS if not hasattr(COMMANDS[path], "commands")], ids=" ".join)
def test_every_command_can_be_quiet_verbose_and_without_colours(path):
    options = {name for parameter in COMMANDS[path].params for name in parameter.opts}
    assert {"--quiet", "--verbose", "--no-color", "--debug"} <= options


@pytest.mark.parametrize("path", [("read",), ("brief",), ("batch",), ("translate",)], ids=" ".join)
def test_every_command_that_translates_takes_the_same_options(path):
    options = {name for parameter in COMMANDS[path].params for name in (*parameter.opts, *parameter.secondary_opts)}
    assert options >= {"--from", "--to", "--beam", "--threads", "--device", "--no-memory", "--glossary", "--offline"}


@pytest.mark.parametrize("path", [("read",), ("brief",), ("batch",), ("summarize",)], ids=" ".join)
def test_every_command_that_summarises_takes_the_same_options(path):
    options = {name for parameter in COMMANDS[path].params for name in (*parameter.opts, *parameter.secondary_opts)}
    assert options >= {"--method", "--sentences", "--words", "--ratio"}


@pytest.mark.parametrize("path", [path for path in COMMANDS if len(path) == 1], ids=" ".join)
def test_every_command_is_in_the_readme(path):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert path == ("read",) or f"`depeche {path[0]}" in readme


@pytest.mark.parametrize(
    ("words", "help_of"),
    [
        (("batch", "x"), "batch "),
        (("memory", "search"), "memory search "),
        (("--nosuch",), "read "),
        (("brief", "--beam"), "brief "),
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_answered_in_one_sentence_that_names_the_help_of_that_command(words, help_of):
    line = message(depeche(*words))
    assert line.rstrip().endswith(f"; see: depeche {help_of}--help")
    assert ".;" not in line


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_a_paragraph_of_the_help_is_broken_only_at_the_width_of_the_terminal(path):
    command = get_command(application())
    prepare_help(command)
    for name in path:
        command = command.commands[name]
    assert all("\n" not in paragraph for paragraph in command.help.split("\n\n"))


def test_detect_says_path_language_and_confidence(wire):
    done = depeche("detect", wire)
    assert done.returncode == 0
    assert re.fullmatch(rf"{re.escape(str(wire))}\tfr\t(1\.0000|0\.\d{{4}})\n", done.stdout.decode())


def test_detect_speaks_json_too(wire):
    values = json.loads(depeche("detect", wire, "--json").stdout)
    assert (values["path"], values["language"]) == (str(wire), "fr")


def test_segment_gives_one_json_line_a_sentence_from_standard_input():
    done = depeche("segment", stdin=FRENCH)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["text"] for row in rows] == [FRENCH[row["start"] : row["end"]] for row in rows]
    assert [row["id"] for row in rows] == ["s1", "s2"]
    assert "path" not in rows[0]


def test_segment_names_the_input_where_there_are_several(wire):
    rows = [json.loads(line) for line in depeche("segment", wire, wire).stdout.splitlines()]
    assert {row["path"] for row in rows} == {str(wire)}


def test_summarize_gives_source_sentences_and_needs_no_pack(wire):
    done = depeche("summarize", wire, "--sentences", 1, "--method", "lead")
    assert done.stdout.decode() == "Le conseil a voté hier soir le budget de la ville.\n"
    assert done.returncode == 0


@pytest.mark.model
def test_translate_keeps_the_layout(real_home):
    done = depeche("translate", stdin="\nLe titre\n\n\nIl pleut. Il vente.\nOui.\n", DEPECHE_HOME=str(real_home))
    lines = done.stdout.decode().split("\n")
    assert [bool(line) for line in lines] == [False, True, False, False, True, True, False]
    assert "title" in lines[1].lower()


def test_a_brief_is_written_whole_to_the_file_that_was_named(pack, wire, tmp_path):
    goal = tmp_path / "deep" / "brief.json"
    done = depeche("brief", wire, "-f", "json", "-o", goal)
    assert done.returncode == 0
    assert done.stdout == b""
    assert json.loads(goal.read_text(encoding="utf-8"))["engine"]["pack"] == pack.name
    assert [path.name for path in goal.parent.iterdir()] == ["brief.json"]


def test_two_runs_give_the_same_bytes(pack, wire):
    first, second = (depeche("brief", wire, "-f", "json", anew=True).stdout for _ in range(2))
    assert first == second != b""


def test_batch_mirrors_the_tree_of_its_input(pack, tmp_path):
    (tmp_path / "in" / "sub").mkdir(parents=True)
    for name in ("a.txt", "sub/b.txt"):
        (tmp_path / "in" / name).write_text(FRENCH, encoding="utf-8")
    done = depeche("batch", tmp_path / "in", "-o", tmp_path / "out", "-f", "json", "-f", "md", "--report", "-")
    found = {str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.*")}
    assert done.returncode == 0
    assert json.loads(done.stdout)["schema"] == "depeche.batch/1"
    assert found == {"a.txt.json", "a.txt.md", "sub/b.txt.json", "sub/b.txt.md"}


def test_an_input_that_fails_is_reported_and_the_rest_is_processed(pack, wire, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    done = depeche("batch", tmp_path / "empty.txt", wire, tmp_path / "nothing.txt", "-o", tmp_path / "out", "--quiet")
    assert done.returncode == 1
    assert [line.rsplit(": ", 1)[1] for line in done.stderr.decode().splitlines()] == [
        "there is no text in it",
        "no such file or folder",
    ]
    assert (tmp_path / "out" / "wire.txt.md").exists()


@pytest.mark.parametrize(
    ("typed", "meant"), [("breif", "brief"), ("btach", "batch"), ("pakcs", "packs"), ("Brief", "brief")]
)
def test_a_mistyped_command_is_answered_with_a_suggestion(typed, meant, monkeypatch, tmp_path, capfd):
    monkeypatch.chdir(tmp_path)
    assert run([typed, "nothing.txt"]) == 1
    hint, *errors = capfd.readouterr().err.splitlines()
    assert hint == f"depeche: {typed}: did you mean the command {meant}? See: depeche --help"
    # They may be inputs nevertheless, and are reported as such.
    assert errors == [f"depeche: {name}: no such file or folder" for name in (typed, "nothing.txt")]


@pytest.mark.parametrize("name", ["nothing.txt", "wires", "./breif", "dispatch"])
def test_an_input_that_is_missing_is_not_taken_for_a_command(name, monkeypatch, tmp_path, capfd):
    monkeypatch.chdir(tmp_path)
    assert run([name]) == 1
    assert capfd.readouterr().err == f"depeche: {name}: no such file or folder\n"


def test_a_file_with_a_name_like_a_command_is_read_without_a_hint(monkeypatch, tmp_path, capfd):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "breif").write_bytes(b"")
    assert run(["breif"]) == 1
    assert capfd.readouterr().err == "depeche: breif: there is no text in it\n"


def test_in_a_pipe_the_program_without_a_command_prints_the_brief(pack, wire):
    done = depeche(wire)
    assert done.stdout.startswith(b"---\n")
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("words", "status", "part"),
    [
        (("brief", "nothing.txt"), 1, "nothing.txt: no such file or folder"),
        (("brief", "x", "--beam", "many"), 2, "--beam"),
        (("brief", "x", "--frob"), 2, "--frob"),
        (("brief", "x", "--from", "french"), 2, "--from"),
        (("brief", "x", "--method", "magic"), 2, "there are news, lead, "),
        (("brief", "x", "--words", "9", "--ratio", "0.5"), 2, "only one"),
        (("brief", "x", "--ratio", "7"), 2, "at most 1"),
        (("brief", "x", "-f", "pdf"), 2, "pdf"),
        (("batch", "x"), 2, "--output"),
        (("packs", "install"), 2, "PAIR"),
    ],
)
def test_a_wrong_call_gets_one_line_and_the_right_status(words, status, part, capsys):
    assert run(list(words)) == status
    errors = capsys.readouterr().err
    assert errors.startswith("depeche: ")
    assert errors.count("\n") == 1
    assert part in errors


def test_a_folder_with_nothing_readable_gets_one_line(tmp_path):
    (tmp_path / "empty").mkdir()
    done = depeche("brief", tmp_path / "empty")
    assert done.returncode == 1
    assert "no file to read" in message(done)


def test_offline_without_a_pack_is_status_3_and_names_the_command(wire):
    done = depeche("brief", wire, "--offline")
    assert done.returncode == 3
    assert "depeche packs install fr-en" in message(done)
    assert done.stdout == b""


def test_the_environment_says_offline_as_well(wire):
    assert depeche("brief", wire, DEPECHE_OFFLINE="1").returncode == 3


def test_a_wire_in_a_language_without_a_pack_is_status_3(tmp_path):
    path = tmp_path / "wire.txt"
    path.write_text(
        "Mae cyngor y ddinas wedi cymeradwyo cyllideb y flwyddyn nesaf ar ôl dadl hir neithiwr.\n", encoding="utf-8"
    )
    done = depeche("brief", path)
    assert done.returncode == 3
    assert "no pack is known" in message(done)


@pytest.mark.model
def test_a_pack_with_one_flipped_byte_is_named_with_the_command_that_repairs_it(real_home, wire, tmp_path):
    import shutil

    home = Path(shutil.copytree(real_home, tmp_path / "flipped"))
    [model] = home.rglob("model.bin")
    data = bytearray(model.read_bytes())
    data[len(data) // 2] ^= 1
    model.write_bytes(data)
    done = depeche("brief", wire, DEPECHE_HOME=str(home))
    assert done.returncode == 3
    assert "depeche packs install fr-en" in message(done)


def test_a_home_that_cannot_be_written_gets_one_line(wire, tmp_path):
    (tmp_path / "file").write_text("no folder")
    done = depeche("packs", "install", "fr-en", DEPECHE_HOME=str(tmp_path / "file" / "home"))
    assert done.returncode == 1
    message(done)


def test_an_output_that_cannot_be_written_gets_one_line(pack, wire, tmp_path):
    (tmp_path / "file").write_text("no folder")
    done = depeche("brief", wire, "-o", tmp_path / "file" / "brief.md")
    assert done.returncode == 1
    assert "cannot be written" in message(done)


def test_a_pipe_that_is_closed_early_is_no_failure(pack, tmp_path):
    path = tmp_path / "wire.txt"
    path.write_text(FRENCH * 2000, encoding="utf-8")
    shell = f'"{sys.executable}" -m tui.main segment "{path}" | head -1; exit ${{PIPESTATUS[0]}}'
    done = subprocess.run(["bash", "-c", shell], capture_output=True, check=False, cwd=ROOT)
    assert done.stderr == b""
    assert done.returncode == 0


@pytest.mark.parametrize("words", ["--version", "--help", "detect --help", "packs", "doctor --json", "segment"])
def test_a_pipe_that_nobody_reads_is_no_failure_for_any_command(words, wire):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing) as pipe:
        done = run_program(*words.split(), *([wire] if words == "segment" else []), to=pipe.fileno())
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("words", ["--version", "--help", "packs", "doctor", "detect"])
def test_results_that_find_no_room_on_the_disk_are_one_line_and_status_1(words, wire):
    with Path("/dev/full").open("wb") as full:
        done = run_program(*words.split(), *([wire] if words == "detect" else []), to=full.fileno(), text=False)
    assert message(done) == "depeche: stdout: cannot be written: No space left on device"
    assert done.returncode == 1


@pytest.mark.parametrize("words", ["detect --help", "doctor --json", "detect"])
def test_results_for_a_stdout_that_is_closed_are_one_line_and_status_1(words, wire):
    shell = f'"{sys.executable}" -m tui.main {words} {wire if words == "detect" else ""} >&-'
    done = subprocess.run(["bash", "-c", shell], capture_output=True, check=False, cwd=ROOT)
    assert message(done) == "depeche: stdout: cannot be written: Bad file descriptor"
    assert done.returncode == 1


def test_an_escape_sequence_in_a_file_name_never_reaches_the_terminal(tmp_path):
    path = tmp_path / "wire\x1b[31m.txt"
    path.write_text(FRENCH, encoding="utf-8")
    done = depeche("detect", path, tmp_path / "none\x1b[2J.txt")
    assert b"\x1b" not in done.stdout + done.stderr


def test_doctor_says_what_works_and_what_to_do(pack, tmp_path):
    (tmp_path / "random" / "stray").mkdir()
    values = json.loads(depeche("doctor", "--json").stdout)
    subjects = {finding["subject"]: finding for finding in values["findings"]}
    assert values["healthy"]
    assert pack.name in subjects["pack fr-en"]["text"]
    assert "stray" in subjects["pack folder"]["text"]


def test_doctor_names_a_home_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("no folder")
    done = depeche("doctor", DEPECHE_HOME=str(tmp_path / "file" / "home"))
    assert done.returncode == 1
    assert b"set DEPECHE_HOME" in done.stdout


def test_a_failure_inside_is_one_line_and_debug_shows_the_rest(monkeypatch, capsys):
    monkeypatch.setattr("tui.commands.stages.Detector", lambda folder: 1 / 0)
    assert run(["detect", str(SEED)]) == 1
    assert "--debug" in capsys.readouterr().err
    with pytest.raises(ZeroDivisionError):
        run(["detect", str(SEED), "--debug"])


def test_an_interrupt_is_status_130(monkeypatch, capsys):
    def interrupted(folder):
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.commands.stages.Detector", interrupted)
    assert run(["detect", str(SEED)]) == 130
    assert capsys.readouterr().err == "depeche: detect: interrupted\n"


def test_an_interrupted_program_exits_before_its_commands_objects_are_freed(monkeypatch):
    """An engine that is freed ends its batch first."""
    events = []

    class Held:
        def __del__(self):
            events.append("let go")

    def interrupted(folder):
        engine = Held()
        raise KeyboardInterrupt(id(engine))

    monkeypatch.setattr("tui.commands.stages.Detector", interrupted)
    run(["detect", str(SEED)], leave=events.append)
    assert events == [130, "let go"]
