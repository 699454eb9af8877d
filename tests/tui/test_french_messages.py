"""Messages of core in French: on the screen, on stderr and in the browser, and nowhere else."""

import json
from dataclasses import replace
from string import Formatter

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checks.number_readings import UNITS
from core.config import load_settings
from core.export import from_json, to_json
from core.messages import Message, from_fields, from_stored, identifier, stored, verbatim
from core.settings import ReaderSettings, Settings
from tests.tui.reader_pilot import FRENCH, SPANISH, lines_in, make_brief, put_on_desk, text_of, until
from tools.translations import ROOT, read, templates
from tui.app import Reader
from tui.cli import run
from tui.i18n import _, data_size, localized, megabytes, n_, speak

TEMPLATES = [(message.context, message.id, message.string) for message in read("fr") if message.context]
NO_TEXT = Message("there is no text in it")


@pytest.fixture(autouse=True)
def _french_for_once():
    speak("fr")
    yield
    speak("en")


def test_every_message_is_made_from_a_literal_template_and_the_values_that_it_names():
    templates_found = templates([ROOT / "core", ROOT / "tui"])
    assert templates_found.wrong == []
    assert len(templates_found.found) > 400


ERRORS = """
class DepecheError(Exception): ...
class InputError(DepecheError): ...
class ProblemError(Exception): ...
class BadPackError(ProblemError, ValueError): ...
"""


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("raise InputError(name, 'there is no text')", {"there-no-text": "there is no text"}),
        ("raise BadPackError('not a folder')", {"not-folder": "not a folder"}),
        (
            "raise InputError(name, 'line {line:,} of {name!r}', line=1, name=name)",
            {"line-line-name": "line {line:,} of {name!r}"},
        ),
        ("Flag('name', Message('{word} is not there', word=word))", {"word-not-there": "{word} is not there"}),
        ("raise InputError(name, 'one' if n == 1 else 'many')", {"one": "one", "many": "many"}),
        ("raise InputError(name, error.problem)", {}),
    ],
)
def test_the_templates_of_messages_are_read_from_the_code(tmp_path, code, found):
    (tmp_path / "made.py").write_text(f"{ERRORS}\n{code}\n", encoding="utf-8")
    read = templates([tmp_path])
    assert (read.found, read.wrong) == (found, [])


@pytest.mark.parametrize(
    "code",
    [
        "raise InputError(name, f'line {n} is bad')",
        "raise InputError(name, 'not ' + what)",
        "raise InputError(name, 'line {line} is bad')",
        "raise InputError(name, 'line {line} is bad', lines=3)",
        "raise InputError(name, 'there is no text', line=3)",
        "Message(f'{n} words')",
        "Flag('name', 'it is not there')",
        "Flag('name', f'{word} is not there')",
        "Message('it is here'), Message('it is: here')",
    ],
)
def test_a_message_that_is_made_in_another_way_is_named(tmp_path, code):
    (tmp_path / "made.py").write_text(f"{ERRORS}\n{code}\n", encoding="utf-8")
    [named] = templates([tmp_path]).wrong
    assert "made.py:7" in named


@hypothesis.settings(max_examples=15)
@given(st.text(max_size=9), st.integers(1, 9_999_999))
def test_every_message_is_in_french_whatever_its_values(text, number):
    for id_, english, french in TEMPLATES:
        holes = {name: how for _text, name, how, _conversion in Formatter().parse(english) if name}
        values = {name: number if how else text for name, how in holes.items()}
        message = Message(english, **values) if holes else from_fields(english, id_, {})
        assert message.id == id_
        assert localized(message) == french.format(**{name: French(value) for name, value in values.items()})


class French:
    """A value that French shows as it is, a number as French writes it."""

    def __init__(self, value: str | int) -> None:
        self._value = value

    def __format__(self, how: str) -> str:
        return format(self._value, how).replace(",", "\u202f").replace(".", ",") if how else str(self._value)

    def __repr__(self) -> str:
        return repr(self._value)


