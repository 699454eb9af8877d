"""A value of the source is in the translation, in whatever form, or the sentence is flagged."""

import pytest
from asking import details, flags, kinds, pairs

KEPT = """
La IIe République dura peu, au Ier siècle. | The Second Republic was short-lived, in the first century.
Un emploi sur dix, soit 10 %. | One job in ten, a tenth of them.
Mené 2-1, Lille gagne 3-2. | Trailing 2-1, Lille won 3-2.
La réunion a duré une demi-heure. | The meeting lasted 30 minutes.
Il a attendu 1/2 heure devant le siège. | He waited 30 minutes outside the headquarters.
Ils ont 48 heures pour quitter le pays. | They have two days to leave the country.
Ils ont passé quatorze jours en mer. | They spent two weeks at sea.
Il a été condamné à trente mois de prison. | He was sentenced to two and a half years in prison.
Elle a étudié douze mois à Rome. | She studied in Rome for a year.
Il a gagné 3,5 millions d'euros. | He won EUR 3.5 million.
Il a gagné 3,5 M€. | He won €3.5m.
Le coût est de 12 Md€. | The cost is €12bn.
Il y a 67 413 000 habitants. | There are 67,413,000 inhabitants.
Il y a 67 413 000 habitants. | There are 67.413.000 inhabitants.
Il y a 67 413 000 habitants. | There are 67 413 000 inhabitants.
Il y a 1 214 morts. | There are 1214 dead.
Il fait −12 °C à Lyon et 12 °C à Nice. | It is −12 °C in Lyon and 12 °C in Nice.
Pour la vingt-deuxième fois, 12 morts. | For the twenty-second time, 12 dead.
Rendez-vous à 8, devant la mairie. | Meet at eight o'clock outside the town hall.
Il part à 20heures 45. | He leaves at 8.45pm.
Il a mangé un mille-feuille. | He ate a vanilla slice.
Le mille-pattes traverse la route. | The centipede crosses the road.
Il a mangé deux mille-feuilles. | He ate two vanilla slices.
Le match a fini 2-1. | The match ended 2-1.
Le match a fini 2 à 1. | The match ended two goals to one.
Il a gagné 6-4, 7-5, 6-3. | He won 6-4, 7-5, 6-3.
C'est la 22e édition. | It is the 22nd edition.
C'est la vingt-deuxième édition. | It is the 22nd edition.
À la fin du XXIe siècle. | At the end of the twenty-first century.
Louis XIV est mort en 1715. | Louis XIV died in 1715.
La Ve République. | The Fifth Republic.
Dans les années 80, tout allait bien. | In the 1980s, all was well.
Dans les années 1980, tout allait bien. | In the eighties, all was well.
Dans les années quatre-vingt-dix, tout allait bien. | In the nineties, all was well.
Ils sont entre 300 et 350. | They are between 300 and 350.
Il y en a de 2 à 3 milliards. | There are from 2 billion to 3 billion.
Il en reste 1/3. | One third is left.
Deux tiers des élus ont voté. | Two-thirds of the members voted.
La moitié des gens. | 50% of people.
Appelez le 01 42 34 56 78. | Call 01.42.34.56.78.
Appelez le +33 1 42 34 56 78. | Call +33 1 42 34 56 78.
500 000 personnes ont défilé. | Half million people marched.
Le compteur affiche 0000012345678. | The meter reads 12,345,678.
L'article 49.3 a été invoqué. | Article 49(3) was invoked.
Le vol AF1234 est parti. | Flight AF 1234 left.
Le Covid-19 recule. | COVID-19 is declining.
Il gèle à -12 °C. | It is minus 12 °C.
Il a 18 ans et demi. | He is eighteen and a half years old.
Une centaine de personnes. | About 100 people.
Une dizaine de blessés. | A dozen injured.
Des dizaines de milliers de gens. | Tens of thousands of people.
Des centaines de milliers de gens. | Hundreds of thousands of people.
Plusieurs milliards de dollars. | Several billion dollars.
Mille milliards de dollars. | A trillion dollars.
1 500 milliards de dollars. | 1.5 trillion dollars.
Deux millions et demi de gens. | 2.5 million people.
Quatre-vingt-dix-sept députés. | 97 deputies.
Deux cent cinquante mille personnes. | 250,000 people.
Trois mille deux cent douze voix. | 3,212 votes.
Onze mille cent personnes. | 11,100 people.
Il coûte 1 500 $. | It costs USD 1,500.
Il coûte 40 livres sterling. | It costs £40.
Il coûte 300 francs suisses. | It costs CHF 300.
Le taux est de 5 pour cent. | The rate is 5%.
La saison 2019/20. | The 2019-20 season.
Dans quinze jours. | In a fortnight.
Un bébé de 3 mois. | A three-month-old baby.
Les deux équipes. | Both teams.
Le n°2 du parti. | The party's No. 2.
Une dizaine de milliers de gens. | A dozen thousand people.
Le deuxième homme est mort. | A second man is dead.
Trois millions deux cent mille habitants. | 3,200,000 inhabitants.
La mille deux cent troisième voix. | The 1,203rd vote.
Le taux est de 3,250 pour cent. | The rate is 3.250 per cent.
Le salaire est de 30 k€. | The salary is €30,000.
Le coût est de 3 mln €. | The cost is €3 million.
Un budget de 20 K€. | A budget of €20,000.
Le salaire est de 30k€. | The salary is €30,000.
La facture atteint 18,6 G$. | The bill reaches $18.6 billion.
Le coût est de 3 Mds€. | The cost is €3 billion.
Le coût est de 3mds€. | The cost is €3 billion.
Ils viennent des quatre coins du pays. | They come from all over the country.
C'est la vingt-cinquième édition. | It is the 25th edition.
Trente et un élus. | 31 members.
Cinquante et une voix. | 51 votes.
Soixante et onze voix. | 71 votes.
Un chiffre d'affaires de 30 MEUR. | Revenue of EUR 30 million.
Il a gagné 3,5 M€. | He won €3.5mn.
Il a gagné 3,5 Mio €. | He won €3.5 million.
Ils pilonnent les tranchées. | They pound the trenches.
Cent une personnes. | 101 people.
Quatre-vingts personnes. | 80 people.
Mille cent personnes. | 1,100 people.
Il coûte 3 mrd d'euros. | It costs 3 billion euros.
La dette est de 1 000 milliards de dollars. | The debt now amounts to $1tn.
Vingt-cinq milliards d'euros. | EUR 25bn.
Il y a soixante et onze élus. | There are 71 members.
Il y a quatre-vingt-douze élus. | There are 92 members.
Trois millions deux cent mille voix. | 3,200,000 votes.
La vente a rapporté 3,7 M$ (3,4 M€). | The sale made $3.7 million (€3.4 million).
Le 112 répond 24h/24 et 7j/7. | 112 answers 24/7.
C'est ouvert 24 heures sur 24 et sept jours sur sept. | It is open 24 hours a day and seven days a week.
Il pèse 1234,567 kg. | It weighs 1234.567 kg.
Il pèse 0,125 kg. | It weighs 0.125 kg.
Il a gagné 3,5 M | He won 3.5 M
Le peso recule de 3 %. | The Peso is down 3%.
C'est le n° 5. | It is No 5.
Le taux est de -0,5 %. | The rate is -0.5%.
Une heure et demie plus tard. | Later.
Il coûte 1.234,56 euros. | It costs 1,234.56 euros.
Il coûte 1.234.567,89 euros. | It costs 1,234,567.89 euros.
Il est né le 2021-04-03. | He was born on April 3, 2021.
Le code 12345678901234567 est faux. | The code 12,345,678,901,234,567 is wrong.
Pi vaut 3,14159265358979323846. | Pi is 3.14159265358979323846.
La révolution de 1848 a tout changé. | The revolution of '48 changed everything.
En 68, tout allait bien. | In 1868, all was well.
En 1899, tout allait bien. | In '99, all was well.
Depuis les années 20, tout va mieux. | Since the 2020s, all has been better.
Depuis les années 10, tout va mieux. | Since the 1910s, all has been better.
Ce fut un franc succès. | It was a great success.
Un franc succès pour lui. | A great success for him.
Deux mille cinq élus ont voté. | Two thousand and five members voted.
Il y a 105 000 élus. | There are one hundred and five thousand members.
Il y a cent vingt et un élus. | There are 121 members.
Quatre cinq fois par an. | Four or five times a year.
La trente et unième édition. | The 31st edition.
La 21e édition. | The twenty-first edition.
La 91e édition. | The ninety-first edition.
Il gagne deux et demi pour cent. | He earns two and a half per cent.
Un million et demi de voix. | A million and a half votes.
2,5 millions de voix. | Two million and a half votes.
En 24 heures 60 personnes sont mortes. | In a day 60 people died.
Il y a zéro cas. | There are no cases.
Il en reste 1/2. | Half of it is left.
Il en reste 3/4. | Three quarters are left.
Il fait moins 5 degrés. | It is minus 5 degrees.
Il fait 5 °F. | It is 5 degrees Fahrenheit.
Il pèse 80kg. | It weighs 80 kg.
Les 24 dernières heures. | The last 24 hours.
Ouvert de 9 à 17 heures. | Open from 9 to 5 p.m.
Il coûte 5 livres. | It costs 5 pounds.
Au IXe siècle. | In the ninth century.
Le tome XXXIX. | Volume 39.
L'A380 vole. | The A 380 flies.
Il y en a 2-3 milliards. | There are 2 to 3 billion.
Trois milliards deux cent mille habitants. | 3,000,200,000 inhabitants.
La cent deuxième édition. | The 102nd edition.
Une feuille A4. | An A4 sheet.
La valeur est de -12345. | The value is 12345.
Le code A1B2 est bon. | The code A1 B2 is good.
Il a payé 3 mille deux cents euros. | He paid 3,200 euros.
En 24 heures 9 personnes sont mortes. | In a day nine people died.
En 2099, tout ira bien. | In '99, all will be well.
Après cinq jours francs, il part. | After five clear days, he leaves.
Les euros des eurodéputés. | The money of the Eurodeputies.
Il a dix six-coups. | He has 10 six-shooters.
Il a vingt dix-tonnes. | He has 20 ten-tonners.
Ils ont gagné vingt-zéro. | They won 20-0.
Il coûte 20 cents. | It costs twenty cents.
Le 11 mars, des milliers sont venus. | On March 11, thousands came.
Un demi-million de gens. | Half a million people.
Un demi-million de gens. | 500,000 people.
Soixante-dix-neuf élus ont voté. | 79 members voted.
Cent dix-neuf élus ont voté. | 119 members voted.
Une demi-heure plus tard. | Half an hour later.
Trois personnes sur quatre votent. | Three in four people vote.
Un Français sur deux vote. | Half of the French vote.
Plus de 200 000 euros. | More than €200k.
Une vingtaine de morts. | Some twenty dead.
Une vingtaine de morts. | Some 20 dead.
Il a perdu deux à zéro. | He lost 2-0.
Ils ont gagné vingt et deux fois. | They won 20 and 2 times.
De cinq à six mille personnes. | Between 5,000 and 6,000 people.
De 5 à 6 000 personnes. | From 5,000 to 6,000 people.
Entre 5 000 et 6 000 personnes. | Between five and six thousand people.
Il y a 3 000 100 voix. | There are three million one hundred votes.
Sur 3 millions, 99 sont venus. | Of three million ninety-nine came.
Le taux est de 5 pour mille. | The rate is 5‰.
"""
WRONG = """
Au XVIIIe siècle, la moitié fuit. | In the 17th century, half of them fled.
Mené 0-2, Lille gagne 3-2. | Trailing 0-2, Lille won 3-1.
Ils ont 48 heures pour quitter le pays. | They have three days to leave the country.
Il a été condamné à trente mois de prison. | He was sentenced to two years in prison.
Il a gagné 3,5 millions d'euros. | He won 3.5 billion euros.
Il a gagné 3,5 millions d'euros. | He won 35 million euros.
Il a gagné 3,5 millions d'euros. | He won $3.5 million.
Il a gagné 3,5 millions d'euros. | He won 3.5 million.
Il a gagné 3,5 M€. | He won €3.5.
Il y a 67 413 000 habitants. | There are 67,413 inhabitants.
Il y a 67 413 000 habitants. | There are 67,431,000 inhabitants.
Il y a 250 000 manifestants. | There are many demonstrators.
L'article 49.3 a été invoqué. | Article 49 was invoked.
Le vol AF1234 est parti. | Flight AF1243 left.
Il gèle à -12 °C. | It is 12 °C.
Des centaines de milliers de gens. | Thousands of people.
Plusieurs milliards de dollars. | Several million dollars.
Mille milliards de dollars. | A billion dollars.
Il coûte 1,500 million d'euros. | It costs 1,500 million euros.
Il coûte 40 livres sterling. | It costs 40 euros.
Le taux passe de 2,75 % à 3 %. | The rate rises from 2.75% to 5%.
Le taux passe de 2,75 % à 3 %. | The rate rises from 2.75 to 3.
La Ve République. | The Sixth Republic.
Un bébé de 3 mois. | A three-year-old baby.
Une trentaine de pays. | About forty countries.
Appelez le 01 42 34 56 78. | Call 01 42 34 56 87.
Il a 12 km à faire. | He has 12 miles to go.
Deux tiers des élus ont voté. | A third of the members voted.
Le score est de 2-1. | The score is 2-2.
Des milliers de gens. | 1,000 people.
Une douzaine de milliers de gens. | Ten thousand people.
Deux hommes sont morts. | Men died.
Il pèse 125 kg. | It weighs 12,5 kg.
Il pèse 125 kg. | It weighs 0,125 kg.
Il pèse 1234567 kg. | It weighs 1234,567 kg.
Il a payé 40 francs. | He paid 40.
Le vol AF1234 est parti. | Flight AF1235 left.
Le taux est de 5 pour cent. | The rate is 5.
Il fait 12 degrés Celsius. | It is 12 degrees Fahrenheit.
Trois amis sont morts. | Friends died.
Il est né en 1968. | He was born with sixty-eight others.
Il coûte 40 euros. | It costs 40 pound.
Il coûte 5 euros. | It costs 5 pound.
Deux hommes sont morts. | Three men died.
Le troisième homme est mort. | The man is dead.
Cent personnes sont mortes. | 101 people died.
Il pèse 1234,567 kg. | It weighs 1,234,567 kg.
Le taux est de -0,5 %. | The rate is 0.5%.
Il coûte 1.234,56 euros. | It costs 123,456 euros.
Il coûte 10.471.50 euros. | It costs 10,471 euros.
Le code 1234567890123456789 est faux. | The code 1234567890123456788 is wrong.
La révolution de 1848 a tout changé. | The revolution of '49 changed everything.
Le taux de 2,5 millions. | The rate of 2.5 million and five.
Un million et demi de voix. | A million votes.
Il fait moins 5 degrés. | It is 5 degrees.
Il fait 5 °F. | It is 5 °C.
Au XIXe siècle. | In the 18th century.
Le tome XXXIX. | Volume 38.
De 2 à 3 millions d'euros. | From 2 to 4 million euros.
Il en reste 3/4. | Two thirds are left.
Il y a 12 345,67 tonnes. | There are 12,345.68 tonnes.
Il reste 1000 places. | There are 100 places left.
Le taux est de 5 %. | The rate is 5.
Il y a 5 m de neige. | There are 5 feet of snow.
Il a 30 k€. | He has €30.
Les 24 dernières heures. | The last 24 minutes.
Il gagne deux et demi pour cent et a 3 amis. | He earns two and a half per cent and has 4 friends.
Une feuille A4. | An A5 sheet.
Il a 2 enfants et 3 millions d'euros. | He has 2 million children and 3 million euros.
Le taux est de 3,250 pour cent. | The rate is 3,250 per cent.
La valeur est de -1234. | The value is 1234.
Il reste 3 autres longues heures. | 3 of the minutes are left.
Le rapport est de 20:60. | The ratio is 21:00.
Le rapport est de 25:10. | The ratio is 1:10.
Il est né en 1799. | He was born in '99.
En 2101, tout ira bien. | In '01, all will be well.
Il a 3 % et 4 points. | He has 3 points and 4 points.
À 8 heures, 5 personnes sont parties. | At 8 o'clock people left.
Un demi-million de gens. | A million people.
Une vingtaine de morts. | Some thirty dead.
De cinq à six mille personnes. | Between 4,000 and 6,000 people.
De 5 à 6 500 personnes. | From 5,000 to 6,500 people.
Mille soldats ont voté pour. | Soldiers voted for it.
Le code 1/0 est faux. | The code is wrong.
Ouvert de 14 à 18 heures. | Open from 2 a.m. to 6 p.m.
Ouvert de 14 à 18 heures. | Open from 3 to 6 p.m.
Il perd -3k. | He loses 3k.
Le solde est de -3md. | The balance is 3 billion.
"""


