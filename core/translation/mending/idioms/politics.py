"""Parties, governments, elections and diplomacy."""

from typing import Final

from core.translation.mending.idioms.entry import ER, INITIALS, Entry, verb

_TABLES = "(?:parti|gouvernement|négociation|discussion|pourparler|réunion|coalition|majorité|groupe|syndicat|sommet)s?"

_DISASTERS = (
    "(bombardements?|frappes?|attaques?|attentats?|inondations|séismes?|incendies?|raids?|combats|violences"
    "|affrontements|explosions?|accidents?|naufrages?|bousculades?)"
)
_PARTY = "(?:député|élu|sénateur|candidat|groupe|militant|parlementaire)"

_PERSON = r"(?= (?:son|sa|ses|le|la|les|un|une|des) (?:\w+ )?(?:ministre|député|maire|secrétaire|élu))"
_BLOW = r"(?= (?:\w+ ){1,2}(?:tirs?|revers|échecs?|défaites?|critiques?|refus|pertes?|attaques?|camouflets?|huées)\b)"
_OFFENCES = (
    "(?:homicide|meurtre|assassinat|viol|vol|escroquerie|abus|corruption|harcèlement|association|trafic|blanchiment|faux"
    "|recel|non-assistance|mise en danger|complicité|détournement|blessure)"
)

_BLOW = r"(?= (?:\w+ ){1,2}(?:tirs?|revers|échecs?|défaites?|critiques?|refus|pertes?|attaques?|camouflets?|huées)\b)"
_OFFENCES = (
    "(?:homicide|meurtre|assassinat|viol|vol|escroquerie|abus|corruption|harcèlement|association|trafic|blanchiment|faux"
    "|recel|non-assistance|mise en danger|complicité|détournement|blessure)"
)

