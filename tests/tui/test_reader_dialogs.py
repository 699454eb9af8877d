"""Dialogs: as wide as what they hold, and saying what they do; paths completed, several formats at once."""

import contextlib
import json

import pytest
from textual.events import Paste
from textual.screen import Screen
from textual.widgets import Input

from core.files import path_with_room
from core.reading import discover
from core.settings import Permissions
from core.translation.alignment import AlignedWord, Alignment, Link
from tests.tui.reader_pilot import exact_lines_of, lines_in, make_brief, put_on_desk, text_of, until
from tui.screens.reader.export_and_clipboard import save
from tui.widgets import safe
from tui.widgets.input_lines import PathInput, completed_line
from tui.workers.revision import RevisionWorker

LIST = make_brief(
    [
        ("heading", [("Le plan", "The plan")]),
        ("list", [("une prime ;", "a bonus;")]),
        ("list", [("- un comité ;", "- a committee;")]),
        ("list", [("1. Fermer deux usines.", "1. Close two plants.")]),
        ("body", [("Il manque des mots.", "Words are missing.")]),
    ],
    name="plan.txt",
)


@pytest.fixture
def folder(tmp_path):
    for name in ("alpha-one.txt", "alpha-two.txt", "beta file.txt", ".hidden"):
        (tmp_path / "d" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "d" / name).touch()
    (tmp_path / "d" / "gamma").mkdir()
    (tmp_path / "d" / "gamma" / "only.txt").touch()
    return tmp_path / "d"


def test_a_path_is_completed_as_far_as_it_is_unambiguous(folder):
    for text, expected in (
        ("al", "alpha-"),
        ("alpha-t", "alpha-two.txt"),
        ("ga", "gamma/"),
        ("beta", "beta file.txt"),
        (".h", ".hidden"),
        ("gamma/", "gamma/"),
        ("gamma/o", "gamma/only.txt"),
        ("zeta", "zeta"),
    ):
        assert completed_line(f"{folder}/{text}") == f"{folder}/{expected}"
    assert completed_line(f"one.txt {folder}/ga") == f"one.txt {folder}/gamma/"
    assert completed_line("https://example.org/a") == "https://example.org/a"
    assert completed_line("") == ""
    assert completed_line(f"{folder}/ga", lambda _folder: False) == f"{folder}/ga"


async def test_tab_completes_a_path_and_then_goes_on(open_reader, no_packs, folder):
    app = open_reader([], no_packs)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("B")
        await until(pilot, lambda: "No batch yet" in text_of(app))
        await pilot.press("t")
        await until(pilot, lambda: len(app.screen.query(PathInput)) == 2)
        first, second = app.screen.query(PathInput)
        first.value = f"{folder}/ga"
        first.cursor_position = len(first.value)
        await pilot.press("tab")
        assert first.value == f"{folder}/gamma/"
        assert first.has_focus
        await pilot.press("tab")
        assert second.has_focus


async def test_several_formats_are_written_at_once_and_ticked_again_the_next_time(open_reader, no_packs, tmp_path):
    app = open_reader([], no_packs)
    async with app.run_test(size=(140, 40), notifications=True) as pilot:
        put_on_desk(app, [LIST])
        await pilot.press("e", "space", "down", "space")
        await until(pilot, lambda: sum("✓" in line for line in lines_in(app, "Choices")) == 2)
        app.screen.query_one(Input).value = str(tmp_path / "out")
        await pilot.press("enter")
        await until(pilot, lambda: {path.suffix for path in (tmp_path / "out").glob("*")} == {".md", ".json"})
        await until(pilot, lambda: "2 files written" in text_of(app))
        await pilot.press("e")
        await until(pilot, lambda: sum("✓" in line for line in lines_in(app, "Choices")) == 2)


async def test_a_note_is_in_the_panel_and_in_the_brief(open_reader, no_packs, tmp_path):
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 40)) as pilot:
        put_on_desk(app, [LIST])
        app.screen.workspace.wire.note = "ask the mayor"
        app.screen.panes.update(app.screen.workspace.wire)
        await until(pilot, lambda: "¶ ask the mayor" in "\n".join(lines_in(app, "#sentence")))
        await pilot.press("e", "space", "down", "space")
        app.screen.query_one(Input).value = str(tmp_path / "out")
        await pilot.press("enter")
        await until(pilot, lambda: len([*(tmp_path / "out").glob("*")]) == 2)
    assert "Note: ask the mayor" in (tmp_path / "out" / "plan.txt.md").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "out" / "plan.txt.json").read_text(encoding="utf-8"))["remark"] == "ask the mayor"


