"""Measure the reader: first paint on a thousand wires, key to paint while translating, cancel.

    python -m benchmarks.reader [--wires 1000] [--keys 200] [--by-turns] [--json FILE]

Needs the fr-en pack for the second and third figure. Wall-clock times: run it on a quiet machine. With `--by-turns`,
the child processes of the reader, in which the second engine works, are stopped during every other twenty keys: the
difference is what they cost, which means something on a busy machine too.
"""

# ruff: noqa: ASYNC110 - there is no event to wait for

import argparse
import asyncio
import json
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from contextlib import suppress
from fcntl import ioctl
from pathlib import Path

from core.pack_source import PackSource
from core.settings import Places, Settings, TranslationSettings
from tui.app import Reader

WIRE = """\
La ville rouvre le pont numéro {number}

Le maire a annoncé lundi que le pont {number} serait rouvert à la circulation avant la fin du mois. Les travaux \
avaient commencé il y a deux ans, après la découverte de fissures dans les piles. Les commerçants du quartier, qui \
ont perdu une partie de leur clientèle, demandent une aide de 3 400 euros chacun.
"""
SIZE = (120, 36)
_TURN = 20
"""Keys per turn."""


def first_paint(folder: Path) -> tuple[float, float]:
    """Return the seconds from the start of the process to the first screen, and those of processor time in them."""
    leader, follower = pty.openpty()
    ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "tui.main", "read", str(folder), "--offline"],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**os.environ, "TERM": "xterm-256color"},
        close_fds=True,
    )
    os.close(follower)
    seen, took, busy = b"", float("nan"), float("nan")
    while time.perf_counter() - start < 30:
        if select.select([leader], [], [], 0.5)[0]:
            seen += os.read(leader, 65536)
        if "Dépêche".encode() in seen:
            took = time.perf_counter() - start
            ticks = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
            busy = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
            break
    process.kill()
    process.wait()
    os.close(leader)
    return took, busy


def _signal_children(number: signal.Signals) -> None:
    """Send a signal to the child processes of this one."""
    for task in Path("/proc/self/task").iterdir():
        for child in (task / "children").read_text().split():
            with suppress(ProcessLookupError):
                os.kill(int(child), number)


async def while_translating(
    folder: Path, keys: int, *, by_turns: bool = False
) -> tuple[list[float], list[float], float, bool]:
    """Measure the keys while wires are translated.

    Returns the seconds from key to paint, the same with the child processes stopped, the seconds from Esc to the stop,
    and whether it was translating all the while.
    """
    settings = Settings(Places.from_environment(), offline=True, translation=TranslationSettings(memory=False))
    app = Reader(settings, [str(folder)], PackSource(settings))
    painted = 0.0
    display = app._display  # noqa: SLF001 - the one place through which every frame goes

    def noted(*args: object) -> None:
        nonlocal painted
        display(*args)
        painted = time.perf_counter()

    app._display = noted  # type: ignore[method-assign,assignment]  # noqa: SLF001
    async with app.run_test(size=SIZE):
        desk = app.screen.workspace
        while not (desk.running is not None and any(wire.state == "done" for wire in desk.wires)):
            await asyncio.sleep(0.05)
        took: tuple[list[float], list[float]] = ([], [])
        busy = True
        for number in range(2 * keys if by_turns else keys):
            stopped = by_turns and number // _TURN % 2 == 1
            if by_turns and number % _TURN == 0:
                _signal_children(signal.SIGSTOP if stopped else signal.SIGCONT)
                await asyncio.sleep(0.1)
            key = "j" if number % 40 < 20 else "k"
            start = time.perf_counter()
            app.simulate_key(key)
            while painted < start:
                await asyncio.sleep(0.0005)
            took[stopped].append(painted - start)
            busy = busy and desk.running is not None
            await asyncio.sleep(0.03)
        if by_turns:
            _signal_children(signal.SIGCONT)
        start = time.perf_counter()
        app.simulate_key("escape")
        while desk.running is not None:
            await asyncio.sleep(0.0005)
        return *took, time.perf_counter() - start, busy


def measure(wires: int, keys: int, *, by_turns: bool = False) -> dict[str, float]:
    """Measure first paint, key to paint and the stop, in seconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(wires):
            (folder / f"{number:05}.txt").write_text(WIRE.format(number=number), encoding="utf-8")
        paints = [first_paint(folder) for _ in range(5)]
        paint, busy = (min(column) for column in zip(*paints, strict=True))
        took, quiet, stop, translating = asyncio.run(while_translating(folder, keys, by_turns=by_turns))
    found = {
        "wires": wires,
        "first_paint_s": paint,
        "first_paint_cpu_s": busy,
        "key_to_paint_s": statistics.median(took),
        "key_to_paint_p95_s": _p95(took),
        "translating_all_the_while": translating,
        "stop_s": stop,
        "load_average": os.getloadavg()[0],
    }
    if quiet:
        found |= {"key_to_paint_stopped_s": statistics.median(quiet), "key_to_paint_stopped_p95_s": _p95(quiet)}
    return found


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def main() -> None:
    """Measure, and print a line a figure; ends the process, threads and all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wires", type=int, default=1000)
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--by-turns", action="store_true", help="stop child processes during every other twenty keys")
    parser.add_argument("--json", type=Path, help="write the figures here")
    options = parser.parse_args()
    found = measure(options.wires, options.keys, by_turns=options.by_turns)
    for name, value in found.items():
        print(f"{name:28} {value:.3f}")
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
