"""The pages for packs, settings, library and feeds, as a user sees them."""

import contextlib
import re
import sqlite3
from dataclasses import replace
from types import SimpleNamespace

import pytest
from textual.css.stylesheet import Stylesheet

from core.config import load_settings
from core.config.change import change_setting
from core.feeds.subscriptions import Subscriptions
from core.library.store import Library
from core.pack_source import Offer
from core.packs import Progress
from core.packs.catalogue import load_catalogue
from core.packs.store import PackStore
from core.settings import ReaderSettings, Settings
from tests.core.feeds.feed_server import Feeds as FeedServer
from tests.core.feeds.feed_server import item, serve
from tests.tui.reader_pilot import (
    FakePacks,
    install,
    lines_in,
    lines_of,
    lit_lines,
    put_on_desk,
    states,
    text_of,
    until,
)
from tests.tui.sample_briefs import FERRY, STRIKE
from tui.app import Reader
from tui.screens.packs import distinct_titles
from tui.workers import feed_headlines, feeds
from tui.workers.feed_headlines import HeadlinesWorker

SIZE = (120, 34)


class SlowPacks(FakePacks):
    """A network that delivers the random pack, at once or slowly."""

    waits = False

    def get(self, offer, report, cancelled):
        while self.waits:
            report(Progress("download", 40_000_000, offer.size))
            if cancelled():
                from core.errors import Cancelled

                raise Cancelled(offer.title)
        install(self.places, self.goods)
        return self.find("fr", "en")


@pytest.fixture
def slow(places, random_pack):
    return SlowPacks(places, random_pack)


@pytest.fixture
def library(places):
    with Library(places.library) as library_opened:
        library_opened.add(FERRY)
        library_opened.add(STRIKE)
    # The lists show when briefs arrived; here that is always the same day.
    with contextlib.closing(sqlite3.connect(places.library)) as file, file:
        file.execute("UPDATE briefs SET came = '2025-11-02T12:00:00+00:00'")
    return places.library


@pytest.fixture
def server():
    feeds = FeedServer()
    with serve(feeds) as http_server:
        yield feeds
        http_server.shutdown()


async def accept_download(pilot) -> None:
    """Press the key that gets a pack, and answer the question with yes."""
    await pilot.press("i")
    await until(pilot, lambda: re.search(r"Download it +387 MB", text_of(pilot.app)))
    await pilot.press("j", "enter")


async def test_a_pack_is_downloaded_checked_and_removed_after_a_question(open_reader, slow, places):
    app = open_reader([], slow)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("P")
        await until(pilot, lambda: "Arabic → English" in text_of(app))
        await until(pilot, lambda: "387 MB  the package index" in text_of(app))
        slow.waits = True
        await accept_download(pilot)
        await until(pilot, lambda: "Esc cancels" in text_of(app) and "40.0 MB of" in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: ": cancelled" in text_of(app))
        slow.waits = False
        await accept_download(pilot)
        await until(pilot, lambda: "1 installed" in text_of(app))
        await pilot.press("g", "V")
        await until(pilot, lambda: "is intact and translates" in text_of(app), 60)
        await pilot.press("d")
        await until(pilot, lambda: "Keep it" in text_of(app))
        await pilot.press("enter")
        await pilot.pause()
        assert PackStore(places).find("fr", "en")
        # Packs of Argos Translate are not ours to remove, and the page says so.
        await pilot.press("d", "j", "enter")
        await until(pilot, lambda: "Argos Translate installed it" in text_of(app))


async def test_a_wire_that_waited_for_its_pack_is_translated_once_the_packs_page_has_installed_it(
    open_reader, slow, wires
):
    slow.automatic = ()
    app = open_reader([wires / "a-greve.txt"], slow)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: [wire.state for wire in app.screen.workspace.wires] == ["no pack"])
        reading = app.screen
        await pilot.press("P")
        await until(pilot, lambda: "French → English" in text_of(app))
        await accept_download(pilot)
        await until(pilot, lambda: reading.workspace.wires[0].state == "done", 60)


