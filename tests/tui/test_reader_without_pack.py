"""A wire that cannot be translated yet: why, what to do, and a summary in its own language."""

from tests.tui.reader_pilot import lines_in, make_brief, put_on_desk, states, text_of, until
from tui.widgets.status import why_empty
from tui.wire import Wire


async def test_the_empty_column_says_why_and_offers_the_pack_and_the_source_is_summarised(open_reader, packs, wires):
    app = open_reader([wires / "b-sequia.txt"], packs)
    async with app.run_test(size=(160, 40)) as pilot:
        await until(pilot, lambda: states(app) == ["no pack"], 120)
        await until(pilot, lambda: "Spanish → English: no pack yet." in text_of(app))
        shown = " ".join(" ".join(line.split()) for line in lines_in(app, "#bitext"))
        assert "Press i to" in shown
        assert "download it (87 MB)" in shown
        await until(pilot, lambda: "Spanish" in "".join(lines_in(app, "#summary-title")))
        summary = " ".join(" ".join(line.split()) for line in lines_in(app, "#summary"))
        assert "gobierno regional" in summary
        assert app.screen.workspace.wire.chosen
        # No translation is promised that cannot come.
        assert "s1 · no pack" in text_of(app)
        assert "not translated yet" not in text_of(app)
        await pilot.press("i", "j", "enter")
        await until(pilot, lambda: packs.gone == ["es"])


async def test_offline_it_says_what_to_run(open_reader, packs, wires):
    app = open_reader([wires / "b-sequia.txt"], packs, offline=True)
    async with app.run_test(size=(200, 40)) as pilot:
        await until(pilot, lambda: states(app) == ["no pack"], 120)
        await until(pilot, lambda: "this run is offline" in "".join(lines_in(app, "#bitext")))
        assert "depeche packs install" in " ".join(lines_in(app, "#bitext"))


def test_whatever_prevents_a_translation_says_what_to_do():
    wire = Wire(0, "a.txt")
    for state, hint in (("stopped", "Press t"), ("failed", "d to remove"), ("no pack", "P shows"), ("done", "")):
        wire.state = state
        assert hint in why_empty(wire, "en", offline=False)
        assert bool(hint) == bool(why_empty(wire, "en", offline=False))
    wire.state, wire.problem = "no pack", "the pack is damaged"
    assert "the pack is damaged" in why_empty(wire, "en", offline=False)


async def test_while_translating_is_stopped_a_wire_that_waits_says_how_to_resume(open_reader, no_packs):
    first, second = (
        make_brief([("heading", [(name, f"{name} in English")])], name=f"{name}.txt") for name in ("Un", "Deux")
    )
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 30)) as pilot:
        put_on_desk(app, [first, second])
        desk = app.screen.workspace
        wire = desk.wires[1]
        wire.state, wire.brief, wire.translated, desk.paused = "waiting", None, {}, True
        await pilot.press("J")
        await until(pilot, lambda: "stopped at 0 of 1 sentences: press t to resume" in text_of(app))
        assert "waiting to be translated" not in text_of(app)
        assert desk.rests(wire)
        assert "Press t" in why_empty(wire, "en", offline=False, rests=desk.rests(wire))


async def test_a_failed_wire_can_be_taken_off_the_list(open_reader, packs, wires):
    app = open_reader([wires], packs)
    async with app.run_test(size=(160, 40)) as pilot:
        await until(pilot, lambda: states(app).count("failed") == 1 and states(app).count("done") == 2, 120)
        await pilot.press("1", "G")
        assert app.screen.workspace.wire.state == "failed"
        assert "2 of 4 done · 1 without a pack · 1 failed" in text_of(app)
        await pilot.press("delete")
        await until(pilot, lambda: "d-scan.pdf" not in "\n".join(lines_in(app, "#wires")))
        await until(pilot, lambda: "2 of 3 done · 1 without a pack " in text_of(app))
