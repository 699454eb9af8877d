"""Work in the background is shown on every screen, and never cancelled without asking."""

from core.batch.report import Totals
from core.packs import Progress
from tests.tui.reader_pilot import begin_batch, lines_in, states, text_of, until
from tui.widgets.progress import BatchStatus
from tui.workers import Busy, activity_text, time_left


class Counts:
    """The totals of a batch, as far as its line shows them."""

    def __init__(self, seen):
        self.seen = seen


async def test_headlines_are_counted_while_they_are_translated_here_and_on_every_page(open_reader, packs, wires):
    app = open_reader([wires], packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: states(app).count("done") == 2, 120)
        reader, workspace = app.screen, app.screen.workspace
        workspace.titling = True
        reader.tell()
        await until(pilot, lambda: "headlines 3/4 · 2 of 4 done" in text_of(app))
        for key in ("L", "F", "B", "P", "comma"):
            await pilot.press(key)
            await until(pilot, lambda: "wires 2/4 · headlines 3/4" in "".join(lines_in(app, "#page-title")))
        workspace.titling = False
        reader.tell()
        await until(pilot, lambda: "headlines" not in text_of(app))
        assert app.activity == ()


async def test_a_batch_is_counted_on_the_readers_status_line(open_reader, packs, wires, tmp_path):
    app = open_reader([], packs)
    async with app.run_test(size=(120, 36)) as pilot:
        lines = []
        app.watch(app, "activity", lambda activity: lines.append(activity_text(activity)))
        await begin_batch(pilot, inputs=wires, folder=tmp_path / "out")
        await until(pilot, lambda: not app.screen.running, 120)
        await pilot.press("escape")
        assert any(text.startswith("batch") for text in lines)
        assert app.activity == ()
        app.screen.post_message(Busy("batch", "batch 12/300, 3 min left"))
        await until(pilot, lambda: "batch 12/300, 3 min left" in "".join(lines_in(app, "Status")))


def test_a_batch_says_how_far_it_is_and_how_long_it_will_take():
    progress = BatchStatus()
    progress.totals = Counts(0)
    assert progress.text() == "batch"
    progress.all = 300
    assert progress.text() == "batch 0/300"
    progress.totals, progress._began, progress._ended = Counts(100), 100.0, 200.0
    assert progress.text() == "batch 100/300, 3 min left"


def test_a_batch_shows_its_time_and_its_sentences_until_the_first_article_is_complete(monkeypatch):
    monkeypatch.setattr("tui.widgets.progress.time.monotonic", lambda: 171.0)
    progress = BatchStatus()
    progress.totals, progress._began, progress.all, progress.decoded = Totals(), 100.0, 300, 118
    assert progress._progress(progress.totals) == ["0 of 300 articles", "1:11", "118 sentences"]


def test_the_time_left_is_given_in_minutes_or_seconds():
    assert [time_left(0.2), time_left(42), time_left(170)] == ["1 s left", "42 s left", "3 min left"]


async def test_a_download_is_seen_from_the_other_screens_and_not_cancelled_without_a_question(
    open_reader, no_packs, wires
):
    no_packs.seconds = 600
    app = open_reader([wires / "a-greve.txt"], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.screen.download.offer is not None)
        download = app.screen.download
        download.progress = Progress("download", 40, 100)
        await pilot.press("L")
        await until(pilot, lambda: "pack " in "".join(lines_in(app, "#page-title")))
        await pilot.press("q", "q")
        await until(pilot, lambda: "A pack is being downloaded" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "A pack is being downloaded" not in text_of(app))
        assert not app._exit
        download.cancel()
        await until(pilot, lambda: app.activity == ())
        await pilot.press("q")
        await until(pilot, lambda: app._exit, settle=False)
