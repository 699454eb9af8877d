"""What stands in a wire and is no part of its story: links, credits, agency marks, appeals, scraps of code."""

import re

_LINK = (
    r"(?:à |a )?(?:lire|voir|écouter|relire|découvrir|regarder)(?: également| aussi| encore)?\s*:"
    r"|(?:à |a )?(?:lire|voir|écouter|relire) (?:également|aussi)\b"
    r"|(?:>+|→|»|►|▶|▸)\s*(?:à )?(?:lire|voir|read|see)\b"
    r"|sur le même (?:sujet|thème)\b|pour aller plus loin\b|pour en savoir plus\b|en savoir plus\b"
    r"|cliquez (?:ici|sur)\b"
    r"|(?:read|see|watch|listen)(?: also)?(?: more)?\s*:|(?:read|see) also\b|read (?:more|next)\b"
    r"|related (?:articles?|stories)\b"
    r"|click here\b|find out more\b|more on this (?:story|topic)\b|more (?:details|information)? ?to (?:come|follow)\b"
)
_APPEAL = (
    r"abonnez-vous\b|inscrivez-vous\b|suivez-nous\b|rejoignez-nous\b|partagez\b"
    r"|téléchargez (?:notre|l['’]application)\b"
    r"|recevez (?:notre|nos|toute|chaque|gratuitement)\b|(?:cet )?article (?:est )?réservé (?:à nos|aux) abonnés\b"
    r"|il vous reste .{0,20}de cet article\b|pour lire la suite\b"
    r"|la suite (?:de cet article )?(?:est )?(?:réservée|après)\b"
    r"|subscribe\b|sign up\b|follow us\b|join us on\b|share this\b|download (?:our|the) app\b"
    r"|get (?:our|the) newsletter\b"
    r"|this article is (?:for|reserved)\b|to (?:continue|keep) reading\b|support (?:our|independent) journalism\b"
    r"|newsletter\s*:"
)
_CREDIT = (
    r"(?:crédits?|photos?|credits?|image|illustration|vidéo|video|légende|caption|source|sources|picture)\s*(?:photo)?\s*[:/©]"
    r"|©|\(c\)\s|(?:tous )?droits (?:de reproduction )?réservés\b|all rights reserved\b|copyright\b"
    r"|reproduction (?:même partielle )?interdite\b|(?:photo|image) d['’]illustration\b|getty images\b"
)
_AGENCY = r"(?:AFP|AP|Reuters|Belga|ATS|APS|MAP|TAP|EFE|dpa|ANSA|Keystone-ATS|Le Figaro|relaxnews|DPA|PA)"
_MARK = re.compile(
    rf"[\s(\[/–—-]*(?:(?:avec|par|by|with|from|source\s*:?)\s+)?(?:l['’])?{_AGENCY}"
    rf"(?:[\s,/&–—-]+(?:et |and |avec |with )?{_AGENCY})*[\s)\].;/–—-]*",
    re.IGNORECASE,
)
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*"
_NAMES = rf"{_NAME}(?:(?:,? |, (?:et |and )?)(?:(?:à|de|du|des|la|le|et|and|in|at|von|van|d['’])\s?)*{_NAME}){{0,7}}"
_BYLINE = re.compile(
    rf"(?:(?i:par|by|propos recueillis par|de notre (?:envoyée?|correspondante?)(?: spéciale?)?)) {_NAMES}[.]?"
)
_DATED = re.compile(r"(?:publié|mise? à jour|modifié|posté|published|updated|posted)\b(?=.*\d).{0,80}", re.IGNORECASE)
_LONGEST_DATED = 14
"""Words: « Publié le 3 mai 2024 à 10h12, mis à jour à 11h30 » has eleven."""
_OPENS = re.compile(rf"[\s(\[•*·–—-]*(?:{_LINK}|{_APPEAL}|{_CREDIT})", re.IGNORECASE)
_CODE = re.compile(r"\bwindow\.\w|\bfunction\s*\(|\bvar \w+\s*=|document\.\w+\(|[{}<>][^{}<>]*[{}<>]|\w+\(\{")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,255}\.\w+|[@#]\w+")
_MIN_LETTERS = 3
"""Fewer letters outside addresses say nothing."""


def is_boilerplate(sentence: str) -> bool:
    """Whether a sentence belongs to the page or the agency rather than to the story.

    >>> is_boilerplate("À lire aussi : Le port reprend vie"), is_boilerplate("(AFP)")
    (True, True)
    >>> is_boilerplate("L'AFP a publié la photo.")
    False
    """
    text = sentence.strip()
    if sum(map(str.isalpha, _ADDRESS.sub("", text))) < _MIN_LETTERS:
        return True
    if _MARK.fullmatch(text) or _OPENS.match(text) or _CODE.search(text):
        return True
    return bool(_BYLINE.fullmatch(text)) or (len(text.split()) <= _LONGEST_DATED and bool(_DATED.fullmatch(text)))
