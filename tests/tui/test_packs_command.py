import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from random_pack import build_random_pack

from tests.program import run_program

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-c", "import sys; from tui.main import main; sys.argv[0] = 'depeche'; main()"]


def depeche(*arguments, **environment):
    """Run the program as a user does, in a pipe."""
    return run_program(*arguments, **environment)


def one_line(text, start):
    assert text.startswith(start)
    assert text.count("\n") == 1
    assert "Traceback" not in text
    return text


@pytest.fixture
def file(random_pack, tmp_path):
    return Path(shutil.make_archive(str(tmp_path / "pack"), "zip", random_pack.parent, random_pack.name)).rename(
        tmp_path / "pack.argosmodel"
    )


@pytest.fixture
def installed(file, places):
    assert depeche("packs", "import", file).returncode == 0
    return places.packs / "translate-fr_en-file-1.0"


def test_an_empty_machine_says_what_to_do():
    done = depeche("packs", "list")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "depeche: packs: none is installed; run: depeche packs install fr-en\n"
    assert depeche("packs", "list", "--json").stdout == "[]\n"


def test_available_packs_are_listed_for_people_and_programs():
    lines = depeche("packs", "available").stdout.splitlines()
    assert lines[0].split() == [
        "fr-en",
        "French",
        "→",
        "English,",
        "OPUS-MT",
        "386.7",
        "MB",
        "the",
        "package",
        "index",
        "default",
    ]
    values = json.loads(depeche("packs", "available", "--json").stdout)
    assert len(values) == len(lines)
    assert values[0]["install"] == "fr-en"
    assert values[0]["installed"] is False


def test_the_packs_of_a_language_are_listed_together_the_default_first():
    done = depeche("packs", "available", "es")
    rows = [line.split("  ") for line in done.stdout.splitlines()]
    assert [row[0] for row in rows] == ["es-en", "translate-es_en-argos-1.0", "en-es"]
    assert "COMET-22 0." in done.stdout
    assert "none of its models was tried" in done.stderr
    values = json.loads(depeche("packs", "available", "es", "--json").stdout)
    assert [(value["kind"], value["default"]) for value in values] == [
        ("firefox", True),
        ("argos", False),
        ("firefox", True),
    ]
    assert [row[-1].strip() == "default" for row in rows] == [True, False, False]
    assert "the default is used" in done.stderr
    offline = depeche("packs", "available", "--refresh", "--offline")
    assert (offline.returncode, offline.stdout) == (2, "")


def test_a_file_is_imported_listed_exported_and_removed(file, tmp_path, places):
    done = depeche("packs", "import", file)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == (
        "depeche: translate-fr_en-file-1.0: installed\n"
        "depeche: translate-fr_en-file-1.0: it comes from a file, and is none of the catalogue: trust it as you trust its sender\n"
    )
    assert depeche("packs", "list").stdout.startswith("fr-en  translate-fr_en-file-1.0  FR → EN  0.3 MB  from a file")
    build_random_pack(tmp_path / "other" / "pack", seed=3)
    other = shutil.make_archive(str(tmp_path / "other"), "zip", tmp_path / "other", "pack")
    again = depeche("packs", "import", other)
    assert "translate-fr_en-file-1.0: installed, in the place of another pack of this name\n" in again.stderr
    assert depeche("packs", "import", file).returncode == 0
    (values,) = json.loads(depeche("packs", "list", "--json").stdout)
    assert values["path"] == str(places.packs / "translate-fr_en-file-1.0")
    assert depeche("packs", "export", "fr→en", tmp_path / "copy.argosmodel").returncode == 0
    assert depeche("packs", "remove", "fr_en").returncode == 0
    assert depeche("packs", "install", tmp_path / "copy.argosmodel", "--quiet").stderr == ""
    assert depeche("packs", "verify").stdout == "translate-fr_en-file-1.0\twhole\n"


def test_a_file_that_is_no_pack_is_refused_with_one_line(tmp_path):
    with zipfile.ZipFile(tmp_path / "pack.argosmodel", "w") as archive:
        archive.writestr("pack/metadata.json", '{"from_code": "fr", "to_code": "en", "package_version": "1.0"}')
    done = depeche("packs", "import", tmp_path / "pack.argosmodel")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "depeche: pack.argosmodel: no model/model.bin\n"


def test_a_flipped_byte_is_found_by_verify(installed):
    model = installed / "model" / "model.bin"
    data = bytearray(model.read_bytes())
    data[100] ^= 1
    model.write_bytes(data)
    done = depeche("packs", "verify", "fr-en")
    assert (done.returncode, done.stdout) == (1, "")
    one_line(done.stderr, "depeche: translate-fr_en-file-1.0: model/model.bin is damaged")


