"""Times, days, months: a time without p.m. is as doubtful as a wrong one."""

import pytest
from asking import details, flags, kinds, pairs

KEPT = """
Rendez-vous à 9 h 30. | See you at 9:30.
Rendez-vous à 12 h 15. | See you at 12:15 p.m.
Rendez-vous à 0 h 15. | See you at 12:15 a.m.
Ils se voient en sept. 2026. | They meet in September 2026.
Depuis 2014, sept ponts ont fermé. | Since 2014, seven bridges have closed.
BAMAKO, 1er juill. — Un pont a fermé. | BAMAKO, 1 July — A bridge has closed.
Il est né le 1er sept 2014. | He was born on 1 September 2014.
Ils sont à sept 3e places. | They are in seven third places.
Rendez-vous à 9 h 30. | See you at 9.30 a.m.
Rendez-vous à 20h45. | See you at 8:45pm.
Rendez-vous à 20 h 45. | See you at 20:45.
Rendez-vous à 20 h 45. | See you at 20.45.
Rendez-vous à 20h. | See you at 8 p.m.
Rendez-vous à 20 heures. | See you at 8 o'clock in the evening.
Rendez-vous à huit heures du soir. | See you at 8 p.m.
Ouvert de 14h30 à 18h. | Open from 2.30 to 6 p.m.
Il a couru pendant 2 h 30. | He ran for two and a half hours.
Il a couru pendant 2 h 30. | He ran for 2 hours and 30 minutes.
Il a couru pendant 2 h 30. | He ran for 150 minutes.
Le blocus dure 24h. | The blockade lasts 24 hours.
Rendez-vous à 20 h 45. | See you at 2045.
Rendez-vous à huit heures et demie. | See you at 8:30.
Rendez-vous à 20 heures 45. | See you at 8:45 p.m.
Le 03/04/21 à Genève. | On 3 April 2021 in Geneva.
Puisse-t-il venir. | May he come.
Il a couru pendant 24 heures. | He ran for 24 hours.
Rendez-vous à midi. | See you at noon.
À 0 h 30, il dormait. | At 12:30 a.m., he was asleep.
Le 03/04/2021 à Genève. | On 3 April 2021 in Geneva.
Le 03/04/2021 à Genève. | On April 3, 2021 in Geneva.
Le 03/04/2021 à Genève. | On 3/4/2021 in Geneva.
Le lundi, il dort. | On Mondays, he sleeps.
En mars, il pleut. | In March, it rains.
Il viendra le 5 mai. | He will come on the 5th of May.
Il peut venir. | He may come.
La marche pour le climat. | The march for the climate.
Sept ou huit films par an. | Seven or eight films a year.
Rendez-vous à 20heures 45. | See you at 8:45 p.m.
C'est à 2 h 05 du matin. | It is at 2:05 a.m.
Il demande de marcher sur Rome. | He calls on them to March on Rome.
Le 1er mai est férié. | May 1 is a holiday.
Le train de 23 h 59 est parti. | The 11:59 p.m. train has left.
Il viendra mi-mars. | He will come by March.
Rendez-vous à 21 h 50. | See you at 2150.
Rendez-vous à 23 heures. | See you at 11 o'clock at night.
Ouvert de 14 à 18 heures. | Open from 2 to 6 p.m.
Rendez-vous à 1 heure 30. | See you at 1:30.
Ils se voient le 3 sept. | They meet on September 3.
Il viendra bientôt. | He will come friday.
Le 3 avril 2021, il part. | On 3/4/2021, he leaves.
Hier, il a parlé de demain. | Yesterday, he spoke of tomorrow.
À 20 heures 59, il part. | At 8:59 p.m., he leaves.
À 20 heures 45 3 personnes sont parties. | At 8:45 p.m. three people left.
Ouvert de 14 à 18 heures. | Open from 2 p.m. to 6 p.m.
Ouvert de 13 à 18 heures. | Open from 13:00 to 18:00.
Ouvert de 15h55 à 18h. | Open from 3.55 to 6 p.m.
Ouvert de 12h30 à 18h. | Open from 12.30 to 6 p.m.
"""
WRONG = """
Rendez-vous à 19 h 30. | See you at 7:30.
Rendez-vous à 19 h 30. | See you at 9:30 p.m.
Rendez-vous à 9 h 30. | See you at 9:30 p.m.
Rendez-vous à 20h. | See you at 8 a.m.
Le 03/04/2021 à Genève. | In April 2021 in Geneva.
Le 03/04/2021 à Genève. | On 04/03/2021 in Geneva.
Le 03/04/2021 à Genève. | On March 4, 2021 in Geneva.
Il viendra mardi. | He will come on Wednesday.
Il viendra mardi. | He will come.
Il viendra bientôt. | He will come on Friday.
Il viendra en mai. | He will come in March.
Il viendra le 12 août. | He will come on the 12th.
Il viendra demain. | He came yesterday.
Il est venu hier. | He will come tomorrow.
De 2 à 3 amis viendront. | From 2 to 3 friends will come at 2 p.m.
Il est né le 2021-04-03. | He was born on April 4, 2021.
Il viendra avec 8 amis. | He will come at 8 p.m. with 8 friends.
Ouvert de 9 à 17 heures. | Open from 9 to 6 p.m.
Le train de 23 h 59 est parti. | The 11:58 p.m. train has left.
Il a couru 2 heures 50. | He ran for 2 hours.
Rendez-vous à 1 heure 30. | See you at 1:30 p.m.
Ouvert de 15h55 à 18h. | Open from 3.56 to 6 p.m.
"""


