"""Tolls: counted in reports, and the newest one at the head of a story's digest."""

import json
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from core_briefs import brief

from core.digest import digest, tolls
from core.export.digest import digest_to_json, digest_to_markdown
from core.settings import SummarySettings


@pytest.mark.parametrize(
    ("sentence", "language", "counted"),
    [
        ("Le séisme a fait au moins 41 morts et 1 200 blessés.", "fr", {"dead": 41, "injured": 1200}),
        ("Vingt-sept personnes ont été tuées dans l'incendie.", "fr", {"dead": 27}),
        ("Le bilan est passé de 27 à 41 morts.", "fr", {"dead": 41}),
        ("Le nombre de morts s'élève à 41, dont 3 enfants.", "fr", {"dead": 41}),
        ("3 500 personnes ont été évacuées et deux hommes interpellés.", "fr", {"evacuated": 3500, "arrested": 2}),
        ("Le directeur, âgé de 41 ans, est mort.", "fr", {}),
        ("Le conseil a voté un budget de 12 millions d'euros.", "fr", {}),
        ("The death toll rose to 41.", "en", {"dead": 41}),
        ("Twelve people are missing and 30 were wounded.", "en", {"missing": 12, "injured": 30}),
        ("Al menos 12 muertos y 40 heridos.", "es", {"dead": 12, "injured": 40}),
        ("Bei dem Unglück wurden 8 Menschen getötet.", "de", {"dead": 8}),
        ("12 kuollutta", "fi", {}),
        ("Trois blessés ont succombé, portant à 41 le nombre de morts.", "fr", {"dead": 41}),
        ("Le séisme a fait 250 blessés, dont dix sont morts.", "fr", {"injured": 250, "dead": 10}),
        ("Les 22 occupants de l'avion qui s'est écrasé vendredi près de Pokhara sont morts.", "fr", {"dead": 22}),
        ("Les 22 pages du rapport qui fait le point sur les morts sont lues.", "fr", {}),
        ("Le cyclone a tué au moins 63 personnes.", "fr", {"dead": 63}),
        ("Un pont s'est effondré, tuant deux automobilistes.", "fr", {"dead": 2}),
        ("L'accident a coûté la vie à cinq personnes.", "fr", {"dead": 5}),
        ("Le séisme laisse 2 000 personnes sans abri.", "fr", {"homeless": 2000}),
        ("Le nombre d'interpellations après la marche de Doriane s'élève à 140.", "fr", {"arrested": 140}),
        ("112 manifestants ont été arrêtés.", "fr", {"arrested": 112}),
        ("12 trains ont été arrêtés par la neige.", "fr", {}),
        ("Un homme a été tué à 300 mètres de la gare.", "fr", {"dead": 1}),
        ("L'attaque a tué 12 soldats et blessé 40 civils.", "fr", {"dead": 12, "injured": 40}),
        ("One killed, 12 others were injured.", "en", {"dead": 1, "injured": 12}),
        ("A bomb killed at least 12 people and wounded 40.", "en", {"dead": 12, "injured": 40}),
        ("El ataque mató a 15 personas.", "es", {"dead": 15}),
        ("Die Bombe tötete mindestens 8 Menschen.", "de", {"dead": 8}),
        ("Flash floods have claimed at least 131 lives.", "en", {"dead": 131}),
        ("The group claimed at least 12 attacks.", "en", {}),
        ("Three people drowned and ten have not been found.", "en", {"dead": 3, "missing": 10}),
        ("L'épidémie a fauché 300 vies.", "fr", {"dead": 300}),
        ("El terremoto ha causado la muerte de 1.450 personas.", "es", {"dead": 1450}),
        ("Al menos 1.870 personas murieron en el terremoto.", "es", {"dead": 1870}),
        ("Bei dem Unglück sind mindestens drei Menschen ums Leben gekommen.", "de", {"dead": 3}),
        ("14 Menschen waren bei dem Zusammenstoß zweier Züge getötet worden.", "de", {"dead": 14}),
        ("È salito a cinque il numero delle vittime della frana.", "it", {"dead": 5}),
        ("Due persone sono morte e undici risultano disperse.", "it", {"dead": 2, "missing": 11}),
        ("Il sindaco, 41 anni, è stato rieletto.", "it", {}),
        ("Subiu para 14 o número de mortos no acidente.", "pt", {"dead": 14}),
        ("Dois feridos morreram no hospital, elevando para 19 o total de mortos.", "pt", {"dead": 19}),
        ("Het dodental is gestegen naar 14.", "nl", {"dead": 14}),
        ("Minstens acht mensen kwamen om het leven, 30 raakten gewond.", "nl", {"dead": 8, "injured": 30}),
        ("Au moins quatre personnes, dont deux enfants, sont mortes dans l'incendie.", "fr", {"dead": 4}),
        ("Quatre personnes (dont deux enfants) sont mortes.", "fr", {"dead": 4}),
        ("Dix personnes – parmi lesquelles trois touristes – ont été blessées.", "fr", {"injured": 10}),
        ("Au moins six personnes, dont une fillette de trois ans, ont péri.", "fr", {"dead": 6}),
        ("Six personnes, dont deux sont mortes, étaient à bord.", "fr", {"dead": 2}),
        ("Four people, two of them children, were killed.", "en", {"dead": 4}),
        ("Four people, including two children, died in the fire.", "en", {"dead": 4}),
        ("Vier Menschen, darunter zwei Kinder, sind gestorben.", "de", {"dead": 4}),
        ("Cuatro personas, entre ellas dos niños, murieron.", "es", {"dead": 4}),
        ("Quattro persone, tra cui due bambini, sono morte.", "it", {"dead": 4}),
        ("Les évacués sont désormais 15.000.", "fr", {"evacuated": 15000}),
        ("Las víctimas mortales son ya 29.", "es", {"dead": 29}),
        ("Die Zahl der Toten liegt nun bei zwölf.", "de", {"dead": 12}),
        ("Des hommes armés ont abattu huit personnes.", "fr", {"dead": 8}),
        ("Ils ont abattu 12 arbres.", "fr", {}),
        ("Neuf passagers se sont noyés.", "fr", {"dead": 9}),
        ("La catastrophe a déjà emporté 31 personnes.", "fr", {"dead": 31}),
        ("Le vent a emporté 31 toits.", "fr", {}),
        ("Mueren cinco turistas en un incendio.", "es", {"dead": 5}),
        ("Fallecen dos heridos del accidente de Potosí.", "es", {}),
        ("One killed, 12 wounded.", "en", {"dead": 1, "injured": 12}),
        ("L'épidémie compte 505 cas et 16 morts.", "fr", {"cases": 505, "dead": 16}),
        ("Le nombre de cas de choléra a atteint 610.", "fr", {"cases": 610}),
        ("Trois malades sont décédés.", "fr", {"dead": 3}),
        ("Dans trois cas, le juge a décidé.", "fr", {}),
        ("L'incendie a brûlé 1.100 hectares.", "fr", {"hectares": 1100}),
        ("Le parc a 300 hectares.", "fr", {}),
        ("El incendio ha arrasado 4.300 hectáreas.", "es", {"hectares": 4300}),
        ("La finca tiene 300 hectáreas.", "es", {}),
        ("The fire has burned 12,000 acres.", "en", {"acres": 12000}),
    ],
)
def test_a_sentence_counts_its_dead_injured_and_missing(sentence, language, counted):
    assert tolls(sentence, language) == counted


