"""Inputs are read ahead in separate processes: the same articles in the same order, even if one of these dies."""

import contextlib
import os
import signal
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from core.batch.read_ahead import Opened, ReadAhead
from core.errors import InputError
from core.reading import Input

MAIL = "From a@b.example Mon Nov  2 10:00:00 2026\nFrom: a@b.example\nTo: c@d.example\nSubject: Un {n}\n\nIl pleut.\n\n"


@contextlib.contextmanager
def served(answer):
    """A server on this machine; `answer` is called before each answer."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            answer()
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"Titre {self.path}\n\nIl pleut sur Brest.\n".encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def opened(name, data=None):
    return Opened(Input(name, name), name, data, "")


def read(jobs, inputs):
    """What is in each input, or what is wrong with it."""
    found = []
    with ReadAhead(jobs) as read_ahead:
        for item, articles in read_ahead.read(inputs):
            try:
                found += [(item.key, numbered.relative, article.text) for numbered, article in articles]
            except InputError as error:
                found.append((item.key, error.problem))
    return found


def test_so_many_processes_read_what_one_reads_in_its_order():
    inputs = [opened(f"{n}.txt", f"Titre {n}\n\nIl pleut sur Brest.\n".encode()) for n in range(20)]
    inputs[3] = opened("empty.txt", b"")
    inputs[7] = opened("box.mbox", "".join(MAIL.format(n=n) for n in range(3)).encode())
    inputs[9] = opened("bad.pdf", b"%PDF-1.4 and nothing more")
    alone = read(1, inputs)
    assert len(alone) == 22
    assert read(2, inputs) == alone


def test_addresses_are_asked_at_once():
    # No request is answered before all have arrived.
    together = threading.Barrier(3, timeout=60)
    with served(together.wait) as server:
        found = read(3, [opened(f"{server}/{n}") for n in range(3)])
    assert [text.splitlines()[0] for _, _, text in found] == ["Titre /0", "Titre /1", "Titre /2"]


@pytest.mark.parametrize("deaths", [1, 2])
def test_a_reader_that_dies_is_replaced_and_what_kills_it_twice_is_reported(deaths):
    requests, go_on = threading.Semaphore(0), threading.Event()

    def hold():
        requests.release()
        go_on.wait(60)

    def kill():
        for _ in range(deaths):
            requests.acquire()
            [process] = read_ahead._pool._processes.values()
            os.kill(process.pid, signal.SIGKILL)
        go_on.set()

    read_ahead = ReadAhead(1)
    with served(hold) as server, read_ahead:
        killer = threading.Thread(target=kill)
        killer.start()
        item = opened(f"{server}/x")
        articles = read_ahead._result(item, read_ahead._submit(item))
        if deaths == 1:
            assert [article.text[:8] for _, article in articles] == ["Titre /x"]
        else:
            with pytest.raises(InputError, match="died"):
                list(articles)
        killer.join()


def test_the_processes_end_with_the_one_that_started_them():
    with ReadAhead(2) as read_ahead:
        list(read_ahead.read([opened("a.txt", b"Il pleut.\n")]))
        processes = [process.pid for process in read_ahead._pool._processes.values()]
    deadline = time.monotonic() + 30
    while any(os.path.exists(f"/proc/{process}") for process in processes) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(os.path.exists(f"/proc/{process}") for process in processes)
