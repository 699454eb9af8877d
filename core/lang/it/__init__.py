"""The profile of Italian. Only number words that do not inflect or compound are listed here; see `counting.py`."""

from core.lang.number_words import Dates, Numbers, counted, counterparts, numbered, unaccented
from core.lang.profile import Boilerplate, LanguageProfile, Names, Splitting

NUMBERS = Numbers(
    point_groups=True,
    between=frozenset(("a", "e", "o")),
    of=frozenset(("di", "of")),
    halves=(("e", "mezzo"),),
    units=counted(
        "due=2; tre=3; quattro=4; cinque=5; sei=6; sette=7; otto=8; nove=9; dieci=10; undici=11; dodici=12;"
        "tredici=13; quattordici=14; quindici=15; venti=20"
    ),
    magnitudes=counted("cento=100; mille mila=1e3; milione milioni=1e6; miliardo miliardi=1e9; bilione bilioni=1e12"),
    collectives=counted("decine=10; dozzine=12; centinaia=100; migliaia=1e3"),
)

DATES = Dates(
    months=numbered("gennaio;febbraio;marzo;aprile;maggio;giugno;luglio;agosto;settembre;ottobre;novembre;dicembre"),
    weekdays=numbered("lunedì;martedì;mercoledì;giovedì;venerdì;sabato;domenica"),
    pm_from={"pomeriggio": 1, "sera": 4, "notte": 8},
)

SPLITTING = Splitting(
    bound="""
        sig sigg sig.ra sig.na sigg.ri dott dott.ssa dr dr.ssa prof prof.ssa Proff ing Arch avv on geom rag
        cav comm gen col cap ten magg brig mar.llo amm mons card sen Min S SS cfr cf es p.es
    """,
    numbered="""
        risp art artt c co pag pagg p pp vol n nn nr num cap fig tel sec ca gen genn feb febbr mar apr mag giu lug ago
        sett set ott nov dic lun mart merc giov ven sab dom
    """,
    inner="ist fac c.so v.le p.za l.go ed edd soc coop ass dip uff min max abit cit ibid",
    final="ecc etc a.C d.C",
    openers="""
        il lo la i gli le l' un un' uno una questo questa questi queste quel quello quella quei quelli
        quelle ciò egli lui lei loro io noi voi suo sua suoi sue mio nostro in nel nello nella nei negli
        nelle di del dello della dei degli delle a al allo alla ai agli alle da dal dallo dalla dai con
        senza per su sul sulla sui secondo tra fra durante ma e ed o oppure né che chi se quando dove come
        cosa quale perché mentre anche inoltre così allora poi dopo prima non sì già è sono era fu c' ci si
        dell' nell' all' dall' sull' quest' quell' tutto tutta tutti tutte ogni alcuni alcune molti molte
        altro altra altri altre più ancora solo oggi ieri domani contro due tre
    """,
)

NAMES = Names(
    common=unaccented("""
        il lo la i gli le l un una di del della dello dei degli delle al alla e o in a per con senza che si non sig
        dott san santa presidente ministro ministra governo stato senato parlamento ministero tribunale corte
        polizia universita istituto banca borsa partito chiesa re regina papa consiglio commissione unione
        duecento trecento quattrocento cinquecento seicento settecento ottocento novecento
        assemblea giudice padre procuratore distretto trasporti esteri interni difesa giustizia economia salute
        ambiente lavoro nazioni grande nuova repubblica generale camera paese anni venti trenta quaranta cinquanta
        sessanta settanta ottanta novanta
    """),
    exonyms={
        "en": counterparts("""
            germania tedesco tedesca = germany german; spagna spagnolo = spain spanish; stati uniti = united states
            us american; regno unito = united kingdom uk britain british; inghilterra = england english; scozia =
            scotland scottish; galles = wales welsh; svezia svedese = sweden swedish; svizzera svizzero =
            switzerland swiss; norvegia = norway norwegian; grecia greco = greece greek; turchia turco = turkey
            turkish; paesi bassi olanda = netherlands dutch holland; croazia = croatia; cipro = cyprus; ungheria =
            hungary hungarian; giappone = japan japanese; pechino = beijing; londra = london; parigi = paris; mosca
            = moscow; varsavia = warsaw; lisbona = lisbon; atene = athens; monaco = munich monaco; colonia =
            cologne; onu = un united nations; ue = eu european union; oms = who; fmi = imf; pil = gdp; ong = ngo
            ngos; opec = opec; iva = vat; bce = ecb; dna = dna; nord = north northern; sud = south southern; est =
            east eastern; ovest = west western; guerra = war; mondiale = world
        """)
    },
)

PROFILE = LanguageProfile(
    "it",
    numbers=NUMBERS,
    dates=DATES,
    splitting=(SPLITTING,),
    names=NAMES,
    boilerplate=Boilerplate(
        opening=r"leggi(?: \w+)? anche\b",
        appeal="iscriviti|abbonati",
        whole="pubblicità",
    ),
    sumy_stop_words="italian",
)
