"""Files that arrive in an open folder."""

import io
import shutil
import sys
import time

import pytest
from textual.app import App

from core import arrivals, inputs
from core.inputs import discover
from core.reading import Input
from tests.tui.reader_pilot import ENGLISH, FRENCH, states, text_of, until
from tui.workers import folder_watch
from tui.workers.open import read_input

DONE = ["done", "no pack", "done", "failed"]


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(arrivals, "SETTLE", 0.3)
    monkeypatch.setattr(folder_watch, "_EVERY", 0.1)


async def begun(pilot, app) -> None:
    await until(pilot, lambda: states(app) == DONE)
    await until(pilot, lambda: app.screen.folder_watch._folders)


async def test_a_new_file_comes_to_the_end_of_the_list_and_nothing_else_moves(open_reader, packs, wires):
    app = open_reader([wires], packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await begun(pilot, app)
        await pilot.press("J", "3", "j")
        desk = app.screen.workspace
        before = desk.current, desk.wire.cursor
        (wires / "later").mkdir()
        (wires / "later" / "e-ferry.txt").write_text(ENGLISH.replace("ferry", "harbour"), encoding="utf-8")
        await until(pilot, lambda: states(app) == [*DONE, "done"])
        assert "harbour" in desk.wires[-1].headline
        assert (desk.current, desk.wire.cursor) == before
        assert "5 wires" in text_of(app)


async def test_a_file_that_comes_while_the_list_is_made_is_not_missed(open_reader, packs, wires, monkeypatch):
    def listed(names, settings):
        entries = [*discover(names, settings)]
        (wires / "e-ferry.txt").write_text(ENGLISH.replace("ferry", "harbour"), encoding="utf-8")
        return iter(entries)

    monkeypatch.setattr(inputs, "discover", listed)
    app = open_reader([wires], packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: states(app) == [*DONE, "done"])
        assert app.screen.workspace.wires[-1].path.endswith("e-ferry.txt")


async def test_a_file_that_is_still_being_written_is_waited_for(open_reader, packs, wires):
    app = open_reader([wires], packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await begun(pilot, app)
        part = wires / "e-late.txt.part"
        part.write_text(FRENCH[:100], encoding="utf-8")
        (wires / "f-ferry.txt").write_text(ENGLISH.replace("ferry", "harbour"), encoding="utf-8")
        await until(pilot, lambda: len(states(app)) == 5)
        assert app.screen.workspace.wires[-1].path.endswith("f-ferry.txt")
        part.rename(wires / "e-late.txt")
        await until(pilot, lambda: len(states(app)) == 6)


async def test_a_file_that_was_changed_comes_as_another_version(open_reader, packs, wires):
    app = open_reader([wires], packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await begun(pilot, app)
        (wires / "c-ferry.txt").write_text(ENGLISH + "\nThe vote was nine to four.\n", encoding="utf-8")
        await until(pilot, lambda: states(app) == [*DONE, "done"])
        assert [wire.path for wire in app.screen.workspace.wires].count(str(wires / "c-ferry.txt")) == 2


async def test_a_file_that_the_reader_itself_writes_is_no_new_wire(open_reader, packs, wires, monkeypatch):
    monkeypatch.chdir(wires)
    app = open_reader([wires], packs)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await begun(pilot, app)
        await pilot.press("e", "enter")
        await until(pilot, lambda: any(path.suffix == ".md" for path in wires.iterdir()))
        app.screen.opening.leave_out([wires / "briefs"])
        (wires / "briefs").mkdir()
        shutil.copy(wires / "c-ferry.txt", wires / "briefs" / "c-ferry.md")
        (wires / "g-last.txt").write_text(ENGLISH.replace("ferry", "harbour"), encoding="utf-8")
        await until(pilot, lambda: len(states(app)) == 5)
        assert app.screen.workspace.wires[-1].path.endswith("g-last.txt")


class Watching(App):
    """A folder watch without a reader."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived: list[str] = []

    def compose(self):
        yield folder_watch.FolderWatch()

    def on_folder_watch_arrived(self, event) -> None:
        self.arrived += event.paths


async def test_one_delayed_scan_delays_no_file(wires, monkeypatch):
    look, pauses = arrivals.Arrivals.look, [0, 0.7, 0]
    monkeypatch.setattr(
        arrivals.Arrivals, "look", lambda self: time.sleep(pauses.pop(0) if pauses else 0) or look(self)
    )
    app = Watching()
    async with app.run_test() as pilot:
        app.query_one(folder_watch.FolderWatch).watch_over([str(wires)], lambda: None)
        await until(pilot, lambda: not pauses)
        (wires / "e-ferry.txt").write_text(ENGLISH, encoding="utf-8")
        await until(pilot, lambda: app.arrived == [str(wires / "e-ferry.txt")], 30)


async def test_an_unreadable_arrival_is_a_notice(open_reader, packs, wires):
    app = open_reader([wires], packs)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await begun(pilot, app)
        (wires / "e-scan.pdf").write_bytes(b"%PDF-1.4")
        await until(pilot, lambda: "e-scan.pdf" in text_of(app))
        assert len(states(app)) == 4


async def test_a_folder_opened_in_the_reader_is_watched_too(open_reader, packs, wires, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "one.txt").write_text(ENGLISH, encoding="utf-8")
    app = open_reader([wires / "c-ferry.txt"], packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: states(app) == ["done"])
        await pilot.press("ctrl+o")
        app.screen.query_one("Input").value = str(other)
        await pilot.press("enter")
        await until(pilot, lambda: states(app) == ["done", "done"])
        await until(pilot, lambda: app.screen.folder_watch._folders)
        (other / "two.txt").write_text(ENGLISH.replace("ferry", "harbour"), encoding="utf-8")
        await until(pilot, lambda: states(app) == ["done", "done", "done"])


async def test_a_link_that_arrives_is_not_followed_out_of_the_folder(open_reader, packs, wires, tmp_path):
    (tmp_path / "source.txt").write_text(ENGLISH.replace("ferry", "informant"), encoding="utf-8")
    app = open_reader([wires], packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await begun(pilot, app)
        (wires / "e-link.txt").symlink_to(tmp_path / "source.txt")
        await until(
            pilot, lambda: any("link out of the folder" in notification.message for notification in app._notifications)
        )
        assert states(app) == DONE
        assert "informant" not in text_of(app)


def test_the_reader_does_not_take_its_own_keys_for_a_text(monkeypatch):
    keys = io.TextIOWrapper(io.BytesIO(b"the keys that a browser sends"))
    monkeypatch.setattr(sys, "stdin", keys)
    [read] = read_input(Input("-", "stdin"))
    assert read.article is None
    assert "the keys come from this terminal" in read.problem
    assert keys.read() == "the keys that a browser sends"
