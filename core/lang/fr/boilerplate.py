"""French furniture of pages and wires that is no part of a story."""

from core.lang.profile import Boilerplate

BOILERPLATE = Boilerplate(
    anywhere=r"nous utilisons des cookies|accepte[rz] les cookies",
    opening=(
        r"(?:à |a )?(?:lire|voir|écouter|relire|découvrir|regarder|lisez|revoir)"
        r"(?: également| aussi| encore| plus)?\s*[:>]"
        r"|(?:à |a )?(?:lire|voir|écouter|relire|lisez) (?:également|aussi)\b"
        r"|lire (?:la suite|l['’]article|notre (?:article|dossier|enquête)|nos |plus\b)"
        r"|(?:>+|→|»|►|▶|▸)\s*(?:à )?(?:lire|voir)\b|cliquez (?:ici|sur)\b"
        r"|(?:cet )?article (?:est )?réservé (?:à nos|aux) abonnés\b|il vous reste .{0,20}de cet article\b"
        r"|(?:contenu|réservé)e?s? (?:exclusi\w+ |réservée?s? )?(?:à nos|aux) abonnés\b"
        r"|pour (?:lire la suite|afficher ce)\b|la suite (?:de cet article )?(?:est )?(?:réservée|après)\b"
        r"|(?:tous )?droits (?:de reproduction )?réservés\b|reproduction (?:même partielle )?interdite\b"
        r"|\(?(?:photo|image) d['’]illustration\b|note de la rédaction\s*:"
    ),
    appeal=(
        r"(?:abonnez|inscrivez|suivez|rejoignez|retrouvez|connectez|ajoutez|soutenez|contactez|écrivez)-(?:nous|vous)\b"
        r"|je m['’]abonne|s['’]abonner\b|partage[rz]\b|déjà abonnée?\b|vous êtes déjà abonnée?\b|créez un compte\b"
        r"|télécharge[rz] (?:notre|l['’]appli)"
        r"|(?:chaque \w+, )?recevez (?:notre|nos|toute|chaque|l['’]|gratuitement)"
        r"|suivez (?:toute |en direct |notre |nos |l['’]actu)|rejoignez (?:notre|la) (?:chaîne|communauté)"
        r"|retrouvez (?:tou[ts]e?s? |nos |notre |l['’]actu)"
        r"|soutenez (?:notre|un journalisme|la rédaction|le journalisme)"
        r"|faites un don\b|pour ne rien (?:manquer|rater)|inscription à (?:la|notre)|notre newsletters?\s*:"
        r"|commenter cet|voir (?:la vidéo|les commentaires|toutes? )|regarder la vidéo|écouter (?:cet |l['’])article"
        r"|cette vidéo peut|signaler une erreur|une erreur, une faute|sur le même (?:sujet|thème)\s*(?::|$)"
        r"|pour aller plus loin\s*(?::|$)"
        r"|(?:pour )?en savoir plus\s*(?:[:.>]|sur (?:notre|le site|ce sujet)|$)"
        r"|la rédaction vous|nos articles les plus|(?:temps de )?lecture\s*:?\s*\d|temps de lecture\b"
        r"|(?:mots-clés|mots clés|thèmes?|thématiques?|rubriques?|sujets)\s*:"
    ),
    credit="crédits?|photos?|image|illustration|vidéo|légende|sources?|textes?|traduction",
    report=r"a|ont|avait|dit|disent|lance|explique|rappelle|selon|d['’]après|le|la|les",
    says=r"\bselon\b",
    whole=(
        r"(?:par )?(?:la )?rédaction(?: avec \w+)?|newsletters?|publicités?|sponsorisé|contenu sponsorisé|partager"
        r"|imprimer|commenter|les plus lus|\d+ commentaires?|commentaires?|s['’]abonner|recommandé|connexion"
        r"|se connecter"
    ),
    dated=r"publi(?:é|cation|ée)|mise? à jour|mise? en ligne|modifiée?|postée?",
    date_words="le|la|à|a|er|et|on|par|hier|aujourd['’]hui|publié|mise?|jour|modifié|dernière|première|cet|article",
)
