"""Courts and police, tolls and rescue."""

import re
from typing import Final

from core.translation.preprocessing.rewrites.entry import Entry, verb

_OFFENCES = (
    "(?:homicide|meurtre|assassinat|viol|vol|escroquerie|abus|corruption|harcèlement|association|trafic|blanchiment|faux"
    "|recel|non-assistance|mise en danger|complicité|détournement|blessure)"
)
_CASUALTIES = "(?:morts?|blessés?|victimes?|tués?)"
_SHE = "(son épouse|sa femme|sa compagne|sa fille|la victime|une femme|la fillette|l'adolescente|une patiente)"
_TRAFFIC = (
    "(?:camion|voiture|bus|car|train|tramway|scooter|moto|véhicule|chauffard|automobiliste|conducteur|conductrice)"
)
_SENTENCE = r"(?= [^.;]{0,50}\b(?:prison|réclusion|amende|sursis|peine|ans|mois|perpétuité|acquittement)\b)"


def _sided(court: re.Match[str]) -> str:
    decided = {"é": "tranché", "e": "tranche", "er": "trancher", "ent": "tranchent"}[court[1].lower()]
    return f"{decided} en faveur {'de' if court[2].lower() == 'à' else 'des'}"


_AGES: Final = {
    "trentenaire": "une trentaine d'années",
    "quadragénaire": "une quarantaine d'années",
    "quinquagénaire": "une cinquantaine d'années",
    "sexagénaire": "une soixantaine d'années",
    "septuagénaire": "environ soixante-dix ans",
    "octogénaire": "environ quatre-vingts ans",
    "nonagénaire": "environ quatre-vingt-dix ans",
}


def _aged(person: re.Match[str]) -> str:
    who = {"une ": "une femme", "la ": "la femme", "un ": "un homme"}.get(person[1].lower(), "l'homme")
    return f"{who} d'{_AGES[person[2].lower()]}"


