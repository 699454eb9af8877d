"""When a wire was published and when it came, in the time zone of the reader's machine; outlet and byline beside it."""

import os
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from core.library.store import Library
from tests.tui.reader_pilot import lines_in, make_brief, put_on_desk, text_of, until
from tui.i18n import arrival_text, full_time_text, time_text
from tui.wire import Filter, Listing, Wire

NOW = datetime(2026, 11, 24, 20, 0, tzinfo=timezone(timedelta(hours=5, minutes=30)))


def brief(headline, **source):
    sample = make_brief([("heading", [(headline, headline)])], name=f"{headline}.txt")
    return replace(sample, article=replace(sample.article, source=replace(sample.article.source, **source)))


@pytest.fixture
def in_india(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("written", "short", "full"),
    [
        ("2026-11-24T08:05:00+00:00", "13:35", "13:35"),
        ("2026-11-23T20:00:00Z", "01:30", "01:30"),
        ("2026-11-23T12:00:00Z", "23 Nov", "23 Nov 17:30"),
        ("2025-01-30T20:00:00Z", "31 Jan 2025", "31 Jan 2025 01:30"),
        ("2026-11-24T08:05:00", "08:05", "08:05"),
        ("2026-11-24", "today", "today"),
        ("2025-01-30", "30 Jan 2025", "30 Jan 2025"),
        ("9999-12-31T23:59:59Z", "", ""),
        ("soon", "", ""),
        ("", "", ""),
    ],
)
def test_a_time_is_shown_in_the_zone_of_the_reader(written, short, full):
    assert (time_text(written, NOW), full_time_text(written, NOW)) == (short, full)


@pytest.mark.parametrize(
    ("came", "published", "shown"),
    [
        ("2026-11-24T09:05:00+00:00", "2026-11-24T08:05:00+00:00", "came 14:35"),
        ("2026-11-24T09:05:00+00:00", "2026-11-23", "came 14:35"),
        ("2026-11-24T09:05:00+00:00", "", "came 14:35"),
        ("2026-11-24T09:05:00+00:00", "2026-11-24T14:35:00+05:30", ""),
        ("", "2026-11-24", ""),
    ],
)
def test_the_time_of_arrival_is_shown_unless_it_adds_nothing(came, published, shown):
    assert arrival_text(came, published, NOW) == shown


async def test_row_and_header_say_outlet_byline_and_both_times_in_local_time(open_reader, no_packs, in_india):
    app = open_reader([], no_packs)
    sample = brief("Crue", published="2020-11-02T20:30:00Z", publisher="Le Phare", byline="Anne Roche")
    async with app.run_test(size=(240, 36)) as pilot:
        put_on_desk(app, [sample])
        wire = app.screen.workspace.wire
        wire.came = "2020-11-04T10:00:00+00:00"
        app.screen.panes.update(wire)
        await until(pilot, lambda: "Le Phare · Anne Roche · 3 Nov 2020 02:00 · came 4 Nov 2020" in text_of(app))
        assert "3 Nov 2020  Le Phare  Anne" in "\n".join(lines_in(app, "#wires"))
        # If there is no room for everything, the name is left out and no time is cut in two.
        await pilot.resize_terminal(124, 36)
        await until(pilot, lambda: "] 3 Nov 2020 · came 4 Nov 2020 " in text_of(app))
        assert "Anne" not in lines_in(app, "#bitext-title")[0]


async def test_a_row_too_narrow_for_the_arrival_time_shows_the_whole_day_or_nothing(open_reader, no_packs, in_india):
    app = open_reader([], no_packs)
    async with app.run_test(size=(100, 36)):
        put_on_desk(app, [brief("Crue", publisher="Le Phare du Nord")])
        wire = app.screen.workspace.wire
        wire.came = "2020-11-04T10:00:00+00:00"
        wires = app.query_one("#wires")
        rows = {width: "".join(part.text for part in wires._meta(wire, width, ())) for width in range(20, 60)}
        assert all(("came" in row) == ("came 4 Nov 2020" in row) for row in rows.values())
        assert all(("Nov" in row) == ("4 Nov 2020" in row) for row in rows.values())
        assert "came 4 Nov 2020" in rows[59]
        assert any("4 Nov 2020" in row and "came" not in row for row in rows.values())


async def test_a_file_arrived_when_it_was_written(open_reader, no_packs, tmp_path, in_india):
    path = tmp_path / "ferry.txt"
    path.write_text("New ferry link approved\n\nThe council approved a new ferry link on Tuesday.\n", "utf-8")
    os.utime(path, (1_604_322_000, 1_604_322_000))
    app = open_reader([path], no_packs)
    async with app.run_test(size=(160, 36)) as pilot:
        await until(pilot, lambda: "came 2 Nov 2020" in "\n".join(lines_in(app, "#bitext-title")))


async def test_the_library_says_both_times(open_reader, no_packs, places, in_india):
    with Library(places.library) as library:
        library.add(brief("Crue", published="2020-11-02T20:30:00Z", publisher="Le Phare", byline="Anne Roche"))
    app = open_reader([], no_packs)
    now = datetime.now(UTC).astimezone()
    async with app.run_test(size=(160, 36)) as pilot:
        await until(pilot, lambda: "Crue" in text_of(app))
        [line] = [line for line in lines_in(app, "#hits") if "Crue" in line]
        assert "Le Phare  Anne Roche  3 Nov 2020  came " in line
        assert now.strftime("%H:") in line or (now + timedelta(hours=1)).strftime("%H:") in line


def test_a_filter_asks_for_outlet_and_byline_apart():
    briefs = [brief("Crue", publisher="Le Phare", byline="Anne Roche"), brief("Bilan", publisher="Anne Roche")]
    wires = [Wire(number, "a.txt", item.article) for number, item in enumerate(briefs)]
    assert Listing(filter=Filter(byline="Anne Roche")).arrange(wires, None) == [0]
    assert Listing(filter=Filter(outlet="Anne Roche")).arrange(wires, None) == [1]
    assert Listing(filter=Filter(byline="Anne Roche", outlet="Le Phare")).description() == "Le Phare Anne Roche"
    assert Listing(order="by byline").arrange(wires, None) == [0, 1]


def test_the_newest_is_the_latest_moment_whatever_its_zone():
    times = [
        "2026-11-24T01:00:00+02:00",
        "2026-11-23T23:30:00+00:00",
        "",
        "2026-11-24",
        "soon",
        "2026-11-24T05:00:00+05:30",
    ]
    wires = [
        Wire(number, "a.txt", brief("Crue", published=published).article) for number, published in enumerate(times)
    ]
    assert Listing(order="newest first").arrange(wires, None) == [3, 1, 5, 0, 2, 4]
