"""French numbers, dates, plurals, negation and verbs of saying."""

import re
from collections.abc import Sequence

from core.lang.number_words import Dates, Numbers, counted, multiples, numbered, said_by
from core.lang.profile import Denials

NUMBERS = Numbers(
    between=frozenset(("à", "et", "ou")),
    of=frozenset(("de",)),
    shares=frozenset(
        "cent cents pourcentage pourcentages pour moitié tiers quart taux points point mille doublé doublée doublés"
        " doubler triplé triplée triplés tripler divisé divisée divisés divisées multiplié multipliée multipliés"
        " multipliées facteur fois".split()
    ),
    no_money=frozenset("tireur tireurs maçon maçons maçonnerie maçonnique jeu parler succès".split()),
    falls=frozenset(("baisse", "chute", "recul", "minus", "negative", "sub", "decline")),
    halves=(("et", "demi"), ("et", "demie")),
    units=counted(
        "zéro=0; un une=1; deux=2; trois=3; quatre quatres=4; cinq=5; six=6; sept=7; huit=8; neuf=9; dix=10; onze=11;"
        "douze=12; treize=13; quatorze=14; quinze=15; seize=16; vingt vingts=20; trente=30; quarante=40;"
        "cinquante=50; soixante=60; septante=70; huitante octante=80; nonante=90"
    )
    | multiples(
        "tripl=3; quadrupl=4; quintupl=5; sextupl=6; septupl=7; octupl=8; nonupl=9; décupl=10; undécupl=11;"
        "duodécupl=12; vingtupl=20; centupl=100"
    ),
    ordinals=counted(
        "deuxième deuxièmes=2; troisième troisièmes=3; quatrième=4; cinquième=5; sixième=6; septième=7; huitième=8;"
        "neuvième=9; dixième=10; onzième=11; douzième=12; treizième=13; quatorzième=14; quinzième=15; seizième=16;"
        "vingtième=20; trentième=30; quarantième=40; cinquantième=50; soixantième=60; centième=100; millième=1000"
    ),
    magnitudes=counted(
        "cent cents=100; mille=1e3; million millions=1e6; milliard milliards=1e9; billion billions=1e12;"
        "trillion trillions=1e18"
    ),
    collectives=counted(
        "dizaine dizaines=10; douzaine douzaines=12; quinzaine=15; vingtaine=20; trentaine=30; quarantaine=40;"
        "cinquantaine=50; soixantaine=60; centaine centaines=100; millier milliers=1e3"
    ),
    divided=r"divis\w+ par #|# fois (?:moins|inférieur)|(?:rédui|baiss|recul|chut)\w*( \w+){0,3} facteur (?:de )?#",
    multiplied=r"multipli\w+ par #|# fois (?:plus|supérieur)",
    said_by=said_by(
        "0: aucun zéro nul; 2: deux double doubles doubler doublé doublée couple couples paire paires second seconde"
        " deuxième duo jumeaux jumelles jumelle jumeau bi demi demie quinze quinzaine ou autre ambos dual bipartite"
        " deuxièmement doublement bilatérale binôme bidimensionnel bidimensionnelle bilingue bilingues bimensuel"
        " bimestriel; 3: tridimensionnel"
        " tridimensionnelle tridimensionnels trilingue trilatéral trilatérale tripartite triangulaire triathlon"
        " tricolore triple tiers trio trimestre tripler troisième trois triplé"
        " tierce triplement troisièmement; 4: coins quart quarts trimestre quatuor quadruple quatrième quadrupler; 5:"
        " quinquennat quinquennal cinquième lustre; 6: semestre semestriel sixième; 7: septennat hebdomadaire semaine;"
        " 8: octave; 9: neuvième neufs; 10: décennie décennies décennal dizaine dix décuplé; 12: douzaine midi an; 14:"
        " quinzaine quinze; 16: huitièmes; 18: mi; 32: seizièmes; 20: vingtaine vicennale; 24: jour; 30: trentaine"
        " trentenaire; 40: quarantaine quadragénaire; 50: moitié demi cinquantaine cinquantenaire quinquagénaire; 60:"
        " soixantaine sexagénaire minute; 70: septuagénaire; 80: octogénaire; 90: nonagénaire; 100: centaine centaines"
        " siècle siècles centenaire cent centuple"
        " doublé doublée doublés doubler; 200: triplé triplée triplés tripler;"
        " 1000: millénaire millier milliers mille; 2000: millénaire"
    ),
)

DATES = Dates(
    months=numbered(
        "janvier janv;février fév févr fevrier;mars;avril avr;mai;juin;juillet juil juill;août aout;septembre sept;"
        "octobre oct;novembre nov;décembre déc decembre"
    ),
    weekdays=numbered(
        "lundi lundis;mardi mardis;mercredi mercredis;jeudi jeudis;vendredi vendredis;samedi samedis;dimanche dimanches"
    ),
    implied=dict.fromkeys(("dominical", "dominicale", "dominicaux", "dominicales"), 7),
    near_days=("hier", "avant-hier", "aujourd['’]hui"),
    relative={"hier": -1, "demain": 1},
    ambiguous=frozenset("mars mai sept nov avr".split()),
    abbreviated=frozenset("sept nov avr".split()),
    before_month=frozenset("en de du d depuis dès fin début mi ce à et mois avant après".split()),
    pm_from={"après midi": 1, "soir": 4, "soirée": 4, "nuit": 8},
    hours=frozenset(("heure", "heures")),
)


