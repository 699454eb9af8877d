"""The first Ctrl-C lets a batch end, whenever it comes."""

import io
import os
import signal
import subprocess
import sys
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


@pytest.mark.parametrize("moment", ["tui.cli", "typer", "core.language"])
def test_an_interrupt_while_the_program_starts_ends_it_without_a_traceback(moment):
    # While such a module is looked for, the signal comes.
    code = f"""
import os, signal, sys
class Moment:
    def find_spec(self, name, *_):
        if name == {moment!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Moment())
sys.argv = ["depeche", "detect", "-"]
from tui.main import main
main()
"""
    root = Path(__file__).parents[2]
    environ = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, "-c", code], env=environ, input=b"", capture_output=True, check=False)
    assert done.returncode == 130
    assert b"Traceback" not in done.stderr


def test_an_interrupt_that_a_library_turns_into_an_error_of_its_own_is_an_interrupt(monkeypatch, capsys):
    def detect(*_):
        error = ValueError("profile format error")
        error.__context__ = KeyboardInterrupt()  # as langdetect's has
        raise error

    monkeypatch.setattr("core.language.Detector.detect", detect)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Le conseil a voté hier soir.".encode())))
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
