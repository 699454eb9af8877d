"""Run the program in processes of its own that are forked from one which has imported everything.

Each has its own arguments, environment, folder and pipes, and ends as any Python does, so that a test sees what a user
would. Only the imports are not done anew, which take most of the time of a short command. What depends on them, or on how
Python starts (the seed of its hashes, the locale of its streams), is tested with `python -m tui.main` itself.

`python -m tests.program DESCRIPTOR` is the process that forks: it takes requests from a socket until that is closed.
"""

import atexit
import gc
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from core.home import make_folder
from core.language import Detector

ROOT = Path(__file__).parents[1]
_LARGEST = 1 << 17
"""Bytes of a request."""
_LATE = """numpy ctranslate2 sentencepiece Stemmer jinja2 docx feedparser lxml.html rich.markdown typer.rich_utils ssl asyncio email
core.lang.fr.grammar core.lang.fr.names core.lang.fr.spelling core.lang.fr.typography core.lang.en.grammar core.batch.journal
core.export.docx core.export.json core.export.tmx core.export.templates core.feeds.subscriptions core.library.search
core.library.store core.memory.corrections core.memory.store core.memory.tmx core.packs.download core.packs.firefox_registry
core.packs.install tui.app tui.web.server watchfiles core.reading.feed core.reading.html_paragraphs core.stories core.digest core.doctor""".split()
"""What commands import when they first need it."""

_NEED_NO_LANGUAGES = "packs memory feeds settings library search doctor --version --help".split()
_ends = ExitStack()


def end() -> None:
    """End the process that forks, if it was started."""
    _ends.close()


def know_languages(home: Path) -> None:
    """Give a home the tables of the languages, which its first command would build otherwise."""
    tables = Path(os.environ["DEPECHE_TEST_LANGUAGES"])
    if not tables.exists():
        Detector(tables).load()
    # Some homes cannot be created, and some exist already.
    with suppress(OSError):
        make_folder(home)
        shutil.copytree(tables, home / "languages", copy_function=os.link)


class Program:
    """A run of `depeche WORDS...`; what it has of `subprocess.Popen` does the same."""

    def __init__(
        self, *words: object, cwd: Path | None = None, text: bool = True, to: int | None = None, **environ: str
    ) -> None:
        """Start it; `to` is a descriptor to which its stdout goes."""
        pipes = [os.pipe() for _ in range(4)]
        (stdin, ours_in), (ours_out, stdout), (ours_err, stderr), (self._told, telling) = pipes
        theirs = [stdin, stdout, stderr, telling]
        environ = {**os.environ, "PYTHONPATH": str(ROOT), **environ}
        if words and words[0] not in _NEED_NO_LANGUAGES and "--private" not in words:
            know_languages(Path(environ["DEPECHE_HOME"]))
        request = {"words": [*map(str, words)], "cwd": str(cwd or Path.cwd()), "env": environ}
        try:
            socket.send_fds(
                _forker(), [json.dumps(request).encode()], [stdin, stdout if to is None else to, stderr, telling]
            )
        finally:
            for end in theirs:
                os.close(end)
        kind, encoding = ("", "utf-8") if text else ("b", None)
        self.stdin, self.stdout, self.stderr = (  # `communicate` closes them
            open(end, f"{way}{kind}", encoding=encoding)  # noqa: SIM115
            for end, way in ((ours_in, "w"), (ours_out, "r"), (ours_err, "r"))
        )
        self.returncode: int | None = None
        self.pid = self._number()

    def _number(self) -> int:
        line = b""
        while not line.endswith(b"\n"):
            if not (byte := os.read(self._told, 1)):
                raise ChildProcessError("the process that forks the program has ended")
            line += byte
        return int(line)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end, and return its exit status."""
        if self.returncode is None:
            if not select.select([self._told], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("depeche", timeout or 0)
            self.returncode = self._number()
            os.close(self._told)
        return self.returncode

    def poll(self) -> int | None:
        with suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def communicate(self, text: Any = None, timeout: float | None = None) -> tuple[Any, Any]:
        """Write to its stdin, read its stdout and stderr to their ends, and wait for its end."""
        if self.stdout.closed:
            return self._said
        with ThreadPoolExecutor(3) as pool:
            pool.submit(self._write, text)
            reading = [pool.submit(pipe.read) for pipe in (self.stdout, self.stderr)]
            try:
                self.wait(timeout)
            except subprocess.TimeoutExpired:
                self.kill()
                raise
            self._said = reading[0].result(), reading[1].result()
        self.stdout.close()
        self.stderr.close()
        return self._said

    def _write(self, text: Any) -> None:
        with suppress(BrokenPipeError), self.stdin:  # it may end without reading
            if text:
                self.stdin.write(text)


def run_program(
    *words: object, stdin: Any = None, timeout: float = 120, **options: Any
) -> subprocess.CompletedProcess[Any]:
    """Run the program to its end; its streams are bytes without `text`."""
    program = Program(*words, **options)
    out, err = program.communicate(stdin, timeout)
    return subprocess.CompletedProcess(["depeche", *map(str, words)], program.returncode, out, err)


@cache
def _forker() -> socket.socket:
    """Start the process that forks, once for each process of pytest; it ends with this one."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    for end in (ours, theirs):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * _LARGEST)
    # Its streams are pipes as are those of the programs, to which Python's objects for them are handed on.
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.program", str(theirs.fileno())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        pass_fds=[theirs.fileno()],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    theirs.close()
    _ends.callback(process.wait)
    _ends.callback(ours.close)
    return ours


def _serve(requests: socket.socket) -> None:
    """Fork a program for each request, and tell its number and exit status; in the program's process, return."""
    running: dict[int, tuple[int, int]] = {}
    while True:
        for ready in select.select([requests, *running], [], [])[0]:
            if ready in running:
                child, telling = running.pop(ready)
                os.close(ready)
                status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
                _tell(telling, status)
                os.close(telling)
                continue
            request, pipes, *_ = socket.recv_fds(requests, _LARGEST, 4)
            if not request:
                os._exit(0)
            if (child := os.fork()) == 0:
                requests.close()
                for end in [*running, *(telling for _, telling in running.values()), pipes[3]]:
                    os.close(end)
                _become(json.loads(request), pipes[:3])
                return
            for pipe in pipes[:3]:
                os.close(pipe)
            running[os.pidfd_open(child)] = child, pipes[3]
            _tell(pipes[3], child)


def _tell(pipe: int, number: int) -> None:
    with suppress(BrokenPipeError):  # nobody waits for it any more
        os.write(pipe, b"%d\n" % number)


def _become(request: dict, pipes: list[int]) -> None:
    """Give this process the streams, folder, environment and arguments of a request."""
    for number, pipe in enumerate(pipes):
        os.dup2(pipe, number)
        os.close(pipe)
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    sys.argv = ["depeche", *request["words"]]


def _main(descriptor: int) -> NoReturn:
    from tui.cli import application
    from tui.main import main

    application()
    for name in _LATE:
        import_module(name)
    gc.freeze()
    _serve(socket.socket(fileno=descriptor))
    status = 0
    try:
        main()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 0
    # What Python does at its end, but for freeing every module, which takes longer than a short command.
    threading._shutdown()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(status)


if __name__ == "__main__":
    _main(int(sys.argv[1]))