PATTERNS: Final[tuple[Entry, ...]] = (
    ("lfi", r"la France insoumise \(LFI\)", INITIALS),
    ("insoumis", rf"({_PARTY}e?s?) insoumise?s?", rf"\1 {INITIALS}"),
    ("censuré", r"(le gouvernement(?: (?-i:[A-Z])\w+)? (?:a été|est|sera|serait|soit|ait été)) censuré(?! par)",
     r"\1 renversé par une motion de censure"),
    ("censuré", r"(Conseil constitutionnel\b[^.;]{0,40}?) censuré", r"\1 annulé"),
    ("la censure", r"(vot\w+) la censure(?! d)", r"\1 pour la motion de censure"),
    ("la censure", r"((?:échapp|évit|risqu|soutien|souten|brandi|surv[ié]|résist)\w* (?:à )?)la censure(?! d)",
     r"\1la motion de censure"),
    ("ales", r"(aux|les|des|ces) (municipales|régionales|départementales|sénatoriales)(?! \w+[eé]e?s\b)",
     r"\1 élections \2"),
    verb("au créneau", "monter:intervenir monté:intervenu montée:intervenue montés:intervenus monte:intervient "
          "montent:interviennent montait:intervenait", after=" au créneau"),
    ("retoqu", rf"retoqu{ER}", r"rejet\1"),
    verb("en touche", "botter:éluder botté:éludé botte:élude bottent:éludent bottait:éludait", after=" en touche",
          then=" la question"),
    verb("arrière", "faire:reculer fait:reculé fera:reculera faisait:reculait", after=" (?:marche|machine) arrière"),
    ("point mort", r"(est|sont|était|étaient|reste|restent) au point mort", r"\1 dans l'impasse"),
    ("recadr", rf"recadr(er|é|e){_PERSON}", r"réprimand\1"),
    verb("l'éponge", "jeter:abandonner jeté:abandonné jette:abandonne jettent:abandonnent jetait:abandonnait",
          after=" l'éponge"),
    ("épinglé", r"épinglé(e?s?)(?= par | pour )", r"critiqué\1"),
    ("épinglé", r"(a|ont|avait|avaient) épinglé", r"\1 critiqué"),
    verb("essu", "essuyer:subir essuyé:subi essuie:subit essuient:subissent essuyait:subissait",
          after=_BLOW),
    ("le coup", r"accus(?:e|ent|ait|aient) le coup", "est sous le choc"),
    ("dans la mare", r"jet(?:er|é|te) (?:un|le) pavé dans la mare", "fait sensation"),
    ("torchon", r"le torchon brûl(?:e|ait) entre", "les tensions sont vives entre"),
    ("patin", r"((?:négociation|discussion|pourparler)s?\b[^.;]{0,30}?) patin(?:e|ent)", r"\1 stagnent"),
    ("arraché", r"à l'arraché(?![^.;]*\bkg)", "de justesse"),
    ("achopp", rf"achopp{ER}(?= sur )", r"échou\1"),
    ("bras de fer", r"(un|le|ce|du|au) bras de fer", r"\1 conflit"),
    ("unanimité", r"fai(?:t|sait) l'unanimité contre (?:lui|elle|eux)", "est rejeté par tous"),
    ("courantes", rf"expédi{ER} les affaires courantes", r"gér\1 les affaires courantes"),
    ("long feu", r"(?<!pas )fait long feu", "échoué"),
    ("tablier", r"rend(?:u|re) son tablier", "démissionné"),
    ("fraude", r"crie(r|nt)? à la fraude", r"dénonce\1 une fraude"),
    ("fraude", r"cri(é|ait|aient) à la fraude", r"dénonc\1 une fraude"),
    ("la porte", rf"claqu(er|é|e) la porte d(?:u|es|e la|e l'|e son|e leur) ?({_TABLES})", r"quitt\1 le \2"),
    ("à partie", r"pris(e?s?) à partie", r"attaqué\1"),
    ("fendu", r"s'est fendue? d'", "a publié "),
    ("dégain", r"dégain(é|er|e) le 49", r"utilis\1 le 49"),
    ("à bout", r"(est|sont|était|étaient|suis|sommes) à bout(?! (?:de|d'|portant))", r"\1 épuisés"),
    ("présidentielle", r"^présidentielle(?= ?:)", "élection présidentielle"),
    ("s", r"^(législatives|municipales|européennes|régionales|sénatoriales)(?= ?:)", r"élections \1"),
    ("retraites", r"^retraites(?= ?:)", "réforme des retraites"),
    ("remonté", r"remontée?s? contre", "en colère contre"),
    ("crie", r"crie(r|nt)? au (scandale|complot)", r"dénonce\1 un \2"),
    ("meurtri", rf"{_DISASTERS} (\w+ )?meurtri(?:er|ers|ère|ères)", r"\1 \2mortels"),
    ("éclats", r"(vole|volent) en éclats", "s'effondre"),
    ("la montre", r"jou(?:e|ent|ait|aient) la montre", "cherche à gagner du temps"),
    ("bloc", r"fai(?:t|sait) bloc", "reste unie"),
    ("bloc", r"font bloc", "restent unis"),
    ("tourné court", r"tourné court", "échoué"),
    verb("camp", "campe:maintient campent:maintiennent campait:maintenait campaient:maintenaient",
          after=r" sur(?= (?:sa|ses|leurs?) positions?\b)"),
    verb("volte-face", "faire:changer fait:changé", after=" volte-face", then=" d'avis"),
    ("éclats", r"((?:trêve|accord|coalition|cessez-le-feu|majorité|union)\b[^.;]{0,20}) (?:a|avait) volé en éclats",
     r"\1 a été rompu"),
    verb("tabl", "table:prévoit tablent:prévoient tablait:prévoyait tablaient:prévoyaient tabler:prévoir",
          after="(?:, (?:lui|elle|eux|elles),)? sur"),
    ("tiraillé", r"tiraillé(e?s?)", r"divisé\1"),
    ("payer", r"fai(?:t|sait|re) payer la (?:note|facture|addition) aux", "pénalise les"),
    ("copie", r"revoir (?:sa|la) copie", "réviser son projet"),
    ("rabot", rf"rabot{ER}", r"diminu\1"),
    ("à l'eau", r"((?:projet|plan|accord|fusion|vente|rachat|réforme)\b[^.;]{0,30}) (?:est|était) tombée?s? à l'eau",
     r"\1 a échoué"),
    verb("du lest", "lâcher:faire lâché:fait lâche:fait lâchent:font", after=" du lest", then=" des concessions"),
    ("laminé", r"(été|est|sont) laminée?s?", r"\1 écrasé"),
    ("adoub", rf"adoub{ER}", r"approuv\1"),
    ("frondeurs", r"(les|des|ces|\d+) frondeurs", r"\1 dissidents"),
    ("chahut", rf"chahut{ER}", r"hu\1"),
    ("temporis", r"temporis(?:e|ent|ait|aient)", "cherche à gagner du temps"),
    ("gagnant", r"(est|sont|était|étaient) donnée?s? gagnante?s?", r"\1 favoris"),
)  # fmt: skip

PHRASES: Final[dict[str, str]] = {
    "la France insoumise": INITIALS,
    "vent debout contre": "en révolte contre",
    "au bas mot": "au moins",
    "fustigeant": "critiquant",
    "baroud d'honneur": "dernier combat",
    "dans la tourmente": "en difficulté",
    "sur le gril": "sous pression",
    "sur la sellette": "en mauvaise posture",
    "en ordre dispersé": "sans unité",
    "à couteaux tirés": "en conflit ouvert",
    "au coude-à-coude": "à égalité",
    "le fisc": "l'administration fiscale",
    "du fisc": "de l'administration fiscale",
    "au fisc": "à l'administration fiscale",
    "dans l'Hexagone": "en France",
    "l'Hexagone": "la France",
    "des Insoumis": f"de {INITIALS}",
    "les Insoumis": INITIALS,
    "l'état-major": "le commandement militaire",
    "anti-mendicité": "contre la mendicité",
    "en grande pompe": "en grande cérémonie",
    "la place Beauvau": "le ministère de l'Intérieur",
    "la grogne": "le mécontentement",
}