# Of each event: where, what, and the count of the dead as five dispatches have it; some go down again.
EVENTS = (
    ("Valdor", "le séisme", (27, 35, 38, 41, 44)),
    ("Port-Luce", "l'incendie de l'usine", (3, 3, 5, 8, 9)),
    ("Marvic", "le naufrage du ferry", (12, 19, 19, 31, 30)),
    ("Senlac", "l'accident de l'autocar", (2, 4, 4, 4, 6)),
    ("Ormeville", "l'effondrement de l'immeuble", (1, 2, 5, 5, 7)),
    ("Tilabi", "l'attaque du marché", (18, 22, 25, 24, 24)),
    ("Castelroc", "l'avalanche", (4, 6, 6, 7, 8)),
    ("Nouakri", "les inondations", (110, 132, 150, 171, 204)),
    ("Belgarde", "le déraillement du train", (5, 9, 11, 11, 12)),
    ("Hautemer", "la tempête", (2, 2, 3, 6, 10)),
)
SAYINGS = (
    "{caps}, {day} nov. (ADP) - Au moins {now} personnes sont mortes dans {event} de {place}, selon un premier bilan.",
    "Le bilan de {event} de {place} est passé à {now} morts, a annoncé la préfecture dans un communiqué.",
    "{event} de {place} a fait {now} morts, ont indiqué les secours, qui cherchent encore dans les décombres.",
    "Les secours de {place} ont retrouvé d'autres corps : le nombre de morts après {event} s'élève à {now}.",
    "{now} personnes ont été tuées dans {event} de {place}, selon le dernier bilan de la préfecture.",
)
REST = (
    "Des centaines de sauveteurs sont arrivés à {place} avec des chiens et du matériel lourd.",
    "Le président se rendra à {place} mercredi, a dit son entourage, et une enquête est ouverte sur {event}.",
    "Un témoin a raconté à la radio le bruit terrible de {event}, puis le silence sur {place}.",
    "Un hôpital de campagne a été monté près de {place} pour soigner les rescapés de {event}.",
    "Des voisins de {place} ont passé la nuit dehors, dans le froid, loin de {event}.",
)


