"""Who said it, and when it was said."""

import re
from typing import Final

from core.translation.preprocessing.rewrites.entry import Entry

_DAYS = "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?: matin| soir| après-midi)?"
_TOLD = (
    "(?:dit|déclaré|indiqué|confié|raconté|affirmé|assuré|expliqué|précisé|témoigné|rapporté|estimé|ajouté|souligné)"
)
_EAR = r"à (?:l'AFP|Reuters|AP|la presse|des journalistes|la radio|la télévision|l'agence (?-i:[A-Z])\w+)"
_REST = r"(?=[.;]|, (?:s'|qui |sous |lors |avant |après |par |tout |en |dans |alors |(?-i:[a-zé])\w+ant )|$)"
"""Where he who speaks has been named, and his words or circumstances go on."""


def _learnt(told: re.Match[str]) -> str:
    """« a-t-on appris lundi auprès des pompiers »: the model makes it the day of what happened."""
    articles = {"du": "le ", "des": "les ", "de la": "la ", "de l'": "l'", "d'": "des ", "de": "des "}
    article = "une " if told[3].startswith("source ") else articles[told[2].lower().strip()]
    return f"selon {article}{told[3]}{' ' + told[1] if told[1] else ''}"


def _teller(said: re.Match[str]) -> str:
    """« a confié à l'AFP une habitante, Marie Durand »: the model makes her one of the agency."""
    return f"{said[4]}{',' if ',' in said[4] else ''} {said[1]} {said[2]} {said[3]}"


def _conversation(talk: re.Match[str]) -> str:
    article = {"un": "une ", "une": "une ", "cet": "cette ", "l'": "la ", "leur": "leur ", "son": "sa "}
    by_phone = " téléphonique" if "téléphonique" in talk[0] else ""
    return f"{article[talk[1].lower()]}conversation{by_phone}"


PATTERNS: Final[tuple[Entry, ...]] = (
    # Who said it, and when it was said.
    ("a-t-on appris", rf"a-t-on appris(?: ({_DAYS}))? (?:auprès )?(du |des |de la |de l'|d'|de )([^,.;]+)", _learnt),
    ("à ", rf"(?<=[\"»”,] )(a|ont) ({_TOLD}) ({_EAR}) ((?!qu[e'])(?:MM?\.|Dr\.|[^.;\"»])+?){_REST}", _teller),
    ("me ", r"(?-i:Me (?=[A-ZÀ-Þ][a-zà-ÿ-])(?!Too\b))", ""),
    # Talks, which are no interviews.
    ("entretien", r"(une?|cet|l'|leur|son) ?entretien téléphonique", _conversation),
    ("entretien", r"(un|leur) entretien(?= entre |[.,;] )", _conversation),
    ("l'appel", r"(compte rendu de l'appel)(?! téléph| [àd])", r"\1 téléphonique"),
)  # fmt: skip

PHRASES: Final[dict[str, str]] = {
    "entretiens téléphoniques": "conversations téléphoniques",
}
