"""The themes: text contrasts with every background (WCAG), and no theme breaks the screen."""

import pytest
from textual._context import visible_screen_stack
from textual.color import Color
from textual.screen import ModalScreen

from core.settings import ReaderSettings, Settings
from tests.tui.reader_pilot import lines_in, text_of, until
from tests.tui.sample_briefs import desk
from tui.app import Reader
from tui.screens import Overlay
from tui.screens.themes import _MARKS, AA, DARK, LIGHT, contrast, plain_marks
from tui.widgets import MARKS

OURS = {"dark": DARK, "light": LIGHT}


@pytest.mark.parametrize("name", OURS)
def test_every_text_colour_has_the_contrast_that_wcag_asks_for(name):
    theme = OURS[name]
    colours = {**theme.variables, **{key: getattr(theme, key) for key in ("foreground", "accent", "warning", "error", "success", "background", "panel")}}  # fmt: skip
    grounds = ("background", "panel", "footer-background", "lit", "lit-away")
    texts = ("foreground", "accent", "warning", "error", "success", "quiet", "footer-key-foreground", "footer-description-foreground")  # fmt: skip
    found = {
        f"{text} on {ground}": round(contrast(Color.parse(colours[text]), Color.parse(colours[ground])), 2)
        for text in texts
        for ground in grounds
    }
    for ground in grounds:
        faint = Color.parse(colours[ground]).blend(Color.parse(colours["foreground"]), 0.72)
        found[f"source text on {ground}"] = round(contrast(faint, Color.parse(colours[ground])), 2)
    assert {pair: value for pair, value in found.items() if value < AA} == {}


@pytest.mark.parametrize("name", OURS)
async def test_what_a_search_highlights_stands_out_in_source_and_translation(open_reader, no_packs, name):
    app = open_reader([], no_packs, reader=ReaderSettings(theme=f"depeche-{name}"))
    async with app.run_test(size=(120, 34)) as pilot:
        await desk()(pilot)
        await pilot.press("slash", *"sncf")

        def lit():
            return {
                (segment.style.color.triplet, segment.style.bgcolor.triplet)
                for line in app.screen._compositor.render_strips()
                for segment in line
                if segment.text == "SNCF" and segment.style
            }

        await until(pilot, lambda: len(lit()) >= 2)
        pairs = {(Color(*text), Color(*ground)) for text, ground in lit()}
        assert {pair for pair in pairs if contrast(*pair) < AA} == set()


def test_contrast_is_computed_as_wcag_does():
    assert contrast(Color.parse("white"), Color.parse("black")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("white")) == pytest.approx(4.48, abs=0.01)


async def test_every_theme_can_be_chosen(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 34)) as pilot:
        await desk()(pilot)
        for theme in app.available_themes:
            app.theme = theme
            await pilot.pause()
            assert "Transport strike" in text_of(app)


async def test_in_plain_ascii_nothing_but_letters_and_ascii_is_painted(places, no_packs):
    settings = Settings(places, reader=ReaderSettings(ascii=True))
    app = Reader(settings, [], no_packs)
    async with app.run_test(size=(120, 34), notifications=True) as pilot:
        await desk()(pilot)
        app.notify("A notice")
        for keys in (["J"], ["question_mark"], ["escape", "P"], ["comma"], ["L"], ["F"], ["a"]):
            await pilot.press(*keys)
            await pilot.pause(0.1)
            shown = text_of(app)
            odd = {char for char in shown if not char.isascii() and not char.isalpha() and char not in "«»"}
            assert odd == set(), shown
        assert len(shown.splitlines()) == 34


async def test_without_colours_everything_is_grey_and_the_cursor_still_shows(open_reader, no_packs, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 34)) as pilot:
        await desk("j")(pilot)
        colours = {
            colour.triplet
            for line in app.screen._compositor.render_strips()
            for segment in line
            if segment.style
            for colour in (segment.style.color, segment.style.bgcolor)
            if colour and colour.triplet
        }
        assert all(colour.red == colour.green == colour.blue for colour in colours)
        assert "▌" in text_of(app)
        assert "? " in text_of(app)
        for key, pane in (("1", "wires"), ("2", "bitext"), ("4", "summary")):
            await pilot.press(key)
            await pilot.pause()
            assert [name for name in ("wires", "bitext", "summary") if "[" in lines_in(app, f"#{name}-title")[0]] == [
                pane
            ]
            bars = {name: "".join(lines_in(app, f"#{name}")) for name in ("wires", "bitext", "summary")}
            assert [name for name, text in bars.items() if "▌" in text] == [pane]
            assert any("▏" in text for text in bars.values())
        await pilot.resize_terminal(80, 24)
        await pilot.press("3")
        await until(pilot, lambda: "[3 Translation]" in text_of(app))
        await pilot.press("1")
        await until(pilot, lambda: "[1 Wires]" in text_of(app) and text_of(app).count("[") == 1)


def test_in_ascii_each_mark_has_a_sign_that_nothing_else_has():
    signs = {mark.sign for mark in MARKS}
    others = {plain for code, plain in _MARKS.items() if chr(code) not in signs} | {plain_marks("⏎")}
    assert len({mark.plain for mark in MARKS}) == len(MARKS)
    assert not others & {mark.plain for mark in MARKS}


def test_plain_marks_keep_the_width_and_the_letters():
    assert plain_marks("▌ « L’été » — 3 €…") == "> « L'été » - 3 €."
    assert plain_marks("│─╭●○→ 中") == "|-_@o> 中"


@pytest.mark.parametrize("share", [0.0, 0.3])
async def test_what_is_below_a_dialog_is_dimmed_just_as_textual_would(open_reader, no_packs, monkeypatch, share):
    app, painted = open_reader([], no_packs), []
    async with app.run_test(size=(120, 36)) as pilot:
        for render in (Overlay.render, ModalScreen.render):
            monkeypatch.setattr(Overlay, "render", render)
            await pilot.press("question_mark")
            app.screen.styles.background = Color.parse("#14171b").with_alpha(share)
            await pilot.pause()
            screens = [app.screen_stack[0]]
            visible_screen_stack.set(screens)
            app.screen.refresh()
            painted.append([strip.simplify() for strip in app.screen._compositor.render_strips()])
            assert screens == []
            await pilot.press("escape")
            await pilot.pause()
    assert painted[0] == painted[1]
    assert "Nothing is open yet" in "".join(strip.text for strip in painted[0])


async def test_widgets_have_the_styles_that_textual_itself_would_give_them(open_reader, no_packs):
    def styles(screen):
        return {
            (place, name): part.base.get_rules()
            for place, widget in enumerate(screen.walk_children(with_self=True))
            for name, part in {"": widget.styles, **widget._component_styles}.items()
        }

    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await desk()(pilot)
        for keys, theme in (
            ("2", "depeche-light"),
            ("3", "depeche-dark"),
            ("1", "nord"),
            ("question_mark", "depeche-dark"),
        ):
            app.theme = theme
            await pilot.press(keys)
            await pilot.resize_terminal(70 if theme == "nord" else 120, 36)
            await pilot.pause()
            given = styles(app.screen)
            theirs = app.stylesheet.copy()
            theirs.parse()
            theirs.update(app.screen)
            assert len(given) > 5
            assert styles(app.screen) == given, keys
