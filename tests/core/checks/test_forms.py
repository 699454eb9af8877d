"""Every written form of a unit, a magnitude, a fraction, a fall and a share is read for what it is."""

import pytest
from asking import details, flags, kinds

from core.checks import check

UNITS = """
euros, 12 shekels: € euro euros eur
dollars, 12 shekels: $ dollar dollars usd dólar dólares dollari
pounds, 12 shekels: £ pound pounds gbp sterling
yen, 12 shekels: ¥ yen yens
francs, 12 shekels: franc francs chf
roubles, 12 shekels: rouble roubles ruble rubles rublos
yuan, 12 shekels: yuan yuans renminbi
rupees, 12 shekels: roupie roupies rupee rupees
pesos, 12 shekels: peso pesos
dinars, 12 shekels: dinar dinars
dirhams, 12 shekels: dirham dirhams
riyals, 12 shekels: riyal riyals rial rials
shekels, 12 zlotys: shekel shekels
zlotys, 12 shekels: zloty zlotys
forints, 12 shekels: forint forints
hryvnias, 12 shekels: hryvnia hryvnias
nairas, 12 shekels: naira nairas
cedis, 12 shekels: cedi cedis
bahts, 12 shekels: baht bahts
reais, 12 shekels: reais réaux brl
seconds, 12 years: seconde secondes second seconds
minutes, 12 years: minute minutes mn
hours, 12 years: hour hours hrs
days, 12 years: jour jours day days tage tagen días giorni dias
weeks, 12 years: semaine semaines week weeks wochen semanas settimane
months, 12 years: mois month months monate monaten meses mesi
years, 12 days: an ans année années year years jahre jahren años anni anos
decades, 12 days: décennie décennies decade decades
centuries, 12 days: siècle siècles century centuries
kilometres, 12 inches: km kilomètre kilomètres kilometer kilometers kilometre kilometres kms
metres, 12 inches: m mètre mètres meter meters metre metres
centimetres, 12 inches: cm centimètre centimètres centimeter centimeters centimetre centimetres
millimetres, 12 inches: mm millimètre millimètres millimeter millimeters millimetre millimetres
miles, 12 inches: mile miles
feet, 12 inches: pied pieds feet foot ft
inches, 12 feet: pouce pouces inch inches
kilograms, 12 tons: kg kilo kilos kilogramme kilogrammes kilogram kilograms
grams, 12 tons: g gramme grammes gram grams
tonnes, 12 grams: tonne tonnes ton tons
litres, 12 barrels: litre litres liter liters
gallons, 12 barrels: gallon gallons
barrels, 12 gallons: baril barils barrel barrels
hectares, 12 acres: hectare hectares ha
acres, 12 hectares: acre acres
"""


@pytest.mark.parametrize("line", UNITS.strip().splitlines(), ids=lambda line: line.partition(",")[0])
def test_a_unit_that_became_another_is_flagged_in_each_of_its_forms(line):
    (unit, wrong), forms = line.partition(":")[0].split(", "), line.partition(":")[2].split()
    missed = [
        form
        for form in forms
        if f"{unit} in the source; the translation has" not in details(f"Il y a 12 {form}.", f"There are {wrong}.")
    ]
    assert missed == []


@pytest.mark.parametrize("form", ["%", "percent", "pourcent", "prozent", "pour cent"])
def test_a_share_in_per_cent_that_became_a_number_is_flagged_in_each_of_its_forms(form):
    assert "12 per cent in the source; no per cent" in details(f"Il y a 12 {form}.", "There are 12.")


@pytest.mark.parametrize("code", ["€", "$", "£", "¥", "R$", "EUR", "USD", "GBP", "CHF", "BRL"])
def test_the_code_of_a_currency_may_stand_before_its_amount(code):
    assert flags(f"Le prix est de {code} 12.", f"The price is {code} 12.") == ()
    assert kinds(f"Le prix est de {code} 12.", "The price is 12 shekels.") == {"number"}


@pytest.mark.parametrize(
    ("short", "size"),
    [
        ("k", "thousand"),
        ("bn", "billion"),
        ("tn", "trillion"),
        ("Md", "billion"),
        ("Mds", "billion"),
        ("mrd", "billion"),
        ("mln", "million"),
        ("Mio", "million"),
        ("million", "million"),
    ],
)
def test_an_abbreviated_magnitude_counts_beside_its_number(short, size):
    wrong = "million" if size != "million" else "billion"
    assert flags(f"Il a vendu 12{short} livres ici.", f"He sold 12 {size} books here.") == ()
    assert kinds(f"Il a vendu 12{short} livres ici.", f"He sold 12 {wrong} books here.") == {"number"}


