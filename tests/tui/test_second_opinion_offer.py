"""The pack for second opinions is offered where it is missing: once at the start, and on the packs page."""

import shutil
import time

import pytest

from core.config import load_settings
from core.config.change import change_setting
from core.pack_source import Offer, PackSource
from core.packs.catalogue import load_catalogue
from core.settings import CheckSettings, Permissions, ReaderSettings, Settings
from tests.tui.reader_pilot import lines_in, states, text_of, until
from tui.app import Reader

SIZE = (120, 34)
QUESTION = "Download the pack for second opinions?"
OFFER = Offer(load_catalogue().find("en", "fr"))


@pytest.fixture
def lacking(packs):
    """Packs of which the one of the other direction is missing."""
    packs.reverse = OFFER
    return packs


def offered_again(places) -> bool:
    return load_settings(places).settings.checks.offer


async def test_the_first_start_asks_with_the_size_and_no_is_remembered(open_reader, lacking, places, wires):
    app = open_reader([wires / "a-greve.txt"], lacking)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: QUESTION in text_of(app))
        assert "English → French, OPUS-MT: 387 MB (the package index)." in text_of(app)
        assert "Yes, download it" in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: not offered_again(places))
        await until(pilot, lambda: states(app) == ["done"], 60)
        assert lacking.gone == []
        assert QUESTION not in text_of(app)
    again = Reader(load_settings(places).settings, [str(wires / "a-greve.txt")], lacking)
    async with again.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: states(again) == ["done"], 60)
        assert QUESTION not in text_of(again)


async def test_escape_declines_the_offer(open_reader, lacking, places):
    app = open_reader([], lacking)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: QUESTION in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: not offered_again(places))
        assert lacking.gone == []


async def test_a_key_typed_for_the_reader_is_not_lost_and_the_next_start_asks_again(open_reader, lacking, places):
    app = open_reader([], lacking)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: QUESTION in text_of(app))
        await pilot.press("ctrl+o")
        await until(
            pilot, lambda: "Open a file, a folder or an address" in text_of(app) and QUESTION not in text_of(app)
        )
        await until(pilot, lambda: len(app.screen.query("Input")) == 1)
        assert offered_again(places)


async def test_a_user_who_is_typing_is_not_asked(open_reader, lacking, monkeypatch):
    app = open_reader([], lacking)
    async with app.run_test(size=SIZE) as pilot:
        monkeypatch.setattr("tui.screens.reader.second_opinion_offer._QUIET", 0.5)
        app.keyed = time.monotonic() + 0.5
        app.screen.offer.ask(app.screen.offer.Missing(OFFER))
        await pilot.pause()
        assert len(app.screen_stack) == 1
        await until(pilot, lambda: QUESTION in text_of(app))


async def test_yes_downloads_it_in_sight_and_says_what_it_is_good_for(open_reader, lacking, places, monkeypatch):
    got = []

    def get(offer, report, cancelled):
        got.append(offer)
        return lacking.find("fr", "en")

    monkeypatch.setattr(lacking, "get", get)
    app = open_reader([], lacking)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: QUESTION in text_of(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: got)
        await until(pilot, lambda: any("get a second opinion." in notice.message for notice in app._notifications))
        assert got == [OFFER]
        await until(pilot, lambda: not offered_again(places))


@pytest.mark.parametrize(
    "options",
    [
        {"offline": True},
        {"private": True},
        {"permissions": Permissions(read_only=True)},
        {"checks": CheckSettings("off")},
        {"checks": CheckSettings(offer=False)},
    ],
    ids=["offline", "private", "read-only", "second opinion off", "asked before"],
)
async def test_nothing_is_offered_if_downloads_are_off_or_the_answer_was_no(open_reader, lacking, wires, options):
    app = open_reader([wires / "a-greve.txt"], lacking, **options)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: states(app) == ["done"], 60)
        assert QUESTION not in text_of(app)
        assert lacking.gone == []


async def test_it_does_not_ask_in_a_browser(open_reader, lacking, wires, monkeypatch):
    monkeypatch.setattr(Reader, "is_web", property(lambda _self: True))
    app = open_reader([wires / "a-greve.txt"], lacking)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: states(app) == ["done"], 60)
        assert QUESTION not in text_of(app)


async def test_it_asks_in_french(open_reader, lacking):
    app = open_reader([], lacking, reader=ReaderSettings(language="fr"))
    async with app.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: "second avis" in text_of(app))
        assert "anglais → français, OPUS-MT" in text_of(app)
        assert "Oui, le télécharger" in text_of(app)


def test_what_is_offered_is_the_missing_pack_of_the_other_direction(places, random_pack):
    source = PackSource(Settings(places))
    assert source.second_opinion() is None
    shutil.copytree(random_pack, places.argos_packs[0] / random_pack.name)
    assert source.second_opinion() == OFFER


@pytest.mark.parametrize("size", [(120, 34), (60, 20)])
async def test_the_packs_page_says_what_it_is_for_its_size_and_the_key(open_reader, packs, size):
    app = open_reader([], packs)
    async with app.run_test(size=size) as pilot:
        await pilot.press("P")
        await until(pilot, lambda: "Spanish → English" in text_of(app) or "installed" in text_of(app))
        shown = " ".join(" ".join(lines_in(app, "#packs")).split())
        assert shown.index("387 MB the package index") < shown.index("Gives a second opinion")
        assert "i gets it." in shown
        # It comes right after the installed packs.
        await pilot.press("j")
        assert app.screen._offer() == OFFER


async def test_the_packs_page_names_the_key_that_was_chosen_and_none_offline(places, packs, open_reader):
    change_setting(places, "checks.offer", "false")
    app = open_reader([], packs, reader=ReaderSettings(keys={"packs.get": "g"}))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("P")
        await until(pilot, lambda: "Gives a second opinion" in text_of(app))
        assert "g gets it." in text_of(app)
    app = open_reader([], packs, offline=True)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("P")
        await until(pilot, lambda: "Gives a second opinion" in text_of(app))
        assert "gets it." not in text_of(app)
