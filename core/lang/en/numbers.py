"""English numbers and dates."""

from core.lang.number_words import Dates, Numbers, counted, numbered, said_by

NUMBERS = Numbers(
    units=counted(
        "zero nil=0; one=1; two=2; three=3; four=4; five=5; six=6; seven=7; eight=8; nine=9; ten=10; eleven=11;"
        "twelve=12; thirteen=13; fourteen=14; fifteen=15; sixteen=16; seventeen=17; eighteen=18; nineteen=19;"
        "twenty=20; thirty=30; forty fourty=40; fifty=50; sixty=60; seventy=70; eighty=80; ninety=90"
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
    said_by=said_by(
        "0: no none nil zero; 1: a an one single first once; 2: both couple pair pairs twice double doubled doubles"
        " doubling second secondly two twin twins duo dual either half bilateral another seconds each alike other bi"
        " together; 3: triple tripled trio thrice trilogy quarter graduate postgraduate doctoral phd; 4: quarter"
        " quarters quadruple quartet fourfold; 5:"
        " quinquennial fivefold quintuple quintupled; 6: half semester sixfold sextuple sextupled; 7: sevenfold"
        " septuple"
        " week weeks september; 8: week weeks round eightfold octuple;  16: round; 9: new ninefold nonuple; 10:"
        " decade decades ten tenfold decuple; 12: dozen dozens midday noon; 14: fortnight two; 15: fortnight two"
        " weeks; 18:"
        " half; 20: score scores; 24: day; 40: quarantine; 48: two; 50: half; 100: hundred hundreds century centuries"
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
)