def dispatches(place, event, counts):
    """Five short wires of one event, each with its count of the dead."""
    for number, (now, saying, rest) in enumerate(zip(counts, SAYINGS, REST, strict=True)):
        values = {"place": place, "caps": place.upper(), "event": event, "day": 3 + number, "now": now}
        lead = saying.format(**values)
        text = f"{event} à {place}\n\n{lead[0].upper()}{lead[1:]}\n{rest.format(**values)}"
        yield brief(text, f"{number}.txt", "fr")


@pytest.mark.parametrize(("place", "event", "counts"), EVENTS)
def test_the_newest_toll_leads_the_digest_and_the_change_is_said(place, event, counts):
    result = digest([*dispatches(place, event, counts)], SummarySettings("news", 5))
    [story] = result.stories
    first = story.sentences[0].sentence.source
    assert tolls(first, "fr") == {"dead": counts[-1]}
    older = {*counts} - {counts[-1]}
    assert not any(tolls(sentence.sentence.source, "fr").get("dead") in older for sentence in story.sentences)
    assert f"Changed: dead {counts[0]} → {counts[-1]} [w5 " in digest_to_markdown(result)
    assert ("in between" in digest_to_markdown(result)) == (max(counts) > counts[-1])
    [change] = json.loads(digest_to_json(result))["stories"][0]["changes"]
    assert change["highest"] == max(counts)
    assert (change["what"], change["before"], change["now"]) == ("dead", counts[0], counts[-1])


def test_dates_tell_which_toll_is_the_newest():
    wires = [*dispatches(*EVENTS[0])]
    days = count(9, -1)
    dated = [
        replace(wire, article=replace(wire.article, source=replace(wire.article.source, published=f"2026-11-{day:02}")))
        for wire, day in zip(wires, days, strict=False)
    ]
    result = digest(dated, SummarySettings("news", 5))
    assert [(change.before, change.now, change.wire) for change in result.stories[0].changes] == [(44, 27, 0)]


@pytest.mark.parametrize(
    ("days", "first", "newest"),
    [((5, 5, 4, 3, 3), 44, 27), ((3, 3, 4, 5, 5), 27, 44), ((4, 5, 3, 3, 5), 38, 44), ((3, 3, 3, 3, 3), 27, 44)],
)
def test_wires_of_one_day_are_read_in_the_direction_of_all_or_else_by_their_counts(days, first, newest):
    # Their counts are 27, 35, 38, 41 and 44.
    dated = [
        replace(wire, article=replace(wire.article, source=replace(wire.article.source, published=f"2026-11-0{day}")))
        for wire, day in zip(dispatches(*EVENTS[0]), days, strict=True)
    ]
    [change] = digest(dated, SummarySettings("news", 5)).stories[0].changes
    assert (change.before, change.now) == (first, newest)