@pytest.mark.parametrize(("source", "english"), pairs(KEPT))
def test_a_value_may_be_written_in_any_english_form(source, english):
    assert flags(source, english) == ()


@pytest.mark.parametrize(("source", "english"), pairs(WRONG))
def test_a_wrong_or_lost_value_is_flagged(source, english):
    assert "number" in kinds(source, english)


def test_a_length_at_the_beginning_is_no_amount_in_the_currency_at_the_end():
    assert details("12m de fil coûtent 3 EUR", "12 m of wire cost 3 EUR") == ""


def test_a_long_code_is_a_number_and_no_date():
    assert kinds("Le code 1234567890123456789 est faux.", "The code 1234567890123456788 is wrong.") == {"number"}


def test_the_reader_is_told_both_values():
    flagged = details("Le plan coûte 3,5 milliards d'euros.", "The plan costs 3.5 million euros.")
    assert flagged == "3,5 milliards in the source; the translation has 3.5 million"


def test_the_reader_is_told_both_currencies():
    assert details("Il a des euros.", "He has dollars.") == "euros in the source; the translation has dollars"


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        ("Il a 5 km et 3 kg à porter.", "He has 6 kg and 4 km to carry.", [("5", "4"), ("3", "6")]),
        ("Il a 30 ans et 45 amis.", "He is 46 and has 31 friends.", [("30", "31"), ("45", "46")]),
        ("Il a 30 amis et 70 livres.", "He has 41 friends and 82 books.", [("30", "41"), ("70", "82")]),
        ("35 amis sont venus à 8 h 30.", "At 9:45, 84 friends came.", [("35", "84"), ("8 h 30", "9:45")]),
        ("À 8 h 30, 35 amis sont venus.", "84 friends came at 9:45.", [("8 h 30", "9:45"), ("35", "84")]),
    ],
)
def test_a_value_is_reported_beside_the_likeliest_to_stand_in_its_place(source, english, expected):
    """Of the same unit, else of the same first figure, else the nearest; a time beside a time."""
    assert details(source, english) == "; ".join(
        f"{ours} in the source; the translation has {theirs}" for ours, theirs in expected
    )


