"""Child processes end with the program, and not later."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from child_processes import ends, is_running

from core.processes import kill_child, kill_children, start_child

ROOT = Path(__file__).parents[2]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="by means of Linux")
BUSY = "import sys; sys.path.insert(0, {root!r}); from core.processes import hold_lifeline; hold_lifeline(); {then}"
"""A child that reports when it is ready, and then never lets Python's other threads run."""
DEAF = "print('ready', flush=True); import re; re.match('(a*)*b', 'a' * 60)"


def program(code: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "tests")))},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@LINUX
def test_a_busy_child_is_killed_with_the_program():
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
from child_processes import is_running
from core.processes import kill_children, protect_children

protect_children()
pool = ProcessPoolExecutor(2, get_context("spawn"))
inside = pool.submit(eval, {inside!r}).result()
other = subprocess.Popen(["sleep", "600"])
pool.submit(os.getpid)
kill_children()
print(is_running(inside), is_running(other.pid), flush=True)
other.kill()
os._exit(0)
""")
    out, err = running.communicate()
    assert (out, err) == ("False True\n", "")
