"""Each word and each ending that the checks know by a list does its work, and where it does not stand a doubt stays."""

import pytest
from asking import details, flags, kinds


@pytest.mark.parametrize(
    ("source", "english", "language"),
    [
        ("Il part à 8 h 15 du soir.", "He leaves at 8.15pm.", "fr"),
        ("Il part à 8 h 15 en soirée.", "He leaves at 8.15pm.", "fr"),
        ("Il part à 20 h 15.", "He leaves tonight at 8:15.", "fr"),
        ("Il part à 20 h 15.", "He leaves in the evening at 8:15.", "fr"),
        ("Parte alle 8:15 di sera.", "It leaves at 8.15pm.", "it"),
    ],
)
def test_a_time_in_the_evening_may_be_counted_from_noon(source, english, language):
    assert kinds(source, english, language) == set()
    assert kinds("Il part à 8 h 15.", "He leaves at 8.15pm.") == {"date"}


ENGLISH = {
    "deux": "two",
    "trois": "three",
    "quatre": "four",
    "cinq": "five",
    "dix": "ten",
    "cent": "100",
    "mille": "1,000",
}


@pytest.mark.parametrize(
    "word",
    "de ces mes tes ses nos vos leurs plusieurs quelques certains autres nombreux les des aux deux trois quatre cinq dix"
    " cent mille".split(),
)
def test_a_plural_may_lose_its_last_letter_after_any_word_that_comes_before_one(word):
    assert details(f"Hier {word} Maoris sont venus.", f"Yesterday {ENGLISH.get(word, 'some')} Maori came.") == ""


def test_a_name_in_s_that_is_no_plural_keeps_its_last_letter():
    assert "Maoris in the source; the translation has Maori" in details(
        "Hier chez Maoris, on dort.", "At Maori, all is quiet."
    )


@pytest.mark.parametrize("word", "that had is on very yes ha ah oh bye much far more".split())
def test_a_word_that_english_doubles_is_no_loop(word):
    assert kinds("Il a dit cela à sa sœur hier.", f"He said {word} {word} to his sister yesterday.") == set()
    assert kinds("Il a dit cela à sa sœur hier.", "He said table table to his sister yesterday.") == {"repetition"}


@pytest.mark.parametrize(
    "word", "cent cents pourcentage pourcentages moitié tiers quart taux points point mille".split()
)
def test_a_share_in_other_words_may_be_in_per_cent(word):
    assert "per cent" not in details(f"Le {word} est là, dit-il.", "The percent is there, he says.")
    assert "the translation has per cent" in details("Le chien est là, dit-il.", "The percent is there, he says.")


@pytest.mark.parametrize("prefix", "Anglo Anti Ex Franco Germano Italo Néo Neo Pro".split())
def test_the_first_part_of_a_nationality_is_no_name(prefix):
    assert "name" not in kinds(f"Hier, un {prefix}-Chilien est venu.", "Yesterday, a Chilean came.")
    assert "Bravo in the source" in details("Hier, un Bravo-Chilien est venu.", "Yesterday, a Chilean came.")


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("Alsacien", "Alsacian"),
        ("Chiliens", "Chilians"),
        ("Canadiennes", "Canadiannes"),
        ("Alsacienne", "Alsacianne"),
        ("Affairisme", "Affairism"),
        ("Aquarelliste", "Aquarellist"),
        ("Aubergistes", "Aubergists"),
        ("Chapelain", "Chapelan"),
        ("Forains", "Forans"),
        ("Foraines", "Foranes"),
        ("Africaine", "Africane"),
        ("Acoustique", "Acoustiqe"),
        ("Acrobatiques", "Acrobatiqes"),
    ],
)
def test_an_ending_that_english_adapts_is_no_misspelling(source, english):
    assert "the translation has" not in details(f"Hier, un {source} est là.", f"Yesterday, a {english} is here.")
    assert "the translation has Forrage" in details("Hier, un Fourrage est là.", "Yesterday, a Forrage is here.")


