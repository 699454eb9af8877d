"""The profile of French; and truecasing, which restores the accents that capitals in headlines often lack."""

import re
from collections.abc import Iterator

from core.lang.fr.grammar import DATES, DENIALS, GRAMMAR_WORDS, NUMBERS, SPEECH_VERBS, plural
from core.lang.fr.names import ARTICLE_EDITS, COPIED, NAMES
from core.lang.letters import GAP, bare
from core.lang.profile import Boilerplate, Casing, LanguageProfile, RankedWords, Splitting, SummaryWords

_WORD = re.compile(r"[^\W\d_]+")
_NEAR = 40
"""Characters before and after a single capital from which its meaning is decided."""
_AFTER_VERB = frozenset(
    "eu ete fait dit mis pris remis promis permis compris appris perdu battu rendu vendu recu vu lu su pu du voulu "
    "fini choisi reussi reuni subi ouvert offert decouvert bien deja toujours encore finalement un une des le les pas "
    "plus jamais rien ainsi aussi".split()
)
"""Words after the verb `a`, without accents: participles, and articles that never follow `à`."""
_RARE = 12_000
"""Beyond this rank, a participle is less likely than the preposition and a noun."""
_PLAINLY = 3
"""How many times more frequent a word must be with accents for its bare form to count as an error."""


def _lacks_accents(text: str, words: RankedWords) -> bool:
    """Whether a text without accents should have some: one of its words is rare without them."""
    for word in _WORD.findall(text.lower()):
        forms = words.accented(word)
        rank = min(words.rank(word), words.rank(word.capitalize()))
        if forms and _PLAINLY * words.rank(forms[0]) < rank:
            return True
        unknown = word not in words and word.capitalize() not in words
        # JOSE is a name that is written so too, SEISME no word.
        if unknown and (forms[0].islower() if forms else next(_restored(word, words), None)):
            return True
    return False


def _restored(small: str, words: RankedWords) -> Iterator[str]:
    """Yield forms with accents of a word that is not in the list, from a form that is: EVACUES, évacué."""
    for ending in ("s", "e", "es"):
        stem = small.removesuffix(ending)
        if stem != small:
            forms = [form for form in words.accented(stem) if form.islower()]
            yield from (form + ending for form in forms if form.endswith("é"))
            yield from (form + ending for form in forms)
    if small.endswith(("ee", "ees")) and len(small) > 5:
        head, _, tail = small.rpartition("ee")
        yield f"{head}ée{tail}"


def _letter(match: re.Match[str], words: RankedWords, accentless: bool) -> str:
    """Return what a single capital stands for: an elided word, `à`, `a`, `y`, or an initial, which stays.

    `accentless` says that the whole text has no accent: an `A` in it may be `à`. At its start it may be so anyway.
    """
    text, small = match.string, match[0].lower()
    following = text[match.end() : match.end() + 1]
    before = text[max(0, match.start() - _NEAR) : match.start()]
    if following in ("'", "’") or small in "ày" or before[-1:].isdigit() or (before[-1:] == following == "-"):
        return small
    if small != "a" or following != " ":
        return match[0]
    begins = not (_WORD.search(before) or GAP in before)
    if not begins and not accentless:
        return small
    rest = _WORD.search(text, match.end(), match.end() + _NEAR)
    after = bare(rest[0].lower()) if rest else ""
    # `A PARIS`, `A L'ETRANGER`: the preposition; `A ANNONCE`, `A PRIS`: the verb.
    accented = words.accented(after)[:1]
    verb = after in _AFTER_VERB or (accented and _is_participle(accented[0], words))
    return "a" if verb and not begins else "à"


def _is_participle(form: str, words: RankedWords) -> bool:
    """Whether a form in -é, after an `A` in capitals, is a participle and not a noun such as « proximité »."""
    if not form.endswith("é"):
        return False
    return f"{form[:-1]}er" in words or (not form.endswith("té") and words.rank(form) < _RARE)


CASING = Casing(
    prefixes=frozenset("ex anti pro non vice mi sous semi demi néo post pré franco euro inter".split()),
    endings=tuple(
        "ment ments tion tions sion sions eur eurs euse euses ique iques iste istes isme able ables aient èrent ée ées"
        " és er ir ante ants antes ait ais rait ité ités age ages aire aires eux ifs ive ives oise oises ette"
        " ettes".split()
    ),
    inflections=tuple("s x e es é ée és ées er ent nt ra ront rait ait aient ant r".split()),
    lacks_accents=_lacks_accents,
    restored=_restored,
    letter=_letter,
)


