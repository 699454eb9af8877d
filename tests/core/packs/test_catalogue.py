import re
from dataclasses import replace
from pathlib import Path

import pytest

from core.packs.catalogue import AddressOrigin, FirefoxOrigin, IndexOrigin, is_named, load_catalogue, place_in
from core.packs.pack import Pack, parse_pair

CATALOGUE = load_catalogue()


def test_the_default_for_french_and_english_comes_from_the_package_index():
    for pair in (("fr", "en"), ("en", "fr")):
        entry = CATALOGUE.find(*pair)
        assert entry.where == "the package index"
        assert "Helsinki-NLP" in entry.credit
        assert 386e6 < entry.download < 388e6


def test_every_language_of_the_table_is_served_into_english():
    sources = {entry.source for entry in CATALOGUE.entries if entry.target == "en"}
    assert sources >= {"fr", "es", "de", "it", "pt", "ru", "ar", "ja", "ko", "zh", "hi", "uk", "fa", "tr", "vi", "th"}
    assert CATALOGUE.find("xx", "en") is None


def test_an_entry_is_found_by_what_it_says_one_should_order():
    for entry in CATALOGUE.entries:
        assert CATALOGUE.named(CATALOGUE.order(entry)) == entry


def test_only_packs_of_the_other_direction_that_give_scores_are_offered_for_a_second_opinion():
    packs = [Pack(code, "en", Path(code), code, "1", "argos", 0) for code in ("ca", "es", "fr")]
    assert [entry.pair for entry in CATALOGUE.second_opinions(packs)] == ["en-fr"]
    packs.append(Pack("en", "fr", Path("back"), "back", "1", "argos", 0))
    assert list(CATALOGUE.second_opinions(packs)) == []


@pytest.mark.parametrize("entry", CATALOGUE.entries, ids=lambda entry: entry.name)
def test_everything_in_the_catalogue_is_pinned(entry):
    if isinstance(entry.origin, AddressOrigin):
        assert entry.origin.url.startswith("https://")
        digests = [entry.origin.file]
    elif isinstance(entry.origin, FirefoxOrigin):
        assert entry.origin.base.startswith("https://")
        digests = [entry.origin.model]
    else:
        assert isinstance(entry.origin, IndexOrigin)
        assert all("==" in part.requirement for part in entry.origin.slices)
        digests = [*(part.wheel for part in entry.origin.slices), *entry.origin.members.values()]
    assert all(re.fullmatch("[0-9a-f]{64}", digest.sha256) and digest.size > 0 for digest in digests)
    assert re.fullmatch(rf"translate-{entry.source}_{entry.target}-((opus|argos)-[\d.]+|firefox-.+)", entry.name)
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in entry.made)
    assert entry.credit
    assert entry.licence
    assert 10e6 < entry.installed_size < 1e9


def test_an_installation_needs_space_for_what_is_fetched_and_for_what_is_made_of_it():
    whole = next(entry for entry in CATALOGUE.entries if isinstance(entry.origin, AddressOrigin))
    assert whole.download == whole.installed_size == whole.origin.file.size
    assert whole.space == 2 * whole.download
    assert (whole.pair, whole.where) == (f"{whole.source}-{whole.target}", whole.origin.url.split("/")[2])
    sliced = CATALOGUE.find("fr", "en")
    sizes = [part.wheel.size for part in sliced.origin.slices]
    assert sliced.download == sum(sizes)
    assert sliced.space == sum(sizes) + max(*sizes, sliced.installed_size)
    small = replace(sliced, installed_size=1)
    assert small.space == sum(sizes) + max(sizes)


def test_of_two_entries_for_a_pair_the_second_is_ordered_by_its_name():
    first = CATALOGUE.find("fr", "en")
    second = replace(first, name="translate-fr_en-other-1.0")
    two = replace(CATALOGUE, entries=(first, second))
    assert (two.order(first), two.order(second)) == ("fr-en", second.name)
    assert (two.find("fr", "en"), two.named("fr→en"), two.named(second.name)) == (first, first, second)
    assert two.named("nobody") is None


@pytest.mark.parametrize("text", ["fr-en", "fr_en", "fr→en", "fr -> en", "FR-EN"])
def test_a_pair_is_read_as_people_write_it(text):
    assert parse_pair(text) == ("fr", "en")


@pytest.mark.parametrize("text", ["", "fr", "fr-en-de", "français-en", "../x", "fr-e1"])
def test_what_is_no_pair_is_none(text):
    assert parse_pair(text) is None


def test_the_place_of_a_pack_in_a_list_of_preferences_is_that_of_its_first_mention():
    wanted = "opus, translate-fr_en-argos-1.9, argos"
    assert place_in(wanted, "translate-fr_en-opus-1.1", "opus") == 0
    assert place_in(wanted, "translate-fr_en-argos-1.9", "argos") == 1
    assert place_in(wanted, "translate-de_en-argos-1.0", "argos") == 2
    assert place_in(wanted, "translate-de_en-firefox-tiny", "firefox") == 3
    assert is_named(wanted, "translate-de_en-argos-1.0", "argos")
    assert not is_named(wanted, "translate-de_en-firefox-tiny", "firefox")


def test_only_translations_into_english_are_offered_a_second_opinion():
    packs = [Pack(*pair, Path("x"), "x", "1", "argos", 0) for pair in (("fr", "en"), ("en", "de"), ("es", "fr"))]
    assert [entry.pair for entry in CATALOGUE.second_opinions(packs)] == ["en-fr"]
    assert list(CATALOGUE.second_opinions(packs, "de")) == list(CATALOGUE.second_opinions(packs, "fr")) == []
    assert list(CATALOGUE.second_opinions(packs[1:])) == list(CATALOGUE.second_opinions([])) == []


def test_a_newer_version_replaces_the_earlier_one_that_it_names_and_no_other():
    newer = CATALOGUE.find("fr", "en")
    assert newer.earlier
    assert CATALOGUE.newer(newer.earlier.name) == newer
    assert CATALOGUE.newer(newer.name) is CATALOGUE.newer("translate-fr_en-opus-0.1") is None
