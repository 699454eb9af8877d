"""The digest of a story: one summary of several open wires, each line with its wire."""

from tests.tui.reader_pilot import lines_in, make_brief, put_on_desk, text_of, until
from tui.workers.revision import RevisionWorker

STRIKE = (
    ("Les cheminots de Lyon ont cessé le travail lundi à 6 heures.", "Lyon railway workers walked out on Monday."),
    ("Selon la direction, 42 trains sur 60 ne circulent pas.", "Of 60 trains 42 do not run, says the company."),
    ("Le syndicat demande 1 200 embauches avant Noël.", "The union asks for 1,200 new jobs before Christmas."),
    ("La ministre Claire Morel recevra les délégués mercredi.", "Minister Claire Morel will meet them Wednesday."),
)
TALKS = ("Les négociations ont échoué dans la nuit à Lyon.", "Talks broke down overnight in Lyon.")
BRIEFS = [
    make_brief(
        [("heading", [("Grève à Lyon", "Strike in Lyon")]), ("body", STRIKE)], name="a.txt", chosen=["s2"], byline="AFP"
    ),
    make_brief([("heading", [("Rien", "Nothing")]), ("body", [("Tout autre chose.", "Quite another thing.")])]),
    make_brief(
        [("heading", [("La grève dure", "The strike goes on")]), ("body", [*STRIKE, TALKS])], name="c.txt", byline="DPA"
    ),
]

_PAKTIKA = [
    ("Le séisme de Paktika a fait 60 morts jeudi, selon les talibans.", "The Paktika earthquake killed 60 people."),
    ("Le bilan du séisme de Paktika grimpe à 155 morts et 250 blessés.", "The Paktika earthquake toll is now 155."),
    (
        "Le séisme de Paktika : un nouveau bilan fait état de 132 morts.",
        "Paktika earthquake: new toll of 132 dead.",
    ),
]
QUAKE = [
    make_brief([("heading", [("Séisme à Paktika", "Paktika earthquake")]), ("body", [text])], name=f"{number}.txt")
    for number, text in enumerate(_PAKTIKA)
]


def title(app):
    return "".join(lines_in(app, "#summary-title")).strip()


async def test_a_key_summarises_the_story_and_enter_goes_to_the_wire_and_the_sentence(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 45)) as pilot:
        put_on_desk(app, BRIEFS)
        desk = app.screen.workspace
        await until(pilot, lambda: title(app).startswith("Summary  lexrank · 1 of 5"))
        await pilot.press("D")
        await until(pilot, lambda: title(app) == "Digest  2 wires")

        def shown(text):
            return any(text in line for line in lines_in(app, "#summary"))

        await until(pilot, lambda: shown("Talks broke down overnight") and shown("in Lyon."))
        await until(pilot, lambda: shown("DPA · and 1 other") or shown("AFP · and 1 other"))
        assert "is being made" not in text_of(app)
        summary = app.screen.query_one("#summary")
        row = next(n for n, line in enumerate(summary.lines) if line.sentence.source == TALKS[0])
        assert summary.lines[row].wire == 2
        await pilot.press("4", "home", *["j"] * row, "enter")
        await until(pilot, lambda: desk.current == 2 and desk.wire.cursor == 5)
        assert app.screen.query_one("#bitext").has_focus
        # It is the same story: its digest stays, with the line of the sentence highlighted.
        assert title(app) == "Digest  2 wires"
        await until(pilot, lambda: "▏• Talks broke down" in "\n".join(lines_in(app, "#summary")))
        await pilot.press("D")
        await until(pilot, lambda: title(app).startswith("Summary  lexrank"))


async def test_a_wire_of_another_story_has_its_own_summary_and_says_that_it_is_alone(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 45)) as pilot:
        put_on_desk(app, BRIEFS, current=1)
        await pilot.press("D")
        await until(pilot, lambda: "No other open wire tells this story." in text_of(app))
        assert title(app).startswith("Summary")
        await pilot.press("K", "D")
        await until(pilot, lambda: title(app) == "Digest  2 wires")
        # A request for one story does not affect others.
        await pilot.press("J")
        await until(pilot, lambda: title(app) == "Summary  lexrank · 0 of 2")
        await pilot.press("K")
        await until(pilot, lambda: title(app) == "Digest  2 wires")


async def test_stories_are_found_without_being_asked_for_and_the_summary_names_the_key_of_the_digest(
    open_reader, packs, tmp_path
):
    folder = tmp_path / "wires"
    folder.mkdir()
    for name, text in (("a", STRIKE), ("b", [("Tout autre chose à Lille.", "")]), ("c", [*STRIKE, TALKS])):
        (folder / f"{name}.txt").write_text("\n\n".join(source for source, _ in text), encoding="utf-8")
    app = open_reader([folder], packs)
    async with app.run_test(size=(220, 45)) as pilot:
        await until(pilot, lambda: [wire.story for wire in app.screen.workspace.wires] == [(2, 0), (1,), (2, 0)], 120)
        await until(pilot, lambda: "└" in "\n".join(lines_in(app, "#wires")))
        assert "≡2" in "\n".join(lines_in(app, "#wires"))
        await until(pilot, lambda: "D: digest" in title(app))