async def test_settings_are_changed_in_place_and_the_theme_at_once(open_reader, no_packs, places):
    app = open_reader([], no_packs)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("comma")
        await until(pilot, lambda: "settings.toml" in text_of(app))
        await pilot.press("j", "enter")
        await until(pilot, lambda: "a whole number from 1 to 16" in text_of(app))
        await pilot.press("end", "backspace", "9", "9", "enter")
        await until(pilot, lambda: "'99' is not allowed" in text_of(app))
        assert not places.settings.exists()
        await pilot.press("end", "backspace", "backspace", "4", "enter")
        await until(pilot, lambda: "translation.beam set to 4" in text_of(app))
        assert load_settings(places).settings.translation.beam == 4
        assert "1 of" in lines_in(app, "#page-title")[0]
        await pilot.press("d")
        await until(pilot, lambda: "reset to default" in text_of(app))
        assert load_settings(places).settings.translation.beam == 2
        while "theme" not in "".join(lit_lines(app, "#settings")):
            await pilot.press("j")
        await pilot.press("enter", "j", "enter")
        await until(pilot, lambda: "set to depeche-light" in text_of(app))
        assert app.theme == "depeche-light"
    assert Reader(load_settings(places).settings, [], no_packs).theme == "depeche-light"


async def test_layout_and_ascii_marks_apply_as_soon_as_they_are_set(open_reader, packs, wires):
    app = open_reader([wires / "a-greve.txt"], packs)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: [wire.state for wire in app.screen.workspace.wires] == ["done"])
        assert "│" in text_of(app) or "▕" in text_of(app)
        await pilot.press("comma")
        for name in ("layout", "ascii"):
            while name not in "".join(lit_lines(app, "#settings")):
                await pilot.press("j")
            await pilot.press("enter")
            await until(pilot, lambda: app.screen.query_one("Choices").count() < 10)
            await pilot.press("home", *["j"] * (name == "layout"), "enter")
            await until(pilot, lambda name=name: f"reader.{name} set to" in text_of(app))
            assert "on restart" not in text_of(app)
        await pilot.press("escape")
        assert app.screen.query_one("#bitext").view == "interleaved"
        await until(pilot, lambda: not any(mark in text_of(app) for mark in "│▕●▌•"))


async def test_a_theme_chosen_in_the_palette_is_remembered(open_reader, no_packs, places):
    app = open_reader([], no_packs)
    async with app.run_test(size=SIZE) as pilot:
        app.theme = "nord"
        await until(pilot, lambda: load_settings(places).settings.reader.theme == "nord")


@pytest.mark.parametrize("theme", ["depeche-dark", "depeche-light"])
async def test_the_style_sheets_are_read_once_for_the_first_screen_and_again_for_other_colours(
    places, no_packs, monkeypatch, theme
):
    again = []
    monkeypatch.setattr(Stylesheet, "reparse", lambda sheet, read=Stylesheet.reparse: (again.append(1), read(sheet))[1])
    app = Reader(Settings(places, reader=ReaderSettings(theme=theme)), [], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert again == []
        assert app.screen.background_colors[1].hex.lower() == app.current_theme.background
        app.theme = "nord"
        await pilot.pause()
        assert again
        assert app.screen.background_colors[1].hex.lower() == app.current_theme.background.lower()


async def test_a_screen_is_not_styled_again_as_it_opens_but_when_it_comes_back(open_reader, no_packs, monkeypatch):
    styled = []
    app = open_reader([], no_packs)
    style = app.update_styles
    monkeypatch.setattr(app, "update_styles", lambda node, animate=True: (styled.append(node), style(node, animate)))
    async with app.run_test(size=(120, 36)) as pilot:
        reader = app.screen
        await pilot.press("question_mark")
        await pilot.pause()
        assert app.screen is not reader
        assert app.screen not in styled
        await pilot.press("escape", "comma", "escape")
        await pilot.pause()
        assert app.screen is reader
        assert reader in styled


@pytest.mark.parametrize("width", [80, 120])
async def test_a_wire_opens_in_the_layout_that_is_set(places, packs, wires, width):
    change_setting(places, "reader.layout", "interleaved")
    app = Reader(load_settings(places).settings, [str(wires / "c-ferry.txt")], packs)
    async with app.run_test(size=(width, 30)) as pilot:
        await until(pilot, lambda: [wire.state for wire in app.screen.workspace.wires] == ["done"])
        assert app.screen.query_one("#bitext").view == "interleaved"


async def test_a_broken_settings_file_is_reported_and_left_unchanged(open_reader, no_packs, places):
    places.home.mkdir()
    places.settings.write_text("[reader\n", encoding="utf-8")
    app = open_reader([], no_packs)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("comma")
        await until(pilot, lambda: "cannot be used" in text_of(app))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: "mend or remove it" in text_of(app))
    assert places.settings.read_text("utf-8") == "[reader\n"