SPLITTING = Splitting(
    bound="""
        M MM Mme Mmes Mlle Mlles Mr Me Mes Dr Drs Dre Pr Prs Mgr Mgrs Vve Ste Sts Stes Cdt Cne Gal Vx cf
        conf p.ex c.-à-d c-à-d c.à.d N.-D N.D S.A.R S.M S.Exc Exc S.S LL op loc lt-col lieut-col capt adj-chef
        sgt-chef av-gén gal sous-préf
    """,
    numbered="""
        art al chap ch fig tab tabl p pp vol t n no nos num pl sect par éd env tél réf ann liv ill janv févr
        fév avr juil juill sept oct nov déc bp b.p cs lot fasc fol
    """,
    inner="""
        av bd boul pl fg fbg faub rte imp ste sté cie éts ets dép dépt coll trad dir ex éd hab max min moy
        suiv sq sqq adj gén Col Cap lt lieut sgt adjt cdt préf Prés secr resp ch ph th cl fr et al apr chr
        bull ibid cit op.cit loc.cit s.d id rép dém bât bt esc app col prés soc assoc arr arrdt proc subst sén
        amb commiss insp féd synd cap janv févr fév juil déc
    """,
    final="etc J.-C J.C JC",
    openers="""
        le la les l' un une des du de d' ce cet cette ces il elle ils elles on nous vous je j' tu c' qu' que
        qui quoi en dans sur pour par avec sans sous mais et ou or ni car donc si quand lorsque puisque
        parce depuis selon après avant à a au aux son sa ses leur leurs notre nos votre vos mon ma mes tout
        tous toute toutes cela ceci ça celui celle ceux celles plus pas aucun aucune chaque plusieurs
        certains certaines ainsi alors aussi enfin puis ensuite cependant pourtant toutefois néanmoins
        malgré comme chez contre entre vers pendant durant dès même quelques quel quelle quels quelles hier
        aujourd' demain là ici voilà voici parmi outre où non oui n' s' m' t' y seul seule seuls seules afin
        autant beaucoup bien comment combien pourquoi jamais rien personne quant sinon surtout tandis tant
        tel telle toujours trop très deux trois quatre cinq six dix interrogé interrogée
    """
    + " ".join(DATES.weekday_names()),
)

SUMMARY = SummaryWords(
    dependent=(
        r"il|elle|ils|elles|ce|cela|ceci|ça|c['’]|celui|celle|celles|ceux|cette|cet|ces|son|sa|ses|leur|leurs|lui"
        r"|on|tous deux|toutes deux|mais|or|et|ou|donc|car|ainsi|pourtant|cependant|toutefois|néanmoins|en effet"
        r"|en revanche"
        r"|au contraire|de plus|en outre|par ailleurs|enfin|puis|ensuite|alors|aussi|d['’]ailleurs|du coup|bref|ici|là"
        r"|d['’]ici là|depuis lors|dans la foulée|à ce titre|pour autant|dès lors|entre-temps|c['’]est pourquoi"
        r"|de son côté|de leur côté|de même|à l['’]inverse|autre|une autre|un autre|d['’]autres|le premier|le second"
    ),
    speaker=(r"je|j['’]|moi|me|m['’]|mon|ma|mes|nous|notre|nos|vous|votre|vos"),
    report=frozenset(
        "de du des d la le les l un une son sa ses leurs à au aux dans par pour sur contre après avant depuis dès selon"
        " entre avec sans a ont est sont été sera va".split()
    ),
    comment=frozenset(
        "il ils on ce c ça cela je j me m moi mon ma mes nous notre nos vous votre vos tu t y lui se ne n pas non que"
        " qu quand où ou mais si même ainsi alors aussi bien peu déjà là était étaient avait avaient être peut faut ai"
        " ces cet plus".split()
    ),
    numerals=frozenset(
        "deux trois quatre cinq six sept huit neuf onze douze treize quatorze quinze seize vingt trente quarante"
        " cinquante soixante cent cents mille million millions milliard milliards dizaine centaine premier première"
        " second".split()
    ),
    first_sentence=-1.2,
)


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


def _normalize(text: str) -> str:
    # Its patterns take longer to compile than all the tables, and only a translation needs them.
    from core.lang.fr.spelling import spell_out
    from core.lang.fr.typography import normalize

    return normalize(_repair_figures(_restore_accents(spell_out(text))))


def _repair_figures(text: str) -> str:
    from core.lang.fr.spelling import repair_figures

    return repair_figures(text)


def _restore_accents(text: str) -> str:
    from core.lang.fr.spelling import restore_accents

    return restore_accents(text)


def _format_numbers(source: str, translation: str) -> str:
    from core.lang.fr.typography import format_numbers

    return format_numbers(source, translation)


PROFILE = LanguageProfile(
    "fr",
    plural=plural,
    all_values=True,
    numbers=NUMBERS,
    dates=DATES,
    splitting=(SPLITTING,),
    small_starts=False,
    names=NAMES,
    article_edits=ARTICLE_EDITS,
    casing=CASING,
    normalize=_normalize,
    repair_figures=_repair_figures,
    restore_accents=_restore_accents,
    number_format={"en": _format_numbers},
    denials=DENIALS,
    copied=COPIED,
    inflection="e?s|e|ent|ons|ez|a|as|ai|ais|ait|aient|ions|iez|ant|âmes|èrent|er(?:a|as|ai|ons|ez|ont|ais|ait|aient)|ée?s?|eu(?:r|se)s?",
    grammar_words=GRAMMAR_WORDS,
    speech_verbs=SPEECH_VERBS,
    summary=SUMMARY,
    boilerplate=BOILERPLATE,
    byline_leads={"en": {"par": "By", "propos recueillis par": "Interview by"}},
    clitics=r"(?:-t)?-(?:je|tu|il|elle|on|nous|vous|ils|elles|ce|le|la|les|lui|leur|y|en|t|ci|là)$",
)
