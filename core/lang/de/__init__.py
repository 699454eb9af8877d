"""The profile of German. Only number words that do not inflect or compound are listed here; see `counting.py`."""

from core.lang.number_words import Dates, Numbers, counted, numbered
from core.lang.profile import Boilerplate, LanguageProfile, Splitting

NUMBERS = Numbers(
    point_groups=True,
    between=frozenset(("bis", "und", "oder")),
    of=frozenset(("of",)),
    units=counted(
        "zwei=2; drei=3; vier=4; fünf=5; sechs=6; sieben=7; acht=8; neun=9; zehn=10; elf=11; zwölf=12;"
        "dreizehn=13; vierzehn=14; fünfzehn=15; zwanzig=20; dreißig=30; vierzig=40; fünfzig=50"
    ),
    magnitudes=counted(
        "hundert=100; tausend=1e3; million millionen mio=1e6; milliarde milliarden mrd=1e9; billion billionen=1e12"
    ),
    collectives=counted("dutzende=12; hunderte hunderten=100; tausende tausenden=1e3"),
)

DATES = Dates(
    capitals=True,
    months=numbered("januar jänner;februar;märz;april;mai;juni;juli;august;september;oktober;november;dezember"),
    weekdays=numbered("montag;dienstag;mittwoch;donnerstag;freitag;samstag sonnabend;sonntag"),
    pm_from={"nachmittag": 1, "nachmittags": 1, "abend": 4, "abends": 4, "nachts": 8, "nacht": 8},
    hours=frozenset(("uhr",)),
)

SPLITTING = Splitting(
    bound="""
        Dr Prof hl Fam Hr Fr Hrn Frhr Abg Bgm Kard Vors stellv Präs Stat Reg Bez Gebr Fa
        Az Dipl Ing med jur phil Mag Pf Ew Exz
        z.B d.h u.a i.d.R s.o s.u o.g sog
        bzw bezw resp vgl ggf evtl inkl exkl insb bspw einschl zzgl zuzügl abzgl abzügl allg mind
    """,
    numbered="""
        Nr Nrn rd Abs Art Bd Bde Kap S Abb Tab Ziff Rn Rdnr Anm Aufl Jg Tel ca Jan Jän Feb Febr Mrz Apr Jun Jul
        Aug Sep Sept Okt Nov Dez Mo Di Mi Do So u od
    """,
    inner="""
        Str Pl Mio Mrd Tsd Stk Std Min Sek Jh Jhd Hrsg hrsg Verf Ges Mitgl Chr geb gest verh ehem max min u co
        Kfm Abt
    """,
    final="usw etc usf",
    divided="std Mio Mrd Tsd",
    openers="""
        der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem er sie es
        wir ihr ich man sein seine ihre unser unsere mein meine in im am an auf aus bei beim mit nach von
        vom vor zu zum zur für gegen über unter um durch ohne seit bis während wegen trotz laut aber und
        oder denn doch sondern wenn als wie wo wer was warum weil obwohl da dann danach dabei dazu damit
        daher deshalb darum dafür auch noch schon nur nun jetzt hier dort so nicht kein keine alle alles
        viele einige mehrere andere jeder jede beide heute gestern morgen zudem außerdem allerdings jedoch
        dennoch trotzdem inzwischen zuvor später bereits zwei drei ist sind war waren hat haben wird werden
    """,
    ordinals="""
        der die das den dem des am im vom zum zur beim seit bis ab und oder ein eine einen einem einer eines
        ihr ihre ihren ihrem ihrer sein seine seinen seinem seiner jeder jede jeden jedem dieser diese
        dieses diesem diesen ins ans nach vor auf in unser unsere unseren gegen für mit bei von
    """,
    months=" ".join(DATES.months)
    + """
        jahrhundert jahrhunderts jahrhunderten jahrtausend jahrestag jahrestages geburtstag geburtstages todestag
        hochzeitstag lebensjahr jubiläum jubiläumsjahr spieltag spieltages jahrgang breitengrad stock obergeschoss
        bezirk bundesstaat mal längengrad
        feber jan feb mär apr jun jul aug sept okt nov dez 1 2 3 4 5 6 7 8 9 10 11 12
    """,
)

PROFILE = LanguageProfile(
    "de",
    numbers=NUMBERS,
    dates=DATES,
    splitting=(SPLITTING,),
    reversed_quotes=True,
    capital_nouns=True,
    boilerplate=Boilerplate(
        opening=r"(?:lesen sie|mehr zum thema)(?: \w+)? auch\b",
        appeal="abonnieren sie|jetzt abonnieren|folgen sie",
        whole="anzeige",
    ),
    sumy_stop_words="german",
)
