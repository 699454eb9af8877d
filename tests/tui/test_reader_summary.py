"""The summary: longer, shorter, by another method, at once; and why a sentence is in it."""

from dataclasses import replace

import pytest

from core.summary import METHODS, Keyword
from tests.tui.reader_pilot import lines_in, lit_lines, make_brief, put_on_desk, states, text_of, until
from tui.widgets.summary import SummaryLine

WIRE = """\
Crue de la Garonne à Toulouse

La crue de la Garonne a inondé lundi trois quartiers de Toulouse. Le préfet a fait évacuer 340 habitants dans la \
nuit. Les pompiers ont travaillé sans relâche jusqu’au matin. Il y avait de l’eau partout. Le maire de Toulouse \
demande l’aide de l’État après la crue. Les écoles des trois quartiers resteront fermées mardi.
"""


@pytest.fixture
async def reading(open_reader, packs, tmp_path):
    wire = tmp_path / "wire.txt"
    wire.write_text(WIRE, encoding="utf-8")
    app = open_reader([wire], packs)
    async with app.run_test(size=(160, 45)) as pilot:
        await until(pilot, lambda: states(app) == ["done"])
        yield app, pilot


def bullets(app):
    return sum("•" in line for line in lines_in(app, "#summary"))


def title(app):
    return lines_in(app, "#summary-title")[0].strip()


async def test_quick_presses_all_count(reading):
    app, pilot = reading
    wire = app.screen.workspace.wire
    for _ in range(3):
        app.screen.action_longer(1)
    assert wire.summary.sentences == 6
    await until(pilot, lambda: bullets(app) == 6)
    for _ in range(5):
        app.screen.action_longer(-1)
    await until(pilot, lambda: bullets(app) == 1)
    for _ in range(20):
        app.screen.action_longer(1)
    assert wire.summary.sentences <= wire.total


async def test_plus_and_minus_make_it_longer_and_shorter_and_translate_nothing(reading, monkeypatch):
    app, pilot = reading
    wire = app.screen.workspace.wire
    before = wire.sentences
    monkeypatch.setattr(type(app.screen.translation), "translate", None)
    assert title(app) == "Summary  news · 3 of 7"
    for key, count in (
        ("+", 4),
        ("=", 5),
        ("+", 6),
        ("+", 6),
        ("-", 5),
        ("-", 4),
        ("-", 3),
        ("-", 2),
        ("-", 1),
        ("-", 1),
    ):
        await pilot.press({"+": "plus", "=": "equals_sign", "-": "minus"}[key])
        await until(pilot, lambda count=count: bullets(app) == count)
        assert title(app) == f"Summary  news · {count} of 7"
    assert wire.brief.budget.sentences == 1
    assert wire.sentences == before
    assert wire.brief.summary.sentences == wire.chosen


async def test_m_cycles_through_the_methods(reading):
    app, pilot = reading
    for method in [*METHODS[1:], METHODS[0]]:
        await pilot.press("m")
        await until(pilot, lambda method=method: title(app).startswith(f"Summary  {method} · "))
    await pilot.press("M")
    await until(pilot, lambda: title(app).startswith(f"Summary  {METHODS[-1]} · "))


async def test_moving_in_the_summary_moves_in_the_article_and_says_why_the_line_is_there(reading):
    app, pilot = reading
    await pilot.press("4", "G", "k")
    wire, cursor = app.screen.workspace.wire, app.screen.query_one("#bitext").cursor
    assert wire.sentences[cursor].id == wire.chosen[-2]
    assert wire.sentences[cursor].source[:20] in " ".join(lit_lines(app, "#bitext"))
    shown = " ".join(line.strip() for line in lines_in(app, "#sentence"))
    assert "in the summary: " in shown
    assert any(
        word in shown
        for word in ("near the top", "shares words with the headline", "central to the article", "has names")
    )


