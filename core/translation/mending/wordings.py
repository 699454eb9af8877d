"""French wordings that the model takes by their words, said in others that it reads rightly.

Each was seen to go wrong in sentences of wires, and read again after: « La France insoumise a voté contre » came out as
`France voted against`, « information judiciaire » as judicial information, « les bourses asiatiques » as scholarships.
An entry says the same as what it stands for; idioms with more than one sense have no place here.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Final

_INITIALS = "LFI"
_IN_FULL = "La France Insoumise"

_FEMININE = {"un": "une ", "une": "une ", "cet": "cette ", "l'": "la ", "leur": "leur ", "son": "sa "}


def _conversation(talk: re.Match[str]) -> str:
    by_phone = " téléphonique" if "téléphonique" in talk[0] else ""
    return f"{_FEMININE[talk[1].lower()]}conversation{by_phone}"


_TABLE: Final[tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...]] = (
    # Politics. The model has no word for `insoumise`, and copies initials.
    (r"la France insoumise", _INITIALS),
    (r"((?:député|élu|sénateur|candidat|groupe|militant|parlementaire)e?s?) insoumise?s?", rf"\1 {_INITIALS}"),
    (r"(le gouvernement(?: [A-Z]\w+)? (?:a été|est|sera|serait|soit|ait été)) censuré(?! par)",
     r"\1 renversé par une motion de censure"),
    (r"(vot\w+) la censure(?! d)", r"\1 pour la motion de censure"),
    (r"mont(er|é|ée|és|ées) au créneau", r"interven\1"),
    (r"retoqu(é|ée|és|ées|er)", r"rejet\1"),
    # Talks, which are no interviews.
    (r"(une?|cet|l'|leur|son) ?entretien téléphonique", _conversation),
    (r"entretiens téléphoniques", "conversations téléphoniques"),
    (r"(un|leur) entretien(?= entre |[.,;] )", _conversation),
    (r"(compte rendu de l'appel)(?! téléph| [àd])", r"\1 téléphonique"),
    # Courts.
    (r"information judiciaire", "enquête judiciaire"),
    (r"en redressement judiciaire", "sous administration judiciaire"),
    (r"le redressement judiciaire", "l'administration judiciaire"),
    (r"la relaxe", "l'acquittement"),
    (r"une relaxe", "un acquittement"),
    (r"relaxé(e?s?)", r"acquitté\1"),
    (r"se pourvoir en cassation", "saisir la Cour de cassation"),
    (r"s'est pourvue? en cassation", "a saisi la Cour de cassation"),
    (r"écroué(e?s?)", r"incarcéré\1"),
    # Toll and rescue.
    (r"le bilan (pourrait|pourra|devrait|peut|va)( \w+)? s'alourdir", r"le nombre de victimes \1\2 augmenter"),
    (r"le bilan risque( \w+)? de s'alourdir", r"le nombre de victimes risque\1 d'augmenter"),
    (r"aucun(e?) (victime|blessé|mort|dégât) n'est à déplorer", r"il n'y a aucun\1 \2"),
    (r"aucun(e?) (victime|blessé|mort|dégât) n'était à déplorer", r"il n'y avait aucun\1 \2"),
    (r"à pied d'(?:œ|oe)uvre", "au travail"),
    (r"son pronostic vital est engagé", "sa vie est en danger"),
    (r"le pronostic vital( d\w+ [^,;]{1,40}?)? est engagé", r"la vie\1 est en danger"),
    # Money.
    (r"bourses asiatiques", "marchés boursiers asiatiques"),
    (r"bourses européennes", "marchés boursiers européens"),
    (r"bourses mondiales", "marchés boursiers mondiaux"),
    (r"bourses chinoises", "marchés boursiers chinois"),
    (r"((?:marchés|bourses?|indices|Wall Street)\b[^.;]{0,60}) en ordre dispersé", r"\1 sans tendance commune"),
    (r"déviss(é|er|e|ent|ait|aient|ant)", r"chut\1"),
    (r"se désendetter", "réduire sa dette"),
    # Street and field.
    (r"^port autonome(?= :)", "le port autonome"),
    (r"la grogne", "le mécontentement"),
    (r"(le|du|au) périphérique", r"\1 boulevard périphérique"),
    (r"arraché le (?:match )?nul", "obtenu le match nul"),
    (r"les arrêts de jeu", "le temps additionnel"),
    (r"battu(e?s?) à plate couture", r"largement battu\1"),
)  # fmt: skip
_WORDINGS = tuple((re.compile(rf"\b{pattern}\b", re.IGNORECASE), other) for pattern, other in _TABLE)


def reworded(text: str) -> str:
    """Return a cleaned French sentence in the wording that the model reads best."""
    for pattern, other in _WORDINGS:
        text = pattern.sub(partial(_said, other), text)
    return text


def in_full(source: str, translation: str) -> str:
    """Give a translation the name for which the model had initials to copy."""
    if _INITIALS not in translation or _INITIALS in source or "insoumise" not in source.lower():
        return translation
    return translation.replace(_INITIALS, _IN_FULL.upper() if translation.isupper() else _IN_FULL)


def _said(other: str | Callable[[re.Match[str]], str], found: re.Match[str]) -> str:
    """Say it otherwise, with a capital where it had one."""
    text = found.expand(other) if isinstance(other, str) else other(found)
    return text[0].upper() + text[1:] if found[0][0].isupper() else text
