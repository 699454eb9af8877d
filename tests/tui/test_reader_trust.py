"""Flags: marked without need of colour, visited by keys, explained in words, and nothing jumps."""

from dataclasses import replace

import pytest

from core.article import Flag
from core.export import FORMATS, to_markdown
from core.settings import ReaderSettings
from tests.tui.reader_pilot import lines_in, lit_lines, make_brief, put_on_desk, text_of
from tui.commands.read import linear
from tui.widgets.summary import doubt_text
from tui.widgets.titles import doubt_notes

NUMBER = ("number", "12 in the source, 21 here")
LONG = "The speaker went on at some length about the many things that were on his mind. " * 2
DOUBTFUL = make_brief(
    [
        ("heading", [("Le titre", "The headline")]),
        ("body", [("Il a dit 12.", "He said 21. " + LONG, NUMBER), ("Oui.", "Yes.")]),
        ("body", [("Non.", "No.", ("negation", "not in the source"), NUMBER, *[("name", "Paris, not here")] * 9)]),
    ],
    chosen=("s2",),
)

SURE = make_brief([("body", [("Il a dit 12.", "He said 12."), ("Oui.", "Yes.")])], chosen=("s1",))


def cursor(app):
    return app.screen.query_one("#bitext").cursor


async def test_every_line_of_a_doubtful_translation_has_a_mark_in_every_view(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 40)) as pilot:
        put_on_desk(app, [DOUBTFUL])
        for _ in range(4):
            await pilot.press("v")
            lines = lines_in(app, "#bitext")
            marked = [line for line in lines if "┊" in line or "? " in line]
            first = next(
                line for line in lines if "He said 21." in line or ("Il a dit 12." in line and "English" not in line)
            )
            assert any("? He said 21." in line or "? Il a dit 12." in line for line in marked), first
            shown = [
                line for line in lines if any(word in line for word in ("speaker", "length", "things that", "his mind"))
            ]
            assert all("┊" in line or "?" in line for line in shown)
            assert not any("Yes." in line or "headline" in line for line in marked)


async def test_n_goes_through_the_doubts_from_any_pane_and_says_when_there_are_no_more(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 40)) as pilot:
        put_on_desk(app, [DOUBTFUL])
        await pilot.press("n")
        assert cursor(app) == 1
        assert "doubt 1 of 2" in text_of(app)
        assert "He said 21." in lit_lines(app, "#summary")[0]
        await pilot.press("tab", "tab", "n")
        assert cursor(app) == 3
        await pilot.press("n")
        assert cursor(app) == 3
        assert "No doubtful sentence below." in text_of(app)
        await pilot.press("N")
        assert cursor(app) == 1


@pytest.mark.parametrize("tab", ["1", "4"])
async def test_n_shows_the_doubtful_sentence_where_one_pane_is_shown_at_a_time(open_reader, no_packs, tab):
    app = open_reader([], no_packs)
    async with app.run_test(size=(80, 24)) as pilot:
        put_on_desk(app, [DOUBTFUL])
        await pilot.press(tab, "n")
        assert "He said 21." in "".join(lines_in(app, "#bitext"))
        await pilot.press("2", "n")
        assert cursor(app) == 3
        assert "Il a dit" in "".join(lines_in(app, "#bitext"))


@pytest.mark.parametrize("state", ["waiting", "translating", "stopped", "no pack", "failed"])
async def test_an_untranslated_wire_is_not_reported_as_free_of_doubts(open_reader, no_packs, state):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        put_on_desk(app, [SURE])
        await pilot.press("n")
        assert "No doubtful sentence in this wire." in text_of(app)
        app.screen.workspace.wire.state = state
        await pilot.press("n")
        assert "No doubt yet: this wire is not fully translated." in text_of(app)


@pytest.mark.parametrize("size", [(160, 40), (120, 36), (80, 24), (60, 20)])
async def test_the_panel_says_what_is_doubtful_without_moving_anything(open_reader, no_packs, size):
    app = open_reader([], no_packs)
    async with app.run_test(size=size) as pilot:
        put_on_desk(app, [DOUBTFUL])
        await pilot.press("3", "g")
        places = []
        for key in ("j", "j", "j"):
            places.append([app.screen.query_one(name).region for name in ("#bitext", "#sentence", "#right")])
            await pilot.press(key)
        assert places[0] == places[1] == places[2]
        shown = " ".join(line.strip() for line in lines_in(app, "#sentence"))
        assert shown.startswith("s4 · model confidence low (41%)")
        assert "? negation: not in the source" in shown or size[0] < 100
        # Flags without space are counted.
        assert " more" in shown
        await pilot.press("k")
        assert "checks passed" in " ".join(lines_in(app, "#sentence"))


async def test_a_sentence_of_low_confidence_is_a_stop_counted_and_described(open_reader, no_packs):
    brief = make_brief([("body", [("Un.", "One."), ("Deux.", "Too."), ("Trois.", "Three.")])])
    [paragraph] = brief.article.paragraphs
    unsure = [replace(sentence, confidence=0.3 if sentence.id == "s2" else 0.9) for sentence in paragraph.sentences]
    brief = replace(brief, article=brief.article.with_sentences(unsure))
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 40)) as pilot:
        put_on_desk(app, [brief])
        await pilot.pause()
        assert any("? 1" in line for line in lines_in(app, "#wires"))
        assert "1 in doubt" in text_of(app)
        await pilot.press("n")
        assert cursor(app) == 1
        assert "doubt 1 of 1" in text_of(app)
        shown = " ".join(" ".join(lines_in(app, "#sentence")).split())
        assert "s2 · checks passed · model confidence low (30%)" in shown.replace("\u00a0", " ")
        assert any("? Too." in line for line in lines_in(app, "#bitext"))
        await pilot.press("n")
        assert cursor(app) == 1
    assert "model confidence low" in to_markdown(brief)
    assert "model confidence low (30%)" in FORMATS["html"].write(brief).decode()
    assert "Doubt: model confidence low (30%)" in list(linear(brief))


async def test_confidence_speaks_french_with_its_space(open_reader, no_packs):
    app = open_reader([], no_packs, reader=ReaderSettings(language="fr"))
    async with app.run_test(size=(160, 40)) as pilot:
        put_on_desk(app, [DOUBTFUL])
        await pilot.press("n")
        shown = " ".join(" ".join(lines_in(app, "#sentence")).split())
        assert "confiance du modèle faible (41 %)" in shown.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_doubt_is_shown_without_the_name_of_its_kind_where_that_adds_nothing():
    assert (
        doubt_text(Flag("low-score", "the model itself was unsure of: “cold”"))
        == "the model itself was unsure of: “cold”"
    )
    assert doubt_text(Flag("number", "12")) == "number: 12"


def test_how_many_sentences_are_in_doubt_is_said_in_fewer_words_where_there_is_less_room():
    brief = make_brief([("body", [("Un.", "One.", ("number", "1 and not 2")), ("Deux.", "Two.")])])
    long, short = doubt_notes(brief.article.sentences, brief.article.sentences[1])
    assert (long, short) == ("in this wire: 1 in doubt", "wire: 1 in doubt")
    assert doubt_notes(brief.article.sentences, brief.article.sentences[0]) == ("doubt 1 of 1",)
    assert doubt_notes((), None) == ("",)
