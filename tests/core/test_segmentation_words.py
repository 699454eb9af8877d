"""Words with a full stop that the wires of all languages share, and words before a letter that names a thing."""

import pytest

from core.segmentation import sentence_spans

LANGUAGES = ("fr", "en", "de", "es", "pl")


def is_cut(text: str, language: str) -> bool:
    """Whether there is an end of a sentence in a text."""
    return len(sentence_spans(text, language)) > 1


@pytest.mark.parametrize("title", "Mr Mrs Ms Messrs Dr Drs Prof Mgr Mt Ft".split())
def test_a_title_never_parts_a_sentence_from_the_name_after_it(title):
    assert [code for code in LANGUAGES if is_cut(f"Kim {title}. Orwell 1984.", code)] == []


@pytest.mark.parametrize("word", "cf e.g i.e vs Pte".split())
def test_a_word_that_always_goes_on_never_ends_a_sentence(word):
    assert [code for code in LANGUAGES if is_cut(f"Kim {word}. Orwell 1984.", code)] == []


@pytest.mark.parametrize(
    "word",
    "p pp vol nos nr fig ca ch chap resp approx incl excl inkl exkl avg Jan Feb Apr Aug Sept Oct Nov Dec".split(),
)
def test_an_abbreviation_before_a_number_is_no_end_of_a_sentence(word):
    assert [code for code in LANGUAGES if is_cut(f"Kim Orwell {word}. 12 Smith.", code)] == []


@pytest.mark.parametrize("word", "Inc Corp Ltd Co Cie Bros Jr Sr St".split())
def test_the_short_end_of_a_name_ends_a_sentence_only_before_a_word_that_opens_one(word):
    assert not is_cut(f"Kim Orwell {word}. Smith Wesson.", "en")
    assert is_cut(f"Kim Orwell {word}. The end.", "en")


@pytest.mark.parametrize(
    "word",
    """
    plan vitamine vitamin groupe group gruppe grupo gruppo hépatite hepatitis catégorie category categoría categoria
    classe class clase point type tipo série serie annexe section appendix option zone niveau level grade lettre letter
    team équipe bloc block ligne line étape phase génération terminal hall porte gate usine
    """.split(),
)
def test_a_letter_that_names_a_thing_ends_a_sentence_and_is_no_initial(word):
    assert is_cut(f"Kim Orwell {word} B. Smith Wesson.", "en")
    assert is_cut(f"Kim Orwell {word.capitalize()} B. Smith Wesson.", "en")
    assert not is_cut("Kim Orwell B. Smith Wesson.", "en")


@pytest.mark.parametrize("unit", "h hr hrs min mn m s fr ft lb lbs".split())
def test_a_measure_in_two_units_stays_whole(unit):
    assert not is_cut(f"Kim Orwell 9 {unit}. 30 Smith.", "en")
    assert is_cut(f"Kim Orwell 9 {unit}. 2019 Smith.", "en")


@pytest.mark.parametrize("particle", "la les le l' de des".split())
def test_an_initial_stays_with_a_surname_that_begins_with_an_article(particle):
    name = particle.capitalize() + ("" if particle.endswith("'") else " ") + "Tanneur"
    assert not is_cut(f"Rien ne retient B. {name} ici.", "fr")
    assert is_cut(f"Tous parlent de l'O.N.U. {name} ici.", "fr")


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("It opens at 9 a.m. Monday.", False),
        ("It opens at 9 p.m. Saturday.", False),
        ("It opens at 9 a.m. Nobody came.", True),
        ("Kim owns cats, dogs, etc. Orwell does not.", True),
    ],
)
def test_an_hour_goes_on_to_its_day_and_a_list_that_ends_in_etc_ends_the_sentence(text, cut):
    assert is_cut(text, "en") is cut


