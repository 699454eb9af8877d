"""The layout of the reader: rows stay level at every size, and nothing jumps."""

import re

import pytest
from rich.cells import cell_len

from core.settings import ReaderSettings
from tests.tui.reader_pilot import (
    FRENCH,
    lines_in,
    lines_of,
    lit_lines,
    make_brief,
    put_on_desk,
    states,
    text_of,
    until,
)
from tests.tui.sample_briefs import desk
from tui.widgets.status import KeyBar
from tui.wire import Wire

SHORT_AND_LONG = make_brief(
    [
        ("heading", [("Le titre", "The headline")]),
        (
            "body",
            [("Oui.", "Yes, " + "and much more than the source had to say about it, " * 3), ("Non. " * 30, "No.")],
        ),
        ("quote", [("« Citation »", "“A quotation”")]),
        (
            "list",
            [
                ("- un", "- one"),
            ],
        ),
        ("body", [("日本の首相は、東京で記者会見を行い、経済を立て直すと述べた。👩‍👩‍👧 " * 3, "Japanese. " * 12)]),
    ],
    chosen=("s2",),
)


async def test_source_and_translation_begin_on_the_same_line_whatever_their_length(open_reader, packs):
    app = open_reader([], packs)
    for size in ((100, 40), (133, 40), (160, 48), (250, 70)):
        async with app.run_test(size=size) as pilot:
            put_on_desk(app, [SHORT_AND_LONG])
            await pilot.pause()
            lines = [line.rstrip() for line in lines_in(app, "#bitext")]
            for source, target in (
                ("Le titre", "The headline"),
                ("Oui.", "Yes, and"),
                ("Non.", "No."),
                ("« Cit", "“A q"),
            ):
                assert any(source in line and target in line for line in lines), (size, source, lines)
            assert all(cell_len(line) <= size[0] for line in lines_of(app))
        app = open_reader([], packs)


SHEETS = ("f", "s", "a", "c", "o", "T", "e", "y", "ctrl+o", "ctrl+v", "slash")
NEW = ("v", "greater_than_sign", "right", "plus", "m", "n", *(key for sheet in SHEETS for key in (sheet, "escape")))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (99, 30), (100, 24), (120, 36), (149, 40), (150, 40), (250, 70)])
async def test_at_any_size_nothing_is_cut_and_no_error_is_raised(open_reader, packs, wires, size):
    app = open_reader([wires], packs)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: states(app) == ["done", "no pack", "done", "failed"])
        for key in (
            "1",
            "2",
            "3",
            "4",
            "tab",
            "tab",
            "tab",
            "j",
            "J",
            "J",
            "J",
            "K",
            "space",
            "b",
            "G",
            "g",
            "question_mark",
            "escape",
            *(NEW if size in {(60, 20), (150, 40)} else ()),
        ):
            await pilot.press(key)
            lines = lines_of(app)
            assert len(lines) == size[1]
            assert all(cell_len(line) == size[0] for line in lines)


async def test_below_a_hundred_columns_the_panes_are_tabs(open_reader, packs, wires):
    app = open_reader([wires], packs)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: states(app)[:1] == ["done"])
        await until(pilot, lambda: "1 Wires" in lines_of(app)[0])
        await until(pilot, lambda: "●" in text_of(app))
        await pilot.press("enter")
        sentence = app.screen.workspace.wire.sentences[2]
        assert sentence.translation.split()[0] in text_of(app)
        assert sentence.source[:20] not in text_of(app)
        await pilot.press("2")
        assert sentence.source[:20] in text_of(app)
        await pilot.press("tab", "tab")
        await until(pilot, lambda: "•" in text_of(app))
        assert sentence.source[:20] not in text_of(app)
        await pilot.click("Tabs", offset=(4, 0))
        await until(pilot, lambda: "●" in text_of(app))