@pytest.mark.parametrize("ending", ["ais", "aise", "ien", "ienne", "yen", "éen"])
def test_who_lives_in_a_place_is_called_otherwise_in_english(ending):
    assert "the translation has" not in details(
        f"Hier, Boston{ending} Kerr est là.", "Yesterday, Bostonian Kerr is here."
    )
    assert "the translation has Bostonian" in details(
        "Hier, Bostonil Kerr est là.", "Yesterday, Bostonian Kerr is here."
    )


@pytest.mark.parametrize(
    ("person", "country"),
    [
        ("Le Guinéen", "Guinea"),
        ("La Guinéenne", "Guinea"),
        ("Le Japonais", "Japan"),
        ("La Japonaise", "Japan"),
        ("Le Chinois", "China"),
        ("la Chinoise", "China"),
        ("Un Marocain", "Morocco"),
        ("Une Marocaine", "Morocco"),
        ("une Chinoise", "China"),
        ("un Japonais", "Japan"),
        ("Ce Marocain", "Morocco"),
        ("Cette Guinéenne", "Guinea"),
        ("Le Chypriote", "Cyprus"),
        ("L'Espagnole", "Spain"),
        ("L’Espagnole", "Spain"),
    ],
)
def test_a_person_that_became_a_country_is_flagged_whatever_the_ending(person, country):
    assert f"{person} in the source; the translation has {country}" in details(
        f"{person} a marqué deux fois.", f"{country} scored twice."
    )


@pytest.mark.parametrize(
    "word",
    "Abandonné Abandonnée Achetés Accrochées Accueilli Accueillie Accueillis Choisies Abattu Abattue Abattus Apparues"
    " Abandonnant".split(),
)
def test_a_participle_of_any_ending_that_begins_both_sides_is_left_untranslated(word):
    source = f"{word} par ses pairs, il a gagné."
    assert f"left untranslated: {word}" in details(source, f"{word} by his peers, he won.")


@pytest.mark.parametrize("called", ["East and West Timor", "West and East Timor"])
def test_a_part_of_a_country_may_be_named_beside_its_other_part(called):
    assert flags("Le Timor oriental vote dimanche.", f"{called} are voting on Sunday.") == ()
    assert kinds("Le Timor oriental vote dimanche.", "Timor is voting on Sunday.") == {"name"}


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\u2009"])
def test_thousands_may_be_parted_by_any_kind_of_space(space):
    assert flags(f"On compte 1{space}234{space}567 cas.", "There are 1,234,567 cases.") == ()
    assert kinds(f"On compte 1{space}234{space}567 cas.", "There are 1,234,568 cases.") == {"number"}


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("canyonisme", "canyonism"),
        ("canyoniste", "canyonist"),
        ("canyonistes", "canyonists"),
        ("guitarique", "guitaric"),
        ("guitariques", "guitaric"),
        ("guitarique", "guitarical"),
        ("guitaralogie", "guitaralogy"),
        ("guitarographie", "guitarography"),
        ("guitaropathie", "guitaropathy"),
        ("guitarothérapie", "guitarotherapy"),
        ("guitaroscopie", "guitaroscopy"),
        ("guitarophobie", "guitarophobia"),
        ("guitarocratie", "guitarocracy"),
        ("guitarométrie", "guitarometry"),
        ("guitarisation", "guitarization"),
        ("guitarisations", "guitarizations"),
    ],
)
def test_a_learned_ending_makes_the_same_word_in_both_languages(source, english):
    assert flags(f"Il aime le {source} ici.", f"He likes {english} here.") == ()
    assert kinds("Il aime le jardin ici.", f"He likes {english} here.") == {"untranslated"}


@pytest.mark.parametrize("number", ["Deux millions et demi de", "Un million et demi de", "Trois et demi"])
def test_the_unit_after_a_number_and_a_half_is_compared_too(number):
    value = {"D": "2.5 million", "U": "1.5 million", "T": "3.5"}[number[0]]
    assert kinds(f"{number} kilomètres ici.", f"Here are {value} kilometres.") == set()
    assert kinds(f"{number} kilomètres ici.", f"Here are {value} miles.") == {"number"}


def test_a_word_in_small_letters_that_sounds_like_a_name_does_not_stand_for_it():
    assert details("Hier, Karim dormait.", "Yesterday Carim slept.") == ""
    assert "Karim in the source" in details("Hier, Karim dormait.", "Yesterday carom slept.")
