"""Words left in French, words said again, sentences cut, too short or too long."""

import pytest
from asking import ENGLISH, details, flags, kinds

from core.checks import check

LONG = "Le gouvernement a présenté hier son projet de réforme aux syndicats et aux associations de retraités."
GOOD = "The government yesterday presented its reform plan to trade unions and pensioners' associations."


@pytest.mark.parametrize(
    ("source", "english", "left"),
    [
        ("Le mouvement de grève continue.", "The grève movement continues.", "grève"),
        ("Les travailleurs quittent l'usine.", "The travailleurs are leaving the factory.", "travailleurs"),
        ("Le tapissier arrive.", "The tapissier is coming.", "tapissier"),
        ("Il travaille dans la sécurité.", "He works dans security.", "dans"),
        (
            "Il a lu et relu hier au soir la Revue des deux mondes travailleurs.",
            "Last night he read and read again the Revue des deux mondes travailleurs.",
            "travailleurs",
        ),
        ("La grève continue.", "grève goes on.", "grève"),
        ("Il va dans Paris dans une rue qui mène au port.", "He goes to Paris dans une rue qui leads there.", "qui"),
        ("À Rio de Janeiro, il a vu la maison.", "In Rio de Janeiro, he saw la house.", "la"),
        ("Une lueur d'espoir, une clarté.", "A lueur of hope, a clarté.", "lueur, clarté"),
    ],
)
def test_a_word_left_in_french_is_flagged_and_named(source, english, left):
    assert details(source, english) == f"left untranslated: {left}"


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("Un restaurant important de la région.", "An important restaurant in the region."),
        ("Il habite à Rio de Janeiro.", "He lives in Rio de Janeiro."),
        ("Il lit la Gazette travailleurs.", "He reads the Gazette travailleurs."),
        ("Il lit la Revue des deux mondes.", "He reads the Revue des deux mondes."),
        ("Un communiqué de la direction.", "A communiqué from the management."),
        ("Le coup d'État a échoué.", "The coup d'état failed."),
        ("Il boit un café au bureau.", "He drinks a café at the bureau."),
        ("Il aime les films noirs, le film noir.", "He likes films noirs, the film noir."),
        ("Elle a dit « travailleurs ».", "She said “travailleurs”."),
        ("Les ouvriers (travailleurs) dorment.", "The workers (travailleurs) are asleep."),
    ],
)
def test_words_that_english_shares_and_names_are_not_flagged(source, english):
    assert flags(source, english) == ()


def test_from_a_language_without_a_list_a_copied_word_is_recognised_because_english_lacks_it():
    assert details("El travailleurs llega hoy.", "The travailleurs arrives today.", "es") == (
        "left untranslated: travailleurs"
    )
    assert flags("El proyecto llega con la crisis.", "The crisis comes.", "es") == ()


@pytest.mark.parametrize("language", ["fr", "es"])
def test_a_sentence_that_was_copied_is_flagged(language):
    assert "untranslated" in kinds(LONG, LONG, language)


def test_a_quotation_copied_except_for_one_word_is_flagged():
    source = "« Nous allons donc fermer cette usine avant la fin de cette année », dit-il."
    assert "untranslated" in kinds(source, source.replace("avant la fin", "avant fin"))


@pytest.mark.parametrize(
    "english",
    [
        "The government government presented its reform plan.",
        "The reform plan the reform plan was presented yesterday.",
        "He said that he said that he said that it was over.",
        "He said that he that he was late.",
        "The plan was shown today the plan was shown today by all.",
        "The plan was shown to them, and the plan was shown to us.",
        "no, no, no, the reform of the reform of the reform of the reform",
    ],
)
def test_a_loop_is_flagged(english):
    assert "repetition" in kinds("Le gouvernement a présenté hier son projet.", english)