def test_a_value_without_a_counterpart_is_reported_by_itself():
    assert details("Hier, tous ont dit qu'il a 30 amis.", "Of 41 books, as all have said, he has 82.") == (
        "30 in the source; the translation has 82; the translation has 41, which the source does not"
    )
    flagged = details("Des centaines de milliers de gens.", "Thousands of people.")
    assert flagged == "centaines de milliers in the source; the translation has Thousands"
    assert details("Des gens ont voté.", "A million and a half people voted.") == (
        "the translation has million and a half, which the source does not"
    )


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        ("Il a fait 12 km.", "He made €12.", "the translation has euros, which the source does not"),
        ("Il a gagné 5 euros.", "He won five per mille.", "euros in the source; not in the translation"),
        ("Il a gagné 5 euros.", "He won 5 per cent.", "euros in the source; not in the translation"),
        (
            "Il a gagné 5 euros.",
            "He won 5%.",
            "euros in the source; not in the translation; the translation has per cent, which the source does not",
        ),
        ("Les 12 euros sont là.", "The pounds are there, all 12.", "euros in the source; the translation has pounds"),
        ("Il a gagné 12 euros.", "He made 12 km.", "euros in the source; not in the translation"),
        ("Il a 12 km à faire.", "He has 12 miles to go.", "12 kilometres in the source; the translation has miles"),
    ],
)
def test_a_unit_is_reported_once_beside_another_of_its_kind(source, english, expected):
    assert details(source, english) == expected


