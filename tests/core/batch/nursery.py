# ruff: noqa: T201 - it speaks to the process that started it
"""Start the program many times from a process that has everything imported: one line of arguments each on stdin.

It prints the id of each process and, once that has ended, its exit code.
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
