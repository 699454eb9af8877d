"""The mouse: text is selected within one column of one pane, links are copied, marks say what they mean."""

import pytest

from tests.tui.reader_pilot import lines_in, make_brief, put_on_desk, text_of, until

BRIEF = make_brief(
    [
        ("heading", [("Le titre", "The headline")]),
        (
            "body",
            [
                (
                    "La mairie de Lyon a dit non au projet.",
                    "Lyon town hall said no to the plan.",
                    ("number", "42 is not there"),
                ),
                (
                    "Voir https://press.example/a?b=1, ou www.mairie.example.",
                    "See https://press.example/a?b=1, or more.",
                ),
            ],
        ),
    ],
    chosen=("s2",),
)


def place(app, word, selector="#bitext", nth=0):
    """The offset of a word on a widget."""
    found = [(line.index(word), y) for y, line in enumerate(lines_in(app, selector)) if word in line]
    return found[nth]


async def drag(pilot, app, start, end, selector="#bitext"):
    await pilot.mouse_down(selector, offset=start)
    await pilot.hover(selector, offset=end)
    await pilot.mouse_up(selector, offset=end)


@pytest.fixture
async def desk(open_reader, no_packs):
    app = open_reader([], no_packs)
    copied = []
    app.copy_to_clipboard = copied.append
    async with app.run_test(size=(160, 30)) as pilot:
        put_on_desk(app, [BRIEF])
        await pilot.pause()
        yield app, pilot, copied


async def test_a_selection_stays_in_one_column_and_y_copies_it(desk):
    app, pilot, copied = desk
    start, (x, y) = place(app, "mairie de"), place(app, "The headline")
    # Up and across, into the other column: the selection ends at the edge of its own.
    await drag(pilot, app, start, (x + 4, y))
    await until(pilot, lambda: "words selected · y copies" in text_of(app))
    assert app.screen.panes.selected_text() == "\nLa m".strip() or "Le titre" not in app.screen.panes.selected_text()
    await drag(pilot, app, place(app, "mairie de"), (place(app, "Lyon a")[0] + 3, start[1]))
    assert app.screen.panes.selected_text() == "mairie de Lyon"
    await pilot.press("y")
    assert copied == ["mairie de Lyon"]
    assert app.screen.panes.selected_text() == ""
    assert len(app.screen_stack) == 1


async def test_a_selection_over_several_rows_has_no_text_of_the_other_side(desk):
    app, pilot, _ = desk
    first, last = place(app, "town hall"), place(app, "or more.")
    await drag(pilot, app, first, (last[0] + 1, last[1]))
    text = app.screen.panes.selected_text()
    assert text == "town hall said no to the plan.\nSee https://press.example/a?b=1, or"
    assert "▌" not in text


async def test_only_one_pane_has_a_selection_and_a_drag_is_no_click(desk):
    app, pilot, _ = desk
    before = app.screen.workspace.wire.cursor
    x, y = place(app, "mairie de")
    await drag(pilot, app, (x, y), (x + 5, y))
    assert app.screen.workspace.wire.cursor == before
    assert app.screen.panes.selected_text() == "mairie"
    x, y = place(app, "headline", "#wires")
    await drag(pilot, app, (x, y), (x + 7, y), "#wires")
    assert app.screen.panes.selected_text() == "headline"
    await pilot.click("#bitext", offset=place(app, "mairie de"))
    assert app.screen.panes.selected_text() == ""
    assert app.screen.workspace.wire.cursor == 1


async def test_a_selection_becomes_a_watch(desk):
    app, pilot, _ = desk
    x, y = place(app, "mairie de")
    await drag(pilot, app, (x, y), (x + 13, y))
    await pilot.press("w")
    await until(pilot, lambda: len(app.screen_stack) == 2)
    assert [field.value for field in app.screen.query("Input")] == ['"mairie de Lyon"', "mairie de Lyon"]


@pytest.mark.parametrize(
    ("word", "address"), [("press.example", "https://press.example/a?b=1"), ("mairie.example", "www.mairie.example")]
)
async def test_a_click_on_a_link_copies_it_and_opens_nothing(desk, monkeypatch, word, address):
    app, pilot, copied = desk
    monkeypatch.setattr(app, "open_url", lambda *_args, **_options: pytest.fail("a link was followed"))
    await pilot.click("#bitext", offset=place(app, word))
    assert copied == [address]
    await until(pilot, lambda: f"Copied: {address}" in text_of(app))


async def test_a_click_on_a_mark_says_what_it_means(desk):
    app, pilot, _ = desk
    [(x, y)] = [(line.index(" ? "), y) for y, line in enumerate(lines_in(app, "#bitext")) if " ? Lyon" in line]
    await pilot.click("#bitext", offset=(x + 1, y))
    await until(pilot, lambda: "What the marks mean" in text_of(app))
    assert "42 is not there" in text_of(app)
    assert "in the summary" in text_of(app)
    await pilot.press("escape")
    await pilot.click("#bitext", offset=place(app, "The headline"))
    assert len(app.screen_stack) == 1