def test_a_number_that_a_set_phrase_may_have_in_another_place_counts():
    assert kinds("Elle a un arrêt de dix jours.", "She is off sick for twenty days.") == {"number"}


def test_a_number_in_capitals_is_an_acronym_but_in_a_headline_of_capitals():
    assert flags("La chaîne a fermé.", "The TEN network has closed.") == ()
    assert details("DES MORTS À LYON", "TEN DEAD IN LYON") == "the translation has TEN, which the source does not"


def test_a_value_that_the_source_does_not_have_is_flagged():
    assert kinds("Il a vendu des maisons.", "He sold 14 houses.") == {"number"}


def test_two_currencies_that_changed_places_are_flagged():
    assert "number" in kinds("Il a 500 dollars et 300 euros.", "He has 500 euros and 300 dollars.")


@pytest.mark.parametrize(
    ("language", "source"),
    [
        ("es", "El presupuesto es de 3.500 millones de euros."),
        ("de", "Der Haushalt beträgt 3,5 Milliarden Euro."),
        ("it", "Il bilancio è di 3,5 miliardi di euro."),
        ("pt", "O orçamento é de 3,5 bilhões de euros."),
    ],
)
def test_other_languages_have_their_magnitudes_and_decimals(language, source):
    assert flags(source, "The budget is 3.5 billion euros.", language) == ()
    assert kinds(source, "The budget is 3.5 million euros.", language) == {"number"}


