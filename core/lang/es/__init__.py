"""Spanish. Of its numbers only those of one plain word are read: others compose, or decline."""

from core.lang.profile import Dates, LanguageProfile, Numbers, Splitting, counted, numbered

NUMBERS = Numbers(
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
)

SPLITTING = Splitting(
    bound="""
        sr sra srta srtas sres sras dr dra dres dras D Dª Dña Da Ing Lic Arq Prof Profa Gral Cnel Cap Tte
        Pdte Pdta Mons Fr Sto Sta S.M S.A.R Ud Uds Vd Vds EE FF CC RR p.ej p.e cf cfr
    """,
    numbered="""
        art arts pág págs p pp vol núm núms nº no cap fig tel tfno párr aprox ene feb mar abr may jun jul
        ago sep sept set oct nov dic
    """,
    inner="av avda pza pl cía dpto depto ed eds ej ltda admón prov hab máx mín apdo gob UU",
    final="etc a.m p.m a.C d.C",
    openers="""
        el la los las lo un una unos unas este esta estos estas ese esa esos esas esto eso él ella ellos
        ellas yo nosotros usted ustedes su sus mi mis nuestro nuestra en de del al a con sin por para según
        desde hasta entre sobre tras durante pero y e o u ni que si cuando donde como cómo qué quién cuál
        dónde cuándo aunque mientras porque pues también además así entonces luego después antes no sí ya
        hay es son fue era todo toda todos todas cada algunos algunas muchos muchas otro otra otros otras
        ante bajo contra más se le les nos me aún solo sólo hoy ayer mañana dos tres
    """,
)

PROFILE = LanguageProfile(
    "es",
    numbers=NUMBERS,
    dates=DATES,
    splitting=(SPLITTING,),
    sumy_stop_words="spanish",
)
