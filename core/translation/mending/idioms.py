"""The idioms of French wires, and what says the same in words that the model knows.

« La France insoumise a voté contre » came out as `France voted against`, « information judiciaire » as judicial
information, « il encourt dix ans » as ten years in jail. What has more than one sense in a wire has no place here; what
has two by its company, as « céder 3 % » and « céder 3 % du capital », stands here with its company. Agreement does not
matter: the model forgives it.
"""

import re
from collections.abc import Callable
from typing import Final

Other = str | Callable[[re.Match[str]], str]

INITIALS: Final = "LFI"
IN_FULL: Final = "La France Insoumise"
"""Of which the model knows no word; initials it copies."""


def _verb(cue: str, forms: str, *, before: str = "", after: str = "", then: str = "") -> tuple[str, str, Other]:
    """Return the pattern of a verb: `forms` pairs each form with that of the other verb, `then` follows it."""
    others = dict(pair.split(":") for pair in forms.split())
    pattern = rf"({before})\b({'|'.join(others)})\b{after}"
    return cue, pattern, lambda found: found[1] + others[found[2].lower()] + then


def _conversation(talk: re.Match[str]) -> str:
    article = {"un": "une ", "une": "une ", "cet": "cette ", "l'": "la ", "leur": "leur ", "son": "sa "}
    by_phone = " téléphonique" if "téléphonique" in talk[0] else ""
    return f"{article[talk[1].lower()]}conversation{by_phone}"


def _aged(person: re.Match[str]) -> str:
    who = {"une ": "une femme", "la ": "la femme", "un ": "un homme"}.get(person[1].lower(), "l'homme")
    return f"{who} d'{_AGES[person[2].lower()]}"


def _sided(court: re.Match[str]) -> str:
    verb = {"é": "tranché", "e": "tranche", "er": "trancher", "ent": "tranchent"}[court[1].lower()]
    return f"{verb} en faveur {'de' if court[2].lower() == 'à' else 'des'}"


_AGES: Final = {
    "trentenaire": "une trentaine d'années",
    "quadragénaire": "une quarantaine d'années",
    "quinquagénaire": "une cinquantaine d'années",
    "sexagénaire": "une soixantaine d'années",
    "septuagénaire": "environ soixante-dix ans",
    "octogénaire": "environ quatre-vingts ans",
    "nonagénaire": "environ quatre-vingt-dix ans",
}
_ER = "(er|é|ée|és|ées|e|ent|ait|aient|ant|era|eront|erait)"
"""Endings of a verb, where the other has the same."""
_BY = (
    r"(?= (?:(?:encore|aussi|jusqu'à|près de|plus de|environ|quelque) )?\d[\d., ]*"
    r"(?:%(?! (?:du|des|de|d'|dans))|(?:dollar|euro|cent|centime)s? à \d))"
)
"""By how much a price moves: no share that changes hands."""
_OF = r"(?:(?-i:[A-Z])\w+|du groupe|de la (?:société|banque))"
_MOVES = (
    r"(?= (?:a |avait )?(?:perd|gagn|céd|cèd|pren|pris|recul|bond|chut|grimp|progress|déviss|clôtur|termin|avan[cç]"
    r"|s'env|s'est env)[^.;]*\d ?%)"
)
"""What a share does on the stock exchange, where « titre » is no title and « action » no action."""
_TABLES = "(?:parti|gouvernement|négociation|discussion|pourparler|réunion|coalition|majorité|groupe|syndicat|sommet)s?"
_PARTY = "(?:député|élu|sénateur|candidat|groupe|militant|parlementaire)"
_PERSON = r"(?= (?:son|sa|ses|le|la|les|un|une|des) (?:\w+ )?(?:ministre|député|maire|secrétaire|élu))"
_BLOW = r"(?= (?:\w+ ){1,2}(?:tirs?|revers|échecs?|défaites?|critiques?|refus|pertes?|attaques?|camouflets?|huées)\b)"
_OFFENCES = (
    "(?:homicide|meurtre|assassinat|viol|vol|escroquerie|abus|corruption|harcèlement|association|trafic|blanchiment|faux"
    "|recel|non-assistance|mise en danger|complicité|détournement|blessure)"
)
_PRICES = r"((?:prix|cours|tarifs|loyers|factures|titre|action|bénéfices?)\b[^.;]{0,40})"
_TRADE = r"((?:consommation|ventes?|croissance|moral|économie|marché|secteur|demande|exportations)\b[^.;]{0,30})"
_SENTENCE = r"(?= [^.;]{0,50}\b(?:prison|réclusion|amende|sursis|peine|ans|mois|perpétuité|acquittement)\b)"

