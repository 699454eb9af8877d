"""Words in the translation that English does not have."""

import gzip
import json
from importlib import resources

import pytest
from asking import details, flags, kinds

from core.checks.non_words import dictionary, misspelt


@pytest.mark.parametrize(
    ("source", "english", "named"),
    [
        ("Le patineur a chuté.", "The skatist has fallen.", "“skatist” is no English word"),
        ("Ils ont ironisé.", "They ironisated.", "“ironisated” is no English word"),
        ("Un gigot de sept heures.", "A seven-hour gigotte.", "“gigotte” is no English word"),
        (
            "Les éleveurs du Gard sont inquiets.",
            "Breedists of the Gard are worried.",
            "“Breedists” is no English word",
        ),
        ("Elle a mangé une tartiflette.", "She ate a tartiflette.", "left untranslated: tartiflette"),
        ("Il lit la notice.", "He reads the catnote.", "“catnote” is no English word"),
        ("Il lit la notice.", "He reads the catless note.", "“catless” is no English word"),
        ("Il lit la notice.", "He reads the uncat note.", "“uncat” is no English word"),
        ("Il lit la notice.", "He reads the “lampated” notice.", "“lampated” is no English word"),
        ("Il aime la grande chimie.", "He likes the Great science of chimie.", "left untranslated: chimie"),
    ],
)
def test_a_word_that_english_does_not_have_is_flagged_and_named(source, english, named):
    assert details(source, english) == named


@pytest.mark.parametrize(
    "english",
    [
        "It is, inter alia, a prima facie case of habeas corpus, in vitro or in extremis.",
        "The videographer in a hoodie filmed an exfiltration.",
        "The bete noire of the enfants terribles invoked force majeure.",
        "The neighbouring centre programme was harmonised, catalogued and travelling.",
        "An intrahepatic lesion, a photosphere and a counterproposal.",
        "The wifi of the cafe, an app and its apps.",
        "He fixed the hobbyhorse of the warehouse.",
        "The newsfeed of the foodbank.",
        "The defence learnt of an offence.",
        "The lampnote, the lampless note and the unlamp note.",
        "The wingman met the dockers over faience.",
        "Dupontel and Zemmouri met in Ouagadougou.",
        "See example.com, the AF-447 and a t-shirt.",
    ],
)
def test_words_that_english_makes_or_borrows_are_not_flagged(english):
    assert [flag for flag in flags(english.upper(), english, "es") if flag.kind == "untranslated"] == []


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("Des hangis géothermiques.", "Geothermal hangis."),
        ("Le canyonisme est un sport.", "Canyonism is a sport, and canyonism is free."),
        ("L'équithérapie aide.", "The equitherapy helps."),
    ],
)
def test_words_foreign_to_both_sides_or_learned_in_both_are_not_flagged(source, english):
    assert flags(source, english) == ()


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("Dans Zagorsk, la foule attend.", "Zagorsk is waiting."),
        ("zemmouri a encore parlé.", "Zemmouri has spoken again."),
        ("À Wrocław, le dégel a commencé.", "Wroclaw has begun to thaw."),
    ],
)
def test_a_first_word_that_is_a_name_of_the_source_is_not_flagged(source, english):
    assert [flag for flag in flags(source, english) if "is no English word" in flag.detail] == []


def test_a_common_word_and_one_like_an_ending_are_no_compound():
    known = dictionary("en")
    assert known.derives("backcountry")
    assert not known.derives("flagring")


def test_a_run_of_unknown_words_is_a_foreign_text_and_no_misspelling():
    assert flags("Il cita le vers.", "He quoted: arma virumque canos troiaesque primusque.") == ()


def test_the_lists_know_common_words_and_an_absent_language_has_none():
    assert "house" in dictionary("en")
    assert "maison" in dictionary("fr")
    assert "house" not in dictionary("xx")


@pytest.mark.parametrize("language", ["de", "en", "fr", "nl"])
def test_a_word_is_found_and_frequent_exactly_where_the_whole_list_has_it(language):
    whole = json.loads(
        gzip.decompress(resources.files("spellchecker").joinpath(f"resources/{language}.json.gz").read_bytes())
    )
    sample = list(whole)[::200]
    words = {
        *sample,
        *(word[:-1] for word in sample),
        *(f"{word}z" for word in sample),
        "",
        "a",
        "{",
        '"',
        "zzzz",
        "\udc80",
    }
    listed = dictionary(language)
    assert [word for word in words if (word in listed) != (word in whole)] == []
    assert [word for word in words if listed.is_frequent(word) != (whole.get(word, 0) >= 200_000)] == []


