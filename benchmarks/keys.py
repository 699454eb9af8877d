"""How long each key of the list takes with thousands of wires open, while they are translated.

    python -m benchmarks.keys [--wires 5000] [--rounds 3] [--json FILE]

Shown for each key, at worst: the time to the first paint after it; the longest stretch in which the reader answered to
nothing soon after it; and the processor time that its own thread took in such a stretch, which is about the same on a
busy machine as on a quiet one. A sort and a filter are two keys: one that asks, and one that answers. The load average
stands beside them. Progress goes to stderr; Ctrl-C or SIGTERM ends it with what was measured.
"""

# ruff: noqa: ASYNC110 - nothing here tells when it is done

import argparse
import asyncio
import json
import mailbox
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from functools import partial
from pathlib import Path

from core.pack_source import PackSource
from core.settings import Places, Settings, TranslationSettings
from tui.app import Reader
from tui.wire import ORDERS

SIZE = (160, 48)
_AFTER = 0.6
"""Seconds after a key in which its work is watched."""
_TICK = 0.002
_TOLD = 10.0
"""Seconds between two lines that tell how far it is."""
_TEXT = """\
Le maire a annoncé lundi que le pont {number} serait rouvert à la circulation avant la fin du mois. Les travaux \
avaient commencé il y a deux ans, après la découverte de fissures dans les piles. Les commerçants du quartier, qui \
ont perdu une partie de leur clientèle, demandent une aide de {money} euros chacun.

« Nous attendons depuis {number} jours », a déclaré la présidente de leur association à l'agence.
"""
_PLACES = ("Bamako", "Tunis", "Genève", "Dakar", "Bruxelles", "Alger", "Lyon", "Montréal", "Niamey", "Rabat")
_KEYS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("next", ("j",)),
    ("previous", ("k",)),
    ("page", ("pagedown",)),
    ("page back", ("pageup",)),
    ("last", ("G",)),
    ("first", ("g",)),
    ("next wire", ("J",)),
    ("mark", ("space",)),
    ("clear marks", ("X",)),
    ("star", ("asterisk",)),
    ("unread", ("U",)),
    ("undo", ("u",)),
    ("redo", ("R",)),
    ("filter, asked", ("f",)),
    ("filter, answered", ("j", "enter")),
    ("filter off, asked", ("f",)),
    ("filter off, answered", ("enter",)),
    ("digest", ("D",)),
    ("digest off", ("D",)),
    ("remove", ("d",)),
    ("remove undone", ("u",)),
    ("next unread", ("W",)),
    ("export, asked", ("e",)),
    ("export closed", ("escape",)),
    ("help", ("question_mark",)),
    ("help closed", ("escape",)),
    ("palette", ("ctrl+p",)),
    ("palette, a letter", ("e", "x")),
    ("palette closed", ("escape",)),
    ("search opened", ("slash",)),
    ("search, a letter", ("m",)),
    ("search, two", ("a",)),
    ("search, a word", ("i", "r", "e")),
    ("search, next match", ("enter",)),
    ("search closed", ("escape",)),
    ("pane", ("tab",)),
    ("view", ("v",)),
    ("doubt", ("n",)),
    ("sentence", ("j",)),
    ("pane back", ("shift+tab",)),
)


@dataclass
class Taken:
    """What one kind of key took, in seconds, at worst."""

    paint: float = 0.0
    blocked: float = 0.0
    processor: float = 0.0
    times: int = field(default=0)

    def add(self, paint: float, blocked: float, processor: float) -> None:
        """Take one more key of the kind."""
        self.paint, self.blocked = max(self.paint, paint), max(self.blocked, blocked)
        self.processor = max(self.processor, processor)
        self.times += 1


def write_mailbox(path: Path, wires: int) -> None:
    """Write a mailbox of `wires` messages, each a wire with a headline, an author and a day of its own."""
    box = mailbox.mbox(path)
    day = datetime(2026, 11, 2, 8, tzinfo=UTC)
    for number in range(wires):
        message = EmailMessage()
        message["Subject"] = f"{_PLACES[number % 10]} rouvre le pont {number} après {number % 97} mois de travaux"
        message["From"] = f"Bureau {number % 23} <bureau{number % 23}@agence.example>"
        message["Date"] = format_datetime(day - timedelta(minutes=7 * (number * 7919 % wires)))
        message.set_content(_TEXT.format(number=number, money=1000 + number))
        box.add(message)
    box.close()