PATTERNS: Final[tuple[tuple[str, str, Other], ...]] = (
    # A cue that every match has in it, what is to be said otherwise, and how.
    # Politics.
    ("lfi", r"la France insoumise \(LFI\)", INITIALS),
    ("insoumis", rf"({_PARTY}e?s?) insoumise?s?", rf"\1 {INITIALS}"),
    ("censuré", r"(le gouvernement(?: (?-i:[A-Z])\w+)? (?:a été|est|sera|serait|soit|ait été)) censuré(?! par)",
     r"\1 renversé par une motion de censure"),
    ("censuré", r"(Conseil constitutionnel\b[^.;]{0,40}?) censuré", r"\1 annulé"),
    ("la censure", r"(vot\w+) la censure(?! d)", r"\1 pour la motion de censure"),
    ("ales", r"(aux|les|des|ces) (municipales|régionales|départementales|sénatoriales)(?! \w+[eé]e?s\b)",
     r"\1 élections \2"),
    _verb("au créneau", "monter:intervenir monté:intervenu montée:intervenue montés:intervenus monte:intervient "
          "montent:interviennent montait:intervenait", after=" au créneau"),
    ("retoqu", rf"retoqu{_ER}", r"rejet\1"),
    _verb("en touche", "botter:éluder botté:éludé botte:élude bottent:éludent bottait:éludait", after=" en touche",
          then=" la question"),
    _verb("arrière", "faire:reculer fait:reculé fera:reculera faisait:reculait", after=" (?:marche|machine) arrière"),
    ("point mort", r"(est|sont|était|étaient|reste|restent) au point mort", r"\1 dans l'impasse"),
    ("recadr", rf"recadr(er|é|e){_PERSON}", r"réprimand\1"),
    _verb("l'éponge", "jeter:abandonner jeté:abandonné jette:abandonne jettent:abandonnent jetait:abandonnait",
          after=" l'éponge"),
    ("épinglé", r"épinglé(e?s?)(?= par | pour )", r"critiqué\1"),
    ("épinglé", r"(a|ont|avait|avaient) épinglé", r"\1 critiqué"),
    _verb("essu", "essuyer:subir essuyé:subi essuie:subit essuient:subissent essuyait:subissait",
          after=_BLOW),
    ("le coup", r"accus(?:e|ent|ait|aient) le coup", "est sous le choc"),
    ("dans la mare", r"jet(?:er|é|te) (?:un|le) pavé dans la mare", "fait sensation"),
    ("torchon", r"le torchon brûl(?:e|ait) entre", "les tensions sont vives entre"),
    ("patin", r"((?:négociation|discussion|pourparler)s?\b[^.;]{0,30}?) patin(?:e|ent)", r"\1 stagnent"),
    ("arraché", r"à l'arraché(?![^.;]*\bkg)", "de justesse"),
    ("achopp", rf"achopp{_ER}(?= sur )", r"échou\1"),
    ("bras de fer", r"(un|le|ce|du|au) bras de fer", r"\1 conflit"),
    ("unanimité", r"fai(?:t|sait) l'unanimité contre (?:lui|elle|eux)", "est rejeté par tous"),
    ("courantes", rf"expédi{_ER} les affaires courantes", r"gér\1 les affaires courantes"),
    ("long feu", r"(?<!pas )fait long feu", "échoué"),
    ("tablier", r"rend(?:u|re) son tablier", "démissionné"),
    ("fraude", r"crie(r|nt)? à la fraude", r"dénonce\1 une fraude"),
    ("fraude", r"cri(é|ait|aient) à la fraude", r"dénonc\1 une fraude"),
    ("la porte", rf"claqu(er|é|e) la porte d(?:u|es|e la|e l'|e son|e leur) ?({_TABLES})", r"quitt\1 le \2"),
    ("à partie", r"pris(e?s?) à partie", r"attaqué\1"),
    ("fendu", r"s'est fendue? d'", "a publié "),
    ("dégain", r"dégain(é|er|e) le 49", r"utilis\1 le 49"),
    ("la montre", r"jou(?:e|ent|ait|aient) la montre", "cherche à gagner du temps"),
    ("bloc", r"fai(?:t|sait) bloc", "reste unie"),
    ("bloc", r"font bloc", "restent unis"),
    ("tourné court", r"tourné court", "échoué"),
    _verb("camp", "campe:maintient campent:maintiennent campait:maintenait campaient:maintenaient",
          after=r" sur(?= (?:sa|ses|leurs?) positions?\b)"),
    _verb("volte-face", "faire:changer fait:changé", after=" volte-face", then=" d'avis"),
    ("éclats", r"((?:trêve|accord|coalition|cessez-le-feu|majorité|union)\b[^.;]{0,20}) (?:a|avait) volé en éclats",
     r"\1 a été rompu"),
    _verb("tabl", "table:prévoit tablent:prévoient tablait:prévoyait tablaient:prévoyaient tabler:prévoir",
          after=" sur"),
    ("copie", r"revoir (?:sa|la) copie", "réviser son projet"),
    ("rabot", rf"rabot{_ER}", r"diminu\1"),
    ("à l'eau", r"((?:projet|plan|accord|fusion|vente|rachat|réforme)\b[^.;]{0,30}) (?:est|était) tombée?s? à l'eau",
     r"\1 a échoué"),
    _verb("du lest", "lâcher:faire lâché:fait lâche:fait lâchent:font", after=" du lest", then=" des concessions"),
    ("laminé", r"(été|est|sont) laminée?s?", r"\1 écrasé"),
    ("adoub", rf"adoub{_ER}", r"approuv\1"),
    ("frondeurs", r"(les|des|ces|\d+) frondeurs", r"\1 dissidents"),
    ("chahut", rf"chahut{_ER}", r"hu\1"),
    ("temporis", r"temporis(?:e|ent|ait|aient)", "cherche à gagner du temps"),
    ("gagnant", r"(est|sont|était|étaient) donnée?s? gagnante?s?", r"\1 favoris"),
    # Talks, which are no interviews.
    ("entretien", r"(une?|cet|l'|leur|son) ?entretien téléphonique", _conversation),
    ("entretien", r"(un|leur) entretien(?= entre |[.,;] )", _conversation),
    ("l'appel", r"(compte rendu de l'appel)(?! téléph| [àd])", r"\1 téléphonique"),
    # Courts and police.
    ("relaxé", r"relaxé(e?s?)", r"acquitté\1"),
    ("pourvu", r"s'est pourvue? en cassation", "a saisi la Cour de cassation"),
    ("écroué", r"écroué(e?s?)", r"incarcéré\1"),
    ("requis", rf"(a|ont|avait|avaient) requis{_SENTENCE}", r"\1 demandé"),
    _verb("encour", "encourt:risque encourent:risquent encourait:risquait encouraient:risquaient", after=_SENTENCE),
    ("non-lieu", r"bénéfici(?:e|é|er|ent) d'un non-lieu", "obtenu l'abandon des poursuites"),
    ("prescrits", r"(les|des) faits (sont|étaient|seraient) prescrits", r"\1 faits \2 trop anciens pour être jugés"),
    ("en cause", r"mis(?:e|es)? en cause dans", "impliqué dans"),
    ("hors de cause", r"mis(?:e|es)? hors de cause", "innocenté"),
    ("chef", rf"(?:du chef|des chefs) (?:de |d')(?={_OFFENCES})", "pour "),
    ("raison", r"donn(é|e|er|ent) raison (aux?|à)", _sided),
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
    # Money.
    ("dispersé", r"((?:marchés|bourses?|indices|Wall Street)\b[^.;]{0,60}) en ordre dispersé",
     r"\1 sans tendance commune"),
    ("déviss", rf"déviss{_ER}", r"chut\1"),
    ("l'action", rf"(?<!prix de )(?<!cours de )l'action ({_OF}){_MOVES}", r"le prix de l'action \1"),
    ("titre", rf"(le|son) titre((?: {_OF})?){_MOVES}", r"\1 prix de l'action\2"),
    _verb("d", "céder:perdre cédé:perdu cède:perd cèdent:perdent cédait:perdait cédaient:perdaient cédant:perdant",
          after=_BY),
    _verb("action", "prenait:augmentait prend:augmente pris:augmenté gagnait:augmentait gagne:augmente gagné:augmenté",
          before=r"action (?:(?-i:[A-Z])\w+ )?(?:a )?", after=_BY, then=" de"),
    _verb("pr", "prenait:progressait prenaient:progressaient prend:progresse prennent:progressent pris:progressé",
          after=_BY, then=" de"),
    ("grappill", rf"grappill{_ER}{_BY}", r"progress\1 de"),
    ("plombé", r"plombé(e?s?) par", r"pénalisé\1 par"),
    ("attentiste", r"(marchés?|séances?|climat|investisseurs) attentistes?", r"\1 prudents"),
    ("détendu", r"((?:rendement|taux|emprunt)\b[^.;]{0,60}) s'(?:est|était) détendu", r"\1 a reculé"),
    ("tendu", r"((?:rendement|taux|emprunt)\b[^.;]{0,60}) s'(?:est|était) tendu", r"\1 a progressé"),
    _verb("le pas", "marquer:ralentir marqué:ralenti marque:ralentit marquent:ralentissent marquait:ralentissait",
          after=" le pas"),
    _verb("le bilan", "déposer:faire déposé:fait dépose:fait déposait:faisait",
          after=" le bilan(?! d)", then=" faillite"),
    ("postes", r"(supprim\w+ (?:\w+ ){0,3}?[\d. ]+) postes", r"\1 emplois"),
    ("postes", r"suppressions? de (?:[\d. ]+ )?postes", "suppressions d'emplois"),
    ("berne", rf"{_TRADE} en berne", r"\1 en baisse"),
    ("flambent", rf"{_PRICES} flambent", r"\1 augmentent fortement"),
    ("envolé", rf"{_PRICES} s'est envolée?", r"\1 a grimpé"),
    ("envolé", rf"{_PRICES} se sont envolée?s", r"\1 ont grimpé"),
    ("la barre", r"la barre des (?=\d)", "le seuil des "),
    ("un plus", r"(touché|atteint|inscrit|à) un plus (bas|haut)(?! (?:niveau|degré|rang|prix|taux|point))",
     r"\1 son niveau le plus \2"),
    # Street and field.
    ("port autonome", r"^port autonome(?= :)", "le port autonome"),
    ("périphérique", r"(le|du|au) périphérique", r"\1 boulevard périphérique"),
    ("ébranlé", r"((?:cortège|procession|convoi)\b[^.;]{0,30}) s'est ébranlée?", r"\1 s'est mis en marche"),
    _verb("débray", "débrayer:faire débrayé:fait débrayent:font débrayaient:faisaient", then=" grève"),
    ("du ciel", r"aiguilleurs? du ciel", "contrôleurs aériens"),
    ("filtrant", r"barrages? filtrants?", "barrages routiers"),
    ("escargot", r"opérations? escargot", "opérations de ralentissement"),
    ("à l'arrêt", r"((?:métro|trafic|circulation|trains?|usines?|production|réacteurs?|vols)\b[^.;]{0,30}) à l'arrêt",
     r"\1 interrompus"),
    ("collège", r"(sortie|élèves?|professeurs?) du collège(?! électoral| des | de la )", r"\1 de l'école secondaire"),
    ("mouvement social", r"(en raison d'|à cause d'|suite à |par |pour )un mouvement social", r"\1une grève"),
    ("projectiles", r"jets? de projectiles", "lancers d'objets"),
    ("arraché le", r"arraché le (?:match )?nul", "obtenu le match nul"),
    ("plate couture", r"battu(e?s?) à plate couture", r"largement battu\1"),
    _verb("révérence", "tirer:faire tiré:fait tire:fait", after=" sa révérence", then=" ses adieux"),
    ("exemplaires", r"écoulé(e?s?) à(?= [^;]{1,20}exemplaires)", r"vendu\1 à"),
    _verb("ouv", "ouvert:marqué ouvrir:marquer ouvre:marque ouvrait:marquait", after=" (?:la marque|le score)",
          then=" le premier but"),
    ("un doublé", r"(?:inscrit|signé|réussi|réalisé) un doublé", "marqué à deux reprises"),
    ("forfait", r"(a|ont|avait|avaient) été déclarée?s? forfaits?", r"\1 dû renoncer"),
    ("forfait", r"déclar(é|er|e) forfait", r"renonc\1"),
    ("forfait", r"(est|était|sera|serait|sont|seront|étaient) forfaits?(?! [dl])", r"\1 absents"),
    ("dauphin", r"(d'avance sur|devant) son dauphin", r"\1 son plus proche rival"),
    ("incliné", r"s'est inclinée?(?=[^.;]{0,30} (?:face|contre|\d+-\d+))", "a perdu"),
    ("incliné", r"se sont inclinée?s(?=[^.;]{0,30} (?:face|contre|\d+-\d+))", "ont perdu"),
    ("adjugé", r"adjugé(e?s?)(?= (?:pour |à )?\d)", r"vendu\1 aux enchères"),
)  # fmt: skip

