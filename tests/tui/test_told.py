"""What core words, told in French: on the screen, on stderr and in the browser, and nowhere else."""

import json
from dataclasses import replace

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.settings import ReaderSettings, Settings
from tests.tui.reader_pilot import FRENCH, SPANISH, lines_in, make_brief, put_on_desk, text_of, until
from tools.translations import read
from tui import told as telling
from tui.app import Reader
from tui.cli import run
from tui.i18n import speak
from tui.told import MESSAGE, Template, told

TEMPLATES = [(message.id, message.string) for message in read("fr") if message.context == MESSAGE]
INNER = {"told": ("there is no text in it", "il n’y a pas de texte dedans"), "unit": ("pounds", "livres")}


@pytest.fixture(autouse=True)
def _french_for_once():
    speak("fr")
    yield
    speak("en")


@hypothesis.settings(max_examples=15)
@given(st.lists(st.from_regex(r"[A-Z][a-zé0-9{}«:\[-]{2,8}[0-9]", fullmatch=True), min_size=6, max_size=6))
def test_every_message_is_told_whatever_is_in_its_holes(values):
    for text, french in TEMPLATES:
        template = Template.of(text, french)
        made = [INNER[kind][0] if kind in INNER else value for kind, value in zip(template.holes, values, strict=False)]
        said = [INNER[kind][1] if kind in INNER else value for kind, value in zip(template.holes, values, strict=False)]
        english = "".join(piece + value for piece, value in zip(template.pieces, [*made, ""], strict=True))
        assert told(english) == template.filled(said)


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("“there is no translation” is said again", "« there is no translation » est dit de nouveau"),
        ("“{0} {1:told} {}” is said again", "« {0} {1:told} {} » est dit de nouveau"),
        ("left untranslated: the disk is full, euros", "resté non traduit : the disk is full, euros"),
        ("12 in the source; the translation has 21", "12 dans la source ; la traduction dit 21"),
        ("euros in the source; the translation has pounds", "euros dans la source ; la traduction dit livres"),
        ("1,500 in the source; the translation has 1.5", "1,500 dans la source ; la traduction dit 1.5"),
        ("Pounds in the source; not in the translation", "Pounds dans la source ; absent de la traduction"),
    ],
)
def test_what_a_wire_says_is_put_back_as_it_is(english, french):
    assert told(english) == french


@pytest.mark.parametrize(
    ("english", "french"),
    [
        (
            "no pack for es: no pack is known for this pair; see: depeche packs available",
            "pas de modèle pour es : aucun modèle n’est connu pour cette paire ; voir : depeche packs available",
        ),
        (
            "cannot be loaded: a list; of files; run: depeche packs install fr-en",
            "ne se charge pas : a list; of files ; lancez : depeche packs install fr-en",
        ),
        (
            "model/model.bin is missing; run: depeche packs install fr-en",
            "model/model.bin manque ; lancez : depeche packs install fr-en",
        ),
        ("http://desk:80/a: there is no text in it", "http://desk:80/a : il n’y a pas de texte dedans"),
        ("only what the feed has is here: Whatever", "il n’y a ici que ce que donne le flux : Whatever"),
    ],
)
def test_a_message_within_a_message_is_told_too(english, french):
    assert told(english) == french


@pytest.mark.parametrize(
    "text", ["", "Whatever: it is", "12 sources, 21 here", "no such column: x", "{0}", "a; b", "x\x04y"]
)
def test_what_no_message_makes_is_told_as_it_is(text):
    assert told(text) == text


@pytest.mark.parametrize("part", ["a; b: ", "is missing; it is damaged: ", "run: ; no pack for ", "`a` of `b` of "])
def test_a_text_made_to_look_like_many_messages_is_soon_done_with(part):
    assert told(part * 20_000) == part * 20_000
    assert part.split()[0] in told(part * 80)


def test_a_number_that_core_wrote_is_written_as_french_does():
    assert told("1,079 words at 1,310 words/s") == "1\u202f079 mots, 1\u202f310 mots/s"
    assert told("75.0 GB free in /home/a.b,c") == "75,0 Go libres dans /home/a.b,c"


def test_english_reads_no_template():
    speak("en")
    telling._made.clear()
    assert told("there is no text in it") == "there is no text in it"
    assert not telling._made


