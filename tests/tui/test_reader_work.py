"""Work in progress: it can be stopped, continues where it stopped, and failures are reported."""

import re

from core.settings import TranslationSettings
from tests.tui.reader_pilot import FRENCH, SPANISH, FakePacks, install, lines_in, states, text_of, until

SLOW = TranslationSettings(threads=1, beam=8, memory=False)


def long_wire(folder, name="long.txt"):
    """A wire that takes a second or two even on a random pack, if it is asked for slowly; no sentence is repeated."""
    sentences = re.findall(r"[^.]+\.", FRENCH.splitlines()[4])
    paragraphs = [
        " ".join(
            sentence.replace(".", f", {place}e fois, {name}.").strip()
            for place in range(part * 20, part * 20 + 20)
            for sentence in sentences
        )
        for part in range(5)
    ]
    (folder / name).write_text("\n\n".join(paragraphs), encoding="utf-8")
    return folder / name


async def test_esc_stops_at_once_and_t_goes_on_without_doing_anything_twice(open_reader, packs, wires):
    app = open_reader([long_wire(wires)], packs, translation=SLOW)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        wire = lambda: app.screen.workspace.wire  # noqa: E731
        await until(pilot, lambda: wire() and len(wire().translated) > 5, settle=False)
        before = len(wire().translated)
        app.simulate_key("escape")
        await until(pilot, lambda: states(app) == ["stopped"], settle=False)
        # Only what was in progress is finished; `benchmarks` says in how many milliseconds.
        assert len(wire().translated) - before < 80
        await pilot.pause(0.1)
        await until(pilot, lambda: "◌ stopped" in "\n".join(lines_in(app, "#wires")))
        done = dict(wire().translated)
        assert len(done) < wire().total
        await until(pilot, lambda: "press t to resume" in text_of(app))
        await pilot.pause(0.3)
        translated = dict(wire().translated)
        assert len(translated) - len(done) < 80
        await pilot.press("t")
        await until(pilot, lambda: states(app) == ["done"])
        assert all(
            wire().translated[name] is sentence or wire().translated[name] == sentence
            for name, sentence in translated.items()
        )
        assert wire().brief.article.sentences == wire().sentences


async def test_the_wire_that_the_user_goes_to_is_translated_first(open_reader, packs, wires):
    for name in "pqr":
        long_wire(wires, f"{name}.txt")
    app = open_reader([wires / "p.txt", wires / "q.txt", wires / "r.txt"], packs, translation=SLOW)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await until(
            pilot, lambda: len(states(app)) == 3 and len(app.screen.workspace.wires[0].translated) > 5, settle=False
        )
        # Not `pilot.press()`, which waits until the reader has nothing to do.
        app.simulate_key("J")
        app.simulate_key("J")
        await until(pilot, lambda: states(app)[2] == "translating", settle=False)
        assert states(app)[0] == "waiting"
        translated = len(app.screen.workspace.wires[0].translated)
        assert translated > 5
        app.simulate_key("K")
        app.simulate_key("K")
        await until(pilot, lambda: states(app)[0] == "translating", settle=False)
        assert len(app.screen.workspace.wires[0].translated) >= translated


async def test_sentences_appear_as_they_are_done(open_reader, packs, wires):
    app = open_reader([long_wire(wires)], packs, translation=SLOW)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await until(
            pilot, lambda: states(app) == ["translating"] and app.screen.workspace.wire.translated, settle=False
        )
        wire = app.screen.workspace.wire
        assert len(wire.translated) < wire.total
        await until(pilot, lambda: wire.sentences[0].translation.split()[0] in lines_in(app, "#bitext")[0])
        await pilot.press("escape")


async def test_a_pack_from_the_users_own_index_is_downloaded_without_a_question_while_the_source_is_read(
    open_reader, no_packs, wires
):
    no_packs.seconds = 3
    app = open_reader([wires / "a-greve.txt"], no_packs)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        parts = ("40.0 MB of 87.4 MB from packs.example", "Test fr→en", "Esc cancels", "Le président de la République")
        await until(pilot, lambda: all(part in text_of(app) for part in parts))
        await pilot.press("tab", "j")
        await until(pilot, lambda: states(app) == ["done"])
        await until(pilot, lambda: "Esc cancels" not in text_of(app))


async def test_esc_cancels_the_download_of_a_pack_and_i_downloads_it_after_all(open_reader, no_packs, wires):
    no_packs.seconds = 60
    app = open_reader([wires / "a-greve.txt"], no_packs)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await until(pilot, lambda: "Esc cancels" in text_of(app))
        await until(pilot, lambda: "the pack fr→en is being downloaded · Esc cancels" in text_of(app))
        assert "The translation then begins by" in " ".join(" ".join(lines_in(app, "#bitext")).split())
        assert "press i" not in text_of(app).lower()
        # While searching, Esc closes the search.
        await pilot.press("slash")
        await until(pilot, lambda: "Esc cancels" not in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: text_of(app).count("Esc cancels") == 2)
        await pilot.press("escape")
        await until(pilot, lambda: "Esc cancels" not in text_of(app))
        assert "Press i to" in "".join(lines_in(app, "#bitext"))
        await until(pilot, lambda: "no pack fr→en: press i to download it · 87 MB from packs.example" in text_of(app))
        no_packs.seconds = 0
        await pilot.press("i", "j", "enter")
        await until(pilot, lambda: states(app) == ["done"])
        assert no_packs.gone == ["fr", "fr"]


