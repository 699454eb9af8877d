"""Custom keys: the settings define them, the help shows them, and clashes are reported."""

import importlib
import pkgutil
from dataclasses import replace

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import tui.screens
import tui.widgets
from core.settings import ReaderSettings, Settings
from tests.tui.reader_pilot import make_brief, put_on_desk, text_of, until
from tui.app import Reader
from tui.bindings import ACTIONS, checked
from tui.screens.reader.screen import ReaderScreen


def classes_with_keys() -> list[type]:
    """Every class of the program's that has a scope of keys, wherever it is."""
    for package in (tui.screens, tui.widgets):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(found.name)
    kinds, waiting = {}, [DOMNode]
    while waiting:
        kind = waiting.pop()
        kinds[kind] = "SCOPE" in kind.__dict__
        waiting += kind.__subclasses__()
    return [kind for kind, has in kinds.items() if has]


@pytest.fixture
def with_keys(places, no_packs):
    def make(**keys) -> Reader:
        settings = Settings(places)
        table = {name.replace("_", "."): value for name, value in keys.items()}
        return Reader(replace(settings, reader=ReaderSettings(keys=table)), [], no_packs)

    return make


def test_every_binding_has_a_name_of_its_own_a_word_for_the_footer_and_one_for_the_help():
    for action in ACTIONS:
        assert action.id, action
        assert action.tooltip, action
        assert action.label, action
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)


def test_every_row_of_the_table_is_bound_on_the_class_of_its_scope_to_a_method_that_is_there():
    bound = {}
    for kind in classes_with_keys():
        for binding in Binding.make_bindings(kind.__dict__["BINDINGS"]):
            bound.setdefault(binding.id, []).append((kind.__dict__["SCOPE"], binding.key))
            name = binding.action.partition("(")[0].removeprefix("screen.")
            owner = kind if "screen." not in binding.action else ReaderScreen
            assert callable(getattr(owner, f"action_{name}", None)), binding.action
    assert bound == {action.id: [(action.scope, key) for key in action.keys.split(",")] for action in ACTIONS}


def test_no_two_bindings_that_could_act_together_share_a_key_by_default():
    assert checked({action.id: action.keys for action in ACTIONS}, ACTIONS)[1] == []


async def test_a_remapped_key_acts_and_the_old_one_does_not(with_keys):
    app = with_keys(app_help="x,f2")
    async with app.run_test(size=(140, 50)) as pilot:
        await pilot.press("question_mark")
        assert "Keys" not in text_of(app)
        await pilot.press("f2")
        shown = text_of(app)
        assert "x f2" in shown
        assert "Help: show all keys" in shown
        assert "? " not in "".join(line for line in shown.splitlines() if "Help: show all keys" in line)


async def test_a_clash_is_reported_in_words_and_the_reader_still_opens(with_keys):
    app = with_keys(row_next="q", app_halp="x", app_quit="hyperspace")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        problems = [notice.message.removeprefix("! Settings: ") for notice in app._notifications]
        assert problems == [
            "keys.app.halp: nothing has this name; is it app.help?",
            "keys.app.quit: 'hyperspace' is no key; give one such as x, ctrl+x, f2 or question_mark",
            "keys.row.next: q is also the key of room.back (Back to the wires); where both could act, row.next does",
            "keys.row.next: q is also the key of app.quit (Quit); where both could act, row.next does",
        ]


@pytest.mark.parametrize(
    "key", ["x", "ctrl+x", "f2", "question_mark", "?", "+", "/", "shift+tab", "é", "space", "alt+enter"]
)
def test_keys_are_accepted_as_people_write_them(key):
    keymap, problems = checked({"app.help": key}, ACTIONS)
    assert list(keymap) == ["app.help"]
    assert not any("no key" in problem for problem in problems)


async def test_the_help_wraps_its_lines_again_when_the_window_gets_another_width(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 40)) as pilot:
        put_on_desk(app, [make_brief([("body", [("Le premier.", "The first.")])])])
        await pilot.press("2", "question_mark")
        await until(pilot, lambda: "Everywhere" in text_of(app))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "Everywhere" not in text_of(app))
        [line] = [line for line in text_of(app).splitlines() if "Next word" in line]
        assert "Next word (highlights its match)" in line