async def test_a_doubt_is_told_in_french_and_written_in_english(french, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    doubts = ("number", "euros in the source; the translation has pounds"), ("name", "“Lyon” is not in the translation")
    brief = make_brief([("body", [("Il a dit 12 euros à Lyon.", "He said 12 pounds.", *doubts)])])
    async with french.run_test(size=(140, 40)) as pilot:
        put_on_desk(french, [brief])
        await pilot.press("n")
        panel = " ".join(" ".join(lines_in(french, "#sentence")).split())
        assert "? nombre : euros dans la source ; la traduction dit livres" in panel
        assert "? nom : « Lyon » n’est pas dans la traduction" in panel
        await pilot.press("e")
        await until(pilot, lambda: "Écrire la note" in text_of(french))
        await pilot.press("down", "enter")
        await until(pilot, lambda: list(tmp_path.rglob("wire.json")))
    [written] = tmp_path.rglob("wire.json")
    assert [flag["detail"] for flag in json.loads(written.read_bytes())["paragraphs"][0]["sentences"][0]["flags"]] == [
        detail for _, detail in doubts
    ]


async def test_a_file_that_cannot_be_read_is_told_of_in_french(places, no_packs, tmp_path):
    (tmp_path / "scan.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    problems = ("translation.beam: 99 is not allowed; give a whole number from 1 to 16 (the default, 3, is used)",)
    settings = replace(Settings(places), reader=ReaderSettings(language="fr"), problems=problems)
    reader = Reader(settings, [str(tmp_path / "scan.txt")], no_packs)
    async with reader.run_test(size=(140, 40)) as pilot:
        await until(pilot, lambda: "c’est une image ; donnez-en le texte" in text_of(reader))
        assert any("donnez un nombre entier de 1 à 16" in notice.message for notice in reader._notifications)


def test_stderr_is_french_one_line_with_the_same_status(monkeypatch, capfd, tmp_path):
    (tmp_path / "scan.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    for locale, words in (
        ("fr_FR.UTF-8", "c’est une image ; donnez-en le texte dans un fichier de texte simple"),
        ("C.UTF-8", "this is a picture; give its text as a plain text file"),
    ):
        monkeypatch.setenv("LC_ALL", locale)
        assert run(["detect", str(tmp_path / "scan.txt")]) == 1
        assert capfd.readouterr().err == f"depeche: {tmp_path / 'scan.txt'}: {words}\n"


@pytest.mark.parametrize(
    ("words", "status", "line"),
    [
        (["brief", "--nope"], 2, "brief: pas d’option --nope (options possibles : --to) ; voir : depeche brief --help"),
        (["batch", "x"], 2, "batch: il manque l’option '--output' / '-o' ; voir : depeche batch --help"),
        (["packs", "remove"], 2, "packs: il manque l’argument 'PAIR' ; voir : depeche packs --help"),
        (
            ["brief", "--beam", "x"],
            2,
            "brief: valeur refusée pour '--beam' : 'x' n’est pas un nombre entier ; voir : depeche brief --help",
        ),
        (["brief", "-f", "x"], 2, "brief: valeur refusée pour '--format' / '-f' : 'x' n’est pas l’un de 'md', "),
        (["packs", "nope"], 2, "packs: pas de commande 'nope' ; voir : depeche packs --help"),
        (["brief", "--beam"], 2, "brief: l’option '--beam' demande une valeur ; voir : depeche brief --help"),
        (["packs", "list", "a"], 2, "packs: arguments en trop (a) ; voir : depeche packs --help"),
        (["brief", "--sentences", "0"], 2, "brief: valeur refusée pour '--sentences' : 0 n’est pas dans l’intervalle"),
        (["settings", "set", "a.b", "1"], 2, "a.b: il n’y a pas de tel réglage ; voir : depeche settings"),
    ],
)
def test_what_is_wrong_with_a_call_is_told_in_french(monkeypatch, capfd, words, status, line):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert run(words) == status
    said = capfd.readouterr().err
    assert said.startswith(f"depeche: {line}")
    assert said.count("\n") == 1


def test_help_has_no_english_left(monkeypatch, capfd):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")
    for words in (["--help"], ["brief", "--help"], ["packs", "install", "--help"], ["packs"]):
        run(words)
        shown, said = capfd.readouterr()
        assert said == ""
        assert "Emploi : " in shown
        assert "Afficher cette aide, sans plus." in shown
        assert not [word for word in ("Usage", "Show", "default", "required", "Commands") if word in shown]


def test_doctor_speaks_french_to_people_and_english_to_programs(monkeypatch, capfd):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    run(["doctor"])
    shown = capfd.readouterr().out
    assert "réseau : flux" in shown
    assert "rien encore ; ce sera " in shown
    run(["doctor", "--json"])
    found = {one["subject"]: one["text"] for one in json.loads(capfd.readouterr().out)["findings"]}
    assert found["memory"].startswith("nothing yet; it will be ")


def test_a_brief_made_in_french_is_what_it_is_in_english(monkeypatch, capfd, tmp_path, random_pack):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(random_pack.parent))
    for name, text in (("fr.txt", FRENCH), ("es.txt", SPANISH)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    made = []
    for locale, words in (("fr_FR.UTF-8", "montré sans traduction"), ("C.UTF-8", "shown untranslated")):
        monkeypatch.setenv("LC_ALL", locale)
        out = tmp_path / locale
        inputs = [str(tmp_path / "fr.txt"), str(tmp_path / "es.txt")]
        assert run(["brief", *inputs, "--offline", "--no-memory", "-f", "json", "-o", f"{out}/"]) == 0
        assert words in capfd.readouterr().err
        made.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert made[0] == made[1]
    doubts = [
        flag for part in json.loads(made[0]["es.txt.json"])["paragraphs"] for flag in part["sentences"][0]["flags"]
    ]
    assert doubts[0]["detail"].startswith("no pack for es: the pack is not installed, and this run is offline; run: ")
