"""English numbers, dates and negation; and words borrowed from other languages."""

import re
from collections.abc import Sequence

from core.lang.number_words import Dates, Numbers, counted, numbered, said_by
from core.lang.profile import BorrowedWords, Negatives

NUMBERS = Numbers(
    units=counted(
        "zero nil=0; one=1; two=2; three=3; four=4; five=5; six=6; seven=7; eight=8; nine=9; ten=10; eleven=11;"
        "twelve=12; thirteen=13; fourteen=14; fifteen=15; sixteen=16; seventeen=17; eighteen=18; nineteen=19;"
        "twenty=20; thirty=30; forty fourty=40; fifty=50; sixty=60; seventy=70; eighty=80; ninety=90;"
        "triple tripled triples tripling treble trebled threefold triplet triplets=3;"
        "quadruple quadrupled quadruples quadrupling fourfold quadruplet quadruplets=4;"
        "quintuple quintupled fivefold quintuplet quintuplets=5; sextuple sextupled sixfold sextuplet sextuplets=6;"
        "septuple septupled sevenfold=7; octuple octupled eightfold=8; nonuple ninefold=9; decuple tenfold=10;"
        "twentyfold=20; hundredfold=100"
    ),
    ordinals=counted(
        "third thirds=3; fourth=4; fifth=5; sixth=6; seventh=7; eighth=8; ninth=9; tenth=10; eleventh=11;"
        "twelfth=12; thirteenth=13; fourteenth=14; fifteenth=15; sixteenth=16; seventeenth=17; eighteenth=18;"
        "nineteenth=19; twentieth twenties=20; thirtieth thirties=30; fortieth forties=40; fiftieth fifties=50;"
        "sixtieth sixties=60; seventieth seventies=70; eightieth eighties=80; ninetieth nineties=90;"
        "hundredth=100; thousandth=1000; fifths=5; sixths=6; sevenths=7; eighths=8; ninths=9;"
        "tenths=10; hundredths=100; thousandths=1000"
    ),
    magnitudes=counted(
        "hundred=100; thousand=1e3; lakh lakhs=1e5; million=1e6; crore crores=1e7; billion=1e9; trillion=1e12;"
        "quadrillion=1e15"
    ),
    collectives=counted(
        "tens=10; dozen dozens=12; hundreds=100; thousands=1e3; millions=1e6; billions=1e9; trillions=1e12"
    ),
    comma=False,
    between=frozenset(("to", "and", "or")),
    of=frozenset(("of",)),
    halves=(("and", "a", "half"),),
    shares=frozenset(
        "points point half third quarter fifth fifths tenth tenths percentage rate percent per pct pc one".split()
    ),
    falls=frozenset(
        "fall falls fell drop drops dropped dropping decline declined declines decrease decreased reduction reduced"
        " minus negative below down cut less loss lost shrink shrank contraction contracted lower sub".split()
    ),
    fractions=said_by(
        "2: half halves halve halved halving halftime halfway middle mid midway semi; 3: third thirds;"
        " 4: quarter quarters fourth fourths"
    ),
    multiples=said_by(
        "2: double doubled doubles doubling twofold twice; 3: triple tripled triples tripling treble trebled trebles"
        " trebling threefold thrice; 4: quadruple quadrupled quadruples quadrupling fourfold; 5: quintuple quintupled"
        " fivefold; 6: sixfold; 7: sevenfold; 8: eightfold; 9: ninefold; 10: tenfold"
    ),
    said_by=said_by(
        "0: no none nil zero; 1: a an one single first once; 2: both couple pair pairs twice double doubled doubles"
        " doubling twofold halved halves halving"
        " second secondly two twin twins duo dual either half bilateral another seconds each alike other bi"
        " together; 3: triple tripled trio thrice trilogy hat-trick hattrick hat"
        " quarter graduate postgraduate doctoral phd; 4: quarter"
        " quarters quadruple quartet fourfold; 5:"
        " quinquennial fivefold quintuple quintupled; 6: half semester sixfold sextuple sextupled; 7: sevenfold"
        " septuple"
        " week weeks september; 8: week weeks round eightfold octuple;  16: round; 9: ninefold nonuple; 10:"
        " decade decades ten tenfold decuple; 12: midday noon; 14: fortnight weeks; 15: fortnight"
        " weeks; 18:"
        " half; 20: score scores; 24: day; 40: quarantine; 48: days; 50: half; 100: hundred hundreds century centuries"
        " centenary cent hundredfold; 1000: thousand thousands millennium miles; 2000: millennium y2k"
    ),
)

