"""The profile of Portuguese. Only number words that do not inflect or compound are listed here; see `counting.py`."""

from core.lang.number_words import Dates, Numbers, counted, counterparts, numbered, unaccented
from core.lang.profile import Boilerplate, LanguageProfile, Names, Splitting

NUMBERS = Numbers(
    point_groups=True,
    between=frozenset(("a", "e", "ou")),
    of=frozenset(("de", "of")),
    halves=(("e", "meio"), ("e", "meia")),
    units=counted(
        "dois duas=2; três=3; quatro=4; cinco=5; seis=6; sete=7; oito=8; nove=9; dez=10; onze=11; doze=12;"
        "treze=13; quinze=15; vinte=20"
    ),
    magnitudes=counted(
        "cem=100; mil=1e3; milhão milhões=1e6; bilhão bilhões=1e9; bilião biliões trilhão trilhões=1e12"
    ),
    collectives=counted("dezenas=10; centenas=100; milhares=1e3"),
)

DATES = Dates(
    months=numbered("janeiro;fevereiro;março;abril;maio;junho;julho;agosto;setembro;outubro;novembro;dezembro"),
    weekdays=numbered("segunda-feira;terça-feira;quarta-feira;quinta-feira;sexta-feira;sábado;domingo"),
    pm_from={"tarde": 1, "noite": 4},
    hours=frozenset(("horas",)),
)

SPLITTING = Splitting(
    bound="""
        sr sra srta srs sras dr dra drs dras D Exmo Exma Exa Ex Ilmo Prof Profa Profª Eng Engª Arq Gen Cel
        Cap Ten Maj Sgt Pe Frei Fr Sto Sta cf p.ex
    """,
    numbered="""
        art arts pág págs p pp vol núm nº n no cap fig tel séc sec aprox jan fev mar abr mai jun jul ago set out
        nov dez seg sex sáb dom
    """,
    inner="inst fac av r pça lda ltda cia depto ed eds ex hab máx mín gov dir EE",
    final="etc a.C d.C",
    openers="""
        o a os as um uma uns umas este esta estes estas esse essa esses essas isto isso aquele aquela ele
        ela eles elas eu nós você vocês seu sua seus suas meu minha nosso nossa em no na nos nas de do da
        dos das ao aos à às com sem por pelo pela para segundo desde até entre sobre durante mas e ou nem
        que se quando onde como quem qual porque porquê embora enquanto pois também além assim então depois
        antes não sim já há é são foi era todo toda todos todas cada alguns algumas muitos muitas outro
        outra outros outras mais ainda só apenas hoje ontem amanhã após contra dois duas três
    """,
)

NAMES = Names(
    common=unaccented("""
        o a os as um uma de do da dos das ao e ou em no na por para com sem que se sr sra dom dona dr dra sao santa
        presidente ministro ministra governo estado congresso senado parlamento ministerio tribunal corte policia
        universidade instituto banco bolsa partido igreja rei rainha papa conselho comissao uniao republica general
        camara jogos padre guerra coronel reverendo estadio geral nacional grande primeira branca senadores
    """),
    exonyms={
        "en": counterparts("""
            alemanha alemao alema = germany german; espanha espanhol = spain spanish; estados unidos = united states
            us american; eua = us united; reino unido = united kingdom uk britain british; inglaterra = england
            english; escocia = scotland scottish; gales = wales welsh; suecia sueco = sweden swedish; suica suico =
            switzerland swiss; noruega = norway norwegian; grecia grego = greece greek; turquia turco = turkey
            turkish; paises baixos holanda = netherlands dutch holland; croacia = croatia; chipre = cyprus; hungria
            = hungary hungarian; japao = japan japanese; pequim = beijing; nova = new; londres = london; viena =
            vienna; moscou moscovo = moscow; varsovia = warsaw; lisboa = lisbon; onu = un united nations; otan =
            nato; ue = eu european union; oms = who; fmi = imf; pib = gdp; ong = ngo ngos; opep = opec; bce = ecb;
            adn = dna; norte = north northern; sul = south southern; leste = east eastern; oeste = west western;
            guerra = war; mundial = world
        """)
    },
)

PROFILE = LanguageProfile(
    "pt",
    numbers=NUMBERS,
    dates=DATES,
    splitting=(SPLITTING,),
    names=NAMES,
    boilerplate=Boilerplate(
        opening=r"leia(?: \w+)? também\b",
        appeal="inscreva-se|assine",
    ),
    sumy_stop_words="portuguese",
)