async def test_a_story_of_which_one_wire_is_translated_waits_for_the_second(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 45)) as pilot:
        put_on_desk(app, BRIEFS)
        wires = app.screen.workspace.wires
        taken, wires[2].brief = wires[2].brief, None
        await pilot.press("D")
        await until(pilot, lambda: "needs two translated wires" in text_of(app))
        app.screen.workspace.finished(2, taken)
        app.screen.tell()
        await until(pilot, lambda: title(app) == "Digest  2 wires")


async def test_a_changed_toll_is_above_the_digest_the_newest_first(open_reader, no_packs):
    quake = [
        ("Le séisme de Lyon a fait 27 morts, selon la préfecture du Rhône.", "The Lyon earthquake killed 27 people."),
        ("Le séisme de Lyon a fait 41 morts, selon la préfecture du Rhône.", "The Lyon earthquake killed 41 people."),
    ]
    briefs = [
        make_brief([("heading", [("Séisme à Lyon", "Earthquake in Lyon")]), ("body", [*STRIKE, pair])], name=name)
        for pair, name in zip(quake, ("a.txt", "b.txt"), strict=True)
    ]
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 45)) as pilot:
        put_on_desk(app, briefs)
        await until(pilot, lambda: title(app).startswith("Summary"))
        await pilot.press("D")
        await until(pilot, lambda: title(app) == "Digest  dead 27 → 41 · 2 wires")
        lines = [line for line in lines_in(app, "#summary") if line.strip()]
        assert "41" in "".join(lines[:3])
        assert not any("27" in line for line in lines)


async def test_reports_of_one_event_are_summarised_although_no_two_are_versions(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 45)) as pilot:
        put_on_desk(app, [*QUAKE, BRIEFS[1]])
        await pilot.press("D")
        await until(pilot, lambda: title(app).startswith("Digest  dead 60 → 155 → 132"))
        await until(pilot, lambda: "toll of 132 dead" in lines_in(app, "#summary")[1])
        app.screen.go_to(3)
        await until(pilot, lambda: title(app).startswith("Summary"))


def test_every_count_on_the_screen_has_a_name():
    from core.tolls import kinds
    from tui.screens.reader.summary import COUNTED

    assert set(kinds()) == set(COUNTED)


async def test_in_a_narrow_window_the_key_goes_to_the_digest_and_its_title_says_what_it_is(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(80, 24)) as pilot:
        put_on_desk(app, BRIEFS)
        await pilot.press("3", "D")
        await until(pilot, lambda: "[4 Summary]" in text_of(app) and "Digest" in title(app))
        assert "2 wires" in title(app)
        await pilot.press("D")
        await until(pilot, lambda: "lexrank" in title(app))


async def test_a_key_lists_the_reports_of_one_event_translated_or_not_and_all_again(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 45)) as pilot:
        put_on_desk(app, [QUAKE[0], BRIEFS[1], QUAKE[1], BRIEFS[0], QUAKE[2]])
        wires = app.screen.workspace.wires
        wires[4].brief, wires[4].translated, wires[4].state = None, {}, "stopped"
        listed = app.screen.query_one("#wires")
        await pilot.press("E")
        await until(pilot, lambda: list(listed.order) == [0, 2, 4])
        assert "3 wires on this event · E lists all" in text_of(app)
        assert "one event" in "".join(lines_in(app, "#wires-title"))
        await pilot.press("E")
        await until(pilot, lambda: list(listed.order) == [0, 1, 2, 3, 4])


async def test_the_title_of_a_narrow_list_says_the_filter_and_the_unread_wires_in_whole_words(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 45)) as pilot:
        put_on_desk(app, [QUAKE[0], BRIEFS[1], QUAKE[1], BRIEFS[0], QUAKE[2]])
        for wire in app.screen.workspace.wires:
            wire.read, wire.fresh = wire.number < 2, True
        await pilot.press("E")
        shown = []
        for width in (160, 110):
            await pilot.resize_terminal(width, 40)
            await until(pilot, lambda: "one event · 3 unread" in "".join(lines_in(app, "#wires-title")))
            shown += lines_in(app, "#wires-title")
        assert not any("…" in line for line in shown)


async def test_a_wire_whose_event_no_other_reports_says_so_and_the_list_stays(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 45)) as pilot:
        put_on_desk(app, [*QUAKE, BRIEFS[1]], current=3)
        await pilot.press("E")
        await until(pilot, lambda: "No other open wire tells this story." in text_of(app))
        assert len(app.screen.query_one("#wires").order) == 4


async def test_what_is_found_after_the_reader_went_on_moves_nothing(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(160, 45)) as pilot:
        put_on_desk(app, [*QUAKE, BRIEFS[1]])
        await pilot.press("E")
        app.screen.go_to(3)
        app.screen.digests.related(RevisionWorker.Related(0, (0, 1, 2)))
        await pilot.pause()
        assert len(app.screen.query_one("#wires").order) == 4
