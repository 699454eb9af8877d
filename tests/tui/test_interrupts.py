"""Ctrl-C ends a command, a batch or a watch with one line, whenever it comes."""

import io
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.program import ROOT, know_languages
from tui.cli import run
from tui.output import say
from tui.signals import EndAtOnce, interruptible

BLOCK = """
import io, os, signal, sys, threading, time
from tui.output import say
from tui.signals import EndAtOnce, interruptible
stopped = threading.Event()
def kill():
    os.kill(os.getpid(), signal.SIGTERM)
%s
try:
    with interruptible(stopped.set, lambda: say("watch", "stopped"), lambda number: number):
%s
except EndAtOnce as end:
    sys.exit(end.exit_code)
"""


def after(block, before=""):
    """The status, and what is said, of a process that is interrupted in a block of code."""
    code = BLOCK % (before, "".join(f"        {line}\n" for line in block.splitlines()))
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=environ, stderr=subprocess.PIPE, check=False)
    return done.returncode, done.stderr


def test_a_signal_that_arrives_while_a_line_is_written_is_handled_and_reported():
    raw = """
class Interrupting(io.FileIO):
    first = True
    def write(self, data):
        if self.first:
            self.first = False
            kill()
        return super().write(data)
sys.stderr = io.TextIOWrapper(io.BufferedWriter(Interrupting(2, "w")), encoding="utf-8")
"""
    status, err = after('say("a.txt", "done")\nstopped.wait()', raw)
    assert status == signal.SIGTERM
    # On a busy machine it may have no time for what it was about to say.
    assert re.fullmatch(rb"(depeche: a.txt: done\n)?depeche: watch: stopped\n", err)


@pytest.mark.parametrize(
    "block", ["stopped.wait()", "time.sleep(3600)", "lock = threading.Lock()\nwith lock:\n    lock.acquire()"]
)
def test_a_block_that_does_not_end_when_it_is_asked_to_ends_with_one_line_all_the_same(block):
    assert after(f"kill()\n{block}") == (signal.SIGTERM, b"depeche: watch: stopped\n")


def test_what_fails_because_it_is_stopped_is_no_error():
    block = "kill()\nstopped.wait()\nraise ValueError('closed')"
    assert after(block) == (signal.SIGTERM, b"depeche: watch: stopped\n")


def test_a_terminal_that_takes_nothing_more_does_not_hold_up_the_end():
    reading, writing = os.pipe()
    before = f"""
os.dup2({writing}, 2)
os.set_blocking(2, False)
try:
    while os.write(2, bytes(65536)):
        pass
except BlockingIOError:
    os.set_blocking(2, True)
"""
    code = BLOCK % (before, "        kill()\n        stopped.wait()\n        say('a.txt', 'done')\n")
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=environ, pass_fds=[writing], check=False, timeout=60)
    assert done.returncode == signal.SIGTERM
    os.close(reading)
    os.close(writing)


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
    know_languages(Path(os.environ["DEPECHE_HOME"]))
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
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
def test_a_batch_whose_terminal_hung_up_ends_in_order(tmp_path):
    import pty

    child, terminal = pty.fork()
    if child == 0:
        stopped = threading.Event()
        try:
            with interruptible(stopped.set, lambda: say("batch", "stopped"), lambda number: number):
                Path(tmp_path / "ready").touch()
                stopped.wait()
                say("a.txt", "done")
        except EndAtOnce as end:
            os._exit(end.exit_code)
        os._exit(0)
    while not (tmp_path / "ready").exists():
        time.sleep(0.01)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == signal.SIGHUP


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
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = f"{sys.executable} -m tui.main detect - no-such-file {closed}"
    done = subprocess.run(["sh", "-c", words], env=environ, cwd=tmp_path, input=b"", capture_output=True, check=False)
    assert done.returncode == 1
    assert b"failed inside" not in done.stderr + done.stdout
    assert b"no-such-file" not in done.stdout
    assert output in done.stderr