@pytest.mark.parametrize(("source", "english"), pairs(KEPT))
def test_a_date_or_time_may_be_written_in_any_english_form(source, english):
    assert flags(source, english) == ()


@pytest.mark.parametrize(("source", "english"), pairs(WRONG))
def test_a_wrong_or_lost_date_or_time_is_flagged(source, english):
    assert "date" in kinds(source, english)


def test_minutes_may_follow_hours_without_a_space():
    assert details("Le vote a lieu à 20heures30.", "The vote is at 8:30 p.m.") == ""
    assert details("Le vote a lieu à 20heures30.", "The vote is at 8:45 p.m.") != ""


def test_the_reader_is_told_what_the_french_day_is():
    assert details("Il viendra mardi.", "He will come on Wednesday.") == (
        "mardi (Tuesday) in the source; the translation has Wednesday"
    )


def test_the_reader_is_told_what_is_missing_and_what_was_put_in_its_place():
    assert details("Il viendra mardi.", "He will come.") == "mardi (Tuesday) in the source; not in the translation"
    flagged = details("Le vote du 5 mars.", "The May 5th vote.")
    assert flagged == "mars (March) in the source; the translation has May"
    flagged = details("Le 3 mars est férié.", "May 3 is a holiday.")
    assert flagged == "mars (March) in the source; the translation has May"


def test_the_reader_is_told_what_the_source_does_not_have():
    flagged = details("Il viendra bientôt.", "He will come on Friday.")
    assert flagged == "the translation has Friday; no such weekday in the source"
    assert (
        details("Il viendra bientôt.", "He will come in June.")
        == "the translation has June; no such month in the source"
    )


def test_the_reader_is_told_that_half_the_day_is_missing():
    assert details("Rendez-vous à 19 h 30.", "See you at 7:30.") == (
        "19 h 30 in the source; the translation has 7:30, without p.m."
    )
    assert details("Rendez-vous à 13 h 30.", "See you at 1:30.").endswith("1:30, without p.m.")
    assert details("Rendez-vous à 12 h 30.", "See you at 0:30.").endswith("the translation has 0:30")
    assert details("Rendez-vous à 19 h 30.", "See you at 6:30.").endswith("the translation has 6:30")
    assert details("Rendez-vous à 19 h 30.", "See you at 8:30.").endswith("the translation has 8:30")


@pytest.mark.parametrize(
    ("language", "source"),
    [
        ("es", "Vendrá el martes 3 de mayo."),
        ("it", "Verrà martedì 3 maggio."),
        ("de", "Er kommt am Dienstag, 3. Mai."),
    ],
)
def test_other_languages_have_their_months_and_days(language, source):
    assert flags(source, "He will come on Tuesday, May 3.", language) == ()
    assert kinds(source, "He will come on Wednesday, March 3.", language) == {"date"}


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("Le repos dominical divise.", "Sunday rest is divisive."),
        ("La promenade dominicale est annulée.", "The weekly walk is cancelled."),
    ],
)
def test_an_adjective_may_imply_a_weekday(source, english):
    assert flags(source, english) == ()


def test_the_small_hours_of_a_night_are_not_in_the_afternoon():
    assert "2 h 40" in details("Elle atterrit dans la nuit, à 2 h 40.", "It lands in the night, at 2:40 p.m.")
    assert flags("Il part dans la nuit, à 11 h 40.", "He leaves in the night, at 11:40 p.m.") == ()


def test_a_time_before_a_number_of_days_is_no_range():
    source = "Le départ est à 17 heures, trois jours après l'appel."
    assert flags(source, "It starts at 5 p.m., three days after the appeal.") == ()


def test_after_eight_is_no_evening_and_eight_in_the_afternoon_is():
    assert kinds("Il part après 8 h 30 de Lyon.", "He leaves Lyon after 8:30 p.m.") == {"date"}
    assert flags("Il part à 8 h 30 cet après-midi.", "He leaves at 8:30 p.m. this afternoon.") == ()
