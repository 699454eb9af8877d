"""The interface in French: all of it, as chosen by the setting or the locale."""

import gettext
import re
from pathlib import Path

import pytest

from core.messages import from_fields, identifier
from tests.tui.reader_pilot import exact_lines_of, lines_in, lines_of, text_of, until
from tests.tui.sample_briefs import desk
from tools.translations import catalogue_path, contexts, read, unbroken
from tui.cli import run
from tui.i18n import _, localized, n_, speak


@pytest.fixture(autouse=True)
def _english_again():
    yield
    speak("en")


def test_every_text_has_its_french_and_no_french_is_unused():
    """Run `python tools/translations.py` for the list, and fill in what is empty."""
    translated = {(m.context, m.id[0] if isinstance(m.id, tuple) else m.id): m.string for m in read("fr") if m.id}
    expected = {(context, text): many for context, found in contexts().items() for text, many in found.items()}
    assert set(expected) - set(translated) == set()
    assert set(translated) - set(expected) == set()
    assert [
        text for text, string in translated.items() if not all([string] if isinstance(string, str) else string)
    ] == []
    for (context, text), string in translated.items():
        for form in [string] if isinstance(string, str) else string:
            holes = [sorted(re.findall(r"{[^{}]*}", language)) for language in (form, text)]
            if context:
                assert holes[0] == holes[1], text
            else:
                assert set(holes[0]) <= set(re.findall(r"{[^{}]*}", text + (expected[context, text] or ""))), text


def test_the_compiled_catalogue_matches_its_source():
    with catalogue_path("fr").with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in read("fr"):
        if isinstance(message.id, str) and message.id:
            found = compiled.pgettext(message.context, message.id) if message.context else compiled.gettext(message.id)
            assert found == message.string


@pytest.mark.parametrize(
    ("setting", "environ", "language"),
    [
        ("auto", {"LANG": "fr_FR.UTF-8"}, "fr"),
        ("auto", {"LANG": "fr_CA"}, "fr"),
        ("auto", {"LC_ALL": "C.UTF-8", "LANG": "fr_FR.UTF-8"}, "en"),
        ("auto", {"LC_MESSAGES": "fr", "LANG": "en_GB"}, "fr"),
        ("auto", {"LANG": "de_DE.UTF-8"}, "en"),
        ("auto", {"LANG": "../../x"}, "en"),
        ("auto", {}, "en"),
        ("en", {"LANG": "fr_FR.UTF-8"}, "en"),
        ("fr", {}, "fr"),
    ],
)
def test_the_setting_takes_precedence_over_the_locale(setting, environ, language):
    assert speak(setting, environ) == language
    assert _("Summary") == ("Résumé" if language == "fr" else "Summary")


def test_french_counts_nought_as_one():
    speak("fr")
    assert [n_("{n} sentence", "{n} sentences", count) for count in (0, 1, 2)] == ["0 phrase", "1 phrase", "2 phrases"]


