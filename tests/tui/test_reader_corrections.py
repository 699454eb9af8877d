"""Corrections: alternatives, translations by hand, terms; all are kept, and all can be undone."""

import pytest

from core.memory.store import Memory
from core.pack_source import PackSource
from core.settings import Places, Settings, TranslationSettings
from tests.tui.reader_pilot import lines_in, make_brief, put_on_desk, states, text_of, until
from tui.app import Reader
from tui.screens.reader.corrections import differences

WIRE = """\
Le maire parle aux marins

Le maire a parlé aux marins lundi. Les marins ont répondu mardi qu’ils ne lâcheront rien.
"""


@pytest.fixture
async def reading(open_reader, packs, tmp_path):
    """The reader on one finished wire, the focus in the texts."""
    wire = tmp_path / "wire.txt"
    wire.write_text(WIRE, encoding="utf-8")
    app = open_reader([wire], packs)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await until(pilot, lambda: states(app) == ["done"])
        yield app, pilot


def sentence(app, place):
    return app.screen_stack[0].workspace.wire.sentences[place]


async def write(pilot, text):
    area = pilot.app.screen.query_one("TextArea")
    area.text = text
    await pilot.press("enter")


async def test_a_correction_changes_the_screen_the_brief_and_the_memory_and_u_undoes_it(reading, places):
    app, pilot = reading
    before = sentence(app, 1)
    await pilot.press("j", "c")
    assert app.screen.query_one("TextArea").text == before.translation
    await write(pilot, "The mayor spoke\nto the sailors on Monday.")
    await until(pilot, lambda: sentence(app, 1).origin == "memory")
    assert "The mayor spoke to the sailors on Monday." in " ".join(lines_in(app, "#bitext"))
    assert "corrected by hand" in text_of(app)
    assert any("✎ The mayor spoke" in line for line in lines_in(app, "#bitext"))
    assert any("✎" in line for line in lines_in(app, "#wires"))
    wire = app.screen.workspace.wire
    await until(
        pilot, lambda: wire.brief.article.sentences[1].translation == "The mayor spoke to the sailors on Monday."
    )
    with Memory(places.memory) as memory:
        assert [unit.translation for unit in memory.units()] == ["The mayor spoke to the sailors on Monday."]
    await pilot.press("c")
    await write(pilot, "The mayor talked on Monday.")
    await until(pilot, lambda: sentence(app, 1).translation == "The mayor talked on Monday.")
    await pilot.press("u")
    await until(pilot, lambda: sentence(app, 1).translation == "The mayor spoke to the sailors on Monday.")
    await pilot.press("u")
    await until(pilot, lambda: sentence(app, 1).translation == before.translation)
    assert "✎" not in text_of(app)
    assert sentence(app, 1).origin == "model"
    await pilot.press("u")
    await until(pilot, lambda: "Nothing to undo." in text_of(app))
    await pilot.press("R")
    await until(pilot, lambda: sentence(app, 1).translation == "The mayor spoke to the sailors on Monday.")
    await until(pilot, lambda: "Redone: the correction of s2" in text_of(app))
    await pilot.press("R")
    await until(pilot, lambda: sentence(app, 1).translation == "The mayor talked on Monday.")
    await pilot.press("u")
    await until(pilot, lambda: "Undone: the correction of s2" in text_of(app))


async def test_closing_the_editor_changes_nothing(reading):
    app, pilot = reading
    before = sentence(app, 0)
    await pilot.press("c", "a", "escape", "b", "escape")
    await until(pilot, lambda: "Esc again throws your text away" in text_of(app))
    assert app.screen.query_one("TextArea").text.endswith("ab")
    await pilot.press("escape")
    await pilot.pause()
    assert sentence(app, 0) == before
    assert app.screen is app.screen_stack[0]


async def test_an_alternative_is_chosen_with_enter_and_stored_as_a_correction(reading, places):
    app, pilot = reading
    machine = sentence(app, 1).translation
    await pilot.press("j", "o")
    await until(pilot, lambda: app.screen.query_one("Choices").count() > 1)
    offered = " ".join(lines_in(app, "Choices"))
    assert "current" in offered
    assert "model confidence" in offered
    place_wanted = next(
        place
        for place, alternative in enumerate(app.screen_stack[0].corrections._alternatives)
        if alternative.translation != sentence(app, 1).translation
    )
    text = app.screen_stack[0].corrections._alternatives[place_wanted].translation
    await pilot.press(*["j"] * place_wanted, "enter")
    await until(pilot, lambda: sentence(app, 1).translation == text)
    assert sentence(app, 1).origin == "memory"
    await until(pilot, lambda: "alternative chosen by hand" in " ".join(text_of(app).split()))
    # A return to the model's own translation is no correction, whatever the way.
    await pilot.press("o")
    await until(pilot, lambda: app.screen.query_one("Choices").count() > 1)
    rank = next(
        n
        for n, alternative in enumerate(app.screen_stack[0].corrections._alternatives)
        if alternative.translation == machine
    )
    await pilot.press("g", *["j"] * rank, "enter")
    await until(pilot, lambda: sentence(app, 1).translation == machine)
    assert sentence(app, 1).origin == "model"


