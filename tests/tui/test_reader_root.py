"""A reader limited to one folder: nothing leads out of it, whatever the names of files and folders."""

import shutil

import pytest
from textual.events import Paste

from core import arrivals
from core.reading import sandbox_pool
from core.settings import Permissions
from tests.tui.reader_pilot import ENGLISH, FRENCH, make_brief, put_on_desk, states, text_of, until
from tui.screens.reader.opening import SAMPLES
from tui.workers import folder_watch

BRIEF = make_brief([("heading", [("Un", "One")])], name="un.txt")
DONE = ["done", "no pack", "done", "failed"]


@pytest.fixture
def root(tmp_path, monkeypatch):
    """The folder that the reader is limited to, which is also the current folder; the home is elsewhere."""
    folder = tmp_path / "root"
    folder.mkdir()
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(folder)
    return folder


async def _export(pilot, app, folder: str) -> None:
    await pilot.press("e")
    await until(pilot, lambda: bool(app.screen.query("Input")))
    app.screen.query_one("Input").value = folder
    await pilot.press("tab", "enter")


@pytest.mark.parametrize("named", ["~", "./~/x", ".//~", "..", "a/../..", "leads-out", "leads-out/x", "/{tmp}/x"])
async def test_a_brief_is_never_written_outside_of_the_root(open_reader, no_packs, root, tmp_path, named):
    (root / "leads-out").symlink_to(tmp_path / "home")
    app = open_reader([], no_packs, permissions=Permissions(root=root))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        put_on_desk(app, [BRIEF])
        await _export(pilot, app, named.format(tmp=str(tmp_path)[1:]))
        await until(pilot, lambda: "written" in text_of(app))
    assert all(path.is_relative_to(root) for path in tmp_path.rglob("*.md"))


async def test_a_folder_named_like_an_address_is_read_and_no_address_is(
    open_reader, packs, root, tmp_path, monkeypatch
):
    monkeypatch.setattr("core.reading.fetch_page", lambda url, **_: pytest.fail(f"{url} was requested"))
    folder = root / "http:" / "127.0.0.1:9" / "x"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text(FRENCH, encoding="utf-8")
    app = open_reader([], packs, permissions=Permissions(root=root))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.press("ctrl+o")
        app.screen.query_one("Input").value = "http://127.0.0.1:9/x"
        await pilot.press("enter")
        await until(pilot, lambda: states(app) == ["done"])
        assert app.screen.workspace.wires[0].path == str(folder / "a.txt")


async def test_an_open_folder_that_is_replaced_by_a_link_is_no_longer_read(
    open_reader, packs, wires, tmp_path, monkeypatch
):
    monkeypatch.setattr(arrivals, "SETTLE", 0.1)
    monkeypatch.setattr(folder_watch, "_EVERY", 0.05)
    secret = tmp_path / "secret"
    secret.mkdir()
    app = open_reader([wires], packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: states(app) == DONE)
        await until(pilot, lambda: app.screen.folder_watch._folders)
        moved = wires.rename(tmp_path / "moved")
        wires.symlink_to(secret)
        (secret / "informant.txt").write_text(ENGLISH.replace("ferry", "informant"), encoding="utf-8")
        for _ in range(20):
            await pilot.pause(0.05)
        assert states(app) == DONE
        # A folder that is back is read again.
        wires.unlink()
        moved.rename(wires)
        shutil.copy(wires / "c-ferry.txt", wires / "e-harbour.txt")
        await until(pilot, lambda: states(app) == [*DONE, "done"])


async def test_a_reader_with_a_root_leaves_the_settings_alone_and_offers_no_files_from_elsewhere(
    open_reader, no_packs, root, places
):
    app = open_reader([], no_packs, permissions=Permissions(root=root))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert str(SAMPLES) not in [command.title for command in app.get_system_commands(app.screen)]
        assert app.screen.check_action("samples", ()) is False
        app.theme = "nord"
        await pilot.pause(0.3)
        assert not places.settings.exists()


async def test_a_pasted_document_is_parsed_in_the_sandbox(open_reader, packs, monkeypatch):
    calls = []
    read = sandbox_pool._read
    monkeypatch.setattr(sandbox_pool, "_read", lambda request, data: calls.append(data) or read(request, data))
    app = open_reader([], packs)
    async with app.run_test(size=(120, 36)) as pilot:
        app.post_message(Paste(f"<!doctype html><html><article><p>{FRENCH}</p></article></html>"))
        await until(pilot, lambda: "Ctrl+S reads it" in text_of(app))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: states(app) == ["done"])
    assert len(calls) == 1