@pytest.mark.parametrize(
    ("message", "french"),
    [
        (Message("{number} in the source; the translation has {other}", number="12", other="21"), "12 dans la source\u00a0; la traduction dit 21"),
        (Message("“{words}” is said again", words="there is no translation"), "«\u00a0there is no translation\u00a0» est dit de nouveau"),
        (Message("“{words}” is said again", words="{0} {words} {}"), "«\u00a0{0} {words} {}\u00a0» est dit de nouveau"),
        (Message("{number} in the source; not in the translation", number="1,500"), "1,500 dans la source\u00a0; absent de la traduction"),
        (Message("only what the feed has is here: {problem}", problem=NO_TEXT), "il n’y a ici que ce que donne le flux\u00a0: il n’y a pas de texte dedans"),
        (Message("only what the feed has is here: {problem}", problem=str(NO_TEXT)), "il n’y a ici que ce que donne le flux\u00a0: there is no text in it"),
        (Message("{first}; {rest}", first=NO_TEXT, rest=verbatim("Whatever: it is")), "il n’y a pas de texte dedans\u00a0; Whatever: it is"),
    ],
)  # fmt: skip
def test_text_of_a_wire_is_inserted_unchanged_and_a_message_within_a_message_is_in_french(message, french):
    assert localized(message) == french


@pytest.mark.parametrize("text", ["", "there is no text in it", "Whatever: it is", "{0}", "x\x04y"])
def test_a_text_that_is_no_message_is_shown_as_it_is(text):
    assert localized(text) == localized(verbatim(text)) == text


@pytest.mark.parametrize("values", [{}, {"number": "12"}, {"words": {"text": "a", "id": "b", "values": {}}}])
def test_an_external_message_whose_values_do_not_fit_its_template_is_shown_unchanged(values):
    read = from_fields("12 in the source", "number-source-translation-has-other", values)
    assert localized(read) == "12 in the source"


def test_a_stored_message_is_in_french_again():
    detail = Message("{unit} in the source; the translation has {other}", unit=UNITS["euros"].name, other="pounds")
    brief = from_json(to_json(make_brief([("body", [("Il a dit 12 euros.", "He said 12.", ("number", detail))])])))
    [flag] = brief.article.sentences[0].flags
    assert localized(flag.detail) == "euros dans la source\u00a0; la traduction dit pounds"
    assert localized(from_stored(stored(NO_TEXT))) == "il n’y a pas de texte dedans"


def test_numbers_have_the_french_format():
    assert _("{words:,} words at {rate:,.0f} words/s", words=1079, rate=1310.4) == "1\u202f079 mots, 1\u202f310 mots/s"
    free = Message("{free:.1f} GB free in {home}", free=75, home="/home/a.b,c")
    assert localized(free) == "75,0 Go libres dans /home/a.b,c"
    assert [data_size(size) for size in (1, 870, 12_300_000, 2_500_000_000)] == [
        "1 octet",
        "870 octets",
        "12,3 Mo",
        "2,5 Go",
    ]
    assert megabytes(80_800_000) == "80,8 Mo"
    assert n_("{n:,} entry", "{n:,} entries", 12_345) == "12\u202f345 entrées"


def test_an_english_message_is_shown_unchanged():
    speak("en")
    assert localized(NO_TEXT) is NO_TEXT
    assert data_size(12_300_000) == "12.3 MB"


def test_identifiers_in_the_catalogue_are_those_of_the_templates():
    assert [id_ for id_, english, _french in TEMPLATES if identifier(english) != id_] == []


