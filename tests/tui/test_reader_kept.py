"""What people do is stored at once: it survives a kill, and one key undoes it."""

import contextlib
import os
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from core.library import Marks
from core.library.store import Library
from core.memory.store import Memory
from core.reading import Input
from core.settings import Places, Settings, TranslationSettings
from tests.tui.reader_pilot import FRENCH, lines_in, states, text_of, until
from tests.tui.terminal import PATIENCE, Terminal, needs_tmux
from tui.app import Reader
from tui.workers import library


@pytest.fixture
def terminal(tmp_path):
    terminal = Terminal(tmp_path / "tmux", tmp_path, 130, 36)
    yield terminal
    terminal.close()


def kept(places, wire):
    """What is stored of a wire, whether the file is open in another process or not."""
    [article] = Input(str(wire), "wire.txt").articles()
    with Library(places.library, pytest.fail) as library:
        return library.marks_of(article)


def wait(places, wire, marks):
    """Wait until exactly that is stored of a wire."""
    end = time.monotonic() + PATIENCE
    while (there := kept(places, wire)) != marks:
        assert time.monotonic() < end, there
        time.sleep(0.1)


@needs_tmux
def test_stars_marks_notes_corrections_and_the_place_survive_a_kill(terminal, packs, places, wires):
    terminal.read(wires, "--offline")
    terminal.until("2 of 4 done")
    # A wire that no pack translates: its marks are stored without waiting for a translation.
    terminal.type("J", "Space", "K", "Tab", "j", "*", "a")
    terminal.until("A note on this wire")
    terminal.type("call the mayor", "Enter")
    terminal.until("A note on this wire", gone=True)
    wait(places, wires / "b-sequia.txt", Marks(False, True, "call the mayor", True, 1))
    terminal.type("K", "2", "j", "j", "c")
    terminal.until("Correct the translation of s3")
    terminal.type(" Mine.", "Enter")
    terminal.until("This differs from the source")
    terminal.type("Down", "Enter")
    terminal.until("Saved to memory")
    wait(places, wires / "a-greve.txt", Marks(True, False, "", False, 2))
    os.kill(terminal.pid, signal.SIGKILL)
    assert kept(places, wires / "b-sequia.txt") == Marks(False, True, "call the mayor", True, 1)
    assert kept(places, wires / "a-greve.txt") == Marks(True, False, "", False, 2)
    with Memory(places.memory) as memory:
        [unit] = memory.units()
        assert unit.translation.endswith("Mine.")


@needs_tmux
def test_the_last_change_is_stored_even_if_the_user_quits_at_once(terminal, no_packs, places, wires):
    terminal.read(wires / "b-sequia.txt", "--offline")
    terminal.until("no pack es")
    terminal.type("a")
    terminal.until("A note on this wire")
    terminal.type("to do", "Enter", "q")
    wait(places, wires / "b-sequia.txt", Marks(note="to do"))


@needs_tmux
def test_closing_the_terminal_ends_the_reader_and_loses_nothing(terminal, no_packs, places, wires):
    terminal.read(wires / "b-sequia.txt", "--offline")
    terminal.until("no pack es")
    reader = terminal.pid
    terminal.type("*", "j")
    # A key that the reader has not read yet is lost with the terminal; what is on the screen is not.
    terminal.until("★")
    terminal.until("s2 ·")
    terminal.close()
    wait(places, wires / "b-sequia.txt", Marks(starred=True, place=1))
    end = time.monotonic() + PATIENCE
    while Path(f"/proc/{reader}").exists():
        assert time.monotonic() < end
        time.sleep(0.1)


async def test_a_wire_opens_where_it_was_left(open_reader, packs, places, tmp_path):
    (tmp_path / "wire.txt").write_text(FRENCH, encoding="utf-8")
    [article] = Input(str(tmp_path / "wire.txt"), "wire.txt").articles()
    with Library(places.library, pytest.fail) as library:
        library.mark_articles([(article, {"place": 3, "marked": True})])
    app = open_reader([tmp_path / "wire.txt"], packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: states(app) == ["done"])
        await until(pilot, lambda: app.screen.query_one("#bitext").cursor == 3)
        assert app.screen.workspace.wire.marked
        await pilot.press("j", "j", "k")
        await until(pilot, lambda: kept(places, tmp_path / "wire.txt").place == 4)


async def test_a_place_that_no_longer_exists_becomes_the_last_sentence(open_reader, no_packs, places, wires):
    [article] = Input(str(wires / "c-ferry.txt"), "wire.txt").articles()
    with Library(places.library, pytest.fail) as library:
        library.mark_articles([(article, {"place": 99})])
    app = open_reader([wires / "c-ferry.txt"], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.screen.query_one("#bitext").cursor == 2)