async def test_resizing_across_a_hundred_columns_keeps_wire_sentence_and_pane(open_reader, packs, wires):
    app = open_reader([wires], packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: states(app) == ["done", "no pack", "done", "failed"])
        await pilot.press("tab", "j", "j", "j")
        sentence = app.screen.workspace.wire.sentences[3]
        for size in ((80, 24), (60, 20), (160, 48), (99, 30), (100, 30)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.focused.id == "bitext"
            lit = " ".join(lit_lines(app, "#bitext"))
            assert sentence.translation.split()[0] in lit, size
            assert (sentence.source[:15] in lit) == (size[0] >= 100)
        await pilot.press("4")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert app.focused.id == "summary"


async def test_a_key_typed_before_the_texts_are_on_the_screen_moves_the_cursor(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 12)) as pilot:
        put_on_desk(app, [make_brief([("body", [(f"Phrase numéro {n}.", "x")]) for n in range(60)])])
        pairs = app.screen.query_one("#bitext")
        assert pairs.size.height == 0
        pairs.action_move(1)
        pairs.action_move(1)
        assert pairs.cursor == 2
        pairs.action_end(-1)
        pairs.action_move(1)
        await pilot.pause()
        assert pairs.cursor == 59
        assert "59" in " ".join(lit_lines(app, "#bitext"))


async def test_no_row_moves_on_the_screen_when_translations_come(open_reader, packs):
    app = open_reader([], packs)
    async with app.run_test(size=(120, 30)) as pilot:
        brief = make_brief([("body", [(f"Phrase numéro {n}.", "x")]) for n in range(60)])
        wire = Wire(0, "wire.txt", brief.article)
        app.screen.workspace.paused = True
        app.screen.workspace.add([wire])
        bare = [
            sentence.__class__(sentence.id, sentence.start, sentence.end, sentence.source)
            for sentence in wire.sentences
        ]
        app.screen.panes.listed([0])
        app.screen.panes.open(wire)
        pairs = app.screen.query_one("#bitext")
        pairs._sentences = bare
        pairs.lay_out()
        pairs.focus()
        for _ in range(20):
            await pilot.press("j")
        before = lines_in(app, "#bitext")
        place = next(number for number, line in enumerate(before) if line.startswith("▌"))
        long = "A translation that is far longer than its source ever was. " * 4
        from dataclasses import replace

        pairs.translated([replace(sentence, translation=long, origin="model") for sentence in bare[:20]])
        await pilot.pause()
        after = lines_in(app, "#bitext")
        assert after[place].startswith("▌")
        assert [line[:40] for line in after[place:]] == [line[:40] for line in before[place:]]


async def test_a_sentence_higher_than_the_window_is_scrolled_through_before_the_next(open_reader, packs):
    app = open_reader([], packs)
    async with app.run_test(size=(60, 20)) as pilot:
        words = [f"mot{n}" for n in range(300)]
        put_on_desk(app, [make_brief([("body", [(" ".join(words), " ".join(words)), ("Fin.", "End.")])])])
        await pilot.pause()
        seen = ""
        for _ in range(30):
            seen += " ".join(lines_in(app, "#bitext"))
            await pilot.press("j")
        assert all(word in seen for word in words)
        assert app.screen.query_one("#bitext").cursor == 1
        await pilot.press("k", "g")
        await until(pilot, lambda: "mot0 " in text_of(app))


async def test_thousands_of_sentences_open_and_scroll_at_once(open_reader, packs):
    import time

    app = open_reader([], packs)
    async with app.run_test(size=(160, 48)) as pilot:
        brief = make_brief([("body", [(FRENCH[60:200], FRENCH[60:220])]) for _ in range(5000)])
        start = time.monotonic()
        put_on_desk(app, [brief])
        await pilot.press("G")
        assert app.screen.query_one("#bitext").cursor == 4999
        start = time.monotonic()
        for _ in range(20):
            await pilot.press("b")
        assert time.monotonic() - start < 30  # drawing all 5,000 for each would take longer by far


async def test_the_cursor_and_the_doubts_show_in_dark_in_light_and_without_colour(open_reader, packs, monkeypatch):
    doubtful = make_brief([("body", [("Il a dit 12.", "He said 21.", ("number", "12 in the source, 21 here"))])])
    for theme, colourless in (("depeche-dark", False), ("depeche-light", False), ("depeche-dark", True)):
        if colourless:
            monkeypatch.setenv("NO_COLOR", "1")
        app = open_reader([], packs)
        app.theme = theme
        async with app.run_test(size=(120, 30)) as pilot:
            put_on_desk(app, [doubtful])
            await pilot.pause()
            assert lit_lines(app, "#bitext")[0].split("  ")[-1].strip().endswith("He said 21.")
            assert "? He said 21." in text_of(app)
            shown = " ".join(line.strip() for line in lines_in(app, "#sentence"))
            assert "? number: 12 in the source, 21 here" in shown
            assert "model confidence low (41%)" in shown
            colours = {
                tuple(segment.style.color.triplet)
                for line in app.screen._compositor.render_strips()
                for strip in [line.apply_filter(f, app.screen.background_colors[1]) for f in app._filters] or [line]
                for segment in strip
                if colourless and segment.style and segment.style.color and segment.style.color.triplet
            }
            assert all(max(colour) - min(colour) <= 2 for colour in colours)