DATES = Dates(
    months=numbered(
        "january jan;february feb;march mar;april apr;may;june jun;july jul;august aug;september sept sep;"
        "october oct;november nov;december dec"
    ),
    weekdays=numbered(
        "monday mondays;tuesday tuesdays;wednesday wednesdays;thursday thursdays;friday fridays;"
        "saturday saturdays;sunday sundays"
    ),
    names=True,
    capitals=True,
    near_days=("yesterday", "today"),
    relative={"yesterday": -1, "tomorrow": 1},
    ambiguous=frozenset("may march mar jan dec sept sep nov".split()),
    abbreviated=frozenset("jan dec sept sep nov".split()),
    before_month=frozenset(
        "in since until by last next early mid late of this from to and between during on every".split()
    ),
    not_after_month=frozenset(("for", "on")),
    pm_from={"afternoon": 1, "evening": 4, "tonight": 4, "night": 8},
)


_NOT = frozenset(
    "not no never none nobody nothing nowhere neither nor without cannot cant dont doesnt didnt isnt arent wasnt werent"
    " wont wouldnt couldnt shouldnt hasnt havent hadnt".split()
)
_CONTRACTED = re.compile(r"n['’]t\b", re.IGNORECASE)


def _find(text: str, tokens: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return the negations of a sentence; not `No. 5`, `no matter`, `in no time`, nor `No` in a title but `No One`."""
    found = [word for place, word in enumerate(lower) if word in _NOT and not (word == "no" and _number(tokens, place))]
    return found + _CONTRACTED.findall(text)


def _number(tokens: Sequence[str], place: int) -> bool:
    after = tokens[place + 1 : place + 2]
    if after == ["matter"] or [*tokens[max(0, place - 1) : place], *after] == ["in", "time"]:
        return True
    if not after or after[0].lower() == "one":
        return False
    return tokens[place][0].isupper() and (after[0][0].isdigit() or after[0][0].isupper())


NEGATIVES = Negatives(
    find=_find,
    nearly=frozenset("hardly barely scarcely avoid avoids avoided avoiding outside nevertheless either until".split()),
    soft=frozenset(
        "unless unable hardly barely scarcely few little instead except otherwise stop stopped longer avoid avoids"
        " avoided free zero non anymore nil absent despite beyond only until rather less nevertheless outside contrary"
        " continue continued continues".split()
    ),
    stems=(
        r"\bun(?!der|til|ion|ite|ity|iq|iv|if|its|it\b)[a-z]{3,}|\b[a-z]{3,}(?<!un)less\b"
        r"|\b(?:in(?:ab|acc|act|adeq|adv|app|att|cap|comp[le]|conc|cons|conv|corr|dec|def|disp|edib|eff|elig|eq|esc|evit"
        r"|exp|just|op|sec|sen|sig|sol|suff|tol|val|vis|vuln)|im(?:mat|mob|perf|pos|prac|prob|prop|prud|pun)|ir(?:re|ra)"
        r"|ill[ei]|dis(?:a|b|c[lor]|h|in|l|o|p[lr]|r|s|un)|non|mis(?!sion|sile|siv|ter)|anti)[a-z]+"
        r"|\b(?:fail|lack|refus|reject|den(?:y|i)|prevent|avoid|exclu|miss(?!i[ol]|iv)|ignor|absen|ceas|stop|oppos|declin|forb"
        r"|ban(?!k|d|a|t|jo|g|ner)|prohib|far from|elimin|lose|lost|loss|preclud|overlook|out of|neglect|withh|spare"
        r"|resist|escap|struggl)[a-z]*\b|\byet to\b"
    ),
    knowing=frozenset("all every everyone everybody well ignore ignores ignored unaware ignorant secret".split()),
    without="without",
    scarce=frozenset("little few rarely seldom scarce".split()),
)


_LATIN = frozenset(
    """
    contrario hyper numerus clausus casus belli grata modus operandi vivendi alter forma urbi orbi honoris causa
    magna laude motu papam facto absentia
    erga omnes populi annus horribilis pacta sunt mortis mortem machina sapiens jure carpe
    diem sanguinis
    """.split()
)
"""Latin that law and news use in many languages."""

_LATIN_PHRASES = tuple(
    "inter alia|mutatis mutandis|prima facie|ad hominem|ad infinitum|ad nauseam|ad libitum|ad vitam aeternam|a priori"
    "|a posteriori|a fortiori|bona fide|mala fide|ex nihilo|ex officio|ex aequo|habeas corpus|in extremis|in vitro"
    "|in vivo|in situ|in utero|in memoriam|in loco parentis|in flagrante delicto|ipso facto|lex specialis|obiter dictum"
    "|pari passu|pro tempore|res judicata|sub judice|sui generis|terra incognita|tabula rasa|ultra vires|vade mecum"
    "|vice versa|annus mirabilis|compos mentis|corpus delicti|nota bene|pater familias|pax romana|amicus curiae"
    "|lingua franca|actus reus|mens rea|tu quoque|motu proprio|nihil obstat|intra muros|extra muros|viva voce"
    "|manu militari|memento mori|lapsus linguae|et cetera|nolens volens|cogito ergo sum".split("|")
)

BORROWED = {
    "fr": BorrowedWords(
        words=frozenset(
            """
        confinement reconfinement surfer sitter babysitter denouement divertissement ralliement terrier brigadier cyber
        bombardier frontier blogger vlogger influencer follower burger freezer toaster crooner challenger youtuber
        streamer trekker rapper booster lander cruiser helper boxer hangover scraper dropper zipper journal journals
        département départements crèche crèches lycée lycées collège mousse quartier arriviste rentier roturier
        boulevardier sommelier hotelier cafetier paper tracker bumper jumper pointer filter mortier fusilier voltigeur
        cuirassier accord actuaire affaire affaires altitude amateur antique attitude aptitude auteur avalanche banquet
        bas baseball billionaire bit bois bord bout boutique braise bref bureau but café cadre car cause certain chaise
        charge chauffeur chef circonscription claire clique cliché communiqué compte concierge concessionaire
        connoisseur contre corps corsaire course coup coups critique cuisine debonair décor déjà détente directoire
        doctrinaire donne dossier début élite encore ennui ensemble entrepreneur entrée escritoire essence exact
        exaltitude expert façade fair faire fax fiancé fiancée file film flair fonds force fort forte français gare gens
        genre gite gladiateur grand grands grandeur gratitude habitué haute hauteur homme hors hotels image jeu jour
        juste laitue lait latitude legionnaire liaison lieu liqueur livre longitude longueur magnitude main mains maire
        maitre malaise mari marquise masseur masseuse mayonnaise membre memoire menace menaces mesure mien milieu
        millionaire minute minutes mode monsieur mort mouvement multitude mystique naïve née nom noire note nouveau
        nouvelle objet oblique obtuse oeuvre oui or ordre orthopaedique page pain parade parole parisienne passé pasteur
        pastiche patron patrons pension perdu physique pied pique place pluie point polonaise porte portraiture posteur
        praise premier premiers promise propos propre protégé provocateur purée purées pâté questionnaire questionnaires
        quinze raconteur raise raison rapport rapporteur rapporteurs rare reflet regard repertoire reservoir
        restaurateur restaurateurs revenue risque roman rouge route sable saboteur salle sauce secretaire seigneur sept
        six soirée solitude soit solitaire somme sort soupe spectacle standard suite surprise table tableau tel
        technique techniques terre toilette ton tort touche tour tours train tranche trait tristesse turquoise unique
        uniques vague vent verse vide vie vin visa visage visite voir voyage voyages voyageur voyeur voyeurs
        entrepreneurs amateurs chauffeurs liqueurs masseurs bourgeoise françaises matériel résumé bulldozer cybercafé
        commissaire commissaires militaire solutions plaire concert test serviette sommelier quelle baise chanteuse
        danseuse friseur coiffeur flâneur flaneur auteurs hauteurs restaurants poseur poseurs longueurs conservatoire
        observatoire ballade oratoire interest manoeuvre manœuvre bon secret secrets train trains hier colon engagement
        engagements arrangement arrangements management placement placements rapprochement encouragement amusement
        amusements portrait trait retrait gendre cadre plateau bureau tableau trousseau chateau gateau beau rondeau
        souvenir reservoir noir boudoir abattoir terroir memoir couloir leader manager tanker poster super laser cancer
        dossier atelier cavalier chandelier corner hacker rocker joker poker flipper blazer container designer master
        webmaster quarter power soccer cover bunker hamburger cluster charter computer dealer driver starter supporter
        reporter speaker thriller trailer trader user server router scanner scooter skipper sniper sprinter squatter
        steamer sticker tender tuner twitter walker cutter sweater revolver eider boulier collier palmier papier
        hotelier couturier croupier financier grenadier roller outsider insider crossover loser winner ranger danger
        hamster gangster dancer winter water after never under over order enter offer premier hiker biker stalker killer
        teaser banner browser folder header footer gamer geyser ginger kosher ladder layer locker looser lover mixer
        mother number officer paper partner player poker producer rapper rover runner shaker singer slider spider tiger
        timer tower transfer tumbler upper vocoder voucher whisker younger halter pater mater ester ether inter center
        fer chamber direction chance chances formation formations principal principals utilisation tribunal conduit fut
        vise grave graves traverse marque marques facile sauna taille mental rare libre prise glace compris serre sein
        puis arrondissement arrondissements plus agent as tant sent pays but sol dont tout dix son or patte sale sang
        nuit nom formidable lent cent mille glacier glaciers
        calanque calanques
        rouble roubles garrigue maquis riad riads tajine tajines harissa chicha
        centime centimes franc francs dinar dinars dirham dirhams
        """.split()
        )
        | _LATIN,
        phrases=tuple(
            "je ne sais quoi|joie de vivre|laissez-faire|coup d’état|coup d'état|raison d’être|raison d'être"
            "|déjà vu|à la carte|vis-à-vis|crème|fait accompli|au pair|en route|urbi et orbi|force majeure"
            "|enfant terrible|enfants terribles|bête noire|bete noire|éminence grise|eminence grise|femme fatale"
            "|femmes fatales|nouveau riche|cause célèbre|cause celebre|crime passionnel|cri de cœur|cri de coeur"
            "|de rigueur|double entendre|idée fixe|pas de deux|prix fixe|trompe l'œil|trompe l'oeil|pied-à-terre"
            "|tête-à-tête|bon vivant|savoir-faire|faux pas|roman à clef|pièce de résistance|haute couture".split("|")
        ),
    ),
    "*": BorrowedWords(
        words=frozenset(
            """
        rouble ruble hryvnia reais zloty lei leu lev koruna krona kronor krone kroner lira baht dong rupiah ringgit
        taka won yuan renminbi toman tomans rial riyal dirham dinar shekel rupee paise lakh crore tuk kilometre metre
        """.split()
        )
        | _LATIN,
        phrases=_LATIN_PHRASES,
    ),
}
"""By source language; `*` for any: what its wires name."""


_BOUND = frozenset("of in for to at under on with from by without against and or".split())
_IRREGULAR = {
    "man": "men", "child": "children", "person": "people", "half": "halves", "life": "lives", "knife": "knives",
    "wife": "wives", "wolf": "wolves", "thief": "thieves", "leaf": "leaves", "shelf": "shelves", "hero": "heroes",
    "veto": "vetoes", "embargo": "embargoes", "tomato": "tomatoes", "potato": "potatoes", "sis": "ses",
    "monarch": "monarchs", "stomach": "stomachs", "gas": "gases", "quiz": "quizzes", "criterion": "criteria",
    "phenomenon": "phenomena",
}  # fmt: skip
_REGULAR = frozenset("german roman norman ottoman human shaman talisman caiman".split())
"""Words that only end like an irregular one."""
_NO_PLURAL = frozenset(
    """
    police staff personnel news evidence information advice legislation unemployment equipment custody housing
    aid research damage violence progress homework furniture knowledge traffic luggage wildlife behalf data media
    aircraft spacecraft sheep fish salmon species series offspring
    """.split()
)
_BEFORE_GENERAL = frozenset("attorney secretary director solicitor governor consul inspector".split())


def plural(term: str) -> str | None:
    """Return a term in the plural: the noun before its first preposition; None where that is a participle.

    >>> plural("head of state"), plural("deputy"), plural("police"), plural("placed under investigation")
    ('heads of state', 'deputies', 'police', None)
    """
    words = term.split()
    place = next((place for place, word in enumerate(words) if word in _BOUND), len(words)) - 1
    if place < 0 or _is_participle(words[place]) or not words[place].isalpha():
        return None
    if place and words[place].lower() == "general" and words[place - 1].lower() in _BEFORE_GENERAL:
        place -= 1
    words[place] = _noun(words[place])
    return " ".join(words)


def _is_participle(word: str) -> bool:
    return len(word) > len("seed") and word.endswith(("ed", "ing")) and not word.endswith("eed")


def _noun(word: str) -> str:
    small = word.lower()
    if small in _NO_PLURAL or small.endswith("ese"):
        return word
    if small not in _REGULAR:
        for singular, irregular in _IRREGULAR.items():
            if small.endswith(singular):
                return word[: len(word) - len(singular)] + irregular
    if small.endswith("s") and not small.endswith(("ss", "us", "is")):
        return word
    if small.endswith("y") and small[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if small.endswith(("s", "x", "z", "ch", "sh")) else f"{word}s"
