"""Pages use their width: even columns, and a line on what they are for."""

import pytest

from tests.tui.reader_pilot import lines_of, text_of, until
from tui.screens.themes import DARK
from tui.widgets.cursor_list import Choice, Choices


async def test_the_columns_of_the_settings_stand_below_each_other(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("comma")
        await until(pilot, lambda: "second_opinion" in text_of(app))
        at = [line.index(value) for line in lines_of(app) for value in (" 3 ", " auto ", " news ") if value in line]
        assert len(at) >= 4
        assert len(set(at)) == 1
        assert any("second_opinion" in line and "Whether the model" in line for line in lines_of(app))
        # What they are for is aligned, too.
        beside = [
            line.index(heading) for line in lines_of(app) for heading in (" How ", " Whether ") if heading in line
        ]
        assert len(beside) >= 4
        assert len(set(beside)) == 1
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not any("second_opinion" in line and "Whether the model" in line for line in lines_of(app))


@pytest.mark.parametrize(
    ("key", "says"), [("P", "A pack translates"), ("B", "Writes briefs"), ("F", "Feeds you follow")]
)
async def test_a_page_says_what_it_is_for_where_there_is_space(open_reader, no_packs, key, says):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(key)
        await until(pilot, lambda: says in text_of(app))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: says not in text_of(app))


def test_columns_are_beside_the_texts_or_all_below_them():
    rows = Choices([Choice("Un titre", cells=("fr", "hier")), Choice("Un titre plus long", cells=("und", ""))])
    assert [rows._lines(row, 44)[0] for row in (0, 1)] == [
        ("Un titre", "fr   hier          "),
        ("Un titre plus long", "und                "),
    ]
    assert [rows._lines(row, 24) for row in (0, 1)] == [
        [("Un titre", ""), ("", "fr  hier")],
        [("Un titre plus long", ""), ("", "und")],
    ]


def test_a_number_is_right_aligned_even_beside_a_text_that_leaves_no_room():
    rows = Choices([Choice("Diario del Puerto", "1"), Choice("Le Courrier des Alpes", "23")])
    assert [rows._lines(row, 23) for row in (0, 1)] == [
        [("Diario del", ""), ("Puerto", "1")],
        [("Le Courrier des", ""), ("Alpes", "23")],
    ]


async def test_an_empty_page_aligns_what_it_says_with_its_description(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("B")
        await until(pilot, lambda: "No batch yet" in text_of(app) and "Start a batch" in text_of(app))
        begun = [line.index(text) for line in lines_of(app) for text in ("Writes briefs", "No batch yet", "Start a batch,") if text in line]  # fmt: skip
        assert len(begun) == 3
        assert len(set(begun)) == 1


async def test_the_help_of_a_page_tells_its_own_keys_from_those_that_hold_everywhere(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.press("F")
        await until(pilot, lambda: "No feeds yet" in text_of(app))
        await pilot.press("question_mark")
        await until(pilot, lambda: "Esc closes" in text_of(app))
        told = text_of(app)
        assert told.index("On this page") < told.index("Refresh all feeds") < told.index("Everywhere")
        assert told.index("Everywhere") < told.index("Manage the translation packs")


async def test_a_mark_has_the_warning_colour_only_if_something_is_wrong(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("L")
        await until(pilot, lambda: app.screen.query(Choices))
        app.screen.query_one(Choices).show([Choice("Well", mark="✓"), Choice("Broken", mark="!")])

        def colours():
            return {
                segment.text: segment.style.color.triplet.hex
                for line in app.screen._compositor.render_strips()
                for segment in line
                if segment.text in {"✓", "!"} and segment.style
            }

        await until(pilot, lambda: len(colours()) == 2)
        assert colours()["✓"] == DARK.accent
        assert colours()["!"] != DARK.accent


async def test_no_line_of_a_page_begins_with_a_french_colon(french):
    async with french.run_test(size=(60, 20)) as pilot:
        await pilot.press("B")
        await until(pilot, lambda: "Aucun lot" in text_of(french))
        french.screen.say("Il y a ici un texte assez long pour deux lignes, et voici ; rien")
        await until(pilot, lambda: "voici ;" in text_of(french) or "\n ; rien" in text_of(french))
        assert not any(line.strip().startswith(";") for line in lines_of(french))


async def test_keys_are_named_in_french(french):
    async with french.run_test(size=(160, 60)) as pilot:
        await pilot.press("question_mark")
        await until(pilot, lambda: "Échap ferme" in text_of(french))
        assert "espace pgsuiv" in text_of(french)
        assert "g début" in text_of(french)
        assert "maj+tab" in text_of(french)


@pytest.mark.parametrize(("room", "quits"), [("comma", "^c "), ("", "q ^c ")])
async def test_the_help_of_a_page_does_not_say_that_the_key_that_goes_back_quits(open_reader, no_packs, room, quits):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 140)) as pilot:
        await pilot.press(*filter(None, [room]), "question_mark")
        await until(pilot, lambda: "Esc closes" in text_of(app))
        [line] = [line.strip("│ ") for line in lines_of(app) if line.strip("│ ").endswith(" Quit") and "^c" in line]
        assert line.startswith(quits)


async def test_enter_on_a_pack_that_is_not_installed_says_what_to_do_where_the_network_is_off(open_reader, no_packs):
    app = open_reader([], no_packs, offline=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("P")
        await until(pilot, lambda: "Albanian → English" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "this run is offline. Run: depeche packs install " in text_of(app))