ROOMS = ("L", "F", "B", "P", "comma")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [60, 80, 100, 160])
async def test_the_last_line_of_every_screen_shows_whole_keys_and_always_help(open_reader, packs, language, width):
    app = open_reader([], packs, reader=ReaderSettings(language=language))
    async with app.run_test(size=(width, 24)) as pilot:
        put_on_desk(app, [SHORT_AND_LONG])
        for room in ("", *ROOMS):
            await pilot.press(*filter(None, [room]))
            await until(pilot, lambda: tells_whole_keys_and_help(app))
            await pilot.press(*["escape"] * bool(room))


def tells_whole_keys_and_help(app) -> bool:
    bar = app.screen.query_one(KeyBar)
    line = lines_of(app)[-1]
    laid_out = [(f"{entry.shown('')} {entry.label}", at) for at, entry in bar._laid_out()]
    helping = [entry for _, entry in bar._laid_out() if ("question_mark", "?") in entry.keys]
    return bool(helping) and all(line[at:].startswith(text) for text, at in laid_out)


async def test_the_key_bar_names_no_key_that_would_be_typed(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(100, 24)) as pilot:
        put_on_desk(app, [SHORT_AND_LONG])
        await pilot.press("3")
        await until(pilot, lambda: "/ Find" in lines_of(app)[-1] and "? Help" in lines_of(app)[-1])
        await pilot.press("slash")
        await until(pilot, lambda: "f1 Help" in lines_of(app)[-1] and "/ Find" not in lines_of(app)[-1])
        await pilot.press("slash", "question_mark")
        await until(pilot, lambda: "/?" in "".join(lines_in(app, "#find-input")))


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_the_status_line_leaves_out_whole_parts_and_cuts_none(open_reader, no_packs, language):
    app = open_reader([], no_packs, reader=ReaderSettings(language=language))
    async with app.run_test(size=(160, 24)) as pilot:
        put_on_desk(app, [SHORT_AND_LONG])
        await until(pilot, lambda: "translate-fr_en-opus-1.0" in "".join(lines_in(app, "Status")))
        await pilot.resize_terminal(60, 24)
        await until(pilot, lambda: "fr → en" in "".join(lines_in(app, "Status")))
        told = "".join(lines_in(app, "Status"))
        assert ("6 sentences" if language == "en" else "6 phrases") in told
        assert "…" not in told
        assert "translate" not in told


async def test_the_notice_of_a_removed_wire_names_the_key_that_undoes_it(open_reader, no_packs):
    long = make_brief([("heading", [("Un titre", "A headline that goes on " * 6)]), ("body", [("Oui.", "Yes.")])])
    app = open_reader([], no_packs)
    async with app.run_test(size=(60, 24)) as pilot:
        put_on_desk(app, [long, SHORT_AND_LONG])
        await pilot.press("1", "d")
        await until(
            pilot, lambda: re.search(r"Removed from the list: A .*… · u undoes", "".join(lines_in(app, "Status")))
        )


