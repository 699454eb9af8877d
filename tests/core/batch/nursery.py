# ruff: noqa: T201 - it speaks to the process that started it
"""Starts the program again and again, from a process that has everything imported: a line of words each on stdin.

For each it says the number of the process, and, when that has ended, how.
"""

import os
import sys

import ctranslate2  # noqa: F401
import sentencepiece  # noqa: F401

import tui.commands.batch  # noqa: F401
from tui.cli import run

if __name__ == "__main__":
    for line in sys.stdin:
        if (child := os.fork()) == 0:
            os._exit(run(line.rstrip("\n").split("\t")))
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