_NE = frozenset({"ne", "n"})
_WITH_NE = frozenset("pas jamais rien aucun aucune personne nul nulle plus guère point ni nullement".split())
_CEASING = ("cess", "arrêt", "tard", "manqu")
"""Verbs whose negation means the opposite: « ne pas cesser » is to continue, « ne pas tarder » is to do soon."""
_SUBJECTS = frozenset("aucun aucune personne rien nul nulle".split())
"""Words that may stand before « ne » as its other half: « aucune victime n'a été signalée »."""
_SUBJECT_BEFORE = 6
"""Maximum words between such a word and « ne »."""
_ARTICLES = frozenset("la une cette toute chaque autre même seule quelque de d le un pour".split())
"""Words after which « personne » and « rien » are nouns, or part of another expression."""
_SPARING = ("ignor", "épargn", "échapp", "sans", "abri", "étonn", "surpren", "dout", *_CEASING)
"""Verbs and words that make an assertion of such a subject: « nul n'ignore », « aucun n'est épargné » is all."""
_ONLY = ("que", "qu")


def _find(tokens: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return the certain negations of a sentence, such as « ne … pas », each as written."""
    found: list[str] = []
    used = -1
    for place, word in enumerate(lower):
        if word not in _NE:
            continue
        # The second half is close by; « ne … que » and the expletive « ne » have none.
        for at in range(place + 1, min(place + 6, len(lower))):
            other = lower[at]
            if other in _ONLY or (other == "peut" and lower[at + 1 : at + 2] == ["plus"]):
                break
            if other in _WITH_NE and at > used:
                # « ne … plus que », « pas que »: only.
                near = lower[at + 1 : at + (4 if other == "plus" else 2)]
                # « ne tardera pas à »: soon.
                soon = any(word.startswith("tard") for word in lower[place + 1 : at])
                if soon or any(word in near for word in _ONLY) or near[:1] in (["moins"], ["sans"]) or _ceasing(near):
                    break
                used = at
                found.append(f"{tokens[place]}{'’' if word == 'n' else ''} … {other}")
                break
        else:
            subject = _subject(lower, place, used)
            if subject is not None:
                used = place
                found.append(f"{tokens[subject]} … {tokens[place]}{'’' if word == 'n' else ''}")
    return found


def _subject(lower: Sequence[str], place: int, used: int) -> int | None:
    """Return the position of a negative subject of the « ne » at a position; None if it has none."""
    if any(word.startswith(_SPARING) for word in lower[place + 1 : place + 5]):
        return None
    for at in range(place - 1, max(used, place - 2 - _SUBJECT_BEFORE), -1):
        if lower[at] in _NE or lower[at] in _WITH_NE - _SUBJECTS:
            return None
        if lower[at] in _SUBJECTS:
            return None if at and lower[at - 1] in _ARTICLES else at
    return None


def _ceasing(near: Sequence[str]) -> bool:
    return bool(near) and near[0].startswith(_CEASING)


_DENIED = (
    "(?:rien|personne|jamais|du tout|quoi|où|comment|très|trop|vraiment|aucune?|envie|confiance|besoin|les moyens"
    "|le droit|le temps|possible|le cas|la peine|[a-zà-ÿ]{2,}(?:er|ir|re|oir))"
)
"""Words before which « plus » means no longer where « ne » is missing."""
DENIALS = Denials(
    particles=_NE,
    find=_find,
    strong=frozenset(
        "faux fausse fausses faussement tort inexact inexacte mal pas jamais rien aucun aucune aucuns personne nul"
        " nulle nulles ni sans non peu guère insu égal dépourvu"
        " dépourvue dépourvus zéro".split()
    ),
    soft=frozenset(
        "sauf hors peine faute loin absence manque manquer défaut refus impossible inutile seul seule seuls seules"
        " seulement uniquement moins plutôt sinon empêcher éviter contre autrement contrairement lieu interdit"
        " interdire interdiction malgré pire contraire quasi presque rare rarement cesser cesse cessé arrêter arrête"
        " arrêté fini finie finis terminé gardent garde bien foutent fout fiche fichent moque moquent tant foutez"
        " fichez moquez tape tapent tamponne balance contrefiche contrefous".split()
    ),
    stems=(
        r"\b(?:in(?:cap|suf|comp|dép|conn|just|adé|att|cert|vis|val|util|ex|dis|int|con|act|eff|éga|app|fid|sou|flex|sat|éd|am|tou|contr"
        r"|efficace|occup)|im(?:pos|pun|pre|pré|pru|mob|mat|par|pro|pui)|ir(?:r|ré)|ill[ée]g|mécon|més|dés|dis|anti|anorm|non|refus|rejet"
        r"|ignor|manqu|emp[eê]ch|évit|échou|échec|dout|cess|nier?\b|niai|démen|exclu|suspen|renon|abst|interd|priv|sauf|loin|faibl|déconseill|écart|difficil)[^\W\d_]*"
        # « je vote plus », « on a plus les moyens »: readers leave « ne » out; two words, as in `no longer`.
        rf"|\bplus(?= {_DENIED}\b)|(?<=\bplus ){_DENIED}\b|\b(?:je |j['’])(?:[^\W\d_]+ ){{1,3}}(?=plus\b)"
        r"|(?<=[^\W\d_] )plus(?= depuis| à |[.;!?]|$)|m['’]étonnes"
    ),
    # The model drops one of the two negations: « nul n'ignore » means that all know.
    double=r"\b(?:personne|nul|aucun[^\W\d_]*) n['’](?:ignor|est sans savoir)[^\W\d_]*",
    without="sans",
    without_any=r"\bsans\s+qu(?:e\s+|['’])(?:[^\W\d_]+\s+){0,3}?(?:aucune?|personne|rien|nulle?)\b",
    scarce=frozenset(("guère",)),
)


GRAMMAR_WORDS = frozenset(
    """
    le la les un une des du de d l au aux à en dans sur sous par pour avec sans chez vers entre et ou où mais donc or ni
    car que qu qui quoi dont lequel laquelle lesquels lesquelles ce c cet cette ces celui celle ceux celles ceci cela ça
    il elle ils elles on nous vous je j tu me m te t se s lui leur leurs y son sa ses mon ma mes ton ta tes notre nos
    votre vos ne n pas plus point jamais est sont était étaient sera seront a ont avait avaient aura auront ai as avons
    avez été être avoir fut furent soit si comme quand même aussi tout tous toute toutes très bien encore déjà ainsi
    alors puis fait faire peut doit
    justement également ensuite toujours notamment cependant toutefois pourtant actuellement désormais enfin là
    effectivement précisément ailleurs assez plutôt celui-ci celle-ci ci
    """.split()
)
SPEECH_VERBS = frozenset(
    """
    souligne souligné indique indiqué dit déclare déclaré déclara ajoute ajouté ajoutait constatait constate affirme
    affirmé explique expliqué poursuit poursuivi précise précisé estime estimé note noté lance lancé raconte confie
    proclamé admet conclu assure annoncé rappelle regrette commente martèle dit-il dit-elle ajoute-t-il
    ajoute-t-elle explique-t-il explique-t-elle lâche glisse résume insiste plaide
    """.split()
)


_BOUND = re.compile(
    r"(?:de|du|des|à|au|aux|en|et|ou|sur|sous|par|pour|contre|sans|avec|chez|entre|la|le|les)|[dl]['’].*"
)
"""What a noun's plural does not reach beyond: chefs de cabinet, mises en examen."""
_PREFIX = frozenset(
    (
        "sous ex vice non anti mi demi semi contre avant arrière après porte garde pare ultra super inter micro mini"
        " auto"
    ).split()
)
_WITH_S = frozenset(
    "bal cal carnaval chacal choral festival récital régal banal fatal final naval natal bleu pneu landau".split()
)
_WITH_X = frozenset("bijou caillou chou genou hibou joujou pou".split())
_OTHER_WORDS = frozenset("cours fils vers mois fois sous plus fonds sens pas".split())
"""Plurals that are nearly always other words: « en cours », « trois fois »."""
_AIL = frozenset("bail corail émail soupirail travail vitrail".split())


def plural(term: str) -> str | None:
    """Return a term in the plural, up to its first preposition; None for a name, and for what has no form of its own.

    >>> plural("juge administratif"), plural("mise en examen"), plural("tribunal"), plural("Force ouvrière")
    ('juges administratifs', 'mises en examen', 'tribunaux', None)
    """
    words = term.split()
    if not words or not words[0][0].islower():
        return None
    last = next((place for place, word in enumerate(words) if _BOUND.fullmatch(word.lower())), len(words))
    found = " ".join([*map(_compound, words[:last]), *words[last:]])
    return None if found in _OTHER_WORDS or found == " ".join(words) else found


def _compound(word: str) -> str:
    """Return a word in the plural: of a compound, the nouns in it."""
    parts = word.split("-")
    last = next((place for place, part in enumerate(parts) if _BOUND.fullmatch(part) and place), len(parts))
    inflected = [
        part if place < len(parts) - 1 and part in _PREFIX else _noun(part) for place, part in enumerate(parts)
    ]
    return "-".join([*inflected[:last], *parts[last:]])


def _noun(word: str) -> str:
    if word.endswith(("s", "x", "z")):
        return word
    if word in _AIL:
        return f"{word[:-2]}ux"
    if word.endswith("al") and word not in _WITH_S:
        return f"{word[:-1]}ux"
    if (word.endswith(("au", "eu")) and word not in _WITH_S) or word in _WITH_X:
        return f"{word}x"
    return f"{word}s"
