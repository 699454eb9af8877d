"""Every action can be reached by its key or the user's own, in the help, and by name; at every size."""

import itertools
from dataclasses import replace

import pytest

from core.settings import ReaderSettings, Settings
from tests.tui.reader_pilot import FRENCH, entries_of, lines_of, make_brief, put_on_desk, states, until
from tui.app import Reader
from tui.bindings import ACTIONS
from tui.screens.reader.screen import ReaderScreen
from tui.widgets.bitext import Bitext
from tui.widgets.cursor_list import CursorList
from tui.widgets.input_lines import FindBar
from tui.widgets.panes import Panes
from tui.widgets.wires import Wires

BRIEF = make_brief(
    [("heading", [("Titre", "Title")]), ("body", [("Un mot.", "One word.", ("number", "1, not 2"))])], chosen=["s2"]
)
OFFERED_NOW_AND_THEN = {"pack.install", "wire.translate", "work.cancel"}
"""Only where there is something for them to do: each has its own test."""


def named(*kinds) -> dict[str, str]:
    """The bindings of some classes, those they inherit among them: by their names, what they do."""
    scopes = {owner.__dict__.get("SCOPE") for kind in kinds for owner in kind.__mro__}
    return {action.id: action.tooltip for action in ACTIONS if action.scope in scopes}


@pytest.fixture
def moved(places, no_packs):
    """The reader with every binding on a key of its own, none of them the one that it has by default."""
    names = dict.fromkeys(action.id for action in ACTIONS)
    keys = (f"{modifier}+f{n}" for modifier, n in itertools.product(("ctrl", "alt", "ctrl+alt", "shift"), range(1, 25)))
    settings = replace(Settings(places), reader=ReaderSettings(keys=dict(zip(names, keys, strict=False))))
    assert set(settings.reader.keys) == set(names)
    return Reader(settings, [], no_packs)


async def test_every_action_of_the_reader_can_be_remapped_and_is_in_help_and_palette(moved):
    async with moved.run_test(size=(160, 50)) as pilot:
        put_on_desk(moved, [BRIEF, BRIEF])
        await pilot.pause()
        screen, keys, palette, helped = moved.screen, {}, set(), ""
        for tab in (0, 2, 3, None):
            if tab is None:
                screen.action_find()
            else:
                screen.action_tab(tab)
            await pilot.pause()
            keys |= {binding.id: key for key, (_, binding, *_) in screen.active_bindings.items() if binding.id}
            palette |= {command.title for command in moved.get_system_commands(screen)}
            moved.action_help()
            await until(pilot, lambda: moved.screen is not screen)
            helped += "\n".join(entries_of(line.plain for line in moved.screen._text()))
            moved.screen.dismiss()
            await until(pilot, lambda: moved.screen is screen)
        expected = named(ReaderScreen, Panes, Bitext, Wires, CursorList, FindBar, Reader)
        assert len(expected) > 50
        for name, does in expected.items():
            assert does in helped, name
            if name not in OFFERED_NOW_AND_THEN:
                assert keys.get(name) == moved.keymap[name], name
                assert does in palette, name


@pytest.mark.parametrize("room", ["library", "feeds", "packs", "settings", "batch"])
async def test_every_action_of_a_page_is_in_its_help_under_the_key_where_it_was_put(moved, room):
    async with moved.run_test(size=(140, 50)) as pilot:
        getattr(moved, f"action_{room}")()
        await until(pilot, lambda: type(moved.screen) is not ReaderScreen)
        bound = named(type(moved.screen))
        moved.action_help()
        await until(pilot, lambda: hasattr(moved.screen, "_text"))
        lines = entries_of(line.plain for line in moved.screen._text())
        hidden = {"room.back"}  # each page describes going back in its own words
        for name, does in bound.items():
            if name not in hidden:
                key = moved.get_key_display(next(o.binding() for o in ACTIONS if o.id == name).with_key(moved.keymap[name]))  # fmt: skip
                assert any(does in line and line.startswith(key) for line in lines), name


async def test_resizing_while_it_translates_cuts_nothing_and_loses_nothing(open_reader, packs, wires):
    (wires / "a-greve.txt").write_text(FRENCH * 40, encoding="utf-8")
    app = open_reader([wires], packs, offline=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: "translating" in states(app), settle=False)
        for width, height in ((60, 20), (250, 70), (80, 24), (99, 30), (100, 24), (150, 40), (61, 21)):
            await pilot.resize_terminal(width, height)
            size = height, {width}

            def painted(size=size):
                lines = lines_of(app)
                return (len(lines), {len(line) for line in lines}) == size and "? Help" in lines[-1]

            await until(pilot, painted, settle=False)
        await until(pilot, lambda: "translating" not in states(app) and "waiting" not in states(app), 90)
        assert states(app)[0] == "done"
