"""Wires written for these tests, and the ways in which agencies and outlets send one twice."""

import re
from collections.abc import Iterator
from dataclasses import replace

from core.article import Article
from core.reading import read_text


def _flowing(text: str) -> str:
    """A paragraph a line."""
    return re.sub(r"(?<!\n)\n(?!\n)", " ", text)


AGENCY = (
    "Toute reproduction, même partielle, de cette dépêche est soumise à l'accord écrit de l'agence, qui se réserve "
    "tous les droits sur ses textes et ses illustrations."
)

QUARRY = _flowing("""Un glissement de terrain ferme la carrière de Vaubrun

VAUBRUN, 12 mai - Un glissement de terrain a emporté lundi matin une partie de la carrière de Vaubrun, sans faire de
blessé, a annoncé la préfecture. Quelque 40 000 mètres cubes de roche se sont détachés peu avant six heures.

Les douze ouvriers de l'équipe de nuit venaient de quitter le site. La route départementale 17, coupée sur deux
kilomètres, ne rouvrira pas avant la fin de la semaine. Une déviation passe par le col des Aulnes.

« Nous avions relevé des fissures dès le mois de mars », a déclaré la géologue Hélène Marchetti, qui suit le massif
depuis dix ans. L'exploitant assure avoir transmis chacun de ses rapports à l'administration.

Le maire, Paul Estève, demande que la partie nord soit fermée pour de bon. Une réunion publique est prévue jeudi.""")

QUARRY_INQUIRY = _flowing("""Carrière de Vaubrun : le parquet ouvre une enquête

VAUBRUN, 14 mai - Le parquet de Saint-Alban a ouvert mercredi une enquête préliminaire pour mise en danger de la vie
d'autrui après l'accident de la carrière de Vaubrun. Les gendarmes ont saisi des documents au siège de l'exploitant.

La procureure, Claire Nodier, veut savoir pourquoi l'exploitation a continué malgré les alertes. Deux anciens cadres
ont déjà été entendus, et trois autres le seront d'ici à vendredi, a-t-elle précisé devant la presse.

« Nous avions relevé des fissures dès le mois de mars », a déclaré la géologue Hélène Marchetti, qui suit le massif
depuis dix ans.

Le syndicat des carriers réclame de son côté un contrôle de tous les fronts de taille de la région avant l'été.""")

FERRY = _flowing("""Le ferry de Port-Ligny reprend la mer après onze jours de grève

PORT-LIGNY, 3 juin - Les marins du ferry qui relie Port-Ligny aux îles ont voté mardi la reprise du travail, après onze
jours d'une grève qui a privé les habitants de courrier et de produits frais.

L'accord prévoit une hausse des salaires de 4,2 % sur deux ans et l'embauche de neuf saisonniers. Il a été approuvé
par 61 voix contre 17, selon l'intersyndicale. La première traversée partira mercredi à 7 h 30.

La compagnie chiffre ses pertes à 1,3 million d'euros. Elle remboursera les billets sans frais jusqu'au 30 juin, et
promet deux départs de plus par jour pendant les vacances scolaires.""")

OBSERVATORY = _flowing("""L'observatoire du mont Serein découvre une comète

SAINT-ALBAN, 20 octobre - Une comète jusqu'ici inconnue a été photographiée dans la nuit de samedi à dimanche par
l'observatoire du mont Serein. Elle passera au plus près du Soleil en février prochain.

Son noyau mesurerait moins de deux kilomètres. Les amateurs pourront la suivre avec de simples jumelles, par temps
clair, dans la constellation du Lynx, estime l'astronome Bruno Castel. Son orbite reste à préciser.

D'autres observatoires ont été alertés, dont deux dans l'hémisphère sud. Un nom lui sera donné dans les prochains
jours, selon l'usage, d'après celui de l'instrument qui l'a vue en premier.""")

MARKET = _flowing("""La Bourse de Port-Ligny finit en hausse de 0,4 %

PORT-LIGNY, 5 juin - La Bourse de Port-Ligny a terminé la séance de jeudi en hausse de 0,4 %, à 5 812 points, dans des
échanges peu fournis de 310 millions. Le secteur du transport a gagné 1,2 %, celui de l'énergie a cédé 0,3 %.

Parmi les valeurs en vue, Navirex a pris 2,8 % à 41,10 et Cargolis a perdu 1,9 % à 17,35. Sur le marché des changes,
la monnaie s'échangeait à 1,0842 vers 18 heures.""")

MARKET_NEXT = _flowing("""La Bourse de Port-Ligny finit en baisse de 0,7 %

PORT-LIGNY, 6 juin - La Bourse de Port-Ligny a terminé la séance de vendredi en baisse de 0,7 %, à 5 771 points, dans des
échanges peu fournis de 284 millions. Le secteur du transport a gagné 0,1 %, celui de l'énergie a cédé 2,6 %.

Parmi les valeurs en vue, Boréalis a pris 3,5 % à 88,02 et Minerval a perdu 4,1 % à 9,60. Sur le marché des changes,
la monnaie s'échangeait à 1,0797 vers 18 heures.""")

LATER = _flowing("""

Les secours ont quitté les lieux en début de soirée. Un second passage de drones, mené à la nuit tombante, n'a rien
révélé de nouveau, selon le capitaine Adèle Rouvier.

Le ministre attend un premier rapport dans les dix jours. L'opposition régionale y voit un manque d'entretien ancien.""")


def article(text: str, published: str | None = None) -> Article:
    parsed = read_text(text.encode(), "wire.txt")
    return replace(parsed, source=replace(parsed.source, published=published))


def correction(text: str) -> str:
    """The same with one figure changed, the last one."""
    *_, figure = re.finditer(r"\d+", text)
    return f"{text[: figure.start()]}{int(figure[0]) + 2}{text[figure.end() :]}"


def update(text: str) -> str:
    """The same with paragraphs added at its end."""
    return text + LATER


def new_lead(text: str) -> str:
    """The same below a new beginning."""
    head, body = text.split("\n\n", 1)
    return f"DERNIÈRE MINUTE - {head}\n\n{LATER.strip()}\n\n{body}"


def other_outlet(text: str) -> str:
    """Another headline, another byline, the ending cut."""
    paragraphs = text.split("\n\n")[1:]
    shortened = paragraphs[: max(1, len(paragraphs) * 2 // 3)]
    return "\n\n".join(["Ce qu'il faut savoir ce soir", "Par la rédaction", *shortened])


def capitals(text: str) -> str:
    """In capitals without accents, as old teleprinters send it."""
    return text.upper().translate(str.maketrans("ÀÂÉÈÊËÎÏÔÙÛÇ", "AAEEEEIIOUUC"))


def flash(text: str) -> str:
    """The first paragraph alone, below a headline of its own."""
    return "ALERTE\n\n" + text.split("\n\n")[1]


MUTATIONS = (correction, update, new_lead, other_outlet, capitals, flash)


def versions(text: str) -> Iterator[str]:
    """Yield a wire and all its variants."""
    yield text
    for mutate in MUTATIONS:
        yield mutate(text)