async def test_without_inputs_the_library_opens_and_its_briefs_can_be_read(open_reader, no_packs, library):
    app = open_reader([], no_packs)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "2 briefs" in text_of(app))
        shown = lines_in(app, "#hits")
        assert "Transport strike" in shown[0]
        assert "? 1" in shown[0]
        await pilot.press("enter")
        await until(pilot, lambda: "Les syndicats réclament" in text_of(app))
        await until(pilot, lambda: "1 of 1 done" in text_of(app))
        await pilot.press("L")
        await until(pilot, lambda: "2 briefs" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "1 wire" in text_of(app), 10)


async def test_the_library_does_not_cover_what_was_opened_at_once(open_reader, no_packs, library):
    app = open_reader([], no_packs)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "2 briefs" in text_of(app))
        await pilot.press("escape")
        put_on_desk(app, [STRIKE])
        app._begin()
        await pilot.pause()
        assert app.screen is app._reader


async def test_with_an_empty_library_a_welcome_says_what_to_do(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await until(pilot, lambda: "Nothing is open yet." in text_of(app))


async def test_the_library_is_searched_as_the_user_types(open_reader, no_packs, library):
    app = open_reader([], no_packs)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "2 briefs" in text_of(app))
        await pilot.press("slash", *"responsab")
        await until(pilot, lambda: "1 found of 2" in text_of(app))
        await until(pilot, lambda: "Transport strike" in text_of(app))
        await pilot.press(*"xyz")
        await until(pilot, lambda: "No matches." in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: "2 briefs" in text_of(app))
        await pilot.press("asterisk")
        await until(pilot, lambda: "★" in lines_in(app, "#hits")[0])
        await pilot.press("d", "j", "enter")
        await until(pilot, lambda: "1 brief" in text_of(app))


async def test_typing_in_the_library_before_searching_shows_the_key_that_searches(open_reader, no_packs, library):
    app = open_reader([], no_packs)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "2 briefs" in text_of(app))
        await pilot.press(*"sahel")
        await until(pilot, lambda: "Press / to search." in text_of(app))
        # Letters did nothing: nothing is starred, removed or left out.
        assert "★" not in text_of(app)
        await pilot.press("slash", *"responsab")
        await until(pilot, lambda: "1 found of 2" in text_of(app))
        assert "Press / to search." not in text_of(app)


async def test_what_was_read_is_in_the_library(open_reader, packs, wires, places):
    app = open_reader([wires / "a-greve.txt"], packs)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: [wire.state for wire in app.screen.workspace.wires] == ["done"])
        await until(pilot, places.library.exists)
        with Library(places.library) as library_opened:
            await until(pilot, lambda: [hit.language for hit in library_opened.search("")] == ["fr"])


async def test_a_library_of_size_0_stores_nothing(open_reader, packs, wires, places):
    change_setting(places, "library.size", "0")
    app = Reader(load_settings(places).settings, [str(wires / "a-greve.txt")], packs)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: [wire.state for wire in app.screen.workspace.wires] == ["done"])
        await pilot.pause(0.2)
    assert not places.library.exists()