def test_wires_that_agree_have_no_change():
    result = digest([*dispatches("Valdor", "le séisme", (27,) * 5)], SummarySettings("news", 5))
    assert [story.changes for story in result.stories] == [()]
    assert "Changed:" not in digest_to_markdown(result)


SETS = Path(__file__).with_name("event_wires.txt").read_text(encoding="utf-8").split("=== ")[1:]
"""Five short wires each, by different writers, on one event: its language, what is counted with its first and its newest
count, and what the first sentence of the digest must say."""


@pytest.mark.parametrize("event", SETS, ids=[event.splitlines()[0].replace(" ", "-") for event in SETS])
def test_a_digest_of_five_wires_begins_with_the_newest_toll_and_says_how_it_changed(event):
    head, _, texts = event.partition("\n\n")
    language, what, before, now, beginning = head.partition(":")[0].split()
    briefs = [brief(text.strip(), f"{place}.txt", language) for place, text in enumerate(texts.split("\n---\n"))]
    story = digest(briefs, SummarySettings("news", sentences=8)).stories[0]
    assert len(story.wires) >= 4
    assert beginning in story.sentences[0].sentence.source
    [change] = [candidate for candidate in story.changes if candidate.what == what]
    assert (change.before, change.now) == (int(before), int(now))


def test_wires_of_one_place_on_other_events_stay_apart():
    flood = SETS[0].partition("\n\n")[2].split("\n---\n")
    rice = (
        "Cambodge : le riz au plus haut\n\nLe prix du riz a atteint un record à Battambang, principale région "
        "productrice du Cambodge, a indiqué mercredi la chambre de commerce. Les exportations augmentent de 12%."
    )
    briefs = [brief(text.strip(), f"{place}.txt", "fr") for place, text in enumerate([*flood[:2], rice])]
    assert digest(briefs, SummarySettings("news", sentences=8)).stories[0].wires == (0, 1)


