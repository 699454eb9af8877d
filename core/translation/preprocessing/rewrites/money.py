"""Markets, companies and prices."""

from typing import Final

from core.translation.preprocessing.rewrites.entry import ER, Entry, verb

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

_CLOSES = "(finit|finissent|fini|termine|terminent|terminé|clôture|clôturé|ouvre|ouvert|évoluait|évolue)"
_GOODS = "(pétrole|or|gaz|brent|blé|cacao|café|électricité|essence|inflation)"
_PRICES = r"((?:prix|cours|tarifs|loyers|factures|titre|action|bénéfices?)\b[^.;]{0,40})"
_TRADE = r"((?:consommation|ventes?|croissance|moral|économie|marché|secteur|demande|exportations)\b[^.;]{0,30})"

PATTERNS: Final[tuple[Entry, ...]] = (
    ("dispersé", r"((?:marchés|bourses?|indices|Wall Street)\b[^.;]{0,60}) en ordre dispersé",
     r"\1 sans tendance commune"),
    ("déviss", rf"déviss{ER}", r"chut\1"),
    ("l'action", rf"(?<!prix de )(?<!cours de )l'action ({_OF}){_MOVES}", r"le prix de l'action \1"),
    ("titre", rf"(le|son) titre((?: {_OF})?){_MOVES}", r"\1 prix de l'action\2"),
    verb("d", "céder:perdre cédé:perdu cède:perd cèdent:perdent cédait:perdait cédaient:perdaient cédant:perdant",
          after=_BY),
    verb("action", "prenait:augmentait prend:augmente pris:augmenté gagnait:augmentait gagne:augmente gagné:augmenté",
          before=r"action (?:(?-i:[A-Z])\w+ )?(?:a )?", after=_BY, then=" de"),
    verb("pr", "prenait:progressait prenaient:progressaient prend:progresse prennent:progressent pris:progressé",
          after=_BY, then=" de"),
    ("grappill", rf"grappill{ER}{_BY}", r"progress\1 de"),
    verb("engrang", "engrange:obtient engrangent:obtiennent engrangé:obtenu engranger:obtenir"),
    ("une commande", r"(obt\w+|décroch\w+|remport\w+|sign\w+|reçu) une commande", r"\1 un contrat"),
    ("le rouge", rf"{_CLOSES} dans le rouge", r"\1 en baisse"),
    ("le vert", rf"{_CLOSES} dans le vert", r"\1 en hausse"),
    ("dopé", r"dopé(e?s?) par", r"stimulé\1 par"),
    ("flambe", rf"{_GOODS}\b([^.;]{{0,20}}) flambe", r"\1\2 grimpe"),
    ("plombé", r"plombé(e?s?) par", r"pénalisé\1 par"),
    ("attentiste", r"(marchés?|séances?|climat|investisseurs) attentistes?", r"\1 prudents"),
    ("détendu", r"((?:rendement|taux|emprunt)\b[^.;]{0,60}) s'(?:est|était) détendu", r"\1 a reculé"),
    ("tendu", r"((?:rendement|taux|emprunt)\b[^.;]{0,60}) s'(?:est|était) tendu", r"\1 a progressé"),
    verb("le pas", "marquer:ralentir marqué:ralenti marque:ralentit marquent:ralentissent marquait:ralentissait",
          after=" le pas"),
    verb("le bilan", "déposer:faire déposé:fait dépose:fait déposait:faisait",
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
)  # fmt: skip

PHRASES: Final[dict[str, str]] = {
    "le patronat": "les employeurs",
    "du patronat": "des employeurs",
    "au patronat": "aux employeurs",
    "repreneur": "nouveau propriétaire",
    "en redressement judiciaire": "sous administration judiciaire",
    "le redressement judiciaire": "l'administration judiciaire",
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
}
