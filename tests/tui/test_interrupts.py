"""The first Ctrl-C lets a batch end, whenever it comes."""

import io
import os
import signal
import sys

from tui.batch_progress import interruptible
from tui.output import say


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


def test_a_signal_that_comes_while_a_line_is_written_is_heard_and_reported(monkeypatch):
    raw = Interrupting()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BufferedWriter(raw), encoding="utf-8"))
    with interruptible("watch", lambda: 0) as received:
        say("a.txt", "done")
    sys.stderr.flush()
    assert received == [signal.SIGTERM]
    assert b"a.txt: done\n" in raw.written
    assert b"watch: ending after the articles at hand" in raw.written
