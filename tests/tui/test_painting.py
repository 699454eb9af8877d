"""What is on the screen after partial updates is what a full one by Textual itself would show."""

from rich.cells import cell_len
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate

from tests.tui.reader_pilot import states, until
from tui.widgets.virtual_list import VirtualList

KEYS = (
    *("1", "j", "j", "k", "G", "g", "space", "asterisk", "3", "right", "right", "x", "n", "j", "v", "v", "v", "v"),
    *("slash", "e", "l", "enter", "escape", "question_mark", "j", "escape", "ctrl+p", "e", "down", "escape"),
    *("f", "down", "escape", "s", "j", "enter", "a", "n", "escape", "escape", "tab", "shift+tab", "d", "u"),
    *("greater_than_sign", "less_than_sign", "L", "escape", "comma", "down", "escape", "P", "escape", "w", "escape"),
)


def cells(strips):
    """Return the characters of a line with their colours; the second half of a wide one is empty."""
    return [
        (part, style and (style.color, style.bgcolor, style.bold, style.italic, style.underline, style.reverse))
        for strip in strips
        for text, style, _control in strip
        for character in text
        for part in (character, "")[: cell_len(character)]
    ]


class Terminal:
    """Draws what the reader sends, as a terminal does."""

    def __init__(self, app):
        self.lines = []
        display = app._display

        def noted(screen, update, *rest):
            display(screen, update, *rest)
            if isinstance(update, LayoutUpdate):
                self.lines = [cells(chops) for chops in update.strips]
            elif isinstance(update, ChopsUpdate):
                for y, first, end in update.spans:
                    for x, strip in update.chops[y].items():
                        if strip is not None and x < end and x + strip.cell_length > first:
                            self.lines[y][x : x + strip.cell_length] = cells([strip])

        app._display = noted


def full(screen):
    """Return what Textual's own compositor draws of the screen when nothing is cached."""
    compositor = screen._compositor
    for widget in compositor.visible_widgets:
        widget._styles_cache.clear()
        if isinstance(widget, VirtualList):
            widget._drawn.clear()
    chops = Compositor._render_chops(compositor, screen.size.region, lambda _y: True)
    return [cells(filter(None, line.values())) for line in chops]


def is_painted(screen):
    return not (screen._dirty_widgets or screen._layout_required or screen._repaint_required)


async def test_partial_updates_show_what_a_full_one_would(open_reader, packs, wires):
    app = open_reader([wires], packs)
    terminal = Terminal(app)
    async with app.run_test(size=(160, 40)) as pilot:
        await until(pilot, lambda: "waiting" not in states(app) and "translating" not in states(app), 120)
        for key in KEYS:
            await pilot.press(key)
            await pilot.pause(0.1)
            await until(pilot, lambda: is_painted(app.screen))
            shown, wanted = list(terminal.lines), full(app.screen)
            wrong = [y for y, (now, then) in enumerate(zip(shown, wanted, strict=True)) if now != then]
            assert not wrong, (key, wrong)


async def test_after_the_window_changed_its_size_too(open_reader, packs, wires):
    app = open_reader([wires], packs)
    terminal = Terminal(app)
    async with app.run_test(size=(160, 40)) as pilot:
        await until(pilot, lambda: "waiting" not in states(app) and "translating" not in states(app), 120)
        for size in ((160, 30), (160, 44), (100, 44), (100, 30), (70, 24), (160, 40)):
            await pilot.resize_terminal(*size)
            await pilot.press("j")
            await pilot.pause(0.1)
            await until(pilot, lambda: is_painted(app.screen))
            shown, wanted = list(terminal.lines), full(app.screen)
            assert [y for y, (now, then) in enumerate(zip(shown, wanted, strict=True)) if now != then] == [], size


async def test_after_another_theme_was_chosen_too(open_reader, packs, wires):
    app = open_reader([wires], packs)
    terminal = Terminal(app)
    async with app.run_test(size=(160, 40)) as pilot:
        await until(pilot, lambda: "waiting" not in states(app) and "translating" not in states(app), 120)
        for theme in ("depeche-light", "depeche-dark"):
            app.theme = theme
            await pilot.press("j")
            await pilot.pause(0.1)
            await until(pilot, lambda: is_painted(app.screen))
            shown, wanted = list(terminal.lines), full(app.screen)
            assert [y for y, (now, then) in enumerate(zip(shown, wanted, strict=True)) if now != then] == [], theme
