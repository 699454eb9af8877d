"""Watches in the reader: made with a key, highlighted in the texts, and announced when something new matches."""

import tomllib
from collections import Counter

import pytest

from core.conditions import Condition, Watched
from core.config import load_settings
from core.config.change import add_watch
from core.errors import UsageError
from core.settings import Permissions, ReaderSettings
from tests.tui.reader_pilot import lines_in, make_brief, put_on_desk, text_of, until
from tui.screens.reader.search_and_watches import desktop_notification
from tui.wire import Wire
from tui.workers.library import SearchWorker

BRIEF = make_brief(
    [
        ("heading", [("Moscou annonce la paix", "Moscow announces peace")]),
        (
            "body",
            [("L’OMS salue un accord de paix.", "The WHO, which hailed it, who knows why, praised a peace deal.")],
        ),
    ]
)


def watching(*words):
    return tuple(Watched(f"W{number}", Condition(word)) for number, word in enumerate(words))


def lit(app, name="watched"):
    """The words that are drawn in a component class, on both sides."""
    texts = app.screen_stack[0].query_one("#bitext")
    full = f"bitext--{name}"
    return [
        texts.text(row, side)[stretch.start : stretch.end]
        for row in range(texts.count())
        for side in ("source", "target")
        for stretch in texts.stretches(row, side)
        if stretch.name == full
    ]


async def test_matches_of_watches_are_highlighted_on_both_sides(open_reader, no_packs):
    app = open_reader([], no_packs, watches=watching("moscou", "OMS NOT accord"))
    async with app.run_test(size=(140, 30)) as pilot:
        put_on_desk(app, [BRIEF])
        await pilot.pause()
        assert lit(app) == ["Moscou", "Moscow", "OMS", "WHO"]
        texts = app.screen.query_one("#bitext")
        assert texts.style("bitext--watched").underline  # seen without colours


async def test_every_watch_has_its_count_above_the_list_and_the_number_of_wires_stays_there(open_reader, no_packs):
    names = ("moscou", "OMS", "sécheresse", '"prix du pétrole"', "élections AND Mali")
    watches = tuple(Watched(name, Condition(name)) for name in names)
    app = open_reader([], no_packs, watches=watches)
    async with app.run_test(size=(120, 30)) as pilot:
        put_on_desk(app, [BRIEF])
        app.screen.wire_list.judge(app.screen.workspace.wires)
        listed = 'moscou 1 OMS 1 sécheresse 0 "prix du pétrole" 0 élections AND Mali 0'
        await until(pilot, lambda: " ".join(" ".join(lines_in(app, "WatchCounts")).replace("·", " ").split()) == listed)
        assert "1 wire" in lines_in(app, "#wires-title")[0]


async def test_w_makes_a_watch_of_the_word_that_applies_at_once_and_after_a_restart(open_reader, no_packs, places):
    app = open_reader([], no_packs)
    async with app.run_test(size=(140, 30)) as pilot:
        put_on_desk(app, [BRIEF])
        await pilot.press("2", "right", "w")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        assert [field.value for field in app.screen.query("Input")] == ["Moscow", "Moscow"]
        await pilot.press("enter")
        await until(pilot, lambda: lit(app) == ["Moscou", "Moscow"])
        await until(pilot, lambda: app.screen.workspace.wire.watches == ("Moscow",))
        assert "Moscow 1" in text_of(app)
    [watch] = load_settings(places).settings.watches
    assert watch == Watched("Moscow", Condition("Moscow"))


async def test_a_search_becomes_a_watch_and_invalid_words_are_reported(open_reader, no_packs, places):
    app = open_reader([], no_packs)
    async with app.run_test(size=(140, 30)) as pilot:
        put_on_desk(app, [BRIEF])
        await pilot.press("slash", *"peace deal")
        await pilot.press("tab")
        app.screen.action_watch()
        await until(pilot, lambda: len(app.screen_stack) == 2)
        words, name = app.screen.query("Input")
        assert (name.value, words.value) == ("peace deal", '"peace deal"')
        words.value = "(peace"
        await pilot.press("enter")
        await until(pilot, lambda: "a bracket opens that is never" in text_of(app))
        # What was typed stays, to be corrected.
        assert [line.value for line in app.screen.query("Input")] == ["(peace", "peace deal"]
    assert not places.settings.exists() or "watches" not in places.settings.read_text("utf-8")


async def test_the_words_alone_make_a_watch_and_without_any_they_are_asked_for(open_reader, no_packs, places):
    app = open_reader([], no_packs)
    async with app.run_test(size=(140, 30)) as pilot:
        put_on_desk(app, [BRIEF])
        await pilot.press("2", "w", "tab", *"Peace", "enter")
        await until(pilot, lambda: "give the words to watch for" in text_of(app))
        await pilot.press(*"Moscow", "tab", *["backspace"] * 5, "enter")
        await until(pilot, lambda: app.screen.workspace.wire.watches == ("Moscow",))
    assert load_settings(places).settings.watches == (Watched("Moscow", Condition("Moscow")),)


