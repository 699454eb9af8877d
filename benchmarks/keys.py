"""Measure how long each key in the list of wires takes with thousands open, while they are translated.

    python -m benchmarks.keys [--wires 5000] [--rounds 3] [--json FILE]

Shown for each key: the time to its paint, which for a key that opens or closes a screen is the first paint of the
other screen; the processor time that the reader's own thread took until then, which is about the same on a busy machine
as on a quiet one; and, at worst, the longest stretch in which the reader answered to nothing soon after the key. Of
both times the median, the 95th percentile and the worst. A sort and a filter are two keys: one that asks, and one that
answers. The load average stands below them. Progress goes to stderr; Ctrl-C or SIGTERM ends it with what was measured.
"""

import argparse
import asyncio
import gc
import json
import mailbox
import os
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from functools import partial
from math import ceil
from pathlib import Path

from textual.screen import Screen

from core.pack_source import PackSource
from core.settings import Places, Settings, TranslationSettings
from tui.app import Reader
from tui.main import NEW_OBJECTS
from tui.screens.reader.screen import ReaderScreen
from tui.wire import ORDERS
from tui.workspace import Workspace

SIZE = (160, 48)
_AFTER = 0.6
"""Seconds after a key in which its work is watched."""
_TICK = 0.002
_PATIENCE = 60.0
"""Seconds to wait for the translated wire that some keys need."""
_TRANSLATED = frozenset(("export, asked", "doubt"))
_REPORT_INTERVAL = 10.0
"""Seconds between two lines of progress."""
_TEXT = """\
Le maire a annoncé lundi que le pont {number} serait rouvert à la circulation avant la fin du mois. Les travaux \
avaient commencé il y a deux ans, après la découverte de fissures dans les piles. Les commerçants du quartier, qui \
ont perdu une partie de leur clientèle, demandent une aide de {money} euros chacun.

« Nous attendons depuis {number} jours », a déclaré la présidente de leur association à l'agence.
"""
_PLACES = ("Bamako", "Tunis", "Genève", "Dakar", "Bruxelles", "Alger", "Lyon", "Montréal", "Niamey", "Rabat")
_KEYS = """
next: j | previous: k | page: pagedown | page back: pageup | last: G | first: g | next wire: J | previous wire: K
event: E | event off: E | mark: space | clear marks: X | star: asterisk | unread: U | undo: u | redo: R
filter, asked: f | filter, answered: j enter | filter off, asked: f | filter off, answered: enter | digest: D
digest off: D | remove: d | remove undone: u | next unread: W | export, asked: e | export closed: escape
help: question_mark | help closed: escape | palette: ctrl+p | palette, a letter: e x | palette closed: escape
note, asked: a | note closed: escape | open, asked: ctrl+o | open closed: escape | paste, asked: ctrl+v
paste closed: escape | copy, asked: y | copy closed: escape | watch, asked: w | watch closed: escape | rules: S
rules, add asked: a | rules, add closed: escape | rules closed: escape | library: L | library, next: j
library, last: G | library, star: asterisk asterisk | library, remove asked: d | library, remove closed: escape
library, search: slash | library, a word: p o n t | library, search left: escape | library closed: escape | feeds: F
feeds, other list: tab | feeds, next: j | feeds, last: G | feeds, read or unread: U U | feeds, add asked: a
feeds, add closed: escape | feeds, remove asked: d | feeds, remove closed: escape | feeds closed: escape | batch: B
batch, start asked: t | batch, start closed: escape | batch closed: escape | packs: P | packs, next: j
packs, remove asked: d | packs, remove closed: escape | packs closed: escape | settings: comma | settings, next: j
settings, last: G | settings, changed asked: g enter | settings, changed closed: escape | settings closed: escape
summary longer: plus | summary shorter: minus | method: m | method back: M | search opened: slash
search, a letter: m | search, two: a | search, a word: i r e | search, next match: enter | search, match before: up
search, match after: down | next match: ctrl+n | previous match: ctrl+b | search closed: escape | pane: tab
view: v | narrower: less_than_sign | wider: greater_than_sign | doubt: n | doubt before: N | sentence: j
word: right | word before: left | word across: x | correct, asked: c | correct closed: escape | term, asked: T
term closed: escape | alternatives: o | alternatives closed: escape | export from the text: e
export closed: escape | pane back: shift+tab | translation: 3 | summary: 4 | source: 2 | list: 1 | stop: escape
translate: t
"""
"""The keys in the order in which they are pressed, each with a name; several in a row are measured one by one."""


@dataclass
class Taken:
    """The times of one kind of key, in seconds."""

    paint: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    blocked: float = 0.0

    def add(self, paint: float, processor: float, blocked: float) -> None:
        """Add the times of one more key of the kind."""
        self.paint.append(paint)
        self.processor.append(processor)
        self.blocked = max(self.blocked, blocked)