async def test_a_correction_that_differs_from_the_source_is_asked_about(reading):
    app, pilot = reading
    before = sentence(app, 1).translation
    await pilot.press("j", "c")
    await write(pilot, "The mayor spoke to the sailors on Tuesday.")
    await until(pilot, lambda: "This differs from the source" in text_of(app))
    assert "date" in text_of(app)
    await pilot.press("enter")
    assert sentence(app, 1).translation == before
    assert app.screen.query_one("TextArea").text == "The mayor spoke to the sailors on Tuesday."
    await pilot.press("enter")
    await until(pilot, lambda: "This differs from the source" in text_of(app))
    await pilot.press("down", "enter")
    await until(pilot, lambda: sentence(app, 1).origin == "memory")
    assert [flag.kind for flag in sentence(app, 1).flags] == ["date"]


async def test_without_a_memory_a_correction_is_refused_in_words(open_reader, packs, wires):
    app = open_reader([wires / "a-greve.txt"], packs, translation=TranslationSettings(memory=False))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await until(pilot, lambda: states(app) == ["done"])
        await pilot.press("c")
        await write(pilot, "Other.")
        await until(pilot, lambda: "this run remembers nothing" in text_of(app))


async def test_what_is_not_translated_cannot_be_corrected_and_says_so(open_reader, no_packs, wires):
    app = open_reader([wires / "b-sequia.txt"], no_packs)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await until(pilot, lambda: states(app) == ["no pack"])
        await pilot.press("c", "o", "T", "escape", "u")
        assert app.screen is app.screen_stack[0]


async def test_markup_and_escapes_in_a_wire_are_only_text_in_dialogs(open_reader, no_packs):
    hostile_brief = make_brief(
        [
            (
                "body",
                [("[bold]Rouge[/] \x1b[31m[@click=app.quit]ici[/]", "[red]Red[/red] [link=x]here[/link] \x1b]0;t\x07")],
            )
        ]
    )
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        put_on_desk(app, [hostile_brief])
        await pilot.press("c")
        await pilot.pause()
        shown = text_of(app)
        assert "[bold]Rouge[/]" in shown
        assert "[@click=app.quit]ici[/]" in shown
        assert "[red]Red[/red] [link=x]here[/link]" in shown
        assert "\x1b" not in shown
        assert "\x07" not in shown


@pytest.mark.model
async def test_a_term_is_added_to_the_glossary_and_all_its_sentences_are_translated_again(real_home, tmp_path):
    (tmp_path / "wire.txt").write_text(WIRE, encoding="utf-8")
    places = Places(real_home)
    settings = Settings(places, offline=True)
    app = Reader(settings, [str(tmp_path / "wire.txt")], PackSource(settings))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await until(pilot, lambda: states(app) == ["done"])
        before = [line.translation for line in app.screen.workspace.wire.sentences]
        await pilot.press("j", "T")
        for key in ("marins", "tab", "seamen", "enter"):
            await pilot.press(*([key] if key in ("tab", "enter") else list(key)))
        await until(
            pilot, lambda: all("seamen" in line.translation.lower() for line in app.screen.workspace.wire.sentences)
        )
        assert (real_home / "glossary.tsv").read_text() == "marins\tseamen\n"
        assert "glossary.tsv" in (real_home / "settings.toml").read_text()
        assert sentence(app, 1).origin == "glossary"
        await pilot.press("u")
        await until(pilot, lambda: [line.translation for line in app.screen.workspace.wire.sentences] == before)
        assert not (real_home / "glossary.tsv").exists()
        assert "glossary" not in (real_home / "settings.toml").read_text()


@pytest.mark.parametrize(
    ("now", "other", "lit"),
    [
        ("The mayor said no.", "The mayor said no.", []),
        ("The mayor said no.", "The mayor has refused.", ["has refused."]),
        ("He left on Monday", "On Monday he left the town", ["On Monday he", "the town"]),
        ("", "All of it", ["All of it"]),
    ],
)
def test_the_differences_of_an_alternative_are_marked(now, other, lit):
    assert [other[difference.start : difference.end] for difference in differences(now, other)] == lit
