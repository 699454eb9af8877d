"""Word by word: the word under the cursor and those it came from, highlighted on both sides and named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.settings import Places
from tests.tui.reader_pilot import lines_at, lines_in, make_brief, put_on_desk, states, text_of, until
from tui.widgets import StyledRange, place_of, styled_pieces, wrap
from tui.widgets.summary import SentencePanel

BRIEF = make_brief(
    [
        ("heading", [("Le titre", "The headline")]),
        ("quote", [("« Nous avons dit non », selon la mairie de Lyon.", "“We said no”, according to Lyon town hall.")]),
    ]
)


def lit(app, name):
    """The pieces of the texts that are drawn in a component class, by their style."""
    texts = app.screen.query_one("#bitext")
    background = texts.style("list--cursor", f"bitext--{name}").bgcolor
    region = texts.region
    found = []
    for line in app.screen._compositor.render_strips()[region.y : region.bottom]:
        found += [
            segment.text
            for segment in line.crop(region.x, region.right)
            if segment.style and segment.style.bgcolor == background
        ]
    return found


async def test_left_and_right_go_through_the_words_and_the_next_sentence_begins_without_one(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 30)) as pilot:
        put_on_desk(app, [BRIEF])
        await pilot.press("2", "j")
        assert lit(app, "word") == []
        seen = []
        for _ in range(9):
            await pilot.press("right")
            seen += lit(app, "word")
        assert seen == ["We", "said", "no", "according", "to", "Lyon", "town", "hall", "hall"]
        await pilot.press("left")
        assert lit(app, "word") == ["town"]
        await pilot.press("k")
        assert lit(app, "word") == []


async def test_a_word_of_one_wire_is_none_of_the_next(open_reader, no_packs):
    other = make_brief([("heading", [("Un autre jour", "Another day, another wire")])], name="other.txt")
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 30)) as pilot:
        put_on_desk(app, [BRIEF, other])
        await pilot.press("2", "right")
        assert lit(app, "word") == ["The"]
        assert app.screen.query_one("#bitext").term()[1] == "The"
        await pilot.press("J")
        await until(pilot, lambda: "another wire" in text_of(app))
        assert lit(app, "word") == []
        assert app.screen.query_one("#bitext").term() == ("", "")


@pytest.mark.parametrize("view", ["both", "interleaved", "source", "translation"])
async def test_a_click_puts_the_cursor_on_that_very_word(open_reader, no_packs, view):
    app = open_reader([], no_packs)
    async with app.run_test(size=(100, 30)) as pilot:
        put_on_desk(app, [BRIEF])
        app.screen.panes.action_view(view)
        await pilot.pause()
        for word in ("mairie", "town"):
            for number, line in enumerate(lines_in(app, "#bitext")):
                if word in line:
                    await pilot.click("#bitext", offset=(line.index(word) + 1, number))
                    assert lit(app, "word") == [word]
                    break
            else:
                assert view in ("source", "translation")


@pytest.mark.model
async def test_the_words_that_a_word_came_from_are_highlighted_on_the_other_side(open_reader, real_home, tmp_path):
    (tmp_path / "wire.txt").write_text("Le ministre a visité Lyon en février.\n", encoding="utf-8")
    places = Places(real_home)
    from core.pack_source import PackSource
    from core.settings import Settings
    from tui.app import Reader

    settings = Settings(places, offline=True)
    app = Reader(settings, [str(tmp_path / "wire.txt")], PackSource(settings))
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, lambda: states(app) == ["done"])
        await pilot.press("2", "right", "right")
        assert lit(app, "word") == ["Minister"] or lit(app, "word") == ["minister"]
        await until(pilot, lambda: lit(app, "partner") == ["ministre"])
        await until(pilot, lambda: "inister ← ministre" in text_of(app))
        await pilot.press("x")
        assert lit(app, "word") == ["ministre"]
        await until(pilot, lambda: "ministre → " in text_of(app))
        # If only one side is shown, the panel has the other.
        await pilot.press("v", "v", "right")
        await until(pilot, lambda: " ← " in text_of(app))


@given(st.text(max_size=60), st.integers(2, 30), st.data())
def test_a_stretch_is_found_again_in_the_lines_whatever_the_width(text, width, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    lines = wrap(text, width)
    cut = styled_pieces(text, lines, [StyledRange(start, end, "x")])
    assert ["".join(piece for piece, _ in line) for line in cut] == lines
    from tui.widgets import safe

    lit = "".join(piece for line in cut for piece, name in line if name)
    assert [char for char in lit if not char.isspace()] == [
        char for char in safe(text)[start:end] if not char.isspace()
    ]


@given(st.text("aé日 «»", max_size=40), st.integers(2, 20))
def test_the_character_at_a_cell_is_the_one_that_is_drawn_there(text, width):
    lines = wrap(text, width)
    for number, line in enumerate(lines):
        if line.isascii():
            for cell, character in enumerate(line):
                place = place_of(text, lines, number, cell)
                assert place is None if character.isspace() else text[place] == character


@pytest.mark.parametrize("height", [1, 2, 3])
async def test_the_source_of_a_word_is_named_however_low_the_panel(open_reader, no_packs, height):
    app = open_reader([], no_packs)
    async with app.run_test(size=(60, 20)) as pilot:
        put_on_desk(app, [make_brief([("body", [("Nous avons dit non.", "We said no.")])], chosen=["s1"])])
        panel, wire = app.screen.query_one(SentencePanel), app.screen.workspace.wire
        panel.styles.height = height
        await pilot.pause()
        panel.show(wire.sentences[0], wire, "said ← avons dit")
        await pilot.pause()
        shown = lines_at(app, panel)
        assert len(shown) == height
        assert shown[0].startswith(" s1 ")
        assert height == 1 or any("said ← avons dit" in line for line in shown)
