"""The profile of Spanish. Only number words that do not inflect or compound are listed here; see `counting.py`."""

from core.lang.number_words import Dates, Numbers, counted, counterparts, numbered, unaccented
from core.lang.profile import Boilerplate, LanguageProfile, Names, Splitting

NUMBERS = Numbers(
    point_groups=True,
    between=frozenset(("a", "y", "o")),
    of=frozenset(("de", "of")),
    halves=(("y", "medio"), ("y", "media")),
    units=counted(
        "dos=2; tres=3; cuatro=4; cinco=5; seis=6; siete=7; ocho=8; nueve=9; diez=10; once=11; doce=12; trece=13;"
        "catorce=14; quince=15; veinte=20"
    ),
    magnitudes=counted("cien=100; mil=1e3; millón millones=1e6; billón billones=1e12"),
    collectives=counted("decenas=10; docenas=12; cientos centenares=100; miles millares=1e3"),
)

DATES = Dates(
    months=numbered(
        "enero;febrero;marzo;abril;mayo;junio;julio;agosto;septiembre setiembre;octubre;noviembre;diciembre"
    ),
    weekdays=numbered("lunes;martes;miércoles;jueves;viernes;sábado sábados;domingo domingos"),
    pm_from={"tarde": 1, "noche": 4},
    hours=frozenset(("horas",)),
)

SPLITTING = Splitting(
    bound="""
        sr sra srta srtas sres sras dr dra dres dras D Dª Dña Da Ing Lic Arq Prof Profa Gral Cnel Cap Tte
        Pdte Pdta Mons Excmo Excma Ilmo Ilma Hnos Hno Hna Fr Sto Sta S.M S.A.R Cd Edo Col Cte Sgto Alm Card
        Ud Uds Vd Vds EE FF CC RR p.ej p.e cf cfr
    """,
    numbered="""
        art arts pág págs p pp vol núm núms nº no cap fig tel tfno párr aprox min ene feb mar abr may jun jul
        ago sep sept set oct nov dic lun mar mié miér jue vie sáb dom
    """,
    inner="""
        inst acad fac univ hosp cód fisc secr subdir parl av avda pza pl cía dpto depto ed eds ej ltda admón
        prov hab máx mín apdo gob
    """,
    final="etc a.m p.m a.C d.C UU",
    openers="""
        el la los las lo un una unos unas este esta estos estas ese esa esos esas esto eso él ella ellos
        ellas yo nosotros usted ustedes su sus mi mis nuestro nuestra en de del al a con sin por para según
        desde hasta entre sobre tras durante pero y e o u ni que si cuando donde como cómo qué quién cuál
        dónde cuándo aunque mientras porque pues también además así entonces luego después antes no sí ya
        hay es son fue era todo toda todos todas cada algunos algunas muchos muchas otro otra otros otras
        ante bajo contra más se le les nos me aún solo sólo hoy ayer mañana dos tres
    """,
)

NAMES = Names(
    common=unaccented("""
        el la los las lo un una de del al y e o u en a por para con sin que su sus se no sr sra don doña dr dra san
        santa presidente presidenta ministro ministra gobierno estado congreso senado parlamento ministerio tribunal
        corte policia universidad instituto banco bolsa partido iglesia rey reina papa consejo comision union
        republica general gran asamblea ayuntamiento juegos exteriores nacional estatal reverendo padre capitan
        laborista fiscal interior hacienda
    """),
    exonyms={
        "en": counterparts("""
            alemania aleman alemana = germany german; espana espanol espanola = spain spanish; estados unidos =
            united states us american; eeuu = us united; reino unido = united kingdom uk britain british; inglaterra
            = england english; escocia = scotland scottish; gales = wales welsh; suecia sueco sueca = sweden
            swedish; suiza suizo = switzerland swiss; noruega = norway norwegian; grecia griego griega = greece
            greek; turquia turco turca = turkey turkish; paises bajos = netherlands dutch; croacia = croatia; chipre
            = cyprus; hungria = hungary hungarian; japon = japan japanese; pekin = beijing; nueva = new; londres =
            london; viena = vienna; moscu = moscow; varsovia = warsaw; colonia = cologne; africa = africa; mar =
            sea; onu = un united nations; otan = nato; ue = eu european union; oms = who; fmi = imf; pib = gdp; ong
            = ngo ngos; opep = opec; iva = vat; sida = aids; bce = ecb; adn = dna; pyme pymes = sme smes; norte =
            north northern; sur = south southern; este = east eastern; oeste = west western; guerra = war; mundial =
            world
        """)
    },
)

PROFILE = LanguageProfile(
    "es",
    numbers=NUMBERS,
    dates=DATES,
    splitting=(SPLITTING,),
    names=NAMES,
    boilerplate=Boilerplate(
        opening=r"(?:lea|leer|lee)(?: \w+)? también\b",
        appeal=r"suscríbe\w+|suscripción|síguenos",
        whole="publicidad",
    ),
    sumy_stop_words="spanish",
)
