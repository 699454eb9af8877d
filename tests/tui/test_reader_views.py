"""The views of a wire: which sides are shown, and how wide each is."""

import re

import pytest
from rich.cells import cell_len

from tests.tui.reader_pilot import lines_in, lit_lines, make_brief, put_on_desk, text_of
from tui.widgets.wires import Columns

BRIEF = make_brief(
    [("heading", [("Le titre", "The headline")]), ("body", [("Il a dit oui.", "He said yes."), ("Fin.", "The end.")])]
)


def rows(app):
    return [line.strip(" ▌▏") for line in lines_in(app, "#bitext") if line.strip(" ▌▏")]


async def test_v_cycles_through_the_views_and_the_sentence_stays_highlighted(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 30)) as pilot:
        put_on_desk(app, [BRIEF])
        await pilot.press("2", "j")
        lit = [lit_lines(app, "#bitext")]
        titles = [lines_in(app, "#bitext-title")[0].split()]
        for _ in range(4):
            await pilot.press("v")
            lit.append(lit_lines(app, "#bitext"))
            titles.append(lines_in(app, "#bitext-title")[0].split())
        assert lit[0][0].split() == ["Il", "a", "dit", "oui.", "He", "said", "yes."]
        assert lit[1:4] == [["Il a dit oui.", "He said yes."], ["He said yes."], ["Il a dit oui."]]
        assert lit[4] == lit[0]
        assert titles[:4] == [["[French]", "English"], ["[French", "·", "English]"], ["[English]"], ["[French]"]]


async def test_a_narrow_window_has_the_views_too_and_the_source_keeps_its_tab(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(80, 24)) as pilot:
        put_on_desk(app, [BRIEF])
        await pilot.press("3")
        assert rows(app)[0] == "The headline"
        await pilot.press("v")
        assert rows(app)[0] == "Le titre"
        assert app.screen.query_one("Tabs").active == 1
        await pilot.press("v")
        assert rows(app)[0].split() == ["Le", "titre", "The", "headline"]
        await pilot.press("v", "1", "3")
        assert rows(app)[:2] == ["Le titre", "The headline"]


async def test_every_view_is_in_the_palette(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 30)) as pilot:
        put_on_desk(app, [BRIEF])
        commands = {command.title: command.callback for command in app.get_system_commands(app.screen)}
        for title, first in (("Show the source alone", "Le titre"), ("Show the translation alone", "The headline")):
            commands[title]()
            await pilot.pause()
            assert rows(app)[0] == first


async def test_the_panes_can_be_made_wider_and_stay_so_through_another_window_size(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 40)) as pilot:
        put_on_desk(app, [BRIEF])
        await pilot.press("1")
        region = lambda name: app.screen.query_one(name).region  # noqa: E731
        left = region("#left").width
        await pilot.press("greater_than_sign", "greater_than_sign")
        assert region("#left").width == left + 4
        right = region("#right").width
        await pilot.press("tab", "tab", "less_than_sign")
        assert region("#right").width == right + 2
        await pilot.press("shift+tab", *["greater_than_sign"] * 30)
        assert lines_in(app, "#bitext")[0].index("The headline") > region("#bitext").width * 0.6
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert region("#bitext").width == 80
        await pilot.resize_terminal(160, 40)
        await pilot.pause()
        assert (region("#left").width, region("#right").width) == (left + 4, right + 2)
        # However often the key is pressed, no pane takes all the width.
        for key in ("less_than_sign", "greater_than_sign"):
            for _ in range(3):
                await pilot.press("tab")
                for _ in range(60):
                    app.simulate_key(key)
                await pilot.pause()
            assert min(region(name).width for name in ("#left", "#middle", "#right")) >= 20
            assert "The headline" in text_of(app)


async def test_right_to_left_text_is_right_aligned_and_the_columns_stay(open_reader, no_packs):
    sentences = [("وصلت سفينة NATO في 3 مايو.", "A NATO ship came on 3 May."), ("ثم رحلت.", "ثم رحلت.")]
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 30)) as pilot:
        put_on_desk(app, [make_brief([("body", sentences)])])
        await pilot.press("2")
        width = app.screen.query_one("#bitext").inner_width
        columns = Columns.of(width, "both")
        first = lines_in(app, "#bitext")[0]
        end = columns.left + columns.source
        # The marks that keep a line together take no cell.
        assert first.index("\u2067") == end - len(sentences[0][0])
        assert first[first.index("\u2069") + 1 :].strip(" ").startswith("A NATO ship")
        [second] = [line for line in text_of(app).splitlines() if "رحلت" in line]
        assert re.findall("\u2067([^\u2067\u2069]*)\u2069", second) == ["ثم رحلت.", "ثم رحلت."]
        ahead = cell_len(second[: second.rindex("\u2069")]) - app.screen.query_one("#bitext").region.x
        assert ahead == end + columns.middle + columns.target


@pytest.mark.parametrize("view", ["both", "translation", "interleaved"])
def test_lines_stay_short_enough_to_read_in_a_very_wide_window(view):
    columns = Columns.of(400, view)
    assert max(columns.source, columns.target) <= 90


async def test_in_the_translation_view_a_wire_without_a_pack_is_shown_in_its_own_language(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(80, 24)) as pilot:
        put_on_desk(app, [make_brief([("body", [("Il a dit oui.", None), ("Fin.", None)])])])
        await pilot.press("3")
        assert rows(app)[:2] == ["Il a dit oui.", "Fin."]
