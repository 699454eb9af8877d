"""What is known of a language is found by its code; of an unknown one nothing is assumed."""

import pytest

from core.lang import known, profile_of
from core.segmentation import sentence_spans


def test_a_language_is_found_by_its_code():
    assert profile_of("fr").dates.months["janvier"] == 1
    assert profile_of("en").dates.weekday_names()[0] == "monday"
    assert profile_of("es").numbers.units["siete"] == 7
    assert profile_of("de").capital_nouns


def test_of_an_unknown_language_nothing_is_known():
    unknown = profile_of("xx")
    assert unknown.code == "xx"
    assert not unknown.numbers.words()
    assert not unknown.stop_words
    assert not unknown.splitting
    assert sentence_spans("Ab cd. Ef gh.", "xx") == [(0, 6), (7, 13)]


def test_only_the_folder_that_is_asked_for_is_loaded():
    import subprocess
    import sys

    code = "import sys; from core.lang import profile_of; profile_of('es'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.split()
    assert "core.lang.es" in loaded
    assert not {"core.lang.fr", "core.lang.en", "core.lang.families"} & set(loaded)


@pytest.mark.parametrize("profile", known(), ids=lambda profile: profile.code)
def test_every_known_language_brings_something(profile):
    assert profile.code == profile_of(profile.code).code
    assert (
        profile.splitting
        or profile.stop_words
        or profile.reversed_quotes
        or profile.capital_nouns
        or profile.terminators
        or profile.numbers.words()
    )


@pytest.mark.parametrize(
    "profile", [profile for profile in known() if profile.dates.months], ids=lambda profile: profile.code
)
def test_a_year_has_twelve_months_and_a_week_seven_days(profile):
    assert len(profile.dates.month_names()) == 12
    assert len(profile.dates.weekday_names()) == 7


def test_a_language_is_added_by_its_folder_alone(monkeypatch):
    """The splitter, the checks and the summary read the new profile; none of them is changed."""
    import sys
    from types import ModuleType

    import core.lang
    from core.checks import check
    from core.lang.number_words import Dates, Numbers, numbered
    from core.lang.profile import LanguageProfile, Names, Splitting
    from core.segmentation.patterns import lexicon
    from core.summary.news import sentence_features

    module = ModuleType("core.lang.xq")
    module.PROFILE = LanguageProfile(
        "xq",
        numbers=Numbers(units={"bax": 7}),
        dates=Dates(weekdays=numbered("lun;mur;mir;jor;vur;sor;dor"), near_days=("hir",)),
        splitting=(Splitting(bound="Kv"),),
        names=Names(exonyms={"en": {"doitland": frozenset({"germany"})}}),
    )
    monkeypatch.setitem(sys.modules, "core.lang.xq", module)
    monkeypatch.setattr(core.lang, "_FOLDERS", core.lang._FOLDERS | {"xq"})
    for cached in (profile_of, lexicon):
        cached.cache_clear()
    text = "Ulo Kv. Petran ved mur. Olo bax."
    assert [text[start:end] for start, end in sentence_spans(text, "xq")] == ["Ulo Kv. Petran ved mur.", "Olo bax."]
    flags = check(
        "Olo mur ved Doitland bax.", "He sees 8 in Germany on Friday.", "xq", "en", score=None, truncated=False
    )
    assert [flag.detail for flag in flags] == [
        "bax in the source; the translation has 8",
        "mur (Tuesday) in the source; the translation has Friday",
    ]
    [signal], _ = sentence_features(["Ulo ved mur."], "xq")
    assert signal.day
    for cached in (profile_of, lexicon):
        cached.cache_clear()