def test_words_of_recent_news_are_words():
    english = "The jihadists, the influencers, the burkini and cryptocurrencies are in the news after Brexit."
    assert (
        flags(
            "Les djihadistes, les influenceurs, le burkini et les cryptomonnaies font l'actualité du Brexit.", english
        )
        == ()
    )
    assert flags("La chute du rouble inquiète les épargnants.", "The fall of the rouble worries savers.") == ()
    assert flags("Les stocks de thon rouge ont diminué.", "Bluefin tuna stocks have decreased.") == ()


@pytest.mark.parametrize("latin", ["numerus clausus", "casus belli", "persona non grata", "modus operandi"])
def test_latin_that_english_uses_too_is_not_left_untranslated(latin):
    assert flags(f"Le {latin} est discuté au Parlement.", f"The {latin} is discussed in Parliament.") == ()


@pytest.mark.parametrize("word", ["procureure", "autrice", "préfètes", "ingénieure", "distanciel", "broutards"])
def test_offices_of_women_and_other_recent_french_words_are_not_misspelt(word):
    assert not misspelt(word, "fr")


@pytest.mark.parametrize("word", ["quinquennat", "potaches", "réouvertures", "caillasser", "braqueur", "mouvances"])
def test_a_rare_word_beside_other_rare_words_is_not_misspelt(word):
    assert not misspelt(word, "fr")


@pytest.mark.parametrize("word", ["gouvernemant", "acident", "evaient", "sytème", "dificile"])
def test_a_word_one_letter_from_a_common_one_is_misspelt(word):
    assert misspelt(word, "fr")


def test_learned_words_and_names_that_are_kept_whole_are_no_slips():
    assert flags("La dénucléarisation avance.", "Denuclearization is advancing.") == ()
    assert flags("Il exige la dénucléarisation.", "He demands denuclearization.") == ()
    source = "Le bulletin de la Société française de chimie paraît."
    assert flags(source, "The bulletin of the Société française de chimie is published.") == ()
    assert "chimie" in str(flags("Il aime la chimie.", "He likes chimie."))


def test_a_participle_that_begins_a_sentence_is_no_name():
    assert "Pressenti" in str(flags("Pressenti pour le poste, il a dit non.", "Pressenti for the post, he said no."))
    assert flags("Mercier pour la troisième fois champion.", "Mercier champion for the third time.") == ()
    assert flags("Il plaide les nullités.", "He pleads nullities.") == ()


def test_british_spellings_are_words_though_the_list_is_american():
    words = (
        "alphabetise privatisation analyse breathalyser misbehaviour flavoursome paediatrician leukaemia oesophagus"
        " oestrogen offence sceptic scepticism marvellous woollen centrepiece litre fibre calibre programme kilogramme"
        " speciality"
    )
    assert [word for word in words.split() if flags("Il a dit cela hier.", f"Yesterday he said {word} to it.")] == []


def test_a_known_prefix_before_a_word_makes_another_word():
    prefixes = (
        "bi cardio co cyber de dis eco geo immuno intra mis multi nano neo neuro non paleo pre pro re socio sub tele"
        " thermo trans tri un"
    )
    said = [f"{prefix}chocolate" for prefix in prefixes.split()]
    assert [word for word in said if flags("Il a dit cela hier.", f"Yesterday he said {word} to it.")] == []
    assert kinds("Il a dit cela hier.", "Yesterday he said grochocolate to it.") == {"untranslated"}


def test_an_ending_after_a_word_makes_another_word():
    words = "crazyed cameraing stuffly clearman partnermen supplyes fallings sisterman"
    assert [word for word in words.split() if flags("Il a dit cela hier.", f"Yesterday he said {word} to it.")] == []


@pytest.mark.parametrize(
    ("word", "slip"),
    [
        ("mobilités", False),
        ("assouplissements", False),
        ("détrompa", False),
        ("plancheront", False),
        ("gouvernemant", True),
        ("frapé", True),
        ("anoncé", True),
    ],
)
def test_a_plural_or_a_form_of_a_verb_that_is_not_listed_is_not_misspelt(word, slip):
    assert misspelt(word, "fr") is slip
