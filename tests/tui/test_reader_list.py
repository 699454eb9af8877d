"""The list of wires: sorted, filtered, starred, marked, read; and nothing in it moves by itself."""

import gc
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.conditions import Condition, Rule, Watched
from core.library.store import Library
from tests.tui.reader_pilot import FRENCH, lines_in, make_brief, put_on_desk, states, text_of, until
from tui.i18n import time_text
from tui.screens.reader import queue
from tui.widgets import panes
from tui.wire import ORDERS, Filter, Listing, Wire
from tui.workers.library import SearchWorker
from tui.workers.translation import TranslationWorker
from tui.workspace import Workspace


def brief(headline, *, published=None, language="fr", byline=None, flags=()):
    sample = make_brief(
        [("heading", [(headline, headline, *flags)])], name=f"{headline}.txt", language=language, byline=byline
    )
    source = replace(sample.article.source, published=published)
    return replace(sample, article=replace(sample.article, source=source))


BRIEFS = [
    brief("Crue", published="2026-11-02T10:00:00Z", byline="Zed"),
    brief("Accord", published="2026-11-04", language="es"),
    brief("Bilan", byline="Agence", flags=[("number", "12, not 21")]),
]


def headlines(app):
    wires = app.screen_stack[0].query_one("#wires")
    return [app.screen_stack[0].workspace.wires[number].headline for number in wires.order]


async def test_the_list_is_ordered_as_asked_and_the_wire_on_the_screen_stays(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        put_on_desk(app, BRIEFS, current=2)
        await pilot.press("1")
        for order, expected in (
            ("newest first", ["Accord", "Crue", "Bilan"]),
            ("by byline", ["Bilan", "Crue", "Accord"]),
            ("by language", ["Accord", "Crue", "Bilan"]),
            ("by headline", ["Accord", "Bilan", "Crue"]),
            ("doubtful first", ["Bilan", "Crue", "Accord"]),
            ("as they came", ["Crue", "Accord", "Bilan"]),
        ):
            await pilot.press("s", "home", *["down"] * list(ORDERS).index(order), "enter")
            await pilot.pause()
            assert headlines(app) == expected, order
            assert app.screen.workspace.wire.headline == "Bilan"
            assert app.screen.query_one("#wires").cursor == expected.index("Bilan")
            assert order in text_of(app) or order == "as they came"
        await pilot.press("s")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        await pilot.press("K", "K")
        assert app.screen.workspace.wire.headline == "Crue"


async def test_a_filter_lists_some_wires_and_is_removed_the_same_way(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 40)) as pilot:
        put_on_desk(app, BRIEFS, current=2)
        await pilot.press("1", "f")
        choices = [choice.text for choice in app.screen._choices]
        assert choices[:5] == ["all", "unread", "starred", "marked", "doubtful"]
        assert "language: Spanish" in choices
        languages = [choice for choice in choices if choice.startswith("language:")]
        assert languages == sorted(languages)
        assert len(languages) > 1
        assert f"day: {time_text('2026-11-04')}" in choices
        spanish = choices.index("language: Spanish")
        await pilot.press(*["down"] * spanish, "enter")
        await pilot.pause()
        # The wire on the screen stays visible.
        assert headlines(app) == ["Accord", "Bilan"]
        await until(pilot, lambda: "2 of 3 · es" in text_of(app))
        await pilot.press("f")
        assert "✓" in "".join(lines_in(app, "Choices"))
        await pilot.press("enter")
        await pilot.pause()
        assert headlines(app) == ["Crue", "Accord", "Bilan"]


async def test_the_filter_counts_no_wire_that_was_removed(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 40)) as pilot:
        put_on_desk(app, BRIEFS)
        await pilot.press("1", "d", "f")
        counts = {choice.text: choice.note for choice in app.screen._choices}
        assert counts["unread"] == str(len(BRIEFS) - 1)
        assert sum(int(note) for text, note in counts.items() if text.startswith("language:")) == len(BRIEFS) - 1


async def test_new_wires_move_neither_the_cursor_nor_the_list(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 20)) as pilot:
        put_on_desk(app, [brief(f"Mot {number:02}") for number in range(20, 40)], current=10)
        await until(pilot, lambda: " Mot 30" in "\n".join(lines_in(app, "#wires")))
        screen = app.screen
        screen.panes.listing.order = "by headline"
        screen.panes.relist()
        await pilot.press("1", "j", "k")
        before = lines_in(app, "#wires")
        for number in range(20):
            sample = brief(f"Mot {number:02}")
            wire = Wire(len(screen.workspace.wires), sample.article.source.path, sample.article, state="done")
            screen.panes.listed(screen.workspace.add([wire]))
        await pilot.pause()
        assert headlines(app) == [f"Mot {number:02}" for number in range(40)]
        assert [line[:-1] for line in lines_in(app, "#wires")] == [line[:-1] for line in before]
        assert screen.workspace.wire.headline == "Mot 30"


