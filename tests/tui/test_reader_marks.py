"""Every mark has a shape and a meaning of its own, on the screen, in the help and in ASCII; rows say all there is."""

from textual.binding import Binding

from core.settings import ReaderSettings
from tests.tui.reader_pilot import entries_of, help_lines, lines_in, make_brief, put_on_desk, text_of, until
from tui.bindings import ACTIONS
from tui.i18n import _
from tui.screens.themes import plain_marks
from tui.widgets import MARKS, STATES
from tui.widgets.wires import Wires

BRIEFS = [
    make_brief([("heading", [(name, name)]), ("body", [("Un.", "One.")])], name=f"{name}.txt")
    for name in ("Crue", "Accord", "Bilan")
]
PLAIN = ReaderSettings(ascii=True)


def test_every_mark_has_a_sign_an_ascii_sign_and_a_meaning_of_its_own():
    for signs in ([mark.sign for mark in MARKS], [mark.plain for mark in MARKS], [mark.meaning for mark in MARKS]):
        assert len(set(signs)) == len(MARKS)
    assert "".join(mark.plain for mark in MARKS).isascii()
    assert [plain_marks(mark.sign) for mark in MARKS] == [mark.plain for mark in MARKS]
    assert len(set(map(str, STATES.values()))) == len(STATES)


async def test_the_help_has_a_legend_of_all_marks(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 70)) as pilot:
        await pilot.press("question_mark")
        await until(pilot, lambda: "Marks" in text_of(app))
        shown = " ".join(text_of(app).replace("│", " ").split())
        for mark in MARKS:
            assert f"{mark.sign} {mark.meaning[:40]}" in shown, mark


async def test_long_lines_of_the_french_help_continue_below_their_text_not_below_the_keys(french):
    async with french.run_test(size=(160, 60)) as pilot:
        await pilot.press("question_mark")
        await until(pilot, lambda: "Signes" in text_of(french))
        await pilot.resize_terminal(140, 70)
        await until(pilot, lambda: len(help_lines(french)) > 80)
        entries = [" ".join(entry.split()) for entry in entries_of(help_lines(french))]
        for row in ACTIONS:
            if row.scope in {"reader", "texts", "words", "app"}:
                assert any(" ".join(_(row.tooltip).split()) in entry for entry in entries), row
        # The keys still scroll it after another width.
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "Signes" not in text_of(french))
        await pilot.press("end")
        await until(pilot, lambda: "traduction à venir" in text_of(french))


async def test_a_row_shows_the_state_of_a_wire_by_marks(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 40)) as pilot:
        put_on_desk(app, BRIEFS)
        wire = app.screen.workspace.wire
        wire.starred = wire.marked = True
        wire.note, wire.story = "call", (0, 1)
        app.screen.panes.update(wire)
        await until(pilot, lambda: "≡2 ◆ ✓ ★ ¶ fr  ●" in "\n".join(lines_in(app, "#wires")))
        wire.read = True
        app.screen.panes.update(wire)
        await until(pilot, lambda: "≡2 ✓ ★ ¶ fr  ●" in "\n".join(lines_in(app, "#wires")))


async def test_in_ascii_the_keys_have_names_and_no_mark_is_lost(open_reader, no_packs):
    app = open_reader([], no_packs, reader=PLAIN)
    async with app.run_test(size=(160, 60)) as pilot:
        put_on_desk(app, BRIEFS)
        await pilot.press("1", "asterisk", "question_mark")
        shown = text_of(app)
        assert plain_marks(shown) == shown
        for key, meaning in (
            ("j down", "Next sentence or line"),
            ("enter", "Open the selected"),
            ("right l", "Next word"),
        ):
            assert any(key in line and meaning in line for line in shown.splitlines()), key
        await pilot.press("escape")
        await until(pilot, lambda: "u * fr  @" in "\n".join(lines_in(app, "#wires")))


def test_in_ascii_no_key_is_written_with_a_sign_that_means_another(open_reader, no_packs):
    app = open_reader([], no_packs, reader=PLAIN)
    for binding in Binding.make_bindings([row.binding() for row in ACTIONS]):
        shown = app.get_key_display(binding)
        assert shown.isascii()
        assert plain_marks(shown) == shown


async def test_the_list_says_how_many_are_unread_and_new_and_a_key_goes_to_the_next_unread(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 40)) as pilot:
        put_on_desk(app, BRIEFS)
        workspace, panes = app.screen.workspace, app.screen.panes
        workspace.wires[1].read, workspace.wires[2].fresh = True, True
        panes.relist()
        await until(pilot, lambda: "3 wires · 2 unread · 1 new" in "".join(lines_in(app, "#wires-title")))
        await pilot.press("W")
        assert workspace.current == 2
        await until(pilot, lambda: "3 wires · 2 unread" in "".join(lines_in(app, "#wires-title")))
        await pilot.press("W")
        assert workspace.current == 0
        workspace.wires[2].read = True
        await pilot.press("W")
        await until(pilot, lambda: "No unread wires." in text_of(app))
        assert workspace.current == 0


async def test_u_marks_as_read_and_again_as_unread(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        put_on_desk(app, BRIEFS)
        await pilot.press("U")
        assert app.screen.workspace.wire.read
        await pilot.press("U")
        assert not app.screen.workspace.wire.read


async def test_a_wire_is_taken_off_the_list_and_undo_puts_it_back(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        put_on_desk(app, BRIEFS)
        workspace, wires = app.screen.workspace, app.screen.query_one(Wires)
        messages = []
        app.watch(app.screen.status, "said", lambda text: messages.append(text) if text else None)
        await pilot.press("1", "d")
        await until(pilot, lambda: list(wires.order) == [1, 2])
        assert workspace.wire.headline == "Accord"
        assert messages[-1] == "Removed from the list: Crue · u undoes"
        assert "2 wires" in "".join(lines_in(app, "#wires-title"))
        await pilot.press("d", "d")
        await until(pilot, lambda: "Nothing is open yet." in text_of(app))
        assert list(wires.order) == []
        await pilot.press("u")
        await until(pilot, lambda: list(wires.order) == [2])
        assert workspace.wire.headline == "Bilan"
        await pilot.press("R")
        await until(pilot, lambda: list(wires.order) == [])


def test_a_letter_key_means_the_same_on_every_screen():
    meant: dict[str, set[str]] = {}
    for row in ACTIONS:
        for key in row.keys.split(","):
            if len(key) == 1 or key == "asterisk":
                meant.setdefault(key, set()).add(SAME.get(row.id, row.id))
    assert {key: ids for key, ids in meant.items() if len(ids) > 1} == {}


SAME = {
    **dict.fromkeys(("library.star", "wire.star"), "star"),
    **dict.fromkeys(
        (
            "library.remove",
            "feeds.remove",
            "packs.remove",
            "rules.remove",
            "settings.default",
            "watch.delete",
            "wire.close",
        ),
        "remove",
    ),
    **dict.fromkeys(("wire.unread", "feeds.mark"), "read or unread"),
    **dict.fromkeys(("wire.translate", "batch.begin"), "start or resume"),
    **dict.fromkeys(("pack.install", "packs.get"), "get a pack"),
    **dict.fromkeys(("wire.note", "feeds.add", "rules.add"), "add"),
    **dict.fromkeys(("app.quit", "room.back", "library.back", "feeds.back", "packs.back", "batch.back"), "leave"),
    **dict.fromkeys(("help.close",), "leave"),
    **dict.fromkeys(("row.next", "help.down"), "down"),
    **dict.fromkeys(("row.previous", "help.up"), "up"),
}
"""Actions of several screens that mean the same."""