@pytest.mark.parametrize(
    ("sentence", "language", "counted"),
    [
        ("Le séisme de 2015 avait tué près de 9.000 personnes.", "fr", {}),
        ("En 2020, des crues avaient fait 44 morts dans la même province.", "fr", {}),
        ("Près de 2.000 personnes ont été tuées.", "fr", {"dead": 2000}),
        ("L'épidémie a causé la mort de 97 personnes.", "fr", {"dead": 97}),
        ("Le nombre de morts s'élève à au moins 57.", "fr", {"dead": 57}),
        ("In 2003, 34 tourists were killed at a level crossing.", "en", {}),
        ("The toll of the bombing at the Khair Khana mosque in Kabul rose to 18.", "en", {"dead": 18}),
        ("Gunmen kill 11 in a market.", "en", {"dead": 11}),
        ("Quarante et un passagers au total ont été légèrement ou grièvement blessés.", "fr", {"injured": 41}),
        ("Trente cas, dont quatre mortels, ont été signalés.", "fr", {"cases": 30, "dead": 4}),
        ("Le nombre de disparus a été ramené de 14 à 3.", "fr", {"missing": 3}),
        ("Tous les disparus de l'avalanche ont été retrouvés.", "fr", {"missing": 0}),
        ("Les cinq derniers disparus du gouffre ont été retrouvés vivants.", "fr", {"missing": 0}),
        ("Le nombre de cas a atteint 90 et celui des décès 15.", "fr", {"cases": 90, "dead": 15}),
        ("On est sans nouvelles de 14 randonneurs.", "fr", {"missing": 14}),
        ("46 des 80 passagers ont péri.", "fr", {"dead": 46}),
        ("Seuls trois des 40 passagers ont survécu.", "fr", {}),
        ("La mort d'une douzaine de personnes a été confirmée.", "fr", {"dead": 12}),
        ("Les corps de 25 migrants ont été repêchés.", "fr", {"bodies": 25}),
        ("Onze civils ont été massacrés.", "fr", {"dead": 11}),
        ("Neuf personnes ont été abattues samedi.", "fr", {"dead": 9}),
        ("Neuf arbres ont été abattus samedi.", "fr", {}),
        ("Le virus a contaminé 1.900 personnes.", "fr", {"cases": 1900}),
        ("Un blessé est décédé, portant à 15 le nombre de morts.", "fr", {"dead": 15}),
        ("Trois nouveaux décès ont été enregistrés mardi.", "fr", {}),
        ("Le bilan est de 31 morts, contre 14 morts dimanche.", "fr", {"dead": 31, "former dead": 14}),
        ("Le bilan, qui était de 39 morts, a été abaissé à 33.", "fr", {"dead": 33, "former dead": 39}),
        ("Le bilan pourrait dépasser 200 morts.", "fr", {"former dead": 200}),
        ("Le nombre de victimes passe de 13 à 16.", "fr", {"victims": 16}),
        ("Le corps d'une cinquième victime a été retrouvé.", "fr", {"victims": 5}),
        ("Le bilan de l'entreprise passe de 13 à 16 millions d'euros.", "fr", {}),
        ("Selon un bilan, 14 personnes sont venues.", "fr", {}),
        ("Environ 3.000 habitants ont dû quitter leur logement.", "fr", {"evacuated": 3000}),
    ],
)
def test_what_was_once_is_no_toll_and_further_ways_to_count(sentence, language, counted):
    assert tolls(sentence, language) == counted


@pytest.mark.parametrize(
    ("newest", "now"),
    [
        ("Le bilan de la crue de Morlay passe à 19.", 19),
        ("La crue de Morlay a fait une dizaine de victimes et dix blessés. Elle a tué 17 personnes.", 17),
        (
            "La crue de Morlay, dont un premier bilan faisait état de 9 morts, en a fait 12. Elle a tué 12 personnes.",
            12,
        ),
        ("Dimanche, la préfecture faisait état de 14 morts dans la crue de Morlay.", 14),
    ],
)
def test_victims_count_as_dead_beside_reports_of_dead_and_earlier_counts_only_without_another(newest, now):
    first = "La crue de Morlay a fait au moins neuf morts dans la nuit, a dit la préfecture de Morlay."
    briefs = [brief(f"La crue de Morlay\n\n{text}", f"{text[-9:]}.txt", "fr") for text in (first, newest)]
    [story] = digest(briefs, SummarySettings("news", sentences=4), together=True).stories
    assert [(change.before, change.now) for change in story.changes if change.what == "dead"] == [(9, now)]


@pytest.mark.parametrize(("before", "now"), [(12, 21), (25, 25)])
def test_bodies_count_where_they_are_more_than_the_dead_reported_so_far(before, now):
    texts = (
        f"Flood at Morlay\n\nThe flood at Morlay killed {before} people, the prefect of Morlay said.",
        "Flood at Morlay\n\nThe flood at Morlay goes down. Twenty-one bodies have been recovered, the prefect said.",
    )
    story = digest([brief(text, f"{text[-9:]}.txt") for text in texts], SummarySettings("news", sentences=4)).stories[0]
    assert [(change.before, change.now) for change in story.changes] == ([(before, now)] if now != before else [])


def test_bodies_found_before_the_newest_toll_are_not_told_beside_it():
    flood = SETS[0].partition("\n\n")[2].split("\n---\n")
    briefs = [brief(text.strip(), f"{place}.txt", "fr") for place, text in enumerate(flood)]
    [story] = digest(briefs, SummarySettings("news", sentences=8), together=True).stories
    told = [sentence.sentence.source for sentence in story.sentences]
    assert "23 morts" in told[0]
    assert not any("21 corps" in sentence for sentence in told)
