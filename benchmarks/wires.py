"""Write any number of French wires to measure with, made up and without repeated sentences.

python -m benchmarks.wires FOLDER [--count 2000] [--sentences 4]
"""

import argparse
import random
from pathlib import Path

_WHO = (
    "Le ministre des transports",
    "La maire de la ville",
    "Le porte-parole du gouvernement",
    "La présidente de la région",
    "Le directeur de l'hôpital",
    "Un représentant des syndicats",
    "La préfète du département",
    "L'ancien entraîneur du club",
    "Une chercheuse de l'université",
    "Le procureur de la République",
    "La banque centrale",
    "Le comité d'organisation",
)
_DID = (
    "a annoncé {day} que {what}",
    "a confirmé {day}, lors d'une conférence de presse, que {what}",
    "a démenti {day} les informations selon lesquelles {what}",
    "estime que {what}, ce que contestent plusieurs associations",
    "a rappelé devant {number} élus que {what}",
    "a promis {day}, « sans attendre la fin de l'année », que {what}",
    "regrette, dans un communiqué publié {day}, que l'on puisse croire que {what}",
)
_WHAT = (
    "{number} logements seraient construits près de {place}",
    "les travaux de la ligne entre {place} et {other} coûteraient {number} millions d'euros",
    "le chômage avait reculé de {share} % dans la région de {place}",
    "{number} personnes avaient été évacuées après les inondations de {place}",
    "l'usine de {place} supprimerait {number} emplois d'ici à {year}",
    "la récolte serait inférieure de {share} % à celle de {year}",
    "le festival de {place} avait attiré {number} spectateurs de plus qu'en {year}",
    "l'accord signé avec {other} ne s'appliquerait qu'à partir de {year}",
    "l'enquête ouverte à {place} portait sur {number} contrats conclus depuis {year}",
    "le prix de l'eau augmenterait de {share} % à {place}",
)
_THEN = (
    "Selon les premières estimations, {number} foyers restaient privés d'électricité {day} autour de {place}.",
    "« Nous avons attendu {number} jours, et personne n'est venu », raconte un habitant de {place}.",
    "À {place} comme à {other}, les commerçants s'inquiètent : leur chiffre d'affaires a baissé de {share} %.",
    "Le tribunal de {place} rendra sa décision {day}, après {number} heures d'audience.",
    "La mesure, votée en {year} par {number} voix de majorité, n'a jamais été appliquée à {place}.",
    "Aucun blessé n'est à déplorer, mais {number} véhicules ont été détruits entre {place} et {other}.",
    "Il s'agit de la plus forte hausse depuis {year}, a précisé l'institut, qui a interrogé {number} entreprises.",
    "Les secours, arrivés de {other} dans la nuit, ont mis {number} minutes à atteindre le village voisin de {place}.",
)
_PLACES = (
    *("Lyon", "Marseille", "Toulouse", "Nantes", "Strasbourg", "Bordeaux", "Lille", "Rennes", "Reims", "Grenoble"),
    *("Dijon", "Angers", "Nîmes", "Brest", "Le Mans", "Limoges", "Tours", "Amiens", "Metz", "Perpignan"),
    *("Besançon", "Orléans", "Rouen", "Mulhouse", "Caen", "Nancy", "Avignon", "Poitiers", "Dakar", "Genève"),
)
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi matin", "dimanche soir")


def write_wires(folder: Path, count: int, sentences: int = 4, *, seed: int = 1) -> None:
    """Write wires of a headline and some sentences of 20 words or so, a hundred a folder; the same each time."""
    chance, written = random.Random(seed), set[str]()
    for number in range(count):
        head, *body = (_new(chance, written) for _ in range(sentences + 1))
        path = folder / f"{number // 100:03}" / f"{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{head.removesuffix('.')}\n\n{' '.join(body)}\n", encoding="utf-8")


def _new(chance: random.Random, written: set[str]) -> str:
    while True:
        place, other = chance.sample(_PLACES, 2)
        facts = {
            "day": chance.choice(_DAYS),
            "number": chance.randrange(2, 990),
            "share": f"{chance.randrange(1, 40)},{chance.randrange(1, 10)}",
            "year": chance.randrange(1998, 2031),
            "place": place,
            "other": other,
        }
        what = chance.choice(_WHAT).format(**facts)
        new_sentence = f"{chance.choice(_WHO)} {chance.choice(_DID).format(what=what, **facts)}."
        sentence = chance.choice((new_sentence, chance.choice(_THEN).format(**facts)))
        if sentence not in written:
            written.add(sentence)
            return sentence


def main() -> None:
    """Write a folder of wires."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--sentences", type=int, default=4)
    options = parser.parse_args()
    write_wires(options.folder, options.count, options.sentences)


if __name__ == "__main__":
    main()