async def test_feeds_can_be_followed_refreshed_and_read_and_nothing_moves(open_reader, packs, server, places):
    address = server.put("/fil", *(item(f"Grève {day}", "La grève durera.", day=day) for day in range(1, 6)))
    app = open_reader([], packs)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("F")
        await until(pilot, lambda: "No feeds yet." in text_of(app))
        await pilot.press(
            "a",
            *(key if key.isalnum() else {":": "colon", "/": "slash", ".": "full_stop"}[key] for key in address),
            "enter",
        )
        await until(pilot, lambda: "1 followed · 5 unread" in text_of(app), 60)
        page = app.screen
        await until(pilot, lambda: all(page._headlines.known(entry) for entry in page._entries), 60)
        await pilot.press("tab", "j", "j")
        # The list has headlines in English; the line below has the original of the selected one.
        await until(pilot, lambda: "Grève 3" in text_of(app))
        await pilot.press("U")
        await until(pilot, lambda: "4 unread" in text_of(app))
        server.put("/fil", *(item(f"Grève {day}", "La grève durera.", day=day) for day in range(1, 9)))
        await pilot.press("r")
        await until(pilot, lambda: "3 new" in text_of(app) and len(page._entries) == 8, 60)
        await until(pilot, lambda: all(page._headlines.known(entry) for entry in page._entries), 60)
        assert "3 new" in text_of(app)
        await pilot.press("j")
        await until(pilot, lambda: "Grève 2" in text_of(app))
        await pilot.press("k")
        await until(pilot, lambda: "Grève 3" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "La grève durera." in text_of(app), 60)
        await until(pilot, lambda: [wire.state for wire in app.screen.workspace.wires] == ["done"])
    with Subscriptions(places) as stored:
        assert stored.feeds()[0].unread == 7


async def test_without_a_feed_what_to_do_has_the_whole_width(french):
    async with french.run_test(size=(60, 20)) as pilot:
        await pilot.press("F")
        await until(pilot, lambda: "Ajouter un flux à suivre  (a)" in text_of(french))
        assert "Aucun flux pour l’instant." in text_of(french)
        assert "Suivre" in lines_of(french)[-1]
        assert "Marquer lu" not in lines_of(french)[-1]
        await pilot.press("tab", "enter")
        await until(pilot, lambda: "Suivre un flux" in text_of(french))


async def test_an_address_that_cannot_be_followed_is_shown_again_to_be_corrected(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("F")
        await until(pilot, lambda: "No feeds yet." in text_of(app))
        await pilot.press("a", *"nowhere", "enter")
        await until(pilot, lambda: "nowhere: no such file, and no address" in text_of(app))
        await pilot.press("a")
        await until(pilot, lambda: "Follow a feed" in text_of(app))
        assert app.screen.query_one("Input").value == "nowhere"


async def test_offline_a_refresh_says_that_nothing_was_asked_and_not_that_nothing_is_new(
    open_reader, no_packs, server, places
):
    with Subscriptions(places) as stored:
        stored.add(server.put("/fil", item("Un")))
    app = open_reader([], no_packs, offline=True)
    async with app.run_test(size=(120, 34)) as pilot:
        await pilot.press("F")
        await until(pilot, lambda: "Un" in " ".join(lines_in(app, "#entries")))
        await pilot.press("r")
        await until(pilot, lambda: "not asked: it would need the network" in text_of(app))
        assert "nothing new" not in text_of(app)


@pytest.mark.parametrize("offline", [False, True])
async def test_feeds_are_refreshed_while_the_reader_is_open_if_set_so(
    open_reader, packs, server, places, wires, offline
):
    address = server.put("/fil", item("Un"))
    with Subscriptions(places) as stored:
        stored.add(address)
    server.put("/fil", item("Un"), item("Deux"), item("Trois"))
    app = open_reader([wires / "c-ferry.txt"], packs, offline=offline)
    app._reader.feeds_timer._every = 0.2
    # A notice stays for three seconds: a busy machine would look too late.
    messages, say = [], app._reader.status.say
    app._reader.status.say = lambda text: (messages.append(text), say(text))
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: states(app) == ["done"], 120)
        if offline:
            await pilot.pause(0.6)
        else:
            await until(pilot, lambda: any("2 new entries in your feeds" in text for text in messages))
        assert len(app.screen.workspace.wires) == 1
    with Subscriptions(places) as stored:
        assert stored.feeds()[0].total == (1 if offline else 3)


