"""Child processes end with the program, and not later."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.processes import kill_child, kill_children, start_child

ROOT = Path(__file__).parents[2]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="by means of Linux")
BUSY = "import sys; sys.path.insert(0, {root!r}); from core.processes import hold_lifeline; hold_lifeline(); {then}"
"""A child that says when it is ready, and then does nothing in which Python's other threads could get a word in."""
DEAF = "print('ready', flush=True); import re; re.match('(a*)*b', 'a' * 60)"


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(") ")[2][0] not in "ZX"
    except OSError:
        return False


def ends(process: int) -> bool:
    """Whether a process ends within a time that is ample on any machine."""
    end = time.monotonic() + 30
    while is_running(process) and time.monotonic() < end:
        time.sleep(0.01)
    return not is_running(process)


def program(code: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@LINUX
def test_a_child_that_hears_nothing_is_killed_with_the_program():
    child = BUSY.format(root=str(ROOT), then=DEAF)
    running = program(f"""
import os, time
from core.processes import start_child
child = start_child({child!r}, os.environ)
child.stdout.readline()
print(child.pid, flush=True)
time.sleep(600)
""")
    inside = int(running.stdout.readline())
    assert is_running(inside)
    running.kill()
    running.communicate()
    assert ends(inside)


@LINUX
def test_a_child_whose_program_has_ended_before_it_looked_ends_too():
    late = BUSY.format(root=str(ROOT), then="import time; time.sleep(600)")
    running = program(f"""
import os
from core.processes import start_child
print(start_child("import time; time.sleep(0.5); " + {late!r}, os.environ).pid, flush=True)
os._exit(0)
""")
    inside = int(running.communicate()[0])
    assert ends(inside)


@LINUX
def test_children_are_gone_once_they_are_killed_and_may_be_killed_once_more():
    child = start_child("import time; time.sleep(600)", os.environ)
    kill_children()
    assert not Path(f"/proc/{child.pid}").exists()
    kill_children()
    kill_child(child)
    assert child.stdin.closed


@LINUX
def test_children_of_a_pool_are_killed_with_theirs_and_nobody_complains():
    inside = f"__import__('core.processes').processes.start_child({DEAF!r}, {{}}).pid"
    running = program(f"""
import os, subprocess
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from core.processes import _is_running, kill_children, protect_children

protect_children()
pool = ProcessPoolExecutor(2, get_context("spawn"))
inside = pool.submit(eval, {inside!r}).result()
other = subprocess.Popen(["sleep", "600"])
pool.submit(os.getpid)
kill_children()
print(_is_running(inside), _is_running(other.pid), flush=True)
other.kill()
os._exit(0)
""")
    out, err = running.communicate()
    assert (out, err) == ("False True\n", "")
