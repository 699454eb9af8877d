"""English words that a summary reads a sentence by."""

from core.lang.profile import SummaryWords

SUMMARY = SummaryWords(
    dependent=(
        r"he|she|it|they|this|that|these|those|his|her|its|their|him|them|there|but|and|or|so|yet|however|still"
        r"|nevertheless|nonetheless|meanwhile|moreover|furthermore|also|then|thus|therefore|besides|instead|otherwise"
        r"|in addition|until then|since then|by then|that said|as a result|for now"
        r"|on the other hand|by contrast|for (?:his|her|their|its) part|such|another|both|here"
    ),
    speaker=(r"i|i['’]m|me|my|mine|we|us|our|you|your"),
    report=frozenset(
        "the a an of in for to by on at from with against after before since over between without its his her their"
        " s has have been is are was were be will".split()
    ),
    comment=frozenset(
        "he it they i me my mine we us our you your this these those not don didn t ve ll re m that what when where or"
        " but if even so also well then there here did do does would could should might can such very just more"
        " had".split()
    ),
    numerals=frozenset(
        "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty ninety"
        " hundred hundreds thousand thousands million millions billion billions dozen dozens first second third"
        " half".split()
    ),
)