async def test_a_doubt_is_reported_in_french_and_written_in_english(french, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    units = {"unit": UNITS["euros"].name, "other": UNITS["pounds"].name}
    doubts = (
        ("number", Message("{unit} in the source; the translation has {other}", **units)),
        ("name", Message("“{words}” is not in the translation", words="Lyon")),
    )
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
        await until(pilot, lambda: list(tmp_path.rglob("wire.txt.json")))
    [written] = tmp_path.rglob("wire.txt.json")
    assert [flag["detail"] for flag in json.loads(written.read_bytes())["paragraphs"][0]["sentences"][0]["flags"]] == [
        detail for _, detail in doubts
    ]


async def test_a_file_that_cannot_be_read_is_reported_in_french(places, no_packs, tmp_path):
    (tmp_path / "scan.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    places.settings.parent.mkdir(parents=True, exist_ok=True)
    places.settings.write_text("[translation]\nbeam = 99\n", encoding="utf-8")
    problems = load_settings(places).problems
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
        (["packs", "remove"], 2, "packs: il manque l’argument 'PAIR' ; voir : depeche packs remove --help"),
        (
            ["brief", "--beam", "x"],
            2,
            "brief: valeur refusée pour '--beam' : 'x' n’est pas un nombre entier ; voir : depeche brief --help",
        ),
        (["brief", "-f", "x"], 2, "brief: valeur refusée pour '--format' / '-f' : 'x' n’est pas l’un de 'md', "),
        (["packs", "nope"], 2, "packs: pas de commande 'nope' ; voir : depeche packs --help"),
        (["brief", "--beam"], 2, "brief: l’option '--beam' demande une valeur ; voir : depeche brief --help"),
        (["packs", "list", "a"], 2, "packs: arguments en trop (a) ; voir : depeche packs list --help"),
        (["brief", "--sentences", "0"], 2, "brief: valeur refusée pour '--sentences' : 0 n’est pas dans l’intervalle"),
        (["settings", "set", "a.b", "1"], 2, "a.b: il n’y a pas de tel réglage ; voir : depeche settings"),
    ],
)
def test_wrong_usage_is_reported_in_french(monkeypatch, capfd, words, status, line):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert run(words) == status
    errors = capfd.readouterr().err
    assert errors.startswith(f"depeche: {line}")
    assert errors.count("\n") == 1


def test_help_has_no_english_left(monkeypatch, capfd):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")
    for words in (["--help"], ["brief", "--help"], ["packs", "install", "--help"], ["packs"]):
        run(words)
        shown, errors = capfd.readouterr()
        assert errors == ""
        assert "Emploi\u00a0: " in shown
        assert "Afficher cette aide, sans plus." in shown
        assert not [word for word in ("Usage", "Show", "default", "required", "Commands") if word in shown]


def test_doctor_speaks_french_to_people_and_english_to_programs(monkeypatch, capfd):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    run(["doctor"])
    shown = capfd.readouterr().out
    assert "réseau\u00a0: flux" in shown
    assert "rien encore ; ce sera " in shown
    run(["doctor", "--json"])
    found = {finding["subject"]: finding["text"] for finding in json.loads(capfd.readouterr().out)["findings"]}
    assert found["memory"].startswith("nothing yet; it will be ")


def test_a_brief_is_the_same_under_the_french_interface(monkeypatch, capfd, tmp_path, random_pack):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(random_pack.parent))
    for name, text in (("fr.txt", FRENCH), ("es.txt", SPANISH)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    outputs = []
    for locale, words in (("fr_FR.UTF-8", "montré sans traduction"), ("C.UTF-8", "shown untranslated")):
        monkeypatch.setenv("LC_ALL", locale)
        out = tmp_path / locale
        inputs = [str(tmp_path / "fr.txt"), str(tmp_path / "es.txt")]
        assert run(["brief", *inputs, "--offline", "--no-memory", "-f", "json", "-o", f"{out}/"]) == 0
        assert words in capfd.readouterr().err
        outputs.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert outputs[0] == outputs[1]
    doubts = [
        flag for part in json.loads(outputs[0]["es.txt.json"])["paragraphs"] for flag in part["sentences"][0]["flags"]
    ]
    assert doubts[0]["detail"].startswith("Spanish: the pack is not installed, and this run is offline; run: ")