async def test_items_of_a_list_have_a_dash_or_the_number_of_their_own(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 40)) as pilot:
        put_on_desk(app, [LIST])
        await until(pilot, lambda: "– a bonus;" in text_of(app))
        shown = text_of(app)
        for text in ("– une prime ;", "- un comité ;", "- a committee;", "1. Fermer deux", "1. Close two plants."):
            assert text in shown
        assert "– -" not in shown
        assert "– 1." not in shown


async def test_a_word_such_as_des_is_not_proposed_as_a_term(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 40)) as pilot:
        put_on_desk(app, [LIST])
        app.screen.panes.action_view("source")
        await pilot.press("2", "G", "right", "right", "right", "T")
        await until(pilot, lambda: "A term for the glossary" in text_of(app))
        assert next(field.value for field in app.screen.query(Input)) == ""
        await pilot.press("escape", "right", "T")
        await until(pilot, lambda: "A term for the glossary" in text_of(app))
        assert next(field.value for field in app.screen.query(Input)) == "mots"


@pytest.fixture
def term_dialog(open_reader, no_packs, monkeypatch):
    """Opens the dialog for the term under the word cursor, and gives its fields and what makes the alignment arrive."""
    monkeypatch.setattr(RevisionWorker, "align", lambda *_: None)

    @contextlib.asynccontextmanager
    async def opened():
        app = open_reader([], no_packs)
        async with app.run_test(size=(160, 40)) as pilot:
            put_on_desk(app, [LIST])
            revision, alignment = app.screen.revision, Alignment((AlignedWord(2, 7, (Link(4, 9, 0.9),)),))
            await pilot.press("2", "j", "right", "right", "T")
            await until(pilot, lambda: "A term for the glossary" in text_of(app))
            arrived = RevisionWorker.Aligned(LIST.article.sentences[1], alignment)
            yield pilot, [*app.screen.query(Input)], lambda: revision.post_message(arrived)

    return opened


async def test_a_term_asked_for_before_the_alignment_arrived_is_completed_by_it(term_dialog):
    async with term_dialog() as (pilot, (source, target), align):
        assert (source.value, target.value, target.has_focus) == ("", "bonus", True)
        align()
        await until(pilot, lambda: source.value == "prime")
        assert target.value == "bonus"


@pytest.mark.parametrize(
    ("steps", "source", "proposed"),
    [
        (1, Link(14, 18, 0.9), ["mots", "Words"]),
        (2, Link(14, 18, 0.9), ["mots", ""]),  # “are”
        (1, Link(10, 13, 0.9), ["", ""]),  # « des »
    ],
)
async def test_words_of_grammar_are_proposed_neither_as_a_term_nor_as_its_translation(
    open_reader, no_packs, monkeypatch, steps, source, proposed
):
    monkeypatch.setattr(RevisionWorker, "align", lambda *_: None)
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 40)) as pilot:
        put_on_desk(app, [LIST])
        alignment = Alignment((AlignedWord(0, 5, (source,)), AlignedWord(6, 9, (source,))))
        app.screen.revision.post_message(RevisionWorker.Aligned(LIST.article.sentences[4], alignment))
        await pilot.press("2", "G", *["right"] * steps, "T")
        await until(pilot, lambda: "A term for the glossary" in text_of(app))
        assert [field.value for field in app.screen.query(Input)] == proposed


async def test_an_alignment_that_arrives_overwrites_nothing_that_was_typed(term_dialog):
    async with term_dialog() as (pilot, (source, target), align):
        await pilot.press(*"reward", "shift+tab", *"la prime")
        align()
        await until(pilot, lambda: pilot.app.screen_stack[0].query_one("#bitext").awaits_alignment is False)
        assert (source.value, target.value) == ("la prime", "reward")


@pytest.mark.parametrize("name", ["a.txt", "a.html", "été 2.tar.md", "without", "l" * 240 + ".txt"])
def test_an_export_has_the_name_that_batch_gives(tmp_path, name):
    (tmp_path / name).write_text("Le maire a dit non.", encoding="utf-8")
    (entry,) = discover([str(tmp_path)])
    assert save(b"brief", entry.path, tmp_path / "out", ".md").name == f"{path_with_room(entry.relative)}.md"


def test_an_export_of_an_address_has_the_name_that_batch_gives(tmp_path):
    (entry,) = discover(["https://news.example/ville/port.html?page=1"])
    assert (
        save(b"brief", entry.path, tmp_path, ".md").name == f"{entry.relative}.md" == "news.example-ville-port.html.md"
    )


async def test_a_dialog_is_as_wide_as_its_contents_and_names_what_enter_does(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 40)) as pilot:
        put_on_desk(app, [LIST])
        for key, hint in (
            ("s", "Enter sorts"),
            ("f", "Enter filters"),
            ("y", "Enter copies"),
            ("ctrl+o", "Enter opens"),
        ):
            await pilot.press(key)
            await until(pilot, lambda hint=hint: hint in text_of(app))
            assert app.screen.query_one("#dialog").size.width < 100
            await pilot.press("escape")