PHRASES: Final[dict[str, str]] = {
    "la France insoumise": INITIALS,
    "vent debout contre": "en révolte contre",
    "sur la sellette": "en mauvaise posture",
    "en ordre dispersé": "sans unité",
    "à couteaux tirés": "en conflit ouvert",
    "au coude-à-coude": "à égalité",
    "le fisc": "l'administration fiscale",
    "du fisc": "de l'administration fiscale",
    "au fisc": "à l'administration fiscale",
    "dans l'Hexagone": "en France",
    "l'Hexagone": "la France",
    "le patronat": "les employeurs",
    "du patronat": "des employeurs",
    "au patronat": "aux employeurs",
    "repreneur": "nouveau propriétaire",
    "bilan humain": "nombre de victimes",
    "anti-mendicité": "contre la mendicité",
    "carambolage": "accident en chaîne",
    "carambolages": "accidents en chaîne",
    "en grande pompe": "en grande cérémonie",
    "la place Beauvau": "le ministère de l'Intérieur",
    "entretiens téléphoniques": "conversations téléphoniques",
    "information judiciaire": "enquête judiciaire",
    "enquête de flagrance": "enquête",
    "en redressement judiciaire": "sous administration judiciaire",
    "le redressement judiciaire": "l'administration judiciaire",
    "la relaxe": "l'acquittement",
    "une relaxe": "un acquittement",
    "se pourvoir en cassation": "saisir la Cour de cassation",
    "son pronostic vital est engagé": "sa vie est en danger",
    "bourses asiatiques": "marchés boursiers asiatiques",
    "bourses européennes": "marchés boursiers européens",
    "bourses mondiales": "marchés boursiers mondiaux",
    "bourses chinoises": "marchés boursiers chinois",
    "place parisienne": "Bourse de Paris",
    "plan social": "plan de licenciements",
    "avertissement sur résultats": "avertissement sur ses bénéfices",
    "offre publique d'achat": "offre de prise de contrôle",
    "se désendetter": "réduire sa dette",
    "gazole": "diesel",
    "la grogne": "le mécontentement",
    "les arrêts de jeu": "le temps additionnel",
    "sélectionneur": "entraîneur",
    "lanterne rouge": "dernier",
    "d'un cheveu": "de justesse",
}