def test_a_word_that_the_source_says_twice_excuses_no_loop():
    source = "Le plan du maire et le plan de l'État sont connus de tous."
    assert "repetition" in kinds(source, "The plan was shown to them, and the plan was shown to us.")


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("Il avait très, très faim.", "He was very, very hungry."),
        ("Ha ha ha ha !", "Ha ha ha ha!"),
        ("Police municipale La police municipale recrute.", "Municipal police municipal police are hiring."),
        ("Paris, Paris, Paris", "Paris, Paris, Paris"),
        ("Il savait qu'elle avait eu peur.", "He knew that she had had a fright."),
        ("Nous savons ce qui se passe de l'autre côté.", "We know what is going on on the other side."),
        ("Le feu Creek Fire avance.", "The Creek Fire fire is advancing."),
        (
            "Le taux a monté de 2 % à Lyon, où on vote, et a monté de 2 % à Nice.",
            "The rate rose by 2% in Lyon, where there is a vote, and the rate rose by 2% in Nice.",
        ),
        ("L'eau, on le dit, n'en est pas.", "The water, or so they say, is not water."),
        (
            "Le député accuse le ministre, le ministre dément, la presse doute.",
            "The deputy accuses the minister, the minister denies, the press doubts the minister.",
        ),
        ("Voici le Japon. Le Japon est une île.", "This is Japan. Japan is an island."),
        (
            "Le taux a monté de 2 % à Lyon et progressé d'autant à Nice depuis mars.",
            "The rate rose by 2% in Lyon, and since March the rate rose by 2% in Nice.",
        ),
        ("Cet homme nous a menti, beaucoup menti.", "That man lied to us, he lied to us a lot."),
        ("Leur devise : « Land for all » (la terre à tous).", "Their motto: “Land for all” (land for all)."),
        (
            "L'amende, les amendes de police, les amendes civiles et l'amende pénale diffèrent.",
            "Fines differ: police fines, civil fines, criminal fines and radar fines.",
        ),
        (
            "Il cite les réunions de quartier, les réunions publiques et les rencontres.",
            "He names neighbourhood meetings, public meetings, other meetings and street meetings.",
        ),
        (
            "Le chef de l'État a parlé et le chef du parti a écouté.",
            "The head of the state spoke and the head of the party listened.",
        ),
        (
            "Le chef de l'État a parlé, et on a vu que le chef de l'État a ri.",
            "The head of the state spoke, and the head of the state was seen to laugh.",
        ),
    ],
)
def test_what_the_source_repeats_may_be_repeated(source, english):
    assert flags(source, english) == ()


def test_a_sentence_cut_before_its_end_is_flagged():
    assert "truncated" in kinds(LONG, "The government yesterday presented its reform plan to trade")


def test_a_sentence_of_which_half_is_missing_is_flagged():
    assert kinds(LONG, "The government presented its plan.") == {"length"}


def test_a_sentence_to_which_words_were_added_is_flagged():
    assert "length" in kinds("Oui.", "Yes, and this is how it all began, many years ago, in a small town by the sea.")
    assert "length" in kinds(
        LONG, f"{GOOD} It also said that this would take a long time, and cost more than expected."
    )


def test_a_body_named_in_full_with_its_initials_adds_no_words():
    body = "the Office of the United Nations High Commissioner for Refugees"
    source = "Le HCR aux réfugiés fait état de 320.000 déplacés depuis hier."
    assert "length" not in kinds(source, f"According to {body} (UNHCR), 320,000 people have been displaced since.")
    known = source.replace("HCR", "UNHCR")
    assert "length" in kinds(known, f"According to {body} (UNHCR), 320,000 people have been displaced since.")
    assert "length" in kinds(source, f"According to {body} and friends of theirs, 320,000 people were displaced since.")


def test_the_reader_is_told_how_long_the_english_is():
    english = f"{GOOD} It also said that this would take a long time, and cost more than expected."
    assert "170% of the source's length" in details(LONG, english)
    assert "34% of the source's length" in details(LONG, "The government presented its plan.")


def of_length(characters: int) -> str:
    """A text of so many characters, without a word that is said otherwise in English."""
    return f"{'abcd ' * (characters // 5 + 1)}"[: characters - 1] + "."


@pytest.mark.parametrize(
    ("characters", "least", "most"),
    [(10, 1, 60), (39, 1, 147), (40, 17, 86), (100, 55, 158), (400, 247, 564)],
)
def test_the_longer_a_sentence_is_the_closer_its_length_must_fit(characters, least, most):
    """Below 40 characters only words added tell anything."""
    source = of_length(characters)
    assert "length" not in kinds(source, of_length(least)) | kinds(source, of_length(most))
    assert "words may have been added" in details(source, of_length(most + 1))
    if least > 1:
        assert "something may be missing" in details(source, of_length(least - 1))


def test_a_short_title_may_end_without_a_full_stop_and_a_sentence_may_not():
    assert flags("Le temps qu'il fait ici..", "The weather here") == ()
    assert details("Le temps qu'il fera là-bas.", "The weather there") == "the translation breaks off after “there”"
    assert flags("Le temps qu'il fera là-bas", "The weather there") == ()
    assert flags("Le temps qu'il fera là-bas.", "The weather (over there)") == ()
    assert details("Le temps qu'il fera là-bas.", "The w" + "e" * 60).endswith(f"after “w{'e' * 39}”")


def test_a_sentence_without_a_translation_is_flagged():
    assert kinds(LONG, "") == {"length"}


def test_a_sentence_that_the_model_did_not_end_is_flagged():
    found = check(LONG, GOOD, "fr", "en", score=-0.3, truncated=True)
    assert [flag.kind for flag in found] == ["truncated"]