@pytest.mark.parametrize(
    ("language", "source", "english"),
    [
        ("fr", "Entre 2 et 3 milliards d'euros.", "Between 2 billion and 3 billion euros."),
        ("fr", "2 ou 3 milliards d'euros.", "2 billion or 3 billion euros."),
        ("fr", "Entre 2 milliards et 3 milliards d'euros.", "Between 2 and 3 billion euros."),
        ("fr", "2 milliards ou 3 milliards d'euros.", "2 or 3 billion euros."),
        ("de", "Zwischen 2 und 3 Milliarden Euro.", "Between 2 billion and 3 billion euros."),
        ("de", "2 oder 3 Milliarden Euro.", "2 billion or 3 billion euros."),
        ("de", "2 bis 3 Milliarden Euro.", "2 billion to 3 billion euros."),
        ("es", "Entre 2 y 3 millones de euros.", "Between 2 million and 3 million euros."),
        ("es", "Son 2 o 3 millones de euros.", "It is 2 million or 3 million euros."),
        ("es", "De 2 a 3 millones de euros.", "From 2 million to 3 million euros."),
        ("it", "Tra 2 e 3 milioni di euro.", "Between 2 million and 3 million euros."),
    ],
)
def test_the_first_number_of_a_range_has_the_magnitude_of_the_second(language, source, english):
    assert flags(source, english, language) == ()


