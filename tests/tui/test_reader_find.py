"""Searching source and translation of all open wires at once, with hits highlighted in both."""

from hypothesis import given
from hypothesis import strategies as st

from tests.tui.reader_pilot import lines_in, make_brief, put_on_desk, text_of, until
from tui.widgets.input_lines import fold_same_length, spans

STRIKE = make_brief(
    [
        ("heading", [("Grève à l’État", "Strike")]),
        ("body", [("Le port est fermé.", "The harbour is closed."), ("Rien d’autre.", "Nothing else.")]),
        ("body", [("Le PORT rouvrira.", "It will open again.")]),
    ],
    name="strike.txt",
)
FERRY = make_brief(
    [("heading", [("Le bac", "The ferry")]), ("body", [("Au large.", "Off the port.")])], name="ferry.txt"
)
OTHER = make_brief([("heading", [("Rien", "Nothing")])], name="other.txt")


def cursor(app):
    return app.screen.query_one("#bitext").cursor


def matches(app):
    texts = app.screen.query_one("#bitext")
    region = texts.region
    backgrounds = {texts.style(*lit, "bitext--match").bgcolor for lit in ((), ("list--cursor",))}
    found = []
    for line in app.screen._compositor.render_strips()[region.y : region.bottom]:
        found += [
            segment.text
            for segment in line.crop(region.x, region.right)
            if segment.style and segment.style.bgcolor in backgrounds
        ]
    return found


async def type_in(pilot, words):
    await pilot.press(*("space" if char == " " else char for char in words))


async def search(pilot, briefs, words):
    """Open finished wires, and type words into the search while the texts have the focus."""
    put_on_desk(pilot.app, briefs)
    await pilot.press("2", "slash")
    await type_in(pilot, words)


async def test_matches_are_highlighted_on_both_sides_and_enter_goes_through_them(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await search(pilot, [STRIKE, FERRY, OTHER], "port")
        await until(pilot, lambda: "2 wires" in text_of(app))
        assert matches(app) == ["port", "PORT"]
        assert cursor(app) == 1
        await until(pilot, lambda: "1 of 2 here" in text_of(app))
        await pilot.press("enter")
        assert cursor(app) == 3
        await pilot.press("up")
        assert cursor(app) == 1
        # After the last match comes the next wire with a match.
        await pilot.press("down", "down")
        assert app.screen.workspace.current == 1
        assert cursor(app) == 1
        assert matches(app) == ["port"]


async def test_the_list_shows_the_wires_with_a_match_and_esc_shows_all_again(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await search(pilot, [STRIKE, FERRY, OTHER], "etat")
        await until(pilot, lambda: "1 of 3 wires" in text_of(app))
        assert matches(app) == ["État"]
        await until(pilot, lambda: "ferry" not in "\n".join(lines_in(app, "#wires")))
        # The bar stays while the texts have the focus, and closes from there.
        await pilot.press("tab", "ctrl+n", "escape")
        await until(pilot, lambda: "3 wires" in text_of(app))
        assert not app.screen.find_bar.display
        assert matches(app) == []
        await pilot.press("slash", "escape")
        assert app.focused.id in {"bitext", "wires", "summary"}


async def test_after_the_last_match_comes_the_first_and_the_count_follows(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await search(pilot, [STRIKE, OTHER, FERRY], "port")
        await until(pilot, lambda: "1 of 2 here · 2 wires" in text_of(app))
        await pilot.press("enter", "enter")
        assert (app.screen.workspace.current, cursor(app)) == (2, 1)
        await until(pilot, lambda: "1 of 1 here · 2 wires" in text_of(app))
        await pilot.press("enter")
        assert (app.screen.workspace.current, cursor(app)) == (0, 1)
        await until(pilot, lambda: "1 of 2 here · 2 wires" in text_of(app))
        await pilot.press("up")
        assert (app.screen.workspace.current, cursor(app)) == (2, 1)
        # A wire that is chosen from the list opens at its match.
        app.screen.go_to(0)
        assert cursor(app) == 1
        await until(pilot, lambda: "1 of 2 here · 2 wires" in text_of(app))


async def test_with_a_single_wire_the_search_wraps_around(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await search(pilot, [STRIKE], "port")
        await until(pilot, lambda: "1 of 2 here" in text_of(app))
        await pilot.press("enter", "enter")
        assert cursor(app) == 1
        await pilot.press("up")
        assert cursor(app) == 3


async def test_a_search_without_matches_is_reported(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(80, 24)) as pilot:
        put_on_desk(app, [STRIKE, FERRY])
        await pilot.press("slash")
        await type_in(pilot, "[bold]x")
        await until(pilot, lambda: "not here · 0 wires" in text_of(app))
        await until(pilot, lambda: "[bold]x" in text_of(app))
        await pilot.press("enter", "up", "down")


@given(st.text(max_size=40), st.text(max_size=3))
def test_the_positions_of_matches_are_right(text, words):
    assert len(fold_same_length(text)) == len(text)
    for start, end in spans(fold_same_length(words), text):
        assert fold_same_length(text[start:end]) == fold_same_length(words)


async def test_the_status_line_says_that_escape_stops_only_where_it_does(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        put_on_desk(app, [STRIKE])
        app.screen.workspace.wire.state = "translating"
        app.screen.tell()
        await until(pilot, lambda: "sentences · Esc stops" in text_of(app))
        await pilot.press("slash")
        await until(pilot, lambda: "Esc stops" not in text_of(app))
        assert "translating 4 of 4 sentences" in text_of(app)
        await pilot.press("escape")
        await until(pilot, lambda: "Esc stops" in text_of(app))


async def test_the_bar_of_keys_names_those_of_the_search(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 30)) as pilot:
        put_on_desk(app, [STRIKE, FERRY])
        await pilot.press("slash", "p", "o", "r", "t")
        await until(pilot, lambda: "↑ Previous ↓ Next" in lines_in(app, "KeyBar")[0])
        await pilot.press("escape")
        await until(pilot, lambda: "/ Find" in lines_in(app, "KeyBar")[0])
        assert not app.screen.find_bar.display