async def test_a_pack_from_another_host_is_only_downloaded_on_request(open_reader, packs, wires):
    app = open_reader([wires / "b-sequia.txt"], packs)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await until(pilot, lambda: states(app) == ["no pack"])
        await until(pilot, lambda: "no pack es→en: press i to download it · 87 MB from packs.example" in text_of(app))
        await until(pilot, lambda: "El gobierno regional" in text_of(app))
        assert packs.gone == []


async def test_the_key_that_downloads_a_pack_asks_first_and_the_first_answer_is_no(open_reader, packs, wires):
    app = open_reader([wires / "b-sequia.txt"], packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: states(app) == ["no pack"])
        await pilot.press("i")
        await until(pilot, lambda: "Download Test" in text_of(app) and "87 MB" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Download Test" not in text_of(app))
        assert packs.gone == []
        await pilot.press("i", "down", "enter")
        await until(pilot, lambda: packs.gone == ["es"])


async def test_offline_nothing_is_downloaded_and_the_command_is_named(open_reader, no_packs, wires):
    app = open_reader([wires / "a-greve.txt"], no_packs, offline=True)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await until(pilot, lambda: states(app) == ["no pack"])
        await until(pilot, lambda: "depeche packs install fr-en" in text_of(app))
        await pilot.press("i")
        assert no_packs.gone == []


async def test_a_pack_that_cannot_be_downloaded_is_a_notice_and_i_tries_again(open_reader, no_packs, wires):
    no_packs.problem = "the index is [bold]closed[/]"
    app = open_reader([wires / "a-greve.txt"], no_packs)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await until(pilot, lambda: "the index is [bold]closed[/]" in text_of(app))
        assert states(app) == ["no pack"]
        assert no_packs.gone == ["fr"]
        no_packs.problem = ""
        await pilot.press("i", "j", "enter")
        await until(pilot, lambda: states(app) == ["done"])


async def test_a_damaged_pack_is_a_state_and_a_notice_and_the_rest_goes_on(open_reader, places, random_pack, wires):
    model = random_pack / "model" / "model.bin"
    model.write_bytes(model.read_bytes()[:1000])
    install(places, random_pack)
    app = open_reader([wires / "a-greve.txt", wires / "c-ferry.txt"], FakePacks(places, random_pack))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await until(pilot, lambda: states(app) in (["failed", "done"], ["no pack", "done"]))
        await until(pilot, lambda: "model.bin is no whole model" in text_of(app))
        await until(pilot, lambda: "translate-fr_en-random" in text_of(app))


async def test_an_unforeseen_failure_is_a_state_and_a_notice(open_reader, packs, wires, monkeypatch):
    from core.brief import Briefer

    def broken(*_):
        raise RuntimeError("the roof is on fire")

    monkeypatch.setattr(Briefer, "finish", broken)
    app = open_reader([wires / "a-greve.txt"], packs)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await until(pilot, lambda: states(app) == ["failed"])
        await until(pilot, lambda: "the roof is on fire" in text_of(app))
        monkeypatch.undo()
        await pilot.press("t")
        await until(pilot, lambda: states(app) == ["done"])


async def test_a_thousand_wires_are_listed_without_waiting(open_reader, packs, tmp_path):
    tmp_path = tmp_path / "thousand"
    tmp_path.mkdir()
    for number in range(1000):
        (tmp_path / f"{number:04}.txt").write_text(SPANISH.replace("viernes", f"{number}"), encoding="utf-8")
    app = open_reader([tmp_path], packs)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await until(pilot, lambda: len(states(app)) > 10)
        await pilot.press("G")
        await until(pilot, lambda: len(states(app)) == 1000)
        await pilot.press("G")
        assert app.screen.workspace.current == 999
        await until(pilot, lambda: "1000 wires" in text_of(app))


async def test_headlines_are_translated_before_all_texts_but_that_of_the_wire_on_the_screen(
    open_reader, packs, tmp_path
):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(6):
        long_wire(folder, f"{number}.txt")
        text = (folder / f"{number}.txt").read_text("utf-8")
        (folder / f"{number}.txt").write_text(f"La grève numéro {number}\n\n{text}", encoding="utf-8")
    (folder / "0.txt").write_text(FRENCH, encoding="utf-8")
    app = open_reader([folder], packs, translation=SLOW)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        wires, begun = app.screen.workspace.wires, {}
        translate = app.screen.translation.translate

        def watched(number, *rest):
            heads = [(wire, sentence) for wire in wires[1:] for sentence in wire.head]
            begun[number] = [sentence.source for wire, sentence in heads if sentence.id not in wire.translated]
            return translate(number, *rest)

        app.screen.translation.translate = watched
        await until(pilot, lambda: len(states(app)) == 6 and states(app)[1] == "translating", settle=False)
        assert states(app)[0] == "done"
        # A wire whose language is not told by now has no headline yet.
        assert begun[1] == []
        assert all(len(wire.translated) <= len(wire.head) for wire in wires[2:])
        await pilot.press("escape")