def spread(values: list[float]) -> tuple[float, float, float]:
    """Return the median, the 95th percentile and the greatest of some values."""
    values = sorted(values)
    return statistics.median(values), values[ceil(0.95 * len(values)) - 1], values[-1]


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
    for row in _KEYS.replace("\n", " | ").strip(" |").split(" | "):
        name, _colon, pressed = row.partition(": ")
        yield name, tuple(pressed.split())
    for number in range(len(ORDERS)):
        yield "sort, asked", ("s",)
        # The list of orders begins at the current one.
        yield f"sort, answered {number + 1}", ("j", "enter") if number < len(ORDERS) - 1 else ("home", "enter")


class Stopwatch:
    """Records when the reader paints which screen, and for how long it does not respond."""

    def __init__(self, app: Reader) -> None:
        self.paints: list[tuple[float, float, object]] = []
        """For each paint: wall-clock time, processor time of the thread, and the screen."""
        self.longest = 0.0
        display = app._display  # noqa: SLF001 - the one place through which every frame goes

        def noted(screen: Screen[object], *args: object) -> None:
            display(screen, *args)  # type: ignore[arg-type]
            self.paints.append((time.perf_counter(), time.thread_time(), screen))

        app._display = noted  # type: ignore[method-assign,assignment]  # noqa: SLF001

    async def beat(self) -> None:
        """Measure the longest time for which the event loop was blocked, until cancelled."""
        before = time.perf_counter()
        while True:
            await asyncio.sleep(_TICK)
            now = time.perf_counter()
            self.longest = max(self.longest, now - before - _TICK)
            before = now


async def press(app: Reader, watch: Stopwatch, key: str) -> tuple[float, float, float]:
    """Press a key; return the seconds to its paint, of processor time until then, and of the longest wait after it."""
    watch.longest = 0.0
    watch.paints.clear()
    below, start, working = app.screen, time.perf_counter(), time.thread_time()
    app.simulate_key(key)
    await asyncio.sleep(_AFTER)
    shown = [(at, worked) for at, worked, screen in watch.paints if screen is app.screen or app.screen is below]
    # A key without an effect paints nothing.
    if not shown:
        return 0.0, 0.0, watch.longest
    at, worked = shown[0]
    return at - start, worked - working, watch.longest


async def translated(desk: Workspace, ended: asyncio.Event) -> None:
    """Wait until the wire on the screen is translated."""
    begun = time.perf_counter()
    while not ended.is_set() and time.perf_counter() - begun < _PATIENCE and desk.wire and desk.wire.state != "done":  # noqa: ASYNC110
        await asyncio.sleep(0.1)


async def measure(
    folder: Path, wires: int, rounds: int, report: Callable[[str], None] = lambda _text: None
) -> dict[str, Taken]:
    """Return the times of each key with `wires` wires open."""
    box = folder / "wires.mbox"
    write_mailbox(box, wires)
    settings = Settings(Places.from_environment(), offline=True, translation=TranslationSettings(memory=False))
    app = Reader(settings, [str(box)], PackSource(settings))
    watch = Stopwatch(app)
    # As the command sets it.
    gc.set_threshold(NEW_OBJECTS)
    taken: dict[str, Taken] = {}
    ended = asyncio.Event()
    async with app.run_test(size=SIZE):
        # The reader's own handlers would end the reader only.
        for ending in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(ending, ended.set)
        beating = asyncio.create_task(watch.beat())
        assert isinstance(app.screen, ReaderScreen)
        desk = app.screen.workspace
        begun = reported = time.perf_counter()
        while not ended.is_set():
            there = sum(wire.prepared for wire in desk.wires)
            if desk.complete and there == len(desk.wires) == wires:
                break
            if time.perf_counter() - reported > _REPORT_INTERVAL:
                reported = time.perf_counter()
                report(f"{len(desk.wires)} wires read, {there} ready, after {reported - begun:.0f} s")
            await asyncio.sleep(0.1)
        report(f"{len(desk.wires)} wires open after {time.perf_counter() - begun:.1f} s")
        taken["opening"] = Taken([0.0], [0.0], watch.longest)
        app.simulate_key("1")
        for number in range(rounds):
            for name, pressed in keys():
                if name in _TRANSLATED:
                    await translated(desk, ended)
                for key in pressed:
                    if not ended.is_set():
                        taken.setdefault(name, Taken()).add(*await press(app, watch, key))
            report(f"round {number + 1} of {rounds}, {time.perf_counter() - begun:.0f} s")
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
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        found = asyncio.run(
            measure(Path(name), options.wires, options.rounds, partial(print, file=sys.stderr, flush=True))
        )
    print(f"{'':24} {'to paint':>20} {'of processor':>20} {'no answer':>10}   (ms: median, 95 %, worst)")
    for name, times in found.items():
        figures = [value * 1e3 for value in (*spread(times.paint), *spread(times.processor), times.blocked)]
        print(f"{name:24} " + " ".join(f"{value:6.0f}" for value in figures))
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    if options.json:
        rows = {
            key: {"paint_s": spread(times.paint), "thread_s": spread(times.processor), "blocked_s": times.blocked}
            for key, times in found.items()
        }
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