async def test_an_entry_that_is_opened_from_elsewhere_is_read_in_its_feed_too(open_reader, packs, server, places):
    link = f"{server.url}/article"
    with Subscriptions(places) as stored:
        stored.add(server.put("/fil", item("Grève", "La grève durera.", link=link), item("Autre", "Rien.")))
        entry = next(entry for entry in stored.entries() if entry.title == "Grève")
        article = stored.article(entry)
    app = open_reader([], packs)
    async with app.run_test(size=SIZE) as pilot:
        app.screen.bring(article)
        await until(pilot, lambda: [wire.state for wire in app.screen.workspace.wires] == ["done"])

        def unread():
            with Subscriptions(places) as stored:
                return [entry.title for entry in stored.entries(unread=True)]

        await until(pilot, lambda: unread() == ["Autre"])
        # In the list it counts as read a moment later, as every wire does.
        await until(pilot, lambda: app.screen.workspace.wires[0].read)
        await pilot.press("U")
        await until(pilot, lambda: sorted(unread()) == ["Autre", "Grève"])


async def test_a_failing_feed_says_so_and_the_others_are_refreshed(open_reader, no_packs, server, places):
    bad, good = server.put("/bad", item("Un")), server.put("/good", item("Deux"))
    with Subscriptions(places) as stored:
        stored.add(bad, title="Mauvais")
        stored.add(good, title="Bon")
    server.put("/bad", status=500)
    server.put("/good", item("Deux"), item("Trois", day=3))
    app = open_reader([], no_packs)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("F")
        await until(pilot, lambda: "2 followed" in text_of(app))
        await pilot.press("r")
        await until(pilot, lambda: "1 new entry · 1 could not be fetched" in text_of(app), 60)
        assert lines_in(app, "#feeds")[0].strip("▌▏ ").startswith("!")
        await pilot.press("d", "j", "enter")
        await until(pilot, lambda: "1 followed" in text_of(app))


async def test_offline_nothing_is_downloaded_and_nothing_asked(places, no_packs):
    app = Reader(replace(Settings(places), offline=True), [], no_packs)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("P")
        await until(pilot, lambda: "Arabic → English" in text_of(app))
        await pilot.press("i", "enter")
        await pilot.pause()
        assert no_packs.gone == []


@pytest.mark.parametrize("key", ["enter", "i"])
async def test_a_pack_is_downloaded_only_after_a_question(open_reader, slow, key):
    app = open_reader([], slow)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("P")
        await until(pilot, lambda: "French → English" in text_of(app))
        page = app.screen
        while page._offer() is None:
            await pilot.press("j")
        await pilot.press(key)
        await until(pilot, lambda: app.screen is not page and "Not now" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is page)
        assert page._offer() is not None
        assert slow.gone == []
        await pilot.press(key)
        await until(pilot, lambda: app.screen is not page and "Not now" in text_of(app))
        await pilot.press("j", "enter")
        await until(pilot, lambda: "1 installed" in text_of(app))


async def test_every_page_has_its_entry_in_the_palette_and_its_help(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=SIZE) as pilot:
        titles = [command.title for command in app.get_system_commands(app.screen)]
        for key, title in {"L": "Open the library of what you have read", "F": "Open the feeds you follow", "P": "Manage the translation packs", "comma": "Open the settings: language, theme, summary"}.items():  # fmt: skip
            assert title in titles
            await pilot.press(key)
            await pilot.press("question_mark")
            await until(pilot, lambda: "Esc closes" in text_of(app))
            assert type(app.screen_stack[-2]).HELP.split()[0] in text_of(app)
            await pilot.press("escape", "escape")
            await until(pilot, lambda: len(app.screen_stack) == 1)


@pytest.mark.parametrize(
    ("key", "size"), [("L", SIZE), ("P", SIZE), ("comma", SIZE), ("P", (80, 24)), ("comma", (60, 20))]
)
def test_how_a_page_looks(snap_compare, open_reader, no_packs, library, key, size):
    async def before(pilot):
        await until(pilot, lambda: "2 briefs" in text_of(pilot.app))
        await pilot.press(key)
        await pilot.pause(0.3)
        await pilot.press("j")
        await pilot.pause()

    assert snap_compare(open_reader([], no_packs), terminal_size=size, run_before=before)


