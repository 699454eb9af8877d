"""The batch page: briefs of many inputs, with progress, while wires are read."""

import asyncio
import json

import pytest

from core.library.store import Library
from core.translation.engines.ctranslate2 import CTranslate2Engine as Engine
from tests.tui.reader_pilot import FRENCH, begin_batch, lines_in, states, text_of, until
from tui.widgets.progress import duration_text


@pytest.fixture
def many(tmp_path):
    """A folder of wires that take a while."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number:03}.txt").write_text(f"Numéro {number}. {FRENCH}" * 3, encoding="utf-8")
    return folder


@pytest.fixture
def slowly(monkeypatch):
    """The engine as slow as a real one."""
    submit = Engine.submit

    def slow(engine, pieces):
        import time

        time.sleep(0.05)
        return submit(engine, pieces)

    monkeypatch.setattr(Engine, "submit", slow)


async def test_a_folder_becomes_briefs_and_the_screen_reports_the_results(open_reader, packs, places, wires, tmp_path):
    app = open_reader([], packs)
    async with app.run_test(size=(120, 30)) as pilot:
        await begin_batch(pilot, inputs=wires, folder=tmp_path / "out", formats="md, json")
        await until(pilot, lambda: "The batch is done." in text_of(app))
        await until(pilot, lambda: "4 of 4 articles" in text_of(app))
        shown = text_of(app)
        assert "3 done · 1 failed" in shown
        assert "fr 1" in shown
        failures = "\n".join(lines_in(app, "#failures"))
        assert "d-scan.pdf: this PDF" in failures
        assert "no pack es-en" in failures
    assert sorted(path.name for path in (tmp_path / "out").rglob("*.md")) == [
        *("a-greve.txt.md", "b-sequia.txt.md", "c-ferry.txt.md")
    ]
    written = json.loads((tmp_path / "out" / "c-ferry.txt.json").read_text("utf-8"))
    assert written["schema"] == "depeche.brief/1"
    with Library(places.library) as library:
        assert library.stats().briefs == 3


async def test_a_batch_stops_at_once_continues_in_the_background_and_repeats_nothing(
    open_reader, packs, many, slowly, tmp_path
):
    app = open_reader([], packs)
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await begin_batch(pilot, inputs=many, folder=tmp_path / "out")
        room = app.screen
        await until(pilot, lambda: room._progress.totals.done > 2)
        assert "left" in text_of(app) or "articles" in text_of(app)
        app.simulate_key("p")
        for _ in range(20):
            if not room.running:
                break
            await asyncio.sleep(0.01)
        assert not room.running
        await until(pilot, lambda: "Finished briefs are kept" in text_of(app))
        await until(pilot, lambda: not room._one.locked())
        first = room._progress.totals.done
        assert 2 < first < 300
        assert len([*(tmp_path / "out").rglob("*.md")]) == first
        await pilot.press("t")
        await until(pilot, lambda: len(app.screen.query("Input")) == 3)
        assert app.screen.query("Input").first().value == str(many)
        await pilot.press("tab", "tab", "enter")
        await until(pilot, lambda: room._progress.totals.kept == first)
        await pilot.press("escape")
        assert app.screen is not room
        await until(pilot, lambda: room._progress.totals.done > 2)
        assert room.running
        await pilot.press("B", "p")
        await until(pilot, lambda: not room._one.locked())


async def test_without_inputs_the_open_wires_are_processed_and_a_notice_says_when_that_is_done(
    open_reader, packs, wires, tmp_path
):
    app = open_reader([wires / "a-greve.txt", wires / "c-ferry.txt"], packs)
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await until(pilot, lambda: states(app) == ["done", "done"])
        app.action_batch()
        room = app.screen
        with room._one:  # nothing begins before the reader is back at the wires
            await begin_batch(pilot, folder=tmp_path / "out", formats="")
            await until(pilot, lambda: room.running)
            await pilot.press("escape")
            assert app.screen is not room
        await until(pilot, lambda: len([*(tmp_path / "out").rglob("*.md")]) == 2)
        await until(pilot, lambda: any("The batch is done." in note.message for note in app._notifications))


@pytest.mark.parametrize(
    ("folder", "notice"),
    [
        ({"inputs": ""}, "! batch: no wire is open and no input is given"),
        ({"inputs": "wires", "formats": "odt"}, "! odt: "),
        ({"inputs": "wires", "folder": "/proc/none"}, "/proc/none: "),
        ({"inputs": "nowhere/at/all"}, "× nowhere/at/all"),
    ],
)
async def test_what_cannot_be_done_is_explained(open_reader, packs, wires, tmp_path, monkeypatch, folder, notice):
    monkeypatch.chdir(tmp_path)
    app = open_reader([], packs)
    async with app.run_test(size=(120, 30)) as pilot:
        await begin_batch(pilot, **folder)
        await until(pilot, lambda: notice in text_of(app))
        await until(pilot, lambda: not app.get_screen("batch").running)


async def test_a_batch_that_cannot_start_is_asked_for_again_with_what_was_typed(open_reader, packs, wires, tmp_path):
    app = open_reader([], packs)
    async with app.run_test(size=(120, 30)) as pilot:
        await begin_batch(pilot, inputs="wires", folder=tmp_path / "out", formats="odt")
        await until(pilot, lambda: "! odt: " in text_of(app))
        assert [line.value for line in app.screen.query("Input")] == ["wires", str(tmp_path / "out"), "odt"]


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (61.9, "1:01"), (3725, "1:02:05")])
def test_a_time_is_shown_as_on_a_clock(seconds, shown):
    assert duration_text(seconds) == shown


async def test_quitting_asks_first_while_a_batch_runs(open_reader, packs, many, slowly, tmp_path):
    app = open_reader([], packs)
    async with app.run_test(size=(120, 30)) as pilot:
        await begin_batch(pilot, inputs=many, folder=tmp_path / "out")
        await until(pilot, lambda: app.get_screen("batch").running)
        await pilot.press("ctrl+c")
        await until(pilot, lambda: "A batch is running" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "A batch is running" not in text_of(app))
        assert app.get_screen("batch").running
        await pilot.press("q", "q")
        await until(pilot, lambda: "A batch is running" in text_of(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: app._exit, settle=False)


async def test_quitting_without_a_batch_asks_nothing(open_reader, packs):
    app = open_reader([], packs)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("B")
        await until(pilot, lambda: "esc Back" in text_of(app))
        await pilot.press("q")
        assert app.screen is app._reader
        await pilot.press("q")
        await until(pilot, lambda: app._exit, settle=False)