def test_the_help_of_every_command_speaks_french_where_the_locale_does(capfd, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")
    assert run(["batch", "--help"]) == 0
    shown = capfd.readouterr().out
    assert "Le dossier où écrire." in shown
    assert "Seulement les articles dans cette langue." in shown
    assert "The folder" not in shown
    speak("en")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert run(["batch", "--help"]) == 0
    assert "The folder to write into." in capfd.readouterr().out


async def test_the_reader_its_footer_help_and_palette_speak_french(french):
    async with french.run_test(size=(140, 50)) as pilot:
        assert "Rien n’est encore ouvert." in text_of(french)
        await desk()(pilot)
        shown = text_of(french)
        assert "10 phrases · 1 en doute" in shown
        assert "fr  ●" in shown
        assert "Français" in lines_in(french, "#bitext-title")[0]
        assert "confiance du modèle 93 %" in " ".join(" ".join(lines_in(french, "#sentence")).split())
        await until(pilot, lambda: "? Aide" in lines_of(french)[-1])
        assert "Bouger" in lines_of(french)[-1]
        titles = {command.title for command in french.get_system_commands(french.screen)}
        assert {
            "Quitter",
            "Ouvrir les réglages\u00a0: langue, thème, résumé",
            "Thème",
            "Montrer la source seule",
        } <= titles
        await pilot.press("question_mark")
        await until(pilot, lambda: "Touches" in text_of(french))
        assert "Aide : montrer toutes les touches" in text_of(french)


async def test_the_pages_speak_french(french):
    async with french.run_test(size=(120, 34)) as pilot:
        for key, title, text in (
            ("P", "Modèles", "0 installé"),
            ("comma", "Réglages", "(valeur par défaut)"),
            ("F", "Flux", "Ajouter un flux à suivre  (a)"),
            ("L", "Bibliothèque", "Ce que vous lisez est gardé ici"),
        ):
            await pilot.press(key)
            await until(pilot, lambda title=title, text=text: title in text_of(french) and text in text_of(french))


def test_the_catalogue_comes_with_the_package():
    assert (Path(_.__globals__["__file__"]).parent / "locale" / "fr" / "LC_MESSAGES" / "depeche.mo").is_file()


async def test_dialogs_notices_and_the_words_of_the_list_speak_french(french):
    async with french.run_test(size=(120, 40)) as pilot:
        await desk()(pilot)
        await pilot.press("1", "s")
        await until(pilot, lambda: "les plus récentes d’abord" in text_of(french))
        await pilot.press("j", "enter")
        await until(pilot, lambda: "les plus récentes" in lines_in(french, "#wires-title")[0])
        await pilot.press("f")
        await until(pilot, lambda: "non lues" in text_of(french) and "langue : " in text_of(french))
        await pilot.press("escape", "y")
        await until(pilot, lambda: "la traduction de cette phrase" in text_of(french))
        await pilot.press("escape", "e")
        await until(pilot, lambda: "Écrire la note" in text_of(french))


@pytest.mark.parametrize("size", [10**400, "large", True, -1e308])
def test_values_from_a_strangers_brief_that_fit_no_template_are_no_failure(size):
    speak("fr")
    text = from_fields("as it was", identifier("{path}: {size:.1f} MB, for you alone"), {"path": "a", "size": size})
    assert localized(text) == "as it was" or localized(text).startswith("a\u00a0: ")


@pytest.mark.parametrize("text", ["{n} of {of} done", "reading · {n} found", "{n} found of {of}", "({n} not ready)"])
def test_a_text_without_a_plural_form_is_the_same_for_all_numbers_in_french(text):
    speak("fr")
    assert not re.search(r"\} \w+(es|s)\b", _(text, n="{n}", of="{of}")), "« 1 trouvées »"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Copié : {what}", "Copié\u00a0: {what}"),
        ("Oublier {what} ?", "Oublier {what}\u00a0?"),
        ("une seule ; les « autres » aussi, 5 %.", "une seule\u00a0; les «\u00a0autres\u00a0» aussi, 5\u00a0%."),
        (" : identique", "\u00a0: identique"),
        ("local:4 et {n:,} et {name!r}", "local:4 et {n:,} et {name!r}"),
    ],
)
def test_the_catalogue_gets_the_no_break_spaces_that_translators_left_out(typed, written):
    assert unbroken(typed, "fr") == written
    assert unbroken(typed, "en") == typed


def test_no_french_text_has_a_breaking_space_where_no_line_may_end():
    texts = [text for message in read("fr") for text in [message.string, *(message.string or ())] if message.id]
    assert [text for text in texts if isinstance(text, str) and re.search(r" [:;!?»](?!\w)|« ", text)] == []


async def test_no_break_spaces_reach_the_screen(french):
    async with french.run_test(size=(120, 34)) as pilot:
        await pilot.press("comma")
        await until(pilot, lambda: "Réglages" in text_of(french))
        await pilot.press("question_mark")
        await until(pilot, lambda: "Touches" in text_of(french))
        shown = "\n".join(exact_lines_of(french))
        assert "Aide\u00a0: montrer toutes les touches" in shown
        assert not re.search(r"\w :|« ", shown)