async def test_a_failed_wire_says_what_can_be_done(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await desk("J", "J")(pilot)
        await until(pilot, lambda: "Press t to try again, d to remove" in text_of(app))


async def test_the_strip_below_the_texts_begins_with_a_doubt_before_it_counts_others(open_reader, no_packs):
    flags = ("number", "1 200 in the source, 1,300 in the English"), ("name", "Morin is not in the translation")
    doubtful = make_brief([("body", [("Morin en compte 1 200.", "He counts 1,300.", *flags)])])
    app = open_reader([], no_packs)
    async with app.run_test(size=(60, 20)) as pilot:
        put_on_desk(app, [doubtful])
        await pilot.press("3")
        await until(pilot, lambda: "1 200 in the source" in "".join(lines_in(app, "SentencePanel")))


async def test_a_click_in_the_key_bar_presses_the_key_and_what_is_hidden_is_not_clicked(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(100, 24)) as pilot:
        put_on_desk(app, [SHORT_AND_LONG])
        await pilot.press("3")
        await until(pilot, lambda: "e Export" in lines_of(app)[-1])
        await pilot.click(KeyBar, offset=(lines_of(app)[-1].index("e Export") + 3, 0))
        await until(pilot, lambda: "Write the brief" in text_of(app))
        await pilot.press("escape")
        await pilot.click(KeyBar, offset=(lines_of(app)[-1].index("Commands") - 6, 0))
        await pilot.pause()
        assert len(app.screen_stack) == 1


async def test_a_wider_window_shows_more_keys_and_a_narrower_one_fewer(open_reader, packs):
    app = open_reader([], packs)
    headings = []
    async with app.run_test(size=(60, 24)) as pilot:
        await pilot.press("L")
        for width in (60, 150, 60):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            headings.append(lines_of(app)[-1].strip())
    assert "Commands" in headings[1]
    assert "Commands" not in headings[0]
    assert headings[2] == headings[0]


async def test_the_key_bar_shows_the_keys_also_in_a_terminal_without_the_focus(open_reader, no_packs):
    app = open_reader([], no_packs)
    app.set_reactive(type(app).app_focus, False)
    async with app.run_test(size=(120, 24)) as pilot:
        await until(pilot, lambda: "q Quit" in lines_of(app)[-1])
        put_on_desk(app, [SHORT_AND_LONG])
        await until(pilot, lambda: "n Doubt" in lines_of(app)[-1])
        app.app_focus = True
        await pilot.pause()
        before = lines_of(app)[-1]
        app.app_focus = False
        await pilot.pause()
        assert app.focused is None
        assert lines_of(app)[-1] == before


async def test_a_list_that_becomes_higher_or_lower_is_not_measured_again(open_reader, no_packs, monkeypatch):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        put_on_desk(app, [make_brief([("body", [("Un.", "One.")])], name=name) for name in ("a.txt", "b.txt")])
        await pilot.pause()
        wires, measured = app.screen.query_one("#wires"), []
        monkeypatch.setattr(type(wires), "heights", lambda self, width: measured.append(width) or [3, 4])
        await pilot.resize_terminal(120, 30)
        await until(pilot, lambda: wires.size.height < 30)
        assert measured == []
        await pilot.resize_terminal(160, 30)
        await until(pilot, lambda: measured != [])


@pytest.mark.parametrize(("language", "opens", "quits"), [("en", "⏎ Open", "q Quit"), ("fr", "⏎ Ouvrir", "q Quitter")])
async def test_in_the_list_the_keys_name_enter_and_quit_also_in_a_narrow_window(
    open_reader, packs, language, opens, quits
):
    app = open_reader([], packs, reader=ReaderSettings(language=language))
    async with app.run_test(size=(80, 24)) as pilot:
        put_on_desk(app, [SHORT_AND_LONG])
        await pilot.press("1")
        await until(pilot, lambda: opens in lines_of(app)[-1] and quits in lines_of(app)[-1])
        await pilot.press("3")
        await until(pilot, lambda: opens not in lines_of(app)[-1] and quits in lines_of(app)[-1])


async def test_what_the_panel_of_the_sentence_has_no_room_for_ends_with_an_ellipsis(open_reader, packs):
    why = "twelve in the source, twenty-one in the English, and neither is what the headline of this wire has to say"
    doubtful = make_brief([("body", [("Il a dit 12.", "He said 21.", ("number", why))])])
    app = open_reader([], packs)
    async with app.run_test(size=(60, 20)) as pilot:
        put_on_desk(app, [doubtful])
        await pilot.press("3")
        await until(pilot, lambda: "".join(lines_in(app, "#sentence")[-1:]).rstrip().endswith("…"))
        await pilot.resize_terminal(160, 45)
        await until(pilot, lambda: "has to say" in " ".join(" ".join(lines_in(app, "#sentence")).split()))
        assert "…" not in "".join(lines_in(app, "#sentence"))