def test_a_sentence_that_the_model_was_unsure_of_is_flagged():
    assert [flag.kind for flag in flags(LONG, GOOD, score=-0.81)] == ["low-score"]
    assert flags(LONG, GOOD, score=-0.8) == ()


def test_a_single_word_may_score_lower():
    assert flags("Merci !", "Thanks!", score=-1.0) == ()
    assert [flag.kind for flag in flags("Merci !", "Thanks!", score=-1.01)] == ["low-score"]
    assert [flag.kind for flag in flags("Merci bien !", "Many thanks!", score=-1.0)] == ["low-score"]


def test_a_word_said_three_times_where_the_source_has_three_words_is_flagged():
    source = "Selon un sondage, 62 % sont contre, 31 % pour et 7 % sans opinion."
    assert kinds(source, "According to a poll, 62% are against, 31% against and 7% against.") == {"repetition"}
    assert "repetition" in kinds(source, "According to a poll against 62% against, 31% against and 7% against.")
    source = "Selon les uns, les autres et les tiers, les élus sont contre, les maires pour et les juges sans avis."
    english = "According to some, the others and third parties, the members are {}, the mayors {} and the judges {}."
    assert kinds(source, english.format("against", "against", "against")) == {"repetition"}
    assert flags(source, english.format("against", "against", "split")) == ()
    assert (
        flags("Contre la faim, contre la soif, contre le froid.", "Against hunger, against thirst, against cold.") == ()
    )


def test_a_word_that_lost_letters_on_the_way_is_flagged():
    source = "L'ex-Première Ministre a été condamnée."
    assert (
        details(source, "The former Premère Minister was convicted.")
        == "“Premère” is neither in the source nor a word of the translation's language"
    )
    assert flags("Le café de l'Élysée a fermé.", "The café of the Élysée has closed.") == ()
    assert flags("Le café de l'Elysée a fermé.", "The café of the Élysée has closed.") == ()


@pytest.mark.parametrize(
    ("source", "english", "phrase"),
    [
        (
            "Il a présenté le plan aux élus puis aux maires.",
            "He showed the plan to the members, then showed the plan to the members.",
            True,
        ),
        (
            "Le taux des hommes a baissé en mars, et celui des femmes a baissé aussi, très vite.",
            "The rate of men fell in March while, as was said, the rate of women fell quickly.",
            False,
        ),
        (
            "Il a dit que la hausse des prix est finie, et que la hausse des salaires ne l'est pas.",
            "He said that the rise of prices is over, and then he said that the rise of pay is not.",
            False,
        ),
    ],
)
def test_an_immediately_repeated_phrase_is_a_loop_and_a_parallel_is_not(source, english, phrase):
    assert ("repetition" in kinds(source, english)) == phrase


def test_four_words_are_enough_for_a_copy():
    assert "untranslated" in kinds("Hoy perro gato mesa silla", "Today perro gato mesa silla", "es")
    assert "most of the source" not in details("Casa perro gato mesa", "Casa perro gato mesa", "es")


def test_a_word_of_five_letters_said_three_times_is_flagged_and_one_of_four_is_not():
    source = "La ville a un plan, que le conseil et les habitants attendent."
    english = "The {0} has a plan, for which the council of the {0} and the people of the {0} are waiting."
    assert details(source, english.format("state")) == "“state” is said 3 times"
    assert flags(source, english.format("city")) == ()


@pytest.mark.parametrize(("shared", "copied"), [(6, True), (5, False)])
def test_a_sentence_is_a_copy_where_three_words_in_five_are_the_same(shared, copied):
    source = "casa perro gato mesa silla libro puerta calle campo ruta".split()
    english = source[:shared] + "street field road door book chair".split()[: 10 - shared]
    assert ("untranslated" in kinds(" ".join(source), " ".join(english), "es")) == copied
    longer = [*english, *"and all that is left of it over there now".split()]
    assert "untranslated" not in kinds(" ".join(source), " ".join(longer), "es")


def test_text_that_is_meant_to_stay_in_its_language_is_no_copy():
    same = "The plan was shown to them yesterday by the mayor."
    assert check(same, same, ENGLISH, str([ENGLISH])[2:-2], score=None, truncated=False) == ()


def test_a_list_of_names_and_figures_that_reads_alike_is_no_copy():
    assert flags("Barcelone 3, Real Madrid 1, Betis 0", "Barcelona 3, Real Madrid 1, Betis 0", "es") == ()


def test_a_short_translation_with_a_figure_is_doubted_in_languages_whose_numbers_are_not_read_here():
    assert "length" in kinds("რამდენიმე ადამიანი დაიღუპა მთაში გუშინ საღამოს " * 3, "In 2019.", "ka")