@pytest.mark.parametrize("limits", [{"private": True}, {"permissions": Permissions(read_only=True)}])
async def test_without_permission_to_write_no_watch_is_made(open_reader, no_packs, limits):
    app = open_reader([], no_packs, **limits)
    async with app.run_test(size=(140, 30)) as pilot:
        put_on_desk(app, [BRIEF])
        await pilot.press("2", "right", "w")
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize(("way", "rung", "shown"), [("off", 0, 0), ("bell", 1, 0), ("desktop", 0, 1)])
async def test_a_new_match_is_announced_once_in_the_way_that_was_set(
    open_reader, no_packs, monkeypatch, way, rung, shown
):
    app = open_reader([], no_packs, watches=watching("Moscou"), reader=ReaderSettings(announce=way))
    bells, notices = [], []
    monkeypatch.setattr(app, "bell", lambda: bells.append(1))
    async with app.run_test(size=(140, 30)) as pilot:
        put_on_desk(app, [BRIEF])
        watches = app.screen.watches
        monkeypatch.setattr(watches, "_notify", notices.append)
        new = Wire(1, "b.txt", BRIEF.article, new=True)
        app.screen.panes.listed(app.screen.workspace.add([new]))
        app.screen.wire_list.judge(app.screen.workspace.wires)
        await until(pilot, lambda: "1 new match: W0" in text_of(app))
        # When it is translated and matched again, it is not announced again.
        app.screen.wire_list.judged(SearchWorker.Judged([(1, frozenset(), ("W0",))]))
        assert (len(bells), len(notices)) == (rung, shown)
        assert app.screen.workspace.wires[0].watches == ("W0",)


async def test_wires_that_were_read_or_muted_are_not_announced(open_reader, no_packs, monkeypatch):
    app = open_reader([], no_packs, reader=ReaderSettings(announce="bell"))
    bells = []
    monkeypatch.setattr(app, "bell", lambda: bells.append(1))
    async with app.run_test(size=(140, 30)):
        wires = [Wire(0, "a"), Wire(1, "b", new=True, read=True), Wire(2, "c", new=True, muted=True)]
        app.screen.watches.found([(wire, ["Sahel"]) for wire in wires])
        assert bells == []
        app.screen.watches.announce(Counter(Sahel=2))
        assert bells == [1]


@pytest.mark.parametrize(
    "name", ["a\x07b", "a\x1b\\b", "a\x9cb", "x;y", "a\n\x1b]52;c;aGk=\x07", "é" * 900, "\u202etxt"]
)
def test_no_name_can_end_the_escape_sequence_of_a_notification_or_begin_another(name):
    sequence = desktop_notification(f"1 new match: {name}")
    assert sequence.startswith("\x1b]9;Dépêche: 1 new match")
    assert sequence.endswith("\x07")
    inside = sequence[4:-1]
    assert inside.isprintable()
    assert not set(inside) & set("\x1b\x07\x9c;\\")
    assert len(inside) <= 200


def test_a_watch_is_added_to_the_file_and_replaces_one_of_the_same_name(places):
    places.settings.parent.mkdir(parents=True, exist_ok=True)
    places.settings.write_text(
        "# mine\n[reader]\ntheme = 'depeche-light'  # by day\n\n[[watches]]\nname = 'Sahel'\nwords = 'Mali'\n"
    )
    add_watch(places, "Paix", '"accord de paix" OR trêve')
    add_watch(places, "SAHEL", "Niger")
    text = places.settings.read_text("utf-8")
    assert "# mine" in text
    assert "# by day" in text
    assert tomllib.loads(text)["watches"] == [
        {"name": "Paix", "words": '"accord de paix" OR trêve'},
        {"name": "SAHEL", "words": "Niger"},
    ]
    assert [watch.name for watch in load_settings(places).settings.watches] == ["Paix", "SAHEL"]
    before = text
    for name, words in (("", "Mali"), ("X", "(Mali"), ("X", "")):
        with pytest.raises(UsageError):
            add_watch(places, name, words)
    assert places.settings.read_text("utf-8") == before


async def test_a_watch_is_deleted_where_the_filter_names_it_and_undo_brings_it_back(open_reader, no_packs, places):
    places.settings.parent.mkdir(parents=True, exist_ok=True)
    places.settings.write_text(
        "[[watches]]\nname = 'Moscou'\nwords = 'Moscou'\n\n"
        "[[watches]]\nname = 'OMS'\nwords = 'OMS' # health\nlanguage = 'fr'\n",
        encoding="utf-8",
    )
    watches = load_settings(places).settings.watches
    app = open_reader([], no_packs, watches=watches)
    async with app.run_test(size=(140, 30)) as pilot:
        put_on_desk(app, [BRIEF])
        assert lit(app) == ["Moscou", "Moscow", "OMS", "WHO"]
        await pilot.press("f")
        await until(pilot, lambda: "d deletes the watch" in text_of(app))
        # What is not a watch is not deleted.
        await pilot.press("d")
        assert len(app.screen_stack) == 2
        await pilot.press("j", "j", "d")
        await until(pilot, lambda: lit(app) == ["Moscou", "Moscow"])
        assert load_settings(places).settings.watches == watches[:1]
        assert "Watch deleted: OMS · u undoes" in text_of(app)
        await pilot.press("u")
        await until(pilot, lambda: load_settings(places).settings.watches == watches)
        assert lit(app) == ["Moscou", "Moscow", "OMS", "WHO"]
        assert "words = 'OMS' # health" in places.settings.read_text("utf-8")
        await pilot.press("R")
        await until(pilot, lambda: load_settings(places).settings.watches == watches[:1])
        await until(pilot, lambda: lit(app) == ["Moscou", "Moscow"])
        await pilot.press("f")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        await pilot.press("j", "d")
        await until(pilot, lambda: lit(app) == [] and len(app.screen_stack) == 1)
    assert "watches" not in places.settings.read_text("utf-8")