async def test_stars_notes_and_read_marks_are_still_there_another_day(open_reader, packs, places, tmp_path):
    (tmp_path / "wire.txt").write_text(FRENCH, encoding="utf-8")
    app = open_reader([tmp_path / "wire.txt"], packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: states(app) == ["done"])
        await pilot.press("asterisk", "a")
        app.screen.query_one("TextArea").text = "ask [the] mayor"
        await pilot.press("enter")
        await until(pilot, lambda: app.screen_stack[0].workspace.wire.read)
        await until(pilot, lambda: "★ ¶ fr" in "\n".join(lines_in(app, "#wires")))

        def kept():
            with Library(places.library) as library:
                return [(hit.starred, hit.read, library.marks(hit.key).note) for hit in library.search("")]

        await until(pilot, lambda: kept() == [(True, True, "ask [the] mayor")])
    app = open_reader([tmp_path / "wire.txt"], packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.screen.workspace.wire and app.screen.workspace.wire.starred)
        wire = app.screen.workspace.wire
        assert (wire.read, wire.note) == (True, "ask [the] mayor")
        await pilot.press("U", "asterisk")
        await until(pilot, lambda: kept() == [(False, False, "ask [the] mayor")])


async def test_space_marks_a_wire_and_goes_on(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        put_on_desk(app, BRIEFS)
        await pilot.press("1", "space", "space")
        assert [wire.marked for wire in app.screen.workspace.wires] == [True, True, False]
        await until(pilot, lambda: "2 wires marked" in text_of(app))
        await until(pilot, lambda: "✓ fr" in "\n".join(lines_in(app, "#wires")))


async def test_a_key_acts_on_the_wire_that_the_keys_before_it_moved_to(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        put_on_desk(app, BRIEFS)
        desk, wires = app.screen.workspace, app.screen.query_one("#wires")
        await pilot.pause()
        # At once, as keys that were typed while the reader was busy: no message comes between them.
        wires.action_end(-1)
        app.screen.action_mark()
        wires.action_end(0)
        wires.action_move(1)
        app.screen.action_star()
        await pilot.pause()
        assert [(wire.marked, wire.starred) for wire in desk.wires] == [(False, False), (False, True), (True, False)]
        assert desk.current == 1
        texts = app.screen.query_one("#bitext")
        texts.action_end(-1)
        app.screen.action_unread()
        assert desk.wire.cursor == texts.count() - 1


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2026-11-24T08:05:00+00:00", "08:05"),
        ("2026-11-24", "today"),
        ("2026-11-02T23:00:00Z", "2 Nov"),
        ("2025-01-30", "30 Jan 2025"),
        ("soon", ""),
        ("", ""),
    ],
)
def test_a_time_is_shown_as_short_as_can_be(published, shown):
    assert time_text(published, datetime(2026, 11, 24, 20, 0, tzinfo=UTC)) == shown


@pytest.mark.parametrize("keys", [("enter", "enter", "enter"), ("escape", "escape"), ("enter", "escape", "enter")])
async def test_keys_typed_twice_while_a_dialog_closes_do_no_harm(open_reader, no_packs, keys):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        put_on_desk(app, BRIEFS)
        await pilot.press("1", "f")
        dialog = app.screen
        choices = dialog.query_one("#choices")
        for key in keys:
            # All of them are in the dialog's queue before it has dealt with the first.
            if key == "enter":
                dialog.post_message(type(choices).Chosen(choices, 0))
            else:
                dialog.call_later(dialog.action_close)
        await until(pilot, lambda: app.screen is not dialog)
        await pilot.pause()
        assert len(app.screen_stack) == 1
        assert headlines(app) == ["Crue", "Accord", "Bilan"]


async def test_a_long_list_is_sorted_once_for_all_wires_that_arrive_together(open_reader, no_packs, monkeypatch):
    monkeypatch.setattr(panes, "_MANY", 2)
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        put_on_desk(app, BRIEFS)
        screen = app.screen
        screen.panes.listing.order = "by headline"
        screen.panes.relist()
        sorted_, arrange = [], Listing.arrange
        monkeypatch.setattr(Listing, "arrange", lambda *given: (sorted_.append(1), arrange(*given))[1])
        for number in range(20):
            sample = brief(f"Mot {number:02}")
            wire = Wire(3 + number, sample.article.source.path, sample.article, state="done")
            screen.panes.listed(screen.workspace.add([wire]))
        await until(pilot, lambda: len(headlines(app)) == 23)
        assert headlines(app) == sorted(headlines(app), key=str.casefold)
        assert len(sorted_) < 20


async def test_the_garbage_collector_skips_wires_that_stay_and_is_restored(open_reader, no_packs, monkeypatch):
    monkeypatch.setattr(queue, "_SETTLED", 3)
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: gc.get_freeze_count() > 0)
        put_on_desk(app, BRIEFS)
        before = gc.get_freeze_count()
        articles = [(number, sample.article) for number, sample in enumerate(BRIEFS)]
        app.screen.queue.prepared(TranslationWorker.Prepared(articles[:2]))
        assert gc.get_freeze_count() == before
        app.screen.queue.prepared(TranslationWorker.Prepared(articles[2:]))
        assert gc.get_freeze_count() > before
    assert gc.get_freeze_count() == 0