async def test_one_list_of_themes_is_offered_by_the_palettes_command(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 40)) as pilot:
        app.action_change_theme()
        await until(pilot, lambda: "Choose a colour theme" in text_of(app))
        await pilot.press("j", "enter")
        await until(pilot, lambda: app.theme == "depeche-light")


async def test_enter_is_named_on_each_page_by_what_it_does_and_no_key_that_would_do_nothing(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        for key, empty, shown, hidden in (
            ("comma", "translation", "⏎ Change", "⏎ Open"),
            ("F", "No feeds yet", "a Follow", "⏎ Open d Unfollow r Refresh"),
            ("L", "What you read is kept here", "/ Search", "⏎ Open"),
            ("S", "No rules yet", "a Add", "⏎ Change d Delete"),
        ):
            if key == "S":
                await pilot.press("escape")
            await pilot.press(key)
            await until(pilot, lambda empty=empty: empty in text_of(app))
            await until(pilot, lambda shown=shown: shown in "".join(lines_in(app, "KeyBar")))
            names = hidden.replace(" d ", "|d ").replace(" r ", "|r ").split("|")
            await until(pilot, lambda names=names: not any(name in "".join(lines_in(app, "KeyBar")) for name in names))


async def test_a_field_drops_control_characters_from_pasted_text(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+o")
        await until(pilot, lambda: bool(app.screen.query(PathInput)))
        app.post_message(Paste("a\x1b]0;titre\x07b\x1b[31m\x9b2J\u202ec"))
        field = app.screen.query_one(PathInput)
        await until(pilot, lambda: field.value.endswith("c"))
        assert field.value == safe(field.value)


async def test_a_reader_of_one_folder_neither_changes_the_glossary_nor_gets_packs(open_reader, packs, wires, tmp_path):
    app = open_reader([wires], packs, permissions=Permissions(root=tmp_path))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.screen.check_action("export", ()))
        for action in ("term", "install", "rules", "watch"):
            assert app.screen.check_action(action, ()) is False


@pytest.mark.parametrize("key", ["c", "T", "f", "s", "e", "a", "ctrl+o", "ctrl+v", "y", "w"])
async def test_the_keys_of_a_dialog_are_named_whole_in_a_narrow_window(french, key):
    async with french.run_test(size=(60, 20)) as pilot:
        put_on_desk(french, [LIST])
        await pilot.press("3", key)
        await until(pilot, lambda: french.screen.query("#dialog") and french.screen.query_one("#dialog").region.height)
        sheet = french.screen.query_one("#dialog")
        assert "Échap annule ─" in exact_lines_of(french)[sheet.region.bottom - 1]


async def test_an_answer_to_a_key_takes_the_whole_status_line_where_it_needs_it(french):
    async with french.run_test(size=(60, 20)) as pilot:
        put_on_desk(french, [LIST])
        french.screen.status.say("Aucune autre dépêche ouverte ne raconte ce sujet.")
        await pilot.pause()
        assert "ne raconte ce sujet." in text_of(french)
        assert "1 sur 1" not in text_of(french)


async def test_a_dialog_that_opens_or_closes_lays_out_nothing_below_it_and_is_painted_once_for_each_change(
    open_reader, no_packs, monkeypatch
):
    app = open_reader([], no_packs)
    async with app.run_test(size=(140, 40)) as pilot:
        put_on_desk(app, [LIST])
        await pilot.pause()
        reader, update, display = app.screen, Screen._on_timer_update, app._display
        reflow, laid_out, paints, twice = reader._compositor.reflow, [], [], []

        def updated(screen):
            before = len(paints)
            update(screen)
            twice.extend([type(screen)] * (len(paints) > before + 1))

        def displayed(screen, frame):
            display(screen, frame)
            paints.extend([type(screen)] * (frame is not None))

        monkeypatch.setattr(Screen, "_on_timer_update", updated)
        monkeypatch.setattr(app, "_display", displayed)
        monkeypatch.setattr(reader._compositor, "reflow", lambda *of: (laid_out.append(key), reflow(*of))[1])
        for key in ("e", "s", "f", "a", "question_mark", "ctrl+p", "ctrl+o"):
            paints.clear()
            await pilot.press(key)
            await until(pilot, lambda: app.screen is not reader and type(app.screen) in paints)
            dialog = app.screen
            paints.clear()
            await pilot.press("escape")
            await until(pilot, lambda gone=dialog: app.screen is reader and paints and not gone.is_running)
    assert laid_out == []
    assert twice == []


async def test_a_file_that_does_not_exist_can_be_named_again_without_typing_it_anew(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+o", *"wires", "enter")
        await until(
            pilot, lambda: "! no such file or folder; an address begins with https:// or http://" in text_of(app)
        )
        assert app.screen.query_one("Input").value == "wires"