PATTERNS: Final[tuple[Entry, ...]] = (
    # Courts and police.
    ("relaxé", r"relaxé(e?s?)", r"acquitté\1"),
    ("pourvu", r"s'est pourvue? en cassation", "a saisi la Cour de cassation"),
    ("écroué", r"écroué(e?s?)", r"incarcéré\1"),
    ("requis", rf"(a|ont|avait|avaient) requis{_SENTENCE}", r"\1 demandé"),
    verb("encour", "encourt:risque encourent:risquent encourait:risquait encouraient:risquaient", after=_SENTENCE),
    ("non-lieu", r"bénéfici(?:e|é|er|ent) d'un non-lieu", "obtenu l'abandon des poursuites"),
    ("prescrits", r"(les|des) faits (sont|étaient|seraient) prescrits", r"\1 faits \2 trop anciens pour être jugés"),
    ("en cause", r"mis(?:e|es)? en cause dans", "impliqué dans"),
    ("hors de cause", r"mis(?:e|es)? hors de cause", "innocenté"),
    ("chef", rf"(?:du chef|des chefs) (?:de |d')(?={_OFFENCES})", "pour "),
    ("raison", r"donn(é|e|er|ent) raison (aux?|à)", _sided),
    ("insu", rf"{_SHE}\b([^.;,]{{0,20}}) à son insu", r"\1\2 sans qu'elle le sache"),
    ("relaxe", r"relaxe(?= (?:pour|en appel|générale|partielle|confirmée|requise)\b)", "acquittement"),
    ("fauché", rf"fauché(e?s?) par(?= \w+ {_TRAFFIC})", r"renversé\1 par"),
    ("vigilance", r"(en|la) vigilance (rouge|orange|jaune)", r"\1 alerte \2"),
    ("rixe", r"(une|la|cette|violente) rixe", r"\1 bagarre"),
    ("échauffourées", r"(des|les|ces|violentes|quelques) échauffourées", r"\1 affrontements"),
    ("de coups", r"rou(é|ée|és|ées|er) de coups", r"violemment tabass\1"),
    ("forcené", r"(un|le) forcené(?! d)", r"\1 homme violent"),
    ("retranché", r"retranché(e?s?) (chez|dans)", r"barricadé\1 \2"),
    ("la thèse", r"la thèse (de l'|du |d'une? )(suicide|accident|attentat|homicide|meurtre|incendie)",
     r"l'hypothèse \1\2"),
    # Toll and rescue.
    ("bilan", r"le bilan (pourrait|pourra|devrait|peut|va)( \w+)? s'alourdir", r"le nombre de victimes \1\2 augmenter"),
    ("bilan", r"le bilan risque( \w+)? de s'alourdir", r"le nombre de victimes risque\1 d'augmenter"),
    ("bilan", r"le bilan (est|reste|était|restait|demeure)(?= (?:encore |très |toujours )?provisoire)",
     r"le nombre de victimes \1"),
    ("bilan", rf"bilan( provisoire| encore provisoire|)(?= (?:de|d'au moins|d'environ) \d+ {_CASUALTIES})", r"total\1"),
    ("bilan", r"(un|le|du) dernier bilan", r"\1 bilan le plus récent"),
    ("déplorer", r"aucun(e?) (victime|blessé|mort|dégât) n'est à déplorer", r"il n'y a aucun\1 \2"),
    ("déplorer", r"aucun(e?) (victime|blessé|mort|dégât) n'était à déplorer", r"il n'y avait aucun\1 \2"),
    ("à pied d'", r"à pied d'(?:œ|oe)uvre", "au travail"),
    ("pronostic", r"le pronostic vital( d\w+ [^,;]{1,40}?)? est engagé", r"la vie\1 est en danger"),
    ("cédé", r"((?:digue|barrage|toit|toiture|pont|plancher|mur)s?\b[^.;]{0,20}) (?:a|ont|avait|avaient) cédé",
     r"\1 s'est effondré"),
    ("intoxiqué", r"intoxiqué(e?s?)", r"empoisonné\1"),
    ("échoué", r"échoué(e?s?) sur (la|les|une|des|cette) (plages?|côtes?)", r"rejeté\1 sur \2 \3"),
    ("sa course", r"(fini|terminé) sa course(?= (?:dans|contre|sur) )", r"\1"),
    ("à l'appel", r"manqu(?:e|ent|ait|aient) à l'appel", "est manquant"),
    ("en mer", r"abîm(é|ée|és|ées|er) en mer", r"écras\1 en mer"),
    ("fixé", r"((?:l'|un )incendie|(?:le|un) feu)\b([^.;,]{0,40}) fixé(?! (?:à|au|aux|pour|par|comme|un))",
     r"\1\2 contenu"),
    ("plan blanc", r"(le|un) plan blanc", r"\1 plan d'urgence hospitalier"),
    ("soufflé", r"soufflé(e?s?) par(?= (?:l'|une |la )(?:explosion|déflagration|attentat))", r"détruit\1 par"),
    ("héliporté", r"(été|être) héliporté(e?s?)", r"\1 évacué\2 par hélicoptère"),
    ("locales", r"(\d+:\d+|\d+ heures?) locales", r"\1, heure locale"),
    ("naire", rf"(un |le |une |la |l')({'|'.join(_AGES)})", _aged),
)  # fmt: skip

PHRASES: Final[dict[str, str]] = {
    "bilan humain": "nombre de victimes",
    "jours francs": "jours entiers",
    "décrue": "baisse des eaux",
    "cote d'alerte": "niveau d'alerte",
    "coup de filet": "opération de police",
    "rentrée des classes": "rentrée scolaire",
    "carambolage": "accident en chaîne",
    "carambolages": "accidents en chaîne",
    "information judiciaire": "enquête judiciaire",
    "enquête de flagrance": "enquête",
    "la relaxe": "l'acquittement",
    "une relaxe": "un acquittement",
    "se pourvoir en cassation": "saisir la Cour de cassation",
    "son pronostic vital est engagé": "sa vie est en danger",
}