@pytest.mark.parametrize("size", [(160, 45), (80, 30)])
async def test_the_panel_describes_the_line_of_the_summary_that_the_cursor_is_on(open_reader, no_packs, size):
    sentences = [(f"La phrase {n}.", f"Sentence {n}.") for n in "abcd"]
    app = open_reader([], no_packs)
    async with app.run_test(size=size) as pilot:
        put_on_desk(app, [make_brief([("body", sentences)], chosen=["s2", "s4"])])
        wire = app.screen.workspace.wire

        def described():
            return "\n".join(lines_in(app, "#sentence")).split()[0]

        await pilot.press("4")
        await until(pilot, lambda: described() == "s2")
        assert any("▌• Sentence b." in line for line in lines_in(app, "#summary"))
        # Looking at the summary does not lose the place in the texts.
        assert wire.cursor == 0
        await pilot.press("shift+tab")
        await until(pilot, lambda: described() == "s1")
        # The sentence that is corrected is the one that is described.
        await pilot.press("4", "c")
        await until(pilot, lambda: "Correct the translation of s2" in text_of(app))
        assert wire.cursor == 1


async def test_a_line_of_a_digest_is_described_whichever_wire_it_is_from(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 45)) as pilot:
        strike = [
            ("Les cheminots de Lyon ont cessé le travail lundi.", "Railway workers of Lyon stopped work on Monday.")
        ]
        talks = [("Les négociations de Lyon ont échoué mardi.", "The talks of Lyon failed on Tuesday.")]
        put_on_desk(app, [make_brief([("body", body)], name=name) for body, name in ((strike, "a"), (talks, "b"))])
        first, second = (SummaryLine(wire.number, wire.sentences[0]) for wire in app.screen.workspace.wires)
        app.screen.workspace.wires[1].note = "ask Lyon"
        app.screen.panes.digest([first, second], "2 wires")
        await pilot.press("4", "j")
        await until(pilot, lambda: "¶ ask Lyon" in "\n".join(lines_in(app, "#sentence")))
        await pilot.press("c")
        await until(pilot, lambda: "This sentence is in another wire: Enter opens it." in text_of(app))


async def test_the_keywords_are_below_the_summary(reading):
    app, _ = reading
    first = lines_in(app, "#keywords")[0].split(" · ")[0].strip()
    keywords = app.screen.workspace.wire.brief.summary.keywords
    assert first.partition(" (")[0] in {keyword.translation or keyword.source for keyword in keywords}


async def test_each_keyword_is_beside_its_english(open_reader, no_packs):
    some = Keyword("état", "state"), Keyword("décrété", None), Keyword("urgence", "emergency"), Keyword("Mali", "Mali")
    none = Keyword("grève", None), Keyword("port", None)
    only = Keyword(None, "governor"), Keyword(None, "storm")
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 45)) as pilot:
        sample = make_brief([("body", [("L’état d’urgence est décrété.", "A state of emergency is declared.")])])
        for keywords, shown in (
            (some, ["state (état)", "emergency (urgence) · Mali"]),
            (none, ["grève · port"]),
            (only, ["governor · storm"]),
        ):
            put_on_desk(app, [replace(sample, summary=replace(sample.summary, keywords=keywords))])
            await pilot.pause()
            assert [line.strip() for line in lines_in(app, "#keywords")] == shown
            app.screen.workspace.wires.clear()


async def test_a_list_item_in_the_summary_has_one_mark(open_reader, no_packs):
    items = [("list", (("- une prime ;", "- a bonus;"),)), ("list", (("- un congé.", "• a holiday."),))]
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 45)) as pilot:
        put_on_desk(app, [make_brief(items, chosen=("s1", "s2"))])
        await until(pilot, lambda: bullets(app) == 2)
        shown = [line.strip("▌▏ ") for line in lines_in(app, "#summary") if "•" in line]
        assert shown == ["• a bonus;", "• a holiday."]