@pytest.mark.parametrize(
    "link",
    "de d' of di the des us a derniers dernières premiers premières prochains prochaines autres longues bons bonnes".split(),
)
def test_a_small_word_may_stand_between_a_number_and_its_unit(link):
    source = f"Les 12 {link} km.".replace("' ", "'")
    assert "12 kilometres in the source; the translation has miles" in details(source, "The 12 miles.")


@pytest.mark.parametrize(
    "word",
    """
    fall falls fell drop drops dropped dropping decline declined declines decrease decreased reduction reduced minus
    negative below down cut less loss lost shrink shrank contraction contracted lower sub
    """.split(),
)
def test_a_word_for_a_fall_stands_for_the_minus_sign(word):
    assert flags("Ici le taux est de -12 %.", f"Here the rate is {word} 12%.") == ()
    assert kinds("Ici le taux est de -12 %.", "Here the rate is up 12%.") == {"number"}


@pytest.mark.parametrize("word", ["baisse", "chute", "recul"])
def test_a_french_word_for_a_fall_does_so_too(word):
    source, french = "The rate here is -12%.", f"Ici, la {word} du taux est de 12 %."
    assert not [
        flag for flag in check(source, french, "en", "fr", score=None, truncated=False) if flag.kind == "number"
    ]


@pytest.mark.parametrize(
    ("whole", "words"),
    [
        ("2", "half halves halved halftime halfway middle mid midway semi"),
        ("3", "third thirds"),
        ("4", "quarter quarters fourth fourths"),
    ],
)
def test_a_fraction_in_figures_may_be_a_word(whole, words):
    missed = [
        word for word in words.split() if kinds(f"Il en a pris 1/{whole} ce matin.", f"He took a {word} of it today.")
    ]
    assert missed == []
    assert kinds(f"Il en a pris 1/{whole} ce matin.", "He took a part of it today.") == {"number"}


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("Le trajet dure 12 mn ici.", "The trip takes 12 minutes here.", "The trip takes 12 hours here."),
        ("Le trajet dure 12mn ici.", "The trip takes 12 minutes here.", "The trip takes 12 hours here."),
        ("Il a gagné 12 millions d'euros.", "He won €12mn.", "He won €12."),
        ("Il a gagné 12 millions d'euros.", "He won 12 mn euros.", "He won 12 bn euros."),
    ],
)
def test_mn_are_minutes_but_millions_beside_a_currency(source, right, wrong):
    assert flags(source, right) == ()
    assert kinds(source, wrong) == {"number"}


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("dollars", "us dollar"),
        ("euros", "eurozone eurobonds"),
        ("livres sterling", "pound pounds gbp"),
        ("francs", "F FF CHF"),
        ("roupies", "Rs INR"),
        ("riyals", "rial rials"),
        ("pour cent", "percent percentage pc pct points half third quarter rate"),
    ],
)
def test_a_currency_or_share_may_be_named_in_another_way(unit, words):
    missed = [
        word
        for word in words.split()
        if details(f"Ce sont des {unit} ici.", f"It is {word} here.").startswith(f"{unit} in")
        or " in the source; not in the translation" in details(f"Ce sont des {unit} ici.", f"It is {word} here.")
    ]
    assert missed == []


@pytest.mark.parametrize("word", "tireur tireurs maçon maçons maçonnerie maçonnique jeu parler succès".split())
def test_franc_before_some_words_is_no_money(word):
    assert "francs" not in details(f"C'est un franc {word} ici.", "It is something here.")
    assert "francs in the source" in details("C'est un franc suisse ici.", "It is something here.")


@pytest.mark.parametrize("word", ["degré", "degrés", "°"])
def test_a_temperature_below_zero_keeps_its_sign_whatever_the_word_for_a_degree(word):
    assert kinds(f"Ici il fait moins 12 {word}.", "Here it is 12 degrees.") == {"number"}
    assert flags(f"Ici il fait moins 12 {word}.", "Here it is minus 12 degrees.") == ()


@pytest.mark.parametrize("word", ["length", "weight"])
def test_a_decimal_comma_before_a_measure_is_never_a_thousand(word):
    unit = {"length": "km", "weight": "kg"}[word]
    assert kinds(f"Ici on compte 3,250 {unit}.", f"Here they count 3,250 {unit}.") == {"number"}


@pytest.mark.parametrize("unit", ["kg", "litres", "hectares", "celsius"])
def test_a_decimal_comma_before_any_measure_is_read_as_one(unit):
    assert kinds(f"Ici on compte 3,250 {unit}.", f"Here they count 3,250 {unit}.") == {"number"}