async def test_thousands_of_marks_are_cleared_and_restored_with_one_repaint_each(open_reader, no_packs, monkeypatch):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        put_on_desk(app, BRIEFS)
        screen = app.screen
        more = [Wire(3 + n, f"{n}.txt", BRIEFS[0].article, state="done", marked=n % 2 == 0) for n in range(2000)]
        screen.panes.listed(screen.workspace.add(more))
        painted = []
        renew = screen.query_one("#wires").renew
        monkeypatch.setattr(screen.query_one("#wires"), "renew", lambda numbers: (painted.append(1), renew(numbers)))
        await pilot.press("1", "X")
        assert not any(wire.marked for wire in screen.workspace.wires)
        await pilot.press("u")
        assert sum(wire.marked for wire in screen.workspace.wires) == 1000
        assert len(painted) < 10


def test_a_filter_requires_everything_that_it_names():
    wires = [Wire(0, "a"), Wire(1, "b", starred=True), Wire(2, "c", starred=True, read=True)]
    listing = Listing(filter=Filter(starred=True, unread=True))
    assert listing.arrange(wires, None) == [1]
    assert listing.arrange(wires, 2) == [1, 2]
    assert listing.description() == "unread starred"


async def test_wires_of_one_story_are_listed_together_the_lead_first(open_reader, no_packs):
    first = make_brief([("heading", [("Grève", "Strike")]), ("body", [(part, part) for part in STORY])], name="a.txt")
    other = make_brief(
        [("heading", [("Rien", "Nothing")]), ("body", [("Tout autre chose à Lille.", "Other.")])], name="b.txt"
    )
    later = make_brief(
        [("heading", [("La grève", "The strike")]), ("body", [(part, part) for part in (*STORY, "Il reste 3 jours.")])],
        name="c.txt",
    )
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        put_on_desk(app, [first, other, later])
        await pilot.press("1", "s", "home", *["down"] * list(ORDERS).index("by story"), "enter")
        await until(pilot, lambda: headlines(app) == ["The strike", "Strike", "Nothing"])
        shown = "\n".join(lines_in(app, "#wires"))
        assert "≡2 ◆ fr" in shown
        assert "└ ◆ fr" in shown
        assert app.screen.workspace.wire.headline == "Strike"


STORY = (
    "Les cheminots de la gare de Lyon ont cessé le travail lundi à 6 heures.",
    "Selon la direction, 42 trains sur 60 ne circulent pas dans la région de Paris.",
    "Le syndicat demande 1 200 embauches et une hausse de 3 % des salaires avant Noël.",
    "La ministre Claire Morel recevra les délégués mercredi à Marseille.",
)


RULES = (
    Rule("mute", Condition("ferry", "source")),
    Rule("star", Condition("grève AND NOT budget")),
    Rule("mark", Condition(language="es")),
)
WATCHES = (Watched("Social", Condition("greve OR strike")), Watched("Eau", Condition("agua")))


async def test_rules_and_watches_of_the_settings_apply_in_the_list(open_reader, packs, wires):
    app = open_reader([wires], packs, rules=RULES, watches=WATCHES)
    async with app.run_test(size=(140, 40)) as pilot:
        desk = app.screen.workspace
        await until(pilot, lambda: desk.complete and "done" in states(app))
        greve, water, ferry = (next(wire for wire in desk.wires if name in wire.path) for name in ("a-", "b-", "c-"))
        await until(pilot, lambda: greve.starred and water.marked and ferry.muted)
        assert (ferry.starred, ferry.marked, water.starred) == (False, False, False)
        await until(pilot, lambda: ferry.number not in app.screen.query_one("#wires").order)
        await until(pilot, lambda: "Social 1 · Eau 1" in text_of(app))
        # What a rule did can be undone by hand, and stays undone.
        app.screen.go_to(greve.number)
        await pilot.press("1", "asterisk")
        app.screen.wire_list.judged(SearchWorker.Judged([(greve.number, frozenset({"star"}), ("Social",))]))
        assert not greve.starred
        for choice, wanted in (("watch: Social", greve), ("muted", ferry)):
            await pilot.press("f")
            await until(pilot, lambda choice=choice: choice in text_of(app))
            choices = [choice.text for choice in app.screen._choices]
            await pilot.press("home", *["down"] * choices.index(choice), "enter")
            await until(pilot, lambda wanted=wanted: wanted.number in app.screen.query_one("#wires").order)
            await pilot.press("f", "home", "enter")


def test_a_muted_wire_is_translated_only_on_request():
    desk = Workspace()
    desk.add([Wire(number, f"{number}.txt", sample.article) for number, sample in enumerate(BRIEFS)])
    desk.wires[1].muted = True
    assert [wire.number for wire in desk.untitled(9)] == [0, 2]
    assert desk.next() is desk.wires[0]
    desk.wires[0].state = "done"
    assert desk.next() is desk.wires[2]
    desk.current = 1
    assert desk.next() is desk.wires[1]
