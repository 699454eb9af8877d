"""What stands in a wire and is no part of its story: links, credits, agency marks, appeals, scraps of code.

Four tables, from sure to doubtful: what tells by itself wherever it stands, what tells where a sentence opens with it,
what tells only in a short sentence that reports nothing, and what tells only as a whole.
"""

import re

_AGENCY = (
    r"(?:AFP|AP|Reuters|Belga|ATS|APS|MAP|TAP|EFE|dpa|ANSA|Keystone-ATS|ETX|relaxnews|PA|Le Figaro|agences?|agencies"
    r"|wires?|(?:the )?Associated Press|Agence France-Presse)"
)
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*"
_NAMES = rf"{_NAME}(?:(?:,? |, (?:et |and )?)(?:(?:à|de|du|des|la|le|et|and|in|at|von|van|d['’])\s?)*{_NAME}){{0,7}}"
_CORRESPONDENT = (
    r"(?:(?:de )?notre )?(?:envoyée?|correspondante?|reporter|journaliste)s?(?: (?:spéciale?s?|permanente?s?))?"
)

_HAS = re.compile(
    r"\bwindow\.\w|\bfunction\s*\(|\bvar \w+\s*=|document\.\w+\(|[{}<>][^{}<>]*[{}<>]|\w+\(\{"
    r"|\bcontributed (?:to|reporting)\b.{0,40}$|\bwriters? .{0,40} contributed\.?$"
    r"|\bwe use cookies\b|nous utilisons des cookies|accepte[rz] les cookies"
    r"|earlier version of this (?:article|story)|this (?:article|story) (?:was|has been) (?:\w+ )?(?:updated|published)"
    r"|(?:this is a|this) breaking (?:news|story)|(?:refresh|reload) (?:the|this) page"
    r"|images? may be subject to copyright",
    re.IGNORECASE,
)
_OPENS = (
    r"(?:à |a )?(?:lire|voir|écouter|relire|découvrir|regarder|lisez|revoir)(?: également| aussi| encore| plus)?\s*[:>]"
    r"|(?:à |a )?(?:lire|voir|écouter|relire|lisez) (?:également|aussi)\b"
    r"|lire (?:la suite|l['’]article|notre (?:article|dossier|enquête)|nos |plus\b)"
    r"|(?:>+|→|»|►|▶|▸)\s*(?:à )?(?:lire|voir|read|see)\b"
    r"|(?:read|see|watch|listen)(?: also)?(?: more)?\s*:|(?:read|see) also\b|read (?:more|next|the full|our full)\b"
    r"|(?:lea|leer|lee|leggi|leia|lesen sie|mehr zum thema|lees)(?: \w+)? (?:también|anche|também|auch|ook)\b"
    r"|(?:cliquez (?:ici|sur)|click here|related (?:articles?|stories|topics?))\b"
    r"|(?:cet )?article (?:est )?réservé (?:à nos|aux) abonnés\b|il vous reste .{0,20}de cet article\b"
    r"|(?:contenu|réservé)e?s? (?:exclusi\w+ |réservée?s? )?(?:à nos|aux) abonnés\b"
    r"|pour (?:lire la suite|afficher ce)\b"
    r"|la suite (?:de cet article )?(?:est )?(?:réservée|après)\b|this article is (?:for|reserved)\b"
    r"|©|\(c\)\s|(?:tous )?droits (?:de reproduction )?réservés\b|all rights reserved\b|copyright (?:©|\d{4}|\w+ \d{4})"
    r"|reproduction (?:même partielle )?interdite\b|\(?(?:photo|image) d['’]illustration\b|getty images\b"
    r"|(?:additional )?(?:reporting|editing|writing) (?:and \w+ )?by (?-i:[A-Z][a-z])"
    r"|image (?:source|caption|copyright)\b"
    r"|media caption\b|(?:story|article) continues below\b|editor['’]s note\s*:|correction\s*:|note de la rédaction\s*:"
)
_SHORT = (
    r"(?:abonnez|inscrivez|suivez|rejoignez|retrouvez|connectez|ajoutez|soutenez|contactez|écrivez)-(?:nous|vous)\b"
    r"|je m['’]abonne|s['’]abonner\b|partage[rz]\b|déjà abonnée?\b|vous êtes déjà abonnée?\b|créez un compte\b"
    r"|télécharge[rz] (?:notre|l['’]appli)|(?:chaque \w+, )?recevez (?:notre|nos|toute|chaque|l['’]|gratuitement)"
    r"|suivez (?:toute |en direct |notre |nos |l['’]actu)|rejoignez (?:notre|la) (?:chaîne|communauté)"
    r"|retrouvez (?:tou[ts]e?s? |nos |notre |l['’]actu)|soutenez (?:notre|un journalisme|la rédaction|le journalisme)"
    r"|faites un don\b|pour ne rien (?:manquer|rater)|inscription à (?:la|notre)|(?:notre )?newsletters?\s*:"
    r"|commenter cet|voir (?:la vidéo|les commentaires|toutes? )|regarder la vidéo|écouter (?:cet |l['’])article"
    r"|cette vidéo peut|signaler une erreur|une erreur, une faute|sur le même (?:sujet|thème)\s*(?::|$)"
    r"|pour aller plus loin\s*(?::|$)|(?:pour )?en savoir plus\s*(?:[:.>]|sur (?:notre|le site|ce sujet)|$)"
    r"|la rédaction vous|nos articles les plus|(?:temps de )?lecture\s*:?\s*\d|temps de lecture\b"
    r"|(?:mots-clés|mots clés|tags?|thèmes?|thématiques?|rubriques?|sujets|topics?)\s*:"
    r"|(?:crédits?|photos?|credits?|image|illustration|vidéo|video|légende|caption|sources?|picture|textes?|traduction)"
    rf"(?:\s*\(?photos?)?\s*[:/©]|\(?photos? (?:by |par |de )?(?:{_AGENCY}\b|(?-i:[A-Z]\w+ [A-Z]))"
    r"|illustration\. \(|photos?\. "
    r"|subscribe (?:now|to|here|today)|subscribe$|sign (?:up|in)\b(?! language)|log in\b|already a subscriber"
    r"|follow (?:us|live|our|bbc|the bbc|@\w)|join (?:us on|our)|share (?:this|on)\b|download (?:our|the) app\b"
    r"|get (?:our|the) newsletter (?:here|now|in|by)|get breaking news|get in touch\b|start your (?:free )?trial"
    r"|become a (?:member|subscriber)|to (?:continue|keep) reading\b|continue reading\b"
    r"|support (?:our|independent) journ"
    r"|find out more\b|more on this (?:story|topic)\b|more (?:details |information )?(?:to come|to follow|follows)\b"
    r"|most (?:popular|read|viewed)$|listen to the best|watch (?:live|now|the video)\b|send your story"
    r"|(?:have you been|are you) affected|sponsored (?:content|by)|advertisement\b|terms of use|scroll to continue"
    r"|suscríbe\w+|suscripción|abonnieren sie|jetzt abonnieren|iscriviti|abbonati|inscreva-se|assine"
    r"|síguenos|folgen sie"
)
_SHORTEST_STORY = 15
"""Words: what opens like an appeal and goes on for so long tells something."""
_REPORTS = re.compile(
    r"[,»\"”]\s*(?:a|ont|avait|dit|disent|lance|explique|rappelle|selon|d['’]après|le|la|les|the|he|she|they"
    r"|according)\b[^,]*\w|\b(?:said|says|told|selon|according to)\b",
    re.IGNORECASE,
)
"""Somebody says it, or something happens after it."""
_WHOLE = re.compile(
    r"[\s(\[•*·–—-]*(?:"
    rf"(?:(?:avec|par|by|with|from|source\s*:?)\s+)?(?:l['’]|les )?{_AGENCY}"
    rf"(?:[\s,/&–—-]+(?:et |and |avec |with )?(?:l['’])?{_AGENCY})*"
    r"|(?:par |by )?(?:la )?rédaction(?: avec \w+)?|newsletters?|publicités?|sponsorisé|contenu sponsorisé|partager"
    r"|imprimer|commenter|les plus lus|\d+ (?:commentaires?|comments?)|commentaires?|comments?|share|cookies"
    r"|s['’]abonner|subscribe|log ?in|sign in|advertisement|recommended|recommandé|anzeige|publicidad"
    r"|pubblicità|related|connexion|se connecter"
    r")[\s)\].;:…/–—-]*",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    rf"(?:(?i:(?:écrit |texte |traduit de l['’]\w+ )?par|(?:written )?by|propos recueillis par|photo by)) {_NAMES}"
    rf"(?:,? \(?(?i:avec|with) (?i:l['’])?(?i:{_AGENCY})\)?)?[.]?"
    rf"|{_NAMES},? \(?(?i:avec|with|et|and|pour|/) (?i:l['’])?(?i:{_AGENCY})\)?[.]?"
    rf"|(?:{_NAMES}, )?(?i:{_CORRESPONDENT}) (?i:à|en|au|aux|in) {_NAME}(?: {_NAME})?(?:, {_NAMES})?[.]?"
    rf"|[A-ZÀ-ÖØ-Þ\s,'’-]+\((?i:{_AGENCY})\)[\s–—-]*"
    rf"|(?:[A-Z]\. ?){{1,3}}[A-Z]?\.?(?: (?i:avec|with) (?i:{_AGENCY}))?"
)
_DATE = (
    r"(?:\d[\w/:.]*|le|la|à|a|er|et|on|at|the|by|par|hier|yesterday|aujourd['’]hui|today|am|pm|h|min|s"
    r"|utc|gmt|cet|cest|bst|est|edt|publié|mise?|jour|modifié|updated|published|modified|last|dernière|first"
    r"|lun\w*|mar\w*|mer\w*|jeu\w*|ven\w*|sam\w*|dim\w*|jan\w*|f[ée]v\w*|avr\w*|mai|juin|juil\w*|ao[uû]t|sep\w*|oct\w*"
    r"|nov\w*|d[ée]c\w*|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*|feb\w*|apr\w*|may|june?|july?|aug\w*)"
)
_DATED = re.compile(
    r"(?:(?:cet )?article |première |dernière |last |first |originally )*"
    r"(?:publi(?:é|cation|ée)|mise? à jour|mise? en ligne|modifiée?|postée?|published|updated|modified|posted)\b"
    rf"(?=.*(?:\d|hier|yesterday|today|aujourd))(?:[\W_]*{_DATE}(?!\w))*[\W_]*",
    re.IGNORECASE,
)
_OPENING = re.compile(rf"[\s(\[•*·–—-]*(?:{_OPENS})", re.IGNORECASE)
_APPEAL = re.compile(rf"[\s(\[•*·–—-]*(?:{_SHORT})", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,255}\.\w+|[@#]\w+")
_READ = 1000
"""Characters of a sentence that are looked at: no credit or appeal is longer, and patterns stay quick."""
_MIN_LETTERS = 3
"""Fewer letters outside addresses say nothing."""


def is_boilerplate(sentence: str) -> bool:
    """Whether a sentence belongs to the page or the agency rather than to the story.

    >>> is_boilerplate("À lire aussi : Le port reprend vie"), is_boilerplate("(AFP)")
    (True, True)
    >>> is_boilerplate("L'AFP a publié la photo.")
    False
    """
    text = sentence.strip()[:_READ]
    if sum(map(str.isalpha, _ADDRESS.sub("", text))) < _MIN_LETTERS:
        return True
    if _HAS.search(text) or _OPENING.match(text):
        return True
    if any(whole.fullmatch(text) for whole in (_WHOLE, _BYLINE, _DATED)):
        return True
    return len(text.split()) < _SHORTEST_STORY and bool(_APPEAL.match(text)) and not _REPORTS.search(text)