@pytest.mark.parametrize(
    ("code", "text", "cut"),
    [
        # A letter after « on » is the network X also where a Roman number before a full stop is an ordinal.
        ("pl", "Napisał o tym na X. Nowak odszedł.", True),
        ("tr", "Bunu II. Abdülhamid söyledi.", False),
        # Initials that look like an abbreviation after a lost space are one acronym.
        ("el", "Η Α.Ε.Κ.Αθηνών νίκησε.", False),
        # Marathi has the letters of Hindi and the full stop of the West.
        ("mr", "तो आला. ती गेली.", True),
        # The word after the last full stop of an address is no title, with or without its www.
        ("fr", "Voir exemple.mr. Lyon y figure.", True),
        ("fr", "Voir www.exemple.mr. Lyon y figure.", True),
        # A number after an abbreviation may be an ordinal: only a page or an article before it says that it is none.
        ("de", "Sie wohnt im ehem. 2. Bezirk von Wien.", False),
        # A unit may be glued to its number.
        ("fr", "Il a couru en 9s. 58 cette fois.", False),
        # A date alone ends a sentence before a word that opens one, and not before a name.
        ("pl", "W 2018 r. Nie wrócił.", True),
        ("pl", "W 2018 r. Nowak wrócił.", False),
        # A sentence that begins with a date and its era, and goes on, ends where any other does.
        ("pl", "W V w. p.n.e. mieszkali tu Celtowie. Nowak tak pisze.", True),
        # A word without a vowel is an abbreviation: an initial may follow it.
        ("cs", "Přišel hbt. J. Novák.", False),
        ("cs", "Přišel mgn. Dr. Novák.", True),
    ],
)
def test_a_stop_that_could_be_taken_for_another_kind_is_read_right(code, text, cut):
    assert is_cut(text, code) is cut


@pytest.mark.parametrize(
    "text",
    [
        "Habla el Sr. García hoy.",
        "Es kam Hr. Huber heute.",
        "Arriva il sig. Rossi.",
        "Przyszedł gen. Nowak.",
        "Wohnt bzw. Huber.",
        "Voici Mme. Roux.",
    ],
)
@pytest.mark.parametrize("language", ["und", "xx"])
def test_a_title_of_any_known_language_is_one_in_a_text_of_an_unknown_language(text, language):
    assert not is_cut(text, language)


@pytest.mark.parametrize(
    ("language", "text", "ends"),
    [
        # A sign of a number before one digit, before two, and before a word.
        ("fr", "Le lot n°. 5 est vendu.", 1),
        ("fr", "Le lot n°. 52 est vendu.", 1),
        ("fr", "Il a fait 30°. Puis il a plu.", 2),
        # Letters between dots are an abbreviation, which dots in a row are not.
        ("en", "She has a Ph.D. Petrov has none.", 1),
        ("en", "She wrote ha..ha. Petrov answered.", 2),
        # After an era, « wa » with a word of its own begins a sentence; alone or with one or two letters it goes on.
        ("ar", "توفي الفيلسوف سنة 322 ق.م. و دفن في المدينة.", 1),
        ("ar", "توفي الفيلسوف سنة 322 ق.م. ود ترك كتبا كثيرة.", 1),
        ("ar", "توفي الفيلسوف سنة 322 ق.م. وهو معلم كبير.", 1),
        ("ar", "توفي الفيلسوف سنة 322 ق.م. وكان معلما كبيرا.", 2),
        # A short word before a number ends one, unless it is within brackets that are still open.
        ("de", "Der Rat (neu) sagt Ja. 12 Leute winken.", 2),
        ("de", "Der Rat (neu, Ja. 12) winkt.", 1),
        # An abbreviation with a remark, also at the end of a quotation.
        ("it", "Ha scritto al gen. (in cong.) Vito Sarti ieri.", 1),
        ("it", 'Ha firmato "gen. (in cong.)" Vito Sarti ieri.', 1),
        ("it", 'Ha firmato "gen. (in cong.)" Il giudice tace.', 2),
    ],
)
def test_an_abbreviation_ends_a_sentence_according_to_what_stands_around_it(language, text, ends):
    assert len(sentence_spans(text, language)) == ends