async def test_headlines_of_entries_are_translated_as_they_arrive_and_nothing_moves(open_reader, packs, server, places):
    title = "Le président a dit non à la grève"
    with Subscriptions(places) as stored:
        stored.add(server.put("/fil", item(title, "La grève durera."), *(item(f"La ministre {n}") for n in range(9))))
    app = open_reader([], packs)
    async with app.run_test(size=(120, 16)) as pilot:
        await pilot.press("F")
        page = app.screen
        await until(pilot, lambda: page._entries)
        entries = page.query_one("#entries")
        entries.focus()
        entries.go(5)
        await pilot.pause()
        here, above = page._entry(), entries.top(5) - entries.scroll_offset.y
        await until(pilot, lambda: all(page._headlines.known(entry) for entry in page._entries), 120)
        assert page._entry() is here
        assert entries.top(5) - entries.scroll_offset.y == above
        listed = " ".join(" ".join(lines_in(app, "#entries")).split())
        assert " ".join(page._headlines.known(here).split()[:3]) in listed
        # The line below has the headline in its own language.
        entries.go(next(n for n, entry in enumerate(page._entries) if entry.title == title))
        page._tell_original()
        await until(pilot, lambda: title in text_of(app))


async def test_without_a_pack_headlines_stay_untranslated_and_no_question_is_asked(
    open_reader, no_packs, server, places
):
    with Subscriptions(places) as stored:
        stored.add(server.put("/fil", item("Le président a dit non à la grève", "La grève durera.")))
    app, ended = open_reader([], no_packs, offline=True), []
    async with app.run_test(size=(120, 24), message_hook=lambda sent: ended.append(type(sent).__name__)) as pilot:
        await pilot.press("F")
        await until(pilot, lambda: "Ended" in ended, 120)
        assert "Le président a dit non" in " ".join(lines_in(app, "#entries"))
        assert no_packs.gone == []


def test_requested_headlines_are_not_dropped_from_a_full_cache(monkeypatch):
    entries = [SimpleNamespace(title=title) for title in ("Un", "Deux", "Trois")]
    worker = HeadlinesWorker(lambda: None)
    worker._known = {"Un": "One", "Deux": "Two", "Quatre": "Four"}
    monkeypatch.setattr(feed_headlines, "_KEPT", 2)
    assert worker.wanted(entries) == entries[2:]
    assert [worker.known(entry) for entry in entries] == ["One", "Two", ""]
    assert "Quatre" not in worker._known


async def test_a_feed_that_stays_broken_is_asked_less_and_less_often_until_it_answers(
    open_reader, no_packs, server, places, monkeypatch
):
    bad, good = server.put("/bad", item("Un")), server.put("/good", item("Deux"))
    with Subscriptions(places) as stored:
        stored.add(bad)
        stored.add(good)
    server.put("/bad", status=500)
    before = {path: server.asked[path] for path in ("/bad", "/good")}

    def asked(path):
        return server.asked[path] - before[path]

    monkeypatch.setattr(feeds, "_LONGEST_REST", 2.0)
    app = open_reader([], no_packs)
    app._reader.feeds_timer._every = 0.05
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: asked("/good") >= 40 and asked("/bad") >= 3, 120)
        # After each failure the pause is twice as long: at most seven requests in forty turns.
        assert asked("/bad") <= 8
        assert len(app._notifications) == 0
        server.put("/bad", item("Un"), item("Trois"))
        await until(pilot, lambda: asked("/bad") > 12, 120)
    with Subscriptions(places) as stored:
        assert [(feed.total, feed.problem) for feed in stored.feeds()] == [(2, ""), (1, "")]


def test_no_two_available_packs_have_the_same_title():
    catalogue = load_catalogue()
    offers = [(Offer(entry).title, entry.name, entry.version) for entry in catalogue.entries]
    titles = distinct_titles(offers)
    assert len(set(titles)) == len(titles)
    assert {"Korean → English, Firefox, base", "Korean → English, Firefox, base-memory"} <= set(titles)
    # Where nothing else has its name, nothing is added.
    assert "French → English, OPUS-MT" in titles
