"""Languages of which few words are known: those that a splitter needs, and their stop words."""

from core.lang.es import SPLITTING as SPANISH
from core.lang.fr.sentences import SPLITTING as FRENCH
from core.lang.profile import Boilerplate, LanguageProfile, Splitting
from core.lang.pt import SPLITTING as PORTUGUESE

_DUTCH = Splitting(
    bound="dhr mevr mw Dr Drs Mr Ir Ing Prof Ds bijv o.a m.n d.w.z t.o.v i.p.v",
    numbered="nr nrs blz p art hfst tel ca febr mrt apr aug sept okt nov dec",
    inner="jl max min incl excl evt resp",
    final="enz etc n.Chr v.Chr",
    openers="""
        de het een dit dat deze die hij zij ze wij we ik je u zijn haar hun ons onze in op aan bij met na
        van voor naar over onder om door zonder sinds tot tijdens wegens volgens maar en of want als wie wat
        waar waarom hoe omdat hoewel toen dan daarna ook nog nu er hier daar niet geen alle veel vandaag
        gisteren morgen
    """,
)

_NORDIC = Splitting(
    bound="dr prof hr fr t.ex t.eks f.eks bl.a d.v.s dvs fx ca jfr jf s.k m.fl",
    numbered="nr s kl art kap kr tlf tel jan feb febr apr aug sep sept okt nov dec des",
    inner="st mln mio mia milj mrd max min inkl resp ev evt",
    final="etc osv o.s.v m.m m.v",
    openers="""
        den det de en ett et han hon hun vi jag jeg man i på av af från fra med för for til till om men och
        og eller när når da då så att at som vad hvad hva hvem vem hvor var efter etter innan før under över
        over inte ikke nu nå her här der där disse dessa dette detta denne denna
    """,
)
"""Swedish, Danish, Norwegian."""

_SLAVIC = Splitting(
    bound="""
        dr prof mgr inż ing św np tzv tzn např napr tj ks gen płk im ul al pl p oz ds npr tzw m.in
    """,
    numbered="nr str s č čl art tel rozdz zł",
    inner="tys mln mld godz min r w wg ok ob sv",
    final="itd itp atd apod itn r",
    openers="""
        w we na z ze do od po o i a ale to ten ta te on ona v ve s k je za by jak kdy kde co kto kdo že że
        nie ne
    """,
)
"""Polish, Czech, Slovak, Slovene, Croatian: the commonest."""

_CYRILLIC = Splitting(
    bound="г-н г-жа гр им ул пр пл просп т.е т.к т.н напр см ср проф акад ген св",
    numbered="г гг с стр ст п пп рис тел № янв февр апр авг сент окт нояб дек",
    inner="тыс млн млрд руб коп чел обл р кв корп",
    final="т.д т.п др пр н.э",
    openers="""
        в во на с со к по из от до за у о об и а но он она они оно это этот мы я вы как что где когда не
    """,
)
"""Russian, Ukrainian, Bulgarian: the commonest."""


_SPLITTING = {
    "ca": (SPANISH, FRENCH),
    "gl": (SPANISH, PORTUGUESE),
    "nl": (_DUTCH,),
    **dict.fromkeys(("sv", "da", "no", "nb", "nn"), (_NORDIC,)),
    **dict.fromkeys(("pl", "cs", "sk", "sl", "hr"), (_SLAVIC,)),
    **dict.fromkeys(("ru", "uk", "bg"), (_CYRILLIC,)),
}
_SUMY = {
    "ar": "arabic", "cs": "czech", "el": "greek", "he": "hebrew", "pl": "polish", "sk": "slovak", "sv": "swedish",
    "uk": "ukrainian",
}  # fmt: skip
_OWN = ("ca", "da", "fi", "hu", "id", "nl", "no", "ro", "ru", "tr")
_REVERSED = ("da", "sl", "hr", "cs", "sk", "hu", "sr")
_CAPITAL_NOUNS = ("lb",)
_SEMICOLON_ASKS = ("el",)

_BOILERPLATE = {"nl": Boilerplate(opening=r"lees(?: \w+)? ook\b")}

PROFILES = {
    code: LanguageProfile(
        code,
        splitting=_SPLITTING.get(code, ()),
        reversed_quotes=code in _REVERSED,
        terminators=";" if code in _SEMICOLON_ASKS else "",
        boilerplate=_BOILERPLATE.get(code, Boilerplate()),
        capital_nouns=code in _CAPITAL_NOUNS,
        sumy_stop_words=_SUMY.get(code, ""),
    )
    for code in sorted({*_SPLITTING, *_SUMY, *_OWN, *_REVERSED, *_CAPITAL_NOUNS, *_SEMICOLON_ASKS})
}
"""By ISO 639-1 code."""