async def test_one_key_undoes_stars_marks_and_notes_the_last_first(open_reader, no_packs, places, wires):
    app = open_reader([wires], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        desk = app.screen.workspace
        await until(pilot, lambda: desk.complete and len(desk.wires) == 4)
        await pilot.press("1", "asterisk", "space", "space", "a")
        app.screen.query_one("TextArea").text = "first"
        await pilot.press("enter", "a")
        app.screen.query_one("TextArea").text = "second"
        await pilot.press("enter")
        assert [(wire.starred, wire.marked, wire.note) for wire in desk.wires[:3]] == [
            (True, True, ""),
            (False, True, ""),
            (False, False, "second"),
        ]
        await pilot.press("u")
        assert desk.wires[2].note == "first"
        await until(pilot, lambda: "Undone: note · New ferry link approved" in text_of(app))
        # What was undone can be redone until something else is changed.
        await pilot.press("R")
        assert desk.wires[2].note == "second"
        await until(pilot, lambda: "Redone: note · New ferry link approved" in text_of(app))
        await pilot.press("R")
        await until(pilot, lambda: "Nothing to redo." in text_of(app))
        await pilot.press("u")
        assert desk.wires[2].note == "first"
        await pilot.press("u", "X")
        assert (desk.wires[2].note, any(wire.marked for wire in desk.wires)) == ("", False)
        await pilot.press("u")
        assert [wire.marked for wire in desk.wires[:2]] == [True, True]
        await pilot.press("u", "u")
        assert [wire.marked for wire in desk.wires[:2]] == [False, False]
        await until(pilot, lambda: "★ ··" in "".join(lines_in(app, "#wires")) or desk.wires[0].starred)
        await pilot.press("u")
        assert not desk.wires[0].starred
        await until(pilot, lambda: kept(places, wires / "a-greve.txt") == Marks())
        await pilot.press("u")
        await until(pilot, lambda: "Nothing to undo." in text_of(app))


async def test_what_a_locked_library_refuses_is_stored_once_it_is_free(
    open_reader, no_packs, places, wires, monkeypatch
):
    monkeypatch.setattr("tui.workers.library._RETRY", 0.1)
    monkeypatch.setitem(Library.__init__.__kwdefaults__, "patience", 0.1)
    with Library(places.library) as library:
        library.touch()
    other = sqlite3.connect(places.library, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    app = open_reader([wires / "c-ferry.txt"], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: states(app) == ["done"])
        await pilot.press("asterisk")
        await until(pilot, lambda: app.screen.library._refused)
        other.close()
        await until(pilot, lambda: kept(places, wires / "c-ferry.txt").starred)


async def test_without_a_library_nothing_is_stored_and_reading_continues(open_reader, no_packs, places, wires):
    from core.settings import LibrarySettings

    app = open_reader([wires / "c-ferry.txt"], no_packs, library=LibrarySettings(size=0))
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: states(app) == ["done"])
        await pilot.press("asterisk", "j")
        assert app.screen.workspace.wire.starred
    assert not places.library.exists()


async def test_a_wire_that_was_translated_another_day_comes_with_its_translation(open_reader, packs, wires):
    for _day in range(2):
        app = open_reader([wires / "a-greve.txt"], packs)
        async with app.run_test(size=(140, 40)) as pilot:
            await until(pilot, lambda app=app: states(app) == ["done"])
            translations = [sentence.translation for sentence in app.screen.workspace.wire.sentences]
            assert all(translations)
            assert [sentence.translation for sentence in app.screen.query_one("#bitext").sentences] == translations
            await until(pilot, lambda app=app: "not translated yet" not in text_of(app))
            app.screen.put_away()


@pytest.mark.parametrize("disk", [30_000], indirect=True)
async def test_what_a_full_disk_refused_is_stored_once_it_has_space(disk, no_packs, wires, monkeypatch):
    monkeypatch.setattr(library, "_RETRY", 0.2)
    places = Places(home=disk / "home", argos_packs=())
    app = Reader(Settings(places, translation=TranslationSettings(memory=False)), [str(wires)], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        desk = app.screen.workspace
        await until(pilot, lambda: desk.complete and len(desk.wires) == 4)
        await pilot.press("J", "asterisk")
        await until(pilot, lambda: kept(places, wires / "b-sequia.txt").starred)
        rest = disk / "rest"
        with rest.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(1 << 12))
        await pilot.press("J", "asterisk", "a", *"x" * 5, "enter")
        await until(pilot, lambda: any("the disk is full" in notice.message for notice in app._notifications))
        await pilot.press("asterisk")
        rest.unlink()
        await until(pilot, lambda: kept(places, wires / "c-ferry.txt").note == "xxxxx")
        assert not kept(places, wires / "c-ferry.txt").starred
