"""The reader as a user sees it."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from textual.events import MouseScrollDown

from tests.tui.reader_pilot import FRENCH, entries_of, help_lines, lines_in, lines_of, lit_lines, states, text_of, until

ROOT = Path(__file__).parents[2]
FIRST_PAINT = """
import asyncio, sys
from core.settings import Places, Settings
from tui.app import Reader
from core.pack_source import PackSource
from tui.workers.translation import TranslationWorker

seen = []
def read(self):
    heavy = {"ctranslate2", "langdetect", "sumy", "argostranslate", "sentencepiece", "numpy", "sqlite3", "requests"}
    lines = ["".join(s.text for s in line) for line in self.screen._compositor.render_strips()]
    seen.append((sorted(heavy & set(sys.modules)), "Dépêche" in lines[0]))
TranslationWorker.read = read

async def main():
    settings = Settings(Places.from_environment())
    app = Reader(settings, sys.argv[1:], PackSource(settings))
    async with app.run_test(size=(120, 36)) as pilot:
        for _ in range(100):
            await pilot.pause(0.02)
            if seen:
                break
asyncio.run(main())
print(seen[0])
"""


def test_the_first_screen_is_painted_before_a_model_a_detector_or_a_database_is_imported(wires):
    ran = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(wires)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert ran.stdout.strip() == "([], True)", ran.stderr


async def test_a_folder_is_listed_and_translated_the_wire_on_the_screen_first(open_reader, packs, wires):
    app = open_reader([wires], packs)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await until(pilot, lambda: states(app) == ["done", "no pack", "done", "failed"])
        await until(pilot, lambda: "× failed: this" in "\n".join(lines_in(app, "#wires")))
        listed = "\n".join(lines_in(app, "#wires"))
        assert "fr  ●  " in listed
        assert "es  ⊘ no pack" in listed
        assert "en  ●" in listed
        assert "d-scan.pdf" in listed
        assert "New ferry link approved" in listed
        await until(pilot, lambda: "Le président de la République" in text_of(app))


async def test_the_cursor_highlights_a_sentence_its_translation_and_its_line_in_the_summary(open_reader, packs, wires):
    app = open_reader([wires / "a-greve.txt"], packs)
    async with app.run_test(size=(160, 48)) as pilot:
        await until(pilot, lambda: states(app) == ["done"])
        wire = app.screen.workspace.wire
        places = [int(name[1:]) - 1 for name in wire.chosen]
        assert len(places) == 3
        for place in range(wire.total):
            sentence = wire.sentences[place]
            lit = " ".join(lit_lines(app, "#bitext"))
            assert sentence.source[:20] in lit
            assert sentence.translation.split()[0] in lit
            line = " ".join(lit_lines(app, "#summary"))
            assert line.lstrip("• ").startswith(sentence.translation.split()[0]) if place in places else not line
            assert ("in the summary" in " ".join(line.strip() for line in lines_in(app, "#sentence"))) == (
                place in places
            )
            await pilot.press("j")


async def test_enter_on_a_summary_line_goes_to_its_sentence(open_reader, packs, wires):
    app = open_reader([wires / "a-greve.txt"], packs)
    async with app.run_test(size=(160, 48)) as pilot:
        await until(pilot, lambda: states(app) == ["done"])
        await pilot.press("tab", "G", "enter")
        place = app.screen.query_one("#bitext").cursor
        assert app.screen.workspace.wire.sentences[place].id == app.screen.workspace.wire.chosen[-1]
        assert app.focused.id == "bitext"


async def test_tab_cycles_through_the_panes_and_j_acts_on_the_one_with_the_focus(open_reader, packs, wires):
    app = open_reader([wires], packs)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await until(pilot, lambda: "failed" in states(app))
        seen = []
        for _ in range(4):
            seen.append(app.focused.id)
            await pilot.press("tab")
        assert seen == ["wires", "bitext", "summary", "wires"]
        await pilot.press("shift+tab", "j")
        assert app.focused.id == "wires"
        assert app.screen.workspace.current == 1
        await pilot.press("J", "J", "K")
        assert app.screen.workspace.current == 2


async def test_a_click_moves_the_cursor_and_the_wheel_scrolls(open_reader, packs, wires):
    (wires / "a-greve.txt").write_text(FRENCH * 5, encoding="utf-8")
    app = open_reader([wires / "a-greve.txt"], packs)
    async with app.run_test(size=(120, 24)) as pilot:
        await until(pilot, lambda: states(app) == ["done"])
        await pilot.click("#bitext", offset=(10, 4))
        assert app.screen.query_one("#bitext").cursor == 2
        before = lines_in(app, "#bitext")
        await pilot._post_mouse_events([MouseScrollDown], "#bitext", offset=(10, 4))
        await pilot.pause()
        assert [line[:-1] for line in lines_in(app, "#bitext")[:4]] == [line[:-1] for line in before[2:6]]
        assert app.screen.query_one("#bitext").cursor == 2


async def test_a_wire_reopens_at_the_sentence_where_it_was_left(open_reader, packs, wires):
    app = open_reader([wires], packs)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await until(pilot, lambda: states(app)[:1] == ["done"] and len(states(app)) > 1)
        await pilot.press("tab", "j", "j", "j", "J")
        assert app.screen.query_one("#bitext").cursor == 0
        await pilot.press("K")
        assert app.screen.query_one("#bitext").cursor == 3


async def test_e_writes_the_brief_and_says_where(open_reader, packs, wires, tmp_path):
    app = open_reader([wires / "a-greve.txt"], packs)
    here = tmp_path / "here"
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await until(pilot, lambda: states(app) == ["done"])
        await pilot.press("e", "enter")
        await until(pilot, lambda: "Brief written" in text_of(app))
        await until(pilot, lambda: "a-greve.txt.md" in text_of(app))
        brief = (here / "a-greve.txt.md").read_text("utf-8")
        assert "Le président de la République" in brief
        # The same brief overwrites its file; another file of that name is left alone.
        await pilot.press("e", "enter")
        await pilot.pause(0.3)
        assert [path.name for path in here.iterdir()] == ["a-greve.txt.md"]
        (here / "a-greve.txt.md").write_text("notes of my own", encoding="utf-8")
        await pilot.press("e", "enter")
        await until(pilot, (here / "a-greve.txt-2.md").exists)
        assert (here / "a-greve.txt.md").read_text("utf-8") == "notes of my own"
        await until(pilot, lambda: (here / "a-greve.txt-2.md").read_text("utf-8") == brief)
        assert sorted(path.name for path in here.iterdir()) == ["a-greve.txt-2.md", "a-greve.txt.md"]


async def test_a_folder_that_cannot_be_written_is_a_notice(open_reader, packs, wires, tmp_path, monkeypatch):
    app = open_reader([wires / "a-greve.txt"], packs)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await until(pilot, lambda: states(app) == ["done"])
        monkeypatch.chdir("/proc")
        await pilot.press("e", "enter")
        await until(pilot, lambda: "No brief written" in text_of(app))
        await until(pilot, lambda: "cannot be written" in text_of(app))


async def test_with_no_inputs_a_welcome_says_what_to_do(open_reader, packs):
    for size in ((80, 24), (120, 36)):
        app = open_reader([], packs)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            assert "Nothing is open yet." in text_of(app)
            assert "depeche wires/" in text_of(app)
            await pilot.press("j", "k", "space", "g", "G", "J", "K", "e", "i", "t", "escape", "tab", "1", "4")


@pytest.mark.parametrize("size", [(60, 20), (120, 36)])
@pytest.mark.parametrize("clicked", [False, True])
async def test_what_the_start_screen_names_is_chosen_there(open_reader, no_packs, size, clicked):
    app = open_reader([], no_packs, offline=True)
    async with app.run_test(size=size) as pilot:
        for row, opened in (
            (1, "Paste a text"),
            (3, "No feeds yet."),
            (6, "installed"),
            (0, "File, folder or address"),
            (2, "of 10 done"),
        ):
            await until(pilot, lambda: app.screen.query("#start").first().has_focus)
            if clicked:
                await pilot.click("#start", offset=(6, app.screen.query_one("#start").top(row)))
            else:
                await pilot.press("g", *["j"] * row, "enter")
            await until(pilot, lambda opened=opened: opened in text_of(app))
            await pilot.press("escape")


async def test_an_empty_folder_says_so(open_reader, packs, tmp_path):
    (tmp_path / "empty").mkdir()
    app = open_reader([tmp_path / "empty"], packs)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await until(pilot, lambda: states(app) == ["failed"])
        await until(pilot, lambda: "there is no file to read in this folder" in text_of(app))
        await pilot.press("j", "e", "t", "G")


async def test_help_names_every_key_and_the_palette_every_action(open_reader, packs, wires):
    app = open_reader([wires / "a-greve.txt"], packs)
    async with app.run_test(size=(140, 60)) as pilot:
        await until(pilot, lambda: states(app) == ["done"])
        reading = app.screen
        bindings = {binding.id: binding for _, binding, *_ in reading.active_bindings.values() if binding.id}
        ours = [binding for name, binding in bindings.items() if "." in name]
        assert all(binding.tooltip for binding in ours)
        titles = {command.title for command in app.get_system_commands(reading)}
        assert {binding.tooltip for binding in ours} <= titles
        await pilot.press("question_mark")
        sheet = entries_of(help_lines(app))
        assert [action.tooltip for action in ours if not any(action.tooltip in entry for entry in sheet)] == []
        await pilot.press("escape")
        assert app.screen is reading
        await pilot.press("ctrl+p")
        await pilot.press(*"last item")
        await until(pilot, lambda: "Last item" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: reading.query_one("#bitext").cursor == reading.workspace.wire.total - 1)


async def test_markup_and_escapes_in_a_wire_or_a_file_name_have_no_effect(open_reader, packs, wires):
    name = "evil\x1b[31m\u202e[bold]x.txt"
    text = "[bold red]Titre[/] \x1b]0;hacked\x07 et \x1b[2J la suite\n\n[link=http://x]Un lien[/link] est dans la phrase que voici.\n"
    (wires / name).write_text(text, encoding="utf-8")
    (wires / "evil\x1b[2J.pdf").write_bytes(b"%PDF-1.4")
    app = open_reader([wires / name, wires / "evil\x1b[2J.pdf"], packs)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await until(pilot, lambda: states(app) == ["done", "failed"])
        screen = text_of(app)
        assert "[bold red]Titre[/]" in screen
        assert "[link=http://x]Un" in screen
        assert not any(ord(char) < 32 and char != "\n" for char in screen)
        assert "\u202e" not in screen
        links = [
            segment.style.link for line in app.screen._compositor.render_strips() for segment in line if segment.style
        ]
        assert not any(links)
        await pilot.press("e", "enter")
        await until(pilot, lambda: "Brief written" in text_of(app))
        assert "[bold]x" in "".join(line.replace(" ", "") for line in lines_of(app))


async def test_quitting_while_it_translates_takes_no_time(open_reader, packs, wires):
    (wires / "long.txt").write_text(FRENCH * 400, encoding="utf-8")
    app = open_reader([wires / "long.txt"], packs)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await until(pilot, lambda: states(app) == ["translating"])
        start = time.monotonic()
        app.simulate_key("q")
        await until(pilot, lambda: not app.is_running)
    assert time.monotonic() - start < 20  # the rest of the text takes minutes
