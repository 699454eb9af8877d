"""The words in which numbers, dates and units are written, by language (ISO 639-1)."""

from dataclasses import dataclass, field
from functools import cache


def _table(text: str) -> dict[str, int]:
    """Read `word word … = value` groups parted by semicolons."""
    groups = (group.split("=") for group in text.split(";"))
    table = {word: int(float(value)) for words, value in groups for word in words.split()}
    # Wires often come without their accents.
    table |= {f"{word}s": value for word, value in table.items() if word.endswith("ième")}
    return table | {word.replace("è", "e"): value for word, value in table.items() if word.endswith(("ième", "ièmes"))}


def _numbered(text: str) -> dict[str, int]:
    """Number lines of alternatives parted by semicolons, from 1."""
    return {word: n for n, words in enumerate(text.split(";"), 1) for word in words.split()}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of one language, in small letters."""

    units: dict[str, int] = field(default_factory=dict)
    """Numbers below a hundred, ordinals and collectives apart."""
    ordinals: dict[str, int] = field(default_factory=dict)
    magnitudes: dict[str, int] = field(default_factory=dict)
    """A hundred and more."""
    collectives: dict[str, int] = field(default_factory=dict)
    """About so many: dizaine, dozens, milliers, thousands."""
    months: dict[str, int] = field(default_factory=dict)
    weekdays: dict[str, int] = field(default_factory=dict)
    comma: bool = True
    """Whether the comma parts the decimals."""

    @property
    def numbers(self) -> frozenset[str]:
        """Every word that says how many."""
        return frozenset((*self.units, *self.ordinals, *self.magnitudes, *self.collectives))


_ENGLISH = Lexicon(
    units=_table(
        "zero nil=0; one=1; two=2; three=3; four=4; five=5; six=6; seven=7; eight=8; nine=9; ten=10; eleven=11;"
        "twelve=12; thirteen=13; fourteen=14; fifteen=15; sixteen=16; seventeen=17; eighteen=18; nineteen=19;"
        "twenty=20; thirty=30; forty fourty=40; fifty=50; sixty=60; seventy=70; eighty=80; ninety=90"
    ),
    ordinals=_table(
        "third thirds=3; fourth=4; fifth=5; sixth=6; seventh=7; eighth=8; ninth=9; tenth=10; eleventh=11;"
        "twelfth=12; thirteenth=13; fourteenth=14; fifteenth=15; sixteenth=16; seventeenth=17; eighteenth=18;"
        "nineteenth=19; twentieth twenties=20; thirtieth thirties=30; fortieth forties=40; fiftieth fifties=50;"
        "sixtieth sixties=60; seventieth seventies=70; eightieth eighties=80; ninetieth nineties=90;"
        "hundredth=100; thousandth=1000"
    ),
    magnitudes=_table("hundred=100; thousand=1e3; million=1e6; billion=1e9; trillion=1e12; quadrillion=1e15"),
    collectives=_table(
        "tens=10; dozen dozens=12; hundreds=100; thousands=1e3; millions=1e6; billions=1e9; trillions=1e12"
    ),
    months=_numbered(
        "january jan;february feb;march mar;april apr;may;june jun;july jul;august aug;september sept sep;"
        "october oct;november nov;december dec"
    ),
    weekdays=_numbered(
        "monday mondays;tuesday tuesdays;wednesday wednesdays;thursday thursdays;friday fridays;"
        "saturday saturdays;sunday sundays"
    ),
    comma=False,
)

_FRENCH = Lexicon(
    units=_table(
        "zéro=0; un une=1; deux=2; trois=3; quatre quatres=4; cinq=5; six=6; sept=7; huit=8; neuf=9; dix=10; onze=11;"
        "douze=12; treize=13; quatorze=14; quinze=15; seize=16; vingt vingts=20; trente=30; quarante=40;"
        "cinquante=50; soixante=60; septante=70; huitante octante=80; nonante=90"
    ),
    ordinals=_table(
        "deuxième deuxièmes=2; troisième troisièmes=3; quatrième=4; cinquième=5; sixième=6; septième=7; huitième=8;"
        "neuvième=9; dixième=10; onzième=11; douzième=12; treizième=13; quatorzième=14; quinzième=15; seizième=16;"
        "vingtième=20; trentième=30; quarantième=40; cinquantième=50; soixantième=60; centième=100; millième=1000"
    ),
    magnitudes=_table(
        "cent cents=100; mille=1e3; million millions=1e6; milliard milliards=1e9; billion billions=1e12;"
        "trillion trillions=1e18"
    ),
    collectives=_table(
        "dizaine dizaines=10; douzaine douzaines=12; quinzaine=15; vingtaine=20; trentaine=30; quarantaine=40;"
        "cinquantaine=50; soixantaine=60; centaine centaines=100; millier milliers=1e3"
    ),
    months=_numbered(
        "janvier janv;février fév févr fevrier;mars;avril avr;mai;juin;juillet juil;août aout;septembre sept;"
        "octobre oct;novembre nov;décembre déc decembre"
    ),
    weekdays=_numbered(
        "lundi lundis;mardi mardis;mercredi mercredis;jeudi jeudis;vendredi vendredis;samedi samedis;dimanche dimanches"
    ),
)

# Of these languages only the numbers that are one plain word are read: they compose, or decline, otherwise.
_SPANISH = Lexicon(
    units=_table(
        "dos=2; tres=3; cuatro=4; cinco=5; seis=6; siete=7; ocho=8; nueve=9; diez=10; once=11; doce=12; trece=13;"
        "catorce=14; quince=15; veinte=20"
    ),
    magnitudes=_table("cien=100; mil=1e3; millón millones=1e6; billón billones=1e12"),
    collectives=_table("decenas=10; docenas=12; cientos centenares=100; miles millares=1e3"),
    months=_numbered(
        "enero;febrero;marzo;abril;mayo;junio;julio;agosto;septiembre setiembre;octubre;noviembre;diciembre"
    ),
    weekdays=_numbered("lunes;martes;miércoles;jueves;viernes;sábado sábados;domingo domingos"),
)
_ITALIAN = Lexicon(
    units=_table(
        "due=2; tre=3; quattro=4; cinque=5; sei=6; sette=7; otto=8; nove=9; dieci=10; undici=11; dodici=12;"
        "tredici=13; quattordici=14; quindici=15; venti=20"
    ),
    magnitudes=_table("cento=100; mille mila=1e3; milione milioni=1e6; miliardo miliardi=1e9"),
    collectives=_table("decine=10; dozzine=12; centinaia=100; migliaia=1e3"),
    months=_numbered("gennaio;febbraio;marzo;aprile;maggio;giugno;luglio;agosto;settembre;ottobre;novembre;dicembre"),
    weekdays=_numbered("lunedì;martedì;mercoledì;giovedì;venerdì;sabato;domenica"),
)
_PORTUGUESE = Lexicon(
    units=_table(
        "dois duas=2; três=3; quatro=4; cinco=5; seis=6; sete=7; oito=8; nove=9; dez=10; onze=11; doze=12;"
        "treze=13; quinze=15; vinte=20"
    ),
    magnitudes=_table("cem=100; mil=1e3; milhão milhões=1e6; bilhão bilhões=1e9; trilhão trilhões=1e12"),
    collectives=_table("dezenas=10; centenas=100; milhares=1e3"),
    months=_numbered("janeiro;fevereiro;março;abril;maio;junho;julho;agosto;setembro;outubro;novembro;dezembro"),
    weekdays=_numbered("segunda-feira;terça-feira;quarta-feira;quinta-feira;sexta-feira;sábado;domingo"),
)
_GERMAN = Lexicon(
    units=_table(
        "zwei=2; drei=3; vier=4; fünf=5; sechs=6; sieben=7; acht=8; neun=9; zehn=10; elf=11; zwölf=12;"
        "dreizehn=13; vierzehn=14; fünfzehn=15; zwanzig=20; dreißig=30; vierzig=40; fünfzig=50"
    ),
    magnitudes=_table(
        "hundert=100; tausend=1e3; million millionen mio=1e6; milliarde milliarden mrd=1e9; billion billionen=1e12"
    ),
    collectives=_table("dutzende=12; hunderte hunderten=100; tausende tausenden=1e3"),
    months=_numbered("januar jänner;februar;märz;april;mai;juni;juli;august;september;oktober;november;dezember"),
    weekdays=_numbered("montag;dienstag;mittwoch;donnerstag;freitag;samstag sonnabend;sonntag"),
)

LEXICONS = {
    "en": _ENGLISH,
    "fr": _FRENCH,
    "es": _SPANISH,
    "it": _ITALIAN,
    "pt": _PORTUGUESE,
    "de": _GERMAN,
}
_NONE = Lexicon()


def lexicon(code: str) -> Lexicon:
    """Return a language's words, or an empty lexicon where there are none here."""
    return LEXICONS.get(code, _NONE)


@cache
def number_words(code: str) -> frozenset[str]:
    """Return every word of a language that says how many; kept, for it is asked once a sentence."""
    return lexicon(code).numbers
