"""What goes in and out of the reader: opened, pasted, exported, copied."""

import json

import pytest

from tests.tui.reader_pilot import FRENCH, SPANISH, lines_in, lines_of, make_brief, put_on_desk, states, text_of, until

BRIEFS = [
    make_brief(
        [("heading", [("Un", "One")]), ("body", [("Le premier.", "The first.")])], name="un.txt", chosen=("s2",)
    ),
    make_brief([("heading", [("Deux", "Two")]), ("body", [("Le second.", "The second.")])], name="deux.txt"),
]


async def test_the_marked_wires_are_written_in_the_format_and_the_folder_that_were_asked_for(
    open_reader, no_packs, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        put_on_desk(app, BRIEFS)
        await pilot.press("1", "space", "space", "e")
        await until(pilot, lambda: "the 2 marked wires: One · Two" in text_of(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: "Write 2 marked briefs" in text_of(app))
        await until(pilot, lambda: ".docx" in text_of(app))
        await pilot.press("down", "tab")
        app.screen.query_one("Input").value = "out/of [here]"
        await pilot.press("enter")
        await until(pilot, lambda: "2 files written" in text_of(app))
        folder = tmp_path / "out" / "of [here]"
        assert sorted(path.name for path in folder.iterdir()) == ["deux.txt.json", "un.txt.json"]
        assert json.loads((folder / "un.txt.json").read_text("utf-8"))["title"]["translation"] == "One"
        # The marks were used, and can be restored.
        await until(pilot, lambda: not any(wire.marked for wire in app.screen.workspace.wires))
        # The next time, the last choice is preselected.
        await pilot.press("e")
        await until(pilot, lambda: "of [here]" in text_of(app))
        await pilot.press("escape")


async def test_the_wire_on_the_screen_is_written_though_others_were_marked_before_a_restart(
    open_reader, packs, wires, tmp_path
):
    names, folder = [wires / "a-greve.txt", wires / "c-ferry.txt"], tmp_path / "here"
    first = open_reader(names, packs)
    async with first.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: states(first) == ["done", "done"])
        await pilot.press("1", "home", "space")
        assert [wire.marked for wire in first.screen.workspace.wires] == [True, False]
    app = open_reader(names, packs)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await until(pilot, lambda: states(app) == ["done", "done"])
        await until(pilot, lambda: app.screen.workspace.wires[0].marked)
        app.screen.go_to(1)
        await pilot.press("e")
        await until(pilot, lambda: "this wire: New ferry link approved" in text_of(app))
        assert "the marked wire:" in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: "Write the brief: New ferry link approved" in text_of(app))
        await pilot.press("enter")
        await until(pilot, (folder / "c-ferry.txt.md").exists)
        await until(pilot, lambda: "Brief written" in text_of(app))
        assert not (folder / "a-greve.txt.md").exists()
        assert app.screen.workspace.wires[0].marked


async def test_every_format_can_be_written(open_reader, no_packs, tmp_path, monkeypatch):
    from core.export import FORMATS

    monkeypatch.chdir(tmp_path)
    app = open_reader([], no_packs)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        put_on_desk(app, BRIEFS)
        for number, form in enumerate(FORMATS.values()):
            await pilot.press("e", "home", *["down"] * number, "enter")
            await until(pilot, (tmp_path / f"un.txt{form.suffix}").exists)
        await until(pilot, lambda: all((tmp_path / f"un.txt{form.suffix}").stat().st_size for form in FORMATS.values()))


async def test_sentence_summary_and_brief_go_to_the_clipboard(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        put_on_desk(app, BRIEFS)
        await pilot.press("2", "j")
        for number, expected in enumerate(("The first.", "Le premier.", "The first.")):
            await pilot.press("y", *["j"] * number, "enter")
            await pilot.pause()
            assert app.clipboard == expected
        await pilot.press("y", "G", "enter")
        await pilot.pause()
        assert "# One" in app.clipboard
        await until(pilot, lambda: "Copied: the brief" in text_of(app))


async def test_a_file_and_a_folder_are_opened_from_inside(open_reader, packs, wires):
    app = open_reader([wires / "c-ferry.txt"], packs)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await until(pilot, lambda: states(app) == ["done"])
        for name, expected in (("a-greve.txt", ["done", "done"]), ("", ["done", "done", "no pack"])):
            await pilot.press("ctrl+o")
            app.screen.query_one("Input").value = str(wires / name)
            await pilot.press("enter")
            await until(pilot, lambda wanted=expected: states(app)[: len(wanted)] == wanted)
        # A file that is open already is only selected; one that cannot be read gives a notice.
        assert len(states(app)) == 3
        await until(pilot, lambda: "d-scan.pdf" in text_of(app))


async def test_errors_are_displayed_for_longer_than_successes(open_reader, packs):
    app = open_reader([], packs)
    async with app.run_test(notifications=True) as pilot:
        for severity in ("information", "warning", "error"):
            app.screen.notify("[b]told[/b]", severity=severity)
        await until(pilot, lambda: text_of(app).count("[b]told[/b]") == 3)
        notices = {notification.severity: notification for notification in app._notifications}
    assert notices["information"].timeout < notices["warning"].timeout < notices["error"].timeout
    assert not any(notification.markup for notification in notices.values())


@pytest.mark.parametrize("size", [(160, 48), (80, 24), (60, 20)])
async def test_a_notice_covers_the_status_line_and_never_a_dialog(open_reader, no_packs, wires, size):
    app = open_reader([wires / "c-ferry.txt"], no_packs)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: states(app) == ["done"])
        app.screen.notice("one.md\nin /tmp", "Brief written", severe=False)
        await until(pilot, lambda: "Brief written: one.md in /tmp" in text_of(app))
        assert app.screen.query_one("Toast").region.y == app.screen.status.region.y
        assert app.screen.query_one("Toast").region.height == 1
        await pilot.press("e")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        app.notify("it cannot be written, and this is why: " + "word " * 60, title="No brief written", severity="error")
        await until(pilot, lambda: "! No brief written: it cannot" in text_of(app))
        await pilot.pause()
        dialog = app.screen.query_one("#dialog").region
        assert not app.screen.query_one("ToastRack").region.overlaps(dialog)
        assert lines_of(app)[dialog.bottom - 1][dialog.x : dialog.right].startswith("╰")


async def test_a_missing_input_is_a_notice(open_reader, packs):
    app = open_reader([], packs)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.press("ctrl+o", *"nope", "enter")
        await until(pilot, lambda: "no such file or folder" in text_of(app))


async def test_pasted_text_is_read_like_a_file(open_reader, packs):
    app = open_reader([], packs)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        from textual.events import Paste

        app.post_message(Paste(FRENCH.replace("Le président a", "Le [b]président[/b] \x1b[31ma", 1)))
        await until(pilot, lambda: "Ctrl+S reads it" in text_of(app))
        await until(pilot, lambda: "[b]président[/b]" in text_of(app))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: states(app) == ["done"])
        await until(pilot, lambda: "\x1b" not in text_of(app))
        await pilot.press("ctrl+v")
        app.screen.query_one("TextArea").text = SPANISH
        await pilot.press("ctrl+s")
        await until(pilot, lambda: states(app) == ["done", "no pack"])
        await until(pilot, lambda: "La sequía" in "\n".join(lines_in(app, "#wires")))
