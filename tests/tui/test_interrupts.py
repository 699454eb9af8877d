"""The first Ctrl-C lets a batch end, whenever it comes."""

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tui.cli import run
from tui.output import say
from tui.signals import interruptible


class Interrupting(io.RawIOBase):
    """A file during whose first line the signal comes."""

    def __init__(self) -> None:
        self.written = b""

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        first, self.written = not self.written, self.written + bytes(data)
        if first:
            os.kill(os.getpid(), signal.SIGTERM)
        return len(data)


def test_a_signal_that_arrives_while_a_line_is_written_is_handled_and_reported(monkeypatch):
    raw = Interrupting()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BufferedWriter(raw), encoding="utf-8"))
    with interruptible("watch", lambda: 0) as received:
        say("a.txt", "done")
    sys.stderr.flush()
    assert received == [signal.SIGTERM]
    assert b"a.txt: done\n" in raw.written
    assert b"watch: stopping after the articles in progress" in raw.written


TEXT = "Le conseil a voté hier soir.".encode()


def ended(code):
    """How `depeche detect -` ends after some code."""
    code = f"""
import os, signal, sys
{code}
sys.argv = ["depeche", "detect", "-"]
from tui.main import main
main()
"""
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run([sys.executable, "-c", code], env=environ, input=TEXT, capture_output=True, check=False)


def while_it_detects(name):
    """The code that sends the signal of a name while the command works."""
    kill = f"os.kill(os.getpid(), signal.{name})"
    return f"""
import core.language
detect = core.language.Detector.detect
core.language.Detector.detect = lambda *values: {kill} or detect(*values)
"""


signals = pytest.mark.skipif(sys.platform == "win32", reason="such signals are POSIX")
each_signal = pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])


@signals
@each_signal
@pytest.mark.parametrize("moment", ["tui.cli", "typer", "core.language"])
def test_a_signal_while_the_program_starts_ends_it_with_one_line(moment, name):
    # While such a module is looked for, the signal comes.
    done = ended(f"""
class Moment:
    def find_spec(self, name, *_):
        if name == {moment!r}:
            os.kill(os.getpid(), signal.{name})
sys.meta_path.insert(0, Moment())
""")
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"depeche: interrupted\n")


@signals
@each_signal
def test_a_signal_while_a_command_works_ends_it_with_one_line(name):
    done = ended(while_it_detects(name))
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"depeche: detect: interrupted\n")


@signals
@each_signal
def test_a_signal_within_a_destructor_which_swallows_exceptions_is_not_lost(name):
    done = ended(f"""
import time
import core.language
class Last:
    def __del__(self):
        os.kill(os.getpid(), signal.{name})
def wait(*_):
    Last()
    time.sleep(60)
core.language.Detector.detect = wait
""")
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"depeche: detect: interrupted\n")


@signals
def test_a_second_signal_ends_a_command_at_once():
    again = "import tui.cli; tui.cli.say = lambda *_: os.kill(os.getpid(), signal.SIGTERM)"
    done = ended(f"{while_it_detects('SIGINT')}\n{again}")
    assert (done.returncode, done.stderr) == (130, b"")


@signals
def test_a_hang_up_that_is_ignored_as_nohup_does_stays_ignored():
    done = ended(f"signal.signal(signal.SIGHUP, signal.SIG_IGN)\n{while_it_detects('SIGHUP')}")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\tfr\t" in done.stdout


@signals
def test_a_batch_ends_after_the_articles_in_progress_though_its_terminal_hung_up(tmp_path):
    import pty

    child, terminal = pty.fork()
    if child == 0:
        with interruptible("batch", lambda: 0) as received:
            Path(tmp_path / "ready").touch()
            while not received:
                signal.pause()
            say("a.txt", "done")
        (tmp_path / "done").write_text(f"{received}", encoding="utf-8")
        os._exit(0)
    while not (tmp_path / "ready").exists():
        time.sleep(0.01)
    os.close(terminal)
    assert os.waitpid(child, 0)[1] == 0
    assert (tmp_path / "done").read_text("utf-8") == f"{[int(signal.SIGHUP)]}"


def test_an_interrupt_that_a_library_turns_into_an_error_of_its_own_is_an_interrupt(monkeypatch, capsys):
    def detect(*_):
        error = ValueError("profile format error")
        error.__context__ = KeyboardInterrupt()  # as langdetect's has
        raise error

    monkeypatch.setattr("core.language.Detector.detect", detect)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT)))
    assert run(["detect", "-"]) == 130
    assert capsys.readouterr().err == "depeche: detect: interrupted\n"


@pytest.mark.skipif(sys.platform == "win32", reason="shells close streams on POSIX")
@pytest.mark.parametrize(("closed", "output"), [("<&-", b"there is no text"), (">&-", b"no such file"), ("2>&-", b"")])
def test_streams_that_a_shell_has_closed_are_no_failure_inside(tmp_path, closed, output):
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    words = f"{sys.executable} -m tui.main detect - no-such-file {closed}"
    done = subprocess.run(["sh", "-c", words], env=environ, cwd=tmp_path, input=b"", capture_output=True, check=False)
    assert done.returncode == 1
    assert b"failed inside" not in done.stderr + done.stdout
    assert b"no-such-file" not in done.stdout
    assert output in done.stderr