@pytest.mark.parametrize("how", ["option", "environment"])
def test_offline_names_the_command_and_exits_with_3(how, places):
    arguments = ["--offline"] if how == "option" else []
    environment = {} if how == "option" else {"DEPECHE_OFFLINE": "1"}
    done = depeche("packs", "install", "fr-en", *arguments, **environment)
    assert done.returncode == 3
    assert "run: depeche packs install fr-en" in one_line(done.stderr, "depeche: fr-en: ")
    assert not places.home.exists()


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["install", "xx-en"], 3),
        (["install", "nonsense"], 2),
        (["install", "none.argosmodel"], 1),
        (["import", "none.argosmodel"], 1),
        (["remove", "fr-en"], 3),
        (["export", "fr-en", "file"], 3),
        (["verify", "fr-en"], 3),
        (["list", "--colour"], 2),
    ],
)
def test_what_cannot_be_done_is_one_line_and_a_status(arguments, status):
    done = depeche("packs", *arguments)
    assert (done.returncode, done.stdout) == (status, "")
    one_line(done.stderr, "depeche: ")


def test_a_home_that_cannot_be_written_is_one_line(file, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = depeche("packs", "import", file, DEPECHE_HOME=str(tmp_path / "file"))
    assert done.returncode == 1
    assert "set DEPECHE_HOME to a folder that can" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_a_broken_argos_folder_stops_nothing(tmp_path):
    (tmp_path / "argos" / "stray").mkdir(parents=True)
    build_random_pack(tmp_path / "argos" / "de_en", source="de")
    done = depeche("packs", "list")
    assert (done.returncode, done.stdout.split()[0]) == (0, "de-en")
    assert done.stderr == "depeche: packs: 1 more cannot be used; see: depeche doctor\n"


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_ctrl_c_ends_an_installation_with_130_and_nothing_is_left(installed, places, tmp_path):
    """A pip that hangs stands for a slow network: it is ended with the program."""
    bin_ = tmp_path / "slow"
    bin_.mkdir()
    (bin_ / "pip.py").write_text("import time; print('Progress 1 of 2', flush=True); time.sleep(60)", encoding="utf-8")
    environ = {**os.environ, "PYTHONPATH": f"{bin_}{os.pathsep}{ROOT}"}
    process = subprocess.Popen(
        [*PROGRAM, "packs", "install", "fr-en"], env=environ, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert "getting 386.7 MB from the package index" in process.stderr.readline()
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert errors == "depeche: translate-fr_en-opus-1.1: cancelled\n"
    assert sorted(path.name for path in places.packs.iterdir()) == [".lock", installed.name]


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
def test_on_a_terminal_there_is_a_bar_and_in_a_pipe_none(file):
    import pty

    assert "\x1b" not in depeche("packs", "import", file).stderr
    master, slave = pty.openpty()
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    process = subprocess.Popen([*PROGRAM, "packs", "import", str(file)], env=environ, stderr=slave)
    os.close(slave)
    shown = b""
    try:
        while chunk := os.read(master, 4096):
            shown += chunk
    except OSError:
        pass  # The other end has closed.
    os.close(master)
    assert process.wait() == 0
    assert "trying out" in shown.decode()
    assert "installed" in shown.decode().splitlines()[-2]


@pytest.mark.parametrize("command", ["list", "available", "install", "remove", "verify", "export", "import"])
def test_every_command_and_every_option_has_its_help(command):
    from typer.main import get_command

    from tui.commands.packs import packs_app

    found = get_command(packs_app).commands[command]
    assert found.help
    assert all(getattr(parameter, "help", None) for parameter in found.params if parameter.name != "help")


@pytest.mark.model
def test_the_installed_default_pack_is_not_downloaded_again(real_home):
    done = depeche("packs", "install", "fr-en", "--offline", DEPECHE_HOME=str(real_home))
    assert done.returncode == 0
    assert done.stderr == "depeche: translate-fr_en-opus-1.1: already installed and intact; --force reinstalls it\n"


@pytest.fixture
def earlier(installed, places):
    """The default pack as an earlier version of the program made it, by its name at least."""
    name = "translate-fr_en-opus-1.0"
    manifest = json.loads((installed / "depeche.json").read_text("utf-8"))
    (installed / "depeche.json").write_text(json.dumps({**manifest, "name": name}), encoding="utf-8")
    return installed.rename(places.packs / name)


def test_an_earlier_version_goes_on_working_and_the_way_to_the_faster_one_is_reported(earlier):
    offer = "a faster version can be made from it; run: depeche packs install fr-en"
    assert depeche("packs", "list").stderr == f"depeche: {earlier.name}: {offer}\n"
    assert f"{earlier.name}: {offer}" in depeche("doctor").stdout
    assert depeche("packs", "verify", "fr-en").stdout == f"{earlier.name}\twhole\n"


def test_an_earlier_version_with_another_layout_is_reported_in_one_line(earlier):
    done = depeche("packs", "install", "fr-en", "--offline", "--quiet")
    assert done.returncode == 1
    one_line(done.stderr, "depeche: translate-fr_en-opus-1.1: its ")
    assert depeche("packs", "verify", "fr-en").stdout == f"{earlier.name}\twhole\n"
