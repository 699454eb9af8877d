"""French numbers and dates."""

from core.lang.number_words import Dates, Numbers, counted, numbered, said_by

NUMBERS = Numbers(
    units=counted(
        "zéro=0; un une=1; deux=2; trois=3; quatre quatres=4; cinq=5; six=6; sept=7; huit=8; neuf=9; dix=10; onze=11;"
        "douze=12; treize=13; quatorze=14; quinze=15; seize=16; vingt vingts=20; trente=30; quarante=40;"
        "cinquante=50; soixante=60; septante=70; huitante octante=80; nonante=90;"
        "quintuple quintuples quintuplé quintuplée quintuplés quintupler=5; sextuple sextuples sextuplé sextuplée=6;"
        "septuple septuples septuplé septuplée=7; octuple octuples octuplé octuplée=8; nonuple nonuples nonuplé"
        " nonuplée=9;"
        "décuple décuples décuplé décuplée décuplés décupler=10; centuple centuplé=100"
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
        " siècle siècles centenaire cent centuple; 1000: millénaire millier milliers mille; 2000: millénaire"
    ),
)

DATES = Dates(
    months=numbered(
        "janvier janv;février fév févr fevrier;mars;avril avr;mai;juin;juillet juil;août aout;septembre sept;"
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
)