def keys() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each key that is measured with its name, in the order in which they are pressed."""
    yield from _KEYS
    for number in range(len(ORDERS)):
        yield "sort, asked", ("s",)
        # The list of orders begins at the one that holds now.
        yield f"sort, answered {number + 1}", ("j", "enter") if number < len(ORDERS) - 1 else ("home", "enter")


class Stopwatch:
    """Notes when the reader paints, and for how long it answers to nothing."""

    def __init__(self, app: Reader) -> None:
        self.painted = 0.0
        self.longest = self.busiest = 0.0
        display = app._display  # noqa: SLF001 - the one place through which every frame goes

        def noted(*args: object) -> None:
            display(*args)
            self.painted = time.perf_counter()

        app._display = noted  # type: ignore[method-assign,assignment]  # noqa: SLF001

    async def beat(self) -> None:
        """Measure for how long nothing else had its turn, until cancelled."""
        before, worked = time.perf_counter(), time.thread_time()
        while True:
            await asyncio.sleep(_TICK)
            now, working = time.perf_counter(), time.thread_time()
            self.longest, self.busiest = max(self.longest, now - before - _TICK), max(self.busiest, working - worked)
            before, worked = now, working


async def press(app: Reader, watch: Stopwatch, key: str) -> tuple[float, float, float]:
    """Press a key; return the seconds to its paint, of the longest wait after it, and of processor time in such."""
    watch.longest = watch.busiest = 0.0
    start = time.perf_counter()
    app.simulate_key(key)
    while watch.painted < start and time.perf_counter() - start < 5 * _AFTER:
        await asyncio.sleep(0.0005)
    # A key with nothing to do paints nothing.
    paint = max(0.0, watch.painted - start)
    await asyncio.sleep(max(0.0, _AFTER - (time.perf_counter() - start)))
    return paint, watch.longest, watch.busiest


async def measure(
    folder: Path, wires: int, rounds: int, said: Callable[[str], None] = lambda _text: None
) -> dict[str, Taken]:
    """Return what each key took at worst with `wires` wires open."""
    box = folder / "wires.mbox"
    write_mailbox(box, wires)
    settings = Settings(Places.from_environment(), offline=True, translation=TranslationSettings(memory=False))
    app = Reader(settings, [str(box)], PackSource(settings))
    watch = Stopwatch(app)
    taken: dict[str, Taken] = {}
    ended = asyncio.Event()
    async with app.run_test(size=SIZE):
        # The reader's own handlers would end the reader and not this.
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, ended.set)
        beating = asyncio.create_task(watch.beat())
        desk = app.screen.workspace
        begun = told = time.perf_counter()
        while not ended.is_set():
            there = sum(wire.prepared for wire in desk.wires)
            if desk.complete and there == len(desk.wires) == wires:
                break
            if time.perf_counter() - told > _TOLD:
                told = time.perf_counter()
                said(f"{len(desk.wires)} wires read, {there} ready, after {told - begun:.0f} s")
            await asyncio.sleep(0.1)
        said(f"{len(desk.wires)} wires open after {time.perf_counter() - begun:.1f} s")
        taken["opening"] = Taken(0.0, watch.longest, watch.busiest, 1)
        app.simulate_key("1")
        for number in range(rounds):
            for name, pressed in keys():
                for key in pressed:
                    if not ended.is_set():
                        taken.setdefault(name, Taken()).add(*await press(app, watch, key))
            said(f"round {number + 1} of {rounds}, {time.perf_counter() - begun:.0f} s")
            if ended.is_set():
                break
        beating.cancel()
    return taken


def main() -> None:
    """Measure, and print a line a key; ends the process, threads and all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wires", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, help="write the figures here")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        found = asyncio.run(measure(Path(name), asked.wires, asked.rounds, partial(print, file=sys.stderr, flush=True)))
    print(f"{'key, at worst':28} {'to paint':>9} {'no answer':>9} {'of work':>9}   (ms)")
    for name, one in found.items():
        print(f"{name:28} {one.paint * 1e3:9.0f} {one.blocked * 1e3:9.0f} {one.processor * 1e3:9.0f}")
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    if asked.json:
        rows = {
            key: {"paint_s": one.paint, "blocked_s": one.blocked, "thread_s": one.processor}
            for key, one in found.items()
        }
        asked.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
