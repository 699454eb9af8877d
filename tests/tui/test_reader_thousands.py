"""However many wires are open, a key does the same work."""

import sys
import time
from collections import Counter
from pathlib import Path
from types import FrameType

import tui
from tests.tui.reader_pilot import make_brief, put_on_desk, until
from tui.screens.reader.queue import TranslationQueue
from tui.widgets.wires import Wires
from tui.wire import Wire
from tui.workers import open as open_worker
from tui.workers.translation import TranslationWorker

KEYS = (
    *("g", "j", "k", "pagedown", "pageup", "G", "g", "J", "space", "X", "asterisk", "U", "u", "R", "W", "e", "escape"),
    *(
        "f",
        "escape",
        "slash",
        "escape",
        "question_mark",
        "escape",
        "s",
        "escape",
        "d",
        "u",
        "tab",
        "v",
        "n",
        "shift+tab",
    ),
)
ANEW = {"f", "d", "u"}
"""Actions that count or list all wires again: they may look at each."""
FEW, MANY = 60, 560
OURS = str(Path(tui.__file__).parent)


class Work:
    """Counts, by key, the rows of the list that are drawn or measured, and the calls of functions of the reader."""

    def __init__(self, monkeypatch) -> None:
        self._key = ""
        self.rows, self.calls = Counter[tuple[int, str]](), Counter[tuple[int, str]]()
        for name in ("draw", "height"):
            monkeypatch.setattr(Wires, name, self._counted(getattr(Wires, name)))

    def _counted(self, work):
        def count(*values, **named):
            self.rows[self._key] += 1
            return work(*values, **named)

        return count

    def _called(self, frame: FrameType, event: str, _value: object) -> None:
        # A generator counts as often as it gives something.
        self.calls[self._key] += event == "call" and frame.f_code.co_filename.startswith(OURS)

    async def of_keys(self, pilot) -> tuple[Counter, Counter]:
        """Press all keys twice, as more is made for the first time, and return what each took the second time."""
        for _turn in range(2):
            self.rows, self.calls = Counter(), Counter()
            for self._key in enumerate(KEYS):
                sys.setprofile(self._called)
                await pilot.press(self._key[1])
                await pilot.pause()
                sys.setprofile(None)
        return self.rows, self.calls


async def test_no_key_does_more_work_for_hundreds_of_wires_than_for_dozens(open_reader, no_packs, monkeypatch):
    app = open_reader([], no_packs)
    sample = make_brief([("heading", [("Un titre", "A headline")]), ("body", [("Un mot.", "One word.")])])
    async with app.run_test(size=(120, 36)) as pilot:
        put_on_desk(app, [sample])
        screen, work = app.screen, Work(monkeypatch)

        def open_up_to(count: int) -> None:
            wires = [Wire(number, f"{number}.txt") for number in range(len(screen.workspace.wires), count)]
            for number in screen.workspace.add(wires):
                screen.workspace.finished(number, sample)
            screen.panes.relist()

        open_up_to(FEW)
        await pilot.press("1")
        rows_of_few, calls_of_few = await work.of_keys(pilot)
        open_up_to(MANY)
        await pilot.pause()
        rows, calls = await work.of_keys(pilot)
    assert rows_of_few.total() > 50
    assert {key: rows[key] - rows_of_few[key] for key in rows if rows[key] > rows_of_few[key] + 5} == {}
    each = {key: (calls[key] - calls_of_few[key]) / (MANY - FEW) for key in calls}
    assert {key: looks for key, looks in each.items() if looks > (20 if key[1] in ANEW else 3)} == {}


async def test_wires_come_no_faster_than_the_screen_lists_them(open_reader, no_packs, tmp_path, monkeypatch):
    """Keys come after the messages before them: at most one of each kind waits."""
    monkeypatch.setattr(open_worker, "BATCH", 0.0)
    folder = tmp_path / "wires"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number}.txt").write_text(f"Dépêche {number}\n\nLe pont {number} est fermé.\n", encoding="utf-8")
    sent, waiting = list[open_worker.Awaited](), list[int]()
    post = TranslationWorker.post_message

    def counted(worker, message):
        if isinstance(message, TranslationWorker.InputsRead) and not message.last:
            waiting.append(sum(not earlier.handled for earlier in sent))
            sent.append(message)
        return post(worker, message)

    monkeypatch.setattr(TranslationWorker, "post_message", counted)
    # As slow as on a busy machine.
    listed = TranslationQueue.inputs_read
    monkeypatch.setattr(TranslationQueue, "inputs_read", lambda queue, event: (time.sleep(0.05), listed(queue, event)))
    app = open_reader([folder], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.screen.workspace.complete)
        assert len(app.screen.workspace.wires) == 60
    # The last batch is sent without waiting.
    assert max(waiting[:-1], default=0) == 0
    assert waiting[-1] <= 1