def test_figures_are_compared_from_languages_without_words_here():
    assert kinds("Бюджет составляет 350 рублей.", "The budget is 530.", "ru") == {"number"}


def test_a_decimal_of_three_digits_before_a_measure_is_no_thousand():
    assert details("Il a couru les 42,195 km.", "He ran the 42,195 km.").startswith("42,195 is a decimal")
    assert flags("Il a couru les 42,195 km.", "He ran the 42.195 km.") == ()


def test_a_hundred_before_an_ordinal_is_part_of_it():
    assert flags("La cent troisième édition.", "The 103rd edition.") == ()
    assert flags("Les cent premiers jours.", "The first hundred days.") == ()


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("Elle est sextuple championne d'Europe.", "She is a six-time European champion."),
        ("Les loyers ont quintuplé depuis.", "Rents have increased fivefold since."),
        ("Les loyers ont nonuplé depuis.", "Rents have grown ninefold since."),
        ("Les cas quadruplent.", "Cases have gone up four times."),
        ("Le prix a triplé.", "The price has trebled."),
        ("Un sextuplement des cas.", "A sixfold increase in cases."),
        ("J'habite à deux pas de la gare.", "I live a few steps from the station."),
        ("Ils se sont mis en quatre pour lui.", "They bent over backwards for him."),
        ("Il lui a dit ses quatre vérités.", "He told her some home truths."),
        ("Un décor tridimensionnel.", "A three-dimensional set."),
        ("Une étudiante de troisième cycle.", "A graduate student."),
        ("Les neufs candidats débattent.", "The nine candidates debate."),
        ("Il a marqué sur coup franc.", "He scored from a free kick."),
        ("Cinq cents personnes sont venues.", "Half a thousand people came."),
        ("Il a attendu trois quarts d'heure.", "He waited 45 minutes."),
        ("Il a attendu 45 minutes.", "He waited three quarters of an hour."),
        ("Il y avait 2 400 personnes.", "There were 2\u202f400 people."),
    ],
)
def test_multiples_dimensions_and_set_phrases_may_be_said_in_other_words(source, english):
    assert flags(source, english) == ()


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("Elle est octuple championne d'Europe.", "She is a two-time European champion."),
        ("Les loyers ont septuplé depuis.", "Rents have not increased since."),
        ("Les prix octuplèrent.", "Prices rose."),
        ("Les cas quadruplent.", "The cases double."),
        ("Les prix ont doublé.", "Prices have tripled."),
        ("Le duodécuple champion.", "The double champion."),
        ("Il a attendu trois quarts d'heure.", "He waited 40 minutes."),
        ("Il y avait 2 400 personnes.", "There were 2\u202f300 people."),
    ],
)
def test_a_multiple_that_became_another_is_flagged(source, english):
    assert "number" in kinds(source, english)


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("5 mille", "5k"),
        ("5 millions de dollars", "$5mln"),
        ("5 millions de dollars", "$5mio"),
        ("5 millions de dollars", "$5million"),
        ("5 milliards de dollars", "$5bn"),
        ("5 milliards de dollars", "$5md"),
        ("5 milliards de dollars", "$5mrd"),
        ("5 milliards de dollars", "$5billion"),
        ("5 000 milliards de dollars", "$5tn"),
        ("5 000 milliards de dollars", "$5trillion"),
    ],
)
def test_a_magnitude_may_be_attached_to_its_figure_and_must_be_the_same(french, english):
    assert kinds(f"Le total est de {french}.", f"The total is {english}.") == set()
    wrong = {"k": "mln", "n": "k", "o": "bn", "d": "mln"}[english[-1]]
    figure = "".join(letter for letter in english if not letter.isalpha())
    assert "number" in kinds(f"Le total est de {french}.", f"The total is {figure}{wrong}.")
